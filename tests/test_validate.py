"""Checking a built graph: a sound one passes, and each way of breaking it is found and named."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef

from graph import vocab
from graph.errors import NotAGraph
from graph.model import Claim, Entity, Facts, PartialDate, Ref, Span
from graph.rdf import claim_id, ontology_quads, quads
from graph.store.lines import things
from graph.store.stated import stated
from graph.validate import Report, Rows, validate
from graph.vocab import ADDED_EDGES, DOCUMENT_EDGES, GRAPH, ID, OTHER_EDGES, PREFIXES, expand, ontology_dir

PLAN, RESOLUTION = "document/tuyen-quang/223-kh-ubnd/2021", "document/tuyen-quang/25-nq-tu/2021"
TEXT = "Kế hoạch\r\nthực hiện Nghị quyết số 25-NQ/TU\r\n"
WORDS = "thực hiện Nghị quyết số 25-NQ/TU"
AT = Span(TEXT.index(WORDS), TEXT.index(WORDS) + len(WORDS))
IMPLEMENTS = Claim(PLAN, "pol:implements", RESOLUTION, PLAN, AT, WORDS, "relations.test")

Change = Callable[[list[str]], list[str]]


def facts() -> Facts:
    plan = (
        ("dcterms:title", "Kế hoạch thực hiện"),
        ("eli:date_document", PartialDate(2021, 12, 18)),
        ("eli:id_local", "223/KH-UBND"),
        ("eli:passed_by", Ref("agency/tuyen-quang/ubnd")),
        ("pol:jurisdiction", Ref("place/tuyen-quang")),
        ("pol:sourceFile", "plan.txt"),
        ("pol:textFile", "text/plan.txt"),
    )
    return Facts(
        (
            Entity(PLAN, "Plan", "Kế hoạch số 223/KH-UBND", values=plan),
            Entity(RESOLUTION, "Resolution", "Nghị quyết số 25-NQ/TU", (), (("eli:date_document", PartialDate(2021)),)),
            Entity("agency/tuyen-quang/ubnd", "Agency", "Ủy ban nhân dân tỉnh Tuyên Quang"),
            Entity("place/tuyen-quang", "Place", "tỉnh Tuyên Quang"),
            Entity("zone/tuyen-quang/kcn-a", "IndustrialPark", "Khu công nghiệp A"),
        ),
        (
            IMPLEMENTS,
            Claim(PLAN, "pol:targets", "zone/tuyen-quang/kcn-a", PLAN, AT, WORDS, "zones.test"),
            Claim("zone/tuyen-quang/kcn-a", "rdf:type", "pol:IndustrialPark", PLAN, AT, WORDS, "zones.test"),
            Claim(PLAN, "pol:amends", RESOLUTION, PLAN, AT, WORDS, "test", edge=False, warning="it cannot"),
        ),
    )  # fmt: skip


def built(out: Path, change: Change = list) -> Path:
    """A graph and its text, the quads changed in between."""
    lines = [f"{quad} ." for quad in chain(ontology_quads(), quads(facts()))]
    (out / "graph.nq").write_text("".join(f"{line}\n" for line in sorted(change(lines))), "utf-8")
    (out / "text").mkdir()
    (out / "text" / "plan.txt").write_bytes(TEXT.encode())
    return out


def node(name: str) -> str:
    return f"<{expand(name)}>" if name.partition(":")[0] in PREFIXES else f"<{ID}{name}>"


def add(subject: str, predicate: str, object: str, *, graph: str = PLAN) -> Change:
    target = object if object.startswith('"') else node(object)
    return lambda lines: [*lines, f"{node(subject)} {node(predicate)} {target} <{GRAPH}{graph}> ."]


def drop(subject: str, predicate: str) -> Change:
    return lambda lines: [line for line in lines if not line.startswith(f"{node(subject)} {node(predicate)} ")]


def swap(old: str, new: str) -> Change:
    return lambda lines: [line.replace(old, new) for line in lines]


CLAIM = claim_id(IMPLEMENTS)
LATER = PartialDate(2022)

BROKEN: list[tuple[str, Change, str, str, str]] = [
    ("words moved by one", swap(f'"{AT.start}"', f'"{AT.start + 1}"'), "quote", CLAIM, "the words are not at 11 to"),
    ("words rewritten", swap(f'"{WORDS}"', '"thực hiện"'), "quote", CLAIM, "the words are not at 10 to"),
    ("no text file", drop(PLAN, "pol:textFile"), "quote", PLAN, "its text cannot be read"),
    ("text missing", swap("text/plan.txt", "text/other.txt"), "quote", PLAN, "cannot be read (text/other.txt)"),
    ("text outside", swap("text/plan.txt", "text/../../../etc/passwd"), "quote", PLAN, "its text cannot be read"),
    ("edge without claim", drop(CLAIM, "rdf:subject"), "claim", PLAN, "pol:implements rests on no claim"),
    ("edge from nowhere", add(PLAN, "pol:cites", RESOLUTION), "claim", PLAN, "pol:cites rests on no claim"),
    ("mention from nowhere", add(RESOLUTION, "pol:mentions", PLAN), "claim", RESOLUTION, "rests on no claim"),
    ("zone without claim", add("zone/x", "rdf:type", "pol:Zone"), "claim", "zone/x", "its existence rests on no claim"),
    ("no mention", drop(PLAN, "pol:mentions"), "mention", PLAN, "pol:implements has no pol:mentions beside it"),
    ("edge lost", drop(PLAN, "pol:implements"), "edge", PLAN, "pol:implements is claimed without a warning and not in"),
    ("against time", swap('"2021"', f'"{LATER}"'), "time", PLAN, "of 2021-12-18 implements a document of 2022"),
    ("two kinds", add(PLAN, "rdf:type", "pol:Law", graph="resolved"), "shape", PLAN, "exactly one kind of document"),
    ("no label", drop("place/tuyen-quang", "rdfs:label"), "shape", "place/tuyen-quang", "exactly one Vietnamese label"),
    ("number with a blank", swap("223/KH-UBND", "223 /KH"), "shape", PLAN, "06/2019/NQ-HĐND (223 /KH)"),
    ("wrong end", add(PLAN, "pol:targets", "place/tuyen-quang"), "shape", PLAN, "must lead to a zone, project"),
    ("unnamed thing", drop("zone/tuyen-quang/kcn-a", "rdf:type"), "shape", PLAN, "pol:targets must lead to a zone"),
    ("claim half empty", drop(CLAIM, "oa:start"), "shape", CLAIM, "must have exact words and their place"),
    ("claim by nobody", drop(CLAIM, "pol:extractedBy"), "shape", CLAIM, "the rule that found it, or a curator"),
    ("claim of nothing", drop(CLAIM, "pol:statedIn"), "shape", CLAIM, "must be stated in a document"),
    ("agency nobody names", add("agency/x", "rdf:type", "pol:Agency", graph="resolved"), "shape", "agency/x", "label"),
]  # fmt: skip


def test_a_sound_graph_has_no_problems(tmp_path: Path) -> None:
    report = validate(built(tmp_path))
    assert report == Report(documents=1, claims=4, quotes=4)
    assert report.ok
    assert str(report) == "no problems in 1 documents, 4 claims; 4 quotes stand in their texts"


def test_how_many_breakages_and_that_they_cover_every_check() -> None:
    assert len(BROKEN) == 21
    assert {check for _, _, check, _, _ in BROKEN} == {"quote", "claim", "mention", "edge", "time", "shape"}


@pytest.mark.parametrize(("why", "change", "check", "thing", "said"), BROKEN, ids=[case[0] for case in BROKEN])
def test_breakage_is_found(tmp_path: Path, why: str, change: Change, check: str, thing: str, said: str) -> None:
    report = validate(built(tmp_path, change))
    found = [str(p) for p in report.problems if p.check == check and p.thing == ID + thing]
    assert [line for line in found if said in line], "\n".join(map(str, report.problems))
    assert not report.ok
    assert str(report).startswith(f"{len(report.problems)} problem")


@pytest.mark.parametrize("case", BROKEN, ids=[case[0] for case in BROKEN])
def test_without_the_shapes_of_claims_everything_else_is_found(
    tmp_path: Path, case: tuple[str, Change, str, str, str]
) -> None:
    _, change, check, thing, said = case
    found = [str(p) for p in validate(built(tmp_path, change), claims=False).problems if p.thing == ID + thing]
    of_a_claim = check == "shape" and thing == CLAIM
    assert bool([line for line in found if said in line]) is not of_a_claim


def test_problems_are_sorted_and_said_once(tmp_path: Path) -> None:
    report = validate(built(tmp_path, swap("223/KH-UBND", "223 /KH")))
    assert list(report.problems) == sorted(set(report.problems))


def test_a_graph_is_checked_in_many_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = built(tmp_path)
    monkeypatch.setattr("graph.validate.shapes.BATCH", 1)
    assert validate(out) == Report(documents=1, claims=4, quotes=4)
    (out / "text" / "plan.txt").write_bytes(TEXT.replace("\r\n", "\n").encode())
    assert {problem.check for problem in validate(out).problems} == {"quote"}


@pytest.mark.parametrize("read", [100, 1000, 1 << 22])
def test_things_are_whole_wherever_the_file_is_cut(tmp_path: Path, read: int) -> None:
    path = built(tmp_path) / "graph.nq"
    with path.open("rb") as file:
        found = [*things(file, read=read)]
    assert b"".join(each for _, _, each, _ in found) == path.read_bytes()
    assert [at for at, _, _, _ in found] == [sum(len(each) for _, _, each, _ in found[:i]) for i in range(len(found))]
    assert len({term for _, term, _, _ in found}) == len(found) > 20


def test_what_is_no_graph_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotAGraph, match=r"no graph\.nq here; build one"):
        validate(tmp_path)
    (tmp_path / "graph.nq").write_text("nothing of the kind\n", "utf-8")
    with pytest.raises(NotAGraph, match="no readable graph"):
        validate(tmp_path)


def test_a_curated_claim_needs_no_words(tmp_path: Path) -> None:
    def curated(lines: list[str]) -> list[str]:
        for predicate in ("oa:exact", "oa:start", "oa:end", "pol:extractedBy"):
            lines = drop(CLAIM, predicate)(lines)
        return add(CLAIM, "pol:curatedBy", '"người hiệu đính"')(lines)

    assert validate(built(tmp_path, curated)) == Report(documents=1, claims=4, quotes=3)


def test_a_weaker_claim_is_sound_where_a_stronger_edge_stands(tmp_path: Path) -> None:
    """Another document says only "căn cứ" of two documents of which one says that it implements the other."""
    weaker = Claim(PLAN, "pol:basedOn", RESOLUTION, PLAN, AT, WORDS, "test", edge=False)
    lines = [f"{quad} ." for quad in quads(Facts((), (weaker,)))]
    assert validate(built(tmp_path, lambda known: sorted({*known, *lines}))).problems == ()


def test_hostile_words_cannot_steer_the_terminal(tmp_path: Path) -> None:
    report = validate(built(tmp_path, swap(f'"{WORDS}"', '"\\u001B[2J\\u202Eđỏ"')))
    assert "\\u001b[2J\\u202eđỏ" in "\n".join(map(str, report.problems))


# Each shape by its name, and a thing of that name which it must find fault with. Shapes of edges follow below.
SHAPES = {
    "Document-label": "a pol:PolicyDocument",
    "Document-type": "a pol:PolicyDocument, pol:Plan, pol:Law",
    "Document-id_local": 'a pol:PolicyDocument ; eli:id_local "số 12"',
    "Document-date_document": 'a pol:PolicyDocument ; eli:date_document "18/12/2021"',
    "Document-passed_by": "a pol:PolicyDocument ; eli:passed_by pol:x",
    "Document-title": 'a pol:PolicyDocument ; dcterms:title "a\\nb"@vi',
    "Document-jurisdiction": "a pol:PolicyDocument ; pol:jurisdiction pol:x",
    "Document-signedBy": "a pol:PolicyDocument ; pol:signedBy pol:x",
    "Document-signedAs": "a pol:PolicyDocument ; pol:signedAs pol:x",
    "Document-tier": "a pol:PolicyDocument ; pol:tier 8",
    "Document-periodStart": "a pol:PolicyDocument ; pol:periodStart 2021",
    "Document-periodEnd": "a pol:PolicyDocument ; pol:periodEnd 2025",
    "Document-sourceFile": "a pol:PolicyDocument ; pol:sourceFile pol:x",
    "Document-textFile": 'a pol:PolicyDocument ; pol:textFile "/etc/passwd"',
    "KindOfDocument": "a pol:Plan",
    "Agency-label": "a pol:Agency",
    "Agency-jurisdiction": "a pol:Agency ; pol:jurisdiction pol:x",
    "Agency-tier": "a pol:Agency ; pol:tier 0",
    "Agency-subOrganizationOf": "a pol:Agency ; org:subOrganizationOf pol:x",
    "AgencyGroup-label": "a pol:AgencyGroup",
    "AgencyGroup-notation": 'a pol:AgencyGroup ; skos:notation "group:friends"',
    "Task-label": "a pol:Task",
    "Task-subjectObject": "a pol:Task",
    "Task-text": "a pol:Task",
    "Task-assigns": "a pol:Task",
    "Task-ordinal": 'a pol:Task ; pol:ordinal "1", "2"',
    "Task-part": 'a pol:Task ; pol:part "I", "II"',
    "Task-product": "a pol:Task ; pol:product 1",
    "Task-timing": "a pol:Task ; pol:timing 2021",
    "Task-start": 'a pol:Task ; pol:start "2022-02-01"^^xsd:date ; pol:due "2022-01-01"^^xsd:date',
    "Task-due": 'a pol:Task ; pol:due "2022"^^xsd:gYear',
    "Task-recurrence": "a pol:Task ; pol:recurrence pol:x",
    "Measure-label": "a pol:Measure",
    "Measure-subjectObject": "a pol:Measure",
    "Measure-text": "a pol:Measure",
    "Measure-containsMeasure": "a pol:Measure",
    "Measure-ordinal": 'a pol:Measure ; pol:ordinal "1", "2"',
    "Measure-part": 'a pol:Measure ; pol:part "I", "II"',
    "Project-label": "a pol:Project",
    "Project-subjectObject": "a pol:Project",
    "Zone-label": "a pol:Zone",
    "Zone-subjectObject": "a pol:Zone",
    "Zone-type": "a pol:Zone, pol:IndustrialPark, pol:EconomicZone",
    "KindOfZone": "a pol:IndustrialPark",
    "Indicator-label": "a pol:Indicator",
    "Indicator-subjectObject": "a pol:Indicator",
    "Indicator-value": 'a pol:Indicator ; pol:value "15"',
    "Indicator-valueMax": "a pol:Indicator ; pol:valueMax 15",
    "Indicator-value2": "a pol:Indicator ; pol:value 15.0 ; pol:valueMax 14.0",
    "Indicator-comparator": 'a pol:Indicator ; pol:comparator "≥"',
    "Indicator-unit": 'a pol:Indicator ; pol:unit "%", "ha"',
    "Indicator-targetYear": "a pol:Indicator ; pol:targetYear 2025",
    "Indicator-base": "a pol:Indicator ; pol:base 2010",
    "Indicator-sector": 'a pol:Indicator ; pol:sector "y tế", "du lịch"',
    "Indicator-scope": "a pol:Indicator ; pol:scope pol:x",
    "Indicator-periodStart": "a pol:Indicator ; pol:periodStart 2021",
    "Indicator-periodEnd": "a pol:Indicator ; pol:periodEnd 2025",
    "Indicator-comparableWith": 'a pol:Indicator ; pol:comparableWith "x"',
    "Confidence": "a pol:Task ; pol:confidence 1.2",
    "ShortForm": 'skos:hiddenLabel "UBND"@vi ; skos:altLabel "UBND"@vi',
    "Place-label": 'a pol:Place ; rdfs:label "province"@en',
    "Claim-subject": "a pol:Claim",
    "Claim-predicate": "a pol:Claim ; rdf:predicate rdfs:label",
    "Claim-object": 'a pol:Claim ; rdf:object "x"',
    "Claim-statedIn": "a pol:Claim ; pol:statedIn pol:x",
    "Claim-exact": 'a pol:Claim ; oa:exact ""',
    "Claim-start": "a pol:Claim ; oa:start 9 ; oa:end 3",
    "Claim-end": 'a pol:Claim ; oa:end "3"',
    "Claim-warning": "a pol:Claim ; pol:warning pol:x",
    "Claim-intent": "a pol:Claim ; pol:intent pol:Plan",
    "Claim-page": "a pol:Claim ; pol:page 0",
    "Selector-value": 'a oa:FragmentSelector ; rdf:value "xywh=1,2"',
    "Claim-extractedByCuratedBy": "a pol:Claim",
    "Extracted-statedIn": 'pol:extractedBy "test"',
    "Extracted-exact": 'pol:extractedBy "test"',
    "Extracted-start": 'pol:extractedBy "test"',
    "Extracted-end": 'pol:extractedBy "test"',
    "Run-version": "a prov:SoftwareAgent",
    "Digest": 'pol:sha256 "abc"',
    "ChangeEvent-label": "a org:ChangeEvent",
    "ChangeEvent-original": "a org:ChangeEvent",
    "ChangeEvent-resulting": "a org:ChangeEvent ; org:resultingOrganization pol:x",
    "ChangeEvent-startedAtTime": 'a org:ChangeEvent ; prov:startedAtTime "2025"',
    "ChangeEvent-source": "a org:ChangeEvent",
    "Curated-source": 'pol:curatedBy "x" ; dcterms:source pol:x',
    "Correction-verb": 'a pol:Correction ; pol:verb "undo"',
    "Correction-curator": "a pol:Correction ; prov:wasAssociatedWith pol:x",
    "Correction-day": 'a pol:Correction ; prov:endedAtTime "today"',
    "Correction-reason": "a pol:Correction",
    "Correction-readAs": 'a pol:Correction ; pol:readAs "a", "b"',
    "Correction-document": "pol:correctedBy pol:x",
    "Instant-inXSDDate": "a time:Instant",
    **{edge: f"pol:{edge} pol:x" for edge in (*DOCUMENT_EDGES, *OTHER_EDGES, *ADDED_EDGES)},
    **{f"{edge}-{edge}": f"pol:{edge} pol:x" for edge in (*DOCUMENT_EDGES, *OTHER_EDGES, *ADDED_EDGES)},
}


def test_every_shape_finds_its_fault() -> None:
    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    base = "https://w3id.org/policygraph/shapes#"
    named = {str(s)[len(base) :] for s in shapes.subjects(RDF.type) if isinstance(s, URIRef)}
    assert set(SHAPES) == named
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in vocab.PREFIXES.items())
    data = Graph().parse(data=prefixes + "".join(f"<urn:{name}> {body} .\n" for name, body in SHAPES.items()))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    found = {
        (str(report.value(r, SH.focusNode)), str(report.value(r, SH.sourceShape)))
        for r in report.objects(None, SH.result)
    }
    assert [name for name in SHAPES if (f"urn:{name}", base + name) not in found] == []


def test_the_samples_are_sound(sample_output: Path) -> None:
    report = validate(sample_output)
    assert report.problems == ()
    assert report.documents == len(list((sample_output / "text").rglob("*.txt"))) + len(
        list((sample_output / "text").rglob("*.md"))
    )
    assert report.quotes == report.claims > 100


@pytest.mark.real
def test_the_real_documents_are_sound(real_output: Path) -> None:
    report = validate(real_output)
    assert report.problems == ()
    assert report.quotes == report.claims > 100


@pytest.mark.parametrize("case", [None, *BROKEN], ids=["sound", *(case[0] for case in BROKEN)])
def test_what_was_found_before_is_not_looked_for_again(
    tmp_path: Path, case: tuple[str, Change, str, str, str] | None
) -> None:
    out = built(tmp_path, case[1]) if case else built(tmp_path)
    noted: dict[str, Rows] = {}

    def found(purpose: str, find: Callable[[], Rows]) -> Rows:
        noted[purpose] = find()
        return noted[purpose]

    first = validate(out, contents=stated(out), remember=found)
    assert first == validate(out)
    assert noted
    assert validate(out, remember=lambda purpose, _: noted[purpose]) == first


def test_a_text_that_changed_is_compared_again_and_so_is_a_thing_that_is_named(tmp_path: Path) -> None:
    out, noted, asked = built(tmp_path), dict[str, Rows](), list[str]()

    def remember(purpose: str, find: Callable[[], Rows]) -> Rows:
        if purpose not in noted:
            asked.append(purpose)
            noted[purpose] = find()
        return noted[purpose]

    assert validate(out, remember=remember).ok
    (out / "text" / "plan.txt").write_bytes(TEXT.upper().encode())
    assert {problem.check for problem in validate(out, remember=remember).problems} == {"quote"}
    (out / "text" / "plan.txt").write_bytes(TEXT.encode())
    asked.clear()
    lines = (out / "graph.nq").read_text("utf-8")
    (out / "graph.nq").write_text(lines.replace("Khu công nghiệp A", "Khu công nghiệp B"), "utf-8")
    assert validate(out, remember=remember).ok
    assert len(asked) == 1


def test_a_graph_in_another_form_of_the_same_format_is_checked_alike(tmp_path: Path) -> None:
    out = built(tmp_path)
    lines = (out / "graph.nq").read_text("utf-8").splitlines()
    (out / "graph.nq").write_text(
        "# by hand\n\n" + "".join(line.replace("> <", ">\t<") + "\r\n" for line in lines), "utf-8"
    )
    assert validate(out) == Report(documents=1, claims=4, quotes=4)
