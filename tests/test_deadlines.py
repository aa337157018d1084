"""Times as plans print them: cells, two columns, a task's own wording."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from conftest import cases, examples
from hypothesis import given
from hypothesis import strategies as st

from graph.language import times, when
from graph.model import Deadline

CASES: list[dict[str, Any]] = cases("deadlines")


def _read(case: dict[str, Any]) -> Deadline | None:
    if "columns" in case:
        return times.both(*case["columns"])
    return when.in_prose(case["prose"]) if "prose" in case else times.read(case["text"])


def _told(found: Deadline | None) -> dict[str, str]:
    if found is None:
        return {"none": "True"}
    told = {"start": found.start, "due": found.due, "recurs": found.recurrence}
    return {name: str(value) for name, value in told.items() if value is not None}


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_printed_time_means(case: dict[str, Any]) -> None:
    wanted = {name: str(case[name]) for name in ("start", "due", "recurs", "none") if name in case}
    assert _told(_read(case)) == wanted


def test_the_cases_are_all_there_and_each_has_its_reason() -> None:
    kinds = [next(kind for kind in ("text", "columns", "prose") if kind in case) for case in CASES]
    assert {kind: kinds.count(kind) for kind in kinds} == {"text": 82, "columns": 8, "prose": 98}
    assert len({case["why"] for case in CASES}) == len(CASES)


def test_letters_composed_or_not_mean_the_same() -> None:
    texts = [case["text"] for case in CASES if case.get("text")]
    assert len(texts) > 60
    for text in texts:
        composed, decomposed = (times.read(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
        assert composed == decomposed, text


def test_the_words_are_kept_as_printed_on_one_line() -> None:
    found = times.read("Trình trong\nQuý  I/2022.")
    assert found is not None
    assert found.raw == "Trình trong Quý I/2022"
    both = times.both("Năm 2023", "Năm 2024")
    assert both is not None
    assert both.raw == "Năm 2023 | Năm 2024"


WORDS = st.sampled_from(
    [
        "quý",
        "I",
        "II",
        "III",
        "IV",
        "/",
        "-",
        ",",
        "năm",
        "tháng",
        "ngày",
        "1",
        "6",
        "12",
        "13",
        "31",
        "2024",
        "2026",
        "đến",
        "từ",
        "trước",
        "giai",
        "đoạn",
        "hằng",
        "thường",
        "xuyên",
        "định",
        "kỳ",
        "và",
        "sau",
    ]
)
TIMES = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join))


@given(TIMES, TIMES)
@examples(400)
def test_any_words_are_read_without_an_error_and_days_are_whole(first: str, last: str) -> None:
    for found in (times.read(first), times.both(first, last), when.in_prose(first)):
        if found is not None:
            assert found.raw
            for day in (found.start, found.due):
                assert day is None or (day.month and day.day)
