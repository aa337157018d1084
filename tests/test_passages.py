"""Passages and pieces: all of a text, once, in its order; tables by their marks."""

from __future__ import annotations

import re

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Source, Span
from graph.reading import find, read
from graph.structure import parse
from graph.structure.contents import contents
from graph.view.reading_page.passages import Passage, gaping, passages, pieces, steering

TEXT = st.text(st.sampled_from(list("ab1.|\t\n\r -Đ\u202e\U0001f600")) | st.characters(), max_size=400)


def laid(text: str) -> list[Passage]:
    document = parse(Source("a.txt", text))
    return passages(document, contents(document))


def shown(text: str) -> list[object]:
    """Paragraphs as their words on one line, tables as lists of rows."""
    return [
        [[cell.of(text) for cell in row] for row in p.rows] if p.rows else " ".join(p.span.of(text).split())
        for p in laid(text)
    ]


@examples(100)
@given(TEXT)
def test_the_passages_of_any_text_are_the_text(text: str) -> None:
    found = laid(text)
    assert "".join(passage.span.of(text) for passage in found) == text
    for passage in found:
        for before, cell in zip(cells(passage), cells(passage)[1:], strict=False):
            assert passage.span.start <= before.start <= before.end <= cell.start <= cell.end <= passage.span.end


def cells(passage: Passage) -> list[Span]:
    return [cell for row in passage.rows for cell in row]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda t: Span(t[0], min(t[0] + t[1], 40))))


@examples(100)
@given(SPANS, st.lists(st.integers(0, 40)))
def test_every_character_knows_all_that_covers_it(spans: list[Span], cuts: list[int]) -> None:
    found = list(pieces(40, spans, cuts))
    assert [at for piece in found for at in range(piece.start, piece.end)] == list(range(40))
    assert {0, *cuts} - {40} <= {piece.start for piece in found}
    for piece in found:
        for at in range(piece.start, piece.end):
            assert set(piece.covering) == {i for i, span in enumerate(spans) if span.start <= at < span.end}
        lengths = [spans[i].end - spans[i].start for i in piece.covering]
        assert lengths == sorted(lengths)


TABLES = {
    "pipes": ("| A | B | C |\n|---|:-:|---|\n| 1 | | 3 |\n", [[["A", "B", "C"], ["1", "", "3"]]]),
    "pipes without the last one": ("| A | B | C\n| 1 | 2 | 3\n", [[["A", "B", "C"], ["1", "2", "3"]]]),
    "tabs": ("Trước.\nA\tB\tC\n\n1\t\t3\nSau.\n", ["Trước.", [["A", "B", "C"], ["1", "", "3"]], "Sau."]),
    "a cell on each line": (
        "\tSTT\n\tViệc\n\tAi\n\n\t1\n\tLập\nđề án\n\tSở A\n\n\t2\n\tRà soát\n\tSở B\n\nHết.\n",
        [[["STT", "Việc", "Ai"], ["1", "Lập\nđề án", "Sở A"], ["2", "Rà soát", "Sở B"]], "Hết."],
    ),
    "one row is no table": ("| A | B | C |\nMột câu.\n", ["| A |", "B |", "C |", "Một câu."]),
    "indented paragraphs are none": ("\tMột câu.\n\tHai câu.\n\tBa câu.\n", ["Một câu.", "Hai câu.", "Ba câu."]),
}


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=TABLES)
def test_tables(text: str, expected: list[object]) -> None:
    assert shown(text) == expected


def test_hard_wrapped_lines_are_one_passage_and_columns_of_blanks_stay_as_printed() -> None:
    lines = "Thực hiện Nghị quyết số 124/NQ-CP của Chính phủ về phát triển công\nnghiệp, Ủy ban nhân dân tỉnh ban hành kế hoạch.\n"
    head = "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI\nTỈNH PHÚ YÊN             Độc lập\n\n"
    found = laid(head + lines * 5)
    assert found[0].kind == "printed"
    assert found[0].span.of(head + lines) == head[:-1]
    assert all(passage.kind == "paragraph" for passage in found[1:])
    assert len(found) == 6  # each of the five ends in a point, and begins anew


def test_headings_and_items_are_told_and_what_is_no_paragraph_is_set_apart() -> None:
    text = "KẾ HOẠCH\nVỀ A\n\nI. MỤC TIÊU\n- Một việc.\n-------\n|\nHết.\n"
    found = laid(text)
    assert [(p.kind, p.level) for p in found if p.level or p.kind == "item"] == [("heading", 1), ("item", 0)]
    item = next(p for p in found if p.kind == "item")
    assert text[item.span.start : item.words] == "- Một việc."
    assert text[item.words : item.span.end].split() == ["-------", "|"]


@examples(200)
@given(st.text(st.sampled_from(list("ab \n\t\r\u00a0\u2028")), max_size=60))
def test_lines_with_a_gap_are_those_with_words_on_both_sides_of_three_blanks(text: str) -> None:
    wide = re.compile(r"[^\n]*\S {3,}(?=\S)[^\n]*\n?")
    assert [*gaping(text)] == [match.span() for match in wide.finditer(text)]


def test_blanks_without_end_are_looked_at_once() -> None:
    assert [*gaping("a" + " " * 3_000_000 + "\n" + "a" * 3_000_000)] == []


def test_characters_that_steer_are_found() -> None:
    text = "a\u202eb\u2067c\x00d\u200fe\tf\ng\u00adh"
    assert [text[at] for at in steering(text)] == ["\u202e", "\u2067", "\x00", "\u200f"]


def test_a_long_run_that_is_no_table_takes_no_longer_line_by_line() -> None:
    """Each run is read once: reading it again from each of its lines would look at billions of lines here."""
    text = "\tmột dòng\n" * 40_000 + "\n" * 40_000 + "|a|b\n" * 20_000
    found = laid(text)
    assert "".join(p.span.of(text) for p in found) == text


def test_every_sample_is_all_there() -> None:
    from graph.build import SAMPLES

    files = find([SAMPLES]).files
    assert len(files) >= 12
    kinds = set()
    for file in files:
        document = parse(read(file.path))
        found = passages(document, contents(document))
        assert "".join(p.span.of(document.source.text) for p in found) == document.source.text
        kinds |= {p.kind for p in found}
    assert kinds == {"paragraph", "item", "heading", "printed", "table"}
