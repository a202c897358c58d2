# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import assert_same, check, examples, layouts, seeds

import eidograph

INTEGERS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]


def scores(rng, shape, kind):
    if kind == "ties":
        return rng.integers(-2, 3, shape).astype(np.float32)
    x = rng.standard_normal(shape).astype(np.float32)
    if kind == "special":
        special = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0], np.float32)
        x = np.where(rng.random(shape) < 0.3, rng.choice(special, shape), x)
    return x


@examples(300)
@given(st.data(),
       st.lists(st.integers(1, 9), min_size=1, max_size=5) | st.lists(st.integers(1, 120), min_size=1, max_size=2),
       st.sampled_from(["plain", "ties", "special"]), st.sampled_from(INTEGERS), seeds)
def test_argmax(tier, data, shape, kind, dtype, seed):
    a = scores(np.random.default_rng(seed), shape, kind)
    axis = data.draw(st.integers(-a.ndim, a.ndim - 1))
    expected = np.asarray(np.argmax(a, axis)).astype(dtype)
    out_layout = data.draw(st.none() | layouts(a.ndim - 1)) if a.ndim > 1 else None
    check(eidograph.argmax, a, expected, data.draw(layouts(a.ndim)), out_layout=out_layout, axis=axis, dtype=dtype)


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
def test_planes_and_pixels(tier, axis):
    a = scores(np.random.default_rng(3), (5, 37, 53), "special")
    assert_same(eidograph.argmax(a, axis), np.argmax(a, axis))
    assert_same(eidograph.argmax(a, axis, np.uint8), np.argmax(a, axis).astype(np.uint8))


def test_one_axis_gives_a_number_as_numpy():
    got = eidograph.argmax(np.array([1, 3, 2], np.float32), 0)
    assert type(got) is np.int64 and got == 1
    assert type(eidograph.argmax(np.array([1, 3, 2], np.float32), 0, np.uint8)) is np.uint8


def test_out_decides_the_dtype():
    out = np.empty(2, np.uint16)
    assert eidograph.argmax(np.eye(2, dtype=np.float32), 0, out=out) is out
    assert list(out) == [0, 1]


def test_no_lines():
    assert_same(eidograph.argmax(np.empty((0, 3), np.float32), 1), np.empty(0, np.int64))
