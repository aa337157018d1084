"""Zones, projects and goals that a text aims at: cases in cases/aims.yaml, each named by its reason."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import cases

from graph.extract import extract
from graph.model import Findings, Source
from graph.structure import parse

CASES: list[dict[str, Any]] = cases("aims")
PLAN = "ỦY BAN NHÂN DÂN\nTỈNH TUYÊN QUANG\nSố: 999/KH-UBND\nTuyên Quang, ngày 31 tháng 12 năm 2026\nKẾ HOẠCH\nVỀ VIỆC THỬ\n\n"


def read(text: str) -> Findings:
    return extract(parse(Source("plan.txt", text)))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_text_aims_at(case: dict[str, Any]) -> None:
    found = read(PLAN + case["text"]).aims
    assert sorted({a.name for a in found if a.kind not in ("Project", "Indicator")}) == case["zones"]
    assert sorted({a.name for a in found if a.kind == "Project"}) == case["projects"]
    goals = [a for a in found if a.kind == "Indicator"]
    told = [[a.comparator, float(a.value or 0), a.unit, a.year] for a in goals]
    assert told == [[sign, float(value), unit, year] for _, sign, value, unit, year in case["goals"]]
    assert all(a.name.startswith(case["goals"][i][0]) for i, a in enumerate(goals))


def test_the_cases_are_all_there_and_each_has_its_reason() -> None:
    assert len(CASES) == 58
    assert len({case["why"] for case in CASES}) == len(CASES)
    counts = {kind: sum(len(case[kind]) for case in CASES) for kind in ("zones", "projects", "goals")}
    assert counts == {"zones": 13, "projects": 11, "goals": 107}


@pytest.mark.parametrize(("title", "count"), [("NGHỊ ĐỊNH", 0), ("CHỈ THỊ", 2)])
def test_what_lays_down_rules_asks_for_figures_without_setting_goals(title: str, count: int) -> None:
    asked = "1. Bảo đảm ít nhất 30% vốn tự có.\n2. Xây dựng Dự án Nhà máy xỉ titan Sông Bình.\n"
    head = "CHÍNH PHỦ\nHà Nội, ngày 02 tháng 3 năm 2026\n"
    assert len(read(f"{head}{title}\nVề vốn của doanh nghiệp\n\n{asked}").aims) == count


def test_a_goal_in_a_unit_that_no_list_holds_is_less_sure() -> None:
    found = read(PLAN + "II. MỤC TIÊU\n- Đóng mới ít nhất 12 xuồng cứu nạn.\n- Trồng 500 ha rừng đước.").goals
    assert [(a.unit, a.confidence < 1) for a in found] == [("xuồng", True), ("ha", False)]


def test_the_year_that_begins_a_sentence_counts_nothing() -> None:
    text = "KẾ HOẠCH\nGiữ vườn chim\n\nI. MỤC TIÊU\nĐến năm 2030 trồng 40 ha bần.\nĐến năm 2030 đặt thêm 12 chòi ngắm chim.\n"
    goals = extract(parse(Source("a.txt", text))).goals
    assert [(str(goal.value), goal.unit, goal.year) for goal in goals] == [("40", "ha", 2030), ("12", "chòi", 2030)]


def test_the_unit_of_a_measure_is_no_part_of_a_name() -> None:
    asked = "II. MỤC TIÊU\n- Trồng mới 500 ha đước.\n- Thu ngân sách 12.500 tỷ đồng.\n- Thành lập mới 05 hợp tác xã.\n"
    assert [a.name for a in read(PLAN + asked).goals] == ["Trồng mới đước", "Thu ngân sách", "Thành lập mới hợp tác xã"]


RULES = """ỦY BAN NHÂN DÂN
TỈNH CÀ MAU

Số: {number}
Cà Mau, ngày 4 tháng 5 năm 2026

QUYẾT ĐỊNH
Về việc trông coi bến thuyền

Điều 2. {heading}
1. Bến loại một có ít nhất 12 cọc neo.
2. Bến loại hai: 100% thuyền có áo phao.
"""


@pytest.mark.parametrize(
    ("number", "heading", "count"),
    [
        ("7/QĐ-UBND", "Mục tiêu", 2),
        ("7/QĐ-UBND", "Chỉ tiêu", 2),
        ("7/QĐ-UBND", "Tiêu chí xếp loại bến", 0),
        ("7/QĐ-UBND", "Các điều kiện đối với bến", 0),
        ("7/2026/QĐ-UBND", "Mục tiêu", 2),
        ("7/2026/QĐ-UBND", "Chỉ tiêu phấn đấu đến năm 2030", 2),
        ("7/2026/QĐ-UBND", "Chỉ tiêu", 0),
        ("7/2026/QĐ-UBND", "Nội dung", 0),
    ],
)
def test_what_is_asked_or_judged_by_is_no_goal(number: str, heading: str, count: int) -> None:
    assert len(read(RULES.format(number=number, heading=heading)).goals) == count


def test_figures_by_which_a_rule_judges_are_no_goals_in_tables_either() -> None:
    table = "TT\tChỉ tiêu\tĐơn vị\tNăm 2027\n1\tSố cọc neo\tcọc\t> 15\n2\tSố thuyền\tthuyền\t> 40\n"
    texts = [
        RULES.format(number=number, heading=heading)
        for number in ("7/QĐ-UBND", "7/2026/QĐ-UBND")
        for heading in ("Bảng chấm bến", "Mục tiêu")
    ]
    assert [len(read(f"{text}\n{table}").goals) for text in texts] == [2, 4, 0, 4]
