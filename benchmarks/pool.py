"""What several processes gain: builds with 1 and 2, from nothing, one after the other in rounds of one run.

    python benchmarks/pool.py [FOLDER] [--size N] [--jobs 1 2] [--rounds 3] [--dask] [--save NAME]

The gain is the time on the clock of the first divided by that of the others in the same round; on a machine that does other things too, look at
the median. `--dask` examines on a Dask cluster of so many workers on this machine instead. Outputs are compared file by file.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from building import built, documents, keep, machine, table
from same import differences, digests

from graph.build import SAMPLES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--size", type=int, default=60)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--scratch", type=Path)
    parser.add_argument("--save", metavar="NAME")
    given = parser.parse_args()
    times: dict[int, list[Any]] = {jobs: [] for jobs in given.jobs}
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        documents(given.folder, given.size, Path(scratch) / "in")
        for turn in range(given.rounds):
            for jobs in given.jobs:
                options = {"cluster": jobs, "pages": False} if given.dask else {"jobs": jobs}
                out = Path(scratch) / f"{turn}-{jobs}"
                times[jobs].append(built(Path(scratch) / "in", out, **options))
                print(turn, jobs, times[jobs][-1], flush=True)
        first = digests(Path(scratch) / f"0-{given.jobs[0]}")
        wrong = [name for jobs in given.jobs[1:] for name in differences(first, digests(Path(scratch) / f"0-{jobs}"))]
    rows = []
    for jobs, rounds in times.items():
        gains = [one.wall / other.wall for one, other in zip(times[given.jobs[0]], rounds, strict=True)]
        rows.append({
            "workers" if given.dask else "processes": jobs,
            "wall s": median(each.wall for each in rounds), "CPU s": median(each.cpu for each in rounds),
            "gain, median": median(gains), "least": min(gains), "most": max(gains),
            "largest process MB": round(max(each.peak for each in rounds)),
        })  # fmt: skip
    if given.save:
        keep(given.save, rows)
    print(f"\n{given.size} documents; {machine()}; {len(wrong)} files differ\n\n{table(rows)}", *wrong)


if __name__ == "__main__":
    main()
