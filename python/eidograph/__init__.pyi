# SPDX-License-Identifier: MIT
from collections.abc import Sequence
from os import PathLike
from typing import Any, Literal, NamedTuple, SupportsFloat, SupportsIndex, TypedDict, Union

from numpy.typing import DTypeLike, NDArray
from typing_extensions import Buffer

Array = NDArray[Any]
Path = Union[str, bytes, PathLike[str], PathLike[bytes]]
Palette = Literal["voc", "cityscapes", "ade20k", "ade20k_train"]
Mode = Literal["rgb", "bgr", "rgba", "gray"]

__version__: str

class Contract(TypedDict):
    kind: Literal["resize", "normalize", "blend", "longest", "long_edge", "center_crop", "letterbox"]
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

class Letterbox(NamedTuple):
    image: Array
    pads: tuple[int, int, int, int]
    scale: float
    inner: tuple[int, int]
    source: tuple[int, int]
    def to_source(self, boxes: Array | Sequence[Any]) -> NDArray[Any]: ...
    def crop(self, mask: Array) -> Array: ...

class Resize(NamedTuple):
    size: int | Sequence[SupportsIndex]
    like: str = "pillow.bilinear"

class CenterCrop(NamedTuple):
    size: int | Sequence[SupportsIndex]
    like: str = "torchvision.center_crop"

class ToTensor(NamedTuple): ...

class Normalize(NamedTuple):
    mean: SupportsFloat | Sequence[SupportsFloat] | Array
    std: SupportsFloat | Sequence[SupportsFloat] | Array

class ToCHW(NamedTuple): ...

class Compose:
    stages: tuple[Resize | CenterCrop | ToTensor | Normalize | ToCHW, ...]
    def __init__(self, stages: Sequence[Resize | CenterCrop | ToTensor | Normalize | ToCHW]) -> None: ...
    def __call__(self, a: Array, out: Array | None = None) -> Array: ...

def resize(
    a: Array,
    size: Sequence[SupportsIndex],
    like: str = "pillow.bilinear",
    box: Sequence[SupportsFloat] | None = None,
    reducing_gap: SupportsFloat | None = None,
    out: Array | None = None,
    threads: SupportsIndex = 1,
) -> Array: ...
def reduce(
    a: Array,
    factor: SupportsIndex | Sequence[SupportsIndex],
    plain: bool = False,
    out: Array | None = None,
) -> Array: ...
def short_size(
    image: Sequence[SupportsIndex],
    edge: SupportsIndex,
    longest: SupportsIndex | None = None,
    limit: str = "torchvision.max_size",
) -> tuple[int, int]: ...
def long_size(
    image: Sequence[SupportsIndex], edge: SupportsIndex, rule: str = "torchvision.long_edge"
) -> tuple[int, int]: ...
def contain_size(image: Sequence[SupportsIndex], size: Sequence[SupportsIndex]) -> tuple[int, int]: ...
def cover_size(image: Sequence[SupportsIndex], size: Sequence[SupportsIndex]) -> tuple[int, int]: ...
def thumbnail_size(image: Sequence[SupportsIndex], size: Sequence[SupportsIndex]) -> tuple[int, int]: ...
def fit_box(
    image: Sequence[SupportsIndex],
    size: Sequence[SupportsIndex],
    bleed: SupportsFloat = 0.0,
    centering: Sequence[SupportsFloat] = (0.5, 0.5),
) -> tuple[float, float, float, float]: ...
def resize_short(
    a: Array,
    edge: SupportsIndex,
    like: str = "pillow.bilinear",
    longest: SupportsIndex | None = None,
    limit: str = "torchvision.max_size",
    out: Array | None = None,
) -> Array: ...
def resize_long(
    a: Array,
    edge: SupportsIndex,
    like: str = "pillow.bilinear",
    rule: str = "torchvision.long_edge",
    out: Array | None = None,
) -> Array: ...
def contain(
    a: Array, size: Sequence[SupportsIndex], like: str = "pillow.bicubic", out: Array | None = None
) -> Array: ...
def cover(
    a: Array, size: Sequence[SupportsIndex], like: str = "pillow.bicubic", out: Array | None = None
) -> Array: ...
def thumbnail(
    a: Array,
    size: Sequence[SupportsIndex],
    like: str = "pillow.bicubic",
    reducing_gap: SupportsFloat | None = 2.0,
    out: Array | None = None,
) -> Array: ...
def fit(
    a: Array,
    size: Sequence[SupportsIndex],
    like: str = "pillow.bicubic",
    bleed: SupportsFloat = 0.0,
    centering: Sequence[SupportsFloat] = (0.5, 0.5),
    out: Array | None = None,
) -> Array: ...
def center_crop(
    a: Array,
    size: Sequence[SupportsIndex],
    like: str = "torchvision.center_crop",
    out: Array | None = None,
) -> Array: ...
def pad(
    a: Array,
    pads: Sequence[SupportsIndex],
    mode: Literal["constant", "edge", "reflect", "symmetric", "wrap"] = "constant",
    value: SupportsFloat | Sequence[SupportsFloat] = 0,
    out: Array | None = None,
) -> Array: ...
def letterbox(
    a: Array,
    size: Sequence[SupportsIndex],
    value: SupportsFloat | Sequence[SupportsFloat] = 114,
    like: str = "ultralytics.letterbox",
    scale: str | None = None,
    stride: SupportsIndex = 0,
    scaleup: bool = True,
    center: bool = True,
    centering: Sequence[SupportsFloat] = (0.5, 0.5),
    out: Array | None = None,
) -> Letterbox: ...
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
def rearrange(a: Array, pattern: str, /, *, out: Array | None = None, **lengths: SupportsIndex) -> Array: ...

# a number (numpy.int64 ...) where a has one axis and there is no out
def argmax(a: Array, axis: SupportsIndex, dtype: DTypeLike | None = None, out: Array | None = None) -> Any: ...
def argmin(a: Array, axis: SupportsIndex, dtype: DTypeLike | None = None, out: Array | None = None) -> Any: ...
def amax(a: Array, axis: SupportsIndex, out: Array | None = None) -> Any: ...
def amin(a: Array, axis: SupportsIndex, out: Array | None = None) -> Any: ...
def upsample_argmax(
    logits: Array,
    size: Sequence[SupportsIndex],
    like: str,
    layout: Literal["chw", "hwc"] = "chw",
    crop: Sequence[SupportsIndex] | None = None,
    scores: bool | Literal["logit", "softmax"] = False,
    dtype: DTypeLike | None = None,
    out: Array | None = None,
) -> Any: ...
def softmax(a: Array, axis: SupportsIndex, out: Array | None = None) -> Array: ...
def log_softmax(a: Array, axis: SupportsIndex, out: Array | None = None) -> Array: ...
def sigmoid(a: Array, out: Array | None = None) -> Any: ...
def topk(a: Array, k: SupportsIndex, axis: SupportsIndex = -1, dtype: DTypeLike | None = None) -> tuple[Array, Array]: ...
def threshold(a: Array, t: SupportsFloat, out: Array | None = None) -> Any: ...
def bincount(labels: Array, minlength: SupportsIndex = 0) -> Array: ...
def bbox_of(mask: Array) -> tuple[int, int, int, int] | None: ...
def argmax_max(a: Array, axis: SupportsIndex, dtype: DTypeLike | None = None) -> tuple[Any, Any]: ...
def overlay(
    img: Array,
    mask: Array,
    color_or_palette: Sequence[SupportsIndex] | Array | Palette,
    alpha: SupportsFloat,
    like: str = "numpy",
    scale: str | None = None,
    out: Array | None = None,
    background: bool = False,
) -> Array: ...
def overlay_logits(
    img: Array,
    logits: Array,
    palette: Array | Palette,
    alpha: SupportsFloat,
    like: str,
    scale: str,
    layout: Literal["chw", "hwc"] = "chw",
    size: Sequence[SupportsIndex] | None = None,
    crop: Sequence[SupportsIndex] | None = None,
    out: Array | None = None,
    background: bool = False,
) -> Array: ...
def blend(a: Array, b: Array, alpha: SupportsFloat, like: str = "pillow", out: Array | None = None) -> Array: ...
def add_weighted(
    a: Array,
    alpha: SupportsFloat,
    b: Array,
    beta: SupportsFloat,
    gamma: SupportsFloat,
    out: Array | None = None,
) -> Array: ...
def composite(above: Array, below: Array, mask: Array, out: Array | None = None) -> Array: ...
def alpha_composite(below: Array, above: Array, out: Array | None = None) -> Array: ...
def paste(
    img: Array, patch: Array, yx: Sequence[SupportsIndex], mask: Array, out: Array | None = None
) -> Array: ...
def paint(img: Array, mask: Array, color: Sequence[SupportsIndex], out: Array | None = None) -> Array: ...
def colorize(labels: Array, palette: Array | Palette, out: Array | None = None) -> Array: ...
def colormap(
    x: Array, cmap: Literal["gray", "jet", "viridis", "turbo", "hot"], out: Array | None = None
) -> Array: ...
def put_alpha(img: Array, alpha: Array, out: Array | None = None) -> Array: ...
def where(mask: Array, a: Array, b: Array, out: Array | None = None) -> Array: ...
def draw_segmentation_masks(
    img: Array, masks: Array, colors: Array, alpha: SupportsFloat = 0.8, out: Array | None = None
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
