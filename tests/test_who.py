"""Who does a task: where a body's name ends, which lines name bodies, which sentences charge them. Forms times bodies times verbs, all invented."""

from __future__ import annotations

from itertools import product

import pytest
from conftest import SHARED, need

from graph.extract import extract
from graph.language import assignees
from graph.model import Source, Task
from graph.reading import read
from graph.structure import parse

HERE = "tỉnh Lào Cai"
HEAD = "UBND TỈNH LÀO CAI\nSố: 5/KH-UBND\nLào Cai, ngày 2 tháng 3 năm 2026\nKẾ HOẠCH\nGiữ đê và bến thuyền\n\n"
RULES = HEAD.replace("KẾ HOẠCH", "QUY ĐỊNH").replace("KH-UBND", "QĐ-UBND")
ASSIGNING = "III. TỔ CHỨC THỰC HIỆN\n\n"

BODIES = {
    "Sở Nội vụ": ["Sở Nội vụ tỉnh Lào Cai"],
    "Sở Xây dựng, Sở Giao thông vận tải": ["Sở Xây dựng tỉnh Lào Cai", "Sở Giao thông vận tải tỉnh Lào Cai"],
    "Trung tâm Giống cây trồng": ["Trung tâm Giống cây trồng tỉnh Lào Cai"],
    "Ban Quản lý các bến thuyền": ["Ban Quản lý các bến thuyền tỉnh Lào Cai"],
    "Các sở, ban, ngành": ["departments"],
    "Giám đốc Sở Y tế": ["Sở Y tế tỉnh Lào Cai"],
    "UBND các xã, phường": ["communes"],
    "Công an tỉnh": ["Công an tỉnh Lào Cai"],
    "Đồn Biên phòng Bát Xát": ["Đồn Biên phòng Bát Xát"],
    "Công ty Thoát nước Bến Đá": ["Công ty Thoát nước Bến Đá"],
}
NAMED = {words: names for words, names in BODIES.items() if words[:3] != "Các" and words[:4] != "UBND"}


def tasks(text: str, head: str = HEAD) -> list[Task]:
    return list(extract(parse(Source("plan.txt", head + text))).tasks)


def who(found: list[Task]) -> list[list[str]]:
    return [[a.group or a.name for a in task.leads] for task in found]


def one(line: str, part: str = ASSIGNING, head: str = HEAD) -> list[list[str]]:
    """Who leads the tasks of a single item beside another one that gives no work."""
    return who(tasks(f"{part}1. {line}\n\n2. Bến bãi sạch sẽ quanh năm.\n", head))


# Headings that are sentences: with any verb, the name ends before it

SENTENCES = [
    "{b} khẩn trương hoàn thành các công việc dưới đây{t}:",
    "{b} hoàn thành{t} các việc sau đây:",
    "{b}{t} thực hiện:",
    "{b} có trách nhiệm hoàn thành{t} các nhiệm vụ:",
    "{b} tập trung làm xong các phần việc sau{t}:",
    "{b} phải nhanh chóng khơi thông các đoạn kênh sau{t}:",
    "{b} sớm cùng dân làm các việc sau{t}:",
    "{b} thực hiện các nội dung cụ thể như sau{t}:",
    "{b} đẩy nhanh tiến độ một số việc sau đây{t}:",
    "{b} có nhiệm vụ{t}:",
    "{b} được giao các nhiệm vụ sau{t}:",
    "Giao {b} hoàn thành{t}:",
    "Yêu cầu {b}{t} thực hiện các việc sau:",
    "{b}{t} cần làm ngay các việc sau:",
]
TIMES = ["", " trước ngày 30/11/2026", " trong quý III/2026", " trong năm 2026"]


@pytest.mark.parametrize(("body", "names"), BODIES.items(), ids=list(BODIES))
def test_a_heading_that_is_a_sentence_names_its_bodies_alone_and_says_when(body: str, names: list[str]) -> None:
    forms = list(product(SENTENCES, TIMES))
    lines = [form.format(b=body, t=time) for form, time in forms]
    duties = "- Nạo vét kênh ở làng Chài.\n- Đóng cọc giữ bờ ở làng Vạn."
    text = "\n\n".join(f"{n}. {line}\n\n{duties}" for n, line in enumerate(lines, 1))
    found = tasks(f"{ASSIGNING}{text}\n")
    assert who(found) == [names] * (2 * len(forms))
    timed = [task.deadline is not None and task.deadline.due is not None for task in found]
    assert timed == [bool(time) for _, time in forms for _ in range(2)]
    assert len(forms) * len(BODIES) == 560


LISTS = [
    "gồm",
    "bao gồm",
    "được chi như sau",
    "bị đóng cửa trong các trường hợp sau",
    "được mở ở các nơi sau đây",
    "dùng để",
]


@pytest.mark.parametrize("ending", LISTS)
def test_a_line_that_lists_things_names_no_body_by_all_its_words(ending: str) -> None:
    for thing in ("Quỹ Giữ đê", "Tổ Giám sát bến", "Cơ sở nuôi tằm", "Phòng máy bơm", "Hội đồng chấm thi thợ giỏi"):
        found = one(f"{thing} {ending}:\n\na) Bến mới mở ở làng Chài.\n\nb) Bến cũ ở làng Vạn.")
        assert [name for names in found for name in names if ending in name] == []


# Headings of what bodies have to do

HEADINGS = [
    "{b}", "{b}:", "Trách nhiệm của {b}", "Nhiệm vụ của {b}:", "Nhiệm vụ, quyền hạn của {b}", "Trách nhiệm và quyền hạn của {b}",
    "Về phía {b}:", "Đối với {b}", "Phân công {b}:", "Đề nghị {b}", "Giao {b}:", "Yêu cầu {b}:",
]  # fmt: skip
TOPICS = [
    "Trách nhiệm của {b} về phòng dịch",
    "Trách nhiệm của {b} trong việc giữ đê",
    "{b} theo chức năng, nhiệm vụ:",
    "Nhiệm vụ của {b} đối với bến tàu",
]
KNOWN = ["Sở Nội vụ", "Sở Xây dựng, Sở Giao thông vận tải", "Các sở, ban, ngành", "UBND các xã, phường", "Công an tỉnh"]


@pytest.mark.parametrize(("body", "names"), BODIES.items(), ids=list(BODIES))
def test_a_heading_says_in_many_ways_whose_work_stands_below(body: str, names: list[str]) -> None:
    forms = [form for form in HEADINGS + (TOPICS if body in KNOWN else []) if not (body[:3] == "Giá" and "của" in form)]
    text = "\n\n".join(f"{n}. {form.format(b=body)}\n\n- Đóng cọc giữ bờ." for n, form in enumerate(forms, 1))
    assert who(tasks(f"{ASSIGNING}{text}\n")) == [names] * len(forms)
    assert len(forms) >= 8


def test_bodies_by_their_role_and_either_of_two_head_their_duties_too() -> None:
    duty = "\n\n- Đóng cọc giữ bờ."
    assert one(f"Trách nhiệm của đơn vị quản lý bến thuyền{duty}") == [["other"]]
    assert one(f"Trách nhiệm của các cơ quan quản lý bến{duty}") == [["other"]]
    assert one(f"Sở Y tế hoặc Sở Nội vụ{duty}") == [["Sở Y tế tỉnh Lào Cai", "Sở Nội vụ tỉnh Lào Cai"]]
    assert one(f"Trách nhiệm của Bộ Công an19{duty}") == [["Bộ Công an"]]
    assert one(f"Công ty Điện lực Bến Đá{duty}") == [["Công ty Điện lực Bến Đá"]]


# Deeds that begin as bodies do

DEEDS = [f"{deed}{join} {then} việc giữ đê ở các xã." for deed, join, then in product(
    ("Thanh tra", "Thống kê", "Kiểm toán"), (",", " và"), ("kiểm tra", "giám sát", "rà soát", "đánh giá", "đối chiếu", "xử lý", "tổng hợp", "lập sổ", "điều tra", "kiểm kê"))]  # fmt: skip


def test_a_deed_is_no_body_though_a_body_bears_its_name() -> None:
    text = "\n\n".join(
        f"- {deed}" for deed in [*DEEDS, "Thuế thu nhập của chủ bến được thu đủ.", "Công an hóa lực lượng ở xã."]
    )
    assert who(tasks(f"{ASSIGNING}1. Sở Nội vụ\n\n{text}\n")) == [["Sở Nội vụ tỉnh Lào Cai"]] * (len(DEEDS) + 2)
    assert len(DEEDS) == 60
    named = one("Thanh tra tỉnh, Thống kê tỉnh rà soát sổ của các xã.")
    assert named == [["Thanh tra tỉnh Lào Cai", "Thống kê tỉnh Lào Cai"]]


@pytest.mark.parametrize("noun", ["trường hợp", "cơ sở dữ liệu", "hội nghị", "bộ phận máy", "báo cáo", "khu vực bến"])
def test_things_that_begin_with_the_head_noun_of_a_group_are_charged_with_nothing(noun: str) -> None:
    assert one(f"Các {noun} ven sông thực hiện theo sổ của xã.") == []


# In which case a body acts, also outside the parts that assign

CASES = [
    "Trường hợp sổ thiếu trang,", "Nếu thiếu sổ thì", "Khi đê vỡ,", "Sau khi nhận đủ sổ,", "Trước khi mở bến,", "Trong thời hạn 05 ngày kể từ ngày nhận sổ,",
    "Trong 03 ngày làm việc,", "Chậm nhất ngày 30/6/2026,", "Định kỳ 06 tháng,", "Hằng năm,",
]  # fmt: skip
ACTS = [
    "công bố sổ thuốc ở bến thuyền và các xã ven sông",
    "có văn bản trả lời chủ bến và các xã ở ven sông",
    "phải cắm lại mốc đê ở các xã ven sông",
]


def test_a_clause_that_says_in_which_case_does_not_hide_who_acts() -> None:
    tried = list(product(CASES, NAMED, ACTS))
    for case in CASES:
        same = [(body, act) for front, body, act in tried if front == case]
        text = "\n\n".join(f"{n}. {case} {body} {act}." for n, (body, act) in enumerate(same, 1))
        assert who(tasks(f"Điều 4. Giữ bến\n\n{text}\n", RULES)) == [NAMED[body] for body, _ in same]
    assert len(tried) == 240


@pytest.mark.parametrize("front", ["Trong năm 2025,", "Qua ba năm,", "Từ năm 2020,", "Nhờ vậy,"])
def test_a_clause_that_tells_of_what_was_gives_no_work(front: str) -> None:
    assert one(f"{front} Sở Y tế mở ba lớp về thuốc ở các xã ven sông cho người dân.", "II. CÁC NỘI DUNG\n\n") == []


def test_legal_grounds_give_no_work_whoever_issued_them() -> None:
    issuers = [
        "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
        "Bộ trưởng Bộ Y tế",
        "Chính phủ",
        "Ủy ban nhân dân tỉnh",
        "Thống đốc Ngân hàng Nhà nước Việt Nam",
    ]
    lines = [f"{begin} Thông tư số 02/2017/TT-VPCP ngày 31 tháng 10 năm 2017 của {issuer} {verb} việc giữ sổ;"
             for begin, issuer, verb in product(("Căn cứ", "Thực hiện"), issuers, ("hướng dẫn", "quy định", "triển khai", "về", "chỉ đạo", "đôn đốc"))]  # fmt: skip
    assert who(tasks("\n".join(lines) + "\n")) == []
    assert len(lines) == 60


# Groups end before their verb

GROUPS = {
    "Các đơn vị thuộc Bộ": "other", "Các cơ quan, đơn vị trực thuộc Bộ Y tế": "other", "Chủ đầu tư": "investors", "Các nhà đầu tư dự án bến thuyền": "investors",
    "Các chủ đầu tư hạ tầng cụm công nghiệp": "enterprises", "Các đơn vị": "related-units", "Các xã, phường": "communes",
}  # fmt: skip
VERBS = [
    "có trách nhiệm gửi",
    "phải gửi",
    "rà soát",
    "khẩn trương rà soát",
    "chủ động rà soát",
    "lập",
    "báo cáo",
    "tổ chức rà soát",
    "kịp thời gửi",
    "có nhiệm vụ gửi",
]


def test_what_is_said_of_a_group_ends_before_its_verb() -> None:
    tried = list(product(GROUPS, VERBS))
    text = "\n\n".join(
        f"{n}. {group} {verb} sổ bến thuyền cho Kiểm toán nhà nước." for n, (group, verb) in enumerate(tried, 1)
    )
    assert who(tasks(f"{ASSIGNING}{text}\n")) == [[GROUPS[group]] for group, _ in tried]
    assert len(tried) == 70


# The end of an item, and its second sentence

WORK = "Mở thêm chợ chiếu ở các bến thuyền ven sông"
ENDS = [
    "; cơ quan chủ trì là {b}",
    ". {b} chủ trì",
    " và giao cho {b} làm đầu mối",
    " - {b} chủ trì thực hiện",
    " ({b} chủ trì)",
    ", do {b} phụ trách",
    "; giao {b}",
]
LEADING = {**{words: names for words, names in NAMED.items() if "," not in words and "Giám" not in words}, "Ủy ban nhân dân xã Tả Phời": ["Ủy ban nhân dân xã Tả Phời"]}  # fmt: skip


def test_the_end_of_an_item_says_in_many_ways_who_leads_it() -> None:
    tried = list(product(ENDS, LEADING))
    text = "\n\n".join(f"{n}. {WORK}{end.format(b=body)}." for n, (end, body) in enumerate(tried, 1))
    assert who(tasks(f"{ASSIGNING}{text}\n")) == [LEADING[body] for _, body in tried]
    assert len(tried) >= 49


@pytest.mark.parametrize("helping", ["phối hợp", "phối hợp thực hiện", "cùng phối hợp", "tham gia"])
def test_who_helps_stands_behind_who_leads(helping: str) -> None:
    (task,) = tasks(f"{ASSIGNING}1. {WORK} - Sở Công Thương chủ trì, Sở Tài chính, Sở Nội vụ {helping}.\n")
    assert [a.name for a in task.coordinators] == ["Sở Tài chính tỉnh Lào Cai", "Sở Nội vụ tỉnh Lào Cai"]


@pytest.mark.parametrize("mark", ["[17] ", "+ ", "Bước 2: ", "Bước 1. ", "Sổ cũ được chuyển sang sổ mới. "])
def test_marks_and_sentences_before_it_do_not_hide_who_is_charged(mark: str) -> None:
    for body, names in NAMED.items():
        if names[0].startswith(("Sở", "Công an")):
            assert one(f"{mark}{body} có trách nhiệm rà soát bến bãi ở các xã.") == [names]
    assert one(f"{mark}Ủy ban nhân dân xã Tả Phời có trách nhiệm rà soát bến bãi.") == [["Ủy ban nhân dân xã Tả Phời"]]


def test_the_organs_of_a_council_watch_over_what_it_resolves() -> None:
    for council, organs in product(("Hội đồng nhân dân", "HĐND"), ("các Ban", "các Ban của")):
        line = f"Giao Thường trực {council}, {organs} {council}, Tổ đại biểu {council} và đại biểu {council} tỉnh giám sát việc giữ đê."
        assert one(line, "Điều 2. Tổ chức thực hiện\n\n") == [["Hội đồng nhân dân tỉnh Lào Cai", "other"]]


# Names in cells

CELLS = {
    "Tập đoàn Công nghiệp Muối - Khoáng sản Việt Nam": ["Tập đoàn Công nghiệp Muối - Khoáng sản Việt Nam"],
    "Vụ Giống cây, thủy lợi, kênh rạch và môi trường": ["Vụ Giống cây, thủy lợi, kênh rạch và môi trường"],
    "Ban Chỉ đạo Phòng thủ bờ sông": ["Ban Chỉ đạo Phòng thủ bờ sông"],
    "Cục Phòng, chống bão lũ": ["Cục Phòng, chống bão lũ"],
    "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ": ["Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ"],
    "Phòng Kinh tế hoặc Phòng Kinh tế, Hạ tầng và Đô thị": ["Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị"],
    "Đài QT-TH tỉnh": ["Đài QT-TH tỉnh Lào Cai"],
    "Các Sở/ngành liên quan": ["departments"],
    "Bảo hiểm tiền gửi Việt Nam": ["Bảo hiểm tiền gửi Việt Nam"],
    "Thanh tra, các sở, ngành": ["Thanh tra tỉnh Lào Cai", "departments"],
    "Trung tâm Giống cây trồng, công an xã": ["Trung tâm Giống cây trồng tỉnh Lào Cai"],
}  # fmt: skip


@pytest.mark.parametrize(("cell", "names"), CELLS.items(), ids=list(CELLS))
def test_a_name_in_a_cell_is_whole_and_its_own(cell: str, names: list[str]) -> None:
    assert [a.group or a.name for a in assignees.read(cell, HERE)][: len(names)] == names


def test_no_body_of_a_real_document_has_a_name_that_is_a_sentence() -> None:
    folder = SHARED / "ladder" / "docs"
    need("real", folder.is_dir(), "the real documents (../shared/ladder) are not here")
    names = {
        a.name
        for path in sorted(folder.iterdir())
        for task in extract(parse(read(path))).tasks
        for a in (*task.leads, *task.coordinators)
        if not a.group
    }
    assert len(names) >= 120
    assert [
        name
        for name in sorted(names)
        if len(name) > 110 or name.endswith((" sau", " sau đây", " gồm", " dưới đây", ":"))
    ] == []
