"""Printed figures of goals -> sign, value, range, unit.

Forms: "trên 27. 700 tỷ đồng", "8,5%", "05 - 06%", "ít nhất 5 cụm công nghiệp", "từ 50% trở lên", "≥ 350", "1.5" (a point before one or
two figures is a decimal mark, before three it parts thousands).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from graph.language.lexicon import any_of, phrases

NUMBER = r"\d{1,3}(?:\. ?\d{3}){1,5}(?!\d)(?:,\d{1,15})?|\d{1,15}\.\d{1,2}(?!\d)|\d{1,15}(?:,\d{1,15})?"
"""A pattern without groups. Figures of more than 18 digits, a thousand times what the country produces in đồng, measure nothing, and no
spreadsheet can hold them."""


@lru_cache(maxsize=1)
def units() -> str:
    """A pattern for any unit, the longest first."""
    return "|".join(sorted(any_of("aims", "units").split("|"), key=lambda unit: -len(unit)))


def is_unit(words: str) -> bool:
    """Whether words are a listed unit and nothing else.

    >>> is_unit("Tỷ đồng"), is_unit("Nghìn lượt"), is_unit("Sông")
    (True, True, False)
    """
    return bool(_unit().fullmatch(words))


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    return re.compile(rf"(?:nghìn |ngàn |triệu |tỷ |%/?)?(?:{units()})", re.IGNORECASE)


def is_measure(unit: str) -> bool:
    """Whether a unit measures and counts no things: money, areas, lengths, weights, power, rates.

    >>> is_measure("tỷ đồng"), is_measure("tấn/năm"), is_measure("hợp tác xã"), is_measure("bé trai/100 bé gái")
    (True, True, False, True)
    """
    count, _, of = unit.partition("/")
    return bool(_measures().fullmatch(unit) or _measures().fullmatch(count) or of[:1].isdigit())


@lru_cache(maxsize=1)
def _measures() -> re.Pattern[str]:
    return re.compile("|".join(e["words"] for e in phrases("aims")["units"] if e.get("measure")), re.IGNORECASE)


@lru_cache(maxsize=1)
def signs() -> str:
    """A pattern for the words and marks of all signs."""
    return any_of("aims", "comparators")


@lru_cache(maxsize=1)
def _signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = phrases("aims")["comparators"]
    return tuple((s["sign"], re.compile(rf"(?<!\w)(?:{s['words']})(?!\w)", re.IGNORECASE)) for s in listed)


def sign(words: str, *, more: bool = False) -> str:
    """The comparator that the words before a figure tell; `more` where "trở lên" follows it.

    >>> sign("trên "), sign("không quá "), sign("≥ "), sign(""), sign("từ", more=True)
    ('>', '<=', '>=', '=', '>=')
    """
    return next((s for s, pattern in _signs() if pattern.search(words)), ">=" if more else "=")


def decimal(words: str) -> Decimal:
    """The value of a printed number.

    >>> decimal("27. 700"), decimal("8,5"), decimal("1.5"), decimal("05")
    (Decimal('27700'), Decimal('8.5'), Decimal('1.5'), Decimal('5'))
    """
    if re.fullmatch(r"\d+\.\d{1,2}", words):
        return Decimal(words)
    return Decimal(re.sub(r"[. ]", "", words).replace(",", "."))


def unit(words: str) -> str:
    """The unit in the graph's spelling: as printed, on one line, without a capital that only begins it.

    >>> unit("Tỷ  đồng"), unit("MW"), unit("tỷ USD/Năm"), unit("% GRDP"), unit("Gb/s"), unit("Tr.USD")
    ('tỷ đồng', 'MW', 'tỷ USD/năm', '% GRDP', 'Gb/s', 'triệu USD')
    """
    if form := next((known for known, short in _short() if short.fullmatch(words.strip())), None):
        return form
    kept = r"(?:USD|GDP|GRDP|NSNN|OCOP|CO2?|MWp?|GWh?|kWh?|[GMT]b(?:ps)?)(?!\w)"
    return re.sub(rf"{kept}|\w+", lambda m: m[0] if re.match(kept, m[0]) else m[0].lower(), " ".join(words.split()))


@lru_cache(maxsize=1)
def _short() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Units with the short forms that tables print of them."""
    listed = phrases("aims")["short_units"]
    return tuple((e["unit"], re.compile(e["words"], re.IGNORECASE)) for e in listed)


_YEARS = re.compile(r"(?:đến(?: hết)? năm|năm|cuối năm|-|đến) ?((?:19|20)\d{2})")


def year(words: str) -> int | None:
    """The last year that the words name as one to reach.

    >>> year("đến năm 2030"), year("giai đoạn 2021 - 2025"), year("năm 2022 và 2023"), year("(giá so sánh 2010)")
    (2030, 2025, 2022, None)
    """
    years = _YEARS.findall(words)
    return int(years[-1]) if years else None


def base(words: str) -> str | None:
    """The prices or the year that a figure is compared by, as printed.

    >>> base("Giá trị sản xuất công nghiệp (tính theo giá so sánh 2010)"), base("giá trị xuất khẩu")
    ('giá so sánh 2010', None)
    """
    match = re.search(
        r"(?<!đơn )giá (?:so sánh|cố định|hiện hành|thực tế)(?: (?:năm )?(?:19|20)\d{2})?|giá (?:năm )?(?:19|20)\d{2}",
        words,
    )
    return match[0] if match else None


def period(words: str) -> tuple[int, int] | None:
    """First and last year of the period that a figure is of.

    >>> period("tăng bình quân 05 năm (2021 - 2025)"), period("đến năm 2030")
    ((2021, 2025), None)
    """
    match = re.search(r"(?<!\d)((?:19|20)\d{2}) ?- ?((?:19|20)\d{2})(?!\d)", words)
    return (int(match[1]), int(match[2])) if match and match[1] < match[2] else None
