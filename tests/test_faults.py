"""The faults that use has shown (../shared/faults), each with its right values."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from conftest import SHARED, need
from openpyxl import load_workbook

from graph.build import BuildResult, build
from graph.making.examine import read_document
from graph.model import Findings
from graph.store import Graph, open_graph

pytestmark = pytest.mark.real

FOLDER = SHARED / "faults"
HEADERS = {  # what each text says of itself: type, number, date, issuers, place, title
    "04-letterhead-two-bodies": ("Decision", "1204/QĐ-ĐHSG", "2022-06-14", "Trường Đại học Sông Gạo", None, "Ban hành Quy chế học bổng"),
    "08-joint-issuers": ("Circular", "45/2014/TTLT-BTC-BNV", "2014-03-20", "Bộ Tài chính + Bộ Nội vụ", "Trung ương", "Hướng dẫn kinh phí đo vẽ chợ"),
    "09-portal-lines-date": ("Decision", "78/2013/QĐ-UBND", "2013-06-14", "Ủy ban nhân dân tỉnh Trà Vinh", "tỉnh Trà Vinh", "Quy định phí giữ xe ở chợ"),
    "09c-portal-lines-place": ("Resolution", "15/2007/NQ-HĐND", "2007-07-20", "Hội đồng nhân dân quận Gò Vấp", "quận Gò Vấp", "VỀ ĐỀ ÁN ĐẶT TÊN ĐƯỜNG NỘI BỘ"),
    "13-mass-organisation": ("Plan", "55-KH/TĐTN-PT", "2022-06-14", "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Trà Vinh", "tỉnh Trà Vinh", "Ngày hội thanh niên ở chợ"),
    "14-title-takes-issuer": ("Decision", "2041/QĐ-NHCS", "2022-06-14", "Ngân hàng Chính sách xã hội", "Trung ương", "VỀ VIỆC CÔNG BỐ THỦ TỤC GỬI TIẾT KIỆM Ở CHỢ"),
    "21-vv-decision": ("Decision", None, "2006-08-09", "Ủy ban nhân dân tỉnh Trà Vinh", "tỉnh Trà Vinh", "V/v thành lập Ban Quản lý chợ đêm thị xã"),
    "22-consolidated": ("OtherDocument", "27/VBHN-BTC", "2019-09-12", "Bộ Tài chính", "Trung ương", "Quy định về phí tham quan chợ nổi"),
    "23-quy-che-label": ("Regulation", "05-QC/HU", "2022-06-14", "Huyện ủy Cầu Kè", "huyện Cầu Kè", "Phối hợp trông coi chợ"),
    "27-annex-header": ("Regulation", None, "2021-07-20", "Ủy ban nhân dân xã Tân Gạo", "xã Tân Gạo", "QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN XÃ TÂN GẠO NHIỆM KỲ 2021 - 2026"),
}  # fmt: skip
TRA_VINH = "tỉnh Trà Vinh"
CITED = {  # what each text states of others: predicate, number or name, date, issuers
    "03-law-lower-case": [("basedOn", "Luật Ngân sách Nhà nước", "2015-06-25", ""), ("basedOn", "Luật Đất đai", "2013-11-29", ""), ("basedOn", "Luật Đầu tư", "2020-06-17", "")],
    "05-number-lists": [
        *(("implements", f"{n}/NQ-HĐND", "2021-12-09", f"Hội đồng nhân dân {TRA_VINH}") for n in (1, 2, 3)),
        *(("basedOn", f"0{n}/2022/TT-BTC", "2022-01-28", "Bộ Tài chính") for n in (5, 6)),
    ],
    "06-department-snv": [("", "77/TTr-SNV", "2022-05-02", f"Sở Nội vụ {TRA_VINH}"), ("", "12/BC-SNV", "2022-04-01", f"Sở Nội vụ {TRA_VINH}")],
    "08-joint-issuers": [("basedOn", "12/2011/TTLT-BTNMT-BTC", "2011-04-08", "Bộ Tài nguyên và Môi trường + Bộ Tài chính")],
    "09c-portal-lines-place": [("basedOn", "Luật Thương mại", "2005-06-14", ""), ("", "210/TTr-UBND", "2007-07-01", "Ủy ban nhân dân quận Gò Vấp")],
    "10-wrapped-law": [("basedOn", "Luật Tổ chức Chính quyền địa phương", "2015-06-19", ""), ("basedOn", "Luật Tổ chức Chính phủ", "2015-06-19", ""), ("basedOn", "Luật Mặt trận Tổ quốc Việt Nam", "2015-06-09", "")],
    "11-urban-district": [("implements", f"{n}/KH-UBND", "2019-03-01", f"Ủy ban nhân dân quận {of}") for n, of in ((20, 2), (23, 3), (24, "Bình Thạnh"))],
    "12-law-of-councils": [("basedOn", "Luật Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân, Ủy ban nhân dân", "2004-12-03", "")],
    "13-mass-organisation": [("implements", "468-KH/TWĐTN-ĐKTHTN", "2022-01-10", "Ban Chấp hành Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh"), ("implements", "05-NQ/HNDTW", "2020-03-01", "Ban Chấp hành Trung ương Hội Nông dân Việt Nam")],
    **{f"19-hidden-characters-{kind}": [("implements", "77/NQ-CP", "2022-01-05", "Chính phủ")] for kind in ("soft-hyphen", "cyrillic", "zero-width", "full-width", "page", "slash")},
    "22-consolidated": [("consolidates", "71/2012/NĐ-CP", "2012-09-18", "Chính phủ"), ("consolidates", "44/2015/NĐ-CP", "2015-05-12", "Chính phủ")],
    "23-quy-che-label": [("basedOn", "02-QC/TU", "2021-03-01", "Tỉnh ủy Trà Vinh")],
    "25-petition-author": [("", "43/TTr-UBND", "2022-04-21", "Ủy ban nhân dân huyện Cầu Kè")],
    "27-annex-header": [("appendixOf", "72/QĐ-UBND", "2021-07-20", "Ủy ban nhân dân xã Tân Gạo")],
    "29-short-citation": [("implements", "30a/2008/NQ-CP", "2008-12-27", "Chính phủ")],
}  # fmt: skip
BUILT = {"01", "02", "16", "17", "18", "32"}
"""Told by what a build makes of them."""


@pytest.fixture(autouse=True)
def _faults() -> None:
    need("real", FOLDER.is_dir(), "the faults (../shared/faults) are not here")


@cache
def read(name: str) -> Findings:
    return read_document(FOLDER / f"{name}.txt")


@pytest.mark.parametrize("name", HEADERS)
def test_a_text_says_of_itself(name: str) -> None:
    header = read(name).document.header
    issuers = " + ".join(body.full for body in (header.issuer, *header.joint) if body)
    date = str(header.date) if header.date else None
    assert (header.type, header.number, date, issuers, header.jurisdiction, header.title) == HEADERS[name]


@pytest.mark.parametrize("name", CITED)
def test_a_text_states_of_others(name: str) -> None:
    found = read(name)
    stated = {r.object: r.predicate for r in found.relations if r.subject < 0}
    told = {
        (stated.get(i, ""), c.number or c.title, str(c.date), " + ".join(b.full for b in (c.issuer, *c.joint) if b))
        for i, c in enumerate(found.citations)
    }
    assert set(CITED[name]) <= told


def test_each_hidden_character_is_told() -> None:
    kinds = {
        name: [c.alike for c in read(name).citations if c.number == "77/NQ-CP"] for name in CITED if name[:2] == "19"
    }
    assert len(kinds) == 6
    assert [name for name, alike in kinds.items() if alike == [""]] == ["19-hidden-characters-page"]


def test_a_short_citation_is_a_second_mention() -> None:
    assert [c.number for c in read("29-short-citation").citations if not c.itself] == ["30a/2008/NQ-CP"] * 2


def test_units_of_central_bodies_are_not_below_the_province() -> None:
    tiers = {name: read(name).document.header.issuer for name in ("04-letterhead-two-bodies", "14-title-takes-issuer")}
    assert {name: body.tier for name, body in tiers.items() if body} == dict.fromkeys(tiers, 4)


def test_every_fault_has_its_values_here() -> None:
    expected = {path.name.split("-")[0] for path in FOLDER.glob("*.expected.md")}
    here = {name.split("-")[0] for name in (*HEADERS, *CITED)} | BUILT
    assert len(expected) == 25
    assert here == expected


def built(number: str, out: Path, *, pages: bool = False) -> tuple[Graph, BuildResult]:
    files = sorted(FOLDER.glob(f"{number}-*.txt"))
    result = build(files, out=out, pages=pages)
    assert not result.problems
    return open_graph(out), result


def rows(graph: Graph, query: str) -> set[tuple[str | None, ...]]:
    return {tuple(row) for row in graph.query(query).rows}


LED = """SELECT ?number ?who ?due { ?d pol:assigns ?t ; eli:id_local ?number . ?a pol:leads ?t ; rdfs:label ?who
  OPTIONAL { ?t pol:due ?due } }"""


def test_the_cells_of_the_workbook_show_words_and_carry_links(tmp_path: Path) -> None:
    built("01", tmp_path / "out", pages=True)
    book = load_workbook(tmp_path / "out" / "workload.xlsx")
    row = next(book["Nhiệm vụ"].iter_rows(min_row=2))
    assert [cell.value for cell in row[3:7]] == [
        (tmp_path / "out" / "text" / "01-workbook-cells.txt").read_text("utf-8")[289:392],
        f"Sở Tài chính {TRA_VINH}", f"Sở Công Thương {TRA_VINH}", f"Kế hoạch số 501/KH-UBND, {TRA_VINH}",
    ]  # fmt: skip
    links = [f"{cell.hyperlink.target}#{cell.hyperlink.location or ''}" for cell in row[3:7]]
    assert links == [
        "documents/01-workbook-cells.html#c=289-392", "graph.html#node=agency/tra-vinh/so-tai-chinh&view=agency",
        "graph.html#node=agency/tra-vinh/so-cong-thuong&view=agency", "documents/01-workbook-cells.html#",
    ]  # fmt: skip


def test_signs_in_csv_files_are_signs_and_excel_knows_their_letters(tmp_path: Path) -> None:
    built("18", tmp_path / "out", pages=True)
    goals = (tmp_path / "out" / "goals.csv").read_bytes()
    assert goals.startswith(b"\xef\xbb\xbf")
    rows = csv.DictReader(goals.decode("utf-8-sig").splitlines())
    assert {row["goal"]: row["comparator"] for row in rows} == {"tỷ lệ chợ hạng 2": ">", "tỷ lệ chợ kiên cố": "="}


def test_work_of_the_third_level_keeps_who_it_names(tmp_path: Path) -> None:
    graph, _ = built("02", tmp_path / "out")
    assert rows(graph, LED) == {
        ("502/KH-UBND", f"{who} {TRA_VINH}", due)
        for who, due in (("Sở Công Thương", "2022-10-30"), ("Sở Nội vụ", "2022-12-15"), ("Sở Tư pháp", "2022-12-20"))
    }
    partners = rows(graph, "SELECT ?who ?text { ?a pol:coordinates ?t ; rdfs:label ?who . ?t pol:due ?text }")
    assert partners == {(f"Sở Tài chính {TRA_VINH}", "2022-12-15")}


def test_two_documents_in_one_file_become_two(tmp_path: Path) -> None:
    graph, result = built("16", tmp_path / "out")
    assert rows(graph, LED) == {
        ("521/QĐ-UBND", f"Sở Công Thương {TRA_VINH}", None),
        ("522/KH-UBND", f"Sở Tài chính {TRA_VINH}", "2022-09-30"),
    }
    carried = rows(graph, "SELECT ?a ?b { ?x pol:implements ?y ; eli:id_local ?a . ?y eli:id_local ?b }")
    assert carried == {("522/KH-UBND", "33-NQ/TU")}
    assert len(result.read) == 2
    assert (result.out / "report.md").read_text("utf-8").count("holds 2 documents") == 2


def test_one_document_in_two_files_counts_once(tmp_path: Path) -> None:
    graph, result = built("17", tmp_path / "out")
    assert rows(graph, LED) == {("521/QĐ-UBND", f"Sở Công Thương {TRA_VINH}", None)}
    assert len(result.read) == 1
    assert "17-same-twice-b.txt" in (result.out / "report.md").read_text("utf-8")


def test_a_law_that_another_amends_gets_no_year_from_another_text(tmp_path: Path) -> None:
    graph, _ = built("32", tmp_path / "out")
    amended = "SELECT ?date { ?law pol:amends ?before . OPTIONAL { ?before eli:date_document ?date } }"
    assert rows(graph, amended) == {(None,)}


def test_a_document_is_called_by_the_word_of_its_symbol(tmp_path: Path) -> None:
    labels = set()
    for number in ("22", "23"):
        graph, _ = built(number, tmp_path / number)
        labels |= rows(graph, "SELECT ?label { ?d a pol:PolicyDocument ; rdfs:label ?label }")
    assert {("Văn bản hợp nhất số 27/VBHN-BTC",), ("Quy chế số 05-QC/HU",), ("Quy chế số 02-QC/TU",)} <= labels
