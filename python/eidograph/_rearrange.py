# SPDX-License-Identifier: MIT
# einops' rearrange: an array is split into elementary axes, one a name; they are put in order; groups are merged.

import math
import operator
import re
from functools import lru_cache

import numpy as np

from ._core import copy


def _fail(pattern, reason):
    raise ValueError(f"rearrange: pattern = {pattern!r}: {reason}")


def _read_side(pattern, text):
    """The groups of one side, and all names. A group is a tuple, () for 1; an ellipsis without parentheses is "..."."""
    groups, names, group = [], [], None
    for token in re.findall(r"[()]|[^ ()]+", text):
        if token in "()":
            if (token == "(") == (group is not None):
                _fail(pattern, "its parentheses are nested or not balanced")
            if group is not None:
                groups.append(tuple(group))
            group = [] if token == "(" else None
            continue
        if token.isdecimal() and int(token) != 1:
            _fail(pattern, f"the axis {token} has no name; only 1 needs none")
        if not (token == "..." or token.isdecimal() or token.isidentifier() and token[0] != "_" != token[-1]):
            _fail(pattern, f"{token!r} is no axis: a name, 1 or ... (a name does not begin or end with _)")
        if token in names:
            _fail(pattern, f"{token} stands twice on one side")
        axis = [] if token.isdecimal() else [token]
        names += axis
        if group is None:
            groups.append(tuple(axis) if token != "..." else token)
        else:
            group += axis
    if group is not None:
        _fail(pattern, "its parentheses are not balanced")
    return groups, names


def _parse(pattern):
    sides = pattern.split("->")
    if len(sides) != 2:
        _fail(pattern, "expected two sides with one -> between them")
    (left, names), (right, right_names) = (_read_side(pattern, side) for side in sides)
    if lonely := set(names) ^ set(right_names):
        _fail(pattern, f"{', '.join(sorted(lonely))} on one side only")
    if "..." in names and "..." not in left:
        _fail(pattern, "an ellipsis inside parentheses is for the right side")
    return left, right, names


def _write_out(groups, count):
    """The ellipsis as `count` axes, named by their numbers."""
    for group in groups:
        if group == "...":
            yield from ((axis,) for axis in range(count))
        else:
            yield tuple(axis for name in group for axis in (range(count) if name == "..." else (name,)))


def _solve(pattern, groups, shape, sizes):
    """Adds the sizes that the shape tells, at most one a group."""
    for axis, (group, extent) in enumerate(zip(groups, shape)):
        unknown = [name for name in group if name not in sizes]
        known = math.prod(sizes[name] for name in group if name in sizes)
        if len(unknown) > 1:
            _fail(pattern, f"expected lengths for all but one of {', '.join(unknown)}")
        if (known == 0 or extent % known != 0) if unknown else known != extent:
            _fail(pattern, f"axis {axis} of a has length {extent}; its lengths multiply to {known}")
        if unknown:
            sizes[unknown[0]] = extent // known


@lru_cache(maxsize=256)
def _plan(pattern, shape, lengths):
    """The shape of the split array, the order of its axes, how many make each axis of the result (None: none is split
    or merged), its shape."""
    left, right, names = _parse(pattern)
    sizes = dict(lengths)
    for name, length in lengths:
        if name not in names or name == "...":
            _fail(pattern, f"it has no axis {name}")
        if length < 0:
            _fail(pattern, f"{name} = {length}; expected 0 or more")
    dots = len(shape) - len(left) + 1 if "..." in names else 0
    if dots < 0 or (len(shape) != len(left) and "..." not in names):
        _fail(pattern, f"a has {len(shape)} axes, its shape is {shape}; the left side names {len(left)}")
    left, right = list(_write_out(left, dots)), list(_write_out(right, dots))
    _solve(pattern, left, shape, sizes)
    before, after = ([name for group in side for name in group] for side in (left, right))
    result = tuple(math.prod(sizes[name] for name in group) for group in right)
    counts = None if all(len(group) == 1 for group in left + right) else list(map(len, right))
    return [sizes[name] for name in before], [before.index(name) for name in after], counts, result


def _is_mergeable(x, counts):
    """Whether each run of counts[i] axes of x is one evenly spaced axis."""
    axes = iter(zip(x.shape, x.strides))
    for count in counts:
        expected = None
        for extent, stride in reversed([next(axes) for _ in range(count)]):
            if extent != 1 and expected not in (None, stride):
                return False
            expected = expected if extent == 1 else stride * extent
    return True


def rearrange(a, pattern, /, *, out=None, **lengths):
    """The array with its axes split, put in order and merged. Equals einops.rearrange(a, pattern, **lengths).
    A view of a where its strides allow it, as in einops; else a copy, or what out says.

    a        any array; where it is copied what copy() takes.
    pattern  "h w c -> c h w";  "b (h p) w -> b h p w" with p=2;  "... c -> c (...)";  1 and () are axes of length 1.
    out      where the result goes, always written: the result's shape, a's dtype, any strides.

    Raises TypeError (a, pattern, dtype), ValueError (pattern, lengths, shapes)."""
    for name, value, expected in (("a", a, np.ndarray), ("pattern", pattern, str)):
        if not isinstance(value, expected):
            raise TypeError(f"rearrange: {name} is of type {type(value).__name__}; expected {expected.__name__}")
    for name, length in lengths.items():
        try:
            lengths[name] = operator.index(length)
        except TypeError:
            raise TypeError(f"rearrange: {name} is of type {type(length).__name__}; expected an integer") from None
    split, order, counts, shape = _plan(pattern, a.shape, tuple(lengths.items()))
    if counts is None and out is None:
        return a.transpose(order)
    x = a.reshape(split).transpose(order)
    if out is None:
        return (x if _is_mergeable(x, counts) else copy(x)).reshape(shape)
    if not isinstance(out, np.ndarray):
        raise TypeError(f"rearrange: out is of type {type(out).__name__}; expected ndarray")
    if out.shape != shape:
        raise ValueError(f"rearrange: out has shape {out.shape}; expected {shape}")
    copy(x, out.reshape(x.shape))  # axes are only split: a view
    return out
