"""Source -> its tables, once: cells, columns, rows, in whatever form they were dumped. No other room looks for cells.

A file's own cells come first, then cells between marks or in columns of blanks, then cells on bare lines. Where several forms fit the same
characters, the first that gives a table of tasks is taken, else the first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain

from graph.language import numbering
from graph.language.folding import composed, fold
from graph.language.headings import leaves, named, role
from graph.language.lexicon import any_of
from graph.model import Cell, Column, Grid, Origin, Row, Source, Span, Table
from graph.structure.tables import amounts, bare, crossed, held, marked, rows, spaced
from graph.structure.tables.marked import Rows, Spans, words

__all__ = ["find", "words"]

_FIGURE = re.compile(r"(?:[^\W\d_]+ ){0,2}[<>≤≥~]?=? ?\d[\d.,]*(?: ?[-–] ?\d[\d.,]*)?(?: ?%| [^\W\d_]+){0,3}")
_LEAST = 2
"""A table has at least so many rows with words, and half of its rows have at least so many cells with words."""


def find(source: Source) -> tuple[Table, ...]:
    """The tables of a source, in order; spans are the source's.

    >>> text = "STT\\tNhiệm vụ\\tCơ quan chủ trì\\n1\\tLập quy hoạch\\tSở Xây dựng\\n"
    >>> table, = find(Source("a.txt", text))
    >>> table.of, [column.role for column in table.columns]
    ('tasks', ['ordinal', 'task', 'lead'])
    >>> {role: words(cell, text) for role, cell in table.rows[0].cells.items()}
    {'ordinal': '1', 'task': 'Lập quy hoạch', 'lead': 'Sở Xây dựng'}
    """
    text, stands = composed(source.text)
    text = text.replace("\u00a0", " ")  # blanks that do not break, of web pages: a character for a character
    marks = [*marked.find(text), *spaced.find(text)]
    taken = _Taken()
    found = [taken.add(_of_file(grid, source.text)) for grid in source.grids]
    bare_lines = chain(bare.find(text), amounts.find(text))
    dumps = [table for dump in bare_lines if taken.free((table := _in_source(dump, stands)).span)]
    found += [taken.add(t) for grid, lost in marks if (t := _of_tasks(grid, text, stands, lost)) and taken.free(t.span)]
    found += [taken.add(table) for table in dumps]
    found += [taken.add(t) for grid, lost in marks if (t := _plain(grid, text, stands, lost)) and taken.free(t.span)]
    return tuple(sorted(found, key=lambda table: table.span))


class _Taken:
    """The characters that tables hold already, as sorted stretches that lie apart."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def free(self, span: Span) -> bool:
        """Whether no character of the span belongs to an earlier table."""
        i = bisect_left(self._spans, span.end, key=lambda taken: taken.start)
        return i == 0 or self._spans[i - 1].end <= span.start

    def add(self, table: Table) -> Table:
        """Takes the characters of a table and gives it back."""
        i = bisect_left(self._spans, table.span.start, key=lambda taken: taken.end)
        j = bisect_right(self._spans, table.span.end, key=lambda taken: taken.start)
        inside = [table.span, *self._spans[i:j]]
        self._spans[i:j] = [Span(min(s.start for s in inside), max(s.end for s in inside))]
        return table


def _of_file(grid: Grid, text: str) -> Table:
    """The table of a grid that the file itself knows."""
    table = _of_tasks(grid.rows(), text, range(len(text) + 1), filled=grid.rows(filled=True))
    return Table(grid.span, grid, table.columns, table.rows, "tasks") if table else Table(grid.span, grid)


def _of_tasks(
    cells: Rows, text: str, stands: Sequence[int], lost: Spans = (), *, filled: Rows | None = None
) -> Table | None:
    """The assignment table of a grid, None where no row of it names the work and who leads it. `filled`: its rows with all cells that
    reach into them, where they are known."""
    for i, row in enumerate(cells):
        headings = [words(c, text) for c in row]
        if max(map(len, headings), default=90) >= 90 or (i and numbering.is_of_row(headings[0])):
            continue
        two = i + 1 < len(cells) and _reaches(i, cells, filled)
        under = [words(c, text) for c in cells[i + 1]] if two else []
        roles = [role(h) for h in leaves(headings, under)]
        if "task" not in roles and "product" not in roles:
            roles = named(headings, under)
        if "task" in roles:
            roles = _completed(roles, leaves(headings, under), cells[i + 1 :], text)
        crosses = crossed.columns(
            row, cells[i + 1] if two else (), roles, cells[i + 1 + two : i + 1 + _LOOKED_AT], text
        )
        if "task" in roles and ("lead" in roles or crosses) and len([r for r in roles if r]) + len(crosses) >= 3:
            below = 1 if i + 1 < len(cells) and (two or _is_subheader(cells[i + 1], row, text)) else 0
            full = leaves(headings, [words(c, text) for c in cells[i + 1]] if below else [])
            roles = named(headings, [words(c, text) for c in cells[i + 1]] if below else [])
            roles = _completed(roles, full, cells[i + below + 1 :], text)
            if roles.count("task") != 1 or ("lead" not in roles and not crosses):
                continue
            if not roles[0] and "ordinal" not in roles and _numbers(cells[i + below + 1 :], headings[0], text):
                roles[0] = "ordinal"
            body = _shared(cells, filled, i + below + 1, roles) if filled else cells
            read = rows.rows(body, i, below, roles, text)
            if crosses:
                read = crossed.assigned(read, cells, crosses, text)
            if read and not _counts(cells[i:], headings, text):
                columns = tuple(Column(heading, role) for heading, role in zip(full, roles, strict=True))
                grid = _grid(cells[i:], "marks")
                return _in_source(Table(grid.span, grid, columns, tuple(read), "tasks", lost), stands)
    return None


def _completed(roles: Sequence[str | None], headings: Sequence[str], below: Rows, text: str) -> list[str | None]:
    """The roles of columns, where a heading tells none those that the first cells below it tell."""
    if None not in roles:
        return list(roles)
    looked = below[:_LOOKED_AT]
    columns = [[w for row in looked if i < len(row) and (w := words(row[i], text))] for i in range(len(headings))]
    return held.completed(roles, headings, columns)


_LOOKED_AT = 30
"""Rows below a heading that tell what a column holds. Every row may be one of headings: with all rows a table would cost its square."""


def _reaches(i: int, cells: Rows, filled: Rows | None) -> bool:
    """Whether the first heading of row i, as the file has it, reaches into the row below."""
    return bool(filled and not cells[i + 1][0] and cells[i][0] and filled[i + 1][0] == cells[i][0])


def _shared(cells: Rows, filled: Rows, first: int, roles: Sequence[str | None]) -> Rows:
    """The rows of a table, those from `first` on with the cells that reach into them from above: who leads, and when, is said of each.
    Where the cell of the work reaches on, the row goes on with the row above it."""
    work = roles.index("task")
    body = [list(row) for row in cells[:first]]
    for own, full in zip(cells[first:], filled[first:], strict=True):
        goes_on = not own[work] and bool(full[work])
        above = body[-1]
        if goes_on and len(body) > first and any(own):
            body[-1] = [a if a == o else (*a, *o) for a, o in zip(above, own, strict=True)]
            body.append([() for _ in own])
        else:
            body.append(list(full) if own[work] else list(own))
    return body


def _numbers(cells: Rows, heading: str, text: str) -> bool:
    """Whether the first cells of rows are their numbers, under a short heading that no list holds: a scan reads "STT" as "Sim"."""
    filled = [w for row in cells if row and (w := words(row[0], text))]
    return len(heading) < 6 and len(filled) > 1 and sum(map(numbering.is_of_row, filled)) >= 0.7 * len(filled)


def _counts(cells: Rows, headings: list[str], text: str) -> bool:
    """Whether a table sets goals, though it says who leads them: under "Mục tiêu" or "Chỉ tiêu" most cells are figures."""
    for column, heading in enumerate(headings):
        if re.match(any_of("aims", "tabled", "about"), fold(heading)):
            filled = [w for row in cells[1:] if column < len(row) and (w := words(row[column], text))]
            return 2 * sum(bool(_FIGURE.fullmatch(w)) for w in filled) > max(len(filled), 1)
    return False


def _is_subheader(row: list[Spans], above: list[Spans], text: str) -> bool:
    """Whether a row is a second line of headings: a few short words that are headings, below a heading that is empty or spans them."""
    filled = [words(c, text) for c in row]
    return (
        not filled[0]
        and sum(1 for w in filled if w) in (1, 2, 3)
        and all(len(w) < 30 and role("Thời gian " + w) for w in filled if w)
    )


def _plain(cells: Rows, text: str, stands: Sequence[int], lost: Spans) -> Table | None:
    """The table of a grid of any content, None where the grid has too few cells."""
    filled = [sum(map(bool, row)) for row in cells]
    if sum(map(bool, filled)) < _LEAST or 2 * sum(n >= _LEAST for n in filled) < len(filled):
        return None
    grid = _grid(cells, "marks")
    return _in_source(Table(grid.span, grid, _columns(cells, text), unplaced=lost), stands)


def _columns(cells: Rows, text: str) -> tuple[Column, ...]:
    """The columns under one or two lines of headings; none where the first row is no headings."""
    top, *below = ([words(cell, text) for cell in row] for row in cells[:2])
    if not top or role(top[0]) != "ordinal":
        return ()
    two = below and len(below[0]) == len(top) and not below[0][0] and sum(map(bool, below[0])) > 1
    under = below[0] if two and "" in top else []
    full = leaves(top, under)
    return tuple(Column(heading, named_) for heading, named_ in zip(full, named(top, under), strict=True))


def _grid(cells: Rows, origin: Origin) -> Grid:
    spans = [span for row in cells for cell in row for span in cell]
    whole = Span(min(spans).start, max(span.end for span in spans))
    numbered = (Cell(cell, i, j) for i, row in enumerate(cells) for j, cell in enumerate(row))
    return Grid(whole, tuple(numbered), len(cells), max(map(len, cells)), origin)


def _in_source(table: Table, stands: Sequence[int]) -> Table:
    """The table with spans of the source; until here they count the characters of its composed text."""

    def at(span: Span) -> Span:
        return Span(stands[span.start], stands[span.end])

    def moved(spans: Spans) -> Spans:
        return tuple(map(at, spans))

    def row(r: Row) -> Row:
        return Row({role: moved(cell) for role, cell in r.cells.items()}, r.sections, at(r.span))

    def cells(grid: Grid) -> Iterator[Cell]:
        yield from (Cell(moved(c.spans), c.row, c.column, c.rows, c.columns, c.head) for c in grid.cells)

    grid = Grid(at(table.grid.span), tuple(cells(table.grid)), table.grid.height, table.grid.width, table.grid.origin)
    rows_ = tuple(map(row, table.rows))
    return Table(at(table.span), grid, table.columns, rows_, table.of, moved(table.unplaced))
