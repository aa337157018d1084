"""Cells of a letterhead -> the type and title of the document, and where its header ends.

Forms: the type on a line of its own, the title below it; letters ("V/v …"); an appendix in a file of its own ("Kèm theo Kế hoạch số …"); a text
whose top was cut off; a letterhead without a type.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from graph.language import bodies, dates, numbers
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import load
from graph.model import Header, Span
from graph.structure import consolidated
from graph.structure.letterhead import Cell, is_capital, patterns, type_of

_SHORT = 6
"""Characters of words in capitals that may be the end of a title in small letters: "TTHC"."""
_FULL = 32
"""Characters that a line of a title has at least which ends in a year and goes on with a capital letter."""


def find(cells: list[Cell]) -> Header:
    """A header with type, title and span, by the first form that fits.

    >>> from graph.structure import letterhead
    >>> header = find(letterhead.read("KẾ HOẠCH\\nPhát triển du lịch\\n\\nCăn cứ Luật Du lịch;"))
    >>> header.type, header.title
    ('Plan', 'Phát triển du lịch')
    """
    return _appendix(cells) or _letter(cells) or _titled(cells) or _one_line(cells) or _untitled(cells)


def _titled(cells: list[Cell]) -> Header | None:
    """The header of the usual form: the type on a line of its own, the title below it."""
    for i, cell in enumerate(cells[:80]):
        kind = type_of(cell.text)
        if kind == "OtherDocument" and any(type_of(c.text) not in (None, kind) for c in cells[i + 1 : i + 15]):
            continue  # "VĂN BẢN HỢP NHẤT" above the letterhead: the type of the act stands below it
        if kind:
            title = _title(cells, i + 1)
            end = title[-1].end if title else cell.end
            beside = [] if title else _subject(cells[:i])
            span = Span(title[0].start, end) if title else Span(beside[0].start, beside[-1].end) if beside else None
            header = Header(
                type=kind, title=_joined(title or beside), span=Span(0, end), title_span=span, called=called(cell.text)
            )
            return _appended_to(header, cells)
        if patterns().opening.match(cell.text) and cell.line > 12 and not cell.text.isupper():
            return None
    return None


def _appended_to(header: Header, cells: list[Cell]) -> Header:
    """The header of rules that a decision issues, in a file of their own: the line that says so stands below their title."""
    behind = next((i for i, c in enumerate(cells) if c.start >= header.span.end), None)
    numbered = any(re.match(r"(?i:luật )?(?i:số) ?:? ?\d", c.text) for c in cells[: behind or 0])
    if behind is None or numbered or not _is_appended(cells[behind].text):
        return header
    return replace(header, span=Span(0, _line_end(cells, behind)), appended=True)


def _is_appended(words: str) -> bool:
    """Whether a line says to what the text is appended: "(Ban hành kèm theo …", and no title that goes on so: "… ban hành / kèm theo …"."""
    return bool(patterns().appended.match(words)) and not words[0].islower()


def _title(cells: list[Cell], first: int) -> list[Cell]:
    title: list[Cell] = []
    for cell in cells[first:]:
        if not title and bodies.is_name(re.sub(r"^(?i:của) ", "", cell.text)):
            continue
        if not title and cell.text[:4].lower() == "của " and (of_body := _of_body().match(cell.text)):
            cell = cell._replace(start=cell.start + of_body.end(), text=cell.text[of_body.end() :])
        if consolidated.act_line().match(cell.text):
            break
        if not title:
            if patterns().untitled.match(cell.text) or _is_appended(cell.text):
                break
            title.append(cell)
        elif _continues(title, cell):
            title.append(cell)
        else:
            break
    return title


@lru_cache(maxsize=1)
def _of_body() -> re.Pattern[str]:
    """Whose document it is, its number and day, before its title: "CỦA CHÍNH PHỦ SỐ 5/2004/NĐ-CP NGÀY 08 THÁNG 4 NĂM 2004 QUY ĐỊNH …"."""
    return compiled(rf"(?i:của) {bodies.pattern()}(?: (?i:số):? ?{numbers.NUMBER})?(?: {dates.DAY})?,? (?=\S)")


def _continues(title: list[Cell], cell: Cell) -> bool:
    before = title[-1].text
    p = patterns()
    if sum(len(c.text) for c in title) > 900 or _is_appended(cell.text) or p.opening.match(cell.text):
        return False
    words = cell.text.rstrip(" .:,;")
    capitals = is_capital(before)
    if capitals and not is_capital(cell.text):
        return cell.text[0].islower() and not cell.gap
    if not capitals and is_capital(cell.text) and len(cell.text) > _SHORT:
        return False
    if len(before) < _FULL and before[-1].isdigit() and not capitals and not cell.text[0].islower():
        return False
    if cell.gap:
        return bool(
            p.hanging.search(before)
            or cell.text[0].islower()
            or (capitals and not bodies.is_name(words) and not type_of(cell.text))
        )
    return not bodies.is_name(words) or not is_capital(words) or bool(p.hanging.search(before))


def _joined(cells: list[Cell]) -> str | None:
    return " ".join(" ".join(c.text for c in cells).split()) or None


def _letter(cells: list[Cell]) -> Header | None:
    """The header of a letter: it has no type line, and its subject begins with "V/v" in the left column."""
    p = patterns()
    for i, cell in enumerate(cells[:40]):
        if type_of(cell.text):
            return None
        if p.letter.match(cell.text) and not cell.right:
            ends = (n for n, c in enumerate(cells[i:40], i) if p.address.match(c.text) and "ngày" not in c.text)
            if any(type_of(c.text) for c in cells[i : next(ends, min(i + 12, 40))]):
                return None
            lines = _subject(cells[: i + 12])
            span = Span(0, lines[-1].end)
            return Header(type="OfficialLetter", title=_joined(lines), span=span, title_span=Span(cell.start, span.end))
    return None


def _subject(cells: list[Cell]) -> list[Cell]:
    """The lines of a subject that stands in the left column: "V/v giữ rừng / phòng hộ"."""
    p = patterns()
    first = next((i for i, c in enumerate(cells) if p.letter.match(c.text) and not c.right), None)
    if first is None:
        return []
    lines = [cells[first]]
    for other in cells[first + 1 :]:
        if other.right:
            continue
        if p.address.match(other.text) or other.gap or len(lines) > 8 or p.motto.search(fold(other.text)):
            break
        lines.append(other)
    return lines


def _appendix(cells: list[Cell]) -> Header | None:
    """The header of an appendix in a file of its own: the line "kèm theo …" stands below its title; above may stand who issues it, but no
    number and no type."""
    p = patterns()
    first = 0
    for i, cell in enumerate(cells[:20]):
        if re.match(r"(?i:luật )?(?i:số) ?:? ?\d", cell.text) or type_of(cell.text):
            return None
        if p.motto.search(fold(cell.text)):
            first = i + 1
        if _is_appended(cell.text):
            title = [c for c in cells[first:i] if not p.appendix.match(c.text)] or cells[first:i]
            end = _line_end(cells, i)
            span = Span(title[0].start, title[-1].end) if title else None
            kind = _begun_type(title[0].text) if title and first else None
            word = called(title[0].text) if kind else ""
            return Header(
                kind or "OtherDocument",
                title=_joined(title),
                span=Span(0, end),
                title_span=span,
                called=word,
                appended=True,
            )
    return None


def called(words: str) -> str:
    """The type word that a line begins with.

    >>> called("QUY CHẾ LÀM VIỆC"), called("KẾ HOẠCH[1]")
    ('QUY CHẾ', 'KẾ HOẠCH')
    """
    match = re.match(load().type_words, words)
    return match[0] if match else ""


def _begun_type(words: str) -> str | None:
    """The type that a title in capitals begins with: "QUY CHẾ LÀM VIỆC"."""
    match = re.match(load().type_words, words) if is_capital(words) else None
    return load().class_of_word.get(fold(match[0])) if match else None


def _line_end(cells: list[Cell], i: int) -> int:
    for cell in cells[i : i + 5]:
        if cell.text.endswith(")"):
            return cell.end
    return cells[i].end


def _one_line(cells: list[Cell]) -> Header | None:
    """The header of a text that prints type and title on one line below the letterhead: "NGHỊ QUYẾT VỀ CHỢ BIÊN GIỚI"."""
    first = max(_marks(cells), default=None)
    for i, cell in enumerate(cells[first + 1 : first + 5], first + 1) if first is not None else ():
        match = re.match(rf"({load().type_words}) (?=\S)", cell.text) if is_capital(cell.text) else None
        if match:
            begun = cell._replace(start=cell.start + match.end(), text=cell.text[match.end() :])
            title = _title([begun, *cells[i + 1 :]], 0)
            kind = load().class_of_word.get(fold(match[1]))
            if title:
                span = Span(title[0].start, title[-1].end)
                return Header(type=kind, title=_joined(title), span=Span(0, span.end), title_span=span, called=match[1])
    return None


def _marks(cells: list[Cell]) -> list[int]:
    """Where the motto and the number of a letterhead, and its day, stand: above what the text begins with."""
    p = patterns()
    head = takewhile(lambda c: not p.opening.match(c.text) or is_capital(c.text), cells[:30])
    return [
        i
        for i, c in enumerate(head)
        if p.motto.search(fold(c.text)) or re.match(r"(?i:số) ?:? ?\d+ ?[/-]|.{2,25}, ngày [\d .…]{0,6}tháng", c.text)
    ]


def _untitled(cells: list[Cell]) -> Header:
    """The header of a text whose top was cut off, where capitals at the beginning are the title, or of a letterhead without a type
    line."""
    p = patterns()
    marks = _marks(cells)
    first = marks[-1] + 1 if marks else 0
    body = next(
        (i for i in range(first, len(cells)) if p.opening.match(cells[i].text) and not is_capital(cells[i].text)),
        min(len(cells), 12),
    )
    head = cells[:body]
    title = list(
        takewhile(lambda c: is_capital(c.text) and not p.opening.match(c.text) and not bodies.is_name(c.text), head)
    )
    if marks or sum(len(c.text) for c in title) < 30:
        return Header(span=Span(0, head[-1].end if marks and head else 0))
    return Header(title=_joined(title), span=Span(0, title[-1].end), title_span=Span(title[0].start, title[-1].end))
