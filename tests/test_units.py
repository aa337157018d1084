"""Departments of a ministry in its own documents: each by its full name, lists of them name by name."""

from __future__ import annotations

import pytest

from graph.making.examine import read_document

TOP = "{}\n\nSố: 7/QĐ-{}\nHà Nội, ngày 5 tháng 6 năm 2024\n\nQUYẾT ĐỊNH\nBan hành Chương trình giữ rừng năm 2025\n\nII. TỔ CHỨC THỰC HIỆN\n"

CASES = {
    "one": ("1. Vụ Tài chính chủ trì lập sổ thu của rừng.", ["Vụ Tài chính, Bộ Y tế"], []),
    "a list": ("1. Cục Quản lý dược, Vụ Tổ chức cán bộ rà soát sổ thuốc của các trạm.", ["Cục Quản lý dược, Bộ Y tế", "Vụ Tổ chức cán bộ, Bộ Y tế"], []),
    "together with others": (
        "1. Cục Quản lý dược, Vụ Khoa học và Công nghệ cùng với các đơn vị liên quan tiếp tục lập sổ thuốc.",
        ["Cục Quản lý dược, Bộ Y tế", "Vụ Khoa học và Công nghệ, Bộ Y tế"], ["các đơn vị liên quan"],
    ),
    "its office": ("1. Văn phòng Bộ chủ trì sửa nhà kho.", ["Văn phòng Bộ Y tế"], []),
    "no department": ("1. Sở Y tế tỉnh Lào Cai chủ trì sửa nhà kho.", ["Sở Y tế tỉnh Lào Cai"], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_departments_have_the_name_of_their_ministry(case: str) -> None:
    line, leads, coordinators = CASES[case]
    (task,) = read_document(text=TOP.format("BỘ Y TẾ", "BYT") + line + "\n").tasks
    assert [a.name for a in task.leads] == leads
    assert [a.name for a in task.coordinators] == coordinators
    assert len(CASES) == 5


def test_a_province_says_nothing_of_departments() -> None:
    top = TOP.format("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "UBND")
    (task,) = read_document(text=top + "1. Vụ Tài chính chủ trì lập sổ thu của rừng.\n").tasks
    assert "Bộ" not in task.leads[0].name


def test_sections_have_the_name_of_their_department() -> None:
    top = TOP.format("ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSỞ Y TẾ", "SYT").replace("Hà Nội", "Lào Cai")
    lines = "1. Phòng Nghiệp vụ Dược chủ trì, phối hợp với Văn phòng Sở lập sổ thuốc.\n2. Phòng Tài chính - Sở YT: lập sổ thu của bến.\n"
    first, second = read_document(text=top + lines).tasks
    assert [a.name for a in first.leads] == ["Phòng Nghiệp vụ Dược, Sở Y tế tỉnh Lào Cai"]
    assert [a.name for a in first.coordinators] == ["Văn phòng Sở Y tế tỉnh Lào Cai"]
    assert [a.name for a in second.leads] == ["Phòng Tài chính, Sở Y tế tỉnh Lào Cai"]
