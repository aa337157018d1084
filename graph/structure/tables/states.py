"""Readings of tokens as rows of cells while they are searched: what a reading knows, what it costs, which of them are kept. See `decode`.

There are many more readings than are ever looked at. So one that is only met is a `Met`: its score, and what it is made of; it becomes a
`State` when its token is reached and it is among the best there. Both are bare tuples, and sets of columns are bits of a number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from heapq import heappush, heappushpop
from operator import itemgetter
from typing import NamedTuple

from graph.language import numbering
from graph.structure.tables import fit
from graph.structure.tables.fit import Role

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


class Token(NamedTuple):
    """A candidate cell or a line of one; its words are empty where nothing stands between two marks. `page`: a page ended before it."""

    text: str
    page: bool = False


class Cut(NamedTuple):
    """A row as decoded: the tokens of its cells by column, and the columns it shares with the row above."""

    cells: dict[int, tuple[int, ...]]
    merged: frozenset[int] = frozenset()


class Reading(NamedTuple):
    """The rows, the tokens that no cell took, where the table ends among the tokens, and how good the reading is."""

    rows: tuple[Cut, ...]
    unplaced: tuple[int, ...]
    end: int
    score: float


CellAt = tuple[int, ...]
"""The tokens of a cell."""
RowAt = tuple[tuple[int, CellAt], ...]
"""The cells of the open row, each with its column, in the order in which they were read."""
Held = tuple[int, int] | None
"""The cells of a row that a page's end cut, as numbers that are the same for the same cells; None of any other."""
Done = tuple["Done | None", Cut | None, int]
"""What is behind a reading: what stands above, and a closed row, or a token that no cell took (the row is None)."""
State = tuple[float, int, RowAt, int, int, int, Held, Done | None]
"""A reading of the tokens so far: its score, the column of the last cell, the cells of the open row, their columns and those that the row
skipped (a bit each), the last number (its place among those met), how a page's end cut the row, and the rows that are closed."""
Met = tuple[float, int, State, int, CellAt, int]
"""A reading that is met: its score; how it goes on from which state (`ENTERS` with a cell of a column, under a number, `DROPS` a token,
or `IS` that state)."""
ENTERS, DROPS, IS = range(3)
Key = int | tuple[int, Held]
"""What the rest of a reading depends on: the column of the last cell, the last number, whether a row is open, or which cells it has where a
page's end cut it. Readings that agree in it compete."""

_START: State = (0.0, -1, (), 0, 0, 0, None, None)
NOBODY: Met = (-math.inf, IS, _START, 0, (), 0)
"""Holds the place of readings that are too far behind to be looked at."""
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
        self._cells: dict[CellAt, int] = {}
        self._rows: dict[RowAt, int] = {}
        self._above: dict[tuple[Role, CellAt], tuple[float, float, float]] = {}
        self.keep(0, _START)

    def kept(self, i: int) -> list[State]:
        """The best readings before a token, the best first."""
        least = self.top[i] - BEHIND
        best = [met for met in self.met[i].values() if met[0] > least]
        best.sort(key=_score, reverse=True)
        self.met[i] = {}
        return [_made(met) for met in best[:_BEAM]]

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
        columns = list(_columns(bits))
        lost = sum(self.missing[max(at, *columns) + 1 :]) * (0.5 if self._marks else 1)
        held = {self.roles[n] for n in columns}
        if held <= {"ordinal", "task", "indicator", None} and len(columns) <= 2 and 0 in columns:
            lost = min(lost, 2.0)
        if held == {"ordinal"} or not held & {"task", "indicator", "lead"}:
            lost += 3.0
        return lost

    def closed(self, state: State) -> State:
        """The reading after the end of its row."""
        score, _, row, columns, skipped, number, _, done = state
        if not row:
            return state
        cut = Cut(dict(row), frozenset(_columns(skipped & ~columns)))
        return (score - self.loss(state), -1, (), 0, 0, number, None, (done, cut, -1))

    def key(self, state: State) -> Key:
        """What the rest of a reading depends on."""
        _, at, row, _, _, number, held, _ = state
        key = number * self.base + 2 * (at + 1)
        return key + bool(row) if held is None else (key, held)

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
        here[key] = met
        if score > self.top[j]:
            self.top[j] = score
            self.least[j] = max(self.least[j], score - BEHIND)

    def keep(self, j: int, state: State) -> None:
        """Keeps a reading before token j, where it is the best of those that it competes with."""
        key, met, score = self.key(state), self.met[j], state[0]
        known = met.get(key)
        if known is None or known[0] < score:
            self.enter(j, key, (score, IS, state, 0, (), 0))

    def drop(self, i: int, state: State) -> None:
        """Keeps the reading in which token i belongs to no cell."""
        score = state[0] - (_DROPPED if self.words[i] else 0.2)
        key, met = self.key(state), self.met[i + 1]
        known = met.get(key)
        if known is None or known[0] < score:
            self.enter(i + 1, key, (score, DROPS, state, i, (), 0))

    def is_row(self, i: int) -> bool:
        """Whether a token is the number of a row."""
        known = self._is_row[i]
        if known is None:
            known = self._is_row[i] = numbering.is_of_row(self.words[i])
        return known

    def known_cell(self, cell: CellAt) -> int:
        """A number that is the same for the same cell."""
        return self._cells.setdefault(cell, len(self._cells))

    def known_row(self, row: RowAt) -> int:
        """A number that is the same for the same cells of a row."""
        return self._rows.setdefault(row, len(self._rows))

    def above(self, role: Role, cell: CellAt) -> tuple[float, float, float]:
        """Of a cell above a page's end: what it is worth, what it is worth as a complete one, and how wide a line of it can be."""
        known = self._above.get((role, cell))
        if known is None:
            lines = [self.words[n] for n in cell]
            worth = fit.worth(role, fit.shapes(lines[:-1], lines[-1:])[0])
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


def _columns(bits: int) -> Iterator[int]:
    return (n for n in range(bits.bit_length()) if bits >> n & 1)


def _made(met: Met) -> State:
    """The reading that was met."""
    score, how, state, column, cell, number = met
    if how == IS:
        return state
    _, at, row, columns, skipped, above, held, done = state
    if how == DROPS:
        return (score, at, row, columns, skipped, above, held, (done, None, column))
    passed = (1 << column) - (1 << (at + 1))
    return (score, column, (*row, (column, cell)), columns | 1 << column, skipped | passed, number, None, done)


def parts(state: State) -> tuple[tuple[Cut, ...], tuple[int, ...]]:
    """The rows of a reading, and the tokens that no cell took, both in their order."""
    rows: list[Cut] = []
    unplaced: list[int] = []
    done = state[-1]
    while done:
        done, row, token = done
        if row:
            rows.append(row)
        elif token >= 0:
            unplaced.append(token)
    return tuple(reversed(rows)), tuple(reversed(unplaced))
