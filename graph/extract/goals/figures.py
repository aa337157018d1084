"""Which figures of a sentence are goals: not durations, numbers of articles, what is so today, or what only tells which things are counted."""

from __future__ import annotations

import re
from bisect import bisect_left

from graph.extract.goals import bare
from graph.extract.goals.growing import PHRASE
from graph.extract.goals.patterns import passing, patterns, places_of
from graph.language import quantities

LONGEST = 600
"""Characters of a sentence, or of a clause of a longer one, that are read for a figure and quoted for it. A sentence without an end may fill a
file, and would be read and quoted once for each of its figures."""


def figures_of(words: str, *, goal: bool) -> list[re.Match[str]]:
    """The figures of a sentence with their units; among goals also those of a unit that no list holds, where a verb, a colon or a bound
    right before says that they count something."""
    places = places_of(words)
    listed = list(places.finditer("figure"))
    if not goal:
        return listed
    starts = [match.start("low") for match in listed]
    more: list[re.Match[str]] = []
    units: set[str] = set()
    for match in places.finditer("unlisted"):
        before = bisect_left(starts, match.end())
        if before and match.start("low") < listed[before - 1].end():
            continue
        bound = quantities.sign(match["sign"]) in (">=", "<=")
        again = match["unit"] in units and _AGAIN.search(words, max(match.start() - PHRASE, 0), match.start())
        if bound or again or _is_counted(words, match):
            more.append(match)
            units.add(match["unit"])
    unitless = bare.found(words)
    counted = (f for f in (*listed, *more) if not _is_no_goal(words, f))
    others = [f for f in counted if not any(b.start() < f.end() and f.start() < b.end() for b in unitless)]
    return sorted([*others, *unitless], key=bare.start)


def _is_no_goal(words: str, figure: re.Match[str]) -> bool:
    """Whether a figure is a unit in brackets ("(10³ tấn)", printed without the raised figure) or tells what is so today: "12 xã (chiếm 9%)"."""
    at = figure.start("low")
    power = words[at - 1 : at] == "(" and _POWER.match(words, at)
    return bool(power or _SHARE.match(words, figure.end()))


_POWER = re.compile(r"10[236]? [^()\d]{1,24}\)")
_SHARE = re.compile(r"[^\d();,.]{0,30}\((?:chiếm|đạt tỷ lệ) \d")

AGAIN = re.compile(r"(?: \(?(?:năm )?\d{4}\)?)?(?:,| và|;) (?:năm \d{4}:? (?:đạt |có )?)?")
"""Between two figures of the same: "15 xã năm 2026, 20 xã năm 2028"."""
_AGAIN = re.compile(r"[,;:)] ?$|\bvà $")
"""Before a figure that counts the same as one before it in a list: "15 trạm (2026), 25 trạm (2028)"."""


def _is_counted(words: str, figure: re.Match[str]) -> bool:
    """Whether a figure of two digits or more stands where a count does: behind a colon, a verb of reaching, the first words of a clause.
    A year is none: "Đến năm 2030 trồng 40 ha bần"."""
    near = max(figure.start() - PHRASE, 0), figure.start()
    if _YEAR.search(words, *near) and re.fullmatch(r"(?:19|20)\d\d", figure["low"]):
        return False
    said = patterns().surely.search(words, *near) and not patterns().numbered.search(words, *near)
    return len(figure["low"]) > 1 and bool(said)


_YEAR = re.compile(r"(?<!\w)năm $", re.IGNORECASE)


def is_left(words: str, figure: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a figure is what is so today, and the one behind it what is to be reached: "từ 65% năm 2025 lên 75%"."""
    between = words[figure.end() : following.start()]
    return bool(
        len(between) < PHRASE
        and _FROM.search(words, max(figure.start() - PHRASE, 0), figure.start("low"))
        and _LEAVES.search(between)
    )


_FROM = re.compile(r"(?<!\w)từ (?:mức )?$", re.IGNORECASE)
_LEAVES = re.compile(r"(?<!\w)(?:lên|xuống|còn)(?: [^\W\d]+){0,4} ?$")


def tells_which(words: str, before: re.Match[str], figure: re.Match[str]) -> bool:
    """Whether a figure says which things the one before counts: "60 công ty có doanh thu đạt 20 tỷ đồng", "với mỗi vụ từ 1 triệu USD"."""
    said = words[before.end() : figure.start()][:LONGEST]
    each = re.search(r"(?<!\w)với [^;]{0,40}mỗi ", said)
    alone = re.search(r" có ", said) and not re.search(r"[,;:]| và | trong đó ", said)
    return bool(
        each
        or (
            alone
            and (not before["unit"].startswith("%") or said.endswith(" có ") or quantities.is_measure(figure["unit"]))
        )
    )


def counts_as(said: str, figure: re.Match[str], *, goal: bool, urged: bool) -> bool:
    """Whether a figure is what is aimed at: not a duration, a share named in passing, or a part of a name; `urged`: whether the words
    before it strive for something."""
    reached = patterns().reached.search(said)
    part = bool(_OF_ALL.search(figure[0]))
    if part and (not goal or figure["unit"].lower() == "lần"):
        return False
    if not goal and figure["unit"].lower() in _TIMES and not reached:
        return False  # how long before, how often: "báo trước ít nhất 4 giờ"
    made = goal and (patterns().made.search(said) or re.search(r": ?$", said))
    if figure["unit"].lower() in passing() and not (figure["sign"] or reached or part or made):
        return False
    if _EACH.fullmatch(f"{figure['sign']}{figure['low']} {figure['unit']}".lower()):
        return False
    if re.search(r"(?:=|\(chiếm|\(tương đương)\s*$", said):  # a part of a formula, or what is so today
        return False
    if figure["unit"].lower() == "tuổi" and (not (reached or _LIFE.search(said)) or figure["more"]):
        return False
    if patterns().numbered.search(said):
        return False
    if figure["unit"].startswith("%") or figure["sign"]:
        return True
    return goal or bool(patterns().made.search(said)) or bool(reached and urged)


_TIMES = frozenset(("giờ", "phút", "ngày", "tuần", "tháng", "lần", "lần/năm", "lần/quý", "lần/tháng"))


def is_age(figure: re.Match[str]) -> bool:
    """Whether a figure says of which age those are that another one counts: "70% trẻ em từ 6 đến | dưới 16 tuổi | biết bơi"."""
    return figure["unit"].lower() == "tuổi" and not _LIFE.search(figure.string[: figure.start()])


def more_behind(figure: re.Match[str]) -> bool:
    """Whether "trở lên" stands behind what the figure is of: "từ 70% dân số trưởng thành trở lên"."""
    return bool(re.search(r"(?i)(?<!\w)từ $", figure[0][: figure.start("low") - figure.start()])) and bool(
        _MORE.match(figure.string, figure.end())
    )


_MORE = re.compile(r"(?: (?!tuổi|trở)[^\W\d_]+){1,7} trở lên(?!\w)")
_LIFE = re.compile(r"tuổi thọ", re.IGNORECASE)
_EACH = re.compile(r"trên (?:0?1 (?:ha|km|km2|m2|m3|người|hộ|lao động)|10{0,2}(?:[.]?000)* (?:dân|trẻ))")
"""Of what each has so much: "giá trị thu hoạch trên 1 ha đất"."""
_OF_ALL = re.compile(r"\d/\d")
"""So many of all: "9/12 xã"."""
