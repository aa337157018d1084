"""Tables of printed pages: the words of each cell, and a table over pages as one.

Left out are the headings that a page prints again. A row that a page's end cuts is one row: below it the number is missing, and the longest
cell goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from graph.reading.printed.flow import Region, margins, paragraphs, pitch
from graph.reading.printed.grid import Frame, Place, grids
from graph.reading.printed.sheet import Line, Sheet, Word, lines

_SAME = 7.0
"""Points by which columns of one table may differ from page to page."""
_ALIKE = 88
"""Per cent of the characters of headings that are the same where a page prints them again."""
_TERMINAL = (".", ";", ":", "!", "?")


@dataclass(slots=True)
class PrintedCell:
    """A cell: its place and its lines, with the margins of the column that they stand in."""

    row: int
    column: int
    rows: int
    columns: int
    rows_of_text: list[tuple[Line, Region]]

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(line.text for line, _ in self.rows_of_text)

    def paragraphs(self) -> list[list[Line]]:
        """Its lines, paragraph by paragraph."""
        return paragraphs(self.rows_of_text)


@dataclass(slots=True)
class Printed:
    """A table as far as it was met."""

    cells: list[PrintedCell]
    height: int
    xs: list[float]
    top: float
    bottom: float
    first_page: int
    last_page: int
    pages: dict[int, int] = field(default_factory=dict)  # the rows that begin a page
    heads: int = 0

    def words(self) -> Iterator[Word]:
        """The words of all its cells."""
        for cell in self.cells:
            for line, _ in cell.rows_of_text:
                yield from line.words

    def row(self, number: int) -> list[PrintedCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == number]

    def goes_on(self, below: Printed) -> bool:
        """Whether a table on the next page has the same columns: they stand where its own do, or have the same headings."""
        if below.first_page != self.last_page + 1 or len(below.xs) != len(self.xs):
            return False
        if len(self.row(0)) > 2 and self._repeated(below):
            return True
        shift = below.xs[0] - self.xs[0]
        return all(abs(b - a - shift) <= _SAME for a, b in zip(self.xs, below.xs, strict=True))

    def add(self, below: Printed) -> None:
        """Takes the rows of the table's next page."""
        again = self._repeated(below)
        self.heads = max(self.heads, again)
        cells = [cell for cell in below.cells if cell.row >= again]
        first = [cell for cell in cells if cell.row == again]
        cut = bool(first) and self._cut(first)
        shift = self.height - again - (1 if cut else 0)
        if cut:
            self._mend(first)
            cells = [cell for cell in cells if cell.row > again]
        elif first:
            cells = self._spanned(first, cells)
        for cell in cells:
            self.cells.append(PrintedCell(cell.row + shift, cell.column, cell.rows, cell.columns, cell.rows_of_text))
        self.height += below.height - again - (1 if cut else 0)
        self.last_page = below.first_page
        self.bottom = below.bottom
        if cells:
            self.pages[min(cell.row for cell in cells) + shift] = below.first_page

    def _repeated(self, below: Printed) -> int:
        """How many rows of headings the next page prints again."""
        again = 0
        for i in range(min(3, below.height, self.height)):
            here, there = self.row(i), below.row(i)
            if [c.column for c in here] != [c.column for c in there] or not _alike(here, there):
                break
            again = i + 1
        return again

    def _cut(self, first: Sequence[PrintedCell]) -> bool:
        """Whether the row at the top of a page goes on with the last row of the page before."""
        above = {cell.column: cell for cell in self.cells if cell.row + cell.rows == self.height}
        here = {cell.column: cell for cell in first}
        if not above or any(column not in above for column in here if here[column].text):
            return False
        lengths: dict[int, int] = {}
        for cell in self.cells:
            if cell.columns == 1:
                lengths[cell.column] = lengths.get(cell.column, 0) + len(cell.text)
        widest = max(lengths, key=lambda column: (lengths[column], -column), default=0)
        number = here.get(0)
        if widest != 0 and number and number.text and above.get(0) and above[0].text:
            return False
        long, over = here.get(widest), above.get(widest)
        if long is None or over is None or not over.text:
            return False
        if not long.text:
            return widest != 0 and not (number and number.text)
        open_ = not over.text.endswith(_TERMINAL) and _is_full(over, long)
        lower = long.text[0].islower()
        return lower or (open_ and (widest == 0 or not (number and number.text)) and long.text[0] not in "-+•")

    def _mend(self, first: Sequence[PrintedCell]) -> None:
        for cell in first:
            above = next((c for c in self.cells if c.column == cell.column and c.row + c.rows == self.height), None)
            if above is None:
                continue
            above.rows_of_text += cell.rows_of_text
            above.rows += cell.rows - 1

    def _spanned(self, first: Sequence[PrintedCell], cells: list[PrintedCell]) -> list[PrintedCell]:
        """The cells without the empty ones that a page's end cut off a cell over several rows, which goes on."""
        for cell in first:
            above = next((c for c in self.cells if c.column == cell.column and c.row + c.rows == self.height), None)
            if (
                above
                and not cell.text
                and above.text
                and (above.rows > 1 or cell.rows > 1)
                and above.columns == cell.columns
            ):
                above.rows += cell.rows
                cells = [c for c in cells if c is not cell]
        return cells


def _alike(here: Sequence[PrintedCell], there: Sequence[PrintedCell]) -> bool:
    """Whether two rows hold the same headings, but for a slip."""
    words, others = " ".join(cell.text for cell in here), " ".join(cell.text for cell in there)
    return any(map(str.isalpha, words)) and fuzz.ratio(words, others) > _ALIKE


def _is_full(cell: PrintedCell, below: PrintedCell) -> bool:
    """Whether the last line of a cell is full: the first word of the cell below it had no room on it."""
    line, region = cell.rows_of_text[-1]
    word = below.rows_of_text[0][0].words[0]
    wide = word.right - word.left + 0.22 * word.size
    return line.right + wide > region.right - 1 or line.right > region.left + 0.7 * (region.right - region.left)


def apart(sheet: Sheet) -> tuple[list[Printed], list[Word]]:
    """The tables of a page, from above, and the words that stand in none."""
    frames = grids(sheet.rules)
    held: list[dict[Place, list[Word]]] = [{} for _ in frames]
    outside: list[Word] = []
    for word in sheet.words:
        for frame, cells in zip(frames, held, strict=True):
            place = frame.at(*word.middle)
            if place:
                cells.setdefault(place, []).append(word)
                break
        else:
            outside.append(word)
    tables = []
    for frame, cells in zip(frames, held, strict=True):
        if len(cells) < 2 or len({place.column for place in cells}) < 2:  # a frame around text
            outside += [word for words in cells.values() for word in words]
            continue
        tables.append(_table(sheet, frame, cells))
    return tables, outside


def _table(sheet: Sheet, frame: Frame, held: dict[Place, list[Word]]) -> Printed:
    rows = {place: lines(sheet.number, words) for place, words in held.items()}
    columns: dict[tuple[int, int], list[Line]] = {}
    for place, text in rows.items():
        columns.setdefault((place.column, place.columns), []).extend(text)
    edges = {
        key: Region([], *margins(text), "cell", pitch(sorted(text, key=lambda row: row.base)))
        for key, text in columns.items()
    }
    cells = []
    for place in dict.fromkeys(frame.cells.values()):
        region = edges.get((place.column, place.columns))
        text = rows.get(place, [])
        cells.append(
            PrintedCell(place.row, place.column, place.rows, place.columns, [(row, region) for row in text if region])
        )
    kept = _without_empty_rows(cells, len(frame.ys) - 1)
    return Printed(*kept, frame.xs, frame.ys[0], frame.ys[-1], sheet.number, sheet.number, {}, 0)


def _without_empty_rows(cells: list[PrintedCell], height: int) -> tuple[list[PrintedCell], int]:
    """The cells, without rows in which nothing begins or goes on: doubled lines make such."""
    live = [any(c.row <= i < c.row + c.rows and c.text for c in cells) for i in range(height)]
    at = [sum(live[:i]) for i in range(height + 1)]
    made = [
        PrintedCell(at[c.row], c.column, max(at[c.row + c.rows] - at[c.row], 1), c.columns, c.rows_of_text)
        for c in cells
        if any(live[c.row : c.row + c.rows])
    ]
    return made, sum(live)
