"""Where each thing belongs: a task to the document that sets it, a zone to the one that aims at it; and every edge."""

from __future__ import annotations

from collections.abc import Iterable

from graph.records.documents import Step
from graph.records.things import Thing, Whole

FOLDED = ("task", "measure", "zone", "project", "indicator")
"""Kinds that stand folded in a document until it is opened, in the order in which they stand around it."""
_BELONGS = {"assigns": 0, "containsMeasure": 0, "targets": 1}
_FROM_A_TASK = 2


def homes(whole: Whole) -> dict[str, str]:
    """The document of each task, measure, zone, project and indicator; every other thing is at home in itself.

    Of several documents that aim at a zone the one that says it most often, then the first; where only tasks do, the
    document of the task; where nothing does, the one whose words name it.
    """
    things = whole.things
    found: dict[str, tuple[int, int, str]] = {}
    for edge in (edge for edge in whole.edges if edge.drawn and edge.predicate in _BELONGS):
        if things[edge.subject].kind == "document" and things[edge.object].kind in FOLDED:
            rank = (_BELONGS[edge.predicate], -len(edge.quotes), edge.subject)
            found[edge.object] = min(found.get(edge.object, rank), rank)
    for edge in (edge for edge in whole.edges if edge.drawn and edge.predicate == "targets"):
        if edge.subject in found:
            found.setdefault(edge.object, (_FROM_A_TASK, 0, found[edge.subject][2]))
    return {iri: found[iri][2] if iri in found else _named_in(thing, things) for iri, thing in things.items()}


def _named_in(thing: Thing, things: dict[str, Thing]) -> str:
    if thing.kind not in FOLDED:
        return thing.iri
    return next((quote.document for quote in thing.quotes if quote.document in things), thing.iri)


def home_of(edge: Step, home: dict[str, str]) -> str:
    """Where an edge is at home: with the thing that is folded, otherwise with its subject.

    >>> home_of(Step("agency", "leads", "task"), {"agency": "agency", "task": "plan"})
    'plan'
    """
    return home[edge.object] if home[edge.subject] == edge.subject != home[edge.object] else home[edge.subject]


def provinces(whole: Whole, home: dict[str, str]) -> dict[str, str]:
    """The place that each thing is listed under: its own, or that of its document, taken up to the province."""
    above = {edge.subject: edge.object for edge in whole.edges if edge.predicate == "locatedIn"}
    return {iri: _province(iri, whole.things, home, above) for iri in whole.things}


def _province(iri: str, things: dict[str, Thing], home: dict[str, str], above: dict[str, str]) -> str:
    own = things[iri].fact("jurisdiction") or (iri if things[iri].kind == "place" else above.get(iri))
    at = own or things[home[iri]].fact("jurisdiction") or ""
    for _ in range(4):  # commune, district, province
        at = above.get(at, at)
    return at


def children(home: dict[str, str], things: dict[str, Thing]) -> dict[str, list[str]]:
    """What is folded into each document, kind by kind, in the order of the printed numbers."""
    found: dict[str, list[str]] = {}
    for iri in _in_order(home, things):
        if home[iri] != iri:
            found.setdefault(home[iri], []).append(iri)
    return found


def _in_order(home: dict[str, str], things: dict[str, Thing]) -> Iterable[str]:
    kinds = {kind: i for i, kind in enumerate(FOLDED)}
    return sorted(home, key=lambda iri: (kinds.get(things[iri].kind, -1), iri))
