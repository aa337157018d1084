"""Where a time stands that is said of several pieces of work: behind a list, in a row between others, in a caption, in a heading; in many
wordings each. Every list of variants is counted, so that none is lost."""

from __future__ import annotations

from itertools import product

import pytest

from graph.extract import extract
from graph.language import when
from graph.model import Findings, Source
from graph.structure import parse

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\n\nSố: 31/KH-UBND\nCà Mau, ngày 04 tháng 5 năm 2026\n\nKẾ HOẠCH\nGiữ nghề dệt chiếu\n\n"
Time = tuple[str | None, str | None, str | None]
ENDS: list[tuple[str, Time]] = [
    ("trước ngày 30 tháng 9 năm 2026", (None, "2026-09-30", None)),
    ("trong quý III/2026", (None, "2026-09-30", None)),
    ("chậm nhất ngày 30/9/2026", (None, "2026-09-30", None)),
    ("đến hết năm 2027", (None, "2027-12-31", None)),
    ("trong giai đoạn 2026 - 2028", ("2026-01-01", "2028-12-31", None)),
    ("từ tháng 6 đến tháng 9/2026", ("2026-06-01", "2026-09-30", None)),
]
"""Times as they end a line, with what they mean: first day, last day, rate."""


def found(body: str, title: str = "") -> Findings:
    """What is found in a plan with this body."""
    return extract(parse(Source("a.txt", HEAD.replace("chiếu\n", f"chiếu{title}\n") + body)))


def timed(body: str, title: str = "") -> list[Time | None]:
    """First day, last day and rate of each task of a plan, in their order."""
    return [
        (str(d.start) if d.start else None, str(d.due) if d.due else None, d.recurrence) if (d := t.deadline) else None
        for t in found(body, title).tasks
    ]


def led(body: str) -> list[list[str]]:
    """Who leads each task of a plan, without its province."""
    return [[a.name.removesuffix(" tỉnh Cà Mau") for a in t.leads] for t in found(body).tasks]


CLOSED = [
    (before + end, marks, gap, time)
    for (before, (end, time)), marks, gap in product(
        product(("Hoàn thành ", "Thực hiện xong ", "Thời gian thực hiện: ", "Thời hạn hoàn thành: "), ENDS),
        (("- ", "- ", "- "), ("a) ", "b) ", "c) "), ("+ ", "+ ", "+ ")),
        ("\n", "\n\n"),
    )
]


def test_a_time_alone_behind_a_list_is_that_of_all_its_items() -> None:
    assert len(CLOSED) == 144
    items = ("Khám mắt cho thợ dệt già ở các làng;", "Phát thuốc nhỏ mắt cho thợ dệt;", "Lập sổ thợ dệt của các làng;")
    wrong = []
    for line, marks, gap, time in CLOSED:
        listed = gap.join(f"{mark}{item}" for mark, item in zip(marks, items, strict=True))
        text = f"III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n{listed}\n\n{line}.\n\n2. Sở Nội vụ\n\n- Xét tặng danh hiệu cho thợ dệt.\n"
        if timed(text) != [time] * 3 + [None]:
            wrong.append((line, marks[0], gap, timed(text)))
    assert wrong == []


AMONG = list(
    product(
        ("Sản phẩm: Sổ thợ dệt.", "Kết quả: Sổ thợ dệt của tỉnh.", "Cơ quan phối hợp: Các xã có làng dệt."),
        (True, False),
        ("{}", "- {}"),
        ENDS[:5],
    )
)


def test_a_label_of_time_among_other_labels_behind_a_list_is_that_of_all_its_items() -> None:
    assert len(AMONG) == 60
    wrong = []
    for label, first, mark, (end, time) in AMONG:
        lines = [f"Thời gian thực hiện: {end}.", label][:: 1 if first else -1]
        behind = "\n\n".join(mark.format(line) for line in lines)
        text = f"III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Khám mắt cho thợ dệt già.\n\n- Phát thuốc nhỏ mắt cho thợ dệt.\n\n{behind}\n"
        if timed(text)[:2] != [time] * 2 or len(timed(text)) != 2:
            wrong.append((label, first, mark, end, timed(text)))
    assert wrong == []


def test_a_marked_label_of_time_before_items_that_say_themselves_who_does_them_is_that_of_all() -> None:
    for mark, (end, time) in product(("- ", "a) ", "+ "), ENDS):
        marks = ("a) ", "b) ", "c) ") if mark == "a) " else (mark,) * 3
        lines = (f"Thời gian: {end}.", "Sở Y tế chủ trì khám mắt cho thợ dệt già.", "Sở Nội vụ chủ trì lập sổ thợ dệt.")
        text = "\n\n".join(before + line for before, line in zip(marks, lines, strict=True))
        assert timed(f"II. NỘI DUNG\n\n1. Đợt 1\n\n{text}\n") == [time] * 2, (mark, end)


def test_a_sentence_behind_a_label_of_time_is_no_time_of_the_others() -> None:
    value = "Áp dụng với những làng dệt có thể làm ngay từ năm 2026 do đã có sổ thợ dệt hoặc có người lập sổ thợ dệt của làng"
    text = f"II. NỘI DUNG\n\n1. Các lộ trình\n\n- Lộ trình: {value}.\n\n- Sở Y tế khám mắt cho thợ dệt.\n\n- Sở Nội vụ lập sổ thợ dệt.\n"
    assert timed(text)[-2:] == [None, None]


def test_a_label_of_time_behind_items_that_each_say_who_leads_them_is_that_of_the_last() -> None:
    item = "{}. {}\n\nChủ trì: {}.\n\n"
    text = f"II. NHIỆM VỤ\n\n{item.format(1, 'Lập sổ thợ dệt của tỉnh', 'Sở Nội vụ')}{item.format(2, 'Mở chợ chiếu ở bến sông', 'Sở Y tế')}"
    assert timed(f"{text}Thời gian: Quý III/2026.\n") == [None, (None, "2026-09-30", None)]


def test_a_line_of_rates_or_terms_over_items_is_said_of_them() -> None:
    items = "\na) Khám mắt cho thợ dệt già.\nb) Phát thuốc nhỏ mắt cho thợ dệt.\n"
    for line, rate in (
        ("Định kỳ hằng quý, Sở Y tế có trách nhiệm:", "Quarterly"),
        ("Hằng năm, Sở Y tế thực hiện các việc sau:", "Annual"),
    ):
        assert timed(f"III. TỔ CHỨC THỰC HIỆN\n1. {line}{items}") == [(None, None, rate)] * 2
    term = found(
        f"III. TỔ CHỨC THỰC HIỆN\n1. Trong thời hạn 10 ngày kể từ ngày nhận sổ, Sở Y tế có trách nhiệm:{items}"
    ).tasks
    assert [t.deadline.raw for t in term if t.deadline] == ["Trong thời hạn 10 ngày kể từ ngày nhận sổ"] * 2


def test_a_time_behind_a_deeper_list_is_that_of_no_item_above_it() -> None:
    text = (
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\na) Mắt thợ dệt:\n\n- Khám mắt cho thợ dệt già.\n\n- Phát thuốc nhỏ mắt.\n\n"
        "b) Tay thợ dệt:\n\n- Khám tay cho thợ dệt già.\n\n- Phát găng cho thợ dệt.\n\nHoàn thành trong quý III/2026.\n"
    )
    assert timed(text) == [None, None, (None, "2026-09-30", None), (None, "2026-09-30", None)]


def test_items_that_have_times_of_their_own_share_none() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Khám mắt thợ dệt trong quý II/2026.\n\n- Phát thuốc nhỏ mắt.\n\nHoàn thành trong quý III/2026.\n"
    assert timed(text) == [(None, "2026-06-30", None), (None, "2026-09-30", None)]


def test_a_sentence_that_names_work_is_a_duty_and_no_time_of_the_others() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Khám mắt cho thợ dệt già.\n\n- Thực hiện các nhiệm vụ trọng tâm năm 2026.\n"
    assert [t.text for t in found(text).tasks][-1].startswith("Thực hiện các nhiệm vụ")


LABELLED = list(
    product(
        ("Cơ quan chủ trì", "Chủ trì", "Đơn vị thực hiện"),
        ("Sở Công Thương", "Sở Y tế"),
        ("Chủ trì: Sở Xây dựng; phối hợp: Sở Nội vụ; thời gian: {}.", "Chủ trì: Sở Xây dựng. Thời gian thực hiện: {}."),
        (True, False),
        ENDS[:3],
    )
)


def test_a_label_on_the_last_item_says_nothing_of_an_item_that_has_its_own() -> None:
    assert len(LABELLED) == 72
    wrong = []
    for label, body, last, deep, (end, time) in LABELLED:
        items = "- Lập quy chế bán chiếu.\n\n- Sửa quy chế chợ chiếu.\n\n" if deep else ""
        text = (
            f"III. NHIỆM VỤ\n\n1. Hoàn thiện thể chế chợ chiếu\n\n{items}{label}: {body}.\n\nThời gian thực hiện: Năm 2027.\n\n"
            f"2. Mở đường đến các làng dệt: mở rộng cầu qua rạch.\n\n{last.format(end)}\n"
        )
        first = [(None, "2027-12-31", None)] * (2 if deep else 1)
        if timed(text) != [*first, time] or led(text) != [[body]] * len(first) + [["Sở Xây dựng"]]:
            wrong.append((label, body, last, deep, end, timed(text), led(text)))
    assert wrong == []


def test_values_below_a_label_of_time_give_the_last_of_their_days() -> None:
    for first, last in product(("15/6/2026", "15 tháng 6 năm 2026"), ("30/9/2026", "31/12/2026", "01/7/2027")):
        text = (
            "II. NỘI DUNG\n\n1. Lập sổ thợ dệt của tỉnh\n\n- Cơ quan thực hiện: Sở Nội vụ.\n\n- Thời gian thực hiện:\n\n"
            f"+ Các xã có làng dệt gửi sổ thợ dệt của xã mình về Sở Nội vụ để tổng hợp trước ngày {first}.\n\n+ Sở Nội vụ báo cáo trước ngày {last}.\n"
        )
        day, month, year = last.split("/")
        assert timed(text)[0] == (None, f"{year}-{int(month):02}-{int(day):02}", None)


ROWS = (
    ("Mở chợ chiếu ở bến sông", "Sở Y tế"),
    ("Lập sổ thợ dệt của xã", "Sở Nội vụ"),
    ("Dời chợ cói vào làng", "Sở Xây dựng"),
)
SECTIONS = {
    "tab, number and words": ("\t", lambda n, s: f"{n}\t{s}"),
    "tab, number and words, full": ("\t", lambda n, s: f"{n}\t{s}\t\t"),
    "tab, in one cell": ("\t", lambda n, s: f"{n}. {s}"),
    "tab, in the first cell": ("\t", lambda n, s: f"{n}. {s}\t\t\t"),
    "tab, without a number": ("\t", lambda n, s: f"\t{s}\t\t"),
    "tab, between empty lines": ("\t", lambda n, s: f"\n{n}\t{s}\n"),
    "bars, number and words": ("|", lambda n, s: f"| {n} | {s} | | |"),
    "bars, in the first cell": ("|", lambda n, s: f"| {n}. {s} | | | |"),
    "bars, in all cells": ("|", lambda n, s: f"| {s} | {s} | {s} | {s} |"),
    "bars, too few cells": ("|", lambda n, s: f"| {n} | {s} |"),
    "bars, one cell": ("|", lambda n, s: f"| {n}. {s} |"),
    "bars, bold": ("|", lambda n, s: f"| **{n}** | **{s}** | | |"),
}
"""Rows that head a section, by what parts their cells."""


def table(
    form: str, sections: tuple[str, str], caption: str = "", last: str = "Cơ quan phối hợp", cell: str = "Các xã"
) -> str:
    """A table of three rows in two sections."""
    mark, section = SECTIONS[form]

    def line(*cells: str) -> str:
        return "\t".join(cells) if mark == "\t" else f"| {' | '.join(cells)} |"

    lines = [line("STT", "Nhiệm vụ", "Cơ quan chủ trì", last), *(["|---|---|---|---|"] if mark == "|" else [])]
    for n, (work, lead) in enumerate(ROWS, 1):
        if n != 2 and any(sections):
            lines.append(section("I" if n == 1 else "II", sections[n > 1]))
        lines.append(line(str(n), work, lead, cell))
    return f"PHỤ LỤC\n{caption}\n\n" + "\n".join(lines) + "\n"


WORDS = ("Nhiệm vụ hoàn thành", "Các nhiệm vụ, công việc thực hiện", "Nhóm nhiệm vụ cần triển khai", "Đề án trình")


def test_a_row_that_heads_a_section_is_the_time_of_its_rows_in_every_form() -> None:
    variants = list(product(SECTIONS, WORDS, ENDS[:2]))
    assert len(variants) == 96
    wrong = []
    for form, words, (end, time) in variants:
        text = table(form, (f"{words} {end}", f"{words} trong năm 2028"))
        if timed(text) != [time, time, (None, "2028-12-31", None)]:
            wrong.append((form, words, end, timed(text)))
    assert wrong == []


def test_a_section_in_one_cell_names_its_part_once_and_numbers_its_rows() -> None:
    tasks = found(
        table("bars, in the first cell", ("Các nhiệm vụ trong năm 2026", "Các nhiệm vụ trong năm 2027"))
    ).tasks
    assert [(t.ordinal, t.part) for t in tasks][::2] == [
        ("I.1", "I Các nhiệm vụ trong năm 2026"),
        ("II.3", "II Các nhiệm vụ trong năm 2027"),
    ]


def test_a_caption_is_the_time_of_rows_that_have_none() -> None:
    words = (
        "DANH MỤC NHIỆM VỤ HOÀN THÀNH",
        "DANH MỤC CÁC ĐỀ ÁN, NHIỆM VỤ TRÌNH",
        "BẢNG PHÂN CÔNG NHIỆM VỤ",
        "Danh mục công việc thực hiện",
    )
    variants = list(product(("tab, in one cell", "bars, one cell"), words, (" ", "\n"), ENDS[:5]))
    assert len(variants) == 80
    wrong = []
    for form, caption, gap, (end, time) in variants:
        text = table(form, ("", ""), caption=f"{caption}{gap}{end.upper() if caption.isupper() else end}")
        if timed(text) != [time] * 3:
            wrong.append((caption, gap, end, timed(text)))
    assert wrong == []


@pytest.mark.parametrize(
    "caption", ["Giai đoạn 2026 - 2030", "KẾ HOẠCH NĂM 2026", "DANH MỤC CHỢ CHIẾU XÂY TRONG NĂM 2024 - 2025 ĐÃ XONG"]
)
def test_a_caption_that_names_no_work_is_no_time(caption: str) -> None:
    assert timed(table("tab, in one cell", ("", ""), caption=caption)) == [None] * 3


def test_a_heading_that_repeats_the_period_of_the_plan_says_nothing_of_its_work() -> None:
    text = "III. NHIỆM VỤ TRỌNG TÂM {}\n\n1. Sở Y tế\n\n- Khám mắt cho thợ dệt già.\n"
    assert timed(text.format("NĂM 2026"), title=" năm 2026") == [None]
    assert timed(text.format("NĂM 2026"), title=" giai đoạn 2026 - 2028") == [(None, "2026-12-31", None)]
    assert timed(text.format("TRONG QUÝ III/2026"), title=" năm 2026") == [(None, "2026-09-30", None)]


HEADINGS = [
    f"{before}{end}{behind}"
    for before, end, behind in product(
        (
            "",
            "Nhiệm vụ ",
            "Các nhiệm vụ, giải pháp ",
            "Nhóm việc cần làm ngay ",
            "Nhiệm vụ ngắn hạn (",
            "Đợt 1: ",
            "Trước mắt, ",
        ),
        (
            "trong quý III/2026",
            "trước ngày 30/9/2026",
            "từ tháng 6 đến tháng 9/2026",
            "từ ngày 01/6 đến ngày 30/9/2026",
        ),
        ("", ":", "."),
    )
]


def test_a_heading_is_a_time_behind_neutral_words_of_any_number() -> None:
    assert len(HEADINGS) == 84
    read = [
        when.heading(f"{words[:-1] if words[-1:] in ':.' else words})" if "(" in words else words) for words in HEADINGS
    ]
    assert [
        words for words, time in zip(HEADINGS, read, strict=True) if not time or str(time.due) != "2026-09-30"
    ] == []


RATES = {
    "Annual": ["quý {} của năm liền kề", "quý {} năm sau", "quý {} năm tiếp theo"],
    "Quarterly": ["{} ngày đầu quý", "{} ngày làm việc đầu tiên của quý", "{} ngày cuối cùng của quý"],
    "Monthly": ["{} ngày làm việc đầu tháng", "{} ngày đầu tiên của tháng"],
}
SENTENCES = [
    (f"{before}{words.format(n)}{behind}", rate)
    for rate, forms in RATES.items()
    for words, n, (before, behind) in product(
        forms,
        ("I", "IV") if rate == "Annual" else ("05", "10", "15"),
        (("Trong ", ", Sở Y tế gửi sổ thợ dệt."), ("Gửi sổ thợ dệt trong ", " về Sở Nội vụ."), ("Sở Y tế gửi sổ trong ", ".")),
    )
] + [
    (f"{words}{often}{behind}", rate)
    for (often, rate), (words, behind) in product(
        [
            ("trước ngày 20 của tháng", "Monthly"),
            ("một lần trong một tuần", "Periodic"),
            ("02 lần mỗi năm", "Annual"),
            ("hai lần trong năm", "Annual"),
            ("một lần mỗi quý", "Quarterly"),
            ("cuối mỗi quý", "Quarterly"),
        ],
        [("Gửi sổ thợ dệt ", "."), ("Đo mắt cho thợ dệt ", " ở các làng."), ("Sở Y tế khám mắt ", ", báo cáo Sở Nội vụ.")],
    )
]  # fmt: skip


def test_how_often_work_is_done_is_read_from_a_part_of_a_recurring_period() -> None:
    assert len(SENTENCES) == 81
    read = {words: when.in_prose(words) for words, _ in SENTENCES}
    assert [
        (words, read[words]) for words, rate in SENTENCES if not read[words] or read[words].recurrence != rate
    ] == []  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Chi gộp vào kỳ trả lương tháng 12 năm 2026.", (None, "2026-12-31")),
        ("Tổ chức chấm điểm các làng dệt từ năm 2027.", ("2027-01-01", None)),
        ("Áp dụng giá chiếu mới từ ngày 01/7/2026 trở đi.", ("2026-07-01", None)),
        ("Thành lập hai chợ chiếu, phục hồi ruộng cói đến năm 2030.", (None, "2030-12-31")),
        ("Dời chợ chiếu vào làng - Quý II/2026.", (None, "2026-06-30")),
        ("Dời chợ chiếu vào làng [Quý II/2026].", (None, "2026-06-30")),
        ("Dời chợ chiếu xong giữa năm 2026.", (None, "2026-12-31")),
        ("Dời chợ chiếu vào làng (từ 2026 - 2028).", ("2026-01-01", "2028-12-31")),
        ("Trước mắt năm 2026 tập trung giữ ruộng cói.", (None, "2026-12-31")),
        ("Quý III năm 2026 mở chợ chiếu ở bến sông.", (None, "2026-09-30")),
    ],
)
def test_a_sentence_tells_its_time_in_these_forms_too(words: str, told: tuple[str | None, str | None]) -> None:
    time = when.in_prose(words)
    assert time
    assert (str(time.start) if time.start else None, str(time.due) if time.due else None) == told


@pytest.mark.parametrize(
    "words",
    [
        "Lập kế hoạch dời chợ chiếu đến năm 2030.",
        "Thành lập ban làm đề án ruộng cói đến năm 2030.",
        "Trả hồ sơ đã tiếp nhận trước ngày 01/8/2026 cho các xã.",
        "Đổi thẻ được cấp trước ngày 01/7/2026.",
        "Gửi thư ngày 20 của tháng 6.",
        "Chợ chiếu Cà Mau - 2026.",
        "Năm 2026 là năm thứ hai giữ nghề dệt chiếu.",
        "Giao tự bảo đảm chi thường xuyên.",
        "Mở lớp ở trung tâm giáo dục thường xuyên.",
        "Người hưởng trợ cấp tai nạn, bệnh nghề nghiệp hằng tháng.",
    ],
)
def test_these_sentences_set_no_day_and_no_rate(words: str) -> None:
    time = when.in_prose(words)
    assert time is None or not (time.start or time.due or time.recurrence)


def test_a_rate_behind_a_plan_is_that_of_the_report_on_it_and_of_the_plan_where_nothing_is_told_of_it() -> None:
    plans = ("kế hoạch", "Kế hoạch", "Kế hoạch này", "chương trình", "Chương trình giữ nghề")
    for plan, (often, rate) in product(plans, (("hằng năm", "Annual"), ("hằng quý", "Quarterly"))):
        for words in (
            "Báo cáo kết quả thực hiện",
            "Tổng hợp tình hình triển khai",
            "Đánh giá tiến độ thực hiện",
            "Kiểm tra kết quả",
        ):
            time = when.in_prose(f"{words} {plan} {often}.")
            assert time is not None, (words, plan, often)
            assert time.recurrence == rate, (words, plan, often)
        for words in ("Xây dựng", "Bố trí kinh phí cho", "Đưa nghề dệt chiếu vào"):
            assert when.in_prose(f"{words} {plan} {often}.") is None, (words, plan, often)


@pytest.mark.parametrize("words", ["trong thời hạn {} làm việc", "trong vòng {} làm việc", "không quá {} làm việc"])
def test_a_term_without_an_event_is_kept_as_words(words: str) -> None:
    for days in ("05 ngày", "10 ngày"):
        time = when.in_prose(f"Sở Y tế trả lời {words.format(days)}.")
        assert (time.raw if time else None) == (words.format(days) if words.startswith("trong") else None)


PERIODS = [f"20{first}{dash}20{last}" for first, last in ((26, 30), (27, 29), (28, 30)) for dash in (" - ", "-", " – ")]


def test_a_period_that_strayed_into_the_cell_beside_its_column_is_the_time_of_the_row() -> None:
    assert len(PERIODS) == 9
    head = "STT\tNhiệm vụ\tCơ quan chủ trì\tNgười theo dõi\tThời gian\n1\tMở chợ chiếu ở bến sông\tSở Y tế\tÔng Ba\tQuý I/2026\n"
    for period in PERIODS:
        row = f"2\tLập sổ thợ dệt của xã\tSở Nội vụ\tBà Tư, Phó Giám đốc {period}\t\n"
        assert timed(f"PHỤ LỤC\n\n{head}{row}")[1] == (f"{period[:4]}-01-01", f"{period[-4:]}-12-31", None)
