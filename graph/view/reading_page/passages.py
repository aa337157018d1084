"""A read document as a page shows it: passages that together are its whole text, and pieces that know their findings.

Nothing is lost and nothing moved: the passages follow one another from the first character to the last, and what a page
shows as a table is cells of the same text. Tables are told by their marks alone (tabs, pipes, a cell on each line);
where columns are made of blanks the lines stay as they are printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from graph.model import Block, Document, Heading, Span

PassageKind = Literal["paragraph", "item", "heading", "printed", "table"]
Row = tuple[Span, ...]

_WIDE = re.compile(r"\S {3,}(?=\S)")
_MARKED = re.compile(r"[\t|]| {3}")  # without any of these a line begins no table
_RULE = re.compile(r"[|:\-\s]+")
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


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that all the same findings cover: their numbers, that with the shortest span first."""

    start: int
    end: int
    covering: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int  # without its line end
    next: int
    text: str


def passages(document: Document, headings: Sequence[Heading] = ()) -> list[Passage]:
    r"""The passages of a document, one behind the other.

    >>> from graph.model import Block, Source
    >>> text = "KẾ HOẠCH\n\n| Việc | Ai | Khi |\n|---|---|---|\n| A | B | C |\n"
    >>> root = Block("document", Span(0, len(text)), children=(Block("heading", Span(0, 8)),))
    >>> for passage in passages(Document(Source("a.md", text), None, root)):
    ...     print(passage.kind, [[cell.of(text) for cell in row] for row in passage.rows])
    paragraph []
    table [['Việc', 'Ai', 'Khi'], ['A', 'B', 'C']]
    """
    prose = _Prose(document, headings)
    found: list[Passage] = []
    at = 0
    for passage in _laid_out(document.source.text):
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
        self._blocks = {block.span.start: block for block in document.root.children}
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


def _laid_out(text: str) -> Iterator[Passage]:
    """Tables, and lines whose columns are made of blanks, in the order of the text."""
    lines = list(_lines(text))
    tried = dict.fromkeys((_piped, _tabbed, _stacked, _printed), 0)  # a run that is none is not read again line by line
    i = 0
    while i < len(lines):
        passage = None
        for read in tried if _MARKED.search(lines[i].text) else ():
            if passage is None and tried[read] <= i:
                passage, tried[read] = read(lines, i)
        if passage:
            yield passage
            i = bisect_left(lines, passage.span.end, key=lambda line: line.next) + 1
        else:
            i += 1


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        yield _Line(at, at + len(line), min(at + len(line) + 1, len(text)), line)
        at += len(line) + 1


_Read = tuple[Passage | None, int]
"""What was read at a line, and the line behind what was looked at."""


def _run(lines: Sequence[_Line], i: int, goes_on: Callable[[_Line], bool], *, apart: int = 0) -> int:
    """Behind the last of the lines from i for which `goes_on` holds, with at most `apart` others between two of them."""
    last = i
    for n in range(i, len(lines)):
        if goes_on(lines[n]):
            last = n + 1
        elif n - last >= apart:
            break
    return last


def _table(lines: Sequence[_Line], i: int, behind: int, rows: Iterable[Row]) -> _Read:
    filled = tuple(row for row in rows if any(cell.end > cell.start for cell in row))
    if len(filled) < 2:
        return None, max(behind, i + 1)
    return Passage("table", Span(lines[i].start, lines[behind - 1].next), rows=filled), behind


def _piped(lines: Sequence[_Line], i: int) -> _Read:
    """Rows between pipes, each on one line."""

    def piped(line: _Line) -> bool:
        return line.text.lstrip().startswith("|") and line.text.count("|") >= 3

    behind = _run(lines, i, piped)
    rows = (_split(line, "|")[1:] for line in lines[i:behind] if not _RULE.fullmatch(line.text))
    return _table(lines, i, behind, (row[:-1] if row[-1].start == row[-1].end else row for row in rows))


def _tabbed(lines: Sequence[_Line], i: int) -> _Read:
    """Rows whose cells are parted by tabs, each on one line; empty lines between them are passed over."""
    if lines[i].text.count("\t") < 2:
        return None, i + 1
    behind = _run(lines, i, lambda line: line.text.count("\t") >= 2, apart=2)
    if any(line.text.strip() and "\t" not in line.text for line in lines[i:behind]):
        behind = _run(lines, i, lambda line: line.text.count("\t") >= 2)
    return _table(lines, i, behind, (_split(line, "\t") for line in lines[i:behind] if "\t" in line.text))


def _stacked(lines: Sequence[_Line], i: int) -> _Read:
    """Cells on lines of their own, each behind a tab; an empty line ends the row, another line goes on in its cell."""
    if not lines[i].text.startswith("\t"):
        return None, i + 1
    rows: list[list[Span]] = [[]]
    behind = i + 1
    for n in range(i, len(lines)):
        line = lines[n]
        if line.text.startswith("\t") and "\t" not in line.text[1:]:
            rows[-1].append(_trimmed(line, 0, len(line.text)))
        elif not line.text.strip():
            if rows[-1]:
                rows.append([])
            continue
        elif rows[-1]:
            rows[-1][-1] = Span(rows[-1][-1].start, line.end)
        else:
            break
        behind = n + 1
    whole = [row for row in rows if row]
    if len(whole) < 3 or 2 * sum(len(row) >= 3 for row in whole) < len(whole):
        return None, behind
    return _table(lines, i, behind, map(tuple, whole))


def _printed(lines: Sequence[_Line], i: int) -> _Read:
    """Lines in two columns, a gap of blanks between them: they are shown as they are printed."""
    if not _WIDE.search(lines[i].text):
        return None, i + 1
    behind = _run(lines, i, lambda line: bool(_WIDE.search(line.text)), apart=3)
    if behind - i < 2:
        return None, behind
    return Passage("printed", Span(lines[i].start, lines[behind - 1].next)), behind


def _split(line: _Line, mark: str) -> Row:
    cells, at = [], 0
    for piece in line.text.split(mark):
        cells.append(_trimmed(line, at, at + len(piece)))
        at += len(piece) + 1
    return tuple(cells)


def _trimmed(line: _Line, start: int, end: int) -> Span:
    piece = line.text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return Span(line.start + left, line.start + max(left, start + len(piece.rstrip())))
