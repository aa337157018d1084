"""Named projects and works that a plan builds, extends or speeds up.

Forms: "Dự án mở rộng Nhà máy gang thép Tuyên Quang", "dự án cấp điện nông thôn tỉnh X giai đoạn 2021-2025", "đầu tư nâng công suất của Nhà máy Thủy
điện Sông Lô 9", "các dự án thủy điện như: Nhà máy A, Nhà máy B"; the component projects of a programme ("Tiểu dự án 2 thuộc Dự án 7: “…”");
systems that are to be built ("xây dựng Cổng thông tin quốc gia về …"). "Các dự án" in general, and plants or systems only named, are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from graph.language.beginnings import Beginnings, Places
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import LOWER, UPPER, any_of, no_name, proper_name
from graph.model import Aim, Block, InView

DESCRIBED = 0.8
"""How sure a system is a project that is described in small letters and has no name of its own."""


class _Patterns(NamedTuple):
    project: re.Pattern[str]
    work: re.Pattern[str]
    building: re.Pattern[str]
    existing: re.Pattern[str]
    past: re.Pattern[str]
    general: re.Pattern[str]
    of_bodies: re.Pattern[str]
    common: re.Pattern[str]
    body: re.Pattern[str]
    quoted: re.Pattern[str]
    component: re.Pattern[str]
    system: re.Pattern[str]
    set_up: re.Pattern[str]
    improved: re.Pattern[str]
    owned: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    works = any_of("aims", "works")
    stop = rf"(?:{any_of('aims', 'works_end')})\b"
    word = rf"(?: (?!{stop})[^\s,;.:()\"]+)"
    end = rf"(?=[,;.:()\n]| {stop}| ?$)"
    project_end = rf"(?=[,;.:)\"”\n]| (?:{any_of('aims', 'projects_end')})\b|$)"
    return _Patterns(
        project=compiled(rf"(?<!\w)[Dd]ự án (?=[{LOWER}{UPPER}])(?P<body>[^,;.:()\"”\n]{{8,160}}?){project_end}"),
        work=compiled(
            rf"(?<![\w-])(?P<head>{works}){word}{{0,13}} (?:{no_name()}[{UPPER}][{LOWER}]*|\d{{1,2}}[A-Z]?){end}(?: tại (?:(?:tỉnh|huyện|thành phố) )?{proper_name()})?"
            rf"|(?<![\w-])(?:{works})(?: [^\s,;.:()]+){{1,12}}? tại địa điểm mới|(?<![\w-])(?:{works}){word}{{1,11}}? địa phương{end}"
            rf"|(?<![\w-])(?:{works}) tại (?:tỉnh|huyện|thành phố) {proper_name()}"
        ),
        building=compiled(any_of("aims", "building"), re.IGNORECASE),
        existing=compiled(rf"(?:{any_of('aims', 'existing')})(?: các)? $", re.IGNORECASE),
        past=compiled(any_of("aims", "past")),
        general=compiled(rf"(?:{any_of('aims', 'general')}) $", re.IGNORECASE),
        of_bodies=compiled(rf"(?:{any_of('aims', 'of_bodies')})(?: các)? $"),
        common=compiled(rf"^(?:{any_of('aims', 'common')})\b"),
        body=compiled(any_of("aims", "no_works")),
        quoted=compiled(rf"(?<!\w)[Dd]ự án:? [“\"](?P<name>[{UPPER}][^“”\"\n]{{7,250}})[”\"]"),
        component=_component(),
        system=_system(),
        set_up=compiled(_before_system("setting_up"), re.IGNORECASE),
        improved=compiled(_before_system("setting_up", "improving"), re.IGNORECASE),
        owned=compiled(any_of("aims", "owned")),
    )


def _component() -> re.Pattern[str]:
    """A numbered project of a programme and its name, in quotation marks or behind a colon: "Dự án 2: Ứng dụng …"."""
    part = r"(?:[Tt]iểu )?[Dd]ự án(?: thành phần)?(?: số)? \d{1,2}"
    end = rf" (?:{any_of('aims', 'components_end')})(?!\w)| ?[.;(\n]| ?$"
    return compiled(
        rf"(?<!\w)(?P<head>{part}(?: thuộc {part}| \((?:thuộc )?{part}\))?)"
        rf"(?: ?[:.-]? ?[“\"](?P<quoted>[^“”\"\n]{{8,250}})[”\"]| ?: ?(?P<plain>[{UPPER}][^“”\"\n]{{7,250}}?)(?={end}))"
    )


def _system() -> re.Pattern[str]:
    """A system by its head and what says which: "cơ sở dữ liệu về giá của địa phương", to where its purpose begins."""
    stop = rf"(?:{any_of('aims', 'systems_end')})(?!\w)"
    word = rf"(?: \([{UPPER}]+\)|,? (?!{stop})[^\s,;.:()“”\"]+)"
    return compiled(rf"(?<![\w-])(?P<head>{any_of('aims', 'systems')})(?P<rest>{word}{{1,26}})")


def _before_system(*lists: str) -> str:
    """The verbs of the lists, alone or with more verbs of the same object, at the end of the words: "xây dựng và vận hành thí điểm"."""
    verbs = "|".join(any_of("aims", name) for name in lists)
    return rf"(?<!\w)(?:{verbs})(?:(?:,| và|, và)? (?:{verbs}|{any_of('aims', 'upkeep')}))* $"


def find(root: Block, view: str) -> list[Aim[InView]]:
    """The projects of a document, each mention; spans are characters of the view.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "III. NHIỆM VỤ\\n- Đẩy nhanh tiến độ Dự án mở rộng Nhà máy gang thép Tuyên Quang; rà soát các dự án chậm tiến độ."
    >>> document = parse(Source("a.txt", text))
    >>> [p.name for p in find(document.root, document.view.text)]
    ['Dự án mở rộng Nhà máy gang thép Tuyên Quang']
    """
    found: list[Aim[InView]] = []
    past = False
    places = _begun().places(view)
    for node in root.walk():
        if node.numbering in ("part", "roman") and node.parent is not None:
            past = bool(_patterns().past.search(fold(node.text)[:80]))
        if past or node.parent is None or not places.between(node.start, node.start + len(node.text)):
            continue
        if any(c.islower() for c in node.text):
            found += in_text(node.text, node.start)
    return found


def in_text(text: str, start: int = 0) -> list[Aim[InView]]:
    """The projects that a line of text names; spans count from `start`.

    >>> [p.name for p in in_text("Xây dựng Trung tâm phục vụ hành chính công tỉnh Tuyên Quang.")]
    ['Trung tâm phục vụ hành chính công tỉnh Tuyên Quang']
    >>> [p.name for p in in_text("- Dự án 3: “Trồng lại rừng đước”; xây dựng kho dữ liệu rừng tỉnh Cà Mau phục vụ bảo vệ rừng.")]
    ['Dự án 3: Trồng lại rừng đước', 'Kho dữ liệu rừng tỉnh Cà Mau']
    >>> [p.name for p in in_text("Bố trí vốn cho dự án “Nạo vét kênh đào Xẻo Lá”.")]
    ['Dự án Nạo vét kênh đào Xẻo Lá']
    """
    places = _begun().places(text)
    if not places.any():
        return []
    found: list[Aim[InView]] = [*_components(places, start), *_systems(places, text, start)]
    for match in places.finditer("project"):
        before = text[max(match.start() - 24, 0) : match.start()]
        other = _patterns().general.search(before[-9:]) or _patterns().of_bodies.search(before)
        if _is_particular(match["body"]) and not other:
            found.append(_project(start + match.start(), start + match.end(), match[0].strip()))
    found += [
        _project(start + match.start(), start + match.end(), f"Dự án {' '.join(match['name'].split())}")
        for match in places.finditer("quoted")
    ]
    spans = [(a.span.start - start, a.span.end - start) for a in found]
    for match in places.finditer("work"):
        if not re.search(rf" [{UPPER}]|địa", match[0]) or re.search(
            r"\d $", text[max(match.start() - 2, 0) : match.start()]
        ):
            continue
        if any(s <= match.start() < e for s, e in spans) or _patterns().existing.search(
            text[max(match.start() - 24, 0) : match.start()]
        ):
            continue
        clause = text[text.rfind(". ", 0, match.start()) + 1 : match.start()]
        if _patterns().building.search(clause[-220:]) and not _patterns().body.search(match[0]):
            name = match[0].strip()
            found.append(_project(start + match.start(), start + match.start() + len(name), name))
    return found


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    names = ("component", "system", "project", "work", "quoted")
    return Beginnings({name: getattr(_patterns(), name) for name in names}, shared=True)


def _components(places: Places, start: int) -> Iterator[Aim[InView]]:
    for match in places.finditer("component"):
        name = " ".join(f"{match['head']}: {match['quoted'] or match['plain']}".split())
        yield _project(start + match.start(), start + match.end(), name)


def _systems(places: Places, text: str, start: int) -> Iterator[Aim[InView]]:
    """Systems that are to be built or extended. One in small letters must say whose it is or what of; a capital makes the words a name."""
    p = _patterns()
    for match in places.finditer("system"):
        before = text[max(match.start() - 90, 0) : match.start()]
        capital = match["head"][0].isupper()
        if (capital or p.owned.search(match["rest"])) and (p.improved if capital else p.set_up).search(before):
            aim = _project(start + match.start(), start + match.end(), match[0])
            yield aim if capital else replace(aim, confidence=DESCRIBED)


def _project(start: int, end: int, name: str) -> Aim[InView]:
    return Aim(InView(start, end), "Project", name[0].upper() + name[1:])


def _is_particular(body: str) -> bool:
    """Whether the words after "dự án" name one: a proper name, a place, a period."""
    return bool(
        re.search(rf"(?<!\w){no_name()}[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)|toàn tỉnh|giai đoạn \d", body)
    ) and not _patterns().common.search(body)
