"""What the built graph says of its documents and of the steps between them, with the words each step rests on.

The analyses and the pages start from these; anything else they ask in SPARQL of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten

from graph.store import Graph
from graph.vocab import PREFIXES, expand

_CENTRAL = range(1, 5)  # tiers that are over no place in particular
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
        label = shorten(self.label, most, placeholder=" …")
        local = self.tier not in _CENTRAL and self.place and self.place not in label
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


@dataclass(frozen=True, slots=True)
class Step:
    """`subject` `predicate` `object`, with its quotes; not `drawn` where the text says it and the graph does not."""

    subject: str
    predicate: str
    object: str
    quotes: tuple[Quote, ...] = ()
    drawn: bool = True


def cards(graph: Graph) -> dict[str, Card]:
    """Every document of the graph by its IRI, in the order of the IRIs."""
    known: dict[str, Card] = {}
    for iri, label, kind, tier, *rest in sorted(graph.query(_CARDS).rows, key=lambda row: [cell or "" for cell in row]):
        number, day, issuer, title, source, place = rest
        card = Card(
            str(iri), str(label), _local(kind), number, day, issuer, int(tier) if tier else None, title, source, place
        )
        known.setdefault(card.iri, card)
    return known


def steps(graph: Graph, predicates: Iterable[str]) -> list[Step]:
    """What stands between documents by these predicates ("implements"), sorted; then what was claimed but not drawn."""
    wanted = " ".join(f"<{expand(f'pol:{p}')}>" for p in predicates)
    edges = {(str(s), str(p), str(o)) for s, p, o in graph.query(_EDGES.replace("$wanted", wanted)).rows}
    quotes: dict[tuple[str, str, str], list[Quote]] = defaultdict(list)
    for row in graph.query(_QUOTES.replace("$wanted", wanted)).rows:
        quotes[str(row[0]), str(row[1]), str(row[2])].append(_quote(row[3:]))
    refused = {key for key, found in quotes.items() if key not in edges and any(q.warning for q in found)}
    return [
        Step(s, _local(p), o, tuple(sorted(quotes[s, p, o], key=_place)), drawn)
        for drawn, keys in ((True, edges), (False, refused))
        for s, p, o in sorted(keys)
    ]


def _quote(cells: tuple[str | None, ...]) -> Quote:
    document, exact, start, end, file, rule, curator, warning = cells
    first, last = (int(at) if at else None for at in (start, end))
    return Quote(str(document), exact, file, first, last, rule or curator, warning)


def _place(quote: Quote) -> tuple[str, int, int, str]:
    return quote.document, quote.start or 0, quote.end or 0, quote.rule or ""


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

_EDGES = "SELECT ?s ?p ?o WHERE { VALUES ?p { $wanted } ?s ?p ?o . ?o a pol:PolicyDocument . ?s a pol:PolicyDocument }"

_QUOTES = """
SELECT ?s ?p ?o ?document ?exact ?start ?end ?file ?rule ?curator ?warning WHERE {
  VALUES ?p { $wanted }
  ?claim rdf:predicate ?p ; rdf:subject ?s ; rdf:object ?o ; pol:statedIn ?document .
  OPTIONAL { ?claim oa:exact ?exact }  # apart, which the engine answers quicker than together
  OPTIONAL { ?claim oa:start ?start }
  OPTIONAL { ?claim oa:end ?end }
  OPTIONAL { ?document pol:textFile ?file }
  OPTIONAL { ?claim pol:extractedBy ?rule }
  OPTIONAL { ?claim pol:curatedBy ?curator }
  OPTIONAL { ?claim pol:warning ?warning }
}"""
