"""What a person at a terminal sees: tables and a progress bar, through rich; plain lines anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from unicodedata import combining, east_asian_width

from graph.records.printable import printable

Row = Sequence[str | None]


def table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Rows under their columns, aligned, nothing cut: what is piped into a file or a pager.

    >>> print(table(["number", "times"], [["124/NQ-CP", "3"], [None, "12"]]))
    number     times
    ---------  -----
    124/NQ-CP  3
               12
    """
    cells = [list(columns), *([printable(cell or "") for cell in row] for row in rows)]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(columns))]
    cells.insert(1, ["-" * width for width in widths])
    return "\n".join("  ".join(map(_padded, row, widths)).rstrip() for row in cells)


def show(columns: Sequence[str], rows: Sequence[Row]) -> None:
    """The table on standard output: fitted to the window on a terminal, in full elsewhere."""
    if not sys.stdout.isatty():
        print(table(columns, rows), flush=True)  # in time for a closed pager to be met inside the command
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(header_style="bold")
    for column in columns:
        shown.add_column(Text(column), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(printable(cell or "")) for cell in row))  # Text: words of documents are no markup
    Console().print(shown)


@contextmanager
def progress(*, quiet: bool = False, verbose: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A function that tells what is being done, on standard error: a bar on a terminal, lines with `verbose`."""
    if quiet or not (verbose or sys.stderr.isatty()):
        yield lambda doing, done, of: None
    elif verbose:
        yield _line
    else:
        with _bar() as tell:
            yield tell


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        job = shown.add_task("")

        def tell(doing: str, done: int, of: int) -> None:
            shown.update(job, description=printable(doing)[:50], completed=done, total=of)

        yield tell


def _line(doing: str, done: int, of: int) -> None:
    print(f"[{done + 1}/{of}] {printable(doing)}" if of > 1 else printable(doing), file=sys.stderr)


def _width(text: str) -> int:
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
