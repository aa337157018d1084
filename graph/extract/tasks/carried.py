"""Which documents a task carries out: those that its wording, or the foot note it refers to, says it executes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from graph.language.folding import fold, tidy
from graph.language.lexicon import any_of
from graph.model import Citation, Document, Findings, Span, Task


def step(document: Document, findings: Findings) -> Findings:
    """The documents that each task carries out. Reads: root, citations, relations, tasks. Writes: tasks."""
    cited = findings.citations
    nested = frozenset(r.object for r in findings.relations if r.subject >= 0 and not cited[r.subject].itself)
    return replace(findings, tasks=tuple(find(document, findings.tasks, cited, nested)))


def find(
    document: Document, tasks: Sequence[Task], citations: Sequence[Citation], nested: frozenset[int]
) -> list[Task]:
    """The tasks, in order, with the positions of the citations that they carry out. `nested` are those that the words say another
    one is about ("Kế hoạch A về thực hiện B": B)."""
    notes = _footnotes(document)
    told = (_carrying(t, document.source.text, citations, nested, notes) for t in tasks)
    return sorted(told, key=lambda t: t.spans)


def _footnotes(document: Document) -> dict[str, Span]:
    """Notes at the foot of pages by their number: "1 Các quy định của …"."""
    notes: dict[str, Span] = {}
    for block in document.root.walk():
        printed = block.span.of(document.source.text) if block.line.end else ""
        if match := re.match(r"\s*(\d{1,2}|[¹²³⁴-⁹])\s?(?=[A-ZĐ])", printed):
            notes.setdefault(match[1], block.span)
    return notes


def _carrying(
    task: Task, text: str, citations: Sequence[Citation], nested: frozenset[int], notes: dict[str, Span]
) -> Task:
    """The task with the documents that it carries out."""
    places = list(task.spans)
    note = re.search(r"[^\W\d_](\d{1,2}|[¹²³⁴-⁹])(?=[\s.;,]|$)", task.text)
    carried: list[int] = []
    for i, c in enumerate(citations):
        if c.itself or i in nested or not any(s.start <= c.span.start < s.end for s in places):
            continue
        inside = next(s for s in places if s.start <= c.span.start < s.end)
        before = fold(tidy(text[inside.start : c.span.start]))[-220:]
        if _is_carried(before, carried, citations, i, text):
            carried.append(i)
    if note and note[1] in notes and _executes(task.text[: note.start()]):
        span = notes[note[1]]
        carried += [i for i, c in enumerate(citations) if not c.itself and span.start <= c.span.start < span.end]
    return replace(task, carries=tuple(carried))


def _executes(words: str) -> bool:
    return bool(re.search(any_of("tasks", "by_note"), words[-200:]))


def _is_carried(before: str, carried: list[int], citations: Sequence[Citation], i: int, text: str) -> bool:
    verb = _carry().search(before)
    if verb and _is_work(before[: verb.start()].rstrip()):
        return True
    if not carried:
        return False
    last = citations[carried[-1]]
    gap = tidy(text[last.span.end : citations[i].span.start])
    if re.fullmatch(rf"[ ,;]*(?:{any_of('tasks', 'and_carried')})?[ ,;]*(?:các)?", gap):
        return True
    return (
        last.type == citations[i].type and bool(re.search(r"(?:(?:^| )và|[;,])$", gap)) and not re.search(r"\. ", gap)
    )


def _is_work(before: str) -> bool:
    """Whether the verb is the task itself and not its object: "report on implementing X" is not; "implement the plan for implementing X"
    is, and so is a row that is the plan alone ("Kế hoạch thực hiện Đề án X")."""
    if not _watched().search(before):
        return True
    plan = _plan().search(before)
    return plan is not None and (plan.start() == 0 or bool(_carry().search(before[: plan.start()].rstrip())))


@lru_cache(maxsize=1)
def _plan() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('tasks', 'plans')})$")


@lru_cache(maxsize=1)
def _carry() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of('tasks', 'carrying')})\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _watched() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of('tasks', 'not_carried')})", re.IGNORECASE)
