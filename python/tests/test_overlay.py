# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import check, examples, lay_out, layouts, seeds

import eidograph

LABELS = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
sides = st.integers(1, 40)
VOC = np.array([[sum((label >> (3 * bit + c) & 1) << (7 - bit) for bit in range(8)) for c in range(3)]
                for label in range(256)], np.uint8)


def scaled(mask, h, w, name):
    if mask.shape == (h, w):
        return mask
    if mask.dtype not in (np.uint8, np.float32):  # nearest: of the positions
        rows = scaled(np.arange(mask.shape[0], dtype=np.float32).reshape(-1, 1), h, 1, name)[:, 0].astype(int)
        columns = scaled(np.arange(mask.shape[1], dtype=np.float32).reshape(1, -1), 1, w, name)[0].astype(int)
        return mask[rows][:, columns]
    return np.asarray(Image.fromarray(mask).resize((w, h), Image.Resampling[name.upper()]))


def with_color(img, mask, color, alpha, name):
    m = scaled(mask, *img.shape[:2], name)
    if m.dtype == np.uint8:
        m = m.astype(np.float32) / np.float32(255)
    a = np.float32(alpha) * m[..., None]
    laid = img * (1 - a) + np.float32(color) * a
    assert laid.dtype == np.float32
    return np.clip(laid, 0, 255).astype(np.uint8)  # a filter may leave 0..1


def with_palette(img, labels, palette, alpha, background=False):
    m, a, out = scaled(labels, *img.shape[:2], "nearest"), np.float32(alpha), img.copy()
    on = (m != 0) | background
    out[on] = (img[on] * (1 - a) + np.float32(palette)[m[on].astype(int)] * a).astype(np.uint8)
    return out


def photo(rng, h, w):
    return rng.integers(0, 256, (h, w, 3), dtype=np.uint8)


@examples(150)
@given(st.data(), st.sampled_from(["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"]),
       st.sampled_from(["uint8", "float32"]), sides, sides, sides, sides, st.floats(0, 1), seeds)
def test_a_color_through_a_soft_mask(tier, data, name, dtype, h, w, mask_h, mask_w, alpha, seed):
    rng = np.random.default_rng(seed)
    if seed % 3 == 0:
        mask_h, mask_w = h, w
    img = photo(rng, h, w)
    mask = rng.integers(0, 256, (mask_h, mask_w)).astype(np.uint8)
    if dtype == "float32":
        mask = rng.random((mask_h, mask_w), np.float32)
    color = tuple(int(v) for v in rng.integers(0, 256, 3))
    expected = with_color(img, mask, color, alpha, name)
    mask = lay_out(mask, data.draw(layouts(2)))
    check(eidograph.overlay, img, expected, data.draw(layouts(3)), out_layout=data.draw(st.none() | layouts(3)),
          mask=mask, color_or_palette=color, alpha=alpha, like="numpy", scale=f"pillow.{name}")


@examples(150)
@given(st.data(), st.sampled_from(LABELS), st.integers(1, 256), sides, sides, sides, sides, st.floats(0, 1), seeds)
def test_a_palette_through_labels(tier, data, dtype, colors, h, w, mask_h, mask_w, alpha, seed):
    rng = np.random.default_rng(seed)
    if seed % 3 == 0:
        mask_h, mask_w = h, w
    img, palette = photo(rng, h, w), rng.integers(0, 256, (colors, 3), dtype=np.uint8)
    most = min(colors, {"bool": 2, "int8": 128}.get(dtype, 256))
    labels = rng.integers(0, most, (mask_h, mask_w)).astype(dtype)
    expected = with_palette(img, labels, palette, alpha)
    labels = lay_out(labels, data.draw(layouts(2)))
    check(eidograph.overlay, img, expected, data.draw(layouts(3)), out_layout=data.draw(st.none() | layouts(3)),
          mask=labels, color_or_palette=lay_out(palette, data.draw(layouts(2))), alpha=alpha)


def test_voc(tier):
    labels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    img = photo(np.random.default_rng(5), 16, 16)
    assert np.array_equal(eidograph.overlay(img, labels, "voc", 0.5), with_palette(img, labels, VOC, 0.5))


@pytest.mark.parametrize("paint", [(255, 0, 9), [255, 0, 9], np.array([255, 0, 9]), "voc"])
def test_in_place_and_not(paint):
    rng = np.random.default_rng(6)
    img, mask = photo(rng, 9, 7), rng.integers(0, 2, (5, 4), dtype=np.uint8)
    before = img.copy()
    expected = eidograph.overlay(img, mask, paint, 0.7)
    assert np.array_equal(img, before) and not np.array_equal(expected, before)
    assert eidograph.overlay(img, mask, paint, 0.7, out=img) is img
    assert np.array_equal(img, expected)


def test_masks_beyond_one_are_clamped():
    img = np.full((1, 2, 3), 100, np.uint8)
    mask = np.array([[3.0, -3.0]], np.float32)
    assert eidograph.overlay(img, mask, (0, 255, 100), 1.0)[0].tolist() == [[0, 255, 100], [255, 0, 100]]


@pytest.mark.parametrize("paint", [(255, 0, 9), "voc"])
def test_a_fourth_channel_stays(tier, paint):
    rng = np.random.default_rng(8)
    img, mask = rng.integers(0, 256, (9, 70, 4), dtype=np.uint8), rng.integers(0, 256, (9, 70), dtype=np.uint8)
    out = eidograph.overlay(img, mask, paint, 0.35)
    assert np.array_equal(out[..., 3], img[..., 3])
    assert np.array_equal(out[..., :3], eidograph.overlay(img[..., :3], mask, paint, 0.35))


def test_the_background_is_painted_on_request(tier):
    rng = np.random.default_rng(9)
    img, labels = photo(rng, 30, 40), rng.integers(0, 3, (30, 40), dtype=np.uint16)
    palette = rng.integers(0, 256, (3, 3), dtype=np.uint8)
    expected = with_palette(img, labels, palette, 0.4, background=True)
    assert np.array_equal(eidograph.overlay(img, labels, palette, 0.4, background=True), expected)
