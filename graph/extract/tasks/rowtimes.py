"""When the work of a table's row is done: as its cell of times says, else its marks below periods, its own words, its section, the lines above.

Forms: a cell "Quý II/2026"; one without its year, below "Thời gian (năm 2026)" or in a section "Năm 2026"; crosses in columns "2026 | 2027 |
2028"; "…, hoàn thành trong quý II/2026" in the cell of the work, of who leads or of remarks; a section row "Nhiệm vụ thường xuyên"; a
heading "Nhiệm vụ trong năm 2026" above the table; a cell that several rows share and that is printed in the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.language import times, when
from graph.language.numbering import of_section
from graph.model import Block, Deadline, Document, Row, Span, Table
from graph.structure import tables

_MARK = re.compile(r"[xX✓✔√v+*•●]{1,2}")
"""A mark in a column of a period: the work is done then."""
_NAMES = ("time", "start", "due")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class Times:
    """The times of one table's rows."""

    def __init__(self, document: Document, table: Table, above: Deadline | None = None) -> None:
        self._text = document.source.text
        self._periods = _periods(table, self._text)
        self._year = _only_year(" ".join(c.heading for c in table.columns if c.role in _NAMES))
        self._above = above  # the time of the heading that the table stands below
        self._shared = _shared(document, table)
        self._last: tuple[tuple[str, ...], Deadline | None] = ((), None)

    def of(self, row: Row, wording: str) -> Deadline | None:
        """The time of a row whose work has these words.

        >>> from graph.model import Source
        >>> from graph.structure import parse
        >>> head = "STT\\tNhiệm vụ\\tCơ quan chủ trì\\tPhối hợp\\n"
        >>> one = "1\\tMở chợ, xong trong quý I/2026\\tSở Y tế\\tSở Nội vụ\\n"
        >>> two = "2\\tDời bến\\tSở Y tế\\tSở Nội vụ\\n"
        >>> document = parse(Source("a.txt", f"{head}{one}{two}"))
        >>> table, = document.tables
        >>> told = Times(document, table)
        >>> [told.of(row, tables.words(row.cells["task"], document.source.text)) for row in table.rows][0].raw
        'xong trong quý I/2026'
        """
        own = self._own(row)
        if own is None and self._shared and self._last[0] == row.sections:
            own = self._last[1]
        if own is not None:
            self._last = (row.sections, own)
            return self._dated(own, row)
        said = (wording, *(self._words(row, role) for role in ("lead", "note")))
        told = next((found for words in said if (found := when.in_prose(words))), None)
        return told or self._of_section(row) or self._above

    def _own(self, row: Row) -> Deadline | None:
        """The time that the row's cells of times give."""
        cell = row.cells.get("task", ())
        if self._periods and cell and (marked := self._periods.get(cell[0])):
            return marked
        start, due = self._words(row, "start"), self._words(row, "due")
        found = times.both(start, due) if start or due else times.read(self._words(row, "time"))
        return None if found and _MARK.fullmatch(found.raw) else found

    def _words(self, row: Row, role: str) -> str:
        return tables.words(row.cells.get(role, ()), self._text)

    def _dated(self, found: Deadline, row: Row) -> Deadline:
        """The time with the year that the section or the column's heading names, where it names none itself."""
        sections = (_only_year(section) for section in reversed(row.sections))
        year = next((year for year in sections if year), self._year)
        return times.in_year(found, year) if year else found

    def _of_section(self, row: Row) -> Deadline | None:
        """The time that a section is: "II. Nhiệm vụ trong năm 2027"."""
        named = (section.removeprefix(of_section(section) or "").strip(" .)") for section in reversed(row.sections))
        return next((found for words in named if (found := when.heading(words))), None)


def _only_year(words: str) -> int | None:
    years = {int(year) for year in _YEAR.findall(words)}
    return years.pop() if len(years) == 1 else None


def _periods(table: Table, text: str) -> Mapping[Span, Deadline]:
    """The times of rows whose marks stand in columns of periods, by the beginning of their work."""
    named = [(i, column.heading, times.read(column.heading)) for i, column in enumerate(table.columns)]
    periods = [(i, heading, found) for i, heading, found in named if found and times.says_when(heading)]
    if len(periods) < 2:
        return {}
    work = next(i for i, column in enumerate(table.columns) if column.role == "task")
    rows = [row for row in table.grid.rows() if len(row) > work and row[work]]
    cells = [tables.words(row[i], text) for row in rows[1:] for i, *_ in periods if i < len(row) and row[i]]
    if not cells or sum(map(bool, map(_MARK.fullmatch, cells))) < 0.9 * len(cells):
        return {}
    found: dict[Span, Deadline] = {}
    for row in rows:
        marked = [p for p in periods if p[0] < len(row) and _MARK.fullmatch(tables.words(row[p[0]], text))]
        if marked:
            first, last = marked[0], marked[-1]
            ends = last[2]
            start = None if first is last else times.both(first[1], last[1])
            found[row[work][0]] = start or Deadline(last[1], ends.start if ends.start and ends.due else None, ends.due)
    return found


def headed(root: Block) -> dict[Span, Deadline]:
    """The times that the headings above tables are, of each table the nearest, by the tables' places."""
    found: dict[Span, Deadline] = {}
    known: dict[int, Deadline | None] = {id(root): None}
    for node in root.walk():
        if node.table is not None and (time := _inherited(node, known)):
            found[node.table.span] = time
    return found


def _inherited(node: Block, known: dict[int, Deadline | None]) -> Deadline | None:
    """The time of the nearest line above a block that is one. What is found of a line on the way is `known` to all below it."""
    way: list[Block] = []
    above = node.parent
    while above is not None and id(above) not in known:
        way.append(above)
        above = above.parent
    time = known[id(above)] if above is not None else None
    for block in reversed(way):
        time = when.heading(block.text) or time
        known[id(block)] = time
    return time


def _shared(document: Document, table: Table) -> bool:
    """Whether empty cells of times are those of cells that several rows share: no file says which, and the first row of each section has its own."""
    if any(grid.span.start < table.span.end and table.span.start < grid.span.end for grid in document.source.grids):
        return False
    first: dict[tuple[str, ...], Row] = {}
    for row in table.rows:
        first.setdefault(row.sections, row)
    timed = [any(row.cells.get(name) for name in _NAMES) for row in first.values()]
    return len(table.rows) > 1 and all(timed)
