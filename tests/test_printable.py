"""What steers a terminal, a page or a spreadsheet is taken out of words in one place, and nothing of it comes through."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.commands.console import table
from graph.records.printable import defused, printable
from graph.view.text.table import csv_text, inert

STEERS = "".join(
    c
    for c in map(chr, range(0x110000))
    if unicodedata.category(c) in ("Cc", "Cf", "Cs") or ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF
)


@dataclass
class Words:
    words: str
    number: int


GRAPH = Path(__file__).resolve().parent.parent / "graph"


@given(st.text(st.one_of(st.characters(), st.sampled_from(STEERS))))
def test_what_is_shown_is_one_line_that_steers_nothing(text: str) -> None:
    shown = printable(text)
    assert not set(shown) & set(STEERS)
    assert shown == " ".join(shown.split()) == printable(shown)
    assert [c for c in shown if c != " "] == [c for c in text if not c.isspace() and c not in STEERS]


def test_every_character_that_steers_is_taken_out() -> None:
    assert len(STEERS) > 200
    kept = [hex(ord(c)) for c in STEERS if not c.isspace() and printable(f"a{c}b") != "ab"]
    assert kept == []
    assert {printable(f"a{c}b") for c in STEERS if c.isspace()} == {"a b"}


@pytest.mark.parametrize("text", ["\x1b[31mđỏ", "a\u202eb", "a\x00b", "a\u2066b\u2069", "một\nhai"])
def test_reports_and_terminals_take_out_the_same(text: str) -> None:
    assert inert(text).replace("\\", "") == printable(text)
    assert table(["x"], [[text]]).splitlines()[2:] == [printable(text)]


def test_it_is_done_in_one_place() -> None:
    sides = ("records", "analysis", "view", "commands")
    found = [path.name for side in sides for path in (GRAPH / side).rglob("*.py") if '"Cf"' in path.read_text("utf-8")]
    assert found == ["printable.py"]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\n=1", "＝1+1", "－2"])
def test_a_spreadsheet_runs_nothing(formula: str) -> None:
    assert defused(formula) == f"'{formula}"


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("a\r=HYPERLINK(A1)", "a\n=HYPERLINK(A1)"), ("\r\n=1", "'\n=1"), ("\t=1", "'=1"), ("a\x85b\u2028c\x0bd", "a\nb\nc\nd"),
        ("\x1b[8ma\x00", "[8ma"), ("a\ufffe\udce1", "a"), ("=", "="), (">", ">"), ("-", "-"), ("a  b", "a  b"),
    ],
)  # fmt: skip
def test_what_would_begin_a_row_or_steer_is_taken_out(words: str, cell: str) -> None:
    assert defused(words) == cell
    for text in (words, f"Sở{words}"):
        rows = list(csv.reader(StringIO(csv_text(Words, [Words(text, 1)]), newline="")))
        assert [len(row) for row in rows] == [2, 2]
