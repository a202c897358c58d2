# SPDX-License-Identifier: MIT
"""Measures one library's jobs on demand: worker.py MODULE INPUTS

Lines of words between tabs. First the library's name and version, then each kind of job and how it is done, then an
empty line. After that each line read is a request with one line of answer, "no" where the library cannot do that job:
  measure  JOB  HOW  SECONDS     ->  minimum and median of single calls in milliseconds
  save     JOB  HOW  FILE.npy    ->  saved
"""

import gc
import importlib
import sys
from pathlib import Path
from statistics import median
from time import perf_counter_ns

import numpy as np

SHORTEST = 50_000  # nanoseconds; shorter calls are timed in batches


def time_of(run, calls):
    start = perf_counter_ns()
    for _ in range(calls):
        run()
    return perf_counter_ns() - start


def measure(run, seconds):
    run()
    once = max(time_of(run, 1), 1)
    batch = SHORTEST // once + 1 if once < SHORTEST else 1
    samples, left = [], seconds * 1e9
    while left > 0 or len(samples) < 3:
        taken = time_of(run, batch)
        left -= taken
        samples.append(taken / batch / 1e6)
    return f"{min(samples)}\t{median(samples)}"


class Library:
    def __init__(self, module, inputs):
        self.module = importlib.import_module(module)
        self.inputs = Path(inputs)
        self.key = self.made = None

    def load(self, name):
        return np.load(self.inputs / f"{name}.npy")

    def prepare(self, job, how):
        """(the function to measure, the one that makes an array of its result), None where the library has none."""
        if self.key != (job, how):
            self.key = self.made = None  # the old inputs go first
            what, shape = job.rsplit("/", 1)
            made = self.module.JOBS[what][how](self.load, shape)
            self.made = (made, np.asarray) if callable(made) else made
            self.key = job, how
        return self.made

    def answer(self, verb, job, how, argument):
        made = self.prepare(job, how)
        if made is None:
            return "no"
        run, to_array = made
        if verb == "measure":
            return measure(run, float(argument))
        np.save(argument, to_array(run()))
        return "saved"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    library = Library(sys.argv[1], sys.argv[2])
    gc.disable()
    print(library.module.NAME, library.module.VERSION, sep="\t")
    for what, ways in library.module.JOBS.items():
        for how in ways:
            print(what, how, sep="\t")
    print(flush=True)
    for line in sys.stdin:
        print(library.answer(*line.rstrip("\n").split("\t")), flush=True)


if __name__ == "__main__":
    main()
