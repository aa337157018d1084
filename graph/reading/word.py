"""Word files (.docx, also with macros, which are never run): what is printed, in the order in which it is read.

Read: paragraphs with the numbers that Word makes itself, tables with merged cells, tables in cells, foot and end notes, content
controls, text boxes, links, results of fields, inserted words, signs of symbol fonts, formulas as plain words. Left out: words deleted or moved away
while changes were tracked, hidden words, tables of contents, heads and feet of pages, comments, pictures, embedded files. Form: ECMA-376,
both namespaces. Letters in fonts of an older encoding (.VnTime, VNI-Times) are converted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UnreadableFile
from graph.model import Source
from graph.reading import flow
from graph.reading.draft import Draft
from graph.reading.flow import FlowCell, Paragraph, Table
from graph.reading.package import Package
from graph.reading.word_names import attribute, child, children, local, on, under, whole_number
from graph.reading.word_numbering import Numbering
from graph.reading.word_runs import Runs, boxes, chosen
from graph.reading.word_styles import Styles, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

_AROUND = frozenset({"ins", "moveTo", "customXml", "smartTag", "sdtContent", "AlternateContent", "Choice", "Fallback"})
"""What stands around paragraphs and tables without a word of its own."""
MAX_CELLS = 100_000
"""Cells of a file: 250 pages of fifty rows of eight cells."""
MAX_COLUMNS = 1000
"""Where a cell may end: Word itself has 63 columns at most."""
_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read(path: Path, name: str, tell: Callable[[int, int], None] | None = None) -> Source:
    """The source of the Word file at `path`, known to the graph as `name`. Raises `UnreadableFile` with reason and remedy."""
    del tell  # pages of Word are made when it is printed
    package = Package(path)
    main = package.related("").get("officeDocument", "word/document.xml")
    document = package.xml(main)
    body = child(document, "body")
    if body is None:
        reason = "there is no Word document in it" if document is not None else "its main part is missing"
        raise UnreadableFile(path, reason, "open it in Word or LibreOffice and save it anew")
    draft = Draft()
    walker = _Walker(package, main, path)
    flow.write(walker.blocks(body), draft)
    draft.remarks += walker.runs.remarks()
    draft.unbroken = not draft.broken()
    source = draft.source(name)
    if not source.text.strip():
        reason = "it holds no text; where it holds pictures of pages, they are a scan"
        raise UnreadableFile(path, reason, "export it as PDF, or type it")
    return source


class _Walker:
    """Goes through the parts of one file."""

    def __init__(self, package: Package, main: str, path: Path) -> None:
        parts = package.related(main)

        def part(kind: str) -> Element | None:
            return package.xml(parts[kind]) if kind in parts else None

        self._path = path
        self._styles = Styles(part("styles"))
        self._numbering = Numbering(part("numbering"), self._styles.lists())
        self._cells = 0
        self._open: Paragraph | None = None  # its end is deleted: the next paragraph goes on with it
        self.runs = Runs(self._styles)
        notes = {(kind, attribute(n, "id") or ""): n for kind in ("footnotes", "endnotes") for n in part(kind) or ()
                 if attribute(n, "type") not in _NO_NOTES}  # fmt: skip
        self.runs.notes = {key: " ".join(self._words(note)) for key, note in notes.items()}

    def blocks(self, parent: Element) -> Iterator[Paragraph | Table]:
        """The paragraphs and tables under an element, in order."""
        for element in parent:
            kind = local(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield self._table(element)
            elif kind == "sdt":
                yield from self._control(element)
            elif kind == "AlternateContent":
                for branch in chosen(element):
                    yield from self.blocks(branch)
            elif kind in _AROUND:
                yield from self.blocks(element)

    def _control(self, element: Element) -> Iterator[Paragraph | Table]:
        properties = child(element, "sdtPr")
        gallery = attribute(under(properties, "docPartObj", "docPartGallery")) or ""
        content = child(element, "sdtContent")
        if content is not None and gallery != "Table of Contents" and not on(properties, "showingPlcHdr"):
            yield from self.blocks(content)

    def _words(self, parent: Element) -> Iterator[str]:
        """The words of a note, paragraph by paragraph."""
        for block in self.blocks(parent):
            if isinstance(block, Paragraph):
                yield " ".join(block.words.replace(flow.CALL, "").split())

    def _paragraph(self, element: Element) -> Iterator[Paragraph | Table]:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"))
        words, notes = self.runs.words(element, style)
        printed = child(properties, "rPr")
        if self._styles.name(style).startswith("toc "):
            words = ""
        elif words.strip() or not _gone(printed):
            words = self._mark(properties, style) + words
        if self._open:  # the end of the paragraph before it was deleted
            words, notes = self._open.words + words, [*self._open.notes, *notes]
            self._open = None
        jc = child(properties, "jc")
        alignment = attribute(jc if jc is not None else self._styles.of_paragraph(style, "jc"))
        paragraph = Paragraph(words, alignment == "center", notes)
        inside = [block for box in boxes(element) for block in self.blocks(box)]
        if printed is not None and child(printed, "del") is not None and not inside:
            self._open = paragraph if words.strip() else None
            return
        if words.strip() or not inside:
            yield paragraph
        yield from inside

    def _mark(self, properties: Element | None, style: str | None) -> str:
        """What Word prints before a paragraph of a list."""
        own = child(properties, "numPr")
        number, level = attribute(child(own, "numId")), attribute(child(own, "ilvl"))
        if number is None:
            listed = self._styles.listed(style)
            if not listed:
                return ""
            number = listed[0]
            if level is None:
                level = listed[1] or str(self._numbering.level_of_style(number, listed[2]))
        return self._numbering.mark(number, int(level) if level and level.isdigit() else 0)

    def _table(self, element: Element) -> Table:
        properties = child(element, "tblPr")
        table = Table()
        ruled = lines(child(properties, "tblBorders")) or (
            child(properties, "tblBorders") is None and self._styles.ruled(attribute(child(properties, "tblStyle")))
        )
        above: dict[int, FlowCell] = {}  # the cells that a merged one below goes on with, by their first column
        rows = [row for row in _under_controls(element, "tr") if not _gone(child(row, "trPr"))]
        for number, row in enumerate(rows):
            column = whole_number(under(row, "trPr", "gridBefore"))
            head = on(child(row, "trPr"), "tblHeader")
            here: dict[int, FlowCell] = {}
            for cell in _under_controls(row, "tc"):
                about = child(cell, "tcPr")
                if child(about, "cellDel") is not None:
                    continue
                span = max(1, min(whole_number(child(about, "gridSpan"), default=1), MAX_COLUMNS))
                merged = child(about, "vMerge")
                upper = above.get(column)
                blocks = list(self.blocks(cell))
                ruled = ruled or lines(child(about, "tcBorders"))
                if merged is not None and attribute(merged) != "restart" and upper and upper.columns == span:
                    upper.rows += 1
                    here[column] = upper
                else:
                    self._count()
                    here[column] = FlowCell(blocks, number, column, columns=span, head=head)
                    table.cells.append(here[column])
                column = min(column + span, MAX_COLUMNS)
            above = here
        table.ruled = ruled
        return table

    def _count(self) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            reason = f"its tables have more than {MAX_CELLS:,} cells"
            raise UnreadableFile(self._path, reason, "split it into its documents")


def _gone(properties: Element | None) -> bool:
    """Whether a row or a paragraph's end was deleted while changes were tracked."""
    return child(properties, "del") is not None


def _under_controls(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also in content controls."""
    for element in parent:
        kind = local(element)
        if kind == name:
            yield element
        elif kind == "sdt":
            yield from (
                found for content in children(element, "sdtContent") for found in _under_controls(content, name)
            )
        elif kind in _AROUND:
            yield from _under_controls(element, name)
