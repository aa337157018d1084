"""Goals whose figure has no unit to be counted in: a rank, an index, a part of all.

Forms: "Xếp hạng chuyển đổi số trong nhóm 10 tỉnh dẫn đầu", "đứng thứ 5 cả nước" (unit "thứ hạng", "nhóm 10" is at most the tenth); "Chỉ số HDI
đạt 0,78" (no unit); "Phấn đấu 2/3 số xã có bến" (in percent, to two digits); "Số năm sống khỏe đạt 68 năm" (years that are no period). A goal has a printed number: "Không còn hộ thiếu nước" is none.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from graph.language import quantities
from graph.language.compiled import compiled
from graph.language.lexicon import any_of

RANK = "thứ hạng"
"""The unit of a rank."""


class Told(NamedTuple):
    """What such a figure says."""

    comparator: str
    value: Decimal
    high: Decimal | None
    unit: str | None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Each with the groups of a figure: sign, low, high, unit, more."""
    number, end = quantities.NUMBER, r"(?P<more> trở lên)?"
    sign = rf"(?P<sign>(?:(?<!\w)(?:{quantities.signs()}) ){{0,3}})"
    reached = (
        rf"(?:{any_of('aims', 'reaching')}|{any_of('aims', 'naming')}|ở|tới|đến|duy trì) |(?={quantities.signs()})"
    )
    ranked, leading = any_of("aims", "ranked"), any_of("aims", "leading")
    group = rf"(?:nhóm|tốp|top)(?: các)?:? {sign}(?P<low>\d{{1,3}})(?P<high>(?!))? (?P<unit>{ranked})(?!\w){end}"
    return {
        "rank": compiled(rf"(?<!\w){group}(?=[^;.]{{0,40}}(?:{leading}))", re.IGNORECASE),
        "top": compiled(rf"(?<!\w){group.replace('nhóm|', '')}", re.IGNORECASE),
        "place": compiled(
            rf"(?<!\w)(?:xếp|đứng|xếp hạng|thứ hạng|vị trí) (?:vị trí )?{sign}(?P<unit>thứ) (?P<low>\d{{1,3}})(?![\d/])(?P<high>(?!))?{end}",
            re.IGNORECASE,
        ),
        "part": compiled(
            rf"{sign}(?<![\w/.,-])(?P<low>[1-9])/(?P<high>[2-9]|10) (?:tổng )?số (?P<unit>{quantities.units()})(?!\w){end}",
            re.IGNORECASE,
        ),
        "span": compiled(
            rf"(?<!\w)(?:{any_of('aims', 'lasting')})(?!\w)[^,;.\d]{{0,60}}?(?<= )(?P<at>(?:(?:{reached}|bình quân ){{1,3}})?{sign}(?:{reached})?(?<![\w/.,-])"
            rf"(?P<low>{number})(?P<high>(?!))? (?P<unit>năm|tháng|ngày|giờ|phút)(?!\w){end})",
            re.IGNORECASE,
        ),
        "index": compiled(
            rf"(?<!\w)(?:{any_of('aims', 'indices')})(?!\w)[^.,;:%\d]{{0,80}}?(?<= )(?P<at>(?:{reached}){{1,3}}{sign}(?<![\w/.,-])(?P<low>{number})"
            rf"(?: ?- ?(?P<high>{number}))?(?P<unit>){end})(?= ?(?:[,;.)](?!\d)|$))",
            re.IGNORECASE,
        ),
    }


def found(words: str) -> list[re.Match[str]]:
    """The figures of a sentence that has a goal's heading above it.

    >>> [match["low"] for match in found("Chỉ số HDI đạt 0,78; thuộc nhóm 10 tỉnh dẫn đầu")]
    ['10', '0,78']
    """
    if not _HINT.search(words):
        return []
    by_place = {match.end("low"): match for pattern in _patterns().values() for match in pattern.finditer(words)}
    return list(by_place.values())


_HINT = re.compile(
    r"nhóm|tốp|top|thứ \d|chỉ số|hệ số|hdi|\d/\d|số (?:năm|tháng|ngày|giờ)|ngày|thời gian", re.IGNORECASE
)


def start(figure: re.Match[str]) -> int:
    """Where the figure begins: the words that say what it is of stand before it."""
    return figure.start("at") if "at" in figure.re.groupindex else figure.start()


def is_bare(figure: re.Match[str]) -> bool:
    """Whether a figure was found here."""
    return figure.re in _patterns().values()


def named(figure: re.Match[str], said: str, after: str) -> str:
    """What the goal is called by the words before and after its figure."""
    kind = next(kind for kind, pattern in _patterns().items() if pattern is figure.re)
    if kind in ("index", "span"):
        return said
    if kind == "part":
        return f"Tỷ lệ {figure['unit']} {after}".strip()
    group = re.sub(r"[:,]? ?\d+", "", figure[0].replace(figure["sign"], "") if figure["sign"] else figure[0])
    return f"{said} {group} {after}".strip()


def told(figure: re.Match[str]) -> Told:
    """What a figure that was found here says.

    >>> told(found("Phấn đấu 2/3 số xã có bến")[0])
    Told(comparator='=', value=Decimal('66.67'), high=None, unit='%')
    """
    kind = next(kind for kind, pattern in _patterns().items() if pattern is figure.re)
    low, sign = quantities.decimal(figure["low"]), quantities.sign(figure["sign"], more=bool(figure["more"]))
    if kind == "part":
        return Told(sign, round(100 * low / quantities.decimal(figure["high"]), 2), None, "%")
    if kind == "index":
        return Told(sign, low, quantities.decimal(figure["high"]) if figure["high"] else None, None)
    if kind == "span":
        return Told(sign, low, None, figure["unit"].lower())
    exactly = kind == "place" and not figure["more"] and not figure["sign"]
    return Told("=" if exactly else "<=", low, None, RANK)
