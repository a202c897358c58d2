# SPDX-License-Identifier: MIT
from typing import NamedTuple

from . import _core


class Difference(NamedTuple):
    """What explain_diff found; str() is the report. A pair is (position, value in a, value in b)."""

    same: bool  # equal shapes and values
    shape_a: tuple
    shape_b: tuple
    compared: int  # elements looked at: 0 where the shapes differ
    differing: int  # elements with other values; NaN equals NaN, -0 equals 0
    other_bits: int  # elements of equal value whose bits differ
    one_nan: int  # differing elements of which one is NaN; they have no |a - b|
    first: "tuple | None"  # the first pair that differs, in C order
    largest: "tuple | None"  # the first pair with the largest |a - b|
    max_abs: "int | float"
    histogram: tuple  # elements by |a - b| 0, 1, 2, 3-4, 5-8 ... 65-128, more; floats: by steps between neighbours
    reversed_axis: "int | None"  # b equals a with this axis backwards
    order: "tuple | None"  # b equals np.transpose(a, order)
    text: str

    def __str__(self):
        return self.text


def explain_diff(a, b):
    """Where and by how much two arrays differ, and whether one is the other with channels or axes rearranged.

    Like np.testing.assert_array_equal(a, b), but it reports and does not fail.

    a, b  arrays of one dtype (integers, float32, float64) and number of axes; other shapes are a finding.

    Raises TypeError (dtypes), ValueError (other numbers of axes)."""
    return Difference(*_core.explain_diff(a, b))
