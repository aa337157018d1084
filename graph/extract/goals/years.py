"""By which year a figure of a sentence is to be reached.

Forms: "Đến năm 2030, … đạt 60%, … đạt 80%" (one year for all), "năm 2026 đạt 70%, năm 2027 đạt 80%" (each behind its year), "70% vào năm
2026, 80% vào năm 2027" (each before it), "15 trạm (2026), 25 trạm (năm 2028)" (in brackets behind it). A year that a figure is compared
with ("so với năm 2025", "gấp 2 lần năm 2025") is none to reach, nor is that of prices.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from graph.language.lexicon import any_of

_YEAR = r"(?:19|20)\d{2}"
_ANY = re.compile(_YEAR)
_TOLD = re.compile(rf"(?i:đến|trong|hết|vào|từ) năm|(?i:năm) {_YEAR}")
_NAMED = re.compile(rf"(?:đến(?: hết)? năm|[Nn]ăm|cuối năm|-|đến) ?({_YEAR})")
_LATER = re.compile(rf"[,;(] ?(?:định hướng|tầm nhìn|hướng tới)(?: đến| tới)?(?: năm)? {_YEAR}")
"""Behind a figure: the year is that of a later one, "…, định hướng đến năm 2050 đạt 40 ha"."""
_RIGHT_BEHIND = re.compile(rf" (?:vào |trong |đến )?(?:cuối |hết )?năm ({_YEAR})(?!\d| ?-)")
_BEHIND = re.compile(rf"[^;,.()\d]{{0,40}}\((?:(?:đến|vào|trong|hết) )?(?:năm )?({_YEAR})\)")


class Years:
    """The years of a sentence.

    >>> words = "Tỷ lệ số hóa: năm 2026 đạt 70%, năm 2027 đạt 80%"
    >>> first = words.index("70%")
    >>> [Years(words).of(words.index(figure), words.index(figure) + 3, first) for figure in ("70%", "80%")]
    [2026, 2027]
    >>> words = "15 trạm (2026), 25 trạm (năm 2028), gấp 2 lần năm 2025"
    >>> [Years(words).of(words.index(figure), words.index(figure) + 7, 0) for figure in ("15 trạm", "25 trạm")]
    [2026, 2028]
    >>> words = "nâng từ 65% năm 2025 lên 75% năm 2030"
    >>> Years(words).of(words.index("75%"), words.index("75%") + 3, words.index("75%"))
    2030
    """

    def __init__(self, words: str) -> None:
        self._words = words
        kept = _compared().sub(lambda match: " " * len(match[0]), words) if _ANY.search(words) else ""
        self._kept = kept
        self._named = [(match.start(), int(match[1])) for match in _NAMED.finditer(kept)] if _TOLD.search(kept) else []
        self._later = max((match.start() for match in _LATER.finditer(kept)), default=-1)
        self._starts = [at for at, _ in self._named]
        self._several = len({year for _, year in self._named}) > 1

    @property
    def last(self) -> int | None:
        """The last year of the sentence to reach."""
        return self._named[-1][1] if self._named else None

    def is_later(self, end: int) -> bool:
        """Whether the only year of the sentence is that of a figure behind the one that ends here.

        >>> words = "Công suất đạt 60 MW, định hướng đến năm 2050 đạt 700 MW"
        >>> [Years(words).is_later(words.index(figure) + 3) for figure in ("60 MW", "700 MW")]
        [True, False]
        """
        return not self._several and end <= self._later

    def of(self, start: int, end: int, first: int) -> int | None:
        """The year of the figure that stands from `start` to `end`; the sentence's first figure begins at `first`."""
        if behind := _BEHIND.match(self._words, end):
            return int(behind[1])
        if right := _RIGHT_BEHIND.match(self._kept, end):
            return int(right[1])
        if not self._several:
            return self.last
        before = bisect_left(self._starts, start)  # so many stand before the figure
        after = bisect_left(self._starts, end)  # the first behind it
        each_before_its_year = self._named[0][0] > first
        if each_before_its_year:
            return self._named[after if after < len(self._named) else 0][1]
        return self._named[before - 1 if before else after][1]


@lru_cache(maxsize=1)
def _compared() -> re.Pattern[str]:
    return re.compile(
        rf"(?-i:[A-ZĐ][A-ZĐa-z]*) ngày \d{{1,2}} tháng \d{{1,2}} năm {_YEAR}|\({_YEAR}\s?-\s?{_YEAR}\)|giá(?: so sánh)?(?: năm)? {_YEAR}|giai đoạn {_YEAR}\s?-\s?{_YEAR}"
        rf"|(?:{any_of('aims', 'comparing')})(?: cùng kỳ)?(?: (?:cuối )?năm)? {_YEAR}",
        re.IGNORECASE,
    )
