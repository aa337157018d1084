"""The data of the page in two layers: documents and agencies, which are there at once, and parcels, opened on demand.

A parcel holds what belongs to some documents: tasks, zones, facts, edges and all quotations. It lies in the page as
text (gzip, then base64): the browser looks into it when one of its documents is opened, so that a page of 100,000
things starts like one of a thousand. `docs/decisions/0007-parcels-in-the-page.md` says why not in files beside it.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.records.documents import Quote, Step
from graph.records.kinds import EDGE_KINDS
from graph.records.things import FACTS, Thing, Whole, distinct
from graph.view.graph_page.homes import home_of

SIZE = 160_000
"""Characters of JSON after which a parcel is full: opened in a few milliseconds, and packed five times smaller."""

_SYSTEM = 3
"""The system that the head of what is packed names: Python 3.13 wrote another than 3.11, and the same graph gives the same bytes."""
_NAMES = tuple(EDGE_KINDS)
_LINKS = ("jurisdiction",)
_TOLD = ("number", "date", "tier", "source", "file")


@dataclass(slots=True)
class Parcel:
    """What is at home with some documents: things, edges, quotations, facts. Numbers are those of the page's nodes."""

    nodes: list[dict[str, Any]] = field(default_factory=list)
    edges: list[list[Any]] = field(default_factory=list)
    quoted: dict[int, list[int]] = field(default_factory=dict)
    named: dict[int, list[int]] = field(default_factory=dict)
    facts: dict[int, dict[str, Any]] = field(default_factory=dict)
    quotes: list[list[Any]] = field(default_factory=list)

    def packed(self) -> str:
        """The parcel as one line of base64."""
        contents = {name: getattr(self, name) for name in ("nodes", "edges", "quoted", "named", "facts", "quotes")}
        return packed(contents)


def packed(contents: Any) -> str:
    """JSON, gzip, base64: the same bytes for the same data.

    >>> len(packed(["Kế hoạch"] * 1000)) < 200
    True
    """
    text = json.dumps(contents, ensure_ascii=False, separators=(",", ":"))
    made = bytearray(gzip.compress(text.encode(), compresslevel=6, mtime=0))
    made[9] = _SYSTEM
    return base64.b64encode(made).decode()


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number for each thing (those that are there at once first), and the number of the parcel it is at home in."""

    of: dict[str, int]
    parcel: dict[str, int]
    first_folded: int

    @classmethod
    def given(cls, whole: Whole, home: dict[str, str], held: dict[str, list[str]]) -> Numbers:
        """Numbers in the order of the IRIs, so that the documents of one place lie together."""
        top = [iri for iri in whole.things if home[iri] == iri]
        folded = [iri for owner in top for iri in held.get(owner, ())]
        weight: dict[str, int] = defaultdict(int)
        for iri, thing in whole.things.items():
            weight[home[iri]] += 100 + _length(thing)
        for edge in whole.edges:
            weight[home_of(edge, home)] += sum(60 + len(quote.exact or "") for quote in edge.quotes) + 20
        parcel: dict[str, int] = {}
        number, full = 0, 0
        for owner in top:
            number, full = (number + 1, 0) if full > SIZE else (number, full)
            full += weight[owner]
            parcel.update((iri, number) for iri in (owner, *held.get(owner, ())))
        return cls({iri: i for i, iri in enumerate([*top, *folded])}, parcel, len(top))

    def folded(self, iri: str) -> bool:
        """Whether a thing is drawn only when what holds it is opened."""
        return self.of[iri] >= self.first_folded


def parcels(whole: Whole, home: dict[str, str], numbers: Numbers, rows: dict[str, dict[str, Any]]) -> list[Parcel]:
    """All parcels; `rows` are the nodes as the page draws them, of which each parcel takes those folded into it.

    The row of a thing that edges of other parcels touch says in `reach` which: they are opened together with it.
    """
    made = [Parcel() for _ in range(max(numbers.parcel.values(), default=-1) + 1)]
    by_home: dict[int, list[tuple[int, Step]]] = defaultdict(list)
    for number, edge in numbered(whole, numbers):
        by_home[numbers.parcel[home_of(edge, home)]].append((number, edge))
    things: dict[int, list[Thing]] = defaultdict(list)
    for iri, thing in whole.things.items():
        things[numbers.parcel[iri]].append(thing)
    reach: dict[str, set[int]] = defaultdict(set)
    for i, parcel in enumerate(made):
        _fill(parcel, things[i], by_home[i], numbers, whole.things)
        for number, edge in by_home[i]:
            for iri in (edge.subject, edge.object) if number < 0 else ():
                reach[iri].update({i} - {numbers.parcel[iri]})
    for iri, row in rows.items():
        if reach[iri]:
            row["reach"] = sorted(reach[iri])
        if numbers.folded(iri):
            made[numbers.parcel[iri]].nodes.append(row)
    return made


def numbered(whole: Whole, numbers: Numbers) -> Iterable[tuple[int, Step]]:
    """Every edge; those between things that are there at once with their number, the others with -1."""
    count = 0
    for edge in whole.edges:
        at_once = not (numbers.folded(edge.subject) or numbers.folded(edge.object))
        yield (count if at_once else -1), edge
        count += at_once


def _fill(
    parcel: Parcel,
    things: Sequence[Thing],
    edges: Sequence[tuple[int, Step]],
    numbers: Numbers,
    known: dict[str, Thing],
) -> None:
    quotes = distinct([q for t in things for q in t.quotes] + [q for _, edge in edges for q in edge.quotes])
    at = {quote: i for i, quote in enumerate(quotes)}
    parcel.quotes = [_quote(quote, numbers) for quote in quotes]
    for thing in things:
        me = numbers.of[thing.iri]
        parcel.facts[me] = _facts(thing, known)
        if thing.quotes:
            parcel.named[me] = [at[quote] for quote in thing.quotes]
    for number, edge in edges:
        mine = [at[quote] for quote in edge.quotes]
        if number >= 0:
            parcel.quoted[number] = mine
        else:
            ends = [numbers.of[edge.subject], numbers.of[edge.object]]
            parcel.edges.append([*ends, _NAMES.index(edge.predicate), int(edge.drawn), mine])


def _quote(quote: Quote, numbers: Numbers) -> list[Any]:
    return [quote.exact, numbers.of.get(quote.document), quote.start, quote.end, quote.rule, quote.warning]


def _facts(thing: Thing, known: dict[str, Thing]) -> dict[str, Any]:
    """Facts that the row of the node does not tell; a place by its name, a recurrence by that of its class."""
    facts = {}
    for name in FACTS:
        if name in thing.facts and name not in _TOLD:
            values = [_shown(name, value, known) for value in thing.facts[name]]
            facts[name] = values if len(values) > 1 else values[0]
    return facts


def _shown(name: str, value: str, known: dict[str, Thing]) -> str:
    if name in _LINKS:
        return known[value].label if value in known else value
    return value.rpartition("#")[2] if name == "recurrence" else value


def _length(thing: Thing) -> int:
    facts = sum(len(value) + 10 for values in thing.facts.values() for value in values)
    return facts + sum(60 + len(quote.exact or "") for quote in thing.quotes)
