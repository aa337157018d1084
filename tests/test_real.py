"""The real documents beside the project: the figures that must not fall, long tables, and every other document builds.

The figures are floors under what `policygraph evaluate` measured when they were last raised; raise them with the work.
"""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from conftest import SHARED, WHOLE, need

from graph.build import build
from graph.evaluate import Evaluation
from graph.extract import extract
from graph.model import Source, Task
from graph.store import open_graph
from graph.structure import parse

pytestmark = pytest.mark.real

FLOORS = {
    "header": 1.0, "citations": 0.98, "citations-numbered": 1.0, "citation-details": 0.99, "relations": 0.97, "relations-strong": 0.98,
    "tasks": 0.99, "leads": 0.98, "coordinates": 0.99, "deadlines": 0.99, "task-implements": 0.86,
    "zones": 0.97, "projects": 0.90, "indicators": 0.99, "indicator-details": 0.98,
}  # fmt: skip


@pytest.mark.parametrize("section", FLOORS)
def test_a_figure_on_the_annotations_stays_above_its_floor(real_figures: Evaluation, section: str) -> None:
    figure = real_figures.figure(section)
    assert figure.counts.hits + figure.counts.misses > 0
    assert figure.counts.f1 >= FLOORS[section]


def test_every_edge_has_a_claim_and_every_claim_its_exact_words(real_figures: Evaluation) -> None:
    evidence = real_figures.evidence
    assert evidence.claims > 1700
    assert evidence.exact == evidence.claims
    assert (evidence.wrong, evidence.bare) == ((), 0)


def test_the_chain_from_the_politburo_to_a_province(real_output: Path) -> None:
    rows = open_graph(real_output).query(
        "SELECT ?number WHERE { ?d pol:implements+ ?top . ?top eli:id_local '23-NQ/TW' . ?d eli:id_local ?number }"
    )
    assert {row[0] for row in rows.rows} == {"124/NQ-CP", "122-KH/TU", "155/KH-UBND", "295/KH-UBND"}


SCANS = {"thu-tuong-06-qd-ttg-2022.pdf", "kien-giang-2119-kh-syt-2017.pdf", "son-la-29-ct-tu-2023.pdf"}
"""Read at night only: they have 49 pages."""


def test_every_further_document_builds_and_its_graph_is_valid(tmp_path: Path) -> None:
    folder = SHARED / "corpus-more"
    need("real", folder.is_dir(), "the further documents (../shared/corpus-more) are not here")
    need(
        "office",
        shutil.which("soffice"),
        "LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui)",
    )
    files = sorted(path for path in folder.iterdir() if path.name != "README.md" and (WHOLE or path.name not in SCANS))
    result = build(files, tmp_path / "output", pages=False)
    assert {path.suffix for path in files} == {".txt", ".md", ".html", ".doc", ".docx", ".pdf"}
    assert len(result.read) == len(files) >= 23
    assert (result.failures, result.problems) == ((), ())


def test_a_spread_of_the_bulk_builds(tmp_path: Path) -> None:
    folder = SHARED / "bulk"
    need("real", folder.is_dir(), "the many documents (../shared/bulk) are not here")
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md") and p.stat().st_size < 60_000)
    some = files[:: 1 if WHOLE else max(len(files) // 40, 1)]
    result = build(some, tmp_path / "output", pages=False)
    assert len(result.read) == len(some) >= 40
    assert (result.failures, result.problems) == ((), ())


def test_another_document_changes_no_complete_iri(real_corpus: Path, real_output: Path, tmp_path: Path) -> None:
    for file in sorted(real_corpus.glob("*.txt"))[:-1]:
        shutil.copy(file, tmp_path)
    facts = build([tmp_path], tmp_path / "output", pages=False).facts
    fewer = {entity.id for entity in facts.entities if entity.id.startswith("document/")}
    complete = {i for i in fewer if re.search(r"/[0-9]+-[a-z0-9-]+/[0-9]{4}$", i)}
    rows = open_graph(real_output).query("SELECT ?d WHERE { ?d eli:id_local ?number }").rows
    everything = {row[0].partition("/id/")[2] for row in rows}
    assert len(complete) >= 45
    assert complete <= everything


@cache
def rows(name: str) -> list[Task]:
    path = SHARED / "corpus-more" / name
    need("real", path.is_file(), f"the further documents (../shared/corpus-more/{name}) are not here")
    found = extract(parse(Source(name, path.read_bytes().decode("utf-8"))))
    return [task for task in found.tasks if task.rule == "table"]


LONG = {
    "chinh-phu-03-nq-cp-2025.md": (140, 139, 138),
    "dong-nai-179-kh-ubnd-2025.md": (94, 94, 94),
    "thu-tuong-2597-qd-ttg-2025.md": (25, 25, 25),
}
"""How many rows a table has at least, and how many of them have a lead and a time."""


@pytest.mark.parametrize("name", LONG)
def test_the_rows_of_a_long_table_come_out_whole(name: str) -> None:
    least, led, timed = LONG[name]
    tasks = rows(name)
    assert len(tasks) >= least
    assert sum(1 for t in tasks if t.leads) >= led
    assert sum(1 for t in tasks if t.deadline) >= timed
    assert len({t.ordinal for t in tasks}) == len(tasks)


def test_a_table_that_counts_through_its_sections_loses_no_number() -> None:
    numbers = [int(re.sub(r".*\.", "", t.ordinal or "0")) for t in rows("chinh-phu-03-nq-cp-2025.md")]
    assert numbers == list(range(1, len(numbers) + 1))
