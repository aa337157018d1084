"""Documents written as other files and read back: Word, old Word, web page, RTF, PDF, scan. What is found stays the same.

The samples always; the real documents beside the project as Word and PDF, a part of them on each merge, at night (POLICYGRAPH_WHOLE=yes) all of
them, and as scans too.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from html import escape
from pathlib import Path
from textwrap import wrap

import pytest
from conftest import SHARED, WHOLE, need
from printing import convert, open_document, scanned
from rendered import package, paragraph, rendered

from graph.build import SAMPLES, build
from graph.evaluate import SECTIONS, evaluate
from graph.extract import extract
from graph.reading import read
from graph.structure import parse

GOLD = SAMPLES.parent / "gold"
LIMITS = {"docx": 0.01, "pdf": 0.02, "scan": 0.08}
"""How much of a figure may be lost in a form."""
FEW = 20
"""Sections with fewer entries are not held to the limits: one entry is more than they allow."""
PART = 2
"""So many documents of each set are tried on a merge, the small ones."""


@pytest.fixture(scope="module")
def libreoffice() -> str:
    found = shutil.which("soffice") or ""
    need("office", found, "LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui)")
    return found


def findings(path: Path) -> tuple[object, ...]:
    """What people count on: the document, its tasks, citations and goals."""
    found = extract(parse(read(path)))
    tasks = [(t.ordinal, t.text, [a.name for a in t.leads], t.deadline and t.deadline.raw) for t in found.tasks]
    citations = [(c.type, c.number, c.title, str(c.date)) for c in found.citations]
    return found.document.header.number, found.document.header.title, tasks, citations, len(found.goals)


# hard-wrapped lines in files that know paragraphs


def as_paragraphs(lines: Iterable[str]) -> bytes:
    return package("".join(map(paragraph, lines)))


def as_breaks(lines: Iterable[str]) -> bytes:
    runs = (f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t><w:br/></w:r>' for line in lines)
    return package(f"<w:p>{''.join(runs)}</w:p>")


WRAPPED = {
    "paragraphs.docx": as_paragraphs,
    "breaks.docx": as_breaks,
    "paragraphs.html": lambda lines: "".join(f"<p>{escape(line)}</p>\n" for line in lines).encode(),
    "breaks.html": lambda lines: ("<div>" + "<br>\n".join(map(escape, lines)) + "</div>").encode(),
    "lines.html": lambda lines: ("<pre>" + escape("\n".join(lines)) + "</pre>").encode(),
}


@pytest.mark.parametrize("form", WRAPPED)
def test_wrapped_lines_in_other_files_are_joined_as_in_text(form: str, tmp_path: Path) -> None:
    tried = 0
    for name in ("mau-1207-kh-ubnd-2026", "mau-25-nq-tu-2021", "mau-5973-ubnd-kt-2026", "mau-dong-thap-ke-hoach-2022"):
        path = SAMPLES / f"{name}.txt"
        lines = [
            piece
            for line in path.read_text("utf-8").split("\n")
            for piece in wrap(line, 90, break_long_words=False, break_on_hyphens=False) or [""]
        ]
        (tmp_path / form).write_bytes(WRAPPED[form](lines))
        assert findings(tmp_path / form) == findings(path), name
        tried += 1
    assert tried == 4


# all samples in all forms


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as Word files."""
    return rendered(SAMPLES, tmp_path_factory.mktemp("forms") / "docx")


def differing(files: Iterable[Path]) -> list[str]:
    """The samples in which other things are found."""
    texts = {path.stem: path for path in SAMPLES.iterdir()}
    return [path.name for path in files if findings(path) != findings(texts[path.stem])]


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_the_samples_in_another_form_give_the_same_findings(form: str, word: Path, libreoffice: str) -> None:
    files = sorted(word.iterdir())
    if form != "docx":
        folder = word.parent / form
        folder.mkdir()
        files = convert(files, form, folder)
    assert len(files) == 14
    assert differing(files) == []


def of_tables(path: Path) -> list[tuple[str, int]]:
    return [(task.text, len(task.leads)) for task in extract(parse(read(path))).tasks if task.rule == "table"]


def test_tables_without_ruling_lines_keep_their_rows_over_pages(libreoffice: str, tmp_path: Path) -> None:
    names = ("1207-kh-ubnd-2026", "124-nq-cp-2020", "179-kh-ubnd-2025", "220-kh-ubnd-2023-phu-luc", "223-kh-ubnd-2021")
    texts = [path for name in names for path in SAMPLES.glob(f"mau-{name}.*")]
    files = []
    for path in texts:
        files.append(tmp_path / f"{path.stem}.fodt")
        files[-1].write_text(open_document(read(path), ruled=False), encoding="utf-8")
    printed = convert(files, "pdf", tmp_path)
    kept = [[len(of_tables(text)), len(of_tables(page))] for text, page in zip(texts, printed, strict=True)]
    assert kept == [[5, 5], [6, 6], [5, 5], [11, 11], [6, 6]]


@pytest.mark.parametrize("form", ["doc", "rtf", "odt"] if WHOLE else ["doc"])
def test_what_libreoffice_reads_gives_the_same_findings(form: str, word: Path, libreoffice: str) -> None:
    files = sorted(word.iterdir(), key=lambda path: path.stat().st_size)
    some = files if WHOLE else files[{"doc": 4, "rtf": 8, "odt": 12}[form] :][:1]
    folder = word.parent / form
    folder.mkdir()
    assert differing(convert(some, form, folder)) == []


# figures on gold


def figures(folder: Path, gold: Path, out: Path) -> dict[str, tuple[float, int]]:
    """The F1 of each section, and how many entries gold has in it."""
    built = build([folder], out, pages=False)
    assert built.failures == ()
    found = evaluate(out, gold).figures
    return {f.section: (f.counts.f1, f.counts.hits + f.counts.misses) for f in found}


def lost(texts: Path, gold: Path, form: Path, base: Path) -> dict[str, float]:
    """By how much the figures of a form are below those of the texts, where there is enough gold."""
    plain, shown = figures(texts, gold, base / "text-out"), figures(form, gold, base / "form-out")
    assert plain["header"][1] > 0
    return {
        section: round(f1 - shown[section][0], 4)
        for section, (f1, entries) in plain.items()
        if section in SECTIONS and entries >= FEW and shown[section][0] < f1
    }


def some(texts: Path, gold: Path, base: Path, many: int) -> tuple[Path, Path]:
    """The smaller documents of a set and their gold, in folders of their own."""
    files = sorted((p for p in texts.iterdir() if p.suffix in (".txt", ".md")), key=lambda path: path.stat().st_size)
    for folder, wanted in (("texts", files[:many]), ("gold", [gold / f"{p.stem}.yaml" for p in files[:many]])):
        (base / folder).mkdir()
        for path in wanted:
            shutil.copy(path, base / folder)
    return base / "texts", base / "gold"


def as_form(texts: Path, form: str, base: Path) -> Path:
    """The documents of a folder as Word files, PDF files or scans."""
    word = rendered(texts, base / "docx")
    if form == "docx":
        return word
    (base / "pdf").mkdir()
    pages = convert(sorted(word.iterdir()), "pdf", base / "pdf")
    if form == "pdf":
        return base / "pdf"
    need("ocr", shutil.which("tesseract"), "Tesseract is not installed (Debian: apt-get install tesseract-ocr-vie)")
    (base / "scan").mkdir()
    for path in pages:
        scanned(path, base / "scan" / path.name)
    return base / "scan"


def test_two_samples_as_scans_lose_little(libreoffice: str, tmp_path: Path) -> None:
    texts, gold = some(SAMPLES, GOLD, tmp_path, 14 if WHOLE else 2)
    worst = lost(texts, gold, as_form(texts, "scan", tmp_path), tmp_path)
    assert max(worst.values(), default=0) <= LIMITS["scan"], worst


@pytest.mark.real
@pytest.mark.parametrize("form", ["docx", "pdf", "scan"])
@pytest.mark.parametrize("name", ["corpus", "ladder"])
def test_the_real_documents_lose_little(name: str, form: str, libreoffice: str, tmp_path: Path) -> None:
    texts, gold = (
        (SHARED / "corpus", SHARED / "gold")
        if name == "corpus"
        else (SHARED / "ladder" / "docs", SHARED / "ladder" / "gold")
    )
    need("real", texts.is_dir() and gold.is_dir(), f"the real documents ({texts}) are not here")
    if form == "scan" and not WHOLE:
        pytest.skip("320 pages of scans are read at night: POLICYGRAPH_WHOLE=yes")
    if not WHOLE:
        texts, gold = some(texts, gold, tmp_path, PART)
    worst = lost(texts, gold, as_form(texts, form, tmp_path), tmp_path)
    assert max(worst.values(), default=0) <= LIMITS[form], worst
