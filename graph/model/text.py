"""What a file knows: its text, never rewritten, its pages, tables, foot notes and boxes; and the view of it that rules read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of one source text.

    >>> Span(2, 5).of("Số 223")
    ' 22'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


class InView(NamedTuple):
    """Characters `start` to `end` (exclusive) of a view: another type than `Span`, so that the two are never mixed up.

    >>> InView(0, 2).of("số 12")
    'số'
    """

    start: int
    end: int

    def of(self, view: str) -> str:
        """The characters themselves."""
        return view[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the file: its number, where its text begins, its size in points where the file has one, whether it is a scan, and by how
    many quarters, against the clock, it was turned to stand upright."""

    number: int
    start: int
    width: float | None = None
    height: float | None = None
    scanned: bool = False
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its characters (none where it is empty, several spans where a page break cut it), its place, and how many
    rows and columns it covers."""

    spans: tuple[Span, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


Origin = Literal["file", "marks", "lines"]
"""Who told the cells of a grid: the file itself, the marks between them (tabs, pipes, columns of blanks), or the lines of a text layer."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is printed: its cells, row by row, and how they were told apart.

    >>> grid = Grid(Span(0, 3), (Cell((Span(0, 1),), 0, 0), Cell((Span(2, 3),), 0, 1)), 1, 2, "marks")
    >>> [[span.of("A|B") for span in cell.spans] for cell in grid.row(0)]
    [['A'], ['B']]
    """

    span: Span
    cells: tuple[Cell, ...]
    height: int
    width: int
    origin: Origin

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells that begin in a row, from left to right."""
        first = bisect_left(self.cells, number, key=lambda cell: cell.row)
        return self.cells[first : bisect_right(self.cells, number, key=lambda cell: cell.row)]

    def rows(self, *, filled: bool = False) -> list[list[tuple[Span, ...]]]:
        """The words of all rows. Where the file told the cells, each stands in its column, `filled` in all rows that it covers, and rows are
        as long as the table is wide.

        >>> cells = (Cell((Span(0, 1),), 0, 0, rows=2), Cell((Span(2, 3),), 0, 1), Cell((Span(4, 5),), 1, 1))
        >>> grid = Grid(Span(0, 5), cells, 2, 2, "file")
        >>> [[[s.of("A|B|C") for s in cell] for cell in row] for row in grid.rows(filled=True)][1]
        [['A'], ['C']]
        """
        if self.origin != "file":
            return [[cell.spans for cell in self.row(number)] for number in range(self.height)]
        dense: list[list[tuple[Span, ...]]] = [[() for _ in range(self.width)] for _ in range(self.height)]
        for cell in self.cells:
            for number in range(cell.row, cell.row + (cell.rows if filled else 1)):
                dense[number][cell.column] = cell.spans
        return dense


@dataclass(frozen=True, slots=True)
class Footnote:
    """A foot note: where it is called, and its own words."""

    mark: Span
    text: Span


@dataclass(frozen=True, slots=True)
class Style:
    """How the file prints some characters: "bold", "heading" with its level, "deleted"."""

    span: Span
    look: Literal["bold", "heading", "deleted"]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """One input file as read. `text` is never rewritten and all spans count it; the rest is empty where the file does not know it.

    Rows of `grids` stand in the text on a line each, their cells apart by tabs. `boxes` are sorted by their spans. `unbroken`: each
    line is a whole paragraph, as the file has it. `remarks` say in English what a reader of the text should know of how it was read.
    `sureness` says how surely (0 to 1) characters were recognised in a picture, where that was not beyond doubt. `kept` is where a build
    keeps the text, relative to its output ("text/plan.txt"); empty where no build has said so.
    """

    path: str  # relative to the input folder, posix
    text: str
    pages: tuple[Page, ...] = ()
    grids: tuple[Grid, ...] = ()
    notes: tuple[Footnote, ...] = ()
    styles: tuple[Style, ...] = ()
    boxes: tuple[tuple[Span, Box], ...] = ()
    unbroken: bool = False
    remarks: tuple[str, ...] = ()
    sureness: tuple[tuple[Span, float], ...] = ()
    kept: str = ""
    whole: str = ""  # the file, where it holds several documents and this is one of them

    def placed(self, span: Span) -> tuple[tuple[Span, Box], ...]:
        """The boxes of the characters of a span, each with the characters that it holds.

        >>> Source("a.pdf", "Sở Y tế", boxes=((Span(0, 7), Box(1, 70, 50, 110, 64)),)).placed(Span(2, 6))
        ((Span(start=0, end=7), Box(page=1, left=70, top=50, right=110, bottom=64)),)
        """
        first = bisect_right(self.boxes, span.start, key=lambda box: box[0].end)
        found = []
        for at, box in self.boxes[first:]:
            if at.start >= span.end:
                break
            found.append((at, box))
        return tuple(found)

    def where(self, span: Span) -> tuple[Box, ...]:
        """The boxes of the characters of a span.

        >>> boxes = ((Span(0, 4), Box(1, 70, 50, 110, 64)), (Span(5, 8), Box(1, 114, 50, 140, 64)))
        >>> [box.left for box in Source("a.pdf", "Sở Y tế", boxes=boxes).where(Span(2, 6))]
        [70, 114]
        """
        return tuple(box for _, box in self.placed(span))


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a folder that was passed over, and why."""

    name: str
    reason: str


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

    def back(self, place: InView) -> Span:
        """The characters of the source that a place in the view was read from."""
        return self.source(place.start, place.end)

    def place(self, span: Span) -> InView:
        """The characters of the view that were read from a span of the source; an empty place where none were.

        >>> View("số 12", (0, 3), (0, 5), (3, 7)).place(Span(5, 7))
        InView(start=3, end=5)
        """
        inside = [i for i, start in enumerate(self.start) if self.end[i] > span.start and start < span.end]
        if not inside:
            return InView(0, 0)
        last = inside[-1] + 1
        return InView(self.at[inside[0]], self.at[last] if last < len(self.at) else len(self.text))

    def _map(self, position: int, *, last: bool) -> int:
        i = max(bisect_right(self.at, position) - 1, 0)
        following = self.at[i + 1] if i + 1 < len(self.at) else len(self.text)
        if following - self.at[i] != self.end[i] - self.start[i]:  # letters were composed, or a line end became a blank
            return self.end[i] if last else self.start[i]
        return self.start[i] + position - self.at[i] + (1 if last else 0)
