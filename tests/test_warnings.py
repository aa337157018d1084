"""What contradicts itself is found once, in the graph: report.md and gaps.csv say the same, finding by finding."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from make import graph_of, says, thing

from graph.analysis.gaps import asks_less, gaps, tally
from graph.build import build
from graph.extract import extract
from graph.model import Facts, Source
from graph.records.goals import Goal
from graph.resolve import resolve
from graph.store import Graph
from graph.structure import parse
from graph.view.report import CODES, Account, report
from graph.view.report.findings import WARNINGS, line, sections, warnings
from graph.view.text.files import tables
from graph.view.text.table import inert

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\nSố: {number}/KH-UBND\nHà Giang, ngày 02 tháng 3 năm {year}\nKẾ HOẠCH\n"
    "Thực hiện {above}\n\n"
)
RESOLUTION = "Nghị quyết số 500/NQ-CP ngày 05/01/2021 của Chính phủ"
OLD = "Kế hoạch số 9/KH-UBND ngày 01/02/2019 của Ủy ban nhân dân tỉnh Hà Giang"
ABOVE = """CHÍNH PHỦ
Số: 500/NQ-CP
Hà Nội, ngày 05 tháng 01 năm 2021
NGHỊ QUYẾT
Về phát triển kinh tế số

I. MỤC TIÊU ĐẾN NĂM 2030
- Tỷ lệ hộ gia đình dùng nước sạch đạt tối thiểu 80%.
- Tỷ lệ hộ nghèo không quá 2%.
- Kinh tế số chiếm 30% GDP.
"""
BELOW = """I. MỤC TIÊU ĐẾN NĂM 2030
- Tỷ lệ hộ gia đình trên địa bàn tỉnh dùng nước sạch đạt 75%.
- Tỷ lệ hộ nghèo toàn tỉnh còn dưới 2%.
- Kinh tế số chiếm 25% GRDP.
"""
WORK = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương\nRà soát các cụm công nghiệp, hoàn thành trong {when}.\n"


def plan(number: int, year: int, above: str, *rest: str) -> str:
    return HEAD.format(number=number, year=year, above=above) + "\n".join(rest)


TEXTS = {
    "above.txt": ABOVE,
    "goals.txt": plan(5, 2021, RESOLUTION, BELOW, f"Kế hoạch này thay thế {OLD}.\n"),
    "late.txt": plan(6, 2022, OLD, WORK.format(when="tháng 01/2022")),
}


@dataclass(frozen=True)
class World:
    """A graph with one contradiction of each kind, the report of its build, and the file of its gaps."""

    graph: Graph
    report: str
    rows: list[dict[str, str]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    out = tmp_path_factory.mktemp("contradictions")
    found = facts(TEXTS)
    (late,) = (id for path, id in found.read if path == "late.txt")
    work = thing("task/x", "Task", "Tổ chức hội nghị", pol_text="Tổ chức hội nghị tổng kết.")
    claims = [says(late, "assigns", "task/x", late), says("task/x", "rdf:type", "pol:Task", late)]
    found = replace(found, entities=(*found.entities, work), claims=(*found.claims, *claims))
    graph = graph_of(out, found)
    account = Account(replace(found, notes=(*found.notes, *warnings(graph))), analyses=sections(graph))
    return World(
        graph, report(account), list(csv.DictReader(StringIO(tables(graph)["gaps.csv"].removeprefix("\ufeff"))))
    )


def facts(texts: Mapping[str, str]) -> Facts:
    return resolve(extract(parse(Source(name, text))) for name, text in texts.items())


def built(folder: Path, *texts: str) -> Graph:
    return graph_of(folder, facts({f"{number}.txt": text for number, text in enumerate(texts)}))


def listed(text: str) -> dict[str, list[str]]:
    """The lines of a report's warnings by their kind, without the files that they end with."""
    section = text.partition("## What looks wrong")[2].partition("\n## ")[0]
    parts = dict(part.split("\n\n", 1) for part in section.split("### ")[1:])
    codes = {heading: code for code, heading in CODES.items()}
    return {
        codes[heading]: [each.removeprefix("- ").rpartition(" — ")[0] for each in body.splitlines() if each]
        for heading, body in parts.items()
    }


def test_the_report_and_gaps_csv_warn_of_the_same(world: World) -> None:
    in_file = Counter((r["kind"], inert(line(r["about"], r["says"]))) for r in world.rows if r["kind"] in WARNINGS)
    in_report = Counter((code, text) for code, lines in listed(world.report).items() for text in lines)
    assert in_report == in_file
    each_once = dict.fromkeys(WARNINGS, 1)
    assert Counter(kind for kind, _ in in_report.elements()) == each_once
    assert {row.kind: row.found for row in tally(world.graph) if row.kind in WARNINGS} == each_once


def test_a_warning_names_the_file_and_what_stands_in_both(world: World) -> None:
    assert (
        "asks for = 75 %, where Nghị quyết số 500/NQ-CP asks for &gt;= 80 %: “Tỷ lệ hộ gia đình dùng nước"
        in world.report
    )
    assert "hoàn thành trong tháng 01/2022: due 2022-01-31, in a document of 2022-03-02 — late.txt" in world.report
    assert "which Kế hoạch số 5/KH-UBND, tỉnh Hà Giang replaced on 2021-03-02 — late.txt" in world.report
    assert "- Tổ chức hội nghị tổng kết: names nobody to lead it — late.txt" in world.report


def test_a_warning_is_said_in_one_place_of_the_report(world: World) -> None:
    for lines in listed(world.report).values():
        assert [world.report.count(text) for text in lines] == [1] * len(lines)


def test_a_build_reports_them_beside_what_the_graph_cannot_know(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    law = "Căn cứ Luật số 45/2013/QH13 ngày 29/11/2013, Luật số 45/2013/QH13 ngày 19/11/2013;\n"
    for name, text in (TEXTS | {"dates.txt": plan(8, 2021, RESOLUTION, law)}).items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8", newline="")
    result = build([tmp_path / "in"], tmp_path / "output")
    found = listed((result.out / "report.md").read_text(encoding="utf-8"))
    assert {code: len(lines) for code, lines in found.items()} == {
        "due-before": 1, "out-of-force": 1, "two-dates": 1, "weaker-goal": 1,
    }  # fmt: skip
    assert sum(note.kind == "warning" for note in result.facts.notes) == 4


@pytest.mark.parametrize(("year", "count"), [("2022", 1), ("2020", 0)])
def test_a_replaced_document_that_is_still_carried_out_is_found(year: str, count: int, tmp_path: Path) -> None:
    graph = built(tmp_path, TEXTS["goals.txt"], plan(6, int(year), OLD))
    assert len(gaps(graph, ("out-of-force",))) == count


@pytest.mark.parametrize(
    ("when", "count"), [("tháng 01/2021", 1), ("tháng 3/2021", 0), ("tháng 6/2021", 0), ("năm 2021", 0)]
)
def test_work_is_due_too_early_only_where_that_is_certain(when: str, count: int, tmp_path: Path) -> None:
    graph = built(tmp_path, plan(5, 2021, RESOLUTION, WORK.format(when=when)))
    assert len(gaps(graph, ("due-before",))) == count


def aim(words: str) -> Goal:
    sign, value, *high = words.split()
    absent = dict.fromkeys(
        ("unit", "year", "date", "tier", "place", "words", "file", "characters_from", "characters_to")
    )
    return Goal(
        "x",
        sign,
        Decimal(value),
        Decimal(*high) if high else None,
        document="",
        indicator_iri="",
        document_iri="",
        **absent,
    )  # type: ignore[arg-type]


WEAKER = [
    ("= 75", ">= 80"), (">= 75", ">= 80"), (">= 75", "= 80"), (">= 80", "> 80"), ("= 80", "> 80"), ("= 35 45", ">= 40"),
    ("<= 3", "<= 2"), ("<= 3", "< 3"), ("= 3", "< 3"), ("= 2 4", "<= 3"), ("<= 5", "= 2 4"), ("> 79", ">= 80"),
]  # fmt: skip
NOT_WEAKER = [
    ("= 85", ">= 80"), (">= 80", ">= 80"), ("> 80", ">= 80"), ("> 80", "> 80"), (">= 80", "= 80"), ("= 40 45", ">= 40"),
    ("< 3", "<= 3"), ("<= 3", "<= 3"), ("<= 3", "= 2 4"), ("= 75", "= 80"), (">= 75", "<= 80"), ("~ 30", ">= 40"),
    (">= 30", "~ 40"), ("~ 3", "<= 2"),
]  # fmt: skip


@pytest.mark.parametrize(("mine", "theirs"), WEAKER, ids=" under ".join)
def test_a_goal_that_allows_what_the_one_above_excludes_is_weaker(mine: str, theirs: str) -> None:
    assert asks_less(aim(mine), aim(theirs))


@pytest.mark.parametrize(("mine", "theirs"), NOT_WEAKER, ids=" under ".join)
def test_a_goal_is_not_called_weaker_where_that_is_not_certain(mine: str, theirs: str) -> None:
    assert not asks_less(aim(mine), aim(theirs))
