"""Treaties by what they are called for short or are about: "Hiệp định UKVFTA", "Công ước MLC 2006", "Nghị định thư Kyoto", "Công ước Liên hợp
quốc về chống tham nhũng"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.extract.citations.patterns import patterns, phrase
from graph.extract.citations.spans import Spans, cited
from graph.language import syllables
from graph.language.beginnings import Beginnings
from graph.language.lexicon import UPPER, any_of, phrases
from graph.model import Citation, InView

_FEWEST, _MOST = 3, 20
"""Words that say what a treaty is about."""


def find(view: str, numbered: Spans, here: str | None) -> Iterator[Citation[InView]]:
    """The treaties in a text; "các hiệp định FTA" and what is about trade in general are none.

    >>> [c.title for c in find("Theo Hiệp định UKVFTA và Nghị định thư Kyoto, không theo các Hiệp định FTA.", Spans([]), None)]
    ['Hiệp định UKVFTA', 'Nghị định thư Kyoto']
    """
    found = _begun().places(view)
    for match in found.finditer("short"):
        foreign = match["word"] is None or not syllables.is_syllable(match["word"])
        if foreign and _is_one(view, match.start(), numbered):
            yield cited("Treaty", view, match.start(), match.end(), here)
    for match in found.finditer("about"):
        if _is_one(view, match.start(), numbered) and (end := _end(view, match.end(), numbered)):
            yield cited("Treaty", view, match.start(), end, here)


def _is_one(view: str, start: int, numbered: Spans) -> bool:
    several = patterns().counting.search(view, max(start - 24, 0), start)
    return several is None and not numbered.covers(start)


def _end(view: str, first: int, numbered: Spans) -> int | None:
    """Where the words end that say what it is about."""
    number = numbered.starting(first)
    end = phrase(view, first, min(first + 200, number.start if number else len(view)))
    return end if _FEWEST <= len(view[first:end].split()) <= _MOST else None


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    words = [h["words"] for h in phrases("titles")["heads"] if h["class"] == "Treaty"]
    heads, of_states = "|".join(words), "|".join(word for word in words if word != "Thỏa thuận")  # of anybody
    parties = any_of("titles", "parties")
    short = rf"(?!FTA|PTA)[{UPPER}]{{2,}}|(?P<word>[A-Z][a-z]{{3,}})"
    return Beginnings(
        {
            "short": re.compile(rf"(?<!\w)(?:{heads}) (?:{short})(?: (?:19|20)\d\d)?(?!\w)"),
            "about": re.compile(rf"(?<!\w)(?:(?:{heads})(?: của)? (?:{parties})|(?:{of_states})) về (?!việc)"),
        },
        shared=True,
    )
