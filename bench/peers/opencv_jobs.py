# SPDX-License-Identifier: MIT
"""The jobs in OpenCV, with dst= where a function takes it."""

import cv2
import numpy as np
from common import ALPHA, BORDER, COLOR, LABEL_ALPHA, MEAN, STD, crop, source_and_size, voc

NAME, VERSION = "OpenCV", cv2.__version__

cv2.setNumThreads(1)


def resize(interpolation):
    def prepare(load, shape):
        source, (width, height) = source_and_size(shape)
        img = load(source)
        out = np.empty((height, width) + img.shape[2:], img.dtype)
        return lambda: cv2.resize(img, (width, height), dst=out, interpolation=interpolation), lambda _: out

    return prepare


def without_ipp(interpolation):
    """The same pixels on every machine: those of like::cv2."""
    prepared = resize(interpolation)

    def prepare(load, shape):
        run, to_array = prepared(load, shape)

        def run_without():
            cv2.ipp.setUseIPP(False)
            made = run()
            cv2.ipp.setUseIPP(True)
            return made

        return run_without, to_array

    return prepare


def both(interpolation, name):
    return {name: resize(interpolation), f"{name}, IPP off": without_ipp(interpolation)}


def into(make, call):
    """call(img, out) with out made once."""

    def prepare(load, shape):
        img = load(shape)
        out = make(img)
        return lambda: call(img, out), lambda _: out

    return prepare


def planes_to_image(load, shape):
    planes = list(load(shape))
    out = np.empty(planes[0].shape + (3,), planes[0].dtype)
    return lambda: cv2.merge(planes, out), lambda _: out


def image_to_planes(load, shape):
    img = load(shape)
    planes = list(np.empty((3,) + img.shape[:2], img.dtype))
    return lambda: cv2.split(img, planes), np.stack


def part(img, out):
    cv2.mixChannels([cv2.flip(img[::2], 1)], [out], [1, 0, 2, 1])


def blob(load, shape):
    params = cv2.dnn.Image2BlobParams()
    params.scalefactor = tuple(1 / (255 * STD.astype(np.float64)))
    params.mean = tuple(255 * MEAN.astype(np.float64))
    img = load(shape)
    return lambda: cv2.dnn.blobFromImageWithParams(img, params), lambda made: made[0]


def scale(load, shape):
    img = load(shape)
    mean, factor = tuple(255 * MEAN.astype(np.float64)) + (0,), tuple(1 / (255 * STD.astype(np.float64))) + (1,)
    out = np.empty(img.shape, np.float32)

    def run():
        cv2.subtract(img, mean, dst=out, dtype=cv2.CV_32F)
        cv2.multiply(out, factor, dst=out)

    return run, lambda _: out


def argmax_of_columns(load, shape):
    """Along the first axis, as a matrix: OpenCV would take a short last axis for channels."""
    x = load(shape)
    matrix = x.reshape(x.shape[0], -1)
    return lambda: cv2.reduceArgMax(matrix, 0), lambda found: found.reshape(x.shape[1:])


def argmax_of_rows(load, shape):
    x = load(shape)
    matrix = x.reshape(-1, x.shape[-1])
    return lambda: cv2.reduceArgMax(matrix, 1), lambda found: found.reshape(x.shape[:-1])


def argmax_of_vector(load, shape):
    x = load(shape)
    return lambda: cv2.minMaxLoc(x), lambda found: np.array(max(found[3]))


def upsampled_labels(load, shape):
    source, size = source_and_size(shape)
    logits = load(source)
    large = np.empty((len(logits), size[1], size[0]), np.float32)

    def run():
        for plane, out in zip(logits, large):
            cv2.resize(plane, size, dst=out)
        return cv2.reduceArgMax(large.reshape(len(large), -1), 0)

    return run, lambda found: found.reshape(large.shape[1:])


def blend(load, shape):
    img, mask = load(shape), load("gray-128x128-f32")
    size, layer = img.shape[1::-1], np.empty_like(img)
    layer[:] = COLOR
    out = np.empty_like(img)

    def run():
        a = cv2.resize(mask, size) * ALPHA
        cv2.blendLinear(img, layer, 1 - a, a, out)

    return run, lambda _: out


def blend_labels(load, shape):
    img, labels = load(shape), load("labels-512x512")
    size, colors = img.shape[1::-1], voc()
    alpha = float(LABEL_ALPHA)

    def run():
        m = cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST)
        both = cv2.addWeighted(img, 1 - alpha, cv2.LUT(cv2.merge([m, m, m]), colors[:, None]), alpha, 0)
        return cv2.copyTo(img, cv2.compare(m, 0, cv2.CMP_EQ), both)

    return run


def laid_logits(load, shape):
    img, logits = load(shape), load("logits-21x128x128")
    size, colors = img.shape[1::-1], voc().astype(np.float32)
    large = np.empty((len(logits), size[1], size[0]), np.float32)

    def run():
        cv2.ipp.setUseIPP(False)  # the same pixels on every machine
        for plane, out in zip(logits, large):
            cv2.resize(plane, size, dst=out)
        cv2.ipp.setUseIPP(True)
        m = cv2.reduceArgMax(large.reshape(len(large), -1), 0).reshape(size[::-1])
        on, out = m != 0, img.copy()
        out[on] = (img[on] * (1 - LABEL_ALPHA) + colors[m[on]] * LABEL_ALPHA).astype(np.uint8)
        return out

    return run


def with_alpha(load, shape):
    img, alpha = load(shape), load("gray-1920x1080")
    out = np.empty((*img.shape[:2], 4), np.uint8)
    return lambda: cv2.mixChannels([img, alpha], [out], [0, 0, 1, 1, 2, 2, 3, 3]), lambda _: out


def colorized(load, shape):
    labels, colors = load(shape), voc()[:, None]
    return lambda: cv2.LUT(cv2.merge([labels, labels, labels]), colors)


def same(img):
    return np.empty_like(img)


def turned(img):
    return np.empty((img.shape[1], img.shape[0], 3), img.dtype)


def half(img):
    return np.empty((img.shape[0] // 2, img.shape[1], 2), img.dtype)


def middle(img):
    return np.empty_like(crop(img))


def border(kind):
    def padded(img):
        return np.empty((img.shape[0] + sum(BORDER[:2]), img.shape[1] + sum(BORDER[2:]), 3), np.uint8)

    return into(padded, lambda img, out: cv2.copyMakeBorder(img, *BORDER, kind, dst=out, value=(114,) * 3))


def weighted(load, shape):
    img = load(shape)
    flipped, out = np.ascontiguousarray(img[::-1]), np.empty_like(img)
    return lambda: cv2.addWeighted(img, 0.65, flipped, 0.35, 0, out), lambda _: out


JOBS = {
    "resample/bilinear": {
        "INTER_LINEAR, no antialiasing": resize(cv2.INTER_LINEAR),
        "INTER_AREA": resize(cv2.INTER_AREA),
    },
    "resample/bicubic": {"INTER_CUBIC, no antialiasing": resize(cv2.INTER_CUBIC)},
    "resample/lanczos": {"INTER_LANCZOS4, no antialiasing": resize(cv2.INTER_LANCZOS4)},
    "resample/cv2-linear": both(cv2.INTER_LINEAR, "INTER_LINEAR"),
    "resample/cv2-linear-first-call": both(cv2.INTER_LINEAR, "INTER_LINEAR"),
    "resample/cv2-linear-exact": both(cv2.INTER_LINEAR_EXACT, "INTER_LINEAR_EXACT"),
    "resample/cv2-area": both(cv2.INTER_AREA, "INTER_AREA"),
    "resample/cv2-cubic": both(cv2.INTER_CUBIC, "INTER_CUBIC"),
    "resample/cv2-lanczos4": both(cv2.INTER_LANCZOS4, "INTER_LANCZOS4"),
    "resample/cv2-nearest": both(cv2.INTER_NEAREST, "INTER_NEAREST"),
    "resample/cv2-nearest-exact": {"INTER_NEAREST_EXACT": resize(cv2.INTER_NEAREST_EXACT)},
    "convert/normalize-to-chw": {"blobFromImageWithParams": blob},
    "convert/normalize-to-hwc": {"subtract, multiply": scale},
    "convert/hwc-to-chw": {"split": image_to_planes},
    "convert/chw-to-hwc": {"merge": planes_to_image},
    "convert/rgb-to-bgr": {"cvtColor": into(same, lambda img, out: cv2.cvtColor(img, cv2.COLOR_RGB2BGR, out))},
    "convert/every-second-row-mirrored-two-channels": {"flip, mixChannels": into(half, part)},
    "convert/flip-horizontal": {"flip": into(same, lambda img, out: cv2.flip(img, 1, out))},
    "convert/flip-vertical": {"flip": into(same, lambda img, out: cv2.flip(img, 0, out))},
    "convert/rot90": {"rotate": into(turned, lambda img, out: cv2.rotate(img, cv2.ROTATE_90_COUNTERCLOCKWISE, out))},
    "convert/crop-1200x800": {"copyTo": into(middle, lambda img, out: cv2.copyTo(crop(img), None, out))},
    "geometry/pad-constant": {"copyMakeBorder": border(cv2.BORDER_CONSTANT)},
    "geometry/pad-reflect": {"copyMakeBorder": border(cv2.BORDER_REFLECT_101)},
    "reduce/upsample_argmax-cv2": {"resize, reduceArgMax": upsampled_labels},
    "reduce/argmax-axis0": {"reduceArgMax": argmax_of_columns},
    "reduce/argmax-axis-1": {"reduceArgMax": argmax_of_rows},
    "reduce/argmax": {"minMaxLoc": argmax_of_vector},
    "overlay/soft-mask-128x128": {"resize, blendLinear": blend},
    "overlay/labels-512x512": {"LUT, addWeighted, copyTo": blend_labels},
    "overlay/add-weighted": {"addWeighted": weighted},
    "overlay/logits-cv2-21x128x128": {"resize, reduceArgMax, numpy's blend, IPP off": laid_logits},
    "overlay/put-alpha": {"mixChannels": with_alpha},
    "overlay/colorize": {"merge, LUT": colorized},
}
