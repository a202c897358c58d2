# SPDX-License-Identifier: MIT
"""upsample_argmax against cv2.resize + argmax, and against torch's interpolate + argmax where torch is installed.

    python parity_upsample.py LIBRARY [--cases N] [--seed N]
"""
import ctypes
import pathlib
import sys

import cv2
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from parity import parser_of  # noqa: E402

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None

cv2.setNumThreads(1)
cv2.ipp.setUseIPP(False)


def ours(library, name, logits, hwc, h, w):
    shape = (ctypes.c_ssize_t * 3)(*logits.shape)
    ids, scores = np.empty((h, w), np.uint16), np.empty((h, w), np.float32)
    pointer = lambda a: ctypes.c_void_p(a.ctypes.data)
    n = ctypes.c_ssize_t
    failed = library.parity_upsample_argmax(name.encode(), pointer(logits), shape, int(hwc), n(h), n(w), pointer(ids),
                                            pointer(scores))
    assert not failed, name
    return ids, scores


def logits_of(rng, kind, classes, h, w):
    """Finite logits that make pruning's life hard: ties, equal planes, planes a little apart, small contrasts."""
    y, x = np.mgrid[:h, :w].astype(np.float32)
    slopes = rng.integers(-2, 3, (classes, 2)).astype(np.float32)
    planes = slopes[:, :1, None] * y + slopes[:, 1:, None] * x
    noise = rng.standard_normal((classes, h, w)).astype(np.float32)
    if kind == "noise":
        return noise
    if kind == "ties":
        return rng.integers(-1, 2, (classes, h, w)).astype(np.float32)
    if kind == "planes":
        return planes
    if kind == "equal planes":
        return np.repeat(noise[:1], classes, 0)
    if kind == "a unit apart":
        return np.nextafter(np.repeat(noise[:1], classes, 0), np.where(noise > 0, np.inf, -np.inf).astype(np.float32))
    if kind == "a margin apart":
        return planes * (1 + rng.integers(0, 4, (classes, 1, 1)) * np.float32(2**-21))
    if kind == "small contrast":
        return 100 + planes * np.float32(1e-5)
    return planes * 3 + noise * np.float32(0.2)


KINDS = ["noise", "ties", "planes", "equal planes", "a unit apart", "a margin apart", "small contrast", "net"]


def by_cv2(logits, h, w, mode):
    return np.stack([cv2.resize(p, (w, h), interpolation=mode) for p in logits])


def by_torch(logits, h, w, hwc, **options):
    batch = torch.from_numpy(logits)[None]
    if hwc:
        batch = torch.from_numpy(np.ascontiguousarray(logits.transpose(1, 2, 0))).permute(2, 0, 1)[None]
    return torch.nn.functional.interpolate(batch, (h, w), **options)[0].numpy()


def references(logits, h, w, hwc):
    yield "cv2.linear", by_cv2(logits, h, w, cv2.INTER_LINEAR)
    yield "cv2.nearest", by_cv2(logits, h, w, cv2.INTER_NEAREST)
    if torch is None:
        return
    yield "torch.bilinear", by_torch(logits, h, w, hwc, mode="bilinear")
    yield "torch.bilinear.align_corners", by_torch(logits, h, w, hwc, mode="bilinear", align_corners=True)
    yield "torch.nearest", by_torch(logits, h, w, hwc, mode="nearest")
    yield "torch.nearest_exact", by_torch(logits, h, w, hwc, mode="nearest-exact")


def main():
    arguments = parser_of(__doc__, cases=600, seed=5).parse_args()
    library = arguments.library
    rng = np.random.default_rng(arguments.seed)
    bad, compared = 0, {}
    for case in range(arguments.cases):
        large = case % 3 == 0
        classes = int(rng.integers(1, 40 if large else 20))
        h, w = (int(v) for v in rng.integers(1, 40 if large else 20, 2))
        oh, ow = (int(v) for v in rng.integers(1, 160 if large else 70, 2))
        if case % 10 == 0:
            oh = h
        if case % 10 == 5:
            h, w = 2 * oh, 2 * ow
        hwc, kind = bool(rng.integers(2)), KINDS[case % len(KINDS)]
        logits = np.ascontiguousarray(logits_of(rng, kind, classes, h, w), dtype=np.float32)
        given = np.ascontiguousarray(logits.transpose(1, 2, 0)) if hwc else logits
        for name, values in references(logits, oh, ow, hwc):
            ids, scores = ours(library, name, given, hwc, oh, ow)
            wrong = int((ids != values.argmax(0)).sum()) + int((scores != values.max(0)).sum())
            count = compared.setdefault(name, [0, 0, 0])
            count[0] += 1
            count[1] += ids.size
            count[2] += wrong
            if wrong:
                bad += 1
                if bad < 6:
                    print(f"{name}: {wrong} of {ids.size} differ: {kind}, ({classes}, {h}, {w}) to ({oh}, {ow}), hwc {hwc}")
    for name, (runs, labels, wrong) in compared.items():
        print(f"{name}: {runs} cases, {labels} labels, {wrong} differ")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
