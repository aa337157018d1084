"""Groups that point at a list above them: "các tỉnh nêu trên" are the provinces that the text has named; and bodies named again by their kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from graph.extract.tasks import again
from graph.language import shared_heads
from graph.language.beginnings import small
from graph.language.folding import same_length
from graph.language.lexicon import any_of
from graph.model import Assignee, Document, Findings, InView, Span

_GROUPS = {
    "provinces": ("tỉnh", "thành phố"),
    "districts": ("huyện", "quận", "thị xã", "thành phố"),
    "communes": ("xã", "phường", "thị trấn", "đặc khu"),
    "ministries": ("Bộ",),
    "departments": ("Sở",),
}
"""What the names of the members of a group hold."""


def step(document: Document, findings: Findings) -> Findings:
    """The tasks with the bodies that their groups, or a kind alone, point at. Reads: header, source, tasks. Writes: tasks."""
    return again.written_out(document, _members(document, findings))


def _members(document: Document, findings: Findings) -> Findings:
    """The findings with the members of groups that point at a list."""
    text, here = document.source.text, document.header.jurisdiction
    spans = {who.span for task in findings.tasks for who in (*task.leads, *task.coordinators) if _points(who, text)}
    if not spans:
        return findings
    listed = list(_lists(same_length(text), here))

    def meant(mentions: Iterable[Assignee[Span]]) -> Iterator[Assignee[Span]]:
        for who in mentions:
            above = [] if who.span not in spans else _above(who, listed)
            yield from (replace(who, body=one.body, group=None) for one in above) if above else (who,)

    return replace(
        findings,
        tasks=tuple(
            replace(task, leads=tuple(meant(task.leads)), coordinators=tuple(meant(task.coordinators)))
            for task in findings.tasks
        ),
    )


def _points(who: Assignee[Span], text: str) -> bool:
    return who.group in _GROUPS and bool(pointing().search(text, who.span.start, who.span.end + 12))


@lru_cache(maxsize=1)
def pointing() -> re.Pattern[str]:
    """Words by which a group means the bodies that the text has named.

    >>> bool(pointing().search("các tỉnh nêu trên")), bool(pointing().search("các tỉnh trên cả nước"))
    (True, False)
    """
    return re.compile(rf"(?:{any_of('tasks', 'pointing')})(?!\w)")


def _lists(text: str, here: str | None) -> Iterator[list[Assignee[InView]]]:
    """The lists of bodies under one head, in the order of the text."""
    lowered = small(text)
    readers: list[tuple[re.Pattern[str], str, Callable[[int], list[Assignee[InView]] | None]]] = [
        (shared_heads.committees(), lowered, lambda at: shared_heads.by_place(text, lowered, at, here)),
        (shared_heads.heads(), text, lambda at: shared_heads.of_kind(text, at, here)),
    ]
    found = [read(match.start()) or [] for pattern, searched, read in readers for match in pattern.finditer(searched)]
    yield from sorted((one for one in found if one), key=lambda one: one[0].span)


def _above(who: Assignee[Span], listed: list[list[Assignee[InView]]]) -> list[Assignee[InView]]:
    """The nearest list before a group that names members of it."""
    words = _GROUPS[who.group or ""]
    before = (
        one
        for one in reversed(listed)
        if one[0].span.start < who.span.start and all(any(f"{w} " in f"{m.name} " for w in words) for m in one)
    )
    return next(before, [])
