"""What is missing or contradicts itself, as a list that can be audited: each with its words and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graph.analysis.gaps import contradictions, missing
from graph.analysis.gaps.contradictions import asks_less
from graph.analysis.gaps.gap import Gap
from graph.records import once
from graph.records.documents import cards
from graph.records.goals import goals
from graph.records.measures import measures
from graph.records.tasks import tasks
from graph.store import Answering

__all__ = ["KINDS", "Gap", "Tally", "asks_less", "gaps", "tally"]

KINDS = (
    "doubtful", "due-before", "out-of-force", "weaker-goal", "no-lead", "no-deadline", "not-assigned", "not-answered",
    "not-read", "incomplete",
)  # fmt: skip
"""What is looked for, what contradicts itself before what is missing."""


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
        "doubtful": contradictions.doubtful, "due-before": contradictions.due_before, "out-of-force": contradictions.out_of_force, "weaker-goal": contradictions.weaker,
        "no-lead": missing.no_lead, "no-deadline": missing.no_deadline, "not-assigned": missing.not_assigned, "not-answered": missing.not_answered,
        "not-read": missing.not_read, "incomplete": missing.incomplete,
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
        "out-of-force": (len(missing.carried_out(graph) & known.keys()), "documents that are carried out"),
        "weaker-goal": (len(goals(graph)), "goals"),
        "no-lead": (given, "tasks"),
        "no-deadline": (given, "tasks"),
        "not-assigned": (len(measures(graph)), "general measures"),
        "not-answered": (len(missing.from_above(graph, known)), "central documents that set work or goals"),
        "not-read": (len(known), "documents"),
        "incomplete": (len(known), "documents"),
    }
    return [Tally(kind, found[kind], *of[kind]) for kind in KINDS]


@once
def _claims(graph: Answering) -> int:
    """How many claims a rule found in a text."""
    ((number,),) = graph.query(_CLAIMS).rows
    return int(number or 0)


_CLAIMS = "SELECT (COUNT(?c) AS ?claims) WHERE { ?c a pol:Claim ; pol:extractedBy ?rule }"
