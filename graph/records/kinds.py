"""How each kind of node, edge and tier is drawn: the same shape and colour on every page.

Their names are words, and lie in `words/vi.yaml` and `words/en.yaml` under `shared:`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph.records import once
from graph.store import Answering
from graph.vocab import GRAPH, PREFIXES, SUPERCLASS


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node: its shape (as vis-network calls it), fill, border, and a light tint for text on it.

    Every kind has a shape of its own, so that nobody needs the colours; dark text on `tint` has a contrast over 7.
    """

    shape: str
    fill: str
    border: str
    tint: str
    size: float


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A kind of edge: its colour, width, and whether it is dashed (which tells neighbours apart without colours)."""

    color: str
    width: float
    dashed: bool = False


NODE_KINDS: dict[str, NodeKind] = {
    "document": NodeKind("square", "#1b4f8a", "#0c2d52", "#dce9f7", 9),
    "agency": NodeKind("hexagon", "#d55e00", "#7d3700", "#fde3d1", 7),
    "group": NodeKind("hexagon", "#ffffff", "#b04e00", "#fdeee2", 6),
    "task": NodeKind("dot", "#56b4e9", "#1f6f9f", "#d8f0fd", 4),
    "measure": NodeKind("dot", "#ffffff", "#1f6f9f", "#ebf4f9", 4),
    "zone": NodeKind("triangle", "#009e73", "#005f45", "#d3f1e6", 6),
    "project": NodeKind("diamond", "#cc79a7", "#8a3a66", "#f8e3ee", 6),
    "indicator": NodeKind("star", "#e6b800", "#7a6000", "#fbf1c7", 6),
    "place": NodeKind("triangleDown", "#8a8a8a", "#4d4d4d", "#ebebeb", 6),
}
"""After Okabe and Ito. `document` is one that was read; one only cited is drawn as `CITED`."""

CITED = NodeKind("square", "#ffffff", "#55708f", "#eef2f6", 6)

EDGE_KINDS: dict[str, EdgeKind] = {
    "implements": EdgeKind("#0072b2", 2.5),
    "replaces": EdgeKind("#d55e00", 2, dashed=True),
    "amends": EdgeKind("#b86a00", 2),
    "repeals": EdgeKind("#a8005c", 2, dashed=True),
    "approves": EdgeKind("#007a5a", 2),
    "promulgates": EdgeKind("#00786f", 2, dashed=True),
    "guides": EdgeKind("#3d6fd1", 1.5, dashed=True),
    "appendixOf": EdgeKind("#5b3fa0", 2),
    "consolidates": EdgeKind("#7a5c00", 2),
    "basedOn": EdgeKind("#8a8a8a", 1),
    "cites": EdgeKind("#b4b4b4", 1, dashed=True),
    "assigns": EdgeKind("#56a0d0", 1),
    "leads": EdgeKind("#d55e00", 1.5),
    "coordinates": EdgeKind("#d58a50", 1, dashed=True),
    "targets": EdgeKind("#009e73", 1.5),
    "locatedIn": EdgeKind("#8a8a8a", 1, dashed=True),
    "containsMeasure": EdgeKind("#7fa9c2", 1, dashed=True),
    "assignsMeasure": EdgeKind("#1f6f9f", 1, dashed=True),
    "issuedBy": EdgeKind("#7d3700", 1, dashed=True),
    "partOf": EdgeKind("#a06a3a", 1),
}
"""The strong ones first. `issuedBy` is `eli:passed_by`, `partOf` is `org:subOrganizationOf`; the others are `pol:`."""

TIERS = (1, 2, 3, 4, 5, 6, 7, 0)
"""From the top of the state to the communes; 0 is unknown."""

_KIND_OF = {
    **{name: name.lower() for name in ("Agency", "Task", "Measure", "Zone", "Project", "Indicator", "Place")},
    "PolicyDocument": "document",
    "AgencyGroup": "group",
}


def kind_of(iri_or_name: str) -> str | None:
    """The kind of node that things of a class are; `None` for a class that no page draws.

    >>> kind_of("https://w3id.org/policygraph/ontology#IndustrialPark"), kind_of("Plan"), kind_of("Claim")
    ('zone', 'document', None)
    """
    name = iri_or_name.rpartition("#")[2]
    return _KIND_OF.get(SUPERCLASS.get(name, name))


@once
def class_names(graph: Answering) -> Mapping[str, Mapping[str, str]]:
    """What each term of our own vocabulary is called in each language, by its local name, where the graph carries its ontology.

    Terms of other vocabularies are left out: `oa:start` and `pol:start` have one local name and mean two things.

    >>> class_names(samples)["Plan"]
    {'en': 'plan', 'vi': 'Kế hoạch'}
    """
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for iri, label, language in sorted(graph.query(_NAMES).rows, key=str):
        names[str(iri).rpartition("#")[2]][str(language)] = str(label)
    return {name: dict(sorted(names[name].items())) for name in sorted(names)}


_NAMES = f"""
SELECT ?term ?label (LANG(?label) AS ?language) WHERE {{
  GRAPH <{GRAPH}ontology> {{ ?term rdfs:label ?label }} FILTER(STRSTARTS(STR(?term), "{PREFIXES["pol"]}"))
}}"""
