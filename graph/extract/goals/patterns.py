"""The words of `ontology/phrases/aims.yaml` in the forms in which a goal is printed."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import NamedTuple

from graph.language import quantities
from graph.language.beginnings import Beginnings, Places
from graph.language.compiled import compiled
from graph.language.lexicon import LOWER, any_of

UNLISTED = 0.6
"""How sure a goal is whose unit no list holds."""


class Patterns(NamedTuple):
    """The patterns for figures of goals and for what stands around them."""

    figure: re.Pattern[str]
    unlisted: re.Pattern[str]
    surely: re.Pattern[str]
    yearly: re.Pattern[str]
    share_of: re.Pattern[str]
    goals: re.Pattern[str]
    set_by_rules: re.Pattern[str]
    past: re.Pattern[str]
    criteria: re.Pattern[str]
    striving: re.Pattern[str]
    acting: re.Pattern[str]
    shared: re.Pattern[str]
    reached: re.Pattern[str]
    numbered: re.Pattern[str]
    made: re.Pattern[str]
    led_over: re.Pattern[str]
    verb: re.Pattern[str]
    opening: re.Pattern[str]
    urged: re.Pattern[str]
    named: re.Pattern[str]
    grows: re.Pattern[str]
    growth: re.Pattern[str]
    equal: re.Pattern[str]
    counted: re.Pattern[str]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The words of `ontology/phrases/aims.yaml` in the forms of a goal: "verb (, adverb) (level) figure unit"."""
    number = quantities.NUMBER

    words = partial(any_of, "aims")

    def figure(unit: str) -> re.Pattern[str]:
        return compiled(
            rf"(?P<sign>(?:(?<!\w)(?:{quantities.signs()})(?: |(?=\d)))*)(?:từ )?(?<![\w/.,-])(?P<low>{number})(?:/\d{{1,4}}(?= [^\W\d_]))?"
            rf"(?:(?: ?%)? ?(?:-|đến) ?(?P<high>{number}))? ?(?P<unit>{unit})(?P<more> trở lên)?",
            re.IGNORECASE,
        )

    return Patterns(
        figure=figure(rf"(?:(?:{words('thousands')}) )?(?:{quantities.units()})(?:/(?:{words('per')}))*(?!\w)"),
        unlisted=figure(rf"(?<= )(?!(?:{words('no_units')})(?!\w))[{LOWER}]{{2,}}(?![\w/])"),
        surely=compiled(
            rf"(?:^|[.;,:] ?)[^\W\d_]+(?: [^\W\d_]+){{0,2}} $|: ?$|(?<!\w)(?:{words('reaching')}) $", re.IGNORECASE
        ),
        yearly=compiled(rf"(?:{words('yearly')})(?!\w)", re.IGNORECASE),
        share_of=compiled(rf"(?!(?:{words('counted_end')}|{words('no_share')})(?!\w))[^\W\d_]|[“\"]"),
        goals=compiled(words("goals")),
        set_by_rules=compiled(words("set_by_rules")),
        past=compiled(words("past")),
        criteria=compiled(rf"(?:{words('criteria')})"),
        striving=compiled(words("striving"), re.IGNORECASE),
        acting=compiled(rf"(?:[^:]{{0,60}}: ?)?(?:{words('acting')})", re.IGNORECASE),
        shared=compiled(rf"(?<!\w)(?:{words('sharing')})$", re.IGNORECASE),
        reached=compiled(rf"(?:{words('reaching')})\s*(?:(?:{words('averaging')}) )?$", re.IGNORECASE),
        numbered=compiled(rf"(?:{words('numbering')})\s*$", re.IGNORECASE),
        made=compiled(rf"(?:{words('making')})(?: và [^\d]{{0,20}})? $", re.IGNORECASE),
        led_over=compiled(rf"(?:[ ,:(]+(?:{words('leading_over')}))*[ ,:(]*$"),
        verb=compiled(
            rf"(?:,? (?:{words('expecting')}))*(?: (?:{words('standing')}))*(?: (?:{words('level')}))*\s*$",
            re.IGNORECASE,
        ),
        opening=compiled(rf"^[\s,:;()-]*(?:(?:{words('opening')})(?!\w)[ ,:]*)+"),
        urged=compiled(rf"(?i:{words('urging')})(?: đến(?: hết)? năm \d{{4}},?)? "),
        named=compiled(rf"(?:{words('naming')})\s*(?:bình quân )?$|:\s*$"),
        grows=compiled(rf"^[\s,]*(?:{words('growing')})"),
        growth=compiled(
            rf"\b({words('growing')})(?: trưởng)?(?: bình quân)?(?: hằng năm| hàng năm| \d+ năm(?: \([^)]*\))?)? *$"
        ),
        equal=compiled(rf"^[\s,]*(?:{words('equalling')})"),
        counted=compiled(rf" ?(?!(?:{words('counted_end')})\b)[^\s,;.:()]+"),
    )


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({name: getattr(patterns(), name) for name in ("figure", "unlisted", "striving")})


def places_of(words: str) -> Places:
    """Where in a sentence the patterns "figure", "unlisted" and "striving" can begin.

    >>> [match["low"] for match in places_of("Trồng trên 40 ha bần").finditer("figure")]
    ['40']
    """
    return _begun().places(words)


@lru_cache(maxsize=1)
def passing() -> frozenset[str]:
    """Folded words that may stand between a verb of reaching and its figure."""
    return frozenset(any_of("aims", "passing").split("|"))
