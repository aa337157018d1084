"""What is missing: who leads, a last day, a task for a measure, a document that carries one out, a file, the facts of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.analysis.gaps.gap import Gap, made, of_task
from graph.records import once
from graph.records.documents import Card, Quote, citing
from graph.records.measures import measures
from graph.records.tasks import agencies, tasks
from graph.store import Answering
from graph.vocab import CENTRAL


def no_lead(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Tasks that name nobody to lead them."""
    yield from (of_task("no-lead", task, "names nobody to lead it", known) for task in tasks(graph) if not task.leads)


def no_deadline(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Tasks with neither a last day nor a recurrence."""
    names = agencies(graph)
    for task in tasks(graph):
        if task.kind == "open":
            who = "; ".join(names[iri].label for iri in task.leads if iri in names)
            printed = f"; printed: {task.timing}" if task.timing else ""
            yield of_task("no-deadline", task, f"led by {who or 'nobody'}{printed}", known)


def not_assigned(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """General measures that no task of their document takes up."""
    for measure in measures(graph):
        for quote in measure.quotes if not measure.taken_up else ():
            yield made("not-assigned", measure.text, "no task of its document takes it up", measure.iri, quote, known)


def not_answered(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Documents of the centre that set work or goals and that no document carries out."""
    carried = carried_out(graph)
    for card in from_above(graph, known):
        if card.iri not in carried:
            yield made(
                "not-answered",
                card.called(),
                "no document of the graph carries it out",
                card.iri,
                Quote(card.iri),
                known,
            )


def not_read(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Documents that are cited and were not among the files."""
    cited = citing(graph)
    for card in known.values():
        if not card.source and card.iri in cited:
            facts = ", ".join(part for part in (card.number, card.date, card.issuer) if part)
            yield Gap(
                "not-read",
                card.called(),
                facts or "no more is known of it",
                cited[card.iri],
                None,
                None,
                None,
                None,
                None,
                card.iri,
                None,
            )


def incomplete(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Documents without number, date or issuer."""
    cited = citing(graph)
    for card in known.values():
        parts = (("number", card.number), ("date", card.date), ("issuer", card.issuer))
        lacks = [name for name, value in parts if not value]
        if lacks:
            says = f"lacks {', '.join(lacks)}"
            yield Gap(
                "incomplete", card.called(), says, cited.get(card.iri, 0), None, None, None, None, None, card.iri, None
            )


def from_above(graph: Answering, known: Mapping[str, Card]) -> list[Card]:
    """Documents of the centre that were read and set tasks, measures or goals."""
    setting = _setting(graph)
    return [card for card in known.values() if card.source and card.tier in CENTRAL and card.iri in setting]


@once
def _setting(graph: Answering) -> frozenset[str]:
    return frozenset(str(iri) for (iri,) in graph.query(_SETTING).rows)


@once
def carried_out(graph: Answering) -> frozenset[str]:
    """What any document or task carries out."""
    return frozenset(str(iri) for (iri,) in graph.query(_CARRIED).rows)


_SETTING = "SELECT DISTINCT ?d WHERE { VALUES ?p { pol:assigns pol:containsMeasure pol:targets } ?d ?p ?o }"
_CARRIED = "SELECT DISTINCT ?d WHERE { ?by pol:implements ?d }"
