# SPDX-License-Identifier: MIT
"""One TFLite operator as a model, written with flatbuffers alone, and its run by the runtime's own kernels."""
import flatbuffers
import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

TYPES = {"float32": 0, "uint8": 3, "int8": 9}
# builtin operator, builtin options, the field of align_corners (half_pixel_centers is the next)
OPERATORS = {"bilinear": (23, 15, 2), "nearest": (97, 74, 0)}


def _vector(b, items, prepend, size):
    b.StartVector(size, len(items), size)
    for item in reversed(items):
        prepend(item)
    return b.EndVector()


def _table(b, fields):
    """fields: (slot, kind, value); value is an offset for kind "UOffsetTRelative"."""
    b.StartObject(max((slot for slot, _, _ in fields), default=0) + 1)
    for slot, kind, value in fields:
        getattr(b, f"Prepend{kind}Slot")(slot, value, 0)
    return b.EndObject()


def resize_model(operator, dtype, shape, size, align_corners, half_pixel):
    """A model of one resize from (h, w, channels) to size."""
    code, options_code, flag = OPERATORS[operator]
    b = flatbuffers.Builder(1024)

    def offsets(items):
        return _vector(b, items, b.PrependUOffsetTRelative, 4)

    def ints(items):
        return _vector(b, items, b.PrependInt32, 4)

    size_bytes = b.CreateByteVector(np.array(size, "<i4").tobytes())
    buffers = offsets([_table(b, []), _table(b, [(0, "UOffsetTRelative", size_bytes)])])
    h, w, channels = shape
    tensors = []
    for name, dims, kind, buffer in (("image", [1, h, w, channels], TYPES[dtype], 0), ("size", [2], 2, 1),
                                     ("resized", [1, *size, channels], TYPES[dtype], 0)):
        text, dims = b.CreateString(name), ints(dims)
        fields = [(0, "UOffsetTRelative", dims), (1, "Int8", kind), (2, "Uint32", buffer), (3, "UOffsetTRelative", text)]
        if dtype != "float32" and kind != 2:
            scale = _vector(b, [1.0], b.PrependFloat32, 4)
            zero = _vector(b, [0], b.PrependInt64, 8)
            fields.append((4, "UOffsetTRelative", _table(b, [(2, "UOffsetTRelative", scale), (3, "UOffsetTRelative", zero)])))
        tensors.append(_table(b, fields))
    options = _table(b, [(flag, "Bool", align_corners), (flag + 1, "Bool", half_pixel)])
    inputs, outputs = ints([0, 1]), ints([2])
    operators = offsets([_table(b, [(1, "UOffsetTRelative", inputs), (2, "UOffsetTRelative", outputs),
                                    (3, "Uint8", options_code), (4, "UOffsetTRelative", options)])])
    tensors = offsets(tensors)
    inputs, outputs = ints([0]), ints([2])
    graph = offsets([_table(b, [(0, "UOffsetTRelative", tensors), (1, "UOffsetTRelative", inputs),
                                (2, "UOffsetTRelative", outputs), (3, "UOffsetTRelative", operators)])])
    codes = offsets([_table(b, [(0, "Int8", code), (2, "Int32", 3), (3, "Int32", code)])])
    model = _table(b, [(0, "Uint32", 3), (1, "UOffsetTRelative", codes), (2, "UOffsetTRelative", graph),
                       (4, "UOffsetTRelative", buffers)])
    b.Finish(model, file_identifier=b"TFL3")
    return bytes(b.Output())


def resize(a, size, operator, align_corners, half_pixel, reference=True):
    """a: (h, w, channels) of float32 or int8; uint8 goes through int8, as converted models do it."""
    if a.dtype == np.uint8 and operator == "bilinear":
        b = resize((a.astype(np.int16) - 128).astype(np.int8), size, operator, align_corners, half_pixel, reference)
        return (b.astype(np.int16) + 128).astype(np.uint8)
    kind = OpResolverType.BUILTIN_REF if reference else OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    run, result = prepared(a, size, operator, align_corners, half_pixel, kind)
    run()
    return result()


def prepared(a, size, operator, align_corners, half_pixel, kind):
    """What runs the model on a, and what gives the result of a run."""
    runner = Interpreter(model_content=resize_model(operator, str(a.dtype), a.shape, size, align_corners, half_pixel),
                         experimental_op_resolver_type=kind, num_threads=1)
    runner.allocate_tensors()
    runner.set_tensor(runner.get_input_details()[0]["index"], a[None])
    return runner.invoke, lambda: runner.get_tensor(runner.get_output_details()[0]["index"])[0]
