# SPDX-License-Identifier: MIT
"""Checks in Python what demo_main left in a folder: not one pixel may differ.

usage: check_overlay.py scene_probability.png FOLDER
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

sys.dont_write_bytecode = True  # no __pycache__ in the source tree
sys.path.insert(0, str(Path(__file__).parents[2] / "examples" / "selfie_overlay"))
from selfie_overlay import compare, differing, load, overlay  # noqa: E402


def expect(condition, sentence):
    if not condition:
        sys.exit(f"check_overlay.py: {sentence}")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    quantised, folder = Path(sys.argv[1]), Path(sys.argv[2])
    scene, out = load(folder / "scene.png"), load(folder / "overlay.png")
    expect(scene.shape == (360, 480, 3), f"scene.png has shape {scene.shape}")

    map_ = np.asarray(Image.open(quantised))
    probability = np.load(folder / "probability.npy")
    expect(map_.shape == (256, 256) and map_.dtype == np.uint8, "the map is not 256 x 256 grey bytes")
    expect(np.array_equal(probability, (map_.astype(np.float32) / 255)[None, ..., None]), "probability.npy != map / 255")
    expect(compare(folder / "scene.png", folder) == (0, 0), "C++ and Python differ")

    # The comparison itself must see what it looks for: the person is coloured, the rest is not, one byte more is noticed.
    covered = differing(out, scene) / (360 * 480)
    expect(0.28 < covered < 0.36, f"{covered:.0%} of the picture is coloured; the person covers 30 %")
    expect(np.array_equal(out[:50], scene[:50]), "the sky is coloured")
    wrong = overlay(scene, probability[0, ..., 0]).copy()
    wrong[200, 240, 1] ^= 1
    expect(differing(wrong, out) == 1, "a wrong pixel goes unnoticed")


if __name__ == "__main__":
    main()
