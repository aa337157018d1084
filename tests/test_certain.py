"""The quick look at a batch: what it calls sound pySHACL finds nothing in, every fault of every shape is left to pySHACL."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from test_validate import BROKEN, SHAPES, Change, built, facts

import graph.validate.certain as quick
from graph.rdf import quads
from graph.store.answer import Term
from graph.validate import shapes, validate
from graph.validate.certain import certain
from graph.vocab import PREFIXES

Row = tuple[Term | None, ...]


def rows(turtle: str) -> list[Row]:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    found = parse(prefixes + turtle, format=RdfFormat.TURTLE)
    return [(quad.subject, quad.predicate, quad.object) for quad in found]


@pytest.mark.parametrize("name", SHAPES)
def test_a_fault_of_each_shape_is_left_to_pyshacl(name: str) -> None:
    assert not certain(rows(f"<urn:x> {SHAPES[name]} ."), claims=True)


SOUND: list[Row] = sorted(
    {(quad.subject, quad.predicate, quad.object) for quad in quads(facts())},
    key=str,
) + rows(
    """<urn:task> a pol:Task ; rdfs:label "Rà soát"@vi ; pol:text "Rà soát chợ" ; pol:start "2021-01-01"^^xsd:date ;
        pol:due "2021-02-01"^^xsd:date ; pol:recurrence pol:Annual ; pol:confidence 0.8 ; pol:ordinal "1" ; skos:altLabel "a"@vi ;
        skos:hiddenLabel "b"@vi ; pol:targets <urn:goal> .
    <urn:goal> a pol:Indicator ; rdfs:label "Tỷ lệ"@vi ; pol:value 15.0 ; pol:valueMax 16.5 ; pol:targetYear "2025"^^xsd:gYear .
    <urn:claim> rdf:subject <urn:task> ; rdf:object <urn:goal> .
    <urn:plan> pol:assigns <urn:task> ; a pol:Plan, pol:PolicyDocument ; rdfs:label "Kế hoạch"@vi ; pol:tier 6 ;
        eli:date_document "2021-12"^^xsd:gYearMonth ."""
)


def test_a_sound_batch_is_told_without_pyshacl() -> None:
    assert certain(SOUND, claims=True)
    assert certain(SOUND, claims=False)
    assert not [*shapes._results(SOUND, shapes._shapes(claims=True))]


KINDS = ("string", "integer", "decimal", "date", "gYear", "gYearMonth", "boolean", "anyURI", "double")
WORDS = st.sampled_from(
    ["", "a", "b", "1", "01", "+1", "-1", "1.0", "1.00", " 1", "15.0", "1e3", "2021", "0021", "-2021", "2021-02", "2021-13", "2021-02-01",
     "2021-02-30", "2021-02-01Z", "20210201", "a\nb", "vi", "٣", "12/NQ-CP", "group:other", "text/a", "x" * 20_000]
)  # fmt: skip
LITERALS = st.builds(
    lambda words, kind: Literal(words, datatype=NamedNode(PREFIXES["xsd"] + kind)), WORDS, st.sampled_from(KINDS)
) | st.builds(
    lambda words, language: Literal(words, language=language), WORDS, st.sampled_from(["vi", "en", "VI", "vi-VN"])
)
TERMS = LITERALS | st.sampled_from(
    sorted({term for row in SOUND for term in row if isinstance(term, NamedNode)}, key=str)
)
PLACES = st.integers(0, len(SOUND) - 1)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["drop", "object", "another", "subject"]), PLACES, PLACES, TERMS), min_size=1, max_size=3
)


def changed(changes: list[tuple[str, int, int, Term]]) -> set[Row]:
    found = [*SOUND]
    for how, place, other, term in changes:
        subject, predicate, thing = found[place % len(found)]
        if how == "drop":
            del found[place % len(found)]
        elif how == "object":
            found[place % len(found)] = (subject, predicate, term)
        elif how == "another":
            found.append((subject, predicate, term))
        else:
            found.append((found[other % len(found)][0], predicate, thing))
    return set(found)


@examples(150)
@given(CHANGES, st.booleans())
def test_in_what_is_called_sound_pyshacl_finds_nothing(changes: list[tuple[str, int, int, Term]], claims: bool) -> None:
    batch = changed(changes)
    if certain(batch, claims=claims):
        assert [*shapes._results(batch, shapes._shapes(claims=claims))] == []


def test_what_is_unusual_is_left_to_pyshacl() -> None:
    zone, kind, above = (
        NamedNode("urn:x"),
        NamedNode(PREFIXES["rdf"] + "type"),
        NamedNode(PREFIXES["rdfs"] + "subClassOf"),
    )
    assert certain([(zone, kind, NamedNode("urn:y"))], claims=True)
    assert not certain([(zone, above, NamedNode("urn:y"))], claims=True)
    assert not certain([(BlankNode("x"), kind, NamedNode("urn:y"))], claims=True)
    assert not certain([(zone, kind, BlankNode("x"))], claims=True)


def test_shapes_that_say_what_is_not_known_are_left_to_pyshacl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shape = "a sh:PropertyShape ; sh:targetClass pol:Zone ; sh:path"
    monkeypatch.setattr("graph.validate.certain.ontology_dir", lambda: tmp_path)
    told = {
        f"{shape} rdfs:label ; sh:minCount 1": True, f"{shape} rdfs:label ; sh:uniqueLang true": False,
        f"{shape} [ sh:zeroOrMorePath rdfs:label ]": False, f"{shape} rdfs:label ; sh:datatype xsd:double": False,
        f"{shape} rdfs:label ; sh:deactivated true": False, "sh:targetClass pol:Zone": False, f"{shape} rdfs:label ; sh:nodeKind sh:Literal": False,
    }  # fmt: skip
    for body, known in told.items():
        prefixes = "".join(
            f"@prefix {prefix}: <{iri}> .\n"
            for prefix, iri in {**PREFIXES, "sh": "http://www.w3.org/ns/shacl#"}.items()
        )
        (tmp_path / "shapes.ttl").write_text(f"{prefixes}<urn:shape> {body} .", "utf-8")
        quick._known.cache_clear()
        assert certain([], claims=True) is known, body
    quick._known.cache_clear()


@pytest.mark.parametrize(("change", "problem"), [(case[1], case[2]) for case in BROKEN if case[2] == "shape"])
def test_the_report_is_the_same_as_that_of_pyshacl_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change, problem: str
) -> None:
    out = built(tmp_path, change)
    quick = validate(out)
    monkeypatch.setattr(shapes, "certain", lambda batch, claims: False)
    assert validate(out) == quick
    assert problem in {each.check for each in quick.problems}


def test_a_sound_graph_is_checked_without_loading_pyshacl(sample_output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    assert validate(sample_output).ok
