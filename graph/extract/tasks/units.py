"""Units of a ministry or of a department of a province that its own documents name without it: "Vụ Tài chính" of Bộ Công Thương is "Vụ Tài
chính, Bộ Công Thương", "Phòng Nghiệp vụ" of Sở Y tế "Phòng Nghiệp vụ, Sở Y tế tỉnh …".

Every ministry has a department of finance, a legal one, an office: the name alone is no body. Source: Luật Tổ chức Chính phủ 63/2025/QH15,
Điều 18 (and 76/2015/QH13, Điều 40): a ministry is made of departments (vụ), the office, the inspectorate, bureaus (cục, tổng cục) and units.
"""

from __future__ import annotations

import re
from dataclasses import replace

from graph.language import places
from graph.language.lexicon import LOWER
from graph.model import Assignee, Document, Findings, Name, Span, Task

_MINISTRY = re.compile(r"Bộ (?!Chính trị|Chỉ huy|Tư lệnh)[^,]+")
_DEPARTMENT = re.compile(r"Sở [^,]+(?:, [^,]+)?")
_SECTION = re.compile(r"Phòng (?!chống|cháy|ngừa)[^,]+")
_BEFORE_DEPARTMENT = re.compile(r"(?<=\w) (?:[-–] Sở .+|(?:trực )?thuộc Sở)$")
_UNIT = re.compile(
    r"(?:Vụ|Cục|Tổng cục) (?!trưởng)[^,]+"
    rf"(?:(?:, [{LOWER}][^,]+)+|, (?!Vụ |Cục |Bộ |Tổng cục )[^,]+ và (?!Vụ |Cục |Bộ |Tổng cục )[^,]+)?"
)
_OF_ITSELF = re.compile(r"(Văn phòng|Thanh tra) (Bộ|Sở)")
"""Units that print the word ministry or department without its name."""


def step(document: Document, findings: Findings) -> Findings:
    """The tasks with the units of the issuing ministry or department under their full names. Reads: header, tasks. Writes: tasks."""
    issuer = document.header.issuer
    if not issuer or not (_MINISTRY.fullmatch(issuer.full) or _DEPARTMENT.fullmatch(issuer.full)):
        return findings
    return replace(findings, tasks=tuple(_owned(task, issuer) for task in findings.tasks))


def _owned(task: Task, above: Name) -> Task:
    leads, coordinators = (tuple(_named(who, above) for who in each) for each in (task.leads, task.coordinators))
    return replace(task, leads=leads, coordinators=coordinators)


def _named(who: Assignee[Span], above: Name) -> Assignee[Span]:
    body = who.body
    if body is None or body.place is not None:
        words = body.full if body and body.place == places.CENTRAL else who.words
        return replace(who, body=full) if not who.group and (full := of(words, above)) else who
    full = of(body.full, above)
    return replace(who, body=full) if full else who


def of(words: str, above: Name) -> Name | None:
    """The full name of a unit of a ministry or department as its own documents print it; None for what is none.

    >>> ministry, department = Name("Bộ Công Thương", "Trung ương", 4), Name("Sở Y tế tỉnh Lào Cai", "tỉnh Lào Cai", 7)
    >>> [name and name.full for name in (of("Vụ Tài chính", ministry), of("Thanh tra Bộ", ministry), of("Sở Y tế", ministry))]
    ['Vụ Tài chính, Bộ Công Thương', 'Thanh tra Bộ Công Thương', None]
    >>> [name and name.full for name in (of("Phòng Dược", department), of("Văn phòng Sở", department), of("Phòng Dược", ministry))]
    ['Phòng Dược, Sở Y tế tỉnh Lào Cai', 'Văn phòng Sở Y tế tỉnh Lào Cai', None]
    """
    kind = above.full.partition(" ")[0]
    place = above.place if kind == "Sở" else None
    itself = _OF_ITSELF.fullmatch(words)
    if itself and itself[2] == kind:
        return Name(f"{itself[1]} {above.full}", place, 7)
    words = _BEFORE_DEPARTMENT.sub("", words) if kind == "Sở" else words
    unit = (_SECTION if kind == "Sở" else _UNIT).fullmatch(words)
    return Name(f"{words}, {above.full}", place, 7) if unit and f" {kind} " not in words else None
