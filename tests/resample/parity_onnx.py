# SPDX-License-Identifier: MIT
"""Compares resize with the installed onnxruntime on random planes:  python parity_onnx.py LIBRARY [--cases N] [--seed S]

N images for each coordinate_transformation_mode, linear (f32) and nearest with each nearest_mode (f32, u8). Random sizes
up and down, thin and wide images, equal sides; infinities and NaNs. Every bit counts (any NaN equals any NaN)."""
import ctypes
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from parity import parser_of  # noqa: E402

try:
    import onnxruntime
    from onnx_model import GRIDS, MODES, ROUNDINGS, resize
except ImportError:
    print("onnx and onnxruntime are not installed")
    sys.exit(77)


class Request(ctypes.Structure):
    _fields_ = ([(n, ctypes.c_int64) for n in ("channels", "h", "w", "out_h", "out_w")] +
                [(n, ctypes.c_int32) for n in ("mode", "grid", "rounding")])


def ours(library, planes, size, mode, grid, rounding):
    out = np.full((len(planes), *size), 77, planes.dtype)
    request = Request(*planes.shape, *size, MODES.index(mode), GRIDS.index(grid), ROUNDINGS.index(rounding))
    run = {"uint8": library.onnx_u8, "float32": library.onnx_f32}[str(planes.dtype)]
    if run(ctypes.byref(request), ctypes.c_void_p(planes.ctypes.data), ctypes.c_void_p(out.ctypes.data)):
        raise SystemExit("resize failed")
    return out


def random_planes(rng, case, dtype):
    channels, h, w = int(rng.integers(1, 5)), *(int(v) for v in rng.integers(1, 100, 2))
    out_h, out_w = (int(v) for v in rng.integers(1, 100, 2))
    if case % 9 == 0:
        h, w, out_w = int(rng.integers(1, 4)), int(rng.integers(100, 3000)), int(rng.integers(1, 4000))
    if case % 7 == 0:
        out_h = h if case % 2 else 1
    if case % 11 == 0:
        out_w = w if case % 2 else 1
    if dtype == np.uint8:
        return rng.integers(0, 256, (channels, h, w), dtype=np.uint8), (out_h, out_w)
    planes = (rng.standard_normal((channels, h, w)) * 10.0 ** rng.integers(-3, 4)).astype(np.float32)
    if case % 5 == 0:
        special = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0], np.float32)
        planes = np.where(rng.random(planes.shape) < 0.1, rng.choice(special, planes.shape), planes)
    return planes, (out_h, out_w)


def differing(a, b):
    return int(np.count_nonzero((a != b) & ~((a != a) & (b != b)) | ((a == 0) & (b == 0) & (np.signbit(a) != np.signbit(b)))))


def main():
    arguments = parser_of(__doc__, cases=800).parse_args()
    library = arguments.library
    rng = np.random.default_rng(arguments.seed)
    wrong = 0
    for mode in MODES:
        for grid in GRIDS:
            values = bad = 0
            for case in range(arguments.cases):
                rounding = ROUNDINGS[case % 4] if mode == "nearest" else ROUNDINGS[0]
                planes, size = random_planes(rng, case, np.uint8 if mode == "nearest" and case % 3 else np.float32)
                with np.errstate(all="ignore"):
                    expected = resize(planes, size, mode, grid, rounding)
                    missed = differing(expected, ours(library, planes, size, mode, grid, rounding))
                values, bad = values + expected.size, bad + missed
                if missed:
                    print(f"{mode} {grid} {rounding} {planes.shape} -> {size}: {missed} values differ")
            print(f"onnxruntime {onnxruntime.__version__}, {mode} {grid}: {arguments.cases} cases, {values} values, "
                  f"{bad} differ")
            wrong += bad
    return wrong != 0


if __name__ == "__main__":
    sys.exit(main())
