"""Tasks of the real documents beside the project: the figures that they must reach, and whole rows of long tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import SHARED, need

from graph.evaluate import Evaluation, evaluate
from graph.extract import extract
from graph.model import Source, Task
from graph.structure import parse

pytestmark = pytest.mark.real

WANTED = {"tasks": 0.96, "leads": 0.95, "coordinates": 0.93, "deadlines": 0.95, "task-implements": 0.85}


@pytest.fixture(scope="module")
def measured(real_output: Path, real_gold: Path) -> Evaluation:
    return evaluate(real_output, real_gold)


@pytest.mark.parametrize("section", WANTED)
def test_a_figure_of_tasks_reaches_what_was_asked(measured: Evaluation, section: str) -> None:
    figure = measured.figure(section)
    assert figure.counts.hits + figure.counts.misses >= 20
    assert figure.counts.f1 >= WANTED[section]


def test_no_claim_has_other_words_than_its_text(measured: Evaluation) -> None:
    assert measured.evidence.claims > 1000
    assert (measured.evidence.wrong, measured.evidence.bare) == ((), 0)


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
