"""A document's lines -> the tree of its numbered parts, items and bullets, its tables in their places.

Levels follow the marks: Phần, Roman, figures, figures with points, letters, dashes, plus signs; what stands below another without a mark
of its own belongs to it. Total: any text gives a tree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from graph.language import numbering
from graph.model import Block, Span, Table
from graph.structure import signature
from graph.structure.letterhead import patterns, type_of

_END = re.compile(r"\W*(?:Nơi nhận\b|(?:T/M|K/T|T/L)\.? ?[A-ZĐ]|(?:TM|KT|TL|TUQ)\. ?[A-ZĐ])")
"""What the first line of recipients or of a signature begins with: the lists below it are no part of the text."""
_ORDER = ("part", "article", "roman", "figure", "decimal", "letter", "dash", "plus")
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


def outline(lines: Iterable[Block], tables: Sequence[Table] = (), *, length: int = 0) -> Block:
    """The tree of a text of `length` characters whose lines are blocks; the lines of a table stand below it, row by row.

    >>> from graph.structure import layout
    >>> text = "V. TỔ CHỨC THỰC HIỆN\\n1. Sở Công Thương\\n- Chủ trì A.\\n+ Chi tiết.\\n2. Sở Xây dựng"
    >>> root = outline(layout.read(text)[0])
    >>> [(block.path(), block.text) for block in root.walk()][2:]
    [('V.1', 'Sở Công Thương'), ('V.1.-1', 'Chủ trì A.'), ('V.1.-1.+1', 'Chi tiết.'), ('V.2', 'Sở Xây dựng')]
    """
    root = Block("document", Span(0, length))
    open_: list[Block] = [root]
    grown: dict[int, _Grown] = {}
    lines = list(lines)
    signing = {lines[i].span.start for i in signature.begins([line.text for line in lines])}
    for line, number in _by_table(lines, tables):
        if line.kind == "furniture" or not line.text.strip():  # nothing but marks of markdown or tags
            line.kind = "furniture"
            _add(root, line)
        elif number is None:
            _numbered(line, signs=line.span.start in signing)
            _place(open_, line)
        else:
            if number not in grown:
                grown[number] = _Grown(tables[number])
                _add(open_[-1], grown[number].block)
            grown[number].take(line)
    return root


def _by_table(lines: Iterable[Block], tables: Sequence[Table]) -> Iterator[tuple[Block, int | None]]:
    """Each line with the number of the table that it stands in, None outside of tables; of two tables, one inside the other, the inner
    one."""
    open_: list[int] = []
    following = 0
    for line in lines:
        at = line.span.start
        while following < len(tables) and tables[following].span.start <= at:
            open_.append(following)
            following += 1
        while open_ and tables[open_[-1]].span.end <= at:
            open_.pop()
        yield line, open_[-1] if open_ else None


class _Grown:
    """A table's block while its lines are put into rows and cells."""

    def __init__(self, table: Table) -> None:
        self.block = Block("table", table.span, table=table)
        cells = sorted((span, cell.row) for cell in table.grid.cells for span in cell.spans)
        self._spans, self._numbers = [span for span, _ in cells], [number for _, number in cells]
        self._rows: dict[int, Block] = {}
        self._cells: dict[Span, Block] = {}

    def take(self, line: Block) -> None:
        """One more line: into its row and cell, or a row of its own where no cell holds it."""
        i = bisect_right(self._spans, line.span.start, key=lambda span: span.end)
        if i == len(self._spans) or self._spans[i].start >= line.span.end:
            row = Block("row", line.span)
            _add(self.block, row)
            _add(row, line)
            return
        span, number = self._spans[i], self._numbers[i]
        if number not in self._rows:
            self._rows[number] = Block("row", span)
            _add(self.block, self._rows[number])
        row = self._rows[number]
        row.span = Span(min(row.span.start, span.start), max(row.span.end, span.end))
        if span not in self._cells:
            self._cells[span] = Block("cell", span)
            _add(row, self._cells[span])
        _add(self._cells[span], line)


def _numbered(line: Block, *, signs: bool) -> None:
    """Reads the mark that a line begins with; recipients and signatures end what is open."""
    if signs or _END.match(line.text):
        line.kind = "end"
        return
    mark = numbering.of_paragraph(line.text)
    if mark:
        line.mark, line.numbering = mark.printed, mark.numbering
        line.text, line.start = line.text[mark.end :], line.line.start + mark.end


def _place(open_: list[Block], line: Block) -> None:
    """Puts a line into the tree: below the last open line whose mark is of a higher kind. A line without a mark goes below the one
    before it; a line of capitals closes all open ones, as a heading does."""
    if line.kind == "end":
        del open_[1:]
    if line.numbering or line.kind == "end":
        while len(open_) > 1 and not _above(open_[-1], line):
            open_.pop()
    elif _is_title(line.text):
        del open_[1:]
    _add(open_[-1], line)
    if line.numbering or line.kind == "end":
        open_.append(line)


def _add(parent: Block, child: Block) -> None:
    child.parent = parent
    alike = (c.nth for c in reversed(parent.children) if _counted(c) == _counted(child))
    child.nth = next(alike, 0) + 1
    parent.children.append(child)


def _counted(block: Block) -> str:
    """What a block is counted among: its siblings with the same numbering, all others apart by what they are."""
    return block.kind if block.kind in ("end", "table", "row", "cell", "furniture") else block.numbering


def _is_title(text: str) -> bool:
    """Whether a line of capitals heads what follows: by its length, or as the type of a document that is printed behind another, or as an
    appendix."""
    if not text.isupper():
        return False
    return (
        sum(map(str.isalpha, text)) > 8
        or numbering.is_lettered(text)
        or type_of(text) is not None
        or bool(patterns().appendix.match(text))
    )


def _above(upper: Block, line: Block) -> bool:
    if upper.kind == "end":
        return line.numbering in ("dash", "plus", "letter")
    if upper.numbering == line.numbering:
        return line.numbering == "decimal" and line.mark.startswith(upper.mark + ".")
    if not upper.numbering or line.kind == "end":
        return False
    return _RANK[upper.numbering] < _RANK[line.numbering]
