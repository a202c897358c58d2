# SPDX-License-Identifier: MIT
"""Measures eidograph and the Python libraries on the same inputs, one thread, one core, turn by turn.

In each round every job is done by eidograph for each target, by the memory limit's loops, then by each peer, so that a
machine that slows down slows all of them down. When all jobs were measured, the table goes into docs/performance.md,
which has one for each best target.
"""

import argparse
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True
FOLDER = Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER), str(FOLDER / "peers")]

import inputs  # noqa: E402
import machine  # noqa: E402
import optional  # noqa: E402
import peer  # noqa: E402
import tables  # noqa: E402

QUICK = "resample/bilinear/rgb-1920|convert/hwc-to-chw/rgb-1920x1080$|reduce/argmax/|overlay/soft"


class Program:
    """eido_bench."""

    def __init__(self, path, folder, targets):
        self.path, self.inputs = path, folder
        self.jobs, self.known = [], []
        for line in self.run("--list").splitlines():
            word, _, rest = line.partition(" ")
            if word == "compiler":
                self.compiler = rest
            else:
                {"job": self.jobs, "target": self.known}[word].append(rest)
        best = self.known[-1]
        self.targets = targets or [best] + ["avx2"] * ("avx2" in self.known and best != "avx2")
        for name in self.targets:
            if name not in self.known:
                sys.exit(f"run_bench.py: there is no target {name} here; expected some of {', '.join(self.known)}")

    def run(self, *options):
        done = subprocess.run([self.path, f"--inputs={self.inputs}", *options], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(f"run_bench.py: {self.path} {' '.join(options)} failed\n{done.stderr}")
        return done.stdout

    def save(self, job, file):
        self.run(f"--job={job}", f"--targets={','.join(self.targets)}", f"--save={file}")

    def measure(self, job, seconds):
        """{target or "limit": times}"""
        text = self.run(f"--job={job}", f"--targets={','.join(self.targets)}", f"--benchmark_min_time={seconds}",
                        "--benchmark_format=json")
        runs = json.loads(text)["benchmarks"]
        found = {r["name"][len(job) + 1:].split("/")[0]: r for r in runs}
        return {name: {"min": r["min"] * 1e3, "median": r["median"] * 1e3} for name, r in found.items()}


def compare_all(program, peers, jobs, folder):
    """Every output once: {job: [(peer, how, comparison), ...]}"""
    found = {}
    ours, theirs = folder / "ours.npy", folder / "theirs.npy"
    for job in jobs:
        program.save(job, ours)
        found[job] = [(p, how, peer.compare(ours, theirs)) for p in peers for how in p.ways_of(job)
                      if p.ask("save", job, how, theirs)]
    return found


def measure_all(program, compared, rounds, seconds):
    """{job: {who: [times of each round]}}; who is a target, "limit" or (peer, how)."""
    samples = {job: {} for job in compared}
    for number in range(rounds):
        for job, others in compared.items():
            print(f"round {number + 1} of {rounds}: {job}", flush=True)
            once = program.measure(job, seconds)
            once.update({(p, how): p.measure(job, how, seconds) for p, how, _ in others})
            for who, measured in once.items():
                samples[job].setdefault(who, []).append(measured)
    return samples


def together(rounds):
    return {"min": min(r["min"] for r in rounds), "median": median(r["median"] for r in rounds)}


def results_of(program, compared, samples):
    results = {}
    for job, others in compared.items():
        times = {who: together(rounds) for who, rounds in samples[job].items()}
        results[job] = {
            "limit": times["limit"],
            "targets": {name: times[name] for name in program.targets},
            "peers": [{"name": p.name, "how": how, **times[p, how], **apart} for p, how, apart in others],
        }
    return results


def start_peers(arguments, folder):
    libraries = ["numpy", "pillow", "opencv", *["torch", "tflite"] * arguments.torch, *["onnx"] * arguments.onnx]
    peers = [peer.python_peer(name, folder) for name in libraries]
    if arguments.pillow_simd:
        peers.append(optional.pillow_simd(arguments.work, folder))
    if arguments.fir:
        peers.append(optional.fast_image_resize(arguments.work, folder))
    return peers


def photos_of_scikit_image():
    found = importlib.util.find_spec("skimage")
    if not found:
        sys.exit("run_bench.py: scikit-image is not installed; expected it, or --photos with its folder of data")
    return Path(found.submodule_search_locations[0]) / "data"


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True, help="eido_bench")
    parser.add_argument("--work", type=Path, required=True, help="folder for inputs, results and peers that are built")
    parser.add_argument("--photos", type=Path, help="scikit-image's folder of data (default: of the installed one)")
    parser.add_argument("--targets", type=lambda text: text.split(","), help="default: the best one and avx2")
    parser.add_argument("--torch", action="store_true", help="also torch and TFLite")
    parser.add_argument("--onnx", action="store_true", help="also onnxruntime")
    parser.add_argument("--pillow-simd", action="store_true", help="also pillow-simd, built here with -mavx2")
    parser.add_argument("--fir", action="store_true", help="also fast_image_resize, built here with cargo")
    parser.add_argument("--only", default="", metavar="REGEX", help="only the jobs whose name it finds")
    parser.add_argument("--quick", action="store_true", help="a job of each room, 0.02 s each: to see that it works")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.2, help="for each measurement in each round")
    parser.add_argument("--docs", type=Path, help="default: docs/performance.md, after a run of all jobs")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rounds, arguments.seconds = 1, 0.02
    elif not arguments.only and not arguments.docs:
        arguments.docs = FOLDER.parent / "docs" / "performance.md"
    arguments.work = arguments.work.resolve()
    return arguments


def main():
    arguments = parse()
    if arguments.docs:
        tables.around(arguments.docs, "bench")  # or the end of a long run would find out
    machine.pin()
    folder = arguments.work / "inputs"
    inputs.write(arguments.photos or photos_of_scikit_image(), folder)
    program = Program(arguments.program.resolve(), folder, arguments.targets)
    pattern = re.compile(arguments.only or (QUICK if arguments.quick else ""))
    jobs = [job for job in program.jobs if pattern.search(job)]
    if not jobs:
        sys.exit(f"run_bench.py: no job's name has {pattern.pattern!r}")
    peers = start_peers(arguments, folder)
    compared = compare_all(program, peers, jobs, arguments.work)
    samples = measure_all(program, compared, arguments.rounds, arguments.seconds)
    about = {
        "processor": machine.cpu(),
        "system": machine.system(),
        "compiler": program.compiler,
        "peers": ", ".join(f"{p.name} {p.version}" for p in peers),
    }
    report = {"about": about, "targets": program.targets, "results": results_of(program, compared, samples)}
    (arguments.work / "bench.json").write_text(json.dumps(report, indent=1))
    text = tables.times(report)
    print(text)
    if arguments.docs:
        tables.replace_section(arguments.docs, "bench", f"Best target: {program.targets[0]}", text)
    alone = [job for job, others in compared.items() if others and all(apart["differing"] for _, _, apart in others)]
    if alone:
        sys.exit("run_bench.py: no peer has eidograph's values for " + ", ".join(alone))


if __name__ == "__main__":
    main()
