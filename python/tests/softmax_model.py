# SPDX-License-Identifier: MIT
"""softmax, log_softmax and sigmoid in numpy, operation by operation as include/eidograph/reduce/softmax.kernel.hpp says."""

import numpy as np

f32 = np.float32
LN2 = f32(float.fromhex("0x1.62e4p-1")), f32(float.fromhex("0x1.7f7ep-20"))
WHOLE = f32(1.5 * 2**23 + 191)
EXP = [f32(float.fromhex(c)) for c in ("0x1.fffffcp-2", "0x1.555492p-3", "0x1.5558f2p-5", "0x1.123ap-7", "0x1.6a2406p-10")]
LOG = [f32(float.fromhex(c)) for c in (
    "0x1.555548p-2", "-0x1.000006p-2", "0x1.99a4bcp-3", "-0x1.555c5ap-3", "0x1.2336e4p-3", "-0x1.fc1f6ap-4",
    "0x1.e6f5fcp-4", "-0x1.de4fa8p-4", "0x1.146334p-4")]


def exp_scaled(x):
    """2**64 * e**x for x <= 0."""
    x = np.maximum(x, f32(-132.5))
    n = (x * f32(float.fromhex("0x1.715476p+0")) + WHOLE) - WHOLE
    high, low = x - n * LN2[0], n * LN2[1]
    r = high - low
    c0, c1, c2, c3, c4 = EXP
    square = r * r
    p = square * c4 + (r * c3 + c2)
    p = square * p + (r * c1 + c0)
    p = f32(1) + (high + (square * p - low))
    exponent = np.where(np.isnan(n), 0, n + 64).astype(np.int32)
    return np.where(exponent == -127, f32(0), np.ldexp(p, exponent))


def log_normal(x):
    m, exponent = np.frexp(x)
    small = m < f32(np.sqrt(f32(0.5)))
    m, k = np.where(small, m * 2, m), (exponent - small).astype(f32)
    f = m - f32(1)
    square, p = f * f, LOG[8]
    for c in LOG[7::-1]:
        p = p * f + c
    p = f * square * p + k * LN2[1] - square * f32(0.5)
    whole = k * LN2[0]
    total = whole + f
    return total + (f - (total - whole) + p)


def softmax(x, axis, log=False):
    x = np.moveaxis(x, axis, 0)
    most = x.max(0)
    e = exp_scaled(x - most)
    part = np.zeros((16, *x.shape[1:]), f32)
    for k, a in enumerate(e):
        part[k % 16] = part[k % 16] + a
    while len(part) > 1:
        part = part[: len(part) // 2] + part[len(part) // 2 :]
    total = part[0]
    made = x - most - log_normal(total * f32(2.0**-64)) if log else e * (f32(1) / total)
    return np.ascontiguousarray(np.moveaxis(np.where(np.isnan(total), f32(np.nan), made), 0, axis))


def sigmoid(x):
    e = exp_scaled(-np.abs(x)) * f32(2.0**-64)
    return np.where(x < 0, e, f32(1)) / (f32(1) + e)
