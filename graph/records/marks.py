"""What a built graph says in each document that was read: claims by the characters that they rest on.

A page or an editor that shows the text takes from here what to mark, and what each mark means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model import Span
from graph.records.kinds import kind_of
from graph.store import Answering
from graph.vocab import DOCUMENT_EDGES, DOUBTFUL, PREFIXES

KINDS = (
    "relation", "citation", "task", "measure", "leads", "coordinates", "deadline", "zone", "project", "indicator", "correction",
    "other",
)  # fmt: skip
"""What can be marked. A deadline is no claim: it is where the time of a task is printed."""

_CITES = frozenset({"cites", "mentions"})
_BY_EDGE = {
    **dict.fromkeys(DOCUMENT_EDGES, "relation"),
    **dict.fromkeys(_CITES, "citation"),
    "leads": "leads",
    "coordinates": "coordinates",
    "assigns": "task",
    "assignsMeasure": "task",
    "containsMeasure": "measure",
    "correctedBy": "correction",
    "sameAs": "correction",
    "differentFrom": "correction",
}
TIMING = "timing"
"""The predicate of a mark that no claim stands behind: `pol:timing` of a task."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that claims speak of: its IRI, label and class ("IndustrialPark")."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """One statement at a place: `predicate` is a local name ("leads", "type"), `rule` what found it, `curator` who says it by hand or confirms it. Of files with pages `page` and `box`
    say where it is printed, the box in per cent of the page: "10,12.5,40,3"."""

    span: Span
    subject: str
    predicate: str
    object: str
    rule: str = ""
    warning: str = ""
    page: int = 0
    box: str = ""
    curator: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that carry statements of one kind."""

    span: Span
    kind: str
    statements: tuple[Statement, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """When a task is to be done: the time as printed, first and last day, how it recurs ("Annual")."""

    printed: str
    start: str | None = None
    due: str | None = None
    recurrence: str | None = None


class Markings:
    """What a graph says in its documents. Things, times and doubts are read once, claims for one document at a time."""

    def __init__(self, graph: Answering) -> None:
        self._graph = graph
        self.things = _things(graph)
        self.times = _times(graph)
        self.doubts = _doubts(graph)

    def of(self, document: str, text: str) -> list[Mark]:
        """The marks in the text of a document (an IRI), by their place; those that cover others first."""
        statements = [_statement(row) for row in self._graph.query(_CLAIMS.replace("$document", document)).rows]
        statements += self._deadlines(statements, text)
        grouped: dict[tuple[int, int, str], set[Statement]] = defaultdict(set)
        for one in statements:
            grouped[one.span.start, -one.span.end, self._kind(one)].add(one)
        order = {kind: place for place, kind in enumerate(KINDS)}
        keys = sorted(grouped, key=lambda key: (key[0], key[1], order[key[2]]))
        return [self._mark(Span(start, -end), kind, grouped[start, end, kind]) for start, end, kind in keys]

    def _mark(self, span: Span, kind: str, statements: Iterable[Statement]) -> Mark:
        """The mark, doubtful where it says of a thing what it is and that was read with doubt."""
        doubtful = any(one.predicate == "type" and one.subject in self.doubts for one in statements)
        return Mark(span, kind, tuple(sorted(statements)), doubtful)

    def _kind(self, statement: Statement) -> str:
        if statement.predicate == TIMING:
            return "deadline"
        if statement.predicate == "type":
            return _of_class(statement.object)
        thing = {"targets": statement.object, "locatedIn": statement.subject}.get(statement.predicate)
        if thing:
            return _of_class(self.things[thing].kind) if thing in self.things else "other"
        return _BY_EDGE.get(statement.predicate, "other")

    def _deadlines(self, statements: Iterable[Statement], text: str) -> Iterator[Statement]:
        """Where the times of tasks are printed: in the wording, or behind it and before the next task's."""
        tasks = sorted(
            {(one.span, one.subject) for one in statements if one.predicate == "type" and one.subject in self.times}
        )
        for number, (span, task) in enumerate(tasks):
            following = next((other.start for other, _ in tasks[number + 1 :] if other.start >= span.end), len(text))
            within = Span(span.start, min(following, span.end + REACH))
            for part in self.times[task].printed.split(" | "):  # from a column for the first day and one for the last
                found = _printed(part, text, within)
                if found:
                    yield Statement(found, task, TIMING, task)


REACH = 1500
"""Characters behind a task's wording in which its time can be printed: the cells of who leads and who takes part."""


def _printed(words: str, text: str, within: Span) -> Span | None:
    """Where the words are printed, over any line ends; in other letters (small, capital) only where not in the same."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    for flags in (re.NOFLAG, re.IGNORECASE):
        found = re.compile(pattern, flags).search(text, within.start, within.end) if pattern else None
        if found:
            return Span(*found.span())
    return None


def _of_class(iri_or_name: str) -> str:
    """The kind of mark that says of a thing what it is."""
    kind = kind_of(iri_or_name)
    return kind if kind in KINDS else "other"


def _local(iri: str | None) -> str:
    return re.split("[#/]", iri or "")[-1]


def _statement(row: tuple[str | None, ...]) -> Statement:
    subject, predicate, thing, start, end, rule, curator, warning, page, box = row
    place = Span(int(start or 0), int(end or 0))
    said = str(subject), _local(predicate), str(thing), rule or "", warning or ""
    return Statement(place, *said, int(page or 0), (box or "").removeprefix("xywh=percent:"), curator or "")


def _things(graph: Answering) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for iri, label, kind in sorted(graph.query(_THINGS).rows, key=lambda row: [cell or "" for cell in row]):
        found.setdefault(str(iri), Thing(str(iri), str(label), _local(kind)))
    return found


def _times(graph: Answering) -> dict[str, Time]:
    rows = sorted(graph.query(_TIMES).rows, key=lambda row: [cell or "" for cell in row])
    return {
        str(task): Time(str(printed), start, due, _local(recurrence) or None)
        for task, printed, start, due, recurrence in rows
    }


def _doubts(graph: Answering) -> dict[str, str]:
    """How sure the reading of each thing is that was read with doubt."""
    return {str(thing): str(sure) for thing, sure in graph.query(_DOUBTS).rows}


_CLAIMS = """
SELECT ?s ?p ?o ?start ?end ?rule ?curator ?warning ?page ?box WHERE {
  ?claim pol:statedIn <$document> ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?claim pol:extractedBy ?rule }
  OPTIONAL { ?claim pol:curatedBy ?curator }
  OPTIONAL { ?claim pol:warning ?warning }
  OPTIONAL { ?claim pol:page ?page }
  OPTIONAL { ?claim oa:hasSelector ?selector . ?selector rdf:value ?box }
}"""

_THINGS = f"""
SELECT ?thing ?label ?kind WHERE {{
  ?thing rdfs:label ?label ; a ?kind
  FILTER(STRSTARTS(STR(?kind), "{PREFIXES["pol"]}") && ?kind NOT IN (pol:PolicyDocument, pol:Zone))
}}"""

_DOUBTS = f"SELECT ?thing ?sure WHERE {{ ?thing pol:confidence ?sure FILTER(?sure < {DOUBTFUL:f}) }}"

_TIMES = """
SELECT ?task ?printed ?start ?due ?recurrence WHERE {
  ?task pol:timing ?printed
  OPTIONAL { ?task pol:start ?start }
  OPTIONAL { ?task pol:due ?due }
  OPTIONAL { ?task pol:recurrence ?recurrence }
}"""
