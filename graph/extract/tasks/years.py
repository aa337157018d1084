"""Times without their year in a plan for one year: "Quý II" in "Kế hoạch cải cách hành chính năm 2026" is the second quarter of 2026."""

from __future__ import annotations

from dataclasses import replace

from graph.language import times
from graph.model import Document, Findings, Task


def step(document: Document, findings: Findings) -> Findings:
    """The tasks with the year of the plan in times that name none. Reads: header, tasks. Writes: tasks."""
    first, last = document.header.period or (0, 1)
    if first != last:
        return findings
    return replace(findings, tasks=tuple(_dated(task, first) for task in findings.tasks))


def _dated(task: Task, year: int) -> Task:
    return replace(task, deadline=times.in_year(task.deadline, year)) if task.deadline else task
