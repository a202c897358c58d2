# SPDX-License-Identifier: MIT
"""A photo in, the same photo with the person colored: main.cpp's job as Python does it.

usage: selfie_overlay.py PHOTO FOLDER

FOLDER holds what the C++ program left there: input.npy and probability.npy (what the network got and gave) and
overlay.png. Prints in how many places Python's values differ, and fails unless that is nowhere.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

BILINEAR = Image.Resampling.BILINEAR
COLOR = (0, 150, 255)
ALPHA = 0.6


def load(path):
    return np.asarray(Image.open(path).convert("RGB"))


def preprocess(img):
    small = np.asarray(Image.fromarray(img).resize((256, 256), BILINEAR))
    return (small.astype(np.float32) / 255)[None]


def overlay(img, probability):
    height, width = img.shape[:2]
    mask = np.asarray(Image.fromarray(probability).resize((width, height), BILINEAR))
    a = np.float32(ALPHA) * mask[..., None]
    return (img * (1 - a) + np.array(COLOR, np.float32) * a).astype(np.uint8)


def differing(ours, theirs):
    """In how many pixels (last axis: channels) two arrays differ; all of them when the shapes do."""
    if ours.shape != theirs.shape or ours.dtype != theirs.dtype:
        return int(np.prod(ours.shape[:-1]))
    return int((ours != theirs).any(axis=-1).sum())


def compare(photo, folder):
    """Differing pixels of the network's input and of the picture; prints both."""
    img = load(photo)
    x = preprocess(img)
    inputs = differing(x, np.load(folder / "input.npy"))
    print(f"differing model inputs: {inputs} of {x.size // 3}")
    out = overlay(img, np.load(folder / "probability.npy")[0, ..., 0])
    pixels = differing(out, np.asarray(Image.open(folder / "overlay.png")))
    print(f"differing pixels: {pixels} of {out.size // 3}")
    return inputs, pixels


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: selfie_overlay.py PHOTO FOLDER")
    if any(compare(sys.argv[1], Path(sys.argv[2]))):
        sys.exit("selfie_overlay.py: C++ and Python differ")


if __name__ == "__main__":
    main()
