"""What a build of one plan costs in a process that has just begun: `python benchmarks/startup.py [--against TREE] [--save NAME]`.

CPU seconds of `policygraph build FILE --jobs 1 --no-cache`, and of a named question and `--help`, turn by turn with another checkout where one is given.
Compiled modules are in a folder of their own, which the first turn fills; that turn is told by itself.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from building import ROOT, keep, machine, table

ONE = "graph/samples/corpus/mau-223-kh-ubnd-2021.txt"


def seconds(tree: Path, scratch: Path, *arguments: str) -> float:
    """CPU seconds of the command in a checkout."""
    env = {**os.environ, "PYTHONPATH": str(tree), "PYTHONPYCACHEPREFIX": str(scratch / f"of-{tree.name}")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-P", "-m", "graph.cli", *arguments], cwd=tree, env=env, check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--against", type=Path, help="another checkout")
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--save", metavar="NAME")
    given = parser.parse_args()
    trees = {"this": ROOT} | ({"other": given.against.resolve()} if given.against else {})
    rows: list[dict[str, Any]] = []
    with TemporaryDirectory() as folder:
        scratch, out = Path(folder), str(Path(folder) / "out")
        commands = {
            "build of one plan": ("build", ONE, "-q", "-o", out, "--no-cache", "--jobs", "1"),
            "query overview": ("query", "overview", "-g", out),
            "--help": ("--help",),
        }
        for name, command in commands.items():
            taken = {whose: [seconds(tree, scratch, *command)] for whose, tree in trees.items()}
            for _ in range(given.turns):
                for whose, tree in trees.items():
                    taken[whose].append(seconds(tree, scratch, *command))
            row: dict[str, Any] = {"command": name}
            for whose, each in taken.items():
                row |= {
                    f"{whose}: first": f"{each[0]:.2f}",
                    "least" if whose == "this" else "least there": f"{min(each[1:]):.2f}",
                    "median" if whose == "this" else "median there": f"{median(each[1:]):.2f}",
                }
            if given.against:
                row["ratio"] = f"{median(taken['this'][1:]) / median(taken['other'][1:]):.2f}"
            rows.append(row)
            print(table([row]), flush=True)
    if given.save:
        keep(given.save, rows)
    print(f"\n{machine()}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
