"""Readings of tokens as rows of cells while they are searched: what a reading knows, what it costs, which of them are kept. See `decode`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from graph.language import numbering
from graph.structure.tables import fit
from graph.structure.tables.fit import Role

LONGEST_CELL = 40
"""A cell has at most so many lines."""
_BEAM = 12
"""At each token so many readings are kept."""
_BEHIND = 9.0
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


Key = tuple[int, tuple[int, ...], object, bool]


class Done(NamedTuple):
    """What is behind a reading: a closed row, or a token that no cell took (`row` is None), and what stands above it."""

    above: Done | None
    row: Cut | None
    token: int


class State(NamedTuple):
    """A reading of the tokens so far: its score, the column of the last cell, the cells of the open row, the columns that it skipped,
    the last number, whether a page's end cut the row, and the rows that are closed."""

    score: float
    at: int = -1
    row: tuple[tuple[int, tuple[int, ...]], ...] = ()
    skipped: frozenset[int] = frozenset()
    number: tuple[int, ...] = ()
    cut: bool = False
    done: Done | None = None

    def key(self) -> Key:
        """What the rest of the reading depends on: readings that agree in it compete."""
        return (self.at, self.number, self.row if self.cut else bool(self.row), self.cut)


_NOBODY = State(-math.inf)
"""Holds the place of readings that are too far behind to be looked at."""


class Search:
    """The readings before each token, and what they ask of the tokens, each thing once."""

    def __init__(self, tokens: Sequence[Token], roles: Sequence[Role], *, marks: bool) -> None:
        self.words = tuple(token.text for token in tokens)
        self.page = [token.page for token in tokens]
        self.roles = roles
        self._marks = marks
        self.missing = [_MISSING.get(role or "", 0.8) for role in roles]
        self.states: list[dict[Key, State]] = [{} for _ in range(len(tokens) + 1)]
        self.top = [-math.inf] * (len(tokens) + 1)
        self._is_row: list[bool | None] = [None] * len(tokens)
        self._losses: dict[tuple[int, tuple[int, ...]], float] = {}
        self.keep(0, State(0.0))

    def kept(self, i: int) -> list[State]:
        """The best readings before a token, the best first."""
        best = sorted(self.states[i].values(), key=lambda s: -s.score)[:_BEAM]
        return [state for state in best if state.score > best[0].score - _BEHIND]

    def loss(self, state: State) -> float:
        """What the end of its row costs a reading. Each column behind the last cell costs; less in a row of a number and words, which
        is a heading."""
        if not state.row:
            return 0.0
        columns = tuple([column for column, _ in state.row])
        lost = self._losses.get((state.at, columns))
        if lost is None:
            lost = self._losses[state.at, columns] = self._lost(state.at, columns)
        return lost

    def _lost(self, at: int, columns: tuple[int, ...]) -> float:
        lost = sum(self.missing[max(at, *columns) + 1 :]) * (0.5 if self._marks else 1)
        held = {self.roles[n] for n in columns}
        if held <= {"ordinal", "task", "indicator", None} and len(columns) <= 2 and 0 in columns:
            lost = min(lost, 2.0)
        if held == {"ordinal"} or not held & {"task", "indicator", "lead"}:
            lost += 3.0
        return lost

    def closed(self, state: State) -> State:
        """The reading after the end of its row."""
        if not state.row:
            return state
        cells = dict(state.row)
        done = Done(state.done, Cut(cells, state.skipped - set(cells)), -1)
        return State(state.score - self.loss(state), -1, (), frozenset(), state.number, False, done)

    def keep(self, j: int, state: State) -> None:
        """Keeps a reading before token j, where it is the best of those that it competes with."""
        key, states = state.key(), self.states[j]
        if key not in states or states[key].score < state.score:
            states[key] = state
            self.top[j] = max(self.top[j], state.score)

    def step(self, kept: Sequence[State], i: int, headings: tuple[str, ...], read: Callable[[State], None]) -> None:
        """What token i may be in each of the readings before it: what `read` finds, the first of the `headings` again, nothing."""
        again = self._marks and headings and headings == self.words[i : i + len(headings)]
        lost = _DROPPED if self.words[i] else 0.2
        for state in kept:
            read(state)
            if again:
                self.keep(i + len(headings), self.closed(state))
            done = Done(state.done, None, i)
            at, row, skipped, number, cut = state[1:6]
            self.keep(i + 1, State(state.score - lost, at, row, skipped, number, cut, done))

    def is_row(self, i: int) -> bool:
        """Whether a token is the number of a row."""
        known = self._is_row[i]
        if known is None:
            known = self._is_row[i] = numbering.is_of_row(self.words[i])
        return known

    def ends(self, i: int) -> list[int]:
        """The tokens before which a cell can end that begins at token i: those with which another cell can begin."""
        found: list[int] = []
        numbers = 0
        for j in range(i + 1, min(i + LONGEST_CELL, len(self.words)) + 1):
            last = j == len(self.words) or self.page[j]
            numbers += not last and self.is_row(j)
            if last or self.is_row(j) or fit.begins(self.words[j - 1], self.words[j]) > -9:
                found.append(j)
            if last or numbers > 1:
                break
        return found or [i + 1]

    def enter(
        self, state: State, column: int, cells: Sequence[tuple[int, float]], i: int, number: tuple[int, ...]
    ) -> None:
        """Readings that go on with a cell of a column from token i; `cells` are where it may end, and what it is worth."""
        key = (column, number, True, False)
        skipped: frozenset[int] | None = None
        for j, worth in cells:
            score, states = state.score + worth, self.states[j]
            known = states.get(key)
            if known is not None and known.score >= score:
                continue
            if score <= self.top[j] - _BEHIND:
                states.setdefault(key, _NOBODY)
                continue
            if skipped is None:
                skipped = state.skipped.union(range(state.at + 1, column))
            row = (*state.row, (column, tuple(range(i, j))))
            states[key] = State(score, column, row, skipped, number, False, state.done)
            self.top[j] = max(self.top[j], score)


def parts(state: State) -> tuple[tuple[Cut, ...], tuple[int, ...]]:
    """The rows of a reading, and the tokens that no cell took, both in their order."""
    rows: list[Cut] = []
    unplaced: list[int] = []
    done = state.done
    while done:
        if done.row:
            rows.append(done.row)
        elif done.token >= 0:
            unplaced.append(done.token)
        done = done.above
    return tuple(reversed(rows)), tuple(reversed(unplaced))
