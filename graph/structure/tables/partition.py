"""Which lines of a column are the cell of which row: the partition with the least cost.

A row is known by its number, which stands in the middle or on the first line of its cells. The distance of a cell's middle (or top) from its
number costs, blank lines inside a cell cost, and cells that begin in the middle of a sentence. A page may end inside a row: then lines at
its top go on with a row of the page above, or lines at its foot begin the first row of the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from graph.structure.tables.fit import goes_on as is_open
from graph.structure.tables.rivers import Piece

_MISSING = 2.5
"""What it costs that a row has no cell in a column."""
_MIDDLE = 1.6
"""What a line between a cell's middle and its number costs."""
_OTHERWISE = 0.7
"""What it costs a row that its number stands otherwise beside the cells of one column than of another."""


class Numbered(NamedTuple):
    """A row's number and the line that it stands on; a section has nothing else on its line but its heading."""

    line: int
    number: Piece
    section: bool = False


def partition(
    pieces: Sequence[Piece],
    rows: Sequence[Numbered],
    blank: Sequence[int],
    *,
    head: bool,
    tail: bool,
    goes_on: bool,
    top: bool | None = None,
) -> tuple[list[list[Piece]], bool]:
    """The lines of a column by row, least cost: a group of what goes on with the row above a page's end (`head`), one for each row,
    one of what begins the first row of the next page (`tail`). The first row may go on with words of the page above (`goes_on`). Also
    tells whether the numbers stand on the first lines of the cells; `top`: whether they do so in a column read before."""
    places = [None, *(row.line for row in rows), None]
    options = []
    for first in (False, True):
        cost, parts = _best(pieces, places, blank, head=head, tail=tail, goes_on=goes_on, top=first)
        options.append((cost + _OTHERWISE * len(rows) * (top is not None and top != first), parts, first))
    _, parts, first = min(options, key=lambda option: option[0])
    return parts, first


def _best(
    pieces: Sequence[Piece],
    places: Sequence[int | None],
    blank: Sequence[int],
    *,
    head: bool,
    tail: bool,
    goes_on: bool,
    top: bool,
) -> tuple[float, list[list[Piece]]]:
    many = len(pieces)
    infinite = float("inf")
    cost: list[tuple[float, tuple[int, ...]]] = [(infinite, ())] * (many + 1)
    cost[0] = (0.0, ())
    for n, place in enumerate(places):
        allowed = head if n == 0 else tail if n == len(places) - 1 else True
        after: list[tuple[float, tuple[int, ...]]] = [(infinite, ())] * (many + 1)
        for a in range(many + 1):
            if cost[a][0] == infinite:
                continue
            for b in range(a, many + 1):
                if b > a and not allowed:
                    break
                worth = cost[a][0] + _group(
                    pieces, a, b, place, blank, last=n == len(places) - 1, goes_on=goes_on, top=top
                )
                if worth < after[b][0]:
                    after[b] = (worth, (*cost[a][1], b))
        cost = after
    total, ends = cost[many]
    if total == infinite:
        return total, [[] for _ in places]
    return total, [list(pieces[a:b]) for a, b in pairwise([0, *ends])]


def _group(
    pieces: Sequence[Piece],
    a: int,
    b: int,
    place: int | None,
    blank: Sequence[int],
    *,
    last: bool,
    goes_on: bool,
    top: bool,
) -> float:
    """What it costs that some lines are the cell of a row whose number stands on the line `place`; None: a row of another page."""
    if a == b:
        return 0.0 if place is None else _MISSING
    first = pieces[a]
    inner = 0.0
    for above, below in pairwise(pieces[a:b]):
        inner += 1.2 * min(blank[below.line] - blank[above.line], 2)
        inner += 0.5 * (above.text.endswith((".", ";")) and below.text[:1].isupper())
    begins = 2.5 * (_inside(pieces[a - 1].text if a else "", first.text) and not (goes_on and a == 0))
    if place is None:
        return inner + (begins if last else 1.5 - 3.0 * _inside("", first.text)) + 2.0 * last
    if top:
        return inner + begins + _MIDDLE * abs(first.line - place) + 0.4
    return inner + begins + _MIDDLE * abs((first.line + pieces[b - 1].line) / 2 - place)


@lru_cache(maxsize=65536)
def _inside(above: str, line: str) -> bool:
    """Whether a line goes on with the one above it: it begins small, or that one ends openly."""
    return line[:1].islower() or bool(above and is_open(above))
