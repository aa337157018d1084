"""What the benchmarks of whole builds share: folders of as many documents as are asked for, and builds measured in a process of their own."""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIGURES = Path(__file__).with_name("figures.json")
"""What was measured last, from which `scaling.py` computes."""

PAGE = ROOT / "docs" / "benchmarks.md"

SAMPLES = ROOT / "graph" / "samples" / "corpus"
_COMPILED = ROOT / ".benchmarks" / "compiled"

_NUMBER = re.compile(r"\b(\d{1,5})(?=[/-](?:\d{4}/)?[A-ZĐ]{2})")
_CODE = """
import json, sys
from graph.build import build
from graph.making.engines import chosen
options = json.loads(sys.argv[3])
cluster, jobs = options.pop("cluster", None), options.get("jobs", 1)
if cluster:
    with chosen("dask", jobs=cluster) as engine:
        result = build([sys.argv[1]], sys.argv[2], engine=engine, **options)
else:
    result = build([sys.argv[1]], sys.argv[2], **options)
print(json.dumps([result.quads, len(result.read), result.examined]))
"""


@dataclass(frozen=True)
class Built:
    """A build: seconds of all its processes together, seconds on the clock, megabytes of its largest process, what it built."""

    cpu: float
    wall: float
    peak: float
    quads: int
    read: int
    examined: int


def built(folder: Path, out: Path, **options: Any) -> Built:
    """Builds a folder in a new process; `options` as of `build`, and `cluster`: so many workers of a Dask cluster on this machine.

    The measuring process runs nothing else, so that the peak is that of the build. Modules and patterns are compiled before, as they are where
    policygraph is installed: in a folder of their own, by a build that is not measured.
    """
    _compiled()
    return _built(folder, out, options)


@cache
def _compiled() -> None:
    with TemporaryDirectory() as folder:
        _built(SAMPLES, Path(folder) / "out", {})


def _built(folder: Path, out: Path, options: dict[str, Any]) -> Built:
    code = f"import benchmarks_child; benchmarks_child.measured({str(folder)!r}, {str(out)!r}, {json.dumps(options)!r})"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")]), "PYTHONPYCACHEPREFIX": str(_COMPILED)}
    done = subprocess.run(
        [sys.executable, "-c", code.replace("benchmarks_child", "building")], env=env, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return Built(*json.loads(done.stdout))


def measured(folder: str, out: str, options: str) -> None:
    """Runs a build and prints what it needed: the one child of this process."""
    start = perf_counter()
    done = subprocess.run([sys.executable, "-c", _CODE, folder, out, options], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    wall, used = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, *json.loads(done.stdout)]))


def documents(source: Path, many: int, into: Path) -> int:
    """Fills a folder with so many documents made of those below `source`, and gives their characters.

    They are repeated with other numbers, and with the names of other provinces in the places of theirs, so that each repetition is a document
    of its own that cites others.
    """
    from graph.language.lexicon import load

    names = sorted({name.removeprefix("tỉnh ").removeprefix("thành phố ") for name in load().provinces}, key=len)[::-1]
    capital = {name: name.upper() for name in names}
    pattern = re.compile("|".join(map(re.escape, [*names, *capital.values()])))
    files = sorted(path for path in source.rglob("*") if path.suffix in (".txt", ".md"))
    into.mkdir(parents=True)
    size = 0
    for n in range(many):
        turn, file = divmod(n, len(files))
        text = files[file].read_text(encoding="utf-8", errors="replace")
        if turn:
            other = {name: names[(i + turn) % len(names)] for i, name in enumerate(names)}
            other |= {capital[name]: capital[to] for name, to in other.items()}
            text = _NUMBER.sub(lambda m, turn=turn: str(int(m[1]) + 1000 * turn), text)
            text = pattern.sub(lambda m, other=other: other[m[0]], text)
        (into / f"{turn:05}-{files[file].name}").write_text(text, encoding="utf-8", newline="")
        size += len(text)
    return size


def keep(name: str, rows: list[dict[str, Any]]) -> None:
    """Keeps what was measured, with the day and the machine, and writes its table into docs/benchmarks.md, where its mark stands."""
    known = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    known[name] = {"day": str(date.today()), "machine": machine(), "rows": rows}
    FIGURES.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), known), encoding="utf-8", newline="\n")


def page(text: str, figures: dict[str, Any]) -> str:
    """The page with the table of each name between `<!-- measured: NAME -->` and `<!-- end -->`."""
    for name, told in figures.items():
        mark, made = f"<!-- measured: {name} -->", f"{told['day']}; {told['machine']}\n\n{table(told['rows'])}"
        before, found, rest = text.partition(mark)
        if found:
            text = f"{before}{mark}\n\n{made}\n\n<!-- end -->{rest.partition('<!-- end -->')[2]}"
    return text


def machine() -> str:
    """The processor, how many of it, the memory, the Python."""
    model = next(
        (line.partition(": ")[2] for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    memory = (
        next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0) / 1024**2
    )
    load = os.getloadavg()[0]
    return f"{model}, {os.cpu_count()} processors, {memory:.0f} GB, Python {platform.python_version()}, load {load:.1f} at the end"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def table(rows: list[dict[str, Any]]) -> str:
    """Rows as a table of markdown."""
    head = list(rows[0])
    lines = [head, ["---:"] * len(head), *([_shown(row[name]) for name in head] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(value: Any) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
