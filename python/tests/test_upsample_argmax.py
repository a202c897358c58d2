# SPDX-License-Identifier: MIT
import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import assert_same, check, examples, lay_out, layouts, seeds

import eidograph

cv2.setNumThreads(1)
cv2.ipp.setUseIPP(False)
sides = st.integers(1, 24)
large_sides = st.one_of(st.integers(1, 60), st.integers(60, 140))


def large_logits(logits, size):
    return np.stack([cv2.resize(np.ascontiguousarray(p), size[::-1]) for p in logits])


@examples(150)
@given(st.data(), st.integers(1, 24), sides, sides, large_sides, large_sides, st.booleans(), st.booleans(), seeds)
def test_equals_cv2(tier, data, classes, h, w, oh, ow, ties, hwc, seed):
    if seed % 10 == 0:
        h, w = 2 * oh, 2 * ow
    rng = np.random.default_rng(seed)
    logits = rng.standard_normal((classes, h, w)).astype(np.float32)
    if ties:
        logits = np.rint(logits)
    large = large_logits(logits, (oh, ow))
    a = np.ascontiguousarray(logits.transpose(1, 2, 0)) if hwc else logits

    def verb(x, out=None):
        return eidograph.upsample_argmax(x, (oh, ow), "cv2.linear", "hwc" if hwc else "chw", out=out)

    check(verb, a, large.argmax(0).astype(np.uint8), data.draw(layouts(3)),
          out_layout=data.draw(st.none() | layouts(2)))
    top, left = data.draw(st.integers(0, oh - 1)), data.draw(st.integers(0, ow - 1))
    height, width = data.draw(st.integers(1, oh - top)), data.draw(st.integers(1, ow - left))
    ids, scores = eidograph.upsample_argmax(lay_out(a, data.draw(layouts(3))), (oh, ow), "cv2.linear",
                                            "hwc" if hwc else "chw", (top, left, height, width), True, np.int32)
    part = large[:, top : top + height, left : left + width]
    assert_same(ids, part.argmax(0).astype(np.int32))
    assert np.array_equal(scores, part.max(0))
    ids, shares = eidograph.upsample_argmax(a, (oh, ow), "cv2.linear", "hwc" if hwc else "chw", scores="softmax")
    assert_same(ids, large.argmax(0).astype(np.uint8))
    assert_same(shares, eidograph.softmax(large, 0).max(0))
    half = a.astype(np.float16)
    for like in ("cv2.linear", "torch.nearest"):
        got, expected = (eidograph.upsample_argmax(x, (oh, ow), like, "hwc" if hwc else "chw", scores=True)
                         for x in (half, half.astype(np.float32)))
        assert_same(got[0], expected[0])
        assert_same(got[1], expected[1])


@pytest.mark.parametrize("align_corners", [False, True])
@pytest.mark.parametrize("size", [(40, 50), (100, 130), (257, 33)])
def test_equals_torch(tier, align_corners, size):
    torch = pytest.importorskip("torch")
    logits = np.random.default_rng(1).standard_normal((21, 17, 23)).astype(np.float32)
    large = torch.nn.functional.interpolate(torch.from_numpy(logits)[None], size, mode="bilinear",
                                            align_corners=align_corners)[0].numpy()
    like = "torch.bilinear.align_corners" if align_corners else "torch.bilinear"
    ids, scores = eidograph.upsample_argmax(logits, size, like, scores=True)
    assert_same(ids, large.argmax(0).astype(np.uint8))
    assert np.array_equal(scores, large.max(0))


@examples(60)
@given(st.data(), st.integers(1, 40), sides, sides, large_sides, large_sides, st.booleans(), st.booleans(), seeds)
def test_bytes_of_a_quantized_model(tier, data, classes, h, w, oh, ow, align_corners, hwc, seed):
    """The parts are compared with TFLite itself: test_resize's resize, then numpy's argmax of bytes."""
    rng = np.random.default_rng(seed)
    spread = 1 << int(rng.integers(8))
    logits = rng.integers(-spread, spread, (classes, h, w)).astype(np.int8)
    like = "tflite.bilinear.align_corners" if align_corners else "tflite.bilinear"
    large = np.stack([eidograph.resize(p, (oh, ow), like) for p in logits])
    a = lay_out(logits.transpose(1, 2, 0) if hwc else logits, data.draw(layouts(3)))
    ids, scores = eidograph.upsample_argmax(a, (oh, ow), like, "hwc" if hwc else "chw", scores=True)
    assert_same(ids, large.argmax(0).astype(np.uint8))
    assert_same(scores, large.max(0).astype(np.float32))
    assert_same(eidograph.upsample_argmax(a, (oh, ow), "torch.nearest", "hwc" if hwc else "chw"),
                np.stack([eidograph.resize(p, (oh, ow), "torch.nearest") for p in logits]).argmax(0).astype(np.uint8))
