# SPDX-License-Identifier: MIT
"""Writes tests/resample/cv2_golden.hpp: hashes of what the installed OpenCV, IPP off, makes of the patterns that the
tests draw. Run it with OpenCV 5.0.0:  python make_cv2_golden.py > cv2_golden.hpp"""
import pathlib
import sys

import cv2
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pattern import hash_of, random_values  # noqa: E402

MODES = ["nearest", "nearest_exact", "linear", "linear_exact", "area", "cubic", "lanczos4"]
# h, w -> h, w: up, down, both, each axis alone, its own size, whole factors down and up, one pixel, thin
SIZES = [
    (17, 23, 40, 61),
    (67, 45, 13, 19),
    (31, 40, 50, 9),
    (20, 90, 27, 75),
    (31, 33, 31, 12),
    (31, 33, 12, 33),
    (12, 13, 12, 13),
    (18, 74, 9, 37),
    (6, 290, 3, 145),
    (21, 75, 7, 15),
    (36, 32, 9, 32),
    (9, 11, 27, 22),
    (1, 1, 5, 4),
    (9, 14, 1, 1),
    (3, 300, 2, 41),
    (49, 3, 1, 70),
]
KINDS = [(np.uint8, c) for c in (1, 2, 3, 4)] + [(np.float32, c) for c in (1, 3, 4)]


def main():
    cv2.ipp.setUseIPP(False)
    print("// SPDX-License-Identifier: MIT")
    print("#pragma once\n")
    print(f"// Written by make_cv2_golden.py with OpenCV {cv2.__version__}, IPP off.\n")
    print("struct cv2_golden {")
    print("  const char* mode;\n  bool f32;\n  int channels, h, w, out_h, out_w;\n  unsigned seed;")
    print("  const char* hash;\n};\n")
    print("// clang-format off\ninline constexpr cv2_golden cv2_goldens[] = {")
    seed = 0
    for mode in MODES:
        for dtype, channels in KINDS:
            for h, w, out_h, out_w in SIZES:
                seed += 1
                image = random_values(h * w * channels, seed, dtype).reshape(h, w, channels)
                made = cv2.resize(image, (out_w, out_h), interpolation=getattr(cv2, "INTER_" + mode.upper()))
                is_f32 = str(dtype == np.float32).lower()
                print(f'  {{"{mode}", {is_f32}, {channels}, {h}, {w}, {out_h}, {out_w}, {seed}u, "{hash_of(made)}"}},')
    print("};\n// clang-format on")


if __name__ == "__main__":
    main()
