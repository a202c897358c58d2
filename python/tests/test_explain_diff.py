# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import NUMBERS, examples, fill, lay_out, layouts, seeds

import eidograph


@examples(200)
@given(st.data(), st.sampled_from(NUMBERS), st.lists(st.integers(0, 5), max_size=6), seeds)
def test_counts_and_places(data, dtype, shape, seed):
    rng = np.random.default_rng(seed)
    a, b = fill(rng, shape, dtype), fill(rng, shape, dtype)
    b = np.where(rng.random(shape) < 0.5, a, b)
    d = eidograph.explain_diff(lay_out(a, data.draw(layouts(a.ndim))), lay_out(b, data.draw(layouts(a.ndim))))
    differs = ~((a == b) | ((a != a) & (b != b)))
    assert (d.shape_a, d.shape_b, d.compared) == (a.shape, b.shape, a.size)
    assert d.differing == differs.sum() == a.size - d.histogram[0] and sum(d.histogram) == a.size
    assert d.same == (not differs.any())
    if d.same:
        assert d.first is None and d.largest is None and str(d).startswith("same: ")
        return
    place = tuple(int(i) for i in np.argwhere(differs)[0])
    assert d.first[0] == place
    assert np.array_equal(np.array(d.first[1:], dtype), [a[place], b[place]], equal_nan=a.dtype.kind == "f")
    if d.largest is not None:
        place, x, y = d.largest
        assert abs(float(x) - float(y)) == pytest.approx(float(d.max_abs))
        assert str(place) in str(d)


@pytest.mark.parametrize("ndim", [2, 3, 4])
def test_rearrangements(ndim):
    a = np.arange(2 * 3 * 4 * 5, dtype=np.int16).reshape(2, 3, 4, 5)[(0,) * (4 - ndim)]
    for axis in range(ndim):
        d = eidograph.explain_diff(a, np.flip(a, axis))
        assert d.reversed_axis == axis and f"axis {axis} reversed" in str(d)
    order = (*range(ndim - 2), ndim - 1, ndim - 2)
    d = eidograph.explain_diff(a, a.transpose(order))
    assert d.order == order and f"transpose(a, {order})" in str(d) and d.shape_b == a.transpose(order).shape


def test_the_report():
    a = np.zeros((2, 3), np.uint8)
    b = a.copy()
    b[1, 2] = 7
    d = eidograph.explain_diff(a, b)
    assert str(d).splitlines()[0] == (
        "differing: 1 of 6 (16.667 %), max |a - b| 7 at (1, 2): 0 and 7, first at (1, 2): 0 and 7")
    assert d.max_abs == 7 and d.first == d.largest == ((1, 2), 0, 7)
    assert d.text == str(d)
    rgb = np.arange(12, dtype=np.float32).reshape(2, 2, 3)
    assert "RGB and BGR?" in str(eidograph.explain_diff(rgb, rgb[..., ::-1]))


def test_nan_and_negative_zero():
    d = eidograph.explain_diff(np.array([np.nan, 0.0, np.nan]), np.array([np.nan, -0.0, 1.0]))
    assert (d.differing, d.other_bits, d.one_nan, d.largest) == (1, 1, 1, None)
