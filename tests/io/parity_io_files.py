# SPDX-License-Identifier: MIT
"""Files that Pillow reads but does not write: PNG of every depth, filter and interlacing, BMP variants, YCCK JPEG."""

import struct
import zlib

import numpy as np

PNG_KINDS = [(1, 0), (2, 0), (4, 0), (8, 0), (16, 0), (8, 2), (16, 2), (1, 3), (2, 3), (4, 3), (8, 3), (8, 4), (16, 4),
             (8, 6), (16, 6)]  # (bits, colour type)
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_row(samples, depth):
    flat = samples.reshape(-1)
    if depth == 16:
        return flat.astype(">u2").tobytes()
    if depth == 8:
        return flat.astype(np.uint8).tobytes()
    bits = (flat[:, None] >> np.arange(depth - 1, -1, -1)) & 1
    return np.packbits(bits.astype(np.uint8).reshape(-1)).tobytes()


def png_filter(kind, row, above, step):
    left = np.concatenate([np.zeros(step, int), row])[: len(row)]
    corner = np.concatenate([np.zeros(step, int), above])[: len(row)]
    if kind == 4:
        p = left + above - corner
        a, b, c = abs(p - left), abs(p - above), abs(p - corner)
        guess = np.where((a <= b) & (a <= c), left, np.where(b <= c, above, corner))
    else:
        guess = [0 * row, left, above, (left + above) // 2][kind]
    return bytes([kind]) + ((row - guess) % 256).astype(np.uint8).tobytes()


def png_data(samples, depth, rng):
    step = max(1, samples.shape[2] * depth // 8)
    out, above = [], None
    for row in samples:
        raw = np.frombuffer(png_row(row, depth), np.uint8).astype(int)
        above = np.zeros_like(raw) if above is None else above
        out.append(png_filter(int(rng.integers(5)), raw, above, step))
        above = raw
    return b"".join(out)


def png(samples, depth, color, interlaced, rng, palette=None, alpha=None, transparency=None, more_data=0, size=None):
    h, w = samples.shape[:2]
    if size:
        h, w = size
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, depth, color, 0, 0, int(interlaced)))
    out += chunk(b"gAMA", struct.pack(">I", 45455)) + chunk(b"tEXt", b"Comment\0hello")
    if palette is not None:
        out += chunk(b"PLTE", np.asarray(palette).astype(np.uint8).tobytes())
    if alpha is not None:
        out += chunk(b"tRNS", np.asarray(alpha).astype(np.uint8).tobytes())
    if transparency is not None:
        out += chunk(b"tRNS", np.asarray(transparency).astype(">u2").tobytes())
    if interlaced:
        parts = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7]
        data = b"".join(png_data(part, depth, rng) for part in parts if part.size)
    else:
        data = png_data(samples, depth, rng)
    packed = zlib.compress(data + bytes(more_data), int(rng.integers(10)))
    cuts = sorted(rng.integers(0, len(packed) + 1, int(rng.integers(4))))
    for first, last in zip([0, *cuts], [*cuts, len(packed)]):
        out += chunk(b"IDAT", packed[first:last])
    return out + chunk(b"tIME", bytes(7)) + chunk(b"IEND", b"")


def bmp(rows, h, w, bits, compression=0, masks=b"", palette=b"", colors=0, top_down=False, header=40, core=False):
    """rows: the bytes of each row, top first, not padded."""
    padded = [row + bytes(-len(row) % 4) for row in rows]
    data = b"".join(padded if top_down else padded[::-1])
    if core:
        info = struct.pack("<IHHHH", 12, w, h, 1, bits)
    else:
        height = -h if top_down else h
        info = struct.pack("<IiiHHIIiiII", header, w, height, 1, bits, compression, len(data), 2835, 2835, colors, 0)
        if header > 40:
            info += masks
            masks = b""
            info += bytes(header - len(info))
    start = 14 + len(info) + len(masks) + len(palette)
    return b"BM" + struct.pack("<III", start + len(data), 0, start) + info + masks + palette + data


def bmps(rng, h, w):
    def rows(width):
        return [rng.integers(0, 256, width, dtype=np.uint8).tobytes() for _ in range(h)]

    def colours(n, size):
        return rng.integers(0, 256, (n, size), dtype=np.uint8).tobytes()

    for bits in (1, 4, 8):
        width = (w * bits + 7) // 8
        yield bmp(rows(width), h, w, bits, palette=colours(1 << bits, 4))
        yield bmp(rows(width), h, w, bits, palette=colours(1 << bits, 4), top_down=True, header=124)
        yield bmp(rows(width), h, w, bits, palette=colours(1 << bits, 3), core=True)
    yield bmp(rows(w), h, w, 8, palette=colours(100, 4), colors=100)
    yield bmp(rows(2 * w), h, w, 16)
    yield bmp(rows(3 * w), h, w, 24, top_down=True)
    yield bmp(rows(3 * w), h, w, 24, core=True)
    yield bmp(rows(4 * w), h, w, 32)
    for red, green, blue in ((0xF800, 0x7E0, 0x1F), (0x7C00, 0x3E0, 0x1F)):
        yield bmp(rows(2 * w), h, w, 16, 3, struct.pack("<III", red, green, blue))
        yield bmp(rows(2 * w), h, w, 16, 3, struct.pack("<III", red, green, blue), header=52)
    for masks in ((0xFF0000, 0xFF00, 0xFF, 0), (0xFF000000, 0xFF0000, 0xFF00, 0), (0xFF000000, 0xFF0000, 0xFF00, 0xFF),
                  (0xFF, 0xFF00, 0xFF0000, 0xFF000000), (0xFF0000, 0xFF00, 0xFF, 0xFF000000), (0, 0, 0, 0)):
        for header in (56, 108, 124):
            yield bmp(rows(4 * w), h, w, 32, 3, struct.pack("<IIII", *masks), header=header)
    yield bmp(rows(4 * w), h, w, 32, 3, struct.pack("<III", 0xFF0000, 0xFF00, 0xFF))


def as_ycck(jpeg):
    """The same coefficients, declared as YCCK by Adobe's marker."""
    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\x02"
    at = jpeg.find(b"\xff\xee")
    if at >= 0:
        length = struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        return jpeg[:at] + adobe + jpeg[at + 2 + length :]
    return jpeg[:2] + adobe + jpeg[2:]


def tiff(orientation, order, kind):
    """An EXIF block with three entries, the orientation (or none) among them."""
    def entry(tag, kind, value):
        packed = struct.pack(order + ("H" if kind == 3 else "I"), value)
        return struct.pack(order + "HHI", tag, kind, 1) + packed.ljust(4, b"\0")

    entries = [entry(0x0100, 4, 9)]
    if orientation is not None:
        entries.append(entry(0x0112, kind, orientation))
    entries.append(entry(0x0128, 3, 2))
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "H", len(entries)) + b"".join(entries) + bytes(4)
