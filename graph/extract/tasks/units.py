"""Units that the documents of their own body name without it: "Vụ Tài chính" of Bộ Công Thương is "Vụ Tài chính, Bộ Công Thương", "Phòng Nghiệp
vụ Y" of a Sở Y tế "Phòng Nghiệp vụ Y, Sở Y tế tỉnh Lào Cai", "Ban Tuyên giáo" of a Tỉnh ủy "Ban Tuyên giáo Tỉnh ủy Lào Cai".

Every ministry has a department of finance, every council a committee on law: the name alone is no body. Sources: Luật Tổ chức Chính phủ
63/2025/QH15, Điều 18 (and 76/2015/QH13, Điều 40): a ministry is made of departments (vụ), the office, the inspectorate, bureaus (cục, tổng cục)
and units; Nghị định 150/2025/NĐ-CP: a department of a province (sở) of the office, divisions (phòng), sub-departments (chi cục) and units; Luật Tổ
chức chính quyền địa phương 72/2025/QH15: the committees of a council; Quy định 137-QĐ/TW (2023): the organs of a party committee.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from graph.language import bodies, places
from graph.language.lexicon import LOWER
from graph.model import Assignee, Document, Findings, Name, Span, Task


class _Units(NamedTuple):
    """The bodies whose units are named with them, which units that are, and what stands between the two names."""

    above: re.Pattern[str]
    unit: re.Pattern[str]
    between: str


_UNITS = (
    _Units(
        re.compile(r"(?P<body>Bộ (?!Chính trị|Chỉ huy|Tư lệnh).+)"),
        re.compile(
            r"(?:Vụ|Cục|Tổng cục) (?!trưởng)[^,]+"
            rf"(?:(?:, [{LOWER}][^,]+)+|, (?!Vụ |Cục |Bộ |Tổng cục )[^,]+?(?: và (?!Vụ |Cục |Bộ |Tổng cục )[^,]+)?)?"
            r"|Trung tâm (?!.*(?:[Qq]uốc gia|Việt Nam)$).+"
        ),
        ", ",
    ),
    _Units(re.compile(r"(?P<body>Cục .+)"), re.compile("Phòng .+"), ", "),
    _Units(
        re.compile(r"(?P<body>Sở .+)"),
        re.compile(r"Phòng .+|Chi cục (?!Hải quan|Thuế|Thống kê|Thi hành án|Dự trữ).+"),
        ", ",
    ),
    _Units(
        re.compile(r"(?:Thường trực )?(?P<body>Hội đồng nhân dân .+)"),
        re.compile(r"Ban (?:Pháp chế|Dân tộc|Đô thị|(?:Kinh tế|Văn hóa) ?- ?(?:Ngân sách|Xã hội))"),
        " ",
    ),
    _Units(
        re.compile(r"(?:.+ )?(?P<body>(?:Tỉnh|Thành|Huyện|Thị|Quận) ủy [^,]+)"),
        re.compile(r"Văn phòng|Ủy ban Kiểm tra|Ban (?:Tổ chức|Tuyên giáo(?: và Dân vận)?|Dân vận|Nội chính)"),
        " ",
    ),
)
_BEFORE_BODY = re.compile(r"(?<=\w) (?:[-–] Sở .+|(?:trực )?thuộc Sở)$")
"""The body behind a unit, short or not named: "Phòng Tài chính - Sở YT"."""
_OF_ITSELF = re.compile(r"(?:Văn phòng|Thanh tra) (Bộ|Sở|Cục)")
"""Units that print the word of their body without its name."""
_OF_PLACE = re.compile(r"(?:Phòng|Ban|Văn phòng|Trung tâm|Ủy ban Kiểm tra|Ban Thường vụ|Đảng ủy|Hội đồng|Tổ)(?: .+)?")


def step(document: Document, findings: Findings) -> Findings:
    """The tasks with the units of the issuer under their full names. Reads: header, tasks. Writes: tasks."""
    issuer, here = document.header.issuer, document.header.jurisdiction
    if issuer is None:
        return findings
    return replace(findings, tasks=tuple(_owned(task, issuer, here) for task in findings.tasks))


def _owned(task: Task, above: Name, here: str | None) -> Task:
    leads, coordinators = (tuple(_named(who, above, here) for who in each) for each in (task.leads, task.coordinators))
    return replace(task, leads=leads, coordinators=coordinators)


def _named(who: Assignee[Span], above: Name, here: str | None) -> Assignee[Span]:
    body = who.body
    if who.group:
        return who
    own = body is not None and body.place in (None, above.place, places.CENTRAL)
    words = bodies.bare(body) if body and own else who.words
    full = of(words, above)
    if full is None and body and body.place is None and here and places.is_lowest(here) and _OF_PLACE.fullmatch(words):
        full = Name(f"{words} {here}", here, 7)
    return replace(who, body=full) if full else who


def of(words: str, above: Name) -> Name | None:
    """The full name of a unit as the documents of its body print it; None for what is none.

    >>> ministry = Name("Bộ Công Thương", "Trung ương", 4)
    >>> [name and name.full for name in (of("Vụ Tài chính", ministry), of("Thanh tra Bộ", ministry), of("Sở Y tế", ministry))]
    ['Vụ Tài chính, Bộ Công Thương', 'Thanh tra Bộ Công Thương', None]
    >>> of("Phòng Nghiệp vụ Y", Name("Sở Y tế tỉnh Lào Cai", "tỉnh Lào Cai", 7)).full
    'Phòng Nghiệp vụ Y, Sở Y tế tỉnh Lào Cai'
    >>> of("Ban Nội chính", Name("Ban Thường vụ Tỉnh ủy Lào Cai", "tỉnh Lào Cai", 5)).full
    'Ban Nội chính Tỉnh ủy Lào Cai'
    """
    for units in _UNITS:
        if found := units.above.fullmatch(above.full):
            kind, body = found["body"].partition(" ")[0], found["body"]
            place = above.place if above.place != places.CENTRAL else None
            itself = _OF_ITSELF.fullmatch(words)
            if itself and itself[1] == kind:
                return Name(f"{words.removesuffix(kind)}{body}", place, 7)
            words = _BEFORE_BODY.sub("", words)
            own = units.unit.fullmatch(words) and f" {kind} " not in words
            return Name(f"{words}{units.between}{body}", place, 7) if own else None
    return None
