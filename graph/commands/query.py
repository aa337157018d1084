"""`policygraph query`: what the graph answers to a query, a file with one, or a named question."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commands.options import GRAPH, write
from graph.errors import BadQuery

if TYPE_CHECKING:
    from graph.store.answer import Result


@click.command()
@click.argument("question", required=False, metavar="[SPARQL | FILE.rq | NAME]")
@click.option("--format", "format", type=click.Choice(["table", "csv", "json", "tsv", "ttl"]), default="table",
              show_default=True)  # fmt: skip
@click.option("--with", "pairs", multiple=True, metavar="NAME=VALUE",
              help="Fill in what a query leaves open (VALUES ?NAME { UNDEF }): --with document=124/NQ-CP")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), help="At most so many rows.")
@click.option("--list", "listing", is_flag=True, help="List the named questions.")
@GRAPH
def query(
    question: str | None, format: str, pairs: tuple[str, ...], limit: int | None, listing: bool, folder: Path
) -> None:
    """Answer a SPARQL query, a file with one, or a named question. Prefixes need no declaration."""
    if listing:
        _list_questions()
        return
    if not question:
        raise click.UsageError("give a SPARQL query, a file FILE.rq or the NAME of a question (--list shows them)")
    from graph.store import open_graph

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine does not return to Python before it is done
    result = open_graph(folder).query(_text(question), limit=limit, bindings=_bindings(pairs))
    _answer(result, format)


def _list_questions() -> None:
    from graph.commands.console import show
    from graph.store import questions

    show(("name", "vi", "en"), [(question.name, question.vi, question.en) for question in questions()])


def _text(question: str) -> str:
    """The query itself: what the file holds where a file is named."""
    if not question.endswith(".rq"):
        return question
    try:
        return Path(question).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuery(f"{question}: cannot be read as a query ({error}); check its name and encoding") from None


def _bindings(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise click.UsageError(f"--with {pair}: write NAME=VALUE")
    return {name.strip().lstrip("?"): value for name, _, value in (pair.partition("=") for pair in pairs)}


def _answer(result: Result, format: str) -> None:
    if format != "table":
        write(result.to(format))
        return
    from graph.commands.console import show

    show(result.columns, result.rows)
    if result.cut:
        click.echo("There are more rows than the limit.", err=True)
