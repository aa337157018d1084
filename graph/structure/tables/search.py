"""The search for the best reading of tokens: which readings are met before each token, what they ask of the tokens, each thing once, and which of
them are kept. See `decode`."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from heapq import heappush, heappushpop
from operator import itemgetter

from graph.language import numbering
from graph.structure.tables import fit
from graph.structure.tables.fit import Role
from graph.structure.tables.states import (
    CLOSES,
    DROPS,
    HELD,
    IS,
    NOBODY,
    START,
    CellAt,
    Key,
    Met,
    RowAt,
    State,
    Token,
    columns_of,
    made,
)

LONGEST_CELL = 40
"""A cell has at most so many lines."""
_BEAM = 12
"""At each token so many readings are kept."""
BEHIND = 9.0
"""A reading is given up that is so far behind the best at the same token."""
_MISSING = {
    "ordinal": 4.0,
    "task": 6.0,
    "indicator": 6.0,
    "lead": 3.0,
    "coordinate": 1.5,
    "time": 2.5,
    "product": 1.2,
    "unit": 1.5,
    "figure": 1.0,
}
"""The cost of a row without a cell in its column, by the role of the column."""
_DROPPED = 2.5
"""The cost of a token that belongs to no cell."""
_NEXT, _AGAIN, _OTHER = 3.0, 2.0, -3.0
"""The worth of a number that comes next, of one that begins to count again, of any other."""

_score = itemgetter(0)


class Search:
    """The readings before each token, and what they ask of the tokens, each thing once."""

    def __init__(self, tokens: Sequence[Token], roles: Sequence[Role], *, marks: bool) -> None:
        self.words = tuple([token.text for token in tokens])
        self.page = [token.page for token in tokens]
        self.roles = roles
        self._marks = marks
        self.missing = [_MISSING.get(role or "", 0.8) for role in roles]
        self.met: list[dict[Key, Met]] = [{} for _ in range(len(tokens) + 1)]
        self.top = [-math.inf] * (len(tokens) + 1)
        self.least = [-math.inf] * (len(tokens) + 1)
        """So good at least a reading before each token has to be, or it is not kept."""
        self._best: list[list[float]] = [[] for _ in range(len(tokens) + 1)]
        self._numbers: list[tuple[int, ...]] = [()]
        self._places: dict[tuple[int, ...], int] = {(): 0}
        self.base = 2 * (len(roles) + 1)  # so many keys has each number
        self._is_row: list[bool | None] = [None] * len(tokens)
        self._losses: dict[tuple[int, int], float] = {}
        self._at = -1  # the token whose number was asked of last
        self._figures: tuple[int, ...] = ()
        self._fits: dict[int, tuple[float, int]] = {}
        self._seen = 0  # the last token that was asked whether a cell can end before it
        self._ends: list[int] = []
        self._last: list[int] = []
        self._numbers_at: list[int] = []
        self._cells: dict[CellAt, int] = {}
        self._rows: dict[RowAt, int] = {}
        self._above: dict[tuple[Role, CellAt], tuple[float, float, float]] = {}
        self.offer(0, 0, (0.0, IS, START, 0, (), 0))

    def kept(self, i: int) -> list[State]:
        """The best readings before a token, the best first."""
        least = self.top[i] - BEHIND
        best = [met for met in self.met[i].values() if met[0] > least]
        best.sort(key=_score, reverse=True)
        self.met[i] = {}
        return [made(met) for met in best[:_BEAM]]

    def loss(self, state: State) -> float:
        """What the end of its row costs a reading. Each column behind the last cell costs; less in a row of a number and words, which
        is a heading."""
        columns = state[3]
        if not columns:
            return 0.0
        key = (state[1], columns)
        lost = self._losses.get(key)
        if lost is None:
            lost = self._losses[key] = self._lost(*key)
        return lost

    def _lost(self, at: int, bits: int) -> float:
        columns = list(columns_of(bits))
        lost = sum(self.missing[max(at, *columns) + 1 :]) * (0.5 if self._marks else 1)
        held = {self.roles[n] for n in columns}
        if held <= {"ordinal", "task", "indicator", None} and len(columns) <= 2 and 0 in columns:
            lost = min(lost, 2.0)
        if held == {"ordinal"} or not held & {"task", "indicator", "lead"}:
            lost += 3.0
        return lost

    def closed(self, state: State) -> State:
        """The reading after the end of its row."""
        return made((state[0] - self.loss(state), CLOSES, state, 0, (), 0)) if state[2] else state

    def key(self, state: State) -> Key:
        """What the rest of a reading depends on."""
        _, at, row, _, _, number, held, _ = state
        key = number * self.base + 2 * (at + 1)
        return -(key << HELD | held) if held else key + bool(row)

    def enter(self, j: int, key: Key, met: Met) -> None:
        """Takes a reading before token j that is better than what it competes with, and good enough to be kept."""
        score, here = met[0], self.met[j]
        if key not in here or here[key] is NOBODY:  # one more that no later one can make worse
            best = self._best[j]
            if len(best) < _BEAM:
                heappush(best, score)
            else:
                heappushpop(best, score)
            if len(best) == _BEAM and best[0] > self.least[j]:
                self.least[j] = math.nextafter(best[0], -math.inf)
        self._take(j, key, met)

    def _take(self, j: int, key: Key, met: Met) -> None:
        self.met[j][key] = met
        score = met[0]
        if score > self.top[j]:
            self.top[j] = score
            if score - BEHIND > self.least[j]:
                self.least[j] = score - BEHIND

    def offer(self, j: int, key: Key, met: Met) -> None:
        """Takes a reading before token j, where it is the best of those that it competes with."""
        known = self.met[j].get(key)
        if known is None or known[0] < met[0]:
            self._take(j, key, met)

    def close(self, j: int, state: State) -> None:
        """Keeps before token j the reading after the end of its row."""
        if state[2]:
            self.offer(j, state[5] * self.base, (state[0] - self.loss(state), CLOSES, state, 0, (), 0))
        else:
            self.offer(j, self.key(state), (state[0], IS, state, 0, (), 0))

    def drop(self, i: int, state: State) -> None:
        """Keeps the reading in which token i belongs to no cell."""
        score = state[0] - (_DROPPED if self.words[i] else 0.2)
        self.offer(i + 1, self.key(state), (score, DROPS, state, i, (), 0))

    def is_row(self, i: int) -> bool:
        """Whether a token is the number of a row."""
        known = self._is_row[i]
        if known is None:
            known = self._is_row[i] = numbering.is_of_row(self.words[i])
        return known

    def ends(self, i: int) -> list[int]:
        """The tokens before which a cell can end that begins at token i: those with which another cell can begin, up to a page's end or the second
        number of a row."""
        reach = min(i + LONGEST_CELL, len(self.words))
        for j in range(self._seen + 1, reach + 1):
            last = j == len(self.words) or self.page[j]
            is_row = not last and self.is_row(j)
            if last or is_row or fit.begins(self.words[j - 1], self.words[j]) > -9:
                self._ends.append(j)
            if last or is_row:
                (self._last if last else self._numbers_at).append(j)
        self._seen = max(self._seen, reach)
        page, number = bisect_right(self._last, i), bisect_right(self._numbers_at, i) + 1
        if page < len(self._last):
            reach = min(reach, self._last[page])
        if number < len(self._numbers_at):
            reach = min(reach, self._numbers_at[number])
        return self._ends[bisect_right(self._ends, i) : bisect_right(self._ends, reach)] or [i + 1]

    def known_cell(self, cell: CellAt) -> int:
        """A number, not 0, that is the same for the same cell."""
        return self._cells.setdefault(cell, len(self._cells) + 1)

    def known_row(self, row: RowAt) -> int:
        """A number that is the same for the same cells of a row."""
        return self._rows.setdefault(row, len(self._rows))

    def above(self, role: Role, cell: CellAt) -> tuple[float, float, float]:
        """Of a cell above a page's end: what it is worth, what it is worth as a complete one, and how wide a line of it can be."""
        known = self._above.get((role, cell))
        if known is None:
            lines = [self.words[n] for n in cell]
            worth = fit.worth(role, fit.shapes(lines[:-1], lines[-1:]), 0)
            whole = 1.5 * fit.is_whole(role, " ".join(lines))
            known = self._above[role, cell] = (worth, whole, 1.35 * max(map(len, lines)) + 3)
        return known

    def numbered(self, i: int, above: int) -> tuple[float, int]:
        """How well a token fits as the number of the next row, behind the number `above`; and the number that it is, or else that above."""
        if self._at != i:
            self._at, self._fits = i, {}
            self._figures = numbering.figures(self.words[i]) if self.is_row(i) else ()
        known = self._fits.get(above)
        if known is None:
            known = self._fits[above] = self._numbered(i, above)
        return known

    def _numbered(self, i: int, above: int) -> tuple[float, int]:
        mark, here = self.words[i], self._figures
        if not self.is_row(i):
            return (-4.0 if any(map(_is_of_word, mark)) else 0.0), above
        if not here:
            return (_AGAIN if mark[0].isupper() else -1.0), above
        place = self._places.setdefault(here, len(self._numbers))
        if place == len(self._numbers):
            self._numbers.append(here)
        return _follows(self._numbers[above], here), place


def _follows(above: tuple[int, ...], here: tuple[int, ...]) -> float:
    """How well a number of figures fits behind another."""
    depth = len(here) - 1
    follows = here[:-1] == above[:depth] and len(above) > depth and here[-1] == above[depth] + 1
    if follows or here == (*above, 1):
        return _NEXT
    return _AGAIN if here[-1] == 1 else _OTHER


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
