"""The figures on the sample corpus that must not fall; they run wherever the project does. Raise them with the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import SAMPLES
from graph.evaluate import SECTIONS, Evaluation, evaluate

FLOORS = {
    "header": 1.0, "citations": 1.0, "citations-numbered": 1.0, "citation-details": 0.99, "relations": 0.99, "relations-strong": 0.99,
    "tasks": 1.0, "leads": 0.99, "coordinates": 1.0, "deadlines": 0.98, "task-implements": 0.94,
    "zones": 1.0, "projects": 0.80, "indicators": 0.97, "indicator-details": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def measured(sample_output: Path) -> Evaluation:
    return evaluate(sample_output, SAMPLES.parent / "gold")


def test_every_section_has_a_floor() -> None:
    assert set(FLOORS) == set(SECTIONS)


@pytest.mark.parametrize("section", FLOORS)
def test_a_figure_on_the_samples_stays_above_its_floor(measured: Evaluation, section: str) -> None:
    figure = measured.figure(section)
    assert figure.counts.hits + figure.counts.misses > 0
    assert figure.counts.f1 >= FLOORS[section]


def test_every_edge_of_the_samples_has_a_claim_and_every_claim_its_exact_words(measured: Evaluation) -> None:
    evidence = measured.evidence
    assert evidence.claims > 750
    assert evidence.exact == evidence.claims
    assert (evidence.wrong, evidence.bare) == ((), 0)
