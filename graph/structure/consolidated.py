"""Consolidated texts: they print, below the title, the line of the act whose text they give as amended."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from graph.language import bodies, dates, numbers
from graph.language.lexicon import any_of, load
from graph.model import Header


@lru_cache(maxsize=1)
def act_line() -> re.Pattern[str]:
    """A pattern for the line that names an act.

    >>> bool(act_line().match("Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024")), bool(act_line().match("Luật Đất đai"))
    (True, False)
    """
    law = r"(?:Bộ luật|Luật|Pháp lệnh) [^\d\n;:.]{1,120}?"
    return re.compile(rf"(?:{load().type_words}|{law}) số:? ?{numbers.NUMBER}(?: ngày|$| của)")


def is_consolidated(line: str, view: str) -> bool:
    """Whether a text is consolidated: the line that names its act says since when the act is in force, or the text calls itself
    consolidated.

    >>> line = "Thông tư số 5/2024/TT-BTC ngày 6 tháng 2 năm 2024 của Bộ trưởng Bộ Tài chính"
    >>> is_consolidated(f"{line}, có hiệu lực kể từ ngày 1 tháng 4 năm 2024", ""), is_consolidated(line, "")
    (True, False)
    """
    entering, consolidated = any_of("letterhead", "entering"), any_of("letterhead", "consolidated")
    return bool(re.search(entering, line) or re.search(consolidated, view[:6000]))


def original(header: Header, view: str) -> Header:
    """The header of a consolidated text with the number, date and issuer of the act that it consolidates: they stand below the title."""
    line = re.search(rf"^{act_line().pattern}[^\n]*", view[:6000], re.MULTILINE)
    if not line or header.number or not is_consolidated(line[0], view):
        return header
    number = re.search(numbers.NUMBER, line[0])
    date = re.search(rf"ngày {dates.DAY}|{dates.DAY}", line[0])
    issuer = re.search(rf"của ({bodies.pattern()})", line[0])
    name = bodies.name(issuer[1]) if issuer else None
    return replace(
        header,
        number=numbers.normal(number[0]) if number else None,
        date=dates.read(date[0]) if date else header.date,
        issuer=name or header.issuer,
        jurisdiction=(name and name.place) or header.jurisdiction,
    )
