"""Where a printed line ends inside a sentence, and what begins a paragraph whatever stands above it: rules that need two lines and no layout.

Files that print lines (PDF, scans) and texts with hard wraps both ask them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language import numbers
from graph.language.endings import AtEnd
from graph.language.lexicon import UPPER, any_of

_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d.])")
"""A figure of thousands, which looks like an item's number: "27.700 tỷ đồng"."""
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_YEAR_LAST = AtEnd(r"(?<!\d)(?:19|20)\d\d$")
_TO_YEAR = re.compile(r"[-–] ?(?:19|20)\d\d(?!\d)")
_BEFORE_YEAR = re.compile(r"(?<!\w)năm$|\d ?[-–]$", re.IGNORECASE)
"""The end of a line that a year goes on: "đến năm", "giai đoạn 2021 -"."""
_NUMBER = re.compile(numbers.NUMBER)
_BEGUN_SYMBOL = re.compile(rf"\d(?:/(?:19|20)\d\d)?/[{UPPER}]+$")
"""The end of a line behind the first letters of a number's symbol: "số 27/2018/QĐ"."""
_NUMBER_S_END = re.compile(r"[-/][A-ZĐ][A-Za-zĐđ]*\d{0,3}[-/][A-ZĐ]")
"""The rest of a document's number: "-KH/TU", "/NQ-CP"."""


def opens(words: str) -> bool:
    """Whether a line begins a paragraph, whatever stands above it. Source: `openers` in `ontology/phrases/lines.yaml`.

    >>> opens("Căn cứ Luật Đất đai;"), opens("căn cứ điều kiện của xã")
    (True, False)
    """
    return bool(_opener().match(words))


def cuts_number(before: str, words: str) -> bool:
    """Whether a line ends inside a document's number, whose rest looks like an item.

    >>> cuts_number("Nghị quyết số", "30-NQ/TW"), cuts_number("số 122", "-KH/TU"), cuts_number("Giữ rừng", "30 xã")
    (True, True, False)
    """
    if before[-1:].isdigit():
        return bool(_NUMBER_S_END.match(words))
    if words[:1] == "-" and _BEGUN_SYMBOL.search(before):
        return bool(re.match(rf"-[{UPPER}]", words))
    return bool(_NUMBER.match(words)) and bool(_before_number().search(before))


def is_year(words: str, before: str) -> bool:
    """Whether a line is nothing but a year that belongs to the line before it.

    >>> is_year("2050", "đến năm"), is_year("12", "đến năm")
    (True, False)
    """
    return bool(_YEAR.fullmatch(words) and _BEFORE_YEAR.search(before))


def goes_on(before: str, words: str) -> bool:
    """Whether a line begins with a figure that belongs to the line before it: thousands, a year, the end of a period.

    >>> [goes_on(*two) for two in (("đạt trên", "27.700 tỷ đồng"), ("đến năm", "2050"), ("(2021 -", "2025)"), ("2026", "- 2030"))]
    [True, True, True, True]
    >>> goes_on("Trồng rừng", "- Giữ rừng")
    False
    """
    year = _YEAR.match(words) and _BEFORE_YEAR.search(before)
    return bool(_FIGURE.match(words) or year or (_TO_YEAR.match(words) and _YEAR_LAST.search(before)))


@lru_cache(maxsize=1)
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('lines', 'openers')})")


@lru_cache(maxsize=1)
def _before_number() -> AtEnd:
    return AtEnd(rf"(?i:(?<!\w)(?:{any_of('lines', 'before_numbers')}))$")
