"""The tables of work: what each agency leads, when, every task, and who works with whom."""

from __future__ import annotations

from graph.analysis.coordination import dyads
from graph.analysis.workload import Burden, workload
from graph.store import Answering
from graph.view.addresses import words_at
from graph.view.overview.facts import Facts
from graph.view.overview.table import Cell, Column, Table, number, several, when


def work(found: Facts) -> Table:
    """What each agency leads and takes part in; bodies, then groups."""
    columns = (
        Column("agency", wide=44), Column("agency_kind", filters=True, wide=14), Column("leads", "number"),
        Column("dated", "number"), Column("recurring", "number"), Column("open", "number"),
        Column("coordinates", "number"), Column("share", "share"), Column("of", "number", aside=True),
        Column("documents", "number"),
    )  # fmt: skip
    rows = tuple(
        (
            found.body(row.agency_iri),
            _kind(row),
            *map(number, (row.leads, row.dated, row.recurring, row.open, row.coordinates, row.share, row.of)),
            number(row.documents),
        )
        for row in found.burdens
    )
    return Table("work", columns, rows, work_numbers(found))


def work_numbers(found: Facts) -> dict[str, int]:
    """The denominators of all work: how many tasks of each kind, how many bodies and groups."""
    total = found.total
    return {
        "tasks": total.tasks,
        "by_body": total.by_body, "by_groups": total.by_groups, "by_nobody": total.by_nobody,
        "dated": total.dated, "recurring": total.recurring, "open": total.open,
        "bodies": total.bodies, "leading": found.spread.leading, "groups": total.groups,
    }  # fmt: skip


def quarters(graph: Answering, found: Facts) -> Table:
    """What each agency leads by the quarter it is due in: one row per agency and quarter."""
    columns = (
        Column("agency", wide=44), Column("agency_kind", filters=True, wide=14), Column("quarter", filters=True, wide=16),
        Column("leads", "number"), Column("coordinates", "number"), Column("of", "number"),
    )  # fmt: skip
    rows = tuple(
        (found.body(row.agency_iri), _kind(row), when(row.key), *map(number, (row.leads, row.coordinates, row.of)))
        for row in workload(graph, by="quarter")
    )
    return Table("quarters", columns, rows)


def tasks(found: Facts) -> Table:
    """Every task, the soonest due first, with the place of its words."""
    columns = (
        Column("due", "date"), Column("quarter", filters=True, wide=16), Column("number", wide=9), Column("task", wide=70),
        Column("lead", wide=40, filters=True), Column("joins", wide=40), Column("document", wide=34, filters=True),
        Column("timing", wide=22), Column("start", "date", aside=True), Column("recurrence", wide=12, aside=True),
        Column("part", wide=30, aside=True), Column("confidence", "number", aside=True),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(task.due or ""),
            when(task.quarter),
            Cell(task.ordinal or ""),
            Cell(task.text, words_at(task.quote) if task.quote else None),
            several(map(found.body, task.leads)),
            several(map(found.body, task.coordinators)),
            found.paper(task.document),
            Cell(task.timing or ""),
            Cell(task.start or ""),
            Cell(word=f"index.recurrences.{task.recurrence}") if task.recurrence else Cell(),
            Cell(task.part or ""),
            number(task.confidence),
        )
        for task in found.tasks
    )
    return Table("tasks", columns, rows, {"tasks": len(rows)})


def partners(graph: Answering, found: Facts) -> Table:
    """Who leads with whose help, the most frequent pairs first."""
    columns = (
        Column("lead", wide=44), Column("joins", wide=44), Column("tasks", "number"), Column("documents", "number"),
    )  # fmt: skip
    rows = tuple(
        (found.body(row.leading_iri), found.body(row.taking_part_iri), number(row.tasks), number(row.documents))
        for row in dyads(graph)
    )
    values = {"pairs": len(rows), "helped": found.total.coordinated, "tasks": found.total.tasks}
    return Table("partners", columns, rows, values)


def _kind(row: Burden) -> Cell:
    return Cell(word=f"shared.node_kinds.{'group' if row.group else 'agency'}")
