"""Acts named by who issued them and what they are about: "Chỉ thị của Bộ Chính trị về công tác thông tin", "Nghị quyết của HĐND tỉnh về dự
toán ngân sách năm 2025"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from graph.extract.citations.patterns import patterns, phrase
from graph.extract.citations.spans import Spans, cited
from graph.language import bodies
from graph.language.beginnings import Beginnings
from graph.language.folding import fold
from graph.language.lexicon import any_of, load
from graph.model import Citation, InView

_FEWEST, _MOST = 3, 30
"""Words of the subject."""
_KINDS = ("Resolution", "Directive", "Conclusion", "Decision", "Notice")
"""What is named so. Of decrees and circulars a body's duty to issue them is told in the same words, letters and reports are hardly cited."""


def find(
    view: str, numbered: Spans, here: str | None, to_be_written: Callable[[int], bool]
) -> Iterator[Citation[InView]]:
    """The acts in a text that are carried out, listed with others or a legal basis; `to_be_written` says of the place of one whether the
    words before it only ask for it.

    >>> c, = find("Thực hiện Chỉ thị của Bộ Chính trị về công tác thông tin.", Spans([]), None, lambda start: False)
    >>> c.title, c.issuer.full
    ('Chỉ thị của Bộ Chính trị về công tác thông tin', 'Bộ Chính trị')
    """
    for match in _begun().places(view).finditer("act"):
        body = bodies.printed().match(view, match.end())
        about = _ABOUT.match(view, body.end()) if body else None
        if about is None or numbered.covers(match.start()) or to_be_written(match.start()):
            continue
        if not _carried_out().search(view, max(match.start() - 60, 0), match.start()):
            continue  # "theo Nghị quyết của Quốc hội về dự toán ngân sách" says which one there is to be
        following = numbered.starting(about.end())
        limit = min(about.end() + 240, following.start if following else len(view))
        end = phrase(view, about.end(), limit)
        if period := patterns().extension.match(view, end, limit):
            end = period.end()
        every_year = _every_year().search(view, about.end(), end + 12)
        if not every_year and _FEWEST <= len(view[about.end() : end].split()) <= _MOST:
            yield cited(load().class_of_word[fold(match[1])], view, match.start(), end, here)


_ABOUT = re.compile(" về (?!việc (?:ban hành|phê duyệt))")


@lru_cache(maxsize=1)
def _every_year() -> re.Pattern[str]:
    return re.compile(any_of("titles", "habits"))


@lru_cache(maxsize=1)
def _carried_out() -> re.Pattern[str]:
    words = "|".join(any_of("mentions", section) for section in ("carrying_out", "preparing", "basis"))
    return re.compile(rf"(?<!\w)(?:(?i:{words})(?:,? (?:{any_of('mentions', 'manner')}))*|\d[^.\n]{{0,30}}[;,]) $")


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    words = "|".join(word for entry in load().types if entry["class"] in _KINDS for word in entry["words"])
    return Beginnings({"act": re.compile(rf"(?<!\w)({words}) của ")}, shared=True)
