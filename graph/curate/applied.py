"""Corrections put upon what was found in one document.

What is unsaid stays in its place with a mark, and what is said anew comes behind: numbers and addresses of all other findings stay the same.
Whatever the order of the corrections, they are done in their own: first what is unsaid, of what the rules found; then what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from graph.curate import matches, saying
from graph.curate.anchors import find, gone
from graph.curate.matches import AIMS
from graph.model import BETWEEN, Correction, Findings, Outcome

Done = tuple[Findings, int]
"""The findings, and in how many places they were corrected."""


def corrected(findings: Findings, corrections: Iterable[Correction]) -> Findings:
    """The findings with what a curator says and unsays of them, and the outcome of each correction; `same` and `apart` wait.

    >>> from graph.extract import extract
    >>> from graph.structure import parse
    >>> from graph.model import Source
    >>> found = extract(parse(Source("a.txt", "KẾ HOẠCH\\nMở chợ\\n1. Sở Y tế lập sổ bãi chợ.\\n")))
    >>> wrong = Correction("unsay", "a.txt", "Sở Y tế lập sổ bãi chợ.", "task", by="An", date="2026-11-29", why="no task")
    >>> new = corrected(found, [wrong, Correction("unsay", "a.txt", "Sở Y tế mở kho", "task", line=2)])
    >>> [task.unsaid for task in new.tasks]
    [True]
    >>> print(new.corrected[1].fault)
    its words are not in a.txt: “Sở Y tế mở kho”; quote them as they are printed, or take the line out
    """
    mine = sorted(corrections)
    outcomes: list[Outcome] = []
    for verb, table in (("unsay", _UNSAY), ("say", _SAY)):
        for one in mine:
            if one.verb == verb:
                findings, outcome = _one(findings, one, table[one.about])
                outcomes.append(outcome)
    path = findings.document.source.path
    waiting = [Outcome(one, path) for one in mine if one.verb in ("same", "apart")]
    return replace(
        findings, corrected=tuple(sorted([*findings.corrected, *outcomes, *waiting], key=lambda o: o.correction))
    )


def _one(findings: Findings, one: Correction, do: Callable[[Correction, Findings], Done]) -> tuple[Findings, Outcome]:
    path = findings.document.source.path
    try:
        done, places = do(one, findings)
    except saying.NotSaid as why:
        return findings, Outcome(one, path, fault=str(why))
    if places:
        return done, Outcome(one, path, places)
    return findings, Outcome(one, path, fault=missing(one, findings))


def missing(one: Correction, findings: Findings) -> str:
    """Why nothing was corrected: the words are gone, or nothing of this kind rests on them."""
    source = findings.document.source
    if not find(one.words, source.text):
        return gone(one.words, source)
    return f"nothing of the kind “{one.about}” rests on these words in {source.path}: “{one.words}”; its page shows what does"


def _without(positions: Iterable[int], things: tuple[saying.Marked, ...]) -> tuple[saying.Marked, ...]:
    out = frozenset(positions)
    return tuple(replace(thing, unsaid=True) if i in out else thing for i, thing in enumerate(things))


def _unsay_tasks(one: Correction, findings: Findings) -> Done:
    found = matches.tasks(one, findings)
    return replace(findings, tasks=_without(found, findings.tasks)), len(found)


def _unsay_measures(one: Correction, findings: Findings) -> Done:
    found = matches.measures(one, findings)
    return replace(findings, measures=_without(found, findings.measures)), len(found)


def _unsay_aims(one: Correction, findings: Findings) -> Done:
    name = AIMS[one.about][0]
    found = matches.aims(one, findings)
    changed: dict[str, Any] = {name: _without(found, getattr(findings, name))}
    return replace(findings, **changed), len(found)


def _unsay_citations(one: Correction, findings: Findings) -> Done:
    """With what rests on it: relations that it is an end of, and that tasks carry it out."""
    found = frozenset(matches.citations(one, findings))
    relations = tuple(r for r in findings.relations if not {r.subject, r.object} & found)
    tasks = tuple(replace(task, carries=tuple(i for i in task.carries if i not in found)) for task in findings.tasks)
    citations = _without(found, findings.citations)
    return replace(findings, citations=citations, relations=relations, tasks=tasks), len(found)


def _unsay_relations(one: Correction, findings: Findings) -> Done:
    found = frozenset(matches.relations(one, findings))
    kept = tuple(r for i, r in enumerate(findings.relations) if i not in found)
    return replace(findings, relations=kept), len(found)


def _unsay_assignees(one: Correction, findings: Findings) -> Done:
    name, text = saying.WHO[one.about], findings.document.source.text
    tasks, places = list(findings.tasks), 0
    for i in matches.named_tasks(one, findings):
        who = getattr(tasks[i], name)
        out = frozenset(matches.assignees(one, who, text))
        changed: dict[str, Any] = {name: tuple(each for n, each in enumerate(who) if n not in out)}
        tasks[i] = replace(tasks[i], **changed) if out else tasks[i]
        places += len(out)
    return replace(findings, tasks=tuple(tasks)), places


def _unsay_times(one: Correction, findings: Findings) -> Done:
    tasks, places = list(findings.tasks), 0
    for i in matches.named_tasks(one, findings):
        if saying.is_time(one, tasks[i]):
            tasks[i] = replace(tasks[i], deadline=None)
            places += 1
    return replace(findings, tasks=tuple(tasks)), places


def _say_tasks(one: Correction, findings: Findings) -> Done:
    found = [i for i in matches.tasks(one, findings) if not findings.tasks[i].unsaid]
    tasks = list(findings.tasks)
    for i in found:
        tasks[i] = saying.told(replace(saying.confirmed(tasks[i], one), confidence=1.0), one, findings)
    if not found:
        tasks.append(saying.task(one, findings))
    return replace(findings, tasks=tuple(tasks)), max(len(found), 1)


def _say_measures(one: Correction, findings: Findings) -> Done:
    found = frozenset(i for i in matches.measures(one, findings) if not findings.measures[i].unsaid)
    kept = tuple(saying.confirmed(m, one) if i in found else m for i, m in enumerate(findings.measures))
    new = () if found else (saying.measure(one, findings),)
    return replace(findings, measures=(*kept, *new)), max(len(found), 1)


def _say_aims(one: Correction, findings: Findings) -> Done:
    name = AIMS[one.about][0]
    have = getattr(findings, name)
    found = frozenset(i for i in matches.aims(one, findings) if not have[i].unsaid)
    kept = tuple(saying.aim(one, findings, aim) if i in found else aim for i, aim in enumerate(have))
    changed: dict[str, Any] = {name: kept if found else (*kept, saying.aim(one, findings))}
    return replace(findings, **changed), max(len(found), 1)


def _say_citations(one: Correction, findings: Findings) -> Done:
    found = frozenset(i for i in matches.citations(one, findings) if not findings.citations[i].unsaid)
    kept = tuple(saying.confirmed(c, one) if i in found else c for i, c in enumerate(findings.citations))
    new = () if found else (saying.citation(one.detail("as") or one.words, one, findings),)
    return replace(findings, citations=(*kept, *new)), max(len(found), 1)


def _say_relations(one: Correction, findings: Findings) -> Done:
    found = frozenset(matches.relations(one, findings))
    if found:
        said = tuple(saying.confirmed(r, one) if i in found else r for i, r in enumerate(findings.relations))
        return replace(findings, relations=said), len(found)
    return saying.relation(one, findings), 1


def _said_of(one: Correction, findings: Findings) -> list[int]:
    """The positions of the tasks of which something is said. Raises `NotSaid` where that is none, or not told."""
    found = [i for i in matches.named_tasks(one, findings) if not findings.tasks[i].unsaid]
    if not found:
        words, path = one.detail("task"), findings.document.source.path
        which = f"no task in {path} has the words “{words}”" if words else f"no task in {path} is meant by it"
        raise saying.NotSaid(f"{which}; quote it as it is printed")
    if len(found) > 1 and not one.detail("task"):
        raise saying.NotSaid('it does not say of which task; write task: "…" with its words')
    return found


def _say_assignees(one: Correction, findings: Findings) -> Done:
    tasks, found = list(findings.tasks), _said_of(one, findings)
    for i in found:
        tasks[i] = saying.with_assignee(one, findings, tasks[i])
    return replace(findings, tasks=tuple(tasks)), len(found)


def _say_times(one: Correction, findings: Findings) -> Done:
    tasks, found = list(findings.tasks), _said_of(one, findings)
    for i in found:
        tasks[i] = replace(tasks[i], deadline=saying.deadline(one.words))
    return replace(findings, tasks=tuple(tasks)), len(found)


_UNSAY: dict[str, Callable[[Correction, Findings], Done]] = {
    "task": _unsay_tasks,
    "measure": _unsay_measures,
    **dict.fromkeys(AIMS, _unsay_aims),
    "citation": _unsay_citations,
    **dict.fromkeys(saying.WHO, _unsay_assignees),
    "time": _unsay_times,
    **dict.fromkeys(BETWEEN, _unsay_relations),
}
_SAY: dict[str, Callable[[Correction, Findings], Done]] = {
    "task": _say_tasks,
    "measure": _say_measures,
    **dict.fromkeys(AIMS, _say_aims),
    "citation": _say_citations,
    **dict.fromkeys(saying.WHO, _say_assignees),
    "time": _say_times,
    **dict.fromkeys(BETWEEN, _say_relations),
}
