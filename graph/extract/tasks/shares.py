"""One point, several doers: "Sở A sửa đê; Sở B trồng tre." is work for each of them, "Sở A, Sở B sửa đê." one piece of work for both.

A share begins behind a semicolon or a full stop, with a doer and its predicate. What goes on without a doer of its own belongs to the share before
it. Groups beside groups share one piece of work: "các sở gửi số liệu; các xã gửi kèm ảnh".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from graph.extract.tasks import subjects
from graph.extract.tasks.subjects import Subject
from graph.language import bodies
from graph.language.compiled import compiled
from graph.language.lexicon import any_of
from graph.model import Assignee, InView

_BOUNDARY = re.compile(r"(?<=[\w)”\"%][;.]) (?=\S)")
"""Where a share may begin; a number ("1. …") ends no sentence."""
_LEAST = 20
"""Characters of the shortest share: "Sở Y tế khử trùng."."""


class Share(NamedTuple):
    """A doer's share of a point: where it begins and ends in the point's words, and who does it; nobody where the words name no doer."""

    begin: int
    end: int
    bodies: tuple[Assignee[InView], ...]


def of(text: str, start: int, here: str | None, first: Subject, leads: Sequence[Assignee[InView]] = ()) -> list[Share]:
    """The shares of a point whose first doer is `first`; `leads` are those of the heading above, whose work stands before it. One share where
    nobody else has a piece of its own.

    >>> text = "Sở Xây dựng sửa đê; gửi sổ trước tháng 5; Sở Y tế tổ chức khử trùng giếng."
    >>> [(text[a:b], [who.name for who in bodies]) for a, b, bodies in of(text, 0, None, subjects.find(text, 0, None))]
    [('Sở Xây dựng sửa đê; gửi sổ trước tháng 5;', ['Sở Xây dựng']), ('Sở Y tế tổ chức khử trùng giếng.', ['Sở Y tế'])]
    >>> text = "Sở Xây dựng; Sở Y tế tổ chức khử trùng giếng."
    >>> len(of(text, 0, None, subjects.find(text, 0, None)))
    1
    """
    found = [Share(0, len(text), first.bodies)]
    named = any(a.body for a in first.bodies)
    if first.begin > _LEAST and leads and named and _apart(leads, first.bodies):
        found = [Share(0, first.begin, tuple(leads)), Share(first.begin, len(text), first.bodies)]
    for boundary in _BOUNDARY.finditer(text, first.end):
        at = boundary.end()
        last = found[-1]
        if at - last.begin < _LEAST or len(text) - at < _LEAST or subjects.bracketed(text, at):
            continue
        second = _doer(text, at, start, here)
        if second and _apart(last.bodies, second):
            found[-1:] = [last._replace(end=boundary.start()), Share(at, len(text), second)]
    return found


def _doer(text: str, at: int, start: int, here: str | None) -> tuple[Assignee[InView], ...]:
    """Who does what is said from a position on, where a doer stands there; nobody else."""
    words = text[at : at + 1].upper() + text[at + 1 : at + subjects.WINDOW]
    clause = _BOUNDARY.split(words, maxsplit=1)[0]
    found = subjects.find(clause, start + at, here)
    least = (
        subjects.POSSIBLE
        if found and all(a.body and bodies.is_listed(a.words) for a in found.bodies)
        else subjects.LIKELY
    )
    if found is None or found.begin or found.certain < least or _fronted(found, start + at, clause):
        return ()
    return found.bodies


def _fronted(found: Subject, start: int, clause: str) -> bool:
    """Whether a clause stands before the doer ("trường hợp vượt thẩm quyền, Sở A báo cáo"): that is still the same piece of work."""
    before = _linking().sub("", clause[: found.bodies[0].span.start - start])
    return "," in before or len(before) > _OPENING


@lru_cache(maxsize=1)
def _linking() -> re.Pattern[str]:
    return compiled(rf"^(?i:{any_of('tasks', 'linking')}), ")


_OPENING = 40
"""Characters of what may stand before a doer: "Đồng thời, giao Giám đốc "."""


def _apart(some: Sequence[Assignee[InView]], others: Sequence[Assignee[InView]]) -> bool:
    """Whether others do a piece of their own: not the same ones, and not groups beside groups."""
    mine, theirs = ({a.group or a.name for a in each} for each in (some, others))
    again = any(a.words.startswith(f"{b.words} ") for a in some for b in others)  # "Trung tâm Y tế …; Trung tâm …"
    return not again and not mine & theirs and any(a.body for a in (*some, *others))
