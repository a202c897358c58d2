"""str(a) of numpy against eido::to_string on random arrays.

Usage: parity_print.py <print_parity_main> [cases] [seed]
The program reads NNNN.npy and compares its text with NNNN.txt; it ends with 1 when one differs.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

DTYPES = ["uint8", "int8", "int16", "int32", "int64", "float32", "float64", "bool"]


def shape_of(rng):
    rank = int(rng.integers(1, 5))
    kind = rng.random()
    if kind < 0.05:
        return tuple(int(rng.integers(0, 3)) for _ in range(rank))
    most = {1: 40, 2: 20, 3: 8, 4: 5} if kind < 0.6 else {1: 2500, 2: 60, 3: 15, 4: 9}
    return tuple(int(rng.integers(1, most[rank] + 1)) for _ in range(rank))


def floats(rng, shape, dtype):
    kind = rng.integers(0, 10)
    n = int(np.prod(shape, dtype=np.int64))
    if kind == 0:
        a = rng.normal(size=n) * 10.0 ** rng.integers(-6, 10)
    elif kind == 1:
        a = rng.normal(size=n) * 10.0 ** rng.uniform(-44, 38, n)
    elif kind == 2:
        a = rng.integers(-300, 300, n) / 8.0
    elif kind == 3:
        a = rng.integers(-(10**7), 10**8, n).astype(np.float64)
    elif kind == 4:  # any bits: denormals, infinities, NaN
        bits = np.uint32 if dtype == "float32" else np.uint64
        a = rng.integers(0, np.iinfo(bits).max, n, dtype=bits, endpoint=True).view(dtype)
    elif kind == 5:  # powers of two lie closer to their neighbour below
        a = np.ldexp(1.0, rng.integers(-13, 20, n))
    elif kind == 6:
        a = rng.random(n)
    elif kind == 7:
        a = rng.normal(size=n) * np.finfo(dtype).tiny
    elif kind == 8:  # halves at the ninth digit: ties
        a = rng.integers(0, 2**20, n) / 2.0**20 + rng.integers(0, 100, n)
    else:
        a = np.round(rng.normal(size=n) * 100, int(rng.integers(0, 5)))
    with np.errstate(over="ignore"):
        a = a.astype(dtype)
    for value in (np.nan, np.inf, -np.inf, -0.0, 0.0):
        if n and rng.random() < 0.15:
            a[rng.random(n) < rng.choice([0.05, 0.3, 1.0])] = value
    return a.reshape(shape)


def array(rng):
    shape, dtype = shape_of(rng), str(rng.choice(DTYPES, p=[0.08, 0.08, 0.08, 0.08, 0.08, 0.27, 0.27, 0.06]))
    if dtype == "bool":
        return rng.random(shape) < rng.choice([0.0, 0.5, 1.0])
    if dtype.startswith("float"):
        return floats(rng, shape, dtype)
    info = np.iinfo(dtype)
    top = int(min(10 ** int(rng.integers(0, 20)), info.max))
    return rng.integers(max(-top, info.min), top, shape, dtype=dtype, endpoint=True)


def main():
    program = sys.argv[1]
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    rng = np.random.default_rng(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as folder:
        for i in range(cases):
            a = array(rng)
            if i < 40:  # scalars print otherwise
                a = a.reshape(-1)[:1].sum(dtype=a.dtype).reshape(())
            np.save(Path(folder) / f"{i:05}.npy", a)
            (Path(folder) / f"{i:05}.txt").write_text(str(a))
        return subprocess.call([program, folder, str(cases)])


if __name__ == "__main__":
    sys.exit(main())
