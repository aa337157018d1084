"""The elements of a web page as what flows: paragraphs, lists with their marks, tables, foot notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.reading.flow import CALL, FlowCell, Paragraph, Table
from graph.reading.web_part import BLOCKS, chrome, seen, words_of
from graph.reading.word_numbering import figure

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_ALIGNED = re.compile(r"text-align\s*:", re.I)
_LINED = re.compile(r"border[a-z-]*\s*:\s*[^;]*(?:solid|double|dotted|dashed|\dp[tx])", re.I)
_NOTE = re.compile(r"_?(?:ftn|edn|fn|footnote|note|cite_note)[-_:]?\w{0,12}", re.I)
_CALLED = re.compile(r"\(?\[?(?:\d{1,3}|[*†]+|[ivx]{1,5})\]?\)?")
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 300
"""Elements inside of each other that are walked; what lies deeper is words."""
MAX_SPAN = 1000


class Page:
    """A page's elements, read one after another."""

    def __init__(self, root: Element) -> None:
        self._notes: dict[str, str] = {}
        self._left_out: set[Element] = set()
        called = {
            a.get("href", "")[1:]
            for a in root.iter("a")
            if a.get("href", "").startswith("#") and _CALLED.fullmatch(words_of(a))
        }
        for element in root.iter():
            key = element.get("id") or element.get("name") or ""
            if isinstance(element.tag, str) and key in called and _NOTE.fullmatch(key) and "ref" not in key:
                self._take_note(element, key)

    def blocks(self, element: Element) -> list[Paragraph | Table]:
        """What flows in an element."""
        self._left_out |= chrome(element)
        walk = _Walk(self)
        walk.into(element, centred=False, depth=0)
        walk.flush()
        return walk.blocks

    def _take_note(self, element: Element, key: str) -> None:
        block = element
        while block.tag not in BLOCKS and (parent := block.getparent()) is not None:
            block = parent
        words = words_of(block)
        if len(words) > 3000 or block.tag in ("body", "td") or any(a.get("href") == f"#{key}" for a in block.iter("a")):
            return
        mark = re.match(r"[\[(]?(?:\d{1,3}|[*†]+|[ivx]{1,5})[\])]?[.:]?\s*|[\^↑]\s*", words)
        self._notes[key] = words[mark.end() :] if mark else words
        self._left_out.add(block)

    def leaves_out(self, element: Element) -> bool:
        """Whether an element is a note, which is written where it is called, or belongs to the site."""
        return element in self._left_out

    def called(self, element: Element) -> str | None:
        """The note that a link calls."""
        href = element.get("href", "")
        return self._notes.get(href[1:]) if href.startswith("#") and _CALLED.fullmatch(words_of(element)) else None


class _Walk:
    def __init__(self, page: Page) -> None:
        self._page = page
        self.blocks: list[Paragraph | Table] = []
        self._words: list[str] = []
        self._notes: list[str] = []
        self._centred = False
        self._lists: list[tuple[str, int, str]] = []  # tag, count, form
        self._mark = ""

    def flush(self) -> None:
        """Ends the paragraph that is open."""
        words = "".join(self._words)
        if words.strip():
            words = "\n".join(" ".join(line.split(" ")) for line in words.split("\n"))
            self.blocks.append(Paragraph(self._mark + words.strip(), self._centred, self._notes))
            self._mark = ""
        self._words, self._notes = [], []

    def into(self, element: Element, *, centred: bool, depth: int) -> None:
        """Reads an element and what stands in it."""
        if depth > _DEEPEST:
            self._say(words_of(element))
            return
        centred = _is_centred(element, centred)
        pre = element.tag == "pre"
        self._say(element.text or "", pre=pre)
        for child in element:
            if isinstance(child.tag, str) and seen(child) and not self._page.leaves_out(child):
                self._child(child, centred, depth)
            self._say(child.tail or "", pre=pre)

    def _child(self, child: Element, centred: bool, depth: int) -> None:
        tag = child.tag
        if tag == "br":
            self._words.append("\n")
        elif tag == "table":
            self.flush()
            self.blocks.append(self._table(child, depth))
        elif tag == "a" and (note := self._page.called(child)):
            self._words.append(CALL)
            self._notes.append(note)
        elif tag in BLOCKS:
            self.flush()
            if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "hr") and not words_of(child):
                self.blocks.append(Paragraph(""))
                return
            self._centred = _is_centred(child, centred)
            self._block(child, centred, depth)
            self.flush()
            self._centred = centred
        else:
            self.into(child, centred=centred, depth=depth + 1)

    def _block(self, child: Element, centred: bool, depth: int) -> None:
        if child.tag in ("ul", "ol"):
            first = child.get("start") or "1"
            start = int(first) if first.isdigit() and len(first) < 5 else 1
            self._lists.append((str(child.tag), start - 1, _FORMS.get(child.get("type") or "", "decimal")))
            self.into(child, centred=centred, depth=depth + 1)
            self._lists.pop()
            return
        if child.tag == "li" and self._lists:
            tag, count, form = self._lists.pop()
            self._lists.append((tag, count + 1, form))
            self._mark = "- " if tag == "ul" else f"{figure(count + 1, form)}. "
            if re.match(r"\W|[\dIVX]{1,4}[.)]|[a-zđ]\)", words_of(child)):  # it prints a mark of its own
                self._mark = ""
        self.into(child, centred=centred, depth=depth + 1)
        if child.tag == "li":
            self._flush_mark()

    def _flush_mark(self) -> None:
        self.flush()
        self._mark = ""

    def _say(self, words: str, *, pre: bool = False) -> None:
        if words:
            self._words.append(words if pre else re.sub(r"[ \t\r\n\f]+", " ", words.replace(CALL, "")))

    def _table(self, element: Element, depth: int) -> Table:
        table = Table(ruled=_ruled(element))
        taken: set[tuple[int, int]] = set()
        rows = list(_rows(element))
        for number, row in enumerate(rows):
            column = 0
            for cell in (c for c in row if c.tag in ("td", "th") and seen(c)):
                while (number, column) in taken:
                    column += 1
                columns = min(_span(cell, "colspan"), MAX_SPAN)
                down = min(_span(cell, "rowspan", whole=len(rows) - number), len(rows) - number)
                if columns * down > 1_000_000:
                    columns = down = 1
                taken |= {(number + i, column + j) for i in range(down) for j in range(columns)}
                walk = _Walk(self._page)
                walk._centred = _is_centred(cell, False)
                walk.into(cell, centred=walk._centred, depth=depth + 3)
                walk.flush()
                head = cell.tag == "th" or _parent(row) == "thead"
                table.cells.append(FlowCell(walk.blocks, number, column, down, columns, head))
                column += columns
        return table


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, not those of tables in it."""
    for child in table:
        if child.tag == "tr" and seen(child):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr" and seen(row))


def _parent(row: Element) -> str:
    parent = row.getparent()
    return "" if parent is None else str(parent.tag)


def _span(cell: Element, name: str, whole: int = 1) -> int:
    """How far a cell reaches; 0 is to the end."""
    value = (cell.get(name) or "1").strip()
    if not value.isdigit() or len(value) > 6:
        return 1
    return int(value) or max(whole, 1)


def _is_centred(element: Element, inherited: bool) -> bool:
    style, align = element.get("style") or "", (element.get("align") or "").lower()
    if element.tag == "center" or _CENTRED.search(style) or align == "center":
        return True
    return inherited and not align and not _ALIGNED.search(style)


def _ruled(table: Element) -> bool | None:
    """Whether lines are printed around cells; None where the page does not tell."""
    border = table.get("border")
    if "bordered" in (table.get("class") or "").lower() or (border and border.strip() not in ("0", "0px", "none")):
        return True
    styles = [table.get("style") or "", *(cell.get("style") or "" for row in _rows(table) for cell in row)]
    if any(_LINED.search(style) for style in styles):
        return True
    return False if border is not None or any("border" in style for style in styles) else None
