"""Where a table that blanks lay out begins and ends: the lines of its headings, its rows, and the text behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from graph.language import numbering
from graph.model import Span
from graph.structure.lines import Line, lines
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


class Laid:
    """The lines of a text that blanks lay out, cut once for all its tables, without the blanks at their ends."""

    def __init__(self, text: str) -> None:
        self.lines = [line._replace(text=line.text.rstrip(" \t\r")) for line in lines(text)]
        self.starts = [line.start for line in self.lines]

    def between(self, head: int, end: int | None) -> tuple[list[Line], int]:
        """The lines from the last empty one above the line that begins at `head` up to `end` (an empty line stands there, None: up to the
        end of the text), and which of them begins at `head`."""
        at = bisect_left(self.starts, head)
        first = next((i for i in range(at - 1, 0, -1) if not self.lines[i].text), 0)
        if end is None:
            return self.lines[first:], at - first
        return [*self.lines[first : bisect_left(self.starts, end)], Line(end, "")], at - first

    def is_numbered(self, number: tuple[int, ...], start: int, end: int) -> bool:
        """Whether a line from `start` to `end` has a number in its margin."""
        begin = self._numbered.get(number, [])
        at = bisect_left(begin, start)
        return at < len(begin) and begin[at] <= end

    @cached_property
    def _numbered(self) -> dict[tuple[int, ...], list[int]]:
        """Where the lines begin that have a number in their margin."""
        found: dict[tuple[int, ...], list[int]] = {}
        for line in self.lines:
            if number := _margin(line.text):
                found.setdefault(number, []).append(line.start)
        return found


def rows_of(laid: Laid, inside: Sequence[Line], columns: Sequence[int]) -> Iterator[Line]:
    """The lines up to the text behind a table: a paragraph below an empty line, where no number goes on from the last one above it."""
    last: tuple[int, ...] = ()
    for i, line in enumerate(inside):
        if i and last and not inside[i - 1].text.strip() and runs_over(line.text, columns):
            following = ((*last[:-1], last[-1] + 1), (*last, 1))
            if not any(laid.is_numbered(number, line.start, inside[-1].start) for number in following):
                return
        last = _margin(line.text) or last
        yield line


def _margin(line: str) -> tuple[int, ...]:
    """The figures of the number in a line's margin; none where it has no number, or a Roman one."""
    number = numbering.in_margin(line)
    if not number or not number[1][0].isdecimal():
        return ()
    return tuple(map(numbering.whole, re.findall(r"\d+", number[1])))


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
