"""Which year the figures below a heading are of, and whether they are goals or tell what was reached."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.extract.goals.patterns import patterns, places_of
from graph.language import quantities
from graph.language.folding import fold
from graph.model import Block

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

    def enter(self, node: Block) -> None:
        """Goes on to the next line: a heading says of which year the lines below it are, and whether they are goals or
        what was reached."""
        capitals = sum(c.isupper() for c in node.text)
        title = node.numbering == "" and node.text.isupper() and (capitals > 8 or _LETTERED.match(node.text))
        announces = node.text.rstrip().endswith(":")
        alone = _names_goals(node, self.goals)
        if not node.numbering and not title and not announces and not alone:
            return
        whole = title or node.numbering in ("part", "article", "roman")
        if not whole and not announces and not alone and node.numbering not in _HEADINGS:
            return
        heading = fold(node.text)
        if whole:
            self.part_goal = self.goal = self._sets(heading[:120])
            self.part_past = self.past = _is_no_goal(heading[:80]) and not self.goal
            self.part_year = self.year = quantities.year(heading) or (self.part_year if title else None)
            self.head_year = None
        elif _is_heading(node):
            self.goal = self.part_goal or self._sets(heading[:120])
            self.past = self.part_past or (_is_no_goal(heading[:60]) and not self.goal)
            own = quantities.year(heading)
            self.year = own or (self.head_year if node.numbering == "letter" else None) or self.part_year
            self.head_year = own if node.numbering != "letter" else self.head_year
        elif (announces or alone) and self._sets(heading):
            self.goal, self.past, self.year = True, False, quantities.year(heading) or self.year

    def _sets(self, heading: str) -> bool:
        return bool(self.goals.search(heading)) and not patterns().done.match(heading)


def _names_goals(node: Block, goals: re.Pattern[str]) -> bool:
    """Whether a line without a number stands over goals as a heading does: short, without an end, named so by its first words."""
    text = node.text.rstrip()
    short = not node.numbering and len(text) < _SHORT and text[:1].isupper() and text[-1:].isalnum()
    return short and bool(goals.match(fold(text)))


_LETTERED = re.compile(r"[A-H]\. ?[^\W\d_]{2,}")
_SHORT = 90
"""Characters of a heading without a number at most."""
_HEADINGS = ("figure", "decimal", "letter")


def _is_no_goal(heading: str) -> bool:
    """Whether figures below a heading were reached, or are what things are judged by or what is asked of whom."""
    return bool(patterns().past.search(heading) or patterns().criteria.match(heading))


def _is_heading(node: Block) -> bool:
    short = node.numbering in _HEADINGS and len(node.text) < 140
    return short and not (_DIGIT.search(node.text) and any(places_of(node.text).finditer("figure")))
