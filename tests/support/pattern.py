# SPDX-License-Identifier: MIT
"""The numbers of tests/support/pattern.hpp, and the hash of tests/support/hash.hpp, in Python."""
import numpy as np
import xxhash


def random_values(count, seed, dtype):
    state = np.empty(count + 1, np.uint32)
    x = (seed * 2654435761 + 12345) & 0xFFFFFFFF
    for i in range(count):
        x = (x * 1664525 + 1013904223) & 0xFFFFFFFF
        state[i] = x
    raw = state[:count] >> 8
    if dtype in (np.uint8, np.uint16):
        return raw.astype(dtype)
    centred = raw.astype(np.int32) - (1 << 23)
    return centred if dtype == np.int32 else centred.astype(np.float32) / np.float32(131072)


def hash_of(array):
    """XXH3-128 of the elements in C order, little-endian."""
    array = np.asarray(array)
    return xxhash.xxh3_128_hexdigest(np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes())
