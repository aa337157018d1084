"""The page on scaling says what was measured; documents made for benchmarks are documents of their own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from graph.build import SAMPLES

sys.path.insert(0, str(ROOT / "benchmarks"))
import building
import scaling


def test_the_page_holds_what_is_computed_from_the_figures() -> None:
    figures = json.loads(building.FIGURES.read_text("utf-8"))
    page = scaling.PAGE.read_text("utf-8")
    assert scaling.page(page, scaling.computed(figures, 0.05, 0.10)) == page
    assert [f"| {many:,} |" in page for many in scaling.MANY] == [True] * 3


def test_the_tables_of_the_benchmarks_are_those_that_were_kept() -> None:
    page = building.PAGE.read_text("utf-8")
    kept = json.loads(building.FIGURES.read_text("utf-8"))
    assert len(kept) >= 2
    assert [name for name in kept if f"<!-- measured: {name} -->" not in page] == []
    assert building.page(page, kept) == page


def test_repeated_documents_have_other_numbers_and_places(tmp_path: Path) -> None:
    one = SAMPLES / "mau-223-kh-ubnd-2021.txt"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / one.name).write_bytes(one.read_bytes())
    size = building.documents(tmp_path / "in", 3, tmp_path / "made")
    texts = [path.read_text("utf-8") for path in sorted((tmp_path / "made").iterdir())]
    assert size == sum(map(len, texts))
    assert texts[0] == one.read_text("utf-8")
    assert [number in text for number, text in zip(("223/KH", "1223/KH", "2223/KH"), texts, strict=True)] == [True] * 3
    assert ["Tuyên Quang" in text for text in texts] == [True, False, False]
    assert len(set(texts)) == 3


@pytest.mark.parametrize("text", ["a\n<!-- computed: benchmarks/scaling.py -->\nold\n<!-- end -->\nb\n"])
def test_tables_are_put_between_their_marks(text: str) -> None:
    made = scaling.page(text, "new")
    assert made == "a\n<!-- computed: benchmarks/scaling.py -->\n\nnew\n\n<!-- end -->\nb\n"
    assert scaling.page(made, "new") == made
