"""Tables without ruling lines whose rows begin with a number: columns are told by the gaps that run down the page, rows by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graph.language import numbering
from graph.reading.printed.flow import Region, margins, pitch
from graph.reading.printed.sheet import Line, Word, line
from graph.reading.printed.tabled import Printed, PrintedCell

_RIVER = 3.5
"""Points: a gap between columns is at least so wide."""
_CROSSED = 0.04
"""The share of lines that may cross a gap between columns: headings of sections do."""
_SPACE = 0.42
"""A blank between words is narrower than so many heights of letters."""


def table(rows: Sequence[Line]) -> Printed | None:
    """The table that lines make, None where their rows cannot be told: numbers that stand in the middle of their cells are for the rules that
    read text.

    >>> def row(y, *words):
    ...     return line(1, [Word(text, x, y, x + 6 * len(text), y + 12, y + 10, 12) for x, text in words])
    >>> head, one = row(0, (0, "TT"), (40, "Việc"), (140, "Sở")), row(15, (0, "1"), (40, "Trồng"), (140, "A"))
    >>> made = table([head, one, row(30, (40, "cây")), row(45, (0, "2"), (40, "Đếm"), (140, "B"))])
    >>> [(cell.row, cell.column, cell.text) for cell in made.cells if cell.text]
    [(0, 0, 'TT'), (0, 1, 'Việc'), (0, 2, 'Sở'), (1, 0, '1'), (1, 1, 'Trồng cây'), (1, 2, 'A'), (2, 0, '2'), (2, 1, 'Đếm'), (2, 2, 'B')]
    """
    xs = _edges(rows)
    if len(xs) < 4:
        return None
    bands = [_cells(row, xs) for row in rows]
    begins = [0 in band and bool(numbering.is_of_row(band[0].text)) for band in bands]
    numbered = [band for band, begin in zip(bands, begins, strict=True) if begin]
    topped = sum(1 in band for band in numbered)
    if len(numbered) < 2 or topped < 0.9 * len(numbered):
        return None
    groups: list[list[dict[int, Line]]] = [[]]
    headed, above = False, False
    for row, band, begin in zip(rows, bands, begins, strict=True):
        below_head = not headed and above and not row.bold  # the rest of a row that a page's end cut
        if begin or below_head or (headed and 0 in band):
            groups.append([])
            headed = True
        groups[-1].append(band)
        above = row.bold
    groups = [group for group in groups if group]
    columns = [sorted((band[j] for band in bands if j in band), key=lambda row: row.base) for j in range(len(xs) - 1)]
    regions = [Region([], *margins(column), "cell", pitch(column)) for column in columns]
    cells = [
        PrintedCell(i, j, 1, 1, [(band[j], regions[j]) for band in group if j in band])
        for i, group in enumerate(groups)
        for j in range(len(xs) - 1)
    ]
    page = rows[0].page
    return Printed(cells, len(groups), xs, rows[0].top, rows[-1].bottom, page, page)


def _edges(rows: Sequence[Line]) -> list[float]:
    """Where columns begin and end: the middles of the gaps that nearly no line crosses."""
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    crossing = [0] * (int(right - left) + 2)
    for row in rows:
        covered: set[int] = set()
        for word in row.words:
            covered.update(range(int(word.left - left), int(word.right - left) + 1))
        for before, word in pairwise(row.words):
            if word.left - before.right < _SPACE * row.size:
                covered.update(range(int(before.right - left), int(word.left - left) + 1))
        for x in covered:
            crossing[x] += 1
    most = int(_CROSSED * len(rows)) + (len(rows) > 12)
    edges, start = [left], None
    for x, count in enumerate(crossing):
        if count <= most:
            start = x if start is None else start
        elif start is not None:
            if start > 0 and x - start >= _RIVER:
                edges.append(left + (start + x) / 2)
            start = None
    return [*edges, right]


def _cells(row: Line, xs: Sequence[float]) -> dict[int, Line]:
    """The words of a line by column. Words that a mere blank parts stay together: a section's heading runs over columns."""
    groups: list[list[Word]] = []
    for word in row.words:
        if groups and (
            word.left - groups[-1][-1].right < _SPACE * row.size or _column(word, xs) == _column(groups[-1][0], xs)
        ):
            groups[-1].append(word)
        else:
            groups.append([word])
    return {_column(group[0], xs): line(row.page, group) for group in groups}


def _column(word: Word, xs: Sequence[float]) -> int:
    start = word.left + 1
    return max((j for j in range(len(xs) - 1) if xs[j] <= start), default=0)
