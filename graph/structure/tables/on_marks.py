"""What a token between marks may be in each of the readings before it: a cell of some column, an empty cell, or the end of a row."""

from __future__ import annotations

from collections.abc import Sequence

from graph.structure.tables.fit import Role, cell_worth
from graph.structure.tables.search import BEHIND, Search
from graph.structure.tables.states import ENTERS, IS, NOBODY, State

_Plan = list[tuple[int, float, bool]]
"""The columns that come next, what a token is worth in each (of a column of numbers: what the columns before it cost), and whether it holds
numbers."""


def step(search: Search, i: int, kept: Sequence[State], headings: tuple[str, ...]) -> None:
    """Goes on from the readings before token i: with what it may be, with the headings again where these begin here, with nothing."""
    words = search.words[i]
    again = bool(headings) and headings[0] == words and headings == search.words[i : i + len(headings)]
    plans: list[_Plan | None] = [None] * (len(search.roles) + 1)
    worths: dict[Role, float] = {}
    for state in kept:
        if words:
            at = state[1]
            plan = plans[at + 1]
            if plan is None:
                plan = plans[at + 1] = _plan(search, words, at, worths)
            _enter(search, i, state, plan)
        else:
            _pass(search, i, state)
        if again:
            search.close(i + len(headings), state)
        search.drop(i, state)


def _plan(search: Search, words: str, at: int, worths: dict[Role, float]) -> _Plan:
    found: _Plan = []
    lost = 0.0
    for column in range(at + 1, len(search.roles)):
        role = search.roles[column]
        if role == "ordinal":
            found.append((column, lost, True))
            lost += 1.2
            continue
        if role not in worths:
            worths[role] = cell_worth(role, words)
        found.append((column, worths[role] - lost, False))
        lost += 0.3 + 0.5 * search.missing[column]
    return found


def _enter(search: Search, i: int, state: State, plan: _Plan) -> None:
    """The token as a cell of each column."""
    met, top, base, cell = search.met[i + 1], search.top[i + 1], search.base, (i,)
    start, above = state[0], state[5]
    for column, worth, holds_numbers in plan:
        number = above
        if holds_numbers:
            fits, number = search.numbered(i, above)
            score = start + (fits - worth)
        else:
            score = start + worth
        key = number * base + 2 * column + 3
        known = met.get(key)
        if known is not None and known[0] >= score:
            continue
        if score <= top - BEHIND:
            if known is None:
                met[key] = NOBODY
            continue
        met[key] = (score, ENTERS, state, column, cell, number)
        if score > top:
            top = score
    search.top[i + 1] = top


def _pass(search: Search, i: int, state: State) -> None:
    """Nothing between two marks: an empty cell of the next column, or the end of the row."""
    score, at, row, columns, skipped, number, held, done = state
    if at + 1 < len(search.roles):
        empty = (score - (0.1 + 0.3 * search.missing[at + 1]), at + 1, row, columns, skipped, number, held, done)
        search.offer(i + 1, search.key(empty), (empty[0], IS, empty, 0, (), 0))
    if row:
        search.close(i + 1, state)
