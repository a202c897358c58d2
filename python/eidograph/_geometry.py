# SPDX-License-Identifier: MIT
from typing import Any, NamedTuple

import numpy as np

from ._core import (
    _frame,
    contain_size,
    cover_size,
    fit_box,
    long_size,
    resize,
    short_size,
    thumbnail_size,
)


def resize_short(a, edge, like="pillow.bilinear", longest=None, limit="torchvision.max_size", out=None):
    """The image with its short side at edge, its ratio kept: resize to short_size(a.shape[:2], edge, longest, limit).

    Equals, for "pillow.bilinear", torchvision's Resize(edge, max_size=longest) on Pillow images. a, like and out are
    resize's. Raises as short_size and resize do."""
    return resize(a, short_size(np.shape(a)[:2], edge, longest, limit), like, out=out)


def resize_long(a, edge, like="pillow.bilinear", rule="torchvision.long_edge", out=None):
    """The image with its long side at edge, its ratio kept: resize to long_size(a.shape[:2], edge, rule).

    a, like and out are resize's. Raises as long_size and resize do."""
    return resize(a, long_size(np.shape(a)[:2], edge, rule), like, out=out)


def contain(a, size, like="pillow.bicubic", out=None):
    """The image as large as it fits into size, its ratio kept. Equals ImageOps.contain, with (h, w) for size.

    a, like and out are resize's. Raises as contain_size and resize do."""
    return resize(a, contain_size(np.shape(a)[:2], size), like, out=out)


def cover(a, size, like="pillow.bicubic", out=None):
    """The image as small as it covers size, its ratio kept. Equals ImageOps.cover, with (h, w) for size.

    a, like and out are resize's. Raises as cover_size and resize do."""
    return resize(a, cover_size(np.shape(a)[:2], size), like, out=out)


def thumbnail(a, size, like="pillow.bicubic", reducing_gap=2.0, out=None):
    """The image as large as it fits into size, its ratio kept; a copy of it where it fits already. Equals
    Image.thumbnail, with (h, w) for size, of an image whose file is decoded as it is (Pillow lets JPEG files decode at
    half their size and less).

    a, like, reducing_gap and out are resize's. Raises as thumbnail_size and resize do."""
    return resize(a, thumbnail_size(np.shape(a)[:2], size), like, reducing_gap=reducing_gap, out=out)


def fit(a, size, like="pillow.bicubic", bleed=0.0, centering=(0.5, 0.5), out=None):
    """The largest part of the image that has size's ratio, resized to size. Equals ImageOps.fit, with (h, w) for size.

    a, like and out are resize's; bleed and centering those of fit_box. Raises as fit_box and resize do."""
    return resize(a, size, like, fit_box(np.shape(a)[:2], size, bleed, centering), out=out)


class Letterbox(NamedTuple):
    """A letterboxed image, and how it lies on its canvas: what boxes and masks need to find their way back."""

    image: Any
    pads: tuple  # (top, bottom, left, right)
    scale: float  # as the library computes it, before sides were rounded
    inner: tuple  # (h, w) of the resized image
    source: tuple  # (h, w) of the image before

    def to_source(self, boxes):
        """Boxes (left, upper, right, lower) on the canvas, along the last axis, in pixels of the image, clipped to it;
        float32. Equals ultralytics' ops.scale_boxes."""
        boxes = np.array(boxes, np.float32)
        for x in 0, 1:  # columns 0 and 2 are x, 1 and 3 are y
            axis = 1 - x
            part = boxes[..., x::2]
            part -= np.float32(self.pads[2 * axis])
            part /= np.float32(self.inner[axis] / self.source[axis])
            np.clip(part, 0, self.source[axis], out=part)
        return boxes

    def crop(self, mask):
        """The image's part of a mask of the canvas's height and width: a view."""
        mask = np.asanyarray(mask)
        top, bottom, left, right = self.pads
        h, w = self.inner
        if mask.shape[:2] != (top + h + bottom, left + w + right):
            raise ValueError(
                f"crop: mask has shape {mask.shape}; the canvas is {(top + h + bottom, left + w + right)}")
        return mask[top:top + h, left:left + w]


def letterbox(a, size, value=114, like="ultralytics.letterbox", scale=None, stride=0, scaleup=True, center=True,
              centering=(0.5, 0.5), out=None):
    """The image on a canvas of size, as large as it fits, with value around it; a Letterbox.

    Equals ultralytics' LetterBox(size)(image=a), or ImageOps.pad ("pillow.pad").

    a        as resize takes it.
    size     (h, w).
    value    of the border: a number, or one for each channel.
    like     a name of kind "letterbox" in contracts().
    scale    a name of kind "resize" in contracts(); None is "cv2.linear", for "pillow.pad" "pillow.bicubic".
    stride   LetterBox(auto=True, stride=stride): the smallest canvas whose border is a remainder by stride; 0: size.
    scaleup, center  LetterBox's.
    centering  ImageOps.pad's (x, y).
    out      where the image goes, any strides; must not overlap a.

    Raises as resize does; ValueError for sides outside 1 .. 2**31 - 1, OverflowError for value."""
    a = np.asanyarray(a)
    if a.ndim not in (2, 3):
        raise ValueError(f"letterbox: a has shape {a.shape}; expected (h, w) or (h, w, channels)")
    inner, pads, ratio = _frame(a.shape[:2], size, like, stride, bool(scaleup), bool(center), centering)
    top, bottom, left, right = pads
    shape = (top + inner[0] + bottom, left + inner[1] + right, *a.shape[2:])
    if out is None:
        out = np.empty(shape, a.dtype)
    elif out.shape != shape or out.dtype != a.dtype:
        raise ValueError(f"letterbox: out has shape {out.shape} and dtype {out.dtype}; expected {shape}, {a.dtype}")
    elif np.may_share_memory(a, out):
        raise ValueError("letterbox: out overlaps a")
    if scale is None:
        scale = "pillow.bicubic" if like == "pillow.pad" else "cv2.linear"
    if np.shape(value) not in ((), a.shape[2:]):
        raise ValueError(f"letterbox: value has shape {np.shape(value)}; expected a number or one for each channel")
    border = np.full(np.shape(value), value, a.dtype)  # raises before anything is written
    rows, columns = slice(top, top + inner[0]), slice(left, left + inner[1])
    resize(a, inner, scale, out=out[rows, columns])
    out[:top], out[top + inner[0]:] = border, border
    out[rows, :left], out[rows, left + inner[1]:] = border, border
    return Letterbox(out, pads, ratio, inner, a.shape[:2])
