# SPDX-License-Identifier: MIT
"""Compares resize with the installed torch on random images:

    python parity_torch.py LIBRARY [--cases N] [--seed S] [--only TEXT]

N images a contract, and the ways in which torch can be given them: interleaved pixels, planes, slices of larger tensors;
align_corners where the mode takes it. Random sizes up and down, thin images, equal and nearly equal sides; bytes of
noise and of 0 and 255; floats of 0..1 and of large spread. Every bit counts, also of infinities and NaNs among the
floats (any NaN equals any NaN)."""
import argparse
import ctypes
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F

U8 = {"bilinear": ("bilinear", True), "bicubic": ("bicubic", True), "lanczos": ("lanczos", True),
      "bilinear_noaa": ("bilinear", False), "bicubic_noaa": ("bicubic", False)}
F32 = {"nearest": ("nearest", False), "nearest_exact": ("nearest-exact", False), "bilinear": ("bilinear", False),
       "bicubic": ("bicubic", False), "bilinear_aa": ("bilinear", True), "bicubic_aa": ("bicubic", True)}


class Request(ctypes.Structure):
    _fields_ = ([(n, ctypes.c_int64) for n in ("h", "w", "channels", "out_h", "out_w", "step_x", "step_channel", "step_y")]
                + [("contract", ctypes.c_char * 32)]
                + [(n, ctypes.c_int32) for n in ("corners", "legacy", "planes")])


def ours(library, a, size, contract, corners=False, legacy=False, planes=False):
    """a: (h, w, channels), any strides."""
    out = np.full(size + a.shape[2:], 77, a.dtype)
    y, x, c = (s // a.itemsize for s in a.strides)
    request = Request(*a.shape, *size, x, c, y, contract.encode(), corners, legacy, planes)
    run = {"uint8": library.resize_u8, "float32": library.resize_f32}[str(a.dtype)]
    if run(ctypes.byref(request), ctypes.c_void_p(a.ctypes.data), ctypes.c_void_p(out.ctypes.data)):
        raise SystemExit(f"{contract} failed")
    return out


def random_size(rng, case):
    h, w, out_h, out_w = (int(v) for v in rng.integers(1, 100, 4))
    if case % 13 == 0:
        h, w = int(rng.integers(200, 600)), int(rng.integers(1, 8))
    if case % 17 == 0:
        h, w = w, h
    if case % 5 == 0:  # torch's other arithmetic for large outputs
        out_h, out_w = int(rng.integers(40, 200)), int(rng.integers(60, 200))
    if case % 11 == 0:
        out_h = h
    if case % 19 == 0:
        out_w = w
    if case % 29 == 0:
        out_w = 1
    if case % 7 == 0:  # nearly equal: weights near a power of two
        out_h, out_w = max(1, h + int(rng.integers(-2, 3))), max(1, w + int(rng.integers(-2, 3)))
    return (h, w), (out_h, out_w)


def random_values(rng, shape, dtype, case):
    if dtype == np.uint8:
        a = rng.integers(0, 256, shape, dtype=np.uint8)
        return (a > 127).astype(np.uint8) * np.uint8(255) if case % 3 == 0 else a
    if case % 3:
        return rng.random(shape, dtype=np.float32)
    a = (rng.standard_normal(shape) * 100).astype(np.float32)
    if case % 9 == 0:
        odd = np.array([np.inf, -np.inf, np.nan, -0.0, 0.0, 1e-42, 3e38], np.float32)
        a = np.where(rng.random(shape) < 0.02, rng.choice(odd, shape), a)
    return a


def differing(got, expected):
    if got.dtype == np.float32:
        same = (got.view(np.uint32) == expected.view(np.uint32)) | (np.isnan(got) & np.isnan(expected))
        return int(np.count_nonzero(~same))
    return int(np.count_nonzero(got != expected))


def compare(library, rng, case, contract, mode, antialias, dtype):
    channels = int(rng.integers(1, 5))
    (h, w), size = random_size(rng, case)
    a = random_values(rng, (h, w, channels), dtype, case)
    corners = mode in ("bilinear", "bicubic") and case % 4 == 3
    tensor = torch.from_numpy(a).permute(2, 0, 1)[None]
    planes = case % 2 == 1
    if planes:
        tensor = tensor.contiguous()
        a = tensor[0].permute(1, 2, 0).numpy()
    options = {"antialias": antialias} if antialias else {}
    if "nearest" not in mode:
        options["align_corners"] = corners
    if mode == "lanczos":
        del options["align_corners"]
    expected = F.interpolate(tensor, size, mode=mode, **options)[0].permute(1, 2, 0).contiguous().numpy()
    got = ours(library, a, size, contract, corners=corners, planes=planes)
    wrong = differing(got, expected)
    if wrong:
        print(f"{contract} {a.shape} -> {size} planes={planes} align_corners={corners}: {wrong} of {got.size} values "
              f"differ, by at most {np.nanmax(np.abs(got.astype(np.float64) - expected))}")
    return got.size, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library")
    parser.add_argument("--cases", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    library = ctypes.CDLL(str(pathlib.Path(arguments.library).resolve()))
    torch.set_num_threads(1)
    rng = np.random.default_rng(arguments.seed)
    capability = torch.backends.cpu.get_cpu_capability()
    failed = False
    for dtype, room, table in ((np.uint8, "torch_u8", U8), (np.float32, "torch", F32)):
        for name, (mode, antialias) in table.items():
            contract = f"{room}.{name}"
            if arguments.only not in contract:
                continue
            values = wrong = cases = 0
            for case in range(arguments.cases):
                count, bad = compare(library, rng, case, contract, mode, antialias, dtype)
                values, wrong, cases = values + count, wrong + bad, cases + (bad > 0)
            print(f"torch {torch.__version__} ({capability}) {contract}: {arguments.cases} cases, {values} values, "
                  f"{wrong} differ in {cases} cases", flush=True)
            failed |= wrong > 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
