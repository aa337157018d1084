"""Sentences that were misread at first look in invented documents of nine kinds: who is charged."""

from __future__ import annotations

import pytest

from graph.making.examine import read_document

PLAN = "HUYỆN ỦY TÂN KỲ\nSố 44-KH/HU\nTân Kỳ, ngày 20 tháng 10 năm 2021\nKẾ HOẠCH\nđắp lại bờ kênh\n\nII. TỔ CHỨC THỰC HIỆN\n"
CHARGED = {
    "Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội huyện tuyên truyền, vận động hiến đất.": ["group:mass-organizations"],
    "Các chi bộ, đảng bộ cơ sở đưa việc đắp bờ vào sinh hoạt.": ["group:party-committees"],
    "Giao đồng chí Trưởng Ban Dân vận Huyện ủy phụ trách, đôn đốc.": ["Ban Dân vận Huyện ủy"],
    "Giao các đồng chí Giám đốc Trung tâm Khuyến nông, Trung tâm Y tế theo dõi.": ["Trung tâm Khuyến nông", "Trung tâm Y tế"],
    "Trạm Thủy nông là đầu mối, tham mưu lịch lấy nước.": ["Trạm Thủy nông"],
    "Trạm Thủy nông là bộ phận thường trực, theo dõi mực nước.": ["Trạm Thủy nông"],
    "Tập đoàn Xăng dầu Việt Nam, Tổng Công ty Dầu Việt Nam có phương án cấp dầu cho trạm bơm.": [
        "Tập đoàn Xăng dầu Việt Nam", "Tổng công ty Dầu Việt Nam",
    ],
    "Hạt Kiểm lâm số hóa bản đồ rừng.": ["Hạt Kiểm lâm"],
    "Phòng Tài chính - Kế hoạch phân bổ kinh phí đắp bờ.": ["Phòng Tài chính - Kế hoạch"],
    "Công ty TNHH MTV Khai thác thủy lợi nạo vét cửa cống.": ["Công ty TNHH MTV Khai thác thủy lợi"],
}  # fmt: skip


@pytest.mark.parametrize("sentence", CHARGED)
def test_a_sentence_charges(sentence: str) -> None:
    (task,) = read_document(text=PLAN + f"1. {sentence}\n").tasks
    named = [f"group:{one.group}" if one.group else one.name.removesuffix(" huyện Tân Kỳ") for one in task.leads]
    assert named == CHARGED[sentence]
    assert len(CHARGED) == 10


def test_telling_the_offices_of_what_was_decided_is_no_work() -> None:
    text = PLAN + "1. Sở Y tế rà soát giếng.\n\nỦy ban nhân dân huyện thông báo để các cơ quan biết, thực hiện./.\n"
    assert [task.text for task in read_document(text=text).tasks] == ["Sở Y tế rà soát giếng."]
