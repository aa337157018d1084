"""Bodies within bodies: a unit and the body it belongs to are one, "Cục Quản lý giá (Bộ Tài chính)", "Trạm Giống thuộc Sở Y tế"; units in brackets
behind their body are that body, "Sở Y tế (Chi cục Dân số)"; a body in each of many places is a group, "Công an các xã".

Source: the rules of annotation (`samples/gold/GUIDE.md`): a body is named once, with what it belongs to.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language import bodies, kinds, places
from graph.language.compiled import compiled
from graph.language.lexicon import UPPER, any_of, levels, lowest_levels
from graph.model import Assignee, InView, Name

_ABOVE = ("Bộ", "Sở")
"""Kinds whose units are named with them."""


def of_parent(text: str, at: int, words: str, here: str | None) -> Assignee[InView] | None:
    """The unit whose name `words` stands at a position, with the body behind it that it belongs to; None where none is named.

    >>> words = "Cục Quản lý giá (Bộ Tài chính), Sở Y tế"
    >>> unit = of_parent(words, 0, "Cục Quản lý giá", None)
    >>> unit.name, unit.words
    ('Cục Quản lý giá, Bộ Tài chính', 'Cục Quản lý giá (Bộ Tài chính)')
    """
    behind = _parent().search(text, at, at + len(words) + 90)
    kind = kinds.of(words)
    if not behind or behind.start() > at + len(words) or not kind or not kind.own or kind.word in _ABOVE:
        return None
    listed = bodies.printed().match(text, behind.start("of")) if behind["of"] else None
    inner = listed[0] if listed and bodies.is_listed(listed[0]) else behind["in"] or behind["of"]
    parent = bodies.name(inner, here)
    if parent is None:
        return None
    place = parent.place if parent.place != places.CENTRAL else None
    end = behind.start("of") + len(inner) if behind["of"] else max(behind.end(), at + len(words))
    return Assignee(InView(at, end), text[at:end], Name(f"{text[at : behind.start()]}, {parent.full}", place, 7))


@lru_cache(maxsize=1)
def _parent() -> re.Pattern[str]:
    above = "|".join(_ABOVE)
    return compiled(
        rf" ?\((?:thuộc |trực thuộc )?(?P<in>(?:{above}|Tỉnh ủy|Thành ủy|UBND|Ủy ban nhân dân) ?[^(),;]{{0,60}})\)"
        rf"| (?:-|–|thuộc|trực thuộc) (?P<of>(?:{above}) [^,;.()]{{2,60}}?)(?=\s*(?:$|[,;.)])| (?:{any_of('tasks', 'leading')})(?!\w))"
    )


def units(text: str, at: int, body: Assignee[InView]) -> re.Match[str] | None:
    """The units in brackets behind a ministry or a department that ends at a position; None where none stand there."""
    return _units().match(text, at) if body.words.startswith(tuple(f"{kind} " for kind in _ABOVE)) else None


@lru_cache(maxsize=1)
def _units() -> re.Pattern[str]:
    return compiled(rf" ?\({kinds.unlisted()}(?![^\W\d_])[^()]{{0,80}}\)")


@lru_cache(maxsize=1)
def of_many() -> re.Pattern[str]:
    """A pattern for what stands behind the name that bodies of many places have in common.

    >>> bool(of_many().search("Công an các xã, phường")), bool(of_many().search("Công an các xã Tân An"))
    (True, False)
    """
    level = rf"(?:{levels()}|cấp|khu vực|địa phương|thôn|bản|tổ dân phố|khu phố)"
    many = rf" các {level}(?:(?:,| và|, và) (?:các )?{level})*"
    own = f"(?:{lowest_levels()}|thôn|tổ dân phố|khu phố)"
    below = rf" {own}(?:(?:,| và|, và) {own})+"  # "Trạm Y tế xã, phường", without "các"
    return compiled(rf"(?:{many}|{below})(?: trên địa bàn(?: tỉnh)?)?(?!\w| [{UPPER}])")
