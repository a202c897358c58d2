# SPDX-License-Identifier: MIT
"""resize as onnxruntime does, against the installed one; the C++ tests hold hashes for where there is none."""
import pathlib
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import check, examples, layouts, seeds

import eidograph

sides = st.one_of(st.integers(1, 40), st.integers(1, 130))
GRIDS = ["half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "half_pixel_symmetric"]
ROUNDINGS = ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"]


@examples(400)
@given(st.data(), st.sampled_from(["linear", "nearest"]), st.sampled_from(GRIDS), st.sampled_from(ROUNDINGS),
       st.sampled_from([None, 1, 2, 3, 4]), sides, sides, sides, sides, seeds)
def test_every_mode_has_onnxruntimes_pixels(tier, data, mode, grid, rounding, channels, h, w, out_h, out_w, seed):
    pytest.importorskip("onnxruntime")
    sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tests" / "resample"))
    from onnx_model import resize

    rng, shape = np.random.default_rng(seed), (h, w) if channels is None else (h, w, channels)
    a = rng.standard_normal(shape).astype(np.float32)
    if mode == "nearest" and seed % 2:
        a = rng.integers(0, 256, shape, dtype=np.uint8)
    planes = np.ascontiguousarray(a.reshape(h, w, -1).transpose(2, 0, 1))
    expected = resize(planes, (out_h, out_w), mode, grid, rounding).transpose(1, 2, 0).reshape(out_h, out_w, *shape[2:])
    like = f"onnx.{mode}" + (f".{grid}" if grid != "half_pixel" else "")
    if mode == "nearest" and rounding != "round_prefer_floor":
        like += f".{rounding}"
    check(eidograph.resize, a, expected, data.draw(layouts(a.ndim)), out_layout=data.draw(st.none() | layouts(a.ndim)),
          size=(out_h, out_w), like=like)


def test_modes_that_are_known_by_heart():
    a = np.array([[0, 1, 2, 3]], np.uint8)
    assert eidograph.resize(a, (1, 2), "onnx.nearest").tolist() == [[0, 2]]
    assert eidograph.resize(a, (1, 2), "onnx.nearest.round_prefer_ceil").tolist() == [[1, 3]]
    assert eidograph.resize(a, (1, 2), "onnx.nearest.align_corners").tolist() == [[0, 3]]
    assert eidograph.resize(a, (1, 2), "onnx.nearest.ceil.asymmetric").tolist() == [[0, 2]]
    f = np.array([[0, 3]], np.float32)
    assert eidograph.resize(f, (1, 4), "onnx.linear").tolist() == [[0, 0.75, 2.25, 3]]
    assert eidograph.resize(f, (1, 4), "onnx.linear.asymmetric").tolist() == [[0, 1.5, 3, 3]]


@pytest.mark.parametrize("like", ["onnx.linear.floor", "onnx.nearest.legacy", "onnx.linear.align_corners.asymmetric",
                                  "onnx.nearest.floor.ceil", "onnx.linear.half_pixel"])
def test_endings_that_a_name_does_not_take(like):
    with pytest.raises(ValueError, match="resize: like"):
        eidograph.resize(np.zeros((4, 4), np.float32), (2, 2), like)
