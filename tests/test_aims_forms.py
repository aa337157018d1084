"""The forms in which goals, zones and projects are said, each varied: a rule that reads one sentence must read its like."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from graph.extract import extract
from graph.extract.projects import in_text
from graph.extract.zones import find as zones
from graph.model import Aim, Source
from graph.structure import parse

PLACES = ("ven sông", "ở cù lao", "vùng cao", "ngoài bãi", "trong ấp", "gần chợ")
THINGS = (
    "hộ",
    "bến đò",
    "lớp học",
    "trạm bơm",
    "vườn ươm",
    "lò gạch",
    "quầy hàng",
    "tổ nuôi ong",
    "đội chèo",
    "nhà sàn",
)
SHARES = [f"tỷ lệ {thing} {place} có mái tôn" for thing, place in product(THINGS, PLACES)]
ENOUGH = 60
"""Variants of a kind at least."""


def goals(lines: list[str], heading: str = "II. MỤC TIÊU ĐẾN NĂM 2030") -> list[Aim]:
    text = "\n".join([heading, *(f"- {line}" for line in lines), ""])
    return list(extract(parse(Source("a.txt", text))).goals)


def told(lines: list[str]) -> list[tuple[str, str | None, str, str | None]]:
    return [(goal.name, goal.comparator, str(goal.value), goal.unit) for goal in goals(lines)]


RAISED = [
    (f"{verb} {share} {level}", ">" if "trên" in level else "=")
    for (verb, level), share in zip(
        product(
            ("Nâng", "Đưa", "Duy trì ổn định", "Giữ vững", "Cải thiện", "Tiếp tục nâng cao"),
            ("lên", "đạt", "ở mức", "lên trên"),
        ),
        SHARES * 2,
        strict=False,
    )
]
LOWERED = [
    (f"{verb} {share} {level}", "<" if "dưới" in level else "=")
    for (verb, level), share in zip(
        product(("Giảm", "Kéo giảm", "Hạ", "Tiếp tục giảm"), ("xuống", "còn", "xuống còn", "xuống dưới", "về mức")),
        SHARES * 2,
        strict=False,
    )
]


@pytest.mark.parametrize("moved", [RAISED, LOWERED], ids=["raised", "lowered"])
def test_what_is_done_to_a_measure_is_no_part_of_its_name(moved: list[tuple[str, str]]) -> None:
    forms = [(moved[n % len(moved)], share) for n, share in enumerate(SHARES)]
    lines = [
        f"{said.replace(said[said.index('tỷ lệ') : said.index('tôn') + 3], share)} {n + 11}%."
        for n, ((said, _), share) in enumerate(forms)
    ]
    assert len(lines) == ENOUGH
    assert told(lines) == [(share, sign, str(n + 11), "%") for n, ((_, sign), share) in enumerate(forms)]


def test_what_is_done_stays_where_the_figure_says_by_how_much() -> None:
    lines = [f"Giảm {share} bình quân {n + 1}%/năm." for n, share in enumerate(SHARES)]
    assert told(lines) == [(f"Giảm {share}", "=", str(n + 1), "%/năm") for n, share in enumerate(SHARES)]


def test_two_shares_have_their_predicate_together() -> None:
    pairs = [(thing, *places) for thing in THINGS for places in pairwise(PLACES)]
    forms = [(*pair, link) for pair in pairs for link in (" và", ",")]
    lines = [f"{n}% {a} {b}{link} {n + 300}% {a} {c} được lợp lại." for n, (a, b, c, link) in enumerate(forms, 101)]
    found = {(goal.name, str(goal.value)) for goal in goals(lines)}
    assert len(found) == 2 * len(lines) >= 2 * ENOUGH
    for n, (a, b, c, _) in enumerate(forms, 101):
        assert {(f"Tỷ lệ {a} {b} được lợp lại", str(n)), (f"Tỷ lệ {a} {c} được lợp lại", str(n + 300))} <= found


def test_what_is_counted_is_named_whole() -> None:
    units = ("hợp tác xã", "doanh nghiệp", "mô hình", "cơ sở", "câu lạc bộ", "trang trại")
    kinds = (
        "nuôi ong lấy mật",
        "đan lưới",
        "trồng sen",
        "làm bánh",
        "dệt chiếu",
        "đóng ghe",
        "sấy cau",
        "ép dầu",
        "ủ phân",
        "chạm gỗ",
    )
    forms = [(unit, f"{kind} có nhãn hiệu") for unit, kind in product(units, kinds)]
    lines = [
        f"{('Có', 'Phấn đấu có thêm', 'Toàn huyện có')[n % 3]} ít nhất {n + 5} {unit} {kind}."
        for n, (unit, kind) in enumerate(forms)
    ]
    assert told(lines) == [(f"Số {unit} {kind}", ">=", str(n + 5), unit) for n, (unit, kind) in enumerate(forms)]
    listed = [
        f"Thành lập {n + 5} {unit} {kind}, {n + 205} tổ hợp tác {kind}."
        for n, (unit, kind) in enumerate(product(units, kinds))
    ]
    assert told(listed) == [
        (f"Thành lập {name} {kind}", "=", str(n + more), name)
        for n, (unit, kind) in enumerate(product(units, kinds))
        for name, more in ((unit, 5), ("tổ hợp tác", 205))
    ]


def test_a_measure_takes_no_unit_into_its_name_and_what_stands_in_brackets_is_of_the_thing_before() -> None:
    crops = ("quế", "sen", "nhãn", "chè", "dừa", "cau", "bưởi", "gừng", "nghệ", "mía")
    lines = [
        f"Vùng {crop} {place} (diện tích khoảng {n + 20} ha, sản lượng {n + 700} tấn/năm)."
        for n, (crop, place) in enumerate(product(crops, PLACES))
    ]
    assert told(lines) == [
        (f"Vùng {crop} {place}, {what}", sign, str(n + more), unit)
        for n, (crop, place) in enumerate(product(crops, PLACES))
        for what, sign, more, unit in (("diện tích", "~", 20, "ha"), ("sản lượng", "=", 700, "tấn/năm"))
    ]
    heads = [
        f"{head} {place}"
        for head, place in product(
            (
                "Tuổi thọ",
                "Quy mô",
                "Mật độ",
                "Năng suất",
                "Công suất",
                "Thu nhập",
                "Dân số",
                "Tổng vốn",
                "Kim ngạch",
                "Doanh thu",
            ),
            PLACES,
        )
    ]
    assert told(
        [
            f"{head} khoảng {n + 30} tuổi." if "thọ" in head else f"{head} gấp {n + 30} lần."
            for n, head in enumerate(heads)
        ]
    ) == [
        (head, "~" if "thọ" in head else "=", str(n + 30), "tuổi" if "thọ" in head else "lần")
        for n, head in enumerate(heads)
    ]


def test_a_later_figure_is_of_the_goal_before_it() -> None:
    lines = [f"Đến năm 2027: {n}% {share[6:]}; đến năm 2030: {n + 200}%." for n, share in enumerate(SHARES, 101)]
    found = [(goal.name, str(goal.value), goal.year) for goal in goals(lines)]
    assert found == [
        (f"Tỷ lệ {share[6:]}", str(n + more), year)
        for n, share in enumerate(SHARES, 101)
        for more, year in ((0, 2027), (200, 2030))
    ]
    lines = [
        f"Tỷ trọng nghề {thing} {place} đạt {n}%, nghề dệt {thing} {n + 200}%."
        for n, (thing, place) in enumerate(product(THINGS, PLACES), 101)
    ]
    assert [goal.name for goal in goals(lines)] == [
        name
        for thing, place in product(THINGS, PLACES)
        for name in (f"Tỷ trọng nghề {thing} {place}", f"Tỷ trọng nghề dệt {thing}")
    ]
    lines = [f"Nâng {share} lên {n}%, trong đó có máng nước {n + 200}%." for n, share in enumerate(SHARES, 101)]
    assert [goal.name for goal in goals(lines)] == [
        name for share in SHARES for name in (share, f"{share}, có máng nước")
    ]


def test_a_growth_says_so_and_a_year_of_each_stands_in_the_unit() -> None:
    grown = [f"{thing} {place}" for thing, place in product(THINGS, PLACES)]
    lines = [f"Số {what} {('tăng', 'giảm')[n % 2]} {('trên ', '')[n % 2]}{n + 2}%." for n, what in enumerate(grown)]
    assert told(lines) == [
        (f"Số {what} {('tăng', 'giảm')[n % 2]}", (">", "=")[n % 2], str(n + 2), "%") for n, what in enumerate(grown)
    ]
    forms = (
        "Mỗi năm có {} sáng chế {}.",
        "Đào tạo {} kỹ sư {} mỗi năm.",
        "Hỗ trợ tối thiểu {} doanh nghiệp {}/năm.",
        "Phấn đấu hằng năm xây dựng {} mô hình {}.",
    )
    units = ("sáng chế/năm", "kỹ sư/năm", "doanh nghiệp/năm", "mô hình/năm")
    lines = [forms[n % 4].format(n + 12, what) for n, what in enumerate(grown)]
    assert [goal.unit for goal in goals(lines)] == [units[n % 4] for n in range(len(grown))]


RANKS = [
    f"{what} {where} {n + 3} {whom} dẫn đầu {field}."
    for n, (what, where, (whom, field)) in enumerate(
        product(
            ("Xếp hạng du lịch", "Chỉ số cạnh tranh", "Bến cảng sông"),
            ("trong nhóm", "thuộc nhóm", "vào top", "lọt vào tốp"),
            (
                ("tỉnh", "cả nước"),
                ("địa phương", "miền Trung"),
                ("tỉnh, thành phố", "về cấp nước"),
                ("vùng", "ven biển"),
                ("nước", "trong khối"),
            ),
        )
    )
]


def test_figures_without_a_unit() -> None:
    found = told(RANKS)
    assert len(found) == len(RANKS) == ENOUGH
    assert {(sign, unit) for _, sign, _, unit in found} == {("<=", "thứ hạng")}
    assert all(not any(c.isdigit() for c in name) and "dẫn đầu" in name for name, *_ in found)
    indices = [
        f"{head} {thing} {place}" for head, (thing, place) in product(("Chỉ số", "Hệ số"), product(THINGS[:5], PLACES))
    ]
    assert told([f"{index} đạt {('', 'trên ')[n % 2]}{n + 1},5." for n, index in enumerate(indices)]) == [
        (index, ("=", ">")[n % 2], f"{n + 1}.5", None) for n, index in enumerate(indices)
    ]
    parts = [
        (part, all_, f"xã {place} có {thing}")
        for (part, all_), place, thing in product(((1, 2), (3, 4), (2, 5)), PLACES[:5], THINGS[:4])
    ]
    assert {
        (name, value)
        for name, _, value, _ in told([f"Phấn đấu {part}/{all_} số {what}." for part, all_, what in parts])
    } == {(f"Tỷ lệ {what}", f"{100 * part / all_:.2f}") for part, all_, what in parts}
    lines = [
        f"{('', 'Cơ bản ', 'Đến năm 2029, ')[n % 3]}không còn {unit} {place} thiếu {what}."
        for n, (unit, place, what) in enumerate(
            product(("hộ", "xã", "thôn"), PLACES[:4], ("nước", "điện", "đò", "lúa", "thuốc"))
        )
    ]
    assert told(lines) == []  # a goal has a printed number


def test_bounds_that_deny_their_opposite() -> None:
    signs = {
        "không nhỏ hơn": ">=",
        "không ít hơn": ">=",
        "không kém hơn": ">=",
        "không thấp hơn": ">=",
        "không lớn hơn": "<=",
        "không nhiều hơn": "<=",
        "không vượt": "<=",
        "không cao hơn": "<=",
    }
    forms = [
        (sign, f"Tỷ lệ {thing} {place}")
        for (thing, place), sign in zip(product(THINGS, PLACES), list(signs) * 8, strict=False)
    ]
    assert len(forms) == ENOUGH
    assert told([f"{what} {sign} {n + 4}%." for n, (sign, what) in enumerate(forms)]) == [
        (what, signs[sign], str(n + 4), "%") for n, (sign, what) in enumerate(forms)
    ]


@pytest.mark.parametrize(
    ("heading", "so"),
    [
        ("II. KẾT QUẢ CẦN ĐẠT", True),
        ("II. CÁC CHỈ SỐ THEO DÕI", True),
        ("1. Phấn đấu đến năm 2030:", True),
        ("Mục tiêu cụ thể đến năm 2030", True),
        ("I. KẾT QUẢ THỰC HIỆN MỤC TIÊU NĂM 2025", False),
        ("I. TÌNH HÌNH THỰC HIỆN CÁC CHỈ TIÊU", False),
        ("1. Đánh giá mục tiêu của kỳ trước", False),
    ],
)
def test_headings_that_set_goals_and_those_that_tell_what_became_of_them(heading: str, *, so: bool) -> None:
    lines = [f"{n}% {share[6:]}." for n, share in enumerate(SHARES, 101)]
    assert len(goals(lines, heading)) == (ENOUGH if so else 0)


def test_projects_in_quotation_marks_and_none_in_general() -> None:
    names = [f"Nạo vét kênh {thing} {place}" for thing, place in product(THINGS, PLACES)]
    found = [
        [p.name for p in in_text(f"Bố trí vốn cho dự án {q[0]}{name}{q[1]} trong năm.")]
        for name, q in zip(names, ("“”", '""') * 30, strict=True)
    ]
    assert found == [[f"Dự án {name}"] for name in names]
    assert [
        p.name for year in range(2020, 2080) for p in in_text(f"Các dự án giai đoạn {year} - {year + 5}: 12 dự án.")
    ] == []


def test_zones_are_no_headings_of_forms_and_no_halves_of_names() -> None:
    kinds = ("KCN", "Khu công nghiệp", "CCN", "Cụm Công nghiệp", "KKT", "Khu Kinh tế")
    forms = [
        f"{kind} {word} lao động"
        for kind, word in product(
            kinds, ("Tổng", "Tên", "Năm", "Diện Tích", "Mã Số", "A", "B", "Cộng", "Ban", "Địa Chỉ")
        )
    ]
    assert len(forms) == ENOUGH
    assert [z.name for form in forms for z in zones(f"Biểu các {form} 12 34")] == []
    halves = [
        f"Di sản văn hóa thế giới Đô thị {old} {name}"
        for old, name in product(
            ("cổ", "xưa", "cũ"),
            [f"{a} {b}" for a, b in product(("Bến", "Sông", "Núi", "Bãi"), ("Xanh", "Lau", "Son", "Bạc", "Trúc"))],
        )
    ]
    assert [[z.name for z in zones(f"Giữ gìn {half} theo quy chế.")] for half in halves] == [[half] for half in halves]
