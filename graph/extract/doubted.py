"""Figures that were recognised in a picture with doubt -> less confidence in the tasks, zones, projects and goals that hold them.

A quarter that is read as another is wrong in silence: of words that Tesseract was less sure of than 0.9 (two in a hundred), six in ten are
wrong where any are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from graph.model import Aim, Document, Findings, Source, Span, Task

SURE = 0.9
"""Below this a recognised figure is in doubt."""
_FIGURE = re.compile(r"\d|(?<!\w)[IVX]+(?!\w)")


def step(document: Document, findings: Findings) -> Findings:
    """The findings, those less sure whose figures were recognised in doubt.

    Reads: tables, tasks, zones, projects, goals.
    Writes: tasks, zones, projects, goals."""
    source = document.source
    if not source.sureness:
        return findings
    rows = sorted((row.span for table in document.tables for row in table.rows), key=lambda span: span.start)

    def task(one: Task) -> Task:
        row = _around(rows, one.spans[0])
        worth = least(source, (*one.spans, *((row,) if row else ())))
        return replace(one, confidence=min(one.confidence, worth))

    def aim(one: Aim) -> Aim:
        return replace(one, confidence=min(one.confidence, least(source, (one.span,))))

    return replace(
        findings,
        tasks=tuple(map(task, findings.tasks)),
        zones=tuple(map(aim, findings.zones)),
        projects=tuple(map(aim, findings.projects)),
        goals=tuple(map(aim, findings.goals)),
    )


def least(source: Source, spans: Iterable[Span]) -> float:
    """How surely the figures in these characters were recognised, that in most doubt; 1 where none is in doubt.

    >>> source = Source("a.pdf", "Quý 1/2023, 5 bến", sureness=((Span(0, 3), 0.4), (Span(4, 10), 0.61)))
    >>> least(source, [Span(0, 11)]), least(source, [Span(12, 17)])
    (0.61, 1.0)
    """
    found = [1.0]
    for span in spans:
        first = bisect_left(source.sureness, span.start, key=lambda pair: pair[0].end - 1)
        for at, sure in source.sureness[first:]:
            if at.start >= span.end:
                break
            if sure < SURE and _FIGURE.search(at.of(source.text)):
                found.append(sure)
    return round(min(found), 2)


def _around(rows: list[Span], span: Span) -> Span | None:
    """The row that holds a span; they may lie in one another's order, but not in one another."""
    i = bisect_left(rows, span.start + 1, key=lambda row: row.start) - 1
    return rows[i] if i >= 0 and rows[i].end >= span.end else None
