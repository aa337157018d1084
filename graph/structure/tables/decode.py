"""Tokens -> rows of cells, by the best total score: the one decoder for every dump whose marks do not settle where a row ends.

`bare` and `marked` cut the tokens. Between marks a token is a whole cell, or an empty one, which is either an empty cell or the
end of a row; on bare lines a token is a line, and a cell is a run of lines. The search goes over tokens; its state is the column of the
last cell. What a cell holds speaks for a column (a number, a body, a time, prose), never against all of them: an unknown name costs a
part of the score. Skipped columns, rows without number, tokens that no cell takes have their costs. A page that ends inside a row lets its
cells go on by turns below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from graph.language import numbering
from graph.structure.tables import fit
from graph.structure.tables.fit import Role, Shape, cell_worth
from graph.structure.tables.states import LONGEST_CELL, Cut, Reading, Search, State, Token, parts

__all__ = ["Cut", "Reading", "Token", "decode"]

_HOPELESS = 20.0
"""The search ends where every reading is so much worse than a table that ended earlier."""
_NEXT, _AGAIN, _OTHER = 3.0, 2.0, -3.0
"""The worth of a number that comes next, of one that begins to count again, of any other."""


def decode(tokens: Sequence[Token], roles: Sequence[Role], *, marks: bool, headings: Sequence[str] = ()) -> Reading:
    """The best reading of the tokens as rows of columns with these roles. `headings` are passed over where they are printed again.

    >>> lines = ["1", "Lập bản đồ cho", "mười xã", "Ban Chợ nổi", "2", "Đào kênh", "Sở Y tế"]
    >>> read = decode([Token(line) for line in lines], ["ordinal", "task", "lead"], marks=False)
    >>> [row.cells for row in read.rows]
    [{0: (0,), 1: (1, 2), 2: (3,)}, {0: (4,), 1: (5,), 2: (6,)}]
    """
    search = Search(tokens, roles, marks=marks)
    ended: tuple[float, int, State] | None = None
    for i in range(len(tokens) + 1):
        kept = search.kept(i)
        if kept:
            score, best = max(((s.score - search.loss(s), s) for s in kept), key=lambda closed: closed[0])
            if ended is None or score > ended[0]:
                ended = (score, i, best)
            elif max(search.top[i : i + LONGEST_CELL + 1]) < ended[0] - _HOPELESS:
                break
        if i == len(tokens):
            break
        if kept:
            token = _OnMarks(search, i) if marks else _OnLines(search, i)
            search.step(kept, i, tuple(headings), token.read)
        search.states[i] = {}
    assert ended is not None
    score, end, state = ended
    return Reading(*parts(search.closed(state)), end, score)


class _OnMarks:
    """A token between marks: a cell of some column, an empty cell, or the end of a row."""

    def __init__(self, search: Search, i: int) -> None:
        self._search, self._i, self._here = search, i, search.words[i]
        self._figures = numbering.figures(self._here)
        worth = (0.0 if role == "ordinal" else cell_worth(role, self._here) for role in search.roles)
        self._worth = list(worth) if self._here else []

    def read(self, state: State) -> None:
        """What the token may be in a reading."""
        search, i = self._search, self._i
        if not self._here:
            if state.at + 1 < len(search.roles):
                empty = 0.1 + 0.3 * search.missing[state.at + 1]
                search.keep(i + 1, state._replace(score=state.score - empty, at=state.at + 1))
            if state.row:
                search.keep(i + 1, search.closed(state))
            return
        lost = 0.0
        for column in range(state.at + 1, len(search.roles)):
            if search.roles[column] == "ordinal":
                worth = _number(state.number, self._here) - lost
                search.enter(state, column, ((i + 1, worth),), i, self._figures or state.number)
                lost += 1.2
            else:
                search.enter(state, column, ((i + 1, self._worth[column] - lost),), i, state.number)
                lost += 0.3 + 0.5 * search.missing[column]


class _OnLines:
    """The lines that begin at a token: the number of a row, a cell of the open row, or the rest of a cell that a page's end cut."""

    def __init__(self, search: Search, i: int) -> None:
        self._search, self._i, self._here = search, i, search.words[i]
        self._is_row = search.is_row(i) and search.roles[0] == "ordinal"
        self._figures = numbering.figures(self._here) if self._is_row else ()
        self._begins = fit.begins(search.words[i - 1] if i else "", self._here)
        self._ends = search.ends(i)
        self._worths: dict[tuple[Role, float], list[float]] = {}
        self._shapes: dict[tuple[int, ...], list[Shape]] = {}
        self._cells: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
        self._joint: dict[tuple[Role, tuple[int, ...]], list[float]] = {}

    @cached_property
    def _last(self) -> int:
        """The token behind all that can go on with a cell above a page's end."""
        return next((j for j in range(self._i + 1, self._ends[-1]) if self._search.is_row(j)), self._ends[-1])

    @cached_property
    def _longest(self) -> list[int]:
        """The length of the longest of the lines from here to each."""
        return list(accumulate(map(len, self._search.words[self._i : self._last]), max))

    def read(self, state: State) -> None:
        """What the lines may be in a reading."""
        search, i = self._search, self._i
        if self._is_row:
            closed = search.closed(state)
            worth = _number(closed.number, self._here)
            search.enter(closed._replace(at=-1), 0, ((i + 1, worth),), i, self._figures or closed.number)
        if search.page[i] and state.row:
            self._pieces(state._replace(at=0, cut=True))
        if state.cut:
            self._pieces(state)
            return
        start = 0.0 if state.at == 0 else self._begins
        if not state.row or start <= -9:
            return
        lost = 0.0
        for column in range(state.at + 1, len(search.roles)):
            worths = self._whole(search.roles[column], start)
            cells = [(j, worth - lost) for j, worth in zip(self._ends, worths, strict=True)]
            search.enter(state, column, cells, i, state.number)
            lost += search.missing[column]

    def _whole(self, role: Role, start: float) -> list[float]:
        """The worth of the cells of a column that begin here, for each of their ends."""
        known = self._worths.get((role, start))
        if known is None:
            shapes = self._shape(())
            shapes = [shapes[j - self._i - 1] for j in self._ends]
            known = self._worths[role, start] = [fit.worth(role, shape) + start for shape in shapes]
        return known

    def _shape(self, before: tuple[int, ...]) -> list[Shape]:
        known = self._shapes.get(before)
        if known is None:
            words, end = self._search.words, self._last if before else self._ends[-1]
            known = self._shapes[before] = fit.shapes([words[n] for n in before], words[self._i : end])
        return known

    def _pieces(self, state: State) -> None:
        """The readings of lines below a page's end: each continues a cell above it, from left to right."""
        search, i = self._search, self._i
        above = dict(state.row)
        lost = 0.0
        for column in range(state.at + 1, len(search.roles)):
            before = above.get(column, ())
            others = tuple([cell for cell in state.row if cell[0] != column])
            worths, cells = self._continued(search.roles[column], before), self._grown(before)
            for j, (worth, cell) in enumerate(zip(worths, cells, strict=True), i + 1):
                score, states = state.score + worth - lost, search.states[j]
                row = (*others, (column, cell))
                key = (column, state.number, row, True)
                known = states.get(key)
                if known is None or known.score < score:
                    states[key] = State(score, column, row, state.skipped, state.number, True, state.done)
                    if score > search.top[j]:
                        search.top[j] = score
            if before and fit.goes_on(search.words[before[-1]]):
                lost += 0.8

    def _grown(self, before: tuple[int, ...]) -> list[tuple[int, ...]]:
        """The cells that go on from the lines `before`, to each line."""
        known = self._cells.get(before)
        if known is None:
            i = self._i
            known = self._cells[before] = [(*before, *range(i, j)) for j in range(i + 1, self._last + 1)]
        return known

    def _continued(self, role: Role, before: tuple[int, ...]) -> list[float]:
        """The worth of the lines from here to each line as the rest of a cell whose lines above are `before`."""
        known = self._joint.get((role, before))
        if known is None:
            known = self._joint[role, before] = self._joined(role, before)
        return known

    def _joined(self, role: Role, before: tuple[int, ...]) -> list[float]:
        joint = [fit.worth(role, shape) for shape in self._shape(before)[: self._last - self._i]]
        if not before:
            return joint
        above = [self._search.words[n] for n in before]
        open_ = fit.goes_on(above[-1]) or self._here[:1].islower() or fit.ends_in_half_a_time(above[-1])
        more = (0.6 if open_ else -0.4) - fit.worth(role, fit.shapes(above[:-1], above[-1:])[0])
        whole = 1.5 * fit.is_whole(role, " ".join(above))
        widest = 1.35 * max(map(len, above)) + 3
        return [worth + more - whole - 1.5 * (n > widest) for worth, n in zip(joint, self._longest, strict=True)]


def _number(above: tuple[int, ...], mark: str) -> float:
    """How well words fit as the number of the next row, behind the number `above`."""
    if not numbering.is_of_row(mark):
        return 0.0 if not re.search(r"\w", mark) else -4.0
    here = numbering.figures(mark)
    if not here:
        return _AGAIN if mark[0].isupper() else -1.0
    depth = len(here) - 1
    follows = here[:-1] == above[:depth] and len(above) > depth and here[-1] == above[depth] + 1
    if follows or here == (*above, 1):
        return _NEXT
    return _AGAIN if here[-1] == 1 else _OTHER
