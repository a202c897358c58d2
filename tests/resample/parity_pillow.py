# SPDX-License-Identifier: MIT
"""Compares resize with the installed Pillow on random images:  python parity_pillow.py LIBRARY [--cases N] [--seed S]

Every filter on every SIMD target; L, LA, RGB, RGBA, CMYK, F, I, I;16; random sizes up and down, thin and
wide images, equal sides; boxes with and without fractions; reducing gaps. The pass orders of older Pillows are made with the installed one: a resize along one axis
has no order, so two of them give any order that is wanted."""
import ctypes
import pathlib
import sys

import numpy as np
import PIL
from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from parity import parser_of  # noqa: E402

FILTERS = ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"]
MODES = ["L", "LA", "RGB", "RGBA", "CMYK", "F", "I", "I;16"]
CHANNELS = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4, "F": 1, "I": 1, "I;16": 1}
GAPS = [1.0, 1.5, 2.0, 3.0, None]
VERSIONS = [(13, 0), (12, 3), (12, 1)]
PREMULTIPLIED = {"LA": "La", "RGBA": "RGBa"}


class Request(ctypes.Structure):
    _fields_ = ([(n, ctypes.c_int64) for n in ("h", "w", "channels", "out_h", "out_w")] +
                [(n, ctypes.c_int32) for n in ("filter", "major", "minor", "plain", "has_box")] +
                [("box", ctypes.c_double * 4), ("reducing_gap", ctypes.c_double)])


def ours(library, array, size, filter_name, version, plain, box, gap):
    channels = 1 if array.ndim == 2 else array.shape[2]
    out = np.full((size[1], size[0]) + array.shape[2:], 77, array.dtype)
    request = Request(array.shape[0], array.shape[1], channels, size[1], size[0], FILTERS.index(filter_name), *version,
                      plain, box is not None, (ctypes.c_double * 4)(*(box or (0, 0, 0, 0))), gap or 0)
    name = {"uint8": "resize_u8", "float32": "resize_f32", "int32": "resize_i32", "uint16": "resize_u16"}[str(array.dtype)]
    if getattr(library, name)(ctypes.byref(request), ctypes.c_void_p(array.ctypes.data), ctypes.c_void_p(out.ctypes.data)):
        raise SystemExit("resize failed")
    return out


def pillows(image, size, filter_name, version, box, gap):
    resample = Image.Resampling[filter_name.upper()]
    whole = (0, 0) + image.size
    box = box or whole
    if version[0] >= 13 or filter_name == "nearest" or (size == image.size and tuple(box) == whole):
        return image.resize(size, resample, box, gap)
    mode = image.mode
    image = image.convert(PREMULTIPLIED.get(mode, mode))
    w, h = image.size
    if version == (12, 3) and h > 100 * w and size[1] < h:
        image = image.resize((w, size[1]), resample, (0, box[1], w, box[3]))
        image = image.resize(size, resample, (box[0], 0, box[2], size[1]))
    else:
        image = image.resize((size[0], h), resample, (box[0], 0, box[2], h))
        image = image.resize(size, resample, (0, box[1], size[0], box[3]))
    return image.convert(mode)


def random_array(rng, mode, h, w):
    shape = (h, w) if CHANNELS[mode] == 1 else (h, w, CHANNELS[mode])
    if mode == "F":
        return (rng.standard_normal(shape) * 100).astype(np.float32)
    if mode == "I":
        return rng.integers(-2**31, 2**31, shape, dtype=np.int32) >> int(rng.integers(0, 20))
    if mode == "I;16":
        return rng.integers(0, 2**16, shape, dtype=np.uint16) if rng.integers(2) else rng.integers(0, 2, shape).astype(np.uint16) * 65535
    array = rng.integers(0, 256, shape, dtype=np.uint8) if rng.integers(2) else (rng.integers(0, 2, shape) * 255).astype(np.uint8)
    if mode in PREMULTIPLIED and rng.integers(2):  # opaque but for a part
        y, x = int(rng.integers(0, h)), int(rng.integers(0, w))
        part = array[y:y + int(rng.integers(1, 9)), x:x + int(rng.integers(1, 9)), -1].copy()
        array[..., -1] = 255
        array[y:y + part.shape[0], x:x + part.shape[1], -1] = part
    return array


def random_box(rng, size, out):
    (w, h), kind = size, rng.integers(3)
    if kind == 0:
        return None
    if kind == 1:  # whole pixels, often of the output's size: cut out, not filtered
        x, y = int(rng.integers(0, w)), int(rng.integers(0, h))
        return (x, y, min(w, x + out[0]), min(h, y + out[1]))
    x, y = np.sort(rng.uniform(0, w, 2)), np.sort(rng.uniform(0, h, 2))
    return (float(x[0]), float(y[0]), float(x[1]), float(y[1])) if x[1] - x[0] > 1e-3 < y[1] - y[0] else None


def main():
    arguments = parser_of(__doc__, cases=4800).parse_args()
    library = arguments.library
    library.target_name.restype = ctypes.c_char_p
    targets = []
    while name := library.target_name(len(targets)):
        targets.append(name)
    rng = np.random.default_rng(arguments.seed)
    values = differing = 0
    for case in range(arguments.cases):
        mode = MODES[case % 8]
        filter_name = FILTERS[case // 8 % 6]
        h, w, out_h, out_w = (int(v) for v in rng.integers(1, 100, 4))
        if case % 13 == 0:
            h, w = int(rng.integers(300, 900)), int(rng.integers(1, 8))
        if case % 19 == 0:  # rows that do not fit a kernel's stage, and filters as wide as they are
            h, w, out_w = int(rng.integers(1, 20)), int(rng.integers(500, 6000)), int(rng.integers(1, 400))
        out_h, out_w = h if case % 11 == 0 else out_h, w if case % 17 == 0 else out_w
        version = VERSIONS[int(rng.integers(3))]
        gap = None
        if mode == "I;16" and filter_name != "nearest":  # of 12.2 and older other sums that overflow; never reduced
            version = (13, 0)
        elif case % 3 == 0:
            gap, version = GAPS[int(rng.integers(len(GAPS)))] or float(rng.uniform(1, 4)), (13, 0)
            if case % 2:
                h, w, out_h, out_w = h * 5, w * 3, out_h // 4 + 1, out_w // 4 + 1
        array, box = random_array(rng, mode, h, w), random_box(rng, (w, h), (out_w, out_h))
        if mode == "CMYK":
            image = Image.frombytes("CMYK", (w, h), array.tobytes())
        else:
            image = Image.fromarray(array)
        expected = np.asarray(pillows(image, (out_w, out_h), filter_name, version, box, gap))
        for target in targets:
            if library.use_target(target):
                raise SystemExit(f"no target {target}")
            got = ours(library, array, (out_w, out_h), filter_name, version, mode == "CMYK", box, gap)
            values += expected.size
            wrong = int(np.count_nonzero(expected != got))
            differing += wrong
            if wrong:
                print(f"{target.decode()} {mode} {filter_name} {w}x{h} -> {out_w}x{out_h} box {box} gap {gap} "
                      f"version {version}: {wrong} values differ")
    names = ", ".join(t.decode() for t in targets)
    print(f"Pillow {PIL.__version__}: {arguments.cases} cases on {names}: {values} values, {differing} differ")
    return differing != 0


if __name__ == "__main__":
    sys.exit(main())
