"""The narrow waist: tables, pages and findings need nothing of a graph but its answers, so another store can stand in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph.records.things import whole
from graph.store import Answering, Graph, Result, open_graph
from graph.view.graph_page import drawn
from graph.view.overview import index
from graph.view.overview.ledger import ledger
from graph.view.report.findings import sections
from graph.view.text.files import tables


class Elsewhere:
    """A graph of which nothing is known but that it answers, as one behind a network is."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.asked = 0

    def query(self, sparql: str, *, limit: int | None = None, bindings: Mapping[str, str] | None = None) -> Result:
        self.asked += 1
        return self._graph.query(sparql, limit=limit, bindings=bindings)


def written(graph: Answering) -> tuple[object, ...]:
    """What a build writes of a graph, but for the reading pages, which need the documents as well."""
    return tables(graph), sections(graph), index(graph, ledger(graph)), drawn(whole(graph))


def test_what_only_answers_gives_the_same_tables_findings_and_pages(sample_output: Path) -> None:
    graph = open_graph(sample_output)
    elsewhere = Elsewhere(graph)
    assert written(elsewhere) == written(graph)
    assert elsewhere.asked > 10
