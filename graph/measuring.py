"""Measures of a read document -> entities and claims: the measure, that the document sets it, and the tasks that assign it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from graph.folding import fold
from graph.model import Claim, Entity, Findings, Measure, Task, Value
from graph.vocab import slug

ALIKE = 90.0
"""Least ratio (rapidfuzz, 0 to 100) between the wording of a task and of the measure that it assigns."""
BEGINS = 40
"""Least length of a wording that another one may continue and still be the same work."""
LABEL = 120  # characters of the wording that name a measure in lists


def entities(findings: Findings, me: str) -> Iterator[Entity]:
    """The measures of a document."""
    for path, measure in named(findings, me):
        text = measure.text
        label = text if len(text) <= LABEL else text[:LABEL].rsplit(" ", 1)[0] + " …"
        yield Entity(path, "Measure", label, (), tuple(sorted(_values(measure), key=lambda v: v[0])))


def _values(measure: Measure) -> Iterator[tuple[str, Value]]:
    yield "pol:text", measure.text
    if measure.ordinal:
        yield "pol:ordinal", measure.ordinal
    if measure.part:
        yield "pol:part", measure.part


def claims(findings: Findings, me: str, tasks: Iterable[tuple[str, Task]]) -> Iterator[Claim]:
    """What a document states of its measures; `tasks` are its tasks with their ids. A task assigns a measure of the same
    document when the two are worded alike, or one goes on where the other ends; the claim's words are the task's."""
    text = findings.document.source.text
    measures = list(named(findings, me))
    for path, measure in measures:
        words = measure.span.of(text)
        yield Claim(path, "rdf:type", "pol:Measure", me, measure.span, words, "measure")
        yield Claim(me, "pol:containsMeasure", path, me, measure.span, words, "measure")
    folded = [(path, wording(measure.text)) for path, measure in measures]
    for task_path, task in tasks:
        said = wording(task.text)
        for path, words in folded:
            if same(said, words):
                span = task.spans[0]
                yield Claim(task_path, "pol:assignsMeasure", path, me, span, span.of(text), "measure:wording")


def wording(text: str) -> str:
    """Words as they are compared: folded, without marks at either end."""
    return fold(text).strip(" .;:,…-+*\"'()")


def same(one: str, other: str) -> bool:
    """Whether two wordings are the same work.

    >>> same("rà soát quy hoạch các cụm công nghiệp của tỉnh", "rà soát quy hoạch các cụm công nghiệp của tỉnh, bổ sung cụm mới")
    True
    >>> same("rà soát", "rà soát, bổ sung quy hoạch"), same("rà soát quy hoạch", "rà soát quy hoạch.")
    (False, True)
    """
    short, long = sorted((one, other), key=len)
    if len(short) >= BEGINS and long.startswith(short) and not long[len(short) : len(short) + 1].isalnum():
        return True
    return fuzz.ratio(one, other, score_cutoff=ALIKE) > 0


def named(findings: Findings, me: str) -> Iterator[tuple[str, Measure]]:
    """Measures with their ids: the document's, then the printed number; equal numbers are told apart in order."""
    seen: Counter[str] = Counter()
    for measure in findings.measures:
        number = slug((measure.ordinal or "x").replace(".-", ".g").replace(".+", ".c"))
        seen[number] += 1
        end = number if seen[number] == 1 else f"{number}_{seen[number]}"
        yield f"measure/{me.removeprefix('document/')}/{end}", measure
