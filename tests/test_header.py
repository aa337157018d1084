"""What a document says of itself, read from every form of letterhead: cases in cases/headers.yaml, each named by its reason."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from conftest import cases
from heads import read, text_of, told

CASES: list[dict[str, Any]] = cases("headers")
WHYS = [case["why"] for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_a_letterhead_says(case: dict[str, Any]) -> None:
    header = told(read(text_of(case)))
    assert {field: header[field] for field in case["is"]} == case["is"]


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_the_title_stands_where_it_is_said_to_stand(case: dict[str, Any]) -> None:
    text = text_of(case)
    header = read(text)
    assert (header.title is None) == (header.title_span is None)
    if header.title and header.title_span:
        words = header.title_span.of(text).replace("*", "").replace("#", "").split()
        assert words == header.title.split()


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_composed_and_decomposed_letters_say_the_same(case: dict[str, Any]) -> None:
    assert told(read(unicodedata.normalize("NFD", text_of(case)))) == told(read(text_of(case)))


def test_the_cases_are_all_there_and_each_has_its_reason() -> None:
    assert len(CASES) == 51
    assert len(set(WHYS)) == len(CASES)
    assert {case["is"].get("type") for case in CASES} >= {
        "Plan",
        "Decision",
        "Decree",
        "Law",
        "OfficialLetter",
        "Directive",
    }
    assert sum(len(case["is"]) for case in CASES) >= 150
