"""`ontology.html`: every term of the vocabulary with its names, what it means, an example from the graph, and what it stands beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.records.printable import printable
from graph.store import Answering
from graph.view.addresses import in_graph
from graph.view.shell import environment, text
from graph.view.speech import Speech
from graph.view.words import LANGUAGES, words
from graph.vocab import ID, PREFIXES

KINDS = ("class", "edge", "value", "individual")
"""The sections of the page: classes, properties between things, properties with values, and settled things (recurrences, intents)."""

_TERMS = """SELECT ?term ?kind ?name ?means ?note WHERE {
  VALUES (?type ?kind) {
    (<http://www.w3.org/2002/07/owl#Class> "class") (<http://www.w3.org/2002/07/owl#ObjectProperty> "edge")
    (<http://www.w3.org/2002/07/owl#DatatypeProperty> "value") (<http://www.w3.org/2002/07/owl#NamedIndividual> "individual")
  }
  GRAPH ?ontology { ?term a ?type ; rdfs:label ?name }
  FILTER(STRSTARTS(STR(?term), STR(pol:)))
  OPTIONAL { ?term skos:definition ?means FILTER(LANG(?means) = LANG(?name)) }
  OPTIONAL { ?term skos:scopeNote ?note FILTER(LANG(?note) = LANG(?name)) }
}"""
_BESIDE = """SELECT ?term ?how ?other WHERE {
  VALUES (?p ?how) {
    (rdfs:subClassOf "under") (rdfs:subPropertyOf "under") (rdfs:domain "from") (rdfs:range "to")
  }
  { ?term ?p ?other } UNION
  { ?term ?p ?all . ?all <http://www.w3.org/2002/07/owl#unionOf>/rdf:rest*/rdf:first ?other }
  FILTER(STRSTARTS(STR(?term), STR(pol:)) && isIRI(?other))
}"""
_THINGS = "SELECT ?term (COUNT(*) AS ?n) (MIN(?thing) AS ?first) { ?thing a ?term } GROUP BY ?term"
_USES = """SELECT ?term ?n ?first ?name (MIN(?o) AS ?object) (MIN(?called) AS ?other) WHERE {
  { SELECT ?term (COUNT(*) AS ?n) (MIN(?thing) AS ?first) { ?thing ?term ?any FILTER(STRSTARTS(STR(?term), STR(pol:))) } GROUP BY ?term }
  ?first ?term ?o .
  OPTIONAL { ?first rdfs:label ?name }
  OPTIONAL { ?o rdfs:label ?called FILTER(LANG(?called) = "vi") }
} GROUP BY ?term ?n ?first ?name"""


@dataclass(frozen=True, slots=True)
class Example:
    """What an example says, and the thing that it leads to."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the page shows it; `under`, `starts` and `ends` are prefixed names."""

    name: str
    kind: str
    said: dict[str, str]
    means: dict[str, str]
    note: dict[str, str]
    under: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    count: int
    example: Example | None

    @property
    def counted(self) -> dict[str, str]:
        """How often the graph has it, as each language writes numbers."""
        return {lang: Speech(lang, {}).number(self.count) for lang in LANGUAGES}


def write_ontology(out: Path, graph: Answering, *, lang: str = LANGUAGES[0]) -> Path:
    """The path of `ontology.html`, written into the folder `out`; the same graph gives the same bytes."""
    page = Path(out) / "ontology.html"
    found = terms(graph)
    spoken = {each: words(each, "shared", "ontology") for each in LANGUAGES}
    made = environment([text("goes_on.js"), text("ontology/page.js")], text("ontology/page.css") + text("goes_on.css"))
    from markupsafe import Markup

    page.write_text(
        made.get_template("ontology/page.html").render(
            terms={kind: [term for term in found if term.kind == kind] for kind in KINDS},
            diagram=Markup(text("ontology/diagram.svg")),  # noqa: S704 - our own file
            spoken=spoken, lang=lang, languages=LANGUAGES, prefixes=PREFIXES,
        ),
        encoding="utf-8", newline="\n",
    )  # fmt: skip
    return page


def terms(graph: Answering) -> list[Term]:
    """Every term that the ontology of the graph declares, in the order of its name.

    >>> implements = next(term for term in terms(samples) if term.name == "implements")
    >>> implements.said["en"], implements.under, implements.ends
    ('implements', ('eli:ensures_implementation_of', 'pol:mentions'), ('pol:PolicyDocument',))
    """
    kinds: dict[str, str] = {}
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for term, kind, *cells in graph.query(_TERMS).terms:
        iri = _text(term)
        kinds[iri] = _text(kind)
        for field, cell in zip(("said", "means", "note"), cells, strict=True):
            if cell is not None:
                said[iri, field][getattr(cell, "language", "") or ""] = printable(_text(cell))
    beside: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, how, other in graph.query(_BESIDE).rows:
        beside[str(one), str(how)].add(_curie(str(other)))
    used = _examples(graph)
    return [
        Term(
            iri.removeprefix(PREFIXES["pol"]),
            kinds[iri],
            said[iri, "said"],
            said[iri, "means"],
            said[iri, "note"],
            tuple(sorted(beside[iri, "under"])),
            tuple(sorted(beside[iri, "from"])),
            tuple(sorted(beside[iri, "to"])),
            *used.get(iri, (0, None)),
        )
        for iri in sorted(kinds)
    ]


def _examples(graph: Answering) -> dict[str, tuple[int, Example | None]]:
    """How often each term occurs, and its first use by IRI."""
    things = graph.query(_THINGS).rows
    names = _names(graph, [str(first) for _, _, first in things])
    found: dict[str, tuple[int, Example | None]] = {}
    for term, number, first in things:
        found[str(term)] = int(str(number)), _example(str(first), names.get(str(first)), "")
    for term, number, first, name, other, called in graph.query(_USES).rows:
        value = called or (str(other).removeprefix(ID) if other else "")
        found[str(term)] = int(str(number)), _example(str(first), name, printable(_short(str(value))))
    return found


def _names(graph: Answering, things: Iterable[str]) -> dict[str, str]:
    firsts = sorted({iri for iri in things if iri.startswith(ID)})
    listed = " ".join(f"<{iri}>" for iri in firsts)
    rows = (
        graph.query(f"SELECT ?thing ?name {{ VALUES ?thing {{ {listed} }} ?thing rdfs:label ?name }}").rows
        if firsts
        else []
    )
    return {str(iri): str(name) for iri, name in rows}


def _example(iri: str, name: str | None, value: str) -> Example | None:
    if not iri.startswith(ID):
        return None
    shown = printable(_short(name or iri.removeprefix(ID)))
    return Example(f"{shown} → {value}" if value else shown, in_graph(iri))


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:89] + "…"


def _curie(iri: str) -> str:
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
