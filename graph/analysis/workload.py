"""How much each agency is asked to do, and issues itself, document by document."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from ..store import Graph


@dataclass(frozen=True, slots=True)
class Load:
    """A row of workload.csv: what one document asks of one agency, or that the agency issued it."""

    agency: str
    group: str  # "group:departments" for a collective, else empty
    document: str
    leads: int
    dated: int  # of the tasks it leads, those with a last day that do not recur
    recurring: int  # those that are ongoing or recur
    open: int  # those with neither
    coordinates: int
    issued: int
    read: str  # "yes" where the document was read, "no" where it is only cited
    agency_iri: str
    document_iri: str


def workload(graph: Graph) -> list[Load]:
    """One row per agency and document: bodies, the most burdened first, then groups; each one's documents by their labels.

    `leads` and `coordinates` count the things (tasks, projects, documents) that the agency leads or takes part in and
    that this document says so of: a thing counts once in a document however often it is said there, and once in every
    document that says it, so sums over documents can be larger than the number of things. `issued` is 1 where
    the agency passed the document itself, read or only cited.

    `dated`, `recurring` and `open` divide the tasks among the things led, each task into exactly one: their sum is the
    denominator of a share such as "led without a deadline", and is less than `leads` only where projects or documents
    are led too. A group ("các sở, ban, ngành") counts as itself: its tasks are in no body's numbers, since the text does
    not say which bodies it means.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for agency, document, role, number in graph.query(_COUNTS).rows:
        counts[str(agency), str(document)][str(role)] += int(number or 0)
    names = {str(iri): (str(label), group or "", source) for iri, label, group, source in graph.query(_NAMES).rows}
    asked: Counter[str] = Counter()
    issued: Counter[str] = Counter()
    for (agency, _), count in counts.items():
        asked[agency] += count["leads"] + count["coordinates"]
        issued[agency] += count["issued"]
    loads = [_load(agency, document, count, names) for (agency, document), count in counts.items()]
    loads.sort(key=lambda load: (load.agency, load.agency_iri, load.document, load.document_iri))
    return sorted(loads, key=lambda load: (load.group != "", -asked[load.agency_iri], -issued[load.agency_iri]))


def _load(agency: str, document: str, count: Counter[str], names: dict[str, tuple[str, str, str | None]]) -> Load:
    label, group, _ = names.get(agency, (agency, "", None))
    title, _, source = names.get(document, (document, "", None))
    led = (count["leads"], count["dated"], count["recurring"], count["open"])
    roles = (*led, count["coordinates"], count["issued"])
    return Load(label, group, title, *roles, "yes" if source else "no", agency, document)


_COUNTS = """
SELECT ?agency ?document ?role (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  {
    VALUES (?property ?role) { (pol:leads "leads") (pol:coordinates "coordinates") }
    ?claim rdf:predicate ?property ; rdf:subject ?agency ; rdf:object ?thing ; pol:statedIn ?document .
    ?agency ?property ?thing
  } UNION {
    ?claim rdf:predicate pol:leads ; rdf:subject ?agency ; rdf:object ?thing ; pol:statedIn ?document .
    ?agency pol:leads ?thing . ?thing a pol:Task
    BIND(IF(EXISTS { ?thing pol:recurrence ?often }, "recurring",
      IF(EXISTS { ?thing pol:due ?due }, "dated", "open")) AS ?role)
  } UNION {
    ?document eli:passed_by ?agency . BIND("issued" AS ?role) BIND(?document AS ?thing)
  }
} GROUP BY ?agency ?document ?role"""

_NAMES = """
SELECT ?thing ?label ?group ?source WHERE {
  VALUES ?class { pol:Agency pol:AgencyGroup pol:PolicyDocument }
  ?thing a ?class ; rdfs:label ?label .
  OPTIONAL { ?thing skos:notation ?group }
  OPTIONAL { ?thing pol:sourceFile ?source }
}"""
