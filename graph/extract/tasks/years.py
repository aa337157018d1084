"""Times without their year: "Quý II" in "Kế hoạch cải cách hành chính năm 2026" is the second quarter of 2026, "trước ngày 30/11" in a document
of September 2025 without a year in its title is a day of 2025, as it comes behind the document's own day; in a letter
or telegram "trong tháng 2" is the next February."""

from __future__ import annotations

from dataclasses import replace

from graph.language import times, when
from graph.model import Deadline, Document, Findings, Header, PartialDate, Task


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
    own = times.in_year(task.deadline, year) if year else issued and _behind(task.deadline, issued.year, issued)
    return replace(task, deadline=own) if own else task


def _behind(time: Deadline, year: int, issued: PartialDate) -> Deadline | None:
    """The time in a year, where it names none and comes behind the day of the document."""
    found = times.in_year(time, year)
    return found if found.due and str(found.due) >= str(issued) else None


ASKING = ("OfficialLetter", "Directive", "Notice")
"""Types of documents that ask for something to be done soon: a day without its year is the next one."""
_AHEAD = 8
"""Months from a document's date within which such a day is looked for."""


def soon(body: str, header: Header) -> Deadline | None:
    """The time that the words of a task set without its year: in a plan for one year of that year, else of the year of the document where it
    comes behind its day, and the next one in a document that asks for something soon.

    >>> from graph.model import PartialDate
    >>> letter = Header(type="OfficialLetter", date=PartialDate(2025, 11, 20))
    >>> [str(time.due) for time in (soon("Gửi sổ trước ngày 25/11.", letter), soon("Sửa cống trong tháng 2.", letter))]
    ['2025-11-25', '2026-02-28']
    >>> soon("Khắc phục hậu quả mưa lũ trong tháng 9.", letter) is None
    True
    """
    raw = when.yearless(body)
    if raw is None:
        return None
    first, last = header.period or (0, 1)
    if first == last:
        return times.in_year(Deadline(raw), first)
    if header.date is None or header.date.day is None:
        return None
    soon_ = header.type in ASKING
    for year in (header.date.year, header.date.year + 1) if soon_ else (header.date.year,):
        found = _behind(Deadline(raw), year, header.date)
        if found and (not soon_ or _months(found, header) <= _AHEAD):
            return found
    return None


def _months(time: Deadline, header: Header) -> int:
    """From a document's month to that of a time."""
    due, date = time.due, header.date
    return (due.year - date.year) * 12 + (due.month or 12) - (date.month or 1) if due and date else -1
