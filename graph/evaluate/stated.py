"""What a built graph states, in plain values, as an evaluation asks for it.

Read through the public vocabulary alone, so that it understands any graph that keeps it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from graph.evaluate.likeness import SELF, body_key, number_key, title_key
from graph.records import once
from graph.store import Answering
from graph.vocab import DOCUMENT_CLASSES, DOCUMENT_EDGES, PREFIXES

K = TypeVar("K")

EDGES = ("leads", "coordinates", "targets", *DOCUMENT_EDGES)
"""The edges that must rest on a claim."""


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """One claim; without a selector `exact` is None."""

    subject: str
    predicate: str  # local name, or the whole IRI of a predicate that is not ours
    object: str
    document: str
    exact: str | None = None
    start: int = 0
    end: int = 0
    curated: bool = False


@dataclass(frozen=True, slots=True)
class StatedTask:
    """A task as the graph states it."""

    id: str
    text: str
    start: str | None = None
    due: str | None = None
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class StatedIndicator:
    """A quantified goal as the graph states it."""

    id: str
    value: float
    unit: str = ""
    year: str = ""
    comparator: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """The graph's things by their IRIs. Each mapping holds only those that have the value."""

    numbers: Mapping[str, str]
    dates: Mapping[str, str]
    issuers: Mapping[str, str]
    titles: Mapping[str, str]
    labels: Mapping[str, str]  # of groups, their notation
    other_names: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]  # local names
    read: Mapping[str, str]  # document by the stem of its source file
    text_files: Mapping[str, str]
    claims: tuple[StatedClaim, ...]
    tasks: Mapping[str, tuple[StatedTask, ...]]  # by the document that assigns them
    subjects: Mapping[tuple[str, str], frozenset[str]]  # by edge and object
    objects: Mapping[tuple[str, str], frozenset[str]]  # by edge and subject
    indicators: tuple[StatedIndicator, ...]

    def label(self, thing: str) -> str:
        """The label of a thing, its IRI where it has none."""
        return self.labels.get(thing, thing)

    def document_class(self, thing: str) -> str | None:
        """The class of a document, the first by name where it has several; None of what is no document."""
        return min(self.classes.get(thing, frozenset()) & set(DOCUMENT_CLASSES), default=None)

    def issuer_key(self, document: str) -> str:
        """The name of the body that issued a document, as names of bodies are compared."""
        return body_key(self.labels.get(self.issuers.get(document, ""), ""))

    def document_key(self, document: str, *, me: str) -> str:
        """SELF, the number, or the title or name of a document that has none."""
        if document == me:
            return SELF
        number = self.numbers.get(document)
        return number_key(number) if number else title_key(self.titles.get(document) or self.labels.get(document, ""))


@once
def read_stated(graph: Answering) -> Stated:
    """Everything that an evaluation needs of a built graph, asked once."""
    edges = {edge: _pairs(graph, f"pol:{edge}") for edge in (*EDGES, "mentions")}
    return Stated(
        numbers=_values(graph, "eli:id_local"),
        dates=_values(graph, "eli:date_document"),
        issuers=_values(graph, "eli:passed_by"),
        titles=_values(graph, "dcterms:title"),
        labels=_values(graph, "rdfs:label") | _values(graph, "skos:notation"),
        other_names=_grouped(_pairs(graph, "skos:altLabel")),
        classes=_grouped((thing, _local(kind)) for thing, kind in _pairs(graph, "a")),
        read={PurePosixPath(file).stem: document for document, file in _values(graph, "pol:sourceFile").items()},
        text_files=_values(graph, "pol:textFile"),
        claims=_claims(graph),
        tasks=_tasks(graph),
        subjects=_grouped(((edge, b), a) for edge, found in edges.items() for a, b in found),
        objects=_grouped(((edge, a), b) for edge, found in edges.items() for a, b in found),
        indicators=_indicators(graph),
    )


def _rows(graph: Answering, query: str) -> list[list[str]]:
    """Rows in a fixed order, an absent value as "": the engine's order changes from build to build."""
    return sorted([cell or "" for cell in row] for row in graph.query(query))


def _pairs(graph: Answering, predicate: str) -> list[tuple[str, str]]:
    return [(a, b) for a, b in _rows(graph, f"SELECT DISTINCT ?a ?b WHERE {{ ?a {predicate} ?b }}")]


def _values(graph: Answering, predicate: str) -> dict[str, str]:
    return dict(_pairs(graph, predicate))


def _grouped(pairs: Iterable[tuple[K, str]]) -> dict[K, frozenset[str]]:
    groups: dict[K, set[str]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return {key: frozenset(values) for key, values in groups.items()}


def _local(iri: str) -> str:
    return iri.removeprefix(PREFIXES["pol"])


def _claims(graph: Answering) -> tuple[StatedClaim, ...]:
    query = """SELECT ?s ?p ?o ?d ?x ?b ?e (BOUND(?who) AS ?curated) WHERE {
      ?c a pol:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pol:statedIn ?d
      OPTIONAL { ?c oa:exact ?x ; oa:start ?b ; oa:end ?e } OPTIONAL { ?c pol:curatedBy ?who } }"""
    rows = _rows(graph, query)
    return tuple(
        StatedClaim(s, _local(p), o, d, x, int(b), int(e), curated == "true") if b else StatedClaim(s, _local(p), o, d)
        for s, p, o, d, x, b, e, curated in rows
    )


def _tasks(graph: Answering) -> dict[str, tuple[StatedTask, ...]]:
    query = """SELECT ?d ?t ?text ?start ?due ?every WHERE { ?d pol:assigns ?t . ?t pol:text ?text
      OPTIONAL { ?t pol:start ?start } OPTIONAL { ?t pol:due ?due } OPTIONAL { ?t pol:recurrence ?every } }"""
    found: dict[str, dict[str, StatedTask]] = defaultdict(dict)
    for document, task, text, start, due, every in _rows(graph, query):
        times = (start or None, due or None, _local(every).lower() or None)
        found[document][task] = StatedTask(task, text, *times)
    return {document: tuple(tasks.values()) for document, tasks in found.items()}


def _indicators(graph: Answering) -> tuple[StatedIndicator, ...]:
    query = """SELECT ?i ?v ?u ?y ?c WHERE { ?i a pol:Indicator ; pol:value ?v
      OPTIONAL { ?i pol:unit ?u } OPTIONAL { ?i pol:targetYear ?y } OPTIONAL { ?i pol:comparator ?c } }"""
    rows = _rows(graph, query)
    found = {i: StatedIndicator(i, float(v), unit, year[:4], sign or None) for i, v, unit, year, sign in rows}
    return tuple(found.values())
