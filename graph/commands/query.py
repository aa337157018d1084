"""`policygraph query`: what the graph answers to a query, a file with one, or a named question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commands.options import GRAPH, LIMITS, limits, write
from graph.errors import BadQuery

if TYPE_CHECKING:
    from graph.store.answer import Answering, Result
    from graph.store.workers import Limits

MOST = 1_000_000
"""Rows of an answer, where no limit is asked for."""


@click.command()
@click.argument("question", required=False, metavar="[SPARQL | FILE.rq | NAME]")
@click.option("--format", "format", type=click.Choice(["table", "csv", "json", "tsv", "ttl", "xml"]), default="table",
              show_default=True)  # fmt: skip
@click.option("--document", metavar="NAME", help="About this document: its number, file, label or IRI.")
@click.option(
    "--agency", metavar="NAME", help='About this body: "Sở Công Thương tỉnh Tuyên Quang"; without a place, of all.'
)
@click.option("--place", "--province", "place", metavar="NAME", help='About this place: "tỉnh Phú Yên", "phu yen".')
@click.option("--quarter", metavar="QUARTER", help="About this quarter: 2022-Q1.")
@click.option("--with", "pairs", multiple=True, metavar="NAME=VALUE",
              help="Fill in what else a query leaves open (VALUES ?NAME { UNDEF }): --with year=2030")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), help="At most so many rows.")
@click.option("--list", "listing", is_flag=True, help="List the named questions, and what can be filled in.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint; the same as -g URL.")
@LIMITS
@GRAPH
def query(
    question: str | None, format: str, pairs: tuple[str, ...], limit: int | None, listing: bool, where: str, endpoint: str | None,
    seconds: float, megabytes: int, **named: str | None,
) -> None:  # fmt: skip
    """Answer a SPARQL query, a file with one, or a named question. Prefixes need no declaration."""
    if listing:
        _list_questions()
        return
    if not question:
        raise click.UsageError("give a SPARQL query, a file FILE.rq or the NAME of a question (--list shows them)")
    bindings = _bindings(pairs) | {name: value for name, value in named.items() if value is not None}
    with _opened(where, endpoint, limits(seconds, megabytes, limit or MOST)) as graph:
        result = graph.query(_text(question), limit=limit, bindings=bindings)
    _answer(result, format)


@contextmanager
def _opened(where: str, endpoint: str | None, limits: Limits) -> Iterator[Answering]:
    """The graph of a folder within the limits; that of an address within those of its server."""
    from graph.store.remote import Remote, is_address
    from graph.store.workers import limited

    if endpoint or is_address(where):
        yield Remote(endpoint or where)
        return
    with limited(Path(where), limits) as graph:
        yield graph


def _list_questions() -> None:
    from graph.commands.console import show
    from graph.store import questions

    rows = [(q.name, q.vi, q.en, " ".join(parameter.name for parameter in q.parameters)) for q in questions()]
    show(("name", "vi", "en", "about"), rows)


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
