# SPDX-License-Identifier: MIT
"""What a measurement was made on."""

import os
import platform
from pathlib import Path

FLAGS = ("sse4_1", "avx2", "fma", "avx_vnni", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx512vbmi")


def cpu():
    """The processor's name, what it can and its caches."""
    facts = {}
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        facts.setdefault(name.strip(), value.strip())
    model = facts.get("model name", platform.machine())
    family = f" family {facts['cpu family']} model {facts['model']}" if "cpu family" in facts else ""
    known = set(facts.get("flags", "").split())
    return f"{model}{family} ({' '.join(f for f in FLAGS if f in known)}; {caches()})"


def caches():
    sizes = []
    for index in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = ((index / name).read_text().strip() for name in ("level", "type", "size"))
        if kind != "Instruction":
            sizes.append(f"L{level} {size}")
    return ", ".join(sizes)


def system():
    release = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{release}, Linux {platform.release().split('-')[0]}, Python {platform.python_version()}"


def pin():
    """This process and its children on one core, the last that they may use."""
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
