"""What must not matter to who does what: whether a body is known by name, which province, which dashes, whether a scan lost a diacritic."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Source
from graph.structure import parse

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH {place}\n\nSố: 31/KH-UBND\n{small}, ngày 04 tháng 5 năm 2026\n\nKẾ HOẠCH\nGiữ nghề dệt chiếu năm 2026\n\n"
PLAN = """II. NỘI DUNG
- Sở Công Thương chủ trì tìm chợ bán chiếu ở các huyện.
III. TỔ CHỨC THỰC HIỆN
1. Viện Nghề dệt (cơ quan thường trực)
a) Chủ trì, phối hợp với các sở, ngành
- Mở lớp dạy dệt chiếu cho thanh niên.
- Ghi lại các mẫu hoa văn cổ.
b) Nhận đơn của các hộ và xem đơn có đủ giấy hay không.
Trường hợp đơn thiếu giấy thì gửi trả trong ba ngày.
2. Căn cứ Kế hoạch này, các sở, ngành có trách nhiệm đặt mua chiếu làm quà.
Ủy ban nhân dân tỉnh yêu cầu các sở, ngành gửi số liệu về Sở Công Thương.
"""
Read = list[tuple[str, tuple[str, ...], tuple[str, ...]]]


def read(text: str, place: str = "CÀ MAU", small: str = "Cà Mau") -> Read:
    """The tasks of a plan: their wording, leads and partners."""
    found = extract(parse(Source("a.txt", HEAD.format(place=place, small=small) + text))).tasks
    return [
        (t.text, tuple(a.group or a.name for a in t.leads), tuple(a.group or a.name for a in t.coordinators))
        for t in found
    ]


def test_the_plan_itself() -> None:
    assert [(words[:20], leads, partners) for words, leads, partners in read(PLAN)] == [
        ("Sở Công Thương chủ t", ("Sở Công Thương tỉnh Cà Mau",), ()),
        ("Mở lớp dạy dệt chiếu", ("Viện Nghề dệt",), ("departments",)),
        ("Ghi lại các mẫu hoa ", ("Viện Nghề dệt",), ("departments",)),
        ("Nhận đơn của các hộ ", ("Viện Nghề dệt",), ()),
        ("Căn cứ Kế hoạch này,", ("departments",), ()),
        ("Ủy ban nhân dân tỉnh", ("departments",), ()),
    ]


def test_a_point_that_goes_on_in_a_paragraph_holds_it() -> None:
    assert [words for words, _, _ in read(PLAN) if "thiếu giấy" in words] == [
        "Nhận đơn của các hộ và xem đơn có đủ giấy hay không. Trường hợp đơn thiếu giấy thì gửi trả trong ba ngày."
    ]


@pytest.mark.parametrize(
    "name", ["Sở Y tế", "Trung tâm Giữ nghề", "Hội Thợ dệt", "Quỹ Làng nghề", "Bệnh viện Chân mây"]
)
def test_a_body_that_nobody_knows_keeps_its_tasks(name: str) -> None:
    renamed = read(PLAN.replace("Viện Nghề dệt", name))
    assert [words for words, _, _ in renamed] == [words for words, _, _ in read(PLAN)]
    assert [leads[0].startswith(name) for _, leads, _ in renamed][1:4] == [True] * 3


@pytest.mark.parametrize(("place", "small"), [("ĐIỆN BIÊN", "Điện Biên"), ("QUẢNG TRỊ", "Quảng Trị")])
def test_the_province_is_the_only_difference_between_provinces(place: str, small: str) -> None:
    here = [(w, tuple(x.replace("Cà Mau", small) for x in leads), p) for w, leads, p in read(PLAN)]
    assert read(PLAN, place, small) == here


@pytest.mark.parametrize("dash", ["–", "•"])
def test_another_dash_gives_the_same(dash: str) -> None:
    assert read(PLAN.replace("\n- ", f"\n{dash} ")) == read(PLAN)


@pytest.mark.parametrize("heading", ["TÔ CHỨC THỰC HIỆN", "TỔ CHƯC THỰC HIÊN", "TO CHUC THUC HIEN"])
def test_a_heading_that_lost_diacritics_opens_its_part(heading: str) -> None:
    sentence = "1. Các sở, ngành đan chiếu cho trường học.\n"
    assert read(f"III. {heading}\n{sentence}") == read(f"III. TỔ CHỨC THỰC HIỆN\n{sentence}") != []


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("Để kịp mùa cưới, Sở Công Thương và các sở, ngành đặt mua khung dệt.", 2),
        ("Sở Công Thương (Phòng Làng nghề), trên cơ sở đề nghị của các xã, trình danh sách hộ dệt.", 1),
        ("Các doanh nghiệp bán chiếu ở chợ nổi chủ động ghi giá trên chiếu.", 1),
        ("Trong quá trình thực hiện, nếu có vướng mắc các sở, ngành báo về Sở Công Thương.", 1),
        ("Ủy ban nhân dân tỉnh giao Sở Công Thương đếm khung dệt của các xã.", 1),
        ("Hằng năm, cơ quan được phân công có trách nhiệm đếm khung dệt.", 1),
        ("Chiếu của Sở Công Thương được giữ ở kho.", 0),
        ("Sở Công Thương đã đếm xong khung dệt của các xã.", 0),
        ("Khuyến khích các doanh nghiệp bán chiếu ở chợ nổi.", 0),
        ("Hội nghị bàn về chiếu được mở ở huyện.", 0),
    ],
)
def test_who_a_sentence_charges(line: str, leads: int) -> None:
    assert [len(who) for _, who, _ in read(f"III. TỔ CHỨC THỰC HIỆN\n1. {line}\n")] == ([leads] if leads else [])


def test_a_sentence_that_charges_is_surer_than_a_heading_of_unknown_bodies() -> None:
    text = HEAD.format(place="CÀ MAU", small="Cà Mau") + PLAN
    sure = [task.confidence for task in extract(parse(Source("a.txt", text))).tasks]
    assert len(sure) == 6
    assert min(sure) >= 0.6
    assert max(sure) <= 1.0


CLOSED = """III. GIẢI PHÁP
3. Nhiệm vụ thường xuyên
3.1. Giữ bến dệt
- Đắp bờ bao quanh các bãi lác và trồng thêm lác ở cửa rạch.
- Tuần tra các bãi lác mỗi con nước, ghi sổ từng bó bị cắt trộm.
Trách nhiệm chỉ đạo thực hiện: Sở Công Thương; các sở, ngành.
3.2. Mở chợ chiếu
- Mở chợ phiên ở bến sông cho các hộ dệt bán chiếu.
- Đặt biển chỉ đường vào chợ ở các ngã ba sông.
Trách nhiệm thực hiện: Sở Xây dựng.
"""


def test_a_labelled_line_behind_items_says_who_leads_them_all_and_their_heading_when() -> None:
    found = extract(parse(Source("a.txt", HEAD.format(place="CÀ MAU", small="Cà Mau") + CLOSED))).tasks
    assert [(t.ordinal, [str(a.group or a.name) for a in t.leads]) for t in found] == [
        ("III.3.1.-1", ["Sở Công Thương tỉnh Cà Mau", "departments"]),
        ("III.3.1.-2", ["Sở Công Thương tỉnh Cà Mau", "departments"]),
        ("III.3.2.-1", ["Sở Xây dựng tỉnh Cà Mau"]),
        ("III.3.2.-2", ["Sở Xây dựng tỉnh Cà Mau"]),
    ]
    assert {t.deadline.recurrence if t.deadline else None for t in found} == {"Ongoing"}


def test_items_that_each_have_their_labels_keep_them() -> None:
    text = CLOSED.replace("cửa rạch.\n", "cửa rạch.\nCơ quan chủ trì: Sở Y tế.\n")
    assert [leads for _, leads, _ in read(text)][:2] == [
        ("Sở Y tế tỉnh Cà Mau",),
        ("Sở Công Thương tỉnh Cà Mau", "departments"),
    ]


def test_a_remark_in_brackets_is_no_part_of_the_duty_above_it() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Đan chiếu cho các trạm xá.\n(Văn bản này thay bản gửi tuần trước)\n"
    assert [words for words, _, _ in read(text)] == ["Đan chiếu cho các trạm xá."]


FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Cà Mau"


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("Căn cứ Kế hoạch này, các sở, ban, ngành, đoàn thể, địa phương lập sổ.", ["departments", "mass-organizations", "localities"]),
        ("Các sở, ban, ngành, đoàn thể cấp tỉnh rà soát sổ thợ dệt.", ["departments", "mass-organizations"]),
        ("Người đứng đầu cấp ủy, chính quyền, cơ quan, đơn vị chịu trách nhiệm giữ nghề.", ["party-committees", "localities", "related-units"]),
        ("Mặt trận Tổ quốc, Đoàn Thanh niên, Hội Phụ nữ vận động thợ dệt.", [FRONT, "Đoàn Thanh niên tỉnh Cà Mau", "Hội Phụ nữ tỉnh Cà Mau"]),
        ("Hội Thợ dệt, Quỹ Làng nghề, Trạm Cói tổ chức lớp dạy dệt.", ["Hội Thợ dệt tỉnh Cà Mau", "Quỹ Làng nghề tỉnh Cà Mau", "Trạm Cói tỉnh Cà Mau"]),
        ("Các sở, ngành gửi sổ; trường hợp thiếu sổ, Sở Nội vụ báo cáo UBND tỉnh.", ["departments", "Sở Nội vụ tỉnh Cà Mau"]),
        ("Các sở, ngành rà soát sổ thợ dệt; UBND các xã, phường căn cứ sổ, hướng dẫn thợ.", ["departments", "communes"]),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh chủ trì ghi tên thợ dệt.", ["Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Cà Mau"]),
        ("Sở Nội vụ tham mưu UBND tỉnh xét danh hiệu; trình Chủ tịch UBND tỉnh.", ["Sở Nội vụ tỉnh Cà Mau"]),
    ],
)  # fmt: skip
def test_all_whom_a_sentence_charges_lead(sentence: str, leads: list[str]) -> None:
    assert [list(found) for _, found, _ in read(f"III. TỔ CHỨC THỰC HIỆN\n1. {sentence}\n")] == [leads]


def test_bodies_of_whose_work_a_purpose_speaks_are_charged_with_nothing() -> None:
    purpose = "Nhằm nâng cao trách nhiệm của các xã, chính quyền, sở, ngành, đoàn thể, doanh nghiệp trong triển khai Luật Đò, góp phần giữ nghề."
    assert read(f"I. MỤC ĐÍCH\na) {purpose}\n") == []


def test_what_stands_below_a_line_that_asks_is_work_with_whatever_verb() -> None:
    for asking in (
        "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:",
        "Ủy ban nhân dân tỉnh đề nghị thực hiện một số nội dung sau:",
    ):
        text = f"ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 7/CT-UBND\nSơn La, ngày 5 tháng 2 năm 2026\n\nCHỈ THỊ\nVề đò ngang\n\n{asking}\n1. Sở Xây dựng sơn lại các cọc neo.\n2. Để người qua đò biết giờ nước lên, Báo Sơn La mở bản tin sông.\n"
        found = extract(parse(Source("a.txt", text))).tasks
        assert [[a.name for a in task.leads] for task in found] == [["Sở Xây dựng tỉnh Sơn La"], ["Báo Sơn La"]]
