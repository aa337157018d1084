"""Directives, telegrams, notices, letters, resolutions and regulations: several doers in one point, persons, bodies named again, times without
their year, what is told before the list. All invented."""

from __future__ import annotations

from itertools import product

import pytest

from graph.extract import extract
from graph.model import Findings, Source, Task
from graph.structure import parse

HEADS = {
    "directive": "THỦ TƯỚNG CHÍNH PHỦ\nSố: 9/CT-TTg\nHà Nội, ngày 3 tháng 4 năm 2026\nCHỈ THỊ\nVề giữ đê mùa mưa\n\n",
    "notice": "VĂN PHÒNG UBND TỈNH CÀ MAU\nSố: 9/TB-VP\nCà Mau, ngày 3 tháng 4 năm 2026\nTHÔNG BÁO\nKết luận cuộc họp về giữ đê\n\n",
    "letter": "UBND TỈNH CÀ MAU\nSố: 9/UBND-KT\nV/v giữ đê mùa mưa\nCà Mau, ngày 3 tháng 4 năm 2026\nKính gửi: Các sở, ngành tỉnh.\n\n",
    "telegram": "UBND TỈNH CÀ MAU\nSố: 9/CĐ-UBND\nCà Mau, ngày 20 tháng 11 năm 2025\nCÔNG ĐIỆN\nVề giữ đê mùa mưa\n\n",
    "resolution": "CHÍNH PHỦ\nSố: 9/NQ-CP\nHà Nội, ngày 3 tháng 4 năm 2026\nNGHỊ QUYẾT\nVề giữ đê mùa mưa\n\nQUYẾT NGHỊ:\n",
    "rules": "UBND TỈNH CÀ MAU\nSố: 9/QĐ-UBND\nCà Mau, ngày 3 tháng 4 năm 2026\nQUYẾT ĐỊNH\nBan hành Quy chế giữ đê\n\n",
}  # fmt: skip


def findings(text: str, head: str = "notice") -> Findings:
    return extract(parse(Source("a.txt", HEADS[head] + text)))


def tasks(text: str, head: str = "notice") -> list[Task]:
    return list(findings(text, head).tasks)


def who(found: list[Task]) -> list[list[str]]:
    short = (" tỉnh Cà Mau", " Cà Mau")
    return [[a.group or a.name.removesuffix(short[0]).removesuffix(short[1]) for a in task.leads] for task in found]


# Several doers in one point

DOERS = {
    "Sở Xây dựng": "Sở Xây dựng", "Giám đốc Sở Y tế": "Sở Y tế", "UBND xã Khánh Hội": "Ủy ban nhân dân xã Khánh Hội",
    "Ủy ban nhân dân các xã, phường": "communes", "Công ty Cổ phần Muối Bến Đá": "Công ty Cổ phần Muối Bến Đá",
}  # fmt: skip
WORK = ["tổ chức sửa cống Cái Lá", "rà soát sổ thuyền, gửi sổ trước ngày 5/6/2026", "khẩn trương bàn giao bãi"]
JOINTS = ["; {}", ". {}", "; giao {}", ". Đồng thời, {}", ". Yêu cầu {}"]


@pytest.mark.parametrize("joint", JOINTS)
def test_each_doer_of_a_point_has_a_task_of_its_own(joint: str) -> None:
    pairs = [(a, b) for a, b in product(DOERS, DOERS) if a != b]
    for (a, b), (x, y) in product(pairs, zip(WORK, [*WORK[1:], WORK[0]], strict=True)):
        found = tasks(f"1. {a} {x}{joint.format(b)} {y}.\n2. Bến bãi sạch sẽ.\n")
        assert who(found) == [[DOERS[a]], [DOERS[b]]], (a, b, x, y)
        dated = [task.deadline is not None for task in found]
        assert dated == ["5/6/2026" in x, "5/6/2026" in y]
    assert len(pairs) * len(WORK) * len(JOINTS) == 300


JOINED = [
    ("Sở Xây dựng; Sở Y tế tổ chức sửa cống.", [["Sở Xây dựng", "Sở Y tế"]]),
    ("Sở Xây dựng tổ chức sửa cống; gửi sổ về Sở Y tế.", [["Sở Xây dựng"]]),
    ("Sở Xây dựng tổ chức sửa cống. Trong đó, chú trọng cống Cái Lá.", [["Sở Xây dựng"]]),
    ("Các sở, ngành gửi sổ thuyền; các xã gửi kèm ảnh bến.", [["departments", "communes"]]),
    ("Sở Xây dựng tổ chức sửa cống (Sở Y tế khử trùng; Sở Nội vụ rà soát sổ).", [["Sở Xây dựng"]]),
    ("Sở Xây dựng tổ chức sửa cống; Sở Xây dựng báo cáo UBND tỉnh trước ngày 5/6/2026.", [["Sở Xây dựng"]]),
    ("Các đơn vị gửi sổ; trường hợp thiếu sổ, Sở Xây dựng báo cáo UBND tỉnh.", [["related-units", "Sở Xây dựng"]]),
]  # fmt: skip


@pytest.mark.parametrize(("point", "leads"), JOINED, ids=[point for point, _ in JOINED])
def test_one_piece_of_work_stays_one_task(point: str, leads: list[list[str]]) -> None:
    assert who(tasks(f"1. {point}\n2. Bến bãi sạch sẽ.\n")) == leads
    assert len(JOINED) == 7


def test_the_work_of_those_above_ends_where_a_point_goes_on_with_another_doer() -> None:
    text = "1. Ủy ban nhân dân các xã, phường:\na) Sửa cống ở các bến lá. Sở Xây dựng theo dõi, tổng hợp.\nb) Đắp lại bờ bao ven kênh.\n"
    assert who(tasks(text)) == [["communes"], ["Sở Xây dựng"], ["communes"]]


# Persons, and bodies that are named again

PERSONS = {
    "Giao Phó Thủ tướng Bùi Văn Nam trực tiếp chỉ đạo việc sửa cống.": "Phó Thủ tướng",
    "Phân công Phó Thủ tướng Chính phủ Lê Hòa theo dõi việc sửa cống.": "Phó Thủ tướng",
    "Giao các đồng chí Phó Chủ tịch UBND tỉnh theo lĩnh vực phụ trách trực tiếp kiểm tra các bến.": "Ủy ban nhân dân",
    "Giao đồng chí Nguyễn Văn An, Phó Chủ tịch UBND tỉnh chỉ đạo việc sửa cống.": "Ủy ban nhân dân",
    "Đồng chí Phó Chủ tịch Thường trực UBND tỉnh chủ trì họp với các nhà thầu.": "Ủy ban nhân dân",
    "Chủ tịch UBND tỉnh Lê Trung Hiếu chủ trì họp với các nhà thầu.": "Ủy ban nhân dân",
    "Giao ông Trần Bình - Giám đốc Sở Xây dựng chịu trách nhiệm về tiến độ.": "Sở Xây dựng",
    "Phân công đồng chí Phó Bí thư Thường trực Tỉnh ủy theo dõi việc giữ đê.": "Tỉnh ủy",
}  # fmt: skip


@pytest.mark.parametrize("sentence", PERSONS)
def test_a_person_stands_for_the_body_or_for_the_office(sentence: str) -> None:
    assert who(tasks(f"1. {sentence}\n2. Bến bãi sạch sẽ.\n")) == [[PERSONS[sentence]]]
    assert len(PERSONS) == 8


AGAIN = {
    "Trung tâm Khuyến nông": ("Trung tâm", "báo cáo Sở Y tế về giống lúa"),
    "Ban Quản lý dự án đầu tư xây dựng khu vực Phú Tân": ("Ban Quản lý", "báo cáo UBND tỉnh việc sửa cống"),
    "Công ty Cổ phần Muối Bến Đá": ("Công ty", "có trách nhiệm dọn bãi"),
    "Trường Đại học Bãi Ngang": ("Trường", "gửi danh sách lớp về Sở Nội vụ"),
    "Hội Nông dân tỉnh": ("Hội", "phối hợp vận động nông dân"),
}


@pytest.mark.parametrize("name", AGAIN)
def test_a_body_is_named_again_by_its_kind_alone(name: str) -> None:
    kind, work = AGAIN[name]
    found = tasks(f"1. {name} rà soát sổ thuyền ở các bến.\n2. Giao {kind} {work}.\n3. {kind} {work}.\n")
    assert [[a.name for a in task.leads] for task in found] == [[a.name for a in found[0].leads]] * 3
    assert [[a.words for a in task.leads] for task in found] == [[name], [kind], [kind]]
    assert len(AGAIN) == 5


def test_a_kind_alone_that_begins_another_name_is_no_body() -> None:
    assert tasks("1. Ban tổ chức Hội thi gồm ba người.\n2. Văn phòng đăng ký đất ở bến.\n", "rules") == []


# When

SOON = {
    "trước 17 giờ ngày 23/11": "2025-11-23", "chậm nhất ngày 5/12": "2025-12-05", "trong tháng 2": "2026-02-28",
    "trong quý I": "2026-03-31", "xong trước ngày 30 tháng 11": "2025-11-30", "trước ngày 23/11/2026": "2026-11-23",
    "trước ngày 5/12 hằng năm": None, "về mưa lũ trong tháng 10": None, "từ 12 giờ": None,
}  # fmt: skip


@pytest.mark.parametrize("words", SOON)
def test_a_day_without_its_year_is_the_next_one_where_something_is_asked_soon(words: str) -> None:
    (task,) = tasks(f"1. Sở Xây dựng gửi sổ {words}.\n2. Bến bãi sạch sẽ.\n", "telegram")
    assert (str(task.deadline.due) if task.deadline and task.deadline.due else None) == SOON[words]
    assert len(SOON) == 9


PREAMBLE = "{told}Để giữ đê, Thủ tướng Chính phủ yêu cầu các bộ, ngành, UBND các tỉnh, thành phố{when} thực hiện:\n1. Rà soát các cống.\n"


def test_only_the_sentence_that_asks_gives_its_time_to_the_list() -> None:
    told = "Nguy cơ thiếu nước trong các tháng 6, 7 năm 2026 vẫn còn. "
    when = [PREAMBLE.format(told=t, when=w) for t, w in product(("", told), ("", " trong tháng 5 năm 2026"))]
    due = [task.deadline and str(task.deadline.due) for text in when for task in tasks(text, "directive")]
    assert due == [None, "2026-05-31", None, "2026-05-31"]


# Who is meant

MEANT = [
    ("notice", "1. Giao Sở Tài chính chủ trì, cùng Sở Xây dựng, Thuế tỉnh xem xét giá cát.", [["Sở Tài chính"]]),
    ("letter", "1. Sở Xây dựng rà soát cống.\nĐề nghị Quý cơ quan gửi báo cáo về UBND tỉnh trước ngày 25/4/2026.", [["Sở Xây dựng"], ["related-units"]]),
    ("resolution", "1. Các địa phương có tuyến đê Bắc - Nam đi qua hoàn thành giải phóng mặt bằng các cống.", [["localities"]]),
    ("resolution", "1. Yêu cầu Thủ trưởng các đơn vị nghiêm túc triển khai thực hiện.", [["related-units"]]),
    ("notice", "1. Sau khi họp, nếu thiếu vốn, kịp thời báo cáo Sở Tài chính xem xét.", []),
    ("notice", "Sau khi nghe báo cáo, Phó Chủ tịch UBND tỉnh Lê Văn Bình kết luận như sau:\n1. Hoan nghênh các sở đã sửa cống.\n2. Sở Xây dựng rà soát cống.", [["Sở Xây dựng"]]),
    ("rules", "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng\n1. Đối tượng áp dụng:\nCác cơ quan quản lý đê; chủ đầu tư và các đơn vị có liên quan tới việc giữ đê.", []),
    ("rules", "Điều 3. Cách phối hợp\na) Đối với cơ quan chủ trì:\nTổ chức họp hoặc lấy ý kiến bằng văn bản.\nb) Đối với cơ quan phối hợp:\nTham gia góp ý tại cuộc họp về đê.", [["related-units"], ["related-units"]]),
    ("rules", "Điều 1. Chấp thuận với nội dung sau:\n1. Nhà đầu tư\nTên doanh nghiệp: Công ty Cổ phần Muối Bến Đá.\nĐịa chỉ trụ sở chính: số 5, phường Tân Thành.\nNgười đại diện theo pháp luật của Công ty\nÔng: Lê Văn Bình; Chức danh: Giám đốc.\nĐiều 2. Tổ chức thực hiện\n1. Trách nhiệm của nhà đầu tư\n- Báo cáo Sở Công Thương trước khi làm ruộng.", [["investors"]]),
    ("rules", "Điều 2. Tổ chức thực hiện\n1. Sở Xây dựng rà soát cống.\n2. Chánh Văn phòng UBND tỉnh có trách nhiệm thi hành Quyết định này.", [["Sở Xây dựng"]]),
    ("directive", PREAMBLE.format(told="", when="").replace("1. Rà soát các cống.\n", "1. Tổ chức tốt việc giữ đê.\na) Sửa cống.\nBộ Xây dựng rà soát cống.\nb) Lập sổ.\nBộ Nội vụ ban hành mẫu sổ.\n"), [["Bộ Xây dựng"], ["Bộ Nội vụ"]]),
    ("directive", "1. Các bộ: Tài chính, Nội vụ, Y tế theo chức năng, nhiệm vụ rà soát bến.", [["Bộ Tài chính", "Bộ Nội vụ", "Bộ Y tế"]]),
    ("notice", "1. Thống nhất với đề xuất của Sở Y tế; giao Sở Xây dựng phối hợp Sở Tài chính hoàn thiện hồ sơ.", [["Sở Xây dựng"]]),
    ("notice", "1. Yêu cầu nhà thầu tăng ca; chủ đầu tư chịu trách nhiệm nếu chậm tiến độ.", [["enterprises", "investors"]]),
    ("telegram", "1. Đài Khí tượng Thủy văn tỉnh phát tin kịp thời cho các bến đò.", [["Đài Khí tượng Thủy văn"]]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "text", "leads"), MEANT, ids=[text[:60] for _, text, _ in MEANT])
def test_who_is_meant(head: str, text: str, leads: list[list[str]]) -> None:
    assert who(tasks(f"{text}\n", head)) == leads
    assert len(MEANT) == 15


def test_those_who_do_it_together_with_the_leader_take_part() -> None:
    (task,) = tasks("1. Giao Sở Tài chính chủ trì, cùng Sở Xây dựng, Thuế tỉnh xem xét giá cát.\n")
    assert [a.name for a in task.coordinators] == ["Sở Xây dựng tỉnh Cà Mau", "Thuế tỉnh Cà Mau"]


# What is aimed at


def test_a_project_ends_before_its_time_and_that_of_a_body_is_none() -> None:
    text = "1. Sở Xây dựng đẩy nhanh Dự án mở rộng bến cảng Năm Căn trước ngày 30/4/2026.\n2. Ban Quản lý dự án giao thông Năm Căn rà soát cống.\n"
    assert [project.name for project in findings(text).projects] == ["Dự án mở rộng bến cảng Năm Căn"]


def test_a_part_that_tells_how_it_was_goes_on_with_goals_that_are_asked_for() -> None:
    text = (
        "I. VỀ TÌNH HÌNH KINH TẾ\nKinh tế tăng 7,9%.\nChính phủ yêu cầu các bộ, ngành tập trung thực hiện:\n"
        "1. Các bộ, ngành phấn đấu tăng trưởng quý II đạt ít nhất 8,3%; báo trước cho các bến ít nhất 4 giờ.\n"
    )
    assert [(str(goal.value), goal.unit) for goal in findings(text, "resolution").goals] == [("8.3", "%")]
