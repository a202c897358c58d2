# SPDX-License-Identifier: MIT
"""Writes tests/reduce/upsample_golden.hpp: hashes of what OpenCV, torch and TensorFlow's arithmetic, each followed by
numpy's argmax, make of logits that the tests draw too:  python make_golden.py > upsample_golden.hpp

Run it where torch uses AVX2 or AVX-512. TensorFlow's arithmetic is the numpy model of resample/make_golden_torch.py,
which that script can also ask TensorFlow itself for."""
import pathlib
import sys

import cv2
import numpy as np
import torch
import torch.nn.functional as F

for folder in ("support", "resample"):
    sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / folder))
from make_golden_torch import tf_bilinear, tf_nearest  # noqa: E402
from pattern import hash_of, random_values  # noqa: E402

# classes, h, w -> h, w: up, down, each axis alone, one pixel, thin, half, nearly equal; both sides of torch's limits of
# 128 for the size and of 3 and 8 for the classes; wide enough for whole registers, and not
SIZES = [(21, 17, 23, 40, 61), (19, 33, 64, 130, 250), (150, 8, 9, 61, 70), (3, 20, 31, 75, 90), (8, 12, 12, 100, 29),
         (7, 67, 45, 13, 19), (2, 31, 33, 31, 66), (4, 31, 33, 62, 33), (1, 9, 9, 20, 20), (30, 1, 1, 5, 4),
         (40, 9, 14, 1, 1), (12, 20, 46, 10, 23), (5, 2, 400, 3, 131), (16, 32, 32, 128, 128), (256, 4, 5, 17, 40)]
KINDS = 4
F32 = np.float32


def logits_of(shape, kind, seed):
    """upsample_golden_check.hpp makes the same."""
    noise = random_values(int(np.prod(shape)), seed, F32).reshape(shape)
    if kind == 0:
        return noise
    if kind == 1:  # ties
        return np.trunc(noise / F32(24)) + F32(0)  # no -0
    k, y, x = np.meshgrid(*(np.arange(n) for n in shape), indexing="ij")
    if kind == 2:  # as from a network: areas with borders
        slope = (k * 7 % 5 - 2) * (x - shape[2] // 2) + (k * 3 % 5 - 2) * (y - shape[1] // 2)
        return slope.astype(F32) + noise * F32(2**-6)
    unit = (1 + (k * 5 % 7) * 2.0**-23).astype(F32)  # a unit in the last place or a few apart
    return noise[:1] * unit


def by_cv2(mode):
    return lambda a, size: np.stack([cv2.resize(p, size[::-1], interpolation=mode) for p in a])


def by_torch(**options):
    def run(a, size, hwc):
        batch = torch.from_numpy(a)[None]
        if hwc:
            batch = torch.from_numpy(np.ascontiguousarray(a.transpose(1, 2, 0))).permute(2, 0, 1)[None]
        return F.interpolate(batch, size, **options)[0].numpy()
    return run


def by_tf(resize, corners):
    return lambda a, size: resize(a.transpose(1, 2, 0), size, corners, not corners).transpose(2, 0, 1)


CONTRACTS = {"cv2.linear": by_cv2(cv2.INTER_LINEAR), "cv2.nearest": by_cv2(cv2.INTER_NEAREST),
             "cv2.nearest_exact": by_cv2(cv2.INTER_NEAREST_EXACT), "torch.bilinear": by_torch(mode="bilinear"),
             "torch.bilinear.align_corners": by_torch(mode="bilinear", align_corners=True),
             "torch.nearest": by_torch(mode="nearest"), "torch.nearest_exact": by_torch(mode="nearest-exact"),
             "tf.bilinear": by_tf(tf_bilinear, False), "tf.bilinear.align_corners": by_tf(tf_bilinear, True),
             "tf.nearest": by_tf(tf_nearest, False)}


def main():
    cv2.setNumThreads(1)
    cv2.ipp.setUseIPP(False)
    torch.set_num_threads(1)
    if torch.backends.cpu.get_cpu_capability() not in ("AVX2", "AVX512"):
        raise SystemExit("torch uses no FMA here")
    print("// SPDX-License-Identifier: MIT\n#pragma once\n")
    print(f"// Written by make_golden.py with OpenCV {cv2.__version__} and torch {torch.__version__.split('+')[0]}.\n")
    print("struct upsample_golden {\n  const char* contract;\n  int classes, h, w, out_h, out_w;\n  bool hwc;\n  int kind;")
    print("  unsigned seed;\n  const char *ids, *scores;\n};\n")
    print("// clang-format off\ninline constexpr upsample_golden upsample_goldens[] = {")
    seed = 0
    for contract, run in CONTRACTS.items():
        nearest = "nearest" in contract
        for n, (classes, h, w, *size) in enumerate(SIZES):
            for kind in ((n % KINDS,) if nearest else range(KINDS)):
                for hwc in ((False, True) if contract.startswith("torch") and kind == n % KINDS else (n % 3 == 2,)):
                    seed += 1
                    a = logits_of((classes, h, w), kind, seed)
                    assert a.dtype == F32
                    large = run(a, tuple(size), hwc) if contract.startswith("torch") else run(a, tuple(size))
                    assert large.dtype == F32 and large.shape == (classes, *size)
                    ids = large.argmax(0)
                    scores = np.take_along_axis(large, ids[None], 0)[0]
                    print(f'{{"{contract}",{classes},{h},{w},{size[0]},{size[1]},{int(hwc)},{kind},{seed},'
                          f'"{hash_of(ids.astype(np.uint8))}","{hash_of(scores)}"}},')
    print("};\n// clang-format on")


if __name__ == "__main__":
    main()
