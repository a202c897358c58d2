# SPDX-License-Identifier: MIT
"""The jobs in torch, on the CPU and one thread; images stay in numpy's layout (channels last)."""

import numpy as np
import torch
from common import LABEL_ALPHA, MEAN, STD, crop, source_and_size, voc
from torch.nn import functional

NAME, VERSION = "torch", torch.__version__

torch.set_num_threads(1)


def tensor(load, name):
    return torch.from_numpy(load(name))


def array(made):
    return made.numpy()


def resize(mode, antialias=True, colors=True):
    def prepare(load, shape):
        source, (width, height) = source_and_size(shape)
        img = tensor(load, source)
        if img.dtype == torch.uint16 or img.ndim == 3 and not colors:
            return None
        batch = img.permute(2, 0, 1)[None] if img.ndim == 3 else img[None, None]

        def run():
            return functional.interpolate(batch, (height, width), mode=mode, antialias=antialias)

        return run, lambda made: array(made[0].permute(1, 2, 0) if img.ndim == 3 else made[0, 0])

    return prepare


def copies(turn):
    def prepare(load, shape):
        view = turn(tensor(load, shape))
        out = torch.empty(view.shape, dtype=view.dtype)
        return lambda: out.copy_(view), array

    return {"copy_": prepare}


def turns(call):
    def prepare(load, shape):
        x = tensor(load, shape)
        return lambda: call(x), array

    return prepare


def astype(dtype):
    def prepare(load, shape):
        x = tensor(load, shape)
        out = torch.empty(x.shape, dtype=dtype)
        return lambda: out.copy_(x), array

    return {"copy_": prepare}


def normalize(order):
    mean, std = torch.from_numpy(MEAN), torch.from_numpy(STD)

    def prepare(load, shape):
        x = tensor(load, shape)
        return lambda: ((x.float() / 255 - mean) / std).permute(order).contiguous(), array

    return {"(x / 255 - mean) / std": prepare}


def argmax(axis):
    def prepare(load, shape):
        x = tensor(load, shape)
        return lambda: torch.argmax(x, axis), array

    return prepare


def largest(axis):
    def prepare(load, shape):
        x = tensor(load, shape)
        return lambda: torch.max(x, axis).indices, array

    return prepare


def topk(axis):
    def prepare(load, shape):
        x = tensor(load, shape)
        return lambda: torch.topk(x, 5, axis).indices, array

    return prepare


def floats(call):
    def prepare(load, shape):
        x = tensor(load, shape)
        out = torch.empty_like(x)
        return lambda: call(x, out), array

    return prepare


def softmax(axis):
    return floats(lambda x, out: torch.softmax(x, axis, out=out))


def upsampled_labels(load, shape):
    source, (width, height) = source_and_size(shape)
    logits = tensor(load, source)[None]

    def run():
        return functional.interpolate(logits, (height, width), mode="bilinear")[0].argmax(0)

    return run, array


def laid_logits(load, shape):
    img, logits = tensor(load, shape), tensor(load, "logits-21x128x128")[None]
    size, colors = img.shape[:2], torch.from_numpy(voc().astype(np.float32))
    alpha = torch.tensor(LABEL_ALPHA)

    def run():
        m = functional.interpolate(logits, size, mode="bilinear")[0].argmax(0)
        laid = (img * (1 - alpha) + colors[m] * alpha).to(torch.uint8)
        return torch.where((m != 0)[..., None], laid, img)

    return run, array


def chosen(load, shape):
    img, mask = tensor(load, shape), tensor(load, "mask-1920x1080") != 0
    flipped = img.flip(0)
    return lambda: torch.where(mask[..., None], img, flipped), array


JOBS = {
    "resample/bilinear": {"interpolate, antialias": resize("bilinear")},
    "resample/bicubic": {"interpolate, antialias": resize("bicubic")},
    "resample/lanczos": {"interpolate, antialias": resize("lanczos")},
    "resample/torch-u8-bilinear": {"interpolate, antialias": resize("bilinear")},
    "resample/torch-u8-bicubic": {"interpolate, antialias": resize("bicubic")},
    "resample/torch-u8-lanczos": {"interpolate, antialias": resize("lanczos")},
    "resample/torch-u8-bilinear-noaa": {"interpolate": resize("bilinear", False)},
    "resample/torch-u8-bicubic-noaa": {"interpolate": resize("bicubic", False)},
    "resample/torch-nearest": {"interpolate": resize("nearest", False)},
    "resample/torch-nearest-exact": {"interpolate": resize("nearest-exact", False)},
    "resample/torch-bilinear": {"interpolate": resize("bilinear", False, colors=False)},  # those take two threads
    "resample/torch-bilinear-single-thread": {"interpolate": resize("bilinear", False)},
    "resample/torch-bicubic": {"interpolate": resize("bicubic", False)},
    "resample/torch-bilinear-aa": {"interpolate, antialias": resize("bilinear")},
    "resample/torch-bicubic-aa": {"interpolate, antialias": resize("bicubic")},
    "convert/normalize-to-chw": normalize((2, 0, 1)),
    "convert/normalize-to-hwc": normalize((0, 1, 2)),
    "convert/hwc-to-chw": copies(lambda x: x.permute(2, 0, 1)),
    "convert/chw-to-hwc": copies(lambda x: x.permute(1, 2, 0)),
    "convert/rgb-to-bgr": {"flip": turns(lambda x: x.flip(2))},
    "convert/every-second-row-mirrored-two-channels": {"slice, flip": turns(lambda x: x[::2, :, 1:3].flip(1))},
    "convert/flip-horizontal": {"flip": turns(lambda x: x.flip(1))},
    "convert/flip-vertical": {"flip": turns(lambda x: x.flip(0))},
    "convert/rot90": {"rot90": turns(lambda x: torch.rot90(x).contiguous())},
    "convert/crop-1200x800": copies(crop),
    "convert/astype-f32": astype(torch.float32),
    "convert/astype-u8": astype(torch.uint8),
    "reduce/argmax-axis0": {"argmax": argmax(0), "max": largest(0)},
    "reduce/upsample_argmax-torch": {"interpolate, argmax": upsampled_labels},
    "reduce/argmax_max-axis0": {"max": largest(0)},
    "reduce/argmax-axis-1": {"argmax": argmax(-1), "max": largest(-1)},
    "reduce/argmax": {"argmax": argmax(0)},
    "reduce/topk-axis0": {"topk": topk(0)},
    "reduce/topk-axis-1": {"topk": topk(-1)},
    "reduce/topk": {"topk": topk(0)},
    "reduce/softmax-axis0": {"softmax": softmax(0)},
    "reduce/softmax-axis-1": {"softmax": softmax(-1)},
    "reduce/softmax": {"softmax": softmax(0)},
    "reduce/log_softmax-axis0": {"log_softmax": floats(lambda x, out: torch.log_softmax(x, 0, out=out))},
    "reduce/sigmoid": {"sigmoid": floats(lambda x, out: torch.sigmoid(x, out=out))},
    "overlay/logits-torch-21x128x128": {"interpolate, argmax, blend": laid_logits},
    "overlay/where": {"where": chosen},
}
