"""The cells of a table of goals: signs, values, ranges and units.

Forms: "≥ 80", "16 - 18", "Tối thiểu 2%", "≤ 3 Đông Nam Á; ≤ 50 Thế giới" (two goals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.extract.goals.patterns import UNLISTED
from graph.language import quantities
from graph.language.folding import fold
from graph.model import Aim, Span
from graph.structure.tables import words


def goals_of(
    name: str, cell: tuple[Span, ...], unit: str, year: int | None, span: Span, heading: str, text: str
) -> Iterator[Aim]:
    """The goals of a cell, apart by semicolons: "≤ 3 Đông Nam Á; ≤ 50 Thế giới"."""
    for said in _TORN.sub("", words(cell, text)).split(";"):
        match = value().fullmatch(said.strip())
        if not match:
            continue
        own, rest = unit_of(match["rest"] or "")
        if unit and own and not own.startswith("%") and fold(own) != fold(unit):  # "≤ 3 vùng" of a rank
            own, rest = "", f"{own}{rest}"
        unlisted = not own and not unit and re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+){0,2}", rest.strip())
        if unlisted:
            own, rest = rest.strip(), ""
        counted = own or unit
        if not counted or (rest and not own and re.search(r"\d", rest)):
            continue
        yield Aim(
            span,
            "Indicator",
            f"{name} {rest}".strip() if rest and not rest.startswith(("và", "(")) else name,
            comparator=quantities.sign(match["sign"], more="trở lên" in (match["rest"] or "")),
            value=quantities.decimal(match["low"]),
            high=quantities.decimal(match["high"]) if match["high"] else None,
            unit=quantities.unit(counted),
            year=year,
            base=quantities.base(name),
            period=quantities.period(heading),
            confidence=UNLISTED if unlisted else 1.0,
        )


_TORN = re.compile(r"(?<=\.\d) (?=\d{2}(?!\d))|(?<=\.\d\d) (?=\d(?!\d))")
"""Where a column narrower than a figure tears its last thousand: "2.70 0"."""


@lru_cache(maxsize=1)
def value() -> re.Pattern[str]:
    """A pattern for a figure with its sign, as a cell holds it or a part of it."""
    number = quantities.NUMBER
    return re.compile(
        rf"(?:(?:đạt|còn|tăng|giảm|phấn đấu|bình quân|đến|từ|thêm) )*(?P<sign>(?:(?:{quantities.signs()}) ?)*)(?:từ )?"
        rf"(?P<low>{number})(?:(?: ?%)? ?[-–÷] ?(?P<high>{number}))?(?: ?(?P<rest>[^\d].{{0,80}}))?",
        re.IGNORECASE,
    )


def unit_of(rest: str) -> tuple[str, str]:
    """(the unit that begins the words after a figure, what is left of them)."""
    match = re.match(rf"({quantities.units()})(?!\w)", rest.strip(), re.IGNORECASE)
    left = rest.strip()[match.end() :] if match else rest.strip()
    return (match[1] if match else ""), re.sub(r"^(?:trở lên)?[ ,.]*", "", left)
