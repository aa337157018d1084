"""Roman figures that character recognition gets wrong: "Quý II/2023" read as "Quý 1/2023" is another quarter, in silence.

The strokes are counted in the picture itself: halfway up, where the serifs of two I do not touch and an H has its bar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.reading.picture import Pixels, Token

_LOOKS = r"[1IilLHUTnmW|!\[\]]{1,5}?"
"""What one to three I are read as."""
_QUARTER = re.compile(rf"(?P<figure>{_LOOKS})(?P<rest>[/⁄]?20\d\d\D*|[,.;)]*)")
_SECTION = re.compile(rf"(?P<figure>(?=.*[IH]){_LOOKS})(?P<rest>[.\-]?)")
_YEAR = 2.12
"""Ems: how wide "/2021" is printed at least in Times, the face that offices must use (Nghị định 30/2020/NĐ-CP)."""
_SIGN = 0.26
"""Ems: how wide a full stop or a stroke behind it is."""
_DIGIT = 0.67
"""Ems: how high a figure is."""
_GUESSED = 0.5
"""The sureness of a figure whose strokes do not tell, …"""
_COUNTED = 0.92
"""… and of one whose strokes and width tell the same."""


def mended(tokens: Sequence[Token], pixels: Pixels) -> list[Token]:
    """The words, with the figures of quarters and the numbers of sections as their strokes tell them."""
    made = list(tokens)
    for i, token in enumerate(made):
        first = not i or made[i - 1].line != token.line
        quarter = _QUARTER.fullmatch(token.text) if i and made[i - 1].text.lower() in ("quý", "quy", "qúy") else None
        section = _SECTION.fullmatch(token.text) if first else None
        if quarter:
            rest = quarter["rest"]
            many = strokes(pixels, token, behind=_YEAR + _SIGN * len(rest.lstrip("/⁄")[4:]) if "20" in rest else 0.0)
            made[i] = _with(token, quarter["figure"], quarter["rest"], many)
        elif section and "H" in section["figure"]:
            many = strokes(pixels, token)
            if many in (2, 3):
                made[i] = token._replace(text="I" * many + section["rest"])
    return made


def _with(token: Token, figure: str, rest: str, many: int) -> Token:
    if many not in (1, 2, 3):
        return token._replace(sure=min(token.sure, 100 * _GUESSED))
    rest = f"/{rest}" if rest.startswith("20") else rest
    figure = figure if many == 1 and figure in ("1", "I") else "I" * many
    return token._replace(text=figure + rest, sure=max(token.sure, 100 * _COUNTED))


def strokes(pixels: Pixels, token: Token, *, behind: float = 0.0) -> int:
    """How many upright strokes a word begins with, before the `behind` ems of its year; 0 where strokes and width tell two things.

    >>> import numpy as np
    >>> from graph.reading.picture import Token
    >>> page = np.full((40, 60), 255, dtype=np.uint8)
    >>> page[10:32, 12:15] = page[10:32, 22:25] = 0
    >>> strokes(page, Token("H", 10, 10, 27, 32, 90.0, (1, 1, 1)))
    2
    """
    import numpy as np

    dark = pixels[token.top : token.bottom, token.left : token.right] < 140
    rows = np.flatnonzero(dark.any(axis=1))
    if not len(rows):
        return 0
    high = int(rows[-1] - rows[0]) + 1
    middle = dark[rows[0] + int(0.36 * high) : rows[0] + int(0.64 * high)]
    columns = middle.mean(axis=0) > 0.85
    edges = np.flatnonzero(np.diff(np.pad(columns.astype(np.int8), 1)))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    em = high / _DIGIT
    end = dark.shape[1] - behind * em
    stems = [
        run for run in runs if 0.045 * em < run[1] - run[0] < 0.24 * em and (run[0] + run[1]) / 2 < end - 0.02 * em
    ]
    if any(b[0] - a[1] < 0.08 * em for a, b in pairwise(stems)):
        return 0
    wide = end / (0.333 * em)
    return len(stems) if not behind or abs(len(stems) - wide) < 0.65 else 0
