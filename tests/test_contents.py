"""The table of contents: headings that help to find a place, and nothing that only lists."""

from __future__ import annotations

import pytest

from graph.model import Source
from graph.reading import find, read
from graph.structure import parse
from graph.structure.contents import LONGEST, contents

TOP = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ YÊN\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nPhát triển cụm công nghiệp\n\n"

CASES = {
    "parts, figures and decimals, not their items": (
        "I. MỤC TIÊU\n1. Chung\n- Đến năm 2025.\n1.1. Riêng\n- Một việc.\nII. NHIỆM VỤ\n",
        ["1 I. MỤC TIÊU", "2 1. Chung", "3 1.1. Riêng", "1 II. NHIỆM VỤ"],
    ),
    "chapters above articles": (
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nQuy chế này quy định.\nĐiều 2. Nguyên tắc\nCông khai.\n",
        ["1 Chương I QUY ĐỊNH CHUNG", "2 Điều 1. Phạm vi", "2 Điều 2. Nguyên tắc"],
    ),
    "an item that is a sentence is no heading": (
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính bố trí vốn.\n2. Sở Xây dựng\n- Rà soát.\n- Kiểm tra.\n",
        ["1 IV. TỔ CHỨC THỰC HIỆN", "2 2. Sở Xây dựng"],
    ),
    "a reference at the head of a line is no heading": (
        "Điều 1. Phạm vi\nTheo quy định tại\nĐiều 12 của Luật này thì làm.\n",
        ["1 Điều 1. Phạm vi"],
    ),
    "an appendix behind the signature, not the offices": (
        "I. MỤC TIÊU\nA.\n\nNơi nhận:\n- Lưu: VT.\n\nTM. UBND TỈNH\nCHỦ TỊCH UBND\n\nPHỤ LỤC: DANH MỤC DỰ ÁN\nHai dự án.\n",
        ["1 I. MỤC TIÊU", "1 PHỤ LỤC: DANH MỤC DỰ ÁN"],
    ),
    "sections of a table, at their own rows": (
        "I. MỤC TIÊU\nA.\n\nSTT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\nA\tKINH TẾ SỐ\t\t\n1\tLập đề án\tSở Tài chính\t2025\n"
        "B\tXÃ HỘI SỐ\t\t\n2\tLập kế hoạch\tSở Y tế\t2026\n",
        ["1 I. MỤC TIÊU", "2 A KINH TẾ SỐ", "2 B XÃ HỘI SỐ"],
    ),
    "a text without headings": ("Chỉ có một câu.\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_the_headings_of(text: str, expected: list[str]) -> None:
    found = contents(parse(Source("a.txt", TOP + text)))
    assert [f"{heading.level} {heading.text}" for heading in found] == expected
    for heading in found:  # they lead to where the words stand
        word = heading.text.split()[-1]
        assert word in (TOP + text)[heading.span.start :].split("\n\n")[0]


def test_letterhead_and_title_are_no_headings() -> None:
    assert contents(parse(Source("a.txt", TOP + "I. MỤC TIÊU\nA.\n")))[0].text == "I. MỤC TIÊU"


def test_a_long_heading_is_cut_at_a_word() -> None:
    (heading,) = contents(parse(Source("a.txt", f"{TOP}III. {'NHIỆM VỤ ' * 30}\n")))
    assert len(heading.text) <= LONGEST + 2
    assert heading.text.endswith("NHIỆM …")


def test_every_sample_has_a_table_of_contents_in_the_order_of_its_text() -> None:
    from graph.build import SAMPLES

    files = find([SAMPLES]).files
    assert len(files) >= 14
    for file in files:
        found = contents(parse(read(file.path)))
        assert len(found) >= 3
        assert [h.span.start for h in found] == sorted({h.span.start for h in found})
        assert found[0].level == 1
