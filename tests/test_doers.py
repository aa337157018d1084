"""Lists of those who do something, as sentences begin with them: each member by itself, whatever verb follows."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Source, Task
from graph.structure import parse

GOVERNMENT = (
    "CHÍNH PHỦ\nSố: 91/NQ-CP\nHà Nội, ngày 05 tháng 02 năm 2026\n\nNGHỊ QUYẾT\nVề giữ rừng ven biển\n\nQUYẾT NGHỊ:\n\n"
)
PROVINCE = "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\nSố: 77/KH-UBND\nCà Mau, ngày 05 tháng 02 năm 2026\n\nKẾ HOẠCH\nVề giữ rừng ven biển\n\n"

CENTRAL = [
    ("Bộ trưởng, Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ, Chủ tịch UBND các tỉnh, thành phố trực thuộc Trung ương tập trung trồng lại rừng.", "ministries; provinces"),
    ("Các Bộ trưởng, Thủ trưởng cơ quan thuộc Chính phủ và Chủ tịch Ủy ban nhân dân tỉnh, thành phố căn cứ mùa gió lập lịch trồng rừng.", "ministries; provinces"),
    ("Bộ trưởng cùng các cơ quan trực thuộc Chính phủ, Chủ tịch Ủy ban nhân dân cấp tỉnh tổ chức việc cắm mốc.", "ministries; provinces"),
    ("Thủ trưởng các bộ, ngành và Chủ tịch Ủy ban nhân dân các tỉnh, thành phố ven biển đôn đốc việc trồng rừng.", "ministries; provinces"),
    ("Chính phủ trân trọng đề nghị Tòa án nhân dân tối cao, các tổ chức chính trị - xã hội góp cây giống cho dải rừng.", "Tòa án nhân dân tối cao; mass-organizations"),
    ("Chính phủ kính đề nghị Ủy ban Thường vụ Quốc hội xem xét bổ sung chương trình giám sát rừng.", "Ủy ban Thường vụ Quốc hội"),
    ("Trong quá trình thực hiện, nếu cần sửa đổi những nội dung thuộc Nghị quyết của Chính phủ, các bộ, ngành, địa phương chủ động báo cáo Thủ tướng Chính phủ.", "ministries; localities"),
    ("Bộ Y tế, Bộ Công Thương xuất cấp hóa chất xử lý nước cho các xã ven biển.", "Bộ Y tế; Bộ Công Thương"),
    ("Các Bộ, cơ quan trực thuộc Chính phủ rà soát các văn bản về rừng ven biển.", "ministries"),
    ("Các Bộ, ngành liên quan khác trong phạm vi chức năng, nhiệm vụ, tăng cường việc giữ rừng ven biển.", "ministries"),
    ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương làm tốt công tác kiểm kê rừng.", "provinces"),
    ("Ủy ban nhân dân thành phố Hà Nội, thành phố Hải Phòng và tỉnh Quảng Ninh trực tiếp hỗ trợ cây giống.", "Ủy ban nhân dân thành phố Hà Nội; Ủy ban nhân dân thành phố Hải Phòng; Ủy ban nhân dân tỉnh Quảng Ninh"),
    ("Ủy ban nhân dân các tỉnh Cà Mau, Vĩnh Long, An Giang trồng bổ sung đước ở cửa sông.", "Ủy ban nhân dân tỉnh Cà Mau; Ủy ban nhân dân tỉnh Vĩnh Long; Ủy ban nhân dân tỉnh An Giang"),
    ("Ngân hàng Chính sách xã hội dành vốn cho hộ trồng rừng.", "Ngân hàng Chính sách xã hội"),
    ("VTV, VOV, TTXVN mở chuyên mục về rừng ven biển.", "Đài Truyền hình Việt Nam; Đài Tiếng nói Việt Nam; Thông tấn xã Việt Nam"),
    ("Ủy ban nhân dân các cấp có trách nhiệm cắm mốc rừng ven biển.", "localities"),
    ("Ban Chỉ đạo Phòng thủ dân sự quốc gia chỉ đạo diễn tập chữa cháy rừng.", "Ban Chỉ đạo Phòng thủ dân sự quốc gia"),
    ("Định kỳ, Thường trực Ủy ban Khoa học, Công nghệ và Môi trường của Quốc hội chủ trì rà soát tiến độ.", "Ủy ban Khoa học, Công nghệ và Môi trường"),
    ("Đài Truyền hình Việt Nam và các cơ quan thông tấn, báo chí có trách nhiệm phổ biến luật về rừng.", "Đài Truyền hình Việt Nam; other"),
    ("Hằng quý, Thường trực Ủy ban VH,TT&DL của Quốc hội chủ trì đếm số cây chết.", "Ủy ban VH,TT&DL"),
    ("Ủy ban Thường vụ Quốc hội, các cơ quan thuộc UBTVQH, các Đoàn đại biểu Quốc hội căn cứ chức năng lập kế hoạch giám sát.", "Ủy ban Thường vụ Quốc hội; other"),
]  # fmt: skip
LOCAL = [
    ("Đề nghị Văn phòng Tỉnh ủy và các Ban Xây dựng Đảng, Viện kiểm sát nhân dân tỉnh, Thuế tỉnh, Kho bạc nhà nước khu vực XX tăng cường giữ bí mật nhà nước.", "Văn phòng Tỉnh ủy Cà Mau; other; Viện kiểm sát nhân dân tỉnh Cà Mau; Thuế tỉnh Cà Mau; Kho bạc nhà nước khu vực XX"),
    ("Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh vận động đoàn viên trồng đước.", "Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh Cà Mau"),
    ("Đảng ủy các cơ quan Đảng tỉnh, Đảng ủy UBND tỉnh, Đảng ủy Công an tỉnh quán triệt đến đảng viên.", "Đảng ủy các cơ quan Đảng tỉnh Cà Mau; Đảng ủy Ủy ban nhân dân tỉnh Cà Mau; Đảng ủy Công an tỉnh Cà Mau"),
    ("Các cấp ủy đảng, chính quyền các cấp vận động nhân dân trồng cây chắn sóng.", "party-committees; localities"),
    ("Sở Y tế cấp phát thuốc cho các chốt gác rừng.", "Sở Y tế tỉnh Cà Mau"),
    ("Sở Xây dựng, Sở Nông nghiệp và Môi trường bám sát địa bàn, kịp thời gỡ vướng cho các xã.", "Sở Xây dựng tỉnh Cà Mau; Sở Nông nghiệp và Môi trường tỉnh Cà Mau"),
    ("Giám đốc các Sở, Thủ trưởng các ban, ngành, Chủ tịch UBND các xã, phường chịu trách nhiệm về tiến độ trồng rừng.", "departments; communes"),
    ("Báo và Phát thanh, Truyền hình tỉnh, Cổng Thông tin điện tử tỉnh thông tin kịp thời về các điểm sạt lở.", "Báo và Phát thanh, Truyền hình tỉnh Cà Mau; Cổng Thông tin điện tử tỉnh Cà Mau"),
    ("Các doanh nghiệp, hợp tác xã, hộ nuôi tôm trồng dải đước quanh ao.", "enterprises; other"),
    ("UBND các xã, phường giao khoán rừng cho hộ dân; công khai danh sách tại trụ sở.", "communes"),
    ("Hạt Kiểm lâm liên xã Năm Căn, Đồn Biên phòng Đất Mũi tuần tra chung mỗi tháng một lần.", "Hạt Kiểm lâm liên xã Năm Căn; Đồn Biên phòng Đất Mũi"),
    ("Trường Chính trị tỉnh đưa nội dung giữ rừng vào bài giảng.", "Trường Chính trị tỉnh Cà Mau"),
    ("Tỉnh đoàn, Hội Cựu chiến binh tỉnh nhận đỡ đầu các đoạn rừng.", "Tỉnh đoàn Cà Mau; Hội Cựu chiến binh tỉnh Cà Mau"),
    ("Trên cơ sở đề xuất của các sở, ban, ngành, địa phương, Sở Tài chính bố trí kinh phí trồng rừng.", "Sở Tài chính tỉnh Cà Mau"),
    ("Từng địa phương phải đăng ký số cây trồng với Sở Nông nghiệp và Môi trường.", "localities"),
    ("Mỗi xã, phường chọn ít nhất một đoạn đê để trồng thí điểm.", "communes"),
    ("Tất cả các đơn vị liên quan trồng cây trong khuôn viên.", "related-units"),
    ("Cùng với việc trồng mới, Chi cục Kiểm lâm tổ chức tuần tra hằng tuần.", "Chi cục Kiểm lâm tỉnh Cà Mau"),
    ("Song song với đó, Đài Phát thanh và Truyền hình tỉnh mở chuyên mục giữ rừng.", "Đài Phát thanh và Truyền hình tỉnh Cà Mau"),
]  # fmt: skip
SENTENCES = [(GOVERNMENT, *case) for case in CENTRAL] + [(PROVINCE, *case) for case in LOCAL]


def test_the_sentences_are_all_there() -> None:
    assert len(SENTENCES) == 40


def tasks(text: str) -> tuple[Task, ...]:
    return extract(parse(Source("a.txt", text))).tasks


def leads(task: Task) -> str:
    return "; ".join(a.group or a.name for a in task.leads)


@pytest.mark.parametrize(("head", "sentence", "expected"), SENTENCES, ids=[s[1][:40] for s in SENTENCES])
def test_each_of_a_list_is_charged(head: str, sentence: str, expected: str) -> None:
    others = "1. {} cân đối kinh phí.\n2. {}\n3. {} mở lớp.\n".format("Sở Tài chính", sentence, "Sở Y tế")
    found = [t for t in tasks(f"{head}III. TỔ CHỨC THỰC HIỆN\n{others}") if t.ordinal == "III.2"]
    assert [leads(t) for t in found] == [expected]


def test_a_line_of_bodies_without_a_number_heads_the_items_behind_it() -> None:
    text = "II. GIẢI PHÁP\n1. Gạo\na) Bộ Y tế cấp gạo cho các xã.\n2. Nhà ở\nỦy ban nhân dân các tỉnh, thành phố:\na) Huy động vốn để dựng lại nhà;\nb) Chủ động thống kê số nhà đổ.\n3. Đê\na) Bộ Y tế cấp thuốc.\n"
    assert [(t.ordinal, leads(t)) for t in tasks(GOVERNMENT + text)] == [
        ("II.1.a", "Bộ Y tế"),
        ("II.2.a", "provinces"),
        ("II.2.b", "provinces"),
        ("II.3.a", "Bộ Y tế"),
    ]


def test_a_title_over_items_is_no_work_itself() -> None:
    opening = (
        "Chính phủ yêu cầu các bộ, cơ quan ngang bộ, Ủy ban nhân dân các tỉnh tập trung thực hiện các nhiệm vụ sau:\n"
    )
    items = "1. Nâng cao nhận thức về rừng ven biển\na) Xây dựng chương trình tuyên truyền.\nb) Rà soát quy định cũ.\n2. Hoàn thiện thể chế về rừng\na) Sửa đổi quy định về đê.\n"
    found = tasks(GOVERNMENT.replace("QUYẾT NGHỊ:\n", opening) + items)
    assert [(t.ordinal, leads(t)) for t in found] == [(n, "ministries; provinces") for n in ("1.a", "1.b", "2.a")]


def test_a_line_over_paragraphs_that_charge_others_is_no_work_itself() -> None:
    opening = "Chính phủ yêu cầu các bộ, ngành thực hiện các nhiệm vụ sau:\n"
    items = "1. Chuẩn bị thi hành luật về đê\na) Triển khai việc phổ biến luật.\nBộ Tư pháp có trách nhiệm in tờ rơi về đê.\nb) Kiện toàn bộ máy giữ đê.\nBộ Nội vụ trình Chính phủ Nghị định về biên chế.\n"
    found = tasks(GOVERNMENT.replace("QUYẾT NGHỊ:\n", opening) + items)
    assert [leads(t) for t in found] == ["Bộ Tư pháp", "Bộ Nội vụ"]


def test_criteria_give_no_work() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n1. Các cơ quan, đơn vị cấp tỉnh có thành tích đạt các tiêu chuẩn sau:\n- Hoàn thành việc trồng rừng;\n- Chấp hành chế độ báo cáo về rừng.\n"
    assert tasks(PROVINCE + text) == ()


def test_whom_the_issuer_of_a_letter_asks_is_charged_and_not_the_issuer() -> None:
    letter = "UBND TỈNH CÀ MAU\nSỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nSố: 15/SNNMT-KL\nV/v giữ rừng\nCà Mau, ngày 05 tháng 02 năm 2026\n\nKính gửi: Công ty Lâm nghiệp U Minh.\n\n"
    asked = "Sở Nông nghiệp và Môi trường yêu cầu Công ty Lâm nghiệp U Minh thực hiện các nội dung sau:\n1. Cắm mốc khu rừng được giao.\n2. Nộp bản đồ hiện trạng trước ngày 15/3/2026.\n"
    assert [leads(t) for t in tasks(letter + asked)] == ["Công ty Lâm nghiệp U Minh"] * 2


HEADINGS = {
    "Các khu công nghệ cao, khu công nghiệp và doanh nghiệp liên quan": "other",
    "Các thành viên Ban Chỉ đạo": "other",
    "Các đơn vị sự nghiệp công lập": "other",
    "Các chủ rừng ven đê": "other",
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_group_that_a_heading_describes_leads_what_stands_below(heading: str) -> None:
    text = f"{PROVINCE}III. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính cân đối kinh phí.\n2. {heading}\na) Trồng lại rừng ven đê.\nb) Đếm cây đã trồng trong năm.\n3. Sở Y tế mở lớp.\n"
    below = [t for t in extract(parse(Source("a.txt", text))).tasks if t.ordinal and ".2." in t.ordinal]
    assert [[a.group for a in t.leads] for t in below] == [[HEADINGS[heading]]] * 2


def test_persons_are_charged_with_nothing() -> None:
    text = f"{PROVINCE}III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế mở lớp.\n2. Mỗi cán bộ, đảng viên phải trồng một cây đước.\n"
    assert [t.text for t in extract(parse(Source("a.txt", text))).tasks] == ["Sở Y tế mở lớp."]
