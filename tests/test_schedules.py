"""Plans of events and of communes, as they were misread at first look: lines that open with their time, bodies of communes, closing lines."""

from __future__ import annotations

import pytest

from graph.making.examine import read_document
from graph.model import Task

PROVINCE = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/KH-UBND\nLào Cai, ngày 05 tháng 9 năm 2025\n\nKẾ HOẠCH\nMở hội bến\n\n"
)
COMMUNE = "ỦY BAN NHÂN DÂN\nXÃ TÂN HƯNG\nSố: 12/KH-UBND\nTân Hưng, ngày 05 tháng 9 năm 2025\n\nKẾ HOẠCH\nMở hội bến\n\n"
WORK = "II. TỔ CHỨC THỰC HIỆN\n"


def told(task: Task) -> tuple[list[str], list[str], str, str]:
    """Who leads, who works with them, and when, of a task."""
    leads, others = ([a.group or a.name for a in named] for named in (task.leads, task.coordinators))
    time = task.deadline
    return leads, others, str(time.start or "") if time else "", str(time.due or "") if time else ""


HEALTH, HOME = "Sở Y tế tỉnh Lào Cai", "Sở Nội vụ tỉnh Lào Cai"
SCHEDULES = {
    "1. Vòng một: từ ngày 10/9/2025 đến ngày 30/9/2025, Ủy ban nhân dân các xã, phường mở hội.": (
        ["communes"], [], "2025-09-10", "2025-09-30",
    ),
    "2. Vòng hai: trong hai ngày 10 và 11/12/2025, Sở Y tế chủ trì, phối hợp với Sở Nội vụ chấm thi.": (
        [HEALTH], [HOME], "2025-12-10", "2025-12-11",
    ),
    "3. Tổng kết: Tháng 01/2026, Sở Y tế gom sổ, báo cáo Ủy ban nhân dân tỉnh.": ([HEALTH], [], "", "2026-01-31"),
    "- Ngày 15/10/2025: Sở Y tế mở hội bến.": ([HEALTH], [], "", "2025-10-15"),
    "- Đợt 1 (từ 01/10 đến 15/10/2025): Các trường học tổ chức thi vẽ.": (["other"], [], "2025-10-01", "2025-10-15"),
    "- Từ 08 giờ 00 đến 11 giờ 30 ngày 20/11/2025: Sở Nội vụ rước đèn.": ([HOME], [], "", "2025-11-20"),
    "- Dự kiến ngày 20/11/2025, Sở Y tế phối hợp với Sở Nội vụ trao giải.": ([HEALTH], [HOME], "", "2025-11-20"),
    "- Chấm bài: trong tuần thứ ba của tháng 11/2025, Sở Y tế mời người chấm.": ([HEALTH], [], "", "2025-11-30"),
    "1. Chuẩn bị (tháng 9 - 10/2025): Sở Nội vụ dự thảo thể lệ.": ([HOME], [], "2025-09-01", "2025-10-31"),
    "1. Dạy bơi: học kỳ I năm học 2025 - 2026, Sở Y tế chọn bến.": ([HEALTH], [], "", "2026-01-31"),
}  # fmt: skip


@pytest.mark.parametrize("line", SCHEDULES)
def test_a_line_of_a_schedule_says_who_and_when_in_any_part(line: str) -> None:
    (task,) = read_document(text=f"{PROVINCE}II. THỜI GIAN, ĐỊA ĐIỂM\n{line}\n").tasks
    assert told(task) == SCHEDULES[line]
    assert len(SCHEDULES) == 10


@pytest.mark.parametrize(
    "line",
    [
        "- Trong tháng 8/2024, Sở Y tế mời thợ vẽ.",  # past when the plan was issued
        "- Cấp xã: Xong trước ngày 30/10/2025. Cấp tỉnh: trong tháng 12/2025.",
        "- Từ ngày 01/7/2026, khi đò qua bến mà đã được các đơn vị cấp vé, khách không trả tiền.",
    ],
)
def test_what_opens_with_a_time_and_charges_nobody_is_no_work(line: str) -> None:
    assert read_document(text=f"{PROVINCE}II. Ý NGHĨA\n{line}\n").tasks == ()


def test_columns_for_begin_and_end_give_both_days() -> None:
    head = "TT | Hoạt động | Chủ trì | Phối hợp | Bắt đầu | Kết thúc\n"
    rows = "1 | Đếm thuyền | Sở Y tế | Sở Nội vụ | 4/2026 | 9/2026\n2 | Dựng nhà nổi | Sở Nội vụ | Sở Y tế | 2026 | Hằng năm\n"
    first, second = read_document(text=f"{PROVINCE}III. PHÂN CÔNG\n\n{head}{rows}").tasks
    assert told(first)[2:] == ("2026-04-01", "2026-09-30")
    assert (told(second)[2:], second.deadline and second.deadline.recurrence) == (("2026-01-01", ""), "Annual")


BODIES = {
    "Văn phòng HĐND và UBND xã lập sổ.": ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Tân Hưng"],
    "Văn phòng HĐND - UBND xã lập sổ.": ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Tân Hưng"],
    "Phòng Kinh tế, Văn phòng Đảng ủy rà soát bến.": ["Phòng Kinh tế xã Tân Hưng", "Văn phòng Đảng ủy xã Tân Hưng"],
    "Ban CHQS xã trực 24/24 giờ ở bến.": ["Ban Chỉ huy Quân sự xã Tân Hưng"],
    "Các thôn, bản, tổ dân phố dọn bến.": ["other"],
    "Trưởng thôn, Tổ trưởng tổ dân phố thông báo đến từng hộ.": ["other"],
    "Các cơ quan, đơn vị, các ấp căn cứ Kế hoạch này, chủ động dọn bến.": ["related-units", "other"],
    "Các đơn vị nghiêm túc đếm thuyền.": ["related-units"],
}


@pytest.mark.parametrize("sentence", BODIES)
def test_a_commune_charges_its_own(sentence: str) -> None:
    (task,) = read_document(text=f"{COMMUNE}{WORK}1. {sentence}\n").tasks
    assert told(task)[0] == BODIES[sentence]
    assert len(BODIES) == 8


PRESS = {
    "Báo và Đài Phát thanh, Truyền hình tỉnh mở chuyên mục.": ["Báo và Đài Phát thanh, Truyền hình tỉnh Lào Cai"],
    "Đề nghị Hội Nông dân tỉnh, Tỉnh đoàn cử người giữ bến.": ["Hội Nông dân tỉnh Lào Cai", "Tỉnh đoàn Lào Cai"],
    "Các doanh nghiệp nhà nước, Tổng Công ty tiên phong đóng thuyền xanh.": ["enterprises"],
}


@pytest.mark.parametrize("sentence", PRESS)
def test_the_last_point_is_a_sentence_though_the_text_closes_below_it(sentence: str) -> None:
    text = f"{PROVINCE}{WORK}1. {sentence}\n\nYêu cầu các đơn vị gửi sổ trước ngày 20/12/2025./.\n\nGIÁM ĐỐC\nLê Thị Bình\n"
    first, last = read_document(text=text).tasks
    assert told(first)[0] == PRESS[sentence]
    assert told(last) == (["related-units"], [], "", "2025-12-20")
    assert len(PRESS) == 3


def test_each_sentence_of_a_closing_paragraph_with_its_own_doers_is_work() -> None:
    text = "Yêu cầu các sở, ngành dọn bến. Định kỳ 06 tháng các cơ quan liên quan gửi sổ. Nếu thiếu sổ, các xã báo Sở Y tế."
    found = read_document(text=f"{PROVINCE}{WORK}1. Sở Y tế đếm thuyền.\n\n{text}\n").tasks
    assert [told(task)[0] for task in found] == [[HEALTH], ["departments"], ["related-units"], ["communes"]]


POINTS = {
    "1. Các Trường Đại học, Cao đẳng trên địa bàn tỉnh\na) Mở lớp đóng thuyền.": (["other"], []),
    "1. Lãnh đạo Ban Dân nguyện\na) Giúp dân bên sông.": (["Ban Dân nguyện"], []),
    "1. Các sở, ban, ngành, UBND các xã\na) Đếm thuyền ở bến. UBND cấp xã gửi số bến.": (["departments", "communes"], []),
    "1. Sở Y tế\na) Phối hợp với đầu mối các bộ, ngành, các trường đại học đóng thuyền.": ([HEALTH], ["ministries", "other"]),
    "1. Sở Y tế\na) Đếm thuyền, cùng với Nhà nước giữ bến.": ([HEALTH], []),
    "1. Sở Y tế\na) Đếm thuyền ở bến. Nếu thiếu, kịp thời báo cáo Sở Nội vụ xem xét.": ([HEALTH], []),
}  # fmt: skip


@pytest.mark.parametrize("point", POINTS)
def test_a_point_below_a_heading_of_bodies_is_theirs(point: str) -> None:
    (task,) = read_document(text=f"{PROVINCE}{WORK}{point}\n").tasks
    assert told(task)[:2] == POINTS[point]
    assert len(POINTS) == 6


def test_a_topic_in_a_row_of_topics_heads_no_work() -> None:
    topics = (
        "1. Hạ tầng số\na) Kéo cáp qua bến.\n2. Dữ liệu số\na) Ghi sổ bến.\n3. Doanh nghiệp số\na) Mở chợ thuyền.\n"
    )
    assert read_document(text=f"{PROVINCE}II. NỀN MÓNG\n{topics}").tasks == ()


SENTENCES = {
    "Sở Y tế xây dựng, trình duyệt các bài: bài múa, bài hát.": [HEALTH],
    "Ủy ban nhân dân các xã, phường rà soát các nhóm: người già, trẻ em ở bến.": ["communes"],
    "Đảng ủy các xã, phường lãnh đạo, chỉ đạo dọn bến.": ["party-committees"],
    "Ban Tuyên giáo và Dân vận Tỉnh ủy định hướng tuyên truyền về bến.": ["Ban Tuyên giáo và Dân vận Tỉnh ủy Lào Cai"],
    "Đảng ủy MTTQ, các đoàn thể tỉnh lãnh đạo việc dọn bến.": ["Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh Lào Cai"],
    "Sở Y tế - Cơ quan thường trực: giữ sổ, đếm thuyền.": [HEALTH],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_body_s_name_ends_where_its_work_begins(sentence: str) -> None:
    (task,) = read_document(text=f"{PROVINCE}{WORK}1. {sentence}\n").tasks
    assert told(task)[0] == SENTENCES[sentence]
    assert len(SENTENCES) == 6


def test_lettered_labels_say_of_a_short_item_who_and_when() -> None:
    labels = "a) Thời gian: 08 giờ 00, ngày 09/10/2025.\nb) Đơn vị chủ trì: Sở Y tế.\nc) Đơn vị phối hợp: Sở Nội vụ.\n"
    (task,) = read_document(text=f"{PROVINCE}II. CÁC HOẠT ĐỘNG\n1. Bế mạc\n{labels}").tasks
    assert (task.text, told(task)) == ("Bế mạc", ([HEALTH], [HOME], "", "2025-10-09"))


def test_a_university_by_name_is_a_body_and_no_group() -> None:
    text = "1. Hội thảo (chiều 09/10/2025): Sở Y tế phối hợp Trường Đại học Bãi Ngang tổ chức.\n"
    (task,) = read_document(text=f"{PROVINCE}{WORK}{text}").tasks
    assert told(task) == ([HEALTH], ["Trường Đại học Bãi Ngang"], "", "2025-10-09")


def test_the_opening_that_issues_a_plan_is_no_work_of_whoever_issues_it() -> None:
    text = (
        "Trước cảnh bến bị ngập, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch như sau:\n\nI. NHIỆM VỤ\n1. Sở Y tế dọn bến.\n"
    )
    assert [told(task)[0] for task in read_document(text=f"{PROVINCE}{text}").tasks] == [[HEALTH]]


def test_a_plan_for_a_year_dates_a_period_between_quarters() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/KH-UBND\nLào Cai, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nGiữ bến năm 2026\n\n"
    rows = "STT\tNội dung\tĐơn vị chủ trì\tThời hạn\n1\tĐếm thuyền\tSở Y tế\tQuý II - Quý III\n2\tDọn bến\tSở Nội vụ\tTháng 3\n"
    first, second = read_document(text=f"{head}II. PHÂN CÔNG\n{rows}").tasks
    assert (told(first)[2:], told(second)[3]) == (("2026-04-01", "2026-09-30"), "2026-03-31")


GOALS = {
    "Giảm tỷ suất trẻ em chết đuối xuống dưới 16/100.000 trẻ em.": [("tỷ suất trẻ em chết đuối", "<", "16", "/100.000 trẻ em")],
    "Tỷ số giới tính khi sinh không quá 111 bé trai/100 bé gái.": [("Tỷ số giới tính khi sinh", "<=", "111", "bé trai/100 bé gái")],
    "Có 70% trẻ em từ 6 đến dưới 16 tuổi biết bơi.": [("Tỷ lệ trẻ em từ 6 đến dưới 16 tuổi biết bơi", "=", "70", "%")],
    "Từ 70% dân số trưởng thành trở lên có chữ ký số.": [("Tỷ lệ dân số trưởng thành có chữ ký số", ">=", "70", "%")],
    "100% bến treo biển báo, trên 95% chủ thuyền được dạy bơi.": [
        ("Tỷ lệ bến treo biển báo", "=", "100", "%"), ("Tỷ lệ chủ thuyền được dạy bơi", ">", "95", "%"),
    ],
    "Số vụ chết đuối giảm 10% vào năm 2027 và 20% vào năm 2030 so với năm 2025.": [
        ("Số vụ chết đuối giảm", "=", "10", "%"), ("Số vụ chết đuối", "=", "20", "%"),
    ],
    "Doanh nghiệp: mỗi năm tăng thêm 150 doanh nghiệp nhỏ và vừa đóng thuyền.": [
        ("tăng thêm doanh nghiệp nhỏ và vừa đóng thuyền", "=", "150", "doanh nghiệp/năm"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("heading", ["I. MỤC TIÊU", "A. CHỈ TIÊU"])
@pytest.mark.parametrize("goal", GOALS)
def test_a_goal_is_named_and_measured(goal: str, heading: str) -> None:
    found = read_document(text=f"{PROVINCE}{heading}\n1. {goal}\n")
    assert [(a.name, a.comparator, str(a.value), a.unit) for a in found.aims] == GOALS[goal]
    assert (found.tasks, len(GOALS)) == ((), 7)


NAMED = {
    "Bưu điện tỉnh, Viettel Lào Cai, VNPT Lào Cai hỗ trợ dân nộp sổ.": [
        "Bưu điện tỉnh Lào Cai", "Viettel Lào Cai", "VNPT Lào Cai",
    ],
    "Công đoàn cơ sở, các cụm, khối thi đua phát động thi đua dọn bến.": ["other"],
    "Hội đồng Thi đua - Khen thưởng tỉnh xét chọn thợ giỏi.": ["Hội đồng Thi đua - Khen thưởng tỉnh Lào Cai"],
    "Kho bạc Nhà nước khu vực X thanh toán kịp thời.": ["Kho bạc Nhà nước khu vực X"],
    "Sở Y tế báo cáo kết quả thực hiện về UBND tỉnh.": [HEALTH],
    "Sở Nội vụ khắc phục tồn tại, hạn chế ở bến.": [HOME],
}  # fmt: skip


@pytest.mark.parametrize("sentence", NAMED)
def test_a_short_sentence_is_work_though_it_speaks_of_what_was(sentence: str) -> None:
    (task,) = read_document(text=f"{PROVINCE}{WORK}1. {sentence}\n").tasks
    assert told(task)[0] == NAMED[sentence]
    assert len(NAMED) == 6


def test_a_heading_of_what_was_still_heads_no_work() -> None:
    text = "1. Đánh giá kết quả thực hiện\n- Sở Y tế mở 12 lớp.\n2. Tồn tại, hạn chế.\n- Sở Nội vụ chưa gửi sổ.\n"
    assert read_document(text=f"{PROVINCE}I. TÌNH HÌNH\n{text}").tasks == ()
