"""Text -> assignment tables: rows whose cells know what they hold, whatever form the table was dumped in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.language.folding import composed
from graph.language.headings import named, role
from graph.model import Span
from graph.structure.tables import bare, marked, rows
from graph.structure.tables.marked import Cell, Grid, words
from graph.structure.tables.rows import Row

__all__ = ["Cell", "Row", "Table", "find", "unmarked", "words"]


@dataclass(frozen=True, slots=True)
class Table:
    """An assignment table: it has a column for the work and one for who leads it."""

    span: Span
    roles: tuple[str, ...]
    rows: tuple[Row, ...]


def find(text: str) -> list[Table]:
    """The assignment tables of a text, in order.

    >>> text = "STT\\tNhiệm vụ\\tCơ quan chủ trì\\n1\\tLập quy hoạch\\tSở Xây dựng\\n"
    >>> table, = find(text)
    >>> {role: words(cell, text) for role, cell in table.rows[0].cells.items()}
    {'ordinal': '1', 'task': 'Lập quy hoạch', 'lead': 'Sở Xây dựng'}
    """
    text, stands = composed(text)
    text = text.replace("\u00a0", " ")  # blanks that do not break, of web pages: a character for a character
    tables: list[Table] = []
    for grid in marked.find(text):
        table = _table(grid, text)
        if (
            table
            and table.rows
            and not any(t.span.start < table.span.end and table.span.start < t.span.end for t in tables)
        ):
            tables.append(table)
    tables += [Table(d.span, d.roles, d.rows) for d in bare.find(text)]
    return [_in_source(table, stands) for table in sorted(tables, key=lambda t: t.span)]


def _in_source(table: Table, stands: Sequence[int]) -> Table:
    """The table with its spans in a text whose letters are not composed."""

    def at(span: Span) -> Span:
        return Span(stands[span.start], stands[span.end])

    moved = (Row({role: tuple(map(at, c)) for role, c in r.cells.items()}, r.sections, at(r.span)) for r in table.rows)
    return Table(at(table.span), table.roles, tuple(moved))


def unmarked(text: str) -> list[Span]:
    """Where an assignment table was dumped as bare lines, whether or not its rows could be read: its lines are no prose."""
    text, stands = composed(text)
    return [Span(stands[s.start], stands[s.end]) for s in bare.spans(text)]


def _table(grid: Grid, text: str) -> Table | None:
    for i, row in enumerate(grid):
        headers = [words(c, text) for c in row]
        if max(map(len, headers), default=90) >= 90:
            continue
        roles = [role(h) for h in headers]
        if "task" in roles and "lead" in roles and len([r for r in roles if r]) >= 3:
            below = 1 if i + 1 < len(grid) and _is_subheader(grid[i + 1], row, text) else 0
            below_it = [words(c, text) for c in grid[i + 1]] if below else []
            columns = named(headers, below_it)
            if columns.count("task") != 1 or "lead" not in columns:
                continue
            read = rows.rows(grid, i, below, columns, text)
            spans = [s for r in grid[i:] for c in r for s in c]
            return Table(Span(spans[0].start, max(s.end for s in spans)), tuple(r or "" for r in columns), tuple(read))
    return None


def _is_subheader(row: list[Cell], above: list[Cell], text: str) -> bool:
    """A second line of headings: short words that are headings, under a heading that is empty or spans them."""
    filled = [words(c, text) for c in row]
    return (
        not filled[0]
        and sum(1 for w in filled if w) in (1, 2, 3)
        and all(len(w) < 30 and role("Thời gian " + w) for w in filled if w)
    )
