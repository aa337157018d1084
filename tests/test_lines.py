"""Claims written as lines: the bytes that the engine writes of their quads, read back as what they say, and sorted with all others."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, serialize
from test_readable import engines

from graph.model import Claim, Correction, Entity, Facts, Said, Span
from graph.rdf import ontology_quads, quads
from graph.rdf.lines import lines
from graph.store import files
from graph.store.lines import OtherForm, by_graph, pair, things, words
from graph.store.readable import readable

IDS = st.sampled_from(["document/a", "document/b/2020", "agency/số", "task/a/1", "zone/x"])
WORDS = st.text(max_size=12) | st.sampled_from(
    ['"', "\\", '"@vi', "a\nb\r\tc", "\x00\x07\x7f\x85\xa0\u2028\ufffe\ufdd0", "Sở Y tế", "<a:x> <a:y> .", "> _:b", "", " "]
)  # fmt: skip
CORRECTION = Correction("say", "a.txt", "words", by="Trần An", date="2026-01-01", why="không đúng")
CLAIMS = st.builds(
    Claim,
    subject=IDS,
    predicate=st.sampled_from(["pol:cites", "pol:implements", "pol:leads", "pol:mentions"]),
    object=IDS,
    document=st.sampled_from(["document/a", "document/b/2020"]),
    span=st.builds(Span, st.integers(0, 9), st.integers(0, 10**9)),
    exact=WORDS,
    rule=st.sampled_from(["", "test", 'a "rule"']),
    edge=st.booleans(),
    warning=st.none() | WORDS,
    intents=st.lists(st.sampled_from(["Extension", "Construction", "Planning"]), max_size=3, unique=True).map(tuple),
    page=st.none() | st.integers(1, 99),
    box=st.none() | st.just("xywh=percent:1,2,3,4"),
)
TYPED = st.builds(
    Claim, IDS, st.just("rdf:type"), st.just("pol:Task"), st.just("document/a"), st.builds(Span, st.just(1), st.just(2)), WORDS, st.just("test")
)  # fmt: skip
FACTS = st.lists(CLAIMS | TYPED, max_size=6).map(
    lambda claims: Facts((Entity("document/a", "Plan", "A"), Entity("document/b/2020", "Law", "B")), tuple(claims))
)


def engines_lines(found: list[Quad]) -> list[bytes]:
    return sorted(set((serialize(found, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))


@examples(300)
@given(FACTS)
def test_lines_of_claims_are_those_that_the_engine_writes(facts: Facts) -> None:
    said = [*lines(facts)]
    written = b"".join(each for each in said if isinstance(each, bytes)).splitlines(keepends=True)
    rest = engines_lines([each for each in said if isinstance(each, Quad)])
    assert sorted({*written, *rest}) == engines_lines([*quads(facts)])


@examples(200)
@given(FACTS, st.sampled_from([1, 2000, 1 << 20]), st.sampled_from([64, 1 << 16]))
def test_things_are_sorted_whatever_comes_first_and_read_back(facts: Facts, part: int, read: int) -> None:
    expected = engines_lines([*quads(facts)])
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "PART", part)
        patch.setattr(files, "_READ", read)
        told = b"".join(files._merged(reversed([*lines(facts)]), Path(folder)))
        assert told == b"".join(expected)
        path = Path(folder, "graph.nq")
        path.write_bytes(told)
        assert "".join(readable(path)) == engines(expected)
    found = [*things(BytesIO(told), read=read)]
    assert b"".join(each for _, _, each, _ in found) == told
    usual = [one for _, _, _, one in found if one]
    plain = [claim for claim in facts.claims if not (claim.box or claim.page)]
    once = {
        (claim.subject, claim.predicate, claim.object, claim.document, claim.span, claim.rule) for claim in facts.claims
    }
    if len(once) == len(facts.claims):  # of several that differ in words alone the lines stand together
        assert sorted(words(one.exact) for one in usual) == sorted(claim.exact for claim in plain)


@pytest.mark.parametrize(
    "form",
    [
        b"<a:x> <a:p> <a:y> <a:g> .\r\n",
        b"<a:x>\t<a:p> <a:y> <a:g> .\n",
        b"# <a:x> <a:p> <a:y> <a:g> .\n",
        b"<a:x> <a:p> <a:y> <a:g> .",
        b"<b:x> <a:p> <a:y> <a:g> .\n<a:x> <a:p> <a:y> <a:g> .\n",
        b"<a:x> <a:p> <a:y> <a:g> .\n\n",
    ],
)
def test_another_form_is_not_taken_for_ours(form: bytes) -> None:
    with pytest.raises(OtherForm):
        assert [pair(each) for _, _, found, _ in things(BytesIO(form)) for _, told in by_graph(found) for each in told]


def test_the_ontology_is_written_as_before(tmp_path: Path) -> None:
    assert b"".join(files._merged(ontology_quads(), tmp_path)) == b"".join(engines_lines([*ontology_quads()]))


def test_a_claim_of_a_curator_is_written_whole() -> None:
    span = Span(0, 5)
    claim = Claim(
        "document/a", "pol:cites", "document/b", "document/a", span, "words", "test", said=Said(CORRECTION, new=True)
    )
    facts = Facts((), (claim,))
    assert engines_lines([each for each in lines(facts) if isinstance(each, Quad)]) == engines_lines([*quads(facts)])
