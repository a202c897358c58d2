# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import check, examples, fill, layouts, seeds

import eidograph

cv2 = pytest.importorskip("cv2")
cv2.ipp.setUseIPP(False)

MODES = ["nearest", "nearest_exact", "linear", "linear_exact", "area", "cubic", "lanczos4"]
sides = st.one_of(st.integers(1, 40), st.integers(1, 130))


def opencv(a, size, mode):
    made = cv2.resize(a, (size[1], size[0]), interpolation=getattr(cv2, f"INTER_{mode.upper()}"))
    return made.reshape(size + a.shape[2:])


@st.composite
def sizes(draw):
    """h, w and the size wanted; factors are often whole."""
    h, w = draw(sides), draw(sides)
    if draw(st.booleans()):
        return h, w, draw(sides), draw(sides)
    factor, other = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return (h * factor, w * other, h, w) if draw(st.booleans()) else (h, w, h * factor, w * other)


@examples(500)
@given(st.data(), st.sampled_from(MODES), st.sampled_from([np.uint8, np.float32]), st.sampled_from([None, 1, 2, 3, 4]),
       sizes(), seeds)
def test_every_mode_has_opencvs_pixels(tier, data, mode, dtype, channels, size, seed):
    h, w, *out = size
    rng, shape = np.random.default_rng(seed), (h, w) if channels is None else (h, w, channels)
    if dtype == np.float32:
        a = (rng.standard_normal(shape) * 100).astype(np.float32)
    else:
        a = rng.integers(0, 256, shape, dtype=np.uint8) if seed % 2 else rng.integers(0, 2, shape, dtype=np.uint8) * 255
    out_layout = data.draw(st.none() | layouts(a.ndim))
    check(eidograph.resize, a, opencv(a, tuple(out), mode), data.draw(layouts(a.ndim)), out_layout=out_layout,
          size=tuple(out), like=f"cv2.{mode}")


@pytest.mark.parametrize("mode", ["nearest", "nearest_exact"])
@pytest.mark.parametrize("dtype", eidograph.contracts()["cv2.nearest"]["dtypes"])
def test_nearest_picks_pixels_of_any_type(mode, dtype):
    a = fill(np.random.default_rng(1), (13, 17), dtype)
    rows = opencv(np.arange(13, dtype=np.float32).reshape(13, 1), (29, 1), mode)[:, 0].astype(int)
    columns = opencv(np.arange(17, dtype=np.float32).reshape(1, 17), (1, 5), mode)[0].astype(int)
    got = eidograph.resize(a, (29, 5), f"cv2.{mode}")
    assert got.dtype == a.dtype and got.tobytes() == a[rows][:, columns].tobytes()


def test_labels_are_scaled_by_any_nearest_contract():
    img, labels = np.zeros((7, 9, 3), np.uint8), np.arange(6, dtype=np.uint8).reshape(2, 3)
    for name in ("cv2.nearest", "cv2.nearest_exact"):
        scaled = eidograph.resize(labels, (7, 9), name)
        assert np.array_equal(eidograph.overlay(img, labels, "voc", 0.5, scale=name),
                              eidograph.overlay(img, scaled, "voc", 0.5))


@pytest.mark.parametrize("like", ["cv2.area.plain", "cv2.linear:5.0", "cv2.bilinear", "cv2."])
def test_names_that_are_none(like):
    with pytest.raises(ValueError, match=f"resize: like = '{like}'; expected"):
        eidograph.resize(np.zeros((4, 4), np.uint8), (2, 2), like)


def test_a_box_is_refused():
    with pytest.raises(ValueError, match=r"resize: box = \(1, 0, 4, 4\); expected the whole image"):
        eidograph.resize(np.zeros((4, 4), np.uint8), (2, 2), "cv2.area", (1, 0, 4, 4))
