"""Which documents a task carries out: those that its wording, or the foot note it refers to, says it executes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from graph.language.compiled import compiled
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
    order = sorted(range(len(citations)), key=lambda i: citations[i].span.start)
    starts = [citations[i].span.start for i in order]
    told = []
    for task in tasks:
        inside = {i for s in task.spans for i in order[bisect_left(starts, s.start) : bisect_left(starts, s.end)]}
        told.append(_carrying(task, document.source.text, citations, sorted(inside - nested), notes))
    return sorted(told, key=lambda t: t.spans)


_NOTED = re.compile(r"\s*(?:\[(\d{1,2})\]|(\d{1,2}|[¹²³⁴-⁹]))\s?(?=[A-ZĐ])")


def _footnotes(document: Document) -> dict[str, Span]:
    """Notes at the foot of pages by their number: "1 Các quy định của …", "[1] Nghị quyết số …"."""
    notes: dict[str, Span] = {}
    for block in document.root.walk():
        if block.line.end and (match := _NOTED.match(document.source.text, block.span.start, block.span.end)):
            notes.setdefault(match[1] or match[2], block.span)
    return notes


def _carrying(
    task: Task, text: str, citations: Sequence[Citation], inside: Sequence[int], notes: dict[str, Span]
) -> Task:
    """The task with the documents that it carries out, of the citations `inside` of it."""
    carried: list[int] = []
    behind = 0
    for i in inside:
        c = citations[i]
        if c.itself or (carried and c.span.end <= behind):
            continue  # a name inside a name says what that one is about
        start = next(s.start for s in task.spans if s.start <= c.span.start < s.end)
        before = fold(tidy(text[max(start, c.span.start - _WITHIN) : c.span.start]))
        if _is_carried(before, carried, citations, i, text):
            carried.append(i)
            behind = max(behind, c.span.end)
    note = _NOTE.search(task.text) if notes else None
    number = note and (note[1] or note[2])
    if note and number in notes and _executes(task.text[: note.start()].rstrip()):
        span = notes[number]
        carried += [i for i, c in enumerate(citations) if not c.itself and span.start <= c.span.start < span.end]
    return replace(task, carries=tuple(carried)) if carried or task.carries else task


_NOTE = re.compile(r"(?<=[^\W\d_])(\d{1,2}|[¹²³⁴-⁹])(?=[\s.;,]|$)|\[(\d{1,2})\]")
"""What refers to a foot note: "quy định2", "liên quan[1]"."""


def _executes(words: str) -> bool:
    return bool(re.search(any_of("tasks", "by_note"), fold(words)[-200:]))


def _is_carried(before: str, carried: list[int], citations: Sequence[Citation], i: int, text: str) -> bool:
    verb = _carry().search(before[-_NEAR:]) or _picked().search(before[-_NEAR:])
    if verb and _is_work(before[-_NEAR:][: verb.start()].rstrip()):
        return True
    if not carried:
        return _beside().search(before[-_NEAR:]) is not None and _is_work(before[-_NEAR:])
    last = citations[carried[-1]]
    if citations[i].span.start - last.span.end > _LIST:
        return False
    return _goes_on(fold(tidy(text[last.span.end : citations[i].span.start])), alike=last.type == citations[i].type)


_NEAR, _WITHIN = 220, 1000
"""Characters before a document in which its verb stands; and as they are printed, with doubled blanks and marks."""
_LIST = 2000
"""Characters between two members of a list of documents: a name with what it is about takes some hundred."""


def _goes_on(gap: str, *, alike: bool) -> bool:
    """Whether the words between two documents only part the members of a list: "A của X và B", "A về …; B", "A và các mục tiêu trong B"."""
    if ". " in gap:
        return False
    if alike and re.search(r"(?:(?:^| )và|[;,])$", gap.rstrip()):
        return True
    return _parting().fullmatch(gap.strip()) is not None


def _is_work(before: str) -> bool:
    """Whether the verb is the task itself and not its object: "report on implementing X" is not; "implement the plan for implementing X"
    is, and so are "implement, and watch the implementing of X" and a row that is the plan alone ("Kế hoạch thực hiện Đề án X")."""
    watched = _watched().search(before)
    if watched is None:
        return True
    plan = _plan().search(before)
    if plan:
        return plan.start() == 0 or _carries(before[: plan.start()])
    return _carries(
        re.sub(r"(?: và|,)$", "", before[: watched.start()].rstrip()), joined=before[: watched.start()].rstrip()
    )


def _carries(words: str, *, joined: str | None = None) -> bool:
    """Whether the words end in a verb of carrying out that is the work itself; `joined`: and in what joins another verb to it."""
    verb = _carry().search(words.rstrip())
    return verb is not None and words != joined and _is_work(words[: verb.start()].rstrip())


@lru_cache(maxsize=1)
def _plan() -> re.Pattern[str]:
    return compiled(rf"(?:{any_of('tasks', 'plans')})$")


@lru_cache(maxsize=1)
def _carry() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{any_of('tasks', 'carrying')})\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _watched() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{any_of('tasks', 'not_carried')})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _picked() -> re.Pattern[str]:
    """ "triển khai các văn bản về bến đò, nhất là:" """
    return compiled(
        rf"(?<!\w)(?:{any_of('tasks', 'carrying')})(?:(?! theo | để )[^.;]){{0,160}}(?<!\w)(?:{any_of('tasks', 'picked')}):? ?$"
    )


@lru_cache(maxsize=1)
def _beside() -> re.Pattern[str]:
    """ "thực hiện thắng lợi nhiệm vụ năm 2025 và": the document is the second thing that is carried out."""
    return compiled(rf"(?<!\w)(?:{any_of('tasks', 'carrying')}) (?:(?! theo | để | tại )[^.;,:]){{2,80}} và ?$")


@lru_cache(maxsize=1)
def _parting() -> re.Pattern[str]:
    """What parts two members of a list of documents."""
    joined, said, parts = (any_of("tasks", name) for name in ("and_carried", "said_of", "parts_of"))
    whose = r"(?: ?\([^()]{1,80}\))?(?:,? ?(?:của|ngày) [^,;.:]{2,80}?)?"
    about = rf"(?:,? ?(?:{said})[^;:]{{0,400}}?)?"
    return compiled(
        rf"{whose}[ ,;)]*(?:{joined})?[ ,;]*(?:các)?|{about};(?: và)?(?: các)?|{about}(?:,| ?và) (?:{parts})[^;.:]{{0,80}}(?:của|tại|trong|thuộc)"
    )
