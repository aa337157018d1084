"""The tree of numbered parts, items and bullets: printed marks, paths, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Block, Span
from graph.structure.outline import outline

TREES = {
    "parts, items, letters and bullets": (
        "I. MỤC TIÊU\n1. Chung\na) Một\n- Hai\n+ Ba\nII. GIẢI PHÁP\n1. Bốn",
        ["I", "I.1", "I.1.a", "I.1.a.-1", "I.1.a.-1.+1", "II", "II.1"],
    ),
    "bullets are counted": ("1. Sở Y tế\n- Một\n- Hai\n2. Sở Nội vụ\n- Ba", ["1", "1.-1", "1.-2", "2", "2.-1"]),
    "figures with points repeat what stands above": (
        "2. Hai\n2.1. Một\n2.1.1. Sâu\n2.2. Hai",
        ["2", "2.1", "2.1.1", "2.2"],
    ),
    "articles and clauses": (
        "Chương II\nĐiều 3. Sở Y tế\n1. Một\na) Hai\nĐiều 4. Sở Nội vụ",
        ["Chương II", "Chương II.Điều 3", "Chương II.Điều 3.1", "Chương II.Điều 3.1.a", "Chương II.Điều 4"],
    ),
    "Vietnamese letters": ("1. Một\nd) Hai\nđ) Ba\ne) Bốn", ["1", "1.d", "1.đ", "1.e"]),
    "marks in brackets and with dashes": ("(1) Một\n2/ Hai\n3- Ba", ["1", "2", "3"]),
    "other bullets": ("1. Một\n– Hai\n• Ba\n* Bốn", ["1", "1.–1", "1.•2", "1.*3"]),
    "lines without a mark": ("1. Một\nlời giải thích\n2. Hai", ["1", "1.1", "2"]),
    "a line in capitals closes what is open": ("1. Một\nPHẦN KẾT LUẬN CHUNG\n1. Hai", ["1", "1", "1"]),
    "recipients are no part of an item": ("1. Một\nNơi nhận:\n- Như trên", ["1", "", "-1"]),
    "a Roman letter that is a number of a document": ("Kế hoạch số 5\nI/v đường", ["1", "2"]),
    "a year or an amount is no mark": ("1. Một\n2026 là năm cuối\n15% số hộ", ["1", "1.1", "1.2"]),
}


@pytest.mark.parametrize("why", TREES)
def test_the_paths_of_a_text(why: str) -> None:
    text, paths = TREES[why]
    assert [node.path() for node in outline(text, ()).walk()][1:] == paths
    assert len(TREES) == 12


def test_words_stand_where_the_node_says() -> None:
    text = "III. TỔ CHỨC\n1. Sở Y tế: Rà soát.\n- Chủ trì."
    for node in list(outline(text, ()).walk())[1:]:
        assert text[node.span.start : node.span.end].endswith(node.text)
        assert text[node.start : node.start + len(node.text)] == node.text


def test_lines_of_tables_are_left_out() -> None:
    text = "1. Một\nTT Nhiệm vụ\n2. Hai"
    blocks = (Block("item", Span(0, 6)), Block("table", Span(40, 51)), Block("item", Span(80, 86)))
    assert [n.text for n in outline(text, blocks, skip=(Span(40, 60),)).walk()][1:] == ["Một", "Hai"]


MARKS = st.sampled_from(
    ["I. ", "II. ", "1. ", "2.1. ", "a) ", "- ", "+ ", "Điều 3. ", "Chương I", "", "Nơi nhận: ", "PHỤ LỤC ", "\t"]
)
LINES = st.lists(st.tuples(MARKS, st.text(max_size=12)), max_size=30).map(
    lambda rows: "\n".join(a + b for a, b in rows)
)


@given(st.one_of(st.text(max_size=200), LINES))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_tree_of_all_its_lines(text: str) -> None:
    nodes = list(outline(text, ()).walk())
    assert len(nodes) - 1 == sum(1 for line in text.split("\n") if line.strip())
    assert [n.span for n in nodes[1:]] == sorted(n.span for n in nodes[1:])
    for node in nodes[1:]:
        assert node.parent is not None
        assert node in node.parent.children
        assert text[node.start : node.span.end] == node.text
        node.path()
