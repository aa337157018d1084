"""PDF files: what stands on their pages, and files made to do harm."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ROOT, SHARED, need
from pdfs import pdf, ruled, stream, words
from printing import convert, open_document

from graph.errors import UnreadableFile
from graph.extract import extract
from graph.model import Source
from graph.reading import read
from graph.reading.child import Child
from graph.structure import parse

SAMPLES = ROOT / "graph" / "samples" / "corpus"


def source(folder: Path, content: bytes) -> Source:
    path = folder / "plan.pdf"
    path.write_bytes(content)
    return read(path)


def rows(source: Source) -> list[list[str]]:
    """The rows of the only table."""
    (grid,) = source.grids
    return [[" ".join(span.of(source.text) for span in cell) for cell in row] for row in grid.rows()]


# what pages show


def test_lines_are_joined_where_the_next_word_had_no_room(tmp_path: Path) -> None:
    lines = [
        (100, 700, "The communes plant trees along the river bank and count them in every"),
        (70, 685, "month, as far as they can, all trees of the kinds in the plan no. 25-"),
        (70, 670, "NQ/TU asks for it."),
        (100, 655, "The department counts."),
    ]
    wide = [
        (70, 640 - 15 * i, "A full line that tells where the lines of this page end, as others do") for i in range(4)
    ]
    assert source(tmp_path, pdf([words(*lines, *wide)])).text.splitlines()[:2] == [
        "The communes plant trees along the river bank and count them in every month, as far as they can, "
        "all trees of the kinds in the plan no. 25-NQ/TU asks for it.",
        "The department counts.",
    ]


def field(at: int, box: tuple[int, int, int, int], text: str, kind: bytes, matrix: str = "1 0 0 1") -> dict[int, bytes]:
    """A field or note over a page, object `at`, that shows a text of 12 points in its box."""
    left, low, right, high = box
    shown = f"BT /F 12 Tf {matrix} 0 3 Tm ({text}) Tj ET".encode("latin-1")
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>" % (right - left, high - low)
    note = b"<</Type/Annot/Subtype/%s/F 4/FT/Sig/Rect[%d %d %d %d]/AP<</N %d 0 R>>>>"
    return {at: note % (kind, *box, at + 1), at + 1: stream(shown, form)}


@pytest.mark.parametrize("kind", [b"Widget", b"FreeText"])
def test_the_number_and_the_day_that_an_office_fills_in_are_read_where_they_stand(tmp_path: Path, kind: bytes) -> None:
    page = words((72, 760, "So:"), (130, 760, "/KH-UBND"), (300, 740, "Lao Cai, ngay"), (402, 740, "thang 7 nam 2026"))
    leaning = "1 0 0.21 1"
    filled = {
        **field(901, (95, 757, 125, 771), "2463", kind),
        **field(903, (380, 737, 400, 751), "16", kind, leaning),
        **field(905, (60, 600, 300, 680), "Signed by the office on 16/7/2026", kind),
    }
    found = source(tmp_path, pdf([page], extra=filled, attributes=b"/Annots[901 0 R 903 0 R 905 0 R]"))
    assert [" ".join(line.split()) for line in found.text.splitlines() if line.strip()] == [
        "So: 2463 /KH-UBND", "Lao Cai, ngay 16 thang 7 nam 2026",
    ]  # fmt: skip
    assert source(tmp_path, pdf([page])).text.count("2463") == 0


def test_a_table_over_pages_is_one_and_its_headings_are_printed_once(tmp_path: Path) -> None:
    xs, head = (60, 100, 300, 500), [(65, 705, "No"), (105, 705, "Work"), (305, 705, "Lead")]
    first = words(
        *head,
        (65, 685, "1"),
        (105, 685, "Plant trees"),
        (305, 685, "Board A"),
        (65, 665, "2"),
        (105, 665, "Count all the"),
    )
    second = words(
        *head, (105, 685, "fish of the lake"), (65, 665, "3"), (105, 665, "Draw maps"), (305, 665, "Board C")
    )
    third = words((305, 665, "Board B"))
    pages = [
        first + b" " + third + b" " + ruled(xs, (720, 700, 680, 660)),
        second + b" " + ruled(xs, (720, 700, 680, 660)),
    ]
    found = source(tmp_path, pdf(pages))
    assert rows(found) == [
        ["No", "Work", "Lead"],
        ["1", "Plant trees", "Board A"],
        ["2", "Count all the fish of the lake", "Board B"],
        ["3", "Draw maps", "Board C"],
    ]
    fish = found.text.index("fish")
    assert [box.page for box in found.where(type(found.grids[0].span)(fish, fish + 4))] == [2]


def test_a_row_is_cut_by_a_page_where_the_next_word_had_no_room_in_its_cell(tmp_path: Path) -> None:
    xs = (60, 100, 190, 400)
    first = [(65, 705, "1"), (105, 705, "Count trees of"), (195, 705, "Board A"), (65, 685, "2"), (105, 685, "Plan"), (195, 685, "Board B")]  # fmt: skip
    second = [(105, 705, "25-NQ/TU/2026"), (105, 690, "of the town"), (65, 665, "3"), (105, 665, "Draw"), (195, 665, "Board C")]  # fmt: skip
    pages = [words(*first) + b" " + ruled(xs, (720, 700, 680)), words(*second) + b" " + ruled(xs, (720, 680, 660))]
    assert rows(source(tmp_path, pdf(pages))) == [
        ["1", "Count trees of", "Board A"],
        ["2", "Plan 25-NQ/TU/2026 of the town", "Board B"],
        ["3", "Draw", "Board C"],
    ]


def test_lines_go_on_and_begin_as_their_words_say_where_the_page_shows_no_indents(tmp_path: Path) -> None:
    full = "A full line that tells where the lines of this page end, as others do"
    quoted = '"The law of trees" is what the board calls it in all the letters of it'
    ends = f"-CP. {full[:55]}e all do:"
    lines = [
        full,
        "until 2026",
        "- 2030 and no. 37/2019/ND",
        ends,
        quoted,
        f"{full[:-3]} do.",
        "3 Other notes say so.",
        full,
    ]
    page = words(*((70, 700 - 15 * i, line) for i, line in enumerate(lines)))
    assert source(tmp_path, pdf([page])).text.splitlines() == [
        f"{full} until 2026 - 2030 and no. 37/2019/ND{ends} {quoted} {full[:-3]} do.",
        "3 Other notes say so.",
        full,
    ]


def test_the_last_line_of_a_paragraph_above_a_signature_is_no_part_of_it(tmp_path: Path) -> None:
    full = [(70, 700 - 15 * i, "A full line that tells where the lines of this page end, as others") for i in range(4)]
    signed = [(70, 625, "To whom:"), (330, 625, "THE CHAIR"), (70, 610, "- Board A;"), (350, 610, "An Ha")]
    found = source(tmp_path, pdf([words(*full, (70, 640, "do in plans."), *signed)])).text
    assert [line for line in found.splitlines() if line][-4:] == ["To whom:", "- Board A;", "THE CHAIR", "An Ha"]
    assert "as others do in plans.\n" in found


def test_a_table_without_rules_is_a_table_where_its_rows_begin_with_a_number(tmp_path: Path) -> None:
    page = words(
        (60, 705, "No"), (105, 705, "Work"), (305, 705, "Lead"),
        (60, 685, "1"), (105, 685, "Plant trees along the"), (305, 685, "Board A"),
        (105, 670, "river and count them"),
        (60, 650, "2"), (105, 650, "Draw maps"), (305, 650, "Board of the"), (305, 635, "town"),
    )  # fmt: skip
    assert rows(source(tmp_path, pdf([page]))) == [
        ["No", "Work", "Lead"],
        ["1", "Plant trees along the river and count them", "Board A"],
        ["2", "Draw maps", "Board of the town"],
    ]


def test_merged_cells_keep_how_much_they_cover(tmp_path: Path) -> None:
    drawn = b"60 720 m 500 720 l S 60 700 m 500 700 l S 60 680 m 500 680 l S 60 720 m 60 680 l S 500 720 m 500 680 l S 300 700 m 300 680 l S"
    page = words((65, 705, "Over both"), (65, 685, "Left"), (305, 685, "Right")) + b" " + drawn
    (grid,) = source(tmp_path, pdf([page])).grids
    assert [(cell.row, cell.column, cell.columns) for cell in grid.cells] == [(0, 0, 2), (1, 0, 1), (1, 1, 1)]


def test_running_heads_page_numbers_and_stamps_are_no_text(tmp_path: Path) -> None:
    pages = [
        words((250, 800, f"Gazette no. 35 of 12-01-2026 page {n + 40}"), (100, 600, f"Part {n}."), (290, 40, str(n)))
        for n in range(1, 6)
    ]
    pages[0] += b" " + words((380, 760, "Digitally signed by A"), (380, 752, "Date: 2026-01-12"), size=7)
    pages[1] += b" q 0.7 0.7 -0.7 0.7 200 300 cm BT /F 60 Tf 0 0 Td (DRAFT) Tj ET Q"
    assert source(tmp_path, pdf(pages)).text.split("\n") == [f"Part {n}." for n in range(1, 6)] + [""]


def test_a_letterhead_is_read_column_by_column_and_a_gap_to_write_into_is_none(tmp_path: Path) -> None:
    lines = [
        (90, 760, "BOARD OF THE TOWN"), (330, 760, "REPUBLIC OF THE RIVER"),
        (110, 745, "No. 5"), (330, 742, "Freedom - Happiness"),
        (100, 725, "Nam"), (190, 725, "/KH-UBND"), (330, 725, "Hue, the 2 of June"),
    ]  # fmt: skip
    page = words(*lines, (100, 600, "The plan."))
    assert source(tmp_path, pdf([page])).text.split("\n") == [
        "BOARD OF THE TOWN", "No. 5", "Nam /KH-UBND", "",
        "REPUBLIC OF THE RIVER", "Freedom - Happiness", "Hue, the 2 of June", "",
        "The plan.", "",
    ]  # fmt: skip


def test_foot_notes_are_kept_apart_and_known(tmp_path: Path) -> None:
    page = words((100, 700, "The board"), (175, 700, "plants trees.")) + b" " + words((151, 705, "1"), size=7)
    page += b" " + words(*((100, 660 - 20 * n, "Other boards plant no trees at all.") for n in range(3)))
    page += (
        b" "
        + words((70, 90, "1"), size=6)
        + b" "
        + words((76, 86, "By the law of trees."), size=9)
        + b" 70 105 m 200 105 l S"
    )
    found = source(tmp_path, pdf([page]))
    (note,) = found.notes
    assert (note.text.of(found.text), found.text[: note.mark.start]) == ("By the law of trees.", "The board")
    assert found.text.startswith("The board plants trees.\n")


def test_turned_and_cut_pages_have_their_boxes_where_they_are_seen(tmp_path: Path) -> None:
    page = b"q 0 1 -1 0 595 0 cm " + words((100, 500, "Level when turned")) + b" Q"
    found = source(tmp_path, pdf([page], attributes=b"/Rotate 90"))
    assert found.text == "Level when turned\n"
    (page_, ((_, box),)) = (found.pages[0], found.boxes)
    assert (round(page_.width or 0), round(page_.height or 0)) == (842, 595)
    assert 0 < box.left < box.right < 842
    assert 0 < box.top < box.bottom < 595
    moved = source(tmp_path, pdf([words((150, 700, "Here"))], attributes=b"/CropBox[100 100 500 800]"))
    assert [(box.left, round(box.bottom) // 10) for _, box in moved.boxes] == [(50, 10)]


def test_fonts_of_before_unicode_are_converted_with_a_note(tmp_path: Path) -> None:
    printed = words(
        (70, 700, "KÕ ho¹ch ph¸t triÓn kinh tÕ cña tØnh"), (70, 600, "Së Néi vô chñ tr×, phèi hîp thùc hiÖn.")
    )
    plain, capitals = (source(tmp_path, pdf([printed], face=face)) for face in (b"ABCDEF+.VnTime", b"ABCDEF+.VnTimeH"))
    said = "Kế hoạch phát triển kinh tế của tỉnh Sở Nội vụ chủ trì, phối hợp thực hiện.\n"
    assert (plain.text, capitals.text) == (said, said.upper())
    assert [remark[:22] for remark in plain.remarks] == ["written in TCVN3 (ABC)"]


def test_text_that_is_cut_off_is_not_read(tmp_path: Path) -> None:
    page = b"q 60 690 40 40 re W n " + words((65, 700, "In"), (200, 700, "Out")) + b" Q"
    assert source(tmp_path, pdf([page])).text == "In\n"


# files made to do harm

HARMFUL = {
    "cut off": (pdf([words((70, 700, "The plan"))])[:300], "it is damaged"),
    "no pages": (pdf([]), "its pages cannot be found"),
    "too many pages": (pdf([b""] * 2001), "it has 2,001 pages, the limit is 2,000"),
    "too many letters": (
        pdf([words(*((7, 5 * n, "x" * 600) for n in range(150)), size=1)]),
        "characters, the limit is 60,000",
    ),
    "no text": (
        pdf([b"70 70 100 100 re f"]),
        "no words were recognised" if shutil.which("tesseract") else "it is a scan",
    ),
    "encrypted": (
        pdf([words((70, 700, "The plan"))]).replace(
            b"trailer<<",
            b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/O("
            + b"o" * 32
            + b")/U("
            + b"u" * 32
            + b")/P -4>>/ID[(a)(a)]",
        ),
        "opens with a password only",
    ),
}


@pytest.mark.parametrize("case", HARMFUL)
def test_a_harmful_file_is_refused_with_its_name_a_reason_and_a_remedy(tmp_path: Path, case: str) -> None:
    content, reason = HARMFUL[case]
    path = tmp_path / "plan.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert reason in refused.value.reason
    assert refused.value.remedy
    assert len(HARMFUL) == 6


LOOP = {900: stream(b"/X Do " * 4, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 900 0 R>>>>")}
BOMBS = {
    "a form that draws itself": pdf([words((70, 700, "The plan")) + b" /X Do"], extra=LOOP),
    "a page that grows": pdf([words((70, 700, "The plan")) + b" " + b"0 0 m 9 9 l S " * 3_000_000]),
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_bomb_costs_its_file_and_not_the_next(tmp_path: Path, case: str) -> None:
    bomb, plain = tmp_path / "bomb.pdf", tmp_path / "plan.pdf"
    bomb.write_bytes(BOMBS[case])
    plain.write_bytes(pdf([words((70, 700, "The plan"))]))
    child = Child(seconds=20, memory=1024**3)
    try:
        with suppress(UnreadableFile):
            assert child.read(bomb, "a PDF file", "bomb.pdf").text.startswith("The plan")
        assert child.read(plain, "a PDF file", "plan.pdf").text == "The plan\n"
    finally:
        child.close()


# documents as an office prints them


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Path]]:
    """The samples, each with what LibreOffice makes of it."""
    need(
        "office",
        shutil.which("soffice"),
        "LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui)",
    )
    folder = tmp_path_factory.mktemp("printed")
    files = sorted(SAMPLES.iterdir())
    open_documents = []
    for file in files:
        open_documents.append(folder / f"{file.stem}.fodt")
        open_documents[-1].write_text(open_document(read(file)), encoding="utf-8")
    return list(zip(files, convert(open_documents, "pdf", folder), strict=True))


def test_a_printed_sample_says_what_its_text_says(printed: list[tuple[Path, Path]]) -> None:
    same = alike = 0
    for text, page in printed:
        plain, shown = (extract(parse(read(path))) for path in (text, page))
        for a, b in (
            ([(c.number, c.date) for c in plain.citations], [(c.number, c.date) for c in shown.citations]),
            ([(t.text[:60], len(t.leads)) for t in plain.tasks], [(t.text[:60], len(t.leads)) for t in shown.tasks]),
        ):
            same += len(a)
            alike += sum(item in b for item in a)
    assert len(printed) == 14
    assert same > 200
    assert alike >= 0.97 * same


def test_its_words_have_boxes_on_their_page(printed: list[tuple[Path, Path]]) -> None:
    tried = 0
    for _, path in printed:
        read_ = read(path)
        sizes = {page.number: (page.width or 0, page.height or 0) for page in read_.pages}
        for word in re.finditer(r"\w{4,}", read_.text):
            boxes = read_.where(type(read_.boxes[0][0])(word.start(), word.end()))
            assert boxes, (path.name, word[0])
            for box in boxes:
                wide, high = sizes[box.page]
                assert 0 <= box.left < box.right <= wide
                assert 0 <= box.top < box.bottom <= high
            tried += 1
    assert tried > 3000


def test_claims_say_where_they_are_printed_and_the_reading_page_shows_it(
    printed: list[tuple[Path, Path]], tmp_path: Path
) -> None:
    from graph.build import build
    from graph.store import open_graph

    path = next(page for _, page in printed if "223" in page.name)
    built = build([path], tmp_path)
    assert (built.failures, built.problems) == ((), ())
    pages = len(read(path).pages)
    drawn = sorted((tmp_path / "documents").glob("*.pages/*.jpg"))
    assert [file.read_bytes()[:2] for file in drawn] == [b"\xff\xd8"] * pages
    shown = (tmp_path / "documents" / f"{path.name}.txt.html").read_text("utf-8")
    assert f'"sheets":"../documents/{path.name}.txt.pages/"' in shown or f'"sheets":"{path.name}' in shown
    asked = "SELECT ?page ?box { ?c oa:exact ?exact ; pol:page ?page ; oa:hasSelector ?s . ?s a oa:FragmentSelector ; rdf:value ?box }"
    boxes = open_graph(tmp_path).query(asked).rows
    assert len(boxes) > 50
    for page, box in boxes:
        shares = re.fullmatch(r"xywh=percent:([\d.]+),([\d.]+),([\d.]+),([\d.]+)", box or "")
        assert shares
        assert 1 <= int(page or 0) <= pages
        left, top, wide, high = map(float, shares.groups())
        assert 0 < wide <= 100 - left
        assert 0 < high <= 100 - top


# real files

REAL = {
    "chinh-phu-105-nq-cp-2026": (29, [(40, 7)], 34),
    "lao-cai-2463-qd-ubnd-2026": (12, [(6, 3), (125, 7), (125, 7)], 0),
}


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_real_files_keep_their_tables_whole(name: str) -> None:
    path = SHARED / "corpus-more" / f"{name}.pdf"
    need("real", path.exists(), "the real documents (../shared/corpus-more) are not here")
    pages, grids, tasks = REAL[name]
    found = read(path)
    assert (len(found.pages), [(grid.height, grid.width) for grid in found.grids]) == (pages, grids)
    document = parse(found)
    assert sum(len(table.rows) for table in document.tables if table.of == "tasks") == tasks
    assert (document.header.type, document.header.number) in (("Resolution", "105/NQ-CP"), ("Decision", "2463/QĐ-UBND"))
