"""Tokens -> rows of cells, by the best total score: the one decoder for every dump whose marks do not settle where a row ends.

`bare` and `marked` cut the tokens. Between marks a token is a whole cell, or an empty one, which is either an empty cell or the
end of a row; on bare lines a token is a line, and a cell is a run of lines. The search goes over tokens; its state is the column of the
last cell. What a cell holds speaks for a column (a number, a body, a time, prose), never against all of them: an unknown name costs a
part of the score. Skipped columns, rows without number, tokens that no cell takes have their costs. A page that ends inside a row lets its
cells go on by turns below.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from graph.structure.tables import on_lines, on_marks
from graph.structure.tables.fit import Role
from graph.structure.tables.search import LONGEST_CELL, Search
from graph.structure.tables.states import Cut, Reading, State, Token, parts

__all__ = ["Cut", "Reading", "Token", "decode"]

_HOPELESS = 20.0
"""The search ends where every reading is so much worse than a table that ended earlier."""


def decode(tokens: Sequence[Token], roles: Sequence[Role], *, marks: bool, headings: Sequence[str] = ()) -> Reading:
    """The best reading of the tokens as rows of columns with these roles. `headings` are passed over where they are printed again.

    >>> lines = ["1", "Lập bản đồ cho", "mười xã", "Ban Chợ nổi", "2", "Đào kênh", "Sở Y tế"]
    >>> read = decode([Token(line) for line in lines], ["ordinal", "task", "lead"], marks=False)
    >>> [row.cells for row in read.rows]
    [{0: (0,), 1: (1, 2), 2: (3,)}, {0: (4,), 1: (5,), 2: (6,)}]
    """
    search, printed = Search(tokens, roles, marks=marks), tuple(headings)
    ended: tuple[float, int, State] | None = None
    for i in range(len(tokens) + 1):
        kept = search.kept(i)
        if not kept:
            continue
        score, best = _best(search, kept)
        if ended is None or score > ended[0]:
            ended = (score, i, best)
        elif max(search.top[i : i + LONGEST_CELL + 1]) < ended[0] - _HOPELESS:
            break
        if i == len(tokens):
            break
        if marks:
            on_marks.step(search, i, kept, printed)
        else:
            on_lines.step(search, i, kept)
    assert ended is not None
    score, end, state = ended
    return Reading(*parts(search.closed(state)), end, score)


def _best(search: Search, kept: Sequence[State]) -> tuple[float, State]:
    """The reading that is the best where the table ends here, and how good it is then. No row's end makes a reading better, and the best
    come first."""
    score, best = -math.inf, kept[0]
    for state in kept:
        if state[0] <= score:
            break
        ended = state[0] - search.loss(state)
        if ended > score:
            score, best = ended, state
    return score, best
