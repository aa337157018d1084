"""Web pages: the document without the site around it, true cells, notes, marks of lists, and the encodings of old pages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import SHARED, need

from graph.errors import UnreadableFile
from graph.extract import extract
from graph.model import Source
from graph.reading import read
from graph.structure import parse

LETTERHEAD = (
    "<table border=0><tr><td><b>ỦY BAN NHÂN DÂN<br>TỈNH LÀO CAI</b><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc"
    "<tr><td>Số: 5/KH-UBND<td><i>Lào Cai, ngày 2 tháng 6 năm 2026</i></table>"
)
TITLE = "<p align=center><b>KẾ HOẠCH</b></p><p align=center>Phát triển du lịch năm 2027</p>"
BODY = "<p>Thực hiện Nghị quyết số 12-NQ/TU, tỉnh làm như sau:</p><p>I. MỤC ĐÍCH</p><p>1. Các xã đếm thuyền.</p><p>2. Sở Y tế chủ trì lập sổ thuốc.</p>"
TABLE = (
    "<table border=1><thead><tr><th rowspan=2>STT<th rowspan=2>Nhiệm vụ<th colspan=2>Phân công<tr><th>Cơ quan chủ trì<th>Cơ quan phối hợp"
    "<tbody><tr><td>1<td>Lập bản đồ ngập lụt<td rowspan=2>Sở Xây dựng<td>Sở Y tế<tr><td>2<td>Trồng cây ven sông Đáy<td>Công an tỉnh</table>"
)
SIGNED = "<table><tr><td>Nơi nhận:<br>- Như trên.<td>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br>Nguyễn Văn A</table>"
SITE = (
    "<!DOCTYPE html><html><head><title>Kế hoạch</title><style>p{{}}</style><script>var x='<p>Điều 1. Bẫy</p>'</script></head><body>"
    "<header><p>Trang chủ</p></header><nav><ul><li><a href=/>Văn bản mới</a></ul></nav><div class=wrap><div class=main>{}</div>"
    "<div class=side><h3>Tin mới</h3><p><a href=/a>Quyết định số 7/QĐ-UBND về giá nước</a></p><p><a href=/b>Kế hoạch số 8/KH-UBND</a></p></div></div>"
    "<footer><p>Điều 1. Cơ quan chủ quản: Công ty A</p></footer></body></html>"
)


def source(folder: Path, page: str | bytes) -> Source:
    path = folder / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return read(path)


def lines(folder: Path, page: str | bytes) -> list[str]:
    return [line for line in source(folder, page).text.split("\n") if line]


def test_the_document_is_read_without_the_site_around_it(tmp_path: Path) -> None:
    found = source(tmp_path, SITE.format(LETTERHEAD + TITLE + BODY + TABLE + SIGNED))
    assert [
        word
        for word in ("Trang chủ", "Tin mới", "giá nước", "Công ty", "Bẫy", "var x", "Văn bản mới")
        if word in found.text
    ] == []
    document = parse(found)
    h = document.header
    assert (h.type, h.number, str(h.date), str(h.issuer)) == (
        "Plan",
        "5/KH-UBND",
        "2026-06-02",
        "Ủy ban nhân dân tỉnh Lào Cai",
    )
    assert (h.title, h.signer, h.role) == ("Phát triển du lịch năm 2027", "Nguyễn Văn A", "Chủ tịch")
    assert [([a.name for a in t.leads], [a.name for a in t.coordinators]) for t in extract(document).tasks][-2:] == [
        (["Sở Xây dựng tỉnh Lào Cai"], ["Sở Y tế tỉnh Lào Cai"]),
        (["Sở Xây dựng tỉnh Lào Cai"], ["Công an tỉnh Lào Cai"]),
    ]


def test_cells_cover_rows_and_columns(tmp_path: Path) -> None:
    found = source(tmp_path, SITE.format(BODY + TABLE))
    (grid,) = found.grids
    cells = [
        (c.row, c.column, c.rows, c.columns, c.head, " ".join(s.of(found.text) for s in c.spans)) for c in grid.cells
    ]
    assert cells[:5] == [
        (0, 0, 2, 1, True, "STT"), (0, 1, 2, 1, True, "Nhiệm vụ"), (0, 2, 1, 2, True, "Phân công"),
        (1, 2, 1, 1, True, "Cơ quan chủ trì"), (1, 3, 1, 1, True, "Cơ quan phối hợp"),
    ]  # fmt: skip
    assert cells[-2:] == [(3, 1, 1, 1, False, "Trồng cây ven sông Đáy"), (3, 3, 1, 1, False, "Công an tỉnh")]


PRINTED = {
    "lists have their marks": (BODY + "<ul><li>Một<li>Hai</ul><ol type=a start=2><li>Ba<li><p>Bốn</p></ol>", ["- Một", "- Hai", "b. Ba", "c. Bốn"]),
    "lists that print marks have no other": (BODY + "<ul><li>- Một<li>a) Hai</ul>", ["- Một", "a) Hai"]),
    "inline print joins, blocks part": (BODY + "<div>Sở <b>Y</b> <span>tế</span><div>Hai</div>Ba</div>", ["Sở Y tế", "Hai", "Ba"]),
    "line breaks part lines, but no sentence": (BODY + "<p>Kế hoạch:<br>Một<br/>và hai</p>", ["Kế hoạch:", "Một và hai"]),
    "lines of the source are none": (BODY + "<p>Sở\n   Y tế\n chủ trì</p>", ["Sở Y tế chủ trì"]),
    "hidden words": (BODY + "<p>Một<span style='display:none'>bí mật</span></p><p hidden>Hai</p>", ["Một"]),
    "lists of links between the lines": (BODY + "<ul><li><a href=#>Theo dõi</a><li><a href=#>Ghi chú</a></ul><p>Một</p>", ["Một"]),
    "entities": (BODY + "<p>Sở Y tế &amp; Sở X&acirc;y dựng &#8211; &lt;A&gt;</p>", ["Sở Y tế & Sở Xây dựng – <A>"]),
    "tables in tables that lay out": (
        BODY + "<table><tr><td><table border=1><tr><td>STT<td>Việc<td>Ai<tr><td>1<td>Đếm<td>Sở</table></table>", ["STT\tViệc\tAi", "1\tĐếm\tSở"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PRINTED)
def test_what_is_printed_is_read(tmp_path: Path, case: str) -> None:
    page, printed = PRINTED[case]
    assert lines(tmp_path, SITE.format(page))[4:] == printed
    assert len(PRINTED) == 9


def test_foot_notes_stand_where_they_are_called(tmp_path: Path) -> None:
    page = BODY + (
        '<p>Theo Luật Đất đai<a href="#_ftn1" name="_ftnref1">[1]</a>, các xã đo ruộng.</p><p>3. Hết.</p><hr>'
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Luật số 31/2024/QH15.</p></div>'
    )
    found = source(tmp_path, SITE.format(page))
    (note,) = found.notes
    assert note.text.of(found.text) == "Luật số 31/2024/QH15."
    assert found.text[note.mark.start - 3 : note.mark.start] == "đai"
    assert "Theo Luật Đất đai, các xã đo ruộng.\nLuật số" in found.text
    assert found.text.count("31/2024") == 1


PLAN = (
    "ỦY BAN NHÂN DÂN TỈNH. Kế hoạch phát triển kinh tế - xã hội của tỉnh được thực hiện theo quyết định của Thủ tướng."
)
TCVN3 = (
    "uû ban nh©n d©n tØnh. KÕ ho¹ch ph¸t triÓn kinh tÕ - x· héi cña tØnh ®­îc thùc hiÖn theo quyÕt ®Þnh cña Thñ t­íng."
)
VNI = "UÛY BAN NHAÂN DAÂN TÆNH. Keá hoaïch phaùt trieån kinh teá - xaõ hoäi cuûa tænh ñöôïc thöïc hieän theo quyeát ñònh cuûa Thuû töôùng."
CP1258 = (
    "ỦY BAN NHÂN DÂN TỈNH. Kế hoạch phát triển kinh tế - xã hội của tỉnh được thực hiện theo quyết định của Thủ tướng."
)


def in_1258(text: str) -> bytes:
    """Text in code page 1258, whose tones stand behind their letters."""
    import unicodedata

    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = unicodedata.normalize("NFD", letter)[:-1], unicodedata.normalize("NFD", letter)[-1]
            if (
                tone not in "\u0300\u0301\u0303\u0309\u0323"
            ):  # a letter's own mark comes last: the tone stands before it
                marks = unicodedata.normalize("NFD", letter)
                tone = next(m for m in marks[1:] if m in "\u0300\u0301\u0303\u0309\u0323")
                base = marks.replace(tone, "")
            out += unicodedata.normalize("NFC", base).encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


OLD = {
    "TCVN3": (TCVN3.encode("latin-1"), PLAN.replace("ỦY BAN NHÂN DÂN TỈNH", "uỷ ban nhân dân tỉnh"), "TCVN3 (ABC)"),
    "VNI": (VNI.encode("cp1252"), PLAN, "VNI"),
    "Windows-1258": (in_1258(CP1258), PLAN, "Windows-1258"),
}


@pytest.mark.parametrize("encoding", OLD)
def test_older_encodings_are_recognised_and_converted_with_a_note(tmp_path: Path, encoding: str) -> None:
    raw, printed, name = OLD[encoding]
    path = tmp_path / "plan.txt"
    path.write_bytes(raw)
    assert read(path).text == printed
    assert [name in remark for remark in read(path).remarks] == [True]
    page = source(tmp_path, b"<html><meta charset=iso-8859-1><body><p>" + raw + b"</p></body></html>")
    assert (page.text, len(page.remarks)) == (printed + "\n", 1)


def test_a_page_in_utf_8_that_holds_an_older_encoding_is_put_right(tmp_path: Path) -> None:
    found = source(tmp_path, f"<html><body><p><font face='.VnTime'>{TCVN3}</font></p></body></html>")
    assert found.text == OLD["TCVN3"][1] + "\n"
    assert len(found.remarks) == 1


def test_the_encoding_that_a_page_names_comes_behind_utf_8(tmp_path: Path) -> None:
    page = "<html><meta charset={}><body><p>Kế hoạch của tỉnh</p></body></html>"
    assert source(tmp_path, page.format("iso-8859-1")).text == "Kế hoạch của tỉnh\n"
    assert source(tmp_path, in_1258(page.format("windows-1258"))).text == "Kế hoạch của tỉnh\n"
    assert source(tmp_path, page.format("utf-16").encode("utf-16")).text == "Kế hoạch của tỉnh\n"


HOSTILE = {
    "cells without end": "<table border=1>" + "<tr><td colspan=99999 rowspan=99999>Kế hoạch<td>B" * 30 + "</table>",
    "what is fetched": "<p>Kế hoạch<img src=http://127.0.0.1:9/a.png><link rel=stylesheet href=http://127.0.0.1:9/a.css><iframe src=http://127.0.0.1:9/></iframe></p>",
    "entities": "<!DOCTYPE html [<!ENTITY a 'x'>]><p>&a;Kế hoạch</p>",
    "elements that are never closed": "<table><tr><td><p><b><i>Kế hoạch" * 500,
    "notes that call themselves": "<p>Kế hoạch<a href='#fn1' id='fn1'>[1]</a></p>",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_pages_made_to_do_harm_are_read_as_far_as_they_go(tmp_path: Path, case: str) -> None:
    begun = time.monotonic()
    found = source(tmp_path, f"<html><body>{HOSTILE[case]}</body></html>")
    assert "hoạch" in found.text
    parse(found)
    assert time.monotonic() - begun < 20
    assert len(HOSTILE) == 5


@pytest.mark.parametrize("page", ["<div>" * 50_000 + "Kế hoạch", "<p>Kế\0 hoạch</p>", "<script>Kế hoạch</script>"])
def test_pages_that_hold_no_text_are_refused(tmp_path: Path, page: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        source(tmp_path, f"<html><body>{page}</body></html>")
    assert refused.value.remedy


@pytest.mark.real
def test_a_real_page_is_read_without_its_site() -> None:
    path = SHARED / "corpus-more" / "chinh-phu-147-2026-nd-cp-luatvietnam.html"
    need("real", path.exists(), "the real page (../shared/corpus-more) is not here")
    document = parse(read(path))
    h = document.header
    assert (h.number, str(h.date), str(h.issuer), h.signer) == (
        "147/2026/NĐ-CP",
        "2026-05-07",
        "Chính phủ",
        "Nguyễn Văn Thắng",
    )
    text = document.source.text
    assert [word for word in ("Đang theo dõi", "Theo dõi điều khoản", "Đăng nhập", "Mục lục") if word in text] == []
    articles = [line.split(".")[0] for line in text.split("\n") if line.startswith("Điều ")]
    assert articles == [f"Điều {n}" for n in range(1, 15)]
