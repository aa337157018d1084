"""Two documents, periods or provinces side by side: who leads how much here and there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from graph.records.documents import places
from graph.records.goals import goals
from graph.records.tasks import Agency, Scope, Task, agencies, tasks
from graph.store import Answering


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its tasks and how they are given, and its goals."""

    name: str
    tasks: int
    by_body: int
    by_groups: int
    by_nobody: int
    coordinated: int
    dated: int
    recurring: int
    open: int
    bodies: int
    goals: int


@dataclass(frozen=True, slots=True)
class Compared:
    """An agency, or a kind of agency, on both sides: what it leads and takes part in, and its share of the tasks led."""

    agency: str
    group: str
    leads_a: int
    leads_b: int
    share_a: float
    share_b: float
    coordinates_a: int
    coordinates_b: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides, their agencies, and how alike the shares are: 1 where each agency leads the same share, 0 where none
    leads on both sides."""

    a: Side
    b: Side
    rows: tuple[Compared, ...]
    overlap: float


def compare(
    graph: Answering, a: Scope, b: Scope, *, names: tuple[str, str] = ("A", "B"), kinds: bool = False
) -> Comparison:
    """The two sets of tasks side by side; with `kinds` agencies are compared by kind, without their place ("Sở Công
    Thương" of two provinces is one row).

    `share` is of all tasks of that side. `overlap` is Σ min(pᵢ, qᵢ) over the shares p, q of the leads on each side, the
    complement of the dissimilarity index (Duncan and Duncan 1955). Goals are those of the documents of a side; a side
    that is a period of last days counts goals for years inside it.

    >>> from graph.records.periods import period
    >>> found = compare(samples, Scope(period=period("2022")), Scope(period=period("2025")))
    >>> found.a.tasks, found.b.tasks, found.overlap
    (7, 4, 0.25)
    """
    known = agencies(graph)
    left, right = tasks(graph, a), tasks(graph, b)
    leads, joins = [], []
    for found in (left, right):
        leads.append(Counter(_named(iri, known, kinds) for task in found for iri in task.leads))
        joins.append(Counter(_named(iri, known, kinds) for task in found for iri in task.coordinators))
    rows = [
        Compared(
            *agency, leads[0][agency], leads[1][agency], _share(leads[0][agency], len(left)),
            _share(leads[1][agency], len(right)), joins[0][agency], joins[1][agency],
        )
        for agency in {*leads[0], *leads[1], *joins[0], *joins[1]}
    ]  # fmt: skip
    rows.sort(key=lambda r: (r.group != "", -(r.leads_a + r.leads_b), -(r.coordinates_a + r.coordinates_b), r.agency))
    sides = (_side(names[0], left, a, graph, known), _side(names[1], right, b, graph, known))
    return Comparison(*sides, tuple(rows), _overlap(*leads))


def _named(iri: str, known: Mapping[str, Agency], kinds: bool) -> tuple[str, str]:
    body = known.get(iri) or Agency(iri, iri)
    if not kinds or not body.place:
        return body.label, body.group
    return body.label.removesuffix(f" ({body.place})").removesuffix(f" {body.place}"), body.group


def _share(number: int, of: int) -> float:
    return round(number / of, 4) if of else 0.0


def _overlap(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    whole = one.total(), other.total()
    return round(sum(min(one[key] / whole[0], other[key] / whole[1]) for key in one), 4) if all(whole) else 0.0


def _side(name: str, found: list[Task], scope: Scope, graph: Answering, known: Mapping[str, Agency]) -> Side:
    kinds = Counter(task.kind for task in found)
    groups = {iri for iri, body in known.items() if body.group}
    named = {iri for task in found for iri in (*task.leads, *task.coordinators)}
    by_body = sum(not groups.issuperset(task.leads) for task in found)
    by_nobody = sum(not task.leads for task in found)
    return Side(
        name, len(found), by_body, len(found) - by_body - by_nobody, by_nobody, sum(bool(d.coordinators) for d in found),
        kinds["dated"], kinds["recurring"], kinds["open"], len(named - groups), _goals(graph, scope),
    )  # fmt: skip


def _goals(graph: Answering, scope: Scope) -> int:
    """Goals of the documents of the side."""
    at = {document: place for document, (place, _) in places(graph).items()}
    return sum(
        (not scope.documents or goal.document_iri in scope.documents)
        and (not scope.places or at.get(goal.document_iri) in scope.places)
        and (scope.period is None or scope.period.holds(goal.date if scope.given else goal.year))
        for goal in goals(graph)
    )
