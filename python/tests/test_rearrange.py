# SPDX-License-Identifier: MIT
import einops
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import MOVED, examples, fill, lay_out, layouts, seeds

import eidograph


@st.composite
def patterns(draw):
    """A pattern that fits an array, the array's shape, and the lengths that it needs."""
    names = [f"a{i}" for i in range(draw(st.integers(1, 6)))]
    sizes = {name: draw(st.integers(1, 4)) for name in names}
    dots = draw(st.none() | st.lists(st.integers(1, 3), max_size=2))

    def side(order, grouped_dots):
        groups, at = [], 0
        while at < len(order):
            count = draw(st.integers(1, 3))
            group = order[at : at + count]
            if "..." in group and not grouped_dots and len(group) > 1:
                group = order[at : at + 1] if order[at] == "..." else group[: group.index("...")]
            at += len(group)
            groups.append(group)
            if draw(st.integers(0, 5)) == 0:
                groups.append([])
        return groups

    def text(groups):
        return " ".join(group[0] if len(group) == 1 else draw(st.sampled_from(["()", "1"])) if not group
                        else f"({' '.join(group)})" for group in groups)

    axes = names + (["..."] if dots is not None else [])
    left, right = side(draw(st.permutations(axes)), False), side(draw(st.permutations(axes)), True)
    shape, lengths = [], {}
    for group in left:
        shape += dots if group == ["..."] else [int(np.prod([sizes[name] for name in group]))]
        known = group[:-1] if draw(st.booleans()) else group
        lengths.update({name: sizes[name] for name in known if name != "..." and len(group) > 1})
    return f"{text(left)} -> {text(right)}", shape, lengths


@examples(500)
@given(st.data(), patterns(), st.sampled_from(MOVED), seeds)
def test_as_einops(data, case, dtype, seed):
    pattern, shape, lengths = case
    a = lay_out(fill(np.random.default_rng(seed), shape, dtype), data.draw(layouts(len(shape))))
    expected = einops.rearrange(a, pattern, **lengths)
    got = eidograph.rearrange(a, pattern, **lengths)
    assert got.shape == expected.shape and got.dtype == expected.dtype and got.tobytes() == expected.tobytes()
    assert np.may_share_memory(got, a) == np.may_share_memory(expected, a)
    out = lay_out(np.empty_like(expected), data.draw(layouts(expected.ndim)), fill_value=1)
    assert eidograph.rearrange(a, pattern, out=out, **lengths) is out
    assert out.tobytes() == expected.tobytes()


@pytest.mark.parametrize("pattern", ["h w c -> c h w", "h w c -> w h c", "h w c -> 1 (h w) c", "(h p) w c -> h p w c"])
def test_views_where_einops_gives_views(pattern):
    a = np.zeros((4, 6, 3))
    assert np.may_share_memory(eidograph.rearrange(a, pattern, **({"p": 2} if "p" in pattern else {})), a)


@pytest.mark.parametrize("pattern", [
    "h w c", "h w c -> c h w -> c", "h w c -> c h", "h w c -> c h w d", "h w c -> c h h", "h h c -> c h",
    "(h w c -> c h w", "h w) c -> c h w", "((h) w) c -> c h w", "h w c 2 -> c h w 2", "h w 3c -> 3c h w",
    "h w _c -> _c h w", "h w c_ -> c_ h w", "h w c. -> c. h w", ".. c -> c ..", "... ... c -> c ...",
    "(... w) c -> ... w c", "h w -> w h", "h w c d -> d c h w", "h w c d ... -> d c h w ...", "(h p) w c -> h p w c",
    "1 w c -> w c", "h w c -> c\th w", "h-w c -> c h-w", "a...->...a"])
def test_bad_patterns(pattern):
    a = np.zeros((4, 6, 3))
    with pytest.raises((einops.EinopsError, ValueError)):
        einops.rearrange(a, pattern)
    with pytest.raises(ValueError, match="rearrange: pattern = "):
        eidograph.rearrange(a, pattern)


@pytest.mark.parametrize("lengths", [{"p": 3}, {"q": 2}, {"p": 0}, {"p": -2}, {"p": 2, "h": 3}])
def test_bad_lengths(lengths):
    with pytest.raises(ValueError, match="rearrange: pattern = "):
        eidograph.rearrange(np.zeros((4, 6)), "(h p) w -> h p w", **lengths)


def test_the_ellipsis_may_stand_for_no_axis():
    a = np.arange(6).reshape(2, 3)
    for pattern in ("a b ... -> b a ...", "... a b -> (... a) b", "a ... b -> b (...) a"):
        assert np.array_equal(eidograph.rearrange(a, pattern), einops.rearrange(a, pattern))


def test_axes_may_be_named_as_the_parameters():
    a = np.arange(12).reshape(6, 2)
    expected = einops.rearrange(a, "(x y) z -> z y x", x=2)
    np.testing.assert_array_equal(eidograph.rearrange(a, "(a b) c -> c b a", a=2), expected)
    np.testing.assert_array_equal(eidograph.rearrange(a, "(pattern b) c -> c b pattern", pattern=2), expected)
