"""Chains, answers, keystones, gaps, goals, coordination and comparison: what they find, and what the commands print."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from make import file, graph_of, paper, says, step, thing

from graph.analysis.answers import answers, beside
from graph.analysis.chains import chain
from graph.analysis.comparison import compare
from graph.analysis.coordination import coordination, dyads, ties
from graph.analysis.coverage import coverage
from graph.analysis.gaps import KINDS, gaps, tally
from graph.analysis.keystones import keystones, without
from graph.analysis.lookup import find
from graph.analysis.workload import workload
from graph.model import Entity, Facts, PartialDate, Ref, Value
from graph.records.goals import goals
from graph.records.periods import period
from graph.records.tasks import Scope
from graph.store import Graph, open_graph
from graph.view.text.tree import tree
from graph.vocab import ID

Run = Callable[..., "CompletedProcess[str]"]
DAY = PartialDate


def goal(number: int, name: str, sign: str, value: str) -> Entity:
    told = (("pol:comparator", sign), ("pol:value", Decimal(value)), ("pol:unit", "%"), ("pol:targetYear", 2025))
    return thing(f"indicator/{number}", "Indicator", name, *told)


def policy(name: str, tier: int, written: PartialDate, place: str | None, read: bool = True) -> Entity:
    more: dict[str, Value] = {"pol_jurisdiction": Ref(f"place/{place}")} if place else {}
    more |= file(name) if read else {}
    return paper(name, f"VB {name}", tier=tier, eli_date_document=written, eli_id_local=name, **more)


def world() -> Facts:
    """A resolution of the centre; a programme of province A carries it out, a plan of A the programme; another plan of
    A rests on a law as well; province B has a plan of its own that answers nothing."""
    steps = (
        ("programme", "implements", "top"), ("plan", "implements", "programme"), ("second", "implements", "top"),
        ("second", "basedOn", "law"), ("new", "replaces", "programme"),
    )  # fmt: skip
    tasks = (
        ("top", 1, "Xây dựng quy hoạch các cụm công nghiệp trên địa bàn tỉnh", ("so",), ("nganh",)),
        ("top", 2, "Tuyên truyền sâu rộng trong nhân dân", ("so",), ("ubnd",)),
        (
            "plan",
            3,
            "Lập và trình quy hoạch các cụm công nghiệp của địa bàn tỉnh trước năm 2025",
            ("so", "ubnd"),
            ("ban",),
        ),
        ("other", 4, "Tuyên truyền sâu rộng trong nhân dân", ("b",), ()),
        ("other", 5, "Việc không ai làm", (), ()),
    )
    goals_ = (
        goal(1, "Tỷ lệ lấp đầy cụm công nghiệp", ">", "60"),
        goal(2, "Tỷ lệ lấp đầy các cụm công nghiệp", ">", "50"),
    )
    claims = [step(a, p, b, "words", at=i) for i, (a, p, b) in enumerate(steps)]
    claims += [
        says("document/top", "targets", "indicator/1", "document/top"),
        says("document/plan", "targets", "indicator/2", "document/plan"),
    ]
    for document, number, _, leads, joins in tasks:
        me, here = f"task/{number}", f"document/{document}"
        claims += [
            says(me, "rdf:type", "pol:Task", here, at=number),
            says(here, "assigns", me, here),
            *(says(f"agency/{who}", "leads", me, here) for who in leads),
            *(says(f"agency/{who}", "coordinates", me, here) for who in joins),
        ]
    bodies = (
        ("so", "Sở Y tế tỉnh A", "a"),
        ("ubnd", "UBND tỉnh A", "a"),
        ("ban", "Ban X tỉnh A", "a"),
        ("b", "Sở Y tế tỉnh B", "b"),
    )
    return Facts(
        (
            thing("place/a", "Place", "tỉnh A"), thing("place/b", "Place", "tỉnh B"),
            policy("top", 3, DAY(2020, 1, 1), None), policy("law", 2, DAY(2015), None, read=False),
            policy("programme", 5, DAY(2020, 1, 31), "a", read=False), policy("new", 5, DAY(2020, 12), "a", read=False),
            policy("plan", 6, DAY(2021, 1, 1), "a"), policy("second", 6, DAY(2021), "a"), policy("other", 6, DAY(2021, 5, 1), "b"),
            *(thing(f"agency/{id}", "Agency", label, ("pol:jurisdiction", Ref(f"place/{at}"))) for id, label, at in bodies),
            thing("agency/nganh", "AgencyGroup", "Các sở, ngành (tỉnh A)", ("skos:notation", "group:departments")),
            *(thing(f"task/{n}", "Task", text, ("pol:text", text), ("pol:ordinal", f"I.{n}")) for _, n, text, _, _ in tasks),
            *goals_,
        ),
        tuple(claims),
    )  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return graph_of(tmp_path_factory.mktemp("analyses"), world())


def iri(name: str) -> str:
    return f"{ID}document/{name}"


def test_coverage_tells_ways_delays_and_silent_places(small: Graph) -> None:
    rows = coverage(small)
    assert [(r.place, r.answer, r.delay_days, r.steps, r.through) for r in rows] == [
        ("tỉnh A", "VB programme, tỉnh A", 30, 1, ""),
        ("tỉnh A", "VB second, tỉnh A", None, 1, ""),
        ("tỉnh A", "VB plan, tỉnh A", 366, 2, "VB programme, tỉnh A"),
        ("tỉnh B", None, None, None, ""),
    ]
    assert {r.document for r in rows} == {"VB top"}
    assert (rows[0].words, rows[0].read, rows[1].read) == ("words", "no", "yes")


def test_wording_and_goals_are_answered_or_stay_blank(small: Graph) -> None:
    rows = {(r.kind, r.number, r.below_iri): r for r in answers(small, iri("top"))}
    assert {below for _, _, below in rows} == {iri("plan")}  # other documents below set nothing, or were not read
    quarter = rows["task", "I.1", iri("plan")]
    assert (quarter.answer_number, quarter.by, quarter.score > 0.3) == ("I.3", "wording", True)
    assert (quarter.file, quarter.answer_file) == ("text/top.txt", "text/plan.txt")
    blank = rows["task", "I.2", iri("plan")]
    assert (blank.answer, blank.score, blank.answer_iri) == (None, 0.0, None)
    aim = rows["goal", None, iri("plan")]
    assert (aim.compared, aim.asked, aim.answer) == (
        "lower",
        "Tỷ lệ lấp đầy cụm công nghiệp: > 60 % (2025)",
        "Tỷ lệ lấp đầy các cụm công nghiệp: > 50 % (2025)",
    )
    assert [row.compared for row in beside(small)] == ["lower"]


def test_any_two_documents_can_be_held_against_each_other(small: Graph) -> None:
    (first, second, _) = answers(small, iri("top"), below=[iri("other")])
    assert (first.answer, second.answer_number, second.score) == (None, "I.4", 1.0)


def test_what_falls_with_a_document_and_what_is_only_shaken(small: Graph) -> None:
    rows = without(small, iri("top"))
    assert [(r.loses, r.document, r.tasks, r.lost, r.left) for r in rows] == [
        ("all", "VB programme, tỉnh A", 0, "VB top", ""),
        ("all", "VB plan, tỉnh A", 1, "VB programme, tỉnh A", ""),
        ("some", "VB second, tỉnh A", 0, "VB top", "VB law"),
    ]
    assert without(small, iri("plan")) == []
    first = keystones(small)[0]
    assert (first.document, first.directly, first.below, first.places, first.falling, first.shaken) == (
        "VB top",
        2,
        3,
        1,
        2,
        1,
    )


def test_gaps_contradictions_first_each_with_its_place(small: Graph) -> None:
    found = [(row.kind, row.about, row.count) for row in gaps(small, ("out-of-force", "no-lead", "not-read"))]
    assert found == [
        ("out-of-force", "VB plan, tỉnh A (2021-01-01)", 1),
        ("no-lead", "I.5 Việc không ai làm", 1),
        ("not-read", "VB programme, tỉnh A", 2),
        ("not-read", "VB law", 1),
    ]
    assert {row.kind: (row.found, row.of) for row in tally(small)}["no-lead"] == (1, 5)
    assert [row.says for row in gaps(small, ("not-answered",))] == []


def test_a_cycle_of_bases_ends(tmp_path: Path) -> None:
    ring = [step(a, "implements", b) for a, b in (("x", "y"), ("y", "z"), ("z", "x"))]
    graph = graph_of(tmp_path, Facts(tuple(policy(n, 6, DAY(2020), None) for n in "xyz"), tuple(ring)))
    assert {row.document for row in without(graph, iri("x"))} == {"VB y", "VB z"}
    assert {row.below for row in keystones(graph)} == {2}


def test_the_network_ties_those_who_lead_with_those_who_take_part(small: Graph) -> None:
    found = coordination(small)
    told = {p.agency: (p.role, p.breadth, p.depth, p.leads, p.coordinates) for p in found.positions}
    assert told == {
        "Sở Y tế tỉnh A": ("key", 2, 1.5, 3, 0),
        "UBND tỉnh A": ("key", 2, 1.5, 1, 1),
        "Ban X tỉnh A": ("auxiliary", 2, 1.0, 0, 1),
        "Sở Y tế tỉnh B": ("alone", 0, 0.0, 1, 0),
    }
    assert (found.ties, found.tasks, found.together, found.communities) == (3, 5, 2, 1)
    with_groups = coordination(small, groups=True)
    assert (with_groups.ties, len(with_groups.positions)) == (4, 5)
    assert [(d.leading, d.taking_part, d.tasks) for d in dyads(small, groups=False)] == [
        ("Sở Y tế tỉnh A", "Ban X tỉnh A", 1),
        ("Sở Y tế tỉnh A", "UBND tỉnh A", 1),
        ("UBND tỉnh A", "Ban X tỉnh A", 1),
    ]
    assert {t.topic for t in ties(small, by="document")} == {"VB top", "VB plan, tỉnh A", "VB other, tỉnh B"}


def test_places_are_compared_by_kinds_of_agencies(small: Graph) -> None:
    a, b = (Scope(places=frozenset({f"{ID}place/{name}"})) for name in "ab")
    found = compare(small, a, b, kinds=True)
    assert (found.a.tasks, found.b.tasks, found.b.by_nobody, found.a.goals) == (1, 2, 1, 1)
    first = found.rows[0]
    assert (first.agency, first.leads_a, first.leads_b, first.share_b) == ("Sở Y tế", 1, 1, 0.5)
    assert found.overlap == 0.5
    assert compare(small, a, b).overlap == 0
    assert compare(small, a, a).overlap == 1


def test_the_ledger_of_goals_puts_one_name_together_and_the_centre_first(sample_output: Path) -> None:
    rows = [row for row in goals(open_graph(sample_output)) if row.goal == "Giá trị gia tăng công nghiệp tăng"]
    assert [row.tier for row in rows] == [1, 6]
    assert all(row.words and row.file for row in rows)


COMMANDS: list[tuple[tuple[str, ...], str]] = [
    (("chain",), "Nghị quyết số 23-NQ/TW"),
    (("chain", "--longest"), "→"),
    (("chain", "--coverage"), "tỉnh Phú Yên"),
    (("chain", "23-NQ/TW", "--coverage"), "596"),
    (("chain", "25-NQ/TU", "--answers"), "Kế hoạch số 223/KH-UBND"),
    (("chain", "124/NQ-CP", "--without"), "Kế hoạch số 295/KH-UBND"),
    (("gaps",), "no-deadline"),
    (("gaps", "--kind", "not-read"), "Luật Quy hoạch"),
    (("goals",), "Giá trị gia tăng công nghiệp"),
    (("goals", "--beside"), "lower"),
    (("coordination",), "leading"),
    (("coordination", "--pairs", "--groups"), "Sở Kế hoạch và Đầu tư tỉnh Tuyên Quang"),
    (("coordination", "--topics"), "TỔ CHỨC THỰC HIỆN"),
    (("compare", "tuyen quang", "phu yen"), "Sở Công Thương"),
    (("compare", "2022", "2025", "--given"), "Sở"),
    (("compare", "25-NQ/TU", "223/KH-UBND"), "Sở Công Thương tỉnh Tuyên Quang"),
]


@pytest.mark.parametrize(("command", "told"), COMMANDS, ids=[" ".join(command) for command, _ in COMMANDS])
def test_a_command_prints_a_table_and_gives_rows_to_programs(
    sample_output: Path, policygraph: Run, command: tuple[str, ...], told: str
) -> None:
    shown = policygraph(*command, "-g", sample_output)
    assert (shown.returncode, told in shown.stdout) == (0, True), shown.stderr
    rows = json.loads(policygraph(*command, "--format", "json", "-g", sample_output).stdout)
    table = list(csv.DictReader(StringIO(policygraph(*command, "--format", "csv", "-g", sample_output).stdout)))
    assert len(rows) == len(table) > 0


def test_usage_errors_say_what_can_be_asked(sample_output: Path, policygraph: Run) -> None:
    wrong = policygraph("gaps", "--kind", "holes", "-g", sample_output)
    assert (wrong.returncode, all(kind in wrong.stderr for kind in KINDS)) == (2, True)
    assert policygraph("chain", "--answers", "-g", sample_output).returncode == 2
    nowhere = policygraph("compare", "tuyen quang", "no such thing", "-g", sample_output)
    assert (nowhere.returncode, "Traceback" in nowhere.stderr) == (1, False)


def test_a_command_prints_what_the_function_of_its_name_returns(sample_output: Path, policygraph: Run) -> None:
    graph = open_graph(sample_output)
    top = find(graph, "124/NQ-CP")
    of_name = {
        "workload": workload(graph), "coordination": coordination(graph).positions, "goals": goals(graph),
        "gaps": gaps(graph), "compare 2022 2025": compare(graph, *(Scope(period=period(y)) for y in ("2022", "2025"))).rows,
    }  # fmt: skip
    for command, rows in of_name.items():
        printed = policygraph(*command.split(), "--format", "json", "-g", sample_output).stdout
        assert json.loads(printed) == json.loads(json.dumps([asdict(row) for row in rows], default=float)), command
        assert len(rows) > 8, command
    assert policygraph("chain", "124/NQ-CP", "-g", sample_output).stdout == tree(chain(graph, top))
