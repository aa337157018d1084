"""Short forms of bodies: those that everybody uses, those that a document makes, those whose name stands elsewhere in it."""

from __future__ import annotations

from itertools import product

import pytest

from graph.language import assignees
from graph.making.examine import read_document

KNOWN = {
    "Sở TC": "Sở Tài chính", "Sở CT": "Sở Công Thương", "Sở YT": "Sở Y tế", "Sở XD": "Sở Xây dựng", "Sở TP": "Sở Tư pháp",
    "Sở DL": "Sở Du lịch", "Sở VH,TT&DL": "Sở Văn hóa, Thể thao và Du lịch", "Sở VHTT&DL": "Sở Văn hóa, Thể thao và Du lịch",
    "Sở LĐ-TB&XH": "Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH": "Sở Lao động - Thương binh và Xã hội",
    "Sở KH&CN": "Sở Khoa học và Công nghệ", "Sở KH&ĐT": "Sở Kế hoạch và Đầu tư", "Sở NN&MT": "Sở Nông nghiệp và Môi trường",
    "VP UBND": "Văn phòng Ủy ban nhân dân", "CA": "Công an", "BCHQS": "Bộ Chỉ huy Quân sự", "Bộ CHQS": "Bộ Chỉ huy Quân sự",
    "BHXH": "Bảo hiểm xã hội", "KBNN": "Kho bạc Nhà nước", "LĐLĐ": "Liên đoàn Lao động", "TAND": "Tòa án nhân dân",
    "Viện KSND": "Viện kiểm sát nhân dân", "Đài PT-TH": "Đài Phát thanh và Truyền hình", "MTTQ": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Hội ND": "Hội Nông dân", "Hội CCB": "Hội Cựu chiến binh",
}  # fmt: skip


@pytest.mark.parametrize("short", KNOWN)
def test_a_short_form_that_everybody_uses_is_the_body(short: str) -> None:
    read = assignees.read(f"{short} tỉnh, Sở Nội vụ", "tỉnh Lâm Đồng")
    assert [one.name for one in read] == [f"{KNOWN[short]} tỉnh Lâm Đồng", "Sở Nội vụ tỉnh Lâm Đồng"]
    assert len(KNOWN) == 26


def test_letters_that_two_departments_share_are_neither() -> None:
    (read,) = assignees.read("Sở NV", "tỉnh Lâm Đồng")
    assert read.name not in ("Sở Nội vụ tỉnh Lâm Đồng", "Sở Ngoại vụ tỉnh Lâm Đồng")


HEAD = "BỘ XÂY DỰNG\nSố: 7/KH-BXD\nHà Nội, ngày 5 tháng 6 năm 2024\n\nKẾ HOẠCH\nSửa cầu treo năm 2025\n\n"
TABLE = "STT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời hạn\n1\tĐếm lại cầu treo của các bản\t{0}\tSở Y tế\t5/2025\n2\tSơn lan can\tSở Xây dựng\t{0}\t6/2025\n"
PROSE = "II. TỔ CHỨC THỰC HIỆN\n1. {0} chủ trì đếm lại cầu treo của các bản.\n"
NAMES = {
    "Cục QLCT": "Cục Quản lý cầu treo",
    "Vụ KHTC": "Vụ Kế hoạch - Tài chính",
    "Vụ KH-TC": "Vụ Kế hoạch - Tài chính",
    "Vụ KHCN&MT": "Vụ Khoa học, Công nghệ và Môi trường",
    "Cục KTXD": "Cục Kinh tế xây dựng",
    "Vụ TCCB": "Vụ Tổ chức cán bộ",
}
TOLD = {
    "made before": "Giao {name} ({short}) nhận hồ sơ.\n\n{text}",
    "made behind": "{text}\n\nGiao {name} (gọi tắt là {short}) nhận hồ sơ.\n",
    "named elsewhere": "{text}\n\nHồ sơ gửi về {name} để lưu.\n",
}
GIVEN = list(product(NAMES, TOLD, (TABLE, PROSE)))


@pytest.mark.parametrize(("short", "told", "text"), GIVEN)
def test_a_short_form_is_the_body_that_the_text_writes_out(short: str, told: str, text: str) -> None:
    name = NAMES[short]
    found = read_document(text=HEAD + TOLD[told].format(name=name, short=short, text=text.format(short))).tasks
    task = next(task for task in found if "đếm lại" in task.text.casefold())
    assert [one.name for one in task.leads] == [f"{name}, Bộ Xây dựng"]
    assert [one.words for one in task.leads] == [short]
    partners = [one.name for task in found if task.text == "Sơn lan can" for one in task.coordinators]
    assert partners == ([f"{name}, Bộ Xây dựng"] if text is TABLE else [])
    assert len(GIVEN) == 36


def test_a_short_form_that_fits_two_names_stays_as_printed() -> None:
    text = HEAD + PROSE.format("Vụ PC") + "2. Vụ Pháp chế và Vụ Phổ cập lưu hồ sơ.\n"
    assert [one.name for one in read_document(text=text).tasks[0].leads] == ["Vụ PC, Bộ Xây dựng"]
