# SPDX-License-Identifier: MIT
"""Links one program from two files that are compiled for different CPUs, in both orders. They must share no inline
function of this library, and the half that is compiled for the oldest CPU must run there. A file for a newer CPU also
links to kernels that were compiled without its flags.

    python check_abi.py PROJECT COMPILER [--emulator "qemu-x86_64 -cpu qemu64"]
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

SHARED = re.compile(r"eido::kernels::tier_in_use$")  # one for the whole program, and no code
DRIVER = """int plain_app();
int wide_app();
int main(int count, char**) { return count > 1 ? wide_app() : plain_app(); }
"""


def weak_symbols(object_file):
    """Demangled names that the linker would merge."""
    text = subprocess.run(["nm", "-C", object_file], check=True, capture_output=True, text=True).stdout
    found = (re.match(r"[0-9a-f]+ [WVu] (.*)", line) for line in text.splitlines())
    return {match[1] for match in found if match}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("project", type=pathlib.Path)
    arguments.add_argument("compiler")
    arguments.add_argument("--emulator", default="")
    options = arguments.parse_args()
    complaints = []
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)

        def compile(source, name, *flags):
            made = work / f"{name}.o"
            subprocess.run([options.compiler, "-std=c++20", "-I", options.project / "include", *flags, "-c", source,
                            "-o", made], check=True)
            return made

        app = options.project / "tests/consumer/core_app.cpp"
        (work / "driver.cpp").write_text(DRIVER)
        driver = compile(work / "driver.cpp", "driver")
        families = sorted((options.project / "include").glob("eidograph/*/*_kernels.hpp"))
        (work / "kernels.cpp").write_text("#define EIDO_COMPILING 1\n" + "".join(f'#include "{f}"\n' for f in families))
        kernels = compile(work / "kernels.cpp", "kernels", "-O0")
        caller = compile(app, "caller", "-DEIDO_COMPILED=1", "-march=haswell")
        subprocess.run([options.compiler, caller, kernels, "-o", work / "program"], check=True)

        # at -O0 each function that is used has a symbol
        plain = compile(app, "plain", "-O0", "-Dmain=plain_app")
        wide = compile(app, "wide", "-O0", "-Dmain=wide_app", "-march=haswell")
        ours = {name for name in weak_symbols(plain) if "eido::" in name}
        if len(ours) < 100:
            complaints.append(f"only {len(ours)} inline functions found; the check sees too little")
        complaints += [f"shared: {name}" for name in sorted(ours & weak_symbols(wide)) if not SHARED.search(name)]
        for order in ([plain, wide], [wide, plain]):
            program = work / "program"
            subprocess.run([options.compiler, driver, *order, "-o", program], check=True)
            ran = subprocess.run([*options.emulator.split(), program])
            if ran.returncode != 0:
                complaints.append(f"{order[0].stem} first: the plain half returns {ran.returncode}")
    print("\n".join(complaints) or "no inline function is shared")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
