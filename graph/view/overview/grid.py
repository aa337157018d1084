"""The rows of a table of the page as HTML: most of the page is these, so they are joined here and not by a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.records.printable import printable
from graph.view.overview.table import Cell, Column, Table
from graph.view.shell import escaped
from graph.view.speech import Speech

if TYPE_CHECKING:
    from markupsafe import Markup


def body(table: Table, speech: Speech, most: int) -> Markup:
    """At most so many rows of a table, without the columns that are left to the workbook.

    >>> print(body(Table("work", (Column("agency"), Column("led", "number")), ((Cell("Sở <A>"), Cell(number=1200)),)), Speech("vi", {}), 9))
        <tr><td class="text c-agency">Sở &lt;A&gt;</td><td class="number c-led"><span data-n="1200">1.200</span></td>    </tr>
    <BLANKLINE>
    """
    from markupsafe import Markup

    shown = [
        (at, column, f'<td class="{column.holds} c-{column.name}">')
        for at, column in enumerate(table.columns)
        if not column.aside
    ]
    rows = [
        "".join([f"{begins}{_cell(row[at], column, speech)}</td>" for at, column, begins in shown])
        for row in table.rows[:most]
    ]
    return Markup("".join([f"    <tr>{row}    </tr>\n" for row in rows]))  # noqa: S704 - each cell is escaped


def _cell(cell: Cell, column: Column, speech: Speech) -> str:
    if not cell.items:
        return _one(cell, column, speech)
    return f"<ul>{''.join([f'<li>{_one(item, column, speech)}</li>' for item in cell.items])}</ul>"


def _one(cell: Cell, column: Column, speech: Speech) -> str:
    if cell.number is not None:
        if column.holds == "share":
            return f'<span data-n="{cell.number}" data-share="">{speech.number(round(cell.number * 100, 1))} %</span>'
        return f'<span data-n="{cell.number}">{speech.number(cell.number)}</span>'
    if column.holds == "dates":  # a line breaks between two days, not within one
        return " → ".join(f'<span class="day">{escaped(printable(day))}</span>' for day in cell.text.split(" → "))
    words = str(speech.said("span", cell.word)) if cell.word else escaped(printable(cell.text))
    return f'<a href="{escaped(printable(cell.href))}">{words}</a>' if cell.href else words
