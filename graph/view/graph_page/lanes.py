"""Where everything stands in the overview: documents in lanes by tier and from left to right by time, what belongs to a
document around it, and agencies below, together with those of their place.

Positions depend on the things alone and are whole tenths: the same on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, cos, pi, sin, sqrt

SHAPE = 1.55
"""Width to height that the whole should have, that of the drawing on a laptop's screen."""
ACROSS, DOWN, GAP = 116.0, 46.0, 26.0
"""Units for a document: a number of usual length fits under it; and between two bins of years, two lanes."""
CORE, DOT, BODY = 15.0, 11.0, 31.0
"""Room for a document amid what belongs to it; between two tasks; between two agencies."""
BINS = 22
TRIES = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 28, 36)
"""Columns to a cell of the grid that are tried; the one that brings the whole nearest to `SHAPE` is taken."""
_LAST = 99  # sorts what has no tier below what has
_GOLDEN = pi * (3 - sqrt(5))


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be placed: tier (0: unknown), date as far as known, and how many things belong to it."""

    iri: str
    tier: int = 0
    date: str = ""
    holds: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """An agency to be placed beside those of the same `place` ("" where it has none); weighty ones in the middle."""

    iri: str
    place: str = ""
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A lane, a bin of years or a group of agencies, from one edge to the other. `name` tells the years, the place."""

    name: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Places:
    """A position for each IRI, the radius around each document that holds something; lanes, bins, groups."""

    at: dict[str, tuple[float, float]]
    radius: dict[str, float]
    lanes: tuple[Box, ...]
    bins: tuple[Box, ...]
    groups: tuple[Box, ...]


_NONE = Places({}, {}, (), (), ())


def places(papers: Iterable[Paper], bodies: Iterable[Body]) -> Places:
    """Where the documents and agencies stand.

    >>> found = places([Paper("b", 3, "2020-09-03"), Paper("a", 1, "2018")], [Body("x", "tỉnh Phú Yên")])
    >>> found.at["a"], found.at["b"], [lane.name for lane in found.lanes], [bin.name for bin in found.bins]
    ((58.0, 23.0), (200.0, 95.0), ['1', '3'], ['2018', '2020'])
    """
    papers = sorted(papers, key=lambda paper: (paper.date or "", paper.iri))
    apart = [paper for paper in papers if not paper.tier and not paper.date]
    bins = _bins([paper for paper in papers if paper.tier or paper.date])
    tiers = sorted({paper.tier for found in bins.values() for paper in found}, key=lambda tier: tier or _LAST)
    grid = {(tier, name): [p for p in found if p.tier == tier] for name, found in bins.items() for tier in tiers}
    tries = (_set(grid, tiers, [*bins], across) for across in TRIES if grid)
    bodies = sorted(bodies, key=lambda body: (-body.weight, body.iri))
    return min(
        (_completed(found, apart, bodies) for found in tries), key=_unshapely, default=_completed(_NONE, apart, bodies)
    )


def _completed(found: Places, apart: Sequence[Paper], bodies: Sequence[Body]) -> Places:
    """With what has neither tier nor date in rows below, because no place in the grid would be true; and agencies."""
    right = found.bins[-1].right if found.bins else 8 * ACROSS
    lanes, at, held = [*found.lanes], {**found.at}, dict(found.radius)
    top = lanes[-1].bottom + GAP if lanes else 0.0
    if apart:
        rows = _rows(apart, right)
        for row in rows:
            at.update(_stood([[paper] for paper in row], 0.0, top))
            top += max(map(_room, row)) + (DOWN / 2 if len(row) > 1 else 0)
        first = lanes.pop().top if lanes and lanes[-1].name == "0" else (lanes[-1].bottom + GAP if lanes else 0.0)
        lanes.append(Box("0", 0.0, first, right, round(top, 1)))
        held |= {paper.iri: radius(paper.holds) for paper in apart if paper.holds}
    groups, spots = _groups(bodies, top + 2 * GAP, right)
    return Places({**at, **spots}, held, tuple(lanes), found.bins, tuple(groups))


def _rows(papers: Sequence[Paper], width: float) -> list[list[Paper]]:
    rows: list[list[Paper]] = []
    free = 0.0
    for paper in papers:
        wide = _width([paper])
        if not rows or wide > free:
            rows.append([])
            free = width
        rows[-1].append(paper)
        free -= wide
    return rows


@cache
def radius(holds: int) -> float:
    """The radius of the ring in which so many things stand around their document.

    >>> radius(0), radius(100)
    (0.0, 63.8)
    """
    return round(sqrt(CORE**2 + holds * DOT**2 / pi), 1) if holds else 0.0


def around(number: int) -> tuple[float, float]:
    """The place of the n-th thing beside its document: a sunflower, the first nearest to the middle.

    >>> around(0)
    (16.2, 0.0)
    """
    away = sqrt(CORE**2 + (number + 1) * DOT**2 / pi)
    return round(away * cos(number * _GOLDEN), 1), round(away * sin(number * _GOLDEN), 1)


def _bins(papers: Sequence[Paper]) -> dict[str, list[Paper]]:
    """Documents by years, thin years together; those without a date first, under "".

    >>> [*_bins([Paper("a", date=""), Paper("b", date="2001"), Paper("c", date="2019-01"), Paper("d", date="2019-02")])]
    ['', '2001', '2019']
    """
    years: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        years[paper.date[:4]].append(paper)
    least = len(papers) / BINS if len(years) > BINS / 2 else 0
    bins: dict[str, list[Paper]] = {}
    first, held = "", list[Paper]()
    for year in sorted(years):
        first, held = first or year, [*held, *years[year]]
        if not year or len(held) >= least:
            bins[first if first == year else f"{first}–{year}"] = held
            first, held = "", []
    if held:
        bins[f"{first}–{max(years)}" if first != max(years) else first] = held
    return bins


def _set(grid: dict[tuple[int, str], list[Paper]], tiers: Sequence[int], bins: Sequence[str], across: int) -> Places:
    """The documents set so that the fullest cell of each lane takes about `across` columns."""
    at: dict[str, tuple[float, float]] = {}
    top, lanes = 0.0, []
    spans = {tier: _height([grid[tier, name] for name in bins], across) for tier in tiers}
    columns = {key: _columns(cell, spans[key[0]]) for key, cell in grid.items()}
    widths = {name: max(sum(map(_width, columns[tier, name])) for tier in tiers) for name in bins}
    lefts = {name: sum(widths[other] + GAP for other in bins[:i]) for i, name in enumerate(bins)}
    end = sum(widths.values()) + GAP * max(len(bins) - 1, 0)
    for tier in tiers:
        for name in bins:
            at.update(_stood(columns[tier, name], lefts[name], top))
        stagger = DOWN / 2 if any(len(columns[tier, name]) > 1 for name in bins) else 0.0
        lanes.append(Box(str(tier), 0.0, round(top, 1), round(end, 1), round(top + spans[tier] + stagger, 1)))
        top += spans[tier] + stagger + GAP
    bottom = lanes[-1].bottom if lanes else 0.0
    boxes = [Box(name, round(lefts[name], 1), 0.0, round(lefts[name] + widths[name], 1), bottom) for name in bins]
    held = {paper.iri: radius(paper.holds) for cell in grid.values() for paper in cell if paper.holds}
    return Places(at, held, tuple(lanes), tuple(boxes), ())


def _height(cells: Sequence[Sequence[Paper]], across: int) -> float:
    """The height of a lane whose fullest cell stands in so many columns, and whose greatest document fits."""
    tallest = max((_room(paper) for cell in cells for paper in cell), default=DOWN)
    return max(tallest, max((ceil(sum(map(_room, cell)) / across / DOWN) * DOWN for cell in cells), default=DOWN))


def _columns(cell: Iterable[Paper], height: float) -> list[list[Paper]]:
    columns: list[list[Paper]] = []
    free = 0.0
    for paper in cell:
        if not columns or _room(paper) > free:
            columns.append([])
            free = height
        columns[-1].append(paper)
        free -= _room(paper)
    return columns


def _stood(columns: Sequence[Sequence[Paper]], left: float, top: float) -> dict[str, tuple[float, float]]:
    """Every second column half a row lower, so that the names under neighbours do not meet."""
    at = {}
    for i, column in enumerate(columns):
        down, width = top + i % 2 * DOWN / 2, _width(column)
        for paper in column:
            room = _room(paper)
            at[paper.iri] = (round(left + width / 2, 1), round(down + room / 2, 1))
            down += room
        left += width
    return at


def _room(paper: Paper) -> float:
    return max(DOWN, 2 * radius(paper.holds) + 26) if paper.holds else DOWN


def _width(column: Iterable[Paper]) -> float:
    return max(max(ACROSS, 2 * radius(paper.holds) + 14) for paper in column)


def _unshapely(found: Places) -> float:
    boxes = (*found.lanes, *found.groups)
    return abs(max(box.right for box in boxes) / max(box.bottom for box in boxes) - SHAPE)


def _groups(bodies: Iterable[Body], top: float, width: float) -> tuple[list[Box], dict[str, tuple[float, float]]]:
    """Agencies as discs, one for each place, those without a place first, then the greater ones; in rows."""
    by_place: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        by_place[body.place].append(body)
    rows: list[list[tuple[str, float]]] = []
    free = 0.0
    for place, found in sorted(by_place.items(), key=lambda item: (item[0] != "", -len(item[1]), item[0])):
        wide = 2 * max(sqrt(len(found) / pi) * BODY + 16, 40.0)
        if not rows or wide > free:
            rows.append([])
            free = width
        rows[-1].append((place, wide))
        free -= wide + GAP
    boxes, at = [], dict[str, tuple[float, float]]()
    for row in rows:
        between = (width - sum(wide for _, wide in row)) / len(row)
        left, tall = between / 2, max(wide for _, wide in row)
        for place, wide in row:
            box = Box(place, round(left, 1), round(top, 1), round(left + wide, 1), round(top + wide, 1))
            at.update(_disc(by_place[place], box))
            boxes.append(box)
            left += wide + between
        top += tall + GAP + 20
    return boxes, at


def _disc(bodies: Iterable[Body], box: Box) -> dict[str, tuple[float, float]]:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    at = {}
    for i, body in enumerate(bodies):
        away = sqrt(i + 0.35 * (i > 0)) * BODY / sqrt(pi)
        at[body.iri] = (round(x + away * cos(i * _GOLDEN), 1), round(y + away * sin(i * _GOLDEN), 1))
    return at
