# SPDX-License-Identifier: MIT
"""The other side of worker.py's questions and answers."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "RAYON")}
ENVIRONMENT = {**os.environ, **ONE_THREAD, "PYTHONDONTWRITEBYTECODE": "1"}


def compare(ours, theirs):
    """In which share of the values two files differ, and by how much at most."""
    a, b = np.load(ours), np.load(theirs)
    if a.shape != b.shape:
        raise SystemExit(f"{ours} has shape {a.shape}, {theirs} {b.shape}")
    apart = np.abs(a.astype(np.float64) - b.astype(np.float64))
    return {"differing": float(np.mean(apart != 0)), "largest": float(apart.max())}


class Peer:
    """A library in a process of its own."""

    def __init__(self, command):
        self.process = subprocess.Popen([str(word) for word in command], env=ENVIRONMENT, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.command = command
        self.name, self.version = self.line().split("\t")
        self.ways = {}
        while words := self.line():
            what, how = words.split("\t")
            self.ways.setdefault(what, []).append(how)

    def line(self):
        text = self.process.stdout.readline()
        if not text:
            raise SystemExit(f"{self.command[0]}: ended with {self.process.wait()}: {self.command}")
        return text.rstrip("\n")

    def ask(self, *words):
        """The answer's words; None where the library cannot do the job."""
        self.process.stdin.write("\t".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.line()
        return None if answer == "no" else answer.split("\t")

    def ways_of(self, job):
        return self.ways.get(job.rsplit("/", 1)[0], [])

    def measure(self, job, how, seconds):
        low, middle = self.ask("measure", job, how, seconds)
        return {"min": float(low), "median": float(middle)}


def python_peer(library, inputs, python=sys.executable):
    return Peer([python, FOLDER / "worker.py", f"{library}_jobs", inputs])
