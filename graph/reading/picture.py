"""The picture of a page made ready to be read: without red stamps, upright, level; its ruling lines found and taken away."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.reading.printed.sheet import Frame, Rule

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]

_DARK = 150
"""Ink is darker than this, of 255."""
_TILTS = [step / 4 for step in range(-10, 11)]
"""Degrees by which a sheet may lie askew in a scanner."""
_LEVEL, _UPRIGHT = 0.3, 0.28
"""Inches: a ruling line is at least so long; the strokes of letters are shorter."""


class Token(NamedTuple):
    """A word as Tesseract tells it: its box in pixels, per cent of sureness, and the line it stands on."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: float
    line: tuple[int, int, int]


_THICK = 0.06
"""Inches: a ruling line is no thicker."""
_LEAN = 0.008
"""A long line may lean by so much of its length where the page was drawn askew by the scanner."""


def gray(picture: Image.Image) -> Pixels:
    """The red of a picture, in which stamps in red are white, and ink stays dark."""
    import numpy as np

    return np.asarray(picture.split()[0], dtype=np.uint8)


def tilt(pixels: Pixels) -> float:
    """Degrees by which the lines of a page lie askew: those at which its rows are most unequal, full lines and blank gaps.

    >>> import numpy as np
    >>> page = np.full((800, 600), 255, dtype=np.uint8)
    >>> page[100:700:40, 50:550] = 0
    >>> tilt(page)
    0.0
    """
    import numpy as np
    from PIL import Image

    step = max(pixels.shape[1] // 500, 1)
    small = 255 - pixels[::step, ::step]
    picture = Image.fromarray(small)
    best, sharpest = 0.0, 0.0
    for angle in sorted(_TILTS, key=abs):
        rows = np.asarray(picture.rotate(angle)).sum(axis=1, dtype=np.float64)
        sharp = float(np.square(np.diff(rows)).sum())
        if sharp > 1.03 * sharpest:
            best, sharpest = angle, sharp
    return best


def askew(frame: Frame, tilt: float, width: float, height: float) -> Frame:
    """Where a rectangle of a page that was turned by so many degrees to lie level stood before: the rectangle around it. The turn is that
    of Pillow, against the clock around the middle of the page.

    >>> tuple(round(edge, 1) for edge in askew((90, 45, 110, 55), 90, 200, 100))
    (95.0, 40.0, 105.0, 60.0)
    """
    angle = math.radians(tilt)
    left, top, right, bottom = frame
    xs, ys = [], []
    for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
        across, down = x - width / 2, y - height / 2
        xs.append(math.cos(angle) * across - math.sin(angle) * down + width / 2)
        ys.append(math.sin(angle) * across + math.cos(angle) * down + height / 2)
    return min(xs), min(ys), max(xs), max(ys)


def turned(pixels: Pixels, dpi: float) -> bool:
    """Whether lines run from top to bottom: columns of pixels are then more unequal than rows, also without ruling lines.

    >>> import numpy as np
    >>> page = np.full((800, 600), 255, dtype=np.uint8)
    >>> page[50:750, 100:500:40] = 0
    >>> turned(page, 200), turned(page.T, 200)
    (False, False)
    """
    return _is_upright(pixels) and _is_upright(without(pixels, ruled(pixels, dpi)[1]))


def _is_upright(pixels: Pixels) -> bool:
    """Whether columns of pixels are more unequal than rows, each at the tilt at which they are most so."""
    import numpy as np
    from PIL import Image

    step = max(pixels.shape[1] // 500, 1)
    small = Image.fromarray(255 - pixels[::step, ::step])
    across = down = 0.0
    for angle in (0.0, -2.0, -1.0, 1.0, 2.0):
        rows = np.asarray(small.rotate(angle), dtype=np.float64)
        across = max(across, float(np.square(np.diff(rows.sum(axis=1))).sum()) / rows.shape[1] ** 2)
        down = max(down, float(np.square(np.diff(rows.sum(axis=0))).sum()) / rows.shape[0] ** 2)
    return down > 1.5 * across


def ruled(pixels: Pixels, dpi: float) -> tuple[list[Rule], Mask]:
    """The ruling lines of a page, in points, and the pixels that they cover.

    >>> import numpy as np
    >>> page = np.full((800, 600), 255, dtype=np.uint8)
    >>> page[100:103, 50:550] = 0
    >>> rules, _ = ruled(page, 200)
    >>> [(rule.level, round(rule.at), round(rule.start), round(rule.end)) for rule in rules]
    [(True, 37, 17, 199)]
    """
    dark = pixels < _DARK
    level, across = _lines(dark, int(_LEVEL * dpi), dpi, level=True)
    upright, down = _lines(dark.T, int(_UPRIGHT * dpi), dpi, level=False)
    return [*level, *upright], across | down.T


def without(pixels: Pixels, mask: Mask) -> Pixels:
    """The picture without the pixels of a mask and those beside them."""
    import numpy as np

    wide = mask.copy()
    for shift in (1, 2):
        wide[shift:] |= mask[:-shift]
        wide[:-shift] |= mask[shift:]
        wide[:, shift:] |= mask[:, :-shift]
        wide[:, :-shift] |= mask[:, shift:]
    return np.where(wide, np.uint8(255), pixels)


def _lines(dark: Mask, least: int, dpi: float, *, level: bool) -> tuple[list[Rule], Mask]:
    """The dark runs along rows that are long and thin, as lines."""
    import numpy as np

    near = dark.copy()
    near[1:] |= dark[:-1]
    near[:-1] |= dark[1:]
    total = np.cumsum(np.pad(near, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = total[:, least:] - total[:, :-least] >= 0.96 * least
    mask = np.zeros_like(dark)
    for y in np.flatnonzero(full.any(axis=1)):
        starts = np.flatnonzero(full[y])
        breaks = np.flatnonzero(np.diff(starts) > 1)
        firsts, lasts = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(starts) - 1]))
        for first, last in zip(firsts, lasts, strict=True):
            mask[y, starts[first] : starts[last] + least] = True
    point = 72 / dpi
    rules = []
    for top, bottom, left, right in _bands(mask):
        if bottom - top <= _THICK * dpi + _LEAN * (right - left):
            rules.append(Rule(level, (top + bottom) / 2 * point, left * point, right * point))
        else:
            mask[top:bottom, left:right] = False
    return rules, mask & near


def _bands(mask: Mask) -> list[tuple[int, int, int, int]]:
    """The rectangles around runs that lie on one another: top, bottom, left, right."""
    import numpy as np

    open_: list[list[int]] = []
    done: list[tuple[int, int, int, int]] = []
    for y in np.flatnonzero(mask.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.pad(mask[y].astype(np.int8), 1)))
        runs = list(zip(edges[::2], edges[1::2], strict=True))
        done += [(b[0], b[1], b[2], b[3]) for b in open_ if b[1] < y - 1]
        open_ = [b for b in open_ if b[1] >= y - 1]
        for left, right in runs:
            band = next((b for b in open_ if b[2] - 3 <= right and left <= b[3] + 3), None)
            if band:
                band[1], band[2], band[3] = int(y) + 1, min(band[2], int(left)), max(band[3], int(right))
            else:
                open_.append([int(y), int(y) + 1, int(left), int(right)])
    return done + [(b[0], b[1], b[2], b[3]) for b in open_]


def ink(pixels: Pixels) -> tuple[int, int, int, int] | None:
    """The rectangle around what is dark: top, bottom, left, right; None where all is blank or but a few specks are not."""
    import numpy as np

    dark = pixels < _DARK
    rows, columns = np.flatnonzero(dark.sum(axis=1) > 1), np.flatnonzero(dark.sum(axis=0) > 1)
    if len(rows) < 4 or len(columns) < 3 or dark.sum() < 12:
        return None
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def stacked(pieces: list[Pixels], gap: int) -> tuple[Pixels, list[int]]:
    """Pictures one below the other with gaps between, and where each begins."""
    import numpy as np

    width = max(piece.shape[1] for piece in pieces) + 2 * gap
    starts: list[int] = []
    height = gap
    for piece in pieces:
        starts.append(height)
        height += piece.shape[0] + gap
    page = np.full((height, width), 255, dtype=np.uint8)
    for start, piece in zip(starts, pieces, strict=True):
        page[start : start + piece.shape[0], gap : gap + piece.shape[1]] = piece
    assert all(a < b for a, b in pairwise(starts))
    return page, starts
