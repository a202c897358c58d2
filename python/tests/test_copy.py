# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import MOVED, NUMBERS, assert_same, check, examples, fill, layouts, seeds

import eidograph

shapes = st.lists(st.integers(0, 7), max_size=5) | st.lists(st.integers(1, 70), min_size=2, max_size=2)
CONVERTED = [d for d in MOVED if d != "float16"]


@examples(200)
@given(st.data(), st.sampled_from(MOVED), shapes, seeds)
def test_copy(tier, data, dtype, shape, seed):
    a = fill(np.random.default_rng(seed), shape, dtype)
    check(eidograph.copy, a, a, data.draw(layouts(a.ndim)), out_layout=data.draw(st.none() | layouts(a.ndim)))


def wrapped(a, dtype):
    """a.astype(dtype) where numpy's result is the same on every CPU; there: clamped, and 0 for NaN."""
    dtype = np.dtype(dtype)
    if a.dtype.kind != "f" or dtype.kind not in "iu":
        with np.errstate(all="ignore"):
            return a.astype(dtype)
    return clamped(np.trunc(a), dtype)


def clamped(whole, dtype):
    """Whole floats as the nearest integers."""
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    values = [0 if x != x else low if x <= low else high if x >= high else int(x) for x in whole.ravel().tolist()]
    return np.array(values, dtype).reshape(whole.shape)


def nearest(a, dtype):
    dtype = np.dtype(dtype)
    with np.errstate(all="ignore"):
        if dtype.kind == "f":
            return a.astype(dtype)
        if a.dtype.kind == "f":
            return clamped(np.rint(a), dtype)
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    return np.array([min(max(x, low), high) for x in a.ravel().tolist()], dtype).reshape(a.shape)


@examples(200)
@given(st.data(), st.sampled_from(CONVERTED), st.sampled_from(CONVERTED), shapes, seeds)
def test_astype(tier, data, dtype, to, shape, seed):
    a = fill(np.random.default_rng(seed), shape, dtype)
    check(eidograph.astype, a, wrapped(a, to), data.draw(layouts(a.ndim)),
          out_layout=data.draw(st.none() | layouts(a.ndim)), dtype=to)


@examples(200)
@given(st.data(), st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), shapes, seeds)
def test_saturate(tier, data, dtype, to, shape, seed):
    a = fill(np.random.default_rng(seed), shape, dtype)
    check(eidograph.saturate, a, nearest(a, to), data.draw(layouts(a.ndim)),
          out_layout=data.draw(st.none() | layouts(a.ndim)), dtype=to)


@pytest.mark.parametrize("dtype", [float, np.uint8, "int16", np.dtype("float32"), bool])
def test_a_dtype_is_anything_that_numpy_takes(dtype):
    assert eidograph.astype(np.array([0, 1, 200]), dtype).dtype == np.dtype(dtype)


def test_an_overlap_is_copied_first(tier):
    a = np.arange(100, dtype=np.int16)
    expected = a[:90].copy()
    eidograph.copy(a[:90], a[10:])
    assert_same(a[10:], expected)
    b = np.arange(12, dtype=np.float32).reshape(3, 4)
    square = b[:, :3]
    expected = square.T.astype(np.float32).copy()
    eidograph.astype(square.T, np.float32, square)
    assert_same(square, expected)


def test_saturate_in_place(tier):
    a = np.array([1.5, 2.5, -0.5, np.inf], np.float32)
    assert_same(eidograph.saturate(a, np.float32, a), np.array([1.5, 2.5, -0.5, np.inf], np.float32))


def test_scalars_and_eight_axes():
    a = np.arange(2**8, dtype=np.uint16).reshape([2] * 8)
    assert_same(eidograph.copy(a.T), a.T.copy())
    assert_same(eidograph.copy(np.array(7.5)), np.array(7.5))
