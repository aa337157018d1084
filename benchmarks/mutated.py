"""Whole builds of documents that were broken at random: `python benchmarks/mutated.py [--documents 2000] [--seed 1] [FOLDER …]`.

Each document is one of the folders' texts (default: the samples), changed by a few mutations: lines doubled, dropped, joined or mixed with
another document's, characters that steer, repeat or mislead put in, tables and numbers broken, names of files that no system likes. They are
built in folders of `--together`, with all pages, tables and exports. Whatever is found wrong is printed with the seed that makes it again: a
failure that is our mistake, an exception, a finding of `validate`, a file that its readers refuse. The exit status is 1 where anything is. The
same seed makes the same documents. For the night (2,000 documents take some twenty minutes); `tests/test_mutated.py` runs a few on each merge.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sys
import time
import traceback
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.analysis.export import export
from graph.build import SAMPLES, build
from graph.store import open_graph
from graph.validate import validate

TEXTS = (".txt", ".md")
STRANGE = (
    "\x00\x07\x0b\x0c\x0e\x1b\x7f\x85\xa0\xad\u0300\u0340\u061c\u200b\u200d\u200e\u202e\u2028\u2029\u2066\u2069\ufdd0\ufeff\ufffd\ufffe\uffff"
    "\U0001f9e8\U000e0041１２３ⅠⅡ²³½Аа／－＝٣৩"
)
PIECES = (
    "²", "1²", "9" * 309, "9" * 5000, "0%/năm. " * 40, "\r", "\r\n", "\t", "|", "||||", "| --- |", "\n\n\n", "=HYPERLINK(A1)", "＝SUM(A1)", "-2+3", "@x",
    "<script>alert(1)</script>", "]]>", "&#0;", "«", "“" * 9, "(" * 30, "))))", "[1]", "**", "`", "$", "\\", "/" * 9, "số 1, 2 và 3/NQ-HĐND", "32/13/2025", "năm 0000",
    "quý V/2023", "từ năm 2030 đến năm 2020", "đạt từ 90% đến 10%", "Điều 99999999999999999999", "Nghị quyết số １２4/NQ-CP", "Luật ", "của của của ", "x" * 3000, "ế" * 300, " " * 200,
    "Phụ lục", "TM. ỦY BAN NHÂN DÂN", "Nơi nhận:", "Số: 7/KH-UBND", "KẾ HOẠCH", "ỦY BAN NHÂN DÂN\nTỈNH TRÀ VINH\n", "1.1.1.1.1.1.1.", "- - - -", "a) b) c)",
)  # fmt: skip
NAMES = ("{n}.txt", "A{n}.TXT", "a{n}.txt", "CON{n}.md", "con.{n}.txt", "x:{n}?.txt", "kế hoạch {n} .txt", "{n}\x1b]0;x\x07.txt", "{n}\udce1o.txt", "{n}" + "ế" * 70 + ".md",
         "{n}.html/a.txt", "{n}.pages/a.md", "e\u0302{n}.txt", "ê{n}.txt", "<b>{n}&.txt", "{n}")  # fmt: skip

Mutation = Callable[[random.Random, list[str], Sequence[str]], list[str]]


def _somewhere(chance: random.Random, lines: list[str]) -> int:
    return chance.randrange(len(lines)) if lines else 0


def _put(chance: random.Random, lines: list[str], what: str) -> list[str]:
    """Puts a piece into a line, at a word's edge or inside a word."""
    if not lines:
        return [what]
    i = _somewhere(chance, lines)
    at = chance.randrange(len(lines[i]) + 1)
    return [*lines[:i], lines[i][:at] + what + lines[i][at:], *lines[i + 1 :]]


def strange(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    for _ in range(chance.randint(1, 6)):
        lines = _put(chance, lines, chance.choice(STRANGE) * chance.choice((1, 1, 2)))
    return lines


def piece(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    return _put(chance, lines, chance.choice(PIECES))


def dropped(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    i = _somewhere(chance, lines)
    return lines[:i] + lines[i + chance.randint(1, 8) :] or lines


def doubled(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    i = _somewhere(chance, lines)
    part = lines[i : i + chance.randint(1, 12)]
    return lines[:i] + part * chance.randint(2, 6) + lines[i:]


def swapped(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    i, j = (_somewhere(chance, lines) for _ in range(2))
    lines = [*lines]
    if lines:
        lines[i], lines[j] = lines[j], lines[i]
    return lines


def joined(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    i = _somewhere(chance, lines)
    most = i + chance.randint(2, 20)
    return [*lines[:i], chance.choice((" ", "", "; ", ", ")).join(lines[i:most]), *lines[most:]]


def torn(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    i = _somewhere(chance, lines)
    words = lines[i].split(" ") if lines else []
    return [*lines[:i], *words, *lines[i + 1 :]]


def mixed(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    i, j = _somewhere(chance, lines), _somewhere(chance, [*other])
    return [*lines[:i], *other[j : j + chance.randint(3, 60)], *lines[i:]]


def cut(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    return lines[: _somewhere(chance, lines) + 1]


def repeated(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    i = _somewhere(chance, lines)
    return [*lines[:i], (lines[i] + " ")[:200] * chance.randint(5, 60), *lines[i + 1 :]] if lines else lines


def turned(chance: random.Random, lines: list[str], other: Sequence[str]) -> list[str]:
    """Figures and letters become others."""
    figures = [i for i, line in enumerate(lines) if any(map(str.isdecimal, line))]
    if not figures:
        return lines
    i = chance.choice(figures)
    line = "".join(chance.choice("0123456789./-%²") if c.isdecimal() and chance.random() < 0.5 else c for c in lines[i])
    return [*lines[:i], line.upper() if chance.random() < 0.2 else line, *lines[i + 1 :]]


MUTATIONS: tuple[Mutation, ...] = (
    strange,
    piece,
    piece,
    dropped,
    doubled,
    swapped,
    joined,
    torn,
    mixed,
    cut,
    repeated,
    turned,
    turned,
)


def mutated(seed: str, texts: Sequence[str]) -> str:
    """One broken document; the same seed and texts give the same."""
    chance = random.Random(seed)
    lines, other = (chance.choice(texts).split("\n") for _ in range(2))
    for _ in range(chance.randint(1, 6)):
        lines = chance.choice(MUTATIONS)(chance, lines, other)
    return chance.choice(("\n", "\n", "\n", "\r\n", "\r")).join(lines)


def written(folder: Path, seeds: Sequence[str], texts: Sequence[str]) -> None:
    """A folder with a broken document for each seed, under names that are odd too."""
    for n, seed in enumerate(seeds):
        name = random.Random(f"name {seed}").choice(NAMES).format(n=n)
        path = os.path.join(os.fsencode(folder), os.fsencode(name) if "\udce1" in name else name.encode())
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(mutated(seed, texts).encode(errors="replace"))


def faults(folder: Path, out: Path, *, jsonld: bool = True) -> Iterator[str]:
    """What is wrong with a build of the folder, with its exports, and with each file that it wrote; JSON-LD takes a third of the time."""
    result = build([folder], out)
    yield from (str(failure) for failure in result.failures if "our mistake" in str(failure))
    yield from (f"validate: {problem}" for problem in validate(out).problems)
    graph = open_graph(out)
    for format in ("graphml", "gexf", "csv", "neo4j-csv", *(("jsonld",) if jsonld else ())):
        export(graph, format, out.parent / "exports" / format)
    yield from refused(out, out.parent / "exports")


def refused(out: Path, exports: Path) -> Iterator[str]:
    """Files that a strict reader of their kind refuses."""
    for path in [*(out / "figures").glob("*.svg"), exports / "graphml", exports / "gexf"]:
        try:
            ET.parse(path)
        except ET.ParseError as error:
            yield f"{path.name}: {error}"
    for path in [*out.glob("*.csv"), *exports.glob("*csv/*.csv")]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            widths = {len(row) for row in csv.reader(file, strict=True)}
        if len(widths) > 1:
            yield f"{path.name}: rows of {sorted(widths)} cells"
    if (exports / "jsonld").exists():
        json.loads((exports / "jsonld").read_text("utf-8"))
    yield from _book(out / "workload.xlsx")
    for path in [*out.rglob("*.html"), *out.rglob("*.md"), *(out / "text").rglob("*")]:
        if path.is_file():
            path.read_bytes().decode("utf-8")


def _book(path: Path) -> Iterator[str]:
    from openpyxl import load_workbook

    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            yield from (
                f"{path.name}: {sheet.title}!{cell.coordinate} is a formula" for cell in row if cell.data_type == "f"
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", type=Path, nargs="*", default=[SAMPLES])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--together", type=int, default=40)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--first", type=int, default=0, help="go on at this document, or share the work")
    given = parser.parse_args()
    files = sorted(path for folder in given.folders for path in folder.iterdir() if path.suffix in TEXTS)
    texts = [path.read_text("utf-8") for path in files]
    wrong, started = 0, time.monotonic()
    for first in range(given.first, given.first + given.documents, given.together):
        last = min(first + given.together, given.first + given.documents)
        seeds = [f"{given.seed}-{n}" for n in range(first, last)]
        with TemporaryDirectory() as scratch:
            (Path(scratch) / "in").mkdir()
            written(Path(scratch) / "in", seeds, texts)
            try:
                found = list(
                    faults(Path(scratch) / "in", Path(scratch) / "out", jsonld=first // given.together % 5 == 0)
                )
            except Exception:
                found = [traceback.format_exc()]
        wrong += len(found)
        print(
            f"{seeds[0]} to {seeds[-1]}: {len(found)} wrong, {time.monotonic() - started:.0f} s",
            *found,
            sep="\n  ",
            flush=True,
        )
    print(f"{given.documents} documents, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
