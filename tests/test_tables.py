"""Tables in every form that files bring: their rows come out whole, and any text is read without an error."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

import pytest
from conftest import cases, examples, from_yaml
from hypothesis import given
from hypothesis import strategies as st

from graph.extract import extract
from graph.extract.tasks import tables as of_tables
from graph.model import Source, Span, Table
from graph.reading.draft import Draft, DraftCell
from graph.structure import parse, tables
from graph.structure.tables import dump
from graph.vocab import ontology_dir

CASES: list[dict[str, Any]] = cases("tables")
COLUMNS: list[dict[str, Any]] = from_yaml(ontology_dir() / "phrases" / "columns.yaml")
ROLES = ["ordinal", "task", "lead", "coordinate", "time"]


def read(text: str) -> list[Table]:
    """The tables of tasks whose rows could be read."""
    return [table for table in tables.find(Source("a.txt", text)) if table.of == "tasks" and table.rows]


def rows(found: list[Table], text: str, roles: list[str]) -> list[list[str]]:
    return [[tables.words(row.cells.get(role, ()), text) for role in roles] for table in found for row in table.rows]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_table_is_read(case: dict[str, Any]) -> None:
    text = case["text"].replace("→", "\t")
    found = read(text)
    roles = case.get("of", ROLES)
    assert rows(found, text, roles) == [row.split(" | ") if row else [] for row in case["rows"]]
    assert len(found) == case.get("tables", 1)
    if "sections" in case:
        assert [list(row.sections) for table in found for row in table.rows] == case["sections"]


def test_the_cases_are_all_there_and_each_has_its_reason() -> None:
    assert len(CASES) == 52
    assert len({case["why"] for case in CASES}) == len(CASES)


def role_of(heading: str) -> str | None:
    """What a column headed by these words holds, in a table that has others for what it must have."""
    beside = {"task": "Nhiệm vụ", "lead": "Cơ quan chủ trì", "ordinal": "STT"}
    for missing in ({}, "task", "lead", "ordinal"):
        headings = [heading, *(words for role, words in beside.items() if role != missing)]
        text = "\n".join("\t".join(line) for line in (headings, ["x"] + ["y"] * (len(headings) - 1)))
        for table in read(text):
            if table.columns[0].role:
                return table.columns[0].role
    return None


EXAMPLES = [(entry["role"], words) for entry in COLUMNS for words in entry["examples"]]
NEVER = [(entry["role"], words) for entry in COLUMNS for words in entry["never"]]
EQUAL = {"due": "time"}
"""A completion alone is the time."""


@pytest.mark.parametrize(("role", "words"), EXAMPLES, ids=[f"{r}: {w}" for r, w in EXAMPLES])
def test_a_heading_gives_its_role(role: str, words: str) -> None:
    assert role_of(words) == EQUAL.get(role, role)


@pytest.mark.parametrize(("role", "words"), NEVER, ids=[f"{r}: {w}" for r, w in NEVER])
def test_a_heading_never_gives_the_role(role: str, words: str) -> None:
    assert role_of(words) != role


def test_every_role_has_examples_in_both_directions() -> None:
    assert len(COLUMNS) == 13
    assert (len(EXAMPLES), len(NEVER)) == (33, 19)


def tabbed(grid: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in grid)


def stacked(grid: list[list[str]]) -> str:
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in grid)


def piped(grid: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in grid]
    return "\n".join([lines[0], "|---" * len(grid[0]) + "|", *lines[1:]])


def broken(grid: list[list[str]]) -> str:
    return "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in grid)


FORMS: list[Callable[[list[list[str]]], str]] = [tabbed, stacked, piped, broken]
HEADER = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
WORK = st.lists(
    st.sampled_from(
        ["Lập", "Rà soát", "Đào", "bản đồ", "kênh", "quy hoạch", "ven sông", "12/KH-UBND", "(đợt 1)", "95%"]
    ),
    min_size=2,
    max_size=9,
).map(lambda words: "Xây dựng " + " ".join(words))
LEAD = st.sampled_from(["Sở Xây dựng", "Sở Y tế", "UBND các huyện, thành phố", "Công an tỉnh"])
PARTNER = st.sampled_from(["", "Sở Nội vụ", "Các sở, ban, ngành", "Sở Tài chính; UBND cấp xã"])
TIME = st.sampled_from(["Quý I/2026", "Năm 2027", "Thường xuyên", "2026 - 2030"])
ROWS = st.lists(st.tuples(WORK, LEAD, PARTNER, TIME), min_size=1, max_size=8)


@pytest.mark.parametrize("form", FORMS, ids=[form.__name__ for form in FORMS])
@given(ROWS)
@examples(80)
def test_a_table_written_in_a_form_is_read_back_with_the_same_cells(
    form: Callable[[list[list[str]]], str], content: list[tuple[str, str, str, str]]
) -> None:
    grid = [[str(n), *cells] for n, cells in enumerate(content, 1)]
    text = f"KẾ HOẠCH\n\n{form([HEADER, *grid])}\n\nNơi nhận: như trên\n"
    assert rows(read(text), text, ROLES) == grid


@given(ROWS)
@examples(80)
def test_of_a_table_without_marks_only_true_rows_are_read(content: list[tuple[str, str, str, str]]) -> None:
    grid = [[str(n), *cells] for n, cells in enumerate(content, 1)]
    text = "\n".join(cell for row in (HEADER, *grid) for cell in row if cell)
    text = f"KẾ HOẠCH\n\n{text}\n\nNơi nhận: như trên\n"
    assert rows(read(text), text, ROLES) == grid


def wrapped(cell: str, width: int) -> list[str]:
    return textwrap.wrap(cell, width) or [""]


WIDTHS = [5, 32, 20, 20, 16]


def bare(grid: list[list[str]]) -> str:
    return "\n".join(
        line for row in grid for cell, width in zip(row, WIDTHS, strict=True) for line in wrapped(cell, width)
    )


def bare_and_cut(grid: list[list[str]]) -> str:
    """As a text layer gives it whose page ends in the second row: its cells go on by turns below the headings."""
    cells = [wrapped(cell, width) for cell, width in zip(grid[2], WIDTHS, strict=True)]
    above = "\n".join(line for cell in cells for line in cell[:1])
    below = "\n".join(line for cell in cells for line in cell[1:])
    page = f"\n\nCÔNG BÁO/Số 7/Ngày 08-03-2026\n15\n\n{bare(grid[:1])}\n"
    return f"{bare(grid[:2])}\n{above}{page}{below}\n{bare(grid[3:])}"


def broken_under_two_lines(grid: list[list[str]]) -> str:
    """Pipes broken over lines, who leads and who takes part below one heading."""
    ordinal, task, lead, partner, time = grid[0]
    heads = [[ordinal, task, "Tổ chức thực hiện", time], [lead, partner]]
    return "".join("|\n" + "".join(f"{cell}\n|\n" for cell in row) for row in [*heads, *grid[1:]])


ALL_FORMS = [*FORMS, bare, bare_and_cut, broken_under_two_lines]
SAME = [
    ["1", "Đo lại ranh giới của các hồ nước trong vùng ven rừng", "Sở Xây dựng", "Sở Tài chính", "Quý I/2026"],
    ["2", "Trồng hàng dừa dọc theo bờ kênh và rào lại đoạn bờ đã sạt lở", "Sở Nông nghiệp và Môi trường", "Sở Tài chính, các sở, ban, ngành liên quan", "Tháng 9/2026"],
    ["3", "Sửa mái nhà lồng của chợ", "Sở Công Thương", "Công an tỉnh", "Năm 2026"],
    ["4", "Lập sổ theo dõi từng bến phà và đò ngang", "Sở Y tế", "Sở Nội vụ; UBND cấp xã", "Thường xuyên"],
]  # fmt: skip
LEADS = ["Sở Y tế", "Ban Chợ nổi", "Trạm Giống cây ven rừng", "Tổ Giữ bến Rạch Ông", "Nhóm Thợ rèn ấp Tre"]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("form", ALL_FORMS, ids=[form.__name__ for form in ALL_FORMS])
def test_a_table_has_the_same_rows_in_every_form_whoever_leads(
    form: Callable[[list[list[str]]], str], lead: str
) -> None:
    grid = [*SAME[:2], [*SAME[2][:2], lead, *SAME[2][3:]], *SAME[3:]]
    text = f"KẾ HOẠCH\n\n{form([HEADER, *grid])}\n\nNơi nhận: như trên\n"
    assert rows(read(text), text, ROLES) == grid


def in_columns(grid: list[list[str]]) -> str:
    widths = [max(map(len, column)) + 3 for column in zip(*grid, strict=True)]
    return "\n".join("".join(map(str.ljust, row, widths)).rstrip() for row in grid)


ABOVE = ["nt", "Nt", "-nt-", "- nt -", "như trên", '"', "”", "''", "//"]


@pytest.mark.parametrize("same", ABOVE)
@pytest.mark.parametrize("form", [*ALL_FORMS, in_columns], ids=[form.__name__ for form in [*ALL_FORMS, in_columns]])
def test_a_cell_that_says_the_same_as_above_holds_it(form: Callable[[list[list[str]]], str], same: str) -> None:
    grid = [
        SAME[0],
        ["2", "Trồng dừa dọc bờ kênh", same, "Công an tỉnh", "Tháng 9/2026"],
        ["3", "Sửa mái nhà lồng của chợ", "Sở Công Thương", same, same],
        ["4", "Lập sổ theo dõi bến phà", same, same, "Năm 2027"],
    ]
    text = f"KẾ HOẠCH\n\n{form([HEADER, *grid])}\n\nNơi nhận: như trên\n"
    assert [row[2:] for row in rows(read(text), text, ROLES)] == [
        ["Sở Xây dựng", "Sở Tài chính", "Quý I/2026"],
        ["Sở Xây dựng", "Công an tỉnh", "Tháng 9/2026"],
        ["Sở Công Thương", "Công an tỉnh", "Tháng 9/2026"],
        ["Sở Công Thương", "Công an tỉnh", "Năm 2027"],
    ]


def test_all_forms_are_compared() -> None:
    assert (len(ALL_FORMS), len(LEADS), len(ABOVE)) == (7, 5, 9)


def test_cells_that_no_row_takes_are_counted() -> None:
    text = f"KẾ HOẠCH\n\n{bare([HEADER, *SAME[:2]])}\nSổ cũ\nSổ mới\n{bare(SAME[2:])}\n"
    (table,) = read(text)
    held = "".join(span.of(text) for row in table.rows for cell in row.cells.values() for span in cell)
    assert len(table.rows) == 4
    assert all(word in held + "".join(span.of(text) for span in table.unplaced) for word in ("Sổ cũ", "Sổ mới"))


def tasks_of(table: str) -> list[tuple[str | None, str, list[str]]]:
    document = parse(Source("a.txt", f"KẾ HOẠCH\n\n{table}\n"))
    return [(task.ordinal, task.text, [str(a.name) for a in task.leads]) for task in of_tables.find(document)]


def test_two_works_in_a_row_with_a_line_of_who_leads_each_are_two_tasks() -> None:
    cells = ["1", "Vét giếng đình.<br>Thay gầu múc.", "Sở Y tế<br>Sở Nội vụ", "Công an tỉnh", "Năm 2026"]
    assert tasks_of(piped([HEADER, cells])) == [
        ("1.-1", "Vét giếng đình.", ["Sở Y tế"]),
        ("1.-2", "Thay gầu múc.", ["Sở Nội vụ"]),
    ]
    together = ["1", "Vét giếng đình.<br>Thay gầu múc.", "Sở Y tế", "Công an tỉnh", "Năm 2026"]
    assert [text for _, text, _ in tasks_of(piped([HEADER, together]))] == ["Vét giếng đình. Thay gầu múc."]


def test_a_table_whose_leads_are_in_no_list_is_read_and_one_of_figures_is_not() -> None:
    unlisted = [[str(n), "Sửa bến đò", "Ban Quản lý bến Rạch Ông", "", "Năm 2026"] for n in (1, 2)]
    figures = [[str(n), "Sửa bến đò", "12 tỷ đồng", "", "Năm 2026"] for n in (1, 2)]
    assert len(tasks_of(broken([HEADER, *unlisted]))) == 2
    assert tasks_of(broken([HEADER, *figures])) == []


SCRAPS = [
    "|",
    "\t",
    "\n",
    "\n\n",
    "STT",
    "Nhiệm vụ",
    "Cơ quan chủ trì",
    "Thời gian",
    "1",
    "II",
    "Sở Y tế",
    "xã.",
    "<p>",
    "</p>",
]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join))


@given(TEXTS)
@examples(400)
def test_any_text_is_read_without_an_error_and_cells_lie_inside(text: str) -> None:
    for table in read(text):
        assert 0 <= table.span.start < table.span.end <= len(text)
        for row in table.rows:
            for cell in row.cells.values():
                assert all(0 <= span.start < span.end <= len(text) for span in cell)
                assert all(span.of(text).strip() for span in cell)


def test_a_cell_of_several_paragraphs_that_begins_with_the_rest_of_the_row_above_is_parted_between_them() -> None:
    draft = Draft(unbroken=True)
    whole = "Vét giếng đình để lấy nước sạch cho các xóm ven"
    rows_ = [
        [["TT"], ["Nhiệm vụ"], ["Cơ quan chủ trì"], ["Thời gian"]],
        [["1"], [whole], ["Sở Nông nghiệp"], ["Quý I/2026"]],
        [["TT"], ["Nhiệm vụ"], ["Cơ quan chủ trì"], ["Thời gian"]],
        [["2"], ["sông Đáy.", "Thay gầu múc và", "dây gầu."], ["và Môi trường", "Sở Y tế"], ["Quý II/2026"]],
    ]
    draft.table(DraftCell(cell, i, j) for i, row in enumerate(rows_) for j, cell in enumerate(row))
    (table,) = parse(draft.source("a.pdf")).tables
    text = draft.source("a.pdf").text
    assert [[[span.of(text) for span in row.cells[role]] for role in ("task", "lead")] for row in table.rows] == [
        [[whole, "sông Đáy."], ["Sở Nông nghiệp", "và Môi trường"]],
        [["Thay gầu múc và", "dây gầu."], ["Sở Y tế"]],
    ]


def test_short_forms_that_a_document_makes_for_its_bodies_lead_as_these_do() -> None:
    work = [
        ["1", "Lập tổ đếm thuyền", "Tổng cục Thủy lợi (TCTL)", "Ban soạn thảo (BST)", "5/2026"],
        ["2", "Trồng cây chắn sóng", "TCTL, BST", "Sở Y tế", "6/2026"],
        ["3", "Vét giếng đình", "TCTL", "", "7/2026"],
    ]
    found = extract(parse(Source("a.md", piped([HEADER, *work])))).tasks
    lead, drafters = "Tổng cục Thủy lợi", "Ban soạn thảo"
    assert [[body.name for body in task.leads] for task in found] == [[lead], [lead, drafters], [lead]]
    assert [body.name for body in found[0].coordinators] == [drafters]


def test_a_table_without_words_in_its_heading_ends() -> None:
    """A line below an empty heading was taken for a page's end of no length, and read again for ever."""
    lines = [dump.Printed(Span(0, 0), ""), dump.Printed(Span(1, 2), "1"), dump.Printed(Span(3, 14), "Lập đề án")]
    printed, tokens = dump.tokens(lines, 1)
    assert [line.text for line in printed] == [token.text for token in tokens] == ["1", "Lập đề án"]
