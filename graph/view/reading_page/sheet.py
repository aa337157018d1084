"""A document's text for a page: blocks of runs of characters, each run knowing the marks that cover it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model import Document, Heading, Span
from graph.records.marks import Mark
from graph.view.reading_page.passages import Passage, Piece, Row, passages, pieces, steering

CHUNK = 6000
"""Characters that a browser lays out together: what is out of sight waits, so that a million characters open at once."""

_BROAD = frozenset({"task", "measure"})
"""Kinds that cover whole sentences: they are a ground on which the others stand."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look. `marks` are the numbers of those that cover them, that with the shortest span first."""

    text: str
    marks: tuple[int, ...] = ()
    kind: str = ""  # of the first
    on: str = ""  # the kind of the sentence that it stands in
    place: str = ""  # of the first: "1203-1291"
    look: str = ""  # "steer": a character that steers; "rest": what no paragraph holds
    page: int = 0  # the page of the source that begins here
    doubt: bool = False  # whether it, or the sentence that it stands in, was read with doubt


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `again` where it prints what a cell before it in its row does, as headings of sections do."""

    start: int
    runs: tuple[Run, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A passage with its runs, or a table with its cells; `start` is where it stands in the text."""

    kind: str
    start: int
    level: int = 0
    runs: tuple[Run, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def width(self) -> int:
        """Cells of its longest row."""
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: `start` is the block or cell that holds the heading."""

    start: int
    level: int
    text: str


class Sheet:
    """The text of a document with its marks.

    >>> from graph.model import Block as Read, Source
    >>> root = Read("document", Span(0, 9), children=(Read("paragraph", Span(0, 9)),))
    >>> sheet = Sheet(Document(Source("a.txt", "Sở A làm."), None, root), (), [Mark(Span(0, 4), "leads", ())])
    >>> [(run.text, run.kind, run.place) for run in next(sheet.chunks())[0].runs]
    [('Sở A', 'leads', '0-4'), (' làm.', '', '')]
    """

    def __init__(self, document: Document, headings: Sequence[Heading], marks: Sequence[Mark]) -> None:
        self._text, self._marks = document.source.text, marks
        self._passages = passages(document, headings)
        self._pages = {page.start: page.number for page in document.source.pages}
        self._steering = frozenset(steering(self._text))
        self._pieces = list(pieces(len(self._text), [mark.span for mark in marks], self._cuts()))
        self._starts = [piece.start for piece in self._pieces]

    def chunks(self) -> Iterator[list[Block]]:
        """All blocks, in lists of about `CHUNK` characters."""
        chunk: list[Block] = []
        size = 0
        for passage in self._passages:
            chunk.append(self._block(passage))
            size += passage.span.end - passage.span.start
            if size >= CHUNK:
                yield chunk
                chunk, size = [], 0
        if chunk:
            yield chunk

    def outline(self, headings: Sequence[Heading]) -> Iterator[Entry]:
        """The headings, each with the block or cell of a table that it stands in."""
        cells = {cell.start for passage in self._passages for row in passage.rows for cell in row}
        starts = sorted(cells | {passage.span.start for passage in self._passages if not passage.rows})
        for heading in headings:
            i = max(bisect_left(starts, heading.span.start + 1) - 1, 0)
            yield Entry(starts[i] if starts else 0, heading.level, heading.text)

    def _cuts(self) -> Iterator[int]:
        for passage in self._passages:
            yield passage.span.start
            yield max(passage.words, 0)
            for cell in (cell for row in passage.rows for cell in row):
                yield from (cell.start, cell.end)
        yield from self._pages
        for at in self._steering:
            yield from (at, at + 1)

    def _block(self, passage: Passage) -> Block:
        if passage.rows:
            return Block(passage.kind, passage.span.start, rows=tuple(tuple(self._cells(row)) for row in passage.rows))
        rest = passage.span.end if passage.words < 0 else passage.words
        return Block(passage.kind, passage.span.start, passage.level, self._runs(passage.span, rest))

    def _cells(self, row: Row) -> Iterator[Cell]:
        seen: set[str] = set()
        for span in row:
            words = span.of(self._text)
            yield Cell(span.start, self._runs(span), again=len(words) > 12 and words in seen)
            seen.add(words)

    def _runs(self, span: Span, rest: int | None = None) -> tuple[Run, ...]:
        inside = self._pieces[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        return tuple(self._run(piece, rest=rest is not None and piece.start >= rest) for piece in inside)

    def _run(self, piece: Piece, *, rest: bool) -> Run:
        words = self._text[piece.start : piece.end]
        look = "steer" if piece.start in self._steering else "rest" if rest and words.strip() else ""
        page = self._pages.get(piece.start, 0)
        if not piece.covering:
            return Run(words, look=look, page=page)
        covering = [self._marks[number] for number in piece.covering]
        first, place = covering[0], covering[0].span
        on = next((mark.kind for mark in covering[1:] if mark.kind in _BROAD), "")
        doubt = any(mark.doubtful for mark in covering)
        return Run(words, piece.covering, first.kind, on, f"{place.start}-{place.end}", look, page, doubt)
