"""What in a document answers each task, measure and goal of the one that it carries out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.coverage import reached, steps_to
from graph.analysis.wording import cosine, vectors
from graph.records import once
from graph.records.documents import Card, Quote, cards
from graph.records.goals import Goal, goals
from graph.records.measures import measures
from graph.records.tasks import tasks
from graph.store import Answering

LEAST = 0.3
"""The likeness from which wording counts as an answer. Of a resolution with 30 measures and tasks and the plan that
carries it out, those that a reader joins have 0.45 and more, those that he does not 0.25 and less."""
KINDS = ("task", "measure", "goal")
"""What a document can ask for."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a document from above asks for, and what answers it in one below; no `answer` where nothing does.

    `by` is "wording" or "goal"; `score` is the likeness from 0 to 1; `others` counts further things in that document that
    are alike. Of goals, `compared` says whether the value below is the same, higher or lower.
    """

    document: str
    kind: str  # "task", "measure", "goal"
    number: str | None
    asked: str
    by: str
    score: float
    answer_kind: str | None
    answer_number: str | None
    answer: str | None
    compared: str | None
    others: int
    below: str
    file: str | None
    characters_from: int | None
    characters_to: int | None
    answer_file: str | None
    answer_from: int | None
    answer_to: int | None
    asked_iri: str
    answer_iri: str | None
    below_iri: str
    document_iri: str


def answers(
    graph: Answering, document: str, *, below: Iterable[str] = (), kinds: Iterable[str] = KINDS, least: float = LEAST
) -> list[Match]:
    """For each task, measure and goal of the document, what in each of those `below` answers it: by default, in all
    that were read and carry it out, directly or through others, with their appendices.

    Wording: the cosine of the two wordings (`wording.vectors`). Goals: the same measure of their names where unit and
    year agree, or where the graph says that they can be compared. What reaches `least` is an answer; the best is
    named, the others are counted.

    >>> rows = answers(samples, "https://w3id.org/policygraph/id/document/tuyen-quang/25-nq-tu/2021")
    >>> sum(row.answer is not None for row in rows) > 3, {row.by for row in rows} == {"wording", "goal"}
    (True, True)
    """
    known, wanted = cards(graph), frozenset(kinds)
    lower = [iri for iri in (tuple(below) or _lower(graph, document)) if iri in known]
    asked = _things(graph, document, wanted) if lower else []
    rows: list[Match] = []
    for iri in sorted(lower, key=lambda iri: known[iri].order):
        given = _things(graph, iri, wanted)
        if given:
            rows += _matches(asked, given, (known[document], known[iri]), comparable(graph), least)
    return rows


def answering(graph: Answering) -> list[tuple[str, str]]:
    """Each document that was read and each that answers it, as `answers` pairs them: those for which it has rows.

    >>> pairs = answering(samples)
    >>> len(pairs), len({row.below_iri for row in answers(samples, pairs[0][0])})
    (6, 3)
    """
    read = sorted((card for card in cards(graph).values() if card.source), key=lambda card: card.order)
    asking = [card.iri for card in read if _things(graph, card.iri, frozenset(KINDS))]
    place = {iri: number for number, iri in enumerate(asking)}
    return [
        (iri, low) for iri in asking for low in sorted(place.keys() & set(_lower(graph, iri)), key=place.__getitem__)
    ]


def beside(graph: Answering, *, least: float = LEAST) -> list[Match]:
    """The goals of every document beside those of the documents that carry it out, province beside centre; blank where a
    document below sets no such goal, though it sets others.

    >>> sorted({row.compared for row in beside(samples) if row.compared})
    ['higher', 'lower', 'same']
    """
    known, setting = cards(graph), {goal.document_iri for goal in goals(graph)}
    rows: list[Match] = []
    for card in sorted((known[iri] for iri in setting & known.keys()), key=lambda card: card.order):
        lower = [iri for iri in _lower(graph, card.iri) if iri in setting]
        rows += answers(graph, card.iri, below=lower, kinds=("goal",), least=least) if lower else []
    return rows


@dataclass(frozen=True, slots=True)
class _Thing:
    """A task, measure or goal of a document, as it is compared."""

    kind: str
    iri: str
    number: str | None
    text: str
    quote: Quote
    goal: Goal | None = None


@once
def _by_document(graph: Answering) -> Mapping[str, tuple[_Thing, ...]]:
    """Tasks, measures and goals of each document."""
    found: dict[str, list[_Thing]] = defaultdict(list)
    for task in tasks(graph):
        quote = task.quote or Quote(task.document)
        found[task.document].append(_Thing("task", task.iri, task.ordinal, task.text, quote))
    for measure in measures(graph):
        quote = measure.quote
        found[quote.document].append(_Thing("measure", measure.iri, measure.ordinal, measure.text, quote))
    for goal in goals(graph):
        quote = Quote(goal.document_iri, goal.words, goal.file, goal.characters_from, goal.characters_to)
        text = f"{goal.goal}: {goal.printed}" + (f" ({goal.year})" if goal.year else "")
        found[goal.document_iri].append(_Thing("goal", goal.indicator_iri, None, text, quote, goal))
    return {document: tuple(things) for document, things in found.items()}


def _things(graph: Answering, document: str, kinds: frozenset[str]) -> list[_Thing]:
    """Tasks, measures and goals of a document and its appendices, each in the order of the text."""
    known = _by_document(graph)
    papers = (document, *reached(document, steps_to(graph, "appendixOf")))
    wanted = (thing for paper in papers for thing in known.get(paper, ()) if thing.kind in kinds)
    return sorted(wanted, key=lambda x: (KINDS.index(x.kind), x.quote.document, x.quote.start or 0, x.iri))


def _matches(
    asked: Sequence[_Thing], given: Sequence[_Thing], papers: tuple[Card, Card], comparable: frozenset[tuple[str, str]],
    least: float,
) -> list[Match]:  # fmt: skip
    """The best answer of one document to each thing that is asked for."""
    found = vectors([_compared(thing) for thing in (*asked, *given)])
    wanted = list(zip(asked, found, strict=False))
    offered = list(zip(given, found[len(asked) :], strict=True))
    rows = []
    for thing, vector in wanted:
        scored = [
            (1.0 if (thing.iri, other.iri) in comparable else cosine(vector, theirs), other)
            for other, theirs in offered
            if _may_answer(thing, other)
        ]
        alike = sorted(
            ((score, o) for score, o in scored if score >= least), key=lambda x: (-x[0], x[1].kind, x[1].iri)
        )
        rows.append(_match(thing, alike, *papers))
    return rows


def _compared(thing: _Thing) -> str:
    return thing.goal.goal if thing.goal else thing.text


def _may_answer(thing: _Thing, other: _Thing) -> bool:
    """Goals answer goals of their unit and year; tasks and measures each other."""
    if thing.goal is None or other.goal is None:
        return thing.goal is None and other.goal is None
    return (thing.goal.unit, thing.goal.year) == (other.goal.unit, other.goal.year)


def _match(thing: _Thing, alike: Sequence[tuple[float, _Thing]], above: Card, below: Card) -> Match:
    score, best = alike[0] if alike else (0.0, None)
    quote = best.quote if best else Quote("")
    return Match(
        above.called(), thing.kind, thing.number, thing.text, "goal" if thing.goal else "wording", round(score, 2),
        best.kind if best else None, best.number if best else None, best.text if best else None,
        _value(thing.goal, best.goal) if best else None, max(len(alike) - 1, 0), below.called(),
        thing.quote.file, thing.quote.start, thing.quote.end, quote.file, quote.start, quote.end,
        thing.iri, best.iri if best else None, below.iri, above.iri,
    )  # fmt: skip


def _value(asked: Goal | None, given: Goal | None) -> str | None:
    if asked is None or given is None:
        return None
    return "same" if asked.value == given.value else "higher" if given.value > asked.value else "lower"


def _lower(graph: Answering, document: str) -> list[str]:
    """What was read and carries the document out, directly or through others."""
    known = cards(graph)
    return [iri for iri in reached(document, steps_to(graph, "implements")) if known[iri].source]


@once
def comparable(graph: Answering) -> frozenset[tuple[str, str]]:
    """The pairs of goals that the graph says are one goal of two documents."""
    return frozenset((str(one), str(other)) for one, other in graph.query(_COMPARABLE).rows)


_COMPARABLE = "SELECT ?one ?other WHERE { ?one pol:comparableWith ?other }"
