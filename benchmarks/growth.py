"""How time, memory and the graph grow with the number of documents.

    python benchmarks/growth.py [FOLDER] [--sizes 100 1000 10000] [--jobs 1] [--save]

The documents of FOLDER (default: the samples) are repeated with other numbers and provinces. Each size is built from nothing in a process of
its own. The exponent is that of the time over the characters between two sizes: 1 is linear.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from math import log
from pathlib import Path
from typing import Any

from building import built, documents, keep, machine, table

from graph.build import SAMPLES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--scratch", type=Path)
    parser.add_argument("--save", metavar="NAME", help="keep the figures under this name, for scaling.py")
    given = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
            characters = documents(given.folder, size, Path(scratch) / "in")
            made = built(Path(scratch) / "in", Path(scratch) / "out", keep=True, jobs=given.jobs)
            disk = sum(path.stat().st_size for path in (Path(scratch) / "out").rglob("*") if path.is_file()) / 1e6
            shutil.rmtree(Path(scratch) / "out")
        row = {"documents": size, "million characters": characters / 1e6, "CPU s": made.cpu, "wall s": made.wall,
               "peak MB": round(made.peak), "quads": made.quads, "disk MB": round(disk)}  # fmt: skip
        last = rows[-1] if rows else None
        row["exponent"] = (
            log(row["CPU s"] / last["CPU s"]) / log(characters / 1e6 / last["million characters"]) if last else ""
        )
        row["MB/document"] = (made.peak - last["peak MB"]) / (size - last["documents"]) if last else ""
        rows.append(row)
        print(table(rows[-1:]), flush=True)
        if given.save:
            keep(given.save, rows)
    print(f"\n{machine()}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
