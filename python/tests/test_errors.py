# SPDX-License-Identifier: MIT
"""Every argument wrong in every way: the type of the exception, and a message that names the verb and the argument."""

import re

import numpy as np
import pytest

import eidograph

image = np.zeros((4, 5, 3), np.uint8)
gray = image[..., 0].copy()
scores = np.zeros((4, 5), np.float32)
soft = np.zeros((2, 2), np.float32)
frozen = np.zeros((4, 5, 3), np.uint8)
frozen.flags.writeable = False
swapped = image.astype(">i2") if np.little_endian else image.astype("<i2")
crooked = np.frombuffer(bytes(81), np.uint8)[1:].view(np.float32).reshape(4, 5)  # not aligned
fields = np.zeros((4, 5), [("a", "f4"), ("b", "u2")])["a"]  # steps that are no multiples of the size
number = np.zeros((), np.float32)
nine_axes = np.zeros([1] * 9, np.float32)
red, voc = (255, 0, 0), "voc"


class NoIndex:
    def __index__(self):
        raise TypeError("no")


def each(verb, exception, argument, *calls):
    return [(verb, exception, argument, arguments, options) for arguments, options in calls]


def call(*arguments, **options):
    return arguments, options


CASES = [
    *each("resize", TypeError, "a", call([[1]], (2, 2)), call(None, (2, 2)), call(image.astype(float), (2, 2)),
          call(gray.astype(np.int16), (2, 2)), call(swapped, (2, 2)),
          call(image.astype(complex), (2, 2), "pillow.nearest")),
    *each("resize", ValueError, "a", call(gray[0], (2, 2)), call(image[None], (2, 2)), call(image[:0], (2, 2)),
          call(image[:, :, :0], (2, 2)), call(np.zeros((2, 2, 5), np.uint8), (2, 2)), call(crooked, (2, 2)),
          call(fields, (2, 2)), call(nine_axes, (2, 2))),
    *each("resize", TypeError, "size", call(image, 3), call(image, None), call(image, (2.0, 2)), call(image, "ab")),
    *each("resize", ValueError, "size", call(image, (2,)), call(image, (2, 2, 3)), call(image, (0, 2)),
          call(image, (2, -1)), call(image, (2**31, 1)), call(image, (2**70, 1))),
    *each("resize", TypeError, "like", call(image, (2, 2), None), call(image, (2, 2), 2)),
    *each("resize", ValueError, "like", call(image, (2, 2), "bilinear"), call(image, (2, 2), "pillow"),
          call(image, (2, 2), "torchvision"), call(image, (2, 2), "pillow.bilinear:"),
          call(image, (2, 2), "pillow.bilinear:13"), call(image, (2, 2), "pillow.bilinear:12.2.1"),
          call(image, (2, 2), "pillow.bilinear:12345.1"), call(image, (2, 2), ".plain"),
          call(image, (2, 2), "pillow.bilinear:12.1.plain")),
    *each("resize", TypeError, "box", call(image, (2, 2), box=3), call(image, (2, 2), box=(0, 0, "a", 1)),
          call(image, (2, 2), box=(0, 0, None, 1))),
    *each("resize", ValueError, "box", call(image, (2, 2), box=(0, 0, 1)), call(image, (2, 2), box=(0, 0, 6, 4)),
          call(image, (2, 2), box=(-1, 0, 2, 2)), call(image, (2, 2), box=(2, 2, 2, 3)),
          call(image, (2, 2), box=(3, 0, 2, 2)), call(image, (2, 2), box=(0, 0, float("nan"), 1))),
    *each("resize", TypeError, "reducing_gap", call(image, (2, 2), reducing_gap="a"),
          call(image, (2, 2), reducing_gap=(2,))),
    *each("resize", ValueError, "reducing_gap", call(image, (2, 2), reducing_gap=0.99),
          call(image, (2, 2), reducing_gap=float("nan")), call(image, (2, 2), "torch_u8.bilinear", reducing_gap=2)),
    *each("resize", TypeError, "out", call(image, (2, 2), out=3), call(image, (4, 5), out=image.astype(np.int8)),
          call(image, (4, 5), out=swapped)),
    *each("resize", ValueError, "out", call(image, (2, 2), out=image), call(image, (4, 5), out=gray),
          call(image, (4, 5), out=frozen), call(image, (4, 5), out=image), call(image[1:3], (2, 5), out=image[2:])),
    *each("normalize", TypeError, "a", call([1.0], 0, 1), call(scores.astype(float), 0, 1),
          call(gray.astype(np.int8), 0, 1)),
    *each("normalize", ValueError, "a", call(crooked, 0, 1), call(nine_axes, 0, 1)),
    *each("normalize", TypeError, "mean", call(image, None, 1), call(image, "abc", (1, 1, 1)), call(image, 1j, 1)),
    *each("normalize", ValueError, "mean", call(image, (), ()), call(image, (0, 0), (1, 1)),
          call(image, [0] * 17, [1] * 17)),
    *each("normalize", TypeError, "std", call(image, 0, None), call(image, 0, {1: 2}.items())),
    *each("normalize", ValueError, "std", call(image, (0, 0, 0), 1), call(image, 0, (1, 1, 1)), call(image, 0, 0),
          call(image, (0, 0, 0), (1, 0, 1)), call(image, 0, 1e-60)),
    *each("normalize", TypeError, "like", call(image, 0, 1, None)),
    *each("normalize", ValueError, "like", call(image, 0, 1, "pillow.box"), call(image, 0, 1, "")),
    *each("normalize", TypeError, "axis", call(image, 0, 1, axis=None), call(image, 0, 1, axis=1.0)),
    *each("normalize", IndexError, "axis", call(image, 0, 1, axis=3), call(image, 0, 1, axis=-4), call(number, 0, 1)),
    *each("normalize", TypeError, "out", call(image, 0, 1, out=image), call(image, 0, 1, out=[])),
    *each("normalize", ValueError, "out", call(image, 0, 1, out=scores), call(scores[:2], 0, 1, out=scores[1:3])),
    *each("copy", TypeError, "a", call(3), call(image.astype(complex)), call(np.array(["a"])), call(np.array([None]))),
    *each("copy", ValueError, "a", call(nine_axes), call(crooked), call(fields)),
    *each("copy", TypeError, "out", call(image, scores), call(image, 3)),
    *each("copy", ValueError, "out", call(image, image[:1]), call(image, image[None]), call(image, frozen)),
    *each("astype", TypeError, "a", call("a", float), call(image.astype(np.float16), float)),
    *each("astype", ValueError, "a", call(crooked, float)),
    *each("astype", TypeError, "dtype", call(image, None.__class__), call(image, complex), call(image, "no"),
          call(image, ">i4" if np.little_endian else "<i4"), call(image, np.float16)),
    *each("astype", TypeError, "out", call(image, float, image)),
    *each("astype", ValueError, "out", call(image, np.uint8, frozen), call(image, np.uint8, gray)),
    *each("saturate", TypeError, "a", call(0, np.uint8), call(image > 0, np.uint8)),
    *each("saturate", ValueError, "a", call(fields, np.uint8)),
    *each("saturate", TypeError, "dtype", call(image, bool), call(image, complex)),
    *each("saturate", TypeError, "out", call(image, np.int8, image)),
    *each("saturate", ValueError, "out", call(gray, np.uint8, gray[:2]), call(gray[:2], np.uint8, gray[1:3]),
          call(image, np.uint8, frozen)),
    *each("argmax", TypeError, "a", call([1.0], 0), call(scores > 0, 0), call(scores.astype(complex), 0)),
    *each("argmax", ValueError, "a", call(scores[:0], 0), call(crooked, 0), call(nine_axes, 0)),
    *each("argmax", TypeError, "axis", call(scores, None), call(scores, 0.0), call(scores, NoIndex())),
    *each("argmax", IndexError, "axis", call(scores, 2), call(scores, -3), call(number, 0)),
    *each("argmax", TypeError, "dtype", call(scores, 0, float), call(scores, 0, bool), call(scores, 0, "x")),
    *each("argmax", ValueError, "dtype", call(np.zeros(129, np.float32), 0, np.int8),
          call(np.zeros(257, np.float32), 0, "u1")),
    *each("argmax", TypeError, "out", call(scores, 0, out=scores[0]), call(scores, 0, np.int8, np.zeros(5, np.int64)),
          call(scores, 0, out=1)),
    *each("argmax", ValueError, "out", call(scores, 0, out=np.zeros(4, np.int64)),
          call(scores, 0, out=scores.view(np.int32)[0]), call(scores[:, :3], 1, out=frozen.reshape(-1)[:4])),
    *each("argmin", TypeError, "a", call([1.0], 0)),
    *each("argmin", ValueError, "dtype", call(np.zeros(257, np.float32), 0, "u1")),
    *each("amax", TypeError, "a", call(scores > 0, 0)),
    *each("amax", ValueError, "a", call(scores[:0], 0)),
    *each("amax", IndexError, "axis", call(scores, 2)),
    *each("amax", TypeError, "out", call(scores, 0, np.zeros(5))),
    *each("amin", ValueError, "out", call(scores, 0, np.zeros(4, np.float32)), call(scores, 0, scores[0])),
    *each("upsample_argmax", TypeError, "logits", call(image, (8, 8), "cv2.linear"),
          call(image.view(np.int8), (8, 8), "cv2.linear")),
    *each("upsample_argmax", ValueError, "logits", call(scores, (8, 8), "cv2.linear")),
    *each("upsample_argmax", ValueError, "size", call(scores[None], (8,), "cv2.linear"),
          call(scores[None], (0, 8), "cv2.linear")),
    *each("upsample_argmax", ValueError, "like", call(scores[None], (8, 8), "pillow.bilinear")),
    *each("upsample_argmax", ValueError, "layout", call(scores[None], (8, 8), "cv2.linear", "nchw")),
    *each("upsample_argmax", ValueError, "crop", call(scores[None], (8, 8), "cv2.linear", "chw", (0, 0, 9, 8))),
    *each("upsample_argmax", TypeError, "scores", call(scores[None], (8, 8), "cv2.linear", scores=1)),
    *each("upsample_argmax", ValueError, "scores", call(scores[None], (8, 8), "cv2.linear", scores="max")),
    *each("upsample_argmax", TypeError, "dtype", call(scores[None], (8, 8), "cv2.linear", dtype=float)),
    *each("upsample_argmax", ValueError, "out", call(scores[None], (8, 8), "cv2.linear", out=gray)),
    *each("softmax", TypeError, "a", call([1.0], 0), call(scores.astype(float), 0), call(image, 0)),
    *each("softmax", IndexError, "axis", call(scores, 2), call(number, 0)),
    *each("softmax", TypeError, "axis", call(scores, None)),
    *each("softmax", TypeError, "out", call(scores, 0, scores.astype(float))),
    *each("softmax", ValueError, "out", call(scores, 0, scores[0]), call(scores[1:], 0, scores[:-1])),
    *each("log_softmax", TypeError, "a", call(scores.astype(float), 0)),
    *each("log_softmax", IndexError, "axis", call(scores, -3)),
    *each("log_softmax", ValueError, "out", call(scores, 0, scores.T)),
    *each("sigmoid", TypeError, "a", call(image)),
    *each("sigmoid", ValueError, "out", call(scores, scores.T), call(scores[1:], scores[:-1])),
    *each("topk", TypeError, "a", call([1.0], 1), call(scores > 0, 1)),
    *each("topk", TypeError, "k", call(scores, 1.0)),
    *each("topk", ValueError, "k", call(scores, 6), call(scores, -1)),
    *each("topk", IndexError, "axis", call(scores, 1, 2), call(number, 0)),
    *each("topk", TypeError, "dtype", call(scores, 1, 0, float)),
    *each("threshold", TypeError, "a", call([1.0], 0)),
    *each("threshold", TypeError, "t", call(scores, "1"), call(image, 0.5)),
    *each("threshold", ValueError, "t", call(image, 256), call(image, -1)),
    *each("threshold", ValueError, "out", call(image, 1, image[:1]), call(image[1:], 1, image[:-1])),
    *each("threshold", TypeError, "out", call(scores, 1, scores)),
    *each("bincount", TypeError, "labels", call(scores), call([1])),
    *each("bincount", ValueError, "labels", call(np.array([3, -1]))),
    *each("bincount", ValueError, "minlength", call(image, -1)),
    *each("bincount", TypeError, "minlength", call(image, 1.0)),
    *each("bbox_of", TypeError, "mask", call([[1]])),
    *each("bbox_of", ValueError, "mask", call(image)),
    *each("argmax_max", TypeError, "dtype", call(scores, 0, float)),
    *each("argmax_max", ValueError, "a", call(scores[:0], 0)),
    *each("overlay", TypeError, "img", call(None, soft, red, 0.5), call(scores, soft, red, 0.5)),
    *each("overlay", ValueError, "img", call(gray, soft, red, 0.5),
          call(np.zeros((4, 5, 5), np.uint8), soft, red, 0.5)),
    *each("overlay", TypeError, "mask", call(image, [[1]], red, 0.5), call(image, soft.astype(float), red, 0.5),
          call(image, soft > 0, red, 0.5), call(image, soft, voc, 0.5), call(image, soft, red, 0.5, "pillow")),
    *each("overlay", ValueError, "mask", call(image, image, red, 0.5), call(image, soft[:0], red, 0.5),
          call(image, crooked, red, 0.5)),
    *each("overlay", IndexError, "label", call(image, gray + 3, np.zeros((3, 3), np.uint8), 0.5),
          call(image, gray.astype(np.int64) - 1, voc, 0.5)),
    *each("overlay", TypeError, "color_or_palette", call(image, soft, 3, 0.5), call(image, soft, (1, 2.0, 3), 0.5),
          call(image, gray, np.zeros((2, 3)), 0.5)),
    *each("overlay", ValueError, "color_or_palette", call(image, soft, (1, 2), 0.5),
          call(image, soft, (1, 2, 256), 0.5), call(image, soft, (1, -2, 3), 0.5),
          call(image, gray, "coco", 0.5), call(image, gray, np.zeros((3, 2), np.uint8), 0.5),
          call(image, gray, np.zeros((257, 3), np.uint8), 0.5), call(image, gray, np.zeros((0, 3), np.uint8), 0.5)),
    *each("overlay", TypeError, "alpha", call(image, soft, red, None), call(image, soft, red, "a")),
    *each("overlay", ValueError, "alpha", call(image, soft, red, 1.1), call(image, soft, red, -0.1),
          call(image, soft, red, float("nan"))),
    *each("overlay", ValueError, "like", call(image, soft, red, 0.5, "photoshop"), call(image, soft, red, 0.5, "cv2")),
    *each("overlay", TypeError, "like", call(image, soft, red, 0.5, None)),
    *each("overlay", TypeError, "scale", call(image, soft, red, 0.5, scale=1)),
    *each("overlay", ValueError, "scale", call(image, soft, red, 0.5, scale="area"),
          call(image, gray, voc, 0.5, scale="pillow.box")),
    *each("overlay", TypeError, "out", call(image, soft, red, 0.5, out=image.view(np.int8))),
    *each("overlay", ValueError, "out", call(image, soft, red, 0.5, out=frozen), call(image, soft, red, 0.5, out=gray),
          call(image[:2], soft, red, 0.5, out=image[1:3]), call(image, image[..., 0], red, 0.5, out=image)),
    *each("overlay_logits", TypeError, "img", call(scores, scores[None], voc, 0.5, "numpy", "cv2.linear")),
    *each("overlay_logits", ValueError, "img", call(gray, scores[None], voc, 0.5, "numpy", "cv2.linear")),
    *each("overlay_logits", TypeError, "logits", call(image, image, voc, 0.5, "numpy", "cv2.linear")),
    *each("overlay_logits", ValueError, "logits", call(image, scores, voc, 0.5, "numpy", "cv2.linear"),
          call(image, np.zeros((3, 2, 2), np.float32), np.zeros((2, 3), np.uint8), 0.5, "numpy", "cv2.linear")),
    *each("overlay_logits", TypeError, "palette", call(image, scores[None], red, 0.5, "numpy", "cv2.linear")),
    *each("overlay_logits", ValueError, "palette", call(image, scores[None], "coco", 0.5, "numpy", "cv2.linear")),
    *each("overlay_logits", ValueError, "alpha", call(image, scores[None], voc, 1.5, "numpy", "cv2.linear")),
    *each("overlay_logits", ValueError, "like", call(image, scores[None], voc, 0.5, "photoshop", "cv2.linear")),
    *each("overlay_logits", ValueError, "scale", call(image, scores[None], voc, 0.5, "numpy", "pillow.nearest")),
    *each("overlay_logits", ValueError, "layout", call(image, scores[None], voc, 0.5, "numpy", "cv2.linear", "nchw")),
    *each("overlay_logits", ValueError, "size", call(image, scores[None], voc, 0.5, "numpy", "cv2.linear", size=(8, 8)),
          call(image, scores[None], voc, 0.5, "numpy", "cv2.linear", size=(0, 8))),
    *each("overlay_logits", ValueError, "crop",
          call(image, scores[None], voc, 0.5, "numpy", "cv2.linear", size=(8, 8), crop=(0, 0, 4, 4)),
          call(image, scores[None], voc, 0.5, "numpy", "cv2.linear", size=(8, 8), crop=(5, 0, 4, 5))),
    *each("overlay_logits", ValueError, "out",
          call(image, scores[None], voc, 0.5, "numpy", "cv2.linear", out=frozen)),
    *each("blend", TypeError, "a", call(scores, image, 0.5)),
    *each("blend", ValueError, "b", call(image, gray, 0.5)),
    *each("blend", ValueError, "alpha", call(image, image, float("inf"))),
    *each("blend", ValueError, "like", call(image, image, 0.5, "")),
    *each("blend", ValueError, "out", call(image, image, 0.5, out=frozen)),
    *each("add_weighted", TypeError, "gamma", call(image, 1, image, 1, "0")),
    *each("composite", ValueError, "mask", call(image, image, image)),
    *each("composite", ValueError, "above", call(gray[0], gray[0], gray)),
    *each("alpha_composite", ValueError, "below", call(image, image)),
    *each("paste", ValueError, "patch", call(image, gray, (0, 0), gray)),
    *each("paste", ValueError, "yx", call(image, image, (0,), gray)),
    *each("paint", TypeError, "mask", call(image, scores, red)),
    *each("paint", ValueError, "color", call(image, gray, (1, 2, 999))),
    *each("colorize", IndexError, "label", call(gray + 3, np.zeros((3, 3), np.uint8))),
    *each("colorize", ValueError, "palette", call(gray, "coco")),
    *each("colormap", ValueError, "cmap", call(gray, "parula")),
    *each("colormap", TypeError, "x", call(scores, "jet")),
    *each("put_alpha", TypeError, "alpha", call(image, scores)),
    *each("where", ValueError, "mask", call(gray[:2], image, image)),
    *each("where", TypeError, "b", call(gray, image, image.astype(float))),
    *each("draw_segmentation_masks", ValueError, "masks", call(image, gray[None, :2], np.zeros((1, 3), np.uint8))),
    *each("draw_segmentation_masks", ValueError, "alpha", call(image, gray[None], np.zeros((1, 3), np.uint8), 2)),
    *each("rearrange", TypeError, "a", call([1], "a -> a"), call(image.astype(complex), "h w c -> (w h) c")),
    *each("rearrange", TypeError, "pattern", call(image, None)),
    *each("rearrange", ValueError, "pattern", call(image, "h w -> w h")),
    *each("rearrange", TypeError, "p", call(image, "(h p) w c -> h p w c", p=2.0)),
    *each("rearrange", TypeError, "out", call(image, "h w c -> c h w", out=3),
          call(image, "h w c -> c h w", out=np.zeros((3, 4, 5)))),
    *each("rearrange", ValueError, "out", call(image, "h w c -> c h w", out=image),
          call(image, "a b c -> a b c", out=frozen)),
    *each("imread", TypeError, "path", call(3), call(None)),
    *each("imread", ValueError, "path", call("a\0b")),
    *each("imread", ValueError, "mode", call("a", "RGB")),
    *each("imread", TypeError, "mode", call("a", 3)),
    *each("imread", TypeError, "dtype", call("a", dtype=float), call("a", dtype="?!")),
    *each("imread", TypeError, "max_pixels", call("a", max_pixels="1")),
    *each("imdecode", TypeError, "data", call("text"), call(3), call(image[:, ::2])),
    *each("imdecode", ValueError, "data", call(b"")),
    *each("imdecode", NotImplementedError, "data", call(b"GIF89a")),
    *each("imdecode", ValueError, "mode", call(b"", "cmyk")),
    *each("imwrite", TypeError, "path", call(3, image)),
    *each("imwrite", ValueError, "path", call("a.gif", image), call("a.jpg", np.zeros((2, 2, 4), np.uint8))),
    *each("imwrite", TypeError, "a", call("a.png", 3), call("a.png", scores)),
    *each("imwrite", ValueError, "a", call("a.png", gray[0])),
    *each("imwrite", ValueError, "quality", call("a.jpg", image, 0), call("a.jpg", image, 2**40)),
    *each("imwrite", TypeError, "quality", call("a.jpg", image, 7.5)),
    *each("imencode", TypeError, "extension", call(3, image)),
    *each("imencode", ValueError, "data: unknown extension", call("gif", image)),
    *each("exif_orientation", TypeError, "path", call(3)),
    *each("exif_transpose", TypeError, "a", call(3, 1), call(image.astype(complex), 1)),
    *each("exif_transpose", ValueError, "a", call(gray[0], 1)),
    *each("exif_transpose", TypeError, "orientation", call(image, "1")),
    *each("exif_transpose", ValueError, "orientation", call(image, 0), call(image, 9)),
    *each("exif_transpose", ValueError, "out", call(image, 5, image)),
    *each("explain_diff", TypeError, "a", call(3, image), call(image > 0, image > 0)),
    *each("explain_diff", TypeError, "b", call(image, 3), call(image, image.astype(float))),
    *each("explain_diff", ValueError, "b", call(image, gray)),
    *each("force_target", TypeError, "name", call(3)),
    *each("force_target", ValueError, "name", call("mmx"), call("")),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1].__name__}-{case[2]}")
def test_the_message_names_the_argument(case):
    verb, exception, argument, arguments, options = case
    with pytest.raises(exception) as raised:
        getattr(eidograph, verb)(*arguments, **options)
    assert raised.type is exception
    # (rearrange lets copy make its copies)
    assert re.match(rf"({verb}|copy): {argument}\b", str(raised.value)), str(raised.value)


def test_a_refused_call_writes_nothing():
    img = np.full((4, 5, 3), 9, np.uint8)
    with pytest.raises(IndexError):
        eidograph.overlay(img, gray + 3, np.zeros((3, 3), np.uint8), 0.5, out=img)
    out = np.full((2, 2, 3), 9, np.uint8)
    with pytest.raises(ValueError):
        eidograph.resize(img, (2, 2), box=(0, 0, 9, 9), out=out)
    assert (img == 9).all() and (out == 9).all()


def test_a_size_that_no_memory_holds():
    for size in ((2**31 - 1, 2**31 - 1), (2**31 - 1, 2**20)):
        with pytest.raises(MemoryError):
            eidograph.resize(gray, size, "pillow.nearest")
