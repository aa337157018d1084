"""Lists of bodies whose names no list holds, at the beginning of a sentence: "Cục Hóa chất, Vụ Kế hoạch cùng các đơn vị liên quan …"."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language import kinds
from graph.language.lexicon import any_of


@lru_cache(maxsize=1)
def begins() -> re.Pattern[str]:
    """A sentence that begins with a list of bodies whose names no list holds, or with one that does something together with others:
    "Cục Hóa chất, Vụ Kế hoạch …", "Trạm Khuyến nông cùng các xã …".

    >>> bool(begins().match("Cục Hóa chất, Vụ Kế hoạch rà soát")), bool(begins().match("Cục Hóa chất rà soát"))
    (True, False)
    """
    name = rf"{kinds.with_own_name().pattern}[^,;.:()]{{1,60}}?"
    return re.compile(
        rf"{name}(?:(?:,| và) (?:(?:các|Các) )?(?:{kinds.any_kind()}) | cùng (?:với )?(?:các )?(?:{any_of('tasks', 'heads')}|{kinds.any_kind()})\b)"
    )


def apart(words: str) -> list[tuple[str, int]]:
    """The members of a list of bodies whose names no list holds, each with where it begins: "Cục Hóa chất, Vụ Khoa học và Công nghệ" are
    two.

    >>> [name for name, _ in apart("Cục Hóa chất, Vụ Khoa học và Công nghệ cùng với các đơn vị liên quan")]
    ['Cục Hóa chất', 'Vụ Khoa học và Công nghệ', 'các đơn vị liên quan']
    """
    named = kinds.with_own_name().match(words)
    cuts = [(m.start(), m.end()) for m in _between_names().finditer(words)] if named else []
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)]
    return [(words[a:b], a) for a, b in zip(starts, ends, strict=True)]


@lru_cache(maxsize=1)
def _between_names() -> re.Pattern[str]:
    """What stands between two members of a list: the next begins with a kind of bodies that has a name of its own, or is a group."""
    group = rf"(?:các|Các) (?:{any_of('tasks', 'heads')})\b"
    return re.compile(
        rf"(?:, (?:và )?|; | và )(?={kinds.with_own_name().pattern}|{group})| (?:{any_of('tasks', 'partners')}) (?={group})"
    )
