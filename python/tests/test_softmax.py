# SPDX-License-Identifier: MIT
"""softmax, log_softmax and sigmoid: the bits of a model in numpy, in float32 and in a fixed order; and how far it is from
the truth in float64."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from softmax_model import sigmoid, softmax
from support import assert_same, check, examples, fill, layouts, seeds

import eidograph

f32 = np.float32
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")


def scores(rng, shape, kind):
    if kind == "special":
        return fill(rng, shape, np.float32)
    if kind == "apart":
        return (rng.standard_normal(shape) * 60).astype(f32)
    return (rng.standard_normal(shape) * 4).astype(f32)


shapes = st.lists(st.integers(1, 9), min_size=1, max_size=4) | st.lists(st.integers(1, 120), min_size=1, max_size=2)
kinds = st.sampled_from(["plain", "apart", "special"])


@pytest.mark.parametrize("verb", ["softmax", "log_softmax"])
@examples(200)
@given(st.data(), shapes, kinds, seeds)
def test_bits(tier, verb, data, shape, kind, seed):
    a = scores(np.random.default_rng(seed), shape, kind)
    axis = data.draw(st.integers(-a.ndim, a.ndim - 1))
    expected = softmax(a, axis, verb == "log_softmax")
    out_layout = data.draw(st.none() | layouts(a.ndim))
    check(getattr(eidograph, verb), a, expected, data.draw(layouts(a.ndim)), out_layout=out_layout, axis=axis)


@examples(100)
@given(st.data(), shapes, kinds, seeds)
def test_sigmoid(tier, data, shape, kind, seed):
    a = scores(np.random.default_rng(seed), shape, kind)
    check(eidograph.sigmoid, a, sigmoid(a), data.draw(layouts(a.ndim)), out_layout=data.draw(st.none() | layouts(a.ndim)))


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_axes_and_place_change_no_bits(tier, axis):
    a = scores(np.random.default_rng(5), (21, 37, 53), "plain")
    expected = eidograph.softmax(np.ascontiguousarray(np.moveaxis(a, axis, -1)), -1)
    assert_same(np.moveaxis(eidograph.softmax(a, axis), axis, -1), expected)
    assert eidograph.softmax(a, axis, out=a) is a
    assert_same(np.moveaxis(a, axis, -1), expected)


def test_the_truth_is_near(tier):
    rng = np.random.default_rng(6)
    a = (-rng.integers(0, 800, (21, 500)) / 64).astype(f32)
    a[0] = 0  # the largest, so that nothing is rounded before the exponentials
    e = np.exp(a.astype(float))
    truth = e / e.sum(0)
    assert (np.abs(eidograph.softmax(a, 0) / truth - 1) < 5 * 2.0**-24).all()
    assert (np.abs(eidograph.log_softmax(a, 0) - np.log(truth)) < 16 * 2.0**-24).all()
    assert (np.abs(eidograph.sigmoid(a) / (e / (1 + e)) - 1) < 5 * 2.0**-24).all()


def test_infinities_as_torch(tier):
    inf, nan = np.inf, np.nan
    a = np.array([[-inf, -inf], [1, inf], [nan, 1], [-inf, 3]], f32)
    assert_same(eidograph.softmax(a, 1), np.array([[nan, nan], [nan, nan], [nan, nan], [0, 1]], f32))
    assert_same(eidograph.log_softmax(a, 1)[3], np.array([-inf, 0], f32))
    assert_same(eidograph.sigmoid(np.array([inf, -inf, nan, 0], f32)), np.array([1, 0, nan, 0.5], f32))
    assert eidograph.softmax(np.zeros((0, 3), f32), 0).shape == (0, 3)


@pytest.mark.parametrize("verb", ["softmax", "log_softmax", "sigmoid"])
def test_float16(verb):
    """float16 is float32's result, rounded."""
    a = np.random.default_rng(3).normal(0, 4, (21, 40)).astype(np.float16)
    a[3, 5] = np.nan
    axis = () if verb == "sigmoid" else (0,)
    call = getattr(eidograph, verb)
    expected = call(a.astype(np.float32), *axis).astype(np.float16)
    assert call(a, *axis).dtype == np.float16
    assert_same(call(a, *axis), expected)
    assert call(a, *axis, out=a) is a
    assert_same(a, expected)
