"""Which findings of a document a correction is about: by the words that they rest on, and what narrows it down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.curate.anchors import narrowed, quotes
from graph.language import numbers
from graph.language.folding import fold
from graph.model import Aim, Assignee, Citation, Correction, Findings, Measure, Span, Task
from graph.vocab import ZONE_CLASSES

AIMS = {"zone": ("zones", frozenset(("Zone", *ZONE_CLASSES))), "project": ("projects", frozenset({"Project"})), "goal": ("goals", frozenset({"Indicator"}))}  # fmt: skip
"""Kinds of aims: where the findings hold them, and their classes."""


def tasks(one: Correction, findings: Findings) -> list[int]:
    """The positions of the tasks whose wording a correction quotes."""
    return _worded(one, findings.tasks, [task.spans for task in findings.tasks], findings)


def measures(one: Correction, findings: Findings) -> list[int]:
    """The positions of the measures whose wording a correction quotes."""
    return _worded(one, findings.measures, [(measure.span,) for measure in findings.measures], findings)


def _worded(
    one: Correction, things: Sequence[Task | Measure], spans: list[tuple[Span, ...]], findings: Findings
) -> list[int]:
    text = findings.document.source.text
    return [
        i
        for i, (thing, at) in enumerate(zip(things, spans, strict=True))
        if quotes(one.words, thing.text, *(span.of(text) for span in at)) and narrowed(one, "number", thing.ordinal)
    ]


def named_tasks(one: Correction, findings: Findings) -> list[int]:
    """The positions of the tasks that a correction names beside its words; all where it names none."""
    text = findings.document.source.text
    return [
        i
        for i, task in enumerate(findings.tasks)
        if narrowed(one, "task", task.text, *(span.of(text) for span in task.spans))
        and narrowed(one, "number", task.ordinal)
    ]


def aims(one: Correction, findings: Findings) -> list[int]:
    """The positions, among those of its kind, of the aims that rest on the words."""
    text = findings.document.source.text
    mine: Sequence[Aim] = getattr(findings, AIMS[one.about][0])
    return [i for i, aim in enumerate(mine) if quotes(one.words, aim.span.of(text))]


def citations(one: Correction, findings: Findings) -> list[int]:
    """The positions of the citations that are the words."""
    text = findings.document.source.text
    return [i for i, each in enumerate(findings.citations) if quotes(one.words, each.span.of(text))]


def relations(one: Correction, findings: Findings) -> list[int]:
    """The positions of the relations that rest on the words, between the documents that the correction names."""
    text = findings.document.source.text
    return [
        i
        for i, each in enumerate(findings.relations)
        if each.predicate == one.about
        and quotes(one.words, each.span.of(text))
        and _end(one.detail("from"), each.subject, findings)
        and _end(one.detail("to"), each.object, findings)
    ]


def _end(wanted: str, position: int, findings: Findings) -> bool:
    if not wanted:
        return True
    if position < 0 or findings.citations[position].itself:
        number = findings.document.header.number
        return bool(number) and numbers.key(number or "") == numbers.key(wanted)
    return is_cited_as(wanted, findings.citations[position], findings.document.source.text)


def is_cited_as(wanted: str, citation: Citation, text: str) -> bool:
    """Whether a document that a correction names is the one that a citation names: by number, by name, or by the very words."""
    if citation.number and numbers.key(citation.number) == numbers.key(wanted):
        return True
    if citation.number and fold(wanted).endswith(f"số {fold(citation.number)}"):  # as documents are called in lists
        return True
    return bool(citation.title and fold(citation.title) == fold(wanted)) or quotes(wanted, citation.span.of(text))


def assignees(one: Correction, who: Sequence[Assignee], text: str) -> Iterator[int]:
    """The positions of those who are named by the words."""
    for i, each in enumerate(who):
        if quotes(one.words, each.span.of(text), each.words):
            yield i
