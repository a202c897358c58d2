# SPDX-License-Identifier: MIT
"""Peers that are built from source, once, into a folder: pillow-simd (needs a C compiler and the headers of libjpeg and
zlib) and fast_image_resize (needs cargo)."""

import os
import shutil
import subprocess
import sys

from peer import FOLDER, Peer, python_peer


def pillow_simd(folder, inputs):
    """It has Pillow's name, so it gets a virtual environment of its own."""
    python = folder / "pillow-simd" / "bin" / "python"
    done = folder / "pillow-simd" / "installed"
    if not done.exists():
        print("building pillow-simd", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder / "pillow-simd"], check=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "numpy==2.4.*", "setuptools"], check=True)
        subprocess.run([*pip, "--no-binary", "pillow-simd", "pillow-simd==12.1.1.post0"], check=True,
                       env={**os.environ, "CC": "cc -mavx2"})
        done.touch()
    return python_peer("pillow", inputs, python)


def fast_image_resize(folder, inputs):
    """Built from a copy: cargo writes beside the sources."""
    print("building fast_image_resize", flush=True)
    source = folder / "fir"
    shutil.copytree(FOLDER / "fir", source, dirs_exist_ok=True)
    subprocess.run(["cargo", "build", "--release", "--quiet"], check=True, cwd=source)
    return Peer([source / "target" / "release" / "fir", inputs])
