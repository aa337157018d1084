"""workload.csv: what each document asks of each agency, and what the agency issued."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from make import graph_of, says

from graph.analysis.workload import Load, loads
from graph.model import Claim, Entity, Facts, PartialDate, Ref, Value
from graph.store import Graph, open_graph
from graph.view.text.table import csv_text


def said(document: str, agency: str, predicate: str, thing: str, at: int = 0) -> Claim:
    return says(f"agency/{agency}", predicate, thing, f"document/{document}", at)


def set_by(document: str, task: str) -> Claim:
    """A document assigns a task."""
    return says(f"document/{document}", "assigns", task, f"document/{document}", 90)


def built(out: Path, *entities: Entity, claims: tuple[Claim, ...] = ()) -> Graph:
    return graph_of(out, Facts(entities, claims), ontology=False)


PLAN = Entity(
    "document/plan",
    "Plan",
    "Kế hoạch 223/KH-UBND",
    values=(("eli:passed_by", Ref("agency/ubnd")), ("pol:sourceFile", "plan.txt")),
)
OLD = Entity("document/old", "Plan", "Kế hoạch 1/KH-UBND", values=(("eli:passed_by", Ref("agency/ubnd")),))
UBND = Entity("agency/ubnd", "Agency", "Ủy ban nhân dân tỉnh A")
DEPARTMENT = Entity("agency/so", "Agency", "Sở Công Thương tỉnh A")
GROUP = Entity("agency/nganh", "AgencyGroup", "các sở, ban, ngành", values=(("skos:notation", "group:departments"),))
TASKS = tuple(Entity(f"task/{i}", "Task", f"Nhiệm vụ {i}") for i in range(4))


def test_a_task_counts_once_however_often_its_document_says_so(tmp_path: Path) -> None:
    claims = (
        said("plan", "so", "leads", "task/0"),
        said("plan", "so", "leads", "task/0", at=50),  # said twice in one document
        said("plan", "so", "leads", "task/1"),
        said("plan", "so", "coordinates", "task/2"),
        said("plan", "nganh", "coordinates", "task/0"),
        said("old", "so", "leads", "task/3"),
        *(set_by("plan", f"task/{i}") for i in range(3)),
        set_by("old", "task/3"),
    )
    graph = built(tmp_path, PLAN, OLD, UBND, DEPARTMENT, GROUP, *TASKS, claims=claims)
    assert [(x.agency, x.group, x.document, x.leads, x.coordinates, x.issued, x.read) for x in loads(graph)] == [
        ("Sở Công Thương tỉnh A", "", "Kế hoạch 1/KH-UBND", 1, 0, 0, "no"),
        ("Sở Công Thương tỉnh A", "", "Kế hoạch 223/KH-UBND", 2, 1, 0, "yes"),
        ("Ủy ban nhân dân tỉnh A", "", "Kế hoạch 1/KH-UBND", 0, 0, 1, "no"),
        ("Ủy ban nhân dân tỉnh A", "", "Kế hoạch 223/KH-UBND", 0, 0, 1, "yes"),
        ("các sở, ban, ngành", "group:departments", "Kế hoạch 223/KH-UBND", 0, 1, 0, "yes"),
    ]


def test_tasks_led_are_dated_recurring_or_open(tmp_path: Path) -> None:
    due, often = ("pol:due", PartialDate(2022, 3, 31)), ("pol:recurrence", "Annual")
    times: tuple[tuple[tuple[str, Value], ...], ...] = (
        (due,),
        (due, often),
        (often,),
        (("pol:start", PartialDate(2022, 1, 1)),),
        (),
    )
    tasks = [Entity(f"task/{i}", "Task", f"Nhiệm vụ {i}", (), values) for i, values in enumerate(times)]
    claims = [said("plan", "so", "leads", f"task/{i}") for i in range(len(tasks))]
    claims += [said("plan", "ubnd", "coordinates", "task/0"), *(set_by("plan", task.id) for task in tasks)]
    rows = loads(built(tmp_path, PLAN, UBND, DEPARTMENT, *tasks, claims=tuple(claims)))
    told = {(x.agency_iri.rpartition("/")[2], x.leads, x.dated, x.recurring, x.open, x.coordinates) for x in rows}
    assert told == {("so", 5, 1, 2, 2, 0), ("ubnd", 0, 0, 0, 0, 1)}


def test_on_the_samples_every_led_task_is_in_one_column_and_groups_come_last(sample_output: Path) -> None:
    rows = loads(open_graph(sample_output))
    assert sum(row.leads for row in rows) > 80
    assert [row for row in rows if row.leads != row.dated + row.recurring + row.open] == []
    groups = [bool(row.group) for row in rows]
    assert groups == sorted(groups)
    assert any(groups)


def test_without_tasks_it_still_tells_who_issued_what(tmp_path: Path) -> None:
    rows = list(csv.DictReader(StringIO(csv_text(Load, loads(built(tmp_path, PLAN, UBND))))))
    assert [(row["agency"], row["document"], row["issued"]) for row in rows] == [
        ("Ủy ban nhân dân tỉnh A", "Kế hoạch 223/KH-UBND", "1")
    ]


def test_a_graph_without_agencies_gives_a_header_and_no_rows(tmp_path: Path) -> None:
    text = csv_text(Load, loads(built(tmp_path, *TASKS)))
    assert text == "agency,group,document,leads,dated,recurring,open,coordinates,issued,read,agency_iri,document_iri\n"


def test_the_report_tells_per_document_what_is_to_be_done_and_the_columns_add_up(sample_output: Path) -> None:
    """By who leads, and by when it ends, every task of a document stands in exactly one column."""
    text = (sample_output / "report.md").read_text(encoding="utf-8")
    section = text.partition("## What is to be done\n\n")[2].partition("\n\n")[0].splitlines()
    head, rows = section[0].strip("| ").split(" | "), [line.strip("| ").split(" | ") for line in section[2:]]
    assert len(rows) == 14
    for row in rows:
        told = {name: int(cell) for name, cell in zip(head[1:], row[1:], strict=True)}
        assert told["tasks"] == told["led by a body"] + told["by groups only"], row
        assert told["tasks"] == told["dated"] + told["recurring"] + told["without deadline"], row
        assert told["of them assigned"] <= told["measures"], row
    led = sum(row.leads for row in loads(open_graph(sample_output)) if not row.group)
    assert sum(int(row[head.index("led by a body")]) for row in rows) <= led
