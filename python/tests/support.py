# SPDX-License-Identifier: MIT
"""Random arrays that lie in memory in every way that numpy can arrange, and the comparison of bits."""

import os

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

NUMBERS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"]
MOVED = ["bool", "float16", *NUMBERS]

seeds = st.integers(0, 2**32 - 1)


def examples(count):
    """So many cases, or what EIDO_HYPOTHESIS_EXAMPLES says."""
    return settings(max_examples=int(os.environ.get("EIDO_HYPOTHESIS_EXAMPLES", count)))


def fill(rng, shape, dtype):
    """Values all over the range of a type. Floats: numbers of one size, with a few infinities, NaNs and zeros."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        values = (rng.standard_normal(shape) * 100).astype(dtype)
        special = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 0.5, 1.5, 255.5], dtype)
        return np.where(rng.random(shape) < 0.1, rng.choice(special, shape), values)
    if dtype.kind == "b":
        return rng.integers(0, 2, shape).astype(bool)
    return rng.integers(np.iinfo(dtype).min, np.iinfo(dtype).max, shape, dtype, endpoint=True)


@st.composite
def layouts(draw, rank):
    """How an array lies: the order of its axes in memory, and the step along each."""
    order = draw(st.permutations(range(rank)))
    steps = draw(st.lists(st.sampled_from([1, 1, 1, -1, 2, -3]), min_size=rank, max_size=rank))
    return order, steps


def lay_out(values, layout, fill_value=None):
    """A read-only view with these values, strided as the layout says, in memory of its own; or, for results, a writable
    one of that shape full of fill_value, the gaps between its elements too."""
    order, steps = layout
    shape = [values.shape[axis] for axis in order]
    room = [extent * abs(steps[axis]) + 1 for axis, extent in zip(order, shape)]
    memory = np.full(room, 0 if fill_value is None else fill_value, values.dtype)
    inner = memory[(*(slice(1, None) for _ in room), ...)]
    inner = inner[(*(slice(0, extent * abs(steps[axis]), abs(steps[axis])) for axis, extent in zip(order, shape)), ...)]
    view = inner.transpose(np.argsort(order))
    view = view[(*(slice(None, None, -1 if step < 0 else 1) for step in steps), ...)]
    assert view.shape == values.shape
    if fill_value is None:
        view[...] = values
        view.flags.writeable = False
    return view


def assert_same(got, expected):
    """Equal shape, dtype and bits; any NaN equals any NaN."""
    assert isinstance(got, (np.ndarray, np.generic))
    assert got.dtype == expected.dtype and got.shape == expected.shape
    if got.dtype.kind == "f":
        got, expected = (np.where(np.isnan(x), np.array(np.nan, x.dtype), x) for x in (got, expected))
    assert got.tobytes() == expected.tobytes()


def check(verb, a, expected, layout, *, out_layout=None, **options):
    """verb(a) on a as the layout says, into a new array or into out= as out_layout says: the values that are expected,
    and nothing written anywhere else."""
    src = lay_out(a, layout)
    if out_layout is None:
        got = verb(src, **options)
        assert got.flags.c_contiguous and got.flags.writeable if isinstance(got, np.ndarray) else got.shape == ()
        assert_same(got, expected)
        return
    out = lay_out(np.empty_like(expected), out_layout, fill_value=77)
    assert verb(src, out=out, **options) is out
    assert_same(out, expected)
    out[...] = 77
    memory = out if out.base is None else out.base
    assert (memory == np.array(77).astype(memory.dtype)).all()
