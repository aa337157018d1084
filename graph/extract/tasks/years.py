"""Times without their year: "Quý II" in "Kế hoạch cải cách hành chính năm 2026" is the second quarter of 2026, "trước ngày 30/11" in a document
of September 2025 without a year in its title is a day of 2025, as it comes behind the document's own day."""

from __future__ import annotations

from dataclasses import replace

from graph.language import times
from graph.model import Document, Findings, PartialDate, Task


def step(document: Document, findings: Findings) -> Findings:
    """The tasks with the year of the plan in times that name none; where no title tells it, with that of the document's day, for what comes
    behind that day. Reads: header, tasks. Writes: tasks."""
    first, last = document.header.period or (0, 0)
    issued = document.header.date
    if first != last or not (first or issued):
        return findings
    return replace(findings, tasks=tuple(_dated(task, first, issued) for task in findings.tasks))


def _dated(task: Task, year: int, issued: PartialDate | None) -> Task:
    if task.deadline is None:
        return task
    found = times.in_year(task.deadline, year or (issued.year if issued else 0))
    if not year and found.due and issued and str(found.due) < str(issued):
        return task
    return replace(task, deadline=found)
