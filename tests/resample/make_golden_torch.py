# SPDX-License-Identifier: MIT
"""Writes tests/resample/torch_golden.hpp: hashes of what the installed torch and TFLite (ai-edge-litert) make of the
patterns that the tests draw:  python make_golden_torch.py > torch_golden.hpp

Run it where torch uses AVX2 or AVX-512 (torch.backends.cpu.get_cpu_capability()). TensorFlow is large and installs
beside few other packages: its two contracts are hashed from the numpy model below, which is TensorFlow's arithmetic, or
from TensorFlow itself with --tensorflow."""
import argparse
import pathlib
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import tflite_model  # noqa: E402
from parity_torch import TFLITE, TORCH_F32, TORCH_U8, interpolate, leaves_image  # noqa: E402
from pattern import hash_of, random_values  # noqa: E402

# h, w -> h, w: up, down, each axis alone, nearly equal, one pixel, thin; both sides of torch's limit of 128; on the
# border of two pixels
SIZES = [(17, 23, 40, 61), (67, 45, 13, 19), (31, 33, 31, 12), (31, 33, 12, 33), (1, 1, 5, 4), (9, 14, 1, 1),
         (640, 3, 20, 2), (29, 31, 90, 101), (20, 17, 20, 131), (142, 61, 62, 60), (300, 20, 130, 41),
         (2, 2, 97, 95)]
GRIDS = [(False, True), (True, False), (False, False)]  # align_corners, half_pixel_centers
F32 = np.float32


def tf_positions(size, out, corners, half_pixel):
    scale = F32(size - 1) / F32(out - 1) if corners and out > 1 else F32(size) / F32(out)
    i = np.arange(out, dtype=F32)
    return (i + F32(0.5)) * scale - F32(0.5) if half_pixel else i * scale


def tf_bilinear(a, size, corners, half_pixel):
    if a.shape[:2] == size:
        return a
    for axis in (1, 0):
        at = tf_positions(a.shape[axis], size[axis], corners, half_pixel)
        last = a.shape[axis] - 1
        low, high = (np.clip(f(at), 0, last).astype(int) for f in (np.floor, np.ceil))
        part = (at - np.floor(at)).reshape([-1 if k == axis else 1 for k in range(3)])
        first = np.take(a, low, axis)
        a = first + (np.take(a, high, axis) - first) * part
    return a


def tf_nearest(a, size, corners, half_pixel):
    for axis in (0, 1):
        scale = F32(a.shape[axis] - 1) / F32(size[axis] - 1) if corners and size[axis] > 1 else \
            F32(a.shape[axis]) / F32(size[axis])
        at = ((np.arange(size[axis], dtype=F32) + F32(0.5 if half_pixel else 0)) * scale).astype(np.float64)
        at = np.floor(at + 0.5) if corners else np.floor(at)
        a = np.take(a, np.minimum(at, a.shape[axis] - 1).astype(int), axis)
    return a


def tensorflows(a, size, operator, corners, half_pixel, use_tensorflow):
    if not use_tensorflow:
        return {"bilinear": tf_bilinear, "nearest": tf_nearest}[operator](a, size, corners, half_pixel)
    import tensorflow
    run = {"bilinear": tensorflow.raw_ops.ResizeBilinear, "nearest": tensorflow.raw_ops.ResizeNearestNeighbor}[operator]
    return run(images=a[None], size=size, align_corners=corners, half_pixel_centers=half_pixel).numpy()[0]


def cases(use_tensorflow):
    """contract, dtype, shape, size, corners, legacy, planes, alone, make(a)"""
    for table, dtype in ((TORCH_U8, np.uint8), (TORCH_F32, F32)):
        for contract, (mode, antialias) in table.items():
            has_corners = mode in ("bilinear", "bicubic")
            for n, (*shape, out_h, out_w) in enumerate(SIZES):
                ways = [(channels, False, False, False) for channels in ((1, 3), (2, 4))[n % 2]]
                if has_corners:
                    ways.append((1 + n % 4, True, False, False))
                if contract in ("torch.bilinear", "torch.nearest_exact"):
                    ways += [(4, False, False, False), (4, False, True, False)]
                if contract == "torch.bilinear":
                    ways.append((3, False, False, True))
                for channels, corners, planes, alone in ways:
                    align = corners if has_corners else None

                    def make(a, how=(mode, antialias, align, planes, alone), size=(out_h, out_w)):
                        return interpolate(a, size, *how)[0]
                    yield contract, dtype, (*shape, channels), (out_h, out_w), corners, False, planes, alone, make
    for contract, dtype in [("tf.bilinear", F32), ("tf.nearest", F32), *TFLITE]:
        for n, (*shape, out_h, out_w) in enumerate(SIZES):
            for corners, half_pixel in GRIDS:
                legacy = not corners and not half_pixel
                if legacy and dtype != F32 and any(leaves_image(*p) for p in zip(shape, (out_h, out_w))):
                    continue
                room, operator = contract.split(".")

                def make(a, room=room, operator=operator, corners=corners, half=half_pixel, size=(out_h, out_w)):
                    if room == "tf":
                        return tensorflows(a, size, operator, corners, half, use_tensorflow)
                    return tflite_model.resize(a, size, operator, corners, half)
                yield contract, dtype, (*shape, 1 + n % 4), (out_h, out_w), corners, legacy, False, False, make


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tensorflow", action="store_true")
    arguments = parser.parse_args()
    if torch.backends.cpu.get_cpu_capability() not in ("AVX2", "AVX512"):
        raise SystemExit("torch uses no FMA here")
    print("// SPDX-License-Identifier: MIT\n#pragma once\n")
    print(f"// Written by make_golden_torch.py with torch {torch.__version__.split('+')[0]} and ai-edge-litert.\n")
    print("struct torch_golden {\n  const char* contract;\n  const char* type;\n  int h, w, channels, out_h, out_w;")
    print("  bool corners, legacy, planes, alone;\n  unsigned seed;\n  const char* hash;\n};\n")
    print("// clang-format off\ninline constexpr torch_golden torch_goldens[] = {")
    names = {"uint8": "u8", "int8": "i8", "float32": "f32"}
    flags = {True: "1", False: "0"}
    for seed, (contract, dtype, shape, size, corners, legacy, planes, alone, make) in enumerate(cases(arguments.tensorflow), 1):
        values = random_values(int(np.prod(shape)), seed, np.uint8 if dtype != F32 else F32).view(dtype)
        made = make(values.reshape(shape))
        assert made.dtype == dtype and made.shape == (*size, shape[2])
        print(f'{{"{contract}","{names[np.dtype(dtype).name]}",{",".join(map(str, (*shape, *size)))},'
              f'{",".join(flags[f] for f in (corners, legacy, planes, alone))},{seed},"{hash_of(made)}"}},')
    print("};\n// clang-format on")


if __name__ == "__main__":
    main()
