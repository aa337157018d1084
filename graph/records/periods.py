"""Periods as researchers type them, and the quarter a day lies in."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from graph.errors import PolicyGraphError

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = r"(?:q|quý|quy)\s*([1-4]|iv|i{1,3})"
_FORMS = (
    (re.compile(rf"(?P<year>\d{{4}})\s*[-/]?\s*{_QUARTER}"), "quarter"),
    (re.compile(rf"{_QUARTER}\s*[-/]?\s*(?:năm |nam )?\s*(?P<year>\d{{4}})"), "quarter"),
    (re.compile(r"(?P<year>\d{4})-(\d{1,2})"), "month"),
    (re.compile(r"(\d{1,2})/(?P<year>\d{4})"), "month"),
    (re.compile(r"(?:năm |nam )?\s*(?P<year>\d{4})"), "year"),
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days `first` to `last`, both in it, as ISO dates; `name` as it is shown: "2022-Q1"."""

    name: str
    first: str
    last: str

    def holds(self, day: str | None) -> bool:
        """Whether it is certain that a date, perhaps only a month or a year, lies in the period.

        >>> quarter = period("2022-Q1")
        >>> quarter.holds("2022-03-31"), quarter.holds("2022-02"), quarter.holds("2022"), quarter.holds(None)
        (True, True, False, False)
        """
        return day is not None and self.first <= bounds(day)[0] and bounds(day)[1] <= self.last


def period(words: str) -> Period:
    """The period that `words` name: a quarter, a month, a year, or years from one to another.

    >>> period("2022-Q1")
    Period(name='2022-Q1', first='2022-01-01', last='2022-03-31')
    >>> [period(form).name for form in ("Q1/2022", "quý I/2022", "2022-03", "3/2022", "2022", "2021-2025")]
    ['2022-Q1', '2022-Q1', '2022-03', '2022-03', '2022', '2021-2025']
    >>> period("soon")
    Traceback (most recent call last):
        ...
    graph.errors.PolicyGraphError: soon: this names no period; write 2022, 2022-Q1, 2022-03 or 2021-2025
    """
    text = " ".join(words.lower().split())
    years = re.fullmatch(r"(\d{4})\s*(?:-|–|\.\.)\s*(\d{4})", text)
    if years and years[1] <= years[2]:
        return Period(f"{years[1]}-{years[2]}", f"{years[1]}-01-01", f"{years[2]}-12-31")
    for form, kind in _FORMS:
        found = form.fullmatch(text)
        if found:
            part = next((found[i] for i in range(1, form.groups + 1) if i != form.groupindex["year"]), "1")
            named = _period(found["year"], kind, _ROMAN.get(part) or int(part))
            if named:
                return named
    raise PolicyGraphError(f"{words}: this names no period; write 2022, 2022-Q1, 2022-03 or 2021-2025")


def quarter(day: str | None) -> str | None:
    """The quarter of a date that is known at least to the month.

    >>> quarter("2022-03-31"), quarter("2022-10"), quarter("2022"), quarter(None)
    ('2022-Q1', '2022-Q4', None, None)
    """
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}" if day and len(day) >= 7 else None


def bounds(day: str) -> tuple[str, str]:
    """First and last day of a date as far as it is known.

    >>> bounds("2022-02"), bounds("2022-02-03")
    (('2022-02-01', '2022-02-28'), ('2022-02-03', '2022-02-03'))
    """
    if len(day) == 4:
        return f"{day}-01-01", f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-01", f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02}"
    return day, day


def days_between(first: str | None, last: str | None) -> int | None:
    """Days from one full date to another; `None` where one is a month, a year or unknown, which would only pretend to tell.

    >>> days_between("2018-03-22", "2020-09-03"), days_between("2018-03-22", "2022-01"), days_between(None, "2022-01-01")
    (896, None, None)
    """
    if not first or not last or len(first) != 10 or len(last) != 10:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _period(year: str, kind: str, part: int) -> Period | None:
    if kind == "year":
        return Period(year, *bounds(year))
    if kind == "month":
        month = f"{year}-{part:02}"
        return Period(month, *bounds(month)) if 1 <= part <= 12 else None
    first, last = f"{year}-{part * 3 - 2:02}", f"{year}-{part * 3:02}"
    return Period(f"{year}-Q{part}", bounds(first)[0], bounds(last)[1])
