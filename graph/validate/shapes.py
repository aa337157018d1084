"""The shapes of the ontology, checked by pySHACL over a batch of documents at a time, where it is not certain that it finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple
from functools import cache, lru_cache, partial
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.processes.garbage import uncollected
from graph.rdf import CORRECTIONS, GAZETTEER
from graph.store.answer import Term
from graph.store.stated import Contents
from graph.validate.certain import certain
from graph.validate.report import Problem
from graph.validate.told import Told, statements, told_as
from graph.vocab import POL, PREFIXES, ontology_dir

if TYPE_CHECKING:
    from rdflib import Graph as Triples
    from rdflib.term import Node

_STRING = PREFIXES["xsd"] + "string"
BATCH = 20_000
"""Triples for one run of pySHACL: below it a run's fixed 25 ms begin to count, above it only memory grows."""
_CLAIMS = 10
"""Of so many triples of a document all but one are of claims, about."""
Terms = tuple[Term | None, ...]
Row = tuple[str, str, str, str]
"""A problem, as plain words."""
Rows = tuple[Row, ...]
Remember = Callable[[str, Callable[[], Rows]], Rows]
"""Gives what was found for a purpose, which tells all that it depends on: what is remembered of it, or what the function finds."""


def find(
    file: BinaryIO,
    told: Told,
    contents: Contents,
    *,
    claims: bool,
    remember: Remember = lambda _, find: find(),
) -> Iterator[Problem]:
    """The problems that the shapes find in the named graphs of documents and in what these name; without `claims` in all but the claims. What
    the graph tells was read from the `file`.

    What they find in a batch depends on nothing but its triples, so that it may be remembered by their digest, which the `contents` of the
    graph tell. A batch that is certainly sound has none, and pySHACL, which needs seconds to load and to say so, is not asked.
    """
    for names, things in _batches(sorted(map(told_as, told.documents)), contents, claims=claims):
        parts = [contents.graphs[each].digest for each in names] + [contents.things[thing] for thing in things]
        digest = blake2b("".join(parts).encode(), digest_size=20).hexdigest()
        for row in remember(f"{claims} {digest}", partial(_found, file, told, names, things, claims)):
            yield Problem(*row)


def _found(file: BinaryIO, told: Told, names: Iterable[str], things: Iterable[str], claims: bool) -> Rows:
    batch = _batch(file, told, names, things, claims)
    if certain(batch, claims=claims):
        return ()
    return tuple(astuple(problem) for problem in _results(batch, _shapes(claims=claims)))


def _batch(file: BinaryIO, told: Told, names: Iterable[str], things: Iterable[str], claims: bool) -> set[Terms]:
    """What named graphs state, and the descriptions of things."""
    stated = chain.from_iterable(told.places.get(f"<{each}>".encode(), ()) for each in names)
    described = chain.from_iterable(told.described.get(f"<{each}>".encode(), ()) for each in things)
    lines = b"".join(statements(file, chain(stated, described), claims=claims))
    return {(quad.subject, quad.predicate, quad.object) for quad in parse(lines, format=RdfFormat.N_QUADS)}


def _batches(documents: Iterable[str], contents: Contents, *, claims: bool) -> Iterator[tuple[list[str], list[str]]]:
    """Named graphs of documents and the things to be described beside them, many documents at a time; at the end the things that none names."""
    left, names, things, size = set(contents.things), list[str](), set[str](), 0
    for name in (*documents, GAZETTEER.value, CORRECTIONS.value):
        if here := contents.graphs.get(name):
            names.append(name)
            things |= contents.reached(here.things)
            size += here.triples if claims else here.triples // _CLAIMS
        if size > BATCH or _ends_a_batch(name):
            yield names, sorted(things)
            left -= things
            names, things, size = [], set(), 0
    yield names, sorted(things | contents.reached(left))


def _ends_a_batch(name: str) -> bool:
    """Whether this document is the last of its batch: one in eight is, by its name alone, so that another document changes one batch."""
    return blake2b(name.encode(), digest_size=1).digest()[0] < 32


def _results(batch: Iterable[Terms], shapes: Triples) -> Iterator[Problem]:
    import pyshacl
    from rdflib import Graph as Triples
    from rdflib.namespace import SH

    with uncollected():  # a fifth of a batch's time
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
