"""Tables that were laid out with blanks: columns side by side, rows known by a number in the middle of their cells."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Document, Source, Table
from graph.structure import parse

HEAD = [
    "KẾ HOẠCH",
    "Giữ chợ nổi trên địa bàn tỉnh Lào Cai",
    "",
    "PHỤ LỤC 1",
    "",
]

ROWS = {
    "1": ("Đóng lại mười hai bến thuyền ở chợ nổi và sơn lại các cọc neo", "Sở Xây dựng", "Quý I/2027"),
    "2": ("Mở lớp dạy chèo thuyền cho trẻ em các xã ven sông", "Sở Nội vụ", "2027 - 2028"),
    "3": ("Ghi sổ thuyền buôn vào bến theo từng con nước", "Ban Chợ nổi Sông Chảy", "Hằng năm"),
}


def laid_out(*, left: int = 6, work: int = 30, gap: int = 2, middle: bool = True, cut: int | None = None) -> str:
    """The three rows with the number in the middle of its row or on its first line; page 2 begins behind line `cut` of row 2."""
    lines = [
        " " * (left + work + gap) + "Cơ quan",
        "TT".ljust(left) + "Việc cần làm, nhiệm vụ".ljust(work + gap) + "  chủ trì".ljust(14) + "Thời hạn",
    ]
    lines = [lines[1]] if not middle else [lines[0], lines[1], " " * (left + work + gap) + "(*)"]
    page = list(lines)
    for number, (task, lead, time) in ROWS.items():
        columns = [_wrapped(task, work), _wrapped(lead, 12), _wrapped(time, 11)]
        height = max(map(len, columns))
        columns = [[*[""] * ((height - len(c)) // 2), *c] if middle else c for c in columns]
        for n in range(height):
            mark = number if n == ((height - 1) // 2 if middle else 0) else ""
            cells = [column[n] if n < len(column) else "" for column in columns]
            page.append((mark.ljust(left) + cells[0].ljust(work + gap) + cells[1].ljust(12 + gap) + cells[2]).rstrip())
            if number == "2" and n == cut:
                page += ["", " " * 40 + "2", "", *lines]
        page.append("")
    return "\n".join([*HEAD, *page])


def _wrapped(words: str, width: int) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def table(text: str) -> tuple[Document, Table]:
    """The document and its one table of tasks."""
    document = parse(Source("a.txt", text))
    (found,) = (t for t in document.tables if t.of == "tasks")
    return document, found


def cells(document: Document, found: Table, role: str) -> list[str]:
    return [" ".join(span.of(document.source.text) for span in row.cells.get(role, ())) for row in found.rows]


FORMS = {
    "number in the middle": laid_out(),
    "number at the top": laid_out(middle=False),
    "one blank where a column is full": laid_out(gap=1),
    "narrow": laid_out(left=3, work=24),
    "a row cut by a page": laid_out(work=24, cut=0),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_columns_of_blanks_gives_its_rows(form: str) -> None:
    document, found = table(FORMS[form])
    assert cells(document, found, "ordinal") == list(ROWS)
    assert cells(document, found, "task") == [task for task, _, _ in ROWS.values()]
    assert cells(document, found, "lead") == [lead for _, lead, _ in ROWS.values()]
    assert cells(document, found, "time") == [time for _, _, time in ROWS.values()]
    assert found.unplaced == ()


def test_its_rows_are_tasks_with_the_exact_words_of_each_line() -> None:
    assert len(FORMS) == 5
    text = laid_out()
    tasks = extract(parse(Source("a.txt", text))).tasks
    assert [t.ordinal for t in tasks] == list(ROWS)
    assert [str(a.name) for t in tasks for a in t.leads] == [
        "Sở Xây dựng tỉnh Lào Cai", "Sở Nội vụ tỉnh Lào Cai", "Ban Chợ nổi Sông Chảy",
    ]  # fmt: skip
    assert " ".join(span.of(text) for span in tasks[0].spans) == ROWS["1"][0]


def test_a_section_row_over_all_columns_heads_the_rows_below_it() -> None:
    lines = laid_out().split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(("2 ", "      Mở lớp")))
    lines[at:at] = ["II    Dạy chèo thuyền và ghi sổ thuyền buôn vào các bến ở mười hai xã ven sông", ""]
    document, found = table("\n".join(lines))
    assert [row.sections for row in found.rows] == [
        (), *[("II Dạy chèo thuyền và ghi sổ thuyền buôn vào các bến ở mười hai xã ven sông",)] * 2,
    ]  # fmt: skip
    assert cells(document, found, "lead") == [lead for _, lead, _ in ROWS.values()]


def test_a_table_of_goals_with_who_leads_gives_goals_and_no_tasks() -> None:
    text = "\n".join(
        [
            *HEAD[:-2], "CHỈ TIÊU ĐẾN NĂM 2030", "",
            "TT    Nội dung                      Mục tiêu   Cơ quan chủ trì", "",
            "1     Tỷ lệ bến có đèn              100%       Sở Xây dựng",
            "2     Tỷ lệ thuyền có áo phao       95%        Sở Nội vụ",
            "3     Tỷ lệ bến có cọc neo          80%        Sở Xây dựng", "",
        ]
    )  # fmt: skip
    findings = extract(parse(Source("a.txt", text)))
    assert findings.tasks == ()
    assert [(a.name, str(a.value), a.unit, a.year) for a in findings.goals] == [
        ("Tỷ lệ bến có đèn", "100", "%", 2030),
        ("Tỷ lệ thuyền có áo phao", "95", "%", 2030),
        ("Tỷ lệ bến có cọc neo", "80", "%", 2030),
    ]


def test_a_page_with_a_single_word_of_a_table_does_not_lose_the_document() -> None:
    document, found = table(f"{laid_out()}\n{' ' * 40}2\n\n4     Vớt\n")
    assert cells(document, found, "task")[:3] == [task for task, _, _ in ROWS.values()]
    assert ["Vớt"] in [[span.of(document.source.text) for span in cell.spans] for cell in found.grid.cells]


def test_prose_with_wide_gaps_is_no_table() -> None:
    text = "\n".join(
        [*HEAD[:3], "Nơi gửi:                       Nơi nhận:", "- Sở Y tế                      - Sở Nội vụ", ""]
    )
    assert [t for t in parse(Source("a.txt", text)).tables if t.of == "tasks"] == []


BESIDE_NUMBERS = """III. VIỆC THEO TUẦN

   TT    Phần phải xong              Chủ trì                 Phối hợp             Thời hạn
   1     Vá nắp hố ga trên các phố   Sở Xây dựng             UBND các phường      Tháng 6/2027
         chính
   2     Cắt cành cây chắn miệng     Công ty Công viên       Sở Nội vụ            Tháng 5/2027
         cống                        Cây xanh Lào Cai
   3     Trực ban đêm khi mưa trên   Công an tỉnh            Các đoàn thể         Thường xuyên
         50 mm

      Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện Kế hoạch này, định kỳ
báo cáo Chủ tịch Ủy ban nhân dân tỉnh.
"""


def test_a_heading_never_seen_stands_over_the_work_and_the_text_behind_is_no_row() -> None:
    document = parse(Source("plan.txt", "\n".join([*HEAD, BESIDE_NUMBERS])))
    found = [(task.text, [a.name for a in task.leads]) for task in extract(document).tasks]
    assert found == [
        ("Vá nắp hố ga trên các phố chính", ["Sở Xây dựng tỉnh Lào Cai"]),
        ("Cắt cành cây chắn miệng cống", ["Công ty Công viên Cây xanh Lào Cai"]),
        ("Trực ban đêm khi mưa trên 50 mm", ["Công an tỉnh Lào Cai"]),
        (
            "Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện Kế hoạch này, định kỳ báo cáo Chủ tịch Ủy ban nhân dân tỉnh.",
            ["Văn phòng Ủy ban nhân dân tỉnh Lào Cai"],
        ),
    ]
