"""Who carries out whom: the cascade above and below one document, and every chain from the top to the bottom.

A chain follows `pol:implements`; in the cascade an appendix hangs below the document it belongs to, because what it
assigns that document assigns too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from graph.errors import PolicyGraphError
from graph.records.documents import Card, Step, cards, steps
from graph.records.periods import days_between
from graph.records.standing import endings, issued
from graph.store import Answering

HANGING = ("implements", "appendixOf")
"""What the tree is made of."""
VALIDITY = ("replaces", "amends", "repeals")
"""Shown beside a line of the tree: they say whether a step still holds. `basedOn` is not, but for the document asked
for: nearly every document rests on the same organic laws, which would bury the tree."""
WAYS = 50
"""How many chains are listed for one document at the bottom. Chains multiply (12 layers of 12 make 12^12): nobody reads
more, and the column `ways` always tells how many there are."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tree: a document, `depth` steps from the one asked for, and the step it hangs by.

    `again` where the document already has a line of its own, with everything that hangs below it.
    """

    depth: int
    card: Card
    step: Step
    again: bool = False


@dataclass(frozen=True, slots=True)
class Cascade:
    """The lines above and below a document, each in the order of a tree read from top to bottom.

    `levels` is the linear reading; `beside` holds what replaces, amends or repeals a document of the tree, and what the
    one asked for is based on; `refused` the steps that would have made the tree longer, but contradict time.
    `ended` holds what replaced or repealed a document of the tree, by its IRI; `on` is the day that all of this is as of.
    `cards` describes every document named.
    """

    card: Card
    above: tuple[Line, ...]
    below: tuple[Line, ...]
    levels: tuple[tuple[Card, ...], ...]
    beside: tuple[Step, ...]
    refused: tuple[Step, ...]
    cards: Mapping[str, Card]
    ended: Mapping[str, Step] = field(default_factory=dict)
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """A row of chains.csv: documents from the top to the bottom, and the days from the first date to the last.

    `delay_days` is `None` unless both dates are known to the day; `ways` counts all chains with this end.
    """

    length: int
    documents: str
    dates: str
    tiers: str
    delay_days: int | None
    ways: int
    iris: str


def chain(graph: Answering, document: str, *, on: str | None = None) -> Cascade:
    """The tree above and below the document of this IRI (`lookup.find` gives it from a number or words of the title).

    Above is what it implements, below what implements it, to the ends; children by date, then tier. A document met
    again is shown with a reference and not opened twice, so that cycles end.

    With `on`, an ISO date, the tree is as it stood that day: without what was issued later, or has no date and leans on what was. Raises
    `PolicyGraphError` where the document itself came later.

    >>> from graph.analysis.lookup import find
    >>> found = chain(samples, find(samples, "223/KH-UBND"))
    >>> [line.card.number for line in found.above], len(found.below)
    (['25-NQ/TU'], 0)
    >>> [len(chain(samples, find(samples, "23-NQ/TW"), on=day).below) for day in ("2019-12-31", "2020-12-31")]
    [1, 6]
    """
    known = cards(graph)
    there = issued(known, steps(graph), on)
    if document not in there:
        raise PolicyGraphError(
            f"{known[document].label}: issued later (on {known[document].date or 'a day not known'}) than {on}; name a later day"
        )
    all_steps = [s for s in steps(graph, (*HANGING, *VALIDITY, "basedOn")) if s.subject in there and s.object in there]
    hanging = [s for s in all_steps if s.drawn and s.predicate in HANGING and s.subject != s.object]
    refused = [s for s in all_steps if not s.drawn and s.predicate in HANGING]
    above, below = _tree(document, hanging, known, up=True), _tree(document, hanging, known, up=False)
    upper, lower = ({document, *(line.card.iri for line in lines)} for lines in (above, below))
    shown = upper | lower
    return Cascade(
        known[document],
        above,
        below,
        _levels(document, shown, hanging, known),
        tuple(s for s in all_steps if s.drawn and _is_beside(s, document, shown)),
        tuple(s for s in refused if s.subject in upper or s.object in lower),
        known,
        {iri: step for iri, step in endings(all_steps, known, on).items() if iri in shown},
        on,
    )


def chains(graph: Answering) -> list[Chain]:
    """Every chain of `pol:implements` from a document that implements none to one that none implements, longest first.

    A chain leaves nothing out: where P implements Q and R, and Q implements R, the chain is R → Q → P and not R → P.
    Steps inside a cycle are left out, since it has neither top nor bottom. For one last document at most `WAYS`
    chains are listed; its rows say in `ways` how many there are.

    >>> [found.length for found in chains(samples)[:3]], chains(samples)[-1].documents
    ([4, 4, 4], 'Quyết định số 749/QĐ-TTg → Kế hoạch số 1207/KH-UBND, tỉnh Gia Lai')
    """
    known = cards(graph)
    pairs = [(s.object, s.subject) for s in steps(graph, ("implements",)) if s.drawn]
    parents = _reduced(_acyclic(nx.DiGraph((a, b) for a, b in pairs if a in known and b in known)))
    ways: dict[str, int] = {}
    for node, upper in parents.items():
        ways[node] = sum(ways[p] for p in upper) or 1
    inner = {p for upper in parents.values() for p in upper}
    found = [
        _chain([known[iri] for iri in path], ways[bottom])
        for bottom, upper in parents.items()
        if upper and bottom not in inner
        for path in _paths(bottom, parents, known)
    ]
    return sorted(found, key=lambda chain: (-chain.length, chain.documents, chain.iris))


def _tree(root: str, hanging: list[Step], known: Mapping[str, Card], *, up: bool) -> tuple[Line, ...]:
    """The lines on one side of `root`, depth first. A stack, because a text can claim a chain longer than Python's."""
    children: dict[str, list[Line]] = defaultdict(list)
    for step in hanging:
        parent, child = (step.subject, step.object) if up else (step.object, step.subject)
        children[parent].append(Line(0, known[child], step))
    for found in children.values():
        found.sort(key=lambda line: (line.card.order, line.step.predicate), reverse=True)
    lines, met, stack = [], {root}, [(1, line) for line in children[root]]
    while stack:
        depth, line = stack.pop()
        iri = line.card.iri
        lines.append(Line(depth, line.card, line.step, again=iri in met))
        if iri not in met:
            stack += [(depth + 1, child) for child in children[iri]]
        met.add(iri)
    return tuple(lines)


def _levels(
    document: str, shown: set[str], hanging: list[Step], known: Mapping[str, Card]
) -> tuple[tuple[Card, ...], ...]:
    """The documents by their steps from the top, the longest way counting; inside a level by time, then tier.

    Appendices are part of their document and stay out, but for the one asked for. A cycle is one level.
    """
    inside = [s for s in hanging if s.subject in shown and s.object in shown]
    drawn: Any = nx.DiGraph((s.object, s.subject) for s in inside)
    drawn.add_node(document)
    knots = nx.condensation(drawn)
    left_out = {s.subject for s in inside if s.predicate == "appendixOf"} - {document}
    levels = []
    for generation in nx.topological_generations(knots):
        members = {iri for knot in generation for iri in knots.nodes[knot]["members"]} - left_out
        levels.append(tuple(sorted((known[iri] for iri in members), key=lambda card: card.order)))
    return tuple(level for level in levels if level)


def _is_beside(step: Step, document: str, shown: set[str]) -> bool:
    if step.predicate == "basedOn":
        return step.subject == document
    return step.predicate in VALIDITY and bool({step.subject, step.object} & shown)


def _acyclic(drawn: Any) -> Any:
    """The graph without the edges inside its cycles."""
    for knot in list(nx.strongly_connected_components(drawn)):
        drawn.remove_edges_from([(a, b) for a in knot for b in drawn[a] if b in knot])
    return drawn


def _reduced(drawn: Any) -> dict[str, list[str]]:
    """The parents of each node in the transitive reduction, parents before children.

    Integers serve as bit sets: networkx needs over 40 s for 100,000 edges where this takes one.
    """
    order = list(nx.lexicographical_topological_sort(drawn))
    bit = {node: 1 << i for i, node in enumerate(order)}
    reach: dict[str, int] = {}
    parents = {}
    for node in order:
        upper = sorted(drawn.pred[node])
        covered = 0
        for parent in upper:
            covered |= reach[parent]
        parents[node] = [p for p in upper if not covered & bit[p]]
        reach[node] = covered | sum(bit[p] for p in parents[node])
    return parents


def _paths(bottom: str, parents: Mapping[str, list[str]], known: Mapping[str, Card]) -> Iterator[list[str]]:
    """Up to `WAYS` paths from a top to `bottom`; every way up ends in a top, so each costs no more than its length."""
    stack: list[tuple[str, tuple[str, ...]]] = [(bottom, (bottom,))]
    found = 0
    while stack and found < WAYS:
        node, path = stack.pop()
        upper = sorted(parents[node], key=lambda iri: known[iri].order, reverse=True)
        stack += [(parent, (parent, *path)) for parent in upper]
        if not upper:
            found += 1
            yield list(path)


def _chain(path: list[Card], ways: int) -> Chain:
    days = [card.date or "?" for card in path]
    return Chain(
        len(path),
        " → ".join(card.called() for card in path),
        " → ".join(days),
        " → ".join(str(card.tier or "?") for card in path),
        days_between(path[0].date, path[-1].date),
        ways,
        " ".join(card.iri for card in path),
    )
