"""What stands on a printed page: words with their places, and ruling lines. A PDF file tells them, and so does a picture that was read.

All lengths are points (1/72 inch) from the page's top left corner.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.model import Box

Frame = tuple[float, float, float, float]
"""A rectangle: left, top, right, bottom."""


@dataclass(slots=True)
class Word:
    """Characters without a blank, where they stand, on which base line, how high its letters are, how surely they were read. `shown` is the
    rectangle in which they are seen (left, top, right, bottom) where the page lay askew and its words were set level; `face`
    names their font where it is one of before Unicode."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    raised: bool = False
    sure: float = 1.0
    shown: Frame | None = None
    face: str = ""

    @property
    def seen(self) -> Frame:
        """The rectangle in which it is seen on the page."""
        return self.shown or (self.left, self.top, self.right, self.bottom)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: level at height `at` from `start` to `end`, or upright at distance `at`."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Sheet:
    """A page as printed. `pictured` is the share of it that pictures cover, where a file tells both words and pictures."""

    number: int
    width: float
    height: float
    words: list[Word]
    rules: list[Rule] = field(default_factory=list)
    scanned: bool = False
    turned: int = 0
    pictured: float = 0.0


@dataclass(slots=True)
class Line:
    """Words on one base line, from left to right."""

    page: int
    words: list[Word]
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float

    @property
    def text(self) -> str:
        """Its words, a blank between them, letters composed."""
        return unicodedata.normalize("NFC", " ".join(word.text for word in self.words))

    @property
    def bold(self) -> bool:
        """Whether all of it is printed bold."""
        return all(word.bold for word in self.words)

    @property
    def box(self) -> Box:
        """Where it is seen."""
        return self.box_of(self.words)

    def box_of(self, words: Sequence[Word]) -> Box:
        """Where some of its words are seen; on a level page as high as the line."""
        if any(word.shown for word in words):
            return Box(self.page, *(round(edge, 1) for edge in around(word.seen for word in words)))
        left, right = min(word.left for word in words), max(word.right for word in words)
        return Box(self.page, *(round(edge, 1) for edge in (left, self.top, right, self.bottom)))


def around(frames: Iterable[Frame]) -> Frame:
    """The rectangle around some.

    >>> around([(1, 2, 3, 4), (0, 3, 2, 5)])
    (0, 2, 3, 5)
    """
    lefts, tops, rights, bottoms = zip(*frames, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(slots=True, eq=False)
class Note:
    """A foot note: the page it stands on, the mark that calls it, its lines without the mark."""

    page: int
    mark: str
    lines: list[Line]


def line(page: int, words: Sequence[Word]) -> Line:
    """The line of words that stand side by side."""
    full = [word for word in words if not word.raised] or words
    size = sorted(word.size for word in full)[len(full) // 2]
    return Line(
        page, list(words), min(w.left for w in words), min(w.top for w in full), max(w.right for w in words),
        max(w.bottom for w in full), full[0].base, size,
    )  # fmt: skip


def lines(page: int, words: Iterable[Word]) -> list[Line]:
    """The lines that words stand on, from above. A small word above the base line belongs to the line it is raised from.

    >>> [row.text for row in lines(1, [Word("A", 50, 40, 60, 52, 50, 12), Word("b", 10, 70, 20, 82, 80, 12),
    ...                                Word("Sở", 10, 40, 30, 52, 50.4, 12), Word("1", 60, 38, 63, 45, 44, 7)])]
    ['Sở A 1', 'b']
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        row = next(
            (row for row in reversed(rows[-3:]) if abs(word.base - row[0].base) <= 0.3 * min(word.size, row[0].size)),
            None,
        )
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    if len({round(word.size) for row in rows for word in row}) > 1:
        rows = _with_raised(rows)
    made = [line(page, _joined(sorted(row, key=lambda word: word.left))) for row in rows]
    return sorted(made, key=lambda row: (row.top, row.left))


def _with_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """The rows, with small words put to the row below or beside them that they are raised from."""
    kept: list[list[Word]] = []
    small = 0.8 * max(word.size for row in rows for word in row)
    for i, row in enumerate(rows):
        left: list[Word] = []
        for word in row:
            home = None
            if len(word.text) <= 3 and word.size < small:
                near = (*rows[i + 1 : i + 3], *rows[max(i - 2, 0) : i])
                home = next((r for r in near if _is_raised(word, r)), None)
            if home is None:
                left.append(word)
            else:
                word.raised = True
                home.append(word)
        if left:
            kept.append(row)
            row[:] = [word for word in row if word in left or word.raised]
    return kept


def _is_raised(word: Word, row: list[Word]) -> bool:
    """Whether a small word follows or precedes a word of a row, and its middle lies within that word's height."""
    middle = word.middle[1]
    return any(
        word.size < 0.8 * other.size
        and other.top - 0.2 * other.size <= middle <= other.bottom
        and (-1 <= word.left - other.right < 0.35 * other.size or -1 <= other.left - word.right < 0.35 * other.size)
        for other in row
    )


def _joined(words: list[Word]) -> list[Word]:
    """The words of a line, those joined that no gap parts: a file may set one word in several pieces."""
    made: list[Word] = []
    for word in words:
        before = made[-1] if made else None
        if before and not word.raised and not before.raised and word.left - before.right < 0.07 * word.size:
            made[-1] = Word(
                before.text + word.text, before.left, min(before.top, word.top), max(before.right, word.right),
                max(before.bottom, word.bottom), before.base, before.size, before.bold and word.bold, False,
                min(before.sure, word.sure), around((before.seen, word.seen)) if before.shown else None,
            )  # fmt: skip
        else:
            made.append(word)
    return made


def gaps(row: Line, least: float) -> list[tuple[float, float]]:
    """The gaps of a line that are wider than so many heights of its letters: where each begins and ends."""
    return [(a.right, b.left) for a, b in pairwise(row.words) if b.left - a.right > least * row.size]


def cut(row: Line, least: float) -> list[Line]:
    """The pieces of a line between such gaps."""
    pieces: list[list[Word]] = []
    for word in row.words:
        if pieces and word.left - pieces[-1][-1].right <= least * row.size:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [line(row.page, piece) for piece in pieces]
