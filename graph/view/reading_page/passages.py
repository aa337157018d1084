"""A read document as a page shows it: passages that together are its whole text, and pieces that know their findings.

Nothing is lost and nothing moved: the passages follow one another from the first character to the last, and what a page
shows as a table are the cells of the document's tables. Where columns are made of blanks the lines stay as they are printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from graph.model import Block, Document, Grid, Heading, Span

PassageKind = Literal["paragraph", "item", "heading", "printed", "table"]
Row = tuple[Span, ...]

_GAP = re.compile(" {3,}")
_RULE = re.compile(r"[|:\-\s*_]*")
_LONGEST = 200
"""Characters between two rows of a table that are shown as a row of their own; more of them part it."""
_STEERS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text that is shown as one: `rows` are a table's, `level` is a heading's in the contents.

    Behind `words` stands what no paragraph holds: blanks, rules, page numbers, the pipes of a table out of shape.
    """

    kind: PassageKind
    span: Span
    level: int = 0
    rows: tuple[Row, ...] = ()
    words: int = -1  # where its words end


class Piece(NamedTuple):
    """Characters that all the same findings cover: their numbers, that with the shortest span first."""

    start: int
    end: int
    covering: tuple[int, ...] = ()


def passages(document: Document, headings: Sequence[Heading] = ()) -> list[Passage]:
    r"""The passages of a document, one behind the other.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\n\n| Việc | Ai | Khi |\n|---|---|---|\n| A | B | C |\n"
    >>> for passage in passages(parse(Source("a.md", text))):
    ...     print(passage.kind, [[cell.of(text) for cell in row] for row in passage.rows])
    paragraph []
    table [['Việc', 'Ai', 'Khi'], ['A', 'B', 'C']]
    """
    prose = _Prose(document, headings)
    found: list[Passage] = []
    at = 0
    for passage in _laid_out(document):
        found += [*prose.between(at, passage.span.start), passage]
        at = passage.span.end
    return [*found, *prose.between(at, len(document.source.text))]


def pieces(length: int, spans: Sequence[Span], cuts: Iterable[int] = ()) -> Iterator[Piece]:
    """A text of `length` characters cut where a span begins or ends, and at `cuts`.

    >>> list(pieces(9, [Span(2, 8), Span(4, 6)]))[1:4]
    [Piece(start=2, end=4, covering=(0,)), Piece(start=4, end=6, covering=(1, 0)), Piece(start=6, end=8, covering=(0,))]
    """
    opening: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        opening.setdefault(span.start, []).append(number)
    bounds = {0, length, *(s.start for s in spans), *(s.end for s in spans), *cuts}
    open_: list[int] = []
    for start, end in pairwise(sorted(at for at in bounds if at <= length)):
        open_ = [number for number in open_ if spans[number].end > start] + opening.get(start, [])
        open_.sort(key=lambda number: (spans[number].end - spans[number].start, number))
        yield Piece(start, end, tuple(open_))


def steering(text: str) -> list[int]:
    """Where characters stand that show nothing and steer what stands around them: marks of direction, controls.

    >>> steering("a\\u202eb")
    [1]
    """
    return [match.start() for match in _STEERS.finditer(text)]


class _Prose:
    """What stands outside of tables: one passage for each block, from its first character to the next block's."""

    def __init__(self, document: Document, headings: Sequence[Heading]) -> None:
        self._blocks = {block.span.start: block for block in document.root.walk() if block.line.end}
        self._starts = sorted(self._blocks)
        self._headings = sorted((heading.span.start, heading.level) for heading in headings)

    def between(self, start: int, end: int) -> Iterator[Passage]:
        inside = self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        for at, until in pairwise(sorted({start, *inside[1:], end})):  # blanks before the first block go with it
            yield self._passage(Span(at, until), self._blocks.get(inside[0] if at == start and inside else at))

    def _passage(self, span: Span, block: Block | None) -> Passage:
        words = min(block.span.end, span.end) if block else span.start
        i = bisect_left(self._headings, (span.start, 0))
        if i < len(self._headings) and self._headings[i][0] < span.end:
            return Passage("heading", span, self._headings[i][1], words=words)
        return Passage("item" if block and block.kind == "item" else "paragraph", span, words=words)


def _laid_out(document: Document) -> Iterator[Passage]:
    """Tables, and lines whose columns are made of blanks, in the order of the text."""
    text = document.source.text
    tables = [passage for table in document.tables for passage in _table(table.grid, text)]
    reached = 0
    for passage in sorted(
        [*tables, *_printed(text)], key=lambda passage: (passage.span.start, passage.kind != "table")
    ):
        if passage.span.start >= reached:
            yield passage
            reached = passage.span.end


def _table(grid: Grid, text: str) -> Iterator[Passage]:
    """The passages of a table: its rows, and what stands between two rows as a row of its own, or as prose where it is long."""
    rows: list[Row] = []
    for row in _rows(grid):
        between = Span(rows[-1][-1].end, row[0].start) if rows else Span(0, 0)
        words = between.of(text)
        if not _RULE.fullmatch(words):
            if len(words) > _LONGEST:
                yield from _passage(rows, text)
                rows = []
            else:
                rows.append((_trimmed(between, text),))
        rows.append(row)
    yield from _passage(rows, text)


def _rows(grid: Grid) -> Iterator[Row]:
    """The rows of a grid that hold words; cells that a page break cut, or that stand in another order, are left in the text's order."""
    for _, cells in groupby(grid.cells, key=lambda cell: cell.row):
        printed = [cell.spans for cell in cells]
        if not any(printed):
            continue
        row: list[Span] = []
        for spans in printed:
            at = row[-1].end if row else min(span.start for each in printed for span in each)
            row.append(Span(spans[0].start, spans[-1].end) if spans else Span(at, at))
        if all(one.end <= other.start for one, other in pairwise(row)):
            yield tuple(row)


def _passage(rows: Sequence[Row], text: str) -> Iterator[Passage]:
    """The rows as a passage from the first line to the end of the last; a single row is none."""
    if len(rows) > 1:
        start = text.rfind("\n", 0, rows[0][0].start) + 1
        end = text.find("\n", rows[-1][-1].end)
        yield Passage("table", Span(start, end + 1 if end >= 0 else len(text)), rows=tuple(rows))


def _printed(text: str) -> Iterator[Passage]:
    """Lines in two columns, a gap of blanks between them: they are shown as they are printed."""
    run: list[Span] = []
    for line in (*gaping(text), None):
        if line and (not run or text.count("\n", run[-1].end, line.start) <= _APART):
            run.append(line)
            continue
        if len(run) > 1:
            yield Passage("printed", Span(run[0].start, run[-1].end))
        run = [line] if line else []


def gaping(text: str) -> Iterator[Span]:
    r"""The lines in which words stand on both sides of a gap of blanks.

    >>> [*gaping("a   b\nc\n   d   \n")]
    [Span(start=0, end=6)]
    """
    end = 0
    for match in _GAP.finditer(text):
        at, behind = match.span()
        if max(end, 1) <= at and behind < len(text) and not (text[at - 1].isspace() or text[behind].isspace()):
            end = text.find("\n", behind) + 1 or len(text)
            yield Span(text.rfind("\n", 0, at) + 1, end)


_APART = 2
"""Lines without a gap that may stand between two with one."""


def _trimmed(span: Span, text: str) -> Span:
    words = span.of(text)
    left = span.start + len(words) - len(words.lstrip(" \t\r\n|"))
    return Span(left, max(left, span.start + len(words.rstrip(" \t\r\n|"))))
