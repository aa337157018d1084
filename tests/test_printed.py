"""What becomes of numbers, issuers and names as they are printed, in the graph's facts."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Facts, Ref, Source
from graph.resolve import resolve
from graph.structure import parse

TOP = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ YÊN\nSố: 45/KH-UBND\nPhú Yên, ngày 02 tháng 02 năm 2026\nKẾ HOẠCH\nNghề muối\n\n"


def facts(*sentences: str) -> Facts:
    return resolve(
        [
            extract(parse(Source(f"{n}.txt", TOP.replace("45", str(45 + n)) + words)))
            for n, words in enumerate(sentences)
        ]
    )


def labels(found: Facts) -> set[str]:
    return {entity.label for entity in found.entities}


@pytest.mark.parametrize(
    "printed", ["31/NQ-\u0421\u0420", "３１/NQ-CP", "3\u200b1/NQ-CP", "31\u2215NQ-CP", "31/NQ\u00adCP"]
)
def test_one_document_however_its_number_is_printed_and_the_report_says_so(printed: str) -> None:
    say = "Thực hiện Nghị quyết số {} ngày 05/01/2025 của Chính phủ."
    found = facts(say.format("31/NQ-CP"), say.format(printed))
    cited = [e for e in found.entities if e.kind == "Resolution"]
    assert [(e.id, e.label) for e in cited] == [("document/31-nq-cp/2025", "Nghị quyết số 31/NQ-CP")]
    notes = [n for n in found.notes if n.code == "look-alike"]
    assert [n.documents for n in notes] == [tuple(i for path, i in found.read)]
    assert "U+" in notes[0].message


def test_the_number_of_the_document_itself_is_told_too() -> None:
    found = resolve([extract(parse(Source("a.txt", TOP.replace("45/KH", "4\u200b5/КН") + "Căn cứ Luật Giá;")))])
    assert [e.id for e in found.entities if e.kind == "Plan"] == ["document/phu-yen/45-kh-ubnd/2026"]
    assert [n.code for n in found.notes if n.kind == "warning"] == ["look-alike"]


def test_a_document_of_several_bodies_is_passed_by_each() -> None:
    found = facts("Căn cứ Thông tư liên tịch số 5/2014/TTLT-BTC-BNV ngày 02/3/2014 của Bộ Tài chính và Bộ Nội vụ;")
    (joint,) = (e for e in found.entities if e.kind == "Circular")
    assert joint.label == "Thông tư liên tịch số 5/2014/TTLT-BTC-BNV"
    passed = {value.id for name, value in joint.values if name == "eli:passed_by" and isinstance(value, Ref)}
    assert passed == {"agency/bo-tai-chinh", "agency/bo-noi-vu"}
    assert {"Bộ Tài chính", "Bộ Nội vụ"} <= labels(found)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Quy chế số 02-QC/TU ngày 01/3/2021 của Tỉnh ủy", "Quy chế số 02-QC/TU"),
        ("Quy chế số 03-QĐ/TU ngày 01/3/2021 của Tỉnh ủy", "Quy chế số 03-QĐ/TU"),
        ("Quy định số 04-QĐ/TU ngày 01/3/2021 của Tỉnh ủy", "Quy định số 04-QĐ/TU"),
        ("Văn bản hợp nhất số 7/VBHN-BTC ngày 01/3/2021 của Bộ Tài chính", "Văn bản hợp nhất số 7/VBHN-BTC"),
        ("Công điện số 8/CĐ-TTg ngày 01/3/2021 của Thủ tướng Chính phủ", "Công điện số 8/CĐ-TTg"),
        ("Chương trình hành động số 9-CTr/TU ngày 01/3/2021 của Tỉnh ủy", "Chương trình số 9-CTr/TU"),
    ],
)
def test_a_document_is_called_by_its_own_word(words: str, label: str) -> None:
    assert label in labels(facts(f"Căn cứ {words};"))


def test_the_province_of_a_district_completes_what_its_documents_name() -> None:
    top = "HUYỆN ỦY CẦU KÈ\n*\nSố 5-KH/HU\nĐẢNG CỘNG SẢN VIỆT NAM\nCầu Kè, ngày 2 tháng 6 năm 2022\nKẾ HOẠCH\nGiữ chợ\n"
    found = resolve([extract(parse(Source("a.txt", f"{top}Căn cứ Quy định số 2-QĐ/TU ngày 01/3/2021 của Tỉnh ủy;\n")))])
    assert "document/tra-vinh/2-qd-tu/2021" in {e.id for e in found.entities}
