# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import NUMBERS, assert_same, check, examples, fill, lay_out, layouts, seeds
from test_argmax import INTEGERS

import eidograph

shapes = st.lists(st.integers(1, 9), min_size=1, max_size=4) | st.lists(st.integers(1, 120), min_size=1, max_size=2)


@examples(200)
@given(st.data(), shapes, st.sampled_from([*NUMBERS, "float16"]), st.sampled_from(INTEGERS), st.booleans(), seeds)
def test_topk(data, shape, dtype, kind, ties, seed):
    rng = np.random.default_rng(seed)
    a = rng.integers(0, 3, shape).astype(dtype) if ties else fill(rng, shape, dtype)
    axis = data.draw(st.integers(-a.ndim, a.ndim - 1))
    k = data.draw(st.integers(0, a.shape[axis]))
    # a stable sort from the largest on: by numpy's own order (NaN last), of the reversed array, reversed
    where = a.shape[axis] - 1 - np.argsort(np.flip(a, axis), axis, kind="stable")
    where = np.take(np.flip(where, axis), np.arange(k), axis)
    values, ids = eidograph.topk(lay_out(a, data.draw(layouts(a.ndim))), k, axis, kind)
    assert_same(ids, where.astype(kind))
    assert_same(values, np.take_along_axis(a, where, axis))


@examples(150)
@given(st.data(), shapes, st.sampled_from(NUMBERS), seeds)
def test_threshold(tier, data, shape, dtype, seed):
    a = fill(np.random.default_rng(seed), shape, dtype)
    t = data.draw(st.sampled_from([0, 1, min(a.flat[0].item(), 2**63 - 1), 0.5 if a.dtype.kind == "f" else 3]))
    expected = np.asarray(a > np.array(t, dtype)).astype(np.uint8)
    check(eidograph.threshold, a, expected, data.draw(layouts(a.ndim)),
          out_layout=data.draw(st.none() | layouts(a.ndim)), t=t)


@examples(150)
@given(st.data(), shapes, st.sampled_from(INTEGERS), st.integers(0, 90), st.integers(1, 70), seeds)
def test_bincount(data, shape, dtype, minlength, most, seed):
    labels = np.random.default_rng(seed).integers(0, most, shape).astype(dtype)
    expected = np.bincount(labels.ravel().astype(np.int64), minlength=minlength)
    assert_same(eidograph.bincount(lay_out(labels, data.draw(layouts(labels.ndim))), minlength), expected)


def test_no_labels():
    assert_same(eidograph.bincount(np.zeros(0, np.uint8)), np.zeros(0, np.int64))
    assert_same(eidograph.bincount(np.zeros((0, 3), np.int32), 2), np.zeros(2, np.int64))


@pytest.mark.parametrize("dtype", ["uint8", "float32", "int32", "bool"])
@examples(100)
@given(st.data(), st.integers(1, 40), st.integers(1, 40), st.integers(0, 3), seeds)
def test_bbox_of(dtype, data, h, w, count, seed):
    rng = np.random.default_rng(seed)
    mask = np.zeros((h, w), dtype)
    mask[rng.integers(0, h, count), rng.integers(0, w, count)] = 1
    expected = Image.fromarray(mask.astype(np.uint8)).getbbox()
    assert eidograph.bbox_of(lay_out(mask, data.draw(layouts(2)))) == expected
