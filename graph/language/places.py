"""Names of places -> what kind of place it is, how it is called, and the province it lies in.

A district is known by the gazetteer (`ontology/gazetteer/districts.yaml`): all but a few names are borne by one province only, so
that its address does not depend on which documents are read. Of the others, and of communes, the document's own province decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from graph.language.folding import fold
from graph.language.lexicon import full_levels, levels, load, lowest_levels, no_name, proper_name, torn_levels

CENTRAL = "Trung ương"
"""The place of what belongs to the whole country."""


def level(place: str | None) -> str | None:
    """Whether a place is the "centre", a "province", or "below" one; None where there is no place.

    >>> [level(place) for place in ("Trung ương", "tỉnh Lào Cai", "thành phố Huế", "thành phố Tuyên Quang", None)]
    ['centre', 'province', 'province', 'below', None]
    """
    if place is None:
        return None
    if place == CENTRAL:
        return "centre"
    city = place.startswith("thành phố ") and place.removeprefix("thành phố ") in load().cities
    return "province" if place.startswith("tỉnh ") or city else "below"


def is_lowest(place: str | None) -> bool:
    """Whether a place is of the lowest level that has a committee: a commune, a ward.

    >>> is_lowest("xã Tân An"), is_lowest("tỉnh Lào Cai"), is_lowest(None)
    (True, False, False)
    """
    return place is not None and re.fullmatch(f"(?:{lowest_levels()}) .+", place) is not None


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
    kind, name = split(place)
    shorter = [short.upper() for short, whole in full_levels().items() if whole == kind]
    other = [f"{kind} {written}" for written, settled in load().spellings.items() if settled == name]
    return tuple(sorted([*other, *(f"{short} {name}" for short in shorter)]))


def count(place: str) -> int:
    """How many provinces have a district of the name.

    >>> count("huyện Sơn Dương"), count("huyện An Lão"), count("xã Tân Thành")
    (1, 2, 0)
    """
    return len(_provinces().get(fold(place), ()))


def split(words: str) -> tuple[str | None, str | None]:
    """Kind and name of a place: "TP. Hồ Chí Minh" -> ("thành phố", "Hồ Chí Minh"); either may be absent.

    >>> split("tỉnh Phú Yên"), split("Tỉnh"), split("THÀNH PHỐ CẦN THƠ")
    (('tỉnh', 'Phú Yên'), ('tỉnh', None), ('thành phố', 'Cần Thơ'))
    """
    match = re.match(rf"(?i:({levels()}))(?:\s+(.+))?$", words.strip())
    if not match:
        return None, None
    kind = full_levels().get(match[1].lower(), match[1].lower())
    return kind, proper(match[2].strip()) if match[2] else None


def proper(words: str) -> str:
    """A place's name as it is written today: words in capitals get capitals at their beginnings only.

    >>> proper("BÀ RỊA - VŨNG TÀU"), proper("Đắc Lắc")
    ('Bà Rịa - Vũng Tàu', 'Đắk Lắk')
    """
    name = " ".join(w.capitalize() for w in words.split()) if words.isupper() else words
    return load().spellings.get(name, name)


def known(level: str | None, name: str | None) -> str | None:
    """The name that a place of a level has, None where words name none: "UBND thành phố Thành lập …" is of no place. Behind the name of
    a province nothing is taken ("Đồng Nai Sửa đổi"); other names are taken as printed.

    >>> known("tỉnh", "Đồng Nai Sửa đổi"), known("thành phố", "Thành lập"), known("phường", "Thành Đông")
    ('Đồng Nai', None, 'Thành Đông')
    """
    if not name or not _may_be_called(name):
        return None
    if level != "tỉnh" or name in load().provinces:
        return name
    parts = name.split()
    return next((p for n in range(len(parts) - 1, 0, -1) if (p := " ".join(parts[:n])) in load().provinces), None)


def _may_be_called(name: str) -> bool:
    """Whether a place may have a name: it begins with no word that begins none ("Quy định"), or is a name of the gazetteer."""
    begins_none = not re.match(no_name(), name) or fold(name.split()[0]) in torn_levels()
    return not begins_none or bool(re.match(proper_name(), name))


@lru_cache(maxsize=1)
def _provinces() -> dict[str, tuple[str, ...]]:
    """Folded name of a district -> the provinces that have one."""
    found: dict[str, list[str]] = defaultdict(list)
    for of, districts in load().districts.items():
        for name in districts:
            found[fold(name)].append(of)
    return {name: tuple(of) for name, of in found.items()}
