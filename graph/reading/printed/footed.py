"""Foot notes: smaller lines at a page's foot, each begun by the mark that calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.reading.printed.sheet import Line, Note, Sheet, Word, line
from graph.reading.printed.tabled import Printed

_MARK = re.compile(r"[(\[]?(\d{1,3}|\*{1,3})[)\]]?")
_GLUED = re.compile(r"[(\[]?(\d{1,3}|\*{1,3})[)\]]?(?=[^\W\d])")


def notes(sheet: Sheet, rows: Sequence[Line], tables: Sequence[Printed]) -> tuple[list[Line], list[Note]]:
    """The lines of a page's text, and its foot notes.

    >>> from graph.reading.printed.sheet import Rule
    >>> def word(text, left, top, size):
    ...     return Word(text, left, top, left + 20, top + size, top + size - 3, size)
    >>> rows = [line(1, [word("Các", 80, 600 + 16 * i, 14)]) for i in range(6)] + [line(1, [word("1", 80, 720, 6), word("Luật", 102, 718, 10)])]
    >>> text, found = notes(Sheet(1, 595, 842, [], [Rule(True, 712, 80, 220)]), rows, [])
    >>> len(text), [(note.mark, note.lines[0].text) for note in found]
    (6, [('1', 'Luật')])
    """
    if not rows:
        return [], []
    body = _usual(rows)
    low = max((table.bottom for table in tables), default=0.0)
    first = len(rows)
    while first and rows[first - 1].size < 0.92 * body and rows[first - 1].top > max(low, 0.4 * sheet.height):
        first -= 1
    ruled = [rule.at for rule in sheet.rules if rule.level and 40 < rule.end - rule.start < 0.45 * sheet.width]
    made: list[Note] = []
    text = list(rows[:first])
    for row in rows[first:]:
        mark, rest = _marked(row)
        if mark:
            made.append(Note(sheet.number, mark, rest))
        elif made:
            made[-1].lines.append(row)
        else:
            text.append(row)
    if made and not _noted(made, text, tables, ruled):
        return list(rows), []
    return text, [note for note in made if note.lines]


def _usual(rows: Sequence[Line]) -> float:
    """The size of the letters that most words of a page have."""
    sizes = sorted(word.size for row in rows for word in row.words)
    return sizes[len(sizes) // 2]


def _marked(row: Line) -> tuple[str, list[Line]]:
    """The mark that a line begins with, and the rest of the line; an empty mark where it begins with none."""
    first = row.words[0]
    if mark := _MARK.fullmatch(first.text):
        return mark[1], [line(row.page, row.words[1:])] if len(row.words) > 1 else []
    if mark := _GLUED.match(first.text):
        words = [_without(first, mark.end()), *row.words[1:]]
        return mark[1], [line(row.page, words)]
    return "", []


def _without(word: Word, many: int) -> Word:
    return Word(
        word.text[many:],
        word.left,
        word.top,
        word.right,
        word.bottom,
        word.base,
        word.size,
        word.bold,
        False,
        word.sure,
    )


def _noted(made: Sequence[Note], text: Sequence[Line], tables: Sequence[Printed], ruled: Sequence[float]) -> bool:
    """Whether what looks like foot notes is some: a short rule stands above, or the text calls one by a raised mark."""
    top = made[0].lines[0].top if made[0].lines else 0.0
    if any(top - 30 < at <= top + 4 for at in ruled):
        return True
    marks = {note.mark for note in made}
    called = [word for row in text for word in row.words] + [word for table in tables for word in table.words()]
    return any(word.raised and word.text.strip("()[]") in marks for word in called)
