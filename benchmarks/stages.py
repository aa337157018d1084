"""What each step of a whole build costs: `python benchmarks/stages.py [FOLDER …] [--against TREE] [--rounds 1]`.

Each folder (default: the samples) is built in a process of its own, whose steps are measured in CPU seconds, those of child processes among them;
peak memory is that of the process. `--against` builds the same with another checkout (`git worktree add ../before COMMIT`), turn by turn, and tells
the ratios of the whole and of the text side: on a machine with other work only ratios of one run mean anything.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TEXT = ("parse", "extract", "read_with", "resolve")
"""The steps from a text to facts; `read_with` parses and extracts, in checkouts that know corrections."""
STEPS = (
    "read", *TEXT, "contents", "write", "validate", "open_graph", "tables", "write_page", "write_reading_pages", "ledger",
    "write_index", "write_workbook", "write_figures", "write_ontology", "write_review", "write_search", "sections", "warnings",
)  # fmt: skip
"""Functions that a build calls, by their names in the modules that call them; those that a checkout does not have cost nothing there."""
CALLERS = ("graph.build", "graph.build.job", "graph.build.views", "graph.making.examine", "graph.examine")


def cpu() -> float:
    """CPU seconds of this process and of the children that it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measured(taken: dict[str, float], open_: list[float], name: str, step: Callable[..., Any]) -> Callable[..., Any]:
    """A step that adds what it costs, less what steps inside it cost."""

    def run(*given: Any, **named: Any) -> Any:
        before = cpu()
        open_.append(0.0)
        try:
            return step(*given, **named)
        finally:
            spent, inside = cpu() - before, open_.pop()
            taken[name] = taken.get(name, 0.0) + spent - inside
            if open_:
                open_[-1] += spent

    return run


def one(folder: str) -> None:
    """Builds a folder in this process and prints what each step took, as JSON."""
    start = cpu()
    taken: dict[str, float] = {}
    open_: list[float] = []
    build = import_module("graph.build")
    taken["imports"] = cpu() - start
    for module in CALLERS:
        with suppress(ImportError):
            caller = import_module(module)
            for name in STEPS:
                if callable(step := getattr(caller, name, None)):
                    setattr(caller, name, measured(taken, open_, name, step))
    with TemporaryDirectory() as out:
        build.build([folder] if folder else [], out=Path(out) / "output")
    whole = cpu()
    taken["rest"] = whole - sum(taken.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"steps": taken, "whole": whole, "text": sum(taken.get(s, 0.0) for s in TEXT), "peak": peak}))


def run(tree: Path, folder: str) -> dict[str, Any]:
    """What a checkout takes for a folder."""
    command = [sys.executable, "-P", str(Path(__file__).resolve()), "--one", folder]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", help="none: the samples")
    parser.add_argument("--against", type=Path)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--one", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        one(options.one)
        return
    for folder in options.folders or [""]:
        path = str(Path(folder).resolve()) if folder else ""
        rounds = [
            (run(ROOT, path), run(options.against.resolve(), path) if options.against else None)
            for _ in range(options.rounds)
        ]
        ours = rounds[0][0]
        print(
            f"== {Path(path).name or 'samples'}: {ours['whole']:.1f} s of CPU, text side {ours['text']:.1f}, {ours['peak']:.0f} MB"
        )
        print(
            "   " + ", ".join(f"{name} {spent:.2f}" for name, spent in ours["steps"].items() if spent >= 0.005),
            flush=True,
        )
        if options.against:
            for what in ("whole", "text", "peak"):
                ratios = [mine[what] / other[what] for mine, other in rounds if other]
                told = rounds[0][1][what] if rounds[0][1] else 0.0
                print(f"   {what}: {median(ratios):.2f} of {options.against.name} ({told:.1f} there)", flush=True)


if __name__ == "__main__":
    main()
