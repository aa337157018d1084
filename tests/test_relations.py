"""How documents are said to stand to each other: cases in cases/relations.yaml, each named by its reason."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import pytest
from conftest import cases

from graph.extract import extract
from graph.model import Findings, Source
from graph.structure import parse
from graph.vocab import DOCUMENT_EDGES

CASES: list[dict[str, Any]] = cases("relations")
WHYS = [case["why"] for case in CASES]
TOP = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ YÊN\nSố: 45/KH-UBND\nPhú Yên, ngày 02 tháng 02 năm 2026\n"


def whole(case: dict[str, Any]) -> str:
    """The text of a case below its letterhead, type and title; an appendix has no letterhead."""
    kind, title = case.get("type", "KẾ HOẠCH"), case.get("title", "Phát triển nghề muối năm 2026")
    top = TOP.replace("45/KH-UBND", case["number"]) if "number" in case else TOP
    above = f"{top.replace('KH-', 'QĐ-') if kind != 'KẾ HOẠCH' else top}{kind}\n" if kind else ""
    return f"{above}{title}\n\n{case['text']}\n"


@cache
def read(text: str) -> Findings:
    return extract(parse(Source("plan.txt", text)))


def told(found: Findings) -> list[tuple[str, str, str]]:
    def end(i: int) -> str:
        c = found.citations[i]
        return "SELF" if i < 0 or c.itself else str(c.number or c.title)

    return sorted({(end(r.subject), r.predicate, end(r.object)) for r in found.relations})


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_a_text_states(case: dict[str, Any]) -> None:
    assert told(read(whole(case))) == sorted(map(tuple, case["are"]))


@pytest.mark.parametrize("case", [case for case in CASES if case["are"]], ids=[c["why"] for c in CASES if c["are"]])
def test_the_words_of_a_statement_hold_both_documents(case: dict[str, Any]) -> None:
    text = whole(case)
    found = read(text)
    for r in found.relations:
        for end in (i for i in (r.subject, r.object) if i >= 0 and not found.citations[i].itself):
            mention = found.citations[end].span
            assert r.span.start <= mention.start < r.span.end, (r, mention.of(text))


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_composed_and_decomposed_letters_state_the_same(case: dict[str, Any]) -> None:
    assert told(read(unicodedata.normalize("NFD", whole(case)))) == told(read(whole(case)))


def test_the_cases_are_all_there_and_show_every_relation() -> None:
    assert len(CASES) == 154
    assert len(set(WHYS)) == len(CASES)
    assert sum(not case["are"] for case in CASES) == 34
    assert {r[1] for case in CASES for r in case["are"]} == set(DOCUMENT_EDGES) - {"cites"}


def test_a_semicolon_of_the_outer_list_ends_what_a_decision_approves() -> None:
    for opening in ("Thực hiện: ", "Thực hiện "):
        text = (
            f"KẾ HOẠCH\nVề A\n\n{opening}Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị; Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ "
            'tướng Chính phủ phê duyệt "Chương trình Chuyển đổi số quốc gia đến năm 2025"; Chương trình hành động số 12-CTr/TU ngày 20/01/2026 của '
            "Tỉnh ủy.\n"
        )
        found = extract(parse(Source("a.txt", text)))
        named = {n: c.number or c.title for n, c in enumerate(found.citations)}
        said = {(named.get(r.subject, "SELF"), r.predicate, named.get(r.object)) for r in found.relations}
        assert ("SELF", "implements", "12-CTr/TU") in said
        assert ("749/QĐ-TTg", "approves", "12-CTr/TU") not in said
        assert {o for s, p, o in said if p == "implements"} == {"57-NQ/TW", "749/QĐ-TTg", "12-CTr/TU"}


OPENINGS = {
    "Thực hiện Quyết định số 5/QĐ-TTg ngày 6/10/2025 của Thủ tướng Chính phủ về việc phê duyệt Đề án “Làng chài xanh”.": {
        ("SELF", "implements", "5/QĐ-TTg"), ("5/QĐ-TTg", "approves", "Đề án Làng chài xanh"),
    },
    "Để triển khai các Nghị quyết lớn của Bộ Chính trị (Nghị quyết số 57-NQ/TW, Nghị quyết số 59-NQ/TW), tỉnh ban hành Kế hoạch.": {
        ("SELF", "implements", "57-NQ/TW"), ("SELF", "implements", "59-NQ/TW"),
    },
    "Căn cứ các Nghị định của Chính phủ: số 131/2025/NĐ-CP ngày 12/6/2025, số 132/2025/NĐ-CP ngày 12/6/2025 về phân cấp;": {
        ("SELF", "basedOn", "131/2025/NĐ-CP"), ("SELF", "basedOn", "132/2025/NĐ-CP"),
    },
    "Căn cứ Nghị quyết số 01/NQ-CP ngày 08/01/2026; ý kiến chỉ đạo của Thường trực Tỉnh ủy tại Công văn số 88-CV/VPTU ngày 11/01/2026;": {
        ("SELF", "basedOn", "01/NQ-CP"), ("SELF", "basedOn", "88-CV/VPTU"),
    },
    "Thực hiện Kết luận của Thủ tướng Chính phủ tại Thông báo số 5/TB-VPCP ngày 3/1/2026; Thông tri số 07-TT/TU của Tỉnh ủy.": {
        ("SELF", "implements", "5/TB-VPCP"), ("SELF", "implements", "07-TT/TU"),
    },
    "Triển khai đồng bộ các chương trình trồng rừng, Nghị quyết số 18-NQ/TW, Kết luận số 121-KL/TW ngày 24/01/2025.": {
        ("SELF", "implements", "18-NQ/TW"), ("SELF", "implements", "121-KL/TW"),
    },
    "Thực hiện Nghị quyết Đại hội XIV của Đảng và Nghị quyết Đại hội lần thứ XIII của Đảng.": {
        ("SELF", "implements", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV của Đảng"),
        ("SELF", "implements", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"),
    },
    "Căn cứ Quyết định số 30/2021/QĐ-UBND ban hành Quy chế quản lý bến, được sửa đổi, bổ sung tại Quyết định số 12/2023/QĐ-UBND;": {
        ("SELF", "basedOn", "30/2021/QĐ-UBND"), ("SELF", "basedOn", "12/2023/QĐ-UBND"),
        ("30/2021/QĐ-UBND", "promulgates", "Quy chế quản lý bến"), ("12/2023/QĐ-UBND", "amends", "30/2021/QĐ-UBND"),
    },
}  # fmt: skip


@pytest.mark.parametrize("opening", OPENINGS)
def test_an_opening_says_what_the_document_rests_on_and_carries_out(opening: str) -> None:
    found = extract(parse(Source("a.txt", f"KẾ HOẠCH\nVề A\n\n{opening}\n")))
    named = {n: c.number or c.title for n, c in enumerate(found.citations)}
    said = {(named.get(r.subject, "SELF"), r.predicate, named.get(r.object, "SELF")) for r in found.relations}
    assert said == OPENINGS[opening]
    assert len(OPENINGS) == 8
