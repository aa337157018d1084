"""Documents that lay down rules, by what they are called and by their numbers."""

from __future__ import annotations

import re

from graph.language.lexicon import phrases
from graph.language.numbers import is_consolidated
from graph.model import Header


def lays_down_rules(header: Header) -> bool:
    """Whether a document lays down rules: its figures are what is asked or what things are judged by.

    By its kind, or by the year in its number, which documents that lay down rules print between number and symbol (Luật Ban hành văn bản quy
    phạm pháp luật); the National Assembly prints its term there too, in all its numbers.

    >>> [lays_down_rules(Header(type=kind, number=number)) for kind, number in (("Decree", None), ("Decision", "9/2026/QĐ-UBND"), ("Decision", "9/QĐ-UBND"), ("Resolution", "9/2026/QH16"))]
    [True, True, False, False]
    """
    number = header.number or ""
    return header.type in phrases("aims")["normative"] or is_consolidated(number) or bool(_YEAR_IN_NUMBER.match(number))


_YEAR_IN_NUMBER = re.compile(r"\d[\d.]*/(?:19|20)\d\d/(?!QH|UBTVQH)")
