"""Cells of a letterhead -> the type and title of the document, and where its header ends.

Forms: the type on a line of its own, the title below it; letters ("V/v …"); an appendix in a file of its own ("Kèm theo Kế hoạch số …"); a text
whose top was cut off; a letterhead without a type.
"""

from __future__ import annotations

import re
from itertools import takewhile

from graph.language import bodies
from graph.language.folding import fold
from graph.model import Header, Span
from graph.structure import consolidated
from graph.structure.letterhead import Cell, is_capital, patterns, type_of


def find(cells: list[Cell]) -> Header:
    """A header with type, title and span, by the first form that fits.

    >>> from graph.structure import letterhead
    >>> header = find(letterhead.read("KẾ HOẠCH\\nPhát triển du lịch\\n\\nCăn cứ Luật Du lịch;"))
    >>> header.type, header.title
    ('Plan', 'Phát triển du lịch')
    """
    return _appendix(cells) or _letter(cells) or _titled(cells) or _untitled(cells)


def _titled(cells: list[Cell]) -> Header | None:
    """The header of the usual form: the type on a line of its own, the title below it."""
    for i, cell in enumerate(cells[:80]):
        kind = type_of(cell.text)
        if kind:
            title = _title(cells, i + 1)
            end = title[-1].end if title else cell.end
            span = Span(title[0].start, end) if title else None
            return Header(type=kind, title=_joined(title), span=Span(0, end), title_span=span)
        if patterns().opening.match(cell.text) and cell.line > 12 and not cell.text.isupper():
            return None
    return None


def _title(cells: list[Cell], first: int) -> list[Cell]:
    title: list[Cell] = []
    for cell in cells[first:]:
        of_body = re.match(r"(?i:của) ", cell.text) and not title
        if of_body or (not title and bodies.is_name(cell.text)):
            continue
        if consolidated.act_line().match(cell.text):
            break
        if not title:
            if patterns().untitled.match(cell.text):
                break
            title.append(cell)
        elif _continues(title, cell):
            title.append(cell)
        else:
            break
    return title


def _continues(title: list[Cell], cell: Cell) -> bool:
    before = title[-1].text
    p = patterns()
    if sum(len(c.text) for c in title) > 900 or p.appended.match(cell.text) or p.opening.match(cell.text):
        return False
    capitals = is_capital(before)
    if capitals and not is_capital(cell.text):
        return False
    if cell.gap:
        return bool(
            p.hanging.search(before)
            or cell.text[0].islower()
            or (capitals and not bodies.is_name(cell.text) and not type_of(cell.text))
        )
    return not bodies.is_name(cell.text) or not is_capital(cell.text)


def _joined(cells: list[Cell]) -> str | None:
    return " ".join(" ".join(c.text for c in cells).split()) or None


def _letter(cells: list[Cell]) -> Header | None:
    """The header of a letter: it has no type line, and its subject begins with "V/v" in the left column."""
    p = patterns()
    for i, cell in enumerate(cells[:40]):
        if type_of(cell.text):
            return None
        if p.letter.match(cell.text) and not cell.right:
            lines = [cell]
            for other in cells[i + 1 :]:
                if other.right or p.address.match(other.text):
                    if other.right:
                        continue
                    break
                if other.gap or len(lines) > 8 or p.motto.search(fold(other.text)):
                    break
                lines.append(other)
            span = Span(0, lines[-1].end)
            return Header(type="OfficialLetter", title=_joined(lines), span=span, title_span=Span(cell.start, span.end))
    return None


def _appendix(cells: list[Cell]) -> Header | None:
    """The header of an appendix in a file of its own: the line "kèm theo …" stands below its title, no letterhead above."""
    p = patterns()
    for i, cell in enumerate(cells[:15]):
        if p.motto.search(fold(cell.text)) or re.match(r"(?i:luật )?(?i:số) ?:? ?\d", cell.text) or type_of(cell.text):
            return None
        if p.appended.match(cell.text):
            title = [c for c in cells[:i] if not p.appendix.match(c.text)] or cells[:i]
            end = _line_end(cells, i)
            span = Span(title[0].start, title[-1].end) if title else None
            return Header(type="OtherDocument", title=_joined(title), span=Span(0, end), title_span=span)
    return None


def _line_end(cells: list[Cell], i: int) -> int:
    for cell in cells[i : i + 5]:
        if cell.text.endswith(")"):
            return cell.end
    return cells[i].end


def _untitled(cells: list[Cell]) -> Header:
    """The header of a text whose top was cut off, where capitals at the beginning are the title, or of a letterhead without a type
    line."""
    p = patterns()
    marks = [
        i
        for i, c in enumerate(cells[:30])
        if p.motto.search(fold(c.text)) or re.match(r"(?i:số) ?:? ?\d+ ?[/-]", c.text)
    ]
    first = marks[-1] + 1 if marks else 0
    body = next(
        (i for i in range(first, len(cells)) if p.opening.match(cells[i].text) and not is_capital(cells[i].text)),
        min(len(cells), 12),
    )
    head = cells[:body]
    title = list(takewhile(lambda c: is_capital(c.text) and not p.opening.match(c.text), head))
    if marks or sum(len(c.text) for c in title) < 30:
        return Header(span=Span(0, head[-1].end if marks and head else 0))
    return Header(title=_joined(title), span=Span(0, title[-1].end), title_span=Span(title[0].start, title[-1].end))
