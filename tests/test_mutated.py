"""Documents broken at random, through whole builds: a few with a fixed seed here, thousands at night (`python benchmarks/mutated.py`)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from conftest import ROOT, WHOLE

from graph.build import SAMPLES

SPEC = importlib.util.spec_from_file_location("mutated", ROOT / "benchmarks" / "mutated.py")
assert SPEC
assert SPEC.loader
mutated = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(mutated)

TEXTS = [path.read_text("utf-8") for path in sorted(SAMPLES.iterdir())]


@pytest.mark.parametrize("seed", range(8) if WHOLE else range(1))
def test_no_broken_document_ends_a_build_or_spoils_a_file(tmp_path: Path, seed: int) -> None:
    seeds = [f"merge-{seed}-{n}" for n in range(8)]
    (tmp_path / "in").mkdir()
    mutated.written(tmp_path / "in", seeds, TEXTS)
    assert list(mutated.faults(tmp_path / "in", tmp_path / "out")) == []
    assert len(list((tmp_path / "out" / "documents").rglob("*.html"))) >= 6


def test_the_same_seed_makes_the_same_document_and_every_mutation_is_met() -> None:
    seeds = [str(n) for n in range(60)]
    assert [mutated.mutated(seed, TEXTS) for seed in seeds] == [mutated.mutated(seed, TEXTS) for seed in seeds]
    assert len({mutated.mutated(seed, TEXTS) for seed in seeds}) == 60


def test_what_is_wrong_with_a_file_is_told(tmp_path: Path) -> None:
    """The checks of the nightly run see what they are for."""
    from openpyxl import Workbook

    out, exports = tmp_path / "out", tmp_path / "exports"
    for folder in (out / "figures", exports):
        folder.mkdir(parents=True)
    (out / "figures" / "chain.svg").write_text("<svg>\ufffe</svg>", encoding="utf-8")
    (out / "goals.csv").write_text("a,b\n1\n", encoding="utf-8")
    for name in ("graphml", "gexf"):
        (exports / name).write_text("<a/>", encoding="utf-8")
    (exports / "jsonld").write_text("{}", encoding="utf-8")
    book = Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    book.save(out / "workload.xlsx")
    found = sorted(mutated.refused(out, exports))
    assert [line.partition(":")[0] for line in found] == ["chain.svg", "goals.csv", "workload.xlsx"]
