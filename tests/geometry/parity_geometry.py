# SPDX-License-Identifier: MIT
"""Compares geometry with the installed libraries on random cases:  python parity_geometry.py LIBRARY [--cases N]

Sizes and positions with the code of Pillow, torchvision, transformers and ultralytics, those that are installed; the
pixels of pad with numpy.pad, of center_crop with torchvision."""
import ctypes
import pathlib
import sys

import numpy as np
import PIL
from PIL import ImageOps

from reference import RULES, Size, draw, expected, rules

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from parity import parser_of  # noqa: E402

MODES = ["constant", "edge", "reflect", "symmetric", "wrap"]


def pointer(array):
    return ctypes.c_void_p(array.ctypes.data)


def integers(*values):
    return np.array(values, np.int64)


def check_rules(library, rng, cases):
    wrong = 0
    for name, rule in rules().items():
        raw = rng.integers(0, 1 << 24, (cases, 6))
        ins = np.array([draw(name, row.tolist()) for row in raw], np.int64)
        if not name.endswith("crop"):  # ties and near misses: sides that are multiples of each other
            ins[::5, 0] = ins[::5, 2] * rng.integers(1, 9, len(ins[::5]))
            ins[1::5, 1] = ins[1::5, 3] * rng.integers(1, 9, len(ins[1::5]))
        outs = np.empty((cases, 8), np.int64)
        library.evaluate(RULES.index(name), pointer(ins), ctypes.c_int64(cases), pointer(outs))
        bad = [(i.tolist(), o.tolist()) for i, o in zip(ins, outs) if not np.array_equal(o, expected(rule, i))]
        print(f"{name}: {cases} cases, {len(bad)} differ", bad[:2] or "")
        wrong += len(bad)
    return wrong


def check_huge(library, rng, cases):
    """int(a * b / c) where the product is larger than a double holds exactly."""
    ins = np.ones((cases, 6), np.int64)
    ins[:, 0] = rng.integers(2**20, 2**31, cases)
    ins[:, 1] = rng.integers(2**20, 2**31, cases)
    ins[:, 2] = rng.integers(2**20, 2**31, cases)
    # (s - 1) / s and the like beside an integer: the nearest double is the integer
    ins[::3, 0] = 2**31 - 1
    ins[::3, 1] = 2**31 - 2 - rng.integers(0, 3, len(ins[::3]))
    ins[::3, 2] = 2**31 - 2 - rng.integers(0, 99, len(ins[::3]))
    outs = np.empty((cases, 8), np.int64)
    library.evaluate(RULES.index("short_size"), pointer(ins), ctypes.c_int64(cases), pointer(outs))
    wrong = 0
    for (h, w, edge, *_), out in zip(ins.tolist(), outs.tolist()):
        short, long = min(h, w), max(h, w)
        side = int(edge * long / short)
        want = (0, 0) if side >= 2**31 else (side, edge) if w <= h else (edge, side)
        wrong += tuple(out[:2]) != want
    print(f"short_size of huge sides: {cases} cases, {wrong} differ")
    return wrong


def check_fit(library, rng, cases):
    wrong = 0
    for case in range(cases):
        h, w, a, b = (int(v) for v in rng.integers(1, 2000, 4))
        options = np.array([rng.uniform(0, 0.6) if case % 2 else 0, *rng.uniform(-0.2, 1.2, 2)])
        made = ImageOps.fit(Size((w, h)), (b, a), bleed=options[0], centering=tuple(options[1:]))
        out = np.empty(4)
        library.fit(*(ctypes.c_int64(v) for v in (h, w, a, b)), pointer(options), pointer(out))
        wrong += not np.array_equal(out, np.array(made.box))
    print(f"ImageOps.fit's box: {cases} cases, {wrong} differ")
    return wrong


def check_to_source(library, rng, cases):
    """ultralytics ops.scale_boxes and clip_boxes, as they are written there."""
    wrong = 0
    for _ in range(cases):
        h, w, a, b = (int(v) for v in rng.integers(20, 2000, 4))
        boxes = rng.uniform(-50, 2000, (16, 4)).astype(np.float32)
        out, inner = np.empty_like(boxes), integers(h, w, a, b, 3, 0)
        placed = np.empty(8, np.int64)
        library.evaluate(RULES.index("ultralytics"), pointer(inner), ctypes.c_int64(1), pointer(placed))
        library.to_source(pointer(inner), pointer(boxes), ctypes.c_int64(16), pointer(out))
        gain = min(a / h, b / w)
        new_h, new_w = (max(round(x * gain), 1) for x in (h, w))
        pad_x, pad_y = round((b - new_w) / 2 - 0.1), round((a - new_h) / 2 - 0.1)
        want = boxes.copy()
        want[:, [0, 2]] -= pad_x
        want[:, [1, 3]] -= pad_y
        want[:, [0, 2]] /= new_w / w
        want[:, [1, 3]] /= new_h / h
        want[:, [0, 2]] = want[:, [0, 2]].clip(0, w)
        want[:, [1, 3]] = want[:, [1, 3]].clip(0, h)
        wrong += not np.array_equal(out, want)
    print(f"scale_boxes: {cases} cases of 16 boxes, {wrong} differ")
    return wrong


def check_pad(library, rng, cases):
    wrong = 0
    for case in range(cases):
        mode = MODES[case % 5]
        h, w, channels = (int(v) for v in rng.integers(1, 12, 3))
        img = rng.integers(0, 65536, (h, w, channels), dtype=np.uint16)
        if case % 3 == 0:
            img = img[::-1].transpose(1, 0, 2)
        top, bottom, left, right = (int(v) for v in rng.integers(0, 30 if case % 4 == 0 else 8, 4))
        options = {"constant_values": 7} if mode == "constant" else {}
        want = np.pad(img, ((top, bottom), (left, right), (0, 0)), mode, **options)
        out = np.full_like(want, 9, order="C")
        shape, strides = integers(*img.shape), integers(*(s // 2 for s in img.strides))
        border = integers(top, bottom, left, right)
        wrong += bool(library.pad(pointer(shape), pointer(strides), pointer(border), MODES.index(mode) - 1,
                                  pointer(img), pointer(out))) or not np.array_equal(out, want)
    print(f"numpy.pad {np.__version__}: {cases} cases, {wrong} differ")
    return wrong


def check_crop(library, rng, cases):
    wrong = count = 0
    try:
        import torch
        from torchvision.transforms import functional as F
    except ImportError:
        return 0
    for _ in range(cases):
        h, w, a, b = (int(v) for v in rng.integers(1, 40, 4))
        img = rng.integers(0, 256, (h, w, 3), dtype=np.uint8)
        want = F.center_crop(torch.from_numpy(img).permute(2, 0, 1), [a, b]).permute(1, 2, 0).numpy()
        out = np.full((a, b, 3), 9, np.uint8)
        shape = integers(h, w, 3)
        library.center_crop(pointer(shape), ctypes.c_int64(a), ctypes.c_int64(b), 0, pointer(img), pointer(out))
        wrong += not np.array_equal(out, want)
        count += 1
    print(f"center_crop's pixels: {count} cases, {wrong} differ")
    return wrong


def main():
    arguments = parser_of(__doc__, cases=4000).parse_args()
    library = arguments.library
    rng = np.random.default_rng(arguments.seed)
    print("Pillow", PIL.__version__)
    checks = [check_rules, check_huge, check_fit, check_to_source, check_pad, check_crop]
    return sum(check(library, rng, arguments.cases) for check in checks) != 0


if __name__ == "__main__":
    sys.exit(main())
