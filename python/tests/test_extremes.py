# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import NUMBERS, assert_same, check, examples, fill, lay_out, layouts, seeds
from test_argmax import INTEGERS

import eidograph

ORDERED = [*NUMBERS, "float16"]
shapes = st.lists(st.integers(1, 9), min_size=1, max_size=4) | st.lists(st.integers(1, 120), min_size=1, max_size=2)


def numbers(rng, shape, dtype, ties):
    x = fill(rng, shape, dtype)
    return rng.integers(0, 3, shape).astype(dtype) if ties else x


@pytest.mark.parametrize("verb", ["argmax", "argmin"])
@examples(200)
@given(st.data(), shapes, st.sampled_from(ORDERED), st.sampled_from(INTEGERS), st.booleans(), seeds)
def test_positions(tier, verb, data, shape, dtype, ids, ties, seed):
    a = numbers(np.random.default_rng(seed), shape, dtype, ties)
    axis = data.draw(st.integers(-a.ndim, a.ndim - 1))
    expected = np.asarray(getattr(np, verb)(a, axis)).astype(ids)
    out_layout = data.draw(st.none() | layouts(a.ndim - 1)) if a.ndim > 1 else None
    check(getattr(eidograph, verb), a, expected, data.draw(layouts(a.ndim)), out_layout=out_layout, axis=axis, dtype=ids)


@pytest.mark.parametrize("verb", ["amax", "amin"])
@examples(200)
@given(st.data(), shapes, st.sampled_from(ORDERED), st.booleans(), seeds)
def test_values(tier, verb, data, shape, dtype, ties, seed):
    a = numbers(np.random.default_rng(seed), shape, dtype, ties) + np.dtype(dtype).type(0)  # no -0: numpy may give either
    axis = data.draw(st.integers(-a.ndim, a.ndim - 1))
    expected = np.asarray(getattr(np, verb)(a, axis))
    out_layout = data.draw(st.none() | layouts(a.ndim - 1)) if a.ndim > 1 else None
    check(getattr(eidograph, verb), a, expected, data.draw(layouts(a.ndim)), out_layout=out_layout, axis=axis)


@examples(200)
@given(st.data(), shapes, st.sampled_from(ORDERED), st.sampled_from(INTEGERS), st.booleans(), seeds)
def test_both(tier, data, shape, dtype, kind, ties, seed):
    a = numbers(np.random.default_rng(seed), shape, dtype, ties)
    axis = data.draw(st.integers(-a.ndim, a.ndim - 1))
    ids, values = eidograph.argmax_max(lay_out(a, data.draw(layouts(a.ndim))), axis, kind)
    where = np.argmax(a, axis)
    assert_same(ids, np.asarray(where).astype(kind)[()])
    assert_same(values, np.take_along_axis(a, np.expand_dims(where, axis), axis).squeeze(axis)[()])


def test_one_axis_gives_numbers_as_numpy():
    a = np.array([1, 3, 2], np.uint8)
    assert type(eidograph.amax(a, 0)) is np.uint8 and eidograph.amin(a, 0) == 1
    assert eidograph.argmax_max(a, 0) == (1, 3)
