"""Text -> grids: rows of cells, in whatever form a table was dumped.

Forms: tab-separated lines; one cell a line, rows apart by empty lines; markdown pipes on one line; pipes broken over lines, where a
row end and an empty cell both read "|" line end "|", so that the header says how many columns there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.language.folding import composed, fold, tidy
from graph.language.headings import ORDINAL, role, same_header
from graph.model import Span

Cell = tuple[Span, ...]
"""The characters of a cell: none where it is empty, several where a page break cut it."""
Grid = list[list[Cell]]


def find(text: str) -> Iterator[Grid]:
    """The grids of a text whose letters are composed, form by form.

    >>> [[words(cell, "TT\\tViệc\\tAi\\n") for cell in row] for grid in find("TT\\tViệc\\tAi\\n") for row in grid]
    [['TT', 'Việc', 'Ai']]
    """
    if "\t" in text:
        yield from (*_tabbed(text), *_stacked(text))
    if "|" in text:
        yield from (*_piped(text), *_broken(text))


def in_source(text: str) -> list[Grid]:
    """The grids of a text as it is, whatever they hold; headings are rows too.

    >>> text = "STT\\tChỉ tiêu\\tNăm 2026\\n1\\tTỷ lệ hộ nghèo\\t3%\\n"
    >>> [[words(cell, text) for cell in row] for row in in_source(text)[0]]
    [['STT', 'Chỉ tiêu', 'Năm 2026'], ['1', 'Tỷ lệ hộ nghèo', '3%']]
    """
    whole, stands = composed(text)
    return [
        [[tuple(Span(stands[s.start], stands[s.end]) for s in cell) for cell in row] for row in grid]
        for grid in find(whole)
    ]


def words(cell: Cell, text: str) -> str:
    """The words of a cell on one line."""
    return tidy(" ".join(s.of(text) for s in cell))


def trimmed(text: str, start: int, end: int) -> Cell:
    """The characters from `start` to `end` as a cell, without blanks and stars at its ends."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip(" \t\u00a0\r\n*_"))
    right = start + len(piece.rstrip(" \t\u00a0\r\n*_"))
    return (Span(left, right),) if right > left else ()


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line and where it begins."""
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _tabbed(text: str) -> Iterator[Grid]:
    """Runs of lines with several tabs, empty lines between them passed over."""
    grid: Grid = []
    misses = 0
    for at, line in lines(text):
        if line.count("\t") >= 2 and line.strip("\t ").count("\t") + line.count("\t") >= 2:
            row, position = [], at
            for cell in line.split("\t"):
                row.append(trimmed(text, position, position + len(cell)))
                position += len(cell) + 1
            grid.append(row)
            misses = 0
        elif line.strip():
            misses += 1
            if misses > 2 and grid:
                yield grid
                grid = []
    if grid:
        yield grid


def _stacked(text: str) -> Iterator[Grid]:
    """Lines that begin with a tab and hold no other: one cell each; an empty line ends the row."""
    grid: Grid = []
    row: list[Cell] = []
    for at, line in (*lines(text), (len(text), "")):
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


def _piped(text: str) -> Iterator[Grid]:
    """Runs of lines between pipes. A run that repeats the headings of the one before it, with no more between them than a page's end
    has, goes on with that table; so does one without headings of its own."""
    grid: Grid = []
    for run, near in _runs_of_pipes(text):
        if grid and near and _goes_on(grid, run, text):
            grid += run
            continue
        if grid:
            yield grid
        grid = run
    if grid:
        yield grid


def _runs_of_pipes(text: str) -> Iterator[tuple[Grid, bool]]:
    """(rows that follow one another, whether nothing but a page's number stands before them)."""
    grid: Grid = []
    near = True
    for at, line in (*lines(text), (len(text), "")):
        stripped = line.strip()
        if stripped.startswith("|") and stripped.count("|") >= 4:
            if not re.fullmatch(r"[|:\-\s]+", stripped):
                grid.append(_between_pipes(text, at, line))
            continue
        if grid:
            yield grid, near
            grid, near = [], True
        near = near and (not stripped or stripped.isdigit())


def _goes_on(grid: Grid, run: Grid, text: str) -> bool:
    header, first = ([fold(words(c, text)) for c in row] for row in (grid[0], run[0]))
    return len(first) == len(header) and (same_header(first, header) or "lead" not in map(role, first))


def _between_pipes(text: str, at: int, line: str) -> list[Cell]:
    marks = [at + i for i, c in enumerate(line) if c == "|"]
    ends = [*marks[1:]] if line.rstrip().endswith("|") else [*marks[1:], at + len(line)]
    return [trimmed(text, start + 1, end) for start, end in zip(marks, ends, strict=False)]


def _broken(text: str) -> Iterator[Grid]:
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
        grid: Grid = [tokens[i : i + width]]
        i += width + 1
        while i < len(tokens):
            i += _gap(tokens, i, text)
            size = _row_size(tokens, i, width, text)
            if not size:
                break
            grid.append(tokens[i : i + size] + [()] * (width - size))
            i += size + 1
        yield grid


def _gap(tokens: list[Cell], i: int, text: str) -> int:
    """Tokens to pass over before a row: further empty ones, and headings printed again inside the table."""
    start = i
    while i + 1 < len(tokens) and not tokens[i] and tokens[i + 1] and ORDINAL.fullmatch(words(tokens[i + 1], text)):
        i += 1
    roles = [role(words(t, text)) for t in tokens[i : i + 10]]
    if "lead" in roles[1:3] and roles[0] in ("task", "ordinal"):
        i = next((n for n in range(i, min(i + 12, len(tokens))) if not tokens[n]), i) + 1
    return i - start


def _row_size(tokens: list[Cell], i: int, width: int, text: str) -> int:
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


def _header_width(tokens: list[Cell], i: int, text: str) -> int:
    if not tokens[i] or role(words(tokens[i], text)) != "ordinal":
        return 0
    width = next((n for n in range(2, 11) if i + n < len(tokens) and not tokens[i + n]), 0)
    roles = [role(words(t, text)) for t in tokens[i : i + width]]
    goals = "indicator" in roles and len(roles) > 2
    return width if goals or ("task" in roles and "lead" in roles) else 0
