# SPDX-License-Identifier: MIT
"""Writes tests/overlay/blend_golden.hpp: hashes of what the installed Pillow, OpenCV and torchvision make of the patterns
that compose_test.cpp draws. Run it with Pillow 13.0.0, OpenCV 5.0.0 on a CPU with FMA, and torchvision 0.29.2:
    python make_golden.py > blend_golden.hpp"""
import pathlib
import sys

import cv2
import numpy as np
import PIL
import torch
import torchvision
from PIL import Image
from torchvision.utils import draw_segmentation_masks

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pattern import hash_of, random_values  # noqa: E402

H, W = 37, 61
ALPHAS = [0.0, 0.1, 0.35, 0.5, 0.6, 0.8, 1 / 3, 1.0]
COLORS = [(250, 3, 128), (9, 200, 77), (0, 0, 255)]


def noise(seed, *shape):
    return random_values(int(np.prod(shape)), seed, np.uint8).reshape(shape)


def goldens():
    a, b, mask = noise(1, H, W, 3), noise(2, H, W, 3), noise(3, H, W)
    for alpha in ALPHAS:
        yield "pillow.blend", alpha, np.asarray(Image.blend(Image.fromarray(a), Image.fromarray(b), alpha))
        yield "cv2.add_weighted", alpha, cv2.addWeighted(a, 1 - alpha, b, alpha, 0)
        yield "cv2.add_weighted 20", alpha, cv2.addWeighted(a, alpha, b, alpha, 20)
        masks = torch.from_numpy(noise(4, 3, H, W) < 80)
        drawn = draw_segmentation_masks(torch.from_numpy(np.ascontiguousarray(a.transpose(2, 0, 1))), masks, alpha, COLORS)
        yield "torchvision.draw_segmentation_masks", alpha, drawn.numpy().transpose(1, 2, 0)
    yield "pillow.composite", 0.0, np.asarray(Image.composite(*map(Image.fromarray, (a, b, mask))))
    x, y = noise(5, H, W, 4), noise(6, H, W, 4)
    yield "pillow.alpha_composite", 0.0, np.asarray(Image.alpha_composite(Image.fromarray(x), Image.fromarray(y)))
    image = Image.fromarray(a)
    image.paste(Image.fromarray(b), (11, -5), Image.fromarray(mask))
    yield "pillow.paste", 0.0, np.asarray(image)


print(f"""// SPDX-License-Identifier: MIT
#pragma once

// Written by make_golden.py with Pillow {PIL.__version__}, OpenCV {cv2.__version__}, torchvision {torchvision.__version__.split("+")[0]}.

struct blend_golden {{
  const char* what;
  double alpha;
  const char* hash;
}};

inline constexpr blend_golden blend_goldens[] = {{""")
for what, alpha, array in goldens():
    print(f'    {{"{what}", {alpha!r}, "{hash_of(array)}"}},')
print("};")
