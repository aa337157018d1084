"""Where a table that blanks lay out begins and ends: the lines of its headings, its rows, and the text behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.language import numbering
from graph.model import Span
from graph.structure.lines import Line
from graph.structure.tables.fit import is_figure
from graph.structure.tables.marked import words
from graph.structure.tables.rivers import apart, runs_over

TALLEST_HEAD = 5
"""Lines of headings above or below the one with the number's heading."""


def headings_below(inside: Sequence[Line], at: int, above: int) -> int:
    """How many lines of headings stand below that of the number: as many as above it, or all up to the first row."""
    most = above if above else TALLEST_HEAD
    for n in range(1, most + 2):
        line = inside[at + n].text if at + n < len(inside) else ""
        goes_on = above or all(p.text[:1].islower() or p.text[:1] == "(" for p in apart(n, Line(0, line)))
        if not line.strip() or numbering.in_margin(line) or not goes_on:
            return n - 1
        if n > most:
            break
    return most if above else 0


def rows_of(inside: Sequence[Line], columns: Sequence[int]) -> Sequence[Line]:
    """The lines up to the text behind a table: a paragraph below an empty line, where no number goes on from the last one above it."""
    last: tuple[int, ...] = ()
    for i, line in enumerate(inside):
        if i and last and not inside[i - 1].text.strip() and runs_over(line.text, columns):
            numbers = (numbering.in_margin(below.text) for below in inside[i:])
            following = [
                tuple(map(numbering.whole, re.findall(r"\d+", n[1]))) for n in numbers if n and n[1][0].isdecimal()
            ]
            if (*last[:-1], last[-1] + 1) not in following and (*last, 1) not in following:
                return inside[:i]
        if (number := numbering.in_margin(line.text)) and number[1][0].isdecimal():
            last = tuple(map(numbering.whole, re.findall(r"\d+", number[1])))
    return inside


def to_last_figure(
    rows: list[list[tuple[Span, ...]]], roles: Sequence[str | None], text: str
) -> list[list[tuple[Span, ...]]]:
    """The rows of a table of goals up to the last with a figure: what stands behind it is the text that goes on."""
    held = [
        n
        for n, row in enumerate(rows)
        if any(role == "figure" and is_figure(words(cell, text)) for role, cell in zip(roles, row, strict=True))
    ]
    return rows[: held[-1] + 1] if held else []
