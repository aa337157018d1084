"""Document -> its table of contents: the headings of its parts, for people who look for a place in it.

Forms: "Chương II", "Điều 5. Phạm vi", "III. NHIỆM VỤ", "2.1. Mục tiêu", a line of capitals above an appendix, the
section rows of an assignment table. What only lists (items without a heading's brevity, a signature) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.language.folding import tidy
from graph.model import Document, Heading, Span
from graph.structure import tables
from graph.structure.outline import Node, outline

LONGEST = 120
"""Characters of a heading that are shown. Of 300 headings in seven real documents nine in ten are shorter."""
_PARTS = frozenset({"part", "article", "roman"})
_NUMBERED = frozenset({"figure", "decimal"})
_APPENDIX = re.compile(r"PHỤ LỤC", re.IGNORECASE)
_UNFINISHED = (".", ";", ",")


def contents(document: Document) -> list[Heading]:
    """The headings of a document in the order of the text, without those of its letterhead and title.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\\nVỀ A\\n\\nI. MỤC TIÊU\\n1. Chung\\n- Một.\\nII. TỔ CHỨC THỰC HIỆN\\n1. Sở A làm B.\\n"
    >>> [(heading.level, heading.text) for heading in contents(parse(Source("a.txt", text)))]
    [(1, 'I. MỤC TIÊU'), (2, '1. Chung'), (1, 'II. TỔ CHỨC THỰC HIỆN')]
    """
    root = outline(document.view.text, document.root.children)
    grids = tables.find(document.source.text)
    inside = [grid.span for grid in grids]
    found = {heading.span.start: heading for heading in _below(root, document, inside, 1)}
    for grid in grids:
        level = 2 if any(start < grid.span.start for start in found) else 1
        found |= {heading.span.start: heading for heading in _sections(grid, document.source.text, level)}
    return [found[start] for start in sorted(found)]


def _below(node: Node, document: Document, inside: list[Span], level: int) -> Iterator[Heading]:
    signed = False  # below the recipients capitals are the office and the name of who signed
    for child in node.children:
        span = document.view.source(child.span.start, child.span.end)
        signed = child.kind == "end" or (signed and not child.kind and not _APPENDIX.match(child.text))
        in_table = any(table.start <= span.start < table.end for table in inside)
        named = not signed and span.start >= document.header.span.end and _names(child, in_table=in_table)
        if named:
            yield Heading(span, level, _shown(child.span, document.view.text))
        if child.kind != "end":
            yield from _below(child, document, inside, level + 1 if named else level)


def _names(node: Node, *, in_table: bool) -> bool:
    """Whether a line names what stands below it; those of a table are told by its rows."""
    if in_table or node.text[:1].islower():  # "Điều 12 của Luật này" at the head of a line is no heading
        return False
    if not node.kind:
        return node.text.isupper() and sum(map(str.isalpha, node.text)) > 8
    brief = bool(node.text) and len(node.text) <= LONGEST and not node.text.rstrip().endswith(_UNFINISHED)
    return node.kind in _PARTS or (node.kind in _NUMBERED and (brief or len(node.children) > 1))


def _sections(grid: tables.Table, text: str, level: int) -> Iterator[Heading]:
    """The section rows of a table, each once, where its words stand above the first row that belongs to it."""
    above: tuple[str, ...] = ()
    for row in grid.rows:
        new = next((depth for depth, name in enumerate(row.sections) if name not in above[depth : depth + 1]), None)
        if new is not None:
            for depth, section in enumerate(row.sections[new:], new):
                words = section.partition(" ")[2][:30] or section
                at = text.rfind(words, grid.span.start, row.span.start)
                span = Span(at, at + len(words)) if at >= 0 else row.span
                yield Heading(span, level + depth, _cut(tidy(section)))
        above = row.sections


def _shown(span: Span, view: str) -> str:
    return _cut(tidy(view[span.start : span.end]))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
