"""Which year the figures below a heading are of, and whether they are goals or tell what was reached."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from graph.extract.goals.patterns import patterns, places_of
from graph.language import numbering, quantities
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import any_of
from graph.model import Block

_UNTIL = re.compile(r"(?:đến|tới) (?:hết |cuối )?năm (?:19|20)\d\d ?:$")
"""What a line ends in that says by when what stands below it is reached: "Đào tạo cán bộ để đến năm 2030:"."""
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Headings:
    """What the headings read so far say of the figures below them."""

    goals: re.Pattern[str]  # of headings over goals
    goal: bool = False
    past: bool = False  # what was reached, or what is asked of others
    year: int | None = None
    part_year: int | None = None
    head_year: int | None = None  # of the last heading with a figure: "1. Đến năm 2030" over "a) Về kinh tế"
    part_past: bool = False
    part_goal: bool = False
    until: str | None = None  # how the line is numbered that says by when those below it, and no others, are reached
    over: dict[int, tuple[bool, bool]] = field(default_factory=dict)  # of headings by their places: goal, past

    def enter(self, node: Block) -> None:
        """Goes on to the next line: a heading says of which year the lines below it are, and whether they are goals or
        what was reached."""
        if self.until == node.numbering:
            self.goal, self.year, self.until = self.part_goal, self.part_year, None
        capitals = sum(c.isupper() for c in node.text)
        title = node.numbering == "" and node.text.isupper() and (capitals > 8 or numbering.is_lettered(node.text))
        announces = node.text.rstrip().endswith(":")
        alone = _names_goals(node, self.goals)
        if not node.numbering and not title and not announces and not alone:
            return
        whole = title or node.numbering in ("part", "article", "roman")
        if not whole and not announces and not alone and node.numbering not in _HEADINGS:
            return
        heading = fold(node.text)
        if announces and not node.numbering and _asking().search(node.text):
            self.past = self.part_past = False  # behind what was, a part goes on with what is asked
        if whole:
            self.part_goal = self.goal = self._sets(heading[:120])
            self.part_past = self.past = _is_no_goal(heading[:80]) and not self.goal
            self.part_year = self.year = quantities.year(heading) or (self.part_year if title else None)
            self.head_year = None
        elif _is_heading(node):
            self.until = node.numbering if announces and _UNTIL.search(heading) else None
            above = self.over.get(node.parent.start if node.parent else -1, (False, False))
            self.goal = self.part_goal or above[0] or self._sets(heading[:120]) or self.until is not None
            done = above[1] or bool(patterns().past.search(heading[:60]))
            self.past = self.part_past or ((done or _is_no_goal(heading[:60])) and not self.goal)
            own = quantities.year(heading)
            self.year = own or (self.head_year if node.numbering == "letter" else None) or self.part_year
            self.head_year = own if node.numbering != "letter" else self.head_year
            named = self.goals.search(heading[:_FIRST])
            self.over[node.start] = self.goal and (above[0] or bool(named)), done and not self.goal
        elif (announces or alone) and (self._sets(heading) or _UNTIL.search(heading)):
            self.until = None if self._sets(heading) else node.numbering
            self.goal, self.past, self.year = True, False, quantities.year(heading) or self.year
        elif announces and (own := _only_a_year(heading)):
            self.year = own

    def announced(self, node: Block) -> int | None:
        """The year of an item that is a heading of goals and these themselves, 0 where that names none: "3. Chỉ tiêu năm 2026: …"; None
        where it is no such item."""
        heading, _, told = node.text[:_SHORT].partition(":")
        if (
            self.past
            or not node.numbering
            or not told.strip()
            or not self.goals.match(fold(heading).removeprefix("một số "))
        ):
            return None
        return quantities.year(fold(heading)) or 0

    def _sets(self, heading: str) -> bool:
        return bool(self.goals.search(heading)) and not patterns().done.match(heading)


def _only_a_year(heading: str) -> int | None:
    """The year of a line that names nothing else: "- Đến năm 2030:", "+ Giai đoạn 2026 - 2028:"."""
    return quantities.year(heading) if _PERIOD.fullmatch(heading.strip(" :*.-+")) else None


_PERIOD = re.compile(
    r"(?:(?:tầm nhìn|mục tiêu|chỉ tiêu|phấn đấu|định hướng|trong|từ|đến|hết|cuối|năm|giai đoạn|và|các năm) ?)*"
    r"(?:19|20)\d\d(?: ?(?:[-–]|đến)(?: năm)? ?(?:19|20)\d\d)?"
)


def _names_goals(node: Block, goals: re.Pattern[str]) -> bool:
    """Whether a line without a number stands over goals as a heading does: short, without an end, named so by its first words."""
    text = node.text.rstrip()
    short = not node.numbering and len(text) < _SHORT and text[:1].isupper() and text[-1:].isalnum()
    return short and bool(goals.match(fold(text)))


_FIRST = 36
"""Characters of a heading in which it names goals, where those below it are of them too; what it speaks of later it only serves."""
_SHORT = 90
"""Characters of a heading without a number at most."""
_HEADINGS = ("figure", "decimal", "letter")


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    return compiled(rf"(?i:(?<!\w)(?:{any_of('tasks', 'charging')}))(?! của)")


def _is_no_goal(heading: str) -> bool:
    """Whether figures below a heading were reached, or are what things are judged by or what is asked of whom."""
    return bool(patterns().past.search(heading) or patterns().criteria.match(heading))


def _is_heading(node: Block) -> bool:
    short = node.numbering in _HEADINGS and len(node.text) < 140
    return short and not (_DIGIT.search(node.text) and any(places_of(node.text).finditer("figure")))
