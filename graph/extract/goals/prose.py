"""Quantified goals: what is to be reached, by how much, in what unit, by when.

Forms: "Giá trị sản xuất công nghiệp (giá so sánh 2010) đạt trên 27.700 tỷ đồng, tăng bình quân 05 năm (2021 - 2025) trên 14%", "Cơ cấu lao động …
chiếm trên 25,8%, tương đương trên 138.700 lao động, trong đó lao động qua đào tạo chiếm trên 65%", "Phấn đấu 100% thôn, bản có điện",
"95% hộ ở đô thị và 85% hộ ở nông thôn có nước sạch", "Thành lập mới ít nhất 5 cụm công nghiệp", "không quá 1%", "05 - 06%". What was
reached in the past is no goal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz import fuzz

from graph.extract.back import placed
from graph.extract.goals.growing import PHRASE, Growing
from graph.extract.goals.names import name_of, part_of, rest
from graph.extract.goals.patterns import UNLISTED, passing, patterns, places_of
from graph.extract.goals.years import Years
from graph.extract.norms import lays_down_rules
from graph.language import quantities
from graph.language.folding import fold
from graph.language.lexicon import any_of
from graph.model import Aim, Block, Document, Findings, InView, Place

SAME = 75
"""Least likeness of names (rapidfuzz token-set ratio, 0 to 100) at which equal figures of two lists are one goal."""
_COMPARED = 500
"""Goals of one figure and unit that one is compared with, the nearest before it: a text of nothing else would take for ever."""
REPEATED = 97
"""The same within one list, whose members differ by a word ("cảng biển", "cửa khẩu")."""


_DIGIT = re.compile(r"\d")


def step(document: Document, findings: Findings) -> Findings:
    """The goals of the prose; a row that a table's goal was read from is not read as prose too. Reads: header, root, view, goals.
    Writes: goals."""
    tabled, view = findings.goals, document.view
    prose: list[tuple[Block | None, Aim]] = []
    for where, goal in stated(document.root, view.text, rules=lays_down_rules(document.header)):
        span = view.back(goal.span)
        if not any(row.span.start < span.end and span.start < row.span.end for row in tabled):
            prose.append((where, placed(goal, view)))
    return replace(findings, goals=tuple(distinct([*prose, *((None, row) for row in tabled)])))


def find(root: Block, view: str, *, rules: bool = False) -> list[Aim[InView]]:
    """The goals of a document, in order; `rules`: whether it lays down rules.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "II. MỤC TIÊU ĐẾN NĂM 2025\\n- Cơ cấu lao động ngành công nghiệp chiếm trên 25,8%, tương đương trên 138.700 lao động."
    >>> document = parse(Source("a.txt", text))
    >>> [(a.name, a.comparator, str(a.value), a.unit, a.year) for a in find(document.root, document.view.text)]
    [('Cơ cấu lao động ngành công nghiệp', '>', '25.8', '%', 2025), ('Cơ cấu lao động ngành công nghiệp, tương đương', '>', '138700', 'lao động', 2025)]
    """
    return distinct(list(stated(root, view, rules=rules)))


def stated(root: Block, view: str, *, rules: bool = False) -> Iterator[tuple[Block, Aim[InView]]]:
    """Each statement of a goal, with what it stands in; a text may state one several times. `rules`: whether the document lays down rules.
    Such a one asks for figures everywhere, and sets goals only under a heading that says so."""
    state = _State(goals=patterns().set_by_rules if rules else patterns().goals)
    for node in root.prose():
        if node.parent is not None:
            state.enter(node)
            if not state.past and (state.goal or not rules):
                yield from ((node.parent, aim) for aim in _in_line(node, view, goal=state.goal, year=state.year))


@dataclass(slots=True)
class _State:
    """What the headings read so far say of the figures below them."""

    goals: re.Pattern[str]  # of headings over goals
    goal: bool = False
    past: bool = False  # what was reached, or what is asked of others
    year: int | None = None
    part_year: int | None = None
    head_year: int | None = None  # of the last heading with a figure: "1. Đến năm 2030" over "a) Về kinh tế"
    part_past: bool = False
    part_goal: bool = False

    def enter(self, node: Block) -> None:
        """Goes on to the next line: a heading says of which year the lines below it are, and whether they are goals or
        what was reached."""
        title = node.numbering == "" and node.text.isupper() and sum(c.isupper() for c in node.text) > 8
        announces = node.text.rstrip().endswith(":")
        if not node.numbering and not title and not announces:
            return
        whole = title or node.numbering in ("part", "article", "roman")
        if not whole and not announces and node.numbering not in _HEADINGS:
            return
        heading = fold(node.text)
        if whole:
            self.part_goal = self.goal = bool(self.goals.search(heading[:120]))
            self.part_past = self.past = _is_no_goal(heading[:80]) and not self.goal
            self.part_year = self.year = quantities.year(heading) or (self.part_year if title else None)
            self.head_year = None
        elif _is_heading(node):
            self.goal = self.part_goal or bool(self.goals.search(heading[:120]))
            self.past = self.part_past or (_is_no_goal(heading[:60]) and not self.goal)
            own = quantities.year(heading)
            self.year = own or (self.head_year if node.numbering == "letter" else None) or self.part_year
            self.head_year = own if node.numbering != "letter" else self.head_year
        elif announces and self.goals.search(heading):
            self.goal, self.past, self.year = True, False, quantities.year(heading) or self.year


_HEADINGS = ("figure", "decimal", "letter")


def _is_no_goal(heading: str) -> bool:
    """Whether figures below a heading were reached, or are what things are judged by or what is asked of whom."""
    return bool(patterns().past.search(heading) or patterns().criteria.match(heading))


_HEADINGS = ("figure", "decimal", "letter")


def _is_heading(node: Block) -> bool:
    short = node.numbering in _HEADINGS and len(node.text) < 140
    return short and not (_DIGIT.search(node.text) and any(places_of(node.text).finditer("figure")))


def distinct(found: list[tuple[Block | None, Aim[Place]]]) -> list[Aim[Place]]:
    """Without goals that the text says again: same figure, unit, year as far as said, and name. Each comes with what it stands in, None
    for tables."""
    kept: list[Aim[Place]] = []
    alike: dict[tuple[Decimal | None, str | None], list[tuple[Block | None, int | None, str]]] = {}
    for where, aim in found:
        name, others = fold(aim.name), alike.setdefault((aim.value, aim.unit), [])
        again = (
            (year == aim.year or None in (year, aim.year))
            and fuzz.token_set_ratio(known, name) >= (REPEATED if place is where else SAME)
            for place, year, known in others[-_COMPARED:]
        )
        if not any(again):
            kept.append(aim)
            others.append((where, aim.year, name))
    return kept


def _in_line(node: Block, view: str, *, goal: bool, year: int | None) -> Iterator[Aim[InView]]:
    if not _DIGIT.search(node.text) or not (goal or places_of(node.text).has("striving")):
        return
    yearly, own = False, None
    for sentence in _SENTENCE.finditer(view[node.start : node.line.end]):
        words, at = sentence[0], node.start + sentence.start()
        goes_on = view[at - 2 : at].rstrip() == ";"
        if not _DIGIT.search(words):  # it names no year either
            own = own if goes_on else None
            yearly = bool(patterns().yearly.match(words)) or (yearly and goes_on)
            continue
        years = Years(words)
        own = years.last or (own if goes_on else None)
        yearly = bool(patterns().yearly.match(words)) or (yearly and goes_on)
        named = list(_named(words, goal=goal))
        for figure, name in named:
            first = named[0][0].start("low")
            its = years.of(figure.start("low"), figure.end(), first) or own or year
            aim = _aim(figure, name, its, _quoted(words, at, figure))
            said = words[max(figure.start() - _LONGEST, 0) : figure.start()]
            yield _each_year(aim, said) if yearly or patterns().yearly.match(said.rsplit(",", 1)[-1].lstrip()) else aim


_LONGEST = 600
"""Characters of a sentence, or of a clause of a longer one, that are read for a figure and quoted for it. A sentence without an end may fill a
file, and would be read and quoted once for each of its figures."""


def _quoted(words: str, at: int, figure: re.Match[str]) -> InView:
    """The sentence that begins at a place of the view; of one too long to quote what stands nearest around the figure, in whole words."""
    end = len(words.rstrip(" .;"))
    if end <= _LONGEST:
        return InView(at, at + end)
    first, last = max(figure.start() - _LONGEST * 2 // 3, 0), min(figure.end() + _LONGEST // 3, end)
    first = words.find(" ", first, figure.start()) + 1 if first else 0
    last = words.rfind(" ", figure.end(), last) if last < end else end
    return InView(at + (first or figure.start()), at + (last if last > figure.end() else figure.end()))


_SENTENCE = re.compile(r"[^\s.;](?:\([^()\n]*\)|[^.;\n]|[.](?=[ ]?\d))*[.;]?")
"""A sentence or what semicolons part; not what they part in parentheses."""


def _each_year(aim: Aim[InView], said: str) -> Aim[InView]:
    """The goal of a sentence that begins with "Hằng năm, …": a growth, or what is counted, is that of a year."""
    growth = re.search(rf"(?<!\w)(?:{any_of('aims', 'growing')})\s*$", said)
    counted = not (aim.unit or "").startswith("%")
    return replace(aim, unit=f"{aim.unit}/năm") if (growth or counted) and "/năm" not in (aim.unit or "") else aim


def _named(words: str, *, goal: bool) -> Iterator[tuple[re.Match[str], str]]:
    """The figures of a sentence that are goals, each with its name; later ones go on from the first, unless their name follows them."""
    figures = _figures(words, goal=goal)
    name: str | None = None
    reach = 0
    before: re.Match[str] | None = None
    unnamed: list[re.Match[str]] = []
    left: int | None = None
    strives, urged = (Growing(words, patterns().striving) for _ in range(2))
    for i, figure in enumerate(figures):
        said = _before(words, reach, figure.start())
        part = part_of(words[max(figure.start() - _LONGEST, 0) : figure.start()]) if name else None
        if part:
            yield figure, f"{name} - {part}"
            continue
        counts = _counts(said, figure, goal=goal, urged=urged.within(reach, figure.start()))
        if not counts or (before and _tells_which(words, before, figure)):
            continue
        if i + 1 < len(figures) and _is_left(words, figure, figures[i + 1]):
            left = figure.start()
            continue
        if not goal and not strives.within(0, figure.end()):
            continue
        end = figures[i + 1].start() if i + 1 < len(figures) else len(words)
        after, behind = rest(words[figure.end() : end])
        said = said if left is None else _before(words, reach, left)
        name, full, used = name_of(said, figure, after, name if reach else None)
        left = None
        reach, before = figure.end() + (behind if used else 0), figure
        if full:
            yield from ((other, full) for other in unnamed if used)
            unnamed = []
            yield figure, full
        elif figure["unit"].startswith("%"):
            unnamed.append(figure)  # "năm 2026 đạt 50%, năm 2027 đạt 60% số bến"


def _before(words: str, reach: int, start: int) -> str:
    """The words from `reach` to a figure at `start`, of many the last."""
    first = max(reach, start - _LONGEST)
    return words[first if first == reach else words.find(" ", first, start) + 1 or first : start]


def _figures(words: str, *, goal: bool) -> list[re.Match[str]]:
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
    return sorted([*listed, *more], key=lambda match: match.start())


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


def _is_left(words: str, figure: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a figure is what is so today, and the one behind it what is to be reached: "từ 65% năm 2025 lên 75%"."""
    between = words[figure.end() : following.start()]
    return bool(
        len(between) < PHRASE
        and _FROM.search(words, max(figure.start() - PHRASE, 0), figure.start("low"))
        and _LEAVES.search(between)
    )


_FROM = re.compile(r"(?<!\w)từ (?:mức )?$", re.IGNORECASE)
_LEAVES = re.compile(r"(?<!\w)(?:lên|xuống|còn)(?: [^\W\d]+){0,4} ?$")


def _tells_which(words: str, before: re.Match[str], figure: re.Match[str]) -> bool:
    """Whether a figure says which things the one before counts: "60 công ty có doanh thu đạt 20 tỷ đồng", "với mỗi vụ từ 1 triệu USD"."""
    said = words[before.end() : figure.start()][:_LONGEST]
    each = re.search(r"(?<!\w)với [^;]{0,40}mỗi ", said)
    which = re.search(r" có ", said) and not re.search(r"[,;:]| và ", said) and not before["unit"].startswith("%")
    return bool(each or which)


def _counts(said: str, figure: re.Match[str], *, goal: bool, urged: bool) -> bool:
    """Whether a figure is what is aimed at: not a duration, a share named in passing, or a part of a name; `urged`: whether the words
    before it strive for something."""
    reached = patterns().reached.search(said)
    part = bool(_OF_ALL.search(figure[0]))
    if part and (not goal or figure["unit"].lower() == "lần"):
        return False
    if figure["unit"].lower() in passing() and not figure["sign"] and not reached and not part:
        return False
    if re.search(r"(?:=|\(chiếm|\(tương đương)\s*$", said):  # a part of a formula, or what is so today
        return False
    if figure["unit"].lower() == "tuổi" and (not reached or figure["more"]):
        return False
    if patterns().numbered.search(said):
        return False
    if figure["unit"].startswith("%") or figure["sign"]:
        return True
    return goal or bool(patterns().made.search(said)) or bool(reached and urged)


_OF_ALL = re.compile(r"\d/\d")
"""So many of all: "9/12 xã"."""


def _aim(figure: re.Match[str], name: str, year: int | None, span: InView) -> Aim[InView]:
    high = figure["high"]
    return Aim(
        span,
        "Indicator",
        " ".join(name.split()),
        comparator=quantities.sign(figure["sign"], more=bool(figure["more"])),
        value=quantities.decimal(figure["low"]),
        high=quantities.decimal(high) if high else None,
        unit=quantities.unit(figure["unit"]),
        year=year,
        base=quantities.base(name),
        period=quantities.period(name),
        confidence=1.0 if patterns().figure.match(figure[0]) else UNLISTED,
    )
