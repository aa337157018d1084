"""Gold from a build and its corrections, and how far two annotators agree."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Run
from curating import CORRECTIONS, folder

from graph.build import build
from graph.evaluate import evaluate
from graph.evaluate.annotators import agreement, cohen
from graph.evaluate.exported import exported, write_exported
from graph.model import line
from graph.store import open_graph

GOLD = ROOT / "graph" / "samples" / "gold"


def export(out: Path, into: Path, *, confirmed: bool = False) -> int:
    """How many documents of a build were exported."""
    graph = open_graph(out)
    documents = sorted(str(iri) for (iri,) in graph.query("SELECT ?d WHERE { ?d pol:sourceFile ?file }").rows)
    for iri in documents:
        write_exported(exported(graph, iri, confirmed=confirmed), into)
    return len(documents)


def imperfect(out: Path, gold: Path) -> list[tuple[str, float]]:
    figures = [
        figure
        for figure in evaluate(out, gold).figures
        if figure.counts.hits + figure.counts.misses + figure.counts.extras
    ]
    assert len(figures) >= 12
    return [(figure.section, figure.counts.f1) for figure in figures if figure.counts.f1 != 1]


def test_a_build_agrees_wholly_with_its_own_gold(sample_output: Path, tmp_path: Path) -> None:
    assert export(sample_output, tmp_path) >= 14
    assert imperfect(sample_output, tmp_path) == []


def test_a_corrected_build_agrees_wholly_with_its_own_gold(tmp_path: Path) -> None:
    out = build([folder(tmp_path / "docs", map(line, CORRECTIONS))], tmp_path / "out", pages=False).out
    assert export(out, tmp_path / "gold") == 2
    assert imperfect(out, tmp_path / "gold") == []
    plain = build([folder(tmp_path / "plain")], tmp_path / "plain-out", pages=False).out
    assert {section for section, _ in imperfect(plain, tmp_path / "gold")} >= {
        "tasks",
        "deadlines",
        "indicators",
        "relations",
    }


@pytest.mark.real
def test_real_documents_agree_wholly_with_their_own_gold(real_output: Path, tmp_path: Path) -> None:
    assert export(real_output, tmp_path) == 7
    assert imperfect(real_output, tmp_path) == []


def test_only_what_was_confirmed_is_exported_where_that_is_asked(tmp_path: Path) -> None:
    out = build([folder(tmp_path / "docs", map(line, CORRECTIONS))], tmp_path / "out", pages=False).out
    export(out, tmp_path / "gold", confirmed=True)
    found = yaml.safe_load((tmp_path / "gold" / "ke-hoach-91.yaml").read_text("utf-8"))
    assert [task["n"] for task in found["tasks"]] == ["II.3", "III"]
    assert [each["name"] for each in found["indicators"]] == ["Số bến đò"]
    assert found["header"]["number"] == "91/KH-UBND"


def test_the_command_writes_gold_and_says_what_nobody_has_decided(tmp_path: Path, policygraph: Run) -> None:
    out = build([folder(tmp_path / "docs")], tmp_path / "out").out
    done = policygraph("gold", "91/KH-UBND", "-g", out, "-o", tmp_path / "gold")
    assert (done.returncode, "2 findings in it read with doubt and not decided" in done.stderr) == (0, True)
    assert "# Findings read with doubt that nobody has decided: 2" in (
        tmp_path / "gold" / "ke-hoach-91.yaml"
    ).read_text("utf-8")
    again = policygraph("gold", "91/KH-UBND", "-g", out, "-o", tmp_path / "gold")
    assert (again.returncode, "give --replace" in again.stderr) == (1, True)
    assert policygraph("gold", "91/KH-UBND", "-g", out, "-o", tmp_path / "gold", "--replace").returncode == 0
    cited = policygraph("gold", "17/QĐ-TTg", "-g", out, "-o", tmp_path / "gold")
    assert (cited.returncode, "was not read, only cited" in cited.stderr) == (1, True)
    figures = policygraph("evaluate", out, tmp_path / "gold")
    assert (figures.returncode, "missing" in figures.stdout) == (0, False)


def test_annotators_who_agree_have_all_figures_at_one() -> None:
    same = agreement(GOLD, GOLD)
    assert {figure.counts.f1 for figure in same.figures} == {1.0}
    assert len(same.figures) >= 14
    assert {each.kappa for each in same.kappas} <= {1.0, None}


def test_where_two_annotators_differ_it_is_told_section_by_section(tmp_path: Path, policygraph: Run) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (stem, *_) = sorted(path.stem for path in GOLD.glob("*.yaml") if "223" in path.stem)
    gold = yaml.safe_load((GOLD / f"{stem}.yaml").read_text("utf-8"))
    (tmp_path / "a" / f"{stem}.yaml").write_text(yaml.safe_dump(gold, allow_unicode=True), "utf-8")
    (tmp_path / "a" / "alone.yaml").write_text("doc: alone\n", "utf-8")
    gold["tasks"] = gold["tasks"][1:]
    gold["relations"][0]["p"] = "cites" if gold["relations"][0]["p"] != "cites" else "basedOn"
    (tmp_path / "b" / f"{stem}.yaml").write_text(yaml.safe_dump(gold, allow_unicode=True), "utf-8")
    found = agreement(tmp_path / "a", tmp_path / "b")
    figures = {figure.section: figure.counts for figure in found.figures}
    assert (figures["tasks"].misses, figures["tasks"].extras) == (1, 0)
    assert (figures["relations"].misses, figures["relations"].extras) == (1, 1)
    assert figures["zones"].f1 == figures["citations"].f1 == 1
    (relations,) = (each for each in found.kappas if each.name == "relations of two documents")
    assert relations.kappa is not None
    assert relations.observed == pytest.approx(1 - 1 / relations.things)
    assert relations.kappa < relations.observed
    assert found.only_one == ("alone",)
    swapped = agreement(tmp_path / "b", tmp_path / "a")
    assert {s: swapped.f1(s) for s in figures} == pytest.approx({s: found.f1(s) for s in figures})

    told = policygraph("evaluate", "--agreement", tmp_path / "a", tmp_path / "b", "--show", "tasks")
    assert told.returncode == 0
    assert "only in one folder: alone" in told.stdout
    assert "kappa" in told.stdout
    assert "- missed | " in told.stdout
    nothing = policygraph("evaluate", "--agreement", tmp_path / "a", tmp_path / "b", "--doc", "alone")
    assert nothing.returncode == 1


@pytest.mark.parametrize(
    ("labels", "observed", "kappa"),
    [
        ([("a", "a")] * 45 + [("a", "b")] * 15 + [("b", "a")] * 25 + [("b", "b")] * 15, 0.6, 0.1304),
        ([("a", "a")] * 25 + [("a", "b")] * 35 + [("b", "a")] * 5 + [("b", "b")] * 35, 0.6, 0.2593),
        ([("a", "b"), ("b", "a")], 0.0, -1.0),
    ],
)
def test_kappa_is_cohen_s(labels: list[tuple[str, str]], observed: float, kappa: float) -> None:
    """Two tables of the same agreement, of which the second is further from chance; and full disagreement."""
    found = cohen(labels)
    assert found == (pytest.approx(observed), pytest.approx(kappa, abs=1e-4))
