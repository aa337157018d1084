"""When work is done that says nothing of it itself: as the line above it says, in whatever form."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Source
from graph.structure import parse

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\n\nSố: 31/KH-UBND\nCà Mau, ngày 04 tháng 5 năm 2026\n\nKẾ HOẠCH\nGiữ nghề dệt chiếu năm 2026\n\n"
Time = tuple[str | None, str | None, str | None]


def times(text: str) -> list[Time | None]:
    """Start, last day and rate of each task of a plan's part, in their order."""
    found = extract(parse(Source("a.txt", f"{HEAD}III. TỔ CHỨC THỰC HIỆN\n{text}"))).tasks
    return [
        (str(d.start) if d.start else None, str(d.due) if d.due else None, d.recurrence)
        if (d := task.deadline)
        else None
        for task in found
    ]


@pytest.mark.parametrize(
    ("heading", "start", "due"),
    [
        ("Nhiệm vụ trong quý III/2026", None, "2026-09-30"),
        ("Các công việc cần hoàn thành trong năm 2026:", None, "2026-12-31"),
        ("Giai đoạn 1 (2026 - 2027):", "2026-01-01", "2027-12-31"),
        ("Giai đoạn 2 (từ năm 2028 đến năm 2030)", "2028-01-01", "2030-12-31"),
        ("Trong tháng 10 năm 2026:", None, "2026-10-31"),
        ("Từ nay đến hết năm 2026:", None, "2026-12-31"),
    ],
)
def test_a_heading_that_is_a_time_is_that_of_all_below_it_and_of_nothing_behind(
    heading: str, start: str, due: str
) -> None:
    text = f"1. {heading}\n- Sở Y tế chủ trì khám mắt cho thợ dệt già.\n- Giao Sở Nội vụ xét tặng danh hiệu.\n2. Sở Công Thương mở chợ chiếu.\n"
    assert times(text) == [(start, due, None), (start, due, None), None]


@pytest.mark.parametrize("heading", ["Kết quả trong năm 2026", "Sở Y tế", "Nhiệm vụ cụ thể"])
def test_another_heading_gives_no_time(heading: str) -> None:
    assert not any(times(f"1. {heading}\n- Sở Y tế chủ trì khám mắt cho thợ dệt già.\n"))


def test_a_day_of_its_own_comes_before_that_of_the_heading_and_a_standing_duty_before_a_habit() -> None:
    text = "1. {}\n- Sở Y tế chủ trì khám mắt thợ dệt, xong trước ngày 15/8/2026.\n- Sở Nội vụ chủ trì, hằng năm xét tặng danh hiệu.\n"
    assert times(text.format("Nhiệm vụ trong quý III/2026")) == [(None, "2026-08-15", None), (None, None, "Annual")]
    assert times(text.format("Nhiệm vụ thường xuyên")) == [(None, "2026-08-15", None), (None, None, "Ongoing")]


@pytest.mark.parametrize(
    "heading",
    [
        "Sở Y tế (thời gian thực hiện: Quý III/2026)",
        "Sở Y tế (trong quý III/2026):",
        "Sở Y tế chủ trì, hoàn thành trước ngày 30/9/2026 các việc sau:",
    ],
)
def test_a_time_behind_a_body_is_that_of_all_its_duties(heading: str) -> None:
    text = f"1. {heading}\na) Khám mắt cho thợ dệt ở các làng nghề.\nb) Phát thuốc nhỏ mắt cho thợ dệt già.\n"
    assert times(text) == [(None, "2026-09-30", None)] * 2


def test_a_marked_label_below_a_duty_says_when_it_is_done() -> None:
    text = "1. Sở Y tế\na) Khám mắt cho thợ dệt già ở các làng.\n- Thời gian: Thường xuyên.\nb) Phát thuốc nhỏ mắt cho thợ dệt.\n"
    assert times(text) == [(None, None, "Ongoing"), None]


def test_a_label_before_the_items_is_that_of_all_of_them() -> None:
    text = "1. Sở Y tế\n\nThời gian thực hiện: Quý III/2026.\n\n{}Khám mắt cho thợ dệt già.\n\n{}Phát thuốc nhỏ mắt cho thợ dệt.\n"
    assert times(text.format("- ", "- ")) == [(None, "2026-09-30", None)] * 2


@pytest.mark.parametrize(
    "line",
    [
        "Thời điểm hoàn thành: Quý III/2026.",
        "Dự kiến thời gian hoàn thành: Quý III/2026",
        "Thời gian, tiến độ thực hiện: trước ngày 30/9/2026.",
        "Thời hạn gửi Sở Nội vụ: 30/9/2026.",
        "Lộ trình thực hiện: xong trong quý III/2026.",
        "Thời gian kết thúc: Quý III/2026.",
        "Hoàn thành trước ngày 30/9/2026.",
        "Xong trong quý III/2026;",
    ],
)
def test_a_line_that_tells_a_time_is_that_of_the_item_whatever_its_label(line: str) -> None:
    text = f"1. Khám mắt cho thợ dệt già ở các làng\n- Bộ phận thực hiện: Sở Y tế.\n- {line}\n2. Sở Nội vụ chủ trì xét tặng danh hiệu.\n"
    assert times(text) == [(None, "2026-09-30", None), None]


@pytest.mark.parametrize(
    "line", ["Thời gian khám: 30 phút.", "Thời gian: chưa rõ.", "Thời hạn gửi sổ: Sở Nội vụ báo cáo năm 2026."]
)
def test_a_line_whose_value_says_no_day_is_no_time(line: str) -> None:
    first, *_ = times(f"1. Khám mắt cho thợ dệt già ở các làng\n- Cơ quan chủ trì: Sở Y tế.\n- {line}\n") or [None]
    assert not first or not any(first)


def test_marked_labels_behind_the_last_of_several_items_say_of_all_who_and_when() -> None:
    text = "1. Mắt thợ dệt\na) Khám mắt cho thợ dệt già.\nb) Phát thuốc nhỏ mắt cho thợ dệt.\n- Cơ quan chủ trì: Sở Y tế.\n- Thời gian: Quý III/2026.\n"
    assert times(text) == [(None, "2026-09-30", None)] * 2
    own = text.replace("a) Khám", "a) Sở Nội vụ chủ trì, phối hợp với Sở Y tế khám")
    assert times(own) == [None, (None, "2026-09-30", None)]


def tabled(headings: str, *rows: str, above: str = "Nhiệm vụ") -> list[Time | None]:
    """The times of a table's rows below a heading; cells are parted by bars."""
    names = "STT|Nhiệm vụ|Cơ quan chủ trì|" + headings
    return times(f"1. {above}\n\n" + "\n".join(line.replace("|", "\t") for line in (names, *rows)) + "\n")


def test_a_row_without_a_cell_of_times_is_timed_by_its_words_and_by_those_of_its_remark() -> None:
    assert tabled(
        "Ghi chú",
        "1|Mở chợ chiếu, hoàn thành trong quý II/2026|Sở Y tế|",
        "2|Hằng năm mở chợ chiếu ở bến|Sở Y tế|Đã có tiền",
        "3|Mở chợ cói ở bến|Sở Y tế|Hoàn thành trước ngày 30/9/2026",
        "4|Mở chợ cói ở làng|Sở Y tế|Đã có tiền",
    ) == [(None, "2026-06-30", None), (None, None, "Annual"), (None, "2026-09-30", None), None]


def test_a_section_row_that_is_a_time_is_that_of_its_rows_and_gives_the_year_of_theirs() -> None:
    rows = (
        "A|Năm 2026||",
        "1|Mở chợ chiếu ở bến|Sở Y tế|{}",
        "B|Nhiệm vụ trong năm 2027||",
        "2|Mở chợ cói ở bến|Sở Y tế|{}",
    )
    plain = [row.format("Sở Nội vụ") for row in rows]
    assert tabled("Cơ quan phối hợp", *plain) == [(None, "2026-12-31", None), (None, "2027-12-31", None)]
    timed = [row.format("Quý II") for row in rows]
    assert tabled("Thời gian", *timed) == [(None, "2026-06-30", None), (None, "2027-06-30", None)]


def test_the_heading_of_the_times_gives_their_year() -> None:
    rows = ("1|Mở chợ chiếu ở bến|Sở Y tế|Quý II", "2|Mở chợ cói ở bến|Sở Nội vụ|Tháng 9 - 10")
    assert tabled("Thời gian thực hiện (năm 2027)", *rows) == [
        (None, "2027-06-30", None),
        ("2027-09-01", "2027-10-31", None),
    ]


def test_marks_below_periods_say_when() -> None:
    rows = ("1|Mở chợ chiếu ở bến|Sở Y tế|x||", "2|Mở chợ cói ở bến|Sở Nội vụ||x|x", "3|Mở chợ cá ở bến|Sở Nội vụ|||")
    expected = [(None, "2026-12-31", None), ("2027-01-01", "2028-12-31", None), None]
    assert tabled("Năm 2026|Năm 2027|Năm 2028", *rows) == expected


def test_a_heading_above_a_table_that_is_a_time_is_that_of_its_rows() -> None:
    rows = ("1|Mở chợ chiếu ở bến|Sở Y tế|Sở Nội vụ", "2|Mở chợ cói ở bến, xong trong quý I/2027|Sở Nội vụ|Sở Y tế")
    expected = [(None, "2026-12-31", None), (None, "2027-03-31", None)]
    assert tabled("Cơ quan phối hợp", *rows, above="Nhiệm vụ hoàn thành trong năm 2026") == expected


def test_a_time_printed_once_for_several_rows_is_that_of_all_where_each_section_begins_with_one() -> None:
    rows = [
        "1|Mở chợ chiếu ở bến|Sở Y tế|Quý II/2026",
        "2|Mở chợ cói ở bến|Sở Nội vụ|",
        "3|Mở chợ cá|Sở Nội vụ|Hằng năm",
    ]
    shared = (None, "2026-06-30", None)
    assert tabled("Thời gian", *rows) == [shared, shared, (None, None, "Annual")]
    assert tabled("Thời gian", "1|Mở chợ chiếu ở bến|Sở Y tế|", *rows[1:]) == [None, None, (None, None, "Annual")]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("Đến ngày 31/12/2026", (None, "2026-12-31", None)),
        ("Chậm nhất ngày 15/9/2026", (None, "2026-09-15", None)),
        ("Kể từ ngày 01/9/2026", ("2026-09-01", None, None)),
        ("Cuối mùa khô năm 2026", None),
        ("Đến nay", "no task"),
    ],
)
def test_a_time_in_front_of_who_is_charged_hides_nobody(front: str, expected: Time | str | None) -> None:
    found = times(f"1. {front}, Sở Y tế hoàn thành việc khám mắt cho thợ dệt.\n")
    assert found == ([] if expected == "no task" else [expected])
