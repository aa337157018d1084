"""What one agency has to do, until when, with whom, by which document; and every task with its time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.records.documents import Card, Quote, cards
from graph.records.periods import Period
from graph.records.tasks import (
    EVERYTHING,
    Agency,
    Scope,
    Task,
    agencies,
    membership,
    overlaps,
    renamed,
    successors,
    tasks,
)
from graph.store import Answering

ROLES = ("leads", "coordinates", "leads as a member", "coordinates as a member")
"""As named by the text; and, on request, as one of the bodies that a group may stand for."""


@dataclass(frozen=True, slots=True)
class Item:
    """A task of an agenda: the role, when it falls (`due` in the period, `running`, `recurring`, `open`), its words.

    `partners` are the others who lead it with the agency or take part.
    """

    role: str
    falls: str
    due: str | None
    start: str | None
    recurrence: str | None
    timing: str | None
    number: str | None
    task: str
    leads: str
    partners: str
    carries_out: str
    document: str
    given: str | None
    part: str | None
    file: str | None
    characters_from: int | None
    characters_to: int | None
    task_iri: str
    document_iri: str
    confidence: float  # how sure the reading is


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items of one agency, those it leads first, each role by `falls` and time; and how many tasks there are at all.

    `of` counts all tasks that fall into the period, whoever leads them. `formerly` are the bodies whose tasks it took over.
    """

    agency: Agency
    period: Period | None
    items: tuple[Item, ...]
    of: int
    formerly: tuple[str, ...] = ()

    def count(self, role: str, falls: str | None = None) -> int:
        """How many items there are in a role; of these only what falls so."""
        return sum(item.role == role and falls in (None, item.falls) for item in self.items)


@dataclass(frozen=True, slots=True)
class Timed:
    """A row of deadlines.csv: a task with its time, who leads it and takes part, and where its words stand."""

    start: str | None
    due: str | None
    quarter: str
    kind: str  # "dated", "recurring", "open"
    recurrence: str | None
    timing: str | None
    number: str | None
    task: str
    leads: str
    coordinates: str
    document: str
    given: str | None
    part: str | None
    file: str | None
    characters_from: int | None
    characters_to: int | None
    task_iri: str
    document_iri: str
    confidence: float  # how sure the reading is


def agenda(
    graph: Answering,
    agency: str,
    *,
    period: Period | None = None,
    scope: Scope = EVERYTHING,
    today: bool = False,
    members: bool = False,
) -> Agenda:
    """What the agency of this IRI has to do (`lookup.find_agency` gives it from a name); in `period`, or at all times.

    In a period a task is `due` where its last day certainly lies in it, `running` where it is under way and due later,
    `recurring` where it recurs, or is ongoing, and has neither ended before nor was given after the period, and `open`
    where it was given before the end of the period without a deadline. With `today` the agency, or the one that followed it, also
    has the tasks of the bodies that it followed; with `members` those of groups it may belong to.

    >>> from graph.records.periods import period
    >>> agency = "https://w3id.org/policygraph/id/agency/tuyen-quang/so-cong-thuong"
    >>> agenda(samples, agency, period=period("2022-Q2")).count("leads", "due")
    1
    """
    known, papers = agencies(graph, today=today), cards(graph)
    became = successors(graph) if today else {}
    groups = membership(graph) if members else {}
    (agency,) = became[agency] if len(became.get(agency, ())) == 1 else (agency,)
    found, whole = [], 0
    for task in tasks(graph, scope):
        falls = _falls(task, period)
        whole += falls is not None
        role = _role(task, agency, became, groups)
        if role and falls:
            found.append((role, falls, task))
    found.sort(key=lambda row: (ROLES.index(row[0]), _FALLS.index(row[1]), row[2].order))
    items = tuple(_item(role, falls, task, agency, known, papers) for role, falls, task in found)
    formerly = tuple(known[old].label for old, new in became.items() if agency in new and old in known)
    return Agenda(known.get(agency) or Agency(agency, agency), period, items, whole, formerly)


def deadlines(graph: Answering, *, scope: Scope = EVERYTHING) -> list[Timed]:
    """Every task with its time, the soonest due first; then what recurs and what is open, by document and number.

    >>> first = deadlines(samples)[0]
    >>> first.quarter, first.kind, first.number
    ('2018-Q4', 'dated', 'IV.2')
    """
    known, papers = agencies(graph), cards(graph)
    ordered = sorted(tasks(graph, scope), key=lambda task: (_FALLS.index(_OF_KIND[task.kind]), task.order))
    return [_timed(task, known, papers) for task in ordered]


_FALLS = ("due", "running", "recurring", "open")
_OF_KIND = {"dated": "due", "recurring": "recurring", "open": "open"}


def _falls(task: Task, period: Period | None) -> str | None:
    """When the task falls, `None` where it does not fall into the period."""
    falls = _OF_KIND[task.kind]
    if period is None or (falls == "due" and period.holds(task.due)):
        return falls
    if not overlaps(task, period):
        return None
    if falls == "due":  # only where it is known to have begun: else all the time before a deadline would count
        return "running" if task.start else None
    return falls


def _role(
    task: Task, agency: str, became: Mapping[str, tuple[str, ...]], groups: Mapping[str, tuple[str, ...]]
) -> str | None:
    """The first role that the agency has in the task."""
    named = task.leads, task.coordinators
    hidden = ([body for group in side for body in groups.get(group, ())] for side in named)
    sides = zip(ROLES, (*named, *hidden), strict=True)
    return next((role for role, side in sides if agency in (*side, *renamed(side, became))), None)


def _item(
    role: str, falls: str, task: Task, agency: str, known: Mapping[str, Agency], papers: Mapping[str, Card]
) -> Item:
    others = [body for body in (*(task.leads if role == "leads" else ()), *task.coordinators) if body != agency]
    carried = "; ".join(papers[iri].called() for iri in task.implements if iri in papers)
    times = (task.due, task.start, task.recurrence, task.timing)
    return Item(
        role, falls, *times, task.ordinal, task.text, _labels(task.leads, known), _labels(others, known), carried,
        **_printed(task, papers),
    )  # fmt: skip


def _timed(task: Task, known: Mapping[str, Agency], papers: Mapping[str, Card]) -> Timed:
    times = (task.start, task.due, task.quarter, task.kind, task.recurrence, task.timing)
    who = (_labels(task.leads, known), _labels(task.coordinators, known))
    return Timed(*times, task.ordinal, task.text, *who, **_printed(task, papers))


def _printed(task: Task, papers: Mapping[str, Card]) -> dict[str, Any]:
    """The document, its date, the part, and where the words stand."""
    card, quote = papers.get(task.document), task.quote or Quote(task.document)
    return {
        "document": card.called() if card else task.document,
        "given": task.given,
        "part": task.part,
        "file": quote.file,
        "characters_from": quote.start,
        "characters_to": quote.end,
        "task_iri": task.iri,
        "document_iri": task.document,
        "confidence": task.confidence,
    }


def _labels(iris: tuple[str, ...] | list[str], known: Mapping[str, Agency]) -> str:
    return "; ".join(sorted(known[iri].label if iri in known else iri for iri in iris))
