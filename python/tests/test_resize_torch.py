# SPDX-License-Identifier: MIT
"""resize as torch does, against the installed torch; the C++ tests hold hashes for where there is none."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import check, examples, layouts, seeds

import eidograph

torch = pytest.importorskip("torch")

MODES = {"torch_u8.bilinear": ("bilinear", True), "torch_u8.bicubic": ("bicubic", True),
         "torch_u8.lanczos": ("lanczos", True), "torch_u8.bilinear_noaa": ("bilinear", False),
         "torch_u8.bicubic_noaa": ("bicubic", False), "torch.nearest": ("nearest", False),
         "torch.nearest_exact": ("nearest-exact", False), "torch.bilinear": ("bilinear", False),
         "torch.bicubic": ("bicubic", False), "torch.bilinear_aa": ("bilinear", True),
         "torch.bicubic_aa": ("bicubic", True)}
sides = st.one_of(st.integers(1, 40), st.integers(1, 130))


def interpolate(a, size, name, corners, planes, threads):
    torch.set_num_threads(threads)
    mode, antialias = MODES[name]
    tensor = torch.from_numpy(a.reshape(*a.shape, 1) if a.ndim == 2 else a).permute(2, 0, 1)[None]
    tensor = tensor.contiguous() if planes else tensor
    corners = corners if mode in ("bilinear", "bicubic") else None
    made = torch.nn.functional.interpolate(tensor, size, mode=mode, antialias=antialias, align_corners=corners)
    return made[0].permute(1, 2, 0).contiguous().numpy().reshape(size + a.shape[2:])


@examples(400)
@given(st.data(), st.sampled_from(list(MODES)), st.sampled_from([None, 1, 2, 3, 4]), sides, sides, sides, sides,
       st.booleans(), seeds)
def test_every_mode_has_torchs_pixels(tier, data, name, channels, h, w, out_h, out_w, corners, seed):
    rng, shape = np.random.default_rng(seed), (h, w) if channels is None else (h, w, channels)
    a = rng.integers(0, 256, shape, dtype=np.uint8) if "_u8" in name else rng.random(shape, dtype=np.float32)
    like, planes = name, False
    if name in ("torch.bilinear", "torch.nearest_exact") and data.draw(st.booleans()):
        like, planes = name + ".contiguous", True
    threads = data.draw(st.sampled_from([1, 2]))
    if threads == 1 and name == "torch.bilinear":
        like += ".single_thread"
    if corners and MODES[name][0] in ("bilinear", "bicubic"):
        like += ".align_corners"
    expected = interpolate(a, (out_h, out_w), name, corners, planes, threads)
    check(eidograph.resize, a, expected, data.draw(layouts(a.ndim)), out_layout=data.draw(st.none() | layouts(a.ndim)),
          size=(out_h, out_w), like=like)


@pytest.mark.parametrize("like", ["torch_u8.lanczos.align_corners", "torch.bicubic.contiguous", "tf.bilinear.plain",
                                  "torch.bilinear:2.15", "tflite.nearest.contiguous"])
def test_endings_that_a_name_does_not_take(like):
    with pytest.raises(ValueError, match=f"resize: like = '{like}'; expected behind '"):
        eidograph.resize(np.zeros((4, 4), np.float32), (2, 2), like)


@pytest.mark.parametrize("like, dtype", [("torch_u8.bilinear", "float32"), ("torch.bilinear", "uint8"),
                                         ("tf.bilinear", "uint8"), ("tflite.bilinear", "int16")])
def test_dtypes_that_a_contract_does_not_take(like, dtype):
    with pytest.raises(TypeError, match="resize: a has dtype"):
        eidograph.resize(np.zeros((4, 4), dtype), (2, 2), like)
    with pytest.raises(TypeError, match="overlay: mask has dtype"):
        eidograph.overlay(np.zeros((4, 4, 3), np.uint8), np.zeros((2, 2), dtype), (1, 2, 3), 0.5, scale=like)


def test_tensorflows_grids():
    a = np.array([[0, 3]], np.float32)
    assert eidograph.resize(a, (1, 4), "tf.bilinear").tolist() == [[0, 0.75, 2.25, 3]]
    assert eidograph.resize(a, (1, 4), "tf.bilinear.legacy").tolist() == [[0, 1.5, 3, 3]]
    assert eidograph.resize(a, (1, 4), "tf.bilinear.align_corners").tolist() == [[0, 1, 2, 3]]
    assert eidograph.resize(a, (1, 4), "tf.nearest.align_corners").tolist() == [[0, 0, 3, 3]]
    assert eidograph.resize(a, (1, 4), "tflite.nearest.legacy").tolist() == [[0, 0, 3, 3]]
