"""Places that stand in a list of doers: what is meant is the people's committee of each.

Forms: "Xã Tân An", "xã Tân An, xã Bến Củi", "Các xã: Tân An, Bến Củi", "Phường 3, xã Tân An", "Đặc khu Hòn Tre".
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language import bodies, kinds, places
from graph.language.compiled import compiled
from graph.language.lexicon import LOWER, UPPER, levels
from graph.model import Assignee, InView


def committees(text: str, start: int, end: int, here: str | None) -> list[Assignee[InView]]:
    """The committees of the places that are all of a stretch of a list; none where it holds anything else.

    >>> [a.name for a in committees("Các xã: Tân An, Bến Củi; phường 3", 0, 33, "tỉnh Tây Ninh")]
    ['Ủy ban nhân dân xã Tân An', 'Ủy ban nhân dân xã Bến Củi', 'Ủy ban nhân dân phường 3']
    >>> committees("Xã Tân An lập sổ", 0, 16, "tỉnh Tây Ninh")
    []
    """
    whole, one = _patterns()
    if not whole.fullmatch(text, start, end):
        return []
    found: list[Assignee[InView]] = []
    level: str | None = None
    for place in one.finditer(text, start, end):
        level = places.split(f"{place['level'].lower()} {place['name']}")[0] if place["level"] else level
        name = level and bodies.name(f"Ủy ban nhân dân {level} {place['name']}", here)
        if name:
            span = InView(place.start("level") if place["level"] else place.start("name"), place.end("name"))
            found.append(Assignee(span, text[span.start : span.end], name))
    return found


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A list of places and nothing else, the first with its kind; one of its members."""
    level = rf"(?i:các )?(?P<level>(?i:{levels()})):? "
    word = rf"(?!(?i:{levels()})(?!\w))[{UPPER}][{LOWER}]*(?!\w)"
    name = rf"(?P<name>(?!(?:{kinds.any_kind()})(?!\w)){word}(?: {word}){{0,3}}|\d{{1,2}}(?!\w))"
    one = rf"(?:{level})?{name}"
    placed, listed = ((words.replace("?P<level>", "?:").replace("?P<name>", "?:")) for words in (level + name, one))
    mark = r"\s*(?:[,;.]|(?<!\w)và(?!\w))[\s,;.]*(?:và )?"
    return compiled(rf"[\s,;.]*(?:và )?{placed}(?:{mark}{listed}|\s+{placed})*(?:\s*(?:[,;.]|và(?!\w)))*\s*"), compiled(
        one
    )
