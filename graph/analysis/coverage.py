"""Which documents answer those from above, place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.records import once
from graph.records.documents import Card, Quote, Step, cards, places, steps
from graph.records.periods import days_between
from graph.store import Answering
from graph.vocab import CENTRAL, DOCUMENT_EDGES, LOCAL


@dataclass(frozen=True, slots=True)
class Answer:
    """A document from above, a place, and a document of that place that carries it out; no `answer` where none does.

    `steps` are 1 where it does so directly; `through` is then empty. `delay_days` needs two full dates.
    The words are those of the last step.
    """

    document: str
    date: str | None
    place: str
    answer: str | None
    answer_date: str | None
    delay_days: int | None
    steps: int | None
    through: str
    read: str  # "yes" where the answering document was read
    words: str | None
    file: str | None
    characters_from: int | None
    characters_to: int | None
    document_iri: str
    place_iri: str
    answer_iri: str | None


def coverage(graph: Answering, document: str | None = None) -> list[Answer]:
    """For each document of the centre that some place carries out, a row for each answer of each place, and a blank one
    for places of which documents were read and none answers; only of `document` where it is given.

    An answer carries the document out directly or through others; the shortest way counts. Places are those of the
    answering documents, from the provinces down.

    >>> first = coverage(samples)[0]
    >>> first.document, first.place, first.answer, first.steps
    ('Nghị quyết số 23-NQ/TW', 'tỉnh Phú Yên', 'Kế hoạch số 122-KH/TU, tỉnh Phú Yên', 1)
    """
    known, at, below = cards(graph), places(graph), steps_to(graph, "implements")
    local = {iri: at[iri] for iri, card in known.items() if card.tier in LOCAL and iri in at}
    read = sorted({local[iri] for iri in local if known[iri].source})
    wanted = [document] if document else [iri for iri, card in known.items() if card.tier in CENTRAL]
    rows: list[Answer] = []
    for card in sorted((known[iri] for iri in wanted if below.get(iri)), key=lambda card: card.order):
        found = {iri: way for iri, way in reached(card.iri, below).items() if iri in local}
        if found or document:
            rows += _answers(card, found, local, read, known)
    return rows


def _answers(
    card: Card, found: Mapping[str, tuple[Step, ...]], local: Mapping[str, tuple[str, str]],
    read: Sequence[tuple[str, str]], known: Mapping[str, Card],
) -> list[Answer]:  # fmt: skip
    """The rows of one document: answers by place and time, then the places without one."""
    order = sorted(found, key=lambda iri: (local[iri][1], known[iri].order))
    rows = [_answer(card, local[iri], known[iri], found[iri], known) for iri in order]
    answered = {local[iri] for iri in found}
    silent = [place for place in read if place not in answered]
    return rows + [_answer(card, place, None, (), known) for place in sorted(silent, key=lambda place: place[1])]


def _answer(
    card: Card, place: tuple[str, str], other: Card | None, way: tuple[Step, ...], known: Mapping[str, Card]
) -> Answer:
    quote = next(iter(way[-1].quotes), Quote("")) if way else Quote("")
    through = " → ".join(known[step.subject].called() for step in way[:-1])
    return Answer(
        card.called(), card.date, place[1], other.called() if other else None, other.date if other else None,
        days_between(card.date, other.date if other else None), len(way) or None, through,
        "yes" if other and other.source else "no", quote.exact, quote.file, quote.start, quote.end,
        card.iri, place[0], other.iri if other else None,
    )  # fmt: skip


def reached(top: str, below: Mapping[str, list[Step]]) -> dict[str, tuple[Step, ...]]:
    """What carries out `top`, with a shortest way from it."""
    ways: dict[str, tuple[Step, ...]] = {top: ()}
    queue = [top]
    for iri in queue:
        for step in below.get(iri, ()):
            if step.subject not in ways:
                ways[step.subject] = (*ways[iri], step)
                queue.append(step.subject)
    del ways[top]
    return ways


def steps_to(graph: Answering, predicate: str) -> Mapping[str, list[Step]]:
    """The steps of a predicate that the graph draws, by the document that they lead to."""
    return _drawn(graph)[predicate]


@once
def _drawn(graph: Answering) -> Mapping[str, Mapping[str, list[Step]]]:
    known = cards(graph)
    found: dict[str, dict[str, list[Step]]] = {predicate: defaultdict(list) for predicate in DOCUMENT_EDGES}
    for step in steps(graph):
        if step.drawn and step.subject in known and step.object in known:
            found[step.predicate][step.object].append(step)
    return found
