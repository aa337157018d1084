"""Which documents a text refers to, and what it says of them: cases in cases/citations.yaml, each named by its reason."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import pytest
from conftest import cases

from graph.extract import extract
from graph.language.folding import fold
from graph.model import Citation, Source
from graph.structure import parse

CASES: list[dict[str, Any]] = cases("citations", "BaseLoader")  # dates stay as they are printed
WHYS = [case["why"] for case in CASES]
HERE = "tỉnh Phú Yên"
OWN = "KẾ HOẠCH\nPhát triển nghề muối giai đoạn 2026 - 2030\n\n"


def head(here: str) -> str:
    """The letterhead of a plan of the place; a central one for "null"."""
    if here == "null":
        return f"BỘ XÂY DỰNG\nSố: 45/KH-BXD\nHà Nội, ngày 02 tháng 02 năm 2026\n{OWN}"
    return f"ỦY BAN NHÂN DÂN\n{here.upper()}\nSố: 45/KH-UBND\n{here.split(' ', 1)[1]}, ngày 02 tháng 02 năm 2026\n{OWN}"


def read(case: dict[str, Any]) -> tuple[str, tuple[Citation, ...]]:
    """The text below a letterhead, and the mentions in what stands below it."""
    above = head(case.get("here", HERE))
    return above + case["text"], below(above, case["text"])


@cache
def below(above: str, text: str) -> tuple[Citation, ...]:
    cited = extract(parse(Source("plan.txt", above + text))).citations
    return tuple(c for c in cited if c.span.start >= len(above))


def told(c: Citation) -> list[str]:
    words = [c.type, c.number or c.title, str(c.date) if c.date else None, c.issuer and c.issuer.full]
    while words[-1] is None:
        words.pop()
    return [str(word) if word else "null" for word in words]


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_a_text_cites(case: dict[str, Any]) -> None:
    _, found = read(case)
    assert [told(c) for c in found if not c.itself] == case["are"]
    assert sum(c.itself for c in found) == int(case.get("own", 0))
    assert sum(c.warning is not None for c in found) == int(case.get("warns", 0))


def _letters(words: str) -> str:
    """Without blanks, bold marks, quotation marks and commas: a name is spelled as the gazetteer spells it."""
    return re.sub(r"[\s*,\"“”]", "", fold(words))


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_a_mention_stands_where_it_is_said_to_stand(case: dict[str, Any]) -> None:
    text, found = read(case)
    for c in found:
        words = _letters(c.span.of(text))
        assert len(words) >= 4
        short = words in ("đềán", "quyếtđịnh", "nghịquyết50", "chươngtrìnhsbđ")
        assert short or c.itself or _letters(c.number or c.title or "") in words


@pytest.mark.parametrize("case", CASES, ids=WHYS)
def test_composed_and_decomposed_letters_cite_the_same(case: dict[str, Any]) -> None:
    decomposed = {**case, "text": unicodedata.normalize("NFD", case["text"])}
    assert [(told(c), c.itself) for c in read(decomposed)[1]] == [(told(c), c.itself) for c in read(case)[1]]


def test_the_cases_are_all_there_and_each_has_its_reason() -> None:
    assert len(CASES) == 155
    assert len(set(WHYS)) == len(CASES)
    assert sum(len(case["are"]) for case in CASES) >= 100
    assert sum(not case["are"] for case in CASES) >= 15
    kinds = {mention[0] for case in CASES for mention in case["are"]}
    assert len(kinds) == 22  # every class
