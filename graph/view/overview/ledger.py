"""The tables of the page and of the workbook: the same rows in both, in neutral words, each row with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.analysis.chains import chains
from graph.analysis.coverage import coverage
from graph.analysis.gaps import KINDS, gaps, tally
from graph.records.goals import goals
from graph.records.kinds import class_names
from graph.store import Answering
from graph.view.overview import document_tables, work_tables
from graph.view.overview.facts import Facts, facts
from graph.view.overview.table import Table
from graph.view.words import LANGUAGES
from graph.vocab import DOCUMENT_CLASSES

GAPS = tuple(kind for kind in KINDS if kind not in ("not-read", "incomplete"))
"""Kinds of gaps listed as such; the two tables of documents show the others."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All tables of a graph, what they are made of, and the names of the classes in each language."""

    facts: Facts
    tables: tuple[Table, ...]
    class_names: Mapping[str, Mapping[str, str]]


def ledger(graph: Answering) -> Ledger:
    """The tables of a graph, which the page and the workbook share."""
    found = facts(graph)
    names = class_names(graph)
    classes = {lang: {name: names.get(name, {}).get(lang, name) for name in (*_CLASSES, *names)} for lang in LANGUAGES}
    return Ledger(found, tables(graph, found), classes)


def tables(graph: Answering, found: Facts) -> tuple[Table, ...]:
    """Every table, in the order of the workbook."""
    return (
        work_tables.work(found),
        work_tables.quarters(graph, found),
        work_tables.tasks(found),
        work_tables.partners(graph, found),
        document_tables.relations(found),
        document_tables.chain_rows(chains(graph)),
        document_tables.coverage_rows(coverage(graph), found),
        document_tables.goal_rows(goals(graph), found),
        document_tables.gap_rows(gaps(graph, GAPS), tally(graph), found),
        document_tables.unread(graph, found),
        document_tables.documents(found),
    )


_CLASSES = ("PolicyDocument", *DOCUMENT_CLASSES)
