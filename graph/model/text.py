"""What a file knows: its text, never rewritten, and the view of it that rules read."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of one source text.

    >>> Span(2, 5).of("Số 223")
    ' 22'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Source:
    """One input file as read: its text, never rewritten, and where its pages begin (empty for plain text)."""

    path: str  # relative to the input folder, posix
    text: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A source's text as rules read it, with the way back: hard-wrapped lines joined, markdown marks, page numbers and
    doubled blanks left out, letters composed, one tone placement, one dash. Blocks stand on lines of their own, so a
    pattern that excludes a newline never crosses a paragraph or a cell.

    `text` is made of pieces; piece i begins at `at[i]` in the view, stands at `start[i]` to `end[i]` in the source.
    """

    text: str
    at: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]

    def source(self, start: int, end: int) -> Span:
        """The characters of the source that the view's characters `start` to `end` were read from.

        >>> View("số 12", (0, 3), (0, 5), (3, 7)).source(3, 5)
        Span(start=5, end=7)
        """
        return Span(self._map(start, last=False), self._map(max(end - 1, start), last=True))

    def _map(self, position: int, *, last: bool) -> int:
        i = max(bisect_right(self.at, position) - 1, 0)
        following = self.at[i + 1] if i + 1 < len(self.at) else len(self.text)
        if following - self.at[i] != self.end[i] - self.start[i]:  # letters were composed, or a line end became a blank
            return self.end[i] if last else self.start[i]
        return self.start[i] + position - self.at[i] + (1 if last else 0)
