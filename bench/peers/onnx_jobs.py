# SPDX-License-Identifier: MIT
"""The jobs in onnxruntime, a model of one operator each, on planes."""

import sys
from pathlib import Path

import numpy as np
import onnxruntime
from common import source_and_size

sys.path.append(str(Path(__file__).parents[2] / "tests" / "resample"))
import onnx_model  # noqa: E402

NAME, VERSION = "onnxruntime", onnxruntime.__version__


def resize(mode):
    def prepare(load, shape):
        source, (width, height) = source_and_size(shape)
        img = load(source)
        planes = img[None] if img.ndim == 2 else np.ascontiguousarray(img.transpose(2, 0, 1))
        session = onnx_model.session(mode, "half_pixel", "round_prefer_floor", str(img.dtype), threads=1)
        fed = {"x": planes[None], "size": np.array([1, len(planes), height, width], np.int64)}

        def to_array(made):
            return made[0][0].transpose(1, 2, 0) if img.ndim == 3 else made[0][0, 0]

        return lambda: session.run(None, fed), to_array

    return {f"Resize, {mode}": prepare}


JOBS = {"resample/onnx-linear": resize("linear"), "resample/onnx-nearest": resize("nearest")}
