# SPDX-License-Identifier: MIT
"""ONNX's Resize of planes, run by onnxruntime's CPU provider."""
import functools

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

MODES = ["nearest", "linear"]
GRIDS = ["half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "half_pixel_symmetric"]
ROUNDINGS = ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"]


@functools.cache
def session(mode, grid, rounding, dtype, threads=0):
    number = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    node = helper.make_node("Resize", ["x", "", "", "size"], ["y"], mode=mode, coordinate_transformation_mode=grid,
                            nearest_mode=rounding)
    graph = helper.make_graph([node], "resize", [helper.make_tensor_value_info("x", number, [None] * 4),
                                                 helper.make_tensor_value_info("size", TensorProto.INT64, [4])],
                              [helper.make_tensor_value_info("y", number, [None] * 4)])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)])
    model.ir_version = 9
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def resize(planes, size, mode, grid, rounding):
    """planes: (channels, h, w)."""
    wanted = np.array([1, len(planes), *size], np.int64)
    return session(mode, grid, rounding, str(planes.dtype)).run(None, {"x": planes[None], "size": wanted})[0][0]
