# SPDX-License-Identifier: MIT
"""The jobs in Pillow, or in pillow-simd, which has the same name: from Image to Image, without the way from and to
numpy."""

import numpy as np
import PIL
from common import ALPHA, COLOR, LABEL_ALPHA, MEAN, STD, source_and_size, voc
from PIL import Image, ImageOps

VERSION = PIL.__version__
NAME = "pillow-simd" if ".post" in VERSION else "Pillow"


def resize(resample, reducing_gap=None):
    def prepare(load, shape):
        source, size = source_and_size(shape)
        img = Image.fromarray(load(source))
        return lambda: img.resize(size, resample, reducing_gap=reducing_gap), np.asarray

    return {"resize": prepare}


def reduce(factor):
    def prepare(load, shape):
        img = Image.fromarray(load(shape))
        return lambda: img.reduce(factor), np.asarray

    return {"reduce": prepare}


def transpose(method):
    def prepare(load, shape):
        if shape.endswith("f32"):
            return None  # Pillow has no colour image of floats
        img = Image.fromarray(load(shape))
        return lambda: img.transpose(method), np.asarray

    return {"transpose": prepare}


def crop(load, shape):
    if shape.endswith("f32"):
        return None
    img = Image.fromarray(load(shape))
    return lambda: img.crop((360, 140, 1560, 940)), np.asarray


def letterbox(load, shape):
    source, size = source_and_size(shape)
    img = Image.fromarray(load(source))
    return lambda: ImageOps.pad(img, size, Image.Resampling.BILINEAR, (114,) * 3), np.asarray


def imagenet(resample):
    def prepare(load, shape):
        img = Image.fromarray(load(shape))
        width, height = img.size
        short = min(width, height)
        size = (int(256 * width / short), int(256 * height / short))
        left, top = round((size[0] - 224) / 2), round((size[1] - 224) / 2)

        def run():
            small = np.asarray(img.resize(size, resample).crop((left, top, left + 224, top + 224)))
            return np.ascontiguousarray(((small.astype(np.float32) / 255 - MEAN) / STD).transpose(2, 0, 1))

        return run

    return {"resize, crop, numpy": prepare}


def blend_floats(name):
    def prepare(load, shape):
        img = load(shape)
        mask = Image.fromarray(load(name))
        size = img.shape[1::-1]

        def run():
            m = np.asarray(mask.resize(size, Image.Resampling.BILINEAR))
            a = ALPHA * m[..., None]
            return (img * (1 - a) + np.array(COLOR, np.float32) * a).astype(np.uint8)

        return run

    return prepare


def blend_images(load, shape):
    img = Image.fromarray(load(shape))
    mask = load("gray-128x128-f32")
    layer = Image.new("RGB", img.size, COLOR)

    def run():
        m = Image.fromarray((mask * (ALPHA * 255)).astype(np.uint8))
        return Image.composite(layer, img, m.resize(img.size, Image.Resampling.BILINEAR))

    return run, np.asarray


def label_floats(load, shape):
    img = load(shape)
    labels = Image.fromarray(load("labels-512x512"))
    size, colors = img.shape[1::-1], voc().astype(np.float32)

    def run():
        m = np.asarray(labels.resize(size, Image.Resampling.NEAREST))
        on = m != 0
        out = img.copy()
        out[on] = (img[on] * (1 - LABEL_ALPHA) + colors[m[on]] * LABEL_ALPHA).astype(np.uint8)
        return out

    return run


def label_images(load, shape):
    img = Image.fromarray(load(shape))
    labels = load("labels-512x512")
    colors, background = voc().tobytes(), [0] + [255] * 255

    def run():
        m = Image.fromarray(labels).resize(img.size, Image.Resampling.NEAREST)
        on = m.point(background)
        m.putpalette(colors)
        return Image.composite(Image.blend(img, m.convert("RGB"), float(LABEL_ALPHA)), img, on)

    return run, np.asarray


def two_photos(call):
    """call(photo, the photo upside down)."""

    def prepare(load, shape):
        img = Image.fromarray(load(shape))
        flipped = ImageOps.flip(img)
        return lambda: call(img, flipped), np.asarray

    return prepare


def masked(load, shape):
    img, mask = Image.fromarray(load(shape)), Image.fromarray(load("gray-1920x1080"))
    flipped = ImageOps.flip(img)
    return lambda: Image.composite(flipped, img, mask), np.asarray


JOBS = {
    "geometry/letterbox-bilinear": {"ImageOps.pad": letterbox},
    "resample/bilinear": resize(Image.Resampling.BILINEAR),
    "resample/bilinear-first-call": resize(Image.Resampling.BILINEAR),
    "resample/bicubic": resize(Image.Resampling.BICUBIC),
    "resample/bicubic-gap2": resize(Image.Resampling.BICUBIC, 2.0),
    "resample/lanczos": resize(Image.Resampling.LANCZOS),
    "resample/nearest": resize(Image.Resampling.NEAREST),
    "resample/box": resize(Image.Resampling.BOX),
    "resample/hamming": resize(Image.Resampling.HAMMING),
    "resample/reduce2": reduce(2),
    "resample/reduce5": reduce(5),
    "convert/flip-horizontal": transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "convert/flip-vertical": transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    "convert/rot90": transpose(Image.Transpose.ROTATE_90),
    "convert/crop-1200x800": {"crop": crop},
    "recipe/imagenet-bilinear": imagenet(Image.Resampling.BILINEAR),
    "recipe/imagenet-bicubic": imagenet(Image.Resampling.BICUBIC),
    "overlay/soft-mask-128x128": {"resize, numpy's blend": blend_floats("gray-128x128-f32"), "composite": blend_images},
    "overlay/soft-person-128x128": {"resize, numpy's blend": blend_floats("person-128x128-f32")},
    "overlay/labels-512x512": {"resize, numpy's blend": label_floats, "blend and composite": label_images},
    "overlay/blend": {"Image.blend": two_photos(lambda a, b: Image.blend(a, b, 0.35))},
    "overlay/alpha-composite": {"Image.alpha_composite": two_photos(Image.alpha_composite)},
    "overlay/composite": {"Image.composite": masked},
}
