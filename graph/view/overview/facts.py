"""What the tables and pictures of the overview are made of, asked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.analysis.concentration import Concentration, concentration
from graph.analysis.workload import Burden, Total, totals, workload
from graph.records.documents import Card, Step, cards, steps, text_files
from graph.records.tasks import Agency, Task, agencies
from graph.records.tasks import tasks as every_task
from graph.store import Answering
from graph.view.addresses import in_graph, text_of
from graph.view.overview.table import Cell


@dataclass(frozen=True, slots=True)
class Facts:
    """What the graph says, asked once for all tables and pictures."""

    cards: Mapping[str, Card]
    agencies: Mapping[str, Agency]
    tasks: tuple[Task, ...]
    steps: tuple[Step, ...]
    burdens: tuple[Burden, ...]
    total: Total
    spread: Concentration

    papers: Mapping[str, Cell]
    names: Mapping[str, Cell]

    def paper(self, iri: str) -> Cell:
        """A document: it leads to its text where it was read, else to its place in the graph."""
        return self.papers.get(iri) or Cell(iri, in_graph(iri))

    def body(self, iri: str) -> Cell:
        """An agency or group: it leads to its place in the graph."""
        return self.names.get(iri) or Cell(iri, in_graph(iri, "agency"))


def facts(graph: Answering) -> Facts:
    """What the tables are made of."""
    known, named, files = cards(graph), agencies(graph), text_files(graph)
    papers = {
        iri: Cell(card.called(), text_of(files[iri]) if iri in files else in_graph(iri)) for iri, card in known.items()
    }
    names = {iri: Cell(body.label, in_graph(iri, "agency")) for iri, body in named.items()}
    between = tuple(steps(graph))
    work = tuple(workload(graph)), totals(graph, by="agency")[-1], concentration(graph)
    return Facts(known, named, tuple(every_task(graph)), between, *work, papers, names)
