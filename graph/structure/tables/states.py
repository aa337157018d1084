"""Readings of tokens as rows of cells while they are searched: what a reading knows, what it costs, which of them are kept. See `decode`.

There are many more readings than are ever looked at. So one that is only met is a `Met`: its score, and what it is made of; it becomes a
`State` when its token is reached and it is among the best there. Both are bare tuples, and sets of columns are bits of a number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple


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
Held = int
"""The cells of a row that a page's end cut, as a number that is the same for the same cells (`held`); 0 of any other row."""
Done = tuple["Done | None", Cut | None, int]
"""What is behind a reading: what stands above, and a closed row, or a token that no cell took (the row is None)."""
State = tuple[float, int, RowAt, int, int, int, Held, Done | None]
"""A reading of the tokens so far: its score, the column of the last cell, the cells of the open row, their columns and those that the row
skipped (a bit each), the last number (its place among those met), how a page's end cut the row, and the rows that are closed."""
Met = tuple[float, int, State, int, CellAt, int]
"""A reading that is met: its score; how it goes on from which state (`ENTERS` with a cell of a column, under a number, `DROPS` a token,
`CLOSES` its row, or `IS` that state)."""
ENTERS, DROPS, CLOSES, IS = range(4)
Key = int
"""What the rest of a reading depends on: the column of the last cell, the last number, whether a row is open, or which cells it has where a
page's end cut it, then below 0. Readings that agree in it compete."""
HELD, ROWS = 60, 30
"""So many bits of a key say which cells a row holds, and so many of these which its last one is."""

START: State = (0.0, -1, (), 0, 0, 0, 0, None)
NOBODY: Met = (-math.inf, IS, START, 0, (), 0)
"""Holds the place of readings that are too far behind to be looked at."""


def columns_of(bits: int) -> Iterator[int]:
    """The columns of a set of them, in order.

    >>> list(columns_of(0b101))
    [0, 2]
    """
    return (n for n in range(bits.bit_length()) if bits >> n & 1)


def made(met: Met) -> State:
    """The reading that was met."""
    score, how, state, column, cell, number = met
    if how == IS:
        return state
    _, at, row, columns, skipped, above, held, done = state
    if how == DROPS:
        return (score, at, row, columns, skipped, above, held, (done, None, column))
    if how == CLOSES:
        cut = Cut(dict(row), frozenset(columns_of(skipped & ~columns)))
        return (score, -1, (), 0, 0, above, 0, (done, cut, -1))
    passed = (1 << column) - (1 << (at + 1))
    return (score, column, (*row, (column, cell)), columns | 1 << column, skipped | passed, number, 0, done)


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
