"""Printed times -> Deadline.

Forms: "Quý I/2022", "Quý II, III năm 2026", "tháng 8/2022", "trước ngày 15/12/2025", "Năm 2021", "Từ năm 2021", "giai đoạn 2026 - 2030",
"Quý IV/2025 và các năm tiếp theo", "Thường xuyên", "Hằng năm", "trước ngày 15/12 hằng năm", "6 tháng đầu năm 2026", two dates in one
cell (the last counts). A condition ("sau khi Luật được ban hành") stays words.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from graph.language.compiled import compiled
from graph.language.folding import fold, tidy
from graph.language.lexicon import any_of, phrases
from graph.model import Deadline, PartialDate

_YEAR = r"(?:19|20)\d{2}"
_QUARTER = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_POINTS = re.compile(
    rf"""(?P<quarter>(?:quý\s?|(?<!\w)q\s?)(?P<q>(?:i{{1,3}}v?|iv|[1-4])(?:\s?(?:,|-|và|/|(?P<until>đến|tới))\s?(?:hết\s)?(?:quý\s)?(?:i{{1,3}}|iv|[1-4](?!\d)))*)\s?(?:[/-]|năm|,)?\s?(?:năm\s)?(?P<qy>{_YEAR}))
    | (?P<several>(?:hai|ba|bốn|các|0?[2-9])\sngày\s(?P<d3>\d{{1,2}})(?:\s?,\s?\d{{1,2}})*(?:,\s?|\s?và\s?)(?P<d4>\d{{1,2}})
        (?:\s?[/.]\s?|\stháng\s)(?P<m4>\d{{1,2}})(?:\s?[/.]\s?|,?\snăm\s)(?P<y4>{_YEAR}))
    | (?P<school>(?:học\sk[ỳì]\s?(?P<term>i{{1,2}}|[12])\s?,?\s?(?:của\s)?)?năm\shọc\s(?P<s1>{_YEAR})\s?[-/]\s?(?P<s2>{_YEAR}))
    | (?P<days>(?:ngày\s)?(?P<d1>\d{{1,2}})(?:\s?[/.]\s?(?P<m1>\d{{1,2}})|\stháng\s(?P<w1>\d{{1,2}}))?\s?(?:-|đến|tới)\s?(?:hết\s)?(?:ngày\s)?
        (?P<d2>\d{{1,2}})(?:\s?[/.]\s?|\stháng\s)(?P<m2>\d{{1,2}})(?:\s?[/.]\s?|,?\snăm\s)(?P<y2>{_YEAR}))
    | (?P<day>(?:ngày\s)?(?P<d>\d{{1,2}})\s?(?P<mark>[/.-])\s?(?P<m>\d{{1,2}})\s?(?P=mark)\s?(?P<y>{_YEAR}))
    | (?P<words>(?:ngày\s)?(?<!tuần\s)(?<!đợt\s)(?P<wd>\d{{1,2}})\stháng\s(?P<wm>\d{{1,2}})\snăm\s(?P<wy>{_YEAR}))
    | (?P<month>(?:tháng\s?|(?<!\w)t)(?P<mm>\d{{1,2}})(?:\s?(?P<to>,|-|và|đến)\s?(?:tháng\s?|t)?(?P<mm2>\d{{1,2}})(?![\d/.]\d?[/.]))*\s?(?:[/-]|năm|,)\s?(?:năm\s)?(?P<my>{_YEAR}))
    | (?P<monthonly>(?<![\d/])(?:(?P<of>\d{{1,2}})-)?(?P<om>\d{{1,2}})/(?P<oy>{_YEAR}))
    | (?P<half>(?:6|sáu)\stháng\s(?P<which>đầu|cuối)\snăm\s(?P<hy>{_YEAR}))
    | (?P<range>(?P<r1>{_YEAR})\s?(?:-|÷|đến(?:\snăm)?)\s?(?P<r2>{_YEAR}))
    | (?P<year>(?<![\d/.,])(?P<yy>{_YEAR})(?![\d%]))
    """,
    re.VERBOSE,
)
"""A printed time: "quý II, III năm 2026", "từ 10 đến 20/11/2025", "15/12/2025", "ngày 5 tháng 6 năm 2026", "tháng 8/2022", "8/2022", "6 tháng đầu năm 2026",
"học kỳ I năm học 2025 - 2026", "hai ngày 10 và 11/12/2025", "2026 - 2030", "2026"; the first of these forms that fits is taken."""


class _Patterns(NamedTuple):
    condition: re.Pattern[str]
    all_the_same: re.Pattern[str]
    aside: re.Pattern[str]
    onward: re.Pattern[str]
    beginning: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The words of `ontology/phrases/times.yaml` in the forms of a time."""
    words = partial(any_of, "times")
    return _Patterns(
        condition=compiled(rf"(?:{words('conditions')})\b"),
        all_the_same=compiled(rf"[,;] (?=(?:{words('finishing')}|{words('until')})(?: {words('until')})? )"),
        aside=compiled(
            rf"\((?:{words('conditions')})\b[^()]*\)|,? (?:{words('beyond')})(?: (?:đến|tới))?(?: năm)? {_YEAR}"
        ),
        onward=compiled(words("onward")),
        beginning=compiled(rf"\b(?:{words('beginning')})(?: (?:năm|quý|tháng|ngày))?\s*$"),
    )


@lru_cache(maxsize=1)
def _recurrences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(class, pattern), the most binding first."""
    return tuple((entry["class"], compiled(entry["words"])) for entry in phrases("times")["recurrences"])


def read(words: str) -> Deadline | None:
    """The time that a cell or a label gives; None where the words are empty.

    >>> d = read("Trình UBND tỉnh trong Quý I/2022 (4 cụm) và Quý II/2022 (3 cụm)")
    >>> d.start, str(d.due), d.recurrence
    (None, '2022-06-30', None)
    >>> d = read("Quý IV năm 2025 và các năm tiếp theo"); str(d.start), d.due, d.recurrence
    ('2025-10-01', None, 'Ongoing')
    >>> d = read("từ ngày 10/11 đến ngày 20/11/2025"); str(d.start), str(d.due)
    ('2025-11-10', '2025-11-20')
    >>> d = read("trong hai ngày 10 và 11/12/2025"); str(d.start), str(d.due)
    ('2025-12-10', '2025-12-11')
    >>> [str(read(f"{term}năm học 2025 - 2026").due) for term in ("Học kỳ I ", "học kỳ 2, ", "Hết ")]
    ['2026-01-31', '2026-05-31', '2026-05-31']
    >>> read("Theo tiến độ của dự án").due is None, read("Thường xuyên").recurrence, str(read("giai đoạn 2026-2030").start)
    (True, 'Ongoing', '2026-01-01')
    """
    raw = tidy(words).strip(" .;")
    raw = raw.rstrip(" )") if raw.endswith(")") and "(" not in raw else raw
    folded = fold(raw)
    if not re.search(r"\w", folded):
        return None
    recurrence = recurs(folded)
    if _patterns().condition.match(folded):
        told = _patterns().all_the_same.search(folded)
        if not told or not any(_points(folded[told.end() :])):
            return Deadline(raw, recurrence=recurrence)
        folded = folded[told.end() :]
    folded = _HALVES.sub(lambda m: f"{m['part'] or m['quarter']} năm {m['year'] or m['of']}", folded)
    bare = _patterns().aside.sub(" ", folded)
    points = list(_points(bare))
    if not points:
        bare, points = folded, list(_points(folded))
    if not points:
        return Deadline(raw, recurrence=recurrence)
    start, due = _span(bare, points)
    if _patterns().onward.search(folded):
        return Deadline(raw, start or points[0][1], None, "Ongoing")
    return Deadline(raw, start, due, recurrence)


_HALVES = re.compile(
    rf"năm (?P<year>{_YEAR}) ?\((?P<part>(?:quý|tháng) ?[ivx\d]+)\)|(?P<quarter>(?:quý|tháng) ?[ivx\d]+) ?\(năm (?P<of>{_YEAR})\)"
)
"""A quarter or month whose year stands outside or inside of brackets: "Năm 2026 (Quý II)"."""


def both(start_words: str, due_words: str) -> Deadline | None:
    """The time that two columns give: the first day of the start, the last of the completion.

    >>> d = both("Quý II/2023", "Năm 2025"); str(d.start), str(d.due)
    ('2023-04-01', '2025-12-31')
    >>> both("Thường xuyên", "Hằng năm").recurrence
    'Annual'
    """
    first, last = read(start_words), read(due_words)
    if first is None or last is None:
        return first or last
    begins = list(_points(fold(first.raw)))
    ends = list(_points(fold(last.raw)))
    rates = [d.recurrence for d in (first, last) if d.recurrence]
    recurrence = most_binding(rates)
    raw = f"{first.raw} | {last.raw}"
    return Deadline(raw, begins[0][1] if begins else None, ends[-1][2] if ends else None, recurrence)


def says_when(words: str) -> bool:
    """Whether words tell a day, a part of a year, a year, how often something recurs, or on what it depends.

    >>> [says_when(words) for words in ("Quý II", "Hằng năm", "Sau khi có Luật", "trước 15/6", "3 giờ", "Hội trường")]
    [True, True, True, True, False, False]
    """
    found = read(words)
    folded = fold(words).strip()
    return bool(
        found
        and (
            found.due
            or found.start
            or found.recurrence
            or _patterns().condition.match(folded)
            or _YEARLESS.search(folded)
        )
    )


_YEARLESS = re.compile(
    r"(?<!\w)(?:quý ?(?:[ivx]+|[1-4])|tháng ?\d{1,2}|t\d{1,2}|\d{1,2}[/.]\d{1,2}|(?:cả|trong|hết|đầu|giữa|cuối) năm|\d tháng (?:đầu|cuối) năm)(?![\w/])"
)
"""A quarter, month, day or part of a year without the year."""
_YEARLESS_SPAN = re.compile(r"(?:từ )?((?:quý|tháng) ?[ivx\d]+) ?(?:-|đến|tới) ?(?:hết )?((?:quý|tháng) ?[ivx\d]+)")
"""A period without its year: "Quý II - Quý III"."""


def in_year(deadline: Deadline, year: int) -> Deadline:
    """The time with the year of the plan that it stands in, where it names none and comes only once; its words stay as printed.

    >>> [str(in_year(read(words), 2026).due) for words in ("Quý II", "Trước 31/10", "Tháng 3, 6", "Cả năm")]
    ['2026-06-30', '2026-10-31', '2026-06-30', '2026-12-31']
    >>> found = in_year(read("Từ tháng 3 đến tháng 5"), 2026); str(found.start), str(found.due)
    ('2026-03-01', '2026-05-31')
    >>> in_year(read("Quý II hằng năm"), 2026).due, in_year(read("Quý IV/2025"), 2026).raw, in_year(read("Theo quý II"), 2026).due
    (None, 'Quý IV/2025', None)
    """
    folded = fold(deadline.raw).strip(" .;,)")
    if deadline.due or deadline.start or deadline.recurrence or _patterns().condition.match(folded):
        return deadline
    if not _YEARLESS.search(folded):
        return deadline
    if span := _YEARLESS_SPAN.fullmatch(folded):
        begin, end = (read(f"{words} năm {year}") for words in span.groups())
        if begin and end and begin.due and end.due and str(begin.due) < str(end.due):
            start = next((first for _, first, *_ in _points(fold(f"{span[1]} năm {year}"))), None)
            return replace(deadline, start=start, due=end.due)
    joint = "/" if re.search(r"\d[/.]\d{1,2}$", folded) else " " if folded.endswith("năm") else " năm "
    found = read(f"{folded}{joint}{year}")
    return replace(found, raw=deadline.raw) if found and (found.due or found.start) else deadline


def most_binding(rates: Iterable[str]) -> str | None:
    """Of several rates the one that binds most; None of none.

    >>> most_binding(["Ongoing", "Annual"]), most_binding([])
    ('Annual', None)
    """
    return min(rates, key=[name for name, _ in _recurrences()].index, default=None)


def recurs(folded: str) -> str | None:
    """How often folded words say that something recurs.

    >>> recurs("định kỳ hằng năm"), recurs("định kỳ, đột xuất"), recurs("năm 2022")
    ('Annual', 'Periodic', None)
    """
    return next((name for name, pattern in _recurrences() if pattern.search(folded)), None)


def _span(
    folded: str, points: list[tuple[int, PartialDate, PartialDate, bool]]
) -> tuple[PartialDate | None, PartialDate | None]:
    at, first, last, ranged = points[0]
    if ranged:
        return first, last
    if len(points) == 2 and _TO.search(folded[at : points[1][0]]):
        return first, points[1][2]
    if _patterns().beginning.search(folded[:at]):
        return (first, points[-1][2]) if len(points) > 1 else (first, None)
    return None, points[-1][2]


_TO = re.compile(r"(?:-|đến|tới) ?(?:(?:hết|cuối|trước|ngày) )*$")
"""Between the two ends of a period: "Quý I/2026 - Quý IV/2027"."""


def _points(folded: str) -> Iterator[tuple[int, PartialDate, PartialDate, bool]]:
    """Position, first day, last day of each time named, and whether it is a range of years."""
    for m in _POINTS.finditer(folded):
        found = _point(m)
        if found:
            yield m.start(), *found


def _point(m: re.Match[str]) -> tuple[PartialDate, PartialDate, bool] | None:
    if m["quarter"]:
        numbers = [_QUARTER[q] for q in re.findall(r"i{1,3}(?!v)|iv|[1-4]", m["q"])]
        year = int(m["qy"])
        return PartialDate(year, 3 * min(numbers) - 2, 1), _end(year, 3 * max(numbers)), bool(m["until"])
    if m["several"]:
        day, until = (_day(int(m["y4"]), int(m["m4"]), int(m[d])) for d in ("d3", "d4"))
        return (day[0], until[1], True) if day and until and m["d3"] != m["d4"] else until
    if m["school"]:
        return _of_school(int(m["s1"]), int(m["s2"]), m["term"])
    if m["days"]:
        from_day = _day(int(m["y2"]), int(m["m1"] or m["w1"] or m["m2"]), int(m["d1"]))
        to_day = _day(int(m["y2"]), int(m["m2"]), int(m["d2"]))
        ordered = from_day and to_day and str(from_day[0]) <= str(to_day[1])
        return (from_day[0], to_day[1], True) if from_day and to_day and ordered else to_day
    for d, mo, y in (("d", "m", "y"), ("wd", "wm", "wy")):
        if m[y]:
            return _day(int(m[y]), int(m[mo]), int(m[d]))
    if m["my"] or m["oy"]:
        year, begin = int(m["my"] or m["oy"]), int(m["mm"] or m["of"] or m["om"])
        finish = int(m["mm2"] or (m["om"] if m["of"] else begin))
        if begin > 12 and m["of"]:
            return _day(year, finish, begin)
        known = 1 <= begin <= 12 and 1 <= finish <= 12
        ranged = m["to"] in ("-", "đến") or bool(m["of"])
        return (PartialDate(year, begin, 1), _end(year, finish), ranged) if known else None
    if m["half"]:
        first, last = (1, 6) if m["which"] == "đầu" else (7, 12)
        return PartialDate(int(m["hy"]), first, 1), _end(int(m["hy"]), last), False
    begin, finish = (int(m["r1"]), int(m["r2"])) if m["range"] else (int(m["yy"]), int(m["yy"]))
    return PartialDate(begin, 1, 1), PartialDate(finish, 12, 31), bool(m["range"])


def _of_school(first: int, last: int, term: str | None) -> tuple[PartialDate, PartialDate, bool] | None:
    """A school year or one of its terms. Source: the ministry's frame of each school year, as Quyết định 2045/QĐ-BGDĐT of 2025."""
    if last != first + 1:
        return None
    begin = PartialDate(last, 1, 1) if term in ("ii", "2") else PartialDate(first, 9, 1)
    return begin, _end(last, 1) if term in ("i", "1") else _end(last, 5), False


def _day(year: int, month: int, day: int) -> tuple[PartialDate, PartialDate, bool] | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(year, month, day), PartialDate(year, month, day), False


def _end(year: int, month: int) -> PartialDate:
    return PartialDate(year, month, calendar.monthrange(year, month)[1])
