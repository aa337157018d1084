"""What a file knows besides its text: its own cells, foot notes, pages and boxes reach the document."""

from __future__ import annotations

from graph.extract import extract
from graph.model import Box, Cell, Footnote, Grid, Page, Source, Span
from graph.structure import parse
from graph.structure.contents import contents
from graph.view.reading_page.passages import passages

ROWS = [
    ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"],
    ["1", "Lập bản đồ ngập lụt", "Sở Xây dựng", "Quý I/2026"],
    ["2", "Trồng cây ven sông Đáy", "Sở Y tế", "Năm 2027"],
]


def with_cells(between: str) -> Source:
    """A plan whose file knows the cells of its table, whatever stands between them in the text."""
    top, cells, text = "KẾ HOẠCH\nPhòng, chống ngập lụt\n\n", [], ""
    text = top
    for i, row in enumerate(ROWS):
        for j, words in enumerate(row):
            cells.append(Cell((Span(len(text), len(text) + len(words)),), i, j, head=i == 0))
            text += words + (between if j < len(row) - 1 else "\n")
    grid = Grid(Span(len(top), len(text)), tuple(cells), len(ROWS), len(ROWS[0]), "file")
    return Source("a.docx", text + "\nNơi nhận: như trên\n", grids=(grid,))


def test_cells_that_the_file_knows_are_the_table_whatever_the_text_looks_like() -> None:
    for between in ("\t", " ", "\n", " | "):
        document = parse(with_cells(between))
        (table,) = document.tables
        assert (table.of, table.grid.origin, [column.role for column in table.columns]) == (
            "tasks", "file", ["ordinal", "task", "lead", "time"],
        )  # fmt: skip
        found = extract(document).tasks
        assert [(t.text, [a.name for a in t.leads], t.deadline and t.deadline.raw) for t in found] == [
            ("Lập bản đồ ngập lụt", ["Sở Xây dựng"], "Quý I/2026"),
            ("Trồng cây ven sông Đáy", ["Sở Y tế"], "Năm 2027"),
        ]


def test_they_are_a_table_on_the_reading_page_and_no_headings() -> None:
    document = parse(with_cells("\t"))
    shown = [passage for passage in passages(document, contents(document)) if passage.rows]
    assert [[cell.of(document.source.text) for cell in row] for passage in shown for row in passage.rows] == ROWS
    assert [heading.text for heading in contents(document)] == []


def test_a_foot_note_that_the_file_knows_does_not_cut_its_sentence() -> None:
    text = "KẾ HOẠCH\nVỀ A\n\nCác xã làm theo Nghị quyết số 50/NQ-CP ngày 20/5/2021 của\nGhi chú về giống lúa\nChính phủ về giống lúa.\n"
    start = text.index("Ghi chú")
    note = Footnote(Span(start - 1, start - 1), Span(start, start + len("Ghi chú về giống lúa")))
    document = parse(Source("a.docx", text, notes=(note,)))
    (cited,) = extract(document).citations
    assert (cited.number, str(cited.issuer)) == ("50/NQ-CP", "Chính phủ")
    assert [block.text for block in document.root.walk() if block.kind == "note"] == ["Ghi chú về giống lúa"]


def test_boxes_and_pages_are_found_by_characters() -> None:
    boxes = tuple((Span(i * 10, i * 10 + 9), Box(1 + i // 3, 70, 50 + i, 300, 60 + i)) for i in range(6))
    source = Source("a.pdf", "x" * 60, pages=(Page(1, 0), Page(2, 30)), boxes=boxes)
    assert [box.top for box in source.where(Span(8, 21))] == [50, 51, 52]
    assert [box.page for box in source.where(Span(29, 41))] == [2, 2]
    assert source.where(Span(9, 10)) == ()
