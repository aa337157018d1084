"""Text -> tables of goals that were dumped as bare lines: a number, a name, its unit, a figure for each year, one behind the other.

Which headings stand over others ("Kế hoạch" over "Năm 2026" and "Năm 2028") no line says: the table is decoded with and without
them, and the better reading kept. Rows at the end without a figure are no part of it: they are the next heading of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph.language.ahead import Ahead
from graph.language.folding import fold
from graph.language.lexicon import any_of
from graph.model import Cell, Column, Grid, Span, Table
from graph.structure.tables import dump
from graph.structure.tables.decode import Cut, Reading, decode
from graph.structure.tables.fit import Role, is_figure
from graph.structure.tables.marked import Spans

_MOST = 400
"""Lines that such a table has at most."""
_FEWEST = 2
"""Rows with a figure: what has fewer is no table."""
_OVER = 4.0
"""How much more likely an undated heading before dated ones stands over them than beside them."""
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Heading = tuple[str, Spans]


def find(text: str) -> Iterator[Table]:
    """The tables of goals dumped as bare lines in a composed text.

    >>> lines = ["TT", "Chỉ tiêu", "Đơn vị", "Năm 2026", "Năm 2027", "1", "Hộ trồng", "cói", "Hộ", "60", "80", "2", "Đê cao", "Km", "2", "3"]
    >>> text = "\\n".join(lines)
    >>> [[" ".join(s.of(text) for s in cell.spans) for cell in table.grid.row(1)] for table in find(text)]
    [['1', 'Hộ trồng\\ncói', 'Hộ', '60', '80']]
    """
    reach = 0
    ends = Ahead(dump.ends(), text)
    for head in dump.head().finditer(text):
        if head.start() < reach:
            continue
        last = ends.behind(head.end())
        span = Span(head.start(), last.start() if last else len(text))
        begin, headings = dump.headings(dump.printed(text, span, dump.HEADS))
        columns = roles([words for words, _ in headings])
        if not begin or not columns:
            continue
        inside = dump.printed(text, span, _MOST)
        lines, tokens = dump.tokens(inside, begin, figures=True)
        leaves, leaf_roles, reading = max(
            ((h, r, decode(tokens, r, marks=False)) for h, r in _competing(headings, columns)),
            key=lambda read: read[2].score + _OVER * (len(read[0]) < len(headings)),
        )
        rows = _rows(reading, lines, leaf_roles)
        if len(rows) >= _FEWEST:
            table = _table(leaves, rows, lines, reading, leaf_roles)
            reach = table.span.end
            yield table


def roles(headings: Sequence[str]) -> list[Role]:
    """What the columns hold, the number's first; empty where these are no headings of goals: a name, and a unit or two years.

    >>> roles(["TT", "Chỉ tiêu", "Đơn vị", "Năm 2026"]), roles(["TT", "Họ tên", "Chức vụ", "Ghi chú"])
    (['ordinal', 'indicator', 'unit', 'figure'], [])
    """
    folded = [fold(heading) for heading in headings]
    name = next((i for i, h in enumerate(folded) if i and _says("name").search(h) and not _says("other").search(h)), 0)
    found: list[Role] = ["ordinal", *(_role(h) for h in folded[1:])]
    if not name or len(headings) < 4 or "figure" not in found:
        return []
    if "unit" not in found and sum(bool(_DATED.search(h)) for h in folded) < 2:
        return []
    found[1:name] = [None] * (name - 1)
    found[name] = "indicator"
    return found


def _role(heading: str) -> Role:
    if _says("unit").search(heading):
        return "unit"
    if _says("other").search(heading):
        return None
    return "figure" if _says("value").search(heading) or _says("past").search(heading) else None


@lru_cache(maxsize=8)
def _says(what: str) -> re.Pattern[str]:
    return re.compile(any_of("aims", "tabled", what))


def _competing(headings: Sequence[Heading], roles: Sequence[Role]) -> Iterator[tuple[list[Heading], list[Role]]]:
    """The headings as they are; and, where undated ones of figures stand before dated ones, those under them."""
    yield list(headings), list(roles)
    leaves: list[Heading] = []
    leaf_roles: list[Role] = []
    over: Heading | None = None
    for (words, spans), role in zip(headings, roles, strict=True):
        if role == "figure" and not _DATED.search(words):
            over = (words, spans)
            continue
        under = over if over and role == "figure" else None
        over = over if role == "figure" else None
        leaves.append((f"{under[0]} {words}", (*under[1], *spans)) if under else (words, spans))
        leaf_roles.append(role)
    if len(leaves) < len(headings) and leaf_roles.count("figure") > 1:
        yield leaves, leaf_roles


def _rows(reading: Reading, lines: Sequence[dump.Printed], roles: Sequence[Role]) -> list[Cut]:
    """The rows up to the last with a figure."""
    rows = list(reading.rows)
    while rows and not any(_held(rows[-1], n, lines) for n, role in enumerate(roles) if role == "figure"):
        rows.pop()
    return rows


def _held(row: Cut, column: int, lines: Sequence[dump.Printed]) -> bool:
    return is_figure(" ".join(lines[n].text for n in row.cells.get(column, ())))


def _table(
    headings: Sequence[Heading],
    rows: Sequence[Cut],
    lines: Sequence[dump.Printed],
    reading: Reading,
    roles: Sequence[Role],
) -> Table:
    top = [Cell(spans, 0, n, head=True) for n, (_, spans) in enumerate(headings)]
    cells = [
        Cell(dump.cell(row.cells.get(n, ()), lines), i, n)
        for i, row in enumerate(rows, 1)
        for n in range(len(headings))
    ]
    end = max(span.end for cell in cells for span in cell.spans)
    grid = Grid(Span(headings[0][1][0].start, end), (*top, *cells), len(rows) + 1, len(headings), "lines")
    lost = tuple(lines[n].span for n in reading.unplaced if lines[n].span.end <= end)
    columns = tuple(Column(words, role) for (words, _), role in zip(headings, roles, strict=True))
    return Table(grid.span, grid, columns, unplaced=lost)
