"""How unequally work is shared out among agencies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.analysis.workload import workload
from graph.records.tasks import EVERYTHING, Scope
from graph.store import Answering


@dataclass(frozen=True, slots=True)
class Concentration:
    """How unequally the leads are shared out among bodies. Groups stay out: nobody knows who they are.

    `bodies` is the denominator: all that lead or take part. `assignments` counts pairs of a task and a body that leads
    it. `gini` is 0 where all lead equally many and near 1 where one leads all; `herfindahl` is the sum of the squared
    shares, and `effective` its reciprocal: so many bodies of equal size would be as concentrated.
    """

    bodies: int
    leading: int
    assignments: int
    gini: float
    herfindahl: float
    effective: float
    largest: str
    largest_share: float
    four_largest_share: float


def concentration(graph: Answering, *, scope: Scope = EVERYTHING, today: bool = False) -> Concentration:
    """How unequally the leads are shared out among the bodies that lead or take part.

    Gini coefficient of the numbers x of tasks led, in ascending order: 2·Σ(i·xᵢ)/(n·Σx) − (n + 1)/n (Gini 1912, in
    the form of Sen 1973). Herfindahl index: Σ(xᵢ/Σx)² (Hirschman 1945, Herfindahl 1950); `effective` is 1/H
    (Laakso and Taagepera 1979). Where nothing is led, all are 0.

    >>> found = concentration(samples)
    >>> round(found.gini, 2), found.largest, 0 < found.herfindahl < found.largest_share
    (0.55, 'Bộ Công Thương', True)
    """
    rows = [row for row in workload(graph, scope=scope, today=today) if not row.group]
    led = sorted((row.leads for row in rows), reverse=True)
    whole = sum(led)
    largest = max(rows, key=lambda row: row.leads).agency if whole else ""
    herfindahl = sum((x / whole) ** 2 for x in led) if whole else 0.0
    return Concentration(
        len(rows),
        sum(x > 0 for x in led),
        whole,
        gini(led),
        herfindahl,
        1 / herfindahl if whole else 0.0,
        largest,
        led[0] / whole if whole else 0.0,
        sum(led[:4]) / whole if whole else 0.0,
    )


def gini(numbers: Iterable[float]) -> float:
    """Gini coefficient of numbers that are not negative; 0 where there is nothing to share.

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 4]), gini([])
    (0.0, 0.75, 0.0)
    """
    ranked = sorted(numbers)
    n, whole = len(ranked), sum(ranked)
    if not whole:
        return 0.0
    return 2 * sum(i * x for i, x in enumerate(ranked, 1)) / (n * whole) - (n + 1) / n
