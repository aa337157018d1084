"""Names of places -> what kind of place it is, and the province it lies in.

A district is known by the gazetteer (`ontology/gazetteer/districts.yaml`): all but a few names are borne by one province only, so
that its address does not depend on which documents are read. Of the others, and of communes, the document's own province decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from graph.language import bodies
from graph.language.folding import fold
from graph.language.lexicon import levels, load


def level(place: str | None) -> str | None:
    """Whether a place is the "centre", a "province", or "below" one; None where there is no place.

    >>> [level(place) for place in ("Trung ương", "tỉnh Lào Cai", "thành phố Huế", "thành phố Tuyên Quang", None)]
    ['centre', 'province', 'province', 'below', None]
    """
    if place is None:
        return None
    if place == bodies.CENTRAL:
        return "centre"
    city = place.startswith("thành phố ") and place.removeprefix("thành phố ") in load().cities
    return "province" if place.startswith("tỉnh ") or city else "below"


def province(place: str, here: str | None = None) -> str | None:
    """The province of a district or commune that a document of the place `here` names; None where nothing tells.

    >>> province("huyện Sơn Dương"), province("thành phố Tuyên Quang", "tỉnh Lào Cai")
    ('tỉnh Tuyên Quang', 'tỉnh Tuyên Quang')
    >>> province("huyện Châu Thành"), province("huyện Châu Thành", "tỉnh Long An"), province("xã Tân Thành", "tỉnh Long An")
    (None, 'tỉnh Long An', 'tỉnh Long An')
    """
    if level(place) != "below" or not re.match(rf"(?:{levels(below=True)}) ", place):
        return None
    provinces = _provinces().get(fold(place), ())
    if len(provinces) == 1:
        return provinces[0]
    return here if level(here) == "province" and (here in provinces or not provinces) else None


def spellings(place: str) -> tuple[str, ...]:
    """Other ways in which a place's name and kind are written.

    >>> spellings("tỉnh Đắk Lắk"), spellings("thành phố Huế"), spellings("huyện Sơn Dương")
    (('tỉnh Đăk Lăk', 'tỉnh Đắc Lắc'), ('TP Huế', 'TP. Huế'), ())
    """
    kind, name = bodies.split_place(place)
    shorter = {"thành phố": ("TP", "TP."), "thị xã": ("TX", "TX.")}.get(kind or "", ())
    other = [f"{kind} {written}" for written, settled in load().spellings.items() if settled == name]
    return tuple(sorted([*other, *(f"{short} {name}" for short in shorter)]))


def count(place: str) -> int:
    """How many provinces have a district of the name.

    >>> count("huyện Sơn Dương"), count("huyện An Lão"), count("xã Tân Thành")
    (1, 2, 0)
    """
    return len(_provinces().get(fold(place), ()))


@lru_cache(maxsize=1)
def _provinces() -> dict[str, tuple[str, ...]]:
    """Folded name of a district -> the provinces that have one."""
    found: dict[str, list[str]] = defaultdict(list)
    for of, districts in load().districts.items():
        for name in districts:
            found[fold(name)].append(of)
    return {name: tuple(of) for name, of in found.items()}
