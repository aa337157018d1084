"""The tree of numbered parts, items and bullets: printed marks, paths, and any text at all."""

from __future__ import annotations

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Block, Cell, Grid, InView, Source, Span, Table
from graph.structure import layout, parse
from graph.structure.lines import lines
from graph.structure.outline import outline


def tree(text: str, tables: tuple[Table, ...] = ()) -> Block:
    """The tree of a text each of whose lines is a block."""
    places = (InView(line.start, line.end) for line in lines(text))
    blocks = (Block("paragraph", Span(p.start, p.end), p, p.of(text), p.start) for p in places)
    return outline(blocks, tables, length=len(text))


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
    "other bullets": ("1. Một\n– Hai\n• Ba\n* Bốn", ["1", "1.-1", "1.-2", "1.-3"]),
    "bullets before figures": ("1. Một\n- 100% hộ\n- 03 lớp\n- 2026 là", ["1", "1.-1", "1.-2", "1.-2.1"]),
    "lines without a mark": ("1. Một\nlời giải thích\n2. Hai", ["1", "1.1", "2"]),
    "a line in capitals closes what is open": ("1. Một\nPHẦN KẾT LUẬN CHUNG\n1. Hai", ["1", "1", "1"]),
    "the type of a plan printed behind a decision": (
        "Điều 3. Sở Y tế thi hành\nKẾ HOẠCH\nLàm đường\nI. VIỆC LÀM",
        ["Điều 3", "1", "2", "I"],
    ),
    "an appendix": ("III. TỔ CHỨC\n1. Sở Y tế\n- Một\nPHỤ LỤC II\n1. Hai", ["III", "III.1", "III.1.-1", "1", "1"]),
    "short capitals are no heading": ("1. Một\nUBND\n- Hai", ["1", "1.1", "1.-1"]),
    "recipients are no part of an item": ("1. Một\nNơi nhận:\n- Như trên", ["1", "", "-1"]),
    "a party's signature prints no point": ("1. Một\nT/M TỈNH ỦY\nBÍ THƯ\nY Moan Niê", ["1", "", "1", "2"]),
    "a Roman letter that is a number of a document": ("Kế hoạch số 5\nI/v đường", ["1", "2"]),
    "a year or an amount is no mark": ("1. Một\n2026 là năm cuối\n15% số hộ", ["1", "1.1", "1.2"]),
}


@pytest.mark.parametrize("why", TREES)
def test_the_paths_of_a_text(why: str) -> None:
    text, paths = TREES[why]
    assert [node.path() for node in tree(text).walk()][1:] == paths
    assert len(TREES) == 17


def test_words_stand_where_the_node_says() -> None:
    text = "III. TỔ CHỨC\n1. Sở Y tế: Rà soát.\n- Chủ trì."
    for node in list(tree(text).walk())[1:]:
        assert node.line.of(text).endswith(node.text)
        assert text[node.start : node.start + len(node.text)] == node.text


def test_a_table_stands_below_its_item_with_its_rows_and_cells() -> None:
    text = "1. Một\n\nSTT\tNhiệm vụ\tCơ quan chủ trì\n1\tLập bản đồ\tSở Y tế\n\n2. Hai"
    root = parse(Source("a.txt", text)).root
    assert [(n.kind, n.text) for n in root.children] == [("item", "Một"), ("item", "Hai")]
    (table,) = root.children[0].children
    assert table.kind == "table"
    assert [[cell.span.of(text) for cell in row.children] for row in table.children] == [
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì"], ["1", "Lập bản đồ", "Sở Y tế"],
    ]  # fmt: skip
    assert {n.kind for n in table.walk()} == {"table", "row", "cell", "paragraph"}
    assert [n.text for n in root.prose()][1:] == ["Một", "Hai"]


def test_a_line_between_two_rows_is_a_row_of_its_own() -> None:
    text = "1\tA\nghi chú\n2\tB"
    cells = (
        Cell((Span(0, 1),), 0, 0),
        Cell((Span(2, 3),), 0, 1),
        Cell((Span(12, 13),), 1, 0),
        Cell((Span(14, 15),), 1, 1),
    )
    root = tree(text, (Table(Span(0, 15), Grid(Span(0, 15), cells, 2, 2, "marks")),))
    assert [[line.text for line in row.walk() if line.text] for row in root.children[0].children] == [
        ["1\tA"],
        ["ghi chú"],
        ["2\tB"],
    ]


def test_what_pages_add_is_no_line() -> None:
    text = "Các xã cùng\n7\ndọn kênh."
    root = parse(Source("a.txt", text)).root
    assert [(n.kind, n.span.of(text)) for n in root.children] == [("paragraph", text), ("furniture", "7")]


MARKS = st.sampled_from(
    ["I. ", "II. ", "1. ", "2.1. ", "a) ", "- ", "+ ", "Điều 3. ", "Chương I", "", "Nơi nhận: ", "PHỤ LỤC ", "\t"]
)
LINES = st.lists(st.tuples(MARKS, st.text(max_size=12)), max_size=30).map(
    lambda rows: "\n".join(a + b for a, b in rows)
)


@given(st.one_of(st.text(max_size=200), LINES))
@examples(400)
def test_any_text_gives_a_tree_of_all_its_lines(text: str) -> None:
    blocks, view = layout.read(text)
    lines = [block for block in blocks if block.kind != "furniture"]
    nodes = list(outline(blocks, (), length=len(text)).walk())
    shown = [n for n in nodes[1:] if n.kind != "furniture"]
    assert [n.line.of(view.text) for n in shown] == [b for b in view.text.split("\n") if b.strip()]
    assert len(view.text.split("\n")) == max(len(lines), 1)
    for node in nodes[1:]:
        assert node.parent is not None
        assert node in node.parent.children
        assert node.kind == "furniture" or view.text[node.start : node.line.end] == node.text
        node.path()
