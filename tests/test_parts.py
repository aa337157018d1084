"""A file that holds several documents becomes several; forms and annexes with a letterhead stay where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build
from graph.model import Box, Cell, Footnote, Grid, Page, Source, Span, Style
from graph.store import open_graph
from graph.structure import parse
from graph.structure.parts import parts

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
COUNCIL = (
    f"HỘI ĐỒNG NHÂN DÂN\nTỈNH BẾN TRE\n-------\n{MOTTO}Số: 12/2022/NQ-HĐND\nBến Tre, ngày 8 tháng 7 năm 2022\nNGHỊ QUYẾT\n"
    "Quy định mức chi giữ dừa\nĐiều 1. Mức chi 5 triệu đồng.\nĐiều 2. Giao Ủy ban nhân dân tỉnh thực hiện.\nCHỦ TỊCH\nHồ Thị Dừa\n"
)
BESIDE = (
    "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BẾN TRE        Độc lập - Tự do - Hạnh phúc\n"
    "Số: 900/KH-UBND     Bến Tre, ngày 20 tháng 8 năm 2022\nKẾ HOẠCH\nGiữ giống dừa xiêm\n"
    "Thực hiện Nghị quyết số 12/2022/NQ-HĐND ngày 08/7/2022 của Hội đồng nhân dân tỉnh;\n"
    "1. Sở Tài chính chủ trì cân đối vốn, xong trước ngày 30/9/2022.\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nNguyễn Văn Xiêm\n"
)
LETTER = (
    "TỈNH ỦY BẾN TRE\n*\nSố 77-CV/TU\nV/v giữ giống dừa\nở cù lao\nĐẢNG CỘNG SẢN VIỆT NAM\nBến Tre, ngày 22 tháng 8 năm 2022\n"
    "Kính gửi: Ban cán sự đảng Ủy ban nhân dân tỉnh\nThường trực Tỉnh ủy yêu cầu báo cáo.\n"
)
FORM = f"Mẫu số 01\nUBND TỈNH BẾN TRE\n{MOTTO}Số: 15/BC-UBND\nBến Tre, ngày 2 tháng 3 năm 2022\nBÁO CÁO\nSố dừa\n"
OPEN = f"UBND TỈNH BẾN TRE\n{MOTTO}Số: ……/BC-UBND\nBến Tre, ngày … tháng … năm 20…\nBÁO CÁO\nSố dừa\n"
PLAN = "KẾ HOẠCH\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND)\n1. Sở Y tế chủ trì đo nước.\n"


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        ((COUNCIL, BESIDE), ["12/2022/NQ-HĐND", "900/KH-UBND"]),
        ((BESIDE, COUNCIL), ["900/KH-UBND", "12/2022/NQ-HĐND"]),
        ((COUNCIL, BESIDE, LETTER), ["12/2022/NQ-HĐND", "900/KH-UBND", "77-CV/TU"]),
        ((BESIDE, FORM), ["900/KH-UBND"]),
        ((BESIDE, OPEN), ["900/KH-UBND"]),
        ((BESIDE, PLAN), ["900/KH-UBND"]),
        ((BESIDE, BESIDE), ["900/KH-UBND"]),
        (("Một dòng.\n",), [None]),
    ],
)
def test_each_document_with_a_letterhead_of_its_own_is_a_part(
    texts: tuple[str, ...], numbers: list[str | None]
) -> None:
    text = "\n".join(texts)
    found = parts(Source("van-ban/a.b.txt", text))
    assert [parse(part).header.number for part in found] == numbers
    assert "".join(part.text for part in found) == text
    assert [part.path for part in found][1:] == [f"van-ban/a.b ({n}).txt" for n in range(2, len(found) + 1)]
    assert [bool(part.remarks) for part in found] == [len(found) > 1] * len(found)


def test_what_a_reader_knows_of_a_part_goes_with_it() -> None:
    cut = len(COUNCIL)
    here, there = Span(cut + 4, cut + 9), Span(4, 9)
    box = Box(2, 1, 2, 3, 4)
    source = Source(
        "a.pdf",
        COUNCIL + BESIDE,
        pages=(Page(1, 0), Page(2, cut), Page(3, cut + 50)),
        grids=(Grid(here, (Cell((here,), 0, 0),), 1, 1, "file"),),
        notes=(Footnote(here, here),),
        styles=(Style(here, "bold"), Style(there, "bold")),
        boxes=((here, box),),
        sureness=((here, 0.5),),
    )
    first, second = parts(source)
    assert second.whole == first.whole == "a.pdf"
    assert [(page.number, page.start) for page in second.pages] == [(2, 0), (3, 50)]
    assert [(page.number, page.start) for page in first.pages] == [(1, 0)]
    assert second.grids == (Grid(there, (Cell((there,), 0, 0),), 1, 1, "file"),)
    assert (second.notes, second.boxes, second.sureness) == (
        (Footnote(there, there),),
        ((there, box),),
        ((there, 0.5),),
    )
    assert first.styles == second.styles == (Style(there, "bold"),)
    assert (first.grids, first.boxes) == ((), ())


def test_a_build_makes_a_document_of_each_with_work_and_relations_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "hai.txt").write_text(COUNCIL + BESIDE + LETTER, encoding="utf-8")
    result = build([tmp_path / "hai.txt"], out=tmp_path / "out")
    assert result.problems == ()
    assert result.read == ("hai (2).txt", "hai (3).txt", "hai.txt")
    graph = open_graph(tmp_path / "out")
    read = "SELECT ?n { ?d pol:sourceFile ?f ; eli:id_local ?n } ORDER BY ?n"
    assert [row[0] for row in graph.query(read).rows] == ["12/2022/NQ-HĐND", "77-CV/TU", "900/KH-UBND"]
    carried = "SELECT ?a ?b { ?x pol:implements ?y . ?x eli:id_local ?a . ?y eli:id_local ?b }"
    assert [tuple(row) for row in graph.query(carried).rows] == [("900/KH-UBND", "12/2022/NQ-HĐND")]
    assert (result.out / "text" / "hai (2).txt").read_text("utf-8").startswith("ỦY BAN NHÂN DÂN     CỘNG")
    assert (result.out / "report.md").read_text("utf-8").count("hai.txt holds 3 documents") == 3
