"""Scans: pictures of pages drawn here, read by Tesseract itself."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT, Run, need
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from graph.errors import UnreadableFile
from graph.extract import extract
from graph.model import Source, Span
from graph.reading.child import Child
from graph.structure import parse

FACE = max(Path("/usr/share/fonts").rglob("LiberationSerif-Regular.ttf"), default=Path("LiberationSerif-Regular.ttf"))
"""Of two the one in `liberation2`: the first edition has no letters of Vietnamese."""
DPI = 200
ROWS = [
    ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"],
    ["1", "Trồng cây chắn sóng ven sông Đáy", "Sở Nông nghiệp và Môi trường", "Quý II/2026"],
    ["2", "Lập sổ theo dõi các bến đò", "Sở Xây dựng", "Quý III/2026"],
    ["3", "Kiểm tra hồ chứa nước trước mùa mưa", "Sở Công Thương", "Quý I/2027"],
]
PROSE = [
    "Thực hiện Nghị quyết số 57/NQ-CP ngày 12 tháng 5 năm 2025 của Chính phủ, Ủy ban",
    "nhân dân tỉnh ban hành Kế hoạch trồng cây ven sông với các nội dung như sau:",
]


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """A page of a plan with a ruled table and a red stamp over its words."""
    need(
        "ocr",
        shutil.which("tesseract"),
        "Tesseract is not installed (Debian: apt-get install tesseract-ocr tesseract-ocr-vie)",
    )
    need(
        "ocr",
        FACE.exists(),
        "the face that pages are drawn in is not installed (Debian: apt-get install fonts-liberation2)",
    )
    page = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(page)

    def put(x: int, y: int, words: str, points: float = 14) -> None:
        pen.text((x, y), words, fill=(25, 25, 30), font=ImageFont.truetype(str(FACE), round(points * DPI / 72)))

    put(250, 150, "ỦY BAN NHÂN DÂN", 13)
    put(260, 200, "TỈNH HÀ NAM", 13)
    put(260, 270, "Số: 45/KH-UBND", 13)
    put(800, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13)
    put(930, 200, "Độc lập - Tự do - Hạnh phúc", 13)
    put(860, 270, "Hà Nam, ngày 20 tháng 6 năm 2025", 13)
    put(720, 400, "KẾ HOẠCH")
    put(600, 450, "Trồng cây ven sông năm 2026")
    put(340, 560, PROSE[0])
    put(240, 612, PROSE[1])
    xs, ys = (240, 330, 830, 1200, 1480), (760, 830, 980, 1100, 1220)
    for y in ys:
        pen.line([(xs[0], y), (xs[-1], y)], fill="black", width=3)
    for x in xs:
        pen.line([(x, ys[0]), (x, ys[-1])], fill="black", width=3)
    for row, y in zip(ROWS, ys, strict=False):
        for words, x, edge in zip(row, xs, xs[1:], strict=False):
            line, top = "", y + 12
            for word in words.split():
                if line and pen.textlength(f"{line} {word}", font=ImageFont.truetype(str(FACE), 33)) > edge - x - 24:
                    put(x + 12, top, line, 12)
                    line, top = "", top + 44
                line = f"{line} {word}".strip()
            put(x + 12, top, line, 12)
    pen.ellipse([(1050, 1330), (1400, 1680)], outline=(225, 30, 40), width=9)
    put(1050, 1480, "CHỦ TỊCH")
    return page


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    """A reading process whose cache is empty."""
    monkeypatch.setenv("POLICYGRAPH_CACHE", str(tmp_path / "cache"))
    child = Child()
    yield child
    child.close()


def rows(source: Source) -> list[list[str]]:
    (grid,) = source.grids
    return [[" ".join(span.of(source.text) for span in cell) for cell in row] for row in grid.rows()]


def alike(read: str, printed: str) -> bool:
    """Whether at most three in a hundred characters were misread."""
    return fuzz.ratio(read, printed) >= 97


def test_a_scan_has_its_words_its_table_and_its_quarters(page: Image.Image, child: Child, tmp_path: Path) -> None:
    page.save(tmp_path / "plan.png", dpi=(DPI, DPI))
    told: list[tuple[int, int]] = []
    found = child.read(tmp_path / "plan.png", "a picture", "plan.png", lambda *at: told.append(at))
    assert told == [(1, 1)]
    assert alike(" | ".join(map(str, rows(found))), " | ".join(map(str, ROWS)))
    document = parse(found)
    assert (document.header.number, str(document.header.issuer)) == ("45/KH-UBND", "Ủy ban nhân dân tỉnh Hà Nam")
    assert " ".join(PROSE)[:50] in found.text
    assert "CHỦ TỊCH" in found.text
    assert [str(task.deadline and task.deadline.due) for task in extract(document).tasks] == [
        "2026-06-30",
        "2026-09-30",
        "2027-03-31",
    ]
    (shown,) = found.pages
    assert (shown.scanned, round(shown.width or 0), round(shown.height or 0)) == (True, 595, 842)
    (box,) = found.where(Span(at := found.text.index("Sở Công Thương"), at + 14))
    assert [round(edge / 10) for edge in (box.left, box.top)] == [30, 40]
    kept = list((tmp_path / "cache" / "ocr").iterdir())
    assert len(kept) == 2  # the page and the cells of its table
    before = [file.stat().st_mtime_ns for file in kept]
    assert child.read(tmp_path / "plan.png", "a picture", "plan.png") == found
    assert [file.stat().st_mtime_ns for file in kept] == before


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head_is_set_upright(
    page: Image.Image, child: Child, tmp_path: Path, quarters: int
) -> None:
    page.rotate(90 * quarters, expand=True).save(tmp_path / "plan.pdf", resolution=DPI)
    found = child.read(tmp_path / "plan.pdf", "a PDF file", "plan.pdf")
    assert alike(str(rows(found)), str(ROWS))
    assert found.pages[0].turned == 4 - quarters


@pytest.mark.parametrize("tilt", [1.25, -2.25])
def test_a_page_askew_is_set_level_and_its_boxes_stand_where_words_are_printed(
    page: Image.Image, child: Child, tmp_path: Path, tilt: float
) -> None:
    def askew(picture: Image.Image) -> Image.Image:
        return picture.rotate(tilt, Image.Resampling.BICUBIC, fillcolor="white")

    askew(page).save(tmp_path / "plan.png", dpi=(DPI, DPI))
    found = child.read(tmp_path / "plan.png", "a picture", "plan.png")
    assert alike(str(rows(found)), str(ROWS))
    for words, place, points in (
        ("CHỦ TỊCH", (1050, 1480), 14),
        (PROSE[1], (240, 612), 14),
        ("Sở Xây dựng", (842, 992), 12),
    ):
        alone = Image.new("RGB", page.size, "white")
        face = ImageFont.truetype(str(FACE), round(points * DPI / 72))
        ImageDraw.Draw(alone).text(place, words, fill="black", font=face)
        at = found.text.index(words[:11])
        boxes = found.where(Span(at, at + len(words)))
        ink = np.argwhere(np.asarray(askew(alone).convert("L")) < 100) * 72 / DPI
        inside = np.zeros(len(ink), dtype=bool)
        for box in boxes:
            inside |= (ink >= (box.top - 1, box.left - 1)).all(axis=1) & (ink <= (box.bottom + 1, box.right + 1)).all(
                axis=1
            )
            assert box.bottom - box.top < 2.2 * points
        assert inside.mean() > 0.98


@pytest.mark.parametrize("language", ["eng", "vie"])
def test_the_text_layer_of_a_scan_is_read_where_it_is_good_and_recognised_anew_where_it_is_garbled(
    page: Image.Image, child: Child, tmp_path: Path, language: str
) -> None:
    page.save(tmp_path / "plan.png", dpi=(DPI, DPI))
    layered = ["tesseract", str(tmp_path / "plan.png"), str(tmp_path / "plan"), "-l", language, "pdf"]
    subprocess.run(layered, check=True, capture_output=True)
    found = child.read(tmp_path / "plan.pdf", "a PDF file", "plan.pdf")
    assert " ".join(PROSE)[:50] in found.text
    assert len(rows(found)) == len(ROWS)
    assert fuzz.ratio(str(rows(found)), str(ROWS)) > 90
    garbled = language == "eng"
    assert found.pages[0].scanned == garbled
    assert found.remarks == (
        ("the text layer of its scanned pages (1) is garbled; they were recognised anew",) if garbled else ()
    )


def test_what_was_recognised_is_kept_unless_asked_not_to(page: Image.Image, process: Run, tmp_path: Path) -> None:
    page.crop((0, 0, 1654, 700)).save(tmp_path / "plan.png", dpi=(DPI, DPI))
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "home")}
    env.pop("POLICYGRAPH_CACHE", None)
    for options, kept in ((["--no-cache"], 0), ([], 1)):
        done = process("build", "plan.png", "-o", "out", "-q", *options, cwd=tmp_path, env=env)
        assert done.returncode == 0, done.stderr
        assert len(list((tmp_path / "home").rglob("*.json"))) == kept


def test_without_tesseract_the_message_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("L", (600, 800), 255).save(tmp_path / "plan.png")
    monkeypatch.setenv("PATH", str(tmp_path))
    child = Child()
    with pytest.raises(UnreadableFile) as refused:
        child.read(tmp_path / "plan.png", "a picture", "plan.png")
    child.close()
    assert "Tesseract" in refused.value.reason
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in refused.value.remedy


def test_a_picture_bomb_and_a_broken_picture_are_refused(tmp_path: Path) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 90_000, 90_000, 8, 0, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    child = Child()
    for content, reason in ((bomb, "more than 60 million pixels"), (bomb[:40], "cannot be opened")):
        (tmp_path / "plan.png").write_bytes(content)
        with pytest.raises(UnreadableFile) as refused:
            child.read(tmp_path / "plan.png", "a picture", "plan.png")
        assert reason in refused.value.reason
    child.close()


def test_a_deadline_that_was_recognised_in_doubt_is_read_in_doubt() -> None:
    text = "KẾ HOẠCH\nTrồng cây\n\n" + "\n".join("\t".join(row) for row in ROWS) + "\n"
    at = text.index("II/2026")
    sure = ((Span(at, at + 7), 0.44), (Span(text.index("bến"), text.index("bến") + 3), 0.3))
    found = extract(parse(Source("a.pdf", text, sureness=sure)))
    assert [task.confidence for task in found.tasks] == [
        0.44,
        1.0,
        1.0,
    ]  # a doubtful word that is no figure lowers nothing
