"""Named zones: industrial parks and clusters, economic zones, tourism areas, heritage sites, airports.

Forms: "Khu công nghiệp Long Bình An (thành phố Tuyên Quang)", "KCN Tân Kiều", lists "gồm: (1) Cụm công nghiệp A, (2) Cụm công nghiệp B, huyện C",
"các khu công nghiệp: A, B", "02 khu công nghiệp mới (A: 50 ha, B)", "xây dựng A, B trở thành khu du lịch". "Các khu công nghiệp" in
general are none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from graph.language.beginnings import Beginnings
from graph.language.compiled import compiled
from graph.language.intents import joins
from graph.language.lexicon import LOWER, UPPER, any_of, levels, no_name, phrases, proper_name
from graph.model import Aim, InView


class _Patterns(NamedTuple):
    proper: re.Pattern[str]
    zone: re.Pattern[str]
    shared: re.Pattern[str]
    enclosed: re.Pattern[str]
    becoming: re.Pattern[str]
    place: re.Pattern[str]
    airport: re.Pattern[str]
    body: re.Pattern[str]
    unnamed: re.Pattern[str]
    lowered: re.Pattern[str]
    longer: re.Pattern[str]


LISTED, UNSHAPED = 0.8, 0.7
"""How sure a zone is that a list names without its kind; and one whose name is not made of capitals."""
_AMOUNT = r"(?::? ?(?:khoảng |trên )?\d[\d.,]* ?(?:ha|km2|m2))?"
"""The area of a zone of a list, between it and the next."""


def _proper() -> str:
    """A zone's own name: "An Hòa - Long Bình An", "Phúc Ứng 2", "Na Hang (Tuyên Quang) - Ba Bể (Bắc Kạn)"."""
    first = rf"{no_name()}[{UPPER}][{LOWER}]*"
    more = rf"(?!(?:{any_of('aims', 'within')})\b)[{UPPER}][{LOWER}]*"
    words = rf"{first}(?: {more}){{0,3}}(?: \({first}(?: {more}){{0,2}}\))?(?: \d{{1,2}}(?![\d/%]|[.,]\d))?"
    return rf"(?<!\w){words}(?: ?- ?{words})*(?: mở rộng)?"


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    proper = _proper()
    kinds = "|".join(f"(?P<k{i}>{z['words']})" for i, z in enumerate(phrases("aims")["zones"]))
    airports = "|".join(w["words"] for w in phrases("aims")["works"] if w.get("zone"))
    return _Patterns(
        proper=compiled(proper),
        airport=compiled(
            rf"(?<!\w)(?:{airports}) (?:(?:tại|ở) (?P<where>(?:huyện|tỉnh|thành phố) {proper_name()})|(?P<own>{proper}))"
        ),
        unnamed=compiled(rf"(?:{any_of('aims', 'unnamed')})(?!\w)"),
        lowered=compiled(rf" (?!(?:{any_of('aims', 'works_end')})(?!\w))[{LOWER}]"),
        longer=compiled(rf"(?: [{LOWER}]+){{1,3}}(?: [{UPPER}][{LOWER}]+){{1,4}}"),
        body=compiled(rf"(?:{any_of('aims', 'of_bodies')})(?: các| dự án)? $"),
        zone=compiled(
            rf"(?<![\w-])(?:{kinds})(?: (?P<name>{proper})|(?<=\) Cụm công nghiệp) (?P<said>[^,;.()\n]{{4,60}})(?=[,;.(]))"
        ),
        shared=compiled(
            rf"(?:KCN|CCN|[Kk]hu công nghiệp|[Cc]ụm công nghiệp)(?: mới)?(?:,? (?:gồm|bao gồm|là))?: ?(?P<list>(?!\(){proper}(?:(?:, | và |; ){proper})+)"
        ),
        enclosed=compiled(
            rf"(?<![\w-])(?:{kinds})(?: [{LOWER}]+){{0,8}} \((?:gồm:? |bao gồm:? |là:? )?"
            rf"(?P<list>{proper}{_AMOUNT}(?:(?:, | và |; ){proper}{_AMOUNT})+)\)"
        ),
        becoming=compiled(
            rf"(?<!\w)(?i:xây dựng|phát triển|đưa|đầu tư) (?P<list>{proper}(?:(?:, | và ){proper})*) (?:trở )?thành (?:{kinds})(?! ?[{UPPER}])"
        ),
        place=compiled(
            rf"[^.;(]{{0,40}}?[(,] ?(?:thuộc |tại )?((?:{levels()}) {proper_name()})| (?:thuộc|tại|ở) ((?:{levels()}) {proper_name()})"
        ),
    )


def find(view: str) -> list[Aim[InView]]:
    """The zones named in a text, each mention; spans are characters of the view.

    >>> [(z.kind, z.name, z.place) for z in find("Mở rộng KCN Long Bình An (thành phố Tuyên Quang); các khu công nghiệp khác.")]
    [('IndustrialPark', 'Khu công nghiệp Long Bình An', 'thành phố Tuyên Quang')]
    >>> [z.name for z in find("thành lập 02 KCN: Tân Long, Nhữ Khê.")]
    ['Khu công nghiệp Tân Long', 'Khu công nghiệp Nhữ Khê']
    >>> [z.name for z in find("lập 02 cụm công nghiệp mới ven sông (Bến Đò: 50 ha; Rạch Lá 2).")]
    ['Cụm công nghiệp Bến Đò', 'Cụm công nghiệp Rạch Lá 2']
    """
    found: list[Aim[InView]] = []
    places, patterns = _begun().places(view), _patterns()
    for match in places.finditer("zone"):
        if _is_of_body(view, match.start()) or (match["name"] and patterns.unnamed.match(match["name"])):
            continue
        if match["name"] and " " not in match["name"] and patterns.lowered.match(view, match.end()):
            longer = patterns.longer.match(view, match.end())
            if longer:  # "Di sản văn hóa thế giới Đô thị cổ Hội An"
                i = next(i for i, _ in enumerate(phrases("aims")["zones"]) if match[f"k{i}"])
                found.append(_aim(view, match.start(), longer.end(), i, match[f"k{i}"], match["name"] + longer[0]))
            continue
        i = next(i for i, _ in enumerate(phrases("aims")["zones"]) if match[f"k{i}"])
        aim = _aim(view, match.start(), match.end(), i, match[f"k{i}"], match["name"] or match["said"])
        found.append(aim if match["name"] else replace(aim, confidence=UNSHAPED))
    for match in places.finditer("shared"):
        i = 0 if re.match(r"KCN|[Kk]hu", match[0]) else 1
        for name in _patterns().proper.finditer(match["list"]):
            start = match.start("list") + name.start()
            found.append(_aim(view, start, start + len(name[0]), i, "", name[0]))
    for match in (*places.finditer("enclosed"), *places.finditer("becoming")):
        i = next(i for i, _ in enumerate(phrases("aims")["zones"]) if match[f"k{i}"])
        alone = match.re is _patterns().becoming
        if (
            phrases("aims")["zones"][i]["class"] == "HeritageSite"
        ):  # parks and reserves: what lies in them is listed so too
            continue
        for name in _patterns().proper.finditer(match["list"]):
            start = match.start("list") + name.start()
            aim = _aim(view, start, start + len(name[0]), i, match[f"k{i}"], name[0])
            found.append(replace(aim, name=name[0] if alone else aim.name, confidence=LISTED))
    for match in places.finditer("airport"):
        alone = " " not in (match["own"] or " ")
        if _is_of_body(view, match.start()) or (alone and patterns.lowered.match(view, match.end())):
            continue
        span = InView(match.start(), match.end())
        found.append(Aim(span, _class_of_work(match[0]), match[0][0].upper() + match[0][1:], place=match["where"]))
    return _renamed(_shared_place(sorted(found, key=lambda z: z.span), view), view)


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    names = ("zone", "shared", "enclosed", "becoming", "airport")
    return Beginnings({name: getattr(_patterns(), name) for name in names}, shared=True)


def _lists(found: list[Aim[InView]], view: str) -> list[list[Aim[InView]]]:
    """The zones in runs that are one list each."""
    runs: list[list[Aim[InView]]] = []
    for zone in found:
        if runs and joins(view[runs[-1][-1].span.end : zone.span.start]):
            runs[-1].append(zone)
        else:
            runs.append([zone])
    return runs


def _shared_place(found: list[Aim[InView]], view: str) -> list[Aim[InView]]:
    """The zones, with the place that the end of a list names for all before it: "(1) A, (2) B và (3) C, huyện D; (4) …"."""
    placed: list[Aim[InView]] = []
    for run in _lists(found, view):
        last: Aim[InView] | None = None
        for zone in reversed(run):
            if last and not zone.place and ";" not in view[zone.span.end : last.span.start]:
                zone = replace(zone, place=last.place, where=last.where and InView(zone.span.start, last.where.end))
            placed.append(zone)
            last = zone
    return sorted(placed, key=lambda z: z.span)


def _renamed(found: list[Aim[InView]], view: str) -> list[Aim[InView]]:
    """The zones, one that a list calls by a part of its name ("Nhữ Khê") by the whole name ("Đội Cấn - Nhữ Khê") that another list of
    the same zones gives it."""
    runs = [run for run in _lists(found, view) if len(run) > 1]
    named = [{z.name for z in run} for run in runs]
    joint = [
        n for n, names in enumerate(named) if any(" - " in name for name in names)
    ]  # only these name a zone by two places
    whole: dict[str, str] = {}
    for run, names, other in ((runs[a], named[a], b) for a in range(len(runs)) for b in joint if a != b):
        others = named[other]
        for zone in run if not names.isdisjoint(others) else ():
            longer = [n for n in others - names if n not in whole and _is_part(zone, n)]
            if len(longer) == 1 and zone.name not in others:
                whole[zone.name] = longer[0]
    return [replace(z, name=whole[z.name]) if z.name in whole and z.name not in whole.values() else z for z in found]


def _is_part(zone: Aim[InView], name: str) -> bool:
    kind = zone.name.split()[:3]
    own = " ".join(zone.name.split()[3:])
    return name.split()[:3] == kind and own in re.split(r" ?- ?", " ".join(name.split()[3:])) and " - " in name


def _class_of_work(words: str) -> str:
    """The class of a work that is a zone too: an airport."""
    return str(next(w["zone"] for w in phrases("aims")["works"] if w.get("zone") and re.match(w["words"], words)))


def _aim(view: str, start: int, end: int, i: int, head: str, name: str) -> Aim[InView]:
    zone = phrases("aims")["zones"][i]
    kind = zone["name"] or head[:1].upper() + head[1:]
    place = _patterns().place.match(view, end)
    where = (place[1] or place[2]) if place else None
    whole = InView(start, place.end(1 if place[1] else 2)) if place else None
    return Aim(InView(start, end), zone["class"], f"{kind} {name.strip()}", place=where, where=whole)


def _is_of_body(view: str, start: int) -> bool:
    """ "Ban Quản lý Khu kinh tế Nam Phú Yên" names a body."""
    return bool(_patterns().body.search(view[max(start - 40, 0) : start]))
