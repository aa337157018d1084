"""Documents printed for the tests: a parsed text as an OpenDocument file that LibreOffice turns into PDF or Word.

What stands in the text form as a dump is printed as an office would: paragraphs justified and indented, tables ruled with their headings
on each page, page numbers above, the letterhead in two columns where the text tells them.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pypdfium2
from PIL import Image

from graph.language.folding import tidy
from graph.model import Document, Source, Span, Table
from graph.structure import letterhead, parse

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'Liberation Serif'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="F" fo:font-size="14pt" fo:language="vi" fo:country="VN" fo:hyphenate="false"/></style:default-style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="%(wide)smm" fo:page-height="%(high)smm" fo:margin-top="15mm" fo:margin-bottom="20mm" fo:margin-left="30mm" fo:margin-right="15mm"/>
<style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="3mm"/></style:header-style></style:page-layout>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="12.7mm" fo:margin-bottom="6pt"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="12.7mm" fo:margin-bottom="6pt"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="L" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="13pt"/></style:style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="left"/><style:text-properties fo:font-size="12pt"/></style:style>
<style:style style:name="TH" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="12pt" fo:font-weight="bold"/></style:style>
<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="%(border)s" fo:padding="1.2mm"/></style:style>
<style:style style:name="open" style:family="table-cell"><style:table-cell-properties fo:padding="1mm"/></style:style>
<style:style style:name="tab" style:family="table"><style:table-properties style:width="%(width)smm" table:align="margins"/></style:style>
%(columns)s
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:header><text:p text:style-name="L"><text:page-number/></text:p></style:header></style:master-page></office:master-styles>
<office:body><office:text>
"""
_TAIL = "</office:text></office:body></office:document>\n"
_WIDE = {"ordinal": 1.4, "task": 6.0, "lead": 3.0, "coordinate": 3.5, "time": 2.0, "product": 3.0}


def open_document(source: Source, *, across: bool = False, ruled: bool = True) -> str:
    """The document of a source as flat OpenDocument; `across` is paper on its long side, `ruled` tables have lines."""
    document = parse(source)
    wide, high = (297, 210) if across else (210, 297)
    columns: list[str] = []
    body = "".join(_body(document, wide - 45, columns))
    border = "0.5pt solid #000000" if ruled else "none"
    return (
        _HEAD % {"border": border, "wide": wide, "high": high, "width": wide - 45, "columns": "\n".join(columns)}
        + body
        + _TAIL
    )


def convert(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """The files as LibreOffice turns them into `kind` ("pdf", "docx", "html", "doc") in a folder."""
    office = shutil.which("soffice")
    assert office
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    made = [folder / f"{file.stem}.{kind}" for file in files]
    assert all(path.exists() for path in made), made
    shutil.rmtree(folder / "profile", ignore_errors=True)
    return made


def scanned(file: Path, out: Path) -> Path:
    """A PDF file as pictures of its pages at 200 dots an inch, a little noisy and askew, in a PDF file at `out`."""
    chance = np.random.default_rng(1)
    pages = []
    for page in pypdfium2.PdfDocument(file):
        pixels = np.asarray(page.render(scale=200 / 72).to_pil().convert("L")).astype(np.int16)
        noisy = np.clip(pixels * 0.85 + 30 + chance.normal(0, 9, pixels.shape), 0, 255).astype(np.uint8)
        tilt = float(chance.uniform(-0.6, 0.6))
        pages.append(Image.fromarray(noisy).rotate(tilt, Image.Resampling.BICUBIC, fillcolor=250).convert("RGB"))
    pages[0].save(out, save_all=True, append_images=pages[1:], resolution=200, quality=80)
    return out


def _body(document: Document, width: int, columns: list[str]) -> Iterator[str]:
    header, text = document.header, document.source.text
    title = header.title_span
    top = title.end if title else 0
    cells = [cell for cell in letterhead.read(text[:7000]) if title and cell.end <= title.start]
    typed = next((i for i, cell in enumerate(cells) if letterhead.type_of(cell.text)), len(cells))
    if cells[:typed]:
        yield _letterhead(cells[:typed], columns, width)
    for cell in cells[typed:]:
        yield _paragraph(cell.text, "C")
    if title:
        yield _paragraph(_words([title], text), "C")
    tables = {table.span.start: table for table in document.tables}
    for block in document.root.walk():
        if block.table:
            yield _table(block.table, text, width, columns)
            tables.pop(block.table.span.start, None)
        elif (
            block.parent
            and not _in_table(block, document)
            and block.kind not in ("document", "furniture", "row", "cell")
        ):
            words = block.line.of(document.view.text)
            if words and block.span.start >= top:
                style = "H" if block.kind == "heading" else "L" if block.kind == "end" else "B"
                yield _paragraph(words, style)
    assert not tables


def _in_table(block: object, document: Document) -> bool:
    start = block.span.start  # type: ignore[attr-defined]
    return any(table.span.start <= start < table.span.end for table in document.tables)


def _letterhead(cells: Sequence[letterhead.Cell], columns: list[str], width: int) -> str:
    if not any(cell.right for cell in cells):
        return "".join(_paragraph(cell.text, "L") for cell in cells)
    sides = [[cell.text for cell in cells if cell.right is right] for right in (False, True)]
    filled = ["".join(_paragraph(words, "L") for words in side) for side in sides]
    name = _columns([0.42, 0.58], width, columns)
    row = "".join(f'<table:table-cell table:style-name="open">{words}</table:table-cell>' for words in filled)
    return f"{name}<table:table-row>{row}</table:table-row></table:table>"


def _paragraph(words: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(words)}</text:p>\n'


def _columns(shares: Sequence[float], width: int, columns: list[str]) -> str:
    number = len(columns)
    whole = sum(shares)
    names = []
    for i, share in enumerate(shares):
        names.append(f"c{number}-{i}")
        columns.append(
            f'<style:style style:name="c{number}-{i}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * share / whole:.1f}mm"/></style:style>'
        )
    opened = f'<table:table table:name="t{number}" table:style-name="tab">'
    return opened + "".join(f'<table:table-column table:style-name="{name}"/>' for name in names)


def _table(table: Table, text: str, width: int, columns: list[str]) -> str:
    head, rows, shares = _rows(table, text)
    made = _columns(shares, width, columns)
    if head:
        made += f"<table:table-header-rows>{_row([(words, 1) for words in head], 'TH')}</table:table-header-rows>"
    return made + "".join(_row(row, "T") for row in rows) + "</table:table>\n"


def _rows(table: Table, text: str) -> tuple[list[str], list[list[tuple[str, int]]], list[float]]:
    """The headings of a table, its rows with their cells and how many columns each covers, and the shares of the columns."""
    if table.of == "tasks" and table.rows:
        named = [column for column in table.columns if column.role]
        rows: list[list[tuple[str, int]]] = []
        above: tuple[str, ...] = ()
        for row in table.rows:
            for depth, section in enumerate(row.sections):
                if section not in above[depth : depth + 1]:
                    number, _, words = section.partition(" ")
                    rows.append([(number, 1), (words, len(named) - 1)])
                    above = row.sections[: depth + 1]
            above = row.sections
            rows.append([(_words(row.cells.get(column.role or "", ()), text), 1) for column in named])
        return [column.heading for column in named], rows, [_WIDE.get(column.role or "", 2.5) for column in named]
    grid = table.grid
    whole: list[list[tuple[str, int]]] = []
    for i in range(grid.height):
        cells = {cell.column: (_words(cell.spans, text), cell.columns) for cell in grid.row(i)}
        whole.append([cells.get(j, ("", 1)) for j in range(grid.width)])
    shares = [1.0 + min(max(len(row[j][0]) for row in whole), 60) / 8 for j in range(grid.width)]
    return [], whole, shares


def _words(spans: Sequence[Span], text: str) -> str:
    return tidy(" ".join(span.of(text) for span in spans)).strip("*_ ")


def _row(cells: Sequence[tuple[str, int]], style: str) -> str:
    made = []
    for words, wide in cells:
        spanned = f' table:number-columns-spanned="{wide}"' if wide > 1 else ""
        covered = "<table:covered-table-cell/>" * (wide - 1)
        lines = "".join(_paragraph(line, style) for line in words.split("\n"))
        made.append(f'<table:table-cell table:style-name="cell"{spanned}>{lines}</table:table-cell>{covered}')
    return f"<table:table-row>{''.join(made)}</table:table-row>\n"
