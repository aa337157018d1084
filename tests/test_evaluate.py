"""The project's scorer: a perfect graph, known errors of a known size, and agreement with the outside scorer."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, Run, from_yaml, need
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from graph.errors import NotAGraph, PolicyGraphError
from graph.evaluate import SECTIONS, Counts, Evaluation, evaluate, to_json, to_text
from graph.evaluate.gold import CLASS_OF_TYPE, read_gold
from graph.vocab import GRAPH, ID, POL, expand

GOLD = Path(__file__).parent.parent / "graph" / "samples" / "gold"
TEXT = "Văn bản"
ZONES = {"industrial_park": "IndustrialPark", "industrial_cluster": "IndustrialCluster"}

Annotations = dict[str, Any]
Change = Callable[[Annotations], object]


class Writer:
    """Writes the graph that states exactly what annotations say, in the public vocabulary."""

    def __init__(self) -> None:
        self.quads: list[Quad] = []

    def add(self, subject: str | BlankNode, predicate: str, value: str | Literal) -> None:
        thing = NamedNode(subject) if isinstance(subject, str) else subject
        node = NamedNode(value) if isinstance(value, str) else value
        self.quads.append(Quad(thing, NamedNode(expand(predicate)), node, NamedNode(GRAPH + "document/one")))

    def say(self, document: str, subject: str, predicate: str, object_: str, *, edge: bool = True) -> None:
        """An edge with the claim that it rests on; without `edge`, the claim alone."""
        if edge:
            self.add(subject, predicate, object_)
        claim = BlankNode()
        self.add(claim, "rdf:type", POL.Claim)
        parts = {"rdf:subject": subject, "rdf:predicate": expand(predicate), "rdf:object": object_}
        for name, iri in {**parts, "pol:statedIn": document}.items():
            self.add(claim, name, iri)
        for name, value in (("oa:exact", Literal(TEXT)), ("oa:start", Literal(0)), ("oa:end", Literal(len(TEXT)))):
            self.add(claim, name, value)

    def body(self, name: str) -> str:
        iri = f"{ID}agency/{abs(hash(name))}"
        if name.startswith("group:"):
            self.add(iri, "skos:notation", Literal(name))
        self.add(iri, "rdfs:label", Literal("các cơ quan" if name.startswith("group:") else name, language="vi"))
        return iri

    def document(self, iri: str, about: Annotations) -> None:
        self.add(iri, "rdf:type", getattr(POL, CLASS_OF_TYPE[about["type"]]))
        for predicate, key in (("eli:id_local", "number"), ("eli:date_document", "date"), ("dcterms:title", "title")):
            if about.get(key):
                self.add(iri, predicate, Literal(about[key]))
        if about.get("issuer"):
            self.add(iri, "eli:passed_by", self.body(about["issuer"]))

    def write(self, gold: Annotations) -> None:
        me = f"{ID}document/{gold['doc']}"
        self.document(me, gold["header"])
        self.add(me, "pol:sourceFile", Literal(f"folder/{gold['doc']}.txt"))
        self.add(me, "pol:textFile", Literal("text/one.txt"))
        cited = {"SELF": me}
        for i, citation in enumerate(gold["citations"]):
            iri = cited[citation.get("number") or citation["title"]] = f"{me}/cited/{i}"
            self.document(iri, citation)
            self.add(me, "pol:mentions", iri)
        for relation in gold["relations"]:
            self.say(me, cited[relation["s"]], f"pol:{relation['p']}", cited[relation["o"]])
        for i, task in enumerate(gold["tasks"]):
            self.task(me, f"{me}/task/{i}", task, cited)
        for i, zone in enumerate(gold["zones"]):
            self.named(me, f"{me}/zone/{i}", "pol:" + ZONES.get(zone["kind"], "OtherZone"), zone)
        for i, project in enumerate(gold["projects"]):
            self.named(me, f"{me}/project/{i}", "pol:Project", project)
        for i, indicator in enumerate(gold["indicators"]):
            self.indicator(me, f"{me}/indicator/{i}", indicator)

    def task(self, me: str, iri: str, task: Annotations, cited: dict[str, str]) -> None:
        self.say(me, iri, "rdf:type", POL.Task)
        self.add(me, "pol:assigns", iri)
        self.add(iri, "pol:text", Literal(task["text"]))
        time = task.get("deadline") or {}
        for predicate, key in (("pol:start", "start"), ("pol:due", "end")):
            if time.get(key):
                self.add(iri, predicate, Literal(time[key]))
        if time.get("recurrence"):
            self.add(iri, "pol:recurrence", getattr(POL, time["recurrence"].capitalize()))
        for predicate, key in (("pol:leads", "lead"), ("pol:coordinates", "coordinate")):
            for name in task.get(key) or []:
                self.say(me, self.body(name), predicate, iri)
        for name in task.get("implements") or []:
            self.say(me, iri, "pol:implements", cited[name])

    def named(self, me: str, iri: str, kind: str, thing: Annotations) -> None:
        self.say(me, iri, "rdf:type", expand(kind))
        self.add(iri, "rdfs:label", Literal(thing["name"], language="vi"))

    def indicator(self, me: str, iri: str, goal: Annotations) -> None:
        self.named(me, iri, "pol:Indicator", goal)
        for predicate, key in (("pol:value", "value"), ("pol:unit", "unit"), ("pol:targetYear", "year")):
            if goal.get(key):
                self.add(iri, predicate, Literal(str(goal[key])))
        if goal.get("comparator"):
            self.add(iri, "pol:comparator", Literal(goal["comparator"]))


@cache
def _parsed(folder: Path) -> list[Annotations]:
    return [from_yaml(path) for path in sorted(folder.glob("*.yaml"))]


def gold_of(folder: Path) -> list[Annotations]:
    """The annotations of a folder, to be changed at will."""
    return copy.deepcopy(_parsed(folder))


def stated(gold: list[Annotations], out: Path) -> Path:
    """A folder with the graph that states what `gold` says."""
    writer = Writer()
    for document in gold:
        writer.write(document)
    (out / "text").mkdir(parents=True)
    (out / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    lines = (serialize(writer.quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    (out / "graph.nq").write_bytes(b"".join(sorted(set(lines))))
    return out


def outside(out: Path, gold: Path) -> Any:
    """What the outside scorer says, which lies beside the project or not at all."""
    scorer = SHARED / "score" / "score.py"
    need("real", scorer.is_file(), "the outside scorer (../shared/score) is not here")
    command = [sys.executable, str(scorer), str(out), str(gold), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)


def test_a_graph_that_says_what_gold_says_is_perfect(tmp_path: Path) -> None:
    found = evaluate(stated(gold_of(GOLD), tmp_path / "out"), GOLD)
    assert tuple(figure.section for figure in found.figures) == SECTIONS
    assert {figure.counts.f1 for figure in found.figures} == {figure.macro for figure in found.figures} == {1.0}
    assert found.figure("tasks").counts == Counts(sum(len(gold["tasks"]) for gold in gold_of(GOLD)), 0, 0)
    assert (found.missing, found.evidence.wrong, found.evidence.bare) == ((), (), 0)
    assert found.evidence.exact == found.evidence.claims > 0


def _drop(section: str) -> Change:
    return lambda gold: gold[section].pop()


ERRORS: list[tuple[str, str, Change, dict[str, Counts]]] = [
    ("a wrong type", "mau-25-nq-tu-2021", lambda g: g["header"].update(type="KeHoach"), {"header": Counts(1, 1, 1)}),
    (
        "a citation without its date",
        "mau-32-2024-nd-cp",
        lambda g: g["citations"][0].pop("date"),
        {"citation-details": Counts(11, 0, 1), "citations": Counts(5, 0, 0)},
    ),
    (
        "a number misread",
        "mau-32-2024-nd-cp",
        lambda g: g["citations"].append({**g["citations"][4], "number": "6/2020/NĐ-CP"}),
        {"citations": Counts(5, 1, 0), "citations-numbered": Counts(2, 1, 0), "relations": Counts(6, 0, 0)},
    ),
    ("a relation not seen", "mau-32-2024-nd-cp", _drop("relations"), {"relations": Counts(5, 0, 1)}),
    (
        "a strong relation taken for a weak one",
        "mau-25-nq-tu-2021",
        lambda g: g["relations"][0].update(p="implements"),
        {"relations": Counts(1, 1, 1), "relations-strong": Counts(0, 1, 0)},
    ),
    (
        "a task not seen, with all that is said of it",
        "mau-25-nq-tu-2021",
        _drop("tasks"),
        {"tasks": Counts(4, 0, 1), "leads": Counts(4, 0, 1), "deadlines": Counts(2, 0, 1)},
    ),
    (
        "a task too many, with its body",
        "mau-25-nq-tu-2021",
        lambda g: g["tasks"].append({"n": "9", "text": "Không có trong văn bản", "lead": ["Sở X"], "coordinate": []}),
        {"tasks": Counts(5, 1, 0), "leads": Counts(5, 1, 0)},
    ),
    (
        "a lead of another province",
        "mau-25-nq-tu-2021",
        lambda g: g["tasks"][4].update(lead=["Văn phòng Tỉnh ủy Lào Cai"]),
        {"leads": Counts(4, 1, 1), "coordinates": Counts(1, 0, 0)},
    ),
    (
        "a deadline a year late",
        "mau-25-nq-tu-2021",
        lambda g: g["tasks"][0]["deadline"].update(end="2022-09-30"),
        {"deadlines": Counts(2, 1, 1)},
    ),
    (
        "a zone not seen and one too many",
        "mau-25-nq-tu-2021",
        lambda g: g["zones"][1].update(name="Khu kinh tế Chu Lai"),
        {"zones": Counts(4, 1, 1), "projects": Counts(2, 0, 0)},
    ),
    (
        "a goal with another number",
        "mau-25-nq-tu-2021",
        lambda g: g["indicators"][1].update(value=41),
        {"indicators": Counts(7, 1, 1), "indicator-details": Counts(13, 0, 0)},
    ),
    (
        "a goal with another year",
        "mau-25-nq-tu-2021",
        lambda g: g["indicators"][0].update(year=2030),
        {"indicators": Counts(8, 0, 0), "indicator-details": Counts(14, 1, 1)},
    ),
    (
        "another spelling is no error",
        "mau-25-nq-tu-2021",
        lambda g: (
            g["tasks"][4].update(lead=["VĂN PHÒNG Tỉnh uỷ  Tuyên Quang"]),
            g["zones"][0].update(name="Khu công  nghiệp LONG BÌNH AN"),
        ),
        {"leads": Counts(5, 0, 0), "zones": Counts(5, 0, 0)},
    ),
]


@pytest.mark.parametrize(("stem", "change", "expected"), [e[1:] for e in ERRORS], ids=[e[0] for e in ERRORS])
def test_an_error_moves_its_figure_by_its_size(
    tmp_path: Path, stem: str, change: Change, expected: dict[str, Counts]
) -> None:
    gold = [document for document in gold_of(GOLD) if document["doc"] == stem]
    wrong = copy.deepcopy(gold)
    change(wrong[0])
    found = evaluate(stated(wrong, tmp_path / "out"), GOLD, document=stem)
    assert {section: found.figure(section).counts for section in expected} == expected
    untouched = (figure for figure in found.figures if figure.section not in expected)
    assert all(figure.counts.f1 in (0.0, 1.0) or figure.section in _moved_along(expected) for figure in untouched)


def _moved_along(expected: dict[str, Counts]) -> set[str]:
    """Sections that share items with an expected one."""
    kin = {"relations": {"relations-strong"}, "tasks": {"leads", "coordinates", "deadlines", "task-implements"}}
    return {section for name in expected for section in kin.get(name, set())}


def test_macro_is_the_mean_of_the_documents(tmp_path: Path) -> None:
    gold = gold_of(GOLD)
    wrong = copy.deepcopy(gold)
    for document in wrong:
        if document["doc"] == "mau-25-nq-tu-2021":
            document["zones"] = document["zones"][:1]  # 1 of 5: F1 = 2 / (2 + 4)
    with_zones = sum(bool(document["zones"]) for document in gold)
    figure = evaluate(stated(wrong, tmp_path / "out"), GOLD).figure("zones")
    assert figure.macro == pytest.approx((with_zones - 1 + 1 / 3) / with_zones)
    assert [item[0] for item in figure.misses] == ["mau-25-nq-tu-2021"] * 4


def test_words_that_stand_elsewhere_and_edges_without_a_claim_are_counted(tmp_path: Path) -> None:
    out = stated(gold_of(GOLD), tmp_path / "out")
    document = f"<{ID}document/mau-32-2024-nd-cp>"
    lines = (out / "graph.nq").read_text(encoding="utf-8").splitlines()
    lines.append(f"{document} <{POL.cites}> <{ID}document/nobody-said-so> .")
    claim = next(line for line in lines if POL.statedIn in line and document in line).split()[0]
    moved = [i for i, line in enumerate(lines) if line.startswith(f"{claim} ") and "#start" in line]
    lines[moved[0]] = lines[moved[0]].replace('"0"', '"1"')
    (out / "graph.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    evidence = evaluate(out, GOLD).evidence
    assert (evidence.claims - evidence.exact, len(evidence.wrong), evidence.bare) == (1, 1, 1)
    assert evidence.wrong[0] == ("words differ", f"{ID}document/mau-32-2024-nd-cp", TEXT)
    assert "! words differ | " in to_text(evaluate(out, GOLD), show="evidence")
    (out / "text" / "one.txt").unlink()
    assert {fault[0] for fault in evaluate(out, GOLD).evidence.wrong} == {"no text file"}


def test_a_document_that_was_not_built_is_named_and_missed(tmp_path: Path) -> None:
    gold = gold_of(GOLD)
    found = evaluate(stated(gold[1:], tmp_path / "out"), GOLD)
    assert found.missing == (gold[0]["doc"],)
    assert found.figure("citations").counts.misses == len(gold[0]["citations"])
    assert f"missing document: {gold[0]['doc']}" in to_text(found)
    assert json.loads(to_json(found))["documents missing"] == [gold[0]["doc"]]


def test_the_table_shows_what_a_section_missed(tmp_path: Path) -> None:
    gold = [document for document in gold_of(GOLD) if document["doc"] == "mau-25-nq-tu-2021"]
    gold[0]["zones"][0]["name"] = "Khu \x1b[31mđỏ\x1b[0m"
    found = evaluate(stated(gold, tmp_path / "out"), GOLD, document="mau-25-nq-tu-2021")
    lines = to_text(found, show="zones").splitlines()
    assert "zones                    5  0.800  0.800  0.800  0.800" in lines
    assert "  - missed | mau-25-nq-tu-2021 | Khu công nghiệp Long Bình An" in lines
    assert len([line for line in lines if line.startswith(("  - ", "  + "))]) == 2
    assert "\x1b" not in to_text(found, show="zones")
    with pytest.raises(PolicyGraphError, match=r"zone: there is no such section; choose one of header, .*evidence"):
        to_text(found, show="zone")


BAD_GOLD = [
    ("doc: plan\nheader: {type: [\n", r"plan\.yaml, line 3: this is no YAML: .*; put texts in quotes"),
    ("doc: plan\nheader: {number: a: b}\n", r"plan\.yaml, line 2: this is no YAML"),
    ("- a list\n", r"plan\.yaml: this holds no annotations; begin with `doc: plan`"),
    ("header: {type: Kế hoạch}\n", r"plan\.yaml, header: type 'Kế hoạch' is no type code; choose one of HienPhap"),
    ("citations: {type: Luat}\n", r"plan\.yaml, citations: this is no list; begin each entry with a dash"),
    ("citations: [Luật Đầu tư]\n", r"plan\.yaml, citations, entry 1: this holds no keys"),
    ("relations: [{s: SELF, p: follows, o: SELF}]\n", r"relations, entry 1: p: 'follows' is no relation; choose"),
    ("relations: [{s: SELF, p: cites}]\n", r"relations, entry 1: o is missing; write `o: …`"),
    ("relations: [{s: SELF, p: cites, o: 1/KH}]\n", r"relations, entry 1: '1/KH' is neither SELF nor a citation"),
    ("tasks: [{n: 1, text: a, implements: [X]}]\n", r"tasks, entry 1: 'X' is neither SELF nor a citation"),
    ("tasks: [{n: 1, text: a}, {n: 2}]\n", r"tasks, entry 2: text is missing"),
    ("tasks: [{n: 1, text: a, lead: Sở Y tế}]\n", r"tasks, entry 1: lead: this is no list; write \[\"…\"\]"),
    ("tasks: [{n: 1, text: a, deadline: Quý I}]\n", r"tasks, entry 1: deadline: this holds no keys"),
    ("zones: [{kind: other}]\n", r"zones, entry 1: name is missing"),
    ("indicators: [{name: a, value: 27.700 tỷ}]\n", r"indicators, entry 1: value: '27.700 tỷ' is no number; write"),
]


@pytest.mark.parametrize(("text", "message"), BAD_GOLD, ids=[message[:60] for _, message in BAD_GOLD])
def test_a_mistake_in_gold_is_named_with_its_place_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyGraphError, match=message):
        read_gold(tmp_path)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes("doc: kế".encode("utf-16"))
    with pytest.raises(PolicyGraphError, match=r"plan\.yaml: this cannot be read: .*; save it as UTF-8 text"):
        read_gold(tmp_path)


def test_no_gold_and_no_graph_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(PolicyGraphError, match="there is no gold here; name a folder"):
        evaluate(tmp_path, tmp_path)
    with pytest.raises(PolicyGraphError, match=r"nothing\.yaml: there is no such gold; choose one of mau-09"):
        evaluate(tmp_path, GOLD, document="nothing")
    with pytest.raises(NotAGraph, match="build one with"):
        evaluate(tmp_path, GOLD)


def _spoiled(gold: list[Annotations]) -> list[Annotations]:
    """The annotations with errors of every kind."""
    for document in gold:
        for section in ("citations", "relations", "tasks", "zones", "indicators"):
            document[section] = document[section][1:]
        cited = {"SELF", *(c.get("number") or c["title"] for c in document["citations"])}
        document["relations"] = [r for r in document["relations"] if {r["s"], r["o"]} <= cited]
        for i, task in enumerate(document["tasks"]):
            task["implements"] = [x for x in task.get("implements") or [] if x in cited]
            task["lead"] = task["lead"] if i % 3 else [*task["lead"], "Sở Y tế"]
            task["text"] = task["text"] if i % 4 else task["text"][: len(task["text"]) // 2]
        for indicator in document["indicators"][::3]:
            indicator.update(year=2031, comparator="<")
    return gold


@pytest.mark.real
def test_figures_agree_with_the_outside_scorer_on_graphs_with_known_errors(tmp_path: Path, real_gold: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    for stem in ("tuyen-quang-223-kh-ubnd-2021", "dong-thap-ke-hoach-124-nq-cp-2022"):
        shutil.copy(real_gold / f"{stem}.yaml", gold)
    out = stated(_spoiled(gold_of(gold)), tmp_path / "out")
    found = json.loads(to_json(evaluate(out, gold)))
    assert found == outside(out, gold)
    shares = {name: figure["f1"] for name, figure in found["figures"].items() if name in SECTIONS}
    assert {name for name, f1 in shares.items() if 0 < f1 < 1} >= set(SECTIONS) - {
        "header",
        "projects",
        "citation-details",
    }


@pytest.mark.real
def test_figures_agree_with_the_outside_scorer_on_the_real_documents(
    real_output: Path, real_gold: Path, real_figures: Evaluation
) -> None:
    found = json.loads(to_json(real_figures))
    assert found == outside(real_output, real_gold)
    assert found["documents missing"] == []


@pytest.mark.real
def test_figures_agree_with_the_outside_scorer_on_the_samples(sample_output: Path) -> None:
    assert json.loads(to_json(evaluate(sample_output, GOLD))) == outside(sample_output, GOLD)


def test_the_command_prints_the_same_figures(sample_output: Path, policygraph: Run) -> None:
    table = policygraph("evaluate", sample_output, GOLD)
    assert (table.returncode, table.stdout) == (0, to_text(evaluate(sample_output, GOLD)))
    printed = policygraph("evaluate", sample_output, GOLD, "--format", "json", "--doc", "mau-223-kh-ubnd-2021")
    assert json.loads(printed.stdout)["figures"]["header"]["gold"] == 4
    wrong = policygraph("evaluate", sample_output, sample_output)
    assert wrong.returncode == 1
    assert "there is no gold here" in wrong.stderr
