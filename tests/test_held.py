"""Columns whose headings no list holds: their cells tell what they are, in every form of a dump."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Source
from graph.structure import parse

TOP = "UBND TỈNH CÀ MAU\nSố: 77/KH-UBND\nCà Mau, ngày 05 tháng 02 năm 2026\n\nKẾ HOẠCH\nGiữ rừng năm 2026\n\nCăn cứ Luật Giá;\n\n"
ROWS = [
    ("1", "Đo bãi bồi", "Sở Y tế", "Sở Tài chính; các xã", "Quý I/2026"),
    ("2", "Trồng đước ven sông", "Sở Nông nghiệp và Môi trường", "UBND các xã, phường", "Quý II/2026"),
    ("3", "Mở lớp dạy bơi", "Sở Giáo dục và Đào tạo", "Các sở, ban, ngành", "Tháng 6"),
    ("4", "In sổ tay", "Công an tỉnh", "Sở Tư pháp", "Thường xuyên"),
]
KNOWN = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
LEADS = ["Phân công", "Đầu mối", "Sở, ngành", "Đơn vị làm", "Người làm", "CQCT", "Chủ đầu tư", "Bên thực hiện"]
PARTNERS = ["Cùng làm", "Hỗ trợ", "Tham gia", "CQPH", "Cơ quan liên quan", "Các bên liên quan"]
TIMES = ["Hạn", "Đến hạn", "Xong trước", "TGHT", "Quý", "Mốc", "Tháng thực hiện"]
CASES = [(column, heading) for column, headings in ((2, LEADS), (3, PARTNERS), (4, TIMES)) for heading in headings]


def dumped(form: str, headings: tuple[str, ...]) -> str:
    between = {"tabs": "\t", "pipes": " | ", "lines": "\n"}[form]
    lines = [between.join(row) for row in (headings, *ROWS)]
    return TOP + "\n".join(f"| {line} |" if form == "pipes" else line for line in lines) + "\n"


@pytest.mark.parametrize("form", ["tabs", "pipes", "lines"])
@pytest.mark.parametrize(("column", "heading"), CASES, ids=[f"{column}: {heading}" for column, heading in CASES])
def test_a_heading_that_nobody_has_seen_costs_nothing(form: str, column: int, heading: str) -> None:
    headings = (*KNOWN[:column], heading, *KNOWN[column + 1 :])
    known = extract(parse(Source("a.txt", dumped(form, KNOWN)))).tasks
    tasks = extract(parse(Source("a.txt", dumped(form, headings)))).tasks
    told = [
        [(t.text, t.leads and t.leads[0].name, len(t.coordinators), t.deadline and t.deadline.raw) for t in each]
        for each in (known, tasks)
    ]
    assert told[0] == told[1]
    assert len(told[1]) == len(ROWS)
    assert all(all(task) for task in told[1][:2])


def test_the_headings_are_all_there() -> None:
    assert len(CASES) == len(set(CASES)) == 21


def test_who_issues_a_document_does_not_lead_its_row() -> None:
    headings = ("STT", "Nhiệm vụ", "Cơ quan ban hành", "Sản phẩm", "Thời gian")
    assert not extract(parse(Source("a.txt", dumped("tabs", headings)))).tasks


def test_a_time_without_its_year_is_that_of_a_plan_for_one_year() -> None:
    due = [str(t.deadline.due) for t in extract(parse(Source("a.txt", dumped("tabs", KNOWN)))).tasks[:3] if t.deadline]
    assert due == ["2026-03-31", "2026-06-30", "2026-06-30"]
    of_years = dumped("tabs", KNOWN).replace("Giữ rừng năm 2026", "Giữ rừng giai đoạn 2026 - 2030")
    june = extract(parse(Source("a.txt", of_years))).tasks[2].deadline
    assert june is not None
    assert june.due is None
    assert june.raw == "Tháng 6"
