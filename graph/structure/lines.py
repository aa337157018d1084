"""The one place that cuts a line: its cells between tabs, pipes and wide gaps."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from graph.model import Span

TAB = re.compile(r"\t")
PIPE = re.compile(r"\|")
ANY = re.compile(r"\||\t| {3,}")
"""What may stand between two cells of a line: a pipe, a tab, a gap of three blanks or more."""
BLANKS = " \t\u00a0\r\n*_"
"""What is no part of a cell's words at its ends: blanks, line ends, stars and underscores of markdown."""


class Line(NamedTuple):
    """A line of a text, without its line end."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """Its characters, without the blanks at its ends."""
        return trimmed(self.text, self.start, " \t\r")


def lines(text: str, start: int = 0) -> Iterator[Line]:
    """The lines of a text whose first character stands at `start`.

    >>> [(line.start, line.text) for line in lines("Một\\nHai")]
    [(0, 'Một'), (4, 'Hai')]
    """
    for words in text.split("\n"):
        yield Line(start, words)
        start += len(words) + 1


def covering(spans: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    """Whether a position lies in one of the spans.

    >>> inside = covering([Span(4, 9), Span(0, 2)])
    >>> [inside(at) for at in (0, 2, 8, 9)]
    [True, False, True, False]
    """
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]
    ends = list(accumulate((end for _, end in ordered), max))

    def inside(at: int) -> bool:
        before = bisect_right(starts, at)
        return before > 0 and at < ends[before - 1]

    return inside


def cells(line: Line, between: re.Pattern[str] = ANY, blanks: str | None = " \t\r") -> list[Span]:
    """The cells of a line, in order, without the `blanks` (None: any) at their ends; an empty span where a cell is empty.

    >>> line = Line(10, "1\\tLập quy hoạch\\t\\tSở Xây dựng")
    >>> [line.text[s.start - 10 : s.end - 10] for s in cells(line, TAB)]
    ['1', 'Lập quy hoạch', '', 'Sở Xây dựng']
    """
    if (
        between is ANY and "\t" not in line.text and "|" not in line.text and "   " not in line.text
    ):  # as most lines are
        return [trimmed(line.text, line.start, blanks)]
    marks = list(between.finditer(line.text))
    starts, ends = [0, *(m.end() for m in marks)], [*(m.start() for m in marks), len(line.text)]
    return [trimmed(line.text[a:b], line.start + a, blanks) for a, b in zip(starts, ends, strict=True)]


def trimmed(piece: str, start: int, blanks: str | None = BLANKS) -> Span:
    """The characters of a piece that stands at `start`, without the `blanks` at its ends.

    >>> trimmed(" **Sở Y tế** ", 5)
    Span(start=8, end=15)
    """
    left = start + len(piece) - len(piece.lstrip(blanks))
    return Span(left, max(left, start + len(piece.rstrip(blanks))))
