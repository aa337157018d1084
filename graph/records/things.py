"""What the page draws: every thing of the graph with its facts, and every edge with the words it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.records import once
from graph.records.documents import Quote, Step
from graph.records.forms import forms
from graph.records.kinds import EDGE_KINDS, class_names, kind_of
from graph.store import Answering
from graph.vocab import DOUBTFUL, SUPERCLASS, expand

FACTS = {
    "number": "eli:id_local",
    "title": "dcterms:title",
    "date": "eli:date_document",
    "signedBy": "pol:signedBy",
    "signedAs": "pol:signedAs",
    "periodStart": "pol:periodStart",
    "periodEnd": "pol:periodEnd",
    "tier": "pol:tier",
    "jurisdiction": "pol:jurisdiction",
    "source": "pol:sourceFile",
    "file": "pol:textFile",
    "ordinal": "pol:ordinal",
    "part": "pol:part",
    "text": "pol:text",
    "product": "pol:product",
    "timing": "pol:timing",
    "start": "pol:start",
    "due": "pol:due",
    "recurrence": "pol:recurrence",
    "comparator": "pol:comparator",
    "value": "pol:value",
    "valueMax": "pol:valueMax",
    "unit": "pol:unit",
    "targetYear": "pol:targetYear",
    "confidence": "pol:confidence",
    "alt": "skos:altLabel",
}
"""What the panel tells of a thing, in this order, and the property that says it; the confidence only where it is doubtful."""

EDGES = {
    **{name: f"pol:{name}" for name in EDGE_KINDS},
    "issuedBy": "eli:passed_by",
    "partOf": "org:subOrganizationOf",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A node: its kind, its class, its name, its facts by the names of `FACTS`, and the words that make it one."""

    iri: str
    kind: str
    sort: str
    label: str
    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()

    def fact(self, name: str) -> str | None:
        """The fact, the first where there are several."""
        return next(iter(self.facts.get(name, ())), None)

    @property
    def tier(self) -> int:
        """The tier of an agency, 1 (the Party's centre) to 7; 0 of what is none."""
        return int(self.fact("tier") or 0)


@dataclass(frozen=True, slots=True)
class Whole:
    """A graph as the page draws it: things by IRI, and edges, sorted; `sorts` names classes in both languages, `forms` are other
    forms of agencies' names with what they stand for."""

    things: dict[str, Thing]
    edges: tuple[Step, ...]
    sorts: Mapping[str, Mapping[str, str]]
    forms: tuple[tuple[str, str], ...] = ()


@once
def whole(graph: Answering) -> Whole:
    """All things and edges of a graph.

    Only edges between things that are drawn; one that the text states and the graph does not draw (it contradicts
    time) is there as well, not `drawn`.
    """
    quotes = _quotes(graph)
    things = _things(graph, quotes)
    edges = _edges(graph, things, quotes)
    return Whole(things, tuple(edges), class_names(graph), tuple(forms(graph)))


def _things(graph: Answering, quotes: dict[tuple[str, str, str], list[Quote]]) -> dict[str, Thing]:
    facts = _facts(graph)
    words: dict[str, set[Quote]] = defaultdict(set)
    for (subject, predicate, _), found in quotes.items():
        if predicate == expand("rdf:type"):
            words[subject].update(found)
    made = {}
    for iri, (sort, label) in sorted(_classes(graph).items()):
        known = facts.get(iri, {})
        ordered = {name: tuple(sorted(known[name])) for name in FACTS if name in known}
        made[iri] = Thing(
            iri, kind_of(sort) or "", sort, label, ordered, tuple(sorted(words[iri], key=lambda quote: quote.order))
        )
    return made


def _classes(graph: Answering) -> dict[str, tuple[str, str]]:
    """Class and label of everything that is drawn: of two classes the narrower, which has no subclass here."""
    found: dict[str, tuple[str, str]] = {}
    rows = graph.query("SELECT ?thing ?class ?label WHERE { ?thing a ?class ; rdfs:label ?label }").rows
    for iri, class_, label in sorted((str(a), str(b).rpartition("#")[2], str(c)) for a, b, c in rows):
        if kind_of(class_) and (iri not in found or found[iri][0] in SUPERCLASS.values()):
            found[iri] = (class_, label)
    return found


def _facts(graph: Answering) -> dict[str, dict[str, set[str]]]:
    pairs = " ".join(f'({curie} "{name}")' for name, curie in FACTS.items())
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    sure = f"FILTER(?p != pol:confidence || ?o < {DOUBTFUL:f})"
    for iri, name, value in graph.query(
        f"SELECT ?s ?n ?o WHERE {{ VALUES (?p ?n) {{ {pairs} }} ?s ?p ?o {sure} }}"
    ).rows:
        facts[str(iri)][str(name)].add(str(value))
    return facts


def _edges(graph: Answering, things: dict[str, Thing], quotes: dict[tuple[str, str, str], list[Quote]]) -> list[Step]:
    names = {expand(curie): name for name, curie in EDGES.items()}
    wanted = " ".join(f"<{iri}>" for iri in names)
    rows = graph.query(f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {wanted} }} ?s ?p ?o }}").rows
    found = {(str(s), str(p), str(o)) for s, p, o in rows}
    refused = {
        key for key, words in quotes.items() if key not in found and key[1] in names and any(q.warning for q in words)
    }
    return [
        Step(s, names[p], o, tuple(sorted(quotes.get((s, p, o), ()), key=lambda quote: quote.order)), drawn)
        for drawn, keys in ((True, found), (False, refused))
        for s, p, o in sorted(keys)
        if s in things and o in things and s != o
    ]


def _quotes(graph: Answering) -> dict[tuple[str, str, str], list[Quote]]:
    quotes: dict[tuple[str, str, str], list[Quote]] = defaultdict(list)
    known: dict[str | None, str | None] = {}
    same = known.setdefault  # a document is named by each of its claims: held once, they take a third of the room
    for row in graph.query(_CLAIMS).rows:
        s, p, o, document, exact, start, end, file, rule, warning = (same(cell, cell) for cell in row)
        first, last = (int(at) if at else None for at in (start, end))
        quotes[str(s), str(p), str(o)].append(Quote(str(document), exact, file, first, last, rule, warning))
    return quotes


def distinct(quotes: Iterable[Quote]) -> list[Quote]:
    """Each once, in the order of the first."""
    return list(dict.fromkeys(quotes))


_CLAIMS = """
SELECT ?s ?p ?o ?document ?exact ?start ?end ?file ?rule ?warning WHERE {
  ?claim a pol:Claim ; rdf:predicate ?p ; rdf:subject ?s ; rdf:object ?o ; pol:statedIn ?document .
  OPTIONAL { ?claim oa:exact ?exact ; oa:start ?start ; oa:end ?end }
  OPTIONAL { ?document pol:textFile ?file }
  OPTIONAL { ?claim pol:extractedBy ?extractor }
  OPTIONAL { ?claim pol:curatedBy ?curator }
  OPTIONAL { ?claim pol:warning ?warning }
  BIND(COALESCE(?extractor, ?curator) AS ?rule)
}"""
