"""The vocabulary and the shapes: complete, in two languages, aligned as the contract says."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph import vocab
from graph.rdf import ONTOLOGY, ontology_quads
from graph.vocab import ontology_dir

POL = vocab.PREFIXES["pol"]
ELI = vocab.PREFIXES["eli"]
TERMS = (
    *vocab.DOCUMENT_CLASSES, *vocab.ZONE_CLASSES, *vocab.OTHER_CLASSES, *vocab.DOCUMENT_EDGES, *vocab.OTHER_EDGES,
    *vocab.VALUES, *vocab.RECURRENCES, *vocab.INTENTS, *vocab.ADDED_CLASSES, *vocab.ADDED_EDGES, *vocab.ADDED,
)  # fmt: skip
CLASSES = (*vocab.DOCUMENT_CLASSES, *vocab.ZONE_CLASSES, *vocab.OTHER_CLASSES, *vocab.ADDED_CLASSES)
EDGES = (*vocab.DOCUMENT_EDGES, *vocab.OTHER_EDGES, *vocab.ADDED_EDGES)

ALIGNED = {
    "implements": "eli:ensures_implementation_of",
    "basedOn": "eli:based_on",
    "amends": "eli:amends",
    "repeals": "eli:repeals",
    "replaces": "eli:repeals",
    "appendixOf": "eli:is_annex_of",
    "consolidates": "eli:consolidates",
    "cites": "eli:cites",
    "mentions": "eli:related_to",
    "guides": "eli:applies",
}
SUPERCLASSES = {
    "PolicyDocument": {"eli:LegalResource"},
    "Agency": {"org:Organization"},
    "AgencyGroup": {"org:Organization"},
    "Zone": {"dcterms:Location"},
    "Place": {"dcterms:Location"},
    "Claim": {"rdf:Statement", "oa:Annotation"},
    "Task": set[str](),
    "Measure": set[str](),
    "Correction": {"prov:Activity"},
    "Project": set[str](),
    "Indicator": set[str](),
    **{key: {"pol:PolicyDocument"} for key in vocab.DOCUMENT_CLASSES},
    **{key: {"pol:Zone"} for key in vocab.ZONE_CLASSES},
}
DOCUMENT, TASK = "PolicyDocument", "Task"
ENDS = {
    **{edge: ({DOCUMENT}, {DOCUMENT}) for edge in vocab.DOCUMENT_EDGES},
    "implements": ({DOCUMENT, TASK}, {DOCUMENT}),
    "mentions": ({DOCUMENT, TASK}, {DOCUMENT}),  # a task that implements would be called a document otherwise
    "leads": ({"Agency", "AgencyGroup"}, {TASK, "Project", DOCUMENT}),
    "coordinates": ({"Agency", "AgencyGroup"}, {TASK, "Project", DOCUMENT}),
    "targets": ({DOCUMENT, TASK}, {"Zone", "Project", "Indicator"}),
    "assigns": ({DOCUMENT}, {TASK}),
    "containsMeasure": ({DOCUMENT}, {"Measure"}),
    "assignsMeasure": ({TASK}, {"Measure"}),
    "locatedIn": ({"Zone", "Project", "Agency", "Place"}, {"Place"}),
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_dir() / "policygraph.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ontology_dir() / "shapes.ttl")


def term(curie: str) -> URIRef:
    return URIRef(vocab.expand(curie if ":" in curie else f"pol:{curie}"))


def test_ontology_declares_the_closed_namespace_and_nothing_else(ontology: Graph) -> None:
    declared = {str(s)[len(POL) :] for s in ontology.subjects(RDF.type) if str(s).startswith(POL)}
    assert len(TERMS) == len(set(TERMS)) >= 82
    assert declared == set(TERMS)
    assert all(name in vocab.POL for name in declared)


def test_every_term_has_label_and_definition_in_two_languages(ontology: Graph) -> None:
    told = {
        name: sorted(
            (str(p), getattr(o, "language", "") or "")
            for p in (RDFS.label, SKOS.definition)
            for o in ontology.objects(term(name), p)
        )
        for name in TERMS
    }
    wanted = [(str(p), lang) for p in (RDFS.label, SKOS.definition) for lang in ("en", "vi")]
    assert {name for name, found in told.items() if found != wanted} == set()


def test_alignment_is_the_contract_s(ontology: Graph) -> None:
    for edge in (*vocab.DOCUMENT_EDGES, "mentions"):
        above = {str(o) for o in ontology.objects(term(edge), RDFS.subPropertyOf)}
        mentions = set() if edge == "mentions" else {str(term("mentions"))}
        assert above == mentions | ({vocab.expand(ALIGNED[edge])} if edge in ALIGNED else set()), edge
    assert len(ALIGNED) == 10


def test_superclasses_are_the_contract_s(ontology: Graph) -> None:
    assert set(SUPERCLASSES) == set(CLASSES)
    for name, wanted in SUPERCLASSES.items():
        assert set(ontology.objects(term(name), RDFS.subClassOf)) == {term(c) for c in wanted}, name


def test_edges_run_between_the_classes_of_the_contract(ontology: Graph) -> None:
    def classes(node: Node | None) -> set[str]:
        listed = ontology.value(node, OWL.unionOf)
        nodes = list(Collection(ontology, listed)) if listed else [node]
        return {str(n)[len(POL) :] for n in nodes}

    assert set(ENDS) == set(EDGES)
    for edge, (source, target) in ENDS.items():
        assert classes(ontology.value(term(edge), RDFS.domain)) == source, edge
        assert classes(ontology.value(term(edge), RDFS.range)) == target, edge


def test_kinds_of_document_exclude_one_another(ontology: Graph) -> None:
    (disjoint,) = ontology.subjects(RDF.type, OWL.AllDisjointClasses)
    (listed,) = ontology.objects(disjoint, OWL.members)
    assert set(Collection(ontology, listed)) == {term(c) for c in vocab.DOCUMENT_CLASSES}


def test_ontology_is_the_same_on_every_load_and_in_its_own_graph() -> None:
    first, second = set(ontology_quads()), set(ontology_quads())
    assert first == second
    assert {quad.graph_name for quad in first} == {ONTOLOGY}
    label = NamedNode(vocab.expand("rdfs:label"))
    assert Quad(NamedNode(POL + "implements"), label, Literal("thực hiện", language="vi"), ONTOLOGY) in first


def test_every_class_and_every_edge_has_a_shape(shapes: Graph) -> None:
    targeted = {str(o)[len(POL) :] for o in shapes.objects(None, SH.targetClass) if str(o).startswith(POL)}
    assert targeted == set(CLASSES)
    assert {str(o)[len(POL) :] for o in shapes.objects(None, SH.targetSubjectsOf)} >= set(EDGES)
    assert set(EDGES) <= {str(o)[len(POL) :] for o in shapes.objects(None, SH.path)}


def test_shapes_are_valid_shacl_of_the_core() -> None:
    import pyshacl

    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    assert pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)[0]
    used = {str(p) for p in shapes.predicates() if str(p).startswith(str(SH))}
    assert used.isdisjoint(map(str, (SH.sparql, SH.js, SH.rule, SH.target, SH.expression)))


def test_every_shape_says_what_is_wrong_in_two_languages(shapes: Graph) -> None:
    named = [s for s in set(shapes.subjects(RDF.type)) if isinstance(s, URIRef)]
    assert len(named) > 80
    for shape in named:
        assert sorted(str(m.language) for m in shapes.objects(shape, SH.message)) == ["en", "vi"], shape  # type: ignore[attr-defined]


def test_files_are_utf8_with_short_lines_and_no_stray_spaces() -> None:
    files = [ontology_dir() / "shapes.ttl", *sorted((ontology_dir() / "questions").glob("*.rq"))]
    assert len(files) > 10
    for file in files:
        text = file.read_bytes().decode("utf-8")
        assert "\r" not in text
        assert "\t" not in text
        assert not re.search(r" +$|.{121}", text, re.MULTILINE), file.name
