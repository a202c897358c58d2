# SPDX-License-Identifier: MIT
"""Compares resize with torch, TFLite (ai-edge-litert) and TensorFlow, those that are installed, on random images:

    python parity_torch.py LIBRARY [--cases N] [--seed S] [--only TEXT]

N images a contract. Random sizes up and down, thin images, equal and nearly equal sides; bytes of noise and of 0 and
255; floats of 0..1, of large spread, with infinities and NaNs. torch gets interleaved pixels and planes, one thread and
two, align_corners where the mode takes it; TFLite and TensorFlow all three grids. Every bit counts (any NaN equals any
NaN).

TFLite's integer kernel reads outside of the image where positions in 1/1024 pixels have drifted past its end; such
sizes are left out."""
import ctypes
import os
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from parity import parser_of  # noqa: E402

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    torch = None

try:
    import tflite_model
except ImportError:
    tflite_model = None

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
try:
    import tensorflow
except ImportError:
    tensorflow = None

if not (torch or tflite_model or tensorflow):
    print("torch, ai-edge-litert and tensorflow are not installed")
    sys.exit(77)

# contract: mode, antialias
TORCH_U8 = {"torch_u8.bilinear": ("bilinear", True), "torch_u8.bicubic": ("bicubic", True),
            "torch_u8.lanczos": ("lanczos", True), "torch_u8.bilinear_noaa": ("bilinear", False),
            "torch_u8.bicubic_noaa": ("bicubic", False)}
TORCH_F32 = {"torch.nearest": ("nearest", False), "torch.nearest_exact": ("nearest-exact", False),
             "torch.bilinear": ("bilinear", False), "torch.bicubic": ("bicubic", False),
             "torch.bilinear_aa": ("bilinear", True), "torch.bicubic_aa": ("bicubic", True)}
TFLITE = [("tflite.bilinear", np.float32), ("tflite.bilinear", np.uint8), ("tflite.bilinear", np.int8),
          ("tflite.nearest", np.float32), ("tflite.nearest", np.uint8)]
TENSORFLOW = [("tf.bilinear", np.float32), ("tf.nearest", np.float32), ("tf.nearest", np.uint8)]
GRIDS = [(False, True), (True, False), (False, False)]  # align_corners, half_pixel_centers


class Request(ctypes.Structure):
    _fields_ = ([(n, ctypes.c_int64) for n in ("h", "w", "channels", "out_h", "out_w", "step_y", "step_x", "step_channel")]
                + [("contract", ctypes.c_char * 32)]
                + [(n, ctypes.c_int32) for n in ("corners", "legacy", "planes", "alone")])


def ours(library, a, size, contract, corners=False, legacy=False, planes=False, alone=False):
    """a: (h, w, channels), any strides."""
    out = np.full((*size, a.shape[2]), 77, a.dtype)
    request = Request(*a.shape, *size, *(s // a.itemsize for s in a.strides), contract.encode(),
                      corners, legacy, planes, alone)
    run = {"uint8": library.resize_u8, "int8": library.resize_i8, "float32": library.resize_f32}[str(a.dtype)]
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
    if case % 31 == 0:  # two pixels: nearest comes near to ties
        h, w = 2, 2
    if case % 7 == 0:  # nearly equal: weights near a power of two
        out_h, out_w = max(1, h + int(rng.integers(-2, 3))), max(1, w + int(rng.integers(-2, 3)))
    return (h, w), (out_h, out_w)


def random_values(rng, shape, dtype, case):
    if dtype != np.float32:
        a = rng.integers(np.iinfo(dtype).min, np.iinfo(dtype).max, shape, dtype, endpoint=True)
        return np.where(a > 127 + np.iinfo(dtype).min, a.max(), a.min()) if case % 3 == 0 else a
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


def interpolate(a, size, mode, antialias=False, corners=None, planes=False, alone=False):
    """torch's result for a: (h, w, channels), and a as it lay in the tensor. alone: with one thread."""
    torch.set_num_threads(1 if alone else 2)
    tensor = torch.from_numpy(a).permute(2, 0, 1)[None]
    if planes:
        tensor = tensor.contiguous()
    result = F.interpolate(tensor, size, mode=mode, antialias=antialias, align_corners=corners)
    return result[0].permute(1, 2, 0).contiguous().numpy(), tensor[0].permute(1, 2, 0).numpy()


def torch_case(library, rng, case, contract, mode, antialias, dtype):
    shape, size = random_size(rng, case)
    a = random_values(rng, (*shape, int(rng.integers(1, 5))), dtype, case)
    corners = case % 4 == 3 if mode in ("bilinear", "bicubic") else None
    planes = case % 2 == 1 and size != (1, 1)  # torch 2.15 raises for 3 planes of 2 x 2 bytes to 1 x 1
    alone = case // 2 % 2 == 1
    expected, a = interpolate(a, size, mode, antialias, corners, planes, alone)
    return a, size, expected, ours(library, a, size, contract, corners=bool(corners), planes=planes, alone=alone)


def leaves_image(extent, out):
    """Whether a position of TFLite's integer kernel does, without half pixels and align_corners."""
    return (out - 1) * ((1024 * extent + out // 2) // out) // 1024 > extent - 1


def tflite_case(library, rng, case, contract, dtype):
    shape, size = random_size(rng, case)
    a = random_values(rng, (*shape, int(rng.integers(1, 5))), dtype, case)
    corners, half_pixel = GRIDS[case // 2 % 3]
    if contract == "tflite.bilinear" and dtype != np.float32 and not corners and not half_pixel:
        if any(leaves_image(*pair) for pair in zip(shape, size)):
            corners = True
    expected = tflite_model.resize(a, size, contract[7:], corners, half_pixel)
    legacy = not corners and not half_pixel
    return a, size, expected, ours(library, a, size, contract, corners=corners, legacy=legacy)


def tensorflow_case(library, rng, case, contract, dtype):
    shape, size = random_size(rng, case)
    a = random_values(rng, (*shape, int(rng.integers(1, 5))), dtype, case)
    a = np.where(abs(a) < np.finfo(np.float32).tiny, dtype(0), a)  # TensorFlow's threads flush subnormal numbers
    corners, half_pixel = GRIDS[case // 2 % 3]
    operator = {"tf.bilinear": "ResizeBilinear", "tf.nearest": "ResizeNearestNeighbor"}[contract]
    run = getattr(tensorflow.raw_ops, operator)
    expected = run(images=a[None], size=size, align_corners=corners, half_pixel_centers=half_pixel)[0].numpy()
    legacy = not corners and not half_pixel
    return a, size, expected, ours(library, a, size, contract, corners=corners, legacy=legacy)


def main():
    parser = parser_of(__doc__, cases=300)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    library = arguments.library
    jobs = []
    if torch:
        torch_name = f"torch {torch.__version__} ({torch.backends.cpu.get_cpu_capability()})"
        jobs += [(torch_name, name, np.uint8, torch_case, how) for name, how in TORCH_U8.items()]
        jobs += [(torch_name, name, np.float32, torch_case, how) for name, how in TORCH_F32.items()]
        jobs.append((torch_name, "torch.nearest_exact", np.uint8, torch_case, TORCH_F32["torch.nearest_exact"]))
    if tflite_model:
        jobs += [("TFLite", name, dtype, tflite_case, ()) for name, dtype in TFLITE]
    if tensorflow:
        jobs += [(f"TensorFlow {tensorflow.__version__}", name, dtype, tensorflow_case, ()) for name, dtype in TENSORFLOW]
    failed = False
    for peer, contract, dtype, make, how in jobs:
        if arguments.only not in contract:
            continue
        rng = np.random.default_rng(arguments.seed)
        values = differ = 0
        for case in range(arguments.cases):
            a, size, expected, got = make(library, rng, case, contract, *how, dtype)
            wrong = differing(got, expected)
            values, differ = values + got.size, differ + wrong
            if wrong:
                print(f"{contract} {a.dtype} {a.shape} -> {size}, case {case}: {wrong} of {got.size} values differ")
        print(f"{peer} {contract} {np.dtype(dtype)}: {arguments.cases} cases, {values} values, {differ} differ", flush=True)
        failed |= differ > 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
