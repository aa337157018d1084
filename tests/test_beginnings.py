"""Beginnings of documents of every kind, as pages, portals and word processors give them: cases in cases/beginnings.yaml."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from conftest import cases
from heads import read, text_of, told

CASES: list[dict[str, Any]] = cases("beginnings")
WHYS = [case["why"] for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_a_beginning_says(case: dict[str, Any]) -> None:
    header = told(read(text_of(case)))
    assert {field: header[field] for field in case["is"]} == case["is"]
    assert header["joint"] == case["is"].get("joint", [])


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_letters_in_pieces_blank_lines_and_line_ends_say_the_same(case: dict[str, Any]) -> None:
    text = text_of(case)
    for other in (unicodedata.normalize("NFD", text), "\n\n" + text, text.replace("\n", " \n"), "\ufeff" + text):
        header = told(read(other))
        assert {field: header[field] for field in case["is"]} == case["is"]


def test_the_beginnings_are_all_there() -> None:
    assert len(CASES) == len(set(WHYS)) == 140
    assert len({case["is"].get("type") for case in CASES}) >= 14
    assert len({case["is"].get("jurisdiction") for case in CASES}) >= 40
