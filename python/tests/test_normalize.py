# SPDX-License-Identifier: MIT
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from support import assert_same, check, examples, fill, layouts, seeds

import eidograph

values = st.floats(-300, 300, width=32)
scales = st.floats(0.001, 300) | st.floats(-300, -0.001)


def torchvision(a, mean, std, axis):
    """ToTensor for bytes, then Normalize: float32, one rounding a step."""
    along = [1] * a.ndim
    along[axis] = -1
    mean, std = (np.asarray(v, np.float32).reshape(along) for v in (mean, std))
    x = a.astype(np.float32) / np.float32(255) if a.dtype == np.uint8 else a
    return (x - mean) / std


@examples(300)
@given(st.data(), st.sampled_from(["uint8", "float32"]), st.lists(st.integers(0, 9), min_size=1, max_size=5), seeds)
def test_every_bit_of_torchvision(tier, data, dtype, shape, seed):
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    if data.draw(st.booleans()):
        shape[axis] = 3
    per_channel = data.draw(st.booleans()) and shape[axis] > 0
    count = shape[axis] if per_channel else 1
    mean = data.draw(st.lists(values, min_size=count, max_size=count))
    std = data.draw(st.lists(scales, min_size=count, max_size=count))
    a = fill(np.random.default_rng(seed), shape, dtype)
    with np.errstate(all="ignore"):
        expected = torchvision(a, mean, std, axis)
    if not per_channel and data.draw(st.booleans()):
        mean, std = mean[0], np.float64(std[0])
    check(eidograph.normalize, a, expected, data.draw(layouts(a.ndim)),
          out_layout=data.draw(st.none() | layouts(a.ndim)), mean=mean, std=std, like="torchvision", axis=axis)


@examples(40)
@given(st.integers(1, 300), st.sampled_from([1, 2, 3, 4, 7]), seeds)
def test_long_rows_and_planes(tier, w, channels, seed):
    rng = np.random.default_rng(seed)
    a = rng.integers(0, 256, (3, w, channels), dtype=np.uint8)
    mean, std = rng.random(channels), rng.random(channels) + 0.1
    expected = torchvision(a, mean, std, -1)
    assert_same(eidograph.normalize(a, mean, std), expected)
    planes = np.empty((channels, 3, w), np.float32)
    assert eidograph.normalize(a, tuple(mean), list(std), out=planes.transpose(1, 2, 0)).base is planes
    assert_same(planes.transpose(1, 2, 0), expected)


def test_every_byte(tier):
    a = np.arange(256, dtype=np.uint8).reshape(1, 256, 1)
    for mean, std in ((0.485, 0.229), (0.5, 0.5), (0.26862954, 0.27577711)):
        assert_same(eidograph.normalize(a, mean, std), torchvision(a, mean, std, -1))


def test_in_place(tier):
    a = np.random.default_rng(1).random((5, 6, 3), np.float32)
    expected = torchvision(a, (0.1, 0.2, 0.3), (2, 3, 4), -1)[::-1]
    turned = a[::-1]
    assert eidograph.normalize(turned, (0.1, 0.2, 0.3), (2, 3, 4), out=turned) is turned
    assert_same(turned, expected)
