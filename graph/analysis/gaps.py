"""What is missing or contradicts itself, as a list that can be audited: each with its words and where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten

from graph.records import once
from graph.records.documents import Card, Quote, Step, cards, citing, steps
from graph.records.goals import Goal, goals
from graph.records.measures import measures
from graph.records.periods import bounds
from graph.records.tasks import Task, agencies, tasks
from graph.store import Answering
from graph.vocab import CENTRAL

KINDS = (
    "doubtful", "due-before", "out-of-force", "weaker-goal", "no-lead", "no-deadline", "not-assigned", "not-answered",
    "not-read", "incomplete",
)  # fmt: skip
"""What is looked for, what contradicts itself before what is missing."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A finding: its kind, what it is about and what is said of it, the words and their place, and how often it is met.

    `count` ranks findings of one kind: for "not-read" and "incomplete" the documents that cite it.
    """

    kind: str
    about: str
    says: str
    count: int
    words: str | None
    document: str | None
    file: str | None
    characters_from: int | None
    characters_to: int | None
    iri: str
    document_iri: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of a kind there are, of how many that could be."""

    kind: str
    found: int
    of: int
    what: str


def gaps(graph: Answering, kinds: Iterable[str] = KINDS) -> list[Gap]:
    """Every finding of these kinds, in the order of `KINDS`; inside a kind the most frequent first.

    - doubtful: a statement that the build kept with a warning; it contradicts time or another
    - due-before: a task whose last day lies before the date of the document that sets it
    - out-of-force: a document carried out by one issued after it was replaced or repealed; dates known to the month or
      year count as far as they are certain, here as for due-before
    - weaker-goal: a goal that asks for less (`asks_less`) than the same goal of a document that its own carries out
    - no-lead, no-deadline: a task that names nobody to lead it; that has neither a last day nor a recurrence
    - not-assigned: a general measure that no task of its document takes up
    - not-answered: a document of the centre that was read, sets work or goals, and that no document of the graph
      carries out
    - not-read: a document that is cited and was not among the files
    - incomplete: a document without number, date or issuer

    >>> rows = gaps(samples, ("not-read",))
    >>> rows[0].count >= rows[-1].count == 1
    True
    """
    wanted = set(kinds)
    return [row for row in _gaps(graph) if row.kind in wanted]


@once
def _gaps(graph: Answering) -> tuple[Gap, ...]:
    known = cards(graph)
    finders = {
        "doubtful": _doubtful, "due-before": _due_before, "out-of-force": _out_of_force, "weaker-goal": _weaker,
        "no-lead": _no_lead, "no-deadline": _no_deadline, "not-assigned": _not_assigned, "not-answered": _not_answered,
        "not-read": _not_read, "incomplete": _incomplete,
    }  # fmt: skip
    rows = [row for kind in KINDS for row in finders[kind](graph, known)]
    return tuple(sorted(rows, key=lambda row: (KINDS.index(row.kind), -row.count, row.file or "~", row.characters_from or 0, row.about, row.iri)))  # fmt: skip


def tally(graph: Answering) -> list[Tally]:
    """How many findings of each kind there are, with the denominators.

    >>> [(row.kind, row.what) for row in tally(samples)][4:6]
    [('no-lead', 'tasks'), ('no-deadline', 'tasks')]
    """
    found = Counter(row.kind for row in gaps(graph))
    known = cards(graph)
    given = len(tasks(graph))
    of = {
        "doubtful": (_claims(graph), "quoted claims"),
        "due-before": (given, "tasks"),
        "out-of-force": (len(_carried(graph) & known.keys()), "documents that are carried out"),
        "weaker-goal": (len(goals(graph)), "goals"),
        "no-lead": (given, "tasks"),
        "no-deadline": (given, "tasks"),
        "not-assigned": (len(measures(graph)), "general measures"),
        "not-answered": (len(_from_above(graph, known)), "central documents that set work or goals"),
        "not-read": (len(known), "documents"),
        "incomplete": (len(known), "documents"),
    }
    return [Tally(kind, found[kind], *of[kind]) for kind in KINDS]


def _doubtful(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    for warning, one, relation, other, words, document, file, start, end, claim in graph.query(_WARNINGS).rows:
        about = " ".join(part for part in (one, relation, other) if part)
        yield _gap(
            "doubtful",
            about,
            str(warning),
            str(claim),
            Quote(str(document), words, file, _int(start), _int(end)),
            known,
        )


def _due_before(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    for task in tasks(graph):
        if task.due and task.given and _before(task.due, task.given):
            yield _of_task("due-before", task, f"due {task.due}, in a document of {task.given}", known)


def _out_of_force(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
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
                yield _gap("out-of-force", f"{user.called()} ({user.date})", says, user.iri, _first(step), known)


def _weaker(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    """Goals that the graph says can be compared, of a document and one that it carries out."""
    by_iri = {goal.indicator_iri: goal for goal in goals(graph)}
    for mine, theirs in sorted(graph.query(_COMPARED).rows):
        goal, over = by_iri.get(str(mine)), by_iri.get(str(theirs))
        if goal and over and asks_less(goal, over):
            words = shorten(over.words or over.goal, 200, placeholder=" …")
            says = f"asks for {goal.printed}, where {over.document} asks for {over.printed}: “{words}”"
            yield _gap("weaker-goal", goal.goal, says, goal.indicator_iri, _of_goal(goal), known)


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


def _no_lead(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    yield from (_of_task("no-lead", task, "names nobody to lead it", known) for task in tasks(graph) if not task.leads)


def _no_deadline(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    names = agencies(graph)
    for task in tasks(graph):
        if task.kind == "open":
            who = "; ".join(names[iri].label for iri in task.leads if iri in names)
            printed = f"; printed: {task.timing}" if task.timing else ""
            yield _of_task("no-deadline", task, f"led by {who or 'nobody'}{printed}", known)


def _not_assigned(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    for measure in measures(graph):
        for quote in measure.quotes if not measure.taken_up else ():
            yield _gap("not-assigned", measure.text, "no task of its document takes it up", measure.iri, quote, known)


def _not_answered(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    carried = _carried(graph)
    for card in _from_above(graph, known):
        if card.iri not in carried:
            yield _gap(
                "not-answered",
                card.called(),
                "no document of the graph carries it out",
                card.iri,
                Quote(card.iri),
                known,
            )


def _not_read(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    cited = citing(graph)
    for card in known.values():
        if not card.source and card.iri in cited:
            facts = ", ".join(part for part in (card.number, card.date, card.issuer) if part)
            yield Gap(
                "not-read",
                card.called(),
                facts or "no more is known of it",
                cited[card.iri],
                None,
                None,
                None,
                None,
                None,
                card.iri,
                None,
            )


def _incomplete(graph: Answering, known: Mapping[str, Card]) -> Iterator[Gap]:
    cited = citing(graph)
    for card in known.values():
        parts = (("number", card.number), ("date", card.date), ("issuer", card.issuer))
        lacks = [name for name, value in parts if not value]
        if lacks:
            says = f"lacks {', '.join(lacks)}"
            yield Gap(
                "incomplete", card.called(), says, cited.get(card.iri, 0), None, None, None, None, None, card.iri, None
            )


def _from_above(graph: Answering, known: Mapping[str, Card]) -> list[Card]:
    """Documents of the centre that were read and set tasks, measures or goals."""
    setting = _setting(graph)
    return [card for card in known.values() if card.source and card.tier in CENTRAL and card.iri in setting]


@once
def _claims(graph: Answering) -> int:
    """How many claims a rule found in a text."""
    ((number,),) = graph.query(_CLAIMS).rows
    return int(number or 0)


@once
def _setting(graph: Answering) -> frozenset[str]:
    return frozenset(str(iri) for (iri,) in graph.query(_SETTING).rows)


@once
def _carried(graph: Answering) -> frozenset[str]:
    """What any document or task carries out."""
    return frozenset(str(iri) for (iri,) in graph.query(_CARRIED).rows)


def _gap(kind: str, about: str, says: str, iri: str, quote: Quote, known: Mapping[str, Card]) -> Gap:
    card = known.get(quote.document)
    document = card.called() if card else quote.document or None
    return Gap(kind, about, says, 1, quote.exact, document, quote.file, quote.start, quote.end, iri, quote.document)


def _of_task(kind: str, task: Task, says: str, known: Mapping[str, Card]) -> Gap:
    about = f"{task.ordinal} {task.text}" if task.ordinal else task.text
    return _gap(kind, about, says, task.iri, task.quote or Quote(task.document), known)


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
_COMPARED = """
SELECT DISTINCT ?mine ?theirs WHERE {
  ?mine pol:comparableWith ?theirs . ?one pol:targets ?mine . ?other pol:targets ?theirs .
  ?one a pol:PolicyDocument . ?other a pol:PolicyDocument . ?one pol:implements+ ?other
}"""
_SETTING = "SELECT DISTINCT ?d WHERE { VALUES ?p { pol:assigns pol:containsMeasure pol:targets } ?d ?p ?o }"
_CARRIED = "SELECT DISTINCT ?d WHERE { ?by pol:implements ?d }"
_CLAIMS = "SELECT (COUNT(?c) AS ?claims) WHERE { ?c a pol:Claim ; pol:extractedBy ?rule }"
