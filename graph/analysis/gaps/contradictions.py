"""What contradicts itself: statements kept with a warning, work due too early, documents out of force, weaker goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from textwrap import shorten

from graph.analysis.answers import comparable
from graph.analysis.coverage import reached, steps_to
from graph.analysis.gaps.gap import Gap, made, of_task
from graph.records.documents import Card, Quote, Step, steps
from graph.records.goals import Goal, goals
from graph.records.periods import bounds
from graph.records.tasks import tasks
from graph.store import Answering


def doubtful(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Statements that the build kept with a warning."""
    for warning, one, relation, other, words, document, file, start, end, claim in graph.query(_WARNINGS).rows:
        about = " ".join(part for part in (one, relation, other) if part)
        yield made(
            "doubtful",
            about,
            str(warning),
            str(claim),
            Quote(str(document), words, file, _int(start), _int(end)),
            known,
        )


def due_before(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Tasks whose last day lies before the date of the document that sets them."""
    for task in tasks(graph):
        if task.due and task.given and _before(task.due, task.given):
            yield of_task("due-before", task, f"due {task.due}, in a document of {task.given}", known)


def out_of_force(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Documents that carry out one which was replaced or repealed before."""
    ended: dict[str, list[Step]] = defaultdict(list)
    for step in steps(graph, ("replaces", "repeals")):
        if step.drawn:
            ended[step.object].append(step)
    for step in steps(graph, ("implements",)):
        user = known.get(step.subject)
        for end in ended.get(step.object, ()) if user and user.date and step.drawn else ():
            new = known.get(end.subject)
            if new and user and new.iri != user.iri and new.date and _before(new.date, user.date or ""):
                verb = "replaced" if end.predicate == "replaces" else "repealed"
                says = f"carries out {known[step.object].called()}, which {new.called()} {verb} on {new.date}"
                yield made("out-of-force", f"{user.called()} ({user.date})", says, user.iri, _first(step), known)


def weaker(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Goals that ask for less than the same goal of a document that their own carries out."""
    by_iri = {goal.indicator_iri: goal for goal in goals(graph)}
    below = {document: frozenset(reached(document, steps_to(graph, "implements"))) for document in known}
    for mine, theirs in sorted(comparable(graph)):
        goal, over = by_iri.get(mine), by_iri.get(theirs)
        if goal and over and goal.document_iri in below[over.document_iri] and asks_less(goal, over):
            words = shorten(over.words or over.goal, 200, placeholder=" …")
            says = f"asks for {goal.printed}, where {over.document} asks for {over.printed}: “{words}”"
            yield made("weaker-goal", goal.goal, says, goal.indicator_iri, _of_goal(goal), known)


def asks_less(goal: Goal, over: Goal) -> bool:
    """Whether a goal is certainly weaker than the one above it: a value that just meets it does not meet that one.

    One of the two must tell by its sign whether more or less is better. Where more is, the least value that the goal
    allows counts (of a range the first), where less is, the greatest (of a range the last). At the same value a goal
    that includes it is weaker than one that excludes it. "About" sets no bound, so nothing is certain beside it.

    >>> from dataclasses import replace
    >>> from decimal import Decimal
    >>> def goal(sign, value, high=None):
    ...     return replace(goals(samples)[0], comparator=sign, value=Decimal(value), value_max=high and Decimal(high))
    >>> def less(mine, theirs):
    ...     return asks_less(goal(*mine.split()), goal(*theirs.split()))
    >>> less("= 75", ">= 80"), less(">= 75", "= 80"), less(">= 80", "> 80"), less("= 35 45", ">= 40")
    (True, True, True, True)
    >>> less("<= 3", "<= 2"), less("<= 3", "< 3")
    (True, True)
    >>> less("= 85", ">= 80"), less("> 80", ">= 80"), less("< 3", "<= 3"), less("<= 3", "= 2 4")
    (False, False, False, False)
    >>> less("= 75", "= 80"), less(">= 75", "<= 80"), less("~ 30", ">= 40"), less(">= 30", "~ 40")
    (False, False, False, False)
    """
    signs = {goal.comparator, over.comparator}
    more, less = bool(signs & {">", ">="}), bool(signs & {"<", "<="})
    if more == less or "~" in signs:
        return False
    excluded = over.comparator in (">", "<") and goal.comparator != over.comparator
    if more:
        return goal.value < over.value or (excluded and goal.value == over.value)
    most, asked = (each.value if each.value_max is None else each.value_max for each in (goal, over))
    return most > asked or (excluded and most == asked)


def _of_goal(goal: Goal) -> Quote:
    return Quote(goal.document_iri, goal.words, goal.file, goal.characters_from, goal.characters_to)


def _first(step: Step) -> Quote:
    return next(iter(step.quotes), Quote(step.subject))


def _before(one: str, other: str) -> bool:
    """Whether it is certain that one date is the earlier."""
    return bounds(one)[1] < bounds(other)[0]


def _int(text: str | None) -> int | None:
    return int(text) if text else None


_WARNINGS = """
SELECT ?warning ?from ?relation ?to ?words ?in ?file ?start ?end ?c WHERE {
  ?c pol:warning ?warning ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pol:statedIn ?in .
  OPTIONAL { ?s rdfs:label ?from }
  OPTIONAL { ?o rdfs:label ?to FILTER(LANG(?to) = "vi") }
  OPTIONAL { ?in pol:textFile ?file }
  OPTIONAL { ?c oa:exact ?words }
  OPTIONAL { ?c oa:start ?start }
  OPTIONAL { ?c oa:end ?end }
  BIND(STRAFTER(STR(?p), "#") AS ?relation)
}"""
