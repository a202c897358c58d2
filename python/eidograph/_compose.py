# SPDX-License-Identifier: MIT
from typing import Any, NamedTuple, Union

import numpy as np

from ._core import _crop_rect, _plan, short_size


class Resize(NamedTuple):
    """A stage of Compose: another size. size is (h, w), or an integer for the short side; like is resize's."""

    size: Union[int, tuple]
    like: str = "pillow.bilinear"


class CenterCrop(NamedTuple):
    """A stage of Compose: the middle, zeros around it where the image is smaller. size is (h, w), or an integer for
    both; like is center_crop's."""

    size: Union[int, tuple]
    like: str = "torchvision.center_crop"


class ToTensor(NamedTuple):
    """A stage of Compose: bytes as float32 divided by 255, channels first."""


class Normalize(NamedTuple):
    """A stage of Compose: (a - mean) / std per channel as float32; bytes that no ToTensor has divided by 255 are so
    first. mean and std are normalize's."""

    mean: Any
    std: Any


class ToCHW(NamedTuple):
    """A stage of Compose: channels first."""


class Compose:
    """Stages one after another, in one walk over the image: Compose([Resize(256), CenterCrop(224), ToTensor(),
    Normalize(mean, std)])(a) has the bits of the stages one by one.

    Equals torchvision's transforms of these names on Pillow images, for "pillow" names. Stages in this order, each once
    at most: Resize, CenterCrop, ToTensor, Normalize, ToCHW. Calling it with an image (h, w) or (h, w, 1 to 4), any
    strides, gives a new array, or out. Tables are made once for each shape of images, and kept for the last few; many
    threads may share it.

    Raises as the verbs do; ValueError for stages in another order."""

    ORDER = (Resize, CenterCrop, ToTensor, Normalize, ToCHW)
    KEPT = 8  # plans

    def __init__(self, stages):
        self.stages = tuple(stages)
        self._plans = {}
        at = -1
        for stage in self.stages:
            kinds = [k for k, kind in enumerate(self.ORDER) if isinstance(stage, kind)]
            if not kinds:
                raise TypeError(f"Compose: {stage!r} is no stage; expected "
                                + ", ".join(kind.__name__ for kind in self.ORDER))
            if kinds[0] <= at:
                raise ValueError("Compose: expected each stage once at most, in the order "
                                 + ", ".join(kind.__name__ for kind in self.ORDER))
            at = kinds[0]

    def __repr__(self):
        return f"Compose({list(self.stages)!r})"

    def __call__(self, a, out=None):
        key = getattr(a, "shape", None), getattr(a, "dtype", None)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._make(a)
            if len(self._plans) >= self.KEPT:
                self._plans.clear()
            self._plans[key] = plan
        return plan.run(a, out)

    def _make(self, a):
        size, like = np.shape(a)[:2], "pillow.nearest"
        crop = values = None
        planes = False
        for stage in self.stages:
            if isinstance(stage, Resize):
                size = stage.size if hasattr(stage.size, "__len__") else short_size(size, stage.size)
                like = stage.like
            elif isinstance(stage, CenterCrop):
                wanted = stage.size if hasattr(stage.size, "__len__") else (stage.size, stage.size)
                crop = _crop_rect(size, wanted, stage.like)
            elif isinstance(stage, ToTensor):
                if getattr(a, "dtype", None) != np.uint8:
                    raise TypeError("ToTensor: a has another dtype; expected uint8")
                values, planes = ([0.0], [1.0]), True
            elif isinstance(stage, Normalize):
                values = tuple(np.atleast_1d(np.asarray(v, np.float64)).tolist() for v in stage)
            else:
                planes = True
        return _plan(a, size, like, crop, values, planes)
