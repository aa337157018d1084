"""What a line of a schedule opens with: a label, a time, or both, before who does the work then.

Forms: "Vòng sơ khảo: từ ngày 10/9 đến ngày 30/9/2025, UBND các xã tổ chức …", "Tổng kết: Tháng 01/2026, Sở Y tế …", "Ngày 15/10/2025: Sở Y tế
…", "Đợt 1 (từ ngày 01/10/2025): các trường …".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.language import times
from graph.language.compiled import compiled
from graph.language.lexicon import LOWER, UPPER, any_of


class Opening(NamedTuple):
    """The words of the time that a line opens with, and where what is done then begins."""

    time: str
    end: int


def opening(text: str) -> Opening | None:
    """The time that a line of a schedule opens with; None where it opens with none.

    >>> opening("Vòng sơ khảo: từ ngày 10/9/2025, các xã thi bơi.")
    Opening(time='từ ngày 10/9/2025', end=33)
    >>> [found and found.time for found in map(opening, ("Đợt 1 (tháng 9/2025): Sở Y tế mở lớp.", "Tổng kết: Sở Y tế họp."))]
    ['tháng 9/2025', None]
    """
    return _opening(text[:_REACH])


@lru_cache(maxsize=1024)  # three rules ask for that of a line
def _opening(text: str) -> Opening | None:
    if not _DIGIT.search(text):
        return None
    for pattern in _patterns():
        found = pattern.match(text)
        if found and (time := times.read(found["time"])) and (time.due or time.start):
            return Opening(found["time"], found.end())
    return None


def is_close(time: str) -> bool:
    """Whether a time is a day, week, month, quarter or term, not years.

    >>> is_close("từ ngày 10/9/2025"), is_close("Giai đoạn 2026 - 2030")
    (True, False)
    """
    return bool(_CLOSE.search(time))


_CLOSE = re.compile(r"(?i:ngày|tuần|tháng|quý|học k[ỳì])|\d ?[/.] ?\d")
_DIGIT = re.compile(r"\d")
_REACH = 200
"""Characters in which a line's opening is looked for."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A label with its time in brackets, and a time behind a label or without one."""
    label = rf"[{UPPER}][^:;.(]{{2,80}}"
    time = rf"(?i:(?:{any_of('times', 'scheduled')}) ?(?=[\divx]))(?:(?!\. )[^:;()]){{1,80}}?"
    who = rf"(?=[{UPPER}{LOWER}]{{2}})"
    return (
        compiled(rf"{label} \((?P<time>{time})\) ?[:,] {who}"),
        compiled(rf"(?:{label}(?:\([^()]*\))?: )?(?P<time>{time})(?:: |, (?!\d){who})"),
    )
