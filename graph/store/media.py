"""The formats in which an answer goes out, by their media types and their short names; and who may have which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat

ROWS: dict[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
"""Formats of SELECT and ASK, the one that is sent unasked first."""
TRIPLES: dict[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
"""Formats of CONSTRUCT and DESCRIBE."""
TYPES: dict[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8; header=present",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""The media type under which each is sent."""
_ALSO = {
    "application/json": "json",
    "text/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "nt",
    "application/x-turtle": "ttl",
}
_NAMED = {full.partition(";")[0]: name for name, full in TYPES.items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client takes for rows and for triples, by their short names; `None` where it takes none of ours."""

    rows: str | None = "json"
    triples: str | None = "ttl"


def wanted(accept: str) -> Wanted:
    """What an `Accept` header asks for: the highest quality first, then the order in which it stands there.

    >>> wanted("text/turtle, application/sparql-results+xml;q=0.8, */*;q=0.1")
    Wanted(rows='xml', triples='ttl')
    >>> wanted("image/png")
    Wanted(rows=None, triples=None)
    >>> wanted("")
    Wanted(rows='json', triples='ttl')
    """
    if not accept.strip():
        return Wanted()
    return Wanted(_first(accept, [*ROWS]), _first(accept, [*TRIPLES]))


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The one of some media types that an `Accept` header likes best; `None` where it takes none of them.

    >>> preferred("text/html,application/xhtml+xml,*/*;q=0.8", ["text/turtle", "text/html"])
    'text/html'
    """
    best: tuple[float, int, int] | None = None
    for at, kind in enumerate(offered):
        for place, (range_, quality) in enumerate(_ranges(accept or "*/*")):
            if _fits(range_, kind) and quality > 0:
                specific = 0 if range_ == kind else 1 if not range_.startswith("*/") else 2
                rank = (-quality, specific, place if specific == 0 else 1000 + at)
                if best is None or rank < best:
                    best, chosen = rank, kind
                break
    return chosen if best else None


def _first(accept: str, names: Sequence[str]) -> str | None:
    for range_, quality in sorted(_ranges(accept), key=lambda one: -one[1]):
        if quality <= 0:
            continue
        exact = _NAMED.get(range_) or _ALSO.get(range_)
        if exact in names:
            return exact
        for name in names:
            if range_.endswith("*") and _fits(range_, TYPES[name].partition(";")[0]):
                return name
    return None


def _fits(range_: str, kind: str) -> bool:
    return range_ in ("*/*", kind) or (range_.endswith("/*") and kind.startswith(range_[:-1]))


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """The media ranges of an `Accept` header with their qualities; at most 50 of them, what is no range is left out."""
    for part in accept.split(",")[:50]:
        range_, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if "/" in range_:
            yield range_.lower(), quality
