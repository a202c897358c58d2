# SPDX-License-Identifier: MIT
"""Runs a library's jobs between the marks of icount.c: count_peers.py MODULE INPUTS FOLDER JOB...

Prints the library's name and version, then a line "tag, job, how" (tabs between) for each; the result goes to
FOLDER/TAG.npy. Tag 0 is an empty function: what Python itself does between the marks.
"""

import fcntl
import gc
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))

import numpy as np  # noqa: E402
from worker import Library  # noqa: E402

MARK = 0xE1D0  # a descriptor that is not open


def mark(what, tag):
    try:
        fcntl.ioctl(MARK, what, tag)
    except OSError:
        pass


def count(run, tag):
    """The second call: what is done once only is not counted."""
    run()
    mark(1, tag)
    made = run()
    mark(2, tag)
    return made


def main():
    module, inputs, folder, *jobs = sys.argv[1:]
    library = Library(module, inputs)
    gc.disable()
    print(library.module.NAME, library.module.VERSION, sep="\t")
    count(lambda: None, 0)
    tag = 0
    for job in jobs:
        for how in library.module.JOBS.get(job.rsplit("/", 1)[0], ()):
            prepared = library.prepare(job, how)
            if prepared is None:
                continue
            tag += 1
            run, to_array = prepared
            np.save(f"{folder}/{tag}.npy", to_array(count(run, tag)))
            print(tag, job, how, sep="\t")


if __name__ == "__main__":
    main()
