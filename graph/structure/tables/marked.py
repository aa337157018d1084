"""Text -> grids: rows of cells, in whatever form a table was dumped.

Forms: tab-separated lines; one cell a line, rows apart by empty lines; markdown pipes on one line; pipes broken over lines, where a
row end and an empty cell both read "|" line end "|", so that the header says how many columns there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.language.folding import fold, tidy
from graph.language.headings import ORDINAL, role, same_header
from graph.model import Span
from graph.structure import lines

Spans = tuple[Span, ...]
"""The characters of a cell: none where it is empty, several where a page break cut it."""
Rows = list[list[Spans]]


def find(text: str) -> Iterator[Rows]:
    """The grids of a text whose letters are composed, form by form.

    >>> [[words(cell, "TT\\tViệc\\tAi\\n") for cell in row] for grid in find("TT\\tViệc\\tAi\\n") for row in grid]
    [['TT', 'Việc', 'Ai']]
    """
    if "\t" in text:
        yield from (*_tabbed(text), *_stacked(text))
    if "|" in text:
        yield from (*_piped(text), *_broken(text))


def words(cell: Spans, text: str) -> str:
    """The words of a cell on one line."""
    return tidy(" ".join(s.of(text) for s in cell))


def trimmed(text: str, start: int, end: int) -> Spans:
    """The characters from `start` to `end` as a cell, without blanks and stars at its ends."""
    span = lines.trimmed(text[start:end], start)
    return (span,) if span.end > span.start else ()


def _tabbed(text: str) -> Iterator[Rows]:
    """Runs of lines with several tabs, empty lines between them passed over."""
    grid: Rows = []
    misses = 0
    for line in lines.lines(text):
        if line.text.count("\t") >= 2:
            grid.append([_filled(cell) for cell in lines.cells(line, lines.TAB, lines.BLANKS)])
            misses = 0
        elif line.text.strip():
            misses += 1
            if misses > 2 and grid:
                yield grid
                grid = []
    if grid:
        yield grid


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
    near = True
    for line in (*lines.lines(text), lines.Line(len(text), "")):
        stripped = line.text.strip()
        if stripped.startswith("|") and stripped.count("|") >= 3:
            if not re.fullmatch(r"[|:\-\s]+", stripped):
                grid.append(_between_pipes(line))
            continue
        if grid:
            yield grid, near
            grid, near = [], True
        near = near and (not stripped or stripped.isdigit())


def _goes_on(grid: Rows, run: Rows, text: str) -> bool:
    header, first = ([fold(words(c, text)) for c in row] for row in (grid[0], run[0]))
    return len(first) == len(header) and (same_header(first, header) or "lead" not in map(role, first))


def _between_pipes(line: lines.Line) -> list[Spans]:
    found = lines.cells(line, lines.PIPE, lines.BLANKS)[1:]
    return [_filled(cell) for cell in (found[:-1] if line.text.rstrip().endswith("|") else found)]


def _filled(cell: Span) -> Spans:
    return (cell,) if cell.end > cell.start else ()


def _broken(text: str) -> Iterator[Rows]:
    """Cells between pipes that stand on lines of their own; the header row tells the number of columns."""
    marks = [m.start() for m in re.finditer(r"\|", text)]
    if sum(1 for m in re.finditer(r"^\|\s*$", text, re.MULTILINE)) < 6:
        return
    tokens = [trimmed(text, a + 1, b) for a, b in pairwise(marks)]
    i = 0
    while i < len(tokens):
        width = _header_width(tokens, i, text)
        if not width:
            i += 1
            continue
        grid: Rows = [tokens[i : i + width]]
        i += width + 1
        while i < len(tokens):
            i += _gap(tokens, i, text)
            size = _row_size(tokens, i, width, text)
            if not size:
                break
            grid.append(tokens[i : i + size] + [()] * (width - size))
            i += size + 1
        yield grid


def _gap(tokens: list[Spans], i: int, text: str) -> int:
    """Tokens to pass over before a row: further empty ones, and headings printed again inside the table."""
    start = i
    while i + 1 < len(tokens) and not tokens[i] and tokens[i + 1] and ORDINAL.fullmatch(words(tokens[i + 1], text)):
        i += 1
    roles = [role(words(t, text)) for t in tokens[i : i + 10]]
    if "lead" in roles[1:3] and roles[0] in ("task", "ordinal"):
        i = next((n for n in range(i, min(i + 12, len(tokens))) if not tokens[n]), i) + 1
    return i - start


def _row_size(tokens: list[Spans], i: int, width: int, text: str) -> int:
    """How many tokens make the row at i, before the empty one that parts two rows; 0 where the table ends. A heading that spans
    columns makes a row of fewer."""

    def numbered(n: int) -> bool:
        return n < len(tokens) and bool(tokens[n]) and bool(ORDINAL.fullmatch(words(tokens[n], text)))

    if i >= len(tokens) or not (numbered(i) or not tokens[i]):
        return 0
    sizes: tuple[int, ...] = (2, width, *range(3, width))
    for size in sizes:
        end = i + size
        if end > len(tokens) or (end < len(tokens) and tokens[end]):
            continue
        headings = [role(words(t, text)) for t in tokens[end + 1 : end + 4]]
        if size == width or (any(tokens[i:end]) and (numbered(end + 1) or "lead" in headings[1:])):
            return size
    return 0


def _header_width(tokens: list[Spans], i: int, text: str) -> int:
    if not tokens[i] or role(words(tokens[i], text)) != "ordinal":
        return 0
    width = next((n for n in range(2, 11) if i + n < len(tokens) and not tokens[i + n]), 0)
    roles = [role(words(t, text)) for t in tokens[i : i + width]]
    goals = "indicator" in roles and len(roles) > 2
    return width if goals or ("task" in roles and "lead" in roles) else 0
