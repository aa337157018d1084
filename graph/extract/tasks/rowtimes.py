"""When the work of a table's row is done: as its cell of times says, else its marks below periods, its own words, its section, the lines above.

Forms: a cell "Quý II/2026"; one without its year, below "Thời gian (năm 2026)" or in a section "Năm 2026"; crosses in columns "2026 | 2027 |
2028"; "…, hoàn thành trong quý II/2026" in the cell of the work, of who leads or of remarks; a section row "Nhiệm vụ thường xuyên"; a
heading "Nhiệm vụ trong năm 2026" or a caption above the table; a cell that several rows share and that is printed in the first of them; a period
that strayed into the cell beside its column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from graph.extract.tasks import timing
from graph.language import times, when
from graph.language.numbering import of_section
from graph.model import Block, Deadline, Document, Row, Span, Table
from graph.structure import tables
from graph.structure.tables.crossed import MARK

_NAMES = ("time", "start", "due")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


_STRAYED = re.compile(
    r"^20\d\d ?[-–] ?20\d\d(?!\w)|(?<=\w )20\d\d ?[-–] ?20\d\d$|(?<=\w )(?i:quý (?:iv|i{1,3})/20\d\d)$"
)
"""A time at an end of a line of another cell: a period of years or a quarter, which names of bodies and people do not end in."""


class Times:
    """The times of one table's rows."""

    def __init__(self, document: Document, table: Table, above: Deadline | None = None) -> None:
        self._text = document.source.text
        self._periods = _periods(table, self._text)
        self._year = _only_year(" ".join(c.heading for c in table.columns if c.role in _NAMES))
        self._above = None if above and timing.repeats(above, document) else above  # of the heading above the table
        self._beside = _beside(table)
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
        own = self._own(row) or self._strayed(row)
        if own is None and self._shared and self._last[0] == row.sections:
            own = self._last[1]
        if own is not None:
            self._last = (row.sections, own)
            return self._dated(own, row)
        said = (wording, *(self._words(row, role) for role in ("lead", "note", "product")))
        told = next((found for words in said if (found := when.in_prose(words))), None)
        return told or when.heading(self._words(row, "note")) or self._of_section(row) or self._above

    def _own(self, row: Row) -> Deadline | None:
        """The time that the row's cells of times give."""
        cell = row.cells.get("task", ())
        if self._periods and cell and (marked := self._periods.get(cell[0])):
            return marked
        start, due = self._words(row, "start"), self._words(row, "due")
        found = times.both(start, due) if start or due else times.read(self._words(row, "time"))
        return None if found and MARK.fullmatch(found.raw) else found

    def _strayed(self, row: Row) -> Deadline | None:
        """The time that ends or begins a line of the cell beside an empty cell of times, as where one blank alone parts two columns."""
        cell = self._beside.get(row.cells["task"][0], ()) if row.cells.get("task") else ()
        found = [match for span in cell if (match := _STRAYED.search(span.of(self._text)))]
        return times.read(found[0][0]) if len(found) == 1 else None

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
    if not cells or sum(map(bool, map(MARK.fullmatch, cells))) < 0.9 * len(cells):
        return {}
    found: dict[Span, Deadline] = {}
    for row in rows:
        marked = [p for p in periods if p[0] < len(row) and MARK.fullmatch(tables.words(row[p[0]], text))]
        if marked:
            first, last = marked[0], marked[-1]
            ends = last[2]
            start = None if first is last else times.both(first[1], last[1])
            found[row[work][0]] = start or Deadline(last[1], ends.start if ends.start and ends.due else None, ends.due)
    return found


def _beside(table: Table) -> dict[Span, tuple[Span, ...]]:
    """The cells left of empty cells of times, by the beginning of their row's work; none where the work itself stands there."""
    roles = [column.role for column in table.columns]
    at = roles.index("time") if "time" in roles else 0
    if at < 1 or roles[at - 1] == "task":
        return {}
    work = roles.index("task")
    return {
        row[work][0]: row[at - 1]
        for row in table.grid.rows()
        if len(row) > at and row[work] and row[at - 1] and not row[at]
    }


def headed(root: Block) -> dict[Span, Deadline]:
    """The times that the captions or the headings above tables are, of each table the nearest, by the tables' places."""
    found: dict[Span, Deadline] = {}
    known: dict[int, Deadline | None] = {id(root): None}
    for parent in root.walk():
        for at, node in enumerate(parent.children):
            if node.table is None:
                continue
            time = _captioned(parent.children[max(at - _CAPTION, 0) : at]) or _inherited(node, known)
            if time:
                found[node.table.span] = time
    return found


_CAPTION, _LONGEST_CAPTION = 4, 160
"""Lines above a table that may be its caption, and how many characters one has at most."""


def _captioned(lines: Sequence[Block]) -> Deadline | None:
    """The time of a caption in the lines right above a table, on one of them or two: "DANH MỤC NHIỆM VỤ HOÀN THÀNH TRONG NĂM 2026". A
    title without a word for work ("Năm 2026") is that of the document."""
    above: list[str] = []
    for block in reversed(lines):
        if block.table is not None or block.numbering or block.children or len(block.text) > _LONGEST_CAPTION:
            break
        above.insert(0, block.text)
    said = [*above, *(f"{first} {second}" for first, second in pairwise(above))]
    return next((found for words in reversed(said) if (found := when.caption(words))), None)


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
