# SPDX-License-Identifier: MIT
"""Writes tests/geometry/golden.hpp: a hash for each rule over the results of the libraries' own code for the cases that
golden_test.cpp draws:  python make_golden.py > golden.hpp   with torchvision, transformers, ultralytics (pip install
--no-deps is enough for the last two)."""
import importlib.metadata
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from pattern import hash_of, random_values  # noqa: E402
from reference import RULES, draw, expected, rules  # noqa: E402

CASES = 4000


def main():
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}"
                         for name in ("pillow", "torchvision", "transformers", "ultralytics"))
    print("// SPDX-License-Identifier: MIT\n#pragma once\n")
    print(f"// Written by make_golden.py with {versions}.\n")
    print("struct geometry_golden {\n  int cases;\n  const char* hash;\n};\n")
    print("// in the order of eido_test::rule\ninline constexpr geometry_golden geometry_goldens[] = {")
    found = rules()
    for seed, name in enumerate(RULES):
        raw = (random_values(CASES * 6, seed + 1, np.int32) + (1 << 23)).reshape(CASES, 6)
        table = np.array([expected(found[name], draw(name, row.tolist())) for row in raw])
        print(f'    {{{CASES}, "{hash_of(table)}"}},  // {name}')
    print("};")


if __name__ == "__main__":
    main()
