# SPDX-License-Identifier: MIT
from collections.abc import Sequence
from os import PathLike
from typing import Any, Literal, NamedTuple, SupportsFloat, SupportsIndex, TypedDict, Union

from numpy.typing import DTypeLike, NDArray
from typing_extensions import Buffer

Array = NDArray[Any]
Path = Union[str, bytes, PathLike[str], PathLike[bytes]]
Mode = Literal["rgb", "bgr", "rgba", "gray"]

__version__: str

class Contract(TypedDict):
    kind: Literal["resize", "normalize", "blend"]
    dtypes: list[str]
    proved: str

class Difference(NamedTuple):
    same: bool
    shape_a: tuple[int, ...]
    shape_b: tuple[int, ...]
    compared: int
    differing: int
    other_bits: int
    one_nan: int
    first: tuple[tuple[int, ...], Any, Any] | None
    largest: tuple[tuple[int, ...], Any, Any] | None
    max_abs: int | float
    histogram: tuple[int, ...]
    reversed_axis: int | None
    order: tuple[int, ...] | None
    text: str

def resize(
    a: Array,
    size: Sequence[SupportsIndex],
    like: str = "pillow.bilinear",
    box: Sequence[SupportsFloat] | None = None,
    out: Array | None = None,
    threads: SupportsIndex = 1,
) -> Array: ...
def reduce(
    a: Array,
    factor: SupportsIndex | Sequence[SupportsIndex],
    plain: bool = False,
    out: Array | None = None,
) -> Array: ...
def normalize(
    a: Array,
    mean: SupportsFloat | Sequence[SupportsFloat] | Array,
    std: SupportsFloat | Sequence[SupportsFloat] | Array,
    like: str = "torchvision",
    axis: SupportsIndex = -1,
    out: Array | None = None,
) -> Array: ...
def copy(a: Array, out: Array | None = None) -> Array: ...
def astype(a: Array, dtype: DTypeLike, out: Array | None = None) -> Array: ...
def saturate(a: Array, dtype: DTypeLike, out: Array | None = None) -> Array: ...
def rearrange(a: Array, pattern: str, *, out: Array | None = None, **lengths: SupportsIndex) -> Array: ...

# a number (numpy.int64 ...) where a has one axis and there is no out
def argmax(a: Array, axis: SupportsIndex, dtype: DTypeLike | None = None, out: Array | None = None) -> Any: ...
def argmin(a: Array, axis: SupportsIndex, dtype: DTypeLike | None = None, out: Array | None = None) -> Any: ...
def amax(a: Array, axis: SupportsIndex, out: Array | None = None) -> Any: ...
def amin(a: Array, axis: SupportsIndex, out: Array | None = None) -> Any: ...
def argmax_max(a: Array, axis: SupportsIndex, dtype: DTypeLike | None = None) -> tuple[Any, Any]: ...
def overlay(
    img: Array,
    mask: Array,
    color_or_palette: Sequence[SupportsIndex] | Array | Literal["voc"],
    alpha: SupportsFloat,
    like: str = "numpy",
    scale: str | None = None,
    out: Array | None = None,
) -> Array: ...
def imread(
    path: Path, mode: Mode = "rgb", dtype: DTypeLike = "uint8", max_pixels: SupportsIndex | None = None
) -> Array: ...
def imdecode(
    data: Buffer, mode: Mode = "rgb", dtype: DTypeLike = "uint8", max_pixels: SupportsIndex | None = None
) -> Array: ...
def imwrite(path: Path, a: Array, quality: SupportsIndex = 75) -> None: ...
def imencode(extension: str, a: Array, quality: SupportsIndex = 75) -> bytes: ...
def exif_orientation(path: Path) -> int: ...
def exif_transpose(a: Array, orientation: SupportsIndex, out: Array | None = None) -> Array: ...
def decoder() -> str: ...
def explain_diff(a: Array, b: Array) -> Difference: ...
def contracts() -> dict[str, Contract]: ...
def targets() -> list[str]: ...
def target() -> str: ...
def force_target(name: str) -> None: ...
