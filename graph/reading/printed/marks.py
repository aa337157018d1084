"""Marks of headings and items that character recognition gets wrong, mended by those that stand before and behind them.

The outline hangs on them: "I." read as "1.", "III." as "II." make another part of each. A mark is mended where its strokes may be what its
turn among the others asks for. Forms: Roman figures before headings in capitals; a comma behind a figure; "¡)", "j)" and "d)" among letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.reading.printed.sheet import Line

_ROMAN = re.compile(r"(?P<figure>[IVXYJHUTLl1|!¡\[\]]{1,6})(?P<sign>[.,]?)")
_LOOKS = str.maketrans({**dict.fromkeys("1l|!¡[]TJL", "I"), **dict.fromkeys("HU", "II"), "Y": "V"})
"""What the strokes of Roman figures are read as."""
_FIGURE = re.compile(r"(?P<figure>\d{1,2}(?:\.\d{1,2}){0,3})(?P<sign>[.,])")
_LETTER = re.compile(r"(?P<letter>[a-zđ¡])\)")
_HEADING = 6
"""A heading has so many letters at least."""
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_FIGURES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")  # fmt: skip
_MENDED = 0.9
"""How sure a mark is at most that was mended."""


def mend(rows: Sequence[Line]) -> None:
    """Mends the marks that lines of scanned pages begin with.

    >>> from graph.reading.printed.sheet import Word, line
    >>> texts = ("1. YÊU CẦU", "II. MỤC TIÊU", "II. TỔ CHỨC", "1. Sở Y tế", "2, Sở Nội vụ")
    >>> rows = [line(1, [Word(w, 50 + 60 * i, 0, 90 + 60 * i, 12, 10, 12) for i, w in enumerate(t.split())]) for t in texts]
    >>> mend(rows)
    >>> [row.words[0].text for row in rows]
    ['I.', 'II.', 'III.', '1.', '2.']
    """
    _romans([row for row in rows if _is_heading(row)])
    _items(rows)


def _is_heading(row: Line) -> bool:
    """Whether a line is a mark and words in capitals."""
    words = "".join(word.text for word in row.words[1:])
    return words.isupper() and sum(map(str.isalpha, words)) >= _HEADING and len(row.words) > 2


def _romans(rows: Sequence[Line]) -> None:
    """Mends the Roman figures of headings: of all numbers that their strokes may be, those that count on with the fewest mended and left
    out."""
    read = [(row, _ROMAN.fullmatch(row.words[0].text) or _FIGURE.fullmatch(row.words[0].text)) for row in rows]
    marks = [(row, mark) for row, mark in read if mark]
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}  # by the last number: its cost, and the numbers
    for i, (_, mark) in enumerate(marks):
        behind = marks[i + 1][1]["figure"] if i + 1 < len(marks) else "2"
        counted = mark["figure"].isdecimal() and (mark["figure"] != "1" or behind == "2")
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (cost, numbers) in ways.items():
            for number, doubt in _may_be(mark["figure"], counted=counted).items():
                way = cost + doubt + (_step(last, number) if number else 0), (*numbers, number)
                at = number or last
                after[at] = min(after.get(at, way), way)
        ways = after
    _, best = min(ways.values())
    for (row, mark), number in zip(marks, best, strict=True):
        if number:
            _put(row, _FIGURES[number - 1] + (mark["sign"] and "."))


def _step(last: int, number: int) -> float:
    """What it costs that a number stands behind another."""
    if number == last + 1:
        return 0.0
    if number == 1:  # a new count
        return 0.6
    return (1.3 if last else 1.1) if number > last else 1.8


def _may_be(figure: str, *, counted: bool) -> dict[int, float]:
    """The Roman figures that strokes may be, with the cost of each; 0 is none of them. One I in a run of them may be lost or added.
    `counted`: it looks like one of figures."""
    shape = figure.translate(_LOOKS)
    found = {0: 0.5 if counted else 1.5 if figure.isdecimal() else 2.5}
    for number, other in enumerate(_FIGURES, 1):
        if shape == other:
            found[number] = 0.6 if counted else 0.0
        elif (
            shape.replace("I", "") == other.replace("I", "")
            and abs(len(shape) - len(other)) == 1
            and _near(shape, other)
        ):
            found[number] = 1.6 if counted else 1.0
    return found


def _near(shape: str, other: str) -> bool:
    """Whether two figures are the same but for one I, beside another or alone at an end."""
    longer, shorter = (shape, other) if len(shape) > len(other) else (other, shape)
    return any(longer[:i] + longer[i + 1 :] == shorter for i, sign in enumerate(longer) if sign == "I")


def rows(cells: Sequence[str]) -> list[str]:
    """The numbers of a table's rows, those mended that stand between their neighbours or, before a row 1, are the next Roman figure.

    >>> rows(["TT", "", "1", "ó", "3", "n", "1", "2", "11", "1", "lãi"])
    ['TT', '', '1', '2', '3', 'II', '1', '2', 'III', '1', 'lãi']
    """
    made = list(cells)
    roman = figure = 0
    for i, cell in enumerate(cells):
        behind = cells[i + 1] if i + 1 < len(cells) else ""
        here = int(cell) if cell.isdecimal() else 0
        shape = cell.replace("n", "II")
        if (
            cell
            and behind == "1"
            and roman < len(_FIGURES) - 1
            and here != figure + 1
            and roman + 1 in _may_be(shape, counted=False)
        ):
            made[i] = _FIGURES[roman]
        elif not here and 0 < len(cell) < 4 and figure and behind == str(figure + 2):
            made[i] = str(figure + 1)
        if not cell and behind == "1":  # the figure of a section that was not read
            roman, figure = roman + 1, 0
        elif made[i] in _FIGURES:
            roman, figure = _FIGURES.index(made[i]) + 1, 0
        else:
            figure = int(made[i]) if made[i].isdecimal() else 0
    return made


def _items(rows: Sequence[Line]) -> None:
    """Mends the figures and letters of items, each by the one before it."""
    figure: tuple[int, ...] = ()
    letter = ""
    for row in rows:
        first = row.words[0].text
        if found := _FIGURE.fullmatch(first):
            here = tuple(map(int, found["figure"].split(".")))
            if found["sign"] == "." or here in _next(figure):
                _put(row, f"{found['figure']}.")
                figure = here
        elif found := _LETTER.fullmatch(first):
            here_ = found["letter"]
            if here_ in "¡j" or (here_ == "l" and letter == "h"):
                here_ = "i"
            elif here_ == "d" and letter == "d":
                here_ = "đ"
            if here_ in _LETTERS:
                _put(row, f"{here_})")
                letter = here_


def _next(figure: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The numbers that may follow one."""
    yield (*figure, 1)
    for i in range(len(figure)):
        yield (*figure[:i], figure[i] + 1)


def _put(row: Line, text: str) -> None:
    word = row.words[0]
    if word.text != text:
        word.text, word.sure = text, min(word.sure, _MENDED)
