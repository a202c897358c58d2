# SPDX-License-Identifier: MIT
"""The tables of docs/from-python.md, run.

    python idioms.py DOC FILE.cpp             writes a program of the C++ of every row
    python idioms.py DOC PROGRAM FOLDER       runs it in FOLDER, and the Python, and compares the results

A row whose C++ ends with a semicolon changes img; else it is a value. Rows that need torch are compared where it is
installed. Exit code 0 when nothing differs."""
import pathlib
import re
import subprocess
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "bench" / "peers"))
from common import MEAN, STD, voc  # noqa: E402

TYPES = {"uint8": "u8", "float32": "float"}
INTEGERS = {"y0": 4, "y1": 31, "x0": 7, "x1": 50, "c": 1}
PROLOGUE = """// Written by idioms.py from docs/from-python.md.
#include <eidograph/eidograph.hpp>
#include <eidograph/io.hpp>
#include <string>
#include <xtensor/xeval.hpp>
using namespace eido;
using namespace eido::literals;
namespace like = eido::like;

namespace {

void save(int row, const hw& size) { npy::save(std::to_string(row) + ".npy", tensor<i64, 1>{size.h, size.w}); }
void save(int row, const pixel_box& b) {
  npy::save(std::to_string(row) + ".npy", tensor<i64, 1>{b.left, b.upper, b.right, b.lower});
}
template <class X>
void save(int row, const X& x) {
  if constexpr (std::is_arithmetic_v<X>) {
    npy::save(std::to_string(row) + ".npy", tensor<X, 1>{x});
  } else if constexpr (requires { x.data(); }) {
    npy::save(std::to_string(row) + ".npy", copy(x));
  } else {
    const auto value = xt::eval(x);
    npy::save(std::to_string(row) + ".npy", copy(value));
  }
}
"""


def rows(doc):
    """[(Python, C++)]"""
    found = re.findall(r"^\| `(.*)` \| `(.*)` \|$", doc.read_text(), re.M)
    assert len(found) > 50, "the tables are not found"
    return found


def arrays():
    random = np.random.default_rng(1)

    def some(*shape):
        return random.integers(0, 256, shape, np.uint8)

    return {
        "img": some(40, 60, 3), "other": some(40, 60, 3), "rgba": some(40, 60, 4), "layer": some(40, 60, 4),
        "plane": some(40, 60), "mask": np.pad(some(31, 47) % 2, ((4, 5), (6, 7))), "soft": some(40, 60),
        "prob": random.random((20, 30), np.float32), "x": (random.random((6, 8), np.float32) - 0.25) * 300,
        "scores": random.standard_normal((5, 20, 30), np.float32), "labels": some(20, 30) % 5,
    }


def program(doc):
    functions, calls = [], []
    for row, (_, code) in enumerate(rows(doc)):
        used = set(re.findall(r"\w+", code))
        body = [f"  {'const ' if name != 'img' or code[-1] != ';' else ''}auto {name} = npy::load<{TYPES[str(a.dtype)]}, "
                f'{a.ndim}>("{name}.npy");' for name, a in arrays().items() if name in used]
        body += [f"  [[maybe_unused]] const eido::index {name} = {value};"
                 for name, value in INTEGERS.items() if name in used]
        body += [f"  {code}", f"  save({row}, img);"] if code.endswith(";") else [f"  save({row}, {code});"]
        functions.append("\n".join([f"void row_{row}() {{", *body, "}"]))
        calls.append(f"  row_{row}();")
    return "\n".join([PROLOGUE, *functions, "\n}  // namespace\n\nint main() {", *calls, "}", ""])


def compare(doc, binary, folder):
    import cv2
    import einops
    from PIL import Image, ImageOps
    try:
        import torch
        import torch.nn.functional as F
    except ImportError:
        torch = F = None
    cv2.ipp.setUseIPP(False)
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays().items():
        np.save(folder / f"{name}.npy", array)
    Image.fromarray(arrays()["img"]).save(folder / "photo.png")
    subprocess.run([binary.resolve()], cwd=folder, check=True)
    wrong = left_out = 0
    for row, (python, code) in enumerate(rows(doc)):
        if torch is None and "torch." in python:
            left_out += 1
            continue
        python = re.sub(r'"(\w+\.(png|npy))"', rf'"{folder}/\1"', python)
        names = {"np": np, "cv2": cv2, "einops": einops, "Image": Image, "ImageOps": ImageOps, "torch": torch, "F": F,
                 "palette": voc(), "mean": MEAN, "std": STD, **INTEGERS, **arrays()}
        if code.endswith(";"):
            exec(python, names)
            wanted = names["img"]
        else:
            wanted = np.atleast_1d(eval(python, names))
        made = np.load(folder / f"{row}.npy")
        if made.shape != wanted.shape or made.dtype != wanted.dtype or not np.array_equal(made, wanted):
            wrong += 1
            print(f"{python}\n  is not  {code}\n  {wanted.dtype}{wanted.shape}, {made.dtype}{made.shape}")
    print(f"{len(rows(doc))} rows, {wrong} wrong, {left_out} left out without torch")
    return bool(wrong)


if __name__ == "__main__":
    paths = [pathlib.Path(a) for a in sys.argv[1:]]
    if len(paths) == 2:
        paths[1].write_text(program(paths[0]))
    else:
        sys.exit(compare(*paths))
