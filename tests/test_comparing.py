"""The same goal in several documents: what is one goal, what is weaker, and how the question sets them side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from make import graph_of, says

from graph.extract import extract
from graph.model import Entity, Facts, Source
from graph.resolve import doubts, resolve
from graph.resolve.goals import same
from graph.store import Graph
from graph.structure import parse
from graph.validate import validate
from graph.view.report import Account, report

ABOVE = """CHÍNH PHỦ
Số: 500/NQ-CP
Hà Nội, ngày 05 tháng 01 năm 2026
NGHỊ QUYẾT
Về phát triển kinh tế số

I. MỤC TIÊU ĐẾN NĂM 2030
- Tỷ lệ hộ gia đình dùng nước sạch đạt tối thiểu 80%.
- Tỷ lệ hộ nghèo không quá 2%.
- Kinh tế số chiếm 30% GDP.
"""
BELOW = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
Số: 7/KH-UBND
Lào Cai, ngày 02 tháng 3 năm 2026
KẾ HOẠCH
Thực hiện Nghị quyết số 500/NQ-CP ngày 05/01/2026 của Chính phủ

I. MỤC TIÊU ĐẾN NĂM 2030
- Tỷ lệ hộ gia đình trên địa bàn tỉnh dùng nước sạch đạt 75%.
- Tỷ lệ hộ nghèo toàn tỉnh còn dưới 2%.
- Kinh tế số chiếm 25% GRDP.
- Giá trị sản xuất công nghiệp (giá so sánh 2010) tăng bình quân giai đoạn 2026 - 2030 trên 12%/năm.
"""


def facts() -> Facts:
    return resolve([extract(parse(Source(name, text))) for name, text in (("above.txt", ABOVE), ("below.txt", BELOW))])


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    out = tmp_path_factory.mktemp("goals")
    (out / "text").mkdir()
    for name, text in (("above.txt", ABOVE), ("below.txt", BELOW)):
        (out / "text" / name).write_text(text, encoding="utf-8", newline="")
    return graph_of(out, facts())


def test_a_province_s_goal_stands_beside_the_central_one(world: Graph) -> None:
    rows = [(r[0], r[1], r[4], r[5], r[7], r[8], r[9], r[10]) for r in world.query("goals-compared").rows]
    assert rows == [
        ("Kinh tế số", "2030", "=", "30", "tỉnh Lào Cai", "=", "25", "true"),
        ("Tỷ lệ hộ gia đình dùng nước sạch", "2030", ">=", "80", "tỉnh Lào Cai", "=", "75", "true"),
        ("Tỷ lệ hộ nghèo", "2030", "<=", "2", "tỉnh Lào Cai", "<", "2", "true"),
    ]
    assert len(world.query("goals-compared", bindings={"document": "7/KH-UBND"}).rows) == 3


def test_a_weaker_goal_is_warned_of_with_the_words_of_both_and_only_where_it_is_certain() -> None:
    found = facts()
    (note,) = [n for n in found.notes if n.code == "weaker-goal"]
    assert "“Tỷ lệ hộ gia đình trên địa bàn tỉnh dùng nước sạch đạt 75%”" in note.message
    assert "“Tỷ lệ hộ gia đình dùng nước sạch đạt tối thiểu 80%”" in note.message
    assert "Goals weaker than those they carry out" in report(Account(found))


def test_a_goal_has_its_base_period_sector_and_scope(world: Graph) -> None:
    query = """SELECT ?base ?from ?to ?sector ?place WHERE { ?goal pol:base ?base ; pol:periodStart ?from ; pol:periodEnd ?to ;
        pol:sector ?sector ; pol:scope/rdfs:label ?place }"""
    assert world.query(query).rows == [("giá so sánh 2010", "2026", "2030", "công nghiệp", "tỉnh Lào Cai")]


def test_what_is_comparable_is_so_both_ways_and_the_graph_is_valid(world: Graph) -> None:
    one_way = "SELECT ?a WHERE { ?a pol:comparableWith ?b FILTER NOT EXISTS { ?b pol:comparableWith ?a } }"
    assert world.query(one_way).rows == []
    assert validate(world.folder).problems == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tỷ lệ cảng biển sử dụng nền tảng số phục vụ quản trị", "Tỷ lệ cửa khẩu sử dụng nền tảng số phục vụ quản trị"),
        ("Tỷ lệ hộ nghèo khu vực đô thị", "Tỷ lệ hộ nghèo khu vực nông thôn"),
        ("Tỷ lệ lao động qua đào tạo", "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ"),
    ],
)
def test_goals_that_differ_in_what_they_count_are_not_one(one: str, other: str) -> None:
    goals = [
        Entity(id, "Indicator", name, (), (("pol:targetYear", 2030), ("pol:unit", "%")))
        for id, name in (("a", one), ("b", other))
    ]
    assert list(same(goals, {"a": "1", "b": "2"})) == []


def test_work_without_a_lead_is_warned_of() -> None:
    papers = {
        e.id: e
        for e in (
            Entity("document/a", "Plan", "KH 7"),
            Entity("task/1", "Task", "Lập quy hoạch"),
            Entity("task/2", "Task", "Báo cáo"),
        )
    }

    plan = "document/a"
    given = [says(plan, "assigns", "task/1", plan), says(plan, "assigns", "task/2", plan)]
    told = [*given, says("agency/y", "coordinates", "task/1", plan), says("agency/x", "leads", "task/2", plan)]
    assert [(n.code, n.message) for n in doubts.find(papers, told)] == [
        ("no-lead", "KH 7: nobody is named to lead “Lập quy hoạch”")
    ]


def test_a_file_of_goals_is_the_same_whatever_the_order(tmp_path: Path) -> None:
    documents = [extract(parse(Source(name, text))) for name, text in (("above.txt", ABOVE), ("below.txt", BELOW))]
    assert resolve(documents) == resolve(documents[::-1])
