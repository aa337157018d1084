"""Word files: everything that is printed is read, in its place; nothing that is not."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from conftest import SHARED, need
from rendered import W, cell, package, paragraph, rendered, table

from graph.build import SAMPLES, build
from graph.errors import UnreadableFile
from graph.evaluate import SECTIONS, Evaluation, evaluate
from graph.extract import extract
from graph.model import Source
from graph.reading import office, read
from graph.reading.word_numbering import figure
from graph.structure import parse

GOLD = SAMPLES.parent / "gold"
ROWS = [
    ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"],
    ["1", "Lập bản đồ ngập lụt", "Sở Xây dựng", "Quý I/2026"],
    ["2", "Trồng cây ven sông Đáy", "Sở Y tế", "Năm 2027"],
]


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The program of LibreOffice."""
    found = office.program() or ""
    need("office", found, "LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui)")
    return found


def source(folder: Path, body: str, **parts: str) -> Source:
    path = folder / "plan.docx"
    path.write_bytes(package(body, **parts))
    return read(path)


def lines(folder: Path, body: str, **parts: str) -> list[str]:
    """The printed lines of a file, without empty ones."""
    return [line for line in source(folder, body, **parts).text.split("\n") if line]


def grid(found: Source, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [
        (c.row, c.column, c.rows, c.columns, "/".join(s.of(found.text) for s in c.spans))
        for c in found.grids[number].cells
    ]


# Lists of Word: level -> (form, text, further XML)
LISTS: dict[str, list[tuple[str, str, str]]] = {
    "1": [("upperRoman", "%1.", ""), ("decimal", "%2.", ""), ("decimal", "%2.%3.", ""), ("lowerLetter", "%4)", ""), ("bullet", "-", "")],
    "2": [("decimal", "Điều %1.", '<w:suff w:val="space"/>'), ("decimal", "%1.%2", "<w:isLgl/>")],
    "3": [("bullet", "\uf0b7", ""), ("bullet", "+", ""), ("bullet", "–", "")],
    "4": [("upperRoman", "%1", ""), ("decimal", "%1.%2", "<w:isLgl/>"), ("decimal", "%3)", '<w:lvlRestart w:val="0"/>')],
    "5": [("decimalZero", "%1", ""), ("upperLetter", "%2.", ""), ("none", "", ""), ("lowerRoman", "(%4)", "")],
}  # fmt: skip


def numbering(**more: str) -> str:
    """The lists as Word's part, each under its own number; `more` are further lists by number and XML."""
    shared = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">'
        + "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
            for i, (form, text, extra) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for key, levels in LISTS.items()
    )
    lists = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in LISTS)
    return shared + lists + "".join(f'<w:num w:numId="{key[1:]}">{inside}</w:num>' for key, inside in more.items())


def item(words: str, number: str | int, level: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(words, properties=properties)


NUMBERED = {
    "levels": (
        [("Mục đích", 1, 0), ("Nội dung", 1, 0), ("Một", 1, 1), ("Hai", 1, 1), ("Ba", 1, 2), ("Bốn", 1, 2), ("Năm", 1, 3), ("Sáu", 1, 3), ("Bảy", 1, 4), ("Tám", 1, 0), ("Chín", 1, 1)],
        ["I. Mục đích", "II. Nội dung", "1. Một", "2. Hai", "2.1. Ba", "2.2. Bốn", "a) Năm", "b) Sáu", "- Bảy", "III. Tám", "1. Chín"],
    ),
    "articles": ([("Phạm vi", 2, 0), ("Đối tượng", 2, 0), ("Một", 2, 1)], ["Điều 1. Phạm vi", "Điều 2. Đối tượng", "2.1 Một"]),
    "bullets": ([("Một", 3, 0), ("Hai", 3, 1), ("Ba", 3, 2)], ["• Một", "+ Hai", "- Ba"]),
    "figures where Roman ones stand above": ([("A", 4, 0), ("B", 4, 0), ("C", 4, 1)], ["I A", "II B", "2.1 C"]),
    "a level that goes on below a new one above": (
        [("A", 4, 0), ("B", 4, 2), ("C", 4, 2), ("D", 4, 0), ("E", 4, 2)],
        ["I A", "1) B", "2) C", "II D", "3) E"],
    ),
    "forms": ([("A", 5, 0), ("B", 5, 1), ("C", 5, 1), ("D", 5, 2), ("E", 5, 3)], ["01 A", "A. B", "B. C", "D", "(i) E"]),
    "a list that begins anew": ([("A", 1, 0), ("B", 1, 0), ("C", 9, 0), ("D", 9, 0)], ["I. A", "II. B", "V. C", "VI. D"]),
    "two lists that count together": ([("A", 1, 0), ("B", 8, 0), ("C", 1, 0)], ["I. A", "II. B", "III. C"]),
    "no list": ([("A", 0, 0), ("B", 77, 0)], ["A", "B"]),
    "a level below none": ([("A", 1, 1), ("B", 1, 1), ("C", 1, 0)], ["1. A", "2. B", "II. C"]),
}  # fmt: skip
MORE = {
    "n9": '<w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>',
    "n8": '<w:abstractNumId w:val="1"/>',
}


@pytest.mark.parametrize("case", NUMBERED)
def test_the_marks_that_word_makes_itself_are_read(tmp_path: Path, case: str) -> None:
    items, printed = NUMBERED[case]
    assert lines(tmp_path, "".join(item(*each) for each in items), numbering=numbering(**MORE)) == printed
    assert len(NUMBERED) == 10


def test_libreoffice_prints_the_same_marks(tmp_path: Path, libreoffice: str) -> None:
    once = ("levels", "articles", "forms")  # of each list one case; it prints bullets of its own
    body = "".join(item(*each) for case in once for each in NUMBERED[case][0] if each[1:] != (1, 4))
    (tmp_path / "plan.docx").write_bytes(package(body, numbering=numbering(**MORE)))
    made = [
        libreoffice,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    subprocess.run([*made, "--outdir", str(tmp_path), str(tmp_path / "plan.docx")], capture_output=True, timeout=120)
    printed = (tmp_path / "plan.txt").read_text("utf-8-sig").splitlines()
    ours = [line for line in read(tmp_path / "plan.docx").text.split("\n") if line]
    assert [" ".join(line.split()) for line in printed if line.strip()] == ours
    assert len(ours) == 18


def test_a_style_may_carry_the_list_and_its_level(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Base"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Off"><w:basedOn w:val="Base"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    named = [paragraph(words, properties=f'<w:pStyle w:val="{style}"/>') for words, style in (("A", "Base"), ("B", "Child"), ("C", "Off"), ("D", "Base"))]  # fmt: skip
    assert lines(tmp_path, "".join(named), styles=styles, numbering=numbering()) == ["I. A", "1. B", "C", "II. D"]


def test_the_level_of_a_style_is_that_which_names_it(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{style}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate([("", "%1."), ('<w:pStyle w:val="H2"/>', "%1.%2.")])
    )
    lists = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    heading = paragraph("Đối tượng", properties='<w:pStyle w:val="H2"/>')
    assert lines(tmp_path, item("Quy định", 1) + heading, styles=styles, numbering=lists) == [
        "1. Quy định",
        "1.1. Đối tượng",
    ]


def test_rows_are_numbered_in_cells_that_hold_nothing_else(tmp_path: Path) -> None:
    rows = [[cell([w]) for w in ROWS[0]], *([cell([item("", 5)]), *(cell([w]) for w in row[1:])] for row in ROWS[1:])]
    found = source(tmp_path, table(rows, width=4, heads=1), numbering=numbering())
    assert [c[4] for c in grid(found) if c[1] == 0] == ["STT", "01", "02"]
    assert [c.head for c in found.grids[0].row(0)] == [True] * 4


def test_numbers_as_words_of_a_form() -> None:
    assert [figure(n, "lowerRoman") for n in (4, 9, 49, 1998)] == ["iv", "ix", "xlix", "mcmxcviii"]
    assert [figure(n, "upperLetter") for n in (1, 26, 27, 53)] == ["A", "Z", "AA", "AAA"]
    assert figure(0, "upperRoman") == "0"


def test_merged_cells_cover_rows_and_columns(tmp_path: Path) -> None:
    rows = [
        [cell(["TT"], merged="restart"), cell(["Nhiệm vụ"], merged="restart"), cell(["Thực hiện"], columns=2)],
        [cell([], merged="continue"), cell([], merged="continue"), cell(["Chủ trì"]), cell(["Phối hợp"])],
        [cell(["1"]), cell(["Lập sổ ruộng"]), cell(["Sở Y tế"], merged="restart"), cell(["Công an tỉnh"])],
        [cell(["2"]), cell(["Đếm thuyền"]), cell([], merged="continue"), cell([])],
    ]
    found = source(tmp_path, table(rows, width=4))
    assert grid(found) == [
        (0, 0, 2, 1, "TT"), (0, 1, 2, 1, "Nhiệm vụ"), (0, 2, 1, 2, "Thực hiện"), (1, 2, 1, 1, "Chủ trì"), (1, 3, 1, 1, "Phối hợp"),
        (2, 0, 1, 1, "1"), (2, 1, 1, 1, "Lập sổ ruộng"), (2, 2, 2, 1, "Sở Y tế"), (2, 3, 1, 1, "Công an tỉnh"),
        (3, 0, 1, 1, "2"), (3, 1, 1, 1, "Đếm thuyền"), (3, 3, 1, 1, ""),
    ]  # fmt: skip
    assert (found.grids[0].height, found.grids[0].width, found.grids[0].origin) == (4, 4, "file")
    leads = [[a.name for a in task.leads] for task in extract(parse(found)).tasks]
    assert leads == [["Sở Y tế"], ["Sở Y tế"]]


def test_work_whose_cell_reaches_over_several_rows_is_one_task(tmp_path: Path) -> None:
    rows = [
        [cell([words]) for words in ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp")],
        [
            cell(["1"], merged="restart"),
            cell(["Lập sổ ruộng"], merged="restart"),
            cell(["Sở Y tế"]),
            cell(["Công an tỉnh"]),
        ],
        [cell([], merged="continue"), cell([], merged="continue"), cell(["Sở Nội vụ"]), cell(["Sở Xây dựng"])],
        [cell(["2"]), cell(["Đếm thuyền"]), cell(["Sở Tư pháp"]), cell([])],
    ]
    tasks = extract(parse(source(tmp_path, table(rows, width=4)))).tasks
    assert [(t.text, [a.name for a in t.leads]) for t in tasks] == [
        ("Lập sổ ruộng", ["Sở Y tế", "Sở Nội vụ"]),
        ("Đếm thuyền", ["Sở Tư pháp"]),
    ]


def test_a_table_inside_of_a_cell_becomes_its_paragraphs(tmp_path: Path) -> None:
    inner = table([[cell(["Sở A"]), cell(["2026"])], [cell(["Sở B"]), cell(["2027"])]], width=2)
    rows = [[cell([w]) for w in ("TT", "Việc", "Chủ trì")], [cell(["1"]), cell(["Lập sổ", inner]), cell(["Sở Y tế"])]]
    found = source(tmp_path, table(rows, width=3))
    assert [c[4] for c in grid(found) if c[:2] == (1, 1)] == ["Lập sổ/Sở A; 2026/Sở B; 2027"]
    assert len(found.grids) == 1


def test_a_table_that_only_lays_out_the_page_is_paragraphs(tmp_path: Path) -> None:
    letterhead = [
        [
            cell(["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI"]),
            cell(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]),
        ],
        [cell(["Số: 5/KH-UBND"]), cell(["Lào Cai, ngày 2 tháng 6 năm 2026"])],
    ]
    signed = [
        [
            cell(["Nơi nhận:", "- Như trên;"]),
            cell(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Nguyễn Văn A"]),
        ]
    ]
    body = (
        table(letterhead, width=2, ruled=False)
        + paragraph("KẾ HOẠCH", centred=True)
        + paragraph("Về phát triển du lịch năm 2027", centred=True)
        + paragraph("Đồng bào các xã mong có thêm thuyền. Kế hoạch này nêu việc.")
    )
    for ruled in (False, True):
        found = parse(source(tmp_path, body + table(signed, width=2, ruled=ruled)))
        h = found.header
        assert (h.type, h.number, str(h.date), str(h.issuer)) == (
            "Plan",
            "5/KH-UBND",
            "2026-06-02",
            "Ủy ban nhân dân tỉnh Lào Cai",
        )
        assert (h.title, h.signer, h.role) == ("Về phát triển du lịch năm 2027", "Nguyễn Văn A", "Phó Chủ tịch")
        assert found.source.grids == ()


def run(inside: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def words(text: str, properties: str = "") -> str:
    return run(f'<w:t xml:space="preserve">{text}</w:t>', properties)


def within(inside: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BOX = "<w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PRINTED = {
    "inserted words stay, deleted ones go": (
        within(words("Sở ") + f"<w:ins>{words('Y tế')}</w:ins>" + f"<w:del>{run('<w:delText>Tài chính</w:delText>')}</w:del>" + words(" chủ trì")),
        ["Sở Y tế chủ trì"],
    ),
    "a paragraph whose end was deleted goes on": (
        within(words("Sở Y tế "), "<w:rPr><w:del/></w:rPr>") + within(words("chủ trì")) + paragraph("Hai"),
        ["Sở Y tế chủ trì", "Hai"],
    ),
    "words moved away go, words moved here stay": (
        within(f"<w:moveFrom>{words('Cũ')}</w:moveFrom><w:moveTo>{words('Mới')}</w:moveTo>"), ["Mới"],
    ),
    "content controls": (
        f"<w:sdt><w:sdtContent>{paragraph('Một')}</w:sdtContent></w:sdt>" + within(f"<w:sdt><w:sdtContent>{words('Hai')}</w:sdtContent></w:sdt>"),
        ["Một", "Hai"],
    ),
    "what a content control asks for is no text": (
        within(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{words('Bấm vào đây')}</w:sdtContent></w:sdt>" + words("Một")), ["Một"],
    ),
    "results of fields, not their codes": (
        within(words("Trang ") + FIELD.format("begin") + run("<w:instrText> PAGEREF x </w:instrText>") + FIELD.format("separate") + words("7") + FIELD.format("end")),
        ["Trang 7"],
    ),
    "fields in one element, links": (
        within(f'<w:fldSimple w:instr="DATE">{words("ngày 5")}</w:fldSimple><w:hyperlink>{words(" tháng 6")}</w:hyperlink>'), ["ngày 5 tháng 6"],
    ),
    "a table of contents": (
        within(FIELD.format("begin") + run('<w:instrText> TOC \\o "1-3" </w:instrText>') + FIELD.format("separate") + words("I. MỤC ĐÍCH 3"))
        + within(words("II. NỘI DUNG 5") + FIELD.format("end")) + paragraph("I. MỤC ĐÍCH"),
        ["I. MỤC ĐÍCH"],
    ),
    "a text box, once, in its place": (
        within(words("KẾ HOẠCH") + run(f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>'))
        + paragraph("Hai"),
        ["KẾ HOẠCH", "HỎA TỐC", "Hai"],
    ),
    "hyphens that do not break, hyphens that may": (within(run("<w:t>57</w:t><w:noBreakHyphen/><w:t>KH/TU</w:t>") + run("<w:t>kinh</w:t><w:softHyphen/><w:t> tế</w:t>")), ["57-KH/TUkinh tế"]),
    "a tab behind a mark, a tab between columns": (
        within(run("<w:t>1.</w:t><w:tab/><w:t>Mục đích</w:t>")) + within(run("<w:t>UBND TỈNH A</w:t><w:tab/><w:tab/><w:t>CỘNG HÒA</w:t>")),
        ["1. Mục đích", "UBND TỈNH A    CỘNG HÒA"],
    ),
    "line breaks": (within(run("<w:t>KẾ HOẠCH</w:t><w:br/><w:t>Phát triển du lịch</w:t><w:br/><w:t>năm 2027</w:t>")), ["KẾ HOẠCH", "Phát triển du lịch năm 2027"]),
    "hidden words": (within(words("Một") + words("bí mật", "<w:vanish/>") + words(" hai", '<w:vanish w:val="0"/>')), ["Một hai"]),
    "signs of symbol fonts": (within(words("tỷ lệ ") + run('<w:sym w:font="Symbol" w:char="F0B3"/>') + words(" 90%")), ["tỷ lệ ≥ 90%"]),
    "old fonts": (
        within(words("ñy ban nh©n d©n", '<w:rFonts w:ascii=".VnTimeH"/>') + words(" tØnh, ", '<w:rFonts w:ascii=".VnTime"/>') + words("thaønh phoá", '<w:rFonts w:ascii="VNI-Times"/>')),
        ["ỦY BAN NHÂN DÂN tỉnh, thành phố"],
    ),
    "formulas": (within('<m:oMath xmlns:m="urn:m"><m:r><m:t>a + b</m:t></m:r></m:oMath>'), ["a + b"]),
    "empty paragraphs": (paragraph("Một") + paragraph("") + paragraph("Hai"), ["Một", "Hai"]),
}  # fmt: skip


@pytest.mark.parametrize("case", PRINTED)
def test_what_is_printed_is_read(tmp_path: Path, case: str) -> None:
    body, printed = PRINTED[case]
    assert lines(tmp_path, body) == printed
    assert len(PRINTED) == 17


def test_a_row_that_was_deleted_while_changes_were_tracked_is_no_row(tmp_path: Path) -> None:
    rows = table([[cell([w]) for w in row] for row in ROWS], width=4)
    gone = rows.replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 2).replace(
        "<w:tr><w:trPr><w:del/></w:trPr>", "<w:tr>", 1
    )
    assert [c[4] for c in grid(source(tmp_path, gone)) if c[1] == 0] == ["STT", "2"]


def test_foot_notes_stand_apart_and_know_where_they_are_called(tmp_path: Path) -> None:
    call = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{within(run("<w:footnoteRef/>") + words(" Luật số 31/2024/QH15."))}</w:footnote>'
    )
    ends = f'<w:endnote w:id="3">{within(words("Năm 2027."))}</w:endnote>'
    body = within(words("Theo Luật Đất đai") + call.format("footnote", 2) + words(", các xã")) + table(
        [
            [cell([w]) for w in ROWS[0]],
            [
                cell(["1"]),
                cell([within(words("Lập sổ") + call.format("endnote", 3))]),
                cell(["Sở Y tế"]),
                cell(["2026"]),
            ],
        ],
        width=4,
    )
    found = source(tmp_path, body, footnotes=notes, endnotes=ends)
    assert [(found.text[note.mark.start - 3 : note.mark.start], note.text.of(found.text)) for note in found.notes] == [
        ("đai", "Luật số 31/2024/QH15."),
        (" sổ", "Năm 2027."),
    ]
    assert "Theo Luật Đất đai, các xã\n" in found.text
    assert [b.text for b in parse(found).root.walk() if b.kind == "note"] == ["Luật số 31/2024/QH15.", "Năm 2027."]


def test_paragraphs_are_neither_joined_nor_split(tmp_path: Path) -> None:
    """Lines that hard wraps would join: a comma at the end, small letters at the beginning, figures alone. A file with many such is one
    of wrapped lines; tests/test_rendered.py has it."""
    said = [
        "Các xã đếm thuyền ở bến sông,",
        "sở ghi vào sổ của mình và",
        "2027",
        "gửi cho tỉnh trước mùa mưa",
        "Sở Y tế chủ trì",
    ] * 3
    found = parse(source(tmp_path, "".join(map(paragraph, said))))
    assert [block.text for block in found.root.walk() if block.line.end] == said


def test_both_namespaces_are_read(tmp_path: Path) -> None:
    raw = package(paragraph("Kế hoạch"))
    strict = raw_with(
        raw,
        "word/document.xml",
        lambda xml: xml.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )
    (tmp_path / "plan.docx").write_bytes(strict)
    assert read(tmp_path / "plan.docx").text == "Kế hoạch\n"


def raw_with(raw: bytes, name: str, change: object) -> bytes:
    """A package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if info.filename == name else part)  # type: ignore[operator]
    return out.getvalue()


def changed(change: object, name: str = "word/document.xml") -> bytes:
    return raw_with(package(paragraph("Kế hoạch")), name, change)


BOMB = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]>'
HOSTILE = {
    "an entity bomb": (changed(lambda xml: xml.replace(b"?>", b"?>" + BOMB, 1).replace(b"hx", b"&b;")), "defines a document type"),
    "an external entity": (changed(lambda xml: xml.replace(b"?>", b'?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', 1)), "defines a document type"),
    "a document type in UTF-16": (changed(lambda xml: "\ufeff<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE x []><x/>".encode("utf-16-le")), "defines a document type"),
    "a zip bomb": (changed(lambda xml: xml + b" " * 30_000_000), "as a zip bomb has"),
    "a part that is too long": (changed(lambda xml: bytes(range(256)) * 300_000), "as a zip bomb has"),
    "XML that breaks off": (changed(lambda xml: xml[:-20]), "no whole XML"),
    "no document": (changed(lambda xml: b"<x/>"), "no Word document in it"),
    "elements 100,000 deep": (changed(lambda xml: b"<w>" * 100_000 + b"</w>" * 100_000), "no whole XML"),
    "an archive that breaks off": (package(paragraph("Kế hoạch " * 5000))[:-700], "it is damaged"),
    "no words": (package(paragraph("")), "it holds no text"),
    "a table of more cells than are read": (
        package("<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 1000 + "</w:tr>") * 101 + "</w:tbl>"), "cells",
    ),
    "protected by a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "protected by a password"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_files_made_to_do_harm_cost_themselves_only(tmp_path: Path, case: str) -> None:
    raw, reason = HOSTILE[case]
    path = tmp_path / "plan.docx"
    path.write_bytes(raw)
    begun = time.monotonic()
    with pytest.raises(UnreadableFile, match=reason) as refused:
        read(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert refused.value.remedy
    assert time.monotonic() - begun < 30
    assert len(HOSTILE) == 12


HARMLESS = {
    "cells over a million columns": table(
        [[cell(["Một"], columns=999_999), cell(["Hai"], columns=999_999)]] * 3, width=1
    ),
    "merged cells without a beginning": table([[cell(["Một"], merged="continue"), cell(["Hai"])]] * 3, width=2),
    "fields that never end": within(FIELD.format("end") + words("Một") + FIELD.format("begin")) + paragraph("Hai"),
    "lists that name themselves": item("Một", 6),
    "an outside picture": within('<w:r><w:pict r:link="http://127.0.0.1:9/x.png"/></w:r>' + words("Một")),
    "numbers beyond reason": paragraph(
        "Một", properties='<w:numPr><w:ilvl w:val="99999999999"/><w:numId w:val="-5"/></w:numPr>'
    ),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_what_word_would_never_write_is_read_as_far_as_it_goes(tmp_path: Path, case: str) -> None:
    loop = {"n6": '<w:abstractNumId w:val="6"/>'}
    found = source(tmp_path, HARMLESS[case], numbering=numbering(**loop))
    assert "Một" in found.text or "Hai" in found.text
    parse(found)
    assert len(HARMLESS) == 6


def test_a_macro_is_never_looked_at(tmp_path: Path) -> None:
    raw = changed(
        lambda kinds: kinds.replace(b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"),
        "[Content_Types].xml",
    )
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"AutoOpen")
    (tmp_path / "plan.docm").write_bytes(out.getvalue())
    assert read(tmp_path / "plan.docm").text == "Kế hoạch\n"


def lost(text: Evaluation, form: Evaluation) -> dict[str, float]:
    """The sections in which a form has lower figures than the text, and by how much."""
    known = {figure.section: figure.counts.f1 for figure in text.figures}
    ours = {figure.section: figure.counts.f1 for figure in form.figures}
    return {s: known[s] - ours.get(s, 0.0) for s in SECTIONS if s in known and known[s] > ours.get(s, 0.0)}


def test_the_samples_lose_nothing_as_word_files(sample_output: Path, tmp_path: Path) -> None:
    folder = rendered(SAMPLES, tmp_path / "word")
    result = build([folder], tmp_path / "out", pages=False)
    assert len(result.read) == len(list(folder.iterdir())) == 14
    worst = lost(evaluate(sample_output, GOLD), evaluate(result.out, GOLD))
    assert max(worst.values(), default=0) <= 0.01, worst


def test_without_libreoffice_the_message_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    path = tmp_path / "plan.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"))
    with pytest.raises(UnreadableFile, match="apt-get install -y libreoffice-writer-nogui"):
        office.read(path, "plan.doc")


def test_what_libreoffice_cannot_read_is_refused(tmp_path: Path, libreoffice: str) -> None:
    path = tmp_path / "plan.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40)
    with pytest.raises(UnreadableFile, match="no Word document in it"):
        read(path)
    path.write_bytes(b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text" + bytes(900))
    with pytest.raises(UnreadableFile, match="makes nothing of it"):
        read(path)


@pytest.mark.real
def test_real_word_files_are_read(libreoffice: str) -> None:
    office_files, more = SHARED / "corpus-office", SHARED / "corpus-more"
    need("real", office_files.is_dir(), "the real Word files (../shared/corpus-office) are not here")
    paths = [*sorted(office_files.iterdir()), *sorted(more.glob("bo-*.doc"))]
    headers = [parse(read(path)).header for path in paths]
    assert len(paths) == 4
    assert all(h.type and h.number and h.date and h.issuer for h in headers)
