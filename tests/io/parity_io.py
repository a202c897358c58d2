# SPDX-License-Identifier: MIT
"""Compares the io room with Pillow and numpy.

    python parity_io.py IO_PARITY_PROGRAM

Writes pictures and arrays of every kind into a temporary folder, with the arrays that Pillow and numpy read from them,
lets the program (io_parity_main.cpp) read the same files, and then looks at the files that the program wrote.
Prints counts; exit code 0 when nothing differs.
"""

import io
import os
import struct
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image, ImageOps

import parity_io_files as files

SIZES = [(1, 1), (1, 2), (3, 1), (5, 7), (8, 8), (17, 9), (33, 31), (64, 40)]  # (h, w)
FORMATS = {"rgb": "RGB", "bgr": "RGB", "rgba": "RGBA", "gray": "L"}


class Folder:
    def __init__(self, path):
        self.path = path
        self.lines = []
        self.count = 0

    def name(self, suffix):
        self.count += 1
        return f"{self.count}{suffix}"

    def at(self, name):
        return os.path.join(self.path, name)

    def put(self, suffix, data):
        name = self.name(suffix)
        with open(self.at(name), "wb") as f:
            f.write(data)
        return name

    def array(self, a):
        name = self.name(".npy")
        np.save(self.at(name), a)
        return name

    def case(self, *words):
        self.lines.append(" ".join(str(w) for w in words))

    def picture(self, suffix, data, verb="read"):
        """A file and what Pillow makes of it, in every format."""
        name = self.put(suffix, data)
        for ours, theirs in FORMATS.items():
            with Image.open(io.BytesIO(data)) as image:
                a = np.asarray(image.convert(theirs))
            self.case(verb, ours, name, self.array(a[:, :, ::-1].copy() if ours == "bgr" else a))
        return name


def saved(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


def pictures(rng, h, w):
    smooth = (np.add.outer(np.arange(h) * 3, np.arange(w) * 5)[..., None] + np.array([0, 60, 120])) % 256
    noise = rng.integers(0, 256, (h, w, 3))
    yield ((smooth * 3 + noise) // 4).astype(np.uint8)
    yield noise.astype(np.uint8)


def png_cases(folder, rng):
    for h, w in SIZES:
        for depth, color in files.PNG_KINDS:
            for interlaced in (False, True):
                channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
                samples = rng.integers(0, 1 << depth, (h, w, channels))
                if depth == 16 and rng.integers(2):
                    samples %= 600  # Pillow clips 16-bit gray at 255: let some stay below
                extra = [{}]
                if color in (0, 2):
                    extra.append({"transparency": samples[h // 2, w // 2]})
                if color == 3:
                    palette = rng.integers(0, 256, (1 << depth, 3))
                    extra = [{"palette": palette}, {"palette": palette[: max(1, len(palette) // 2)]},
                             {"palette": palette, "alpha": rng.integers(0, 256, len(palette))},
                             {"palette": palette, "alpha": [0]}]
                for more in extra:
                    data = files.png(samples, depth, color, interlaced, rng, **more)
                    name = folder.picture(".png", data)
                    if depth == 16:
                        wide_png(folder, name, samples, color, more)
    image = Image.fromarray(rng.integers(0, 256, (40, 50, 3), dtype=np.uint8))
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        folder.picture(".png", saved(image.convert(mode), format="PNG"))
        folder.picture(".png", saved(image.convert(mode), format="PNG", optimize=True))
    folder.picture(".png", saved(image.quantize(11), format="PNG", bits=4))
    folder.picture(".png", saved(image, format="PNG", compress_level=0))
    wide = Image.fromarray(rng.integers(0, 65536, (20, 30), dtype=np.uint16))
    folder.picture(".png", saved(wide, format="PNG"))
    big = Image.fromarray(rng.integers(0, 256, (300, 400, 3), dtype=np.uint8))  # more than one IDAT
    folder.picture(".png", saved(big, format="PNG"))


def wide_png(folder, name, samples, color, more):
    """16-bit samples as the file has them; Pillow itself hands out gray ones only."""
    gray = color in (0, 4)
    if gray:
        folder.case("read", "gray16", name, folder.array(samples[:, :, 0].astype(np.uint16)))
    else:
        folder.case("fail", "gray16", name)
    if color == 0:
        with Image.open(folder.at(name)) as image:
            assert np.array_equal(np.asarray(image), samples[:, :, 0])
    rgb = np.repeat(samples[:, :, :1], 3, axis=2) if gray else samples[:, :, :3]
    alpha = np.full(samples.shape[:2], 65535)
    if color in (4, 6):
        alpha = samples[:, :, -1]
    elif "transparency" in more:
        alpha = np.where((samples == more["transparency"]).all(axis=2), 0, 65535)
    folder.case("read", "rgb16", name, folder.array(rgb.astype(np.uint16)))
    folder.case("read", "rgba16", name, folder.array(np.dstack([rgb, alpha]).astype(np.uint16)))


def bmp_cases(folder, rng):
    for h, w in SIZES:
        image = Image.fromarray(rng.integers(0, 256, (h, w, 3), dtype=np.uint8))
        for mode in ("1", "L", "P", "RGB", "RGBA"):
            folder.picture(".bmp", saved(image.convert(mode), format="BMP"))
        for data in files.bmps(rng, h, w):
            folder.picture(".bmp", data)


def jpeg_cases(folder, rng):
    for h, w in SIZES + [(100, 130)]:
        for a in pictures(rng, h, w):
            image = Image.fromarray(a)
            for options in ({}, {"quality": 95}, {"quality": 100, "subsampling": 0}, {"subsampling": 1},
                            {"quality": 30, "subsampling": 2}, {"progressive": True},
                            {"progressive": True, "subsampling": 0, "quality": 90}, {"optimize": True},
                            {"restart_marker_blocks": 3}, {"keep_rgb": True, "quality": 90}):
                folder.picture(".jpg", saved(image, format="JPEG", **options), "jpeg")
            for mode in ("L", "CMYK"):
                for options in ({}, {"quality": 95}, {"progressive": True}):
                    folder.picture(".jpg", saved(image.convert(mode), format="JPEG", **options), "jpeg")
            ycck = files.as_ycck(saved(image.convert("CMYK"), format="JPEG", quality=90))
            folder.picture(".jpg", ycck, "jpeg")


def orientation_cases(folder, rng):
    image = Image.fromarray(rng.integers(0, 256, (6, 9, 3), dtype=np.uint8))
    variants = [(files.tiff(o, order, kind), o) for o in range(1, 9) for order in "<>" for kind in (3,)]
    variants += [(files.tiff(o, "<", 3), 1) for o in (0, 9, 255)] + [(files.tiff(6, ">", 4), 6)]
    variants += [(files.tiff(None, "<", 3), 1), (b"", 1)]
    for block, expected in variants:
        exif = b"Exif\0\0" + block
        jpeg = folder.put(".jpg", saved(image, format="JPEG", **({"exif": exif} if block else {})))
        png = folder.put(".png", saved(image, format="PNG", **({"exif": exif} if block else {})))
        for name in (jpeg, png):
            with Image.open(folder.at(name)) as opened:
                tag = opened.getexif().get(0x0112, 1)
            assert (tag if tag in range(1, 9) else 1) == expected, (tag, expected)
            folder.case("exif", name, expected)
    folder.case("exif", folder.put(".bmp", saved(image, format="BMP")), 1)
    for mode in ("RGB", "L"):
        plain = np.asarray(image.convert(mode))
        source = folder.array(plain)
        for orientation in range(1, 9):
            exif = Image.Exif()
            exif[0x0112] = orientation
            with Image.open(io.BytesIO(saved(image.convert(mode), format="PNG", exif=exif))) as opened:
                turned = np.asarray(ImageOps.exif_transpose(opened))
            folder.case("turn", source, orientation, folder.array(turned), plain.ndim)


def npy_cases(folder, rng):
    shapes = [(), (1,), (7,), (0,), (3, 4), (4, 0, 3), (2, 3, 5), (1, 1, 9), (2, 3, 4, 5)]
    for kind in ("b1", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f4", "f8"):
        for shape in shapes:
            a = rng.integers(0, 256, (*shape, np.dtype(kind).itemsize), dtype=np.uint8)
            a = (a % 2).astype(bool)[..., 0] if kind == "b1" else a.view(kind)[..., 0]
            a = np.nan_to_num(a) if kind[0] == "f" else a
            expected = folder.array(np.ascontiguousarray(a).reshape(shape))
            for version in ((1, 0), (2, 0), (3, 0)):
                for order in "<>":
                    for fortran in (False, True):
                        b = np.asarray(a, order="F" if fortran else "C").astype(np.dtype(kind).newbyteorder(order))
                        b = np.asfortranarray(b) if fortran and b.ndim > 1 else b
                        out = io.BytesIO()
                        np.lib.format.write_array(out, b, version=version)
                        folder.case("resave", kind, a.ndim, folder.put(".npy", out.getvalue()), expected)
    for rank in (13, 14, 15, 16):  # the header grows past a multiple of 64 bytes
        for tens in range(3):
            a = rng.random((*[1] * (rank - tens), *[10] * tens), dtype=np.float32)
            folder.case("resave", "f4", rank, folder.array(a), folder.array(a))
    spaced = b"{\"shape\" :( 2 ,3,),\n 'fortran_order':False ,\t'descr':'<f4'}   \n"
    data = b"\x93NUMPY\1\0" + struct.pack("<H", len(spaced)) + spaced + np.arange(6, dtype="<f4").tobytes() + b"more"
    folder.case("resave", "f4", 2, folder.put(".npy", data), folder.array(np.arange(6, dtype="<f4").reshape(2, 3)))
    checks = []
    for shape in ((3, 4, 5), (1, 4, 5), (3, 1, 5), (3, 4, 1), (6, 1, 1), (0, 2, 3)):
        a = rng.random(shape, dtype=np.float32)
        name = folder.array(a)
        views = [("c", a), ("f", a.T)] + ([("step", a[::-1, ::2])] if shape[0] else [])
        for order, view in views:
            out = folder.name(".npy")
            folder.case("save", order, name, out)
            checks.append((out, view))
    return checks


def write_cases(folder, rng):
    """The files that the program is to write, with the array and Pillow's own file."""
    checks = []
    for h, w in SIZES:
        for channels in (0, 1, 3, 4):
            a = rng.integers(0, 256, (h, w, channels) if channels else (h, w), dtype=np.uint8)
            if h > 8:
                a[: h // 2] = 200  # something to compress
            name = folder.array(a)
            image = Image.fromarray(a[:, :, 0] if channels == 1 else a)
            for suffix, quality in ((".png", 75), (".PNG", 75), (".bmp", 75), (".jpg", 75), (".JPeG", 95), (".jpg", 1)):
                jpeg = suffix.lower() in (".jpg", ".jpeg")
                if jpeg and channels == 4:
                    continue
                out = folder.name(suffix)
                folder.case("write", name, out, quality, a.ndim)
                checks.append((out, image, quality if jpeg else None))
    return checks


def fail_cases(folder, rng):
    image = Image.fromarray(rng.integers(0, 256, (20, 30, 3), dtype=np.uint8))
    png, jpeg, bmp = (saved(image, format=f) for f in ("PNG", "JPEG", "BMP"))
    for suffix, data in ((".png", png), (".jpg", jpeg), (".bmp", bmp)):
        for length in (0, 1, 7, 20, len(data) // 2, len(data) - 20):
            folder.case("fail", "rgb", folder.put(suffix, data[:length]))
    folder.case("fail", "rgb", folder.put(".png", png[:-1]))
    folder.case("fail", "rgb", folder.put(".jpg", jpeg[:-2]))
    for at in range(8, len(png), 97):
        folder.case("fail", "rgb", folder.put(".png", png[:at] + bytes([png[at] ^ 4]) + png[at + 1:]))
    for f in ("GIF", "TIFF", "PPM", "WEBP"):
        folder.case("fail", "rgb", folder.put("." + f.lower(), saved(image, format=f)))
    folder.case("fail", "gray16", folder.put(".png", png))
    folder.case("fail", "rgb", "no such file.png")
    bomb = files.png(np.zeros((1, 1, 3), int), 8, 2, False, rng, more_data=10_000_000)
    folder.case("fail", "rgb", folder.put(".png", bomb))
    huge = files.png(np.zeros((1, 1, 1), int), 8, 0, False, rng, size=(178956971, 1))
    folder.case("fail", "rgb", folder.put(".png", huge))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    rng = np.random.default_rng(20)
    decoder = subprocess.run([program], capture_output=True, text=True).stdout.strip()
    failures = 0
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(path)
        png_cases(folder, rng)
        bmp_cases(folder, rng)
        jpeg_cases(folder, rng)
        orientation_cases(folder, rng)
        fail_cases(folder, rng)
        saves = npy_cases(folder, rng)
        writes = write_cases(folder, rng)
        with open(folder.at("cases.txt"), "w") as f:
            f.write("\n".join(folder.lines) + "\n")
        failures += subprocess.run([program, path]).returncode != 0
        for name, view in saves:
            expected = io.BytesIO()
            np.save(expected, view)
            with open(folder.at(name), "rb") as f:
                if f.read() != expected.getvalue():
                    failures += 1
                    print("FAIL npy save", name, view.shape, view.strides)
        same_bytes = 0
        for name, image, quality in writes:
            with open(folder.at(name), "rb") as f:
                data = f.read()
            suffix = os.path.splitext(name)[1].lower()
            if quality is None:
                with Image.open(io.BytesIO(data)) as back:
                    expected = image.convert("RGB") if suffix == ".bmp" and image.mode == "RGBA" else image
                    good = back.mode == expected.mode and np.array_equal(np.asarray(back), np.asarray(expected))
                if suffix == ".bmp":
                    good &= data == saved(image, format="BMP")
            elif decoder == "libjpeg-turbo":
                good = data == saved(image, format="JPEG", quality=quality)
                same_bytes += good
            else:
                with Image.open(io.BytesIO(data)) as back:
                    good = back.mode == image.mode.replace("L", "RGB") or back.mode == image.mode
                    good &= back.size == image.size and back.load() is not None
            if not good:
                failures += 1
                print("FAIL written file", name, image.mode, image.size, quality)
    print(f"{len(saves)} saved arrays and {len(writes)} written pictures looked at "
          f"({same_bytes} JPEG files byte-equal to Pillow's); {failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
