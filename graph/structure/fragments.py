"""Text -> fragments: runs of characters on one line, and how the lines of the text are laid out.

Forms: lines of prose; tables with tabs, pipes (also broken over lines) or wide gaps, whose cells are fragments of their own; rules of dashes or
stars, which are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from graph.structure.lines import Line, cells

_RULE = re.compile(r"[-_=–—*.\s:|]{3,}$")
_RULED = frozenset("-_=–—*.:|")
TERMINAL = (".", ";", ":", "!", "?", "…")
"""What a sentence ends in."""


class Fragment(NamedTuple):
    """A run of characters on one line between hard bounds (cell marks, wide gaps)."""

    start: int
    end: int
    text: str
    blank_before: bool
    hard: bool  # a cell mark stands before it
    heading: bool = False
    indented: bool = False  # its line begins with blanks


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is broken into lines."""

    width: int  # of its full lines
    wrapped: bool
    blank_separated: bool
    indented: bool = False  # paragraphs begin with blanks, their further lines do not
    bold: bool = False  # some of it is printed between stars


def read(text: str) -> Iterator[Fragment]:
    """The fragments of a text, in order.

    >>> [(piece.text, piece.hard, piece.blank_before) for piece in read("Một\\n\\n1\\tHai")]
    [('Một', False, False), ('1', False, True), ('Hai', True, False)]
    """
    blank, hard = False, False
    start, behind = 0, 0
    for words in text.split("\n"):
        start, behind = behind, behind + len(words) + 1
        stripped = words.strip()
        if not stripped or (stripped[0] in _RULED and _RULE.fullmatch(stripped)):
            blank = True
            hard = hard or "|" in words
            continue
        if "   " not in stripped and "|" not in stripped and "\t" not in words:  # one cell, as most lines are
            left = start + words.find(stripped[0])
            heading, indented = stripped[0] == "#", words.startswith("   ")
            yield Fragment(left, left + len(stripped), stripped, blank, hard, heading, indented)
            blank = hard = False
            continue
        for fragment in _of_cells(Line(start, words), blank, hard):
            yield fragment
            blank, hard = False, True
        hard = words.rstrip().endswith("|")


def _of_cells(line: Line, blank: bool, hard: bool) -> Iterator[Fragment]:
    for cell in cells(line, blanks=None):
        if cell.start == cell.end:
            continue
        before, words = line.text[: cell.start - line.start], line.text[cell.start - line.start : cell.end - line.start]
        hard = hard or bool(before.strip())
        indented = line.text.startswith("   ") and not before.strip()
        yield Fragment(cell.start, cell.end, words, blank, hard, words.startswith("#"), indented)
        blank = False


def close(fragments: list[Fragment], text: str) -> list[Fragment]:
    r"""The fragments without the blank lines that tell nothing: where wrapped prose has one between all its lines, only two part paragraphs.

    >>> lines = [f"Các xã đếm thuyền ở bến sông {n} rồi ghi vào sổ của" for n in range(12)]
    >>> text = "\n\n".join([*lines, "mình."]).replace("Các", "các")
    >>> sum(piece.blank_before for piece in read(text)), sum(piece.blank_before for piece in close(list(read(text)), text))
    (12, 0)
    """
    soft = [f for f in fragments if not f.hard]
    if sum([f.blank_before for f in soft]) < 0.9 * len(soft):
        return fragments
    plain = [f._replace(blank_before=False) for f in fragments]
    if not _width_of_prose(plain, least=4, share=0.1):
        return fragments
    ends = [0, *(f.end for f in fragments)]
    return [
        f._replace(blank_before=f.blank_before and text.count("\n", end, f.start) > 2)
        for f, end in zip(fragments, ends, strict=False)
    ]


def layout(fragments: list[Fragment], text: str) -> Layout:
    """How the fragments of a text are broken into lines."""
    lengths = sorted(n for f in fragments if (n := f.end - f.start) > 20)
    bold = "**" in text
    if len(lengths) < 8:
        return Layout(120, False, False, bold=bold)
    width = lengths[int(len(lengths) * 0.95)]
    full = len(lengths) - bisect_left(lengths, 0.75 * width)
    blanks = sum([f.blank_before for f in fragments])
    wrapped = width <= 130 and full >= 0.3 * len(lengths)
    if not wrapped and (narrow := _width_of_prose(fragments)):  # tables of long cells stand beside it
        wrapped, width = True, narrow
    indented = sum([f.indented for f in fragments])
    lines = len(fragments)
    return Layout(width, wrapped, blanks >= 0.15 * lines, 0.1 * lines < indented < 0.6 * lines, bold)


def _width_of_prose(fragments: list[Fragment], *, least: int = 8, share: float = 0.3) -> int:
    """The width of wrapped prose that stands beside tables: how long lines are that end in the middle of a sentence. 0 where few do:
    the prose is not wrapped."""
    pairs = [(a, b) for a, b in pairwise(fragments) if not (a.hard or b.hard or b.blank_before) and len(a.text) > 40]
    inside = sorted(len(a.text) for a, b in pairs if b.text[0].islower() and not a.text.endswith(TERMINAL))
    width = inside[int(len(inside) * 0.95)] if inside else 0
    return width if len(inside) >= max(least, share * len(pairs)) and width <= 130 else 0
