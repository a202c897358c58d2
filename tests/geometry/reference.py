# SPDX-License-Identifier: MIT
"""What the Python libraries' own code computes for the rules of cases.hpp. Of transformers and ultralytics only the few
functions are taken, out of their files, so that the packages need not be importable."""
import ast
import importlib.util
import math
import pathlib
from unittest import mock

import numpy as np
from PIL import Image, ImageOps

RULES = ["short_size", "torchvision_max_size", "hf_longest_edge", "torchvision_long_edge", "sam_long_edge", "contain",
         "cover", "torchvision_center_crop", "hf_center_crop", "ultralytics", "pillow_pad",
         "thumbnail"]


def function_of(package, path, name, cls=None, **names):
    """One function out of an installed package's file."""
    spec = importlib.util.find_spec(package)
    if spec is None:
        raise ImportError(package)
    file = pathlib.Path(spec.submodule_search_locations[0], path)
    body = ast.parse(file.read_text()).body
    if cls:
        body = next(node.body for node in body if isinstance(node, ast.ClassDef) and node.name == cls)
    node = next(node for node in body if isinstance(node, ast.FunctionDef) and node.name == name)
    node.decorator_list, node.returns = [], None
    for argument in node.args.args + node.args.kwonlyargs:
        argument.annotation = None
    space = {"np": np, "ceil": math.ceil, **names}
    exec(compile(ast.Module([node], []), str(file), "exec"), space)
    return space[name]


class Size:
    """An image without pixels: Pillow's functions ask for its size only."""

    mode, palette, info = "RGB", None, {}

    def __init__(self, size):
        self.size, (self.width, self.height) = size, size
        self.box, self.pasted = None, None

    def resize(self, size, method=None, resample=None, box=None):
        made = Size(size)
        made.box = box
        return made

    def paste(self, image, at):
        self.pasted = image, at


def pillow(f):
    """Pillow's function with images made without pixels."""
    def rule(h, w, a, b, x, y):
        with mock.patch("PIL.Image.new", lambda mode, size, color=None: Size(size)):
            return f(Size((w, h)), (b, a), x, y)
    return rule


def pillow_pad(image, canvas, x, y):
    out = ImageOps.pad(image, canvas, centering=(x / 8, y / 8))
    inner, (left, top) = out.pasted or (out, (0, 0))
    if min(inner.size) == 0:
        return (0,)
    return (inner.height, inner.width, top, out.height - top - inner.height, left, out.width - left - inner.width)


def pillow_thumbnail(image, size, *_):
    image.draft, image.resize, image._size = mock.Mock(return_value=None), mock.Mock(), image.size
    Image.Image.thumbnail(image, size)
    return image._size[::-1]


def cropped(crop):
    """Where the first pixel of a crop comes from, by an image whose pixels say where they are."""
    def rule(h, w, a, b, *_):
        out = crop(np.arange(1, h * w + 1, dtype=np.int32).reshape(1, h, w), (a, b))[0]
        assert out.shape == (a, b)
        y, x = np.argwhere(out)[0]
        return (out[y, x] - 1) // w - y, (out[y, x] - 1) % w - x
    return rule


def torchvision_rules():
    import torch
    from torchvision.transforms import functional as F

    def limited(h, w, a, b, *_):
        try:
            return F._compute_resized_output_size((h, w), [a], b)
        except ValueError:
            return (0,)

    return {"short_size": lambda h, w, a, *_: F._compute_resized_output_size((h, w), [a]),
            "torchvision_max_size": limited,
            "torchvision_long_edge":
                lambda h, w, a, *_: F._compute_resized_output_size((h, w), None, a, allow_size_none=True),
            "torchvision_center_crop":
                cropped(lambda img, size: F.center_crop(torch.from_numpy(img), list(size)).numpy())}


def transformers_rules():
    limited = function_of("transformers", "image_transforms.py", "get_size_with_aspect_ratio")
    crop = function_of("transformers", "image_transforms.py", "center_crop", Iterable=tuple,
                       ChannelDimension=mock.Mock(FIRST=0), get_image_size=lambda img, _: img.shape[-2:],
                       infer_channel_dimension_format=lambda *_: 0, requires_backends=lambda *_: None,
                       to_channel_dimension_format=lambda img, *_: img)
    sam = function_of("transformers", "models/sam/image_processing_sam.py", "_get_preprocess_shape",
                      "SamImageProcessor")
    return {"hf_longest_edge": lambda h, w, a, b, *_: limited((h, w), a, b), "hf_center_crop": cropped(crop),
            "sam_long_edge": lambda h, w, a, *_: sam(None, (h, w), a)}


def ultralytics_rules():
    params = function_of("ultralytics", "data/augment.py", "get_params", "LetterBox")

    def letterbox(h, w, a, b, flags, stride):
        box = mock.Mock(new_shape=(a, b), scaleup=bool(flags & 1), center=bool(flags & 2), auto=stride > 0,
                        stride=stride, scale_fill=False)
        p = params(box, {"img": np.empty((h, w, 0))})
        return (*p["new_unpad"][::-1], p["top"], p["bottom"], p["left"], p["right"])

    return {"ultralytics": letterbox}


def pillow_rules():
    return {"contain": pillow(lambda img, size, *_: ImageOps.contain(img, size).size[::-1]),
            "cover": pillow(lambda img, size, *_: ImageOps.cover(img, size).size[::-1]),
            "pillow_pad": pillow(pillow_pad), "thumbnail": pillow(pillow_thumbnail)}


def rules():
    """name -> f(h, w, four more numbers), of the libraries that are installed."""
    found = {}
    for maker in pillow_rules, torchvision_rules, transformers_rules, ultralytics_rules:
        try:
            found.update(maker())
        except ImportError as missing:
            print("not installed:", missing)
    return found


def expected(rule, case):
    """Eight numbers, zeros where the library raises or a side is longer than eidograph takes."""
    out = np.zeros(8, np.int64)
    made = [int(n) for n in rule(*(int(n) for n in case))]
    if max(made) < 2**31:
        out[:len(made)] = made
    return out


def draw(name, raw):
    """Six random numbers below 2^24 as a case of a rule; golden_test.cpp does the same."""
    most = 60 if name.endswith("crop") else 1 << 22 if raw[5] % 16 == 0 else 2500
    size = 60 if name.endswith("crop") else 1300
    stride = raw[5] // 16 % 3 * 32 if name == "ultralytics" else raw[5] // 16 % 12
    return [1 + raw[0] % most, 1 + raw[1] % most, 1 + raw[2] % size, 1 + raw[3] % size, raw[4] % 12, stride]
