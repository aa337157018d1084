"""Every entry of `ontology/phrases` has examples, and each is tried in the rule that reads the entry; what is `never` so is tried too.

Sections that have tests of their own (relations, groups, columns, intents, the headings of measures) are named in `ELSEWHERE`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graph.extract import projects, zones
from graph.extract.citations import named, numbered
from graph.extract.goals import prose as goals
from graph.extract.goals import tables as goal_tables
from graph.language import quantities
from graph.language.folding import fold
from graph.language.lexicon import phrases
from graph.model import Aim
from graph.resolve.aims import _sector
from graph.structure.outline import outline

Entry = dict[str, Any]
Rule = Callable[[Entry, str], bool]
FILES = ["aims", "titles"]
ELSEWHERE = {"relations", "groups", "columns", "measures.opening", "measures.closing", "measures.aims", "aims.intents"}


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


def aimed(line: str, heading: str = "MỤC TIÊU") -> list[Aim]:
    """The goals of an item below a heading."""
    view = f"II. {heading}\n- {line}"
    return goals.find(outline(view, ()), view)


def name(line: str, heading: str = "MỤC TIÊU") -> str:
    """What the last goal of an item is called, without its first capital."""
    found = aimed(line, heading)
    return found[-1].name if found else ""


AIMS: dict[str, Rule] = {
    "zones": lambda e, w: any(z.kind == e["class"] and z.name.startswith(e["name"] or "") for z in zones.find(f"Mở {w}.")),
    "within": lambda _, w: zones.find(w)[0].span.end < len(" ".join(w.split()[:4])),
    "of_bodies": lambda _, w: not zones.find(f"{w} KCN Sơn Nam."),
    "works": lambda e, w: bool(zones.find(f"Mở {w}.") if "zone" in e else works(f"Xây dựng {w}.")),
    "works_end": lambda _, w: not works(f"Xây dựng Nhà máy nước {w} Sơn Dương."),
    "no_works": lambda _, w: not works(f"Xây dựng {w}."),
    "building": lambda _, w: bool(works(f"{w} Nhà máy gang thép Tuyên Quang.")),
    "existing": lambda _, w: not works(f"Xây dựng đường {w} Nhà máy gang thép Tuyên Quang."),
    "projects_end": lambda _, w: works(f"Dự án đường Yên Sơn Mới {w} Sông Lô Hạ.")[0].name == "Dự án đường Yên Sơn Mới",
    "general": lambda _, w: not works(f"{w} dự án cấp điện Yên Sơn Mới."),
    "common": lambda _, w: not works(f"Dự án {w}."),
    "goals": lambda _, w: bool(aimed("Đường làng 10 km.", w)),
    "past": lambda _, w: not aimed("Phấn đấu ít nhất 10 km đường.", w),
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
    "standing": lambda _, w: name(f"Số hộ {w} 90%.") == "Số hộ",
    "level": lambda _, w: name(f"Số hộ {w} 90%.") == "Số hộ",
    "opening": lambda _, w: name(f"{w} số hộ có nước 90%.") == "số hộ có nước",
    "urging": lambda _, w: name(f"{w} số hộ có nước 90%.") == "số hộ có nước",
    "naming": lambda _, w: name(f"Sản lượng lúa {w} 5 tấn.") == "Sản lượng lúa",
    "growing": lambda _, w: name(f"Rừng trồng đạt 50 ha, {w} 5%.").startswith("Rừng trồng "),
    "equalling": lambda _, w: name(f"Rừng trồng đạt 50 ha, {w} 5%.").startswith("Rừng trồng, "),
    "counted_end": lambda _, w: name(f"Thành lập mới 5 hợp tác xã {w}").endswith("hợp tác xã"),
    "units": lambda _, w: [a.unit for a in aimed(f"Chỗ này đạt 5 {w}.")] == [quantities.unit(w)],
    "comparators": lambda e, w: quantities.sign(f"{w} ") == e["sign"],
    **{
        f"tabled.{role}": lambda _, w, role=role: bool(goal_tables._patterns()[role].search(fold(w)))  # type: ignore[misc]
        for role in ("name", "unit", "value", "past", "other", "about")
    },
    "sectors": lambda e, w: _sector(w) == e["sector"],
}  # fmt: skip


def cited(text: str) -> list[tuple[str, str]]:
    """(class, title) of the documents that a text cites by name."""
    found = named.find(text, numbered.find(text, here=None), here=None)
    return [(c.type, c.title or "") for c in found]


def titled(text: str) -> str:
    """The first name that a text cites."""
    return next((title for _, title in cited(text)), "")


SCHEME = "Đề án phát triển chợ làng"
YEARS = "giai đoạn 2021 - 2025"
TITLES: dict[str, Rule] = {
    "heads": lambda e, w: (e["class"], w) in cited(
        f"Theo Quyết định số 5/QĐ-UBND ban hành {w}." if "promulgated" in e else f"Thực hiện {w}, góp ý."
    ),
    "anchors": lambda _, w: titled(f"Thực hiện {SCHEME} {w}.") == f"{SCHEME} {w}",
    "extensions": lambda _, w: titled(f"Thực hiện {SCHEME} {YEARS}{w}.") == f"{SCHEME} {YEARS}{w}",
    "places": lambda _, w: titled(f"Thực hiện {SCHEME} {w}.") == f"{SCHEME} {w}",
    "stops": lambda _, w: not titled(f"Thực hiện {SCHEME} {w} {YEARS}."),
    "law_stops": lambda _, w: titled(f"Theo Luật Giữ bến đò {w}.") == "Luật Giữ bến đò",
    "drafting": lambda _, w: not titled(f"{w} {SCHEME} {YEARS}."),
    "counting": lambda _, w: not titled(f"{w} {SCHEME} {YEARS}."),
    "executing": lambda _, w: bool(titled(f"Xây dựng nhà {w} {SCHEME} {YEARS}.")),
    "writing": lambda _, w: not titled(f"{w} {SCHEME} {YEARS}."),
    "bills": lambda _, w: not titled(f"{w} Luật Đất đai."),
    "level": lambda _, w: not titled(f"Thực hiện {SCHEME} {w} {YEARS}."),
    "national": lambda _, w: titled(f"Thực hiện {SCHEME} {w} {YEARS} trên địa bàn tỉnh Lào Cai.").endswith("2025"),
    "generic": lambda _, w: not titled(f"Thực hiện Kế hoạch {w} {YEARS}."),
    "parting": lambda _, w: titled(f"Thực hiện Hiệp định hợp tác giữa Việt Nam và Nhật Bản {w} mở chợ.").endswith("Bản"),
    "acronyms": lambda _, w: titled(f"Thực hiện Chương trình mỗi làng một nghề giỏi{w}, góp ý.").endswith(w),
}  # fmt: skip
RULES: dict[str, Rule] = {
    f"{file}.{section}": rule for file, rules in (("aims", AIMS), ("titles", TITLES)) for section, rule in rules.items()
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
    assert (len(SECTIONS), sum(map(len, SECTIONS.values())), len(TRIED)) == (56, 133, 549)


def test_every_pattern_compiles_alone_and_matches_no_empty_words() -> None:
    patterns = [(at, re.compile(entry["words"])) for at, entries in SECTIONS.items() for entry in entries]
    assert [at for at, pattern in patterns if pattern.fullmatch("")] == []
