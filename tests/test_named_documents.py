"""Documents as sentences name them, with everything that is said of each: cases in cases/named_documents.yaml and, of those without a
number, in cases/unnumbered_documents.yaml."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from conftest import cases

from graph.extract import extract
from graph.model import Citation, Findings, Source
from graph.structure import parse

CASES: list[dict[str, Any]] = [
    case for file in ("named_documents", "unnumbered_documents") for case in cases(file, "BaseLoader")
]  # dates stay as they are printed
WHYS = [case["why"] for case in CASES]


def above(here: str) -> str:
    """The letterhead of a plan of the place."""
    return (
        f"ỦY BAN NHÂN DÂN\n{here.upper()}\nSố: 45/KH-UBND\n{here.split(' ', 1)[1]}, ngày 02 tháng 02 năm 2026\n"
        "KẾ HOẠCH\nPhát triển nghề muối giai đoạn 2026 - 2030\n\n"
    )


@cache
def read(text: str) -> Findings:
    return extract(parse(Source("plan.txt", text)))


def told(c: Citation) -> list[str]:
    issuers = [name.full for name in (c.issuer, *c.joint) if name]
    words = [c.type, c.number or c.title or "null", str(c.date or "null"), " + ".join(issuers) or "null"]
    while words[-1] == "null":
        words.pop()
    return words


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_a_sentence_names(case: dict[str, Any]) -> None:
    top = above(case.get("here", "tỉnh Phú Yên"))
    cited = [c for c in read(top + case["text"]).citations if c.span.start >= len(top) and not c.itself]
    assert [told(c) for c in cited] == case["are"]
    assert sum(c.warning is not None or bool(c.alike) for c in cited) == int(case.get("warns", 0))


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_the_words_of_a_mention_hold_its_number_or_stand_between_two_that_do(case: dict[str, Any]) -> None:
    text = above(case.get("here", "tỉnh Phú Yên")) + case["text"]
    spans = [c.span for c in read(text).citations]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))


def test_the_sentences_are_all_there() -> None:
    assert len(CASES) == len(set(WHYS)) == 386
    assert sum(len(case["are"]) for case in CASES) == 451
