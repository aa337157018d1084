"""The lines of a table that was dumped as bare lines: its headings, and below them what pages do not add.

A page's text layer gives such a table line by line: the headings, then for each row its number and its cells one behind the other, every
cell on as many lines as its column is narrow. `decode` finds which lines are a cell, and of which column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.language import numbering
from graph.language.compiled import compiled
from graph.language.lexicon import any_of
from graph.model import Span
from graph.structure.lines import Line
from graph.structure.tables.decode import Token
from graph.structure.tables.fit import goes_on
from graph.structure.tables.marked import Spans

_PAGE_NUMBER = re.compile(r"\d{1,4}$")
HEADS = 24
"""Lines among which the headings stand."""
_NEAR = 12
"""Blanks and line ends between two lines of one page."""


@lru_cache(maxsize=1)
def head() -> re.Pattern[str]:
    """The heading of the numbers alone on its line, with which such a table begins."""
    return compiled(rf"^[ \r]*(?:{any_of('lines', 'dumped_numbers')})[ \r]*$", re.MULTILINE)


@lru_cache(maxsize=1)
def ends() -> re.Pattern[str]:
    """The first line behind a table."""
    return compiled(rf"^[^\w\n]*(?:{any_of('lines', 'table_ends')})", re.MULTILINE)


@lru_cache(maxsize=1)
def _running() -> re.Pattern[str]:
    return compiled(any_of("lines", "running"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the dump, without blanks at its ends."""

    span: Span
    text: str


def printed(text: str, span: Span, most: int | None = None) -> list[Printed]:
    """The lines in a span of a text, at most so many.

    >>> [line.text for line in printed("TT\\n Việc\\nAi", Span(0, 10), 2)]
    ['TT', 'Việc']
    """
    found: list[Printed] = []
    start = span.start
    while start <= span.end and (most is None or len(found) < most):
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        words = text[start:end]
        stripped = words.strip()
        at = Span(start, end) if len(stripped) == len(words) else Line(start, words).span
        found.append(Printed(at, stripped))
        start = end + 1
    return found


def headings(inside: Sequence[Printed]) -> tuple[int, list[tuple[str, Spans]]]:
    """The index of the first line below the headings, and each heading with its lines. A heading continues in a line that begins with a
    small letter."""
    end = next(
        (
            i
            for i, line in enumerate(inside[1:HEADS], 1)
            if numbering.is_of_row(line.text) or numbering.row_and_words(line.text)
        ),
        0,
    )
    cells: list[tuple[str, Spans]] = []
    for line in inside[:end]:
        if not line.text:
            continue
        if cells and (line.text[0].islower() or line.text[0] == "(" or goes_on(cells[-1][0])):
            cells[-1] = (f"{cells[-1][0]} {line.text}", (*cells[-1][1], line.span))
        else:
            cells.append((line.text, (line.span,)))
    return end, cells


def tokens(inside: Sequence[Printed], i: int, *, figures: bool = False) -> tuple[list[Printed], list[Token]]:
    """The lines below the headings, and the same as tokens for `decode`: without what pages add, and a row's number apart from the
    words on its line. `figures`: cells hold figures, so that of several above headings printed again only the last is a page's."""
    head = [line.text for line in inside[:i] if line.text]
    number: Printed | None = None
    printed: list[Printed] = []
    found: list[Token] = []
    page = False
    while i < len(inside):
        line = inside[i]
        below = _page(inside, i, head, number, most=1 if figures else len(inside))
        if below:
            page, i = True, below
            continue
        for part in _parted(line) if line.text else ():
            printed.append(part)
            found.append(Token(part.text, page))
            page = False
            number = part if numbering.is_of_row(part.text) and _follows(number, part) else number
        i += 1
    return printed, found


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


def _page(inside: Sequence[Printed], i: int, head: list[str], number: Printed | None, most: int) -> int:
    """The index of the line behind a page's end (page number, running head, headings printed again) that begins at line i; 0 where no
    page ends."""
    j, running, figures = i, False, 0
    head_or_foot = _running()
    while j < len(inside) and (not (line := inside[j].text) or _PAGE_NUMBER.match(line) or head_or_foot.match(line)):
        if running and numbering.is_of_row(inside[j].text) and _follows(number, inside[j]):
            break
        running = running or bool(head_or_foot.match(inside[j].text))
        figures += bool(_PAGE_NUMBER.match(inside[j].text))
        if figures > most:
            break
        j += 1
    filled = [line.text for line in inside[j : j + 2 * len(head)] if line.text][: len(head)]
    if head and filled == head:  # without headings nothing is printed again
        seen = 0
        while seen < len(head):
            seen += bool(inside[j].text)
            j += 1
        return j
    return j if running else 0


def _follows(before: Printed | None, line: Printed) -> bool:
    """Whether a number can be that of the next row; other figures alone on a line are a page's or belong to a cell."""
    mark = numbering.bare(line.text)
    if before is None or not mark[0].isdecimal():
        return before is None or numbering.heads_section(mark)
    above = numbering.bare(before.text)
    if not above[0].isdecimal() or "." in mark:
        return mark == "1" or "." in mark or above[0].isalpha()
    return mark == "1" or numbering.whole(mark) == numbering.whole(above.split(".")[0]) + 1


def cell(at: Sequence[int], printed: Sequence[Printed]) -> Spans:
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
