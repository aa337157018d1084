"""The shapes of the ontology, checked by pySHACL over a batch of documents at a time, where it is not certain that it finds nothing."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from functools import cache, lru_cache, partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.rdf import CORRECTIONS, GAZETTEER, RESOLVED
from graph.store import Answering
from graph.store.answer import Term
from graph.validate.certain import certain
from graph.validate.report import Problem
from graph.vocab import POL, PREFIXES, ontology_dir

if TYPE_CHECKING:
    from rdflib import Graph as Triples
    from rdflib.term import Node

_STRING = PREFIXES["xsd"] + "string"
BATCH = 20_000
"""Triples for one run of pySHACL: below it a run's fixed 25 ms begin to count, above it only memory grows."""
_NOT_CLAIMS = """FILTER(?o != pol:Claim && ?p NOT IN (
    oa:exact, oa:start, oa:end, rdf:subject, rdf:predicate, rdf:object, pol:statedIn, pol:extractedBy, pol:curatedBy,
    pol:warning, pol:intent))"""
_COMPARABLE = f"<{POL.comparableWith}>"
"""Leads to a goal of another document, whose claims are not in the same batch: it is not followed."""
Row = tuple[Term | None, ...]


Rows = tuple[tuple[str, str, str, str], ...]
Remember = Callable[[str, Callable[[], Rows]], Rows]
"""Gives what was found for a digest of what it depends on: what is remembered of it, or what the function finds."""


def find(
    graph: Answering, documents: Iterable[str], *, claims: bool, remember: Remember = lambda _, find: find()
) -> Iterator[Problem]:
    """The problems that the shapes find in the named graphs of documents and in what these name; without `claims` in all but the claims.

    What they find in a batch depends on nothing but its triples, so that it may be remembered by their digest. A batch that is certainly sound
    has none, and pySHACL, which needs seconds to load and to say so, is not asked.
    """
    for batch in _batches(graph, documents, "" if claims else _NOT_CLAIMS):
        if certain(batch, claims=claims):
            continue
        digest = blake2b("\n".join(sorted(map(str, batch))).encode(errors="surrogatepass"), digest_size=20).hexdigest()
        for row in remember(f"{claims} {digest}", partial(_found, batch, claims)):
            yield Problem(*row)


def _found(batch: set[Row], claims: bool) -> Rows:
    return tuple(astuple(problem) for problem in _results(batch, _shapes(claims=claims)))


def _batches(graph: Answering, documents: Iterable[str], only: str) -> Iterator[set[Row]]:
    """Documents with the descriptions of what they name, many at a time; at the end the things that none names."""
    resolved: dict[object, list[Row]] = defaultdict(list)
    for row in _stated(graph, RESOLVED.value, only):
        resolved[row[0]].append(row)
    batch, left = set[Row](), set(resolved)
    for name in (*documents, GAZETTEER.value, CORRECTIONS.value):
        left -= _described(_stated(graph, name, only), resolved, batch)
        if len(batch) > BATCH or _ends_a_batch(name):
            yield batch
            batch = set()
    _described([row for thing in left for row in resolved[thing]], resolved, batch)
    yield batch


def _ends_a_batch(name: str) -> bool:
    """Whether this document is the last of its batch: one in eight is, by its name alone, so that another document changes one batch."""
    return blake2b(name.encode(), digest_size=1).digest()[0] < 32


def _stated(graph: Answering, name: str, only: str) -> list[Row]:
    return list(graph.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} {only} }}").terms)


def _described(stated: list[Row], resolved: Mapping[object, list[Row]], batch: set[Row]) -> set[object]:
    """The things named in what is stated; adds to `batch` what is stated, and the descriptions of these things."""
    seen, rows = set[object](), stated
    while rows:
        row = rows.pop()
        batch.add(row)
        for thing in row[:1] if str(row[1]) == _COMPARABLE else (row[0], row[2]):
            if thing in resolved and thing not in seen:
                seen.add(thing)
                rows += resolved[thing]
    return seen


def _results(batch: Iterable[Row], shapes: Triples) -> Iterator[Problem]:
    import pyshacl
    from rdflib import Graph as Triples
    from rdflib.namespace import SH

    with _uncollected():
        data = Triples()
        for row in batch:
            data.add(tuple(map(_node, row)))  # type: ignore[arg-type]
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Triples)
    for result in report.objects(None, SH.result):
        messages = {getattr(m, "language", None): str(m) for m in report.objects(result, SH.resultMessage)}
        thing, value = (report.value(result, of) for of in (SH.focusNode, SH.value))
        message = messages.get("en") or next(iter(messages.values()), "")
        yield Problem("shape", str(thing), message, "" if value is None else str(value))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for garbage, which takes a fifth of a batch's time and finds none: its graph is in use."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@cache
def _shapes(*, claims: bool) -> Triples:
    """The shapes; without `claims` those of claims are left out, and those that count them: plain Python asks the same."""
    from rdflib import Graph as Triples
    from rdflib import URIRef
    from rdflib.namespace import SH

    shapes = Triples().parse(ontology_dir() / "shapes.ttl")
    if not claims:
        counting = {shape for path in shapes.subjects(SH.alternativePath) for shape in shapes.subjects(SH.path, path)}
        of_claims = set(shapes.subjects(SH.targetClass, URIRef(POL.Claim)))
        for shape in counting | of_claims:
            shapes.remove((shape, None, None))
    return shapes


@lru_cache(maxsize=1 << 16)
def _node(term: NamedNode | Literal) -> Node:
    """The term as rdflib knows it. oxrdflib's own way makes a graph for every triple, which takes most of the time."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    kind = term.datatype.value
    # rdflib tells "x" from "x"^^xsd:string, as a file's reader gives it the first
    return rdflib.Literal(term.value, lang=term.language, datatype=None if term.language or kind == _STRING else kind)
