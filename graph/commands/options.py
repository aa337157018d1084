"""What several commands share: which graph, which format, which tasks; and how rows are written."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.errors import shown

if TYPE_CHECKING:
    from graph.records.tasks import Scope
    from graph.store import Answering
    from graph.store.workers import Limits

FOLDER = click.option(
    "-g", "--graph", "folder", type=click.Path(path_type=Path), default="output", show_default=True,
    help="Folder of the built graph.",
)  # fmt: skip
GRAPH = click.option(
    "-g", "--graph", "where", default="output", show_default=True, metavar="FOLDER|URL",
    help="Folder of the built graph, or the address of a SPARQL endpoint that has it.",
)  # fmt: skip
FORMAT = click.option(
    "--format", "format", type=click.Choice(["table", "csv", "json", "md"]), default="table", show_default=True
)
DOCUMENT = click.option("--document", metavar="NAME", help="Only what this document sets.")
PLACE = click.option(
    "--place", metavar="NAME", help='Only what documents of this place set: "tỉnh Phú Yên", "phu yen".'
)
WHEN = click.option("--when", metavar="PERIOD", help="Only this period: 2022, 2022-Q1, 2022-03, 2021-2025.")
LIMIT = click.option("--limit", type=click.IntRange(1), help="At most so many rows.")
_SECONDS = click.option("--timeout", "seconds", type=click.FloatRange(0, min_open=True), default=30, show_default=True,
                        help="Seconds a query may take.")  # fmt: skip
_MEGABYTES = click.option("--memory", "megabytes", type=click.IntRange(16), default=1024, show_default=True,
                          help="Megabytes a query may take beside the graph.")  # fmt: skip

_LANG = click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True,
                     help="Language in which the pages open; each can be switched.")  # fmt: skip
_JOBS = click.option(
    "-j", "--jobs", type=click.IntRange(1), help="Processes that work side by side.  [default: one for each core]"
)
_NO_CACHE = click.option("--no-cache", is_flag=True, help="Read everything anew, and keep nothing for the next build.")


def BUILDING(command: Any) -> Any:  # noqa: N802 - used as the options above
    """`--lang`, `--jobs` and `--no-cache`."""
    return _LANG(_JOBS(_NO_CACHE(command)))


def LIMITS(command: Any) -> Any:  # noqa: N802 - used as the options above
    """`--timeout` and `--memory`."""
    return _SECONDS(_MEGABYTES(command))


def limits(seconds: float, megabytes: int, rows: int) -> Limits:
    """What a query may take, from the options."""
    from graph.store.workers import Limits

    return Limits(seconds, megabytes, rows)


def scope(graph: Answering, *, document: str | None = None, place: str | None = None, when: str | None = None) -> Scope:
    """The tasks that the options ask for."""
    from graph.analysis.lookup import find, find_place
    from graph.records.periods import period
    from graph.records.tasks import Scope

    return Scope(
        frozenset({find(graph, document)} if document else ()),
        frozenset({find_place(graph, place)} if place else ()),
        period(when) if when else None,
    )


def show(
    kind: type[Any], rows: Sequence[Any], format: str, *, columns: Sequence[str] = (), limit: int | None = None
) -> None:
    """The rows, instances of the dataclass `kind`: for people the `columns` only, for programs every field."""
    from graph.view.text import table

    if format in ("table", "md"):
        show_cells(columns, [table.cells(row, columns) for row in rows], format, limit=limit)
        return
    write((table.csv_text if format == "csv" else table.json_text)(kind, rows[:limit]))
    _more(rows, limit)


def show_cells(head: Sequence[str], rows: Sequence[Sequence[str]], format: str, *, limit: int | None = None) -> None:
    """Rows of words under their heads, as a table on the screen or of markdown."""
    from graph.commands.console import show as on_screen
    from graph.view.text.table import markdown

    if format == "md":
        write(markdown(head, rows[:limit]) + "\n")
    else:
        on_screen(head, rows[:limit])
    _more(rows, limit)


def _more(rows: Sequence[object], limit: int | None) -> None:
    if limit and len(rows) > limit:
        click.echo(f"{len(rows) - limit} more rows; leave out --limit to see them.", err=True)


def write(text: str) -> None:
    """UTF-8 with LF on every system: what is written here is read by programs too. On a terminal, what steers it is written out."""
    if sys.stdout.isatty():
        text = "".join(part if part in ("\n", "\r\n", "\t") else shown(part) for part in re.split(r"(\r?\n|\t)", text))
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()  # here click knows what to do when a pager was closed
