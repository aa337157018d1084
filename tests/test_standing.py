"""What stood on a day: chains as they were, and what was in force."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from make import graph_of, paper, step

from graph.analysis.chains import chain
from graph.analysis.lookup import find
from graph.errors import PolicyGraphError
from graph.model import Facts
from graph.records.documents import Card, cards, steps
from graph.records.standing import endings, issued
from graph.store import Graph, open_graph
from graph.view.text.tree import rows, tree
from graph.vocab import ID

Standing = Callable[[str], Graph]
PAPERS = {
    "top": "2018-03-22",
    "old": "2019-05",
    "amender": "2020-02-01",
    "new": "2021-06-01",
    "below": "2019-08-01",
    "open": None,
    "late": None,
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A plan of May 2019 that is amended in 2020 and replaced in 2021, what carries it out, and two plans without a date."""
    said = [
        step("old", "implements", "top"), step("new", "implements", "top"), step("below", "implements", "old"),
        step("new", "replaces", "old"), step("amender", "amends", "old"), step("open", "implements", "old"),
        step("late", "implements", "new"), step("late", "repeals", "below"),
    ]  # fmt: skip
    papers = [paper(name, f"KH {name}", day, 6, eli_id_local=f"{name}/KH") for name, day in PAPERS.items()]
    return graph_of(tmp_path_factory.mktemp("standing"), Facts(tuple(papers), tuple(said)))


def below(graph: Graph, on: str | None) -> list[str]:
    found = chain(graph, find(graph, "top/KH"), on=on)
    return [line.card.iri.removeprefix(ID + "document/") for line in found.below]


@pytest.mark.parametrize(
    ("on", "lines", "ended"),
    [
        ("2018-12-31", [], {}),
        ("2019-05-01", ["old", "open"], {}),  # of that month; "open" leans on nothing later
        ("2021-05-31", ["old", "below", "open"], {}),
        ("2021-06-01", ["old", "below", "open", "new", "late"], {"old": "2021-06-01"}),
        (None, ["old", "below", "open", "new", "late"], {"old": "2021-06-01"}),  # "late" repeals on a day nobody knows
    ],
)
def test_a_chain_is_shown_as_it_stood(world: Graph, on: str | None, lines: list[str], ended: dict[str, str]) -> None:
    assert below(world, on) == lines
    found = chain(world, find(world, "top/KH"), on=on)
    known = cards(world)
    assert {iri.rpartition("/")[2]: known[step.subject].date for iri, step in found.ended.items()} == ended
    assert {row.label.removeprefix("KH "): row.ended for row in rows(found) if row.ended} == ended


def test_the_tree_says_of_which_day_it_is_and_since_when_a_document_is_gone(world: Graph) -> None:
    told = tree(chain(world, find(world, "top/KH"), on="2022-01-01"))
    assert told.startswith("As it stood on 2022-01-01, by the days of issue\n● KH top")
    assert "no longer in force since 2021-06-01: replaced by KH new (2021)" in told
    assert "amended by KH amender (2020)" in told
    assert "As it stood" not in tree(chain(world, find(world, "top/KH")))


def test_a_number_without_a_date_tells_its_year() -> None:
    known = {
        n: Card(n, n, number=n) for n in ("12/2021/TT-BTC", "34/2018", "2020/QĐ-TTg", "7/KH-UBND", "5/2019/TT-BTC")
    }
    assert known.keys() - issued(known, [], "2019-06-30") == {"12/2021/TT-BTC"}
    assert known.keys() - issued(known, [], "2018-06-30") == {"12/2021/TT-BTC", "5/2019/TT-BTC"}


def test_what_came_later_than_the_day_is_told(world: Graph) -> None:
    with pytest.raises(
        PolicyGraphError, match=r"KH new: issued later \(on 2021-06-01\) than 2020-01-01; name a later day"
    ):
        chain(world, find(world, "new/KH"), on="2020-01-01")
    with pytest.raises(PolicyGraphError, match="a day not known"):
        chain(world, find(world, "late/KH"), on="2020-01-01")


@pytest.mark.parametrize(
    ("on", "held"),
    [
        ("2019-05-31", [("KH top", "2018-03-22", None), ("KH old", "2019-05", None)]),
        ("2020-06-30", [("KH top", "2018-03-22", None), ("KH old", "2019-05", "KH amender (2020-02-01)"), ("KH below", "2019-08-01", None), ("KH amender", "2020-02-01", None)]),
        ("2021-06-01", [("KH top", "2018-03-22", None), ("KH below", "2019-08-01", None), ("KH amender", "2020-02-01", None), ("KH new", "2021-06-01", None)]),
    ],
)  # fmt: skip
def test_what_was_in_force_is_asked_by_name(world: Graph, on: str, held: list[tuple[str, str, str | None]]) -> None:
    assert world.query("in-force-on", bindings={"on": on}).rows == held


@pytest.mark.parametrize("on", ["2018-03-22", "2020-12-31", "2022-06-30", "2024-03-15", "2026-12-31"])
def test_the_question_answers_on_the_samples_as_the_analysis_does(sample_output: Path, on: str) -> None:
    graph = open_graph(sample_output)
    known, between = cards(graph), steps(graph)
    ended = endings(between, known, on)
    here = sorted(
        (known[iri].label, known[iri].date)
        for iri in issued(known, between, on)
        if known[iri].date and iri not in ended
    )
    answer = graph.query("in-force-on", bindings={"on": on}).rows
    assert sorted((row[0], row[1]) for row in answer) == here
    assert len(here) == {"2018-03-22": 9, "2020-12-31": 21, "2022-06-30": 34, "2024-03-15": 41, "2026-12-31": 64}[on]


def test_the_command_takes_a_day_in_both_ways_of_writing(policygraph: Run, sample_output: Path) -> None:
    told = [policygraph("chain", "23-NQ/TW", "--on", day, "-g", sample_output) for day in ("2020-12-31", "31/12/2020")]
    assert told[0].stdout == told[1].stdout
    assert "As it stood on 2020-12-31" in told[0].stdout
    assert "năm 2022" not in told[0].stdout
    late = policygraph("chain", "124/NQ-CP", "--on", "2019-01-01", "-g", sample_output)
    assert late.returncode == 1
    assert "issued later (on 2020-09-03) than 2019-01-01" in late.stderr
    alone = policygraph("chain", "--on", "2019-01-01", "-g", sample_output)
    assert alone.returncode == 2
    assert "name the document" in alone.stderr
