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
