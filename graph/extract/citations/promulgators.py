"""Who issued a document that is cited by its number: behind the number, before it, in brackets, by who asked for it, by its symbol."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.language import bodies, dates, offices, own_names
from graph.language.compiled import compiled
from graph.language.lexicon import UPPER, any_of, load
from graph.model import Name

# Patterns that hold the long one for bodies are compiled when a text first has what stands beside the body.


@lru_cache(maxsize=1)
def issuing_before() -> re.Pattern[str]:
    """ "Ngày 29/11/2021, UBND Tỉnh ban hành (các) …" """
    body = bodies.pattern()
    return compiled(
        rf"(?:(?i:ngày) (?P<date>{dates.DAY}),? )?(?:(?P<second>{body}),? )?(?:đã |vừa )?(?:trình (?P<third>{body}) )?(?:ký )?ban hành (?:các )?$"
    )


@lru_cache(maxsize=1)
def bracketed() -> re.Pattern[str]:
    """ "Tờ trình của Sở Y tế (số …" """
    return compiled(rf"(?:{load().type_words}) của ({bodies.pattern()}) \((?i:số):? ?$")


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    """ "Xét đề nghị của Ủy ban nhân dân huyện X tại …" """
    return compiled(
        rf"(?:(?:{any_of('mentions', 'opinions')})(?: [^.;,\n]{{1,40}}?)?|(?<=\d)(?:,| và)) của ({bodies.pattern()})(?: [^.;,\n]{{1,20}}?)? (?:tại|theo) (?:các )?$"
    )


@lru_cache(maxsize=1)
def _done_by() -> re.Pattern[str]:
    """ ", do Chính phủ ban hành" """
    return compiled(rf",? do ({bodies.pattern()}) ban hành")


FURTHER = re.compile(r", (?!cùng )| và | - |,? cùng ")
"""What stands between an issuer and another one."""
_OF = (
    *(re.compile(rf",? ?(?i:{words}) ") for words in ("của các", "của liên tịch", "của liên", "của", "giữa")),
    re.compile(r",? ?(?:tại )?(?=Hội nghị lần thứ )"),
)
_ANY_OF = re.compile(",? ?(?:(?i:của|giữa) |(?:tại )?Hội nghị lần thứ )")
_SESSION = tuple(
    re.compile(rf"Hội nghị lần thứ {words},? (?:của )?") for words in (r"[^\W\d]+ [^\W\d]+", r"(?:[^\W\d]+|\d{1,2})")
)
_DO = re.compile(",? do ")


class Issued(NamedTuple):
    """Who issued a document, behind its number: the body's words, where they end, whether it says "giữa" of several."""

    words: str
    end: int
    among: bool


def behind(view: str, at: int) -> Issued | None:
    """The issuer that stands at a place: "của Chính phủ", "của Hội nghị lần thứ tư Ban Chấp hành …", ", Hội nghị lần thứ 8 của …", ", do Chính phủ ban hành"."""
    for of in filter(None, (pattern.match(view, at) for pattern in (_OF if _ANY_OF.match(view, at) else ()))):
        sessions = [session.end() for pattern in _SESSION if (session := pattern.match(view, of.end()))]
        for start in (*sessions, of.end()):
            if body := bodies.printed().match(view, start):
                return Issued(body[0], body.end(), "giữa" in of[0])
    done = _done_by().match(view, at) if _DO.match(view, at) else None
    return Issued(done[1], done.end(), False) if done else None


@lru_cache(maxsize=1)
def _of() -> re.Pattern[str]:
    return compiled(rf",? ?của (?:(?i:{offices.before_names()}) )*")


def unlisted_end(view: str, at: int) -> int | None:
    """Where the name of an issuer ends that no list holds: "… của Hiệu trưởng Trường Đại học Bãi Ngang"."""
    of = _of().match(view, at)
    return own_names.end(view, of.end()) if of else None


def named(words: str | None, here: str | None) -> tuple[Name, ...]:
    """The body that printed words name; none where they name none."""
    name = bodies.name(words, here) if words else None
    return (name,) if name else ()


_BEHIND_ASKING = tuple(f" {word} {more}" for word in ("tại", "theo") for more in ("", "các "))


def by_asking(before: str, number: str, here: str | None) -> tuple[Name, ...]:
    """Who wrote what a decision follows: "Xét đề nghị của Ủy ban nhân dân huyện X tại Tờ trình số 5/TTr-UBND". Not where the symbol
    tells another."""
    behind = before.endswith(_BEHIND_ASKING)
    match = (_asking().search(before) or _unlisted_asking(before)) if behind else None
    asking = named(match[1], here) if match else ()
    told = load().issuer_of_number(number)
    party = told is not None and told.levels and not told.placed and " ủy" in asking[0].full if asking else False
    return asking if asking and (told is None or party or asking[0].full.startswith(told.name)) else ()


def _unlisted_asking(before: str) -> re.Match[str] | None:
    """A body that no list holds, where the words before a number are its name and no more: "đề nghị của Ban Xúc tiến chợ tại …"."""
    match = _unlisted().search(before)
    return match if match and own_names.end(match[1], 0) == len(match[1]) else None


@lru_cache(maxsize=1)
def _unlisted() -> re.Pattern[str]:
    return compiled(
        rf"(?:{any_of('mentions', 'opinions')}) của (?:(?i:{offices.before_names()}) )*([{UPPER}][^.;\n]{{3,90}}?) (?:tại|theo) (?:các )?$"
    )


def by_symbol(number: str, here: str | None) -> tuple[Name, ...]:
    """The issuers that the symbol alone makes certain; of a party committee it does not tell which organ."""
    certain = (body for body in load().issuers_of_number(number) if body.placed or not body.levels)
    return tuple(name for body in certain if (name := bodies.name(body.name, here)))
