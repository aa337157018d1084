"""Ruling lines -> grids: where the cells of a table are, and which of them were merged.

Forms: lines drawn as strokes or as thin rectangles; doubled lines; merged cells; tables open at their sides, or at the bottom where a
page ends. A frame around text is no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.reading.printed.sheet import Rule

_NEAR = 3.0
"""Points within which two lines are one, or touch: borders are drawn 0.5 to 2 points wide, doubled ones 3."""
_OPEN = 12.0
"""Points that a line must reach beyond the last crossing one for the table to be open there."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a grid: its first row and column, and how many it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Frame:
    """A ruled grid: the places of its upright and level lines, and its cells."""

    xs: list[float]
    ys: list[float]
    cells: dict[tuple[int, int], Place]

    def at(self, x: float, y: float) -> Place | None:
        """The cell at a point, None outside of the grid.

        >>> frame = grids([Rule(True, y, 0, 100) for y in (0, 20, 40)] + [Rule(False, x, 0, 40) for x in (0, 50, 100)])[0]
        >>> frame.at(70, 30)
        Place(row=1, column=1, rows=1, columns=1)
        """
        if not (self.xs[0] - 2 <= x <= self.xs[-1] + 2 and self.ys[0] - 2 <= y <= self.ys[-1] + 2):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.cells[row, column]


def grids(rules: Iterable[Rule]) -> list[Frame]:
    """The tables that ruling lines make, from above: those with two cells or more side by side.

    >>> across = [Rule(True, 0, 0, 90), Rule(True, 20, 0, 90), Rule(True, 40, 0, 90)]
    >>> down = [Rule(False, 0, 0, 40), Rule(False, 30, 0, 40), Rule(False, 90, 0, 40), Rule(False, 60, 20, 40)]
    >>> frame, = grids(across + down)
    >>> [(place.column, place.columns) for place in dict.fromkeys(frame.cells.values())]
    [(0, 1), (1, 2), (0, 1), (1, 1), (2, 1)]
    """
    rules = list(rules)
    level, upright = _whole(r for r in rules if r.level), _whole(r for r in rules if not r.level)
    made = [_frame(*group) for group in _groups(level, upright) if len(group[1]) > 1 and group[0]]
    return sorted((frame for frame in made if frame and len(frame.xs) > 2), key=lambda frame: frame.ys[0])


def _whole(rules: Iterable[Rule]) -> list[Rule]:
    """The lines, pieces that go on in one another joined."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if rows and rule.at - rows[-1][-1].at <= 1.0:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    made: list[Rule] = []
    for row in rows:
        at = sum(rule.at for rule in row) / len(row)
        first = True
        for rule in sorted(row, key=lambda rule: rule.start):
            if not first and rule.start <= made[-1].end + _NEAR:
                made[-1] = Rule(rule.level, at, made[-1].start, max(made[-1].end, rule.end))
            else:
                made.append(Rule(rule.level, at, rule.start, rule.end))
            first = False
    return [rule for rule in made if rule.end - rule.start > 5]


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines that touch one another, group by group."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, a in enumerate(level):
        for j, b in enumerate(upright, len(level)):
            if a.start - _NEAR <= b.at <= a.end + _NEAR and b.start - _NEAR <= a.at <= b.end + _NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate((*level, *upright)):
        groups.setdefault(root(i), ([], []))[0 if rule.level else 1].append(rule)
    return list(groups.values())


def _frame(level: list[Rule], upright: list[Rule]) -> Frame | None:
    xs = _edges([rule.at for rule in upright], [rule.start for rule in level], [rule.end for rule in level])
    ys = _edges([rule.at for rule in level], [rule.start for rule in upright], [rule.end for rule in upright])
    if len(xs) < 2 or len(ys) < 2:
        return None
    return Frame(xs, ys, _cells(xs, ys, level, upright))


def _edges(crossing: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """The places of lines, near ones as one; and where two or more of the lines across them end in the open."""
    made: list[float] = []
    for at in sorted(crossing):
        if not made or at - made[-1] > _NEAR:
            made.append(at)
    first, last = min(starts), max(ends)
    if made[0] - first > _OPEN and sum(start - first < _NEAR for start in starts) > 1:
        made.insert(0, first)
    if last - made[-1] > _OPEN and sum(last - end < _NEAR for end in ends) > 1:
        made.append(last)
    return made


def _cells(xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]) -> dict[tuple[int, int], Place]:
    many, across = len(ys) - 1, len(xs) - 1
    group = {(i, j): (i, j) for i in range(many) for j in range(across)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while group[cell] != cell:
            cell = group[cell]
        return cell

    for i in range(many):
        for j in range(across):
            if j + 1 < across and not _parted(upright, xs[j + 1], ys[i], ys[i + 1]):
                group[root((i, j + 1))] = root((i, j))
            if i + 1 < many and not _parted(level, ys[i + 1], xs[j], xs[j + 1]):
                group[root((i + 1, j))] = root((i, j))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in group:
        members.setdefault(root(cell), []).append(cell)
    made: dict[tuple[int, int], Place] = {}
    for cells in members.values():
        made.update(_places(cells))
    return dict(sorted(made.items()))


def _parted(rules: Iterable[Rule], at: float, start: float, end: float) -> bool:
    """Whether lines at a place cover more than half of the way between two cells."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= _NEAR)
    return covered > 0.5 * (end - start)


def _places(cells: list[tuple[int, int]]) -> dict[tuple[int, int], Place]:
    """One place for cells that make a rectangle, else one for each row of them."""
    top, left = min(i for i, _ in cells), min(j for _, j in cells)
    bottom, right = max(i for i, _ in cells), max(j for _, j in cells)
    if len(cells) == (bottom - top + 1) * (right - left + 1):
        return dict.fromkeys(cells, Place(top, left, bottom - top + 1, right - left + 1))
    made: dict[tuple[int, int], Place] = {}
    for row in range(top, bottom + 1):
        columns = sorted(j for i, j in cells if i == row)
        starts = [j for k, j in enumerate(columns) if not k or columns[k - 1] != j - 1]
        for start, behind in pairwise([*starts, 10**6]):
            run = [j for j in columns if start <= j < behind]
            made |= {(row, j): Place(row, start, 1, len(run)) for j in run}
    return made
