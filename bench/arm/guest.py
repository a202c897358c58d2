# SPDX-License-Identifier: MIT
"""An arm64 Python with the libraries' arm64 wheels, in a folder, without touching the system: Debian's packages are
downloaded by apt with a configuration of its own and unpacked, the wheels by pip."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WHEELS = ["numpy==2.4.*", "Pillow==13.0.0", "opencv-python-headless==5.0.0.93"]
PACKAGES = ["python3", "libstdc++6"]
IMPORTS = "import cv2, numpy, PIL.Image"

APT = """\
APT::Architecture "arm64";
APT::Architectures {{ "arm64"; }};
APT::Sandbox::User "root";
Dir::State "{0}";
Dir::State::status "{0}/status";
Dir::State::lists "{0}/lists";
Dir::Cache "{0}/cache";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "{0}/sources";
"""


def run(command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def debian_sources(folder):
    """This system's own list, and nobody else's."""
    for name in ("sources.list.d/debian.sources", "sources.list"):
        path = Path("/etc/apt") / name
        if path.exists():
            shutil.copy(path, folder)
            return
    sys.exit("run_arm.py: neither /etc/apt/sources.list.d/debian.sources nor /etc/apt/sources.list is here")


def download(folder):
    for name in ("sources", "lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "status").touch()
    debian_sources(folder / "sources")
    (folder / "apt.conf").write_text(APT.format(folder))
    environment = {**os.environ, "APT_CONFIG": str(folder / "apt.conf")}
    run(["apt-get", "update", "-qq"], env=environment)
    run(["apt-get", "install", "-qq", "-y", "--download-only", "--no-install-recommends", *PACKAGES], env=environment)
    return sorted((folder / "cache" / "archives").glob("*.deb"))


def fill(folder):
    print(f"fetching an arm64 Python and {', '.join(WHEELS)}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    root = folder / "root"
    root.mkdir(parents=True)
    for package in download(folder / "apt"):
        run(["dpkg-deb", "-x", package, root])
    version = python_of(root).name.removeprefix("python")
    platforms = [f"--platform={name}_aarch64" for name in ("manylinux2014", "manylinux_2_28")]
    run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
         f"--python-version={version}", *platforms, "--target", folder / "wheels", *WHEELS])


def python_of(root):
    """usr/bin/python3.N; python3 is a link that only the guest could follow."""
    return next(path for path in sorted((root / "usr" / "bin").glob("python3.*")) if path.name[8:].isdigit())


class Guest:
    """qemu-aarch64 with this Python in it."""

    def __init__(self, folder, emulator):
        done = folder / "done.txt"
        if not done.exists() or done.read_text() != str(WHEELS + PACKAGES):
            fill(folder)
            self.use(folder, emulator)
            run([*self.emulator, "-L", self.root, python_of(self.root), "-c", IMPORTS], env=self.environment)
            done.write_text(str(WHEELS + PACKAGES))
        self.use(folder, emulator)

    def use(self, folder, emulator):
        self.root, self.emulator = folder / "root", emulator
        # the same everywhere: strings and addresses decide how much a Python program does
        self.environment = {"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "0", "PYTHONPATH": str(folder / "wheels"),
                            "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

    def command(self, plugin):
        """-B: which modules are there compiled, by the run of IMPORTS, stays as it is."""
        return ["setarch", "-R", *self.emulator, *plugin, "-L", self.root, python_of(self.root), "-B"]
