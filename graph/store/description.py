"""What an endpoint says of itself: the W3C's SPARQL service description, and VoID statistics of the graph behind it.

https://www.w3.org/TR/sparql11-service-description/ and https://www.w3.org/TR/void/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from graph.store.answer import Answering
from graph.store.media import ROWS, TRIPLES
from graph.vocab import ID, PREFIXES

SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
_PREFIXES = PREFIXES | {"sd": SD, "void": VOID}


class _Counts(NamedTuple):
    """How much a graph holds."""

    triples: int
    subjects: int
    objects: int
    classes: list[tuple[str, int]]
    properties: list[tuple[str, int]]
    graphs: list[tuple[str, int]]
    example: str


def described(graph: Answering, endpoint: str, dumps: Sequence[str], format: str) -> bytes:
    """The description of an endpoint at the address `endpoint`, whose graph can be had whole at `dumps`, in a format of
    `TRIPLES`.

    >>> b"sd:UnionDefaultGraph" in described(samples, "http://127.0.0.1/sparql", [], "ttl")
    True
    """
    triples = _triples(_counted(graph), endpoint, dumps)
    return serialize(triples, format=TRIPLES[format], prefixes=_prefixes(TRIPLES[format])) or b""


def _prefixes(format: RdfFormat) -> dict[str, str] | None:
    return None if format == RdfFormat.N_TRIPLES else _PREFIXES


def _triples(counts: _Counts, endpoint: str, dumps: Sequence[str]) -> Iterator[Triple]:
    service, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("default")
    yield _of(service, "rdf:type", NamedNode(SD + "Service"))
    yield _of(service, "sd:endpoint", service)
    yield _of(service, "sd:supportedLanguage", NamedNode(SD + "SPARQL11Query"))
    yield _of(service, "sd:feature", NamedNode(SD + "UnionDefaultGraph"))
    for iri in (*(format.iri for format in ROWS.values()), *(format.iri for format in TRIPLES.values())):
        yield _of(service, "sd:resultFormat", NamedNode(iri))
    yield _of(service, "sd:defaultDataset", dataset)
    yield _of(dataset, "rdf:type", NamedNode(SD + "Dataset"))
    yield _of(dataset, "sd:defaultGraph", default)
    yield _of(default, "rdf:type", NamedNode(SD + "Graph"))
    yield from _void(default, counts)
    for dump in dumps:
        yield _of(default, "void:dataDump", NamedNode(dump))
    for number, (iri, size) in enumerate(counts.graphs):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield _of(dataset, "sd:namedGraph", named)
        yield _of(named, "rdf:type", NamedNode(SD + "NamedGraph"))
        yield _of(named, "sd:name", NamedNode(iri))
        yield _of(named, "sd:graph", graph)
        yield _of(graph, "rdf:type", NamedNode(SD + "Graph"))
        yield _of(graph, "void:triples", Literal(size))


def _void(default: BlankNode, counts: _Counts) -> Iterator[Triple]:
    yield _of(default, "rdf:type", NamedNode(VOID + "Dataset"))
    yield _of(default, "dcterms:title", Literal("Đồ thị văn bản chính sách", language="vi"))
    yield _of(default, "dcterms:title", Literal("Graph of policy documents", language="en"))
    yield _of(default, "void:uriSpace", Literal(ID))
    for name in ("pol", "eli", "org", "oa", "prov", "skos", "dcterms"):
        yield _of(default, "void:vocabulary", NamedNode(PREFIXES[name]))
    if counts.example:
        yield _of(default, "void:exampleResource", NamedNode(counts.example))
    for name, number in (
        ("triples", counts.triples),
        ("distinctSubjects", counts.subjects),
        ("distinctObjects", counts.objects),
        ("classes", len(counts.classes)),
        ("properties", len(counts.properties)),
    ):
        yield _of(default, f"void:{name}", Literal(number))
    for kind, size, parts in (("class", "entities", counts.classes), ("property", "triples", counts.properties)):
        for number, (iri, count) in enumerate(parts):
            part = BlankNode(f"{kind}{number}")
            yield _of(default, f"void:{kind}Partition", part)
            yield _of(part, f"void:{kind}", NamedNode(iri))
            yield _of(part, f"void:{size}", Literal(count))


def _of(subject: NamedNode | BlankNode, predicate: str, object: NamedNode | BlankNode | Literal) -> Triple:
    prefix, _, name = predicate.partition(":")
    return Triple(subject, NamedNode(_PREFIXES[prefix] + name), object)


def _counted(graph: Answering) -> _Counts:
    def pairs(sparql: str) -> list[tuple[str, int]]:
        return [(str(iri), int(str(count))) for iri, count in graph.query(sparql).rows]

    ((triples, subjects, objects),) = graph.query(
        "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }"
    ).rows
    return _Counts(
        int(str(triples)),
        int(str(subjects)),
        int(str(objects)),
        pairs("SELECT ?class (COUNT(*) AS ?n) { ?s a ?class FILTER(isIRI(?class)) } GROUP BY ?class ORDER BY ?class"),
        pairs("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"),
        pairs("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"),
        next((str(iri) for (iri,) in islice(graph.query(_EXAMPLE), 1)), ""),
    )


_EXAMPLE = "SELECT ?d { ?d a pol:PolicyDocument ; pol:sourceFile ?file } ORDER BY ?d LIMIT 1"
