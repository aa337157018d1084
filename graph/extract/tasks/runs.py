"""The bodies of a sentence in runs: those that only commas and "và" part stand together, as one may be its subject.

Of a run that no list of doers is, the names that are known are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from graph.language import assignees, doers
from graph.language.compiled import compiled
from graph.language.lexicon import LOWER, UPPER, any_of
from graph.model import Assignee, InView


def of(window: str, here: str | None, *, first: bool = False) -> Iterator[list[Assignee[InView]]]:
    """The runs of a sentence in their order: each list read member by member, from where one may begin and from each known name. With
    `first`, none where none is at the beginning.

    >>> [[a.group or a.name for a in run] for run in of("Để giữ rừng, Đồn Biên phòng Đất Mũi, các xã báo cáo Sở Y tế.", None)]
    [['Đồn Biên phòng Đất Mũi', 'communes'], ['Sở Y tế']]
    """
    reach = -1
    link = _linking().match(window)
    if listed := _listed(window, link.end() if link else 0, here):  # most often the subject: no other is looked for
        reach = listed[-1].span.end
        yield listed
    elif first and not assignees.first(window, here):
        return
    begin = _beginnings() if _fronted().search(window) else _beginnings_alone()
    starts = [m.end() for m in begin.finditer(window)]
    known = {run[0].span.start: run for run in _known(window, here)}
    for at in sorted({*known, *starts[1:]}):
        if at < reach or (window.startswith("các ", at) and _listed_before().search(window[:at])):
            continue
        if found := _listed(window, at, here) or known.get(at):
            reach = max(a.span.end for a in found)
            yield found


def _listed(window: str, at: int, here: str | None) -> list[Assignee[InView]]:
    """The list of doers at a position; its last member reaches to the list's end. Nobody where no list begins there."""
    listed = doers.read(window, at, here)
    if not listed or not listed.bodies:
        return []
    *before, last = listed.bodies
    return [*before, replace(last, span=InView(last.span.start, max(last.span.end, listed.end)))]


def _known(window: str, here: str | None) -> list[list[Assignee[InView]]]:
    """The bodies that lists hold and groups, those that only "và" and commas part together."""
    runs: list[list[Assignee[InView]]] = []
    reach = -1
    for a in sorted(
        assignees.read(window, here, whole=False, distinct=False), key=lambda a: (a.span.start, -a.span.end)
    ):
        if a.span.start < reach and a.complete:
            continue
        if runs and _joining().fullmatch(window[reach : a.span.start]):
            runs[-1].append(a)
        else:
            runs.append([a])
        reach = max(reach, a.span.end)
    return runs


@lru_cache(maxsize=1)
def _beginnings_alone() -> re.Pattern[str]:
    """Where a list of doers may begin: at the sentence's begin, behind a verb of charging, behind a label, behind a sentence."""
    charged = rf"(?i:(?<!\w)(?:{any_of('tasks', 'charging')})(?: cho)?(?:(?: các)? đồng chí)?) "
    return compiled(rf"^(?:(?:{any_of('tasks', 'linking')}),? )?|{charged}|: |(?<=[{LOWER}])\. (?=[{UPPER}])")


@lru_cache(maxsize=1)
def _linking() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('tasks', 'linking')}),? ")


@lru_cache(maxsize=1)
def _beginnings() -> re.Pattern[str]:
    """As `_beginnings_alone`, and behind a comma or "thì", where a clause stands in front."""
    return compiled(rf"{_beginnings_alone().pattern}|, | thì ")


@lru_cache(maxsize=1)
def _fronted() -> re.Pattern[str]:
    """A clause in front of a sentence."""
    words = rf"(?:{any_of('tasks', 'fronted')}|{any_of('tasks', 'in_course')})"
    return re.compile(rf"(?:^|[.;] )(?:(?:{any_of('tasks', 'linking')}),? )?{words}(?!\w)")


@lru_cache(maxsize=1)
def _listed_before() -> re.Pattern[str]:
    """A group at the end of what stands before a comma: the next one is of the same list, "động viên các cấp, các ngành"."""
    return re.compile(r" các [^,;:.]{2,25}, $")


@lru_cache(maxsize=1)
def _joining() -> re.Pattern[str]:
    described = rf"[,;] (?:và )?(?:các )?(?:{any_of('tasks', 'heads')})\b[^,;:.()]{{0,45}}(?=[,;])"
    further = rf" (?:{any_of('tasks', 'qualifiers')})\b[^,;:.()]{{0,45}}(?=[,;]| và )"
    return re.compile(
        rf"(?:{described}|{further}|[ ,;/]|\([^)]{{0,120}}\)|{any_of('tasks', 'joining')}|{any_of('tasks', 'offices')})*"
    )
