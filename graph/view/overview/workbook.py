"""`workload.xlsx`: the tables of the page with all their rows, one sheet each, every row linked to its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graph.records.printable import printable
from graph.view.overview.ledger import Ledger
from graph.view.overview.table import Cell, Column, Table
from graph.view.speech import Speech
from graph.view.words import LANGUAGES, words

_DAY = datetime(2000, 1, 1)  # the same documents give the same bytes, whenever they are read
_LONGEST, _NAME = 32_000, 31
_LINKS, _ADDRESS = 60_000, 2000
_LINE, _HIGHEST = 15, 400
"""A sheet holds 65,530 links at most, a cell 32,767 characters, a name 31, an address 2,079; a line is 15 points high,
a row 409 at most."""


def write_workbook(out: Path, ledger: Ledger, *, lang: str = LANGUAGES[0]) -> Path:
    """The path of `workload.xlsx`, written into the folder `out`; the same tables give the same bytes.

    The first sheet says what the others hold, with the denominators. In these, headers are frozen and filter; words of
    documents are text whatever they look like, and never run as formulas.
    """
    import xlsxwriter

    path = Path(out) / "workload.xlsx"
    speech = Speech(lang, words(lang, "shared", "index") | {"classes": ledger.class_names[lang]}, switch=False)
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), {"in_memory": True, **plain}) as book:
        book.set_properties({"title": speech.told("index.title"), "author": "policygraph", "created": _DAY})
        formats = _formats(book)
        names = [_name(speech.told(f"index.tables.{table.name}")) for table in ledger.tables]
        _contents(
            book.add_worksheet(_name(speech.told("index.sheets.contents"))), ledger.tables, names, speech, formats
        )
        for table, name in zip(ledger.tables, names, strict=True):
            _sheet(book.add_worksheet(name), table, speech, formats)
    return path


def _formats(book: Any) -> dict[str, Any]:
    top = {"valign": "top", "text_wrap": True}
    link = {"font_color": "#0b4a8f", "underline": 1}
    return {
        "head": book.add_format({"bold": True, "bg_color": "#dce9f7", "bottom": 1, "valign": "top", "text_wrap": True}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format(top),
        "link": book.add_format(top | link),
        "number": book.add_format({"valign": "top"}),
        "share": book.add_format({"valign": "top", "num_format": "0.0%"}),
        "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
    }


def _contents(
    sheet: Any, tables: Sequence[Table], names: Sequence[str], speech: Speech, formats: dict[str, Any]
) -> None:
    """What each sheet holds, of how many."""
    _printed(sheet)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 9)
    sheet.set_column(2, 2, 110)
    sheet.write_string(0, 0, speech.told("index.title"), formats["title"])
    for column, key in enumerate(("sheet", "rows", "holds")):
        sheet.write_string(2, column, speech.told(f"index.sheets.{key}"), formats["head"])
    for row, (table, name) in enumerate(zip(tables, names, strict=True), 3):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", formats["link"], string=name)
        sheet.write_number(row, 1, len(table.rows), formats["number"])
        note = speech.told(f"index.notes.{table.name}", **table.values)
        sheet.write_string(row, 2, note, formats["text"])
        sheet.set_row(row, height(len(note), 110))
    sheet.write_string(len(tables) + 4, 0, speech.told("index.sheets.links"), formats["number"])


def _sheet(sheet: Any, table: Table, speech: Speech, formats: dict[str, Any]) -> None:
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.wide)
        sheet.write_string(0, number, speech.told(f"index.columns.{column.name}"), formats["head"])
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    _printed(sheet)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    links = 0
    for at, row in enumerate(table.rows, 1):
        highest = _LINE
        for number, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            links += cell.href is not None
            written = _write(sheet, at, number, cell, column, speech, formats, linked=links <= _LINKS)
            highest = max(highest, height(written, column.wide))
        sheet.set_row(at, highest)


def height(characters: int, wide: int) -> int:
    """How high a row is, in points, in which so many characters stand in a column of this width: LibreOffice does not find it out by itself.

    >>> height(40, 40), height(70, 40), height(32_000, 40)
    (15, 30, 400)
    """
    lines = 1 if characters <= wide else -(-characters * 10 // (wide * 9))  # a tenth of a line is lost where it breaks
    return min(lines * _LINE, _HIGHEST)


def _printed(sheet: Any) -> None:
    """On paper (A4) across, all columns on one page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(
    sheet: Any, row: int, at: int, cell: Cell, column: Column, speech: Speech, formats: dict[str, Any], *, linked: bool
) -> int:
    """Writes a cell; returns how many characters it shows, 0 for a number."""
    if cell.number is not None:
        sheet.write_number(row, at, cell.number, formats["share" if column.holds == "share" else "number"])
        return 0
    text = words_of(cell, speech)[:_LONGEST]
    day = _date(text) if column.holds == "date" else None
    if day:
        sheet.write_datetime(row, at, day, formats["date"])
    elif cell.href and linked and text and len(cell.href) < _ADDRESS:
        sheet.write_url(row, at, _beside(cell.href, text), formats["link"])
    elif text:
        sheet.write_string(row, at, text, formats["text"])
    return len(text)


def words_of(cell: Cell, speech: Speech) -> str:
    """A cell as text on one line.

    >>> words_of(Cell(items=(Cell("Sở A"), Cell("Sở B"))), Speech("vi", {}))
    'Sở A; Sở B'
    """
    if cell.items:
        return "; ".join(words_of(item, speech) for item in cell.items)
    return speech.told(cell.word) if cell.word else printable(cell.text)


def _beside(href: str, text: str) -> Any:
    """A link to a file beside the workbook, shown as these words. The library would turn each "/" into the other one, which only Windows
    knows in a path and no page in an anchor, and shows the words that a link has itself, not those that are given with it."""
    from xlsxwriter.url import Url

    link = Url(f"external:{href}")
    link.text = text
    for part in (
        "_relationship_link",
        "_anchor",
    ):  # an address beside the workbook has no backslash of its own: it is escaped
        setattr(link, part, getattr(link, part).replace("\\", "/"))
    return link


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _name(text: str) -> str:
    """A name that a sheet may have."""
    return "".join(c for c in text if c not in "[]:*?/\\'")[:_NAME]
