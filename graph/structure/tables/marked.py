"""Text -> grids: rows of cells, in whatever form a table was dumped.

Forms: tab-separated lines; one cell a line, rows apart by empty lines; markdown pipes on one line; pipes broken over lines, where a
row end and an empty cell both read "|" line end "|", so that the ends of rows are searched for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from graph.language import numbering
from graph.language.folding import fold, tidy
from graph.language.headings import named, role, same_header
from graph.language.lexicon import any_of
from graph.model import Span
from graph.structure import lines
from graph.structure.tables.decode import Reading, Token, decode

Spans = tuple[Span, ...]
"""The characters of a cell: none where it is empty, several where a page break cut it."""
Rows = list[list[Spans]]
_BREAK = re.compile(r"<br ?/?>")
_TORN, _TORN_YEAR = range(5, 9), re.compile(r"(?:\d{1,2}/)?20\d? \d{1,2}")
"""A year, with its month, that a column narrower than it parts in two: its characters, and how it reads."""
_LEAST_MARKS = 6
"""A text with tables of broken pipes has at least so many pipes alone on a line."""
_WIDEST = 14
_LONGEST_HEADING = 90
_LONGEST_LEFT = 400
_LEAST_LEFT = 4
"""Fewer short cells behind a table's end are a signature or a line of prose."""
_SHARED = ("ordinal", "coordinate", "time", "start", "due", "product")
"""The roles of columns whose cells may stand for several rows."""


def find(text: str) -> Iterator[tuple[Rows, Spans]]:
    """(grid, the cells that belong to none of its rows) for each table of a composed text, form by form.

    >>> [[words(cell, "TT\\tViệc\\tAi\\n") for cell in row] for grid, _ in find("TT\\tViệc\\tAi\\n") for row in grid]
    [['TT', 'Việc', 'Ai']]
    """
    if "\t" in text:
        yield from ((grid, ()) for grid in (*_tabbed(text), *_stacked(text)))
    if "|" in text:
        yield from ((grid, ()) for grid in _piped(text))
        yield from _broken(text)


def words(cell: Spans, text: str) -> str:
    """The words of a cell on one line; a year alone in a column that is narrower than it is one word.

    >>> text = "202\\n6 Sở Y tế"
    >>> words((Span(0, 5),), text), words((Span(6, 13),), text)
    ('2026', 'Sở Y tế')
    """
    if not cell:
        return ""
    printed = cell[0].of(text) if len(cell) == 1 else " ".join([s.of(text) for s in cell])
    said = tidy(_BREAK.sub(" ", printed).replace("\u00a0", " "))
    return said.replace(" ", "") if len(said) in _TORN and _TORN_YEAR.fullmatch(said) else said


def trimmed(text: str, start: int, end: int) -> Spans:
    """The characters from `start` to `end` as a cell, without blanks and stars at its ends."""
    span = lines.trimmed(text[start:end], start)
    return (span,) if span.end > span.start else ()


def _tabbed(text: str) -> Iterator[Rows]:
    """Runs of lines with several tabs, empty lines between them passed over. A numbered line between two of them heads a section."""
    grid: Rows = []
    sections: Rows = []
    misses = 0
    for line in lines.lines(text):
        if line.text.count("\t") >= 2:
            grid += [*sections, [_filled(cell) for cell in lines.cells(line, lines.TAB, lines.BLANKS)]]
            sections, misses = [], 0
        elif line.text.strip():
            misses += 1
            if (misses > 2 or _ends().match(line.text)) and grid:
                yield grid
                grid, sections = [], []
            elif grid and (section := _section(line)):
                sections.append(section)
    if grid:
        yield grid


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    """What the first line behind a table begins with."""
    return re.compile(rf"[^\w\n]*(?:{any_of('lines', 'table_ends')})")


def _section(line: lines.Line) -> list[Spans]:
    """A line that heads a section of rows, "II" and a tab before its words, or "II. Nhiệm vụ"; no cells where it is none."""
    cells = [_filled(cell) for cell in lines.cells(line, lines.TAB, lines.BLANKS)]
    number = line.text.partition("\t" if len(cells) > 1 else " ")[0].strip(" *")
    headed = numbering.heads_section(numbering.bare(number)) and (len(cells) > 1 or number[-1:] in (".", ")"))
    return cells if headed else []


def _stacked(text: str) -> Iterator[Rows]:
    """Lines that begin with a tab and hold no other: one cell each; an empty line ends the row."""
    grid: Rows = []
    row: list[Spans] = []
    for at, line in (*lines.lines(text), (len(text), "")):
        if line.startswith("\t") and "\t" not in line[1:]:
            row.append(trimmed(text, at, at + len(line)))
        elif not line.strip(" \r") or (not row and line.strip().isdigit()):  # a page's number between two rows
            if row:
                grid.append(row)
            row = []
        elif row and row[-1] and not line.isupper() and len(line) < 200:  # a cell that goes on below
            row[-1] = (Span(row[-1][0].start, at + len(line.rstrip())),)
        else:  # a line of prose ends the table
            if row:
                grid.append(row)
            if grid:
                yield grid
            grid, row = [], []
    if grid:
        yield grid


def _piped(text: str) -> Iterator[Rows]:
    """Runs of lines between pipes. A run that repeats the headings of the one before it, with no more between them than a page's end
    has, goes on with that table; so does one without headings of its own."""
    grid: Rows = []
    for run, near in _runs_of_pipes(text):
        if grid and near and _goes_on(grid, run, text):
            grid += run
            continue
        if grid:
            yield grid
        grid = run
    if grid:
        yield grid


def _runs_of_pipes(text: str) -> Iterator[tuple[Rows, bool]]:
    """(rows that follow one another, whether nothing but a page's number stands before them)."""
    grid: Rows = []
    sections: Rows = []
    near = True
    for line in (*lines.lines(text), lines.Line(len(text), "")):
        stripped = line.text.strip()
        if stripped.count("|") >= (3 if stripped.startswith("|") else 2):
            if not re.fullmatch(r"[|:\-\s]+", stripped):
                grid += [*sections, _between_pipes(line)]
                sections = []
            continue
        if grid and not sections and _ONE_CELL.fullmatch(stripped):
            sections.append(_between_pipes(line))
            continue
        sections = []
        if grid:
            yield grid, near
            grid, near = [], True
        near = near and (not stripped or stripped.isdigit())


_ONE_CELL = re.compile(r"\|[^|]+\|")
"""A row of one cell, which heads a section where rows follow."""


def _goes_on(grid: Rows, run: Rows, text: str) -> bool:
    header, first = ([fold(words(c, text)) for c in row] for row in (grid[0], run[0]))
    return len(first) == len(header) and (same_header(first, header) or "lead" not in map(role, first))


def _between_pipes(line: lines.Line) -> list[Spans]:
    found = lines.cells(line, lines.PIPE, lines.BLANKS)
    first, last = line.text.lstrip().startswith("|"), line.text.rstrip().endswith("|")
    return [_filled(cell) for cell in found[first : len(found) - last]]


def _filled(cell: Span) -> Spans:
    return (cell,) if cell.end > cell.start else ()


def _broken(text: str) -> Iterator[tuple[Rows, Spans]]:
    """Cells between pipes that stand on lines of their own. The headings, on one line or two, and the rows that
    fit them best decide how many columns there are."""
    marks = [m.start() for m in re.finditer(r"\|", text)]
    if sum(1 for m in re.finditer(r"^\|\s*$", text, re.MULTILINE)) < _LEAST_MARKS:
        return
    cells = [trimmed(text, a + 1, b) for a, b in pairwise(marks)]
    tokens = [Token(words(cell, text)) for cell in cells]
    i = 0
    while i < len(tokens):
        head, reading = _best(tokens, i)
        if not head or not reading or not reading.rows:
            i += 1
            continue
        headings = [[cells[n] if n is not None else () for n in line] for line in head.lines]
        i = head.end + reading.end
        lost = [*(head.end + n for n in reading.unplaced), *_left(tokens, i)]
        yield [*headings, *_filled_up(head, reading, cells)], tuple(span for n in lost for span in cells[n])


def _left(tokens: Sequence[Token], i: int) -> list[int]:
    """The tokens behind a table's end that are still cells: all with words, up to prose or the next headings; an empty list where they are few."""
    prose = (
        n for n in range(i, len(tokens)) if len(tokens[n].text) > _LONGEST_LEFT or role(tokens[n].text) == "ordinal"
    )
    left = [n for n in range(i, next(prose, len(tokens))) if tokens[n].text]
    return left if len(left) >= _LEAST_LEFT else []


class _Head(NamedTuple):
    """Headings of a table of broken pipes: tokens by leaf column, line by line, their roles, the token behind them."""

    lines: tuple[tuple[int | None, ...], ...]
    roles: tuple[str | None, ...]
    end: int
    fit: float = 0.0


def _heads(tokens: Sequence[Token], i: int) -> Iterator[_Head]:
    """The headings that may begin at token i: one line of them, or two, where the second divides some of the first."""
    top = _run_of(tokens, i)
    if not 3 <= len(top) <= _WIDEST or role(tokens[i].text) != "ordinal":
        return
    yield _head(tokens, [top], len(top))
    below = _run_of(tokens, i + len(top) + 1)
    if len(below) < 2 or numbering.is_of_row(tokens[below[0]].text):
        return
    for divided in range(1, min(len(top) - 1, 4)):
        if len(below) % divided == 0 and len(below) > divided:
            for first in range(1, len(top) - divided + 1):
                each = len(below) // divided
                upper: list[int | None] = []
                lower: list[int | None] = []
                for n, heading in enumerate(top):
                    leaves = below[(n - first) * each : (n - first + 1) * each] if first <= n < first + divided else []
                    upper += [heading, *([None] * (len(leaves) - 1))]
                    lower += leaves or [None]
                over = [tokens[n].text for n in top[first : first + divided]]
                yield _head(
                    tokens, [upper, lower], len(top) + len(below) + 1, 0.5 + first / 10 + sum(map(_divides, over))
                )


def _run_of(tokens: Sequence[Token], i: int) -> list[int]:
    """The tokens from i to the next empty one, where all are as short as headings."""
    end = next((n for n in range(i, min(i + _WIDEST + 1, len(tokens))) if not tokens[n].text), i)
    run = list(range(i, end))
    return run if all(len(tokens[n].text) < _LONGEST_HEADING for n in run) else []


def _divides(heading: str) -> float:
    """A score for a heading as one that spans several columns: 1 for a period or a time, -3 for the number of a row, its work or its
    unit, else 0."""
    undivided, dividing = _over_columns()
    if role(heading) in ("ordinal", "task", "indicator", "product") or undivided.match(heading):
        return -3.0
    return 1.0 if dividing.search(heading) else 0.0


@lru_cache(maxsize=1)
def _over_columns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Headings that stand over one column ("ĐVT"), and over several ("Giai đoạn 2026 - 2030", "Trong đó")."""
    undivided, dividing = any_of("lines", "undivided"), any_of("lines", "dividing")
    return re.compile(rf"(?i:{undivided})"), re.compile(rf"(?:19|20)\d\d|(?i:{dividing})")


def _head(tokens: Sequence[Token], lines: Sequence[Sequence[int | None]], length: int, fit: float = 0.0) -> _Head:
    named_ = named(*[["" if n is None else tokens[n].text for n in line] for line in (*lines, [])[:2]])
    first = next(n for n in lines[0] if n is not None)
    return _Head(tuple(map(tuple, lines)), tuple(named_), first + length + 1, fit)


def _best(tokens: Sequence[Token], i: int) -> tuple[_Head | None, Reading | None]:
    """The headings that may begin at token i under which the tokens below are read best, and that reading. Most ways to divide headings give
    the same columns."""
    known: dict[tuple[int, tuple[str | None, ...]], Reading] = {}
    best: tuple[_Head | None, Reading | None] = (None, None)
    score = -math.inf
    for head in _heads(tokens, i):
        columns = (head.end, head.roles)
        if columns not in known:
            printed = [token.text for token in tokens[i : head.end]]
            known[columns] = decode(tokens[head.end :], head.roles, marks=True, headings=printed)
        reading = known[columns]
        if reading.score + head.fit > score:
            score, best = reading.score + head.fit, (head, reading)
    return best


def _filled_up(head: _Head, reading: Reading, cells: Sequence[Spans]) -> Iterator[list[Spans]]:
    """The rows as lists of cells. A row under the number of the row above takes from that row the cells that it lacks."""
    above: dict[int, Spans] = {}
    for row in reading.rows:
        own = {column: cells[head.end + at[0]] for column, at in row.cells.items()}
        if 0 in row.merged and head.roles[:1] == ("ordinal",) and any(head.roles[n] == "task" for n in own):
            own = {**{n: cell for n, cell in above.items() if head.roles[n] in _SHARED}, **own}
        yield [own.get(n, ()) for n in range(len(head.roles))]
        above = own
