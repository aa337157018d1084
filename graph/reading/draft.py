"""A source as a reader writes it: paragraphs on lines of their own, rows of tables on a line each, their cells apart by tabs.

Readers of formats that know more than characters (Word, web pages, PDF, scans) write into a `Draft` and give its `source`.
What they write is what `output/text/` shows and what every offset counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from graph.language import numbering
from graph.model import Box, Cell, Footnote, Grid, Page, Source, Span, Style

_CUT, _BROKEN = 4, 0.05
"""Text is wrapped where so many lines, and such a share of them, end inside a sentence; of real Word files the share is 0.02 at most."""
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


Boxed = Box | tuple[Span, Box]
"""A box of words to write: of all of them, or of the characters of a span that counts from their beginning."""
Sure = tuple[Span, float]
"""How surely characters were read, 0 to 1; the span counts from the beginning of the words to write."""


@dataclass(slots=True)
class DraftCell:
    """A cell to write: its paragraphs, where it stands, how many rows and columns it covers. `boxes` and `sure` go with its paragraphs."""

    paragraphs: Sequence[str]
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False
    boxes: Sequence[Iterable[Boxed]] = ()
    sure: Sequence[Iterable[Sure]] = ()


@dataclass(slots=True)
class Draft:
    r"""What was written so far.

    >>> draft = Draft()
    >>> draft.paragraph("KẾ HOẠCH")
    Span(start=0, end=8)
    >>> grid = draft.table([DraftCell(["STT"], 0, 0), DraftCell(["Cơ quan", "chủ trì"], 0, 1)])
    >>> draft.source("a.docx").text
    'KẾ HOẠCH\nSTT\tCơ quan chủ trì\n'
    >>> [cell.spans for cell in grid.cells]
    [(Span(start=9, end=12),), (Span(start=13, end=20), Span(start=21, end=28))]
    """

    length: int = 0
    unbroken: bool = False
    remarks: list[str] = field(default_factory=list)
    _written: list[str] = field(default_factory=list)
    _pages: list[Page] = field(default_factory=list)
    _grids: list[Grid] = field(default_factory=list)
    _notes: list[Footnote] = field(default_factory=list)
    _styles: list[Style] = field(default_factory=list)
    _boxes: list[tuple[Span, Box]] = field(default_factory=list)
    _sure: list[tuple[Span, float]] = field(default_factory=list)

    def page(
        self,
        number: int,
        width: float | None = None,
        height: float | None = None,
        *,
        scanned: bool = False,
        turned: int = 0,
    ) -> None:
        """What is written from here on stands on this page; its size is in points."""
        self._pages.append(Page(number, self.length, width, height, scanned, turned))

    def paragraph(self, words: str, boxes: Iterable[Boxed] = (), sure: Iterable[Sure] = ()) -> Span:
        """Writes a paragraph on a line of its own: its characters, without the line's end. Breaks inside of it become blanks."""
        span = self._put(_BREAKS.sub(" ", words), boxes, sure)
        self._put("\n")
        return span

    def blank(self) -> None:
        """Writes an empty line."""
        self._put("\n")

    def table(self, cells: Iterable[DraftCell], pages: Mapping[int, Page] | None = None) -> Grid:
        """Writes a table, a row on a line, and gives its grid. A cell of several rows stands in the first of them. `pages` are those
        that begin with one of its rows."""
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
        start, written, at = self.length, [], (0, 0)
        for cell in ordered:
            for row in range(at[0] + 1, cell.row + 1):
                self._put("\n")
                at = (row, 0)
                if pages and row in pages:
                    self._pages.append(replace(pages[row], start=self.length))
            self._put("\t" * (cell.column - at[1]))
            at = (cell.row, cell.column)
            written.append(Cell(self._cell(cell), cell.row, cell.column, cell.rows, cell.columns, cell.head))
        end = self.length
        self._put("\n")
        height = max((cell.row + cell.rows for cell in ordered), default=0)
        width = max((cell.column + cell.columns for cell in ordered), default=0)
        grid = Grid(Span(start, end), tuple(written), height, width, "file")
        if written:
            self._grids.append(grid)
        return grid

    def note(self, mark: Span, words: str, boxes: Iterable[Boxed] = (), sure: Iterable[Sure] = ()) -> Span:
        """Writes a foot note on a line of its own; `mark` is where it is called."""
        span = self.paragraph(words, boxes, sure)
        self._notes.append(Footnote(mark, span))
        return span

    def style(self, style: Style) -> None:
        """Keeps how the file prints characters that are written already."""
        self._styles.append(style)

    def source(self, path: str) -> Source:
        """All of it as the source of the file known to the graph as `path`."""
        return Source(
            path, "".join(self._written), tuple(self._pages), tuple(self._grids), tuple(self._notes),
            tuple(sorted(self._styles, key=lambda style: style.span)), tuple(sorted(self._boxes, key=lambda box: box[0])),
            self.unbroken, tuple(self.remarks), tuple(self._sure),
        )  # fmt: skip

    def broken(self) -> bool:
        """Whether the paragraphs written so far are lines of wrapped text, as copied from a page or an old editor: many of them end inside
        a sentence that the next one goes on with.

        >>> draft = Draft()
        >>> for _ in range(6):
        ...     _ = draft.paragraph("Các xã trồng cây ven sông và đếm"), draft.paragraph("cây mỗi tháng.")
        >>> draft.broken()
        True
        """
        text, lines, cut = "".join(self._written), [], 0
        inside = {span.start: span.end for span in (grid.span for grid in self._grids)}
        at = 0
        while at < len(text):
            end = inside.get(at, -1)
            if end < 0:
                end = text.find("\n", at) % (len(text) + 1)
                lines.append(text[at:end].strip())
            at = end + 1
        lines = [line for line in lines if line]
        for above, below in pairwise(lines):
            cut += below[0].islower() and above[-1].isalnum() and not numbering.begins_line(below)
        return cut >= _CUT and cut >= _BROKEN * len(lines)

    def _cell(self, cell: DraftCell) -> tuple[Span, ...]:
        spans: list[Span] = []
        for i, paragraph in enumerate(cell.paragraphs):
            words = _BREAKS.sub(" ", paragraph).strip()
            if not words:
                continue
            if spans:
                self._put(" ")
            boxes = cell.boxes[i] if i < len(cell.boxes) else ()
            spans.append(self._put(words, boxes, cell.sure[i] if i < len(cell.sure) else ()))
        return tuple(spans)

    def _put(self, words: str, boxes: Iterable[Boxed] = (), sure: Iterable[Sure] = ()) -> Span:
        span = Span(self.length, self.length + len(words))
        self._written.append(words)
        self.length = span.end
        if words:
            self._boxes += [
                (span, box) if isinstance(box, Box) else (_moved(box[0], span.start), box[1]) for box in boxes
            ]
            self._sure += [(_moved(at, span.start), value) for at, value in sure]
        return span


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
