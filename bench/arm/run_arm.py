# SPDX-License-Identifier: MIT
"""Counts the instructions that eidograph and the arm64 wheels of numpy, Pillow and OpenCV execute for the same jobs.

Under qemu-user, with a plugin that counts between two marks (icount.c): the second call of each job, less an empty
one. Everything is run twice and has to give the same counts. Needs gcc, aarch64-linux-gnu-g++, qemu-aarch64 (Debian
12's qemu-user, which loads plugins), apt-get. The table goes into docs/performance.md when all jobs were counted.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
FOLDER = Path(__file__).resolve().parent
BENCH = FOLDER.parent
sys.path[:0] = [str(FOLDER), str(BENCH), str(BENCH / "peers")]

import inputs  # noqa: E402
import peer  # noqa: E402
import tables  # noqa: E402
from guest import Guest, run  # noqa: E402
from run_bench import QUICK, photos_of_scikit_image  # noqa: E402

CPU = "neoverse-n1"
FLAGS = ["-std=c++20", "-O2", "-DNDEBUG"]
LIBRARIES = ("numpy", "pillow", "opencv")


def build(work):
    """(the plugin, eido_count)"""
    print("building the plugin and eido_count", flush=True)
    plugin, program = work / "libicount.so", work / "eido_count"
    run(["gcc", "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", FOLDER / "icount.c", "-o", plugin])
    sources = [FOLDER / "count_main.cpp", BENCH / "job.cpp", *sorted(BENCH.glob("*_bench.cpp"))]
    run(["aarch64-linux-gnu-g++", *FLAGS, "-static", "-Wno-psabi", "-I", BENCH.parent / "include", *sources,
         "-o", program])
    return plugin, program


def text_of(command, **options):
    return run(command, stdout=subprocess.PIPE, text=True, **options).stdout


class Counter:
    def __init__(self, work, plugin, emulator):
        self.work, self.plugin, self.emulator = work, plugin, emulator

    def counts(self, command_with, **options):
        """({tag: count without the marks' cost}, what was printed), the same in two runs."""
        file = self.work / "counts.txt"
        found = []
        for _ in range(2):
            text = text_of(command_with(["-plugin", f"{self.plugin},out={file}"]), **options)
            pairs = [line.split() for line in file.read_text().splitlines()]
            found.append({int(tag): int(count) for tag, count in pairs})
        if found[0] != found[1]:
            apart = {tag: (found[0][tag], found[1].get(tag)) for tag in found[0] if found[0][tag] != found[1].get(tag)}
            sys.exit(f"run_arm.py: two runs gave different counts, {apart}: {command_with([])}")
        return {tag: count - found[0][0] for tag, count in found[0].items()}, text


def ours(counter, program, folder, target, jobs):
    """{job: count}; the outputs are in work/eidograph."""
    out = counter.work / "eidograph"
    out.mkdir(exist_ok=True)

    def command(plugin):
        return ["setarch", "-R", *counter.emulator, *plugin, program, folder, out, target, *jobs]

    counts, _ = counter.counts(command)
    return {job: counts[tag] for tag, job in enumerate(jobs, 1)}


def theirs(counter, guest, library, folder, jobs):
    """(name and version, [(job, peer), ...])"""
    out = counter.work / library
    out.mkdir(exist_ok=True)

    def command(plugin):
        script = FOLDER / "count_peers.py"
        return [*guest.command(plugin), script, f"{library}_jobs", folder, out, *jobs]

    counts, text = counter.counts(command, env=guest.environment)
    first, *lines = text.splitlines()
    name, version = first.split("\t")
    found = []
    for line in lines:
        tag, job, how = line.split("\t")
        mine = counter.work / "eidograph" / f"{jobs.index(job) + 1}.npy"
        apart = peer.compare(mine, out / f"{tag}.npy")
        found.append((job, {"name": name, "how": how, "count": counts[int(tag)], **apart}))
    return f"{name} {version}", found


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for all that is fetched, built and found")
    parser.add_argument("--photos", type=Path, help="scikit-image's folder of data (default: of the installed one)")
    parser.add_argument("--only", default="", metavar="REGEX", help="only the jobs whose name it finds")
    parser.add_argument("--quick", action="store_true", help="a job of each room: to see that it works")
    parser.add_argument("--docs", type=Path, help="default: docs/performance.md, after all jobs")
    arguments = parser.parse_args()
    if not (arguments.quick or arguments.only or arguments.docs):
        arguments.docs = BENCH.parent / "docs" / "performance.md"
    arguments.work = arguments.work.resolve()
    return arguments


def main():
    arguments = parse()
    if arguments.docs:
        tables.around(arguments.docs, "arm")
    folder, work = arguments.work / "inputs", arguments.work / "arm"
    work.mkdir(parents=True, exist_ok=True)
    inputs.write(arguments.photos or photos_of_scikit_image(), folder)
    emulator = ["qemu-aarch64", "-cpu", CPU, "-seed", "1"]
    guest = Guest(work / "guest", emulator)
    plugin, program = build(work)
    listed = [line.split(" ", 1) for line in text_of([*emulator, program, "--list"]).splitlines()]
    known = [name for word, name in listed if word == "target"]
    pattern = re.compile(arguments.only or (QUICK if arguments.quick else ""))
    jobs = [name for word, name in listed if word == "job" and pattern.search(name)]
    targets = [known[-1]] + ["neon"] * (known[-1] != "neon")
    counter = Counter(work, plugin, emulator)
    results = {job: {"targets": {}, "peers": []} for job in jobs}
    for target in targets:
        print(f"counting eidograph, {target}", flush=True)
        for job, count in ours(counter, program, folder, target, jobs).items():
            results[job]["targets"][target] = count
    versions = []
    for library in LIBRARIES:
        print(f"counting {library}", flush=True)
        version, found = theirs(counter, guest, library, folder, jobs)
        versions.append(version)
        for job, one in found:
            results[job]["peers"].append(one)
    compiler = text_of(["aarch64-linux-gnu-g++", "-dumpfullversion"]).strip()
    emulated = re.search(r"version ([0-9.]+)", text_of(["qemu-aarch64", "--version"]))[1]
    about = {
        "processor": f"{CPU} of qemu-user {emulated}, AArch64 instructions executed",
        "compiler": f"aarch64-linux-gnu-g++ {compiler} {' '.join(FLAGS)} -static",
        "peers": f"{', '.join(versions)}; their arm64 wheels in Debian's arm64 Python",
    }
    report = {"about": about, "targets": targets, "results": results}
    (arguments.work / "arm.json").write_text(json.dumps(report, indent=1))
    text = tables.counts(report)
    print(text)
    if arguments.docs:
        tables.replace(arguments.docs, "arm", text)


if __name__ == "__main__":
    main()
