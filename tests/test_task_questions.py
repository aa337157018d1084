"""The named questions about tasks, measures and groups: their answers on a small world, and on the samples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from make import body, graph_of, says, thing

from graph.model import Claim, Entity, Facts, PartialDate, Value
from graph.store import Graph, open_graph, questions

Row = tuple[str | None, ...]
Pairs = tuple[tuple[str, Value], ...]
EXAMPLE = re.compile(r"^# with: (\w+)=(.+)$", re.MULTILINE)
DUE, LATER = PartialDate(2022, 3, 31), PartialDate(2022, 6, 30)


def task(number: int, text: str, *values: tuple[str, Value]) -> Entity:
    return thing(f"task/a/{number}", "Task", text, ("pol:text", text), ("pol:ordinal", f"II.{number}"), *values)


def said(subject: str, predicate: str, object: str, at: int = 0) -> Claim:
    return says(subject, predicate, object, "document/a", at)


def world() -> Facts:
    """A plan of province A: four tasks, one of them carrying out a resolution, two measures, one of them assigned."""
    tasks = (
        task(1, "Lập quy hoạch", ("pol:due", DUE), ("pol:timing", "Quý I/2022")),
        task(2, "Báo cáo", ("pol:recurrence", "Annual"), ("pol:timing", "Hằng năm")),
        task(3, "Rà soát", ("pol:timing", "sau khi có luật")),
        task(4, "Xây dựng chợ", ("pol:start", PartialDate(2022, 1, 1)), ("pol:due", LATER)),
    )
    measures = tuple(
        thing(
            f"measure/a/{n}", "Measure", text, ("pol:text", text), ("pol:ordinal", f"I.{n}"), ("pol:part", "Giải pháp")
        )
        for n, text in ((1, "Lập quy hoạch chợ"), (2, "Vay vốn"))
    )
    leads = (("y-te", 1), ("y-te", 2), ("xay-dung", 3), ("nganh", 4))
    joins = (("xay-dung", 1), ("ubnd-huyen", 1), ("xay-dung", 2), ("nganh", 3))
    return Facts(
        (
            thing("place/a", "Place", "tỉnh A"),
            thing("place/huyen-h", "Place", "huyện H"),
            thing("place/huyen-k", "Place", "huyện K"),
            body("y-te", "Sở Y tế tỉnh A", "a"),
            body("xay-dung", "Sở Xây dựng tỉnh A", "a"),
            body("b", "Sở Xây dựng tỉnh B", "b"),
            body("ubnd", "Ủy ban nhân dân tỉnh A", "a", tier=6),
            body("ubnd-huyen", "Ủy ban nhân dân huyện H", "huyen-h"),
            body("ubnd-k", "Ủy ban nhân dân huyện K", "huyen-k"),
            body("nganh", "Các sở, ban, ngành (tỉnh A)", "a", group="departments"),
            body("huyen", "Các huyện (tỉnh A)", "a", group="districts"),
            thing("document/a", "Plan", "KH A", ("pol:sourceFile", "a.txt"), ("pol:textFile", "text/a.txt")),
            thing("document/nq", "Resolution", "NQ 5", ("eli:id_local", "5-NQ/TU")),
            *tasks,
            *measures,
        ),
        (
            *(said(t.id, "rdf:type", "pol:Task") for t in tasks),
            *(said("document/a", "assigns", t.id) for t in tasks),
            *(said(f"agency/{who}", "leads", f"task/a/{n}") for who, n in leads),
            *(said(f"agency/{who}", "coordinates", f"task/a/{n}") for who, n in joins),
            *(said(m.id, "rdf:type", "pol:Measure", 90 + i) for i, m in enumerate(measures)),
            *(said("document/a", "containsMeasure", m.id) for m in measures),
            said("task/a/1", "implements", "document/nq"),
            said("task/a/1", "assignsMeasure", "measure/a/1"),
            said("place/huyen-h", "locatedIn", "place/a"),
        ),
    )


Y, X, H = "Sở Y tế tỉnh A", "Sở Xây dựng tỉnh A", "Ủy ban nhân dân huyện H"
ALL = "Các sở, ban, ngành (tỉnh A)"
ANSWERS: dict[str, list[Row]] = {
    "agency-tasks": [
        (ALL, "2022-Q2", "2022-06-30", None, "II.4", "Xây dựng chợ", None, None, "KH A"),
        (X, None, None, None, "II.3", "Rà soát", ALL, None, "KH A"),
        (Y, "2022-Q1", "2022-03-31", None, "II.1", "Lập quy hoạch", f"{X}; {H}", "NQ 5", "KH A"),
        (Y, None, None, "Annual", "II.2", "Báo cáo", X, None, "KH A"),
    ],
    "workload-by-agency": [
        (Y, None, "2", "0", "1"),
        (X, None, "1", "2", "1"),
        (ALL, "group:departments", "1", "1", "1"),
        (H, None, "0", "1", "1"),
    ],
    "tasks-due": [
        ("2022-03-31", Y, "II.1", "Lập quy hoạch", "Quý I/2022", "KH A"),
        ("2022-06-30", ALL, "II.4", "Xây dựng chợ", None, "KH A"),
    ],
    "tasks-without-deadline": [("KH A", "II.3", "Rà soát", X, "sau khi có luật")],
    "tasks-carrying-out": [("NQ 5", "Lập quy hoạch", Y, "2022-03-31", None, "KH A", "words")],
    "works-with": [(Y, X, "2", "1"), (Y, H, "1", "1")],
    "recurring-duties": [("Annual", Y, "II.2", "Báo cáo", "Hằng năm", None, None, "KH A")],
    "measures-unassigned": [("KH A", "I.2", "Giải pháp", "Vay vốn", "text/a.txt", "91")],
    "members": [("Các huyện (tỉnh A)", H, "huyện H"), (ALL, X, "tỉnh A"), (ALL, Y, "tỉnh A")],
}

ASKED: list[tuple[str, dict[str, str], list[Row]]] = [
    ("agency-tasks", {"agency": Y}, ANSWERS["agency-tasks"][2:]),
    ("agency-tasks", {"agency": "agency/y-te", "quarter": "2022-Q1"}, ANSWERS["agency-tasks"][2:3]),
    ("agency-tasks", {"quarter": "2022-Q3"}, []),
    ("tasks-due", {"from": "2022-04-01"}, ANSWERS["tasks-due"][1:]),
    ("tasks-due", {"from": "2022-01-01", "to": "2022-03-31"}, ANSWERS["tasks-due"][:1]),
    ("tasks-carrying-out", {"document": "5-NQ/TU"}, ANSWERS["tasks-carrying-out"]),
    ("tasks-carrying-out", {"document": "a.txt"}, []),
    ("members", {"group": "agency/huyen"}, ANSWERS["members"][:1]),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return graph_of(tmp_path_factory.mktemp("work"), world())


def test_how_many_questions_and_which_can_be_narrowed() -> None:
    mine = [question for question in questions() if question.name in ANSWERS]
    assert len(mine) == len(ANSWERS) == 9
    assert [question.name for question in mine if not (question.vi and question.en)] == []
    open_ = {(q.name, name) for q in mine for name in re.findall(r"VALUES \?(\w+) \{ UNDEF \}", q.sparql)}
    assert open_ == {(name, given) for name, bindings, _ in ASKED for given in bindings}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_answer(small: Graph, name: str) -> None:
    assert small.query(name).rows == ANSWERS[name]


@pytest.mark.parametrize(("name", "bindings", "rows"), ASKED)
def test_answer_about_some(small: Graph, name: str, bindings: dict[str, str], rows: list[Row]) -> None:
    assert small.query(name, bindings=bindings).rows == rows


def test_every_question_and_every_example_answers_on_the_samples(sample_output: Path) -> None:
    graph = open_graph(sample_output)
    examples = {q.name: dict([EXAMPLE.findall(q.sparql)[0]]) for q in questions() if EXAMPLE.search(q.sparql)}
    asked = [(name, bindings) for name in ANSWERS for bindings in ({}, examples.get(name, {}))]
    assert [(name, bindings) for name, bindings in asked if not graph.query(name, bindings=bindings)] == []
