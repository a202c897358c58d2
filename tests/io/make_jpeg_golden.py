# SPDX-License-Identifier: MIT
"""Writes jpeg_golden.hpp: small JPEG files that Pillow wrote, and the hash of the RGB pixels that it reads from them.

    python make_jpeg_golden.py > jpeg_golden.hpp        needs Pillow and numpy
"""

import io
import pathlib
import sys

import numpy as np
import PIL
from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pattern import hash_of  # noqa: E402

CASES = {
    "baseline_420": ("RGB", {"quality": 80}),
    "progressive_444": ("RGB", {"quality": 60, "progressive": True, "subsampling": 0}),
    "gray": ("L", {"quality": 70}),
    "cmyk": ("CMYK", {"quality": 50}),
}


def main():
    y, x = np.mgrid[0:13, 0:19]
    picture = np.stack([x * 13, y * 19, (x + y) * 8 % 256], axis=2).astype(np.uint8)
    print("// SPDX-License-Identifier: MIT\n#pragma once\n\n#include <eidograph/base/types.hpp>\n#include <vector>\n")
    print(f"// Written by make_jpeg_golden.py with Pillow {PIL.__version__}. 13 high, 19 wide.\n")
    print("namespace jpeg_golden {\n")
    print("struct file {\n  const char* name;\n  std::vector<eido::u8> bytes;\n  const char* rgb_hash;\n};\n")
    print("// clang-format off\ninline const file files[] = {")
    for name, (mode, options) in CASES.items():
        out = io.BytesIO()
        Image.fromarray(picture).convert(mode).save(out, format="JPEG", **options)
        rgb = np.asarray(Image.open(out).convert("RGB"))
        data = out.getvalue()
        print(f'    {{"{name}",\n     {{', end="")
        for i in range(0, len(data), 28):
            print(",".join(str(b) for b in data[i : i + 28]), end=",\n      " if i + 28 < len(data) else "},\n")
        print(f'     "{hash_of(rgb)}"}},')
    print("};\n// clang-format on\n\n}  // namespace jpeg_golden")


if __name__ == "__main__":
    main()
