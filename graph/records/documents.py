"""What the built graph says of its documents and of the steps between them, with the words each step rests on.

The analyses and the pages start from these; anything else they ask in SPARQL of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from textwrap import shorten
from types import MappingProxyType

from graph.records import once
from graph.store import Answering
from graph.vocab import CENTRAL, DOCUMENT_EDGES, PREFIXES

_LAST = 99  # sorts what has no tier after what has


@dataclass(frozen=True, slots=True)
class Card:
    """What the graph says of one document; `source` is `None` where it is only cited."""

    iri: str
    label: str
    kind: str = "PolicyDocument"
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    tier: int | None = None
    title: str | None = None
    source: str | None = None
    place: str | None = None

    def called(self, most: int = 1000) -> str:
        """The label in at most so many characters, and the place: every province has its plan of this number or title.

        >>> Card("…", "Kế hoạch số 7/KH-UBND", tier=6, place="tỉnh Phú Yên").called(15)
        'Kế hoạch số …, tỉnh Phú Yên'
        """
        label = " ".join(self.label.split())
        label = label if len(label) <= most else shorten(label, most, placeholder=" …")
        local = self.tier not in CENTRAL and self.place and self.place not in label
        return f"{label}, {self.place}" if local else label

    @property
    def order(self) -> tuple[str, int, str, str]:
        """By time, then tier; what is undated comes last."""
        return self.date or "9999", self.tier or _LAST, self.label, self.iri


@dataclass(frozen=True, slots=True)
class Quote:
    """The words one claim rests on: characters `start` to `end` of `file`, the text of `document`.

    A claim made by hand has no words, and `rule` then names the curator.
    """

    document: str
    exact: str | None = None
    file: str | None = None
    start: int | None = None
    end: int | None = None
    rule: str | None = None
    warning: str | None = None

    @property
    def order(self) -> tuple[str, int, int, str]:
        """By document, then place in its text."""
        return self.document, self.start or 0, self.end or 0, self.rule or ""


@dataclass(frozen=True, slots=True)
class Step:
    """`subject` `predicate` `object`, with its quotes; not `drawn` where the text says it and the graph does not."""

    subject: str
    predicate: str
    object: str
    quotes: tuple[Quote, ...] = ()
    drawn: bool = True


def cards(graph: Answering) -> Mapping[str, Card]:
    """Every document of the graph by its IRI, in the order of the IRIs."""
    return _cards(graph)


def steps(graph: Answering, predicates: Iterable[str] = DOCUMENT_EDGES) -> list[Step]:
    """What stands between documents by these predicates ("implements"), sorted; then what was claimed but not drawn."""
    wanted = frozenset(predicates)
    return [step for step in _steps(graph) if step.predicate in wanted]


@once
def text_files(graph: Answering) -> Mapping[str, str]:
    """The file in `text/` of each document that was read, by its IRI."""
    return MappingProxyType({str(iri): str(file) for iri, file in sorted(graph.query(_FILES).rows, key=str)})


@once
def places(graph: Answering) -> Mapping[str, tuple[str, str]]:
    """The place that each document is of, by its IRI: IRI and label of the place."""
    rows = sorted(graph.query(_PLACES).rows, key=lambda row: [cell or "" for cell in row], reverse=True)
    return MappingProxyType({str(document): (str(place), str(label)) for document, place, label in rows})


@once
def issuers(graph: Answering) -> Mapping[str, tuple[str, ...]]:
    """IRIs of the bodies that passed each document, by its IRI."""
    found: dict[str, set[str]] = defaultdict(set)
    for document, body in graph.query("SELECT ?document ?body WHERE { ?document eli:passed_by ?body }").rows:
        found[str(document)].add(str(body))
    return MappingProxyType({document: tuple(sorted(found[document])) for document in sorted(found)})


@once
def citing(graph: Answering) -> Mapping[str, int]:
    """How many documents cite each document, by its IRI; those that none cites are left out."""
    return MappingProxyType({str(iri): int(number or 0) for iri, number in graph.query(_CITING).rows})


@once
def _cards(graph: Answering) -> Mapping[str, Card]:
    known: dict[str, Card] = {}
    for iri, label, kind, tier, *rest in sorted(graph.query(_CARDS).rows, key=lambda row: [cell or "" for cell in row]):
        number, day, issuer, title, source, place = rest
        card = Card(
            str(iri), str(label), _local(kind), number, day, issuer, int(tier) if tier else None, title, source, place
        )
        before = known.setdefault(card.iri, card)
        if issuer and before.issuer and issuer not in before.issuer.split("; "):
            known[card.iri] = replace(before, issuer=f"{before.issuer}; {issuer}")
    return MappingProxyType(known)


@once
def _steps(graph: Answering) -> tuple[Step, ...]:
    edges = {(str(s), str(p), str(o)) for s, p, o in graph.query(_EDGES).rows}
    quotes: dict[tuple[str, str, str], list[Quote]] = defaultdict(list)
    for row in graph.query(_QUOTES).rows:
        quotes[str(row[0]), str(row[1]), str(row[2])].append(_quote(row[3:]))
    refused = {key for key, found in quotes.items() if key not in edges and any(q.warning for q in found)}
    return tuple(
        Step(s, _local(p), o, tuple(sorted(quotes[s, p, o], key=lambda quote: quote.order)), drawn)
        for drawn, keys in ((True, edges), (False, refused))
        for s, p, o in sorted(keys)
    )


def _quote(cells: tuple[str | None, ...]) -> Quote:
    document, exact, start, end, file, rule, curator, warning = cells
    first, last = (int(at) if at else None for at in (start, end))
    return Quote(str(document), exact, file, first, last, rule or curator, warning)


def _local(iri: str | None) -> str:
    return (iri or "").rpartition("#")[2] or "PolicyDocument"


_CARDS = f"""
SELECT ?document ?label ?kind ?tier ?number ?date ?issuer ?title ?source ?place WHERE {{
  ?document a pol:PolicyDocument ; rdfs:label ?label .
  OPTIONAL {{ ?document a ?kind . FILTER(?kind != pol:PolicyDocument && STRSTARTS(STR(?kind), "{PREFIXES["pol"]}")) }}
  OPTIONAL {{ ?document pol:tier ?tier }}
  OPTIONAL {{ ?document eli:id_local ?number }}
  OPTIONAL {{ ?document eli:date_document ?date }}
  OPTIONAL {{ ?document eli:passed_by/rdfs:label ?issuer }}
  OPTIONAL {{ ?document dcterms:title ?title }}
  OPTIONAL {{ ?document pol:sourceFile ?source }}
  OPTIONAL {{ ?document pol:jurisdiction/rdfs:label ?place }}
}}"""

_BETWEEN = " ".join(f"pol:{edge}" for edge in DOCUMENT_EDGES)
_EDGES = f"""
SELECT ?s ?p ?o WHERE {{
  VALUES ?p {{ {_BETWEEN} }} ?s ?p ?o . ?o a pol:PolicyDocument . ?s a pol:PolicyDocument
}}"""
_QUOTES = f"""
SELECT ?s ?p ?o ?document ?exact ?start ?end ?file ?rule ?curator ?warning WHERE {{
  VALUES ?p {{ {_BETWEEN} }}
  ?claim rdf:predicate ?p ; rdf:subject ?s ; rdf:object ?o ; pol:statedIn ?document .
  OPTIONAL {{ ?claim oa:exact ?exact }}  # apart, which the engine answers quicker than together
  OPTIONAL {{ ?claim oa:start ?start }}
  OPTIONAL {{ ?claim oa:end ?end }}
  OPTIONAL {{ ?document pol:textFile ?file }}
  OPTIONAL {{ ?claim pol:extractedBy ?rule }}
  OPTIONAL {{ ?claim pol:curatedBy ?curator }}
  OPTIONAL {{ ?claim pol:warning ?warning }}
}}"""
_FILES = "SELECT ?document ?file WHERE { ?document pol:textFile ?file }"
_PLACES = """
SELECT ?document ?place ?label WHERE { ?document a pol:PolicyDocument ; pol:jurisdiction ?place . ?place rdfs:label ?label }"""
_CITING = "SELECT ?document (COUNT(DISTINCT ?by) AS ?number) WHERE { ?by pol:mentions ?document } GROUP BY ?document"
