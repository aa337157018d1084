"""Workloads and agendas: who is to do how much of how many tasks, and what one agency has to do in a period."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from itertools import chain
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from make import body, file, graph_of, paper, says, thing

from graph.analysis.agenda import Agenda, agenda, deadlines
from graph.analysis.concentration import concentration, gini
from graph.analysis.lookup import find_agency, find_place
from graph.analysis.workload import Burden, totals, workload
from graph.errors import NotFound, PolicyGraphError
from graph.model import Entity, Facts, PartialDate, Ref, Value
from graph.rdf import ontology_quads, quads
from graph.records.periods import period
from graph.records.tasks import Scope, membership, successors, tasks
from graph.store import Graph, open_graph, write
from graph.vocab import ID, PREFIXES

Run = Callable[..., "CompletedProcess[str]"]
A, B = f"{ID}agency/a/", f"{ID}agency/b/"


def plan(name: str, place: str, written: PartialDate) -> Entity:
    here = Ref(f"place/{place}")
    return paper(name, f"KH {name}", eli_date_document=written, pol_jurisdiction=here, **file(name))


DAY = PartialDate
TASKS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, Value], ...]], ...] = (
    ("one", "1", ("y-te",), ("nganh", "xay-dung"), (("pol:due", DAY(2022, 3, 31)),)),
    ("one", "2", ("y-te",), (), (("pol:due", DAY(2025, 12, 31)), ("pol:start", DAY(2021, 1, 1)))),
    ("one", "10", ("y-te", "xay-dung"), (), (("pol:recurrence", "Annual"),)),
    ("one", "9", ("nganh",), ("y-te",), ()),
    ("late", "1", ("y-te",), (), (("pol:recurrence", "Ongoing"),)),
    ("late", "2", (), (), (("pol:due", DAY(2022, 2, 28)),)),
    ("other", "1", ("b",), (), (("pol:due", DAY(2022, 3, 1)),)),
)


def world() -> Facts:
    """Province A's plan of 2021 and one of 2023, province B's plan; two departments of A, its group, one of B."""
    tasks, claims = [], []
    for document, number, leads, joins, times in TASKS:
        id = f"task/{document}/{number}"
        tasks.append(
            thing(id, "Task", f"Việc {number}", ("pol:text", f"Việc {number}"), ("pol:ordinal", number), *times)
        )
        claims += [says(id, "rdf:type", "pol:Task", f"document/{document}", at=int(number))]
        claims += [says(f"document/{document}", "assigns", id, f"document/{document}")]
        for role, names in (("leads", leads), ("coordinates", joins)):
            claims += [says(_agency(name), role, id, f"document/{document}") for name in names]
    return Facts(
        (
            thing("place/a", "Place", "tỉnh A"),
            thing("place/b", "Place", "tỉnh B"),
            body("a/y-te", "Sở Y tế tỉnh A", "a"),
            body("a/xay-dung", "Sở Xây dựng tỉnh A", "a"),
            body("a/nganh", "Các sở, ban, ngành (tỉnh A)", "a", group="departments"),
            body("b/so", "Sở Y tế tỉnh B", "b"),
            plan("one", "a", DAY(2021, 12, 18)),
            plan("late", "a", DAY(2023, 5, 1)),
            plan("other", "b", DAY(2021)),
            *tasks,
        ),
        tuple(claims),
    )


def _agency(name: str) -> str:
    return "agency/b/so" if name == "b" else f"agency/a/{name}"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return graph_of(tmp_path_factory.mktemp("agenda"), world())


def told(rows: list[Burden]) -> list[tuple[object, ...]]:
    return [(r.agency, r.key, r.leads, r.dated, r.recurring, r.open, r.coordinates, r.of) for r in rows]


Y, X, ALL, OF_B = "Sở Y tế tỉnh A", "Sở Xây dựng tỉnh A", "Các sở, ban, ngành (tỉnh A)", "Sở Y tế tỉnh B"


def test_bodies_come_before_groups_and_every_lead_is_dated_recurring_or_open(small: Graph) -> None:
    assert told(workload(small)) == [
        (Y, "", 4, 2, 2, 0, 1, 7),
        (X, "", 1, 0, 1, 0, 1, 7),
        (OF_B, "", 1, 1, 0, 0, 0, 7),
        (ALL, "", 1, 0, 0, 1, 1, 7),
    ]
    assert [row.share for row in workload(small)] == [0.5714, 0.1429, 0.1429, 0.1429]


def test_by_quarter_what_has_no_last_day_stands_under_its_kind(small: Graph) -> None:
    rows = [row for row in told(workload(small, by="quarter")) if row[0] == Y]
    assert rows == [
        (Y, "2022-Q1", 1, 1, 0, 0, 0, 3),
        (Y, "2025-Q4", 1, 1, 0, 0, 0, 1),
        (Y, "recurring", 2, 0, 2, 0, 0, 2),
        (Y, "open", 0, 0, 0, 0, 1, 1),
    ]


@pytest.mark.parametrize("by", ["agency", "document", "part", "quarter", "year"])
def test_however_it_is_divided_the_sums_are_the_same(sample_output: Path, by: str) -> None:
    graph = open_graph(sample_output)
    parts, whole = workload(graph, by=by), workload(graph)  # type: ignore[arg-type]
    assert sum(row.leads for row in parts) == sum(row.leads for row in whole) > 80
    assert sum(row.coordinates for row in parts) == sum(row.coordinates for row in whole)
    *rows, every = totals(graph, by=by)  # type: ignore[arg-type]
    assert rows or by == "agency"
    for row in (*rows, every):
        assert row.tasks == row.by_body + row.by_groups + row.by_nobody == row.dated + row.recurring + row.open
    assert every.tasks == sum(row.tasks for row in rows) or by == "agency"


def test_the_denominators_count_tasks_without_a_lead(small: Graph) -> None:
    every = totals(small)[-1]
    assert (every.key, every.tasks, every.by_body, every.by_groups, every.by_nobody) == ("all", 7, 5, 1, 1)
    assert (every.coordinated, every.bodies, every.groups) == (2, 3, 1)


def test_a_scope_narrows_to_documents_places_and_periods(small: Graph) -> None:
    of_b = Scope(places=frozenset({find_place(small, "B")}))
    assert [task.document for task in tasks(small, of_b)] == [f"{ID}document/other"]
    quarter = Scope(period=period("Q1/2022"))
    assert [task.due for task in tasks(small, quarter)] == ["2022-02-28", "2022-03-01", "2022-03-31"]
    given = Scope(period=period("2023"), given=True)
    assert {task.document for task in tasks(small, given)} == {f"{ID}document/late"}
    assert totals(small, scope=quarter)[-1].tasks == 3


def test_numbers_are_in_their_natural_order(small: Graph) -> None:
    undated = [task.ordinal for task in tasks(small) if task.document.endswith("one") and not task.due]
    assert undated == ["9", "10"]


def test_members_of_a_group_are_counted_apart_and_not_where_they_are_named(small: Graph) -> None:
    assert {len(found) for found in membership(small).values()} == {2}
    rows = {row.agency: (row.leads_as_member, row.coordinates_as_member) for row in workload(small, members=True)}
    assert rows == {Y: (0, 0), X: (1, 0), OF_B: (0, 0), ALL: (0, 0)}
    assert {row.leads_as_member for row in workload(small)} == {0}


def test_gini_and_herfindahl_over_the_bodies(small: Graph) -> None:
    found = concentration(small)
    assert (found.bodies, found.leading, found.assignments, found.largest) == (3, 3, 6, Y)
    assert found.gini == pytest.approx(2 * (1 * 1 + 2 * 1 + 3 * 4) / (3 * 6) - 4 / 3)
    assert found.herfindahl == pytest.approx((16 + 1 + 1) / 36)
    assert found.effective == pytest.approx(2)
    assert gini([3, 3, 3]) == pytest.approx(0)
    assert concentration(small, scope=Scope(period=period("1999"))).herfindahl == 0


def falls(found: Agenda) -> list[tuple[str, str, str | None, str]]:
    return [(item.role, item.falls, item.number, item.document_iri.rpartition("/")[2]) for item in found.items]


def test_the_agenda_of_a_quarter_is_what_is_due_runs_recurs_and_stays_open_in_it(small: Graph) -> None:
    """A plan of 2023 asks nothing of 2022, and a task without a first day is not under way before its last."""
    found = agenda(small, f"{A}y-te", period=period("2022-Q1"))
    assert falls(found) == [
        ("leads", "due", "1", "one"),
        ("leads", "running", "2", "one"),
        ("leads", "recurring", "10", "one"),
        ("coordinates", "open", "9", "one"),
    ]
    assert found.of == 6
    assert found.items[0].partners == f"{ALL}; {X}"
    assert falls(agenda(small, f"{A}y-te", period=period("2026"))) == [
        ("leads", "recurring", "10", "one"),
        ("leads", "recurring", "1", "late"),
        ("coordinates", "open", "9", "one"),
    ]


def test_the_agenda_with_groups_adds_what_the_agency_may_be_one_of(small: Graph) -> None:
    found = agenda(small, f"{A}xay-dung", members=True)
    assert falls(found) == [
        ("leads", "recurring", "10", "one"),
        ("coordinates", "due", "1", "one"),
        ("leads as a member", "open", "9", "one"),
    ]


def event(graph_file: Path, old: str, *new: str) -> None:
    """A succession, as the graph tells it: org:ChangeEvent with its two ends."""
    me, org, in_ = f"<{ID}event/{old.removeprefix(ID)}>", PREFIXES["org"], f"<{ID}graph/resolved>"
    lines = [f"{me} <{PREFIXES['rdf']}type> <{org}ChangeEvent> {in_} ."]
    lines += [f"{me} <{org}originalOrganization> <{old}> {in_} ."]
    lines += [f"{me} <{org}resultingOrganization> <{one}> {in_} ." for one in new]
    with graph_file.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def test_today_counts_for_the_body_that_followed(tmp_path: Path) -> None:
    write(chain(ontology_quads(), quads(world())), tmp_path)
    event(tmp_path / "graph.nq", f"{A}y-te", f"{A}tam")
    event(tmp_path / "graph.nq", f"{A}tam", f"{A}xay-dung")
    graph = open_graph(tmp_path)
    assert successors(graph)[f"{A}y-te"] == (f"{A}xay-dung",)
    assert told(workload(graph, today=True))[0] == (X, "", 4, 2, 2, 0, 1, 7)
    found = agenda(graph, f"{A}y-te", today=True)
    assert (found.agency.label, found.formerly) == (X, (Y,))
    assert found.count("leads") == 4


def test_successions_that_lead_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    write(quads(world()), tmp_path)
    event(tmp_path / "graph.nq", f"{A}y-te", f"{A}xay-dung")
    event(tmp_path / "graph.nq", f"{A}xay-dung", f"{A}y-te")
    assert successors(open_graph(tmp_path)) == {}


def test_a_body_that_was_split_counts_for_each_that_followed(tmp_path: Path) -> None:
    write(quads(world()), tmp_path)
    event(tmp_path / "graph.nq", f"{B}so", f"{A}xay-dung", f"{A}y-te")
    rows = {row.agency: row.leads for row in workload(open_graph(tmp_path), today=True)}
    assert rows == {Y: 5, X: 2, ALL: 1}


def test_deadlines_hold_every_task_once_with_its_place_in_the_text(small: Graph, sample_output: Path) -> None:
    rows = deadlines(small)
    assert [(row.due or row.kind, row.number) for row in rows] == [
        ("2022-02-28", "2"), ("2022-03-01", "1"), ("2022-03-31", "1"), ("2025-12-31", "2"),
        ("recurring", "10"), ("recurring", "1"), ("open", "9"),
    ]  # fmt: skip
    text = (sample_output / "deadlines.csv").read_text(encoding="utf-8-sig")
    told = list(csv.DictReader(StringIO(text)))
    assert len(told) == len(tasks(open_graph(sample_output))) > 80
    assert all(row["file"] and int(row["characters_from"]) < int(row["characters_to"]) for row in told)


@pytest.mark.parametrize(
    ("words", "iri"),
    [
        ("Sở Y tế tỉnh A", f"{A}y-te"),
        ("so y te a", f"{A}y-te"),
        ("xây dựng", f"{A}xay-dung"),
        ("agency/b/so", f"{B}so"),
        ("các sở ban ngành", f"{A}nganh"),
    ],
)
def test_an_agency_is_found_by_its_name_without_diacritics_or_rank(small: Graph, words: str, iri: str) -> None:
    assert find_agency(small, words) == iri


def test_an_agency_that_is_several_or_none_is_told_with_candidates(small: Graph) -> None:
    with pytest.raises(NotFound, match=r"2 agencies fit; add the place:\n  Sở Y tế tỉnh A"):
        find_agency(small, "Sở Y tế")
    with pytest.raises(NotFound, match=r"no agency .* near it:\n  Sở Y tế"):
        find_agency(small, "Sở Y té tỉnh AA")
    with pytest.raises(NotFound, match="no place with documents"):
        find_place(small, "Hà Nội")


def test_work_is_not_divided_by_what_there_is_not(small: Graph) -> None:
    with pytest.raises(PolicyGraphError, match="choose one of agency, document"):
        workload(small, by="colour")  # type: ignore[arg-type]


def test_one_command_one_page(sample_output: Path, policygraph: Run) -> None:
    asked = ("workload", "--agency", "so cong thuong tuyen quang", "--when", "2022-Q2", "-g", sample_output)
    page = policygraph(*asked)
    assert page.returncode == 0, page.stderr
    assert page.stdout.startswith("● Sở Công Thương tỉnh Tuyên Quang · 2022-Q2\n")
    assert "LEADS · due (1)\n  by Kế hoạch số 223/KH-UBND" in page.stdout
    assert "with Ủy ban nhân dân huyện Sơn Dương; Ủy ban nhân dân huyện Yên Sơn" in page.stdout
    rows = json.loads(policygraph(*asked, "--format", "json").stdout)
    assert [row["number"] for row in rows if (row["role"], row["falls"]) == ("leads", "due")] == ["3.2"]
    assert policygraph(*asked, "--format", "md").stdout.count("\n") == len(rows) + 2


@pytest.mark.parametrize(
    ("by", "format"),
    [("agency", "table"), ("document", "md"), ("part", "table"), ("quarter", "table"), ("year", "md"), ("quarter", "csv"), ("part", "json")],
)  # fmt: skip
def test_a_workload_in_every_division_and_format(sample_output: Path, policygraph: Run, by: str, format: str) -> None:
    done = policygraph("workload", "--by", by, "--format", format, "--members", "--today", "-g", sample_output)
    assert done.returncode == 0, done.stderr
    assert "Bộ Công Thương" in done.stdout
    if format in ("table", "md"):
        assert "104 tasks" in done.stdout
    else:
        rows = json.loads(done.stdout) if format == "json" else list(csv.DictReader(StringIO(done.stdout)))
        assert len(rows) == len(workload(open_graph(sample_output), by=by, today=True, members=True))  # type: ignore[arg-type]


def test_wrong_words_end_with_a_message_and_not_with_a_traceback(sample_output: Path, policygraph: Run) -> None:
    for option, value, told in (
        ("--when", "someday", "write 2022, 2022-Q1"),
        ("--agency", "Sở Công Thương", "agencies fit"),
        ("--place", "Hà Nội", "no place"),
    ):
        done = policygraph("workload", option, value, "-g", sample_output)
        assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (1, True, False)
