"""Documents that much hangs on, and what would lose its basis if one were repealed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.records.documents import Card, cards, steps
from graph.records.tasks import tasks
from graph.store import Answering
from graph.vocab import LOCAL

BASES = ("implements", "basedOn", "appendixOf")
"""What a document rests on: what it carries out, what it is based on, and what it is appended to."""


@dataclass(frozen=True, slots=True)
class Keystone:
    """A document, how many carry it out (directly; all together; of how many places), and how many would fall with it.

    `falling` counts documents that would have no basis left, `shaken` those that would lose one of several.
    """

    document: str
    date: str | None
    issuer: str | None
    tier: int | None
    read: str
    directly: int
    below: int
    places: int
    falling: int
    shaken: int
    document_iri: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A document that would lose all its bases ("falls") or some of them ("is shaken"), and what it rests on."""

    loses: str  # "all", "some"
    document: str
    date: str | None
    read: str
    tasks: int  # that it sets
    lost: str  # the bases that would be gone, themselves repealed or fallen
    left: str
    document_iri: str


def keystones(graph: Answering) -> list[Keystone]:
    """Every document that another rests on: those that most would fall with first, then those that most carry out.

    What carries it out is counted as the descendants over `pol:implements`; what falls, as in `without`.

    >>> first = keystones(samples)[0]
    >>> first.document, first.below > first.directly, first.falling <= first.below + first.shaken
    ('Nghị quyết số 23-NQ/TW', True, True)
    """
    known = cards(graph)
    above, below = bases(graph, BASES)
    _, carried = bases(graph, ("implements",))
    rows = [_keystone(known[iri], above, below, carried, known) for iri in sorted(below)]
    return sorted(rows, key=lambda row: (-row.falling, -row.below, -row.shaken, row.document, row.document_iri))


def without(graph: Answering, document: str) -> list[Loss]:
    """What would lose its basis if the document were repealed: first what would lose all, then what would lose some.

    A document rests on those it carries out, is based on or is appended to, as far as the graph knows. It falls when
    all of these are repealed or fall themselves; one that only texts not read would uphold counts as falling too, so
    the rows are to be read, not to be believed.

    >>> rows = without(samples, "https://w3id.org/policygraph/id/document/124-nq-cp/2020")
    >>> sorted({row.loses for row in rows})
    ['all', 'some']
    """
    known = cards(graph)
    above, below = bases(graph, BASES)
    gone, shaken = _falling(document, above, below)
    given = Counter(task.document for task in tasks(graph))
    rows = []
    for loses, iris in (("all", gone), ("some", shaken)):
        for card in sorted((known[iri] for iri in iris), key=lambda card: card.order):
            lost = {iri for iri in above[card.iri] if iri == document or iri in gone}
            names = (_names(lost, known), _names(above[card.iri] - lost, known))
            facts = (card.called(), card.date, "yes" if card.source else "no", given[card.iri])
            rows.append(Loss(loses, *facts, *names, card.iri))
    return rows


def _keystone(
    card: Card, above: Mapping[str, set[str]], below: Mapping[str, set[str]], carried: Mapping[str, set[str]],
    known: Mapping[str, Card],
) -> Keystone:  # fmt: skip
    under = descendants(card.iri, carried)
    places = {known[iri].place for iri in under if known[iri].place and known[iri].tier in LOCAL}
    gone, shaken = _falling(card.iri, above, below)
    return Keystone(
        card.called(), card.date, card.issuer, card.tier, "yes" if card.source else "no",
        len(carried.get(card.iri, ())), len(under), len(places), len(gone), len(shaken), card.iri,
    )  # fmt: skip


def bases(graph: Answering, predicates: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What each document rests on, and what rests on each."""
    known = cards(graph)
    above: dict[str, set[str]] = defaultdict(set)
    below: dict[str, set[str]] = defaultdict(set)
    for step in steps(graph, predicates):
        if step.drawn and step.subject != step.object and step.subject in known and step.object in known:
            above[step.subject].add(step.object)
            below[step.object].add(step.subject)
    return above, below


def _falling(document: str, above: Mapping[str, set[str]], below: Mapping[str, set[str]]) -> tuple[set[str], set[str]]:
    """What would have no basis left without the document, and what would lose one of several."""
    gone, shaken, queue = {document}, set[str](), [document]
    while queue:
        for lower in below.get(queue.pop(), ()):
            if lower in gone:
                continue
            if above[lower] <= gone:
                gone.add(lower)
                shaken.discard(lower)
                queue.append(lower)
            else:
                shaken.add(lower)
    return gone - {document}, shaken


def descendants(top: str, below: Mapping[str, set[str]]) -> set[str]:
    """All that stand below one, over any number of steps, without itself.

    >>> sorted(descendants("a", {"a": {"b"}, "b": {"c", "a"}}))
    ['b', 'c']
    """
    met, stack = {top}, [top]
    while stack:
        for lower in below.get(stack.pop(), ()):
            if lower not in met:
                met.add(lower)
                stack.append(lower)
    return met - {top}


def _names(iris: Iterable[str], known: Mapping[str, Card]) -> str:
    return "; ".join(card.called(80) for card in sorted((known[iri] for iri in iris), key=lambda card: card.order))
