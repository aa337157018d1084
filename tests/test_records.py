"""What a graph says is asked of it once, and the findings of the report grow with the documents and not with their pairs."""

from __future__ import annotations

import gc
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import FrameType

import pytest
from make import body, file, graph_of, paper, says, step, thing

import graph
from graph.build import build
from graph.model import Claim, Entity, Facts, Ref, Value
from graph.records import once
from graph.records.documents import cards, steps
from graph.records.goals import goals
from graph.records.tasks import agencies, tasks
from graph.store import Graph, open_graph
from graph.view.report.findings import sections

PACKAGE = str(Path(graph.__file__).parent)


@contextmanager
def asking(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[tuple[str, str]]]:
    """The queries that graphs are asked, each with its bindings."""
    asked, ask = Counter[tuple[str, str]](), Graph.query

    def query(self: Graph, sparql: str, **options: object) -> object:
        asked[sparql, str(options)] += 1
        return ask(self, sparql, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Graph, "query", query)
        yield asked


def runs(call: Callable[[], object]) -> int:
    """How many functions of this package a call runs, each as often as it is run."""
    number = 0

    def run(frame: FrameType, event: str, argument: object) -> None:
        nonlocal number
        number += event == "call" and frame.f_code.co_filename.startswith(PACKAGE)

    sys.setprofile(run)
    call()
    sys.setprofile(None)
    return number


def test_a_build_asks_each_thing_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with asking(monkeypatch) as asked:
        result = build(out=tmp_path / "output")
    assert len(result.read) == 14
    assert [query for query, times in asked.items() if times > 1] == []
    assert 40 < asked.total() <= 105


def test_the_findings_of_the_report_grow_with_the_documents_and_not_with_their_pairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of twice as many documents: the same queries, and twice the runs of our own functions."""
    few, many = (world(number, tmp_path / str(number)) for number in (30, 60))
    with asking(monkeypatch) as asked:
        assert len(sections(few)) == 7
    with asking(monkeypatch) as again:
        assert len(sections(many)) == 7
    assert asked == again
    assert max(asked.values()) == 1
    few, many = (open_graph(each.folder) for each in (few, many))
    once_each = runs(lambda: sections(few))
    assert once_each > 3_000
    assert runs(lambda: sections(many)) < 2.1 * once_each


def world(number: int, out: Path) -> Graph:
    """A resolution of the centre, and so many provinces whose plans carry it out, each with its work, body and goal."""
    top = paper("124", "Nghị quyết 124/NQ-CP", "2020-09-03", 3, kind="Resolution", **file("124"))
    entities, claims = [top, body("cp", "Chính phủ"), *work("124", "80")], given("124", "cp")
    for i in map(str, range(number)):
        here = Ref(f"place/{i}")
        plan = paper(i, f"Kế hoạch {i}", "2021-03-01", 6, pol_jurisdiction=here, **file(i))
        entities += [plan, body(i, f"Sở {i}"), thing(f"place/{i}", "Place", f"tỉnh {i}"), *work(i, "75")]
        claims += [step(i, "implements", "124"), *given(i, i)]
    return graph_of(out, Facts(tuple(entities), tuple(claims)), ontology=False)


def work(name: str, value: str) -> list[Entity]:
    """A task and a goal."""
    above: dict[str, Value] = {"pol_comparableWith": Ref("indicator/124")} if name != "124" else {}
    values = {"pol_comparator": ">=", "pol_targetYear": 2025, "pol_unit": "%", "pol_value": Decimal(value), **above}
    task = thing(f"task/{name}", "Task", "Rà soát quy hoạch", pol_text="Rà soát quy hoạch nước sạch")
    return [thing(f"indicator/{name}", "Indicator", "hộ dùng nước sạch", **values), task]


def given(name: str, agency: str) -> list[Claim]:
    document, task = f"document/{name}", f"task/{name}"
    return [
        says(document, "targets", f"indicator/{name}", document),
        says(document, "assigns", task, document),
        says(task, "rdf:type", "pol:Task", document),
        says(f"agency/{agency}", "leads", task, document),
        *([says("agency/cp", "coordinates", task, document)] if agency != "cp" else []),
    ]


def test_each_graph_has_its_own_answers(tmp_path: Path) -> None:
    one, other = world(1, tmp_path / "one"), world(2, tmp_path / "two")
    assert [len(cards(each)) for each in (one, other, one)] == [2, 3, 2]
    assert [len(tasks(each)) for each in (one, other, one)] == [2, 3, 2]


def test_what_is_remembered_goes_with_the_graph(tmp_path: Path) -> None:
    known = world(1, tmp_path / "one")
    assert len(goals(known)) == len(tasks(known)) == 2
    gone = weakref.ref(known)
    del known
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("ask", [tasks, goals, agencies, steps])
def test_who_changes_an_answer_changes_only_his_own(ask: Callable[[Graph], object], tmp_path: Path) -> None:
    known = world(1, tmp_path / "one")
    mine = ask(known)
    mine.clear()  # type: ignore[attr-defined]
    assert ask(known)


def test_documents_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        cards(world(1, tmp_path / "one"))["x"] = None  # type: ignore[index]


def test_an_answer_is_asked_for_once() -> None:
    asked = []

    @once
    def number(graph: Graph) -> int:
        """The docstring stays."""
        asked.append(graph)
        return len(asked)

    class Named:
        pass

    one, other = Named(), Named()
    assert [number(each) for each in (one, other, one, other)] == [1, 2, 1, 2]  # type: ignore[arg-type]
    assert number.__doc__ == "The docstring stays."
