"""Rows as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from io import StringIO
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    writer.writerow(field.name for field in fields(kind))
    writer.writerows([_inert(cell) for cell in astuple(row)] for row in rows)
    return file.getvalue()


def _inert(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
