# SPDX-License-Identifier: MIT
"""Image preprocessing with the pixels of Pillow, torchvision and numpy: the verbs of the C++ library eidograph.

Every verb takes numpy arrays of any strides without copying them, read-only ones too, and gives numpy arrays; out=
names the memory of a result. Kernels run without the GIL. like= names the Python library whose bits come out; see
contracts()."""

from ._core import (
    __version__,
    argmax,
    astype,
    center_crop,
    contain_size,
    contracts,
    copy,
    cover_size,
    decoder,
    exif_orientation,
    exif_transpose,
    fit_box,
    force_target,
    imdecode,
    imencode,
    imread,
    imwrite,
    long_size,
    normalize,
    overlay,
    pad,
    reduce,
    resize,
    saturate,
    short_size,
    target,
    targets,
)
from ._difference import Difference, explain_diff
from ._geometry import Letterbox, contain, cover, fit, letterbox, resize_long, resize_short
from ._rearrange import rearrange

__all__ = [
    "Difference",
    "Letterbox",
    "argmax",
    "astype",
    "center_crop",
    "contain",
    "contain_size",
    "contracts",
    "copy",
    "cover",
    "cover_size",
    "decoder",
    "exif_orientation",
    "exif_transpose",
    "explain_diff",
    "fit",
    "fit_box",
    "force_target",
    "imdecode",
    "imencode",
    "imread",
    "imwrite",
    "letterbox",
    "long_size",
    "normalize",
    "overlay",
    "pad",
    "rearrange",
    "reduce",
    "resize",
    "resize_long",
    "resize_short",
    "saturate",
    "short_size",
    "target",
    "targets",
]
