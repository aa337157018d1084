"""Roles of columns by what their cells hold, where no heading tells: times, the bodies that lead, and right beside them those that take part.

A heading that nobody has seen costs nothing where its cells are times or bodies; a heading that names another role of a body ("Cơ quan ban hành") makes
none lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from graph.language.folding import fold
from graph.language.lexicon import any_of
from graph.structure.tables.fit import is_named, is_time

_MOST = 0.6
"""The share of a column's cells with words that have to be of a kind."""


def completed(
    roles: Sequence[str | None], headings: Sequence[str], columns: Sequence[Sequence[str]]
) -> list[str | None]:
    """The roles of columns with those that their cells tell; `columns`: the words of each column's cells, the empty ones left out.

    >>> completed(["ordinal", "task", None, None], ["TT", "Việc", "Giao", "Hạn"], [["1"], ["Đo"], ["Sở Y tế"], ["Quý I/2026"]])
    ['ordinal', 'task', 'lead', 'time']
    >>> completed(["ordinal", "task", None], ["TT", "Việc", "Cơ quan ban hành"], [["1"], ["Đo"], ["Sở Y tế"]])
    ['ordinal', 'task', None]
    >>> completed(["task", "lead", None], ["Việc", "Chủ trì", "Cùng làm"], [["Đo"], ["Sở Y tế"], ["Sở Xây dựng"]])
    ['task', 'lead', 'coordinate']
    """
    told = list(roles)
    open_ = [i for i, role in enumerate(told) if role is None and i < len(columns) and columns[i]]
    if not {"time", "start", "due"} & set(told):
        timed = [i for i in open_ if _share(is_time, columns[i]) >= _MOST]
        if timed:
            told[timed[-1]] = "time"
    others = re.compile(any_of("lines", "other_bodies"))

    def bodies(i: int) -> bool:
        return told[i] is None and not others.search(fold(headings[i])) and _share(is_named, columns[i]) >= _MOST

    if "lead" not in told and {"time", "due", "coordinate", "product"} & set(told):
        lead = next((i for i in open_ if bodies(i)), None)
        if lead is not None:
            told[lead] = "lead"
    beside = told.index("lead") + 1 if "lead" in told else None
    if "coordinate" not in told and beside in open_ and bodies(beside):
        told[beside] = "coordinate"
    return told


def _share(holds: Callable[[str], bool], cells: Sequence[str]) -> float:
    return sum(map(holds, cells)) / len(cells)
