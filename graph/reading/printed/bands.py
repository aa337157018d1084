"""Lines of a page -> bands: what stands side by side, and which bands make a table without ruling lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from graph.reading.printed.sheet import Line, Word, cut, line

_GUTTER = 1.6
"""A gap between two columns is wider than so many heights of letters; between words of justified lines few are."""
_NARROW = 0.5
"""Columns may stand so near: a gap at which a word begins where other cells begin."""
_CLOSE = 2.6
"""Lines of a column lie so many heights of letters apart at most."""
_TO_FILL = re.compile(r"(?:^|[\s,(])(?:số ?:?|ngày|tháng|năm)[\s.…]*$", re.IGNORECASE)
_FILLED = re.compile(r"(?:/|-[A-ZĐ]+|tháng (?:\d|\.|…|năm)|năm (?:\d{4}|\.|…))")
"""Before and behind a gap to write into: "Số:      /QĐ-UBND", "ngày     tháng 7 năm 2026"."""
_CELL_LINES = 9
"""Lines of one cell that may stand alone in their table, all other cells being shorter."""


def bands(rows: Sequence[Line]) -> list[list[Line]]:
    """Lines side by side, also where their base lines differ a little, from left to right; lines without wide gaps are whole."""
    made: list[list[Line]] = []
    for row in rows:
        pieces = _pieces(row)
        if made and pieces and _beside(made[-1], row):
            made[-1] = sorted([*made[-1], *pieces], key=lambda piece: piece.left)
        else:
            made.append(pieces)
    return made


def _pieces(row: Line) -> list[Line]:
    """The pieces of a line between wide gaps; a gap left to write a number or a day into parts none."""
    pieces: list[Line] = []
    for piece in cut(row, _GUTTER):
        if pieces and (_TO_FILL.search(pieces[-1].text) or _FILLED.match(piece.text)):
            pieces[-1] = line(row.page, [*pieces[-1].words, *piece.words])
        else:
            pieces.append(piece)
    return pieces


def _beside(band: list[Line], row: Line) -> bool:
    """Whether a line stands beside those of a band: most of its height overlaps theirs, and none of its width."""
    top, bottom = min(piece.top for piece in band), max(piece.bottom for piece in band)
    shared = min(bottom, row.bottom) - max(top, row.top)
    return shared > 0.5 * (row.bottom - row.top) and all(row.left > p.right + 3 or row.right < p.left - 3 for p in band)


def near(above: list[Line], below: list[Line], seen: Sequence[Line] = ()) -> bool:
    """Whether lines stand right below others, no further than lines of one paragraph or table do; `seen` are all lines above them."""
    size = max(piece.size for piece in below)
    lowest = max(piece.bottom for piece in seen) if seen else max(piece.bottom for piece in above)
    return min(piece.top for piece in below) - lowest < _CLOSE * size


def bare_table(bands: list[list[Line]], first: int, wide: float) -> int:
    """Where the bands end that make a table without rules from `first` on: three or more of them have three or more pieces, and what stands
    between these is narrower than `wide`, as lines of cells are; `first` where none do."""
    if len(bands[first]) < 3:
        return first
    last, many, starts = first, 0, [piece.left for piece in bands[first]]
    for j in range(first, len(bands)):
        band = _recut(bands[j], starts)
        if (j > first and not near(bands[j - 1], band)) or j - last > _CELL_LINES:
            break
        if len(band) >= 3:
            last, many = j, many + 1
            starts += [piece.left for piece in band]
        elif len(band) == 1 and band[0].right - band[0].left > wide:
            break
    if many < 3:
        return first
    end = last + 1
    while end < len(bands) and end - last <= _CELL_LINES and near(bands[end - 1], bands[end]):
        band = _recut(bands[end], starts)
        inside = all(any(abs(piece.left - start) < 4 for start in starts) for piece in band)
        if not inside or any(piece.right - piece.left > wide for piece in band):
            break
        end += 1
    return end


def _recut(band: list[Line], starts: Sequence[float]) -> list[Line]:
    """The pieces of a band, cut also where a word begins a column behind a gap that is wider than between words."""
    made: list[Line] = []
    for piece in band:
        groups: list[list[Word]] = [[piece.words[0]]]
        for before, word in pairwise(piece.words):
            begins = any(abs(word.left - start) < 4 for start in starts)
            if begins and word.left - before.right > _NARROW * piece.size:
                groups.append([word])
            else:
                groups[-1].append(word)
        made += [line(piece.page, group) for group in groups] if len(groups) > 1 else [piece]
    return made
