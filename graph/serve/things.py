"""Each thing at the path of its IRI: people are sent to the page that shows it, programs to what the graph says of it.

303 is how the W3C lets an address of a thing lead to documents about it: https://www.w3.org/TR/cooluris/
"""

from __future__ import annotations

from urllib.parse import quote

from graph.store import Answering
from graph.view.addresses import in_graph, page_of
from graph.vocab import ID

SUFFIXES = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
"""How the address of what the graph says of a thing ends, and its media type."""

ABOUT = """CONSTRUCT { ?thing ?p ?o . ?o rdfs:label ?name . ?other ?edge ?thing . ?other rdfs:label ?called .
  ?claim ?says ?what } WHERE {
  VALUES ?thing { UNDEF }
  { ?thing ?p ?o OPTIONAL { ?o rdfs:label ?name } }
  UNION { ?other ?edge ?thing FILTER(?edge NOT IN (rdf:subject, rdf:object, pol:statedIn)) OPTIONAL { ?other rdfs:label ?called } }
  UNION { ?claim rdf:subject ?thing ; ?says ?what }
}"""
"""What is stated of a thing, the edges that come in, and the claims about it."""

_KNOWN = """SELECT ?kind ?text ?start ?end WHERE {
  VALUES ?thing { UNDEF }
  ?thing a ?class
  BIND(IF(?class IN (pol:Agency, pol:AgencyGroup), "agency", IF(?class = pol:Claim, "claim", "")) AS ?kind)
  OPTIONAL { ?thing pol:textFile ?own }
  OPTIONAL { ?thing pol:statedIn/pol:textFile ?stated ; oa:start ?start ; oa:end ?end }
  BIND(COALESCE(?own, ?stated) AS ?text)
} ORDER BY DESC(?kind) LIMIT 1"""


def page(graph: Answering, path: str) -> str | None:
    """The page that shows the thing of this path under the base, relative to the output; `None` where the graph has none.

    >>> page(samples, "document/124-nq-cp/2020"), page(samples, "document/no-such")
    ('documents/mau-124-nq-cp-2020.md.html', None)
    """
    rows = graph.query(_KNOWN, bindings={"thing": iri(path)}).rows
    if not rows:
        return None
    kind, text, start, end = rows[0]
    if text:
        return quote(page_of(text)) + (f"#c={start}-{end}" if start else "")
    return in_graph(ID + path, "agency" if kind == "agency" else "near")


_NAMED = """SELECT ?thing WHERE {
  VALUES ?words { UNDEF }
  BIND(STRLANG(STR(?words), "vi") AS ?name)
  { ?thing rdfs:label ?name } UNION { ?thing pol:text ?name } UNION { ?thing dcterms:title ?name }
} ORDER BY ?thing LIMIT 1"""


def named(graph: Answering, name: str) -> str | None:
    """Where the thing of this name is: the path of its IRI behind `id/`; of several the first by IRI.

    >>> named(samples, "Nghị quyết số 124/NQ-CP"), named(samples, "no such name")
    ('id/document/124-nq-cp/2020', None)
    """
    rows = graph.query(_NAMED, bindings={"words": name}).rows
    return quote(f"id/{str(rows[0][0]).removeprefix(ID)}") if rows else None


def iri(path: str) -> str:
    """The IRI of the thing at a path; what no address may hold is escaped, so that nothing has it.

    >>> iri('document/"x"')
    'https://w3id.org/policygraph/id/document/%22x%22'
    """
    return ID + quote(path)
