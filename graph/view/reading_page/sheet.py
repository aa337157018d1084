"""A document's text for a page, as HTML: passages of pieces, each piece linked to the marks that cover it.

Most of a page is this, and most of the time that pages take, so it is no template: each piece is escaped here, once, and joined.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Document, Heading, Span
from graph.records.marks import Mark
from graph.view.reading_page.passages import Passage, Row, passages, pieces, steering
from graph.view.shell import escaped

CHUNK = 6000
"""Characters that a browser lays out together: what is out of sight waits, so that a million characters open at once."""

_BROAD = frozenset({"task", "measure"})
"""Kinds that cover whole sentences: they are a ground on which the others stand."""
_WIDE = '<div class="wide" role="group" tabindex="0" aria-label="{name}" data-t-label="reading.{key}">'
_DEEPEST = 6
"""HTML knows no heading below this level."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: `start` is the block or cell that holds the heading."""

    start: int
    level: int
    text: str


class Sheet:
    """The text of a document with its marks; `names` are what a page calls things, by the keys of its words.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> names = dict(page="Trang {n}", table="Bảng", columns="Cột")
    >>> sheet = Sheet(parse(Source("a.txt", "Sở A làm.")), (), [Mark(Span(0, 4), "leads", ())], names)
    >>> [*sheet.chunks()][0].splitlines()[1]
    '<p class="paragraph" id="at=0" data-o="0"><a class="m k-leads" href="#c=0-4" data-m="0">Sở A</a> làm.</p>'
    """

    def __init__(
        self, document: Document, headings: Sequence[Heading], marks: Sequence[Mark], names: Mapping[str, str]
    ) -> None:
        self._text, self._marks = document.source.text, marks
        self._passages = passages(document, headings)
        self._pages = {page.start: page.number for page in document.source.pages}
        self._steering = frozenset(steering(self._text))
        self._pieces = list(pieces(len(self._text), [mark.span for mark in marks], self._cuts()))
        self._starts = [piece.start for piece in self._pieces]
        self._page = escaped(names["page"])
        self._table, self._printed = (_WIDE.format(name=escaped(names[key]), key=key) for key in ("table", "columns"))
        self._links: dict[tuple[int, ...], str] = {}

    def chunks(self) -> Iterator[str]:
        """All passages, in stretches of about `CHUNK` characters."""
        chunk: list[str] = []
        size = 0
        for passage in self._passages:
            chunk.append(self._passage(passage))
            size += passage.span.end - passage.span.start
            if size >= CHUNK:
                yield _chunk(chunk)
                chunk, size = [], 0
        if chunk:
            yield _chunk(chunk)

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

    def _passage(self, passage: Passage) -> str:
        start = passage.span.start
        if passage.rows:
            width = max(map(len, passage.rows))
            rows = "".join([f"<tr>{self._cells(row, width)}</tr>\n" for row in passage.rows])
            return f"{self._table}<table>\n{rows}</table></div>\n"
        words = self._words(passage.span, passage.span.end if passage.words < 0 else passage.words)
        if passage.kind == "printed":
            return f'{self._printed}<p class="printed" id="at={start}" data-o="{start}">{words}</p></div>\n'
        level = min(passage.level + 1, _DEEPEST)
        heading = f' role="heading" aria-level="{level}"' if passage.level else ""
        return f'<p class="{passage.kind}" id="at={start}" data-o="{start}"{heading}>{words}</p>\n'

    def _cells(self, row: Row, width: int) -> str:
        """The cells of a row; apart are those that print what a cell before them does, as headings of sections do."""
        seen: set[str] = set()
        told: list[str] = []
        across = f' colspan="{width}"' if len(row) == 1 and width > 1 else ""
        for span in row:
            start, words = span.start, span.of(self._text)
            again = ' class="again"' if len(words) > 12 and words in seen else ""
            place = f' id="at={start}"' if words else ""
            told.append(f'<td{across} data-o="{start}"{again}{place}>{self._words(span, span.end)}</td>')
            seen.add(words)
        return "".join(told)

    def _words(self, span: Span, rest: int) -> str:
        """The pieces of a span; behind `rest` stands what no paragraph holds."""
        told: list[str] = []
        for n in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
            start, end, covering = self._pieces[n]
            words = self._text[start:end]
            if start in self._pages:
                number = self._pages[start]
                label = self._page.replace("{n}", str(number))
                told.append(f'<span class="page" data-page="{number}" data-label="{label}"></span>')
            if start in self._steering:
                told.append(f'<span class="steer" data-code="U+{ord(words):04X}">{escaped(words)}</span>')
            elif covering and words.strip():
                told.append(f"{self._links.get(covering) or self._link(covering)}{escaped(words)}</a>")
            elif start >= rest and words.strip():
                told.append(f'<span class="rest">{escaped(words)}</span>')
            else:
                told.append(escaped(words))
        return "".join(told)

    def _link(self, covering: tuple[int, ...]) -> str:
        """Where a link begins that leads to what these marks say, that with the shortest span first."""
        marks = [self._marks[number] for number in covering]
        kind, (start, end) = marks[0].kind, marks[0].span
        ground = next((f" on-{mark.kind}" for mark in marks[1:] if mark.kind in _BROAD), "")
        doubt = " doubt" if any(mark.doubtful for mark in marks) else ""
        said = " ".join(map(str, covering))
        made = f'<a class="m k-{kind}{ground}{doubt}" href="#c={start}-{end}" data-m="{said}">'
        self._links[covering] = made
        return made


def _chunk(passages: Sequence[str]) -> str:
    return f'<div class="chunk">\n{"".join(passages)}</div>\n'
