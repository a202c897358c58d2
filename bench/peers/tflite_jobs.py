# SPDX-License-Identifier: MIT
"""The jobs in TFLite's runtime, a model of one operator each; images are there before and results stay where they are."""

import sys
from pathlib import Path

import ai_edge_litert
import numpy as np
from common import source_and_size

sys.path.append(str(Path(__file__).parents[2] / "tests" / "resample"))
import tflite_model  # noqa: E402
from tflite_model import OpResolverType  # noqa: E402

NAME, VERSION = "TFLite", ai_edge_litert.__version__


def resize(operator, kind):
    def prepare(load, shape):
        source, (width, height) = source_and_size(shape)
        img = load(source)
        img = img[..., None] if img.ndim == 2 else img
        bytes_as_i8 = operator == "bilinear" and img.dtype == np.uint8  # as converted models have them
        if bytes_as_i8:
            img = (img.astype(np.int16) - 128).astype(np.int8)
        run, result = tflite_model.prepared(img, (height, width), operator, False, True, kind)

        def to_array(_):
            made = result()
            made = (made.astype(np.int16) + 128).astype(np.uint8) if bytes_as_i8 else made
            return made[..., 0] if made.shape[2] == 1 else made

        return run, to_array

    return prepare


def ways(operator, name):
    return {
        name: resize(operator, OpResolverType.BUILTIN),
        f"{name}, no delegate": resize(operator, OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES),
        f"{name}, reference": resize(operator, OpResolverType.BUILTIN_REF),
    }


JOBS = {
    "resample/tflite-bilinear": ways("bilinear", "RESIZE_BILINEAR"),
    "resample/tflite-nearest": ways("nearest", "RESIZE_NEAREST_NEIGHBOR"),
}
