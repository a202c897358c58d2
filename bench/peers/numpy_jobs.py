# SPDX-License-Identifier: MIT
"""The jobs in numpy. A copy goes into an array that is there already; else as notebooks write it."""

import numpy as np
from common import BORDER, COLOR, MEAN, STD, crop, part, square, voc

NAME, VERSION = "numpy", np.__version__


def copies(turn):
    def prepare(load, shape):
        view = turn(load(shape))
        out = np.empty(view.shape, view.dtype)
        return lambda: np.copyto(out, view), lambda _: out

    return {"copyto": prepare}


def astype(dtype):
    def prepare(load, shape):
        x = load(shape)
        out = np.empty(x.shape, dtype)
        return lambda: np.copyto(out, x, casting="unsafe"), lambda _: out

    return {"copyto": prepare}


def normalize(x):
    return (x.astype(np.float32) / 255 - MEAN) / STD


def normalize_to_hwc(load, shape):
    x = load(shape)
    return lambda: normalize(x)


def normalize_to_chw(load, shape):
    x = load(shape)
    return lambda: np.ascontiguousarray(normalize(x).transpose(2, 0, 1))


def argmax(axis):
    def prepare(load, shape):
        x = load(shape)
        return lambda: x.argmax(axis)

    return {"argmax": prepare}


def pad(mode, **options):
    def prepare(load, shape):
        x = load(shape)
        return lambda: np.pad(x, (BORDER[:2], BORDER[2:], (0, 0)), mode, **options)

    return {f"pad, {mode}": prepare}


def chosen(load, shape):
    img, mask = load(shape), load("mask-1920x1080")
    return lambda: np.where(mask[..., None], img, img[::-1])


def painted(load, shape):
    img, mask = load(shape), load("mask-1920x1080")

    def run():
        made = img.copy()
        made[mask != 0] = COLOR
        return made

    return run


def colorized(load, shape):
    labels, colors = load(shape), voc()
    return lambda: colors[labels]


def with_alpha(load, shape):
    img, alpha = load(shape), load("gray-1920x1080")
    return lambda: np.dstack([img, alpha])


JOBS = {
    "convert/normalize-to-chw": {"(x / 255 - mean) / std": normalize_to_chw},
    "convert/normalize-to-hwc": {"(x / 255 - mean) / std": normalize_to_hwc},
    "convert/hwc-to-chw": copies(lambda x: x.transpose(2, 0, 1)),
    "convert/chw-to-hwc": copies(lambda x: x.transpose(1, 2, 0)),
    "convert/rgb-to-bgr": copies(lambda x: x[..., ::-1]),
    "convert/every-second-row-mirrored-two-channels": copies(part),
    "convert/flip-horizontal": copies(lambda x: x[:, ::-1]),
    "convert/flip-vertical": copies(lambda x: x[::-1]),
    "convert/rot90": copies(np.rot90),
    "convert/crop-1200x800": copies(crop),
    "convert/astype-f32": astype(np.float32),
    "convert/astype-u8": astype(np.uint8),
    "geometry/pad-constant": pad("constant", constant_values=114),
    "geometry/pad-reflect": pad("reflect"),
    "geometry/center-crop-1000x1000": copies(square),
    "reduce/argmax-axis0": argmax(0),
    "reduce/argmax-axis-1": argmax(-1),
    "reduce/argmax": argmax(None),
    "overlay/where": {"where": chosen},
    "overlay/copy-and-paint": {"copy, img[mask != 0] = color": painted},
    "overlay/colorize": {"palette[labels]": colorized},
    "overlay/put-alpha": {"dstack": with_alpha},
}
