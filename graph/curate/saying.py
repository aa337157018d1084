"""Findings that no rule made: what a curator says of words, as a rule would have found it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from graph.curate.anchors import find, gone, quotes
from graph.curate.matches import AIMS, assignees, is_cited_as
from graph.extract import extract
from graph.language import assignees as bodies
from graph.language import times
from graph.language.folding import tidy
from graph.language.lexicon import load
from graph.model import (
    Aim,
    Assignee,
    Citation,
    Correction,
    Deadline,
    Findings,
    Measure,
    Relation,
    Said,
    Source,
    Span,
    Task,
)
from graph.structure import parse

WHO = {"leads": "leads", "coordinates": "coordinators"}
"""Where a task holds those who do what a statement says."""
_GROUP = "group:"
_COMPARATORS = (">", ">=", "=", "<=", "<", "~")

Marked = TypeVar("Marked", Task, Measure, Aim, Citation)
Found = TypeVar("Found", Task, Measure, Aim, Citation, Relation, Assignee)


class NotSaid(ValueError):
    """Why something cannot be said, and what to do."""


def confirmed(thing: Found, one: Correction) -> Found:
    """The thing as one that a curator says, who may be the second to say it: what no rule found stays so."""
    return replace(thing, said=Said(one, new=bool(thing.said and thing.said.new)))


def where(words: str, findings: Findings, near: Span | None = None) -> Span:
    """The characters that quoted words are: the first in or behind `near`, else the first. Raises `NotSaid` where they are not printed."""
    source = findings.document.source
    found = find(words, source.text)
    if not found:
        raise NotSaid(gone(words, source))
    behind = (span for span in found if near and span.start >= near.start)
    return next(behind, found[0])


def task(one: Correction, findings: Findings) -> Task:
    """A task with these words."""
    span = where(one.words, findings)
    words = tidy(span.of(findings.document.source.text))
    bare = Task((span,), words, one.detail("number") or None, None, (), (), None, (), "", said=Said(one, new=True))
    return told(bare, one, findings)


def told(task: Task, one: Correction, findings: Findings) -> Task:
    """The task with what a correction tells of it: who leads, who helps, when."""
    for key, name in (("lead", "leads"), ("coordinate", "coordinators")):
        names = one.listed(key)
        if names is not None:
            changed: dict[str, Any] = {
                name: tuple(each for w in names for each in named(w, findings, task.spans[0], one))
            }
            task = replace(task, **changed)
    return replace(task, deadline=deadline(one.detail("time"))) if one.detail("time") else task


def named(words: str, findings: Findings, near: Span, one: Correction) -> Iterator[Assignee]:
    """Those whom words name; where the text does not print these words, it is the task's own words that name them."""
    printed = find(words, findings.document.source.text)
    span = next((at for at in printed if at.start >= near.start), printed[0] if printed else near)
    yield from _bodies(words, span, findings, one)


def _bodies(words: str, span: Span, findings: Findings, one: Correction) -> list[Assignee]:
    """The bodies and groups that words name, as said at these characters; a group also as gold writes it, "group:departments"."""
    told = Said(one, new=True)
    if words.startswith(_GROUP):
        group = words.removeprefix(_GROUP)
        known = sorted({name for name, _ in load().groups} | {"other"})
        if group not in known:
            raise NotSaid(f"“{words}” is no group; known are {', '.join(known)}")
        return [Assignee(span, words, group=group, said=told)]
    found = bodies.read(words, findings.document.header.jurisdiction)
    if not found:
        raise NotSaid(f"“{words}” names no body; write its name as texts print it")
    return [replace(each.at(span), said=told) for each in found]


def with_assignee(one: Correction, findings: Findings, task: Task) -> Task:
    """The task with somebody who leads it or takes part in it; one whom a rule found is confirmed, or named otherwise."""
    name, text = WHO[one.about], findings.document.source.text
    who: tuple[Assignee, ...] = getattr(task, name)
    found = frozenset(assignees(one, who, text))
    if found and not one.detail("body"):
        changed: dict[str, Any] = {
            name: tuple(confirmed(each, one) if i in found else each for i, each in enumerate(who))
        }
        return replace(task, **changed)
    span = where(one.words, findings, task.spans[0])
    new = _bodies(one.detail("body") or one.words, span, findings, one)
    kept = [each for i, each in enumerate(who) if i not in found]
    told: dict[str, Any] = {name: (*kept, *new)}
    return replace(task, **told)


def is_time(one: Correction, task: Task) -> bool:
    """Whether the words are the time that a task prints, or one of two."""
    return task.deadline is not None and quotes(one.words, task.deadline.raw, *task.deadline.raw.split(" | "))


def deadline(words: str) -> Deadline:
    """The time that words tell. Raises `NotSaid` where they tell none."""
    found = times.read(words)
    if found is None or not (found.start or found.due or found.recurrence):
        raise NotSaid(f"“{words}” tells no time; write it as texts do: Quý II/2026, 30/6/2026, hằng năm")
    return found


def measure(one: Correction, findings: Findings) -> Measure:
    """A measure with these words."""
    span = where(one.words, findings)
    words = tidy(span.of(findings.document.source.text))
    return Measure(span, words, one.detail("number") or None, None, said=Said(one, new=True))


def aim(one: Correction, findings: Findings, found: Aim | None = None) -> Aim:
    """A zone, project or goal that the words name, or one that was `found` with what the correction tells of it."""
    name, classes = AIMS[one.about]
    if found is None:
        span = where(one.words, findings)
        words = tidy(span.of(findings.document.source.text))
        read = getattr(_read(words), name)
        kind = {"zone": "OtherZone", "project": "Project", "goal": "Indicator"}[one.about]
        known = read[0] if read else Aim(span, kind, words)
        found = replace(known, span=span, where=None, said=Said(one, new=True))
    else:
        found = confirmed(found, one)
    if (kind := one.detail("kind")) and kind not in classes:
        raise NotSaid(f"“{kind}” is no kind of zone; known are {', '.join(sorted(classes))}")
    told = replace(
        found,
        kind=one.detail("kind") or found.kind,
        name=one.detail("name") or found.name,
        unit=one.detail("unit") or found.unit,
        year=_whole(one, "year") or found.year,
        value=_figure(one) if one.detail("value") else found.value,
        comparator=_comparator(one) or found.comparator or ("=" if one.about == "goal" else None),
        confidence=1.0,
    )
    if one.about == "goal" and told.value is None:
        raise NotSaid('a goal needs a figure; write value: "12.5" and unit: "%"')
    return told


def _read(words: str) -> Findings:
    """What the rules find in words alone."""
    return extract(parse(Source("said", words)))


def _figure(one: Correction) -> Decimal:
    try:
        figure = Decimal(one.detail("value"))
    except InvalidOperation:
        figure = Decimal("NaN")
    if not figure.is_finite() or abs(figure) >= Decimal("1e30"):
        raise NotSaid(f"“{one.detail('value')}” is no figure; write 27700 or 24.7, without unit and thousands' dots")
    return figure


def _whole(one: Correction, key: str) -> int | None:
    words = one.detail(key)
    if words and not (words.isascii() and words.isdigit() and len(words) == 4):
        raise NotSaid(f"“{words}” is no year; write four digits")
    return int(words) if words else None


def _comparator(one: Correction) -> str:
    sign = one.detail("comparator")
    if sign and sign not in _COMPARATORS:
        raise NotSaid(f"“{sign}” is no sign; known are {' '.join(_COMPARATORS)}")
    return sign


def citation(words: str, one: Correction, findings: Findings) -> Citation:
    """The document that words name, cited where the correction's own words stand."""
    span = where(one.words, findings)
    read = [each for each in _read(f"Căn cứ {words};").citations if not each.itself]
    known = read[0] if read else Citation(span, "OtherDocument", title=words)
    return replace(known, span=span, said=Said(one, new=True))


def relation(one: Correction, findings: Findings) -> Findings:
    """The findings with a relation between this document, or another that it cites, and one more; what is not cited yet is, by these words."""
    span = where(one.words, findings)
    if not one.detail("to"):
        raise NotSaid('it does not say to which document; write to: "…", its number or name')
    ends = []
    for name in (one.detail("from"), one.detail("to")):
        findings, position = _end(name, one, findings)
        ends.append(position)
    if ends[0] == ends[1]:
        raise NotSaid("both ends are one document; name another")
    new = Relation(ends[0], one.about, ends[1], span, "", Said(one, new=True))
    return replace(findings, relations=(*findings.relations, new))


def _end(name: str, one: Correction, findings: Findings) -> tuple[Findings, int]:
    """The position of a document among the citations, -1 for the one that cites."""
    text = findings.document.source.text
    if not name:
        return findings, -1
    for i, each in enumerate(findings.citations):
        if not each.unsaid and is_cited_as(name, each, text):
            return findings, i
    cited = (*findings.citations, citation(name, one, findings))
    return replace(findings, citations=cited), len(cited) - 1
