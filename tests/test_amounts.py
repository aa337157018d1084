"""Tables of goals dumped as bare lines: the same table in several prints gives the same goals."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Source
from graph.structure import parse

HEAD = "UBND TỈNH SƠN LA\nSố: 5/KH-UBND\nSơn La, ngày 2 tháng 6 năm 2026\nKẾ HOẠCH\nTrồng cói ven sông\n\nI. MỤC TIÊU\nCác chỉ tiêu chủ yếu:\n"
TAIL = "\nII. GIẢI PHÁP\n1. Mở lớp đan cho các thôn ven sông.\n2. Dựng chợ cói bên bến.\n"
PLAIN = [("Hộ trồng cói ven sông", "hộ", 2026, 60), ("Hộ trồng cói ven sông", "hộ", 2027, 80),
         ("Đê cao hơn lũ", "km", 2026, 2.5), ("Đê cao hơn lũ", "km", 2027, 3)]  # fmt: skip
FORMS = {
    "a cell a line": "TT;Chỉ tiêu;Đơn vị tính;Năm 2026;Năm 2027;1;Hộ trồng cói ven sông;Hộ;60;80;2;Đê cao hơn lũ;Km;2,5;3",
    "names on two lines": "STT;Chỉ tiêu;ĐVT;Năm 2026;Năm 2027;1;Hộ trồng cói;ven sông;Hộ;60;80;2;Đê cao;hơn lũ;Km;2,5;3",
    "a heading on two lines": "TT;Tên chỉ;tiêu;Đơn vị;tính;Năm 2026;Năm 2027;1;Hộ trồng cói ven sông;Hộ;60;80;2;Đê cao hơn lũ;Km;2,5;3",
    "a heading over the years": "TT;Chỉ tiêu;Đơn vị tính;Kế hoạch;Năm 2026;Năm 2027;1;Hộ trồng cói ven sông;Hộ;60;80;2;Đê cao hơn lũ;Km;2,5;3",
    "what was reached": "TT;Chỉ tiêu;ĐVT;Thực hiện năm 2025;Năm 2026;Năm 2027;1;Hộ trồng cói ven sông;Hộ;51;60;80;2;Đê cao hơn lũ;Km;2;2,5;3",
    "numbers with the names": "TT;Chỉ tiêu;Đơn vị tính;Năm 2026;Năm 2027;1. Hộ trồng cói ven sông;Hộ;60;80;2. Đê cao hơn lũ;Km;2,5;3",
    "a section": "TT;Chỉ tiêu;Đơn vị tính;Năm 2026;Năm 2027;I;Về nghề cói;1;Hộ trồng cói ven sông;Hộ;60;80;II;Về đê;1;Đê cao hơn lũ;Km;2,5;3",
    "a page between rows": "TT;Chỉ tiêu;ĐVT;Năm 2026;Năm 2027;1;Hộ trồng cói ven sông;Hộ;60;80;2;;TT;Chỉ tiêu;ĐVT;Năm 2026;Năm 2027;2;Đê cao hơn lũ;Km;2,5;3",
    "blank lines between": "TT;;Chỉ tiêu;;Đơn vị tính;;Năm 2026;;Năm 2027;;1;;Hộ trồng cói ven sông;;Hộ;;60;;80;;2;;Đê cao hơn lũ;;Km;;2,5;;3",
}  # fmt: skip


def goals(table: str) -> list[tuple[str, str, int | None, float]]:
    found = extract(parse(Source("plan.txt", HEAD + table.replace(";", "\n") + TAIL))).goals
    return [(goal.name, goal.unit or "", goal.year, float(goal.value or 0)) for goal in found]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_table_in_another_print_gives_the_same_goals(form: str) -> None:
    assert goals(FORMS[form]) == PLAIN


def test_all_forms_are_tried() -> None:
    assert len(FORMS) == 9


def test_what_stands_behind_the_table_is_no_row_of_it() -> None:
    document = parse(Source("plan.txt", HEAD + FORMS["a cell a line"].replace(";", "\n") + TAIL))
    (table,) = document.tables
    assert table.span.of(document.source.text).endswith("2,5\n3")
    assert [block.text for block in document.root.children if block.numbering == "roman"] == ["MỤC TIÊU", "GIẢI PHÁP"]


def test_a_cell_left_empty_costs_only_itself() -> None:
    table = "TT;Chỉ tiêu;Đơn vị tính;Năm 2026;Năm 2027;1;Hộ trồng cói ven sông;Hộ;60;80;2;Đê cao hơn lũ;Km;3"
    assert goals(table)[:2] == PLAIN[:2]
    assert len(goals(table)) == 3


def test_ranges_and_signs_are_figures() -> None:
    table = "TT;Chỉ tiêu;Đơn vị tính;Năm 2026;Năm 2027;1;Hộ trồng cói;%;≥ 60;80 - 85;2;Đê cao hơn lũ;%;Trên 2,5;3"
    assert [value for *_, value in goals(table)] == [60, 80, 2.5, 3]


def test_a_list_of_names_with_numbers_is_no_table_of_goals() -> None:
    assert goals("TT;Chỉ tiêu;Ghi chú;1;Hộ trồng cói;giữ nguyên;2;Đê cao hơn lũ;đắp thêm") == []


LAID_OUT = """ TT   Chỉ tiêu                        Đơn vị tính   Năm 2026   Năm 2027
 1    Hộ trồng cói ven sông           Hộ            60         80
 2    Đê cao                          Km            2,5        3
      hơn lũ
"""
PIPES = "TT | Chỉ tiêu | Đơn vị tính | Năm 2026 | Năm 2027\n1 | Hộ trồng cói ven sông | hộ | 60 | 80\n2 | Đê cao hơn lũ | km | 2,5 | 3"


@pytest.mark.parametrize("table", [LAID_OUT, PIPES], ids=["columns of blanks", "pipes between cells alone"])
def test_no_mark_is_needed_at_the_ends_of_a_line(table: str) -> None:
    found = extract(parse(Source("plan.txt", f"{HEAD}\n{table}{TAIL}"))).goals
    assert [(goal.name, goal.unit or "", goal.year, float(goal.value or 0)) for goal in found] == PLAIN


def test_a_unit_that_no_list_holds_is_read_from_the_cell_or_the_name_with_less_confidence() -> None:
    table = "STT\tChỉ tiêu\tNăm 2026\n1\tSố bó cói phơi\t120 bó\n2\tBến có mái che (bến)\t15\n"
    found = extract(parse(Source("plan.txt", HEAD + table + TAIL))).goals
    assert [(goal.name, goal.value, goal.unit, goal.confidence) for goal in found] == [
        ("Số bó cói phơi", 120, "bó", 0.6),
        ("Bến có mái che", 15, "bến", 1.0),
    ]


def test_work_between_pipes_alone_is_work() -> None:
    table = "TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn\n1 | Lập sổ hộ trồng cói | Sở Y tế | Quý I/2026\n2 | Đo mặn | Sở Xây dựng | Năm 2027"
    found = extract(parse(Source("plan.txt", HEAD + table + TAIL))).tasks
    assert [(task.text, task.leads[0].name) for task in found] == [
        ("Lập sổ hộ trồng cói", "Sở Y tế tỉnh Sơn La"),
        ("Đo mặn", "Sở Xây dựng tỉnh Sơn La"),
    ]


YEARS = {
    "Tỷ lệ số hóa: năm 2026 đạt 70%, năm 2027 đạt 80%.": [("Tỷ lệ số hóa", 70, 2026), ("Tỷ lệ số hóa", 80, 2027)],
    "Số trạm đo mặn: 15 trạm (2026), 25 trạm (năm 2028).": [("Số trạm đo mặn", 15, 2026), ("Số trạm đo mặn", 25, 2028)],
    "Sản lượng cói: 280 tấn (năm 2026), 350 tấn (năm 2030).": [("Sản lượng cói", 280, 2026), ("Sản lượng cói", 350, 2030)],
    "Trong năm 2027 giảm 30% số vụ cháy so với năm 2025.": [("giảm số vụ cháy so với năm 2025", 30, 2027)],
    "Đến năm 2030, sản lượng cói đạt 300 tấn, gấp 2 lần năm 2025.": [("sản lượng cói", 300, 2030), ("sản lượng cói gấp", 2, 2030)],
}  # fmt: skip


@pytest.mark.parametrize("words", YEARS)
def test_each_figure_of_a_sentence_has_its_own_year(words: str) -> None:
    found = extract(parse(Source("plan.txt", f"{HEAD}- {words}\n"))).goals
    assert [(goal.name, goal.value, goal.year) for goal in found] == YEARS[words]
    assert len(YEARS) == 5


def test_what_may_not_be_more_is_a_bound_from_above() -> None:
    (goal,) = extract(parse(Source("plan.txt", f"{HEAD}- Không để quá 5% hồ sơ trễ hạn.\n"))).goals
    assert (goal.comparator, goal.value, goal.name) == ("<=", 5, "Tỷ lệ hồ sơ trễ hạn")
