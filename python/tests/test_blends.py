# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import MOVED, check, examples, fill, lay_out, layouts, seeds

import eidograph

sides = st.integers(1, 40)
alphas = st.one_of(st.floats(0, 1), st.sampled_from([0, 0.1, 0.35, 0.5, 0.6, 1 / 3, 1]))
LIBRARIES = ["numpy", "pillow", "cv2", "torchvision"]


def fused(a, b, c):
    """float32 with one rounding, for a and b whose product a double holds."""
    return (np.float64(a) * np.float64(b) + np.float64(c)).astype(np.float32)


def add_weighted(a, alpha, b, beta, gamma):
    alpha, beta, gamma = np.float32(alpha), np.float32(beta), np.float32(gamma)
    return np.clip(np.rint(fused(a, alpha, fused(b, beta, gamma))), 0, 255).astype(np.uint8)


def mixed(a, b, alpha, like):
    """a with b over it, as the library does it."""
    if like == "pillow":
        return np.asarray(Image.blend(Image.fromarray(a), Image.fromarray(b), alpha))
    if like == "cv2":
        return add_weighted(a, 1 - alpha, b, alpha, 0)
    keep = np.float32(1 - alpha) if like == "torchvision" else 1 - np.float32(alpha)
    return (a * keep + b * np.float32(alpha)).astype(np.uint8)


def photo(rng, *shape):
    return rng.integers(0, 256, shape, dtype=np.uint8)


def drawn(data, rank):
    return data.draw(layouts(rank)), data.draw(st.none() | layouts(rank))


@examples(100)
@given(st.data(), st.sampled_from(LIBRARIES), sides, sides, alphas, seeds)
def test_blend(tier, data, like, h, w, alpha, seed):
    rng = np.random.default_rng(seed)
    a, b = photo(rng, h, w, 3), photo(rng, h, w, 3)
    layout, out_layout = drawn(data, 3)
    check(eidograph.blend, a, mixed(a, b, alpha, like), layout, out_layout=out_layout,
          b=lay_out(b, data.draw(layouts(3))), alpha=alpha, like=data.draw(st.sampled_from([like, f"{like}.blend"])))


@examples(60)
@given(st.data(), sides, sides, st.floats(-2, 2), st.floats(-2, 2), st.floats(-300, 300), seeds)
def test_add_weighted(tier, data, h, w, alpha, beta, gamma, seed):
    rng = np.random.default_rng(seed)
    a, b = photo(rng, h, w), photo(rng, h, w)
    layout, out_layout = drawn(data, 2)
    check(eidograph.add_weighted, a, add_weighted(a, alpha, b, beta, gamma), layout, out_layout=out_layout,
          b=lay_out(b, data.draw(layouts(2))), alpha=alpha, beta=beta, gamma=gamma)


@examples(60)
@given(st.data(), st.sampled_from([3, 4]), sides, sides, seeds)
def test_composite(tier, data, channels, h, w, seed):
    rng = np.random.default_rng(seed)
    a, b, mask = photo(rng, h, w, channels), photo(rng, h, w, channels), photo(rng, h, w)
    layout, out_layout = drawn(data, 3)
    expected = np.asarray(Image.composite(*map(Image.fromarray, (a, b, mask))))
    check(eidograph.composite, a, expected, layout, out_layout=out_layout, below=lay_out(b, data.draw(layouts(3))),
          mask=lay_out(mask, data.draw(layouts(2))))


@examples(60)
@given(st.data(), sides, sides, seeds)
def test_alpha_composite(tier, data, h, w, seed):
    rng = np.random.default_rng(seed)
    a, b = photo(rng, h, w, 4), photo(rng, h, w, 4)
    layout, out_layout = drawn(data, 3)
    expected = np.asarray(Image.alpha_composite(Image.fromarray(a), Image.fromarray(b)))
    check(eidograph.alpha_composite, a, expected, layout, out_layout=out_layout, above=lay_out(b, data.draw(layouts(3))))


@examples(60)
@given(st.data(), sides, sides, sides, sides, st.integers(-45, 45), st.integers(-45, 45), seeds)
def test_paste(tier, data, h, w, patch_h, patch_w, y, x, seed):
    rng = np.random.default_rng(seed)
    img, patch, mask = photo(rng, h, w, 3), photo(rng, patch_h, patch_w, 3), photo(rng, patch_h, patch_w)
    expected = Image.fromarray(img)
    expected.paste(Image.fromarray(patch), (x, y), Image.fromarray(mask))
    layout, out_layout = drawn(data, 3)
    check(eidograph.paste, img, np.asarray(expected), layout, out_layout=out_layout,
          patch=lay_out(patch, data.draw(layouts(3))), yx=(y, x), mask=mask)


@examples(60)
@given(st.data(), st.sampled_from(["bool", "uint8"]), st.sampled_from([3, 4]), sides, sides, seeds)
def test_paint(tier, data, dtype, channels, h, w, seed):
    rng = np.random.default_rng(seed)
    img, mask = photo(rng, h, w, channels), (photo(rng, h, w) * (rng.random((h, w)) < 0.5)).astype(dtype)
    expected = img.copy()
    expected[mask != 0, :3] = (1, 200, 30)
    layout, out_layout = drawn(data, 3)
    check(eidograph.paint, img, expected, layout, out_layout=out_layout, mask=lay_out(mask, data.draw(layouts(2))),
          color=(1, 200, 30))


@examples(60)
@given(st.data(), st.sampled_from(["bool", "int8", "uint8", "int16", "uint16", "int32", "int64"]), sides, sides, seeds)
def test_colorize(data, dtype, h, w, seed):
    rng = np.random.default_rng(seed)
    palette = photo(rng, 100, 3)
    labels = rng.integers(0, 2 if dtype == "bool" else 100, (h, w)).astype(dtype)
    layout, out_layout = data.draw(layouts(2)), data.draw(st.none() | layouts(3))
    check(eidograph.colorize, labels, palette[labels.astype(int)], layout, out_layout=out_layout, palette=palette)


@pytest.mark.parametrize("name", ["jet", "viridis", "turbo", "hot"])
def test_colormap(name):
    x = np.arange(256, dtype=np.uint8).reshape(16, 16)
    got = eidograph.colormap(x, name)
    out = np.empty((16, 16, 3), np.uint8)
    eidograph.colormap(x, name, out=out[..., ::-1])
    assert np.array_equal(out[..., ::-1], got)
    cv2 = pytest.importorskip("cv2")
    assert np.array_equal(out, cv2.applyColorMap(x, getattr(cv2, f"COLORMAP_{name.upper()}")))


def test_gray_is_the_value_itself():
    x = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert np.array_equal(eidograph.colormap(x, "gray"), np.dstack([x, x, x]))


@examples(40)
@given(st.data(), st.sampled_from(MOVED), sides, sides, seeds)
def test_put_alpha(data, dtype, h, w, seed):
    rng = np.random.default_rng(seed)
    img, alpha = fill(rng, (h, w, 3), dtype), fill(rng, (h, w), dtype)
    layout, out_layout = drawn(data, 3)
    check(eidograph.put_alpha, img, np.dstack([img, alpha]), layout, out_layout=out_layout,
          alpha=lay_out(alpha, data.draw(layouts(2))))


@examples(60)
@given(st.data(), st.sampled_from(MOVED), st.booleans(), sides, sides, seeds)
def test_where(data, dtype, per_pixel, h, w, seed):
    rng = np.random.default_rng(seed)
    a, b = fill(rng, (h, w, 3), dtype), fill(rng, (h, w, 3), dtype)
    mask = rng.random((h, w) if per_pixel else (h, w, 3)) < 0.5
    expected = np.where(mask[..., None] if per_pixel else mask, a, b)
    layout, out_layout = drawn(data, 3)
    got = lay_out(a, layout)
    check(lambda mask, **options: eidograph.where(mask, got, b, **options), mask, expected,
          data.draw(layouts(mask.ndim)), out_layout=out_layout)


@examples(60)
@given(st.data(), st.integers(0, 5), sides, sides, alphas, seeds)
def test_draw_segmentation_masks(tier, data, n, h, w, alpha, seed):
    rng = np.random.default_rng(seed)
    img, masks, colors = photo(rng, h, w, 3), rng.random((n, h, w)) < 0.3, photo(rng, n + 1, 3)
    drawn_over = img.copy()
    for mask, color in zip(masks, colors):
        drawn_over[mask] = color
    drawn_over[masks.sum(0) > 1] = 0
    layout, out_layout = drawn(data, 3)
    check(eidograph.draw_segmentation_masks, img, mixed(img, drawn_over, alpha, "torchvision"), layout,
          out_layout=out_layout, masks=lay_out(masks, data.draw(layouts(3))), colors=colors, alpha=alpha)


@examples(80)
@given(st.data(), st.sampled_from(LIBRARIES), sides, sides, alphas, seeds)
def test_overlay_of_labels_by_every_library(tier, data, like, h, w, alpha, seed):
    rng = np.random.default_rng(seed)
    img, labels, palette = photo(rng, h, w, 3), rng.integers(0, 5, (h, w), dtype=np.uint8), photo(rng, 5, 3)
    laid = palette[labels]
    bare = (labels == 0)[..., None]
    if like == "torchvision":  # there pixels under no mask are mixed with themselves
        laid = np.where(bare, img, laid)
    expected = mixed(img, laid, alpha, like)
    if like != "torchvision":
        expected = np.where(bare, img, expected)
    layout, out_layout = drawn(data, 3)
    check(eidograph.overlay, img, expected, layout, out_layout=out_layout, mask=labels, color_or_palette=palette,
          alpha=alpha, like=like)


@examples(60)
@given(st.data(), sides, sides, alphas, seeds)
def test_overlay_of_a_soft_mask_by_pillow(tier, data, h, w, alpha, seed):
    rng = np.random.default_rng(seed)
    img, mask = photo(rng, h, w, 3), photo(rng, h, w)
    above = Image.composite(Image.new("RGB", (w, h), (9, 250, 77)), Image.fromarray(img), Image.fromarray(mask))
    layout, out_layout = drawn(data, 3)
    check(eidograph.overlay, img, mixed(img, np.asarray(above), alpha, "pillow"), layout, out_layout=out_layout,
          mask=mask, color_or_palette=(9, 250, 77), alpha=alpha, like="pillow")


def test_in_place():
    rng = np.random.default_rng(3)
    a, b, mask = photo(rng, 9, 8, 3), photo(rng, 9, 8, 3), photo(rng, 9, 8)
    for verb in (lambda x, y, out: eidograph.blend(x, y, 0.3, out=out),
                 lambda x, y, out: eidograph.composite(x, y, mask, out=out),
                 lambda x, y, out: eidograph.add_weighted(x, 0.3, y, 0.4, 5, out=out),
                 lambda x, y, out: eidograph.where(mask > 99, x, y, out=out)):
        expected = verb(a, b, None)
        for place in range(2):
            given = [a.copy(), b.copy()]
            assert verb(*given, given[place]) is given[place]
            assert np.array_equal(given[place], expected)
    expected, img = eidograph.paint(a, mask, (1, 2, 3)), a.copy()
    assert eidograph.paint(img, mask, (1, 2, 3), out=img) is img and np.array_equal(img, expected)
    with pytest.raises(ValueError):
        eidograph.paste(img, img[:3, :3], (1, 1), mask[:3, :3], out=img)
