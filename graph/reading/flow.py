"""What flows through a page of Word or of the web, paragraphs and tables, written into a `Draft`.

A table that only lays out a page (the letterhead with its two columns, the recipients beside the signature) is written cell after
cell, paragraph by paragraph; others keep their cells. A table inside a cell becomes paragraphs of it, a row of it each, its cells apart
by semicolons; inside of a table that only lays out it stays a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from graph.language import headings
from graph.language.folding import fold
from graph.language.lexicon import any_of
from graph.model import Grid, Span
from graph.reading.draft import Draft, DraftCell

CALL = "\0"
"""Stands in the words of a paragraph where a foot note is called: no format has this character in its words."""
_BLANKS = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u3000]{2,}")
_GAP = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u3000]{6,}")
"""So many blanks part two columns that were laid out by hand; fewer are one blank."""
_WIDE = "    "
_TABS = re.compile(r"(?<=\S) *\t[\t ]*(?=\S)")
_MARKED = re.compile(r"\W{0,2}(?:[\dIVXLC.]{1,8}|[A-Za-zđĐ]|[^\w\s])[.)/]*$")
"""The mark of an item, behind which Word sets a tab."""
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]|[\ue000-\uf8ff]")
_ENDS = (".", ";", ":", "!", "?", "…")
_SIGNED = re.compile(r"\W*(?:Nơi nhận\b|NƠI NHẬN\b|Kính gửi\b|T/?M\. ?[A-ZĐ]|KT\. ?[A-ZĐ]|TL\. ?[A-ZĐ]|TUQ\. ?[A-ZĐ])")
"""The first words of a cell beside a signature."""
_WRAPPED = 4
"""Lines of one paragraph that go on in small letters, where a whole text was wrapped in it."""
_FEW = 3
"""Columns of a table that lays out a page."""
_WIDEST = 256
"""Columns of a table; Word has 63 at most. What is wider is written as paragraphs."""
_MOST_DEPTH = 12
"""Tables inside of tables that are written as such; what lies deeper is words."""


@dataclass(slots=True)
class Paragraph:
    """Words as they flow: line breaks in them are "\\n". `centred` is what is set in the middle, as titles are. `notes` are the words
    of the foot notes that are called in it, in order."""

    words: str
    centred: bool = False
    notes: Sequence[str] = ()


@dataclass(slots=True)
class FlowCell:
    """A cell: what flows in it, where it stands, how many rows and columns it covers."""

    blocks: list[Paragraph | Table]
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


@dataclass(slots=True)
class Table:
    """A table: its cells, and whether lines are printed around them (None where the format does not tell)."""

    cells: list[FlowCell] = field(default_factory=list)
    ruled: bool | None = None


Flow = Iterable[Paragraph | Table]


def write(flow: Flow, draft: Draft) -> None:
    """Writes all of it.

    >>> draft = Draft()
    >>> cells = [FlowCell([Paragraph("UBND TỈNH A")], 0, 0), FlowCell([Paragraph("Số: 1")], 0, 1)]
    >>> write([Table(cells, ruled=False), Paragraph("KẾ HOẠCH", centred=True), Paragraph("Thực\\nhiện.")], draft)
    >>> draft.source("a.docx").text
    'UBND TỈNH A\\n\\nSố: 1\\n\\nKẾ HOẠCH\\n\\nThực hiện.\\n'
    """
    _Writing(draft).flow(flow, 0)


class _Writing:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._blank = True  # nothing, or an empty line, stands above
        self._centred: bool | None = None

    def flow(self, flow: Flow, depth: int) -> None:
        for block in flow:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif depth < _MOST_DEPTH and _lays_out(block):
                self._space()
                for cell in sorted(block.cells, key=lambda cell: (cell.row, cell.column)):
                    self.flow(cell.blocks, depth + 1)
                    self._space()
            else:
                self._table(block)

    def _space(self) -> None:
        if not self._blank:
            self._draft.blank()
        self._blank, self._centred = True, None

    def _paragraph(self, paragraph: Paragraph) -> None:
        lines = list(_lines(paragraph.words))
        if not lines:
            self._space()
            return
        if self._centred is not None and self._centred != paragraph.centred:
            self._space()
        self._blank, self._centred = False, paragraph.centred
        notes = iter(paragraph.notes)
        called: list[tuple[Span, str]] = []
        for line in lines:
            words, calls = _called(line)
            span = self._draft.paragraph(words)
            called += [(Span(span.start + at, span.start + at), note) for at, note in zip(calls, notes, strict=False)]
        self._notes(called)

    def _notes(self, called: Iterable[tuple[Span, str]]) -> None:
        for mark, words in called:
            if words.strip():
                self._draft.note(mark, _evened(words))

    def _table(self, table: Table) -> None:
        if not self._blank:
            self._space()
        drafts: list[DraftCell] = []
        calls: list[list[tuple[int, int, str]]] = []
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            paragraphs: list[str] = []
            here: list[tuple[int, int, str]] = []
            for paragraph in _flat(cell.blocks):
                notes = iter(paragraph.notes)
                for line in _lines(paragraph.words, gaps=False):
                    words, at = _called(line)
                    if words:
                        here += [(len(paragraphs), i, note) for i, note in zip(at, notes, strict=False)]
                        paragraphs.append(words)
            drafts.append(DraftCell(paragraphs, cell.row, cell.column, cell.rows, cell.columns, cell.head))
            calls.append(here)
        grid = self._draft.table(drafts)
        self._notes(_marks(grid, calls))
        self._draft.blank()
        self._blank, self._centred = True, None


def _marks(grid: Grid, calls: Sequence[Sequence[tuple[int, int, str]]]) -> Iterator[tuple[Span, str]]:
    for cell, called in zip(grid.cells, calls, strict=True):
        for paragraph, at, note in called:
            start = cell.spans[paragraph].start + at
            yield Span(start, start), note


def _flat(blocks: Flow) -> Iterator[Paragraph]:
    """What flows in a cell, as paragraphs: a row of a table inside of it is one."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        rows: dict[int, list[Paragraph]] = {}
        for cell in sorted(block.cells, key=lambda cell: (cell.row, cell.column)):
            inner = [p for p in _flat(cell.blocks) if p.words.strip()]
            words = " ".join(" ".join(p.words.split("\n")) for p in inner)
            if words.strip():
                notes = [note for p in inner for note in p.notes]
                rows.setdefault(cell.row, []).append(Paragraph(words, notes=notes))
        for row in rows.values():
            yield Paragraph("; ".join(p.words.strip() for p in row), notes=[n for p in row for n in p.notes])


def _lines(words: str, *, gaps: bool = True) -> Iterator[str]:
    """The lines of a paragraph that has line breaks: what goes on in small letters is the same line. Many that do are the lines of a whole
    text that was wrapped (`Draft.broken`), and stay as they are."""
    pieces = [line for piece in words.split("\n") if (line := _evened(piece, gaps=gaps))]
    going_on = [False, *(_goes_on(above, below) for above, below in pairwise(pieces))][: len(pieces)]
    lines: list[str] = []
    for line, more in zip(pieces, going_on, strict=True):
        if more and not (gaps and sum(going_on) >= _WRAPPED):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    yield from lines


def _goes_on(before: str, line: str) -> bool:
    return line[0].islower() and before[-1] not in _ENDS and not before.isupper() and line[1:2] != ")"


def _evened(words: str, *, gaps: bool = False) -> str:
    """The words with one blank between them. With `gaps`, columns that were laid out with blanks and tabs stay apart."""
    words = _INVISIBLE.sub("", words).strip()

    def tab(match: re.Match[str]) -> str:
        return " " if not gaps or _MARKED.match(words[: match.start()]) else "\t"

    words = _TABS.sub(tab, words).replace("\t", _WIDE if gaps else " ")
    if not gaps:
        return " ".join(_BLANKS.sub(" ", words).split(" ")).strip()
    return _WIDE.join(_BLANKS.sub(" ", piece).strip() for piece in _GAP.sub(_WIDE, words).split(_WIDE))


def _called(line: str) -> tuple[str, list[int]]:
    """The words of a line without the places where notes are called, and these places."""
    pieces = line.split(CALL)
    words, at = pieces[0], []
    for piece in pieces[1:]:
        words = words.rstrip() if piece.startswith((".", ",", ";", " ")) else words
        at.append(len(words))
        words += piece
    end = len(words.rstrip())
    return words.rstrip(), [min(i, end) for i in at]


def _lays_out(table: Table) -> bool:
    """Whether a table only lays out a page."""
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    if width <= 1 or width > _WIDEST:
        return True
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(" ".join(p.words for p in _flat(cell.blocks)).strip())
    if any(_names_columns(rows[n]) for n in sorted(rows)[:4]):
        return False
    nested = any(isinstance(block, Table) for cell in table.cells for block in cell.blocks)
    if width > _FEW + 1:
        return nested and len(rows) == 1
    words = [cell for row in rows.values() for cell in row]
    if any(_SIGNED.match(cell) or _motto().search(fold(cell)) for cell in words):
        return True
    return width <= _FEW and (table.ruled is False or (nested and len(rows) <= _FEW))


def _names_columns(row: Sequence[str]) -> bool:
    roles = [headings.role(" ".join(cell.split())) for cell in row if len(cell) < 90]
    named = {role for role in roles if role}
    return len(row) > 2 and (len(named) >= 3 or roles[:1] == ["ordinal"])


@lru_cache(maxsize=1)
def _motto() -> re.Pattern[str]:
    return re.compile(any_of("letterhead", "mottos"))
