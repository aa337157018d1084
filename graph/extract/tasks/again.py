"""Bodies that are named again by their kind alone: "Giao Trung tâm báo cáo …" behind "Trung tâm Khuyến nông" means that one."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.language import assignees, bodies, kinds
from graph.language.folding import same_length
from graph.model import Assignee, Document, Findings, Name, Span, Task

_REACH = 200
"""Characters in which a name is looked for, from its kind on."""
_BACK = 20_000
"""Characters before a mention in which its name is looked for: of a longer text that would be all of it for each mention."""


def written_out(document: Document, findings: Findings) -> Findings:
    """The findings with the bodies that a kind alone stands for as leads of the tasks."""
    if not any(_again(who) for task in findings.tasks for who in task.leads):
        return findings
    text, here, issuer = same_length(document.source.text), document.header.jurisdiction, document.header.issuer

    def whole(who: Assignee[Span]) -> Assignee[Span]:
        meant = named(text, who, here, issuer) if _again(who) else None
        return replace(who, body=meant, group=None) if meant else who

    def once(task: Task) -> Task:
        leads = {who.group or who.name: who for who in reversed(tuple(map(whole, task.leads)))}
        return replace(task, leads=tuple(reversed(leads.values()))) if any(map(_again, task.leads)) else task

    return replace(findings, tasks=tuple(map(once, findings.tasks)))


def _again(who: Assignee[Span]) -> bool:
    return kinds.is_bare(who.words)


def named(text: str, who: Assignee[Span], here: str | None, issuer: Name | None) -> Name | None:
    """The last body before a mention whose name begins with its words, else the issuer of the text where its name does; None where neither.

    >>> text = "Trung tâm Khuyến nông, Sở Y tế họp. Giao Trung tâm báo cáo."
    >>> named(text, Assignee(Span(41, 50), "Trung tâm"), None, None).full
    'Trung tâm Khuyến nông'
    """
    kind = re.compile(rf"(?<!\w){re.escape(who.words)} (?=[^\W\d_])")
    for match in reversed(list(kind.finditer(text, max(who.span.start - _BACK, 0), who.span.start))):
        found = assignees.read(text[match.start() : match.start() + _REACH], here, whole=False, unlisted=True)
        first = found[0] if found else None
        if first and first.span.start == 0 and first.body and first.words != who.words:
            return first.body
    return bodies.alone(issuer) if issuer and issuer.full.startswith(f"{who.words} ") else None
