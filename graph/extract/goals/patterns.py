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

_THINGS = 12
"""Words at most that say which things are counted."""


class Patterns(NamedTuple):
    """The patterns for figures of goals and for what stands around them."""

    figure: re.Pattern[str]
    unlisted: re.Pattern[str]
    surely: re.Pattern[str]
    yearly: re.Pattern[str]
    a_year: re.Pattern[str]
    share_of: re.Pattern[str]
    goals: re.Pattern[str]
    set_by_rules: re.Pattern[str]
    done: re.Pattern[str]
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
    things: re.Pattern[str]
    behind: re.Pattern[str]
    doing: re.Pattern[str]
    keeping: re.Pattern[str]
    changing: re.Pattern[str]
    relating: re.Pattern[str]
    purpose: re.Pattern[str]
    own: re.Pattern[str]
    target: re.Pattern[str]
    head: re.Pattern[str]
    head_anywhere: re.Pattern[str]
    had: re.Pattern[str]
    raised: re.Pattern[str]
    moved: re.Pattern[str]
    to_level: re.Pattern[str]
    grows_itself: re.Pattern[str]
    whole: re.Pattern[str]
    predicate: re.Pattern[str]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The words of `ontology/phrases/aims.yaml` in the forms of a goal: "verb (, adverb) (level) figure unit"."""
    number = quantities.NUMBER

    words = partial(any_of, "aims")
    head = rf"(?:{words('heads')})(?!\w)"

    def figure(unit: str) -> re.Pattern[str]:
        return compiled(
            rf"(?P<sign>(?:(?<!\w)(?:{quantities.signs()})(?: |(?=\d)))*)(?:từ )?(?<![\w/.,-])(?<!\d:)(?P<low>{number})(?:/\d{{1,4}}(?= [^\W\d_]))?"
            rf"(?:(?: ?%)? ?(?:-|đến) ?(?P<high>{number}))? ?(?P<unit>{unit})(?P<more>(?: mới)? trở lên)?",
            re.IGNORECASE,
        )

    return Patterns(
        figure=figure(
            rf"(?:[{LOWER}]+(?: [{LOWER}]+)?)?/(?:{words('rated')})(?!\w)"
            rf"|(?:(?:{words('thousands')}) )?(?:{quantities.units()})(?:/(?:{words('per')}))*(?!\w)"
        ),
        unlisted=figure(rf"(?<= )(?!(?:{words('no_units')})(?!\w))[{LOWER}]{{2,}}(?![\w/])"),
        surely=compiled(
            rf"(?:^|[.;,:] ?)[^\W\d_]+(?: [^\W\d_]+){{0,2}} $|: ?$|(?<!\w)(?:{words('reaching')}) $", re.IGNORECASE
        ),
        yearly=compiled(rf"(?:(?:{words('expecting')}|và) )*(?:{words('yearly')})(?!\w)", re.IGNORECASE),
        a_year=compiled(rf"[^,;.\d]{{0,80}}?((?:/| )(?:năm(?<=/năm)|{words('yearly')}))(?!\w)", re.IGNORECASE),
        share_of=compiled(rf"(?!(?:{words('counted_end')}|{words('no_share')})(?!\w))[^\W\d_]|[“\"]"),
        goals=compiled(words("goals")),
        set_by_rules=compiled(words("set_by_rules")),
        done=compiled(rf"(?:[ivx\d]+[.)] ?)*(?:{words('done')})"),
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
        things=compiled(
            rf"(?:(?:^| )(?!(?:{words('counted_end')})(?!\w))[^\s,;.:()]+|, (?!(?:{words('counted_end')}|{words('acting')}|{words('making')})(?!\w))[^\s,;.:()]+){{1,{_THINGS}}}"
            rf"(?<! của)(?<! các)(?<! về)(?<! từ)",
            re.IGNORECASE,
        ),
        behind=compiled(rf" ?(?:{words('counted_end')})(?!\w)"),
        doing=compiled(rf"(?:{words('acting')}|{words('making')})(?!\w)", re.IGNORECASE),
        changing=compiled(rf"(?:(?:{words('moving')}) ?)+", re.IGNORECASE),
        keeping=compiled(rf"(?:(?:{words('raising')}) ?)+", re.IGNORECASE),
        relating=compiled(
            rf"(?:{words('relating')})(?: (?:tăng|trưởng|bình quân|đầu tư|đăng ký|đạt|trực tiếp))*", re.IGNORECASE
        ),
        purpose=compiled(rf",? (?:{words('purposes')})(?!\w)"),
        own=compiled(
            rf"(?:[,:]| và| với)+ (?:(?:{words('leading_over')}|{words('opening')}),? )*{head}", re.IGNORECASE
        ),
        target=compiled(rf"(?<!\w)(?:{words('targets')})(?: (?:đặt ra|đề ra|cụ thể))?(?: là|:)? $", re.IGNORECASE),
        head=compiled(head, re.IGNORECASE),
        head_anywhere=compiled(rf"(?<!\w){head}", re.IGNORECASE),
        had=compiled(r"(?<!\w)có (?:thêm )?$", re.IGNORECASE),
        raised=compiled(rf"(?:(?:{words('raising')}) )+(?={head})", re.IGNORECASE),
        moved=compiled(rf"(?:(?:{words('moving')}) )+(?={head})", re.IGNORECASE),
        to_level=compiled(rf"(?<!\w)(?:{words('to_levels')})(?: [^\W\d_]+){{0,2}} *$", re.IGNORECASE),
        grows_itself=compiled(r"(?i:tốc độ|nhịp độ|tăng trưởng|mức (?:tăng|giảm))|(?:tăng|giảm)$"),
        whole=compiled(rf"^(?:(?:{words('wholes')}) )+"),
        predicate=compiled(rf" (?:{words('predicates')})(?!\w)"),
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
