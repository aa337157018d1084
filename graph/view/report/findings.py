"""What the analyses find, as sections of the report: a few rows each, with their denominators and the command for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import shorten
from typing import Any

from graph.analysis.answers import Match, answering, answers, beside
from graph.analysis.concentration import concentration
from graph.analysis.coordination import coordination, dyads
from graph.analysis.coverage import coverage
from graph.analysis.gaps import gaps, tally
from graph.analysis.keystones import keystones
from graph.analysis.workload import totals, workload
from graph.model import Note
from graph.records.documents import cards
from graph.store import Answering
from graph.view.text.table import cells, inert, markdown
from graph.view.text.workload import denominators, shared_out
from graph.vocab import ID

MOST = 10
"""Rows of a section; the command below it gives all."""


WARNINGS = ("due-before", "out-of-force", "weaker-goal", "no-lead")
"""Kinds of findings that the report lists, each under its heading; of the others it gives the numbers."""
LONGEST = 160
"""Characters of what a warning is about."""


def sections(graph: Answering) -> tuple[tuple[str, str], ...]:
    """Headings and bodies in markdown; a section without rows is left out.

    >>> [heading for heading, _ in sections(samples)][:2]
    ['Who is to do most', 'Who works with whom']
    """
    made = (
        ("Who is to do most", _workload(graph)),
        ("Who works with whom", _pairs(graph)),
        ("What answers the documents of the centre", _coverage(graph)),
        ("What answers their tasks, measures and goals", _answers(graph)),
        ("Goals beside those that they carry out", _beside(graph)),
        ("On what most hangs", _keystones(graph)),
        ("What is missing or contradicts itself", _gaps(graph)),
    )
    return tuple((heading, body) for heading, body in made if body)


def warnings(graph: Answering) -> tuple[Note, ...]:
    """What contradicts itself and what names nobody, as notes: one for each finding of `gaps` of these kinds.

    >>> (note,) = warnings(samples)
    >>> note.code, note.message[-45:]
    ('due-before', ': due 2023-06-30, in a document of 2023-09-19')
    """
    return tuple(
        Note("warning", row.kind, line(row.about, row.says), ((row.document_iri or row.iri).removeprefix(ID),))
        for row in gaps(graph, WARNINGS)
    )


def line(about: str, says: str) -> str:
    """A finding in one line; the wording of a task can fill a page.

    >>> line("I.1 Công bố quy hoạch.", "names nobody to lead it")
    'I.1 Công bố quy hoạch: names nobody to lead it'
    """
    return f"{shorten(about, LONGEST, placeholder=' …').rstrip(' .;,:')}: {says}"


def _workload(graph: Answering) -> str:
    rows = workload(graph)
    if not rows:
        return ""
    whole = totals(graph, by="agency")[-1]
    columns = ("agency", "leads", "dated", "recurring", "open", "coordinates", "share")
    bodies = [row for row in rows if not row.group]
    summary = f"{denominators(whole)}\n{shared_out(concentration(graph))}".replace("\n", " ")
    groups = _table(("agency", "leads", "coordinates"), [row for row in rows if row.group], "workload.csv")
    parts = [
        inert(summary),
        _table(columns, bodies, "workload.csv"),
        "Groups, which stand for bodies that the texts do not name:",
    ]
    return "\n\n".join([*parts, groups] if groups else parts[:2])


def _pairs(graph: Answering) -> str:
    net, rows = coordination(graph), dyads(graph, groups=False)
    if not rows:
        return ""
    summary = (
        f"Of {net.tasks:,} tasks, {net.together:,} are done by several bodies that are named: {net.ties:,} ties, "
        f"{net.communities} communities, modularity {net.modularity:.2f}."
    )
    roles = [row for row in net.positions if row.role != "alone"]
    columns = ("agency", "role", "breadth", "depth", "leads", "coordinates", "topics", "betweenness")
    pairs = _table(("leading", "taking_part", "tasks", "documents"), rows, "coordination.csv")
    return "\n\n".join((summary, _table(columns, roles, "“policygraph coordination”"), pairs))


def _coverage(graph: Answering) -> str:
    rows = coverage(graph)
    blank = sum(row.answer is None for row in rows)
    documents = len({row.document_iri for row in rows})
    summary = (
        f"{documents:,} documents of the centre are carried out by some place; {blank:,} cells of the table are blank."
    )
    columns = ("document", "place", "answer", "answer_date", "delay_days", "steps")
    return "\n\n".join((summary, _table(columns, rows, "coverage.csv"))) if rows else ""


def _answers(graph: Answering) -> str:
    """One row for each document that was read and each that answers it: how much of it is answered."""
    pairs, known = answering(graph), cards(graph)
    rows = []
    for document, below in pairs[:MOST]:
        found = answers(graph, document, below=(below,))
        counts = (_of(found, kind) for kind in ("task", "measure", "goal"))
        rows.append((known[document].called(80), known[below].called(), *counts))
    head = ("document", "below", "tasks answered", "measures answered", "goals answered")
    return f"{markdown(head, rows)}\n\n{_more(len(pairs), '“policygraph chain … --answers”')}" if rows else ""


def _of(rows: Iterable[Match], kind: str) -> str:
    mine = [row for row in rows if row.kind == kind]
    return f"{sum(row.answer is not None for row in mine)} of {len(mine)}" if mine else ""


def _beside(graph: Answering) -> str:
    rows = [row for row in beside(graph) if row.answer]
    columns = ("asked", "document", "answer", "below", "compared")
    return _table(columns, rows, "“policygraph goals --beside”") if rows else ""


def _keystones(graph: Answering) -> str:
    rows = keystones(graph)
    columns = ("document", "date", "directly", "below", "places", "falling", "shaken")
    return _table(columns, rows, "“policygraph chain”") if rows else ""


def _gaps(graph: Answering) -> str:
    rows = tally(graph)
    return markdown(("kind", "found", "of", "what"), [cells(row, ("kind", "found", "of", "what")) for row in rows]) + (
        "\n\nEach with its words and their place: gaps.csv."
    )


def _table(columns: Sequence[str], rows: Sequence[Any], whole: str) -> str:
    shown = markdown(columns, [cells(row, columns) for row in rows[:MOST]])
    return f"{shown}\n\n{_more(len(rows), whole)}" if rows else ""


def _more(number: int, whole: str) -> str:
    return f"All {number:,}: {whole}." if number > MOST else f"Also in {whole}."
