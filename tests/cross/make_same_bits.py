# SPDX-License-Identifier: MIT
"""Prints the hashes of same_bits_test.cpp's table, made with numpy:  python make_same_bits.py"""
import pathlib
import sys

import numpy as np

tests = pathlib.Path(__file__).parents[1]
sys.path[:0] = [str(tests / "support"), str(tests.parent / "python" / "tests")]
from pattern import hash_of, random_values  # noqa: E402
from softmax_model import sigmoid, softmax  # noqa: E402

h, w = 13, 67
b = random_values(h * w * 4, 1, np.uint8)
f = random_values(h * w * 4, 2, np.float32)


def image(x, channels):
    return x[: h * w * channels].reshape(h, w, channels)


def normalized(x):
    mean, std = np.float32([0.485, 0.456, 0.406]), np.float32([0.229, 0.224, 0.225])
    x = image(x, 3)
    if x.dtype == np.uint8:
        x = x.astype(np.float32) / np.float32(255)
    return (x - mean) / std


for name, made in [
    *((f"copy u8, {c} planes", image(b, c).transpose(2, 0, 1)) for c in (2, 3, 4)),
    ("copy f32, 3 planes", image(f, 3).transpose(2, 0, 1)),
    ("copy u8, channels backwards", image(b, 3)[..., ::-1]),
    ("copy u8, mirrored", image(b, 3)[:, ::-1]),
    ("copy u8, 3 of 4 channels", image(b, 4)[..., 1:]),
    ("copy u8, turned", image(b, 3).transpose(1, 0, 2)),
    ("copy f32, turned", image(f, 1).transpose(1, 0, 2)),
    ("astype u8 f32", b.astype(np.float32)),
    ("astype f32 u8", np.clip(f, 0, 255).astype(np.uint8)),  # numpy's own result below 0 depends on the CPU
    ("saturate f32 u8", np.clip(np.rint(f), 0, 255).astype(np.uint8)),
    ("normalize u8 to pixels", normalized(b)),
    ("normalize u8 to planes", normalized(b).transpose(2, 0, 1)),
    ("normalize f32", normalized(f)),
    ("argmax of planes", f.reshape(4, h, w).argmax(0).astype(np.int32)),
    ("argmax of pixels", image(f, 4).argmax(2).astype(np.int32)),
    ("softmax of planes", softmax(f.reshape(4, h, w), 0)),
    ("softmax of rows", softmax(f.reshape(4, h, w), 2)),
    ("log_softmax of pixels", softmax(image(f, 4), 2, log=True)),
    ("sigmoid", sigmoid(f)),
]:
    print(f'{{"{name}", "{hash_of(made)}"}}')
