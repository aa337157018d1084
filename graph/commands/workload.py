"""`policygraph workload`: who is to do how much; and the agenda of one agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph.commands.options import DOCUMENT, FORMAT, GRAPH, LIMIT, PLACE, WHEN, scope, show, show_cells, write

if TYPE_CHECKING:
    from graph.analysis.workload import By
    from graph.records.tasks import Scope
    from graph.store import Answering


@click.command()
@click.option("--agency", metavar="NAME", help="The tasks of this agency: their words, times, partners and documents.")
@click.option("--by", type=click.Choice(["agency", "document", "part", "quarter", "year"]), default="agency",
              show_default=True, help="Divide the work by what it is due in, or by what sets it.")  # fmt: skip
@WHEN
@DOCUMENT
@PLACE
@click.option("--today", is_flag=True, help="By the bodies that followed those named, where the graph knows them.")
@click.option("--members", is_flag=True, help="Also what groups are given, for each body that may belong to them.")
@click.option("--full", is_flag=True, help="The whole wording of tasks, and where their words stand.")
@FORMAT
@LIMIT
@GRAPH
def workload(
    agency: str | None, by: By, when: str | None, document: str | None, place: str | None, today: bool, members: bool,
    full: bool, format: str, limit: int | None, where: str,
) -> None:  # fmt: skip
    """How many tasks each agency leads and takes part in, of how many; with --agency, which ones."""
    from graph.analysis.opened import open_graph

    graph = open_graph(where)
    if agency:
        _agenda(graph, agency, when, scope(graph, document=document, place=place), today, members, full, format)
        return
    _shares(graph, by, scope(graph, document=document, place=place, when=when), today, members, format, limit)


def _agenda(
    graph: Answering, name: str, when: str | None, narrowed: Scope, today: bool, members: bool, full: bool, format: str
) -> None:
    from graph.analysis.agenda import Item, agenda
    from graph.analysis.lookup import find_agency
    from graph.records.periods import period
    from graph.view.text.agenda import page

    found = agenda(graph, find_agency(graph, name), period=period(when) if when else None, scope=narrowed,
                   today=today, members=members)  # fmt: skip
    if format == "table":
        write(page(found, whole=full, evidence=full))
    else:
        columns = ("role", "falls", "due", "number", "task", "partners", "document")
        show(Item, found.items, format, columns=columns)


def _shares(
    graph: Answering, by: By, narrowed: Scope, today: bool, members: bool, format: str, limit: int | None
) -> None:
    from graph.analysis import workload as work
    from graph.analysis.concentration import concentration
    from graph.view.text.workload import denominators, matrix, shared_out

    rows = work.workload(graph, by=by, scope=narrowed, today=today, members=members)
    if by in ("quarter", "year") and format in ("table", "md"):
        show_cells(*matrix(rows), format, limit=limit)
    else:
        divided = {"document": ("key",), "part": ("within", "key")}.get(by, ())
        hidden = ("leads_as_member", "coordinates_as_member") if members else ()
        columns = ("agency", "group", *divided, *_COUNTS, *(() if divided else ("documents",)), *hidden)
        show(work.Burden, rows, format, columns=columns, limit=limit)
    if format in ("table", "md"):
        of = denominators(work.totals(graph, by="agency", scope=narrowed)[-1])
        write(f"\n{of}\n{shared_out(concentration(graph, scope=narrowed, today=today))}\n")


_COUNTS = ("leads", "dated", "recurring", "open", "coordinates", "share")
