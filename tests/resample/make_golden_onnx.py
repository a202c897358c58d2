# SPDX-License-Identifier: MIT
"""Writes tests/resample/onnx_golden.hpp: hashes of what the installed onnxruntime makes of the patterns that the tests
draw. Run it with onnxruntime 1.32.0:  python make_golden_onnx.py > onnx_golden.hpp"""
import pathlib
import sys

import numpy as np
import onnxruntime

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from onnx_model import GRIDS, ROUNDINGS, resize  # noqa: E402
from pattern import hash_of, random_values  # noqa: E402

# h, w -> h, w: up, down, each axis alone, one pixel, thin; ties that single precision misses by a little
SIZES = [(17, 23, 40, 61), (67, 45, 13, 19), (31, 33, 31, 12), (31, 33, 12, 33), (1, 1, 5, 4), (9, 14, 1, 1),
         (640, 3, 20, 2), (15, 22, 64, 13), (50, 66, 65, 22)]


def main():
    print("// SPDX-License-Identifier: MIT\n#pragma once\n")
    print(f"// Written by make_golden_onnx.py with onnxruntime {onnxruntime.__version__}.\n")
    print("struct onnx_golden {\n  int mode, grid, rounding;\n  int h, w, channels, out_h, out_w;\n  unsigned seed;")
    print("  const char* hash;\n};\n")
    print("// f32; the first three are numbers of onnx_contracts.hpp")
    print("// clang-format off\ninline constexpr onnx_golden onnx_goldens[] = {")
    kinds = [("linear", 1, 0)] + [("nearest", 0, r) for r in range(4)]
    cases = [(kind, grid, size) for kind in kinds for grid in range(len(GRIDS)) for size in SIZES]
    for seed, ((mode, number, rounding), grid, (h, w, out_h, out_w)) in enumerate(cases, 1):
        channels = 1 + seed % 4
        values = random_values(h * w * channels, seed, np.float32).reshape(h, w, channels)
        made = resize(np.ascontiguousarray(values.transpose(2, 0, 1)), (out_h, out_w), mode, GRIDS[grid],
                      ROUNDINGS[rounding])
        print(f'{{{number},{grid},{rounding},{h},{w},{channels},{out_h},{out_w},{seed},'
              f'"{hash_of(made.transpose(1, 2, 0))}"}},')
    print("};\n// clang-format on")


if __name__ == "__main__":
    main()
