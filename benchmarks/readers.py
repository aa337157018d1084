"""How fast PDF files are read, beside the library's bare call, and how much of a printed document comes back.

    python benchmarks/readers.py [FOLDER] [--scans] [--keep OUT]

Prints the documents of FOLDER (default: the samples) by LibreOffice, as PDF and, with `--scans`, as pictures at 200 dots an inch with a
little noise and tilt, and reads them back. Told for each form: pages a second, pdfium's bare text a second and their ratio, the peak of
memory, the share of words that are not those printed, and of cells that came back whole. Ratios of one run count: a shared
machine is not equally fast all the time.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from printing import convert, open_document, scanned

from graph.build import SAMPLES
from graph.model import Source
from graph.reading import find, pdf, read
from graph.structure import parse


def main() -> None:
    """Prints the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    asked.add_argument("--scans", action="store_true")
    asked.add_argument("--keep", type=Path)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = told.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        originals = [read(file.path, name=file.name) for file in find([told.folder]).files]
        files = printed(originals, folder)
        measure("PDF", originals, files)
        if told.scans:
            measure("scan", originals, [scanned(file, file.with_name(f"{file.stem}-scan.pdf")) for file in files])


def printed(sources: list[Source], folder: Path) -> list[Path]:
    """The documents as PDF files."""
    documents = []
    for source in sources:
        documents.append(folder / f"{Path(source.path).stem}.fodt")
        documents[-1].write_text(open_document(source), encoding="utf-8")
    return convert(documents, "pdf", folder)


def measure(form: str, originals: list[Source], files: list[Path]) -> None:
    """Reads files in this process, without the child, and prints what came back."""
    start, pages = perf_counter(), 0
    for file in files:
        for page in pypdfium2.PdfDocument(file):
            page.get_textpage().get_text_range()
            pages += 1
    bare = perf_counter() - start
    start = perf_counter()
    found = [pdf.read(file, file.name, lambda page, of: None) for file in files]
    own = perf_counter() - start
    wrong = letters = whole = cells = 0
    for original, back in zip(originals, found, strict=True):
        a, b = words_of(original), words_of(back)
        wrong, letters = wrong + ((a - b).total() + (b - a).total()) / 2, letters + a.total()
        there = cells_of(back)
        for cell in cells_of(original):
            cells += 1
            if cell in there:
                there.remove(cell)
                whole += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{form}: {len(files)} files, {pages} pages; {pages / own:.1f} pages a second, pdfium alone {pages / bare:.1f} ({own / bare:.1f} times);"
        f" peak {peak:.0f} MB; words wrong {wrong / max(letters, 1):.4f}; cells whole {whole} of {cells}"
    )


def words_of(source: Source) -> Counter[str]:
    """The words of a document's blocks that are no furniture, how often each stands there."""
    document = parse(source)
    blocks = [block for block in document.root.walk() if block.kind not in ("document", "furniture")]
    return Counter(word for block in blocks for word in re.findall(r"\w+", block.line.of(document.view.text)))


def cells_of(source: Source) -> list[str]:
    """The cells of tasks' rows with something in them."""
    document = parse(source)
    rows = [row for table in document.tables for row in table.rows]
    return [
        "".join("".join(span.of(source.text) for span in cell).split())
        for row in rows
        for cell in row.cells.values()
        if cell
    ]


if __name__ == "__main__":
    main()
