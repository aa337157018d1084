"""What the Central Committee adopted at a session of a term: "Nghị quyết Trung ương 6 khóa XII", "Kết luận Hội nghị lần thứ mười Ban Chấp
hành Trung ương Đảng khóa XIII về …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from graph.extract.citations.spans import Spans, cited
from graph.language import bodies
from graph.language.beginnings import Beginnings
from graph.language.folding import fold
from graph.language.lexicon import any_of, load
from graph.model import Citation, InView

_COMMITTEE = "Ban Chấp hành Trung ương Đảng"


def find(view: str, numbered: Spans, here: str | None) -> Iterator[Citation[InView]]:
    """The documents of sessions in a text, apart from those cited with their numbers.

    >>> c, = find("Theo Nghị quyết Trung ương 5 (khóa XII) về chợ, bến.", Spans([]), None)
    >>> c.title, c.issuer.full
    ('Nghị quyết Trung ương 5 (khóa XII) về chợ, bến', 'Ban Chấp hành Trung ương Đảng')
    """
    for match in _begun().places(view).finditer("adopted"):
        following = numbered.starting(match.end())
        own = _NUMBERED.match(view, match.end()) is not None  # "… khóa XII số 4-NQ/TW"
        if not own and not numbered.covers(match.start()):
            subject = _subject().match(view, match.end())
            end = subject.end() if subject and not (following and following.start < subject.end()) else match.end()
            one = cited(load().class_of_word[fold(match[1])], view, match.start(), end, here)
            yield replace(one, issuer=one.issuer or bodies.name(_COMMITTEE))


_NUMBERED = re.compile(r",? \(?(?:[Ss]ố:? ?)?\d{1,3} ?-[A-ZĐ]")


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    adopted = re.compile(rf"(?<!\w)([Nn]ghị quyết|[Kk]ết luận)(?: của)? (?:{any_of('titles', 'sessions')})")
    return Beginnings({"adopted": adopted}, shared=True)


@lru_cache(maxsize=1)
def _subject() -> re.Pattern[str]:
    """What the document is about: to the end of the sentence, or to a comma with a new piece of work behind it."""
    work = rf"(?:{any_of('tasks', 'adverbs')} )*(?:{any_of('tasks', 'leading')})\b"
    return re.compile(rf" về [^.;:()\n\"]{{6,300}}?(?=,? {work}| (?:đã|được|đang|sẽ) |[.;:()\n\"]|$)")
