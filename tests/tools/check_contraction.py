# SPDX-License-Identifier: MIT
"""Compiles tests/simd/contraction.cpp and looks for fused multiply-adds in its instructions: none may be in the
functions *_two_roundings, and *_one_rounding must have one where the tier has such an instruction.

    python check_contraction.py PROJECT COMPILER... [--flags "-O2"] [--objdump objdump] [--work FOLDER]
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

FUSED = re.compile(r"\b(vfn?m(add|sub)\w*|fn?m(add|sub)|fml[as]|vfm[as]|vml[as])\b")
FUNCTION = re.compile(r"^[0-9a-f]+ <(.*)>:$")
OURS = re.compile(r"eido::kernels::\w+::(\w+)::\w+_(two_roundings|one_rounding)\b")
HAVE_FMA = {"avx2", "avxvnni", "avx512", "avx512vnni"}
SEEN = {"two_roundings": 5, "one_rounding": 1}  # functions of each kind in a tier, see contraction.kernel.hpp


def functions(objdump, object_file):
    """{demangled name: its instructions}"""
    text = subprocess.run([objdump, "-d", "-C", "--no-show-raw-insn", object_file], check=True, capture_output=True,
                          text=True).stdout
    found, lines = {}, []
    for line in text.splitlines():
        start = FUNCTION.match(line)
        if start:
            lines = found.setdefault(start[1], [])
        elif line.startswith(" "):
            lines.append(line)
    return found


def check(project, compiler, flags, objdump, work):
    """The complaints about one compilation, and the tiers found."""
    made = pathlib.Path(work) / "contraction.o"
    subprocess.run([compiler, "-std=c++20", *flags.split(), "-I", project / "include", "-I", project / "tests", "-c",
                    project / "tests/simd/contraction.cpp", "-o", made], check=True)
    fused_of, seen = {}, {}  # a function may come in parts
    for name, lines in functions(objdump, made).items():
        ours = OURS.search(name)
        if ours:
            seen.setdefault(ours[1], {}).setdefault(ours[2], set()).add(ours[0])
            fused_of.setdefault(ours[0], []).extend(line.strip() for line in lines if FUSED.search(line))
    complaints = []
    for function, fused in fused_of.items():
        tier, kind = OURS.search(function).groups()
        if kind == "two_roundings" and fused:
            complaints.append(f"{function}: {fused[0]}")
        if kind == "one_rounding" and tier in HAVE_FMA and not fused:
            complaints.append(f"{function}: no fused instruction")
    for tier, kinds in seen.items():
        for kind, count in SEEN.items():
            if len(kinds.get(kind, ())) != count:
                complaints.append(f"{tier}: {len(kinds.get(kind, ()))} functions {kind}; expected {count}")
    if len(seen) < 2:
        complaints.append(f"tiers found: {sorted(seen)}; expected more")
    return complaints, sorted(seen)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=pathlib.Path)
    parser.add_argument("compiler", nargs="+")
    parser.add_argument("--flags", action="append", help="may be given several times")
    parser.add_argument("--objdump", default="objdump")
    parser.add_argument("--work")
    options = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as temporary:
        for compiler in options.compiler:
            for flags in options.flags or ["-O2", "-O3 -march=native"]:
                complaints, tiers = check(options.project.resolve(), compiler, flags, options.objdump,
                                          options.work or temporary)
                print(f"{compiler} {flags}: {' '.join(tiers)}: {len(complaints)} wrong")
                for complaint in complaints:
                    print("  " + complaint)
                bad += len(complaints)
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
