"""What a thousand, a hundred thousand and ten million documents need, computed from what was measured: writes the tables of docs/scaling.md.

    python benchmarks/scaling.py [--core-hour 0.05] [--gigabyte-month 0.10]

Reads benchmarks/figures.json, which `growth.py`, `rebuild.py` and `pool.py` write with `--save`. Time and disk grow with the characters, memory with the
documents. Prices are in US dollars, of a rented core for an hour and of a gigabyte of disk for a month; give your own.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from building import FIGURES, ROOT, table

PAGE = ROOT / "docs" / "scaling.md"
MANY = (1_000, 100_000, 10_000_000)
GROWTH = "growth, real"
BEGIN, END = "<!-- computed: benchmarks/scaling.py -->", "<!-- end -->"


def computed(figures: dict[str, Any], core_hour: float, gigabyte_month: float) -> str:
    """The tables, from the figures."""
    rows = figures[GROWTH]["rows"]
    first, last = rows[0], rows[-1]
    more = last["documents"] - first["documents"]
    per = {name: (last[name] - first[name]) / more for name in ("CPU s", "peak MB", "disk MB", "quads")}
    characters = last["million characters"] / last["documents"]
    told = (
        f"Measured on {figures[GROWTH]['day']} ({figures[GROWTH]['machine']}): from {first['documents']} to {last['documents']} real documents of "
        f"{1000 * characters:,.0f} thousand characters each, a further document takes {per['CPU s']:.2f} s of CPU, {per['peak MB']:.2f} MB of memory, "
        f"{per['disk MB']:.2f} MB of disk and {per['quads']:,.0f} quads; the exponent of the time over the characters is {last['exponent']:.2f}."
    )
    return "\n\n".join([told, table([_row(many, per, last, core_hour, gigabyte_month) for many in MANY]),
        f"A core for an hour at {core_hour:.2f} dollars, a gigabyte for a month at {gigabyte_month:.2f}; ideal division among cores."])  # fmt: skip


def _row(
    many: int, per: dict[str, float], last: dict[str, Any], core_hour: float, gigabyte_month: float
) -> dict[str, Any]:
    hours = many * per["CPU s"] / 3600
    memory = (last["peak MB"] + (many - last["documents"]) * per["peak MB"]) / 1000
    disk = many * per["disk MB"] / 1000
    return {
        "documents": f"{many:,}",
        "million quads": f"{many * per['quads'] / 1e6:,.1f}",
        "CPU hours": f"{hours:,.1f}",
        "hours on 2 / 16 / 256 cores": " / ".join(f"{hours / cores:,.1f}" for cores in (2, 16, 256)),
        "memory of one build, GB": f"{memory:,.1f}",
        "disk, GB": f"{disk:,.0f}",
        "dollars for a build": f"{hours * core_hour:,.2f}",
        "dollars for a month of disk": f"{disk * gigabyte_month:,.2f}",
    }


def page(text: str, tables: str) -> str:
    """The page with these tables between its marks."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{rest.partition(END)[2]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--core-hour", type=float, default=0.05)
    parser.add_argument("--gigabyte-month", type=float, default=0.10)
    given = parser.parse_args()
    tables = computed(json.loads(Path(FIGURES).read_text(encoding="utf-8")), given.core_hour, given.gigabyte_month)
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), tables), encoding="utf-8", newline="\n")
    print(tables)


if __name__ == "__main__":
    main()
