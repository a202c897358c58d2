# SPDX-License-Identifier: MIT
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import check, examples, layouts, seeds
from test_resize import CHANNELS, image_of, random_pixels

import eidograph

sides = st.one_of(st.integers(1, 20), st.integers(1, 90))
factors = st.one_of(st.integers(1, 6), st.integers(1, 40))


@examples(500)
@given(seed=seeds, mode=st.sampled_from([m for m in CHANNELS if m != "I;16"]), h=sides, w=sides, fh=factors, fw=factors,
       data=st.data())
def test_equals_pillow(tier, seed, mode, h, w, fh, fw, data):
    a = random_pixels(seed, mode, h, w)
    expected = np.asarray(image_of(a, mode).reduce((fw, fh)))
    out_layout = data.draw(st.none() | layouts(a.ndim))
    check(eidograph.reduce, a, expected, data.draw(layouts(a.ndim)), out_layout=out_layout, factor=(fh, fw),
          plain=mode == "CMYK")


def test_one_number_for_both_sides():
    a = random_pixels(1, "RGB", 50, 31)
    assert np.array_equal(eidograph.reduce(a, 3), np.asarray(Image.fromarray(a).reduce(3)))


@pytest.mark.parametrize(("shape", "factor", "words"), [
    ((4, 4), 0, "factor = (0, 0)"), ((4, 4), (2, -1), "factor = (2, -1)"), ((4, 4, 5), 2, "(4, 4, 5)"), ((0, 4), 2, "(0, 4)"),
])
def test_errors(shape, factor, words):
    with pytest.raises(ValueError) as caught:
        eidograph.reduce(np.zeros(shape, np.uint8), factor)
    assert words in str(caught.value)
    with pytest.raises(TypeError):
        eidograph.reduce(np.zeros((4, 4), np.int16), 2)
