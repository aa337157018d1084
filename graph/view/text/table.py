"""Rows as CSV that a spreadsheet opens without running anything, as JSON, and as a table of markdown."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from io import StringIO
from typing import Any

from graph.records.printable import defused, printable

_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
_OPENING = re.compile(r"^([-+#]|\d{1,9}(?=[.)](?:\s|$)))")
_LINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)  # bare addresses become links in many readers


def csv_text(kind: type[Any], rows: Iterable[Any]) -> str:
    """The rows, instances of the dataclass `kind`, as CSV under its field names; LF, absent cells empty.

    A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection): the
    words of documents are not ours.

    >>> from graph.analysis.workload import Load
    >>> csv_text(Load, [Load("=HYPERLINK(1)", "", "Kế hoạch 1/KH-UBND", 2, 1, 0, 1, 0, 0, "yes", "a", "d")]).splitlines()[1]
    "'=HYPERLINK(1),,Kế hoạch 1/KH-UBND,2,1,0,1,0,0,yes,a,d"
    """
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    names = [field.name for field in fields(kind)]
    writer.writerow(names)
    writer.writerows([defused(getattr(row, name)) for name in names] for row in rows)
    return file.getvalue()


def json_text(kind: type[Any], rows: Iterable[Any]) -> str:
    """The rows as a JSON list of objects, in the order of the fields of `kind`."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1, default=float) + "\n"


def cells(row: Any, columns: Sequence[str]) -> list[str]:
    """The named fields of a row as words: absent ones empty, shares with two digits.

    >>> from graph.analysis.concentration import Concentration
    >>> cells(Concentration(3, 2, 9, 0.5, 0.375, 2.66667, "Sở Y tế", 0.6, 1.0), ("largest", "gini", "bodies"))
    ['Sở Y tế', '0.50', '3']
    """
    found = (getattr(row, column) for column in columns)
    return ["" if cell is None else f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in found]


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of markdown whose cells show exactly their words.

    >>> print(markdown(["name", "n"], [["a|b", "1"]]))
    | name | n |
    | --- | --- |
    | a\\|b | 1 |
    """
    lines = [f"| {' | '.join(columns)} |", "| " + " | ".join("---" for _ in columns) + " |"]
    return "\n".join([*lines, *(f"| {' | '.join(inert(cell) for cell in row)} |" for row in rows)])


def inert(text: str) -> str:
    r"""The text on one line, as markdown that shows exactly it.

    >>> inert("*a* <b> | [x](y)\n‮1")
    '\\*a\\* &lt;b&gt; \\| \\[x\\](y) 1'
    >>> inert("1. Mục tiêu")
    '1\\. Mục tiêu'
    >>> inert("http://a.vn")
    'http&#58;//a.vn'
    """
    line = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _SPECIAL.sub(r"\\\1", line)
    line = _LINK.sub(lambda m: f"&#{ord(m[0])};", line)
    return _OPENING.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", line)
