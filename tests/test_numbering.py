"""The marks of parts, items and rows, in each printed form and beside what only looks like one."""

from __future__ import annotations

import pytest

from graph.language import numbering

LINES = [
    ("1. Phạm vi", True), ("1.Phạm vi", True), ("3) Phạm vi", True), ("(4)- Phạm vi", True), ("2.1 Phạm vi", True), ("2.1. Phạm vi", True),
    ("1- Phạm vi", True), ("a) Phạm vi", True), ("đ) Phạm vi", True), ("II. Phạm vi", True), ("XIV- Phạm vi", True), ("- Phạm vi", True),
    ("•Phạm vi", True), ("+ Phạm vi", True), ("Điều 5. Phạm vi", True), ("ĐIỀU 5", True), ("Chương II", True), ("Mục 1", True), ("Phần thứ hai", True),
    ("Phạm vi", False), ("01/4/2026 của tỉnh", False), ("II/2026", False), ("18-NQ/TW ngày", False), ("-5 độ", False), ("30 xã", False),
    ("Điều kiện", False), ("Mục tiêu", False), ("Phần lớn", False), ("d Phạm vi", False), ("", False),
]  # fmt: skip
PARAGRAPHS = [
    ("Phần thứ hai Đào kênh", "part", "Phần thứ hai", "Đào kênh"), ("PHẦN THỨ HAI: ĐÀO KÊNH", "part", "PHẦN THỨ HAI", "ĐÀO KÊNH"),
    ("Chương IV. Đào kênh", "part", "Chương IV", "Đào kênh"), ("Điều 4a. Đào kênh", "article", "Điều 4a", "Đào kênh"),
    ("“Điều 2. Đào kênh", "article", "Điều 2", "Đào kênh"), ("IX. ĐÀO KÊNH", "roman", "IX", "ĐÀO KÊNH"), ("II/ Đào kênh", "roman", "II", "Đào kênh"),
    ("7. Đào kênh", "figure", "7", "Đào kênh"), ("(7) Đào kênh", "figure", "7", "Đào kênh"), ("3.10.2. Đào kênh", "decimal", "3.10.2", "Đào kênh"),
    ("đ) Đào kênh", "letter", "đ", "Đào kênh"), ("– Đào kênh", "dash", "–", "Đào kênh"), ("•Đào kênh", "dash", "•", "Đào kênh"), ("+ Đào kênh", "plus", "+", "Đào kênh"),
]  # fmt: skip
NONE = [
    "Đào kênh",
    "V/v đào kênh",
    "-",
    "+",
    "-5 m",
    "Điều kiện",
    "Phần lớn",
    "Chương trình",
    "2026",
    "d. Đào kênh",
    "",
]
ROWS = [
    ("1", 2),
    ("12.", 2),
    ("3.1", 3),
    ("3.1.4)", 4),
    ("II", 1),
    ("XC.", 1),
    ("A", 0),
    ("B.", 0),
    ("Đ", 0),
    ("I", 1),
    ("V", 1),
    ("a)", 9),
    ("đ", 9),
]
NO_ROWS = ["", "Sở", "2026/QĐ", "1234", "A1", "-", "1.2 m", "II/2026", "aa)"]


@pytest.mark.parametrize(("line", "so"), LINES)
def test_a_line_begins_with_a_mark_or_goes_on(line: str, *, so: bool) -> None:
    assert numbering.begins_line(line) == so


@pytest.mark.parametrize(("text", "kind", "printed", "words"), PARAGRAPHS)
def test_a_paragraph_has_its_mark_and_the_words_behind_it(text: str, kind: str, printed: str, words: str) -> None:
    mark = numbering.of_paragraph(text)
    assert mark
    assert (mark.numbering, mark.printed, text[mark.end :]) == (kind, printed, words)


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert numbering.of_paragraph(text) is None


@pytest.mark.parametrize(("number", "level"), ROWS)
def test_the_number_of_a_row_has_a_level(number: str, level: int) -> None:
    assert numbering.is_of_row(number)
    assert numbering.level(number) == level
    assert numbering.is_roman(number) == (level == 1)
    assert bool(numbering.figures(number)) == (1 < level < 9)
    assert numbering.heads_section(numbering.bare(number)) == (level < 2)


@pytest.mark.parametrize("cell", NO_ROWS)
def test_other_cells_are_no_number_of_a_row(cell: str) -> None:
    assert not numbering.is_of_row(cell)
    assert numbering.figures(cell) == ()


@pytest.mark.parametrize("mark", ["1.", "a)", "-", "II.", "2.1", "Điều 5."])
def test_a_mark_alone_on_its_line(mark: str) -> None:
    assert numbering.is_alone(mark)
    assert not numbering.is_alone(f"{mark} Đào kênh")


def test_all_forms_are_tried() -> None:
    assert (len(LINES), len(PARAGRAPHS), len(NONE), len(ROWS), len(NO_ROWS)) == (30, 14, 11, 13, 9)
