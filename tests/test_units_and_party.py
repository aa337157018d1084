"""Papers of the Party, of ministries, departments and councils: who does a piece of work under "Nhiệm vụ, giải pháp" and elsewhere, groups of
committees, units by the body that they belong to. All sentences are invented."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Findings, Source
from graph.structure import parse

PROGRAMME = "TỈNH ỦY LÀO CAI\n*\nSố 7-CTr/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 4 tháng 5 năm 2026\n\nCHƯƠNG TRÌNH HÀNH ĐỘNG\ngiữ đê ven sông\n\n"
WARD = (
    "ĐẢNG BỘ TỈNH LÀO CAI\nĐẢNG ỦY PHƯỜNG CAM ĐƯỜNG\n*\nSố 3-NQ/ĐU\n\nCam Đường, ngày 2 tháng 6 năm 2026\n\nNGHỊ QUYẾT\n"
    "CỦA BAN CHẤP HÀNH ĐẢNG BỘ PHƯỜNG\nvề giữ chợ\n\n"
)
COUNCIL = (
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH LÀO CAI\n-------\nSố: 8/CTr-HĐND\n\nLào Cai, ngày 6 tháng 1 năm 2026\n\nCHƯƠNG TRÌNH\n"
    "Giám sát của Hội đồng nhân dân tỉnh năm 2026\n\n"
)
MINISTRY = "BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH\n-------\nSố: 9/QĐ-BVHTTDL\n\nHà Nội, ngày 3 tháng 7 năm 2026\n\nQUYẾT ĐỊNH\nBan hành Kế hoạch giữ đình\n\n"
DEPARTMENT = "UBND TỈNH LÀO CAI\nSỞ Y TẾ\n-------\nSố: 5/KH-SYT\n\nLào Cai, ngày 7 tháng 8 năm 2026\n\nKẾ HOẠCH\nPhòng bệnh năm 2026\n\n"
PROVINCE = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n-------\nSố: 5/KH-UBND\n\nLào Cai, ngày 7 tháng 8 năm 2026\n\nKẾ HOẠCH\nPhát triển chợ năm 2026\n\n"
BUREAU = "BỘ XÂY DỰNG\nCỤC ĐƯỜNG SÔNG\n-------\nSố: 5/KH-CĐS\n\nHà Nội, ngày 7 tháng 8 năm 2026\n\nKẾ HOẠCH\nSửa bến năm 2026\n\n"
ASSIGNING, WORKING = "IV. TỔ CHỨC THỰC HIỆN\n", "III. NHIỆM VỤ, GIẢI PHÁP\n"


def read(words: str) -> Findings:
    return extract(parse(Source("a.txt", words)))


def leads(head: str, part: str, line: str) -> list[list[str]]:
    tasks = read(f"{head}{part}1. {line}\n2. Bến bãi sạch sẽ quanh năm.\n").tasks
    return [[a.group or a.name for a in task.leads] for task in tasks]


DOERS = [
    (PROGRAMME, "Các cấp ủy trực thuộc, đảng ủy các cơ quan, đơn vị phổ biến Chương trình.", ["party-committees"]),
    (PROGRAMME, "Người đứng đầu cấp ủy trực tiếp đi thăm các đoạn đê xung yếu.", ["party-committees"]),
    (PROGRAMME, "Ban thường vụ các huyện ủy, thành ủy chỉ đạo đắp lại bờ bao.", ["party-committees"]),
    (PROGRAMME, "Giao ban thường vụ các huyện ủy, thành ủy chỉ đạo đắp lại bờ bao.", ["party-committees"]),
    (PROGRAMME, "Đảng ủy các xã, phường, đặc khu lập danh sách hộ ở ngoài đê.", ["party-committees"]),
    (PROGRAMME, "Các ban cán sự đảng, đảng đoàn lãnh đạo cơ quan mình giữ đê.", ["party-committees"]),
    (PROGRAMME, "Các chi, đảng bộ trực thuộc tổ chức ngày đắp đê.", ["party-committees"]),
    (PROGRAMME, "Chi bộ các thôn tổ chức ngày đắp đê.", ["party-committees"]),
    (PROGRAMME, "Bí thư Đảng ủy, Chủ tịch UBND các xã, phường chịu trách nhiệm về đoạn đê của mình.", ["party-committees", "communes"]),
    (PROGRAMME, "Các cấp ủy đảng, chính quyền, đoàn thể và Ban Chỉ đạo chuyển đổi số tỉnh đôn đốc việc đo mưa.",
     ["party-committees", "localities", "mass-organizations", "Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai"]),
    (PROGRAMME, "Đảng ủy Mặt trận Tổ quốc và các đoàn thể tỉnh lãnh đạo cuộc vận động góp tre.",
     ["Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh Lào Cai"]),
    (PROGRAMME, "Giao Đảng Đoàn Mặt trận Tổ quốc Việt Nam tỉnh tăng cường vận động góp tre.", ["Đảng đoàn Mặt trận Tổ quốc Việt Nam tỉnh Lào Cai"]),
    (PROGRAMME, "Ban Tuyên giáo chủ trì mở lớp về đê.", ["Ban Tuyên giáo Tỉnh ủy Lào Cai"]),
    (PROGRAMME, "Giao Ban Tổ chức Tỉnh ủy biên soạn sổ tay về đê.", ["Ban Tổ chức Tỉnh ủy Lào Cai"]),
    (PROGRAMME, "Ban Chỉ đạo xây dựng nông thôn mới tỉnh tổng hợp kết quả.", ["Ban Chỉ đạo xây dựng nông thôn mới tỉnh Lào Cai"]),
    (PROGRAMME, "Ban Chỉ đạo 389 tỉnh phối hợp kiểm tra các bến.", ["Ban Chỉ đạo 389 tỉnh Lào Cai"]),
    (PROGRAMME, "Tỉnh đoàn vận động thanh niên trồng tre.", ["Tỉnh đoàn Lào Cai"]),
    (WARD, "Ban Thường vụ Đảng ủy lập kế hoạch giữ chợ.", ["Ban Thường vụ Đảng ủy phường Cam Đường"]),
    (WARD, "Văn phòng Đảng ủy làm đầu mối nhận thư của người bán.", ["Văn phòng Đảng ủy phường Cam Đường"]),
    (WARD, "Phòng Văn hóa - Xã hội hỗ trợ kẻ biển cho các quầy.", ["Phòng Văn hóa - Xã hội phường Cam Đường"]),
    (WARD, "Ủy ban nhân dân phường bố trí chỗ cho người bán rau.", ["Ủy ban nhân dân phường Cam Đường"]),
    (COUNCIL, "Ban Dân tộc giám sát việc giữ rừng ở các bản.", ["Ban Dân tộc Hội đồng nhân dân tỉnh Lào Cai"]),
    (COUNCIL, "HĐND, UBND các xã, phường gửi sổ theo đề cương.", ["communes"]),
    (COUNCIL, "Tòa án nhân dân tỉnh, Thi hành án dân sự tỉnh báo cáo công tác năm.", ["Tòa án nhân dân tỉnh Lào Cai", "Thi hành án dân sự tỉnh Lào Cai"]),
    (MINISTRY, "Vụ Pháp chế rà soát sổ của các đình.", ["Vụ Pháp chế, Bộ Văn hóa, Thể thao và Du lịch"]),
    (MINISTRY, "Trung tâm Chuyển đổi số đăng tải ảnh các đình.", ["Trung tâm Chuyển đổi số, Bộ Văn hóa, Thể thao và Du lịch"]),
    (MINISTRY, "Các tỉnh tự đếm đình làng của mình.", ["provinces"]),
    (MINISTRY, "Sở Văn hóa và Thể thao các địa phương hướng dẫn quét vôi.", ["departments"]),
    (MINISTRY, "Trường Múa và Ban Quản lý Làng nghề thuộc Bộ Nội vụ chủ trì dạy múa.", ["Trường Múa", "Ban Quản lý Làng nghề, Bộ Nội vụ"]),
    (MINISTRY, "Tổ Thư ký giúp việc Hội đồng Xét chọn lập biên bản.", ["Tổ Thư ký giúp việc Hội đồng Xét chọn"]),
    (DEPARTMENT, "Phòng Nghiệp vụ Dược rà soát kho thuốc.", ["Phòng Nghiệp vụ Dược, Sở Y tế tỉnh Lào Cai"]),
    (DEPARTMENT, "Văn phòng Sở bố trí xe cho đội phun thuốc.", ["Văn phòng Sở Y tế tỉnh Lào Cai"]),
    (DEPARTMENT, "Chi cục Dân số lồng ghép việc đếm muỗi.", ["Chi cục Dân số, Sở Y tế tỉnh Lào Cai"]),
    (DEPARTMENT, "Trạm Y tế xã, phường phát màn cho từng hộ.", ["other"]),
    (DEPARTMENT, "Cục Khám, chữa bệnh biên soạn sổ tay về muỗi.", ["Cục Khám, chữa bệnh"]),
    (PROVINCE, "Hội đồng Đội tỉnh, Nhà Thiếu nhi tỉnh tổ chức hội chợ cho thiếu nhi.", ["Hội đồng Đội tỉnh Lào Cai", "Nhà Thiếu nhi tỉnh Lào Cai"]),
    (PROVINCE, "Hạt Kiểm lâm các khu vực trực cháy chợ suốt đêm.", ["other"]),
    (PROVINCE, "Tổ công nghệ số cộng đồng các thôn giúp người bán cài đặt mã.", ["other"]),
    (PROGRAMME, "Thời gian tới, Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, tổ chức đảng chăm lo việc đắp đê.", ["party-committees"]),
    (PROGRAMME, "Đảng ủy các phường ven sông và đặc khu Cồn Tre quán triệt Chương trình đến từng chi bộ.", ["party-committees"]),
    (MINISTRY, "Vụ Kế hoạch, Tài chính thẩm định dự toán quét vôi.", ["Vụ Kế hoạch, Tài chính, Bộ Văn hóa, Thể thao và Du lịch"]),
    (DEPARTMENT, "Thanh tra Sở kiểm tra các kho thuốc ở bến.", ["Thanh tra Sở Y tế tỉnh Lào Cai"]),
    (BUREAU, "Phòng Kho bãi dự thảo nội quy của bến.", ["Phòng Kho bãi, Cục Đường sông"]),
    (PROVINCE, "Văn phòng điều phối nông thôn mới tỉnh theo dõi việc dựng chợ.", ["Văn phòng điều phối nông thôn mới tỉnh Lào Cai"]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "line", "expected"), DOERS, ids=[line[:36] for _, line, _ in DOERS])
def test_who_is_charged_in_a_paper_of_this_kind(head: str, line: str, expected: list[str]) -> None:
    assert leads(head, ASSIGNING, line) == [expected]
    assert len(DOERS) == 44


def test_the_organs_of_the_party_are_partners_of_some_kind_and_no_departments() -> None:
    (task,) = read(
        PROGRAMME
        + ASSIGNING
        + "1. Văn phòng Tỉnh ủy chủ trì, phối hợp với các ban xây dựng Đảng, các cơ quan tham mưu, giúp việc Tỉnh ủy thăm đê.\n"
    ).tasks
    assert [a.group or a.name for a in task.coordinators] == ["other"]


WORK = [
    (DEPARTMENT, "Trung tâm Kiểm soát bệnh tật lấy mẫu nước ở ba mươi giếng làng ven sông.", True),
    (DEPARTMENT, "Tăng cường giám sát. Trung tâm Kiểm soát bệnh tật lấy mẫu nước ở các giếng.", True),
    (DEPARTMENT, "Bệnh viện Nhi dự trữ dịch truyền đủ cho hai trăm ca bệnh trong mùa mưa.", True),
    (DEPARTMENT, "Truyền thông: giao phòng Tổ chức - Hành chính phối hợp đăng tải lời nhắc ngủ màn.", True),
    (DEPARTMENT, "Về điều trị, giao Bệnh viện Đa khoa tỉnh bố trí năm mươi giường bệnh.", True),
    (PROVINCE, "Sở Công Thương lựa chọn địa điểm dựng chợ mới ở các xã ven sông.", True),
    (PROVINCE, "Các trung tâm khuyến nông mở lớp trồng rau cho người bán trước ngày 30/9/2026.", True),
    (PROVINCE, "Từ năm 2020, Sở Công Thương lựa chọn địa điểm dựng chợ mới ở các xã ven sông.", False),
    (PROVINCE, "Chợ của Sở Công Thương lựa chọn được dựng lại ở các xã ven sông năm ngoái.", False),
]  # fmt: skip


@pytest.mark.parametrize(("head", "line", "so"), WORK, ids=[line[:36] for _, line, _ in WORK])
def test_who_does_work_of_a_part_on_what_is_to_be_done(head: str, line: str, *, so: bool) -> None:
    assert bool(leads(head, WORKING, line)) == so
    assert len(WORK) == 9


def test_the_same_sentence_under_goals_or_means_gives_no_work() -> None:
    line = "Sở Công Thương lựa chọn địa điểm dựng chợ mới ở các xã ven sông."
    assert len(read(f"{PROVINCE}{WORKING}1. Chợ mới\n{line}\n").tasks) == 1
    assert read(f"{PROVINCE}II. QUAN ĐIỂM\n1. Chợ mới\n{line}\n").tasks == ()
    assert read(f"{PROVINCE}{WORKING}1. Kinh phí thực hiện\n{line}\n").tasks == ()


def test_units_head_bullets_below_the_body_they_belong_to() -> None:
    words = (
        MINISTRY
        + ASSIGNING
        + "1. Trách nhiệm thực hiện của Bộ Văn hóa, Thể thao và Du lịch\n- Vụ Thư viện:\n+ Lập sổ các đình có kho sách;\n"
        "+ Phối hợp với Vụ Pháp chế sửa nội quy kho sách.\n- Văn phòng Bộ:\nChuẩn bị phòng họp và xe cho đoàn đi thăm các đình.\n"
        "2. Trách nhiệm tổ chức thực hiện của các tỉnh, thành phố\n- Gửi ảnh chụp các đình về Bộ.\n"
    )
    ministry = "Bộ Văn hóa, Thể thao và Du lịch"
    assert [[a.group or a.name for a in t.leads] for t in read(words).tasks] == [
        [f"Vụ Thư viện, {ministry}"],
        [f"Vụ Thư viện, {ministry}"],
        [f"Văn phòng {ministry}"],
        ["provinces"],
    ]


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Ban Pháp chế giám sát các bến đò trong quý II.", "2026-06-30"),
        ("Ban Pháp chế giám sát các bến đò, hoàn thành trong tháng 10.", "2026-10-31"),
        ("Ban Pháp chế giám sát các bến đò chậm nhất tháng 3 và tháng 9.", "2026-09-30"),
        ("Ban Pháp chế giám sát sổ lập trong quý cuối của vụ lúa.", None),
    ],
)
def test_a_quarter_or_a_month_without_its_year_is_of_the_year_of_the_paper(line: str, due: str | None) -> None:
    (task,) = read(f"{COUNCIL}{ASSIGNING}1. {line}\n").tasks
    assert (str(task.deadline.due) if task.deadline and task.deadline.due else None) == due


def test_a_line_that_says_by_when_sets_goals_for_those_below_it_alone() -> None:
    words = (
        MINISTRY
        + "III. NỘI DUNG\n1. Dạy nghề\na) Dạy thợ mộc để đến năm 2030:\n- 85% trở lên thợ làng biết đục chạm;\n- Dạy 40 kỹ sư.\n"
        "b) Mở lớp cho khoảng 90 học sinh.\n"
    )
    assert [(g.name, str(g.value), g.year) for g in read(words).goals] == [
        ("Tỷ lệ thợ làng biết đục chạm", "85", 2030),
        ("Dạy kỹ sư", "40", 2030),
    ]


def test_what_a_title_aims_at_is_no_goal_of_its_own() -> None:
    head = PROGRAMME.replace(
        "giữ đê ven sông", "thực hiện Đề án trồng tre năm 2026 với mục tiêu diện tích tre tăng 8% trở lên"
    )
    assert read(f"{head}II. MỤC TIÊU\n- Diện tích tre đạt 90 ha.\n").goals[0].unit == "ha"
    assert len(read(f"{head}II. MỤC TIÊU\n- Diện tích tre đạt 90 ha.\n").goals) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Ủy ban Kiểm tra đưa việc thực hiện Chương trình vào kế hoạch kiểm tra năm 2026.",
        "Lồng ghép việc thực hiện Kế hoạch trong chương trình công tác năm 2026.",
        "Chịu trách nhiệm về việc thực hiện Đề án 06 trong phạm vi thôn, bản.",
    ],
)
def test_a_document_in_general_or_by_a_bare_count_has_no_name(line: str) -> None:
    titles = [c.title for c in read(f"{PROVINCE}{ASSIGNING}1. Sở Y tế. {line}\n").citations if c.title]
    assert [t for t in titles if t != "Đề án 06"] == []


def test_heads_of_divisions_head_what_they_have_to_do() -> None:
    words = f"{DEPARTMENT}{ASSIGNING}1. Trưởng các phòng, Thủ trưởng đơn vị trực thuộc\n- Lập kế hoạch phun thuốc của đơn vị.\n- Gửi sổ về Văn phòng Sở.\n"
    assert [[a.group for a in task.leads] for task in read(words).tasks] == [["other"], ["other"]]


@pytest.mark.parametrize(
    ("line", "recurrence"),
    [
        ("Các chi bộ trực thuộc gửi sổ trước ngày 20 tháng cuối quý.", "Quarterly"),
        ("Văn phòng Đảng ủy kiểm điểm việc giữ chợ sáu tháng một lần.", "Periodic"),
        ("Văn phòng Đảng ủy kiểm tra sổ của các quầy mỗi học kỳ một lần.", "Periodic"),
        ("Văn phòng Đảng ủy cân đối chi trong nguồn ngân sách được giao hằng năm.", None),
    ],
)
def test_how_often_a_paper_of_a_ward_says(line: str, recurrence: str | None) -> None:
    (task,) = read(f"{WARD}{ASSIGNING}1. {line}\n").tasks
    assert (task.deadline.recurrence if task.deadline else None) == recurrence


def test_a_joint_plan_is_of_both_and_of_the_first_first() -> None:
    words = "SỞ Y TẾ - TỈNH ĐOÀN\n-------\nSố: 7/KHLT-SYT-TĐTN\n\nLào Cai, ngày 2 tháng 9 năm 2026\n\nKẾ HOẠCH LIÊN TỊCH\nVề hiến máu\n"
    header = parse(Source("a.txt", words)).header
    assert header.issuer
    assert header.issuer.full == "Sở Y tế tỉnh Lào Cai"


def test_the_number_of_a_decision_above_is_not_that_of_the_paper() -> None:
    words = "SỞ Y TẾ\nĐOÀN KIỂM TRA\nTHEO QUYẾT ĐỊNH\nSỐ 50/QĐ-SYT\n\nSố: 8/KH-ĐKT\n\nLào Cai, ngày 2 tháng 9 năm 2026\n\nKẾ HOẠCH\nKiểm tra kho thuốc\n"
    assert parse(Source("a.txt", words)).header.number == "8/KH-ĐKT"


def test_a_count_that_a_text_defines_is_the_same_scheme_behind_its_issuer() -> None:
    words = (
        f"{PROGRAMME}Thực hiện Quyết định số 6/QĐ-TTg ngày 06/01/2026 của Thủ tướng Chính phủ phê duyệt Đề án trồng tre ven sông giai đoạn 2026-2030 "
        "(gọi tắt là Đề án 06).\nIV. TỔ CHỨC THỰC HIỆN\n1. Các cấp ủy lãnh đạo thực hiện Đề án 06 của Chính phủ, gắn với thực hiện Nghị quyết số 17-NQ/TU "
        "ngày 31/8/2025 của Ban Thường vụ Tỉnh ủy.\n2. Tỉnh đoàn vận động thanh niên tích cực tham gia thực hiện Đề án 06.\n"
    )
    found = read(words)
    assert {c.title for c in found.citations if c.title} == {"Đề án trồng tre ven sông giai đoạn 2026-2030"}
    assert [len(task.carries) for task in found.tasks] == [2, 0]
    scheme = {n for n, c in enumerate(found.citations) if c.type == "Scheme"}
    assert [r for r in found.relations if r.subject in scheme] == []
