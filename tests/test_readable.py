"""`graph.ttl` is written from lines: the same letters as the engine's own Turtle, whatever the terms are."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import examples
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from graph.rdf import ONTOLOGY, RESOLVED
from graph.store.answer import turtle
from graph.store.readable import SECTIONS, readable
from graph.vocab import ID, POL, PREFIXES, expand

PATHS = [
    "document/124-nq-cp/2020", "document/a_b", "agency/a", "place", "task/x/1", "task//1", "task/.", "task/../a", "task/a.b", "task/A", "task/ậ",
    "task/a:b", "a:b", "", "/", "claim/x#y", "claim/x?y", "zone/%20", "day/2021-01-01", "rest/a", "-/a",
]  # fmt: skip
IRIS = st.sampled_from(
    [NamedNode(ID + path) for path in PATHS]
    + [
        NamedNode(iri)
        for iri in (
            "urn:x",
            "https://w3id.org/policygraph",
            "http://a/b#",
            POL.Claim,
            POL.mentions,
            PREFIXES["xsd"] + "date",
        )
    ]
    + [NamedNode(POL.Claim + tail) for tail in (".x", "/x", "%20", "x.")]
    + [NamedNode(expand(curie)) for curie in ("rdf:type", "rdfs:label", "eli:id_local")]
)
WORDS = st.text(max_size=12) | st.sampled_from(
    ['"@vi', "a\n\r\t\\b\"'", "\x00\x07\x7f\x85\u2028\ufffe", "01", "-5", "+5", "5.0", "1e3", "true", "2021-01-01", ""]
)
KINDS = (
    st.sampled_from(["string", "integer", "decimal", "double", "boolean", "date", "gYear"]).map(
        lambda kind: NamedNode(PREFIXES["xsd"] + kind)
    )
    | IRIS
)
LITERALS = (
    WORDS.map(Literal)
    | st.builds(lambda words, language: Literal(words, language=language), WORDS, st.sampled_from(["vi", "en-GB"]))
    | st.builds(lambda words, kind: Literal(words, datatype=kind), WORDS, KINDS)
)
TERMS = LITERALS | IRIS | st.sampled_from([BlankNode("a"), BlankNode("b")])
GRAPHS = st.sampled_from([RESOLVED, ONTOLOGY, NamedNode("urn:g")])
QUADS = st.lists(st.builds(Quad, IRIS | st.just(BlankNode("a")), IRIS, TERMS, GRAPHS), max_size=12)


def engines(lines: list[bytes]) -> str:
    """What the engine writes of all things, one by one."""
    told, things = turtle(()), []
    for _, found in groupby(lines, key=lambda line: line.split(b" ")[0]):
        kept = [line for line in found if not line.endswith(f" {ONTOLOGY} .\n".encode())]
        quads = list({quad.triple: quad for quad in parse(b"".join(kept), format=RdfFormat.N_QUADS)}.values())
        first = [expand("rdf:type"), expand("rdfs:label")]
        quads.sort(key=lambda quad: first.index(quad.predicate.value) if quad.predicate.value in first else 2)
        if quads:
            section = (
                quads[0].subject.value.removeprefix(ID).split("/")[0]
                if str(quads[0].subject).startswith(f"<{ID}")
                else ""
            )
            section = section if "/" in quads[0].subject.value.removeprefix(ID) else ""
            things.append((SECTIONS.index(section) if section in SECTIONS else len(SECTIONS), quads))
    things.sort(key=lambda thing: thing[0])
    return told + "".join(turtle(quad.triple for quad in quads)[len(told) :] for _, quads in things)


@examples(300)
@given(QUADS)
def test_things_are_written_as_the_engine_writes_them(quads: list[Quad]) -> None:
    lines = sorted(set((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))
    with TemporaryDirectory() as folder:
        path = Path(folder, "graph.nq")
        path.write_bytes(b"".join(lines))
        written = "".join(readable(path))
    assert written == engines(lines)
    told = {str(quad.triple) for quad in quads if quad.graph_name != ONTOLOGY}
    assert told == {str(quad.triple) for quad in parse(written, format=RdfFormat.TURTLE)} or "_:" in written
