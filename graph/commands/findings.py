"""`policygraph gaps`, `goals`, `coordination` and `compare`: tables of what the analyses find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph.commands.options import DOCUMENT, FORMAT, GRAPH, LIMIT, PLACE, WHEN, scope, show, show_cells, write
from graph.errors import NotFound, PolicyGraphError

if TYPE_CHECKING:
    from graph.records.tasks import Scope
    from graph.store import Answering


@click.command()
@click.option("--kind", "kinds", multiple=True, help="List these findings: doubtful, no-lead, not-read, …")
@FORMAT
@LIMIT
@GRAPH
def gaps(kinds: tuple[str, ...], format: str, limit: int | None, where: str) -> None:
    """What is missing or contradicts itself: how much of each kind, and with --kind each finding with its words."""
    from graph.analysis.gaps import KINDS, Gap, Tally, tally
    from graph.analysis.gaps import gaps as find
    from graph.analysis.opened import open_graph

    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise click.UsageError(f"--kind {unknown[0]}: choose of {', '.join(KINDS)}")
    graph = open_graph(where)
    if kinds or format in ("csv", "json"):
        columns = ("kind", "about", "says", "count", "file", "characters_from")
        show(Gap, find(graph, kinds or KINDS), format, columns=columns, limit=limit)
    else:
        show(Tally, tally(graph), format, columns=("kind", "found", "of", "what"), limit=limit)


@click.command()
@click.option("--beside", is_flag=True, help="Beside each goal, what the documents that carry its own out set.")
@DOCUMENT
@FORMAT
@LIMIT
@GRAPH
def goals(beside: bool, document: str | None, format: str, limit: int | None, where: str) -> None:
    """The ledger of goals: value, unit, year and document of each, with the words in csv and json."""
    from graph.analysis.answers import Match
    from graph.analysis.answers import beside as pairs
    from graph.analysis.lookup import find
    from graph.analysis.opened import open_graph
    from graph.records.goals import Goal
    from graph.records.goals import goals as ledger

    graph = open_graph(where)
    iri = find(graph, document) if document else None
    if beside:
        rows = [row for row in pairs(graph) if iri in (None, row.document_iri, row.below_iri)]
        show(Match, rows, format, columns=("document", "asked", "answer", "compared", "score", "below"), limit=limit)
    else:
        found = [goal for goal in ledger(graph) if iri in (None, goal.document_iri)]
        show(Goal, found, format, columns=("goal", "printed", "year", "document", "place"), limit=limit)


@click.command()
@click.option("--pairs", "asked", flag_value="pairs", help="Pairs of an agency that leads and one that takes part.")
@click.option("--topics", "asked", flag_value="topics", help="Agencies against the parts of documents.")
@click.option("--groups", is_flag=True, help="With groups, which stand for bodies that nobody knows.")
@click.option("--today", is_flag=True, help="By the bodies that followed those named, where the graph knows them.")
@WHEN
@DOCUMENT
@PLACE
@FORMAT
@LIMIT
@GRAPH
def coordination(
    asked: str | None, groups: bool, today: bool, when: str | None, document: str | None, place: str | None,
    format: str, limit: int | None, where: str,
) -> None:  # fmt: skip
    """Who works with whom: each agency's breadth, depth, role and centrality; or the pairs and topics themselves."""
    from graph.analysis.coordination import Dyad, Position, Tie, dyads, ties
    from graph.analysis.coordination import coordination as network
    from graph.analysis.opened import open_graph

    graph = open_graph(where)
    narrowed = scope(graph, document=document, place=place, when=when)
    if asked == "pairs":
        rows = dyads(graph, scope=narrowed, today=today, groups=groups)
        show(Dyad, rows, format, columns=("leading", "taking_part", "tasks", "documents"), limit=limit)
    elif asked == "topics":
        found = ties(graph, scope=narrowed, today=today, groups=groups)
        show(Tie, found, format, columns=("document", "topic", "agency", "leads", "coordinates"), limit=limit)
    else:
        net = network(graph, scope=narrowed, today=today, groups=groups)
        columns = (
            "agency",
            "role",
            "breadth",
            "depth",
            "leads",
            "coordinates",
            "topics",
            "degree",
            "betweenness",
            "community",
        )
        show(Position, net.positions, format, columns=columns, limit=limit)
        if format in ("table", "md"):
            write(
                f"\nOf {net.tasks:,} tasks, {net.together:,} are done by several: {net.ties:,} ties, density "
                f"{net.density:.3f}; {net.communities} communities, modularity {net.modularity:.2f}.\n"
                f"Leading: breadth above {net.mean_breadth:.2f} and depth above {net.mean_depth:.2f}, the means; "
                "key: one of the two.\n"
            )


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--given", is_flag=True, help="Periods are those of the documents, not of the last days of tasks.")
@FORMAT
@LIMIT
@GRAPH
def compare(a: str, b: str, given: bool, format: str, limit: int | None, where: str) -> None:
    """Two documents, periods (2022, 2022-Q1) or places (phu yen) side by side: tasks, and who leads how many."""
    from dataclasses import astuple, fields

    from graph.analysis.comparison import Compared, Side
    from graph.analysis.comparison import compare as side_by_side
    from graph.analysis.opened import open_graph
    from graph.records.tasks import tasks

    graph = open_graph(where)
    sides = [_side(graph, words, given) for words in (a, b)]
    placed = not any(side.period for side in sides)
    kinds = placed and len({frozenset(task.place for task in tasks(graph, side)) for side in sides}) > 1
    found = side_by_side(graph, *sides, names=(a, b), kinds=kinds)
    if format in ("table", "md"):
        names = [field.name for field in fields(Side)][1:]
        lines = [(n, *map(str, pair)) for n, pair in zip(names, zip(*(astuple(s)[1:] for s in (found.a, found.b)), strict=True), strict=True)]  # fmt: skip
        show_cells(("", a, b), lines, format)
        write(f"\nThe same agencies{' by kind' if kinds else ''} lead {found.overlap:.0%} of both.\n\n")
    show(Compared, found.rows, format, columns=[field.name for field in fields(Compared)], limit=limit)


def _side(graph: Answering, words: str, given: bool) -> Scope:
    """What the words name: a period, else a place with documents, else a document."""
    from graph.analysis.lookup import find, find_place
    from graph.records.periods import period
    from graph.records.tasks import Scope

    try:
        return Scope(period=period(words), given=given)
    except PolicyGraphError:
        pass
    try:
        return Scope(places=frozenset({find_place(graph, words)}))
    except NotFound:
        return Scope(documents=frozenset({find(graph, words)}))
