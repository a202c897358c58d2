# SPDX-License-Identifier: MIT
import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import check, examples, lay_out, layouts, seeds

import eidograph

cv2.setNumThreads(1)
cv2.ipp.setUseIPP(False)
sides = st.integers(1, 24)
image_sides = st.one_of(st.integers(1, 60), st.integers(60, 140))


def laid_over(img, m, palette, alpha, background):
    """numpy's blend of labels."""
    a, out = np.float32(alpha), img.copy()
    on = (m != 0) | background
    out[on] = (img[on] * (1 - a) + np.float32(palette)[m[on]] * a).astype(np.uint8)
    return out


@examples(150)
@given(st.data(), st.integers(1, 24), sides, sides, image_sides, image_sides, st.floats(0, 1), st.booleans(),
       st.booleans(), st.booleans(), seeds)
def test_equals_cv2_and_numpy(tier, data, classes, h, w, img_h, img_w, alpha, ties, hwc, background, seed):
    rng = np.random.default_rng(seed)
    logits = rng.standard_normal((classes, h, w)).astype(np.float32)
    if ties:
        logits = np.rint(logits)
    top, left, below, right = (data.draw(st.integers(0, 9)) for _ in range(4)) if data.draw(st.booleans()) else [0] * 4
    size = (top + img_h + below, left + img_w + right)
    m = np.stack([cv2.resize(p, size[::-1]) for p in logits]).argmax(0)[top : top + img_h, left : left + img_w]
    img = rng.integers(0, 256, (img_h, img_w, 3), dtype=np.uint8)
    palette = rng.integers(0, 256, (classes + data.draw(st.integers(0, 3)), 3), dtype=np.uint8)
    placed = lay_out(np.ascontiguousarray(logits.transpose(1, 2, 0)) if hwc else logits, data.draw(layouts(3)))
    part = {} if size == (img_h, img_w) else {"size": size, "crop": (top, left, img_h, img_w)}

    def verb(a, out=None):
        return eidograph.overlay_logits(a, placed, palette, alpha, "numpy", "cv2.linear", "hwc" if hwc else "chw",
                                        out=out, background=background, **part)

    check(verb, img, laid_over(img, m, palette, alpha, background), data.draw(layouts(3)),
          out_layout=data.draw(st.none() | layouts(3)))


@pytest.mark.parametrize("like", ["numpy", "pillow", "cv2", "torchvision"])
@pytest.mark.parametrize("scale", ["torch.bilinear", "torch.bilinear.align_corners", "torch.nearest",
                                   "torch.nearest_exact", "cv2.linear", "cv2.nearest", "cv2.nearest_exact",
                                   "tf.bilinear", "tf.nearest", "tf.bilinear.align_corners", "tflite.bilinear",
                                   "tflite.bilinear.align_corners", "tflite.nearest"])
def test_equals_upsample_argmax_and_overlay(tier, like, scale):
    rng = np.random.default_rng(3)
    logits = rng.standard_normal((21, 17, 23)).astype(np.float32)
    img = rng.integers(0, 256, (90, 71, 4), dtype=np.uint8)
    m = eidograph.upsample_argmax(logits, (100, 80), scale, crop=(4, 7, 90, 71))
    expected = eidograph.overlay(img, m, "voc", 0.4, like)
    got = eidograph.overlay_logits(img, logits, "voc", 0.4, like, scale, size=(100, 80), crop=(4, 7, 90, 71))
    assert np.array_equal(got, expected)
    assert eidograph.overlay_logits(img, logits, "voc", 0.4, like, scale, "chw", (100, 80), (4, 7, 90, 71), img) is img
    assert np.array_equal(img, expected)


@pytest.mark.parametrize("align_corners", [False, True])
@pytest.mark.parametrize("size", [(40, 50), (257, 133)])
def test_equals_torch(tier, align_corners, size):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    logits, img = rng.standard_normal((150, 16, 20)).astype(np.float32), rng.integers(0, 256, (*size, 3), np.uint8)
    m = torch.nn.functional.interpolate(torch.from_numpy(logits)[None], size, mode="bilinear",
                                        align_corners=align_corners)[0].argmax(0).numpy()
    palette = rng.integers(0, 256, (150, 3), dtype=np.uint8)
    scale = "torch.bilinear.align_corners" if align_corners else "torch.bilinear"
    for background in (False, True):
        got = eidograph.overlay_logits(img, logits, palette, 0.5, "numpy", scale, background=background)
        assert np.array_equal(got, laid_over(img, m, palette, 0.5, background))


def test_ade20k():
    labels = np.arange(151, dtype=np.uint8)[None]
    colors = eidograph.colorize(labels, "ade20k")[0]
    assert colors[:4].tolist() == [[0, 0, 0], [120, 120, 120], [180, 120, 120], [6, 230, 230]]
    assert np.array_equal(eidograph.colorize(labels[:, :150], "ade20k_train")[0], colors[1:])
    img = np.full((1, 2, 3), 200, np.uint8)
    wall = np.zeros((1, 2), np.uint8)
    assert np.array_equal(eidograph.overlay(img, wall, "ade20k", 1.0), img)
    assert eidograph.overlay(img, wall, "ade20k_train", 1.0)[0, 0].tolist() == [120, 120, 120]
