"""Goals of places, in matrices: rows of goals with a column for each place, or rows of places with a column for each goal.

Forms: "Chỉ tiêu | ĐVT | Toàn tỉnh | Xã Tân An | Xã Bến Củi"; "TT | Xã, phường | Tỷ lệ hộ có nước sạch (%) | Đường thôn (km)". The name of a
goal ends in its place; that of all places together ("Toàn tỉnh", "Tổng cộng") names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph.extract.goals.cells import goals_of
from graph.language import places, quantities
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import any_of, levels
from graph.model import Aim, Span
from graph.structure.tables import words

_COUNTED = re.compile(r"(?P<what>[^()]{3,120}?) ?\((?P<unit>[^()\d][^()]{0,30})\)")
"""A heading that names a goal and its unit."""


def is_place(heading: str) -> bool:
    """Whether a folded heading names a place, or all of them together.

    >>> [is_place(heading) for heading in ("xã tân an", "toàn tỉnh", "xã", "năm 2026", "xã hội hóa")]
    [True, True, False, False, False]
    """
    return bool(_one().fullmatch(heading)) or is_whole(heading)


def is_whole(heading: str) -> bool:
    """Whether a folded heading, or the first cell of a row, is that of all places together."""
    return bool(_all().fullmatch(heading))


def of_place(goal: str, heading: str) -> str:
    """The name of a goal in a place that a folded heading names; as it is where that names none.

    >>> of_place("Tỷ lệ hộ có nước sạch", "xã tân an"), of_place("Tỷ lệ hộ có nước sạch", "năm 2026")
    ('Tỷ lệ hộ có nước sạch - xã Tân An', 'Tỷ lệ hộ có nước sạch')
    """
    if not _one().fullmatch(heading):
        return goal
    level, name = places.split(heading)
    return f"{goal} - {level} {(name or '').title()}"


def by_rows(
    head: Sequence[str], rows: Sequence[Sequence[tuple[Span, ...]]], year: int | None, text: str
) -> Iterator[Aim]:
    """The goals of a table whose rows are places; none where its headings name no column of places, or no goal with its unit.

    >>> text = "Xã|Đường thôn (km)|Tân An|12,5|Bến Củi|7"
    >>> one, two, *cells = [(Span(m.start(), m.end()),) for m in re.finditer(r"[^|]+", text)]
    >>> [(a.name, str(a.value), a.unit) for a in by_rows([words(c, text) for c in (one, two)], [cells[:2], cells[2:]], 2026, text)]
    [('Đường thôn - Tân An', '12.5', 'km'), ('Đường thôn - Bến Củi', '7', 'km')]
    """
    at = next((i for i, heading in enumerate(head[:3]) if _column().fullmatch(fold(heading))), len(head))
    goals = {i: match for i, heading in enumerate(head) if i > at and (match := _goal(heading))}
    for row in rows if goals else ():
        place = words(row[at], text).strip(" :;.") if at < len(row) else ""
        if not re.search(r"[^\W\d_]{2}", place):
            continue
        for i, goal in goals.items():
            if i < len(row) and row[i]:
                name = goal["what"] if is_whole(fold(place)) else f"{goal['what']} - {place}"
                span = Span(row[at][0].start, row[i][-1].end)
                yield from goals_of(name, row[i], goal["unit"], year, span, fold(head[i]), text)


def _goal(heading: str) -> re.Match[str] | None:
    match = _COUNTED.fullmatch(heading)
    other = match and re.search(any_of("aims", "tabled", "other"), fold(match["what"]))
    return match if match and not other and quantities.is_unit(match["unit"]) else None


@lru_cache(maxsize=1)
def _one() -> re.Pattern[str]:
    return compiled(rf"(?:{levels()}) [^\W_][^,;|()]{{0,40}}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _all() -> re.Pattern[str]:
    return compiled(any_of("aims", "tabled", "places_together"))


@lru_cache(maxsize=1)
def _column() -> re.Pattern[str]:
    return compiled(any_of("aims", "tabled", "places"))
