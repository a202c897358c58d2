# SPDX-License-Identifier: MIT
"""Image preprocessing with the pixels of Pillow, torchvision and numpy: the verbs of the C++ library eidograph.

Every verb takes numpy arrays of any strides without copying them, read-only ones too, and gives numpy arrays; out=
names the memory of a result. Kernels run without the GIL. like= names the Python library whose bits come out; see
contracts()."""

from ._core import (
    __version__,
    amax,
    amin,
    argmax,
    argmax_max,
    argmin,
    astype,
    contracts,
    copy,
    decoder,
    exif_orientation,
    exif_transpose,
    force_target,
    imdecode,
    imencode,
    imread,
    imwrite,
    normalize,
    overlay,
    reduce,
    resize,
    saturate,
    target,
    targets,
)
from ._difference import Difference, explain_diff
from ._rearrange import rearrange

__all__ = [
    "Difference",
    "amax",
    "amin",
    "argmax",
    "argmax_max",
    "argmin",
    "astype",
    "contracts",
    "copy",
    "decoder",
    "exif_orientation",
    "exif_transpose",
    "explain_diff",
    "force_target",
    "imdecode",
    "imencode",
    "imread",
    "imwrite",
    "normalize",
    "overlay",
    "rearrange",
    "reduce",
    "resize",
    "saturate",
    "target",
    "targets",
]
