"""Printed document numbers -> their normal form.

Forms: "124/NQ-CP", "25- NQ/TU", "16 /2026/QĐ-UBND", "3260-KH/ĐĐQH15", "04/TTr-BKHCN-BTTTT", "30c/NQ-CP", "66.16/2026/NQ-CP", "72/2025/QH15".
A number is anchored: "124/NQ-CP" is not in "1124/NQ-CPA".
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language.lexicon import UPPER

_LETTERS = f"[{UPPER}][{UPPER}a-zđưôâêơă]{{0,15}}\\d{{0,3}}"
NUMBER = rf"\d(?:(?<![\w/]\d)|(?<=[Ss]ố\d)|(?<=SỐ\d))(?<!\d\.\d)\d{{0,4}}(?:\.\d{{1,2}})?[a-z]?(?: ?/ ?(?:19|20)\d{{2}})? ?[-/] ?{_LETTERS}(?:(?: ?[-/&] ?|\.){_LETTERS}){{0,8}}(?:(?!\w)|(?=ngày \d))"
"""A pattern without groups; in a view, where dashes and blanks are of one kind. A figure stands first in it, so that the engine looks
at figures alone."""
BARE = r"\d(?<![\w/]\d)\d{0,3}/(?:19|20)\d{2}(?:/QH\d{1,2})?(?![\w/])"
"""The number of a law printed without its symbol: "64/2025"."""


@lru_cache(maxsize=65536)
def normal(words: str) -> str:
    """The number without blanks, dashes of one kind, letters as printed.

    >>> normal("25- NQ/TU"), normal("16 /2026/QĐ-UBND")
    ('25-NQ/TU', '16/2026/QĐ-UBND')
    """
    return re.sub(r"\s+", "", re.sub(r"[\u2010-\u2015]", "-", words)).strip(".,;")


def split(number: str) -> tuple[str, str]:
    """What counts within a number, and the rest, which the numbers of a series share.

    >>> split("06/2022/TT-BTC"), split("30a/NQ-CP"), split("05-CT/TU")
    (('06', '/2022/TT-BTC'), ('30a', '/NQ-CP'), ('05', '-CT/TU'))
    """
    counted = re.match(r"\d+(?:\.\d+)?[a-z]?", number)
    return (counted[0], number[counted.end() :]) if counted else ("", number)


def joint(number: str) -> int:
    """How many bodies issue a document together, by the symbol of its number; 0 where it tells of none that do.

    >>> joint("26/2010/TTLT-BTC-BNV"), joint("07/QCPH-SCT-CAT"), joint("5/QĐ-BNN-KHCN")
    (2, 2, 0)
    """
    _, *issuing = match = re.split(r"-", split(number)[1].rpartition("/")[2])
    return len(issuing) if re.search(r"(?:LT|LN|LS|PH)$", match[0]) else 0


def is_consolidated(number: str) -> bool:
    """Whether the symbol of a number is that of consolidated texts.

    >>> is_consolidated("27/VBHN-BTC"), is_consolidated("27/NĐ-CP")
    (True, False)
    """
    return "VBHN" in re.split(r"[-/]", number.upper())


def key(number: str) -> str:
    """The form in which two printings of one number are equal, whatever their capitals.

    >>> key("17- CTr/TU") == key("17-CTR/TU")
    True
    """
    return normal(number).upper()


def year(number: str) -> int | None:
    """The year that is part of the number ("06/2019/NQ-HĐND"), if one is.

    >>> year("06/2019/NQ-HĐND"), year("124/NQ-CP")
    (2019, None)
    """
    match = re.match(r"[\d.]+[a-z]?/((?:19|20)\d{2})(?:/|$)", number)
    return int(match[1]) if match else None
