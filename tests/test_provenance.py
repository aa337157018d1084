"""What a graph was made with and from: PROV in the graph, the data card, how to cite the program."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from jsonschema import Draft7Validator
from test_parts import BESIDE, COUNCIL

from graph.build import SAMPLES, build
from graph.errors import UnreadableFile
from graph.making.provenance import digest, rules
from graph.reading import Input
from graph.store import open_graph
from graph.view.datacard import datacard

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\n\nSố: {0}/KH-UBND\nCà Mau, ngày 04 tháng 5 năm 2026\n\nKẾ HOẠCH\nGiữ bến đò {0}\n\nI. NHIỆM VỤ\n1. Sở Xây dựng sơn cọc neo.\n"


def files(out: Path) -> dict[str, tuple[str, str]]:
    """Labels of the files of a graph with their digests and IRIs."""
    query = "SELECT ?name ?sha ?file { ?run prov:used ?file . ?file rdfs:label ?name ; pol:sha256 ?sha FILTER(CONTAINS(STR(?file), '/id/file/')) }"
    return {str(name): (str(sha), str(iri)) for name, sha, iri in open_graph(out).query(query).rows}


def test_the_graph_names_its_files_by_their_digests(sample_output: Path) -> None:
    told = {name: sha for name, (sha, _) in files(sample_output).items()}
    assert told == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SAMPLES.iterdir()}


def test_each_claim_was_generated_by_the_one_run_through_its_named_graph(sample_output: Path) -> None:
    graph = open_graph(sample_output)
    every = graph.query("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a pol:Claim }").rows
    through = "SELECT (COUNT(DISTINCT ?c) AS ?n) (COUNT(DISTINCT ?run) AS ?runs) { GRAPH ?g { ?c a pol:Claim } ?g prov:wasGeneratedBy ?run . ?run a prov:Activity }"
    assert graph.query(through).rows == [(every[0][0], "1")]
    stated = "SELECT ?c { GRAPH ?g { ?c pol:statedIn ?d } ?d pol:sourceFile ?file FILTER NOT EXISTS { ?g prov:wasDerivedFrom/rdfs:label ?name FILTER(STR(?name) = ?file) } }"
    assert graph.query(stated).rows == []


def test_it_costs_a_few_quads_a_document_and_none_a_claim(sample_output: Path) -> None:
    lines = (sample_output / "graph.nq").read_text("utf-8").splitlines()
    mine = sum(line.endswith("/id/graph/run> .") for line in lines)
    assert mine == 15 + 7 * len(list(SAMPLES.iterdir()))
    assert mine < len(lines) / 100


def test_a_file_in_an_archive_and_a_file_of_two_documents_are_told(tmp_path: Path) -> None:
    two = COUNCIL + BESIDE
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "two.txt").write_text(two, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in" / "packed.zip", "w") as archive:
        archive.writestr("inner.txt", HEAD.format(3))
    out = build([tmp_path / "in"], tmp_path / "out", pages=False).out
    assert {name: sha for name, (sha, _) in files(out).items()} == {
        "two.txt": hashlib.sha256(two.encode()).hexdigest(),
        "packed.zip/inner.txt": hashlib.sha256(HEAD.format(3).encode()).hexdigest(),
    }
    rows = open_graph(out).query("provenance").rows
    assert sorted((row[0], row[1]) for row in rows) == [
        ("Kế hoạch số 3/KH-UBND", "packed.zip/inner.txt"),
        ("Kế hoạch số 900/KH-UBND", "two.txt"),
        ("Nghị quyết số 12/2022/NQ-HĐND", "two.txt"),
    ]
    used = "SELECT ?sha { ?run prov:used ?used . ?used pol:sha256 ?sha FILTER(CONTAINS(STR(?used), '/id/rules/')) }"
    assert open_graph(out).query(used).rows == [(rules(),)]


def test_the_run_depends_on_what_the_files_hold_and_not_on_their_names(tmp_path: Path) -> None:
    runs = []
    for name, text in (("a.txt", HEAD.format(1)), ("b.txt", HEAD.format(1)), ("a.txt", HEAD.format(1) + "\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        out = build([tmp_path / name], tmp_path / "out", pages=False).out
        runs.append(open_graph(out).query("SELECT ?run { ?run a prov:Activity }").rows[0][0])
    assert runs[0] == runs[1] != runs[2]


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadableFile, match=r"gone\.txt: it cannot be read any more \(No such file or directory\); build again"
    ):
        digest(Input(tmp_path / "gone.txt", "gone.txt"))


def test_the_data_card_says_what_the_graph_and_the_page_of_figures_say(sample_output: Path) -> None:
    card = (sample_output / "datacard.md").read_text("utf-8")
    graph = open_graph(sample_output)
    for noun, query in (
        ("task", "?x a pol:Task"),
        ("quantified goal", "?x a pol:Indicator"),
        ("quoted claim", "?x a pol:Claim ; oa:exact ?w"),
    ):
        ((number,),) = graph.query(f"SELECT (COUNT(*) AS ?n) {{ {query} }}").rows
        assert f"{number} {noun}s" in card
    assert hashlib.sha256((sample_output / "graph.nq").read_bytes()).hexdigest() in card
    assert rules() in card
    for path in SAMPLES.iterdir():
        assert hashlib.sha256(path.read_bytes()).hexdigest() in card
    assert "| deadlines | 0.605 |" in card
    assert "/tmp" not in card


def test_the_figures_of_the_card_are_those_of_the_page_and_of_the_readme() -> None:
    spec = importlib.util.spec_from_file_location("quality", ROOT / "benchmarks" / "quality.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    figures = made.quality(made.PAGE.read_text("utf-8"))
    assert json.loads(made.KEPT.read_text("utf-8")) == figures, "run python benchmarks/quality.py"
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = {
        m[1]: [m[2], m[3], m[4]]
        for m in re.finditer(r"^\| ([\w-]+) \| (\d\.\d\d) \| (\d\.\d\d) \| (\d\.\d\d) \|$", readme, re.MULTILINE)
    }
    known = {name: [figure[:4] for figure in row] for name, row in figures["f1"].items()}
    compared = {
        name: row for name, row in shown.items() if name in known and name != "header" and len(known[name]) == 3
    }
    assert len(compared) >= 7
    assert compared == {name: known[name] for name in compared}


def test_a_hostile_name_is_text_in_the_card(tmp_path: Path) -> None:
    (tmp_path / "<img src=x>|[a](b).txt").write_text(HEAD.format(1), encoding="utf-8")
    card = (build([tmp_path], tmp_path / "out", pages=False).out / "datacard.md").read_text("utf-8")
    assert "<img" not in card
    assert "[a](b)" not in card
    assert datacard.__doc__


def test_the_citation_file_is_valid_and_names_the_version() -> None:
    """Against the schema of the Citation File Format 1.2.0 (CC-BY-4.0, citation-file-format.github.io)."""
    schema = json.loads((ROOT / "tests" / "cases" / "cff-1.2.0.schema.json").read_text("utf-8"))
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(told)] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (told["version"], told["license"], told["title"]) == (
        project["version"],
        project["license"],
        project["name"],
    )


def test_what_was_corrected_was_generated_by_the_run_from_the_lines_of_corrections(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(HEAD.format(1), encoding="utf-8")
    lines = [f'- {{unsay: {kind}, document: plan.txt, words: "Sở Xây dựng{rest}", by: Lan, date: 2026-05-06, why: họp}}' for kind, rest in (("task", " sơn cọc neo."), ("leads", ""))]  # fmt: skip
    runs = set()
    for order in (lines, lines[::-1]):
        (tmp_path / "corrections.yaml").write_text("# của nhóm\n" + "\n".join(order), encoding="utf-8")
        graph = open_graph(build([tmp_path], tmp_path / "out", pages=False).out)
        values = sorted(
            f"{line}\n" for (line,) in graph.query("SELECT ?line { ?one a pol:Correction ; rdf:value ?line }").rows
        )
        assert len(values) == 2
        told = graph.query(
            "SELECT ?run ?sha { ?g prov:wasGeneratedBy ?run ; prov:wasDerivedFrom ?lines . ?run prov:used ?lines . ?lines pol:sha256 ?sha FILTER(STRENDS(STR(?g), '/graph/corrections')) }"
        ).rows
        assert [sha for _, sha in told] == [hashlib.sha256("".join(values).encode()).hexdigest()]
        runs.add(told[0][0])
        card = (tmp_path / "out" / "datacard.md").read_text("utf-8")
        assert f"2 corrections by Lan (report.md lists them). Their lines, sorted: SHA-256 `{told[0][1]}`." in card
    assert len(runs) == 1
    (tmp_path / "corrections.yaml").unlink()
    without = open_graph(build([tmp_path], tmp_path / "out", pages=False).out)
    assert without.query("SELECT ?run { ?run a prov:Activity ; prov:used ?rules }").rows[0][0] not in runs
