# SPDX-License-Identifier: MIT
"""Compares the blends with the libraries they are named after:  python parity_blend.py LIBRARY [--cases N] [--seed S]

Random images and every pair of bytes; alphas that are round, random and beyond 0..1. Pillow has to be there; OpenCV and
torchvision are compared with where they are installed."""
import ctypes
import pathlib
import sys

import numpy as np
import PIL
from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from parity import parser_of  # noqa: E402

try:
    import cv2
except ImportError:
    cv2 = None
try:
    import torch
    import torchvision
    from torchvision.utils import draw_segmentation_masks
except ImportError:
    torchvision = None

NUMPY, PILLOW, CV2, TORCHVISION = range(4)
MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


class Size(ctypes.Structure):
    _fields_ = [(n, ctypes.c_int64) for n in ("h", "w", "channels")]


def argument(x):
    if isinstance(x, np.ndarray):
        assert x.flags.c_contiguous
        return ctypes.c_void_p(x.ctypes.data)
    if isinstance(x, tuple):
        return ctypes.byref(Size(*x))
    return ctypes.c_double(x) if isinstance(x, float) else ctypes.c_int64(x)


class Cases:
    def __init__(self, library, seed):
        self.library = library
        self.rng = np.random.default_rng(seed)
        self.count, self.wrong = {}, {}

    def call(self, name, *arguments):
        if getattr(self.library, name)(*map(argument, arguments)):
            raise SystemExit(f"{name} failed")

    def see(self, what, ours, theirs):
        self.count[what] = self.count.get(what, 0) + 1
        self.wrong[what] = self.wrong.get(what, 0) + int((ours != theirs).sum())

    def bytes(self, *shape):
        """Noise, with much of it at the ends of the range."""
        x = self.rng.integers(0, 256, shape, dtype=np.uint8)
        return np.where(self.rng.random(shape) < 0.3, self.rng.choice(np.array([0, 1, 254, 255], np.uint8), shape), x)

    def size(self):
        return tuple(int(n) for n in self.rng.integers(1, (6, 90)))

    def alpha(self, low=0.0, high=1.0):
        if self.rng.random() < 0.5:
            return float(self.rng.choice([0, 1, 0.5, 0.1, 0.3, 0.35, 0.6, 0.8, 1 / 3, 0.25]))
        return float(self.rng.uniform(low, high))


ALL = np.ascontiguousarray(np.stack(np.meshgrid(np.arange(256, dtype=np.uint8), np.arange(256, dtype=np.uint8))))


def picture(x):
    return Image.fromarray(x[..., 0] if x.shape[-1] == 1 else x, MODES[x.shape[-1]])


def pixels(image, channels):
    return np.asarray(image).reshape(image.height, image.width, channels)


def pillow(c):
    h, w = c.size()
    n = int(c.rng.integers(1, 5))
    shape = (h, w, n)
    a, b, mask, out = c.bytes(*shape), c.bytes(*shape), c.bytes(h, w), np.empty(shape, np.uint8)
    alpha = c.alpha(-0.5, 1.5)
    c.call("mix", PILLOW, shape, a, b, alpha, out)
    c.see("Image.blend", out, pixels(Image.blend(picture(a), picture(b), alpha), n))
    c.call("composite", shape, a, b, mask, out)
    c.see("Image.composite", out, pixels(Image.composite(picture(a), picture(b), Image.fromarray(mask)), n))

    patch_h, patch_w = c.size()
    y, x = int(c.rng.integers(-patch_h - 1, h + 2)), int(c.rng.integers(-patch_w - 1, w + 2))
    patch, cover, ours, theirs = c.bytes(patch_h, patch_w, n), c.bytes(patch_h, patch_w), a.copy(), picture(a)
    c.call("paste", shape, ours, (patch_h, patch_w, n), patch, y, x, cover)
    theirs.paste(picture(patch), (x, y), Image.fromarray(cover))
    c.see("Image.paste", ours, pixels(theirs, n))

    n = int(c.rng.choice([2, 4]))
    shape = (h, w, n)
    a, b, out = c.bytes(*shape), c.bytes(*shape), np.empty(shape, np.uint8)
    c.call("alpha_composite", shape, a, b, out)
    if n == 4:
        c.see("Image.alpha_composite", out, pixels(Image.alpha_composite(picture(a), picture(b)), n))
    else:  # a gray of RGBA
        wide = [np.ascontiguousarray(v[..., [0, 0, 0, 1]]) for v in (a, b)]
        c.see("Image.alpha_composite", out, pixels(Image.alpha_composite(*map(picture, wide)), 4)[..., [0, 3]])

    img, colors, alpha = c.bytes(h, w, 3), c.bytes(9, 3), c.alpha()
    labels = c.rng.integers(0, 9, (h, w)).astype(np.uint8) * (c.rng.random((h, w)) < 0.5).astype(np.uint8)
    ours = img.copy()
    c.call("overlay_labels", PILLOW, (h, w, 3), ours, labels, colors, 9, alpha)
    mixed = np.asarray(Image.blend(picture(img), picture(colors[labels]), alpha))
    c.see("overlay, labels, Pillow", ours, np.where(labels[..., None] != 0, mixed, img))
    ours = img.copy()
    c.call("overlay_mask", PILLOW, (h, w, 3), ours, mask, colors[0], alpha)
    painted = Image.composite(Image.new("RGB", (w, h), tuple(map(int, colors[0]))), picture(img), Image.fromarray(mask))
    c.see("overlay, mask, Pillow", ours, np.asarray(Image.blend(picture(img), painted, alpha)))


def numpy(c):
    shape = (*c.size(), 3)
    a, b, out, alpha = c.bytes(*shape), c.bytes(*shape), np.empty(shape, np.uint8), c.alpha()
    c.call("mix", NUMPY, shape, a, b, alpha, out)
    share = np.float32(alpha)
    c.see("numpy's blend", out, (a * (1 - share) + b * share).astype(np.uint8))


def opencv(c):
    h, w = c.size()
    while h * w < 64:  # arrays that fill no register are computed without fusing, in other last bits now and then
        h, w = c.size()
    shape = (h, w, int(c.rng.integers(1, 5)))
    a, b, out = c.bytes(*shape), c.bytes(*shape), np.empty(shape, np.uint8)
    alpha, beta, gamma = c.alpha(-1, 2), c.alpha(-1, 2), c.alpha(-300, 300)
    c.call("add_weighted", shape, a, alpha, b, beta, gamma, out)
    c.see("cv2.addWeighted", out, cv2.addWeighted(a, alpha, b, beta, gamma).reshape(shape))
    c.call("mix", CV2, shape, a, b, alpha, out)
    c.see("cv2.addWeighted", out, cv2.addWeighted(a, 1 - alpha, b, alpha, 0).reshape(shape))

    img, colors, alpha = c.bytes(h, w, 3), c.bytes(9, 3), c.alpha()
    labels = c.rng.integers(0, 9, (h, w)).astype(np.uint8) * (c.rng.random((h, w)) < 0.5).astype(np.uint8)
    ours = img.copy()
    c.call("overlay_labels", CV2, (h, w, 3), ours, labels, colors, 9, alpha)
    mixed = cv2.addWeighted(img, 1 - alpha, colors[labels], alpha, 0)
    c.see("overlay, labels, OpenCV", ours, np.where(labels[..., None] != 0, mixed, img))


def torchvisions(c):
    h, w = c.size()
    n = int(c.rng.integers(1, 6))
    img, colors, alpha = c.bytes(h, w, 3), c.bytes(n, 3), c.alpha()
    masks = c.rng.random((n, h, w)) < c.rng.uniform(0, 0.6)

    def theirs(masks, colors):
        planes = torch.from_numpy(np.ascontiguousarray(img.transpose(2, 0, 1)))
        drawn = draw_segmentation_masks(planes, torch.from_numpy(masks), alpha, [tuple(map(int, k)) for k in colors])
        return drawn.numpy().transpose(1, 2, 0)

    ours = img.copy()
    c.call("draw_masks", (h, w, 3), ours, masks.view(np.uint8), n, colors, alpha)
    if masks.any():
        c.see("draw_segmentation_masks", ours, theirs(masks, colors))
    labels = c.rng.integers(0, n + 1, (h, w)).astype(np.uint8)
    palette = np.concatenate([c.bytes(1, 3), colors])
    ours = img.copy()
    c.call("overlay_labels", TORCHVISION, (h, w, 3), ours, labels, palette, n + 1, alpha)
    if labels.any():
        c.see("overlay, labels, torchvision", ours, theirs(labels == np.arange(1, n + 1)[:, None, None], colors))


def every_pair(c):
    """Every pair of bytes, every mask and every two alphas."""
    a, b = (np.ascontiguousarray(x.reshape(256, 256, 1)) for x in ALL)
    out, shape = np.empty_like(a), (256, 256, 1)
    for mask in range(256):
        cover = np.full((256, 256), mask, np.uint8)
        c.call("composite", shape, b, a, cover, out)
        c.see("Image.composite", out, pixels(Image.composite(picture(b), picture(a), Image.fromarray(cover)), 1))
    for _ in range(60):
        below, above, made = c.bytes(256, 256, 4), c.bytes(256, 256, 4), np.empty((256, 256, 4), np.uint8)
        below[..., 3:], above[..., 3:] = a, b
        c.call("alpha_composite", (256, 256, 4), below, above, made)
        c.see("Image.alpha_composite", made, pixels(Image.alpha_composite(picture(below), picture(above)), 4))
        alpha = c.alpha(-0.5, 1.5)
        c.call("mix", PILLOW, shape, a, b, alpha, out)
        c.see("Image.blend", out, pixels(Image.blend(picture(a), picture(b), alpha), 1))
        if cv2:
            alpha, beta, gamma = c.alpha(-1, 2), c.alpha(-1, 2), c.alpha(-30, 30)
            c.call("add_weighted", shape, a, alpha, b, beta, gamma, out)
            c.see("cv2.addWeighted", out, cv2.addWeighted(a, alpha, b, beta, gamma).reshape(shape))


def main():
    options = parser_of(__doc__, cases=2000).parse_args()
    c = Cases(options.library, options.seed)
    fused = cv2 is not None and cv2.checkHardwareSupport(12)  # without FMA3 OpenCV rounds each product
    families = [pillow, numpy] + [opencv] * fused + [torchvisions] * (torchvision is not None)
    for _ in range(options.cases):
        for family in families:
            family(c)
    every_pair(c)
    print(f"Pillow {PIL.__version__}", f"OpenCV {cv2.__version__}" if fused else "no OpenCV with FMA",
          f"torchvision {torchvision.__version__}" if torchvision else "no torchvision", sep=", ")
    for what, count in c.count.items():
        print(f"{what}: {count} cases, {c.wrong[what]} differing bytes")
    sys.exit(any(c.wrong.values()))


if __name__ == "__main__":
    main()
