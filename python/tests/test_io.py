# SPDX-License-Identifier: MIT
import io
import os
import pathlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from support import MOVED, assert_same, check, examples, fill, lay_out, layouts, seeds

import eidograph

MODES = {"rgb": "RGB", "bgr": "RGB", "rgba": "RGBA", "gray": "L"}
exact_jpeg = eidograph.decoder() == "libjpeg-turbo"


def photo(h=37, w=53, channels=3, seed=1):
    y, x = np.mgrid[:h, :w]
    waves = [np.sin(x / (7 + c)) * 60 + np.cos(y / (5 + c)) * 60 + 128 for c in range(channels)]
    noise = np.random.default_rng(seed).integers(-6, 7, (h, w, channels))
    return np.clip(np.stack(waves, 2) + noise, 0, 255).astype(np.uint8)


def pillows(file, mode):
    pixels = np.asarray(Image.open(file).convert(MODES[mode]))
    return pixels[..., ::-1] if mode == "bgr" else pixels


def contents(image, **options):
    file = io.BytesIO()
    image.save(file, **options)
    return file.getvalue()


IMAGES = {
    "rgb.png": contents(Image.fromarray(photo()), format="PNG"),
    "gray.png": contents(Image.fromarray(photo()[..., 0]), format="PNG"),
    "rgba.png": contents(Image.fromarray(photo(channels=4)), format="PNG"),
    "palette.png": contents(Image.fromarray(photo()).quantize(37), format="PNG"),
    "one_bit.png": contents(Image.fromarray(photo()).convert("1"), format="PNG"),
    "rgb.bmp": contents(Image.fromarray(photo()), format="BMP"),
    "rgb.jpg": contents(Image.fromarray(photo()), format="JPEG", quality=90),
    "progressive.jpg": contents(Image.fromarray(photo()), format="JPEG", progressive=True, subsampling=0),
    "gray.jpg": contents(Image.fromarray(photo()[..., 0]), format="JPEG"),
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", IMAGES)
def test_reads_pillows_pixels(tmp_path, name, mode):
    path = tmp_path / name
    path.write_bytes(IMAGES[name])
    expected = pillows(path, mode)
    got = eidograph.imread(path, mode)
    assert got.flags.writeable and got.flags.c_contiguous
    assert_same(eidograph.imread(os.fsencode(path), mode=mode), got)
    for data in (IMAGES[name], bytearray(IMAGES[name]), memoryview(IMAGES[name])):
        assert_same(eidograph.imdecode(data, mode), got)
    if name.endswith(".jpg") and not exact_jpeg:
        assert got.shape == expected.shape and np.abs(got.astype(int) - expected).max() <= 3
    else:
        assert_same(got, expected)


def test_sixteen_bits(tmp_path):
    values = np.random.default_rng(2).integers(0, 65536, (5, 7), dtype=np.uint16)
    Image.fromarray(values).save(tmp_path / "deep.png")
    assert_same(eidograph.imread(tmp_path / "deep.png", "gray", np.uint16), values)
    with pytest.raises(TypeError, match="imdecode: .*16"):
        eidograph.imdecode(IMAGES["gray.png"], "gray", np.uint16)


@settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.integers(1, 40), st.integers(1, 40), st.sampled_from([None, 1, 3, 4]),
       st.sampled_from([".png", ".bmp", ".PNG"]), seeds)
def test_writes_what_pillow_reads(tmp_path, data, h, w, channels, extension, seed):
    shape = (h, w) if channels is None else (h, w, channels)
    a = np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)
    path = str(tmp_path / f"picture{extension}")
    src = lay_out(a, data.draw(layouts(a.ndim)))
    assert eidograph.imwrite(path, src) is None
    assert pathlib.Path(path).read_bytes() == eidograph.imencode(extension, src)
    back = np.asarray(Image.open(path))
    if channels == 4 and extension == ".bmp":  # Pillow reads no alpha from it
        back, a = back[..., :3], a[..., :3]
    assert_same(back, a[..., 0] if channels == 1 else a)


@pytest.mark.parametrize("quality", [1, 75, 100])
def test_writes_jpeg(tmp_path, quality):
    a = photo()
    eidograph.imwrite(tmp_path / "a.jpg", a, quality=quality)
    if exact_jpeg:
        assert (tmp_path / "a.jpg").read_bytes() == contents(Image.fromarray(a), format="JPEG", quality=quality)
    else:
        assert np.asarray(Image.open(tmp_path / "a.jpg")).shape == a.shape


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif(tmp_path, orientation):
    image, exif = Image.fromarray(photo()), Image.Exif()
    exif[0x0112] = orientation
    image.save(tmp_path / "turned.png", exif=exif)
    assert eidograph.exif_orientation(tmp_path / "turned.png") == orientation
    upright = eidograph.exif_transpose(eidograph.imread(tmp_path / "turned.png"), orientation)
    assert_same(upright, np.asarray(ImageOps.exif_transpose(Image.open(tmp_path / "turned.png"))))


def test_no_exif(tmp_path):
    (tmp_path / "a.png").write_bytes(IMAGES["rgb.png"])
    assert eidograph.exif_orientation(str(tmp_path / "a.png")) == 1


TURNS = {1: lambda a: a, 2: lambda a: a[:, ::-1], 3: lambda a: a[::-1, ::-1], 4: lambda a: a[::-1],
         5: lambda a: a.swapaxes(0, 1), 6: lambda a: a[::-1].swapaxes(0, 1),
         7: lambda a: a[::-1, ::-1].swapaxes(0, 1), 8: lambda a: a[:, ::-1].swapaxes(0, 1)}


@examples(150)
@given(st.data(), st.integers(1, 8), st.sampled_from(MOVED), st.lists(st.integers(0, 6), min_size=2, max_size=3), seeds)
def test_exif_transpose(data, orientation, dtype, shape, seed):
    a = fill(np.random.default_rng(seed), shape, dtype)
    check(eidograph.exif_transpose, a, TURNS[orientation](a), data.draw(layouts(a.ndim)),
          out_layout=data.draw(st.none() | layouts(a.ndim)), orientation=orientation)


def test_failures_of_files(tmp_path):
    (tmp_path / "empty.png").touch()
    (tmp_path / "cut.png").write_bytes(IMAGES["rgb.png"][:200])
    (tmp_path / "a.gif").write_bytes(contents(Image.fromarray(photo()), format="GIF"))
    for name, exception in (("none.png", OSError), (".", OSError), ("empty.png", ValueError), ("cut.png", ValueError),
                            ("a.gif", NotImplementedError)):
        with pytest.raises(exception, match="imread: path = "):
            eidograph.imread(tmp_path / name)
    with pytest.raises(OSError, match="exif_orientation: path = "):
        eidograph.exif_orientation(tmp_path / "none.png")
    with pytest.raises(OSError, match="imwrite: path = "):
        eidograph.imwrite(tmp_path / "no_folder" / "a.png", photo())
    with pytest.raises(ValueError, match="imread: path = .*max_pixels = 1960"):
        (tmp_path / "a.png").write_bytes(IMAGES["rgb.png"])
        eidograph.imread(tmp_path / "a.png", max_pixels=37 * 53 - 1)
    with pytest.raises(ValueError, match="imdecode: data: "):
        eidograph.imdecode(b"")


def test_paths_that_are_not_utf8(tmp_path):
    with pytest.raises(OSError, match="imread: path = "):
        eidograph.imread(os.fsencode(tmp_path) + b"/\xff\xfe.png")
    path = tmp_path / "\u00fcmlaut.png"
    eidograph.imwrite(path, photo())
    assert_same(eidograph.imread(path), photo())
