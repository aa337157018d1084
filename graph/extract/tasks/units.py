"""Units of a ministry that its own documents name without it: "Vụ Tài chính" of Bộ Công Thương is "Vụ Tài chính, Bộ Công Thương".

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
_UNIT = re.compile(
    r"(?:Vụ|Cục|Tổng cục) (?!trưởng)[^,]+"
    rf"(?:(?:, [{LOWER}][^,]+)+|, (?!Vụ |Cục |Bộ |Tổng cục )[^,]+ và (?!Vụ |Cục |Bộ |Tổng cục )[^,]+)?"
)
_OF_ITSELF = re.compile(r"(?:Văn phòng|Thanh tra) Bộ")
"""Units that print the word ministry without its name."""


def step(document: Document, findings: Findings) -> Findings:
    """The tasks with the units of the issuing ministry under their full names. Reads: header, tasks. Writes: tasks."""
    issuer = document.header.issuer
    if not issuer or not _MINISTRY.fullmatch(issuer.full):
        return findings
    return replace(findings, tasks=tuple(_owned(task, issuer) for task in findings.tasks))


def _owned(task: Task, ministry: Name) -> Task:
    leads, coordinators = (tuple(_named(who, ministry) for who in each) for each in (task.leads, task.coordinators))
    return replace(task, leads=leads, coordinators=coordinators)


def _named(who: Assignee[Span], ministry: Name) -> Assignee[Span]:
    body = who.body
    if body is None or body.place is not None:
        words = body.full if body and body.place == places.CENTRAL else who.words
        return replace(who, body=full) if not who.group and (full := of(words, ministry)) else who
    full = of(body.full, ministry)
    return replace(who, body=full) if full else who


def of(words: str, ministry: Name) -> Name | None:
    """The full name of a unit of a ministry as its own documents print it; None for what is none.

    >>> ministry = Name("Bộ Công Thương", "Trung ương", 4)
    >>> [name and name.full for name in (of("Vụ Tài chính", ministry), of("Thanh tra Bộ", ministry), of("Sở Y tế", ministry))]
    ['Vụ Tài chính, Bộ Công Thương', 'Thanh tra Bộ Công Thương', None]
    """
    if _OF_ITSELF.fullmatch(words):
        return Name(f"{words.removesuffix(' Bộ')} {ministry.full}", None, 7)
    return Name(f"{words}, {ministry.full}", None, 7) if _UNIT.fullmatch(words) and " Bộ " not in words else None
