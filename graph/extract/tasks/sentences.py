"""Sentences of one line that charge others than its first one: further ones of a closing paragraph, and later ones of a point."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extract.tasks import subjects
from graph.extract.tasks.subjects import Subject
from graph.model import Assignee, Block, InView

_BEGIN = re.compile(r"[.;] (?=Trong quá trình|Nếu |(?P<own>Định kỳ |(?:Hằng|Hàng) (?:năm|quý|tháng)))")
"""Where in a paragraph work of its own may begin; `own`: where the sentence names who does it."""
_CASE = re.compile("(?:Trong quá trình|Nếu|Khi|Trường hợp) ")


def pieces(block: Block, first: Subject, here: str | None) -> list[tuple[int, tuple[Assignee[InView], ...]]]:
    """Where in a paragraph the further sentences begin that are work of their own, and whom each charges, behind its first subject.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\\nVỀ A\\n\\nYêu cầu các sở, ngành dọn bến. Định kỳ 06 tháng các xã gửi sổ. Nếu thiếu sổ thì gửi sau."
    >>> line = parse(Source("a.txt", text)).root.children[-1]
    >>> found = pieces(line, subjects.find(line.text, line.start, None), None)
    >>> [(line.text[at:][:13], [a.group for a in bodies]) for at, bodies in found]
    [('Định kỳ 06 th', ['communes']), ('Nếu thiếu sổ ', [])]
    """
    found = []
    for begin in _BEGIN.finditer(block.text, first.end):
        second = subjects.find(block.text[begin.end() :], block.start + begin.end(), here)
        charges = second is not None and not second.begin and second.certain >= subjects.FAIR
        if charges or not begin["own"]:
            found.append((begin.end(), second.bodies if second else ()))
    return found


def besides(text: str, later: Subject, leads: Sequence[Assignee[InView]]) -> tuple[Assignee[InView], ...]:
    """Those who lead a point by the heading above it, and those whom a later sentence of it charges besides. A case that may come charges
    nobody else: "Nếu có vướng mắc, kịp thời báo cáo Sở X xem xét".

    >>> texts = ("Giữ bến. UBND cấp xã chú trọng gửi sổ.", "Giữ bến. Nếu mất sổ, UBND cấp xã gửi sổ.")
    >>> [[a.group for a in besides(text, subjects.find(text, 0, None), ())] for text in texts]
    [['communes'], []]
    """
    if _CASE.match(text, later.begin):
        return tuple(leads)
    known = {a.group or a.name for a in leads}
    return (*leads, *(a for a in later.bodies if (a.group or a.name) not in known))
