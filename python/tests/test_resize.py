# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import assert_same, check, examples, fill, layouts, seeds

import eidograph

FILTERS = ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"]
CHANNELS = {"L": None, "LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4, "F": None, "I": None, "I;16": None}
PREMULTIPLIED = {"LA": "La", "RGBA": "RGBa"}
sides = st.one_of(st.integers(1, 40), st.integers(1, 130))


@st.composite
def boxes(draw, w, h):
    """A box with or without fractions inside the image, or None."""
    kind = draw(st.sampled_from(["none", "none", "whole", "fraction"]))
    if kind == "none":
        return None
    if kind == "whole":
        left, upper = draw(st.integers(0, w - 1)), draw(st.integers(0, h - 1))
        return left, upper, draw(st.integers(left + 1, w)), draw(st.integers(upper + 1, h))
    edges = st.floats(0, 1, width=32)
    x, y = sorted(draw(edges) * w for _ in range(2)), sorted(draw(edges) * h for _ in range(2))
    box = [float(np.float32(v)) for v in (x[0], y[0], x[1], y[1])]
    return box if box[0] + 0.01 < box[2] and box[1] + 0.01 < box[3] else None


def random_pixels(seed, mode, h, w):
    rng = np.random.default_rng(seed)
    shape = (h, w) if CHANNELS[mode] is None else (h, w, CHANNELS[mode])
    if mode == "F":
        return (rng.standard_normal(shape) * 100).astype(np.float32)
    if mode in ("I", "I;16"):
        return fill(rng, shape, np.int32 if mode == "I" else np.uint16)
    pixels = rng.integers(0, 256, shape, dtype=np.uint8)
    return pixels if seed % 2 else (pixels > 127).astype(np.uint8) * 255  # the second overshoots


def image_of(a, mode):
    return Image.frombytes(mode, (a.shape[1], a.shape[0]), a.tobytes()) if mode == "CMYK" else Image.fromarray(a)


def pillow(a, mode, size, name, box=None, gap=None):
    image = image_of(a, mode)
    assert image.mode == mode
    return np.asarray(image.resize((size[1], size[0]), Image.Resampling[name.upper()], box, gap))


@examples(500)
@given(st.data(), st.sampled_from(FILTERS), st.sampled_from(list(CHANNELS)), sides, sides, sides, sides, seeds)
def test_every_filter_has_pillows_pixels(tier, data, name, mode, h, w, out_h, out_w, seed):
    a = random_pixels(seed, mode, h, w)
    box = data.draw(boxes(w, h))
    expected = pillow(a, mode, (out_h, out_w), name, box)
    like = f"pillow.{name}" + (".plain" if mode == "CMYK" else "")
    out_layout = data.draw(st.none() | layouts(a.ndim))
    check(eidograph.resize, a, expected, data.draw(layouts(a.ndim)), out_layout=out_layout, size=(out_h, out_w),
          like=like, box=box)


@examples(500)
@given(st.data(), st.sampled_from(FILTERS), st.sampled_from([m for m in CHANNELS if m != "I;16"]), st.integers(1, 200),
       st.integers(1, 200), st.integers(1, 40), st.integers(1, 40), st.sampled_from([1, 1.5, 2, 3]) | st.floats(1, 9), seeds)
def test_reducing_gap(tier, data, name, mode, h, w, out_h, out_w, gap, seed):
    a = random_pixels(seed, mode, h, w)
    box = data.draw(boxes(w, h))
    expected = pillow(a, mode, (out_h, out_w), name, box, gap)
    like = f"pillow.{name}" + (".plain" if mode == "CMYK" else "")
    out_layout = data.draw(st.none() | layouts(a.ndim))
    check(eidograph.resize, a, expected, data.draw(layouts(a.ndim)), out_layout=out_layout, size=(out_h, out_w),
          like=like, box=box, reducing_gap=gap)


@examples(200)
@given(st.sampled_from(FILTERS), st.sampled_from([m for m in CHANNELS if m != "CMYK"]), sides, sides, sides, sides,
       st.none() | st.floats(1, 4), seeds)
def test_thumbnail(name, mode, h, w, out_h, out_w, gap, seed):
    a = random_pixels(seed, mode, h, w)
    image = image_of(a, mode)
    try:
        image.thumbnail((out_w, out_h), Image.Resampling[name.upper()], gap)
    except ValueError:  # mode I;16 is not reduced
        assert mode == "I;16"
        with pytest.raises(ValueError, match="I;16"):
            eidograph.thumbnail(a, (out_h, out_w), f"pillow.{name}", gap)
        return
    assert_same(eidograph.thumbnail(a, (out_h, out_w), f"pillow.{name}", gap), np.asarray(image))


def test_thumbnail_is_bicubic_with_a_gap_of_two():
    a = random_pixels(1, "RGB", 300, 200)
    image = Image.fromarray(a)
    image.thumbnail((30, 40))
    assert_same(eidograph.thumbnail(a, (40, 30)), np.asarray(image))
    assert eidograph.thumbnail_size((300, 200), (40, 30)) == (40, 27)


@pytest.mark.parametrize(("options", "words"), [
    ({"reducing_gap": 0.5}, "reducing_gap = 0.5"), ({"reducing_gap": 0}, "1 or more, or None"),
    ({"reducing_gap": float("nan")}, "reducing_gap"), ({"reducing_gap": 2, "like": "cv2.area"}, "only like::pillow"),
])
def test_gaps_that_cannot_be(options, words):
    with pytest.raises(ValueError) as caught:
        eidograph.resize(np.zeros((9, 9), np.uint8), (2, 2), **options)
    assert words in str(caught.value)
    with pytest.raises(ValueError, match="I;16"):
        eidograph.resize(np.zeros((9, 9), np.uint16), (2, 2), reducing_gap=2)


@examples(50)
@given(st.sampled_from(FILTERS), st.integers(300, 900), st.integers(1, 8), sides, sides, seeds)
def test_tall_images(tier, name, h, w, out_h, out_w, seed):
    a = random_pixels(seed, "RGB", h, w)
    check(eidograph.resize, a, pillow(a, "RGB", (out_h, out_w), name), ((0, 1, 2), (1, 1, 1)), size=(out_h, out_w),
          like=f"pillow.{name}")


@examples(100)
@given(st.sampled_from(FILTERS[1:]), st.sampled_from([(12, 1), (12, 2)]), st.integers(1, 400), st.integers(1, 40),
       sides, sides, seeds)
def test_older_pillows(name, version, h, w, out_h, out_w, seed):
    # a resize along one axis has no order of passes: two of them make the order of an older Pillow
    a = random_pixels(seed, "RGB", h, w)
    expected = a
    vertically_first = version == (12, 2) and h > 100 * w and out_h < h
    for size in ([(out_h, w)] if vertically_first else [(h, out_w)]) + [(out_h, out_w)]:
        expected = pillow(expected, "RGB", size, name)
    got = eidograph.resize(a, (out_h, out_w), f"pillow.{name}:{version[0]}.{version[1]}")
    assert np.array_equal(got, expected)


@examples(100)
@given(st.sampled_from(FILTERS), st.sampled_from(["F", "I", "I;16"]), st.integers(1, 4), sides, sides, sides, sides, seeds)
def test_channels_of_floats_and_of_integers_are_plain(name, mode, channels, h, w, out_h, out_w, seed):
    planes = [random_pixels(seed + c, mode, h, w) for c in range(channels)]
    got = eidograph.resize(np.stack(planes, 2), (out_h, out_w), f"pillow.{name}")
    for c, plane in enumerate(planes):
        assert np.array_equal(got[..., c], pillow(plane, mode, (out_h, out_w), name))


@pytest.mark.parametrize("dtype", eidograph.contracts()["pillow.nearest"]["dtypes"])
def test_nearest_picks_pixels_of_any_type(dtype):
    a = fill(np.random.default_rng(1), (13, 17), dtype)
    index, mode = (np.uint16, "I;16") if dtype == "uint16" else (np.int32, "I")
    rows = pillow(np.arange(13, dtype=index).reshape(13, 1), mode, (29, 1), "nearest")[:, 0]
    columns = pillow(np.arange(17, dtype=index).reshape(1, 17), mode, (1, 5), "nearest")[0]
    got = eidograph.resize(a, (29, 5), "pillow.nearest")
    assert got.dtype == a.dtype and got.tobytes() == a[rows][:, columns].tobytes()


def test_alpha_counts_unless_plain():
    a = np.zeros((1, 2, 4), np.uint8)
    a[0, 0] = 200, 100, 50, 255
    assert list(eidograph.resize(a, (1, 1))[0, 0]) == [199, 99, 49, 128]
    assert list(eidograph.resize(a, (1, 1), "pillow.bilinear.plain")[0, 0]) == [100, 50, 25, 128]
