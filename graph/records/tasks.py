"""What the built graph says of its tasks and of the bodies that are to do them, with the words of each.

The analyses of work start from these, as those of documents start from `cards`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from graph.records import once
from graph.records.documents import Quote, cards, places, text_files
from graph.records.periods import Period, bounds, quarter
from graph.store import Answering, questions

Kind = Literal["dated", "recurring", "open"]


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency, or with `group` ("group:departments") a collective that the text does not enumerate."""

    iri: str
    label: str
    group: str = ""
    tier: int | None = None
    place: str | None = None
    place_iri: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A task: its wording, the document whose text gives it, who leads and takes part, and when it ends.

    `document`, `leads`, `coordinators`, `implements` are IRIs; `given` is the document's date; `assigned_by` are all
    documents that set the task (an appendix, and the document it is appended to). `confidence` is how sure the reading is, 0 to 1.
    """

    iri: str
    text: str
    document: str
    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    ordinal: str | None = None
    part: str | None = None
    timing: str | None = None
    start: str | None = None
    due: str | None = None
    recurrence: str | None = None
    given: str | None = None
    place: str | None = None
    assigned_by: tuple[str, ...] = ()
    quote: Quote | None = None
    confidence: float = 1.0

    @property
    def kind(self) -> Kind:
        """Each task is of one kind: it recurs (or is ongoing), else has a last day, else has neither."""
        return "recurring" if self.recurrence else "dated" if self.due else "open"

    @property
    def quarter(self) -> str:
        """The quarter it is due in, or its kind where it is due in none."""
        return (quarter(self.due) or self.kind) if self.kind == "dated" else self.kind

    @property
    def year(self) -> str:
        """The year it is due in, or its kind where it is due in none."""
        return self.due[:4] if self.kind == "dated" and self.due else self.kind

    @property
    def order(self) -> tuple[str, str, str, tuple[tuple[int, str], ...], str]:
        """By last day, then document, the earlier first, then printed number: "2.10" comes after "2.9"."""
        return self.due or "9999", self.given or "9999", self.document, _natural(self.ordinal or ""), self.iri


@dataclass(frozen=True, slots=True)
class Scope:
    """Which tasks an analysis looks at: those set by these documents, by documents of these places, due in this period.

    What is not given does not narrow. With `given` the period is that of the documents' dates, not of the last days.
    """

    documents: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    period: Period | None = None
    given: bool = False

    def holds(self, task: Task) -> bool:
        """Whether the task is looked at; in a period of last days only dated tasks are."""
        day = task.given if self.given else task.due if task.kind == "dated" else None
        return (
            (not self.documents or not self.documents.isdisjoint((task.document, *task.assigned_by)))
            and (not self.places or task.place in self.places)
            and (self.period is None or self.period.holds(day))
        )


EVERYTHING = Scope()


def tasks(graph: Answering, scope: Scope = EVERYTHING) -> list[Task]:
    """Every task of the graph that `scope` holds: by last day, then document, then printed number.

    >>> first = tasks(samples)[0]
    >>> first.kind, first.quarter, first.ordinal
    ('dated', '2018-Q4', 'IV.2')
    """
    return [task for task in _tasks(graph) if scope.holds(task)]


def agencies(graph: Answering, *, today: bool = False) -> dict[str, Agency]:
    """Every agency and group of the graph by its IRI; with `today` those that ended and that nothing followed say so.

    >>> [body.label for body in agencies(samples).values() if "Bộ Công Thương" in body.label]
    ['Bộ Công Thương']
    """
    known = _agencies(graph)
    return (
        {**known, **{iri: _ended_on(known[iri], day) for iri, day in _ends(graph).items() if iri in known}}
        if today
        else dict(known)
    )


@once
def membership(graph: Answering) -> Mapping[str, tuple[str, ...]]:
    """The bodies named in the graph that each group may stand for, by the question `members`: a guess, by kind and place."""
    asked = next(question.sparql for question in questions() if question.name == "members")
    sparql = re.sub(r"SELECT .* WHERE", "SELECT DISTINCT ?group ?body WHERE", asked, count=1)
    return _gathered(graph, sparql)


@once
def successors(graph: Answering) -> Mapping[str, tuple[str, ...]]:
    """What each body that ended became in the end, by the events (`org:ChangeEvent`) of the graph, however many.

    A body that was split has several successors. One that events lead round in a circle has none.
    """
    became = _gathered(graph, _EVENTS)
    return MappingProxyType({old: last for old in became if (last := _last(old, became))})


def renamed(named: Iterable[str], became: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The bodies, each replaced by its successors where it has any; each once.

    >>> renamed(["a", "b"], {"a": ("c",), "b": ("c", "d")})
    ('c', 'd')
    """
    return tuple(dict.fromkeys(new for body in named for new in became.get(body, (body,))))


def overlaps(task: Task, period: Period) -> bool:
    """Whether the task is under way in the period as far as the text says: given before its end, not over before its
    beginning, and begun.

    >>> from graph.records.periods import period
    >>> plan = Task("t", "…", "d", given="2021-12-18", start="2021-01-01", due="2025-12-31")
    >>> overlaps(plan, period("2022-Q1")), overlaps(plan, period("2021-Q1")), overlaps(plan, period("2026"))
    (True, False, False)
    """
    given, start = (bounds(day)[0] if day else "" for day in (task.given, task.start))
    return max(given, start) <= period.last and period.first <= (bounds(task.due)[1] if task.due else "9999")


@once
def _agencies(graph: Answering) -> Mapping[str, Agency]:
    known: dict[str, Agency] = {}
    for iri, label, group, tier, at, place in sorted(graph.query(_BODIES).rows, key=lambda row: [c or "" for c in row]):
        body = Agency(str(iri), str(label), group or "", int(tier) if tier else None, place, at)
        known.setdefault(body.iri, body)
    return known


@once
def _ends(graph: Answering) -> Mapping[str, str]:
    """The day on which each body ended that nothing followed."""
    return {str(iri): str(day) for iri, day in graph.query(_ENDED).rows}


def _ended_on(body: Agency, day: str) -> Agency:
    return replace(body, label=f"{body.label} (ended {day})")


@once
def _tasks(graph: Answering) -> tuple[Task, ...]:
    return tuple(sorted(_read(graph), key=lambda task: task.order))


def _read(graph: Answering) -> Iterator[Task]:
    roles = {name: _gathered(graph, _OF_TASKS.replace("$p", name)) for name in ("leads", "coordinates")}
    carried, set_by = _gathered(graph, _CARRIES), _gathered(graph, _OF_TASKS.replace("$p", "assigns"))
    quotes, papers, at = _quotes(graph), cards(graph), places(graph)
    for iri, text, ordinal, part, timing, start, due, recurrence, sure in _first_rows(graph.query(_TASKS).rows):
        quote, givers = quotes.get(str(iri)), set_by.get(str(iri), ())
        document = quote.document if quote else next(iter(givers), "")
        given = papers[document].date if document in papers else None
        place = at[document][0] if document in at else None
        yield Task(
            str(iri), text or "", document, roles["leads"].get(str(iri), ()), roles["coordinates"].get(str(iri), ()),
            carried.get(str(iri), ()), ordinal, part, timing, start, due, recurrence, given, place, givers, quote,
            float(sure or 1),
        )  # fmt: skip


def _gathered(graph: Answering, sparql: str) -> Mapping[str, tuple[str, ...]]:
    """The second column by the first, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in graph.query(sparql).rows:
        found[str(key)].add(str(value))
    return MappingProxyType({key: tuple(sorted(values)) for key, values in sorted(found.items())})


def _first_rows(rows: Iterable[tuple[str | None, ...]]) -> list[tuple[str | None, ...]]:
    """One row for each thing: a value stated twice must not make it two."""
    first: dict[str | None, tuple[str | None, ...]] = {}
    for row in sorted(rows, key=lambda row: [cell or "" for cell in row]):
        first.setdefault(row[0], row)
    return list(first.values())


def _quotes(graph: Answering) -> dict[str, Quote]:
    """The words of each task: its claim that stands first."""
    files = text_files(graph)
    found: dict[str, Quote] = {}
    for task, document, exact, start, end in sorted(graph.query(_WORDS).rows, key=_place):
        first, last = (int(at) if at else None for at in (start, end))
        found.setdefault(str(task), Quote(str(document), exact, files.get(str(document)), first, last))
    return found


def _place(row: tuple[str | None, ...]) -> tuple[str, str, int]:
    return row[0] or "", row[1] or "", int(row[3] or 0)


def _last(old: str, became: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    ends: dict[str, None] = {}
    stack, met = list(became[old])[::-1], {old}
    while stack:
        body = stack.pop()
        if body in met:
            continue
        met.add(body)
        if body in became:
            stack += reversed(became[body])
        else:
            ends[body] = None
    return tuple(ends)


def _natural(ordinal: str) -> tuple[tuple[int, str], ...]:
    """What sorts printed numbers as people count, however long they are."""
    parts = re.findall(r"\d+|\D+", ordinal)
    return tuple((len(part.lstrip("0")), part.lstrip("0")) if part.isdecimal() else (-1, part) for part in parts)


_TASKS = """
SELECT ?task ?text ?ordinal ?part ?timing ?start ?due ?often ?sure WHERE {
  ?task a pol:Task .
  OPTIONAL { ?task pol:text ?text }
  OPTIONAL { ?task pol:ordinal ?ordinal }
  OPTIONAL { ?task pol:part ?part }
  OPTIONAL { ?task pol:timing ?timing }
  OPTIONAL { ?task pol:start ?start }
  OPTIONAL { ?task pol:due ?due }
  OPTIONAL { ?task pol:confidence ?sure }
  OPTIONAL { ?task pol:recurrence ?how BIND(STRAFTER(STR(?how), "#") AS ?often) }
}"""
_OF_TASKS = "SELECT ?task ?other WHERE { ?other pol:$p ?task . ?task a pol:Task }"
_CARRIES = "SELECT ?task ?document WHERE { ?task a pol:Task ; pol:implements ?document }"
_WORDS = """
SELECT ?task ?document ?exact ?start ?end WHERE {
  ?task a pol:Task . ?claim rdf:subject ?task ; rdf:predicate rdf:type ; pol:statedIn ?document .
  OPTIONAL { ?claim oa:exact ?exact }  # apart, which the engine answers three times quicker than together
  OPTIONAL { ?claim oa:start ?start }
  OPTIONAL { ?claim oa:end ?end }
}"""
_BODIES = """
SELECT ?body ?label ?group ?tier ?at ?place WHERE {
  VALUES ?class { pol:Agency pol:AgencyGroup }
  ?body a ?class ; rdfs:label ?label .
  OPTIONAL { ?body skos:notation ?group }
  OPTIONAL { ?body pol:tier ?tier }
  OPTIONAL { ?body pol:jurisdiction ?at . ?at rdfs:label ?place }
}"""
_EVENTS = """
SELECT ?old ?new WHERE {
  ?event a org:ChangeEvent ; org:originalOrganization ?old ; org:resultingOrganization ?new . FILTER(?old != ?new)
}"""
_ENDED = """
SELECT ?body ?day WHERE {
  ?end a org:ChangeEvent ; org:originalOrganization ?body ; prov:startedAtTime ?day .
  FILTER NOT EXISTS { ?end org:resultingOrganization ?new }
}"""
