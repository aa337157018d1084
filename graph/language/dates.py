"""Printed dates -> PartialDate.

Forms: "ngày 03/9/2020", "ngày 08 tháng 9 năm 2025", "tháng 01 năm 2022", "năm 2024"; a day or month left blank ("ngày … tháng 01
năm 2022") gives what remains. An impossible date ("31/02/2020") gives the part that is possible.
"""

from __future__ import annotations

import calendar
import re

from graph.model import PartialDate

DAY = (
    r"(?i:(?:ngày ?)?(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:19|20)\d{2}"
    r"|(?:\d{1,2}|[….]+)? ?tháng ?(?:\d{1,2}|[….]+)? ?năm ?(?:19|20)\d{2}))"
)
"""A date to the day or month, as a pattern without groups."""
_SLASHED = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?((?:19|20)\d{2})")
_WORDED = re.compile(r"(\d{1,2})? ?tháng ?(\d{1,2})? ?năm ?((?:19|20)\d{2})", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}")


def read(words: str) -> PartialDate | None:
    """The date that the words print, as far as they print it.

    >>> str(read("ngày 03/9/2020")), str(read("ngày tháng 01 năm 2022")), str(read("năm 2024")), read("ngày mai")
    ('2020-09-03', '2022-01', '2024', None)
    """
    match = _SLASHED.search(words) or _WORDED.search(words)
    if match:
        day, month, year = (int(x) if x else None for x in match.groups())
        return _possible(year or 0, month, day)
    year_match = _YEAR.search(words)
    return PartialDate(int(year_match[0])) if year_match else None


def _possible(year: int, month: int | None, day: int | None) -> PartialDate:
    if not month or not 1 <= month <= 12:
        return PartialDate(year)
    if not day or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return PartialDate(year, month)
    return PartialDate(year, month, day)
