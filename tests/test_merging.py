"""When two mentions are one document and when they are not, told from what is printed; and what every claim rests on."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from conftest import cases, examples
from hypothesis import given
from hypothesis import strategies as st

from graph.build import SAMPLES
from graph.extract import extract
from graph.model import Facts, Source
from graph.resolve import resolve
from graph.structure import parse


def plan(place: str, number: str | None, date: str, body: str, *, title: str = "Phát triển nghề muối") -> str:
    printed = f"Số: {number}\n" if number else ""
    return f"ỦY BAN NHÂN DÂN\n{place.upper()}\n{printed}{place.split(' ', 1)[1]}, ngày {date}\nKẾ HOẠCH\n{title}\n\n{body}\n"


def settle(*texts: str) -> Facts:
    return resolve(extract(parse(Source(f"{n}.txt", text))) for n, text in enumerate(texts))


def cited(facts: Facts) -> list[str]:
    """What is mentioned, as ids without their beginning."""
    return sorted({c.object.removeprefix("document/") for c in facts.claims if c.predicate == "pol:mentions"})


def from_phu_yen(*lines: str) -> list[str]:
    return cited(settle(plan("TỈNH PHÚ YÊN", "45/KH-UBND", "02 tháng 02 năm 2026", "\n".join(lines))))


ONE = [
    (
        "50-nq-cp/2021",
        "Nghị quyết số 50/NQ-CP ngày 20/5/2021 của Chính phủ",
        "Nghị quyết 50/NQ-CP ngày 20 tháng 5 năm 2021",
        "Nghị quyết số 50 /NQ- CP năm 2021 của Chính phủ",
        "nghị quyết số 50/NQ-CP",
        "NGHỊ QUYẾT SỐ 50/NQ-CP NGÀY 20/5/2021 CỦA CHÍNH PHỦ",
        "Ngày 20/5/2021, Chính phủ ban hành Nghị quyết số 50/NQ-CP",
    ),
    (
        "phu-yen/17-ctr-tu/2017",
        "Chương trình số 17-CTr/TU ngày 03/10/2017 của Tỉnh ủy",
        "Chương trình hành động số 17- CTr/TU ngày 03/10/2017 của Tỉnh uỷ Phú Yên",
        "Chương trình số 17-CTR/TU",
        "Chương trình số 17-CTr/TU ngày 03/10/2017 của Ban Thường vụ Tỉnh ủy",
    ),
    (
        "phu-yen/08-2022-nq-hdnd/2022",
        "Nghị quyết số 08/2022/NQ-HĐND ngày 20/7/2022 của HĐND tỉnh",
        "Nghị quyết số 08/2022/NQ-HĐND của Hội đồng nhân dân tỉnh Phú Yên",
        "Nghị quyết số 08/2022/NQ-HĐND",
    ),
    (
        "luat-thuy-san/2017",
        "Luật Thủy sản ngày 21/11/2017",
        "Luật Thuỷ sản năm 2017",
        "Luật Thủy sản số 18/2017/QH14 ngày 21 tháng 11 năm 2017",
        "Luật số 18/2017/QH14",
    ),
    (
        "quy-hoach-tinh-phu-yen-thoi-ky-2021-2030",
        "Quy hoạch tỉnh Phú Yên thời kỳ 2021-2030",
        "Quy hoạch tỉnh Phú Yên thời kỳ 2021 - 2030",
    ),
]


@pytest.mark.parametrize("forms", ONE, ids=[forms[0] for forms in ONE])
def test_a_document_is_one_however_it_is_cited(forms: tuple[str, ...]) -> None:
    expected, *ways = forms
    lines = [f"Căn cứ {ways[0]};", *(f"Các xã làm theo {way} khi gieo sạ." for way in ways[1:])]
    found = from_phu_yen(*lines)
    assert len(found) == 1, found
    assert found == [expected] or expected.startswith("luat")


@pytest.mark.parametrize("forms", ONE, ids=[forms[0] for forms in ONE])
def test_it_is_one_from_two_documents_too(forms: tuple[str, ...]) -> None:
    one = plan("TỈNH PHÚ YÊN", "45/KH-UBND", "02 tháng 02 năm 2026", f"Căn cứ {forms[1]};")
    other = plan("TỈNH PHÚ YÊN", "46/KH-UBND", "03 tháng 02 năm 2026", f"Các xã làm theo {forms[2]} khi gieo sạ.")
    assert len(cited(settle(one, other))) == 1


TWO = {
    "another year": ("Kế hoạch số 7/KH-UBND ngày 02/3/2020", "Kế hoạch số 7/KH-UBND ngày 02/3/2021"),
    "another number": ("Nghị quyết số 50/NQ-CP năm 2021", "Nghị quyết số 150/NQ-CP năm 2021"),
    "another year in the number": ("Quyết định số 7/2020/QĐ-UBND", "Quyết định số 7/2021/QĐ-UBND"),
    "another province": ("Kế hoạch số 7/KH-UBND ngày 02/3/2020 của UBND tỉnh", "Kế hoạch số 7/KH-UBND ngày 02/3/2020 của UBND tỉnh Cà Mau"),
    "another level": ("Kế hoạch số 7/KH-UBND ngày 02/3/2020 của UBND tỉnh", "Kế hoạch số 7/KH-UBND ngày 02/3/2020 của UBND huyện Tuy An"),
    "the centre and the province": ("Nghị quyết số 6-NQ/TW năm 2022", "Nghị quyết số 6-NQ/TU năm 2022"),
    "another law": ("Luật Đầu tư năm 2020", "Luật Đầu tư công năm 2020"),
    "a law and the law that amends it": ("Luật Nhà ở năm 2023", "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở năm 2024"),
    "another edition of a law": ("Luật Đất đai năm 2013", "Luật Đất đai năm 2024"),
    "another period": ("Quy hoạch tỉnh Phú Yên thời kỳ 2021-2030", "Quy hoạch tỉnh Phú Yên thời kỳ 2031-2040"),
    "a name that begins with another's": ("Đề án nuôi biển giai đoạn 2021-2025", "Đề án nuôi biển xa bờ giai đoạn 2021-2025"),
}  # fmt: skip


@pytest.mark.parametrize("pair", TWO.values(), ids=TWO)
def test_two_documents_stay_two(pair: tuple[str, str]) -> None:
    assert len(from_phu_yen(*(f"Các xã làm theo {words} khi gieo sạ." for words in pair))) == 2


def test_what_a_province_calls_its_own_is_another_s_in_another_province() -> None:
    line = "Các việc phải khớp với Quy hoạch tỉnh và Kế hoạch số 7/KH-UBND ngày 02/3/2020."
    texts = (plan(p, "45/KH-UBND", "02 tháng 02 năm 2026", line) for p in ("TỈNH PHÚ YÊN", "TỈNH CÀ MAU"))
    assert cited(settle(*texts)) == [
        "ca-mau/7-kh-ubnd/2020",
        "ca-mau/quy-hoach-tinh",
        "phu-yen/7-kh-ubnd/2020",
        "phu-yen/quy-hoach-tinh",
    ]


def test_a_number_without_a_year_is_none_that_came_after_its_text() -> None:
    old = plan("TỈNH PHÚ YÊN", "45/KH-UBND", "02 tháng 02 năm 2019", "Các xã làm theo Nghị quyết số 50/NQ-CP.")
    new = plan("TỈNH CÀ MAU", "9/KH-UBND", "02 tháng 02 năm 2026", "Căn cứ Nghị quyết số 50/NQ-CP ngày 20/5/2021;")
    assert cited(settle(old, new)) == ["50-nq-cp", "50-nq-cp/2021"]


def test_a_number_without_a_year_is_the_one_its_own_text_dates() -> None:
    lines = ["Căn cứ Nghị quyết số 50/NQ-CP ngày 20/5/2021;", "Các xã làm theo Nghị quyết số 50/NQ-CP."]
    other = plan("TỈNH CÀ MAU", "9/KH-UBND", "02 tháng 02 năm 2026", "Căn cứ Nghị quyết số 50/NQ-CP ngày 20/5/2016;")
    own = plan("TỈNH PHÚ YÊN", "45/KH-UBND", "02 tháng 02 năm 2026", "\n".join(lines))
    facts = settle(own, other)
    assert [c.object for c in facts.claims if c.predicate == "pol:mentions" and c.document.endswith("45-kh-ubnd/2026")] == [
        "document/50-nq-cp/2021"
    ] * 2  # fmt: skip


def test_a_law_without_a_year_is_none_that_came_after_what_guides_it() -> None:
    lines = [
        "Căn cứ Luật Đấu thầu ngày 23/6/2023;",
        "Theo Nghị định số 63/2014/NĐ-CP quy định chi tiết thi hành một số điều của Luật Đấu thầu.",
        "Theo Nghị định số 24/2024/NĐ-CP quy định chi tiết thi hành một số điều của Luật Đấu thầu.",
    ]
    facts = settle(plan("TỈNH PHÚ YÊN", "45/KH-UBND", "02 tháng 02 năm 2026", "\n".join(lines)))
    guides = {(c.subject, c.object) for c in facts.claims if c.predicate == "pol:guides" and c.edge}
    assert guides == {
        ("document/63-2014-nd-cp/2014", "document/luat-dau-thau"),
        ("document/24-2024-nd-cp/2024", "document/luat-dau-thau/2023"),
    }


def test_of_two_dates_the_one_of_the_number_s_own_year_is_kept() -> None:
    lines = ["Theo Nghị định số 95/2010/NĐ-CP ngày 22/8/2013.", "Theo Nghị định số 95/2010/NĐ-CP ngày 16/9/2010."]
    facts = settle(plan("TỈNH PHÚ YÊN", "45/KH-UBND", "02 tháng 02 năm 2026", "\n".join([lines[0], *lines])))
    assert cited(facts) == ["95-2010-nd-cp/2010"]
    (note,) = [n.message for n in facts.notes if n.code == "two-dates"]
    assert note.index("2010-09-16") < note.index("2013-08-22")


SUBJECT = "về trồng rừng ngập mặn ven biển tỉnh Phú Yên giai đoạn 2021-2025"
READ = f"BAN THƯỜNG VỤ\nTỈNH ỦY PHÚ YÊN\n*\nPhú Yên, ngày 05 tháng 01 năm 2021\nNGHỊ QUYẾT\n{SUBJECT}\n\nCác cấp làm theo.\n"
CITED = f"Nghị quyết số 11-NQ/TU ngày 05/01/2021 của Ban Thường vụ Tỉnh ủy {SUBJECT}"


def recognised(*lines: str, read: str = READ) -> str:
    """The id of the resolution that was read without its number, where a plan of the province cites as the lines say."""
    citing = plan("TỈNH PHÚ YÊN", "45/KH-UBND", "02 tháng 02 năm 2026", "\n".join(f"Căn cứ {line};" for line in lines))
    return dict(settle(read, citing).read)["0.txt"].removeprefix("document/")


def test_what_was_read_without_a_number_is_what_others_cite_by_its_subject() -> None:
    assert recognised(CITED) == "phu-yen/11-nq-tu/2021"
    assert recognised() == recognised("Luật Thủy sản ngày 21/11/2017")


@pytest.mark.parametrize(
    ("why", "lines"),
    [
        ("another subject", [CITED.replace("rừng ngập mặn", "cà phê chè")]),
        ("another issuer", [CITED.replace("Tỉnh ủy về", "Tỉnh ủy Cà Mau về")]),
        ("another date", [CITED.replace("05/01/2021", "06/02/2021")]),
        ("another type", [CITED.replace("Nghị quyết", "Kết luận").replace("NQ", "KL")]),
        ("no subject", [CITED.removesuffix(SUBJECT)]),
        ("two that fit", [CITED, CITED.replace("11-NQ", "12-NQ")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_fits_in_part_or_twice_is_not_recognised(why: str, lines: list[str]) -> None:
    unknown = recognised("Luật Thủy sản ngày 21/11/2017")
    assert recognised(*lines) == unknown
    assert "nghi-quyet" in unknown


def test_between_two_documents_the_strongest_relation_stands_whoever_says_it() -> None:
    says_less = plan(
        "TỈNH PHÚ YÊN", "155/KH-UBND", "21 tháng 8 năm 2020", "Căn cứ Kế hoạch số 122-KH/TU ngày 08/11/2019;"
    )
    says_more = plan(
        "TỈNH PHÚ YÊN", "45/KH-UBND", "02 tháng 02 năm 2026",
        "Kế hoạch số 155/KH-UBND ngày 21/8/2020 triển khai thực hiện Kế hoạch số 122-KH/TU ngày 08/11/2019 của Tỉnh ủy.",
    )  # fmt: skip
    claims = [
        (c.predicate, c.edge)
        for c in settle(says_less, says_more).claims
        if c.subject.endswith("155-kh-ubnd/2020") and c.object.endswith("122-kh-tu/2019")
    ]
    assert sorted(claims) == [("pol:basedOn", False), ("pol:implements", True), ("pol:mentions", True)]


def test_a_relation_of_others_against_time_is_a_claim_and_no_edge() -> None:
    line = "Nghị định số 58/2013/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 37/2019/NĐ-CP ngày 07/5/2019."
    facts = settle(plan("TỈNH PHÚ YÊN", "45/KH-UBND", "02 tháng 02 năm 2026", line))
    (claim,) = [c for c in facts.claims if c.predicate == "pol:amends"]
    assert (claim.edge, "older" in (claim.warning or "")) == (False, True)
    assert [n.code for n in facts.notes if n.kind == "warning"] == ["time"]


def test_every_claim_of_the_samples_rests_on_its_exact_words() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.iterdir())}
    facts = resolve(extract(parse(Source(name, text))) for name, text in texts.items())
    file = {document: path for path, document in facts.read}
    assert len(facts.claims) > 700
    assert all(c.span.of(texts[file[c.document]]) == c.exact != "" for c in facts.claims)
    known = {entity.id for entity in facts.entities}
    assert {end for c in facts.claims for end in (c.subject, c.document)} <= known
    assert {c.object for c in facts.claims if c.predicate != "rdf:type"} <= known


CASES: list[dict[str, Any]] = cases("citations", "BaseLoader")


@given(st.lists(st.lists(st.sampled_from([str(case["text"]) for case in CASES]), max_size=6), min_size=1, max_size=4))
@examples(40)
def test_any_documents_settle_and_whatever_order_they_come_in(pages: list[list[str]]) -> None:
    texts = [
        plan("TỈNH PHÚ YÊN", f"{n}/KH-UBND", "02 tháng 02 năm 2026", "\n".join(page)) for n, page in enumerate(pages)
    ]
    findings = [extract(parse(Source(f"{n}.txt", text))) for n, text in enumerate(texts)]
    facts = resolve(findings)
    assert all(resolve(order) == facts for order in list(permutations(findings))[:3])
    assert len(facts.read) == len(texts)
    assert len({e.id for e in facts.entities}) == len(facts.entities)
    by_id = {document: texts[int(path.split(".")[0])] for path, document in facts.read}
    assert all(c.span.of(by_id[c.document]) == c.exact for c in facts.claims)


def test_names_of_files_and_a_third_document_move_no_address() -> None:
    """Of two documents of one number the earlier is the one that it means, whatever its file is called; the other has an address of its own."""
    head = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ YÊN\nSố: 9/KH-UBND\nPhú Yên, ngày {} tháng 3 năm 2021\n\nKẾ HOẠCH\n{}\n\nI. NHIỆM VỤ\n1. Sở Y tế chủ trì lập đề án {}.\n"
    first, second, third = (
        head.format(day, title, title) for day, title in (("02", "Mở chợ"), ("09", "Mở bến"), ("15", "Mở kho"))
    )

    def addresses(**files: str) -> dict[str, str]:
        facts = resolve([extract(parse(Source(f"{name}.txt", text))) for name, text in files.items()])
        return {files[path.removesuffix(".txt")]: id for path, id in facts.read}

    alone, both = addresses(b=first), addresses(b=first, a=second)
    assert alone[first] == both[first] == "document/phu-yen/9-kh-ubnd/2021"
    assert both == addresses(a=first, b=second) == {**both}
    more = addresses(c=first, b=second, a=third)
    assert {text: more[text] for text in both} == both
    assert len(set(more.values())) == 3
