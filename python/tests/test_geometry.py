# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image, ImageOps
from support import MOVED, assert_same, check, examples, fill, layouts, seeds

import eidograph

try:
    import cv2
except ImportError:
    cv2 = None
else:
    cv2.ipp.setUseIPP(False)

sides = st.integers(1, 60)
filters = st.sampled_from(["box", "bilinear", "bicubic", "lanczos"])
centers = st.floats(-0.25, 1.25)


def pixels(seed, h, w, channels=3):
    return np.random.default_rng(seed).integers(0, 256, (h, w, channels), dtype=np.uint8)


def resample(name):
    return Image.Resampling[name.upper()]


@examples(400)
@given(st.data(), st.sampled_from(["constant", "edge", "reflect", "symmetric", "wrap"]), st.sampled_from(MOVED),
       st.integers(1, 9), st.integers(1, 9), st.sampled_from([None, 1, 3]), st.lists(st.integers(0, 20), min_size=4,
                                                                                  max_size=4), seeds)
def test_pad_is_numpys(data, mode, dtype, h, w, channels, pads, seed):
    a = fill(np.random.default_rng(seed), (h, w) if channels is None else (h, w, channels), dtype)
    top, bottom, left, right = pads
    widths = [(top, bottom), (left, right), (0, 0)][:a.ndim]
    options = {"constant_values": 1} if mode == "constant" else {}
    expected = np.pad(a, widths, mode, **options)
    check(eidograph.pad, a, expected, data.draw(layouts(a.ndim)), out_layout=data.draw(st.none() | layouts(a.ndim)),
          pads=pads, mode=mode, value=1)


@examples(200)
@given(st.data(), st.sampled_from(MOVED), sides, sides, st.sampled_from([2, 3, 4]),
       st.lists(st.integers(0, 9), min_size=4, max_size=4), seeds)
def test_pad_with_a_value_for_each_channel(data, dtype, h, w, channels, pads, seed):
    a = fill(np.random.default_rng(seed), (h, w, channels), dtype)
    value = [0, 1, 1, 0][:channels]
    top, bottom, left, right = pads
    planes = [np.pad(a[..., c], [(top, bottom), (left, right)], constant_values=v) for c, v in enumerate(value)]
    check(eidograph.pad, a, np.stack(planes, -1), data.draw(layouts(3)), out_layout=data.draw(st.none() | layouts(3)),
          pads=pads, value=value)


@examples(200)
@given(st.data(), st.sampled_from(MOVED), sides, sides, sides, sides, seeds)
def test_center_crop(data, dtype, h, w, out_h, out_w, seed):
    """Against pad and slices: the margins are those of the two libraries, which tests/geometry proves."""
    a = fill(np.random.default_rng(seed), (h, w, 2), dtype)
    for like, halve in ("torchvision.center_crop", lambda m: round(m / 2) if m > 0 else -(-m // 2)), (
            "hf.center_crop", lambda m: m // 2):
        big = np.pad(a, ((out_h, out_h), (out_w, out_w), (0, 0)))
        y, x = out_h + halve(h - out_h), out_w + halve(w - out_w)
        check(eidograph.center_crop, a, big[y:y + out_h, x:x + out_w], data.draw(layouts(3)), size=(out_h, out_w),
              like=like, out_layout=data.draw(st.none() | layouts(3)))


@examples(300)
@given(filters, sides, sides, sides, sides, seeds, st.floats(-0.1, 0.6), centers, centers)
def test_contain_cover_and_fit_are_pillows(name, h, w, out_h, out_w, seed, bleed, x, y):
    a, size, like = pixels(seed, h, w), (out_h, out_w), f"pillow.{name}"
    image = Image.fromarray(a)
    assert_same(eidograph.fit(a, size, like, bleed, (x, y)),
                np.asarray(ImageOps.fit(image, (out_w, out_h), resample(name), bleed, (x, y))))
    contained = ImageOps.contain(image, (out_w, out_h), resample(name))
    if min(contained.size) > 0:
        assert_same(eidograph.contain(a, size, like), np.asarray(contained))
    assert_same(eidograph.cover(a, size, like), np.asarray(ImageOps.cover(image, (out_w, out_h), resample(name))))


@examples(300)
@given(filters, sides, sides, sides, sides, seeds, centers, centers)
def test_letterbox_is_pillows_pad(name, h, w, out_h, out_w, seed, x, y):
    a = pixels(seed, h, w)
    image = Image.fromarray(a)
    assume(min(ImageOps.contain(image, (out_w, out_h)).size) > 0)
    expected = ImageOps.pad(image, (out_w, out_h), resample(name), (9, 8, 7), (x, y))
    made = eidograph.letterbox(a, (out_h, out_w), (9, 8, 7), "pillow.pad", f"pillow.{name}", centering=(x, y))
    assert_same(made.image, np.asarray(expected))


@examples(300)
@given(sides, sides, sides, sides, st.sampled_from([0, 4, 32]), st.booleans(), st.booleans(), seeds)
def test_letterbox_is_ultralytics(h, w, out_h, out_w, stride, scaleup, center, seed):
    a = pixels(seed, h, w)
    r = min(out_h / h, out_w / w)
    r = r if scaleup else min(r, 1.0)
    inner = max(round(h * r), 1), max(round(w * r), 1)
    dh, dw = out_h - inner[0], out_w - inner[1]
    if stride:
        dh, dw = dh % stride, dw % stride
    if center:
        dh, dw = dh / 2, dw / 2
    pads = (round(dh - 0.1) if center else 0, round(dh + 0.1), round(dw - 0.1) if center else 0, round(dw + 0.1))
    small = cv2.resize(a, inner[::-1]) if cv2 else eidograph.resize(a, inner, "cv2.linear")
    expected = np.pad(small, (pads[:2], pads[2:], (0, 0)), constant_values=114)
    made = eidograph.letterbox(a, (out_h, out_w), stride=stride, scaleup=scaleup, center=center)
    assert_same(made.image, expected)
    assert (made.pads, made.scale, made.inner, made.source) == (pads, r, inner, (h, w))
    assert_same(made.crop(made.image), small)
    out = np.zeros_like(expected)[::-1]
    assert eidograph.letterbox(a, (out_h, out_w), stride=stride, scaleup=scaleup, center=center, out=out).image is out
    assert_same(out, expected)


def test_letterbox_and_back():
    made = eidograph.letterbox(np.zeros((30, 50, 3), np.uint8), (64, 65))
    assert made.pads == (12, 13, 0, 0)
    boxes = np.array([[0, 12, 65, 51], [13, 25, 26, 38], [-9, -9, 99, 99]], np.float32)
    assert_same(made.to_source(boxes)[[0, 2]], np.array([[0, 0, 50, 30]] * 2, np.float32))
    assert_same(made.to_source(boxes[1]), np.array([10, 10, 20, 20], np.float32))
    assert boxes[0, 1] == 12
    with pytest.raises(ValueError, match="mask has shape"):
        made.crop(np.zeros((30, 50)))


@examples(200)
@given(sides, sides, st.integers(1, 90), st.integers(1, 90), seeds)
def test_resize_short_and_long(h, w, edge, longest, seed):
    a, short, long = pixels(seed, h, w), min(h, w), max(h, w)
    side = int(edge * long / short)
    size = (side, edge) if w <= h else (edge, side)
    assert eidograph.short_size((h, w), edge) == size
    assert_same(eidograph.resize_short(a, edge), eidograph.resize(a, size))
    if longest > edge and side > longest:
        side, other = longest, int(longest * edge / side)
        assert eidograph.short_size((h, w), edge, longest) == ((side, other) if w <= h else (other, side))
    other = int(edge * short / long)
    assert eidograph.long_size((h, w), edge) == ((edge, other) if w <= h else (other, edge))
    if other:
        assert eidograph.resize_long(a, edge, "pillow.box").shape[:2] == eidograph.long_size((h, w), edge)
    scale = edge / long
    assert eidograph.long_size((h, w), edge, "sam.long_edge") == (int(h * scale + 0.5), int(w * scale + 0.5))


def test_what_cannot_be_is_refused():
    a = np.zeros((4, 5, 3), np.uint8)
    for bad in (lambda: eidograph.pad(a, (0, 1, 2)), lambda: eidograph.pad(a, (0, -1, 2, 1)),
                lambda: eidograph.pad(a, (0, 1, 2, 1), "mirror"), lambda: eidograph.pad(a, (1, 1, 1, 1), out=a),
                lambda: eidograph.pad(a[:0], (1, 1, 1, 1), "edge"), lambda: eidograph.pad(a[0, 0], (1, 1, 1, 1)),
                lambda: eidograph.center_crop(a, (-1, 3)), lambda: eidograph.center_crop(a, (1, 3), "pillow.box"),
                lambda: eidograph.short_size((0, 3), 3), lambda: eidograph.short_size((3, 3), 3, 3),
                lambda: eidograph.short_size((3, 3), 3, 9, "sam.long_edge"), lambda: eidograph.long_size((3, 3), 0),
                lambda: eidograph.contain(a, (0, 3)), lambda: eidograph.cover(a, (3,)),
                lambda: eidograph.fit(a, (0, 3)), lambda: eidograph.letterbox(a, (0, 3)),
                lambda: eidograph.letterbox(a, (3, 3), like="pillow.box"),
                lambda: eidograph.letterbox(a, (3, 3), (1, 2)), lambda: eidograph.pad(a, (1, 1, 1, 1), value=(1, 2)),
                lambda: eidograph.pad(a[0], (1, 1, 1, 1), value=[1, 2]),
                lambda: eidograph.letterbox(a, (3, 3), stride=-1), lambda: eidograph.letterbox(a[0], (3, 3), scale="x"),
                lambda: eidograph.letterbox(a, (4, 5), out=a),
                lambda: eidograph.letterbox(a, (4, 5), out=np.zeros((4, 5), np.uint8))):
        with pytest.raises(ValueError):
            bad()
    for bad in (lambda: eidograph.pad(a, (1, 1, 1, 1), value=256), lambda: eidograph.letterbox(a, (4, 9), 256)):
        with pytest.raises(OverflowError):
            bad()
    with pytest.raises(TypeError):
        eidograph.pad(a.astype(complex), (1, 1, 1, 1))
    with pytest.raises(TypeError):
        eidograph.short_size((3, 4.5), 3)
