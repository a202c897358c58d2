# SPDX-License-Identifier: MIT
"""What the scripts that compare with a Python library have in common: LIBRARY [--cases N] [--seed N] ..."""

import argparse
import ctypes
import pathlib


def parser_of(doc, cases, seed=1):
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=lambda path: ctypes.CDLL(str(pathlib.Path(path).resolve())))
    parser.add_argument("--cases", type=int, default=cases)
    parser.add_argument("--seed", type=int, default=seed)
    return parser
