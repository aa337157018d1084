"""The answer of a query as plain rows, Python values, or the W3C's result formats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Literal as Choice
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from graph.errors import BadQuery
from graph.vocab import ID, PREFIXES

Term = NamedNode | BlankNode | Literal | Triple

_FORMATS = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "xml": QueryResultsFormat.XML}
_PYTHON: dict[str, Callable[[str], object]] = {
    PREFIXES["xsd"] + "integer": int,
    PREFIXES["xsd"] + "decimal": Decimal,
    PREFIXES["xsd"] + "date": date.fromisoformat,
    PREFIXES["xsd"] + "boolean": "true".__eq__,
}

_PLAIN = frozenset({NamedNode, Literal})
"""Terms that are told by their value alone."""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of a query: rows under columns. `cut` says that more rows stood behind the asked-for limit.

    ASK gives one row with one cell; CONSTRUCT and DESCRIBE give rows of subject, predicate, object.

    >>> found = Result(("number", "count"), ((Literal("124/NQ-CP"), Literal(3)),))
    >>> found.rows, found.values
    ([('124/NQ-CP', '3')], [('124/NQ-CP', 3)])
    >>> found.to("csv").splitlines()
    ['number,count', '124/NQ-CP,3']
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    form: Choice["select", "ask", "construct"] = "select"
    cut: bool = False

    @property
    def rows(self) -> list[tuple[str | None, ...]]:
        """The cells as text: the IRI of a thing, the characters of a literal; `None` where a row has no value."""
        return [
            tuple([term.value if type(term) in _PLAIN else None if term is None else str(term) for term in row])  # type: ignore[union-attr]
            for row in self.terms
        ]

    @property
    def values(self) -> list[tuple[object, ...]]:
        """The cells as Python values: `int`, `Decimal`, `bool`, `date` where the graph says so, else as in `rows`."""
        return [tuple([None if term is None else _value(term) for term in row]) for row in self.terms]

    def __iter__(self) -> Iterator[tuple[str | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.terms)

    def __bool__(self) -> bool:
        """The answer of an ASK; whether there is any row otherwise."""
        return self.rows == [("true",)] if self.form == "ask" else bool(self.terms)

    def to(self, format: str) -> str:
        """The answer as "csv", "tsv", "json" or "xml" (the W3C's SPARQL result formats), or CONSTRUCT's triples as "ttl"."""
        if format == "ttl":
            return self._turtle()
        if format == "json":
            return _json(self)
        if format not in _FORMATS:
            raise BadQuery(f"{format}: no such format; choose csv, json, tsv, ttl or xml")
        solutions = parse_query_results(_json(self, as_rows=True), format=QueryResultsFormat.JSON)
        written = solutions.serialize(format=_FORMATS[format]) if isinstance(solutions, QuerySolutions) else None
        return (written or b"").decode()

    def _turtle(self) -> str:
        if self.form != "construct":
            raise BadQuery("ttl: only CONSTRUCT and DESCRIBE give triples; choose csv, json or tsv")
        return turtle(Triple(*row) for row in self.terms)  # type: ignore[arg-type]


class Answering(Protocol):
    """All that analyses, records and pages need of a graph, so that another store can stand in for the one on this disk.

    What it answers must not change while it is open: records ask each thing once and remember the answer.

    >>> def documents(graph: Answering) -> int:
    ...     return len(graph.query("SELECT ?document { ?document pol:sourceFile ?file }"))
    >>> documents(samples)
    14
    """

    def query(self, sparql: str, *, limit: int | None = None, bindings: Mapping[str, str] | None = None) -> Result:
        """The answer to a query, or to the named question of that name (see `Graph.query`)."""


def read(answer: QuerySolutions | QueryBoolean | QueryTriples, *, limit: int | None = None) -> Result:
    """The engine's answer, at most `limit` rows of it, as a Result."""
    if isinstance(answer, QueryBoolean):
        return Result(("answer",), ((Literal(bool(answer)),),), "ask")
    if isinstance(answer, QuerySolutions):
        columns = tuple(v.value for v in answer.variables)
        rows = _first(map(tuple, answer), limit)
        return Result(columns, rows[:limit], "select", cut=rows != rows[:limit])
    return triples(answer, limit=limit)


def triples(found: Iterable[Triple], *, limit: int | None = None, cut: bool = False) -> Result:
    """Triples as a Result, at most `limit` of them."""
    rows = _first(((t.subject, t.predicate, t.object) for t in found), limit)
    return Result(("subject", "predicate", "object"), rows[:limit], "construct", cut=cut or rows != rows[:limit])


def turtle(triples: Iterable[Triple]) -> str:
    """Turtle of the triples in their order: things by their path under the base, a blank line before each.

    >>> thing, name = NamedNode(ID + "place/phu-yen"), NamedNode(PREFIXES["rdfs"] + "label")
    >>> turtle([Triple(thing, name, Literal("tỉnh Phú Yên", language="vi"))]).splitlines()[-1]
    '<place/phu-yen> rdfs:label "tỉnh Phú Yên"@vi .'
    """
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES, base_iri=ID) or b""
    body = re.sub(r"^@.*\n", "", written.decode(), flags=re.MULTILINE)
    # the engine writes its prefixes in any order, and relative to the base; ours are the same on every build
    head = [f"@base <{ID}> .", *(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())]
    return "\n".join(head) + "\n" + re.sub(r"^(?=\S)", "\n", body, flags=re.MULTILINE)


def _first(found: Iterator[tuple[Term | None, ...]], limit: int | None) -> tuple[tuple[Term | None, ...], ...]:
    """One row more than the limit, to know whether it cut anything."""
    return tuple(islice(found, None if limit is None else limit + 1))


def _value(term: Term) -> object:
    if isinstance(term, Literal):
        return _PYTHON.get(term.datatype.value, str)(term.value)
    return term.value if isinstance(term, NamedNode) else str(term)


def _json(result: Result, *, as_rows: bool = False) -> str:
    """The W3C's JSON; an ASK as a boolean, or with `as_rows` as a row, for formats that know only rows."""
    if result.form == "ask" and not as_rows:
        return json.dumps({"head": {}, "boolean": bool(result)}) + "\n"
    named = (zip(result.columns, row, strict=True) for row in result.terms)
    rows = [{column: _described(term) for column, term in row if term is not None} for row in named]
    return json.dumps({"head": {"vars": result.columns}, "results": {"bindings": rows}}, ensure_ascii=False) + "\n"


def _described(term: Term) -> dict[str, object]:
    """A term as the W3C's JSON results write it."""
    if isinstance(term, Triple):
        parts = {part: _described(getattr(term, part)) for part in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    if not isinstance(term, Literal):
        return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}
    described: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        return described | {"xml:lang": term.language}
    return (
        described
        if term.datatype.value == PREFIXES["xsd"] + "string"
        else described | {"datatype": term.datatype.value}
    )
