"""What the lines from a token on may be in each of the readings before it: the number of a row, a cell of the open row, or the rest of a
cell that a page's end cut.

What a cell is worth is asked only where the cell could then be kept: until then it has the most that its kind could be worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from graph.structure.tables import fit
from graph.structure.tables.fit import Role, Shapes
from graph.structure.tables.search import Search
from graph.structure.tables.states import ENTERS, HELD, IS, NOBODY, ROWS, CellAt, State


def step(search: Search, i: int, kept: Sequence[State]) -> None:
    """Goes on from the readings before token i: with the cells that may begin there, and with nothing."""
    here = _Here(search, i)
    for state in kept:
        here.read(state)
        search.drop(i, state)


class _Worths:
    """What lines are worth as cells of a column: at first the most that they can be, the very worth of those that are asked for."""

    def __init__(self, role: Role, shapes: Shapes) -> None:
        self._role, self._shapes = role, shapes
        self.most, self.sure = fit.most(role, shapes)

    def ask(self, n: int) -> float:
        """The worth of the n-th of them."""
        self.most[n] = self._worth(n)
        self.sure[n] = True
        return self.most[n]

    def _worth(self, n: int) -> float:
        return fit.worth(self._role, self._shapes, n)


class _Entered(_Worths):
    """Whole cells up to some of the lines, each with what it costs to begin here."""

    def __init__(self, role: Role, shapes: Shapes, start: float, lines: Sequence[int]) -> None:
        super().__init__(role, shapes)
        self._start, self._lines = start, lines
        self.most = [self.most[line] + start for line in lines]
        self.sure = [self.sure[line] for line in lines]

    def _worth(self, n: int) -> float:
        return super()._worth(self._lines[n]) + self._start


class _Continued(_Worths):
    """The rest of a cell whose lines above a page's end are known: `more` is for how it was cut, `whole` against a part that was complete,
    `longest` how long the longest line of each rest is."""

    def __init__(
        self, role: Role, shapes: Shapes, more: float, whole: float, longest: Sequence[int], widest: float
    ) -> None:
        super().__init__(role, shapes)
        self._more, self._whole, self._widest, self._longest = more, whole, widest, longest
        self.most = [self._rest(n, most) for n, most in enumerate(self.most)]

    def _worth(self, n: int) -> float:
        return self._rest(n, super()._worth(n))

    def _rest(self, n: int, worth: float) -> float:
        return worth + self._more - self._whole - 1.5 * (self._longest[n] > self._widest)


class _Here:
    """The lines that begin at a token."""

    def __init__(self, search: Search, i: int) -> None:
        self._search, self._i, self._here = search, i, search.words[i]
        self._is_row = search.is_row(i) and search.roles[0] == "ordinal"
        self._begins = fit.begins(search.words[i - 1] if i else "", self._here)
        self._ends = search.ends(i)
        self._met = [search.met[j] for j in self._ends]
        self._last = next((j for j in range(i + 1, self._ends[-1]) if search.is_row(j)), self._ends[-1])
        """The token behind all that can go on with a cell above a page's end."""
        self._whole: dict[tuple[Role, float], _Worths] = {}
        self._shapes: dict[CellAt, Shapes] = {}
        self._grown: dict[CellAt, list[tuple[CellAt, int]]] = {}
        self._rests: dict[tuple[Role, CellAt], _Worths] = {}
        self._longest: list[int] = []

    def read(self, state: State) -> None:
        """What the lines may be in a reading."""
        search, i = self._search, self._i
        score, at, row, columns, skipped, number, held, done = state
        if self._is_row:
            self._number(search.closed(state))
        if row and search.page[i]:
            self._pieces((score, 0, row, columns, skipped, number, 1, done))
        if held:
            self._pieces(state)
            return
        start = 0.0 if at == 0 else self._begins
        if not row or start <= -9:
            return
        lost = 0.0
        for column in range(at + 1, len(search.roles)):
            self._enter(state, column, start, lost)
            lost += search.missing[column]

    def _number(self, closed: State) -> None:
        """The token as the number of the next row."""
        search, i = self._search, self._i
        score, _, row, columns, skipped, above, held, done = closed
        worth, number = search.numbered(i, above)
        score, key, met = score + worth, number * search.base + 3, search.met[i + 1]
        known = met.get(key)
        if known is not None and known[0] >= score:
            return
        if score <= search.least[i + 1]:
            met.setdefault(key, NOBODY)
            return
        state = (closed[0], -1, row, columns, skipped, above, held, done)
        search.enter(i + 1, key, (score, ENTERS, state, 0, (i,), number))

    def _enter(self, state: State, column: int, start: float, lost: float) -> None:
        """The cells of a column that begin here, each up to one of the ends."""
        search, i, least = self._search, self._i, self._search.least
        role, before, number = search.roles[column], state[0], state[5]
        worths = self._whole.get((role, start))
        if worths is None:
            worths = _Entered(role, self._shape(()), start, [j - i - 1 for j in self._ends])
            self._whole[role, start] = worths
        key, sure = number * search.base + 2 * column + 3, worths.sure
        for n, (j, met, most) in enumerate(zip(self._ends, self._met, worths.most, strict=True)):
            score = before + (most - lost)
            if score <= least[j]:
                met.setdefault(key, NOBODY)
                continue
            known = met.get(key)
            if known is not None and known[0] >= score:
                continue
            if not sure[n]:
                score = before + (worths.ask(n) - lost)
                if known is not None and known[0] >= score:
                    continue
                if score <= least[j]:
                    met.setdefault(key, NOBODY)
                    continue
            search.enter(j, key, (score, ENTERS, state, column, tuple(range(i, j)), number))

    def _shape(self, before: CellAt) -> Shapes:
        known = self._shapes.get(before)
        if known is None:
            words, end = self._search.words, self._last if before else self._ends[-1]
            known = self._shapes[before] = fit.shapes([words[n] for n in before], words[self._i : end])
        return known

    def _pieces(self, state: State) -> None:
        """The readings of lines below a page's end: each continues a cell above it, from left to right."""
        search, i = self._search, self._i
        start, at, row, columns, skipped, number, _, done = state
        above = dict(row)
        lost = 0.0
        for column in range(at + 1, len(search.roles)):
            before = above.get(column, ())
            others = tuple([cell for cell in row if cell[0] != column])
            first, held = number * search.base + 2 * column + 2, search.known_row(others) << ROWS
            worths, cells = self._rest(search.roles[column], before), self._cells(before)
            sure, last = worths.sure, i + 1 + len(cells)
            reached = zip(cells, worths.most, search.least[i + 1 : last], search.met[i + 1 : last], strict=False)
            for n, ((cell, known_cell), most, least, met) in enumerate(reached):
                score, key = start + most - lost, -(first << HELD | held | known_cell)
                if score <= least:
                    met.setdefault(key, NOBODY)
                    continue
                known = met.get(key)
                if known is not None and known[0] >= score:
                    continue
                if not sure[n]:
                    score = start + worths.ask(n) - lost
                    if known is not None and known[0] >= score:
                        continue
                    if score <= least:
                        met.setdefault(key, NOBODY)
                        continue
                bits, row_ = columns | 1 << column, (*others, (column, cell))
                made = (score, column, row_, bits, skipped, number, held | known_cell, done)
                search.enter(i + 1 + n, key, (score, IS, made, 0, (), 0))
            if before and fit.goes_on(search.words[before[-1]]):
                lost += 0.8

    def _cells(self, before: CellAt) -> list[tuple[CellAt, int]]:
        """The cells that go on from the lines `before`, to each line, and what stands for each where cells are compared."""
        known = self._grown.get(before)
        if known is None:
            i, search = self._i, self._search
            cells = [(*before, *range(i, j)) for j in range(i + 1, self._last + 1)]
            known = self._grown[before] = [(cell, search.known_cell(cell)) for cell in cells]
        return known

    def _rest(self, role: Role, before: CellAt) -> _Worths:
        """The worth of the lines from here to each line as the rest of a cell whose lines above are `before`."""
        known = self._rests.get((role, before))
        if known is None:
            known = self._rests[role, before] = self._continued(role, before)
        return known

    def _continued(self, role: Role, before: CellAt) -> _Worths:
        words, shapes = self._search.words, self._shape(before)
        if not before:
            return _Worths(role, shapes)
        if not self._longest:
            self._longest = list(accumulate(map(len, words[self._i : self._last]), max))
        last = words[before[-1]]
        open_ = fit.goes_on(last) or self._here[:1].islower() or fit.ends_in_half_a_time(last)
        worth, whole, widest = self._search.above(role, before)
        more = (0.6 if open_ else -0.4) - worth
        return _Continued(role, shapes, more, whole, self._longest, widest)
