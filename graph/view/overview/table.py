"""A table of the page and of the workbook: columns, rows, and what a cell is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from graph.records.documents import Quote
from graph.view.addresses import words_at


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table: words of a document, or a `number`, or a `word` of the interface
    ("index.kinds.open"); `items` where there are several. `href` leads to the evidence, or to the thing itself."""

    text: str = ""
    href: str | None = None
    number: float | None = None
    word: str | None = None
    items: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name among the words (`index.columns`), what it holds, its width in characters in the workbook,
    whether its few values make a filter, and whether the page leaves it to the workbook."""

    name: str
    holds: Literal["text", "number", "share", "date", "dates"] = "text"
    wide: int = 12
    filters: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `values` fill in the numbers of its note among the words (`index.notes`): the denominators."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    values: Mapping[str, int] = field(default_factory=dict)


def when(quarter: str) -> Cell:
    """A quarter; or, where a task is due in none, its kind."""
    return Cell(quarter) if quarter[0].isdigit() else Cell(word=f"index.kinds.{quarter}")


def number(value: float) -> Cell:
    """A cell that holds a number."""
    return Cell(number=value)


def number_if_known(value: int | None) -> Cell:
    """A cell that holds a number, an empty one without it."""
    return Cell() if value is None else number(value)


def decimal(value: Decimal | None) -> Cell:
    """A cell that holds a value, whole where it is; an empty one without it."""
    if value is None:
        return Cell()
    return Cell(number=int(value) if value == int(value) else float(value))


def several(cells: Iterable[Cell]) -> Cell:
    """One cell for all: itself where it is alone."""
    found = tuple(cells)
    return found[0] if len(found) == 1 else Cell(items=found)


def words(quotes: Iterable[Quote]) -> Cell:
    """The first words quoted, with a link to their place; an empty cell where none are."""
    quote = next((quote for quote in quotes if quote.exact), None)
    return Cell(" ".join((quote.exact or "").split()), words_at(quote)) if quote else Cell()
