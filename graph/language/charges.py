"""Who a sentence is about: the bodies that it charges, and those they are to work with.

Forms: "Giao Sở X chủ trì …", "Giám đốc Sở X có trách nhiệm …", "Trong quá trình thực hiện, các đơn vị phản ánh về …", "phối hợp với Sở Y, UBND
các xã …". `start` and `at` are where the words begin in the caller's text: the spans of
assignees count from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from graph.language import assignees, bodies, kinds
from graph.language.lexicon import any_of
from graph.model import Assignee, Span


def leading(text: str, start: int, here: str | None) -> list[Assignee]:
    """The bodies that a sentence begins with, when a verb of working follows."""
    p = _patterns()
    given = p.charging.match(text) or p.encouraging.match(text)
    at = given.end() if given else 0
    if not given and not re.match(r"[^\W\d_]", text):
        return []
    found: list[Assignee] = []
    window = text[at : at + 400]
    reach = 0
    for a in assignees.read(window, here, whole=False):
        gap = window[reach : a.span.start]
        if p.joining.fullmatch(gap):
            found.append(moved(a, start + at))
            reach = a.span.end
        elif reach:
            break
    after = window[reach:]
    verb = leads_on().match(re.sub(r"^[ ,]*(?:và )?(?:\([^)]*\) ?)?", "", after)) if found else None
    if verb or (found and given):
        return found
    unlisted = p.unlisted.match(text[at:]) if given else None
    return several(unlisted[1], start + at, here) if unlisted else []


def uncharged(text: str) -> str:
    """A sentence without the verb of charging that it begins with.

    >>> uncharged("Giao Sở Y tế lập sổ"), uncharged("Sở Y tế lập sổ")
    ('Sở Y tế lập sổ', 'Sở Y tế lập sổ')
    """
    given = _patterns().charging.match(text)
    return text[given.end() :] if given else text


def several(words: str, at: int, here: str | None) -> list[Assignee]:
    """The bodies of a list in which each member begins with a kind of bodies; other words are one body. A unit and the body above it
    are one.

    >>> [a.words for a in several("Viện Nông hóa và Trạm Thú y (cơ quan thường trực), Sở Y tế", 0, None)]
    ['Viện Nông hóa', 'Trạm Thú y', 'Sở Y tế']
    >>> [a.words for a in several("Trung tâm Tin học, Bộ Y tế", 0, None)]
    ['Trung tâm Tin học, Bộ Y tế']
    """
    found: list[Assignee] = []
    for piece in _pieces(words):
        bare = _ROLE.sub("", piece.of(words).strip())
        first = at + piece.start + piece.of(words).find(bare)
        if name := bodies.name(bare, here):
            found.append(Assignee(Span(first, first + len(bare)), bare, name))
    return found


def _pieces(words: str) -> list[Span]:
    """The members of a list of bodies; one piece where some member begins with no kind."""
    pieces: list[Span] = []
    start = 0
    for mark in (*_patterns().parting.finditer(words), None):
        end = mark.start() if mark else len(words)
        kind = kinds.of(words[start:end].strip())
        above = bool(pieces) and kind is not None and kind.above and end == len(words)
        if above and not _is_above(pieces[-1].of(words)):
            pieces[-1] = Span(pieces[-1].start, end)
        elif words[start:end].strip():
            pieces.append(Span(start, end))
        start = mark.end() if mark else end
    listed = all(kinds.with_own_name().match(piece.of(words).strip()) for piece in pieces)
    return pieces if listed else [Span(0, len(words))]


def _is_above(words: str) -> bool:
    kind = kinds.of(words.strip())
    return kind is not None and kind.above


_ROLE = re.compile(r" ?\([^()]*\)$")
"""The role of a body, in brackets behind its name: "Sở Y tế (cơ quan thường trực)"."""


def in_course(text: str, start: int, here: str | None) -> list[Assignee]:
    """The bodies that are to do something in the course of the work: "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan … phản
    ánh về …"."""
    p = _patterns()
    if not p.in_course.match(text):
        return []
    for clause in p.clause.finditer(text[:420]):
        window = text[clause.end() : clause.end() + 200]
        taken: list[Assignee] = []
        reach = 0
        for a in assignees.read(window, here, whole=False):
            if not re.fullmatch(r"(?:[ ,;]|và|các)*", window[reach : a.span.start]):
                break
            taken.append(moved(a, start + clause.end()))
            reach = a.span.end
        if taken and leads_on().match(window[reach:].lstrip(" ,")):
            return taken
    return []


def partners(text: str, start: int, leads: Sequence[Assignee], here: str | None) -> list[Assignee]:
    """The bodies that a duty is to be done with: "phối hợp với X, Y rà soát …"."""
    found: list[Assignee] = []
    names = {a.group or a.name for a in leads}
    p = _patterns()
    for match in p.partners.finditer(text):
        window = text[match.end() : match.end() + 420]
        reach = 0
        for a in assignees.read(window, here, whole=False):
            if not p.between.fullmatch(window[reach : a.span.start]):
                break
            reach = a.span.end
            if (a.group or a.name) not in names:
                names.add(a.group or a.name)
                found.append(moved(a, start + match.end()))
    return found


class _Patterns(NamedTuple):
    charging: re.Pattern[str]
    encouraging: re.Pattern[str]
    unlisted: re.Pattern[str]
    joining: re.Pattern[str]
    in_course: re.Pattern[str]
    clause: re.Pattern[str]
    parting: re.Pattern[str]
    partners: re.Pattern[str]
    between: re.Pattern[str]
    glue: re.Pattern[str]
    leads_on: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The words of `ontology/phrases/tasks.yaml` in the forms of a sentence that charges."""

    def words(section: str) -> str:
        return any_of("tasks", section)

    return _Patterns(
        charging=re.compile(rf"(?:{words('charging')})(?: cho)? "),
        encouraging=re.compile(rf"(?:{words('encouraging')})(?: cho)? "),
        unlisted=re.compile(rf"({kinds.with_own_name().pattern}[^.;:]{{2,110}}?) (?={words('working')})"),
        joining=re.compile(rf"(?:[ ,;/]|{words('joining')})*"),
        in_course=re.compile(words("in_course")),
        clause=re.compile(rf"[,;] (?:(?:{words('asking')}) )?(?=các |Các )"),
        parting=re.compile(rf"[,;]| và (?={kinds.with_own_name().pattern})"),
        partners=re.compile(rf"(?:{words('partners')}) ", re.IGNORECASE),
        between=re.compile(rf"(?:[ ,;/:.()]|{words('between_partners')})*"),
        glue=re.compile(rf"(?:[\s,;/.:()&*]|{words('glue')})*"),
        leads_on=re.compile(rf"(?:(?:{words('adverbs')}) )*(?:{words('leading')})\b", re.IGNORECASE),
    )


def moved(a: Assignee, by: int) -> Assignee:
    """The assignee whose words stand `by` characters further on."""
    return replace(a, span=Span(a.span.start + by, a.span.end + by))


@lru_cache(maxsize=4096)
def names_only(words: str, here: str | None, *, unlisted: bool = False) -> bool:
    """Whether words name bodies and nothing else: what is left without the names is glue. With `unlisted`, a kind of bodies and an own
    name behind it are a body, whether or not a list holds it.

    >>> names_only("Các Sở: Y tế, Nội vụ", None), names_only("Hiệp hội Cà phê", None), names_only("Hiệp hội Cà phê", None, unlisted=True)
    (True, False, True)
    """
    return assignees.apart(words, _patterns().glue, here, unlisted=unlisted)


def leads_on() -> re.Pattern[str]:
    """A pattern for what follows a body's name where the body is to do something: "chủ trì", "có trách nhiệm", "tiếp tục rà soát"."""
    return _patterns().leads_on
