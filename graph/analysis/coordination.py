"""Who works with whom: pairs of a lead and a supporter, agencies against topics, and each agency's place in the network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean
from typing import Any, Literal

import networkx as nx

from graph.records.documents import cards
from graph.records.tasks import EVERYTHING, Agency, Scope, Task, agencies, renamed, successors, tasks
from graph.store import Answering

Topic = Literal["part", "document"]
"""What stands on the other side of the two-mode network."""
EXACT = 600
"""Up to so many agencies betweenness is exact; above, it is estimated from as many of them, always the same ones
(Brandes and Pich 2007): exact, it takes 14 s at 10,000 ties."""


@dataclass(frozen=True, slots=True)
class Dyad:
    """A pair of an agency that leads and one that takes part, and in how many tasks of how many documents they do so."""

    leading: str
    leading_group: str  # "group:departments" for a collective, else empty
    taking_part: str
    taking_part_group: str
    tasks: int
    documents: int
    leading_iri: str
    taking_part_iri: str


@dataclass(frozen=True, slots=True)
class Tie:
    """An agency and a topic (a part of a document, or a document): tasks that it leads and takes part in there."""

    agency: str
    group: str
    topic: str
    document: str
    leads: int
    coordinates: int
    agency_iri: str
    document_iri: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where an agency stands in the network of those that do tasks together.

    `breadth` is the number of its partners, `depth` the mean number of tasks it has with each. `role` is "leading"
    where both are above the mean of all that have partners, "key" where one is, "auxiliary" where neither is, and
    "alone" without partners. `topics` is the number of parts of documents in which it has tasks.
    """

    agency: str
    group: str
    role: str
    breadth: int
    depth: float
    leads: int
    coordinates: int
    topics: int
    topic_share: float
    degree: float
    betweenness: float
    community: int
    agency_iri: str


@dataclass(frozen=True, slots=True)
class Coordination:
    """The network: its positions, the leading first, and what it is measured by. `mean_…` are the limits of the roles."""

    positions: tuple[Position, ...]
    ties: int
    tasks: int
    together: int  # tasks that more than one agency does
    density: float
    mean_breadth: float
    mean_depth: float
    communities: int
    modularity: float
    estimated: bool  # whether betweenness is


def dyads(graph: Answering, *, scope: Scope = EVERYTHING, today: bool = False, groups: bool = True) -> list[Dyad]:
    """Every pair of a lead and a supporter, the most frequent first; without `groups` bodies only.

    >>> first = dyads(samples, groups=False)[0]
    >>> first.tasks, first.documents
    (2, 2)
    """
    known, became = agencies(graph, today=today), successors(graph) if today else {}
    together: Counter[tuple[str, str]] = Counter()
    papers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for task in tasks(graph, scope):
        leads, joins = _sides(task, known, became, groups)
        for pair in ((one, other) for one in leads for other in joins):
            together[pair] += 1
            papers[pair].add(task.document)
    rows = [_dyad(pair, known, count, len(papers[pair])) for pair, count in together.items()]
    return sorted(
        rows, key=lambda row: (-row.tasks, row.leading, row.taking_part, row.leading_iri, row.taking_part_iri)
    )


def ties(
    graph: Answering, *, by: Topic = "part", scope: Scope = EVERYTHING, today: bool = False, groups: bool = True
) -> list[Tie]:
    """The two-mode network of agencies and topics, topic by topic: who has how many tasks in each.

    >>> first = ties(samples, by="document")[0]
    >>> first.agency, first.leads
    ('Ban cán sự đảng Chính phủ', 1)
    """
    known, papers, became = agencies(graph, today=today), cards(graph), successors(graph) if today else {}
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for task in tasks(graph, scope):
        leads, joins = _sides(task, known, became, groups)
        topic = (task.part or "") if by == "part" else ""
        for role, side in (("leads", leads), ("coordinates", joins)):
            for agency in side:
                counts[task.document, topic, agency][role] += 1
    rows = []
    for (document, topic, agency), count in counts.items():
        body, name = _body(agency, known), papers[document].called() if document in papers else document
        cells = (topic or name, name, count["leads"], count["coordinates"], agency, document)
        rows.append(((papers[document].order if document in papers else ()), Tie(body.label, body.group, *cells)))
    rows.sort(
        key=lambda row: (row[0], row[1].topic, -row[1].leads, -row[1].coordinates, row[1].agency, row[1].agency_iri)
    )
    return [row for _, row in rows]


def coordination(
    graph: Answering, *, scope: Scope = EVERYTHING, today: bool = False, groups: bool = False
) -> Coordination:
    """The network of agencies that do tasks together: one leads, the other leads too or takes part.

    `degree` is the share of the others that an agency has as partners, `betweenness` the share of shortest ways between
    two others that lead over it (Freeman 1978); `topic_share` the degree in the two-mode network of agencies and parts
    of documents, of all parts (Borgatti and Everett 1997). Communities maximise modularity (Newman and Girvan 2004) by
    the method of Louvain (Blondel and others 2008), ties weighted by their tasks, with a fixed seed. `role` is
    the quadrant of the matrix of breadth and depth by which studies of joint policy documents tell leading, key and
    auxiliary agencies. Groups are left out unless asked for: they stand for bodies that nobody knows.

    >>> found = coordination(samples)
    >>> found.positions[0].role, found.together <= found.tasks
    ('leading', True)
    """
    known, became = agencies(graph, today=today), successors(graph) if today else {}
    found = tasks(graph, scope)
    sides = [(task, *_sides(task, known, became, groups)) for task in found]
    names = sorted({agency for _, leads, joins in sides for agency in (*leads, *joins)})
    net = _network(names, sides)
    places = {place for _, place in _topics(sides)}
    topics = Counter(agency for agency, _ in _topics(sides))
    leads = Counter(agency for _, side, _ in sides for agency in side)
    joins = Counter(agency for _, _, side in sides for agency in side)
    shares = _betweenness(net)
    parts = _communities(net)
    mean = _means(net)
    rows = [
        _position(
            _body(agency, known),
            net,
            number,
            mean,
            (leads[agency], joins[agency]),
            topics[agency],
            len(places),
            shares,
            parts,
        )
        for number, agency in enumerate(names)
    ]
    together = sum(len({*leads, *joins}) > 1 for _, leads, joins in sides)
    return Coordination(
        tuple(sorted(rows, key=_rank)), net.number_of_edges(), len(found), together, round(nx.density(net), 4) if names else 0.0,
        round(mean[0], 4), round(mean[1], 4), len(set(parts.values())), _modularity(net, parts), len(names) > EXACT,
    )  # fmt: skip


Sides = Sequence[tuple[Task, tuple[str, ...], tuple[str, ...]]]
_ROLES = ("leading", "key", "auxiliary", "alone")


def _sides(
    task: Task, known: Mapping[str, Agency], became: Mapping[str, tuple[str, ...]], groups: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who leads the task, and who takes part and does not lead it."""
    leads = tuple(one for one in renamed(task.leads, became) if groups or not _body(one, known).group)
    joins = (one for one in renamed(task.coordinators, became) if groups or not _body(one, known).group)
    return leads, tuple(one for one in joins if one not in leads)


def _body(iri: str, known: Mapping[str, Agency]) -> Agency:
    return known.get(iri) or Agency(iri, iri)


def _dyad(pair: tuple[str, str], known: Mapping[str, Agency], tasks: int, documents: int) -> Dyad:
    one, other = (_body(iri, known) for iri in pair)
    return Dyad(one.label, one.group, other.label, other.group, tasks, documents, one.iri, other.iri)


def _network(names: Sequence[str], sides: Sides) -> Any:
    """Agencies by their numbers, so that no order of a set depends on their names; ties weighted by tasks."""
    number = {agency: i for i, agency in enumerate(names)}
    weights: Counter[tuple[int, int]] = Counter()
    for _, leads, joins in sides:
        pairs = {*combinations(leads, 2), *((one, other) for one in leads for other in joins)}
        weights.update(tuple(sorted((number[one], number[other]))) for one, other in pairs)  # type: ignore[misc]
    net: Any = nx.Graph()
    net.add_nodes_from(range(len(names)))
    net.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(weights.items()))
    return net


def _topics(sides: Sides) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each agency with each part of a document in which it has a task, once."""
    found = {(agency, (task.document, task.part or "")) for task, leads, joins in sides for agency in (*leads, *joins)}
    yield from sorted(found)


def _betweenness(net: Any) -> dict[int, float]:
    many = len(net) > EXACT
    found: dict[int, float] = nx.betweenness_centrality(net, k=EXACT if many else None, seed=0)
    return found


def _communities(net: Any) -> dict[int, int]:
    """The community of each agency that has partners, from 1, the largest first."""
    tied = net.subgraph(sorted(node for node in net if net.degree(node)))
    if not tied.number_of_edges():
        return {}
    parts = nx.community.louvain_communities(nx.Graph(tied), weight="weight", seed=0)
    ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))
    return {node: place for place, part in enumerate(ordered, 1) for node in part}


def _modularity(net: Any, parts: Mapping[int, int]) -> float:
    if not parts:
        return 0.0
    members = [[node for node in parts if parts[node] == place] for place in sorted(set(parts.values()))]
    return round(float(nx.community.modularity(net.subgraph(parts), members, weight="weight")), 4)


def _means(net: Any) -> tuple[float, float]:
    """Mean breadth and depth of those that have partners."""
    tied = [(breadth, net.degree(node, weight="weight") / breadth) for node, breadth in net.degree() if breadth]
    return (fmean(breadth for breadth, _ in tied), fmean(depth for _, depth in tied)) if tied else (0.0, 0.0)


def _position(
    body: Agency, net: Any, number: int, mean: tuple[float, float], tasks: tuple[int, int], topics: int, places: int,
    shares: Mapping[int, float], parts: Mapping[int, int],
) -> Position:  # fmt: skip
    breadth = net.degree(number)
    depth = net.degree(number, weight="weight") / breadth if breadth else 0.0
    above = (breadth > mean[0]) + (depth > mean[1])
    role = _ROLES[2 - above] if breadth else "alone"
    degree = breadth / (len(net) - 1) if len(net) > 1 else 0.0
    return Position(
        body.label, body.group, role, breadth, round(depth, 4), *tasks, topics, round(topics / places, 4),
        round(degree, 4), round(shares[number], 4), parts.get(number, 0), body.iri,
    )  # fmt: skip


def _rank(row: Position) -> tuple[int, int, float, str, str]:
    return _ROLES.index(row.role), -row.breadth, -row.depth, row.agency, row.agency_iri
