"""Text -> assignment tables that were dumped as bare lines, their cells parted by nothing but line ends.

A page's text layer gives such a table line by line: the headings, then for each row its number and its cells one behind the other, every
cell on as many lines as its column is narrow. This module leaves out what pages add; `decode` finds which
lines are a cell, and of which column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from graph.language import numbering
from graph.language.folding import fold
from graph.language.headings import named
from graph.language.lexicon import any_of
from graph.model import Cell, Column, Grid, Row, Span, Table
from graph.structure.lines import lines
from graph.structure.tables.decode import Cut, Reading, Token, decode
from graph.structure.tables.fit import goes_on
from graph.structure.tables.marked import Spans

_PAGE_NUMBER = re.compile(r"\d{1,4}$")
_NEAR = 12
"""Blanks and line ends between two lines of one page."""


class _Patterns(NamedTuple):
    head: re.Pattern[str]
    work: re.Pattern[str]
    lead: re.Pattern[str]
    end: re.Pattern[str]
    running: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The words of `ontology/phrases/lines.yaml` in and around the lines of a dumped table."""

    words = partial(any_of, "lines")
    return _Patterns(
        head=re.compile(rf"^[ \r]*(?:{words('dumped_numbers')})[ \r]*$", re.MULTILINE),
        work=re.compile(words("dumped_works")),
        lead=re.compile(words("dumped_leads")),
        end=re.compile(rf"^[^\w\n]*(?:{words('table_ends')})", re.MULTILINE),
        running=re.compile(words("running")),
    )


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the dump, without blanks at its ends."""

    span: Span
    text: str


def spans(text: str) -> list[Span]:
    """Where an assignment table was dumped as bare lines: from its headings to the next appendix, the recipients or the end. Its
    lines are no prose.

    >>> text = "STT\\nNhiệm vụ\\nCơ quan\\nchủ trì\\n1\\nLập quy hoạch\\nSở Xây dựng\\n\\nNơi nhận:\\n- Lưu: VT"
    >>> [text[s.start : s.end] for s in spans(text)]
    ['STT\\nNhiệm vụ\\nCơ quan\\nchủ trì\\n1\\nLập quy hoạch\\nSở Xây dựng\\n\\n']
    """
    found: list[Span] = []
    for head in _patterns().head.finditer(text):
        if found and head.start() < found[-1].end:
            continue
        below = [line.strip() for line in text[head.end() : head.end() + 400].split("\n")[1:13]]
        headings = fold(" ".join(line for line in below if len(line) < 40))
        marked = any("\t" in w or "|" in w for w in below)
        if not marked and _patterns().work.search(headings) and _patterns().lead.search(headings):
            end = _patterns().end.search(text, head.end())
            found.append(Span(head.start(), end.start() if end else len(text)))
    return found


def find(text: str) -> Iterator[Table]:
    """The tables of a composed text; one whose rows cannot be read has none.

    >>> text = "TT\\nNội dung\\nCơ quan\\nchủ trì\\nThời hạn\\n1\\nLập bản đồ cho\\nmười xã\\nBan Chợ nổi\\nQuý I/2026\\n"
    >>> [[span.of(text) for cell in row.cells.values() for span in cell] for table in find(text) for row in table.rows]
    [['1', 'Lập bản đồ cho\\nmười xã', 'Ban Chợ nổi', 'Quý I/2026']]
    """
    for span in spans(text):
        inside = [Printed(line.span, line.text.strip()) for line in lines(span.of(text), span.start)]
        end, headings, roles = _headings(inside)
        printed, tokens = _tokens(inside, end)
        readable = {"task", "lead"} <= set(roles) and roles[0] == "ordinal"
        reading = decode(tokens, roles, marks=False) if readable else Reading((), (), 0, 0.0)
        rows = tuple(_rows(reading.rows, printed, roles))
        lost = [*reading.unplaced, *range(reading.end, len(printed))] if readable else []
        columns = tuple(Column(heading, role) for heading, role in zip(headings, roles, strict=True))
        cells = ((i, row.cells.get(role or "", ())) for i, row in enumerate(rows) for role in roles)
        numbered = tuple(Cell(cell, i, n % len(roles)) for n, (i, cell) in enumerate(cells))
        grid = Grid(span, numbered, len(rows), len(roles), "lines")
        yield Table(span, grid, columns, rows, "tasks", tuple(printed[n].span for n in lost))


def _headings(inside: Sequence[Printed]) -> tuple[int, list[str], list[str | None]]:
    """(the index of the first line below the headings, the headings, their roles). A heading continues in a line that begins with a
    small letter."""
    end = next(
        (
            i
            for i, line in enumerate(inside[1:24], 1)
            if numbering.is_of_row(line.text) or numbering.row_and_words(line.text)
        ),
        0,
    )
    cells: list[str] = []
    for words in (line.text for line in inside[:end] if line.text):
        if cells and (words[0].islower() or words[0] == "(" or goes_on(cells[-1])):
            cells[-1] += f" {words}"
        else:
            cells.append(words)
    return end, cells, named(cells, [])


def _tokens(inside: Sequence[Printed], i: int) -> tuple[list[Printed], list[Token]]:
    """The lines below the headings, and the same as tokens for `decode`: without what pages add, and a row's number apart from the
    words on its line."""
    head = [line.text for line in inside[:i] if line.text]
    number: Printed | None = None
    printed: list[Printed] = []
    tokens: list[Token] = []
    page = False
    while i < len(inside):
        line = inside[i]
        below = _page(inside, i, head, number)
        if below:
            page, i = True, below
            continue
        for part in _parted(line) if line.text else ():
            printed.append(part)
            tokens.append(Token(part.text, page))
            page = False
            number = part if numbering.is_of_row(part.text) and _follows(number, part) else number
        i += 1
    return printed, tokens


def _parted(line: Printed) -> list[Printed]:
    """A line, or its number and the words behind it."""
    glued = numbering.row_and_words(line.text)
    if not glued:
        return [line]
    cut = line.span.start + glued.end()
    rest = line.text[glued.end() :]
    words = rest.lstrip()
    return [
        Printed(Span(line.span.start, cut), glued[0]),
        Printed(Span(cut + len(rest) - len(words), line.span.end), words),
    ]


def _page(inside: Sequence[Printed], i: int, head: list[str], number: Printed | None) -> int:
    """The index of the line behind a page's end (page number, running head, headings printed again) that begins at line i; 0 where no
    page ends."""
    j, running = i, False
    head_or_foot = _patterns().running
    while j < len(inside) and (not (line := inside[j].text) or _PAGE_NUMBER.match(line) or head_or_foot.match(line)):
        if running and numbering.is_of_row(inside[j].text) and _follows(number, inside[j]):
            break
        running = running or bool(head_or_foot.match(inside[j].text))
        j += 1
    filled = [line.text for line in inside[j : j + 2 * len(head)] if line.text][: len(head)]
    if filled == head:
        seen = 0
        while seen < len(head):
            seen += bool(inside[j].text)
            j += 1
        return j
    return j if running else 0


def _follows(before: Printed | None, line: Printed) -> bool:
    """Whether a number can be that of the next row; other figures alone on a line are a page's or belong to a cell."""
    mark = numbering.bare(line.text)
    if before is None or not mark[0].isdigit():
        return before is None or numbering.heads_section(mark)
    above = numbering.bare(before.text)
    if not above[0].isdigit() or "." in mark:
        return mark == "1" or "." in mark or above[0].isalpha()
    return mark == "1" or int(mark) == int(above.split(".")[0]) + 1


def _rows(cuts: Sequence[Cut], printed: Sequence[Printed], roles: Sequence[str | None]) -> Iterator[Row]:
    sections: list[tuple[int, str]] = []
    marks = [numbering.bare(" ".join(printed[n].text for n in cut.cells.get(0, ()))) for cut in cuts]
    for cut, mark, following in zip(cuts, marks, [*marks, ""][1:], strict=True):
        cells = {role: _cell(at, printed) for n, role in enumerate(roles) if role and (at := cut.cells.get(n))}
        if "task" not in cells:
            continue
        heads = mark[:1].isalpha() or following.startswith(f"{mark}.") or (following == "1" and mark != "")
        if heads and mark and set(cells) == {"ordinal", "task"}:
            level = 0 if mark[0].isalpha() else 1 + mark.count(".")
            heading = f"{mark}. {' '.join(printed[i].text for n in sorted(cut.cells) if n for i in cut.cells[n])}"
            sections = [*((n, words) for n, words in sections if n < level), (level, heading)]
            continue
        whole = [span for cell in cells.values() for span in cell]
        yield Row(
            cells,
            tuple(words for _, words in sections),
            Span(min(whole).start, max(span.end for span in whole)),
        )


def _cell(at: Sequence[int], printed: Sequence[Printed]) -> Spans:
    """The spans of a cell, one for each run of lines that no page's end interrupts."""
    runs: list[list[int]] = []
    for n in at:
        if runs and runs[-1][-1] == n - 1 and not _apart(printed[n - 1], printed[n]):
            runs[-1].append(n)
        else:
            runs.append([n])
    return tuple(Span(printed[run[0]].span.start, printed[run[-1]].span.end) for run in runs)


def _apart(above: Printed, below: Printed) -> bool:
    """Whether more than line ends stands between two lines, such as a page's end, which is no part of a cell."""
    return below.span.start - above.span.end > _NEAR
