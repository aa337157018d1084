"""Short forms of bodies, which stand for names that the same text writes out: "Tổng cục Thủy lợi (TCTL)", "Cục Quản lý đê (Cục QLĐ)"; "Vụ
KHTC" where "Vụ Kế hoạch - Tài chính" is written elsewhere. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I: a short form is explained where it is first
used; tables break that rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.language import bodies, kinds
from graph.language.folding import composed
from graph.model import Assignee, Document, Findings, Span

_SHORT = r"[A-ZĐ]{2,8}(?:[&,-][A-ZĐ]{1,6})*"
_MADE = re.compile(rf"\((?:(?:gọi|viết) tắt(?: là)?:? )?(?P<form>(?:[A-ZĐ][^\W\d_]+ (?:[^\W\d_]+ )?)?{_SHORT})\)")
_WORDS = re.compile(r"[^\W\d_]+")
_KIND_AND_SHORT = re.compile(rf"(?P<kind>[A-ZĐ][^\W\d_]*(?: [^\W\d_]*[^\W\d_A-ZĐ])?) (?P<short>{_SHORT})")


def forms(text: str) -> dict[str, str]:
    """The short forms of a text, each with the name before it whose words begin with its letters.

    >>> forms("Giao Tổng cục Thủy lợi (TCTL), Ban soạn thảo (BST) và Sở Y tế (đã họp); Hiệp định (TPP); Cục Quản lý đê (Cục QLĐ)")
    {'TCTL': 'Tổng cục Thủy lợi', 'BST': 'Ban soạn thảo', 'Cục QLĐ': 'Cục Quản lý đê'}
    """
    found: dict[str, str] = {}
    for made in _MADE.finditer(text):
        parts = _parts(made["form"])
        before = list(_WORDS.finditer(text, max(made.start() - 90, 0), made.start()))
        before = [word for word in before if word[0] != "và"][-len(parts) :]
        if len(before) < len(parts) or text[before[-1].end() : made.start()].strip():
            continue
        if not all(word[0].upper().startswith(part) for word, part in zip(before, parts, strict=True)):
            continue
        name = " ".join(text[before[0].start() : made.start()].split())
        if kinds.begins().match(name):
            found.setdefault(made["form"], name)
    return found


def _parts(form: str) -> list[str]:
    """What the words of a name begin with, by its short form: "Cục QLĐ" -> "CỤC", "Q", "L", "Đ"."""
    *whole, letters = form.split(" ")
    return [*map(str.upper, whole), *re.findall(r"[A-ZĐ]", letters)]


def full(mentions: Iterable[Assignee[Span]], known: Mapping[str, str], here: str | None) -> tuple[Assignee[Span], ...]:
    """Mentions of bodies, those by a short form as the body that it stands for; a body that is named twice is one.

    >>> spans = Span(0, 4), Span(6, 13)
    >>> read = [Assignee(span, words) for span, words in zip(spans, ("TCTL", "Sở Y tế"))]
    >>> [(one.name, one.span) for one in full(read, {"TCTL": "Tổng cục Thủy lợi"}, None)]
    [('Tổng cục Thủy lợi', Span(start=0, end=4)), ('Sở Y tế', Span(start=6, end=13))]
    """
    made: dict[str, Assignee[Span]] = {}
    for mention in mentions:
        name = known.get(mention.words)
        one = replace(mention, body=bodies.name(name, here), group=None) if name else mention
        made.setdefault(one.name, one)
    return tuple(made.values())


def written_out(words: str, text: str) -> str | None:
    """The name whose words begin with the letters of a short form behind the kind of a body, where a text writes one, and no other; else None.

    >>> written_out("Vụ KH-TC", "Giao Vụ Kế hoạch - Tài chính. Vụ KH-TC trình"), written_out("Vụ PC", "Vụ Pháp chế, Vụ Phổ cập")
    ('Vụ Kế hoạch - Tài chính', None)
    """
    short = _KIND_AND_SHORT.fullmatch(words)
    if not short:
        return None
    first, *rest = re.findall(r"[A-ZĐ]", short["short"])
    name = rf"(?<!\w){short['kind']}\s+{first}[^\W\d_]*" + "".join(
        rf",?(?:\s+-)?\s+(?:và\s+)?(?i:{c})[^\W\d_]*" for c in rest
    )
    found = {" ".join(match[0].split()) for match in re.finditer(name, text)}
    return found.pop() if len(found) == 1 else None


def step(document: Document, findings: Findings) -> Findings:
    """The tasks with the bodies that short forms stand for. Reads: header, source, tasks. Writes: tasks."""
    short = {
        who.words
        for task in findings.tasks
        for who in (*task.leads, *task.coordinators)
        if _SHORT_AT_END.search(who.words)
    }
    if not short:
        return findings
    text, here = composed(document.source.text)[0], document.header.jurisdiction
    made = forms(text)
    known = {words: name for words in short if (name := made.get(words) or written_out(words, text))}
    if not known:
        return findings
    return replace(
        findings,
        tasks=tuple(
            replace(task, leads=full(task.leads, known, here), coordinators=full(task.coordinators, known, here))
            for task in findings.tasks
        ),
    )


_SHORT_AT_END = re.compile(rf"(?<!\w){_SHORT}$")
