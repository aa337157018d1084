"""workload.xlsx and the figures: the page's tables and pictures, for other programs and for papers."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import Run, need
from openpyxl import load_workbook
from test_index import COUNTS, HOSTILE, ROWS, count, hostile

from graph.errors import PolicyGraphError
from graph.store import open_graph
from graph.view.overview import figures
from graph.view.overview.figures import write_figures
from graph.view.overview.ledger import Ledger, ledger
from graph.view.overview.table import Cell, Column, Table
from graph.view.overview.workbook import write_workbook

SHEETS = ("Mục lục", "Khối lượng công việc", "Theo quý", "Nhiệm vụ", "Phối hợp", "Quan hệ văn bản", "Chuỗi",
          "Địa phương thực hiện", "Chỉ tiêu", "Chỗ cần xem lại", "Được viện dẫn nhưng chưa đọc", "Văn bản đã đọc")  # fmt: skip


@pytest.fixture(scope="module")
def book(sample_output: Path) -> Any:
    return load_workbook(sample_output / "workload.xlsx")


def test_there_is_a_sheet_for_each_analysis_with_frozen_heads_and_filters(book: Any) -> None:
    assert tuple(book.sheetnames) == SHEETS
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2", sheet.title
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert all(cell.font.bold and cell.value for cell in sheet[1])
        assert sheet.column_dimensions["A"].width > 8


def test_the_sheets_have_as_many_rows_as_the_graph_answers(book: Any, sample_output: Path) -> None:
    graph = open_graph(sample_output)
    names = dict(zip([table.name for table in ledger(graph).tables], SHEETS[1:], strict=True))
    assert {name: book[names[name]].max_row - 1 for name in ROWS} == {n: count(graph, q) for n, q in ROWS.items()}
    tasks = count(graph, COUNTS["tasks"])
    assert any(str(tasks) in str(row[2].value) for row in book["Mục lục"].iter_rows(min_row=4))
    work = book["Khối lượng công việc"]
    leads = sum(row[2] for row in work.iter_rows(min_row=2, values_only=True))
    assert leads == count(graph, "SELECT (COUNT(*) AS ?n) { ?a pol:leads ?t . ?t a pol:Task }")


def test_a_reader_of_any_program_sees_words_and_a_link_beside_them(book: Any, sample_output: Path) -> None:
    """What a cell shows, not only where it leads: for a year every linked cell showed its address."""
    linked = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(linked) > 1300
    for cell in linked:
        assert not re.search(r"\.html|[\\\\#]|://", str(cell.value)), cell.coordinate
        assert "\\" not in f"{cell.hyperlink.target or ''}{cell.hyperlink.location or ''}"
        if cell.hyperlink.target:
            assert (sample_output / unquote(cell.hyperlink.target)).is_file()
    bodies = {cell.value: cell.hyperlink.location for cell in linked if cell.hyperlink.target == "graph.html"}
    assert bodies["Sở Công Thương tỉnh Tuyên Quang"] == "node=agency/tuyen-quang/so-cong-thuong&view=agency"


def test_a_row_is_as_high_as_its_words_need(book: Any) -> None:
    """LibreOffice leaves every row of such a file one line high: of a second partner nothing was seen."""
    sheet = book["Nhiệm vụ"]
    wide = sheet.column_dimensions["E"].width  # of both who leads and who takes part
    partners = [(sheet.row_dimensions[cell.row].height or 15, len(cell.value or "")) for cell in sheet["F"][1:]]
    assert sum(length > wide for _, length in partners) >= 3
    assert [pair for pair in partners if pair[0] < 15 * -(-pair[1] // wide)] == []


def test_pandas_reads_what_people_see(sample_output: Path) -> None:
    pandas = pytest.importorskip("pandas")
    tasks = pandas.read_excel(sample_output / "workload.xlsx", sheet_name="Nhiệm vụ")
    assert "Sở Công Thương tỉnh Tuyên Quang" in set(tasks["Chủ trì"])
    assert tasks["Nhiệm vụ"].str.len().min() > 8
    assert not tasks["Văn bản"].str.contains("html").any()


def test_in_libreoffice_every_sheet_shows_its_words(sample_output: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    need(
        "calc",
        office and Path("/usr/lib/libreoffice/program/libsclo.so").exists(),
        "needs LibreOffice Calc (libreoffice-calc-nogui)",
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kinds = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # a file for each sheet, as it is shown
    command = [
        str(office),
        profile,
        "--headless",
        "--convert-to",
        kinds,
        "--outdir",
        str(tmp_path),
        str(sample_output / "workload.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shown = {path.stem.rpartition("-")[2]: path.read_text("utf-8") for path in tmp_path.glob("*.csv")}
    assert len(shown) == len(SHEETS)
    assert "Sở Công Thương tỉnh Tuyên Quang" in shown["Nhiệm vụ"]
    assert not any(".html" in text for text in shown.values())


def test_every_task_is_linked_to_its_words(book: Any) -> None:
    cells = [row[3] for row in book["Nhiệm vụ"].iter_rows(min_row=2)]
    assert len(cells) > 80
    for cell in cells:
        assert cell.hyperlink.target.startswith("documents/")
        assert cell.hyperlink.location.startswith("c=")


def test_the_workbook_is_the_same_every_time(sample_output: Path, tmp_path: Path) -> None:
    known = ledger(open_graph(sample_output))
    assert write_workbook(tmp_path, known).read_bytes() == (sample_output / "workload.xlsx").read_bytes()


def test_a_text_is_never_a_formula_whatever_it_looks_like(tmp_path: Path, sample_output: Path) -> None:
    texts = ("=cmd|'/c calc'!A1", "+1", "@SUM(A1)", "http://example.org", "12", HOSTILE, "a\x00\x0bb", "x" * 40_000)
    facts = ledger(open_graph(sample_output)).facts
    table = Table("warnings", (Column("detail"), Column("words")), tuple((Cell(t), Cell(t, "documents/a.html")) for t in texts),
                  {"found": len(texts)})  # fmt: skip
    sheet = load_workbook(write_workbook(tmp_path, Ledger(facts, (table,), {"vi": {}, "en": {}}))).worksheets[1]
    read = list(sheet.iter_rows(min_row=2))
    assert [row[0].data_type for row in read] == ["s"] * len(texts)
    assert [row[0].value for row in read][:5] == list(texts[:5])
    assert read[6][0].value == "a b"
    assert {row[1].hyperlink.target for row in read} == {"documents/a.html"}
    assert all(row[0].hyperlink is None for row in read)


def test_a_hostile_graph_gives_a_workbook_and_figures(tmp_path: Path) -> None:
    hostile(tmp_path)
    known = ledger(open_graph(tmp_path))
    assert load_workbook(write_workbook(tmp_path, known, lang="en"))["Tasks"].max_row == 2
    for path in write_figures(tmp_path, known):
        names = {element.tag.rpartition("}")[2] for element in ET.parse(path).iter()}
        assert not names & {"script", "a", "image", "foreignObject", "img"}


def test_a_build_draws_every_figure_as_svg(sample_output: Path) -> None:
    drawn = {path.name: ET.parse(path) for path in sorted((sample_output / "figures").iterdir())}
    assert list(drawn) == ["chain.svg", "deadlines.svg", "groups.svg", "quarters.svg", "workload.svg"]
    told = " ".join(text.text or "" for text in drawn["workload.svg"].iter("{http://www.w3.org/2000/svg}text"))
    assert "Bộ Công Thương" in told
    assert "chủ trì, có thời hạn" in told


def size(png: Path) -> tuple[int, int]:
    head = png.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return struct.unpack(">II", head[16:24])  # type: ignore[return-value]


def test_the_command_draws_png_in_the_language_asked_for(policygraph: Run, sample_output: Path, tmp_path: Path) -> None:
    done = policygraph("figures", "-g", sample_output, "-o", tmp_path, "--lang", "en")
    assert done.returncode == 0, done.stderr
    made = sorted(path.name for path in (tmp_path / "figures").iterdir())
    assert made == sorted(
        f"{name}.{kind}" for name in ("chain", "deadlines", "groups", "quarters", "workload") for kind in ("png", "svg")
    )
    assert size(tmp_path / "figures" / "workload.png")[0] == 2 * figures.WIDTH
    assert "takes part" in (tmp_path / "figures" / "workload.svg").read_text(encoding="utf-8")
    assert str(tmp_path / "figures" / "chain.png") in done.stdout


def test_decomposed_letters_look_like_composed_ones() -> None:
    """Every letter is in the face, and marks stand where they belong: else the pictures would differ."""
    line = "Ủy ban nhân dân tỉnh Tuyên Quang, Sở Công Thương, Thuỷ điện, chỉ tiêu ẵ ợ ữ ≥ 14 % ◆ …"
    draw = figures._raster()
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="40"><text x="5" y="25" font-size="16">{}</text></svg>'
    composed, decomposed = (draw(svg.format(unicodedata.normalize(form, line))) for form in ("NFC", "NFD"))
    assert composed == decomposed
    assert composed != draw(svg.format(line.replace("ẵ", "a")))


def test_without_the_extra_png_says_what_to_do(
    tmp_path: Path, sample_output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(PolicyGraphError, match=r"pip install 'policygraph\[figures\]'"):
        write_figures(tmp_path, ledger(open_graph(sample_output)), png=True)
