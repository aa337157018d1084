"""`policygraph chain`: what carries out what, what answers it, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from graph.commands.options import GRAPH, LIMIT, show, write

if TYPE_CHECKING:
    from graph.store import Answering


@click.command()
@click.argument("document", required=False)
@click.option("--evidence", is_flag=True, help="Add the words that each step rests on.")
@click.option(
    "--coverage",
    "asked",
    flag_value="coverage",
    help="Which places answer it (or every central document), after how many days.",
)
@click.option(
    "--answers",
    "asked",
    flag_value="answers",
    help="What answers each of its tasks, measures and goals, by wording and goal.",
)
@click.option("--without", "asked", flag_value="without", help="What would lose its basis if it were repealed.")
@click.option("--longest", "asked", flag_value="longest", help="Every chain from top to bottom, the longest first.")
@click.option("--format", "format", type=click.Choice(["tree", "linear", "table", "csv", "json", "md"]), default="tree",
              show_default=True)  # fmt: skip
@click.option("--on", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), metavar="DATE",
              help="As it stood on this day (2022-06-30): what was issued by then, and what had been replaced.")  # fmt: skip
@LIMIT
@GRAPH
def chain(
    document: str | None, evidence: bool, asked: str | None, format: str, on: datetime | None, limit: int | None, where: str
) -> None:  # fmt: skip
    """Show what DOCUMENT carries out and what carries it out: a number ("23-NQ/TW"), words of the title, a file.

    Without DOCUMENT: the documents on which most hangs.
    """
    from graph.analysis.lookup import find
    from graph.analysis.opened import open_graph

    graph = open_graph(where)
    iri = find(graph, document) if document else None
    if asked is None and iri is not None:
        _cascade(graph, iri, evidence, "tree" if format in ("table", "md") else format, on)
        return
    if on:
        raise click.UsageError("--on: name the document whose chain is asked for, without --coverage and the like")
    _rows(graph, iri, asked or "keystones", "table" if format in ("tree", "linear") else format, limit)


def _cascade(graph: Answering, document: str, evidence: bool, format: str, on: datetime | None) -> None:
    from graph.analysis import chains
    from graph.view.text import table, tree

    found = chains.chain(graph, document, on=f"{on:%Y-%m-%d}" if on else None)
    written: dict[str, Callable[[], str]] = {
        "tree": lambda: tree.tree(found, evidence=evidence),
        "linear": lambda: tree.linear(found) + "\n",
        "csv": lambda: table.csv_text(tree.Row, tree.rows(found, evidence=evidence)),
        "json": lambda: tree.to_json(found, evidence=evidence),
    }
    write(written[format]())


def _rows(graph: Answering, document: str | None, asked: str, format: str, limit: int | None) -> None:
    from graph.analysis.answers import Match, answers
    from graph.analysis.chains import Chain, chains
    from graph.analysis.coverage import Answer, coverage
    from graph.analysis.keystones import Keystone, Loss, keystones, without

    if asked in ("answers", "without") and document is None:
        raise click.UsageError(f"--{asked}: name the document that it is about")
    iri = document or ""
    columns: tuple[str, ...]
    if asked == "coverage":
        columns = ("document", "date", "place", "answer", "answer_date", "delay_days", "through")
        show(Answer, coverage(graph, document), format, columns=columns, limit=limit)
    elif asked == "answers":
        columns = ("kind", "number", "asked", "score", "answer_number", "answer", "compared", "below")
        show(Match, answers(graph, iri), format, columns=columns, limit=limit)
    elif asked == "without":
        columns = ("loses", "document", "date", "tasks", "lost", "left")
        show(Loss, without(graph, iri), format, columns=columns, limit=limit)
    elif asked == "longest":
        found = [row for row in chains(graph) if document is None or document in row.iris.split()]
        show(Chain, found, format, columns=("length", "documents", "dates", "delay_days", "ways"), limit=limit)
    else:
        columns = ("document", "date", "directly", "below", "places", "falling", "shaken")
        show(Keystone, keystones(graph), format, columns=columns, limit=limit)
