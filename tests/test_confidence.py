"""How sure a reading is, from the rule that read it to the graph, the report, the tables, the pages and the questions."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from chromium import Opened
from make import file, graph_of, paper, says, thing

from graph.build import build
from graph.errors import BadQuery
from graph.extract import extract
from graph.model import Facts, Source
from graph.records.goals import goals
from graph.records.tasks import tasks
from graph.resolve import resolve
from graph.store import Graph, open_graph, questions
from graph.structure import parse
from graph.validate import validate
from graph.view.report.doubts import MOST, doubts
from graph.vocab import DOUBTFUL

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\nSố: {n}/KH-UBND\nCà Mau, ngày 02 tháng 3 năm 2026\n\nKẾ HOẠCH\nGiữ vườn chim năm 2026\n\n"
FIRST = """I. MỤC TIÊU
Đến năm 2030 đặt thêm 12 chòi ngắm chim ở các xã ven rừng.
Đến năm 2030 trồng 40 ha cây bần.
II. NỘI DUNG
Đắp đường vào các cụm công nghiệp mới ven vườn chim (Rạch Chèo: 20 ha; Vàm Đình 2).
Xây dựng cơ sở dữ liệu chim nước của tỉnh Cà Mau.
III. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
- Chủ trì cấp tiền mua ống nhòm cho các trạm gác chim.
2. Các doanh nghiệp gom rác trôi vào vườn chim sau mỗi con nước rong.
"""
SECOND = """II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
- Mở rộng đường vào Cụm công nghiệp Rạch Chèo trước ngày 30/6/2027.
STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian
1\tĐếm tổ chim ở các lô rừng\tSở Y tế\tNăm 2026
2\tVẽ bản đồ các tổ chim\t\tNăm 2027
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two plans; the second names surely a zone that the first only lists."""
    folder = tmp_path_factory.mktemp("sure")
    (folder / "in").mkdir()
    for n, text in ((1, FIRST), (2, SECOND)):
        (folder / "in" / f"{n}.txt").write_text(HEAD.format(n=n) + text, encoding="utf-8")
    return build([folder / "in"], folder / "out").out


@pytest.fixture(scope="module")
def graph(output: Path) -> Graph:
    return open_graph(output)


def test_everything_that_is_read_says_how_sure_it_is(graph: Graph) -> None:
    asked = """SELECT ?kind (COUNT(DISTINCT ?x) AS ?all) (COUNT(?sure) AS ?told) WHERE {
      VALUES ?kind { pol:Task pol:Indicator pol:Zone pol:Project } ?x a ?kind OPTIONAL { ?x pol:confidence ?sure } } GROUP BY ?kind"""
    counts = {str(kind).rpartition("#")[2]: (number, told) for kind, number, told in graph.query(asked).values}
    assert counts == {"Task": (5, 5), "Indicator": (2, 2), "Zone": (2, 2), "Project": (1, 1)}


def test_the_samples_carry_one_confidence_each(sample_output: Path) -> None:
    rows = open_graph(sample_output).query("SELECT ?x ?sure WHERE { ?x pol:confidence ?sure }").values
    assert len(rows) == len({x for x, _ in rows}) > 140
    assert all(isinstance(sure, Decimal) and 0 <= sure <= 1 for _, sure in rows)
    assert {sure for _, sure in rows} >= {Decimal("0.8"), Decimal("0.9"), Decimal(1)}
    assert validate(sample_output).problems == ()


SURE = {
    "12 chòi": ("Indicator", "0.6"),
    "40 ha": ("Indicator", "1"),
    "Rạch Chèo": ("Zone", "1"),
    "Vàm Đình": ("Zone", "0.8"),
    "dữ liệu": ("Project", "0.8"),
    "ống nhòm": ("Task", "1"),
    "rác trôi": ("Task", "0.6"),
    "đường vào Cụm": ("Task", "1"),
    "Đếm tổ": ("Task", "1"),
    "Vẽ bản đồ": ("Task", "0.9"),
}


@pytest.mark.parametrize("words", SURE)
def test_how_sure_each_is(graph: Graph, words: str) -> None:
    kind, sure = SURE[words]
    asked = f"""SELECT DISTINCT ?sure WHERE {{ ?x a pol:{kind} ; pol:confidence ?sure .
      ?c rdf:subject ?x ; rdf:predicate rdf:type ; oa:exact ?words FILTER(CONTAINS(?words, "{words}")) }}"""
    assert graph.query(asked).rows == [(sure,)]


def test_a_zone_is_as_sure_as_its_surest_mention_in_whatever_order() -> None:
    found = [extract(parse(Source(f"{n}.txt", HEAD.format(n=n) + text))) for n, text in ((1, FIRST), (2, SECOND))]
    for order in (found, found[::-1], found[1:]):
        (zone,) = (e for e in resolve(order).entities if e.id.endswith("ccn-rach-cheo"))
        assert dict(zone.values)["pol:confidence"] == 1
    (alone,) = (e for e in resolve(found[:1]).entities if e.id.endswith("ccn-rach-cheo"))
    assert dict(alone.values)["pol:confidence"] == Decimal("0.8")


def test_the_records_hold_it(graph: Graph) -> None:
    assert Counter(task.confidence for task in tasks(graph)) == {1.0: 3, 0.9: 1, 0.6: 1}
    assert sorted(goal.confidence for goal in goals(graph)) == [0.6, 1.0]


@pytest.mark.parametrize(
    ("name", "rows"), [("deadlines.csv", ["0.6", "0.9", "1.0", "1.0", "1.0"]), ("goals.csv", ["0.6", "1.0"])]
)
def test_the_tables_have_a_column(output: Path, name: str, rows: list[str]) -> None:
    with (output / name).open(encoding="utf-8", newline="") as lines:
        assert sorted(row["confidence"] for row in csv.DictReader(lines)) == rows


def test_the_report_begins_with_the_doubtful_the_least_sure_first(output: Path) -> None:
    report = (output / "report.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", report, re.MULTILINE)[0] == "Read with doubt"
    section = report.split("## ")[1]
    assert "4 of 10 tasks, goals, zones and projects were read with a confidence below 0.9." in section
    rows = re.findall(r"^\| (0\.\d+) \| (\w+) \| (.+) \| (\d)\.txt, (\d+)–(\d+) \|$", section, re.MULTILINE)
    assert [(sure, kind) for sure, kind, *_ in rows] == [
        ("0.6", "indicator"), ("0.6", "task"), ("0.8", "zone"), ("0.8", "project"),
    ]  # fmt: skip
    for _, _, words, n, start, end in rows:
        text = (output / "text" / f"{n}.txt").read_text(encoding="utf-8")[int(start) : int(end)]
        assert " ".join(text.split()) == words


def test_words_of_documents_stay_words_in_the_report() -> None:
    hostile = "[x](http://a.vn) | <b>\u202e `y`\n# Z"
    goal = thing("indicator/1", "Indicator", "a", pol_confidence=Decimal("0.6"))
    claim = says("indicator/1", "rdf:type", "pol:Indicator", "document/1", exact=hostile)
    (row,) = [
        line
        for line in doubts(Facts((goal,), (claim,), read=(("*a*|.txt", "document/1"),))).splitlines()
        if "0.6" in line
    ]
    assert row == (r"| 0.6 | indicator | \[x\](http&#58;//a.vn) \| &lt;b&gt; \`y\` # Z | \*a\*\|.txt, 0–31 |")


def test_a_long_list_of_doubts_is_cut_and_says_so() -> None:
    many = tuple(thing(f"indicator/{n}", "Indicator", "a", pol_confidence=Decimal("0.6")) for n in range(40))
    claims = tuple(says(each.id, "rdf:type", "pol:Indicator", "document/1", n) for n, each in enumerate(many))
    section = doubts(Facts(many, claims, read=(("a.txt", "document/1"),)))
    assert section.count("| 0.6 |") == MOST == 25
    assert "Here are the first 25; all: “policygraph query doubtful”." in section
    assert doubts(Facts()) == ""


def test_questions_filter_by_it(graph: Graph) -> None:
    doubtful = graph.query("doubtful")
    assert [row[:2] for row in doubtful.rows] == [
        ("0.6", "indicator"),
        ("0.6", "task"),
        ("0.8", "zone"),
        ("0.8", "project"),
    ]
    counts = {bound: len(graph.query("doubtful", bindings={"below": bound})) for bound in ("0", "0.7", "0.95", "1")}
    assert counts == {"0": 0, "0.7": 2, "0.95": 5, "1": 5}
    sure = {bound: len(graph.query("sure-tasks", bindings={"least": bound})) for bound in ("0", "0.9", "1")}
    assert sure == {"0": 5, "0.9": 4, "1": 3}
    assert len(graph.query("sure-tasks")) == 5
    assert len(graph.query("doubtful", bindings={"below": "much"})) == 0
    with pytest.raises(BadQuery, match="leaves no such value open"):
        graph.query("doubtful", bindings={"least": "1"})


def test_the_question_and_the_report_draw_one_line() -> None:
    (asked,) = (question.sparql for question in questions() if question.name == "doubtful")
    assert f", {DOUBTFUL:f})" in asked


@pytest.mark.parametrize("sure", [Decimal("1.2"), Decimal("-0.1"), "high"])
def test_a_confidence_out_of_bounds_is_a_problem(tmp_path: Path, sure: Decimal | str) -> None:
    task = thing("task/1", "Task", "Đắp bờ", pol_text="Đắp bờ", pol_confidence=sure)
    graph_of(tmp_path / "g", Facts((paper("a", "KH A", **file("a")), task)))
    assert "the confidence must be one decimal from 0 to 1" in {p.message for p in validate(tmp_path / "g").problems}


def test_the_build_gives_the_same_bytes_again(output: Path, tmp_path: Path) -> None:
    again = build([output.parent / "in"], tmp_path / "again").out
    for name in ("graph.nq", "report.md", "deadlines.csv", "documents/1.html"):
        assert (again / name).read_bytes() == (output / name).read_bytes()


def test_a_reading_page_marks_what_is_doubtful_and_nothing_else(output: Path) -> None:
    page = (output / "documents" / "1.html").read_text(encoding="utf-8")
    marked = " ".join(re.findall(r'<a class="m [^"]*\bdoubt"[^>]*>([^<]+)</a>', page))
    assert [words for words in SURE if words in marked] == ["12 chòi", "Vàm Đình", "dữ liệu", "rác trôi"]


@pytest.mark.browser
def test_a_reader_sees_the_doubt_and_its_value(opened: Opened, output: Path) -> None:
    page = opened.open(output / "documents" / "1.html")
    doubted = page.locator("#text a.doubt", has_text="rác trôi")
    assert doubted.evaluate("each => getComputedStyle(each).backgroundImage").startswith("repeating-linear-gradient")
    sure = page.locator("#text a.m", has_text="ống nhòm")
    assert sure.evaluate("each => getComputedStyle(each).backgroundImage") == "none"
    doubted.click()
    assert "độ chắc chắn 0,6 trên 1" in page.locator("#claims .warning").inner_text()
    sure.click()
    assert page.locator("#claims .warning").count() == 0
    page.locator("#legend label", has_text="chỉ tiêu").locator("input").uncheck()  # the marks are styled anew
    assert page.locator("#text a.doubt", has_text="rác trôi").count() == 1
    assert opened.troubles == []


@pytest.mark.browser
def test_the_panel_of_the_graph_gives_the_confidence_of_the_doubtful_only(
    opened: Opened, output: Path, graph: Graph
) -> None:
    asked = 'SELECT ?x WHERE { ?x a pol:Task ; pol:text ?t FILTER(CONTAINS(?t, "$")) }'
    for words, told in (("rác trôi", "⚠ 0,6"), ("ống nhòm", None)):
        iri = str(graph.query(asked.replace("$", words)).rows[0][0]).partition("/id/")[2]
        page = opened.open(output / "graph.html", f"#node={iri.replace('/', '%2F')}&view=near")
        page.wait_for_selector("#panel h2")
        assert (
            (told in page.locator("#panel").inner_text()) if told else ("⚠" not in page.locator("#panel").inner_text())
        )
    assert opened.troubles == []


def test_the_words_of_the_mark_are_in_both_languages() -> None:
    from graph.view.words import words

    told = [json.dumps(words(lang, "reading", "graph"), ensure_ascii=False) for lang in ("vi", "en")]
    assert "đọc chưa chắc chắn" in told[0]
    assert "read with doubt" in told[1]
