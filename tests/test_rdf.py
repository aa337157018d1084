"""Facts -> quads: types, values, graphs, claims, and that the same facts give the same graph."""

from __future__ import annotations

import calendar
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse, serialize

from graph.model import Claim, Entity, Facts, PartialDate, Ref, Span, Value
from graph.rdf import RESOLVED, claim_id, quads
from graph.vocab import GRAPH, ID, PREFIXES, expand

HERE, THERE = "document/tuyen-quang/223-kh-ubnd/2021", "document/tuyen-quang/25-nq-tu/2021"


def one(*values: tuple[str, Value], kind: str = "Plan", id: str = HERE, alt: tuple[str, ...] = ()) -> Facts:
    return Facts((Entity(id, kind, "Kế hoạch số 223/KH-UBND", alt, values),))


def claim(predicate: str = "pol:implements", **more: object) -> Claim:
    fields = {"subject": HERE, "object": THERE, "document": HERE, "span": Span(5, 8), "exact": "nêu", "rule": "test"}
    return Claim(predicate=predicate, **{**fields, **more})  # type: ignore[arg-type]


def two(*claims: Claim) -> Facts:
    return Facts((Entity(HERE, "Plan", "Kế hoạch"), Entity(THERE, "Resolution", "Nghị quyết")), claims)


def lines(facts: Facts) -> set[str]:
    """The quads as text, shortened: things by their path, terms by their prefix."""
    return {short(str(quad)) for quad in quads(facts)}


def short(text: str) -> str:
    for prefix, iri in PREFIXES.items():
        text = text.replace(f"<{iri}", f"{prefix}:<")
    return text.replace(f"<{ID}", "<")


VALUES: list[tuple[str, str, Value, str]] = [
    ("a day", "eli:date_document", PartialDate(2021, 12, 18), '"2021-12-18"^^xsd:<date>'),
    ("a month, number and day left blank", "eli:date_document", PartialDate(2022, 1), '"2022-01"^^xsd:<gYearMonth>'),
    ("a year", "eli:date_document", PartialDate(2022), '"2022"^^xsd:<gYear>'),
    ("a period's year", "pol:periodStart", 2021, '"2021"^^xsd:<gYear>'),
    ("a target year", "pol:targetYear", 2025, '"2025"^^xsd:<gYear>'),
    ("a deadline", "pol:due", PartialDate(2023, 6, 30), '"2023-06-30"^^xsd:<date>'),
    ("a tier is a number, not a year", "pol:tier", 6, '"6"^^xsd:<integer>'),
    ("a number without a language", "eli:id_local", "06/2019/NQ-HĐND", '"06/2019/NQ-HĐND"'),
    ("a title is Vietnamese", "dcterms:title", "Kế hoạch thực hiện", '"Kế hoạch thực hiện"@vi'),
    ("a task's wording is Vietnamese", "pol:text", "Rà soát", '"Rà soát"@vi'),
    ("a signer", "pol:signedBy", "Nguyễn Văn A", '"Nguyễn Văn A"'),
    ("a goal as printed", "pol:value", Decimal("12.50"), '"12.50"^^xsd:<decimal>'),
    ("a large goal is written without an exponent", "pol:value", Decimal("1E+3"), '"1000"^^xsd:<decimal>'),
    ("a whole goal is a decimal too", "pol:valueMax", 15, '"15"^^xsd:<decimal>'),
    ("a recurrence is a term", "pol:recurrence", "Annual", "pol:<Annual>"),
    ("an issuer is a thing", "eli:passed_by", Ref("agency/tuyen-quang/ubnd"), "<agency/tuyen-quang/ubnd>"),
]


def test_how_many_values() -> None:
    assert len(VALUES) == 16


@pytest.mark.parametrize(("why", "curie", "value", "written"), VALUES, ids=[case[0] for case in VALUES])
def test_value(why: str, curie: str, value: Value, written: str) -> None:
    found = {str(q.object) for q in quads(one((curie, value))) if q.predicate.value == expand(curie)}
    assert {short(text) for text in found} == {written}


def test_a_description_has_class_superclass_and_names_in_the_resolved_graph() -> None:
    assert lines(one(alt=("KH 223",), kind="Plan")) == {
        f"<{HERE}> rdf:<type> pol:<{kind}> <graph/resolved>" for kind in ("Plan", "PolicyDocument")
    } | {
        f'<{HERE}> rdfs:<label> "Kế hoạch số 223/KH-UBND"@vi <graph/resolved>',
        f'<{HERE}> skos:<altLabel> "KH 223"@vi <graph/resolved>',
    }


@pytest.mark.parametrize(
    ("kind", "above"),
    [("IndustrialPark", {"Zone"}), ("OtherDocument", {"PolicyDocument"}), ("Zone", set()), ("Agency", set())],
)
def test_superclass_is_named(kind: str, above: set[str]) -> None:
    types = {q.object for q in quads(one(kind=kind, id="zone/x")) if q.predicate.value == expand("rdf:type")}
    assert types == {NamedNode(expand(f"pol:{c}")) for c in {kind, *above}}


@given(st.integers(1900, 2100), st.one_of(st.none(), st.integers(1, 12)))
def test_a_partial_date_also_has_its_first_and_last_day(year: int, month: int | None) -> None:
    found = lines(one(("eli:date_document", PartialDate(year, month))))
    first, last = month or 1, month or 12
    days = f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(year, last)[1]}"
    for which, day in zip(("hasBeginning", "hasEnd"), days, strict=True):
        assert f"<{HERE}> time:<{which}> <day/{day}> <graph/resolved>" in found
        assert f'<day/{day}> time:<inXSDDate> "{day}"^^xsd:<date> <graph/resolved>' in found
        assert f"<day/{day}> rdf:<type> time:<Instant> <graph/resolved>" in found


def test_a_whole_date_and_a_deadline_have_no_bounds() -> None:
    found = lines(one(("eli:date_document", PartialDate(2021, 12, 18)), ("pol:due", PartialDate(2022, 1, 1))))
    assert not [line for line in found if "time:" in line]


def test_a_claim_carries_its_edge_and_the_mention_in_its_document_s_graph() -> None:
    told = claim()
    me, graph = f"<{claim_id(told)}>", f"<graph/{HERE}>"
    assert {line for line in lines(two(told)) if "graph/document" in line} == {
        f"<{HERE}> pol:<implements> <{THERE}> {graph}",
        f"<{HERE}> pol:<mentions> <{THERE}> {graph}",
        f"{me} rdf:<type> pol:<Claim> {graph}",
        f"{me} rdf:<subject> <{HERE}> {graph}",
        f"{me} rdf:<predicate> pol:<implements> {graph}",
        f"{me} rdf:<object> <{THERE}> {graph}",
        f"{me} pol:<statedIn> <{HERE}> {graph}",
        f'{me} oa:<exact> "nêu" {graph}',
        f'{me} oa:<start> "5"^^xsd:<integer> {graph}',
        f'{me} oa:<end> "8"^^xsd:<integer> {graph}',
        f'{me} pol:<extractedBy> "test" {graph}',
    }


def test_a_claim_against_time_keeps_its_words_and_warning_but_no_edge() -> None:
    told = claim(edge=False, warning="issued later")
    found = lines(two(told))
    assert f"<{HERE}> pol:<implements> <{THERE}> <graph/{HERE}>" not in found
    assert f"<{HERE}> pol:<mentions> <{THERE}> <graph/{HERE}>" in found
    assert f'<{claim_id(told)}> pol:<warning> "issued later" <graph/{HERE}>' in found


def test_a_task_that_implements_mentions_nothing() -> None:
    task = Entity("task/1", "Task", "Rà soát")
    facts = two(claim(subject="task/1"))
    found = lines(Facts((*facts.entities, task), facts.claims))
    assert f"<task/1> pol:<implements> <{THERE}> <graph/{HERE}>" in found
    assert not [line for line in found if "mentions" in line]


def test_the_existence_of_a_task_is_claimed_with_its_class_and_draws_nothing() -> None:
    told = claim("rdf:type", subject="task/1", object="pol:Task")
    found = lines(Facts((Entity("task/1", "Task", "Rà soát"),), (told,)))
    assert f"<{claim_id(told)}> rdf:<object> pol:<Task> <graph/{HERE}>" in found
    assert f"<task/1> rdf:<type> pol:<Task> <graph/{HERE}>" not in found


def test_one_edge_stated_twice_is_one_edge_with_two_claims() -> None:
    found = lines(two(claim(), claim(span=Span(50, 53))))
    assert len([line for line in found if line.startswith(f"<{HERE}> pol:<implements>")]) == 1
    assert len([line for line in found if "rdf:<type> pol:<Claim>" in line]) == 2


CLAIMS = st.builds(
    Claim,
    *(st.sampled_from([HERE, THERE, "task/1"]), st.sampled_from(["pol:cites", "pol:implements"])),
    *(st.sampled_from([HERE, THERE]), st.sampled_from([HERE, THERE])),
    st.builds(Span, st.integers(0, 3), st.integers(4, 6)),
    st.just("nêu"),
    st.sampled_from(["a", "b"]),
)


@given(CLAIMS, CLAIMS)
def test_claims_share_an_iri_exactly_when_they_say_the_same(a: Claim, b: Claim) -> None:
    assert (claim_id(a) == claim_id(b)) == (a == b)


@given(st.permutations([claim(span=Span(i, i + 3)) for i in range(4)]))
def test_the_order_of_facts_changes_nothing(claims: list[Claim]) -> None:
    facts = two(*claims)
    assert set(quads(Facts(facts.entities[::-1], tuple(claims)))) == set(
        quads(two(*sorted(claims, key=lambda c: c.span)))
    )


def test_there_are_no_blank_nodes_and_two_kinds_of_graph() -> None:
    found = list(quads(two(claim())))
    assert not [q for q in found if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]
    assert {q.graph_name for q in found} == {RESOLVED, NamedNode(GRAPH + HERE)}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_words_survive_whatever_they_are(words: str) -> None:
    """Quotes, line breaks, controls, marks that turn the writing: what a claim quotes comes back unchanged."""
    written = serialize(quads(two(claim(exact=words))), format=RdfFormat.N_QUADS)
    assert written is not None
    assert written.count(b"\n") == len(list(quads(two(claim()))))
    back = [q.object for q in parse(written, format=RdfFormat.N_QUADS) if q.predicate.value == expand("oa:exact")]
    assert back == [Literal(words)]


def test_a_mistyped_property_fails_at_once() -> None:
    with pytest.raises(AttributeError, match="no term"):
        list(quads(one(("pol:teir", 6))))
