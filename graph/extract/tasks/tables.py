"""Rows of assignment tables -> tasks: their wording, who leads and takes part, when, the section they stand in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from graph.extract.tasks import defined, rowtimes
from graph.language import assignees, governed, kinds, numbering
from graph.language.folding import composed
from graph.model import Assignee, Document, Findings, Row, Span, Table, Task
from graph.structure import tables

SHARED = 0.9
"""How sure the work of a row is whose lead stands in the row above it."""


def step(document: Document, findings: Findings) -> Findings:
    """The tasks of the tables. Reads: header, tables. Writes: tasks."""
    return replace(findings, tasks=(*findings.tasks, *find(document)))


def find(document: Document) -> list[Task]:
    """The tasks that the rows of a document's tables assign.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "STT\\tNhiệm vụ\\tCơ quan chủ trì\\tThời gian\\n1\\tLập quy hoạch\\tSở Xây dựng\\tNăm 2026\\n"
    >>> task, = find(parse(Source("a.txt", text)))
    >>> task.ordinal, task.text, [a.name for a in task.leads], str(task.deadline.due)
    ('1', 'Lập quy hoạch', ['Sở Xây dựng'], '2026-12-31')
    """
    assigning = [table for table in document.tables if table.of == "tasks" and table.rows]
    above, known = (rowtimes.headed(document.root), defined.forms(document.source.text)) if assigning else ({}, {})
    return [
        t
        for n, table in enumerate(assigning, 1)
        for t in _of_table(
            document,
            table,
            n if len(assigning) > 1 else 0,
            rowtimes.Times(document, table, above.get(table.span)),
            known,
        )
    ]


def _of_table(
    document: Document, table: Table, number: int, told: rowtimes.Times, known: Mapping[str, str]
) -> Iterator[Task]:
    text, here = document.source.text, document.header.jurisdiction
    before: tuple[Assignee, ...] = ()
    if not _assigns(table, text, here, known):
        return  # the column that looked like who leads holds something else
    for row, nth in _apart(table, text):
        leads = _cell(row, "lead", text, here)
        merged = not leads and not row.cells.get("lead") and not row.cells.get("coordinate")
        if merged and before:
            leads = before  # a cell shared by several rows is printed in the first
        wording = tables.words(row.cells["task"], text)
        if not leads or (len(wording) < 6 and not row.cells.get("lead")):
            continue
        before = leads
        coordinators = _cell(row, "coordinate", text, here)
        printed = _row_number(row, text, number)
        yield Task(
            spans=row.cells["task"],
            text=wording,
            ordinal=f"{printed}.-{nth}" if printed and nth else printed,
            part=row.sections[-1] if row.sections else None,
            leads=leads,
            coordinators=coordinators,
            deadline=told.of(row, wording),
            carries=(),
            rule="table",
            product=tables.words(row.cells["product"], text) if row.cells.get("product") else None,
            confidence=SHARED if merged else 1.0,
        )


def _assigns(table: Table, text: str, here: str | None, known: Mapping[str, str]) -> bool:
    """Whether at least half of the cells of who leads name somebody: a body that is known, also by a short form that the document makes,
    or words that begin as a body's name."""
    cells = [tables.words(row.cells["lead"], text) for row in table.rows if row.cells.get("lead")]
    named = [
        bool(
            governed.committees(cell, 0, len(cell), here)
            or kinds.begins().match(cell)
            or re.split(r"\W", cell)[0] in known
            or assignees.read(cell, here, whole=False)
        )
        for cell in cells
    ]
    return sum(named) >= 0.5 * len(named)


def _apart(table: Table, text: str) -> Iterator[tuple[Row, int]]:
    """The rows, one that holds several pieces of work apart, each with its place among those of one number; 0 where it is alone.

    Where the cell of the work and that of who leads have as many lines, each line of the one belongs to a line of the other.
    """
    rows = [piece for row in table.rows for piece in (_pieces(row, text) if table.grid.origin != "lines" else [row])]
    numbers = [row.cells.get("ordinal", ()) for row in rows]
    total, nth = Counter(numbers), Counter[tuple[Span, ...]]()
    for row, number in zip(rows, numbers, strict=True):
        nth[number] += 1
        yield row, 0 if not number or total[number] == 1 else nth[number]


def _pieces(row: Row, text: str) -> list[Row]:
    parts = {role: _lines(cell, text) for role, cell in row.cells.items() if role != "ordinal"}
    works, leads = parts.get("task", []), parts.get("lead", [])
    told = all(work.of(text).rstrip()[-1:] in ".;" for work in works[:-1]) or "<br" in row.span.of(text)
    if len(works) < 2 or len(leads) != len(works) or not told or not all(map(_begins, (p.of(text) for p in works))):  # fmt: skip
        return [row]
    if not all(kinds.begins().match(lead.of(text)) for lead in leads):
        return [row]
    return [
        replace(
            row,
            cells={
                role: (parts[role][i],) if len(parts.get(role, ())) == len(works) else cell
                for role, cell in row.cells.items()
            },
        )
        for i in range(len(works))
    ]


def _begins(words: str) -> bool:
    return words[:1].isupper()


def _lines(cell: tuple[Span, ...], text: str) -> list[Span]:
    """The lines of a cell, in the file or by a mark of HTML."""
    if len(cell) != 1:
        return list(cell)
    ends = [(m.start(), m.end()) for m in re.finditer(r" *(?:<br ?/?>|\n)\s*", cell[0].of(text))]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), cell[0].end - cell[0].start]
    return [Span(cell[0].start + a, cell[0].start + b) for a, b in zip(starts, stops, strict=True) if b > a]


def _cell(row: Row, role: str, text: str, here: str | None) -> tuple[Assignee, ...]:
    """The assignees of a cell. One cut by a page break is read as one; its mentions then rest on all of it."""
    spans = row.cells.get(role, ())
    if not spans:
        return ()
    if len(spans) == 1 and "\n" not in spans[0].of(text) and "*" not in spans[0].of(text):
        start = spans[0].start
        words, stands = composed(spans[0].of(text))
        return tuple(
            a.at(Span(start + stands[a.span.start], start + stands[a.span.end])) for a in assignees.read(words, here)
        )
    whole = spans[0] if len(spans) == 1 else max(spans, key=lambda s: s.end - s.start)
    return tuple(a.at(whole) for a in assignees.read(tables.words(spans, text), here))


def _row_number(row: Row, text: str, table: int) -> str | None:
    ordinal = tables.words(row.cells.get("ordinal", ()), text).rstrip(".)") or None
    section = next((number for heading in row.sections if (number := numbering.of_section(heading))), None)
    number = f"{section}.{ordinal}" if section and ordinal else ordinal
    return f"PL{table}.{number}" if table and number else number
