"""Tokens -> rows of cells, by the best total score: the one decoder for every dump whose marks do not settle where a row ends.

`bare` and `marked` cut the tokens. Between marks a token is a whole cell, or an empty one, which is either an empty cell or the
end of a row; on bare lines a token is a line, and a cell is a run of lines. The search goes over tokens; its state is the column of the
last cell. What a cell holds speaks for a column (a number, a body, a time, prose), never against all of them: an unknown name costs a
part of the score. Skipped columns, rows without number, tokens that no cell takes have their costs. A page that ends inside a row lets its
cells go on by turns below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.language import numbering
from graph.structure.tables.fit import Role, begins, cell_worth, ends_in_half_a_time, goes_on, is_whole

_LONGEST_CELL = 40
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
_HOPELESS = 20.0
"""The search ends where every reading is so much worse than a table that ended earlier."""
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


class _Done(NamedTuple):
    above: _Done | None
    row: Cut | None  # None: a token that no cell took
    token: int


class _State(NamedTuple):
    """A reading of the tokens so far: its score, the column of the last cell, the cells of the open row, the columns that it skipped,
    the last number, whether a page's end cut the row, and the rows that are closed."""

    score: float
    at: int = -1
    row: tuple[tuple[int, tuple[int, ...]], ...] = ()
    skipped: frozenset[int] = frozenset()
    number: tuple[int, ...] = ()
    cut: bool = False
    done: _Done | None = None

    def key(self) -> tuple[object, ...]:
        """What the rest of the reading depends on: readings that agree in it compete."""
        return (self.at, self.number, self.row if self.cut else bool(self.row), self.cut)


def decode(
    tokens: Sequence[Token], roles: Sequence[Role], *, marks: bool, headings: Sequence[str] = (), stop: bool = True
) -> Reading:
    """The best reading of the tokens as rows of columns with these roles. `headings` are passed over where they are printed again.

    >>> lines = ["1", "Lập bản đồ cho", "mười xã", "Ban Chợ nổi", "2", "Đào kênh", "Sở Y tế"]
    >>> read = decode([Token(line) for line in lines], ["ordinal", "task", "lead"], marks=False)
    >>> [row.cells for row in read.rows]
    [{0: (0,), 1: (1, 2), 2: (3,)}, {0: (4,), 1: (5,), 2: (6,)}]
    """
    best: list[dict[tuple[object, ...], _State]] = [{} for _ in range(len(tokens) + 1)]
    best[0][_State(0.0).key()] = _State(0.0)
    ended: tuple[float, int, _State] | None = None
    words = tuple(token.text for token in tokens)
    for i in range(len(tokens) + 1):
        kept = sorted(best[i].values(), key=lambda s: -s.score)[:_BEAM]
        kept = [state for state in kept if state.score > kept[0].score - _BEHIND]
        if kept and (stop or i == len(tokens)):
            closed = max((_closed(s, roles, None, marks=marks) for s in kept), key=lambda s: s.score)
            if ended is None or closed.score > ended[0]:
                ended = (closed.score, i, closed)
            elif _hopeless(best[i : i + _LONGEST_CELL + 1], ended[0]):
                break
        if i == len(tokens):
            break
        if kept:
            ends = _ends(tokens, i, marks=marks)
        for state in kept:
            step = _between_marks if marks else _on_lines
            for after, j in step(state, tokens, words, i, roles, ends):
                _keep(best[j], after)
            again = len(headings) if headings and tuple(headings) == words[i : i + len(headings)] else 0
            if again and marks:
                closed = _closed(state, roles, None, marks=marks)
                _keep(best[i + again], closed)
            lost = _DROPPED if words[i] else 0.2
            dropped = state._replace(score=state.score - lost, done=_Done(state.done, None, i))
            _keep(best[i + 1], dropped)
        best[i] = {}
    assert ended is not None
    score, end, state = ended
    return Reading(*_parts(state), end, score)


def _hopeless(ahead: Sequence[dict[tuple[object, ...], _State]], ended: float) -> bool:
    return all(state.score < ended - _HOPELESS for states in ahead for state in states.values())


def _keep(states: dict[tuple[object, ...], _State], state: _State) -> None:
    key = state.key()
    if key not in states or states[key].score < state.score:
        states[key] = state


def _parts(state: _State) -> tuple[tuple[Cut, ...], tuple[int, ...]]:
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


def _closed(state: _State, roles: Sequence[Role], following: str | None, *, marks: bool) -> _State:
    """The state after the end of its row. Each column behind the last cell costs; less in a row of a number and words, which is a
    heading."""
    if not state.row:
        return state
    cells = dict(state.row)
    missing = [role for n, role in enumerate(roles) if n > max(state.at, *cells)]
    lost = sum(_missing(role) for role in missing) * (0.5 if marks else 1)
    held = {roles[n] for n in cells}
    if held <= {"ordinal", "task", "indicator", None} and len(cells) <= 2 and 0 in cells:
        lost = min(lost, 2.0)
    if held == {"ordinal"} or not held & {"task", "indicator", "lead"}:
        lost += 3.0
    row = Cut(cells, state.skipped - set(cells))
    return _State(state.score - lost, -1, (), frozenset(), state.number, False, _Done(state.done, row, -1))


def _missing(role: Role) -> float:
    return _MISSING.get(role or "", 0.8)


def _with(
    state: _State, column: int, cell: tuple[int, ...], worth: float, skipped: frozenset[int], number: tuple[int, ...]
) -> _State:
    row = (*state.row, (column, cell))
    return _State(state.score + worth, column, row, skipped, number, False, state.done)


def _between_marks(
    state: _State, tokens: Sequence[Token], words: tuple[str, ...], i: int, roles: Sequence[Role], ends: list[int]
) -> Iterator[tuple[_State, int]]:
    """The readings of a token between marks: a cell of some column, an empty cell, or the end of a row."""
    here = words[i]
    if not here:
        if state.at + 1 < len(roles):
            empty = 0.1 + 0.3 * _missing(roles[state.at + 1])
            yield state._replace(score=state.score - empty, at=state.at + 1), i + 1
        if state.row:
            yield _closed(state, roles, None, marks=True), i + 1
        return
    lost, skipped = 0.0, state.skipped
    for column in range(state.at + 1, len(roles)):
        role = roles[column]
        worth = _number(state, here) if role == "ordinal" else cell_worth(role, (here,))
        number = numbering.figures(here) or state.number if role == "ordinal" else state.number
        yield _with(state, column, (i,), worth - lost, skipped, number), i + 1
        lost += 1.2 if role == "ordinal" else 0.3 + 0.5 * _missing(role)
        skipped |= {column}


def _on_lines(
    state: _State, tokens: Sequence[Token], words: tuple[str, ...], i: int, roles: Sequence[Role], ends: list[int]
) -> Iterator[tuple[_State, int]]:
    """The readings of the lines that begin at a token: the number of a row, a cell of the open row, or the rest of a cell that a
    page's end cut."""
    if numbering.is_of_row(words[i]) and roles[0] == "ordinal":
        closed = _closed(state, roles, words[i], marks=False)
        number = numbering.figures(words[i]) or closed.number
        yield _with(closed, 0, (i,), _number(closed, words[i]), frozenset(), number), i + 1
    if tokens[i].page and state.row:
        yield from _pieces(state._replace(at=0, cut=True), words, i, roles, ends)
    if state.cut:
        yield from _pieces(state, words, i, roles, ends)
        return
    if not state.row:
        return
    start = 0.0 if state.at == 0 else begins(words[i - 1] if i else "", words[i])
    if start <= -9:
        return
    lost, skipped = 0.0, state.skipped
    for column in range(state.at + 1, len(roles)):
        for j in ends:
            worth = cell_worth(roles[column], words[i:j]) + start
            yield _with(state, column, tuple(range(i, j)), worth - lost, skipped, state.number), j
        lost += _missing(roles[column])
        skipped |= {column}


def _pieces(
    state: _State, words: tuple[str, ...], i: int, roles: Sequence[Role], ends: list[int]
) -> Iterator[tuple[_State, int]]:
    """The readings of lines below a page's end: each continues a cell above it, from left to right."""
    above = dict(state.row)
    lost = 0.0
    last = next((j for j in range(i + 1, ends[-1]) if numbering.is_of_row(words[j])), ends[-1])
    for column in range(state.at + 1, len(roles)):
        before = above.get(column, ())
        for j in range(i + 1, last + 1):
            cell = (*before, *range(i, j))
            worth = cell_worth(roles[column], tuple(words[n] for n in cell))
            if before:
                joint = words[before[-1]]
                open_ = goes_on(joint) or words[i][:1].islower() or ends_in_half_a_time(joint)
                worth += (0.6 if open_ else -0.4) - cell_worth(roles[column], tuple(words[n] for n in before))
                worth -= 1.5 * is_whole(roles[column], " ".join(words[n] for n in before))
                widest = max(len(words[n]) for n in before)
                worth -= 1.5 * (max(map(len, words[i:j])) > 1.35 * widest + 3)
            row = tuple((n, c) for n, c in state.row if n != column)
            score = state.score + worth - lost
            yield _State(score, column, (*row, (column, cell)), state.skipped, state.number, True, state.done), j
        if before and goes_on(words[before[-1]]):
            lost += 0.8


def _ends(tokens: Sequence[Token], i: int, *, marks: bool) -> list[int]:
    """The tokens before which a cell can end that begins at token i: those with which another cell can begin."""
    if marks:
        return [i + 1]
    found: list[int] = []
    numbers = 0
    for j in range(i + 1, min(i + _LONGEST_CELL, len(tokens)) + 1):
        last = j == len(tokens) or tokens[j].page
        numbers += not last and bool(numbering.is_of_row(tokens[j].text))
        if last or numbering.is_of_row(tokens[j].text) or begins(tokens[j - 1].text, tokens[j].text) > -9:
            found.append(j)
        if last or numbers > 1:
            break
    return found or [i + 1]


def _number(state: _State, mark: str) -> float:
    """How well words fit as the number of the next row."""
    if not numbering.is_of_row(mark):
        return 0.0 if not re.search(r"\w", mark) else -4.0
    here, above = numbering.figures(mark), state.number
    if not here:
        return _AGAIN if mark[0].isupper() else -1.0
    depth = len(here) - 1
    follows = here[:-1] == above[:depth] and len(above) > depth and here[-1] == above[depth] + 1
    if follows or here == (*above, 1):
        return _NEXT
    return _AGAIN if here[-1] == 1 else _OTHER
