# SPDX-License-Identifier: MIT
"""The inputs of all jobs as .npy files: photos of scikit-image at exact sizes, and what a network makes of photos."""

from pathlib import Path

import numpy as np
from PIL import Image

EDITION = "5"  # changes when the same name would hold other values
PHOTOS = {"astronaut.png": (1920, 1080), "coffee.png": (4000, 3000), "chelsea.png": (640, 480)}


def photo(path, size):
    """A photo of the size, with a camera's noise: enlarging alone leaves it smoother than any photo."""
    img = np.asarray(Image.open(path).convert("RGB").resize(size, Image.Resampling.LANCZOS))
    noise = np.random.default_rng(1).normal(0, 2, img.shape)
    return np.clip(np.rint(img + noise), 0, 255).astype(np.uint8)


def gray(img, size=None):
    """Brightness as Pillow's L, of another size if one is given."""
    brightness = Image.fromarray(img).convert("L")
    return np.asarray(brightness.resize(size, Image.Resampling.BILINEAR) if size else brightness)


def scores(classes, height, width):
    """What a segmentation network gives: a smooth map for each class, each the largest somewhere, and some noise."""
    rng = np.random.default_rng(2)
    maps = np.empty((classes, height, width), np.float32)
    for one in maps:
        coarse = Image.fromarray(rng.normal(0, 4, (16, 16)).astype(np.float32))
        one[:] = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC))
        one += rng.standard_normal((height, width), np.float32) * np.float32(0.1)
    return maps


def person(side):
    """What a portrait network gives: inside of head and shoulders exactly 1, outside almost 0, a few pixels between."""
    y, x = np.mgrid[:side, :side] / side - 0.5
    head = 0.28 - np.hypot(x * 1.1, y + 0.12)
    body = 0.55 - np.hypot(x * 0.8, y - 0.6)
    return (1 / (1 + np.exp(-4 * side * np.maximum(head, body)))).astype(np.float32)


def make(photos):
    """(name, array) of every input."""
    rgb = {size: photo(photos / name, size) for name, size in PHOTOS.items()}
    large = rgb[1920, 1080]
    for (width, height), img in rgb.items():
        yield f"rgb-{width}x{height}", img
    yield "rgb-640x640", np.ascontiguousarray(large[220:860, 640:1280])
    yield "gray-1920x1080", gray(large)
    yield "gray-1920x1080-u16", gray(large).astype(np.uint16) * 257
    yield "mask-1920x1080", np.where(gray(large) > 127, np.uint8(255), np.uint8(0))
    yield "rgba-1920x1080", np.dstack([large, gray(large)[:, ::-1]])
    yield "rgba-1920x1080-opaque", np.dstack([large, np.full_like(large[..., 0], 255)])
    yield "planes-1920x1080", np.ascontiguousarray(large.transpose(2, 0, 1))
    floats = large * np.float32(0.997)
    yield "rgb-1920x1080-f32", floats
    yield "planes-1920x1080-f32", np.ascontiguousarray(floats.transpose(2, 0, 1))
    yield "gray-128x128-f32", gray(large, (128, 128)).astype(np.float32) / 255
    yield "person-128x128-f32", person(128)
    few = scores(21, 512, 512)
    yield "scores-21x512x512", few
    yield "scores-512x512x21", np.ascontiguousarray(few.transpose(1, 2, 0))
    yield "scores-19x1024x2048", scores(19, 1024, 2048)
    yield "scores-1000", np.random.default_rng(3).standard_normal(1000, np.float32)
    yield "logits-21x128x128", scores(21, 128, 128)
    yield "noise-21x128x128", np.random.default_rng(4).standard_normal((21, 128, 128), np.float32)
    # a classifier's dense logits: a few of its classes are in the picture
    many = np.random.default_rng(5).normal(0, 2, (1000, 16, 16)).astype(np.float32)
    yield "noise-1000x16x16", many
    seen = many / 2
    seen[100:1000:180] += 6 + scores(5, 16, 16)
    yield "logits-1000x16x16", seen
    # a third of the picture is background
    found = few.argmax(0).astype(np.uint8)
    yield "labels-512x512", np.where(few.max(0) < np.quantile(few.max(0), 1 / 3), np.uint8(0), found)


def write(photos, folder):
    """Writes them once. photos: scikit-image's folder of data."""
    folder = Path(folder)
    done = folder / "edition.txt"
    if done.exists() and done.read_text() == EDITION:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in make(Path(photos)):
        np.save(folder / f"{name}.npy", array)
    done.write_text(EDITION)
