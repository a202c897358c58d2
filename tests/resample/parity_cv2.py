# SPDX-License-Identifier: MIT
"""Compares resize by like::cv2 with the installed OpenCV, IPP off, on random images:
    python parity_cv2.py LIBRARY [--cases N] [--seed S] [--modes area,cubic] [--target avx2]

N cases for each mode and element type; 1 to 4 channels; sizes up and down, whole factors, one pixel, equal sides. Bits
are compared, so that -0 is not 0; any NaN equals any other. Without OpenCV it ends with 77: skipped."""
import ctypes
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from parity import parser_of  # noqa: E402

try:
    import cv2
except ImportError:
    print("OpenCV is not installed")
    sys.exit(77)

MODES = ["nearest", "nearest_exact", "linear", "linear_exact", "area", "cubic", "lanczos4"]


class Request(ctypes.Structure):
    _fields_ = [(n, ctypes.c_int64) for n in ("h", "w", "channels", "out_h", "out_w")] + [("mode", ctypes.c_int32)]


def ours(library, array, size, mode):
    h, w, channels = array.shape
    out = np.full(size + (channels,), 77, array.dtype)
    request = Request(h, w, channels, *size, MODES.index(mode))
    function = library.cv2_resize_u8 if array.dtype == np.uint8 else library.cv2_resize_f32
    if function(ctypes.byref(request), ctypes.c_void_p(array.ctypes.data), ctypes.c_void_p(out.ctypes.data)):
        raise SystemExit("resize failed")
    return out


def theirs(array, size, mode):
    made = cv2.resize(array, size[::-1], interpolation=getattr(cv2, "INTER_" + mode.upper()))
    return made.reshape(size + array.shape[2:])


def random_array(rng, dtype, shape):
    kind = rng.integers(4)
    if dtype == np.uint8:
        values = rng.integers(0, 256, shape, dtype=np.uint8)
        return (values // 128 * 255, np.full(shape, 255, np.uint8), values, values)[kind]
    values = (rng.standard_normal(shape) * 50).astype(np.float32)
    if kind == 0:
        values[rng.random(shape) < 0.3] = -0.0
    if kind == 1:
        values[rng.random(shape) < 0.02] = np.inf
    return values


def random_sizes(rng, case):
    """h, w, out_h, out_w"""
    h, w, out_h, out_w = (int(v) for v in rng.integers(1, 140, 4))
    kind = case % 8
    if kind in (1, 2):  # whole factors
        h, w, out_h, out_w = (int(v) for v in rng.integers(1, 40, 4))
        h, w = out_h * int(rng.integers(1, 9)), out_w * int(rng.integers(1, 9))
    elif kind == 3:
        h, w = 2 * out_h, 2 * out_w
    elif kind == 4:  # whole factors up
        out_h, out_w = h * int(rng.integers(1, 4)), w * int(rng.integers(1, 4))
    elif kind == 5:
        h, w = int(rng.integers(1, 6)), int(rng.integers(1, 700))
    elif kind == 6:
        h, w, out_h = int(rng.integers(100, 400)), int(rng.integers(1, 10)), int(rng.integers(1, 6))
    if case % 11 == 0:
        out_h = h
    if case % 17 == 0:
        out_w = w
    return h, w, out_h, out_w


def same_bits(a, b):
    if a.dtype == np.uint8:
        return a == b
    return (a.view(np.uint32) == b.view(np.uint32)) | (np.isnan(a) & np.isnan(b))


def main():
    parser = parser_of(__doc__, cases=250)
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--target")
    arguments = parser.parse_args()
    cv2.ipp.setUseIPP(False)
    cv2.setNumThreads(1)
    library = arguments.library
    if arguments.target and library.cv2_force_target(arguments.target.encode()):
        raise SystemExit("no such target here")
    differing = 0
    for mode in arguments.modes.split(","):
        for dtype in (np.uint8, np.float32):
            rng = np.random.default_rng(arguments.seed)
            values = wrong = 0
            for case in range(arguments.cases):
                h, w, out_h, out_w = random_sizes(rng, case)
                array = random_array(rng, dtype, (h, w, 1 + case // 8 % 4))
                good = same_bits(ours(library, array, (out_h, out_w), mode), theirs(array, (out_h, out_w), mode))
                values += good.size
                if not good.all():
                    wrong += good.size - int(np.count_nonzero(good))
                    print(f"{mode} {array.dtype} {array.shape} -> {(out_h, out_w)}: "
                          f"{good.size - np.count_nonzero(good)} of {good.size} values differ")
            print(f"{mode} {np.dtype(dtype)}: {arguments.cases} cases, {values} values, {wrong} differ", flush=True)
            differing += wrong
    print(f"OpenCV {cv2.__version__}, IPP off: {differing} values differ")
    return differing != 0


if __name__ == "__main__":
    sys.exit(main())
