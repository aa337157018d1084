"""The closed namespace of the graph, and identity -> IRI.

A mistyped term fails at once:

>>> POL.implements
'https://w3id.org/policygraph/ontology#implements'
>>> POL.implement
Traceback (most recent call last):
    ...
AttributeError: 'implement' is no term of https://w3id.org/policygraph/ontology#
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from graph.errors import PolicyGraphError

PREFIXES: dict[str, str] = {
    "pol": "https://w3id.org/policygraph/ontology#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "time": "http://www.w3.org/2006/time#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}
ID = "https://w3id.org/policygraph/id/"
GRAPH = ID + "graph/"
"""Named graphs: `graph/<document id>` holds what one source document states, `graph/resolved` what resolving settled
over all documents (one description per thing)."""

DOCUMENT_CLASSES = (
    "Constitution", "Law", "Ordinance", "Resolution", "Decree", "Decision", "Circular", "Directive", "Conclusion",
    "Plan", "Programme", "Scheme", "MasterPlan", "Strategy", "OfficialLetter", "Report", "Submission", "Notice",
    "Guideline", "Regulation", "Treaty", "OtherDocument",
)  # fmt: skip
ZONE_CLASSES = ("IndustrialPark", "IndustrialCluster", "EconomicZone", "TourismArea", "HeritageSite", "OtherZone")
SUPERCLASS = dict.fromkeys(DOCUMENT_CLASSES, "PolicyDocument") | dict.fromkeys(ZONE_CLASSES, "Zone")
"""The broader class of a class, where it has one: a thing of the narrower is stated to be of both."""
OTHER_CLASSES = ("PolicyDocument", "Agency", "AgencyGroup", "Task", "Project", "Zone", "Indicator", "Place", "Claim")
DOCUMENT_EDGES = (
    "implements", "basedOn", "replaces", "amends", "repeals", "approves", "promulgates", "guides", "appendixOf", "consolidates",
    "cites",
)  # fmt: skip
CENTRAL, LOCAL = range(1, 5), range(5, 8)
"""Values of `pol:tier`: what stands over the whole country, from the Party and the National Assembly to the ministries;
and what stands over a place, from the Party of a province to the communes. An unknown tier is in neither."""
OTHER_EDGES = ("leads", "coordinates", "targets", "mentions", "assigns", "locatedIn")
VALUES = (
    "jurisdiction", "signedBy", "signedAs", "sourceFile", "textFile", "ordinal", "text", "timing", "start", "due",
    "recurrence", "comparator", "value", "valueMax", "unit", "targetYear", "statedIn", "extractedBy", "curatedBy",
)  # fmt: skip
ADDED_CLASSES = ("Measure", "Correction")
ADDED_EDGES = ("containsMeasure", "assignsMeasure")
"""What this project adds to the classes and edges of the contract: general measures, which nobody is given, and what curators decided."""
INTENTS = (
    "Planning", "Founding", "Extension", "Conversion", "Relocation", "Withdrawal", "Construction", "Promotion",
    "Operation", "Preservation", "Recognition",
)  # fmt: skip
"""What is to happen to a zone or project that is aimed at."""
RECURRENCES = ("Ongoing", "Annual", "Quarterly", "Monthly", "Periodic")
ADDED = (
    "tier", "periodStart", "periodEnd", "warning", "part", "product", "intent", "base", "sector", "scope",
    "comparableWith", "confidence", "page", "correctedBy", "verb", "readAs", "sha256", "version",
)  # fmt: skip
"""Terms this project adds to the fixed contract: a document's tier (1 = highest), the period it covers (`xsd:gYear`),
what is doubtful about a claim, what is to happen to what is aimed at; of a goal, the prices it counts in, what it is about,
where it holds, and the goals of other documents that it can be compared with; how sure the reading of a task, goal, zone or project is; the page on which a claim's words
are printed; what a curator decided of a document, in which of five ways, and how words are read; the digest of a file and the version of
the program that a graph was made from and with."""

DOUBTFUL = Decimal("0.9")
"""Below this `pol:confidence` a reading is doubtful: on the open gold seven in ten of such tasks are right, and 97 in 100 of the others."""


class Namespace:
    """A namespace that knows its terms. Attribute access gives the full IRI as `str`; an unknown term raises."""

    def __init__(self, base: str, terms: tuple[str, ...]) -> None:
        self._base, self._terms = base, frozenset(terms)

    def __getattr__(self, term: str) -> str:
        if term.startswith("__") or term not in self._terms:
            raise AttributeError(f"{term!r} is no term of {self._base}")
        return self._base + term

    def __contains__(self, term: object) -> bool:
        return term in self._terms


POL = Namespace(
    PREFIXES["pol"],
    DOCUMENT_CLASSES
    + ZONE_CLASSES
    + OTHER_CLASSES
    + DOCUMENT_EDGES
    + OTHER_EDGES
    + VALUES
    + RECURRENCES
    + INTENTS
    + ADDED_CLASSES
    + ADDED_EDGES
    + ADDED,
)


def expand(curie: str) -> str:
    """Full IRI of a prefixed name.

    >>> expand("eli:id_local")
    'http://data.europa.eu/eli/ontology#id_local'
    >>> expand("pol:nonsense")
    Traceback (most recent call last):
        ...
    AttributeError: 'nonsense' is no term of https://w3id.org/policygraph/ontology#
    """
    prefix, _, term = curie.partition(":")
    return str(getattr(POL, term)) if prefix == "pol" else PREFIXES[prefix] + term


@lru_cache(maxsize=1024)
def in_lines(curie: str) -> bytes:
    """A prefixed name as the lines of N-Quads have it.

    >>> in_lines("pol:Claim")
    b'<https://w3id.org/policygraph/ontology#Claim>'
    """
    return f"<{expand(curie)}>".encode()


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """ASCII path segment of a Vietnamese name; the same for NFC and NFD, and for both tone placements.

    >>> slug("Sở Công Thương"), slug("25-NQ/TU"), slug("Đề án 06")
    ('so-cong-thuong', '25-nq-tu', 'de-an-06')
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def ontology_dir() -> Path:
    """The folder `ontology/`: beside the package in a clone, inside it in an installed package.

    >>> (ontology_dir() / "policygraph.ttl").is_file()
    True
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_ontology", here.parent / "ontology"):
        if (folder / "policygraph.ttl").is_file():
            return folder
    raise PolicyGraphError(f"{here}: the ontology is missing from this installation; install policygraph again")
