# SPDX-License-Identifier: MIT
"""Writes the texts of include/eidograph/overlay/colormap.hpp: OpenCV's color maps as second differences, and the hashes
that colormap_test.cpp compares with:  python make_colormaps.py"""
import pathlib
import sys

import cv2
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pattern import hash_of  # noqa: E402

for name in ["jet", "viridis", "turbo", "hot"]:
    codes = getattr(cv2, f"COLORMAP_{name.upper()}")
    table = cv2.applyColorMap(np.arange(256, dtype=np.uint8)[:, None], codes)[:, 0, ::-1]
    steps = np.diff(table.astype(int), axis=0)
    changes = np.diff(steps, axis=0).T + 3  # 254 for each channel, 0 to 7
    assert changes.min() >= 0 and changes.max() < 8
    pairs = changes.reshape(-1, 2)
    text = "".join(chr(ord("*") + 8 * int(a) + int(b)) for a, b in pairs)
    print(f"{name}: {{{', '.join(map(str, table[0]))}}}, {{{', '.join(map(str, steps[0]))}}}, hash {hash_of(table)}")
    for at in range(0, len(text), 100):
        print(f'    R"({text[at:at + 100]})"')
