"""Lines of a page -> pieces of text in reading order, and lines -> paragraphs, as the page shows them.

A line goes on with the one above it where that line is full (the next word had no room on it) and begins where lines of a
paragraph begin. A file that knows where lines end tells a wrap from a paragraph's end better than words can.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.language import labels, numbering, wraps
from graph.model import Span
from graph.reading.printed.bands import bands as bands_of
from graph.reading.printed.bands import bare_table, near
from graph.reading.printed.sheet import Line, line
from graph.reading.printed.words import Words, cuts, laid

_FEW = 8
"""So few lines do not tell the margins of their page."""
_TERMINAL = (".", ";", ":", "!", "?", "…")
_QUOTES = ("“", '"', "«")
_NOTE = re.compile(r"\d{1,2} [A-ZĐ]")
"""The beginning of a foot note that stands among the paragraphs; a sentence begins with words."""
_RULED = re.compile(r"[-_=–—.*\s]{3,}")


@dataclass(slots=True)
class Region:
    """A stretch of lines with common margins."""

    lines: list[Line]
    left: float
    right: float
    kind: str = "body"  # "body", "column", "table": cells apart by blanks
    pitch: float = 0.0


def regions(rows: Sequence[Line], usual: tuple[float, float] | None = None) -> list[Region]:
    """The lines of a page, cut where they stand in columns: a letterhead's left column comes before its right one. `usual` are the
    margins of pages of this size, for one with few lines."""
    bands = bands_of(rows)
    made: list[Region] = []
    i = 0
    body: list[Line] = []
    edges = usual if usual and len(rows) < _FEW else margins(rows)
    wide = 0.62 * (edges[1] - edges[0])
    while i < len(bands):
        end = bare_table(bands, i, wide)
        if end > i:
            rows_ = [line(band[0].page, [word for piece in band for word in piece.words]) for band in bands[i:end]]
            made += [Region(body, *edges)] if body else []
            made.append(Region(rows_, *margins(rows_), "table"))
            body, i = [], end
            continue
        above_table = any(bare_table(bands, j, wide) > j for j in range(i + 1, min(i + 3, len(bands))))
        end, gutter = (i, (0.0, 0.0)) if above_table else _columns(bands, i)
        if end > i:
            if body:
                made.append(Region(body, *edges))
                body = []
            made += _parted(bands[i:end], gutter)
            i = end
        else:
            body.append(line(bands[i][0].page, [word for piece in bands[i] for word in piece.words]))
            i += 1
    if body:
        made.append(Region(body, *edges))
    for region in made:
        region.pitch = pitch(region.lines)
    return made


def _columns(bands: list[list[Line]], first: int) -> tuple[int, tuple[float, float]]:
    """Where the bands end that stand in two or more columns from `first` on, and the gap between the first two; `first` where none do."""
    start = next((i for i in range(first, min(first + 3, len(bands))) if len(bands[i]) > 1), None)
    if start is None:
        return first, (0, 0)
    if first and _ends_paragraph(bands[first - 1], bands[first]):
        return first, (0, 0)
    pairs = list(pairwise(bands[start]))
    a, b = max(pairs, key=lambda pair: pair[1].left - pair[0].right)
    gutter = (a.right, b.left)
    if any(not _one_side(bands[i], gutter) or not near(bands[i], bands[i + 1]) for i in range(first, start)):
        return first, (0, 0)
    seen = [piece for band in bands[first : start + 1] for piece in band]
    end = start + 1
    while end < len(bands):
        band = bands[end]
        narrowed = _narrowed(band, gutter)
        if narrowed is None or not near(bands[end - 1], band, seen):
            break
        if len(band) == 1 and not _aligned(band[0], seen, gutter):
            break
        gutter = narrowed
        seen += band
        end += 1
    while end > start + 1 and len(bands[end - 1]) == 1 and _starts_text(bands[end - 1][0], seen):
        end -= 1
    return (end, gutter) if end - first > 1 else (first, (0, 0))


def _ends_paragraph(above: list[Line], here: list[Line]) -> bool:
    """Whether a line is the last one of a paragraph, as it stands above a signature: the line above it is long and ends no sentence."""
    if len(above) > 1 or len(here) > 1 or not near(above, here):
        return False
    long = above[0].right - above[0].left > 2 * (here[0].right - here[0].left)
    return here[0].text[0].islower() or (
        long and not above[0].text.endswith(_TERMINAL) and abs(above[0].left - here[0].left) < 3
    )


def _starts_text(row: Line, seen: list[Line]) -> bool:
    return row.right - row.left > 1.5 * max(piece.right - piece.left for piece in seen if piece is not row)


def _one_side(band: list[Line], gutter: tuple[float, float]) -> bool:
    return all(piece.right <= gutter[0] + 2 or piece.left >= gutter[1] - 2 for piece in band) or (
        len(band) == 1 and (band[0].right <= gutter[1] - 8 or band[0].left >= gutter[0] + 8)
    )


def _narrowed(band: list[Line], gutter: tuple[float, float]) -> tuple[float, float] | None:
    """The gap that a band leaves free of the gap above it; None where it crosses it."""
    left, right = gutter
    for piece in band:
        middle = (piece.left + piece.right) / 2
        if middle < (gutter[0] + gutter[1]) / 2:
            left = max(left, piece.right)
        else:
            right = min(right, piece.left)
    return (left, right) if right - left > 8 else None


def _aligned(row: Line, seen: Sequence[Line], gutter: tuple[float, float]) -> bool:
    """Whether a line stands under lines of its column: its middle or its left edge is theirs."""
    middle = (row.left + row.right) / 2
    left_side = middle < (gutter[0] + gutter[1]) / 2
    column = [p for p in seen if ((p.left + p.right) / 2 < (gutter[0] + gutter[1]) / 2) == left_side]
    return any(abs((p.left + p.right) / 2 - middle) < 9 or abs(p.left - row.left) < 4 for p in column)


def _parted(bands: list[list[Line]], gutter: tuple[float, float]) -> list[Region]:
    """The columns of bands."""
    middle = (gutter[0] + gutter[1]) / 2
    sides: tuple[list[Line], list[Line]] = ([], [])
    for band in bands:
        for side, keep in ((0, True), (1, False)):
            words = [w for piece in band if ((piece.left + piece.right) / 2 < middle) == keep for w in piece.words]
            if words:
                sides[side].append(line(band[0].page, words))
    ends = (min(row.left for row in sides[0]), gutter[0]), (gutter[1], max(row.right for row in sides[1]))
    return [Region(side, *margin, "column") for side, margin in zip(sides, ends, strict=True) if side]


def margins(rows: Sequence[Line]) -> tuple[float, float]:
    """Where lines begin and end that are full."""
    if not rows:
        return 0, 0
    starts = Counter(round(row.left) for row in rows)
    usual = [at for at, count in starts.items() if count > 1]
    return min(usual) if usual else min(row.left for row in rows), max(row.right for row in rows)


def pitch(rows: Sequence[Line]) -> float:
    """How far apart the base lines of a paragraph's lines are: the distance met most often, of the near ones."""
    steps = Counter(round(b.base - a.base, 0) for a, b in pairwise(rows) if 0 < b.base - a.base < 2.5 * a.size)
    return min(steps, key=lambda step: (-steps[step], step)) if steps else 0.0


def is_rule(row: Line) -> bool:
    """Whether a line holds nothing but dashes, dots or underscores."""
    return bool(_RULED.fullmatch(row.text))


def laid_out(row: Line, region: Region) -> Words:
    """A line of a table without rules, its cells apart by blanks as they are printed."""
    letters = sum(len(word.text) for r in region.lines for word in r.words)
    width = sum(word.right - word.left for r in region.lines for word in r.words)
    text = laid(row, region.left, 0.9 * width / max(letters, 1))
    start = len(text) - len(text.lstrip())
    return Words([row], text, [(Span(start, len(text)), row.box)])


def paragraphs(rows: Sequence[tuple[Line, Region]]) -> list[list[Line]]:
    """The lines of each paragraph.

    >>> from graph.reading.printed.sheet import Word
    >>> def row(y, left, right, *words):
    ...     step = (right - left) / len(words)
    ...     return line(1, [Word(w, left + i * step, y, left + (i + 1) * step - 3, y + 12, y + 10, 12) for i, w in enumerate(words)])
    >>> rows = [row(0, 30, 300, "Các", "xã", "trồng"), row(14, 0, 60, "cây."), row(28, 30, 120, "Sở", "đếm.")]
    >>> region = Region(rows, 0, 300, pitch=14)
    >>> [" ".join(row.text for row in group) for group in paragraphs([(r, region) for r in rows])]
    ['Các xã trồng cây.', 'Sở đếm.']
    """
    made: list[list[Line]] = []
    last: Region | None = None
    for here, region in rows:
        if made and last and _same(last, region) and _goes_on(made[-1], here, last, region):
            made[-1].append(here)
        else:
            made.append([here])
        last = region
    return made


def _same(above: Region, here: Region) -> bool:
    return above is here or (above.kind == here.kind == "body")


def _goes_on(group: list[Line], here: Line, above: Region, region: Region) -> bool:
    before = group[-1]
    if _RULED.fullmatch(before.text) or _RULED.fullmatch(here.text):
        return False
    turned = before.page != here.page
    if abs(before.size - here.size) > 0.15 * max(before.size, here.size):
        return False
    step = here.base - before.base
    if not turned and (step <= 0 or (region.pitch and step > 1.3 * region.pitch + 1)):
        return False
    begins, ends = here.text, before.text
    if cuts(before, here) or wraps.goes_on(ends, begins) or wraps.cuts_number(ends, begins):
        return True
    if ends.endswith(_TERMINAL) and (wraps.opens(begins) or _NOTE.match(begins)):
        return False
    width, space = above.right - above.left, 0.22 * before.size
    first = here.words[0].right - here.words[0].left
    if above.kind == "column" and (not begins[0].islower() or ends.endswith(_TERMINAL)):
        return False
    if centred(here, region) and len(group) == 1 and before.left - above.left < 3 and not ends.endswith(_TERMINAL):
        return before.bold == here.bold and before.right > above.right - 3  # a title whose first line is full
    if centred(before, above):
        full = before.right - before.left + space + first > 0.97 * width
        return full and centred(here, region) and before.bold == here.bold and ends.isupper() == begins.isupper()
    if before.right + space + first < above.right - 1:  # the next word had room
        loose = begins[0].islower() and not ends.endswith(_TERMINAL) and not numbering.begins_line(begins)
        return loose and abs(here.left - region.left) < 6 and before.right > above.left + 0.7 * width
    indent = here.left - region.left if turned or len(group) == 1 else here.left - group[-1].left
    lower = begins[0].islower() or not ends.endswith(_TERMINAL)
    if len(group) > 1 and not turned:
        even = abs(group[0].left - here.left) < 4  # all lines begin at the margin: geometry alone does not tell
        return abs(indent) < 4 and not (even and ends.endswith(_TERMINAL) and numbering.begins_line(begins))
    start = group[0].left - above.left
    if here.left - region.left < 4:
        item = ends.endswith(_TERMINAL) and numbering.begins_line(begins)
        if start > 8 or (turned and len(group) > 1 and not item):
            return True
        names = ends.endswith(":") and (begins[0] in _QUOTES or bool(labels.alone(ends.rpartition(". ")[2])))
        return not numbering.begins_line(begins) and (lower or names)
    if turned and len(group) > 1:
        return abs((here.left - region.left) - (before.left - above.left)) < 4
    words = group[0].words
    hanging = (
        len(words) > 1 and numbering.begins_line(ends) and abs(here.left - region.left - words[1].left + above.left) < 6
    )
    return (hanging and not numbering.begins_line(begins)) or (begins[0].islower() and not ends.endswith(_TERMINAL))


def centred(row: Line, region: Region) -> bool:
    """Whether a line stands in the middle of its region, its ends away from the margins."""
    left, right = row.left - region.left, region.right - row.right
    return min(left, right) > 3 and abs(left - right) < (10 if left > 12 else 3)
