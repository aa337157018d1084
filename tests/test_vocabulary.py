"""Every entry of `ontology/phrases` has examples, and each is tried in the rule that reads the entry; what is `never` so is tried too.

Sections that have tests of their own (relations, groups, columns, intents, the headings of measures) are named in `ELSEWHERE`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from conftest import from_yaml

from graph.extract import citations, extract, projects, zones
from graph.extract import listed as listed_projects
from graph.extract.citations import named, numbered
from graph.extract.goals import placed
from graph.extract.goals import prose as goals
from graph.extract.goals import tables as goal_tables
from graph.extract.goals.years import Years
from graph.extract.relations import own as of_itself
from graph.extract.relations import undoing
from graph.extract.relations import words as between
from graph.extract.tasks import carried, heads, labelled, lines, pointed, subjects
from graph.language import (
    assignees,
    charges,
    collectives,
    doers,
    issuing,
    kinds,
    labels,
    own_names,
    quantities,
    schedules,
    times,
    when,
)
from graph.language.folding import fold, plain
from graph.language.lexicon import any_of, phrases
from graph.model import Aim, Block, Citation, Deadline, Header, InView, PartialDate, Source, Span, Task
from graph.reading import spelling
from graph.reading.picture import Token
from graph.reading.printed import furniture
from graph.resolve.aims import _sector
from graph.structure import consolidated, issuer, layout, letterhead, paragraphs, parse, parts, portal
from graph.structure.tables import bare, fit, held, marked, rows
from graph.vocab import ontology_dir

Entry = dict[str, Any]
Rule = Callable[[Entry, str], bool]
FILES = ["aims", "letterhead", "lines", "mentions", "tasks", "times", "titles"]
ELSEWHERE = {
    "relations", "groups", "columns", "measures.opening", "measures.closing", "measures.aims", "aims.intents",
    "tasks.parts", "tasks.labels.lead", "tasks.labels.coordinate", "tasks.labels.time", "tasks.leading", "tasks.carrying",
    "tasks.not_carried",
}  # fmt: skip


def sections(held: Any, at: str) -> Iterator[tuple[str, list[Entry]]]:
    """The lists of entries of a file, each with its path: "aims.zones", "aims.tabled.unit"."""
    if isinstance(held, dict):
        for name, inner in held.items():
            yield from sections(inner, f"{at}.{name}")
    elif isinstance(held, list) and all(isinstance(entry, dict) for entry in held):
        yield at, held


SECTIONS = {at: entries for file in FILES for at, entries in sections(phrases(file), file) if at not in ELSEWHERE}


def works(text: str) -> list[Aim]:
    return projects.in_text(text)


def aimed(line: str, heading: str = "MỤC TIÊU", *, rules: bool = False) -> list[Aim[InView]]:
    """The goals of an item below a heading."""
    document = parse(Source("a.txt", f"II. {heading}\n- {line}"))
    return list(goals.find(document.root, document.view.text, rules=rules))


def name(line: str, heading: str = "MỤC TIÊU") -> str:
    """What the last goal of an item is called, without its first capital."""
    found = aimed(line, heading)
    return found[-1].name if found else ""


AIMS: dict[str, Rule] = {
    "zones": lambda e, w: any(z.kind == e["class"] and z.name.startswith(e["name"] or "") for z in zones.find(f"Mở {w}.")),
    "within": lambda _, w: zones.find(w)[0].span.end < len(" ".join(w.split()[:4])),
    "unnamed": lambda _, w: not zones.find(f"Mở KCN {w}."),
    "of_bodies": lambda _, w: not zones.find(f"{w} KCN Sơn Nam."),
    "works": lambda e, w: bool(zones.find(f"Mở {w}.") if "zone" in e else works(f"Xây dựng {w}.")),
    "works_end": lambda _, w: not works(f"Xây dựng Nhà máy nước {w} Sơn Dương."),
    "no_works": lambda _, w: not works(f"Xây dựng {w}."),
    "building": lambda _, w: bool(works(f"{w} Nhà máy gang thép Tuyên Quang.")),
    "existing": lambda _, w: not works(f"Xây dựng đường {w} Nhà máy gang thép Tuyên Quang."),
    "projects_end": lambda _, w: works(f"Dự án đường Yên Sơn Mới {w} Sông Lô Hạ.")[0].name == "Dự án đường Yên Sơn Mới",
    "general": lambda _, w: not works(f"{w} dự án cấp điện Yên Sơn Mới."),
    "common": lambda _, w: not works(f"Dự án {w}."),
    "components_end": lambda _, w: works(f"Dự án 2: Trồng lại rừng đước {w}")[0].name == "Dự án 2: Trồng lại rừng đước",
    "systems": lambda _, w: [p.name[1:] for p in works(f"Xây dựng {w}.")] == [w[1:]],
    "systems_end": lambda _, w: works(f"Xây dựng Cổng dữ liệu đê {w} xã.")[0].name == "Cổng dữ liệu đê",
    "setting_up": lambda _, w: bool(works(f"{w} kho dữ liệu về đê.")),
    "improving": lambda _, w: bool(works(f"{w} Kho dữ liệu đê.")),
    "upkeep": lambda _, w: bool(works(f"Xây dựng và {w} kho dữ liệu về đê.")),
    "owned": lambda _, w: bool(works(f"Xây dựng kho dữ liệu{w}.")),
    "goals": lambda _, w: bool(aimed("Đường làng 10 km.", w)),
    "done": lambda _, w: not aimed("Đường làng 10 km.", f"{w} và chỉ tiêu"),
    "past": lambda _, w: not aimed("Phấn đấu ít nhất 10 km đường.", w),
    "criteria": lambda _, w: not aimed("Phấn đấu ít nhất 10 km đường.", w),
    "set_by_rules": lambda _, w: bool(aimed("Đường làng 10 km.", w, rules=True)),
    "striving": lambda _, w: bool(aimed(f"{w} 90% hộ có nước.", "NHIỆM VỤ")),
    "acting": lambda _, w: "ven sông" in name(f"{w} 20% rừng ven sông."),
    "sharing": lambda _, w: "ven sông" in name(f"{w} 20% người ven sông."),
    "passing": lambda _, w: not aimed(f"Nước qua 5 {w} ven sông."),
    "reaching": lambda _, w: bool(aimed(f"Số chợ {w} 5 xã.")),
    "averaging": lambda _, w: bool(aimed(f"Số chợ đạt {w} 5 xã.")),
    "numbering": lambda _, w: not aimed(f"Dịch vụ {w} 4 km."),
    "making": lambda _, w: bool(aimed(f"Phấn đấu {w} 5 km đê.", "NHIỆM VỤ")),
    "leading_over": lambda _, w: aimed(f"Bố trí 2% ngân sách xã {w} 5% vốn tỉnh.")[0].name == "Bố trí ngân sách xã",
    "expecting": lambda _, w: name(f"Số hộ {w} đạt 90%.") == "Số hộ",
    "heads": lambda _, w: not name(f"{w} cá ven sông 5 hợp tác xã.").endswith("hợp tác xã"),
    "ranked": lambda _, w: [a.unit for a in aimed(f"Phấn đấu trong nhóm 10 {w} dẫn đầu.")] == ["thứ hạng"],
    "leading": lambda _, w: [a.unit for a in aimed(f"Phấn đấu trong nhóm 10 tỉnh {w}.")] == ["thứ hạng"],
    "indices": lambda _, w: [a.unit for a in aimed(f"{w} của làng đạt 0,78.")] == [None],
    "relating": lambda _, w: name(f"Trồng chè 5 ha, {w} đạt 7 tấn.").startswith("Trồng chè, "),
    "raising": lambda _, w: name(f"{w} tỷ lệ hộ có nước 90%.") == "tỷ lệ hộ có nước",
    "moving": lambda _, w: name(f"{w} tỷ lệ hộ khát còn 9%.") == "tỷ lệ hộ khát",
    "to_levels": lambda _, w: name(f"Giảm tỷ lệ hộ khát {w} 9%.") == "tỷ lệ hộ khát",
    "targets": lambda _, w: name(f"Đôn đốc các xã {w} 90% hộ có nước.") == "Tỷ lệ hộ có nước",
    "wholes": lambda _, w: name(f"90% {w} hộ có nước.") == "Tỷ lệ hộ có nước",
    "purposes": lambda _, w: name(f"90% hộ có nước, {w} giữ sức khỏe.") == "Tỷ lệ hộ có nước",
    "predicates": lambda _, w: aimed(f"90% hộ ở bến và 80% hộ ở chợ {w} nước.")[0].name == f"Tỷ lệ hộ ở bến {w} nước",
    "standing": lambda _, w: name(f"Số hộ {w} 90%.") == "Số hộ",
    "level": lambda _, w: name(f"Số hộ {w} 90%.") == "Số hộ",
    "opening": lambda _, w: name(f"{w} số hộ có nước 90%.") == "số hộ có nước",
    "urging": lambda _, w: name(f"{w} số hộ có nước 90%.") == "số hộ có nước",
    "naming": lambda _, w: name(f"Làng nghề ven sông {w} 5 hợp tác xã.") == "Làng nghề ven sông",
    "growing": lambda _, w: name(f"Rừng trồng đạt 50 ha, {w} 5%.").startswith("Rừng trồng "),
    "equalling": lambda _, w: name(f"Rừng trồng đạt 50 ha, {w} 5%.").startswith("Rừng trồng, "),
    "yearly": lambda _, w: aimed(f"{w}, số vụ cháy giảm trên 3%.")[0].unit == "%/năm",
    "no_share": lambda _, w: not name(f"Rà soát chợ làng, phấn đấu 60% {w}.").startswith("Tỷ lệ"),
    "no_units": lambda _, w: not aimed(f"Bố trí ít nhất 12 {w}."),
    "counted_end": lambda _, w: name(f"Thành lập mới 5 hợp tác xã {w}").endswith("hợp tác xã"),
    "units": lambda _, w: [a.unit for a in aimed(f"Chỗ này đạt 5 {w}.")] == [quantities.unit(w)],
    "listing": lambda _, w: bool(listed_projects._names().match(fold(w))),
    "listed_none": lambda _, w: bool(listed_projects._general().match(fold(w))),
    "lasting": lambda _, w: [a.unit for a in aimed(f"{w} bình quân dưới 5 ngày.")] == ["ngày"],
    "short_units": lambda e, w: quantities.unit(w) == e["unit"],
    "thousands": lambda _, w: any(aim.unit == f"{w} tấn" for aim in aimed(f"Tôm khô đạt 50 {w} tấn.")),
    "per": lambda _, w: any(aim.unit == f"tấn/{w}" for aim in aimed(f"Tôm khô đạt 50 tấn/{w}.")),
    "rated": lambda _, w: any((aim.unit or "").endswith(f"/{w}") for aim in aimed(f"Tỷ suất chết đuối dưới 16/{w}.")),
    "comparing": lambda _, w: Years(f"Đến năm 2030 tăng {w} năm 2025").last == 2030,
    "comparators": lambda e, w: quantities.sign(f"{w} ") == e["sign"],
    **{
        f"tabled.{role}": lambda _, w, role=role: bool(goal_tables._patterns()[role].search(fold(w)))  # type: ignore[misc]
        for role in ("name", "unit", "value", "past", "other", "about")
    },
    "tabled.places": lambda _, w: bool(placed._column().search(fold(w))),
    "tabled.places_together": lambda _, w: placed.is_whole(fold(w)),
    "sectors": lambda e, w: _sector(w) == e["sector"],
}  # fmt: skip


def cited(text: str) -> list[tuple[str, str]]:
    """(class, title) of the documents that a text cites by name."""
    found = named.find(text, numbered.find(text, here=None), here=None)
    return [(c.type, c.title or "") for c in found]


def titled(text: str) -> str:
    """The first name that a text cites."""
    return next((title for _, title in cited(text)), "")


SCHEME = "Kế hoạch phát triển chợ làng"
YEARS = "giai đoạn 2021 - 2025"
TITLES: dict[str, Rule] = {
    "heads": lambda e, w: (e["class"], w) in cited(
        f"Theo Quyết định số 5/QĐ-UBND ban hành {w}." if "promulgated" in e else f"Thực hiện {w}, góp ý."
    ),
    "anchors": lambda _, w: titled(f"Thực hiện {SCHEME} {w}.") == f"{SCHEME} {w}",
    "extensions": lambda _, w: titled(f"Thực hiện {SCHEME} {YEARS}{w}.") == f"{SCHEME} {YEARS}{w}",
    "places": lambda _, w: titled(f"Thực hiện {SCHEME} {w}.") == f"{SCHEME} {w}",
    "stops": lambda _, w: not titled(f"Thực hiện {SCHEME} {w} {YEARS}."),
    "amending_stops": lambda _, w: titled(f"Theo Luật sửa đổi, bổ sung Luật Đò {w}.") == "Luật sửa đổi, bổ sung Luật Đò",
    "location": lambda _, w: titled(f"Thực hiện {SCHEME} quốc gia {YEARS}{w}.").endswith("2025"),
    "law_stops": lambda _, w: titled(f"Theo Luật Giữ bến đò {w}.") == "Luật Giữ bến đò",
    "drafting": lambda _, w: not titled(f"{w} {SCHEME} {YEARS}."),
    "counting": lambda _, w: not titled(f"{w} {SCHEME} {YEARS}."),
    "executing": lambda _, w: bool(titled(f"Xây dựng nhà {w} {SCHEME} {YEARS}.")),
    "writing": lambda _, w: not titled(f"{w} {SCHEME} {YEARS}."),
    "bills": lambda _, w: not titled(f"{w} Luật Đất đai."),
    "level": lambda _, w: not titled(f"Thực hiện {SCHEME} {w} {YEARS}."),
    "national": lambda _, w: titled(f"Thực hiện {SCHEME} {w} {YEARS} trên địa bàn tỉnh Lào Cai.").endswith("2025"),
    "generic": lambda _, w: not titled(f"Thực hiện Kế hoạch {w} {YEARS}."),
    "presupposing": lambda _, w: bool(titled(f"Vui {w} Đề án dời chợ làng ra ven sông.")),
    "habits": lambda _, w: not titled(f'Giữ Chương trình "Một làng một bến" {w}.'),
    "sessions": lambda _, w: any(c.type == "Conclusion" for c in named.find(f"Thực hiện Kết luận {w} về chợ.", [], here=None)),
    "phrase_ends": lambda _, w: titled(f"Theo Đề án dời chợ làng ra ven sông{'' if w[0] == ',' else ' '}{w}.").endswith("sông"),
    "parting": lambda _, w: titled(f"Thực hiện Hiệp định hợp tác giữa Việt Nam và Nhật Bản {w} mở chợ.").endswith("Bản"),
    "backing": lambda _, w: bool(titled(f"Thực hiện Đề án dời chợ làng {w}.")),
    "parties": lambda _, w: bool(titled(f"Thực hiện Công ước {w} về quyền đi biển, góp ý.")),
    "acronyms": lambda _, w: titled(f"Thực hiện Chương trình mỗi làng một nghề giỏi{w}, góp ý.").endswith(w),
}  # fmt: skip
TIMES: dict[str, Rule] = {
    "conditions": lambda _, w: due(f"{w} ngày 15/12/2026") is None,
    "spans": lambda _, w: when.in_prose(f"{w} kể từ ngày nhận giấy, Sở Y tế trả lời.") == Deadline(f"{w} kể từ ngày nhận giấy"),
    "events": lambda _, w: when.in_prose(f"Trong vòng 5 ngày {w} nhận giấy, Sở Y tế trả lời.") == Deadline(f"Trong vòng 5 ngày {w} nhận giấy"),
    "beyond": lambda _, w: due(f"Đến năm 2030, {w} 2045") == PartialDate(2030, 12, 31),
    "onward": lambda _, w: times.read(f"Năm 2026 {w}") == Deadline(f"Năm 2026 {w}", PartialDate(2026, 1, 1), None, "Ongoing"),
    "beginning": lambda _, w: bool(read_time(f"{w} năm 2026").start),
    "recurrences": lambda e, w: times.recurs(fold(w)) == e["class"],
    "finishing": lambda _, w: told(f"Sửa đê, {w} các bến trong quý II năm 2026.").startswith(w),
    "sittings": lambda _, w: bool(told(f"Trình Đề án dời chợ tại {w} cuối năm 2026.")),
    "sums": lambda _, w: told(f"Lập sổ, {w} năm 2028 và tổng kết năm 2030.").startswith(w),
    "terms": lambda _, w: bool(told(f"{w} gửi sổ thuyền: 15/12/2026.")),
    "at_once": lambda _, w: told(f"Sửa đê, {w} quý II/2026.").startswith(w),
    "striving": lambda _, w: bool(told(f"Sửa đê {w} đến năm 2028 hoàn thành.")),
    "reached": lambda _, w: bool(told(f"Đến năm 2028 {w} hộ có nước.")),
    "starting": lambda _, w: told(f"Sửa đê {w} quý II năm 2026.").startswith(w),
    "until": lambda _, w: told(f"Sửa đê {w} quý II năm 2026.").startswith(w),
    "before": lambda _, w: told(f"Sửa đê {w} ngày 15/12 hằng năm.").startswith(w),
    "next_year": lambda _, w: told(f"Gửi sổ trước ngày 15/01 {w}.").endswith(w),
    "habits_first": lambda _, w: bool(told(f"{w} sửa đê.")),
    "habits": lambda _, w: bool(told(f"Sửa đê {w} việc này.")),
    "things": lambda _, w: not told(f"Lập {w} hằng năm của xã."),
    "acts": lambda _, w: bool(told(f"Giữ bến và {w} việc này vào năm 2026.")),
    "delivering": lambda _, w: bool(told(f"Giữ bến, {w} Đề án giữ bến quý II/2026.")),
    "modal": lambda _, w: bool(told(f"Kế hoạch này {w} thường xuyên sửa đê.")),
    "states": lambda _, w: not told(f"Sửa đê thường xuyên {w} ở bến."),
    "headings": lambda _, w: bool(when.heading(f"{w} trong năm 2026")),
    "assessed": lambda _, w: bool(told(f"Gửi {w} thực hiện kế hoạch này hằng năm.")),
    "of_times": lambda _, w: not told(f"Quý II năm 2026 {w} mở chợ."),
    "applying": lambda _, w: bool(told(f"Sửa đê, {w} bảng giá bơm từ tháng 7/2026.")),
    "achieving": lambda _, w: bool(told(f"{w} hai bến đò đến năm 2028.")),
    "planned": lambda _, w: not told(f"Thành lập {w} ven sông đến năm 2028."),
    "work": lambda _, w: bool(when.caption(f"Các {w} năm 2026")),
    "about": lambda _, w: not told(f"{w} trong năm 2026, bố trí tiền."),
    "scheduled": lambda _, w: any(schedules.opening(f"Vòng hai: {w} {d}/2026, Sở Y tế chấm thi.") for d in ("10/9", "9", "III")),
}  # fmt: skip


def read_time(words: str) -> Deadline:
    found = times.read(words)
    assert found
    return found


def due(words: str) -> PartialDate | None:
    return read_time(words).due


def told(sentence: str) -> str:
    """The words of a sentence that say when."""
    found = when.in_prose(sentence)
    return found.raw if found else ""


def led(text: str) -> list[str]:
    found = subjects.find(text, 0, None)
    return [a.name for a in found.bodies] if found else []


def asked(text: str) -> list[str | None]:
    """The groups that a sentence charges."""
    found = subjects.find(text, 0, None)
    return [a.group for a in found.bodies] if found else []


def sure(text: str) -> float:
    """How sure it is that a sentence charges somebody."""
    found = subjects.find(text, 0, None)
    return found.certain if found else 0.0


def partners(text: str) -> list[str]:
    return [a.name for a in charges.partners(text, 0, [], None)]


def listed(text: str) -> list[str]:
    return [a.name for a in assignees.read(text, None)]


def assigned(lines: str) -> list[Task]:
    """The tasks of a plan's part."""
    head = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ YÊN\nSố: 45/KH-UBND\nPhú Yên, ngày 02 tháng 02 năm 2026\nKẾ HOẠCH\nCấp nước năm 2026\n\n"
    return list(extract(parse(Source("plan.txt", f"{head}{lines}\n"))).tasks)


def headed(heading: str, part: str = "TỔ CHỨC THỰC HIỆN") -> list[str]:
    """Who leads the work below a heading."""
    tasks = assigned(f"III. {part}\n1. {heading}\n- Giữ giống lúa của các xã ven sông.")
    return [a.name for task in tasks for a in task.leads]


def carries(work: str) -> int:
    """How many documents a piece of work carries out."""
    return sum(len(t.carries) for t in assigned(f"III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- {work}"))


TASKS: dict[str, Rule] = {
    "roles.lead": lambda _, w: bool((m := labelled._role().search(f"Sở Y tế ({w})")) and m["lead"]),
    "roles.coordinate": lambda _, w: bool((m := labelled._role().search(f"Sở Y tế ({w})")) and m["part"]),
    "labels.product": lambda _, w: [role for role, _ in labels.find(f"{w}: Bản đồ")] == ["product"],
    "likely.lead": lambda _, w: [role for role, _ in labels.find(f"{w}: Sở Y tế; các xã")] == ["lead"],
    "likely.coordinate": lambda _, w: [role for role, _ in labels.find(f"{w}: Sở Y tế; các xã")] == ["coordinate"],
    "likely.time": lambda _, w: [role for role, _ in labels.find(f"{w}: Quý I/2026")] == ["time"],
    "handing": lambda _, w: bool(labelled.behind(Block("item", Span(0, 9), text=f"Đo bãi bồi; {w} Sở Y tế chủ trì."), None)),
    "taking_on": lambda _, w: bool(labelled.behind(Block("item", Span(0, 9), text=f"Đo bãi bồi, do Sở Y tế {w}."), None)),
    "taking": lambda _, w: bool([*labels.find(f"Bộ phận thực hiện: Sở Y tế {w} đo lại bãi bồi")]),
    "works": lambda _, w: bool(assigned(f"II. {w}\n1. Giống\nSở Y tế lựa chọn cân ở bến.\n")),
    "means": lambda _, w: not assigned(f"II. NHIỆM VỤ\n1. {w}\nSở Y tế lựa chọn cân ở bến.\n"),
    "telling": lambda _, w: not assigned(f"II. {w}\n1. Sở Y tế chủ trì giữ giống lúa của các xã."),
    "neutral": lambda _, w: [t.ordinal for t in assigned(
        f"III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) {w}\n- Giữ giống lúa của các xã ven sông."
    )] == ["III.1.a.-1"],
    "criteria": lambda _, w: lines.tells(Block("paragraph", Span(0, 9), text=f"Các xã {w}:"), lines.parts("")),
    "acting": lambda _, w: bool(subjects._verbs("acting").match(w)),
    "within": lambda _, w: bool(subjects._within().search(f"{w} ")),
    "in_scope": lambda _, w: bool(led(f"Các sở, ngành {w} của mình, chủ trì giữ sổ của các xã.")),
    "offices": lambda _, w: bool(led(f"{w} Sở Y tế giữ sổ của các xã.")),
    "linking": lambda _, w: bool(led(f"{w}, Sở Y tế giữ sổ của các xã.")),
    "each_of": lambda _, w: bool(led(f"{w} địa phương phải giữ sổ của bến đò.")),
    "fronted": lambda _, w: bool(led(f"{w} mùa lũ, Sở Y tế giữ sổ của các xã.")),
    "roles_behind": lambda _, w: headed(f"Sở Y tế{w}") == ["Sở Y tế tỉnh Phú Yên"],
    "promulgating": lambda _, w: lines.promulgates(Block("paragraph", Span(0, 0), text=f"Sở Y tế {w}")),
    "rated": lambda _, w: bool(led(f"{w} các sở, ngành báo cáo về huyện.")),
    "in_course": lambda _, w: bool(led(f"{w} vướng mắc các sở, ngành báo cáo về huyện.")),
    "inserted": lambda _, w: bool(led(f"Sở Y tế, {w} mùa lũ, giữ sổ của các xã.")),
    "qualifiers": lambda _, w: bool(led(f"Các sở, ngành {w} chủ trì giữ sổ của các xã.")),
    "no_verb": lambda _, w: not led(f"Sở Y tế {w} của các xã ven sông."),
    "heads": lambda _, w: bool(led(f"Các {w} ven sông có trách nhiệm giữ sổ.")),
    "heads_alone": lambda _, w: bool(collectives.member().match(w)),
    "behind_members": lambda _, w: collectives.member().match(f"trường đại học {w} bến")[0] == "trường đại học",  # type: ignore[index]
    "quotas": lambda _, w: bool(subjects._quota().match(f": {w}")),
    "predicates": lambda _, w: bool(heads._predicate().search(f"Trung tâm Giống {w} cây")),
    "collectives": lambda e, w: collectives.group(w) == e["group"],
    "binding": lambda _, w: bool(subjects._verbs("binding").match(w)),
    "told": lambda _, w: not led(f"Các sở, ngành {w} chủ trì giữ sổ của các xã."),
    "before_nouns": lambda _, w: sure(f"Các sở, ngành ven sông {w} rà soát bến đò.") < subjects.SURE,
    "owing": lambda _, w: bool(subjects._owing().match(w)),
    "announcing": lambda _, w: charges.announces(f"lo {w}:"),
    "listing": lambda _, w: charges.opens_list(f"Tổ Giám sát {w}"),
    "no_duties": lambda _, w: not charges.announces(f"{w} các việc sau:"),
    "time_between": lambda _, w: subjects._at_time().match(f" {w} rà soát")[0] != "",  # type: ignore[index]
    "conditions": lambda _, w: lines.conditional(Block("paragraph", Span(0, 9), text=f"{w}, Sở Y tế giữ sổ.")),
    "cases": lambda _, w: lines.casual(Block("paragraph", Span(0, 9), text=f"{w}, Sở Y tế giữ sổ.")),
    "grounds": lambda _, w: lines.grounds(Block("paragraph", Span(0, 9), text=f"{w};")),
    "topics": lambda _, w: headed(f"Sở Y tế {w}:") == ["Sở Y tế tỉnh Phú Yên"],
    "roles_alone": lambda _, w: bool(led(f"{w} và các sở, ngành ven sông có trách nhiệm giữ sổ.")) and bool(re.match(any_of("tasks", "roles_alone"), w)),
    "others_behind": lambda _, w: listed(f"Vụ Giống cây, {w}")[0] == "Vụ Giống cây",
    "past_name": lambda _, w: own_names.end(f"Trung tâm Giống cây {w} bến", 0) == len("Trung tâm Giống cây"),
    "enumerating": lambda _, w: len(assigned(f"III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Ghi sổ các trạm nước, {w}:\n+ Trạm bơm ở đầu nguồn sông;\n+ Trạm bơm ở cuối nguồn sông.")) == 1,
    "things": lambda _, w: bool(re.match(any_of("tasks", "things"), w)),
    "facts": lambda _, w: lines.fact(Block("paragraph", Span(0, 9), text=f"{w}: năm bến")),
    "no_names": lambda _, w: re.fullmatch(kinds.with_place(), f"Ban Quản lý {w} bến") is None,
    "objects": lambda _, w: bool(subjects._told_to().search(f"kịp thời {w} ")),
    "by_role": lambda _, w: bool(heads._role().fullmatch(w)),
    "obliging": lambda _, w: bool((found := doers._kind_alone().match(f"Trường {w} sổ")) and found["sure"]),
    "concluding": lambda _, w: lines.concludes(Block("paragraph", Span(0, 9), text=f"Sở Y tế {w}:"), 7),
    "content": lambda _, w: lines.content(Block("paragraph", Span(0, 9), text=f"{w}: Giữ giống lúa")),
    "unjoined": lambda _, w: lines.apart(Block("paragraph", Span(0, 9), text=w)),
    "charging": lambda _, w: charges.uncharged(f"{w} Sở Y tế giữ sổ") == "Sở Y tế giữ sổ" and bool(led(f"{w} Sở Y tế giữ sổ.")),
    "joining": lambda _, w: len(led(f"Sở Y tế {w} Sở Nội vụ lập sổ.")) == 2,
    "adverbs": lambda _, w: bool(led(f"Sở Y tế {w} lập sổ.")),
    "manner": lambda _, w: asked(f"Đề nghị các đơn vị {w} lập sổ.") == ["related-units"],
    "partners": lambda _, w: bool(partners(f"Chủ trì, {w} Sở Y tế rà soát.")),
    "helping": lambda _, w: len(partners(f"Mở chợ ở bến - Sở Công Thương chủ trì, Sở Y tế {w}.")) == 1,
    "between_partners": lambda _, w: len(partners(f"Phối hợp với Sở Y tế {w} Sở Nội vụ rà soát.")) == 2,
    "glue": lambda _, w: charges.names_only(f"{w} Sở Y tế", None),
    "pointing": lambda _, w: bool(pointed.pointing().search(w)),
    "entrusted": lambda _, w: headed(f"{w} Viện Giống cây") == ["Viện Giống cây"],
    "tasked": lambda _, w: headed(f"Viện Giống cây {w}") == ["Viện Giống cây"],
    "closing": lambda _, w: not assigned(f"III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- {w} các trạm nước trong tỉnh."),
    "formulas": lambda _, w: not assigned(f"III. TỔ CHỨC THỰC HIỆN\n{w}"),
    "in_force": lambda _, w: not assigned(f"III. TỔ CHỨC THỰC HIỆN\n1. Giao Sở Y tế {w}."),
    "of_groups": lambda _, w: len(listed(f"các bộ, ngành {w} Kho chung, Kho riêng, Sở Y tế")) == 2,
    "before_name": lambda _, w: listed(f"{w} Quầy Giống") == ["Quầy Giống"],
    "behind_name": lambda _, w: listed(f"Trung tâm Giống {w}, Sở Y tế")[0] == "Trung tâm Giống",
    "by_note": lambda _, w: carried._executes(w),
    "picked": lambda _, w: carries(f"Thực hiện văn bản về chợ, {w} Nghị quyết số 11-NQ/TU.") == 1,
    "said_of": lambda _, w: carries(f"Thực hiện Nghị quyết số 11-NQ/TU {w}; Quyết định số 5/QĐ-TTg.") == 2,
    "parts_of": lambda _, w: carries(f"Thực hiện Nghị quyết số 11-NQ/TU và {w} trong Quyết định số 5/QĐ-TTg.") == 2,
    "plans": lambda _, w: bool(carried._plan().search(fold(w))),
    "and_carried": lambda _, w: carries(f"Thực hiện Nghị quyết số 11-NQ/TU {w} Quyết định số 5/QĐ-TTg.") == 2,
}  # fmt: skip
DECREE, LETTER = Citation(Span(0, 1), "Decree"), Citation(Span(0, 1), "OfficialLetter")


def own(title: str) -> bool:
    """Whether a plan's name is that of the document itself, whose title says nearly the same."""
    plan = Citation(Span(0, 1), "Plan", title=f"Kế hoạch {title}")
    return citations._is_own(plan, Header(type="Plan", title="giữ rừng đầu nguồn và ven biển năm 2026"), "")


def shortened(text: str) -> int:
    """How often a text that defines a short form cites its document."""
    return len(citations.combine(text, Header(), numbered.find(text, here=None), []))


def founded(line: str) -> bool:
    found = extract(parse(Source("a.txt", f"KẾ HOẠCH\nVề nước sạch\n\n{line}\n")))
    return [r.predicate for r in found.relations] == ["basedOn"]


def closes(line: str) -> bool:
    """Whether a sentence names the document that it stands in."""
    found = extract(parse(Source("a.txt", f"KẾ HOẠCH\nVề nước sạch\n\n{line}\n")))
    return any(c.itself for c in found.citations)


def introduces(words: str) -> bool:
    return bool(of_itself._intro().search(f"{words} "))


MENTIONS: dict[str, Rule] = {
    "applied": lambda _, w: bool(of_itself._applied().search(f"Điều chỉnh giấy phép {w} tại ")),
    "subjects": lambda _, w: numbered.find(f"Quyết định số 5/QĐ-TTg {w}.", here=None)[0].subject == w,
    "abbreviated": lambda _, w: [c.number for c in numbered.find(f"Theo {w} 5/2024/NĐ-CP.", here=None)] == ["5/2024/NĐ-CP"],
    "type_rest": lambda _, w: bool(numbered.find(f"Theo Kế hoạch {w} số 5/ABC-XYZ.", here=None)),
    "forms": lambda _, w: not numbered.find(f"nộp báo cáo theo {w} số 01/PLI", here=None),
    "issuing": lambda _, w: issuing.verb(f"Act {w} Đề án", len(f"Act {w} ")) is not None,
    "national": lambda _, w: not own(f"giữ rừng đầu nguồn {w} và ven biển năm 2026"),
    "closing": lambda _, w: closes(f"{w} Kế hoạch giữ rừng năm 2026."),
    "short_forms": lambda _, w: shortened(f"Chương trình số 5-CTr/TU ({w} là Chương trình). Chương trình thì tốt.") == 2,
    "after_counts": lambda _, w: shortened(f"Quyết định số 5/QĐ-TTg. Quyết định 5 {w} thì tốt.") == 2,
    "teams": lambda _, w: not shortened(f"{w} Đề án 06 họp.") and not shortened(f"{w} Đề án 06."),
    "longer": lambda _, w: shortened(f"Chương trình số 5-CTr/TU (gọi tắt là Chương trình). Chương trình {w} dân.") == 1,
    "undoing": lambda e, w: undoing.opens_list(f"Điều 3. {w} các văn bản sau:") == e["predicate"],
    "ended": lambda _, w: undoing.opens_list(f"Các Quyết định sau{w.rstrip('.:')}:") == "repeals",
    "changing": lambda _, w: bool(of_itself._article().match(f"2. {w} ")),
    "parts": lambda _, w: bool(undoing.of_part().search(w)),
    "provisions": lambda _, w: bool(undoing.of_part().search(w)),
    "by_others": lambda _, w: not between.capable(DECREE, "amends", f"{w} ", DECREE),
    "issued": lambda _, w: not between.capable(DECREE, "implements", f"{w} Kế hoạch thực hiện ", DECREE),
    "letters_on": lambda _, w: between.capable(LETTER, "implements", f" {w} ", DECREE),
    "basis": lambda _, w: founded(f"{w} Luật Đất đai ngày 18/01/2024;"),
    "purposes": lambda _, w: introduces(f"{w} thực hiện"),
    "preparing": lambda _, w: introduces(f"{w} thực hiện"),
    "carrying_out": lambda _, w: introduces(w),
    "manner": lambda _, w: introduces(f"Thực hiện {w}"),
    "opinions": lambda _, w: introduces(f"Thực hiện {w}"),
    "purpose_parts": lambda _, w: bool(of_itself._purpose().search(f"I. {w}\n")),
}  # fmt: skip


def opened(sentence: str) -> bool:
    """Whether a sentence says who issues a plan."""
    return issuer.of_opening("Plan", sentence, None) is not None


def signed(words: str) -> str:
    body = issuer.of_signature(words, "tỉnh Lào Cai")
    return body.full if body else ""


def line(form: str) -> Rule:
    """A rule that a line of a letterhead has a form."""
    return lambda _, w: bool(getattr(letterhead.patterns(), form).match(w))


LETTERHEAD: dict[str, Rule] = {
    "portals": lambda _, w: list(portal.lines([portal.Printed(0, w, "|" in w)])) == [0],
    "mottos": lambda _, w: bool(letterhead.patterns().motto.search(fold(w))),
    "openings": line("opening"),
    "no_titles": lambda e, w: line("untitled")(e, f"{w} "),
    "hanging": lambda _, w: bool(letterhead.patterns().hanging.search(f"Phát triển rừng {w}")),
    "forms": lambda _, w: bool(parts._form().match(w)),
    "appended": line("appended"),
    "appendices": line("appendix"),
    "consolidated": lambda _, w: consolidated.is_consolidated("", w),
    "entering": lambda _, w: consolidated.is_consolidated(w, ""),
    "letters": line("letter"),
    "addresses": line("address"),
    "printed_above": lambda e, w: line("above")(e, fold(w)),
    "no_issuers": lambda e, w: line("no_issuer")(e, fold(w)),
    "announcing": lambda _, w: opened(f"Nay UBND tỉnh Lào Cai xây dựng Kế hoạch giữ rừng {w}."),
    "issuing": lambda _, w: opened(f"Nay UBND tỉnh Lào Cai {w} Kế hoạch giữ rừng như sau."),
    "on_behalf": lambda e, w: signed(w).startswith(e["body"]),
}  # fmt: skip


def joined(above: str, below: str) -> bool:
    """Whether two printed lines are one paragraph."""
    return len(layout.read(f"{above}\n{below}")[0]) == 1


def dump(number: str = "STT", work: str = "Nhiệm vụ", lead: str = "Cơ quan chủ trì", behind: str = "") -> list[Span]:
    """Where a table stands that was dumped line by line."""
    return bare.spans(f"{number}\n{work}\n{lead}\n1\nLập sổ chợ\nSở Y tế\n{behind}\n")


def recognised(words: str) -> str:
    """A set phrase that a scan lost the marks of."""
    tokens = [Token(word, 0, 0, 9, 9, 90.0, (1, 1, 1)) for word in plain(words).upper().split()]
    return " ".join(token.text for token in spelling.mended(tokens))


LINES: dict[str, Rule] = {
    "openers": lambda _, w: not joined("Giữ rừng và", w),
    "running": lambda _, w: "furniture" in [b.kind for b in layout.read(f"Giữ rừng\n{w}\nven sông")[0]],
    "signed": lambda _, w: bool(furniture.stamps()[0].match(w)),
    "stamps": lambda _, w: bool(furniture.stamps()[1].match(w)),
    "hanging": lambda _, w: joined(f"Giữ rừng {w}", "Một"),
    "hanging_offices": lambda _, w: joined(f"Giữ rừng {w}", "Một"),
    "counting": lambda _, w: bool(paragraphs.patterns().counting.search(f"Giữ rừng {w}")),
    "acts": lambda e, w: bool(paragraphs.patterns().act.match(f"{w} ")),
    "set_phrases": lambda _, w: recognised(w.upper()) != plain(w).upper(),
    "before_numbers": lambda _, w: joined(f"Theo {w}", "30-NQ/TU"),
    "dumped_numbers": lambda _, w: bool(dump(number=w)),
    "dumped_works": lambda _, w: bool(dump(work=w)),
    "dumped_doers": lambda _, w: bool(
        bare.spans(
            f"STT\nNhiệm vụ\n{w}\nThời hạn\n1\nLập sổ chợ\nSở Y tế\nQuý I/2026\n2\nĐo bến\nSở Xây dựng\nQuý II/2026\n"
        )
    ),
    "dumped_leads": lambda _, w: bool(dump(lead=w)),
    "table_ends": lambda _, w: dump(behind=w) != dump(behind="x" * len(w)),
    "going_on": lambda _, w: fit.goes_on(f"Giữ rừng {w}"),
    "half_times": lambda _, w: fit.ends_in_half_a_time(w),
    "same_as_above": lambda _, w: fit.is_same(w),
    "cells": lambda _, w: bool(rows._restart().match(w)),
    "dividing": lambda _, w: marked._divides(w) > 0,
    "other_bodies": lambda _, w: (
        held.completed(["task", None, "time"], ["Việc", w, "Hạn"], [["Đo"], ["Sở Y tế"], ["Quý I"]])[1] is None
    ),
    "undivided": lambda _, w: marked._divides(w) < 0,
}
RULES: dict[str, Rule] = {
    f"{file}.{section}": rule
    for file, rules in (
        ("aims", AIMS),
        ("titles", TITLES),
        ("times", TIMES),
        ("tasks", TASKS),
        ("mentions", MENTIONS),
        ("letterhead", LETTERHEAD),
        ("lines", LINES),
    )
    for section, rule in rules.items()
}

TRIED = [
    (f"{at} {number}: {words} {'is' if so else 'is not'}", at, entry, words, so)
    for at, entries in SECTIONS.items()
    for number, entry in enumerate(entries, 1)
    for so, examples in ((True, entry["examples"]), (False, entry.get("never", ())))
    for words in examples
]


@pytest.mark.parametrize(("at", "entry", "words", "so"), [case[1:] for case in TRIED], ids=[case[0] for case in TRIED])
def test_an_example_is_read_so_and_what_is_never_so_is_not(at: str, entry: Entry, words: str, *, so: bool) -> None:
    assert RULES[at](entry, words) == so


def test_every_section_has_a_rule_that_reads_it_and_every_entry_examples() -> None:
    assert SECTIONS.keys() == RULES.keys()
    bare = [(at, entry["words"][:40]) for at, entries in SECTIONS.items() for entry in entries if not entry["examples"]]
    assert bare == []
    assert [at for at, entries in SECTIONS.items() if not any(entry.get("never") for entry in entries)] == []


def test_no_example_is_tried_twice_and_none_is_lost() -> None:
    assert [case for case, number in Counter(case[0] for case in TRIED).items() if number > 1] == []
    assert (len(SECTIONS), sum(map(len, SECTIONS.values())), len(TRIED)) == (282, 423, 2044)


def test_every_pattern_compiles_alone_and_matches_no_empty_words() -> None:
    patterns = [(at, re.compile(entry["words"])) for at, entries in SECTIONS.items() for entry in entries]
    assert [at for at, pattern in patterns if pattern.fullmatch("")] == []


def test_data_are_read_alike_where_pyyaml_was_built_without_libyaml() -> None:
    files = sorted(ontology_dir().rglob("*.yaml"))
    assert len(files) >= 20
    assert [file.name for file in files if yaml.load(file.read_text("utf-8"), yaml.SafeLoader) != from_yaml(file)] == []
