"""Document -> its table of contents: the headings of its parts, for people who look for a place in it.

Forms: "Chương II", "Điều 5. Phạm vi", "III. NHIỆM VỤ", "2.1. Mục tiêu", a line of capitals above an appendix, the
section rows of an assignment table. Left out: list items too long to be headings, and signature blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.language.folding import tidy
from graph.model import Block, Document, Heading, InView, Span, Table

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
    found = {heading.span.start: heading for heading in _below(document.root, document, 1)}
    for table in document.tables:
        level = 2 if any(start < table.span.start for start in found) else 1
        found |= {heading.span.start: heading for heading in _sections(table, document.source.text, level)}
    return [found[start] for start in sorted(found)]


def _below(block: Block, document: Document, level: int) -> Iterator[Heading]:
    """The headings below a block. Those of a table are its section rows, which `_sections` names."""
    signed = False  # below the recipients capitals are the office and the name of who signed
    for child in block.children:
        if child.kind in ("table", "furniture"):
            continue
        span = document.view.back(child.line)
        signed = child.kind == "end" or (signed and not child.numbering and not _APPENDIX.match(child.text))
        named = not signed and span.start >= document.header.span.end and _names(child)
        if named:
            yield Heading(span, level, _shown(child.line, document.view.text))
        if child.kind != "end":
            yield from _below(child, document, level + 1 if named else level)


def _names(node: Block) -> bool:
    """Whether a line names what stands below it."""
    if node.text[:1].islower():  # "Điều 12 của Luật này" at the head of a line is no heading
        return False
    if not node.numbering:
        return node.text.isupper() and sum(map(str.isalpha, node.text)) > 8
    brief = bool(node.text) and len(node.text) <= LONGEST and not node.text.rstrip().endswith(_UNFINISHED)
    return node.numbering in _PARTS or (node.numbering in _NUMBERED and (brief or len(node.children) > 1))


def _sections(table: Table, text: str, level: int) -> Iterator[Heading]:
    """The section rows of a table, each once, where its words stand above the first row that belongs to it."""
    above: tuple[str, ...] = ()
    for row in table.rows:
        new = next((depth for depth, name in enumerate(row.sections) if name not in above[depth : depth + 1]), None)
        if new is not None:
            for depth, section in enumerate(row.sections[new:], new):
                words = section.partition(" ")[2][:30] or section
                at = text.rfind(words, table.span.start, row.span.start)
                span = Span(at, at + len(words)) if at >= 0 else row.span
                yield Heading(span, level + depth, _cut(tidy(section)))
        above = row.sections


def _shown(line: InView, view: str) -> str:
    return _cut(tidy(line.of(view)))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
