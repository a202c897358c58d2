# SPDX-License-Identifier: MIT
"""Writes tests/resample/pillow_golden.hpp: hashes of what the installed Pillow makes of the patterns that the tests
draw. Run it with Pillow 13.0.0:  python make_golden.py > pillow_golden.hpp"""
import pathlib
import sys

import numpy as np
import PIL
from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pattern import hash_of, random_values  # noqa: E402

FILTERS = ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"]
# h, w -> h, w, box (left, upper, right, lower) or none: up, down, each axis alone, both pass orders, one pixel, thin
SIZES = [
    (17, 23, 40, 61, None),
    (67, 45, 13, 19, None),
    (90, 20, 7, 19, None),
    (20, 90, 19, 7, None),
    (31, 33, 31, 12, None),
    (31, 33, 12, 33, None),
    (1, 1, 5, 4, None),
    (9, 14, 1, 1, None),
    (640, 3, 20, 2, None),
    (41, 37, 16, 24, (3.25, 1.5, 30.75, 40.0)),
    (41, 37, 16, 24, (5, 7, 29, 23)),
    (33, 50, 64, 20, (0, 0, 0.5, 33)),
]
# the same with a reducing gap: factors along each axis and one alone, boxes, all of the filter's shrinking, none
GAPS = [
    (97, 83, 20, 11, None, 2.0),
    (120, 31, 7, 25, None, 1.5),
    (41, 137, 30, 9, (3.3, 1.7, 130.75, 40.1), 3.0),
    (100, 64, 25, 16, None, 1.0),
    (300, 1, 9, 1, None, 1.1),
    (40, 40, 17, 19, None, 3.0),
]
KINDS = [("u8", 1, None), ("u8", 2, None), ("u8", 3, None), ("u8", 4, None), ("u8", 4, "CMYK"), ("f32", 1, None)]
DTYPES = {"u8": np.uint8, "u16": np.uint16, "i32": np.int32, "f32": np.float32}


def golden(filter_name, dtype, channels, mode, case, seed):
    h, w, out_h, out_w, box, gap = case
    values = random_values(h * w * channels, seed, DTYPES[dtype])
    image = Image.fromarray(values.reshape((h, w) if channels == 1 else (h, w, channels)))
    if mode:
        image = Image.frombytes(mode, (w, h), image.tobytes())
    return hash_of(image.resize((out_w, out_h), Image.Resampling[filter_name.upper()], box, gap))


def main():
    print("// SPDX-License-Identifier: MIT")
    print("#pragma once\n")
    print(f"// Written by make_golden.py with Pillow {PIL.__version__}.\n")
    print("struct pillow_golden {")
    print("  const char* filter;\n  const char* type;\n  int channels;\n  bool plain;\n  int h, w, out_h, out_w;")
    print("  bool has_box;\n  double box[4];\n  double gap;\n  unsigned seed;\n  const char* hash;\n};\n")
    print("// clang-format off\ninline constexpr pillow_golden pillow_goldens[] = {")
    cases = [(f, kind, (*case, None)) for f in FILTERS for kind in KINDS for case in SIZES]
    cases += [(f, kind, case) for f in FILTERS for kind in (*KINDS, ("i32", 1, None)) for case in GAPS]
    cases += [(f, (dtype, 1, None), (*case, None)) for f in FILTERS for dtype in ("u16", "i32") for case in SIZES]
    for seed, (filter_name, (dtype, channels, mode), case) in enumerate(cases, 1):
        h, w, out_h, out_w, box, gap = case
        corners = ", ".join(f"{v}" for v in box or (0, 0, 0, 0))
        print(f'  {{"{filter_name}", "{dtype}", {channels}, {str(bool(mode)).lower()}, {h}, {w}, {out_h}, {out_w}, '
              f'{str(bool(box)).lower()}, {{{corners}}}, {gap or 0}, {seed}u, '
              f'"{golden(filter_name, dtype, channels, mode, case, seed)}"}},')
    print("};\n// clang-format on")


if __name__ == "__main__":
    main()
