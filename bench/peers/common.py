# SPDX-License-Identifier: MIT
"""What the jobs of every library share.

A library's module has NAME, VERSION and JOBS: {"room/what": {"how": prepare}}. prepare(load, shape) loads the input
(named as the job's last part says) and returns the function to measure, or that function and one that makes a numpy
array of eidograph's layout from what it returns, or None where the library has nothing for this input. Where a library
can write into an array that is there already, it does.
"""

import numpy as np

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)
COLOR, ALPHA = (0, 150, 255), np.float32(0.6)
LABEL_ALPHA = np.float32(0.5)


def voc():
    """PASCAL VOC's 256 colors."""
    colors = np.zeros((256, 3), np.uint8)
    for label in range(256):
        for bit in range(8):
            for channel in range(3):
                colors[label, channel] |= (label >> (3 * bit + channel) & 1) << (7 - bit)
    return colors


def source_and_size(shape):
    """("rgb-640x480", (224, 224)) of "rgb-640x480-to-224x224"; the size is (width, height)."""
    source, size = shape.split("-to-")
    width, height = size.split("x")
    return source, (int(width), int(height))


def part(x):
    """x[::2, ::-1, 1:3]"""
    return x[::2, ::-1, 1:3]


BORDER = (20, 30, 40, 50)  # top, bottom, left, right


def square(x):
    """1000x1000 pixels in the middle of 1920x1080."""
    return x[40:1040, 460:1460]


def crop(x):
    """1200x800 pixels in the middle of 1920x1080."""
    return x[140:940, 360:1560]
