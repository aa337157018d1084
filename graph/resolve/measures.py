"""Measures of a read document -> entities and claims: the measure, that the document sets it, and the tasks that assign it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from graph.language import numbering
from graph.language.folding import fold
from graph.model import Claim, Entity, Findings, Measure, Task, Value
from graph.resolve import identity

ALIKE = 90.0
"""Least ratio (rapidfuzz, 0 to 100) between the wording of a task and of the measure that it assigns."""
NUMBERED = 80.0
"""Least ratio of their words in any order where both also print the same number: a table that takes up the items of a
part keeps their numbers and shortens or prefixes their words (between 81 and 100 there, at most 69 elsewhere)."""
BEGINS = 40
"""Least length of a wording that another one may continue and still be the same work."""
LABEL = 120  # characters of the wording that name a measure in lists


def entities(findings: Findings, me: str) -> Iterator[Entity]:
    """The measures of a document."""
    for path, measure in with_ids(findings, me):
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
    document when the two are worded alike, one goes on where the other ends, or number and most words are the same; the
    claim's words are the task's."""
    text = findings.document.source.text
    measures = list(with_ids(findings, me))
    for path, measure in measures:
        words = measure.span.of(text)
        rule = "" if measure.said and measure.said.new else "measure"
        yield Claim(path, "rdf:type", "pol:Measure", me, measure.span, words, rule, said=measure.said)
        yield Claim(me, "pol:containsMeasure", path, me, measure.span, words, rule, said=measure.said)
    folded = [(path, wording(measure.text), number(measure.ordinal)) for path, measure in measures]
    for task_path, task in tasks:
        wanted, printed = wording(task.text), number(task.ordinal)
        for path, words, own in folded:
            if same(wanted, words, numbered=bool(own) and own == printed):
                span = task.spans[0]
                yield Claim(task_path, "pol:assignsMeasure", path, me, span, span.of(text), "measure:wording")


def wording(text: str) -> str:
    """Words as they are compared: folded, without marks at either end."""
    return fold(text).strip(" .;:,…-+*\"'()")


def number(ordinal: str | None) -> str:
    """The printed number below the part or the appendix: what a table and a part have in common.

    >>> number("III.4.10"), number("PL2.4.10"), number(None)
    ('4.10', '4.10', '')
    """
    return numbering.within_part(ordinal or "")


def same(one: str, other: str, *, numbered: bool = False) -> bool:
    """Whether two wordings are the same work; `numbered` where both print the same number.

    >>> same("rà soát quy hoạch các cụm công nghiệp của tỉnh", "rà soát quy hoạch các cụm công nghiệp của tỉnh, bổ sung cụm mới")
    True
    >>> same("rà soát", "rà soát, bổ sung quy hoạch"), same("rà soát quy hoạch", "rà soát quy hoạch.")
    (False, True)
    """
    short, long = sorted((one, other), key=len)
    if len(short) >= BEGINS and long.startswith(short) and not long[len(short) : len(short) + 1].isalnum():
        return True
    if numbered and len(short) >= BEGINS and fuzz.token_set_ratio(one, other, score_cutoff=NUMBERED) > 0:
        return True
    return fuzz.ratio(one, other, score_cutoff=ALIKE) > 0


def with_ids(findings: Findings, me: str) -> Iterator[tuple[str, Measure]]:
    """Measures with their ids; those that are unsaid keep theirs from others."""
    yield from identity.standing("measure", me, findings.measures, findings.document.source.text)
