"""How much each agency is asked to do: by document, part, quarter or year; and the denominators."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from graph.errors import PolicyGraphError
from graph.records.documents import Card, cards, issuers
from graph.records.tasks import EVERYTHING, Agency, Scope, Task, agencies, membership, renamed, successors, tasks
from graph.store import Answering

By = Literal["agency", "document", "part", "quarter", "year"]
"""What a workload can be divided by; "agency" divides no further."""


@dataclass(frozen=True, slots=True)
class Load:
    """A row of workload.csv: what one document asks of one agency, or that the agency issued it."""

    agency: str
    group: str  # "group:departments" for a collective, else empty
    document: str
    leads: int
    dated: int  # of the tasks it leads, those with a last day that do not recur
    recurring: int  # those that are ongoing or recur
    open: int  # those with neither
    coordinates: int
    issued: int
    read: str  # "yes" where the document was read, "no" where it is only cited
    agency_iri: str
    document_iri: str


@dataclass(frozen=True, slots=True)
class Burden:
    """A row of a workload: the tasks of one agency under one key (a document, a part, a quarter, a year).

    `share` is `leads` over `of`, all tasks under that key, whoever leads them. `leads_as_member` and
    `coordinates_as_member` are tasks of groups that it may belong to and that do not name it: a guess, and never part
    of the other numbers.
    """

    agency: str
    group: str  # "group:departments" for a collective, else empty
    key: str
    within: str  # the document that a part is of
    leads: int
    dated: int
    recurring: int
    open: int
    coordinates: int
    share: float
    of: int
    documents: int
    leads_as_member: int
    coordinates_as_member: int
    agency_iri: str
    key_iri: str  # of the document


@dataclass(frozen=True, slots=True)
class Total:
    """The denominators of a document, a part, a quarter or a year, or of all (`key` "all").

    Each task is led by a body (perhaps beside groups), by groups only, or by nobody; it is dated, recurring or open.
    """

    key: str
    within: str  # the document that a part is of
    tasks: int
    by_body: int
    by_groups: int
    by_nobody: int
    coordinated: int
    dated: int
    recurring: int
    open: int
    bodies: int  # that lead or take part
    groups: int
    key_iri: str


def loads(graph: Answering) -> list[Load]:
    """One row per agency and document: bodies, the most burdened first, then groups; each one's documents by their labels.

    `leads` and `coordinates` count the tasks of the document that the agency leads or takes part in. `issued` is 1 where
    the agency passed the document itself, read or only cited. `dated`, `recurring` and `open` divide the tasks led, each
    into exactly one: their sum is the denominator of a share such as "led without a deadline". A group ("các sở, ban,
    ngành") counts as itself: its tasks are in no body's numbers, since the text does not say which bodies it means.

    >>> first = loads(samples)[0]
    >>> first.agency, first.leads == first.dated + first.recurring + first.open
    ('Bộ Tài chính', True)
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for task in tasks(graph):
        for agency in task.leads:
            counts[agency, task.document].update(("leads", task.kind))
        for agency in task.coordinators:
            counts[agency, task.document]["coordinates"] += 1
    for document, passed_by in issuers(graph).items():
        for agency in passed_by:
            counts[agency, document]["issued"] = 1
    asked, issued = Counter[str](), Counter[str]()
    for (agency, _), count in counts.items():
        asked[agency] += count["leads"] + count["coordinates"]
        issued[agency] += count["issued"]
    known, papers = agencies(graph), cards(graph)
    rows = [_load(known.get(agency) or Agency(agency, agency), papers.get(document) or Card(document, document), count)
            for (agency, document), count in counts.items()]  # fmt: skip
    rows.sort(key=lambda load: (load.agency, load.agency_iri, load.document, load.document_iri))
    return sorted(rows, key=lambda load: (load.group != "", -asked[load.agency_iri], -issued[load.agency_iri]))


def workload(
    graph: Answering, *, by: By = "agency", scope: Scope = EVERYTHING, today: bool = False, members: bool = False
) -> list[Burden]:
    """One row per agency and key: bodies, those that lead most first, then groups; each one's keys in their order.

    A task counts once under a key for everybody who leads it (full counting), so that leads of several agencies can be
    more than the tasks; `share` says of how many. By quarter and year only dated tasks have one: the others stand under
    "recurring" and "open". With `today` the bodies are those that followed, by the events that the graph knows; a body
    that was split counts for each that followed. With `members` bodies also have the columns of the groups that they may
    belong to.

    >>> first = workload(samples)[0]
    >>> (first.agency, first.leads, first.dated + first.recurring + first.open == first.leads)
    ('Bộ Công Thương', 5, True)
    """
    found, keyed = tasks(graph, scope), _keyed(graph, by)
    became = successors(graph) if today else {}
    groups = membership(graph) if members else {}
    tally: dict[tuple[str, _Key], Counter[str]] = defaultdict(Counter)
    papers: dict[tuple[str, _Key], set[str]] = defaultdict(set)
    under = Counter(map(keyed, found))
    for task in found:
        for agency, counted in _counted(task, became, groups):
            tally[agency, keyed(task)].update(counted)
            papers[agency, keyed(task)].add(task.document)
    known = agencies(graph, today=today)
    led, joined = Counter[str](), Counter[str]()
    for (agency, _), count in tally.items():
        led[agency] += count["leads"]
        joined[agency] += count["coordinates"]
    rows = [(key, _burden(known.get(agency) or Agency(agency, agency), key, count, len(papers[agency, key]), under[key]))
            for (agency, key), count in tally.items()]  # fmt: skip
    rows.sort(key=lambda row: (row[1].agency, row[1].agency_iri, row[0].order))
    ordered = (row for _, row in rows)
    return sorted(ordered, key=lambda row: (row.group != "", -led[row.agency_iri], -joined[row.agency_iri]))


def totals(graph: Answering, *, by: By = "document", scope: Scope = EVERYTHING) -> list[Total]:
    """The denominators under each key, in the order of the keys, and last those of all.

    >>> last = totals(samples)[-1]
    >>> last.key, last.tasks == last.by_body + last.by_groups + last.by_nobody == last.dated + last.recurring + last.open
    ('all', True)
    """
    found, keyed, known = tasks(graph, scope), _keyed(graph, by), agencies(graph)
    under: dict[_Key, list[Task]] = defaultdict(list)
    for task in found:
        under[keyed(task)].append(task)
    rows = (
        [_total(key, under[key], known) for key in sorted(under, key=lambda key: key.order)] if by != "agency" else []
    )
    return [*rows, _total(_Key("all"), found, known)]


@dataclass(frozen=True, slots=True)
class _Key:
    """What a task is counted under."""

    name: str = ""
    within: str = ""
    iri: str = ""
    order: tuple[str | int, ...] = ()


def _keyed(graph: Answering, by: By) -> Callable[[Task], _Key]:
    """The key of each task; raises where `by` is none of the possible ones."""
    if by not in get_args(By):
        raise PolicyGraphError(f"{by}: work cannot be divided by this; choose one of {', '.join(get_args(By))}")
    if by == "agency":
        return lambda task: _Key()
    if by in ("quarter", "year"):
        return lambda task: _time(task.quarter if by == "quarter" else task.year)
    known = cards(graph)
    names = {iri: card.called() for iri, card in known.items()}
    papers = {iri: _Key(names[iri], iri=iri, order=known[iri].order) for iri in names}
    if by == "document":
        return lambda task: papers.get(task.document) or _Key(task.document, iri=task.document)
    first = _first_places(tasks(graph))
    return lambda task: _Key(
        task.part or "", names.get(task.document, ""), task.document, first[task.document, task.part]
    )


def _time(name: str) -> _Key:
    """Quarters and years by time, then what recurs, then what is open."""
    return _Key(name, order=({"recurring": 1, "open": 2}.get(name, 0), name))


def _first_places(found: Iterable[Task]) -> dict[tuple[str, str | None], tuple[str | int, ...]]:
    """Where each part of each document begins: its order."""
    first: dict[tuple[str, str | None], int] = {}
    for task in found:
        at = (task.quote.start if task.quote else None) or 0
        first[task.document, task.part] = min(at, first.get((task.document, task.part), at))
    return {place: (place[0], at) for place, at in first.items()}


def _counted(
    task: Task, became: Mapping[str, tuple[str, ...]], groups: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everybody whom the task concerns, with the columns it adds one to. A body named has no part as a member."""
    leads = renamed(task.leads, became)
    joins = [body for body in renamed(task.coordinators, became) if not became or body not in leads]
    yield from ((body, ("leads", task.kind)) for body in leads)
    yield from ((body, ("coordinates",)) for body in joins)
    met = {*leads, *joins}
    for named, column in ((leads, "leads_as_member"), (joins, "coordinates_as_member")):
        for body in renamed([body for group in named for body in groups.get(group, ())], became):
            if body not in met:
                met.add(body)
                yield body, (column,)


def _burden(body: Agency, key: _Key, count: Counter[str], papers: int, of: int) -> Burden:
    kinds = (count["dated"], count["recurring"], count["open"])
    return Burden(
        body.label, body.group, key.name, key.within, count["leads"], *kinds, count["coordinates"],
        round(count["leads"] / of, 4), of, papers, count["leads_as_member"], count["coordinates_as_member"], body.iri, key.iri,
    )  # fmt: skip


def _total(key: _Key, found: Sequence[Task], known: Mapping[str, Agency]) -> Total:
    who = Counter(_led_by(task, known) for task in found)
    kinds = Counter(task.kind for task in found)
    named = {body for task in found for body in (*task.leads, *task.coordinators)}
    groups = sum(body in known and known[body].group != "" for body in named)
    return Total(
        key.name, key.within, len(found), who["body"], who["groups"], who["nobody"],
        sum(bool(task.coordinators) for task in found), kinds["dated"], kinds["recurring"], kinds["open"],
        len(named) - groups, groups, key.iri,
    )  # fmt: skip


def _led_by(task: Task, known: Mapping[str, Agency]) -> str:
    if not task.leads:
        return "nobody"
    return "groups" if all(lead in known and known[lead].group for lead in task.leads) else "body"


def _load(body: Agency, card: Card, count: Counter[str]) -> Load:
    led = (count["leads"], count["dated"], count["recurring"], count["open"])
    read = "yes" if card.source else "no"
    return Load(
        body.label, body.group, card.label, *led, count["coordinates"], count["issued"], read, body.iri, card.iri
    )
