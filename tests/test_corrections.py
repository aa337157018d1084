"""Corrections: what a curator decided is done on every build, each with its claim, and nothing else changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from conftest import Run, examples
from curating import CORRECTIONS, KHO, PLAN, folder, make, resolved
from hypothesis import given
from hypothesis import strategies as st

from graph.build import SAMPLES, build
from graph.curate import read_files, read_with
from graph.curate.writing import checked, write
from graph.errors import PolicyGraphError
from graph.model import Claim, Correction, Facts, Source, Span, digest, line
from graph.rdf import quads
from graph.reading import find, read
from graph.store import open_graph
from graph.structure.parts import parts
from graph.validate import validate
from graph.view.text.changes import changes

PLAIN = resolved()
KINDS = (
    "task",
    "measure",
    "zone",
    "project",
    "goal",
    "citation",
    "leads",
    "coordinates",
    "time",
    "implements",
    "basedOn",
    "replaces",
)


def written(facts: Facts) -> list[str]:
    """The quads, as a build writes them: sorted, each once."""
    return sorted({str(quad) for quad in quads(facts)})


def said(facts: Facts, predicate: str) -> set[tuple[str, str]]:
    return {
        (claim.subject.rpartition("/")[2], claim.object.rpartition("/")[2])
        for claim in facts.claims
        if claim.predicate == predicate
    }


def test_every_correction_of_the_example_takes_effect_and_all_verbs_are_among_them() -> None:
    found = resolved(CORRECTIONS)
    assert [str(outcome) for outcome in found.outcomes if outcome.fault] == []
    assert len(found.outcomes) == len(CORRECTIONS) >= 16
    assert {one.verb for one in CORRECTIONS} == {"read", "say", "unsay", "same", "apart"}
    assert len(found.corrected) == len(CORRECTIONS)


def test_each_verb_does_what_it_says() -> None:
    found = resolved(CORRECTIONS)
    values = {entity.id.rpartition("/")[2]: dict(entity.values) for entity in found.entities}
    first = next(entity for entity in found.entities if entity.id.endswith("91-kh-ubnd/2023/ii-1"))
    assert str(dict(first.values)["pol:due"]) == "2023-06-30", "read"
    assert "quý II/2023" in str(dict(first.values)["pol:text"])
    assert float(str(values["ii-3"]["pol:confidence"])) == 1, "a doubtful task that was confirmed"
    assert "pol:due" not in values["ii-2"], "its time is unsaid"
    assert ("2023", "2023") in said(found, "pol:basedOn")
    assert ("so-khoa-hoc-va-cong-nghe", "ii-1") in said(found, "pol:coordinates")
    assert ("so-tai-chinh", "ii-2") not in said(found, "pol:coordinates")
    assert ("group-departments", next(o for _, o in said(found, "pol:assigns") if o.startswith("iii-"))) in said(
        found, "pol:leads"
    )
    assert not any(entity.id.endswith("ccn-bai-nganh") for entity in found.entities), "same"
    (zone,) = (entity for entity in found.entities if entity.id.endswith("ccn-bai-ngang"))
    assert "Cụm công nghiệp Bãi Nganh" in zone.alt
    assert len({e.id for e in found.entities if e.id.startswith("document/tuyen-quang/88-nq-tu")}) == 2, "apart"


def test_what_is_read_otherwise_keeps_the_words_that_are_printed() -> None:
    found = resolved([CORRECTIONS[0]])
    (task,) = (c for c in found.claims if c.predicate == "rdf:type" and c.subject.endswith("91-kh-ubnd/2023/ii-1"))
    assert task.exact == task.span.of(PLAN) == "Sở Y tế lập sổ theo dõi bãi chợ trong quý 1I/2023."
    unmoved = [c for c in found.claims if c.document.endswith("91-kh-ubnd/2023")]
    assert len(unmoved) > 20
    assert all(c.exact == c.span.of(PLAN) for c in unmoved)


@pytest.mark.parametrize("instead", ["Số: 12345/KH-UBND", "Số: 1/KH-UBND"])
def test_a_letterhead_can_be_read_otherwise_and_its_document_is_known_by_the_number_that_is_printed(
    instead: str,
) -> None:
    findings, headings = read_with(Source("a.txt", PLAN), [make("read", "Số: 91/KH-UBND", as_=instead)])
    assert findings.document.header.number == instead.removeprefix("Số: ")
    assert findings.document.source.text == PLAN
    assert [heading.span.of(PLAN) for heading in headings] == ["II. NHIỆM VỤ", "III. TỔ CHỨC THỰC HIỆN"]
    assert len(findings.tasks) == 4
    assert findings.document.view.back(findings.citations[-1].at).of(PLAN).startswith("Quyết định số 17/QĐ-TTg")


def test_corrections_are_found_however_a_text_composes_its_letters_and_breaks_its_lines() -> None:
    torn = unicodedata.normalize("NFD", PLAN.replace("xây kho", "xây\nkho"))
    for one in (make("say", KHO, "task"), make("read", KHO, as_="Giao Sở Y tế xây kho lạnh.")):
        findings, _ = read_with(Source("a.txt", torn), [one])
        assert [(outcome.places, outcome.fault) for outcome in findings.corrected] == [(1, "")]


def sources() -> list[Path]:
    return [file.path for file in find([SAMPLES]).files]


@pytest.mark.parametrize("file", sources(), ids=lambda path: path.name)
def test_to_read_words_as_they_are_changes_nothing(file: Path) -> None:
    """Through tables, headings and wrapped lines: what is read otherwise comes back to where it is printed, character by character."""
    (source, *_) = parts(read(file))
    plain, headings = read_with(source)
    words = source.text.split()
    assert len(words) > 100
    for start in range(20, len(words) - 6, len(words) // 3):
        quoted = " ".join(words[start : start + 5])
        same, also = read_with(source, [make("read", quoted, document=file.name, as_=quoted)])
        assert same.corrected[0].places, quoted
        assert replace(same, document=plain.document, corrected=()) == plain
        assert also == headings


def test_all_sources_of_the_samples_are_read_so() -> None:
    assert len(sources()) >= 14


LINES = st.builds(
    lambda verb, words, about, document, details: make(verb, words, about if verb != "read" else "", document, **details),
    st.sampled_from(["read", "say", "unsay", "same", "apart"]),
    st.integers(0, len(PLAN.split()) - 1).flatmap(lambda i: st.integers(1, 9).map(lambda n: " ".join(PLAN.split()[i : i + n]))),
    st.sampled_from(KINDS),
    st.sampled_from(["91/KH-UBND", "95/KH-UBND", "ke-hoach-91.txt"]),
    st.fixed_dictionaries({"as_": st.sampled_from(["", "Quý II/2023", "Sở Y tế"])}, optional={
        key: st.sampled_from(["88-NQ/TU", "-1", "1e999", "NaN", "2025", "Sở Y tế", "hằng năm", "\u202e", "Giao Sở …", "٣"])
        for key in ("task", "number", "to", "from_", "value", "year", "unit", "name", "kind", "body", "time", "comparator")
    }),
)  # fmt: skip


@examples(120)
@given(st.lists(LINES, min_size=1, max_size=6))
def test_nothing_that_a_line_can_say_makes_a_document_fail(some: list[Correction]) -> None:
    found = resolved(some)
    assert len(found.read) == 2
    assert written(found)
    assert {outcome.correction for outcome in found.outcomes} | {
        two for o in found.outcomes for two in o.beside
    } == set(some)
    texts = dict.fromkeys([id for path, id in found.read if path == "ke-hoach-91.txt"], PLAN)
    assert all(claim.exact == claim.span.of(texts[claim.document]) for claim in found.claims if claim.document in texts)


@examples(60)
@given(st.permutations(CORRECTIONS), st.integers(1, len(CORRECTIONS)))
def test_corrections_in_any_order_give_the_same_bytes(order: Sequence[Correction], most: int) -> None:
    some = order[:most]
    assert written(resolved(some)) == written(resolved(sorted(some)))


KEPT = {one: resolved([one]) for one in CORRECTIONS}


@pytest.mark.parametrize("one", CORRECTIONS, ids=lambda one: f"{one.verb} {one.about}")
def test_no_correction_changes_another_finding(one: Correction) -> None:
    """What rests on other words is the same claim, at the same address, with the same ends and the same rule."""
    found = KEPT[one]
    by = {correction.correction: correction for correction in found.corrected}[one]
    assert by.span
    at, document = by.span, by.document
    ends = {by.subject, by.object} - {""}

    def elsewhere(claim: Claim) -> bool:
        near = claim.document == document and claim.span.start < at.end and at.start < claim.span.end
        return not near and not ends & {claim.subject, claim.object}

    tasks = {
        c.subject for c in PLAIN.claims if c.predicate == "rdf:type" and c.document == document and _over(c.span, at)
    }
    narrowed = one.detail("task").removesuffix(" …")
    tasks |= {
        c.subject for c in PLAIN.claims if narrowed and c.predicate == "rdf:type" and c.exact.startswith(narrowed)
    }
    whole = (one.verb, one.about) == ("unsay", "task") or one.verb == "read"
    before, after = (
        {
            replace(c, said=None)
            for c in facts.claims
            if elsewhere(c) and not (tasks & {c.subject, c.object} and (whole or one.about == "task"))
        }
        for facts in (PLAIN, found)
    )
    assert before - after == set()
    cited = {
        c for c in after if c.predicate == "pol:cites" and one.verb == "unsay"
    }  # what is left where a stronger word is taken back
    assert all(c.subject in tasks or c.object in tasks or ends & {c.subject, c.object} for c in after - before - cited)
    assert len(before) > 15


def _claimed(facts: Facts) -> set[Claim]:
    return {replace(claim, said=None) for claim in facts.claims}


@examples(60)
@given(st.permutations(CORRECTIONS), st.integers(2, len(CORRECTIONS)))
def test_corrections_together_change_what_each_changes_alone(order: Sequence[Correction], most: int) -> None:
    """What none of several changes stays under all of them; what all of them add, one of them adds, or it has an end that one of them changed."""
    some, before = order[:most], _claimed(PLAIN)
    alone = [_claimed(KEPT[one]) for one in some]
    together = _claimed(resolved(some))
    assert len(before.intersection(*alone)) > 15
    assert before.intersection(*alone) - together == set()
    moved = {end for each in alone for claim in before ^ each for end in (claim.subject, claim.object)}
    new = together - before.union(*alone)
    assert {claim for claim in new if not moved & {claim.subject, claim.object}} == set()


def _over(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def test_each_correction_is_a_claim_with_its_curator_and_provenance(tmp_path: Path) -> None:
    at = folder(tmp_path / "docs", [line(one) for one in CORRECTIONS])
    result = build([at], tmp_path / "out", pages=False)
    assert result.faults == ()
    assert validate(result.out).problems == ()
    graph = open_graph(result.out)
    rows = graph.query(
        """SELECT ?verb ?who ?day ?why ?words WHERE { GRAPH <https://w3id.org/policygraph/id/graph/corrections> {
        ?document pol:correctedBy ?one . ?one a pol:Correction ; pol:verb ?verb ; prov:endedAtTime ?day ; rdfs:comment ?why ;
            prov:wasAssociatedWith/rdfs:label ?who ; prov:used ?document .
        ?claim a pol:Claim ; rdf:subject ?document ; rdf:predicate pol:correctedBy ; rdf:object ?one ; pol:curatedBy ?who ;
            prov:wasGeneratedBy ?one ; pol:statedIn ?document ; oa:exact ?words } }"""
    ).rows
    assert len(rows) == len(CORRECTIONS)
    assert {row[1:4] for row in map(tuple, rows)} == {("Trần An", "2026-11-29", "vì thế")}
    edges = graph.query("SELECT ?p WHERE { ?a ?p ?b VALUES ?p { owl:sameAs owl:differentFrom } }").rows
    assert len(edges) == 2
    new = graph.query(
        """SELECT ?p WHERE { ?c pol:curatedBy ?who ; rdf:predicate ?p ; prov:wasGeneratedBy ?one
        FILTER NOT EXISTS { ?c pol:extractedBy ?rule } }"""
    ).rows
    assert {str(p).rpartition("#")[2] for (p,) in new} >= {
        "type",
        "leads",
        "coordinates",
        "targets",
        "basedOn",
        "containsMeasure",
    }
    confirmed = graph.query(
        "SELECT ?c WHERE { ?c pol:extractedBy ?rule ; pol:curatedBy ?who ; prov:wasInfluencedBy ?one }"
    ).rows
    assert len(confirmed) >= 3


def test_a_graph_without_corrections_holds_nothing_of_them() -> None:
    assert not any("graph/corrections" in quad for quad in written(PLAIN))


def test_a_build_with_corrections_is_the_same_bytes_whatever_the_order_of_lines_and_files(tmp_path: Path) -> None:
    lines = [line(one) for one in CORRECTIONS]
    one = folder(tmp_path / "one", lines)
    two = folder(tmp_path / "two", lines[::-2])
    (two / "corrections-2026-11-29.yml").write_text("\n".join(lines[-2::-2]) + "\n", "utf-8")
    built = [build([at], tmp_path / f"{at.name}-out", pages=False) for at in (one, two)]
    assert [each.faults for each in built] == [(), ()]
    assert built[0].out.joinpath("graph.nq").read_bytes() == built[1].out.joinpath("graph.nq").read_bytes()


def test_words_that_are_gone_are_told_and_the_others_are_done(tmp_path: Path, policygraph: Run) -> None:
    gone = make("unsay", "Sở Lạ mở hội", "task")
    away = make("unsay", "Sở Lạ", "task", document="7/KH-UBND")
    none = make("unsay", "bãi chợ", "zone")
    at = folder(tmp_path / "docs", map(line, (gone, CORRECTIONS[1], away, none)))
    done = policygraph("build", at, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.splitlines()[:3] == [
        "corrections.yaml, line 1: its words are not in ke-hoach-91.txt: “Sở Lạ mở hội”; quote them as they are printed, or take the line out",
        "corrections.yaml, line 3: no document here is called 7/KH-UBND; name it by its number as it is printed, or by its file",
        "corrections.yaml, line 4: nothing of the kind “zone” rests on these words in ke-hoach-91.txt: “bãi chợ”; its page shows what does",
    ]  # fmt: skip
    assert "3 corrections not done; built: 2 documents" in done.stderr
    report = (tmp_path / "out" / "report.md").read_text("utf-8")
    assert "## Corrections that were not done" in report
    assert "Sở Lạ mở hội" in report
    assert "| say task |" in report


def test_corrections_beside_a_file_that_is_given_alone_may_be_of_others(tmp_path: Path) -> None:
    at = folder(
        tmp_path / "docs", map(line, (CORRECTIONS[1], make("unsay", "Sở Y tế", "leads", document="95/KH-UBND")))
    )
    result = build([at / "ke-hoach-91.txt"], tmp_path / "out", pages=False)
    assert (result.faults, len(result.facts.corrected)) == ((), 1)


CLASHES = {
    "one says what the other unsays": (make("say", KHO, "task"), make("unsay", KHO, "task")),
    "they say different things": (make("say", KHO, "task", lead=("Sở Y tế",)), make("say", KHO, "task", lead=("Sở Nội vụ",))),
    "they read the same words in two ways": (make("read", "quý 1I", as_="quý II"), make("read", "quý 1I", as_="quý III")),
    "they take the same words for two things": (make("same", "Bãi Nganh", "Bãi Ngang"), make("same", "Bãi Nganh", "Bãi Dài")),
    "one joins what the other parts": (make("same", "Bãi Nganh", "Bãi Ngang"), make("apart", "Bãi Nganh", "Bãi Ngang")),
    "lie over one another": (make("read", "trong quý 1I", as_="trong quý II"), make("read", "quý 1I/2023", as_="quý II/2023")),
}  # fmt: skip


@pytest.mark.parametrize("why", CLASHES)
def test_two_that_cannot_stand_together_are_told_with_both_lines_and_neither_is_done(tmp_path: Path, why: str) -> None:
    one, two = CLASHES[why]
    at = folder(tmp_path, ["# who decided what", line(one), line(CORRECTIONS[9]), "", line(two)])
    result = build([at], tmp_path / "out", pages=False)
    told = {str(fault) for fault in result.faults}
    assert {text.partition(": ")[0] for text in told} == {"corrections.yaml, line 2 and corrections.yaml, line 5"}
    assert all(why in text and ("keep one of the two" in text or "join them" in text) for text in told)
    assert [done.correction.about for done in result.facts.corrected] == ["goal"]


def test_two_of_one_document_contradict_each_other_by_whatever_name_they_call_it(tmp_path: Path) -> None:
    at = folder(
        tmp_path / "docs", map(line, (make("say", KHO, "task"), make("unsay", KHO, "task", document="ke-hoach-91.txt")))
    )
    result = build([at], tmp_path / "out", pages=False)
    (told,) = map(str, result.faults)
    assert (
        told
        == "corrections.yaml, line 1 and corrections.yaml, line 2: one says what the other unsays; keep one of the two"
    )
    assert result.facts.corrected == ()


def test_what_narrows_two_corrections_down_to_other_things_keeps_them_apart() -> None:
    from graph.curate.clashes import clashes

    yes, no = make("say", "Sở Y tế", "leads", task="Lập sổ"), make("unsay", "Sở Y tế", "leads", task="Mở chợ")
    assert clashes([yes, no]) == ()
    assert len(clashes([yes, replace(no, details=())])) == 1, "of every task"
    assert len(clashes([make("say", KHO, "task"), make("unsay", KHO, "task", number="II.3")])) == 1


def test_what_is_said_instead_of_what_is_unsaid_is_no_contradiction() -> None:
    pair = (make("unsay", KHO, "task"), make("say", KHO, "task", lead=("Sở Y tế",)))
    found = resolved(pair)
    assert [outcome.places for outcome in found.outcomes] == [1, 1]
    leads = {s for s, o in said(found, "pol:leads") if o.startswith(("ii-3", "x-"))}
    assert leads == {"so-y-te"}


def test_a_group_may_be_named_as_gold_names_it_and_what_is_no_name_is_told() -> None:
    found = resolved([make("say", KHO, "task", lead=("group:communes", "Sở Y tế"))])
    assert {s for s, o in said(found, "pol:leads") if o == "ii-3"} == {"group-communes", "so-y-te"}
    for lead, reason in (("group:weather", "is no group; known are communes, "), ("abc", "names no body")):
        (outcome,) = resolved([make("say", KHO, "task", lead=(lead,))]).outcomes
        assert reason in outcome.fault


def test_two_annotators_may_say_the_same(tmp_path: Path) -> None:
    twice = [line(make("say", KHO, "task", by=who)) for who in ("Trần An", "Lê Bình", "Trần An")]
    result = build([folder(tmp_path / "docs", twice)], tmp_path / "out", pages=False)
    assert (result.faults, len(result.facts.corrected)) == ((), 2)


@pytest.mark.parametrize("about", ["task", "measure", "citation", "zone", "basedOn"])
def test_what_two_annotators_say_and_no_rule_found_stays_what_no_rule_found(about: str) -> None:
    details = {"zone": {"name": "Trạm Cân Đong", "kind": "OtherZone"}, "basedOn": {"to": "17/QĐ-TTg"}}.get(about, {})
    an, binh = (make("say", "Trạm Cân Đong", about, by=who, **details) for who in ("Trần An", "Lê Bình"))
    once, twice = resolved([an]), resolved([binh, an])
    assert {outcome.fault for outcome in twice.outcomes} == {""}
    assert len(twice.claims) == len(once.claims)
    assert [c for c in twice.claims if c.said and (c.rule or not c.said.new)] == []


HOSTILE = {
    "aliases": ("- &a {unsay: task}\n- *a\n", 1, "anchors and aliases"),
    "a bomb": ("a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", 1, "it is no list"),
    "a bomb in a list": ("- x: &a [b, b]\n  y: [*a, *a]\n", 1, "anchors and aliases"),
    "a tag": ("- {unsay: !!python/object/apply:os.system [\"x\"]}\n", 1, "the tag"),
    "no YAML": ("- {unsay: task, words: \"a\n", 2, "this is no YAML"),
    "a number for a list": ("- 5\n", 1, "this is no correction"),
    "a text": ("hello\n", 1, "it is no list"),
    "a mapping": ("unsay: task\n", 1, "it is no list"),
    "depth": ("- " + "[" * 50_000 + "\n", 1, "this is no"),
    "depth in a value": ("- {unsay: " + "[" * 50_000 + "\n", 1, "this is no"),
    "keys of its own": ("- {unsay: {a: b}}\n", 1, "holds keys of its own"),
    "no verb": ("- {words: a, document: b}\n", 1, "begins with none of"),
    "two verbs": ("- {say: task, unsay: task}\n", 1, "begins with several of"),
    "an odd key": ("- {unsay: task, document: a, words: b,\n   colour: red, by: An, date: 2026-11-29, why: x}\n", 2, "'colour' is no key of unsay"),
    "a key twice": ("- {unsay: task, unsay: zone}\n", 1, "stands twice"),
    "an odd kind": ("- {unsay: weather, document: a, words: b}\n", 1, "'weather' can not be said; known are task"),
    "a list for a text": ("- {unsay: task, document: [a], words: b, by: An, date: 2026-11-29, why: x}\n", 1, "document is a list"),
    "a text for a list": ("- {say: task, document: a, words: b, lead: c, by: An, date: 2026-11-29, why: x}\n", 1, "lead is no list"),
    "no day": ("- {unsay: task, document: a, words: b, by: An, date: yesterday, why: x}\n", 1, "is no day; write it as 2026-11-29"),
    "nobody": ("- {unsay: task, document: a, words: b, date: 2026-11-29, why: x}\n", 1, "by is missing"),
    "no reason": ("- {unsay: task, document: a, words: b, by: An, date: 2026-11-29, why: \"\"}\n", 1, "why is empty"),
    "nothing instead": ("- {read: a, document: b, by: An, date: 2026-11-29, why: x}\n", 1, "as is missing"),
    "10,000 lines": ("\n" * 10_000, 5_001, "it has 10,000 lines, the limit is 5,000"),
    "10,000 corrections": ("- {unsay: task}\n" * 10_000, 5_001, "the limit is 5,000"),
    "a long text": (f"- {{unsay: task, words: {'a' * 6000}}}\n", 1, "words has 6,000 characters"),
    "megabytes": ("#" * 3_000_000, 1, "more than 2,000,000 bytes"),
    "another encoding": ("- x\n- Kế hoạch\n".encode("utf-16"), 1, "it is not UTF-8 there"),
    "no UTF-8": (b"- {unsay: task,\n   words: \xff}\n", 2, "it is not UTF-8 there"),
    "controls": ("- {unsay: \"\x07\"}\n", 1, "characters that YAML does not allow"),
    "two lists": ("- {words: x}\n---\n- {words: y}\n", 2, "a second list begins here"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_or_mistaken_file_is_told_with_file_and_line_and_costs_nothing_else(
    tmp_path: Path, what: str
) -> None:
    raw, number, reason = HOSTILE[what]
    (tmp_path / "corrections.yaml").write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    (tmp_path / "corrections-2.yaml").write_text(line(CORRECTIONS[1]) + "\n", "utf-8")
    began = process_time()
    kept = read_files([tmp_path / "corrections.yaml", tmp_path / "corrections-2.yaml"])
    assert process_time() - began < 5
    assert kept.corrections == (CORRECTIONS[1],), "those of the other file"
    first, *_ = map(str, kept.faults)
    assert first.startswith(f"corrections.yaml, line {number}: "), first
    assert reason in first
    assert len(first) < 600


def test_a_build_goes_on_without_a_hostile_file_and_says_so(tmp_path: Path, policygraph: Run) -> None:
    at = folder(tmp_path / "docs", ["- &a {unsay: task}", "- *a"])
    done = policygraph("build", at, "-o", tmp_path / "out", "-q")
    assert (done.returncode, (tmp_path / "out" / "index.html").exists()) == (1, True)
    assert "corrections.yaml, line 1: anchors and aliases (& and *) are not read" in done.stderr


def test_thousands_of_corrections_of_one_thing_take_no_time() -> None:
    from graph.curate.clashes import clashes

    many = sorted(make("read", "quý 1I", as_=f"quý {n}") for n in range(4_000))
    began = process_time()
    assert len(clashes(many)) > 1_000
    assert process_time() - began < 5


def test_words_that_stand_in_thousands_of_places_are_read_otherwise_in_no_time() -> None:
    text = PLAN + "".join(f"{n}. Mở  chợ   1I, kẻ  vạch.\n" for n in range(4_000))
    began = process_time()
    findings, _ = read_with(Source("a.txt", text), [make("read", "1I", as_="II")])
    assert [outcome.places for outcome in findings.corrected] == [4_001]
    assert process_time() - began < 15


def test_a_line_is_read_back_as_it_was_whatever_stands_in_it(tmp_path: Path) -> None:
    odd = "a “b” \"c\" 'd' \\ # - { } [ ] : , & * ! | > % @ ` \t \n \u2028 \u202e \U0001f600 </script> ```"
    one = make("say", odd, "task", document=odd, by=odd, lead=(odd, "b"), time=odd)
    (tmp_path / "corrections.yaml").write_text(line(one) + "\n", "utf-8")
    kept = read_files([tmp_path / "corrections.yaml"])
    assert (kept.corrections, kept.faults) == ((one,), ())
    assert "\n" not in line(one)


def test_corrections_of_a_document_have_a_digest_that_does_not_tell_their_order_or_place() -> None:
    moved = [replace(one, line=7, file="x") for one in reversed(CORRECTIONS)]
    assert digest(moved) == digest(CORRECTIONS) != digest(CORRECTIONS[1:])


def test_a_likeness_is_proposed_until_a_curator_decides() -> None:
    (proposed,) = (note for note in PLAIN.notes if note.kind == "proposed")
    (offer,) = proposed.offers
    assert (offer.about, offer.words) == ("Cụm công nghiệp Bãi Ngang", "Cụm công nghiệp Bãi Nganh")
    assert any(entity.id.endswith("ccn-bai-nganh") for entity in PLAIN.entities), "and is not done"
    for verb in ("same", "apart"):
        found = resolved([replace(offer, verb=verb, by="An", date="2026-11-29", why="x")])  # type: ignore[arg-type]
        assert not any(note.kind == "proposed" for note in found.notes), verb
        assert any(entity.id.endswith("ccn-bai-nganh") for entity in found.entities) == (verb == "apart")


def test_a_document_without_a_number_that_is_cited_by_a_like_title_is_proposed(tmp_path: Path) -> None:
    """By a title that another text prints it is known; by one that is only like it, a curator has to say so."""
    (tmp_path / "nghi-quyet.txt").write_text(
        "TỈNH ỦY TUYÊN QUANG\nNGHỊ QUYẾT\nvề mở chợ đêm ven sông tại các phường giai đoạn 2023 - 2025\n\n1. Mở chợ.\n",
        "utf-8",
    )
    cited = "Thực hiện Nghị quyết số 88-NQ/TU của Tỉnh ủy về {} ven sông tại các phường giai đoạn 2023 - 2025;"
    for words, proposed in (("mở chợ đêm", 0), ("mở chợ đềm", 1)):
        (tmp_path / "ke-hoach.txt").write_text(
            PLAN.partition("Thực hiện")[0] + f"Về chợ\n\n{cited.format(words)}\n", "utf-8"
        )
        found = build([tmp_path], tmp_path.parent / f"{tmp_path.name}-{proposed}", pages=False).facts
        offers = [offer for note in found.notes if note.kind == "proposed" for offer in note.offers]
        assert len(offers) == proposed, words
        assert any(note.code == "recognised" and note.kind == "merged" for note in found.notes) != bool(proposed)
    (tmp_path / "corrections.yaml").write_text(
        line(replace(offers[0], by="An", date="2026-11-29", why="cùng một văn bản")) + "\n", "utf-8"
    )
    result = build([tmp_path], tmp_path.parent / f"{tmp_path.name}-said", pages=False)
    assert (result.faults, [note for note in result.facts.notes if note.kind == "proposed"]) == ((), [])
    (resolution,) = (entity for entity in result.facts.entities if entity.kind == "Resolution")
    assert dict(resolution.values)["eli:id_local"] == "88-NQ/TU"
    assert dict(resolution.values)["pol:sourceFile"] == "nghi-quyet.txt"


def test_the_command_shows_what_changes_before_it_writes(tmp_path: Path, policygraph: Run) -> None:
    at = folder(tmp_path / "docs")
    given = ("--document", "91/KH-UBND", "--by", "Trần An", "--why", "nét bị mất", "--date", "2026-11-29")
    read = ("correct", at, *given, "--read", "quý 1I/2023", "--as", "quý II/2023")
    refused = policygraph(*read)
    assert refused.returncode == 1, "nobody answered"
    assert not (at / "corrections.yaml").exists()
    assert "+ task “Sở Y tế lập sổ theo dõi bãi chợ trong quý II/2023.”: due 2023-06-30" in refused.stdout
    done = policygraph(*read, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert read_files([at / "corrections.yaml"]).corrections[0].detail("as") == "quý II/2023"
    again = policygraph(*read, "--yes")
    assert (again.returncode, "stands there already" in again.stderr) == (1, True)
    clash = policygraph("correct", at, *given, "--read", "quý 1I/2023", "--as", "quý IV/2023", "--yes")
    assert (clash.returncode, "corrections.yaml, line 2 and corrections.yaml, line 3" in clash.stderr) == (1, True)
    gone = policygraph("correct", at, *given, "--unsay", "task", "--words", "Sở Lạ mở hội", "--yes")
    assert (gone.returncode, "its words are not in ke-hoach-91.txt" in gone.stderr) == (1, True)
    odd = policygraph(
        "correct", at, *given, "--say", "task", "--words", KHO, "--with", "lead=Sở Y tế", "--with", "colour=red"
    )
    assert (odd.returncode, "known are as, task" in odd.stderr) == (2, True)
    kept = policygraph("correct", at, *given, "--say", "task", "--words", KHO, "--with", "lead=Sở Y tế", "--yes")
    assert (kept.returncode, kept.stderr) == (0, "")
    assert "+ Sở Y tế tỉnh Tuyên Quang leads task “Giao Sở Công Thương xây kho lạnh" in kept.stdout
    assert len(read_files([at / "corrections.yaml"]).corrections) == 2


def test_the_command_leaves_a_file_alone_that_it_cannot_read(tmp_path: Path, policygraph: Run) -> None:
    at = folder(tmp_path / "docs", ["- &a {unsay: task}"])
    done = policygraph(
        "correct", at, "--document", "91/KH-UBND", "--say", "task", "--words", KHO, "--by", "An", "--why", "x", "--yes"
    )
    assert done.returncode == 1
    assert (
        "line 1: anchors and aliases (& and *) are not read; write the words out, in quotes; nothing was added"
        in done.stderr
    )
    assert (at / "corrections.yaml").read_text("utf-8") == "- &a {unsay: task}\n"


@pytest.mark.parametrize("text", ["[]\n", "- {say: task}\n...\n", "#\n" * 5_000])
def test_no_line_is_put_behind_what_could_not_be_read_with_it(tmp_path: Path, text: str) -> None:
    (file := tmp_path / "corrections.yaml").write_text(text, "utf-8")
    with pytest.raises(PolicyGraphError, match=r"with one line more it could not be read .*; nothing was added"):
        checked(CORRECTIONS[1], file, read_files([]))


def test_a_line_is_put_behind_others_and_the_file_stays_as_it_is(tmp_path: Path) -> None:
    before = b"# of ours\r\n- " + line(CORRECTIONS[1])[2:].encode() + b"\r\n"
    (file := tmp_path / "corrections.yaml").write_bytes(before)
    one, every = checked(CORRECTIONS[2], file, read_files([file]))
    write(one, file)
    assert file.read_bytes() == before + line(CORRECTIONS[2]).encode() + b"\n"
    assert read_files([file]).corrections == every.corrections


def test_what_is_said_of_no_task_or_of_several_is_told() -> None:
    for about, words in (("time", "quý 1I/2023"), ("leads", "Sở Y tế")):
        for details, reason in (
            ({"task": "Sở Lạ mở hội"}, "has the words “Sở Lạ mở hội”"),
            ({"number": "99"}, "is meant"),
            ({}, "of which"),
        ):
            (outcome,) = resolved([make("say", words, about, **details)]).outcomes  # fmt: skip
            assert reason in outcome.fault, (about, details)


def test_changes_are_none_where_nothing_changes() -> None:
    assert changes(PLAIN, resolved()) == []
