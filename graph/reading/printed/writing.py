"""Pages -> source: what stands on them in reading order, with pages, boxes, tables and foot notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.model import Page, Source, Span
from graph.reading.draft import Draft, DraftCell
from graph.reading.printed import columned, flow, footed, furniture, marks, tabled
from graph.reading.printed.flow import Region
from graph.reading.printed.sheet import Line, Note, Sheet, lines
from graph.reading.printed.tabled import Printed
from graph.reading.printed.words import Words, run

__all__ = ["source"]


def source(name: str, sheets: Sequence[Sheet]) -> Source:
    """The source of the file known as `name` that has these pages.

    >>> from graph.reading.printed.sheet import Word
    >>> words = [Word("KẾ", 50, 90, 80, 102, 100, 12), Word("HOẠCH", 84, 90, 120, 102, 100, 12)]
    >>> source("a.pdf", [Sheet(1, 595, 842, words)]).text
    'KẾ HOẠCH\\n'
    """
    parts = [tabled.apart(sheet) for sheet in sheets]
    texts = furniture.without(
        sheets, [lines(sheet.number, outside) for sheet, (_, outside) in zip(sheets, parts, strict=True)]
    )
    marks.mend([row for sheet, rows in zip(sheets, texts, strict=True) if sheet.scanned for row in rows])
    writing = _Writing({sheet.number: sheet for sheet in sheets}, _usual(sheets, texts))
    for sheet, (tables, _), rows in zip(sheets, parts, texts, strict=True):
        rows, notes = footed.notes(sheet, rows, tables)
        writing.notes[sheet.number] = notes
        for table in tables:
            writing.lines([row for row in rows if row.top < table.top])
            rows = [row for row in rows if row.top >= table.top]
            writing.table(table)
        writing.lines(rows)
    return writing.done(name)


def _usual(sheets: Sequence[Sheet], texts: Sequence[Sequence[Line]]) -> dict[int, tuple[float, float]]:
    """The margins of each page: those of all pages of its size."""
    by_size: dict[float, list[Line]] = {}
    for sheet, rows in zip(sheets, texts, strict=True):
        by_size.setdefault(round(sheet.width), []).extend(rows)
    edges = {width: flow.margins(rows) for width, rows in by_size.items() if rows}
    return {sheet.number: edges[round(sheet.width)] for sheet in sheets if round(sheet.width) in edges}


@dataclass(slots=True)
class _Writing:
    """What was met so far: lines that wait for those below them, a table that waits for its next page, and the draft."""

    sheets: dict[int, Sheet]
    usual: dict[int, tuple[float, float]]
    notes: dict[int, list[Note]] = field(default_factory=dict)
    _draft: Draft = field(default_factory=lambda: Draft(unbroken=True))
    _rows: list[tuple[Line, Region]] = field(default_factory=list)
    _table: Printed | None = None
    _page: int = 0
    _low: Line | None = None
    _middle: bool = False

    def lines(self, rows: list[Line]) -> None:
        """Takes the lines of a page, or of a part of it between tables."""
        if not rows:
            return
        for region in flow.regions(rows, self.usual.get(rows[0].page)):
            table = columned.table(region.lines) if region.kind == "table" else None
            if table:
                self.table(table)
                continue
            self._flush_table()
            self._rows += [(row, region) for row in region.lines]

    def table(self, table: Printed) -> None:
        """Takes a table; on the page after a table's, with the same columns, it is the rest of that."""
        if self._table and self._table.goes_on(table):
            self._table.add(table)
            return
        self._flush_table()
        self._flush_rows()
        self._table = table

    def done(self, name: str) -> Source:
        """The source of all that was taken."""
        self._flush_table()
        self._flush_rows()
        self._turn(max(self.sheets))
        return self._draft.source(name)

    def _flush_rows(self) -> None:
        pending: list[tuple[Line, Region]] = []
        for row, region in self._rows:
            if region.kind == "table":
                self._paragraphs(pending)
                pending = []
                self._put(flow.laid_out(row, region), apart=row is region.lines[0])
            else:
                pending.append((row, region))
        self._paragraphs(pending)
        self._rows = []

    def _paragraphs(self, rows: list[tuple[Line, Region]]) -> None:
        regions = {id(row): region for row, region in rows}
        for group in flow.paragraphs(rows):
            if flow.is_rule(group[0]):
                self._draft.blank()
                continue
            middle = flow.centred(group[0], regions[id(group[0])])
            if self._middle and not middle and regions[id(group[0])].kind == "body":
                self._draft.blank()  # below a title
            self._middle = middle
            self._put(run(group, self._marks(group)))

    def _put(self, words: Words, *, apart: bool = True) -> None:
        first, last = words.lines[0], words.lines[-1]
        self._turn(first.page)
        low = self._low
        if (
            apart
            and low
            and low.page == first.page
            and (first.top - low.bottom > 1.2 * first.size or first.top < low.top - first.size)
        ):
            self._draft.blank()
        self._low = last
        span = self._draft.paragraph(words.text, words.boxes, words.sure)
        self._called(span.start, words)

    def _called(self, start: int, words: Words) -> None:
        """Writes the foot notes that are called from words which begin at `start`."""
        for at, note in words.notes:
            read = run(note.lines, {})
            self._draft.note(Span(start + at, start + at), read.text, read.boxes, read.sure)
            self.notes[note.page].remove(note)

    def _marks(self, group: Sequence[Line]) -> dict[tuple[int, str], Note]:
        return {(page, note.mark): note for page in {row.page for row in group} for note in self.notes.get(page, ())}

    def _turn(self, page: int) -> None:
        """Says that what is written from here on stands on a page."""
        for number in range(self._page + 1, page + 1):
            self._uncalled(number - 1)
            sheet = self.sheets[number]
            self._draft.page(number, sheet.width, sheet.height, scanned=sheet.scanned, turned=sheet.turned)
        self._page = max(self._page, page)

    def _uncalled(self, page: int) -> None:
        """Writes the foot notes of a page whose call was not found."""
        for note in self.notes.get(page, ()):
            read = run(note.lines, {})
            end = max(self._draft.length - 1, 0)
            self._draft.note(Span(end, end), read.text, read.boxes, read.sure)
        self.notes[page] = []

    def _flush_table(self) -> None:
        if not self._table:
            return
        self._flush_rows()
        table, self._table = self._table, None
        self._turn(table.first_page)
        cells, called = [], []
        if self.sheets[table.first_page].scanned:
            _number(table)
        for cell in table.cells:
            groups = cell.paragraphs()
            read = [run(group, self._marks(group)) for group in groups]
            cells.append(
                DraftCell(
                    [words.text for words in read], cell.row, cell.column, cell.rows, cell.columns, cell.row < table.heads,
                    [words.boxes for words in read], [words.sure for words in read],
                )
            )  # fmt: skip
            called += [(cell, i, words) for i, words in enumerate(read) if words.notes]
        pages = {row: page for row, page in table.pages.items() if page > self._page}
        grid = self._draft.table(cells, {row: self._sheet(page) for row, page in pages.items()})
        self._page = max([self._page, *pages.values()])
        at = {(cell.row, cell.column): cell.spans for cell in grid.cells}
        for cell, i, words in called:
            spans = at[cell.row, cell.column]
            self._called(spans[min(i, len(spans) - 1)].start, words)
        self._low = None

    def _sheet(self, page: int) -> Page:
        sheet = self.sheets[page]
        return Page(page, 0, sheet.width, sheet.height, sheet.scanned, sheet.turned)


def _number(table: Printed) -> None:
    """Mends the numbers of a scanned table's rows."""
    first = sorted((cell for cell in table.cells if cell.column == 0), key=lambda cell: cell.row)
    numbers = [cell.text for cell in first]
    for cell, before, number in zip(first, numbers, marks.rows(numbers), strict=True):
        if number != before:
            cell.rows_of_text[0][0].words[0].text = number
