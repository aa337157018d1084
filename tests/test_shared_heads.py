"""Lists of bodies under one head, in every kind, with and without a colon; groups that point at such a list."""

from __future__ import annotations

from itertools import product

import pytest

from graph.language import assignees
from graph.making.examine import read_document

HERE = "tỉnh Lai Châu"
KINDS = {
    "Sở": (["Tài chính", "Văn hóa, Thể thao và Du lịch", "Y tế"], f"Sở {{}} {HERE}"),
    "Bộ": (["Tài chính", "Nông nghiệp và Phát triển nông thôn", "Công Thương"], "Bộ {}"),
    "Vụ": (["Pháp chế", "Khoa học và Công nghệ", "Kế hoạch - Tài chính"], "Vụ {}"),
    "Phòng": (["Y tế", "Văn hóa và Thông tin", "Tư pháp"], "Phòng {}"),
    "Trung tâm": (["Khuyến nông", "Giống cây trồng", "Kiểm soát bệnh tật"], f"Trung tâm {{}} {HERE}"),
}
FORMS = ["các {k}: {a}, {b}, {c}", "Các {k} {a}, {b}, {c}", "các {k}: {a}, {b} và {c}", "Các {k}: {a}; {b}; {c}"]
LISTS = list(product(KINDS, FORMS))


@pytest.mark.parametrize(("kind", "form"), LISTS)
def test_each_of_a_list_under_one_head_is_a_body(kind: str, form: str) -> None:
    names, full = KINDS[kind]
    words = form.format(k=kind, a=names[0], b=names[1], c=names[2])
    assert [one.name for one in assignees.read(words, HERE)] == [full.format(name) for name in names]
    assert len(LISTS) == 20


OFFICES = {
    "Giám đốc các Sở: Y tế, Nội vụ": ["Sở Y tế tỉnh Lai Châu", "Sở Nội vụ tỉnh Lai Châu"],
    "Bộ trưởng các Bộ: Y tế, Nội vụ": ["Bộ Y tế", "Bộ Nội vụ"],
    "Cục trưởng các Cục: Thuế, Hải quan": ["Cục Thuế tỉnh Lai Châu", "Cục Hải quan tỉnh Lai Châu"],
    "các Bộ, ngành: Y tế, Nội vụ": ["Bộ Y tế", "Bộ Nội vụ"],
    "Sở Y tế, Nội vụ và Tài chính": ["Sở Y tế tỉnh Lai Châu", "Sở Nội vụ tỉnh Lai Châu", "Sở Tài chính tỉnh Lai Châu"],
    "Bộ Tài chính, Công an tỉnh": ["Bộ Tài chính", "Công an tỉnh Lai Châu"],
    "Bộ Quốc phòng, Công an": ["Bộ Quốc phòng", "Bộ Công an"],
    "Chủ tịch UBND các xã Bum Nưa, Pa Vệ Sủ, phường Tân Phong": [
        "Ủy ban nhân dân xã Bum Nưa", "Ủy ban nhân dân xã Pa Vệ Sủ", "Ủy ban nhân dân phường Tân Phong",
    ],
    "UBND các huyện Mường Tè, Sìn Hồ và thành phố Lai Châu": [
        "Ủy ban nhân dân huyện Mường Tè", "Ủy ban nhân dân huyện Sìn Hồ", "Ủy ban nhân dân thành phố Lai Châu",
    ],
    "UBND các tỉnh, thành phố: Sơn La, Hải Phòng": ["Ủy ban nhân dân tỉnh Sơn La", "Ủy ban nhân dân thành phố Hải Phòng"],
    "Công an các huyện Mường Tè, Sìn Hồ": ["Công an huyện Mường Tè", "Công an huyện Sìn Hồ"],
    "HĐND các huyện: Mường Tè, Sìn Hồ": ["Hội đồng nhân dân huyện Mường Tè", "Hội đồng nhân dân huyện Sìn Hồ"],
    "UBND các quận 1, 3, Bình Thạnh": ["Ủy ban nhân dân quận 1", "Ủy ban nhân dân quận 3", "Ủy ban nhân dân quận Bình Thạnh"],
}  # fmt: skip


@pytest.mark.parametrize("words", OFFICES)
def test_offices_places_and_further_names_have_the_head_too(words: str) -> None:
    assert [one.name for one in assignees.read(words, HERE)] == OFFICES[words]
    assert len(OFFICES) == 13


GROUPS = ["Các Sở, ngành", "Chủ tịch UBND các huyện", "các sở nêu trên", "Chủ tịch Ủy ban nhân dân các tỉnh nêu trên"]


@pytest.mark.parametrize("words", GROUPS)
def test_a_group_is_no_list_and_its_head_no_body(words: str) -> None:
    assert [bool(one.group) for one in assignees.read(words, HERE)] == [True]
    assert len(GROUPS) == 4


MANY = {
    "Công an các xã, thị trấn": "other",
    "Phòng GDĐT các huyện, thị xã, thành phố": "other",
    "Trung tâm Y tế các huyện": "other",
    "Ban Chỉ huy Quân sự các huyện, thành phố": "other",
    "Hội Nông dân các cấp": "mass-organizations",
    "Ủy ban Mặt trận Tổ quốc các xã, phường": "mass-organizations",
    "Sở Y tế các tỉnh, thành phố": "departments",
    "Chủ tịch UBND các xã": "communes",
}


@pytest.mark.parametrize("words", MANY)
def test_bodies_of_many_places_are_one_group_and_not_the_provinces_own_body(words: str) -> None:
    assert [one.group for one in assignees.read(words, HERE)] == [MANY[words]]
    (task,) = read_document(text=PLAN + f"1. {words} rà soát sổ thuyền.\n").tasks
    assert [one.group for one in task.leads] == [MANY[words]]
    assert len(MANY) == 8


NESTED = {
    "Cục Quản lý giá (Bộ Tài chính), Sở Y tế": ["Cục Quản lý giá, Bộ Tài chính", "Sở Y tế tỉnh Lai Châu"],
    "Phòng Nghiệp vụ (Sở Y tế)": ["Phòng Nghiệp vụ, Sở Y tế tỉnh Lai Châu"],
    "Phòng Nghiệp vụ - Sở Y tế; Sở Nội vụ": ["Phòng Nghiệp vụ, Sở Y tế tỉnh Lai Châu", "Sở Nội vụ tỉnh Lai Châu"],
    "Viện Lúa thuộc Bộ Nông nghiệp và Môi trường": ["Viện Lúa, Bộ Nông nghiệp và Môi trường"],
    "Trạm Giống - Sở Nông nghiệp và Môi trường": ["Trạm Giống, Sở Nông nghiệp và Môi trường tỉnh Lai Châu"],
    "Sở Y tế (Chi cục Dân số), Sở Nội vụ": ["Sở Y tế tỉnh Lai Châu", "Sở Nội vụ tỉnh Lai Châu"],
    "Bộ Tài chính (Cục Quản lý giá)": ["Bộ Tài chính"],
    "Tập đoàn Xăng dầu Việt Nam, Tổng Công ty Dầu Việt Nam": [
        "Tập đoàn Xăng dầu Việt Nam",
        "Tổng công ty Dầu Việt Nam",
    ],
}


@pytest.mark.parametrize("words", NESTED)
def test_a_unit_and_the_body_it_belongs_to_are_one(words: str) -> None:
    assert [one.name for one in assignees.read(words, HERE)] == NESTED[words]
    assert len(NESTED) == 8


PLAN = "UBND TỈNH LAI CHÂU\nSố: 5/KH-UBND\nLai Châu, ngày 9 tháng 8 năm 2024\nKẾ HOẠCH\nGiữ bến thuyền\n\nIII. TỔ CHỨC THỰC HIỆN\n"


def test_what_is_reported_is_no_label() -> None:
    text = PLAN + "1. Sở Y tế:\n- Lập sổ thuyền.\n- Báo cáo kết quả: đợt 1 trước 30/9/2024, đợt 2 trước 25/12/2024.\n"
    counted, told = read_document(text=text).tasks
    assert counted.deadline is None
    assert told.deadline is not None
    assert (told.text[:16], str(told.deadline.due)) == ("Báo cáo kết quả:", "2024-12-25")


def test_an_article_may_be_the_part_that_assigns() -> None:
    text = PLAN.replace("III. TỔ", "Điều 2. TỔ") + "1. UBND huyện Sìn Hồ, Mường Tè: chọn bến thuyền mới.\n"
    assert [task.ordinal for task in read_document(text=text).tasks] == ["Điều 2.1"]


TOP = (
    "THỦ TƯỚNG CHÍNH PHỦ\nSố: 5/CĐ-TTg\nHà Nội, ngày 9 tháng 8 năm 2024\nCÔNG ĐIỆN\nVề việc giữ đê\n\nKính gửi:\n{listed}.\n\n"
    "Thủ tướng Chính phủ yêu cầu:\n\n"
)
LISTED = {
    "Ủy ban nhân dân các tỉnh": ("- Chủ tịch Ủy ban nhân dân các tỉnh: Sơn La, Yên Bái", ["Ủy ban nhân dân tỉnh Sơn La", "Ủy ban nhân dân tỉnh Yên Bái"]),
    "UBND các huyện": ("- UBND các huyện Mường Tè, Sìn Hồ", ["Ủy ban nhân dân huyện Mường Tè", "Ủy ban nhân dân huyện Sìn Hồ"]),
    "Các bộ": ("- Bộ trưởng các Bộ: Y tế, Nội vụ", ["Bộ Y tế", "Bộ Nội vụ"]),
}  # fmt: skip
POINTING = ["nêu trên", "nói trên", "kể trên"]
LINES = [
    "1. {} {}:\n\na) Đắp lại đoạn đê sạt.\n",
    "1. {} {} rà soát lại đoạn đê sạt.\n",
    "1. Yêu cầu {} {} rà soát lại đoạn đê sạt.\n",
]
POINTED = list(product(LISTED, POINTING, LINES))


@pytest.mark.parametrize(("group", "pointing", "line"), POINTED)
def test_a_group_that_points_at_a_list_above_is_its_members(group: str, pointing: str, line: str) -> None:
    listed, names = LISTED[group]
    text = TOP.format(listed=listed) + line.format(group, pointing)
    assert [[one.name for one in task.leads] for task in read_document(text=text).tasks] == [names]
    assert len(POINTED) == 27


def test_a_group_without_a_list_above_stays_one() -> None:
    text = TOP.format(listed="- Bộ Y tế") + LINES[1].format("Ủy ban nhân dân các tỉnh", "nêu trên")
    assert [[one.group for one in task.leads] for task in read_document(text=text).tasks] == [["provinces"]]
