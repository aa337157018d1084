"""A parsed document written as a Word file again: its paragraphs, its tables with merged cells, its letterhead and signature side by side.

What the reader of Word files makes of such a file must say the same as the text it was parsed from.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from graph.language.folding import fold
from graph.model import Block, Document, Table
from graph.reading import read
from graph.structure import letterhead, parse
from graph.structure.tables import words as cell_words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CELL = re.compile(r'<w:tcPr>(?:<w:gridSpan w:val="(\d+)"/>)?(?!<w:tcW)')
_SHARED = ("lead",)
"""Roles of columns whose empty cells go on with the cell above them."""


def package(body: str, **parts: str) -> bytes:
    """A Word file with this body and these further parts: `styles`, `numbering`, `footnotes`, `endnotes`."""
    out = io.BytesIO()
    kinds = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{name}+xml"/>' for name in parts)
    related = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for i, name in enumerate(parts)
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, words: str) -> None:
            archive.writestr(
                zipfile.ZipInfo(name),
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + words,
                zipfile.ZIP_DEFLATED,
            )

        put(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>{kinds}</Types>',
        )
        put(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        put("word/document.xml", f'<w:document xmlns:w="{W}" xmlns:r="{_OFFICE}"><w:body>{body}</w:body></w:document>')
        put(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
        )
        for name, words in parts.items():
            put(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{words}</w:{name}>')
    return out.getvalue()


def paragraph(words: str, *, centred: bool = False, inside: str = "", properties: str = "") -> str:
    """A paragraph; `inside` is XML behind its words."""
    jc = '<w:jc w:val="center"/>' if centred else '<w:jc w:val="both"/>'
    run = f'<w:r><w:t xml:space="preserve">{_escaped(words)}</w:t></w:r>' if words else ""
    return f"<w:p><w:pPr>{properties}{jc}</w:pPr>{run}{inside}</w:p>"


def cell(paragraphs: Iterable[str], *, columns: int = 1, merged: str = "", centred: bool = False) -> str:
    """A cell; `merged` is "restart" where cells below go on with it, "continue" where it goes on."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    merge = f'<w:vMerge w:val="{merged}"/>' if merged else ""
    inside = "".join(p if p.startswith("<w:") else paragraph(p, centred=centred) for p in paragraphs)
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inside or paragraph('')}</w:tc>"


def table(rows: Iterable[Iterable[str]], *, width: int, ruled: bool = True, heads: int = 0) -> str:
    """A table of cells; its first `heads` rows are printed on each page."""
    line = "single" if ruled else "nil"
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    each = 9000 // max(width, 1)
    grid = f'<w:gridCol w:w="{each}"/>' * width
    printed = "".join(
        f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if i < heads else ''}{''.join(cells)}</w:tr>"
        for i, cells in enumerate(rows)
    )
    printed = _CELL.sub(
        lambda cell: f'<w:tcPr><w:tcW w:w="{each * int(cell[1] or 1)}" w:type="dxa"/>{cell[0][8:]}', printed
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{each * width}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{printed}</w:tbl>"
    )


def docx(document: Document) -> bytes:
    """The document as a Word file."""
    flow = list(_flow(document))  # two tables without a paragraph between them are one, for some programs none
    return package("".join(part + (paragraph("") if part.startswith("<w:tbl>") else "") for part in flow))


def _escaped(words: str) -> str:
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", words))


def said(document: Document, block: Block, start: int = 0) -> str:
    """The words of a block as the source has them, those from `start` on, without what its view leaves out."""
    view, text = document.view, document.source.text
    ends = [*view.at[1:], len(view.text)]
    words = "".join(
        " " if view.text[at:behind] == " " else text[begin:end]  # a line's end, or a foot note that cuts the sentence
        for at, behind, begin, end in zip(view.at, ends, view.start, view.end, strict=True)
        if block.line.start <= at < block.line.end and begin >= start
    )
    return " ".join(words.split())


def _flow(document: Document) -> Iterator[str]:
    """Letterhead, title, body, signature and appendices."""
    blocks = [
        b for b in document.root.walk() if b.kind not in ("document", "furniture", "row", "cell") and not _inside(b)
    ]
    title = document.header.title_span
    if title:
        yield from _letterhead([c.text for c in letterhead.read(document.source.text[:7000]) if c.end <= title.start])
        blocks = [b for b in blocks if b.span.end > title.start]
    signing: list[Block] = []
    for block in blocks:
        below_end = block.kind == "end" or (block.parent is not None and block.parent.kind == "end")
        if signing and (not below_end or block.kind == "table") and not (_signs(block, document) and len(signing) < 60):
            yield from _signature([(b, said(document, b)) for b in signing])
            signing = []
        if (below_end and block.kind != "table") or signing:
            signing.append(block)
        elif block.kind == "table":
            assert block.table
            yield from _table(document, block.table)
        else:
            inside_title = title and block.span.start < title.end and title.start < block.span.end
            words = said(document, block, title.start if title else 0)
            yield paragraph(words, centred=bool(inside_title or (block.kind == "heading" and words.isupper())))
    if signing:
        yield from _signature([(b, said(document, b)) for b in signing])


def _inside(block: Block) -> bool:
    parent = block.parent
    while parent is not None:
        if parent.kind == "table":
            return True
        parent = parent.parent
    return False


def _letterhead(lines: list[str]) -> Iterator[str]:
    """The lines above a title: number and subject below the issuer, place and date below the motto; the type alone."""
    left: list[str] = []
    right: list[str] = []
    below_left: list[str] = []
    below_right: list[str] = []
    typed: list[str] = []
    for i, line in enumerate(lines):
        folded = fold(line)
        if below_right and re.match(r"\d{1,2} tháng|tháng|năm|\d", folded):  # a line's end cut the date
            below_right[-1] += f" {line}"
            continue
        if re.search("cộng hòa|độc lập|đảng cộng sản|chủ nghĩa việt nam", folded):
            right.append(line)
        elif re.search(r"^.{2,40}, ?ngày|^ngày", folded):
            below_right.append(line)
        elif re.match(r"(?:luật )?số ?:? ?|v/v|về việc", folded):
            below_left.append(line)
        elif i == len(lines) - 1 and line.isupper():
            typed.append(line)
        else:
            (below_left if below_left else left).append(line)
    rows = [
        [cell(left, centred=True), cell(right, centred=True)],
        [cell(below_left, centred=True), cell(below_right, centred=True)],
    ]
    yield table(rows, width=2, ruled=False)
    yield paragraph("")
    yield from (paragraph(line, centred=True) for line in typed)


def _signs(block: Block, document: Document) -> bool:
    words = said(document, block)
    return (
        block.kind in ("paragraph", "heading")
        and len(words) < 60
        and not block.numbering
        and (words.isupper() or words.istitle() or words.startswith("("))
    )


def _signature(lines: list[tuple[Block, str]]) -> Iterator[str]:
    left: list[str] = []
    right: list[str] = []
    at = left
    for block, words in lines:
        if block.kind == "end":
            at = left if re.match(r"\W*Nơi nhận", words) else right
        elif block.numbering == "" and at is left and _plain_sign(words):
            at = right
        at.append(words)
    yield table([[cell(left), cell(right, centred=True)]], width=2, ruled=False)


def _plain_sign(words: str) -> bool:
    return words.isupper() and len(words) < 60


def _table(document: Document, found: Table) -> Iterator[str]:
    text, grid = document.source.text, found.grid
    rows = [[_paragraphs(spans, text) for spans in row] for row in grid.rows()]
    if grid.origin == "lines" and found.of == "tasks":
        rows = list(_of_lines(document, found))
    width = max(map(len, rows), default=0)
    roles = [column.role for column in found.columns]
    shared = [i for i, role in enumerate(roles) if role in _SHARED and found.of == "tasks"]
    work = roles.index("task") if "task" in roles else None
    tags: list[list[str]] = []
    for n, row in enumerate(rows):
        row = [*row, *([[]] * (width - len(row)))]
        filled = [i for i, words in enumerate(row) if words]
        if n and 0 < len(filled) <= 2 < width and filled[-1] < 2 and (len(filled) == 1 or _is_section(found, n, work)):
            first = filled[-1]
            tags.append([*(cell(words) for words in row[:first]), cell(row[first], columns=width - first)])
            continue
        merged = {}
        for i in shared:
            goes_on = bool(n and work is not None and row[work] and not row[i] and len(filled) > 1)
            below = rows[n + 1] if n + 1 < len(rows) else []
            begins = bool(
                not _is_section(found, n + 1, work)
                and work is not None
                and len(below) > max(i, work)
                and below[work]
                and not below[i]
                and sum(map(bool, below)) > 1
            )
            merged[i] = "continue" if goes_on else "restart" if begins and row[i] else ""
        tags.append([cell(words, merged=merged.get(i, "")) for i, words in enumerate(row)])
    yield table(tags, width=width, heads=1)
    for spans in found.unplaced:
        yield paragraph(" ".join(spans.of(text).split()))


def _is_section(found: Table, number: int, work: int | None) -> bool:
    """Whether a row of a table of tasks names a group of them."""
    cells = found.grid.rows()[number] if number < found.grid.height else []
    if found.of != "tasks" or work is None or found.grid.origin == "lines" or len(cells) <= work or not cells[work]:
        return False
    own = {span.start for row in found.rows for span in row.cells.get("task", ())}
    return all(span.start not in own for span in cells[work])


def _of_lines(document: Document, found: Table) -> Iterator[list[list[str]]]:
    """The rows of a table of a text layer, whose headings and sections are no rows of its grid."""
    yield [[column.heading] for column in found.columns]
    open_: tuple[str, ...] = ()
    for row in found.rows:
        yield from ([[section]] for i, section in enumerate(row.sections) if row.sections[: i + 1] != open_[: i + 1])
        open_ = row.sections
        yield [_paragraphs(row.cells.get(c.role or "", ()), document.source.text) for c in found.columns]


def _paragraphs(spans: Iterable[object], text: str) -> list[str]:
    """The paragraphs of a cell; a page break in it is none."""
    words = cell_words(tuple(spans), text)  # type: ignore[arg-type]
    return [words.strip(" *")] if words.strip(" *") else []


def rendered(texts: Path, folder: Path) -> Path:
    """The documents of a folder as Word files in another."""
    folder.mkdir()
    for path in sorted(texts.iterdir()):
        if path.suffix in (".txt", ".md"):
            (folder / f"{path.stem}.docx").write_bytes(docx(parse(read(path))))
    return folder
