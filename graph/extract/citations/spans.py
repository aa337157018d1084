"""The citation that a name at a place makes, and where citations stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from graph.extract.citations import patterns
from graph.language import bodies, dates, numbers
from graph.model import Citation, InView


class Spans:
    """Spans in order, asked for the next start and for overlap."""

    def __init__(self, spans: list[InView]) -> None:
        self.spans = sorted(spans)
        self.starts = [s.start for s in self.spans]

    def covers(self, position: int) -> bool:
        """Whether a position lies inside of one."""
        i = bisect_left(self.starts, position + 1) - 1
        return any(s.start <= position < s.end for s in self.spans[max(i - 3, 0) : i + 1])

    def beginning(self, position: int) -> InView | None:
        """The longest that begins right there."""
        first, last = bisect_left(self.starts, position), bisect_left(self.starts, position + 1)
        return max(self.spans[first:last], default=None)

    def starting(self, position: int) -> InView | None:
        """The first that begins at a position or behind it."""
        i = bisect_left(self.starts, position)
        return self.spans[i] if i < len(self.spans) else None

    def within(self, start: int, end: int) -> bool:
        """Whether one begins between the two."""
        first = self.starting(start)
        return first is not None and first.start < end

    def ending_in(self, start: int, end: int) -> bool:
        """Whether one ends between the two."""
        i = bisect_left(self.starts, end)
        return any(start <= s.end <= end for s in self.spans[max(i - 4, 0) : i])


def cited(kind: str, view: str, start: int, end: int, here: str | None, *, tail: bool = True) -> Citation[InView]:
    """The citation of the name at `start` to `end`; date and issuer follow it, unless it is the last of a longer name (`tail`)."""
    title = re.sub(r' ?" ?', " ", view[start:end]).strip(" ,")
    end = start + len(view[start:end].rstrip(' ,"'))
    behind = end + (view[end : end + 1] == '"')
    after = patterns.tail(view, behind, law=kind in _LAWS) if tail else None
    date = dates.read(after.date) if after and after.date else None
    issuer = bodies.name(after.issuer, here) if after and after.issuer else None
    number = numbers.normal(after.number) if after and after.number else None
    of = view.find(" của ", start, end) if kind not in _LAWS and issuer is None else -1
    if of >= 0 and re.search(numbers.NUMBER, view[start:of]):
        of = -1  # "Kế hoạch thực hiện Chỉ thị số 5-CT/TW của Bộ Chính trị" is of somebody else
    if of >= 0 and (owner := patterns.owner().search(view, of, end)):  # "của Hội đồng nhân dân" is in its name
        issuer = bodies.name(owner[0].removeprefix(" của "), here)
    congress = _congress().match(title)
    if congress and (whole := _OF_THE_PARTY.fullmatch(congress[2])) and (whole[1] or "toàn quốc" in whole[0]):
        # one document, however it is called
        title = f"{congress[1].capitalize()} Đại hội đại biểu toàn quốc lần thứ {congress[3]} của Đảng"
        congress = _congress().match(title)
    if congress and issuer is None and kind == "Resolution":
        issuer = bodies.name(congress[2], here)
    last = after.end if after and any(after[:3]) else end
    return Citation(InView(start, last), kind, number, title, date, issuer)


_LAWS = ("Constitution", "Law", "Ordinance")


@lru_cache(maxsize=1)
def _congress() -> re.Pattern[str]:
    """ "Nghị quyết Đại hội Đại biểu Đảng bộ tỉnh … lần thứ XVII": the congress is the issuer."""
    return re.compile(
        r"(?i:(nghị quyết|văn kiện) (đại hội(?:(?! lần thứ)[^.;\n])*?(?: lần thứ)? ([IVXL]+)(?: của Đảng)?))(?!\w)"
    )


_OF_THE_PARTY = re.compile(
    r"(?i:đại hội(?: đại biểu)?(?: toàn quốc)?(?: đảng(?: toàn quốc)?)?(?: lần thứ)?) [IVXL]+( của Đảng)?"
)
"""The congress of the whole Party: "Đại hội XIII của Đảng", "Đại hội đại biểu toàn quốc lần thứ XIII"."""


def outermost(found: list[Citation[InView]]) -> list[Citation[InView]]:
    """One citation per beginning: the longest."""
    longest: dict[int, Citation[InView]] = {}
    for c in found:
        kept = longest.get(c.span.start)
        if kept is None or c.span.end > kept.span.end:
            longest[c.span.start] = c
    return list(longest.values())
