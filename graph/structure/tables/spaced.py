"""Text -> grids of tables of work or goals that were laid out with blanks: columns stand side by side, a cell on several lines of its column.

The columns of a page are its `rivers`, the rows of its columns their `partition`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from graph.language import numbering
from graph.language.folding import fold
from graph.language.headings import named
from graph.language.lexicon import any_of
from graph.model import Span
from graph.structure.lines import Line
from graph.structure.tables import amounts, extent
from graph.structure.tables.marked import Rows, Spans
from graph.structure.tables.partition import Numbered, partition
from graph.structure.tables.rivers import GAP, Piece, apart, over, rivers, shifted, split, whole

_PAGE = re.compile(r"\f? {8,}[-–]? ?\d{1,3} ?[-–]?\f?|\f")
_FEWEST = 2
"""Rows with a number: what has fewer is no table."""


class _Patterns(NamedTuple):
    head: re.Pattern[str]
    numbered: re.Pattern[str]
    end: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The line of headings with that of the numbers, that heading alone, and the first line behind a table."""
    number = any_of("lines", "dumped_numbers")
    return _Patterns(
        head=re.compile(rf"^ {{0,12}}(?:{number})\b(?=.*\S {{2,}}\S)[^\t|\n]*$", re.MULTILINE),
        numbered=re.compile(rf" *({number})\b"),
        end=re.compile(rf"^[^\w\n]*(?:{any_of('lines', 'table_ends')}|Ghi chú:)", re.MULTILINE),
    )


def find(text: str) -> Iterator[tuple[Rows, Spans]]:
    """The grids of a text whose letters are composed: the headings and the rows of each, and what none of its rows took.

    >>> page = ["TT    Nhiệm vụ           Chủ trì", "      Đào kênh cho       Ban Chợ",
    ...         "1", "      mười xã            nổi", "2     Lập bản đồ         Sở Y tế", ""]
    >>> text = "\\n".join(page)
    >>> [[" ".join(s.of(text) for s in cell) for cell in row] for grid, _ in find(text) for row in grid][1:]
    [['1', 'Đào kênh cho mười xã', 'Ban Chợ nổi'], ['2', 'Lập bản đồ', 'Sở Y tế']]
    """
    reach = 0
    laid: extent.Laid | None = None
    end: re.Match[str] | None = None
    for head in _patterns().head.finditer(text):
        if head.start() < reach:
            continue
        if laid is None or (end and end.start() < head.end()):
            end = _patterns().end.search(text, head.end())
        laid = laid or extent.Laid(text)
        read = _table(text, laid, head, end.start() if end else None)
        if read:
            grid, lost, reach = read
            yield grid, lost


def _table(text: str, laid: extent.Laid, head: re.Match[str], end: int | None) -> tuple[Rows, Spans, int] | None:
    """The grid below a line of headings and above a line where tables end, what no row took, and where it ends; None where no rows with
    numbers stand below it."""
    inside, at = laid.between(head.start(), end)
    above = next(
        (n for n in range(min(at, extent.TALLEST_HEAD) + 1) if n == at or not inside[at - n - 1].text.strip()), 0
    )
    below = extent.headings_below(inside, at, above)
    block = inside[at - above : at + below + 1]
    columns = [piece.left for piece in apart(0, inside[at])]
    body = Body(extent.rows_of(laid, inside[at + below + 1 :], columns), {_plain(line.text) for line in block})
    headings = body.headings(block)
    heads = [heading for heading, _ in headings]
    roles = named(heads, [])
    if not {"task", "lead"} <= set(roles) or roles[0] != "ordinal":
        roles = amounts.roles(heads)
    if not roles:
        return None
    body.roles = roles[1:]
    rows = body.rows()
    if "figure" in roles:
        rows = extent.to_last_figure(rows, roles, text)
    if len([row for row in rows if row[0]]) < _FEWEST:
        return None
    top: list[Spans] = [spans for _, spans in headings]
    return [top, *rows], body.lost(rows), max(span.end for row in rows for cell in row for span in cell)


def _plain(words: str) -> str:
    return fold(" ".join(words.split()))


def _without_number(line: str) -> str:
    """A line of headings with blanks where the heading of the number stands."""
    match = _patterns().numbered.match(line)
    return " " * match.end() + line[match.end() :] if match else line


class Body:
    """The lines below the headings, page by page; of what is no table no more than the first page is looked at."""

    def __init__(self, below: Iterator[Line], headings: set[str]) -> None:
        self.roles: Sequence[str | None] = ()
        self.cuts: Sequence[int] = ()  # of the last page read, before that those of the headings
        self.inside: list[Line] = []
        self.blank: list[int] = []  # how many of the lines up to each are empty
        self.last: tuple[int, ...] = ()
        self.pages: list[list[int]] = []
        self.further = self._pages(below, headings)
        self.end = 0

    def headings(self, block: Sequence[Line]) -> list[tuple[str, Spans]]:
        """The headings by column, that of the number first: their words and characters. They stand over the columns of the first page."""
        page: list[int] = []
        while not page and (following := next(self.further, None)) is not None:
            self.pages.append(page := following)
        rows = list(self._numbers(page))
        self.last = ()
        blanked = [_without_number(line.text) for line in block]
        self.cuts = over(blanked, self._blanked(page, rows))
        line, match = next((line, m) for line in block if (m := _patterns().numbered.match(line.text)))
        number = Span(line.start + match.start(1), line.start + match.end(1))
        found: list[list[Piece]] = [[] for _ in range(len(self.cuts) + 1)]
        for i, (line, words) in enumerate(zip(block, blanked, strict=True)):
            for c, piece in split(i, words, line.start, 0, self.cuts):
                found[c].append(piece)
        named_ = [(" ".join(p.text for p in held), tuple(p.span for p in held)) for held in found]
        return [(match[1], (number,)), *named_]

    def _pages(self, below: Iterator[Line], headings: set[str]) -> Iterator[list[int]]:
        """The lines of each page, without its number and the headings printed again."""
        page: list[int] = []
        opening = False
        for i, line in enumerate(below):
            self.inside.append(line)
            self.blank.append((self.blank[-1] if self.blank else 0) + (not line.text.strip()))
            if _PAGE.fullmatch(line.text):
                yield page
                page, opening = [], True
            elif not (opening and _plain(line.text) in headings and line.text.strip()):
                page.append(i)
                opening = opening and (not line.text.strip() or _plain(line.text) in headings)
        yield page

    def rows(self) -> list[list[Spans]]:
        """The rows, those that a page cut made whole: [number, cell, …]; a section row has its heading alone."""
        found: list[list[list[Piece]]] = []
        left: list[list[Piece]] = []
        self.pages.extend(self.further)
        for page in self.pages:
            read, left = self._page(page, left, first=not found)
            if found and read and not read[0][0]:
                found[-1] = [[*a, *b] for a, b in zip(found[-1], read[0], strict=True)]
                read = read[1:]
            found += read
        whole = [[tuple(p.span for p in cell) for cell in row] for row in found]
        self.end = max((s.end for row in whole for cell in row for s in cell), default=0)
        return whole

    def lost(self, rows: list[list[Spans]]) -> Spans:
        """The words between the first and the last row that none of them took."""
        held = {span.start for row in rows for cell in row for span in cell}
        first = min(held, default=0)
        return tuple(
            piece.span
            for page in self.pages
            for i in page
            for piece in apart(i, self.inside[i])
            if first < piece.span.start < self.end
            and not any(start in held for start in range(piece.span.start, piece.span.end))
        )

    def _page(
        self, page: list[int], open_: list[list[Piece]], *, first: bool
    ) -> tuple[list[list[list[Piece]]], list[list[Piece]]]:
        """The rows of a page, the first without a number where it goes on with the row above; and what below its last row begins
        the first row of the next page."""
        rows = list(self._numbers(page))
        if not rows:
            return [], open_
        if not first:
            self.cuts = rivers(self._blanked(page, rows), self.roles, self.cuts) or self.cuts
        nearest = [_nearest(i, rows) for i in page]
        near = [[i for i, of in zip(page, nearest, strict=True) if of == n] for n in range(len(rows))]
        bands = [shifted(self._blanked(band, rows), self.cuts, self.roles) for band in near]
        cells = [list(self._cells(i, rows, bands[of])) for i, of in zip(page, nearest, strict=True)]
        sections = {row.line: row for row in rows if row.section and self._alone(row)}
        found: list[list[list[Piece]]] = []
        width = len(self.roles)
        spare: list[list[Piece]] = [[] for _ in range(width + 1)]
        stops = [n for n, i in enumerate(page) if i in sections]
        chunks = list(pairwise([-1, *stops, len(page)]))
        for which, (a, b) in enumerate(chunks):
            if a >= 0:
                section = sections[page[a]]
                found.append([[section.number], [piece for _, piece in cells[a]], *([] for _ in range(width - 1))])
            inside = [row for row in rows if row.line in page[a + 1 : b] and row.line not in sections]
            goes_on = which == 0 and any(open_)
            head, tail = which == 0 and not goes_on, which == len(chunks) - 1
            columns = [[p for line in cells[a + 1 : b] for column, p in line if column == c] for c in range(width)]
            work = self.roles.index("task" if "task" in self.roles else "indicator")
            own, top = partition(columns[work], inside, self.blank, head=head, tail=tail, goes_on=goes_on)
            tail = tail and bool(own[-1])
            parts = [
                own
                if c == work
                else partition(pieces, inside, self.blank, head=head, tail=tail, goes_on=goes_on, top=top)[0]
                for c, pieces in enumerate(columns)
            ]
            if head and any(part[0] for part in parts):
                found.append([[], *(part[0] for part in parts)])
            for n, row in enumerate(inside):
                cell = [part[n + 1] for part in parts]
                if goes_on and n == 0:
                    cell = [[*above, *own] for above, own in zip(open_[1:], cell, strict=True)]
                found.append([[row.number], *cell])
            if tail:
                spare = [[], *(part[-1] for part in parts)]
        return found, spare

    def _numbers(self, page: list[int]) -> Iterator[Numbered]:
        """The numbers of rows down a page, each the next of one before it."""
        indents = sorted(len(t) - len(t.lstrip()) for i in page if (t := self.inside[i].text).strip())
        for i in page:
            match = numbering.in_margin(self.inside[i].text)
            if not match or match.start(1) > indents[len(indents) // 2] + 1:
                continue
            figures = tuple(map(numbering.whole, re.findall(r"\d+", match[1])))
            roman = match[1][0].isalpha()
            if (
                not roman
                and self.last
                and figures not in (_next(self.last), (1,), (*self.last, 1), (self.last[0] + 1,))
            ):
                continue
            if not roman:
                self.last = figures
            start = self.inside[i].start
            span = Span(start + match.start(1), start + match.end(1))
            yield Numbered(i, Piece(i, match.start(1), match.end(1), span, match[1]), section=roman)

    def _blanked(self, page: list[int], rows: list[Numbered]) -> list[str]:
        """The lines of a page with blanks where numbers stand, without headings of sections."""
        numbers = {row.line: row for row in rows}
        found = []
        for i in page:
            words = whole(self.inside[i].text)
            if row := numbers.get(i):
                words = " " * row.number.right + words[row.number.right :]
                if row.section:
                    continue
            found.append(words)
        return found

    def _cells(self, i: int, rows: list[Numbered], cuts: Sequence[int]) -> Iterator[tuple[int, Piece]]:
        """The words of a line by column."""
        line = self.inside[i]
        row = next((row for row in rows if row.line == i), None)
        first = row.number.right if row else 0
        yield from split(i, " " * first + whole(line.text)[first:].rstrip(), line.start, first, cuts, self.roles)

    def _alone(self, row: Numbered) -> bool:
        """Whether a row has nothing on its line but words that run over the columns."""
        return not GAP.search(self.inside[row.line].text[row.number.right :].strip())


def _nearest(i: int, rows: Sequence[Numbered]) -> int:
    """The row whose number stands nearest to a line."""
    return min(range(len(rows)), key=lambda n: abs(rows[n].line - i))


def _next(number: tuple[int, ...]) -> tuple[int, ...]:
    return (*number[:-1], number[-1] + 1)
