# SPDX-License-Identifier: MIT
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import assert_same, check, examples, fill, layouts, seeds

import eidograph
from eidograph import CenterCrop, Compose, Normalize, Resize, ToCHW, ToTensor

sides = st.integers(1, 60)
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def torchvisions(a, edge, crop, filter_name):
    """Resize(edge), CenterCrop(crop), ToTensor(), Normalize(MEAN, STD) in Pillow and numpy; None where Resize gives
    nothing. a: (h, w, 3)."""
    h, w = a.shape[:2]
    long = int(edge * max(h, w) / min(h, w))
    size = (edge, long) if w <= h else (long, edge)
    image = Image.fromarray(a).resize(size, Image.Resampling[filter_name.upper()])
    small = np.asarray(image)
    pad = [(max(c - n, 0) // 2, (max(c - n, 0) + 1) // 2) for c, n in zip(crop, small.shape)]
    small = np.pad(small, (*pad, (0, 0)))
    top, left = (round((n - c) / 2) for c, n in zip(crop, small.shape))
    part = small[top:top + crop[0], left:left + crop[1]]
    x = part.transpose(2, 0, 1).astype(np.float32) / np.float32(255)
    return (x - np.float32(MEAN)[:, None, None]) / np.float32(STD)[:, None, None]


@examples(400)
@given(st.data(), sides, sides, sides, sides, sides, seeds, st.sampled_from(["bilinear", "bicubic", "lanczos", "box"]))
def test_compose_is_pillow_and_numpy(tier, data, h, w, edge, out_h, out_w, seed, name):
    a = np.random.default_rng(seed).integers(0, 256, (h, w, 3), dtype=np.uint8)
    expected = torchvisions(a, edge, (out_h, out_w), name)
    stages = Compose([Resize(edge, f"pillow.{name}"), CenterCrop((out_h, out_w)), ToTensor(), Normalize(MEAN, STD)])
    check(stages, a, expected, data.draw(layouts(3)), out_layout=data.draw(st.none() | layouts(3)))


@examples(300)
@given(st.data(), st.sampled_from(["pillow.bilinear", "pillow.bicubic.plain:12.1", "pillow.nearest", "cv2.linear",
                                   "cv2.area", "cv2.cubic"]),
       st.sampled_from(["uint8", "float32"]), st.sampled_from([None, 1, 2, 3, 4]), sides, sides, sides, sides, sides,
       sides, seeds, st.tuples(*[st.booleans()] * 4), st.sampled_from(["torchvision.center_crop", "hf.center_crop"]))
def test_compose_is_its_stages(data, like, dtype, channels, h, w, size_h, size_w, crop_h, crop_w, seed, has, crop):
    shape = (h, w) if channels is None else (h, w, channels)
    a = fill(np.random.default_rng(seed), shape, dtype) if dtype == "uint8" else np.float32(
        np.random.default_rng(seed).standard_normal(shape))
    stages, expected = [], a
    if has[0]:
        stages.append(Resize((size_h, size_w), like))
        expected = eidograph.resize(expected, (size_h, size_w), like)
    if has[1]:
        stages.append(CenterCrop((crop_h, crop_w), crop))
        expected = eidograph.center_crop(expected, (crop_h, crop_w), crop)
    if has[2]:
        stages.append(Normalize(0.4, 0.3))
        expected = eidograph.normalize(expected, 0.4, 0.3)
    if has[3]:
        stages.append(ToCHW())
        expected = expected.reshape(*expected.shape[:2], -1).transpose(2, 0, 1)
    check(Compose(stages), a, np.ascontiguousarray(expected), data.draw(layouts(a.ndim)),
          out_layout=data.draw(st.none() | layouts(expected.ndim)))


@pytest.mark.parametrize("name", [n for n, facts in eidograph.contracts().items() if facts["kind"] == "resize"])
def test_compose_takes_every_resize(name):
    pixels = np.random.default_rng(1).integers(0, 256, (9, 13, 3), dtype=np.uint8)
    for dtype in {"uint8", "float32"} & set(eidograph.contracts()[name]["dtypes"]):
        a = pixels.astype(dtype)
        small = eidograph.center_crop(eidograph.resize(a, (11, 7), name), (6, 5))
        assert_same(Compose([Resize((11, 7), name), CenterCrop((6, 5))])(a), small)
        expected = eidograph.normalize(small, MEAN, STD).transpose(2, 0, 1)
        assert_same(Compose([Resize((11, 7), name), CenterCrop((6, 5)), Normalize(MEAN, STD), ToCHW()])(a),
                    np.ascontiguousarray(expected))


def test_compose_keeps_plans_and_serves_threads():
    stages = Compose([Resize(20), CenterCrop(16), ToTensor()])
    images = [np.random.default_rng(k).integers(0, 256, (30 + k % 12, 40, 3), dtype=np.uint8) for k in range(24)]
    expected = [Compose(stages.stages)(a) for a in images]
    failed = []

    def work():
        for a, want in zip(images, expected):
            if not np.array_equal(stages(a), want):
                failed.append(a.shape)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed and len(stages._plans) <= Compose.KEPT
    out = np.zeros((3, 16, 16), np.float32)
    assert stages(images[0], out) is out
    assert_same(out, expected[0])
    assert "Resize(size=20" in repr(stages)


def test_what_cannot_be_is_refused():
    a = np.zeros((4, 5, 3), np.uint8)
    for bad in (lambda: Compose([ToTensor(), Resize(3)]), lambda: Compose([Resize(3), Resize(3)]),
                lambda: Compose([Resize(0)])(a), lambda: Compose([Resize((3, 0))])(a),
                lambda: Compose([CenterCrop(0)])(a), lambda: Compose([CenterCrop((1, 2, 3))])(a),
                lambda: Compose([Resize(3, "torchvision")])(a), lambda: Compose([CenterCrop(3, "pillow.pad")])(a),
                lambda: Compose([Normalize([1, 2], [1, 2])])(a), lambda: Compose([Normalize([1, 2], [1])])(a),
                lambda: Compose([Normalize(0, 0)])(a), lambda: Compose([Resize(3)])(a, np.zeros((3, 4, 3), np.uint8)),
                lambda: Compose([ToCHW()])(a, a), lambda: Compose([Resize(2)])(a[0, 0])):
        with pytest.raises(ValueError):
            bad()
    for bad in (lambda: Compose([3]), lambda: Compose([ToTensor()])(a.astype(np.float32)),
                lambda: Compose([Resize(2)])(a.astype(np.int32)), lambda: Compose([Resize(2.5)])(a),
                lambda: Compose([Normalize(0, 1)])(a.astype(np.float64))):
        with pytest.raises(TypeError):
            bad()
