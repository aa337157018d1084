"""Lines of a paragraph -> its characters, with a box for each line, the calls of foot notes, and how surely each word was read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.model import Box, Span
from graph.reading.printed.sheet import Line, Note, Word, around

_CUT = re.compile(r"[^\W_][-/]$")
"""The end of a line inside a word or a number: "25-" before "NQ/TU"."""
_TORN = re.compile(r"\d/(?:\d{4}/)?[A-ZĐ]{1,3}$"), re.compile(r"[A-ZĐ]{1,3}-[A-ZĐ]")
"""The two halves of a number that a narrow cell breaks anywhere: "111/2015/N" above "Đ-CP"."""
_REST = re.compile(r"/[^\W_]|-[A-ZĐ]+(?:/|\d|\b)")
"""The beginning of a line that goes on inside a number or a word with strokes: "-CP" below "37/2019/NĐ", "/Hague" below "Madrid"."""


@dataclass(slots=True)
class Words:
    """The characters of a paragraph; spans count them from its beginning."""

    lines: Sequence[Line]
    text: str = ""
    boxes: list[tuple[Span, Box]] = field(default_factory=list)
    notes: list[tuple[int, Note]] = field(default_factory=list)
    sure: list[tuple[Span, float]] = field(default_factory=list)


def run(group: Sequence[Line], marks: Mapping[tuple[int, str], Note]) -> Words:
    """The words of lines that make a paragraph. Raised figures that call one of the foot notes `marks` are no part of them.

    >>> from graph.reading.printed.sheet import Word, line
    >>> words = [Word("số", 0, 0, 10, 10, 9, 10), Word("25-", 12, 0, 20, 10, 9, 10)], [Word("NQ/TU", 0, 12, 30, 22, 21, 10)]
    >>> run([line(1, row) for row in words], {}).text
    'số 25-NQ/TU'
    """
    made = Words(group)
    parts: list[str] = []
    length = 0

    def put(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for i, row in enumerate(group):
        if i and not cuts(group[i - 1], row):
            put(" ")
        start = length
        written: list[tuple[int, int, Word]] = []
        for j, word in enumerate(row.words):
            note = marks.get((row.page, word.text.strip("()[]"))) if word.raised else None
            if note and all(note is not called for _, called in made.notes):
                made.notes.append((length, note))
                continue
            before = row.words[j - 1] if j else None
            raised = (
                before
                and (word.raised or before.raised)
                and word.left - before.right < 0.3 * min(word.size, before.size)
            )
            if before and length > start and not raised:
                put(" ")
            at = length
            put(unicodedata.normalize("NFC", word.text))
            written.append((at, length, word))
            if word.sure < 1:
                made.sure.append((Span(at, length), round(word.sure, 3)))
        made.boxes += _boxes(row, written)
    made.text = "".join(parts)
    return made


def _boxes(row: Line, written: Sequence[tuple[int, int, Word]]) -> Iterator[tuple[Span, Box]]:
    """The boxes of the words of a line, which begin and end at these characters: one for all of them, or on a page that lies askew several,
    each little higher than its words."""
    groups: list[list[tuple[int, int, Word]]] = []
    for piece in written:
        if groups and _is_flat([word for _, _, word in (*groups[-1], piece)]):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for group in groups:
        yield Span(group[0][0], group[-1][1]), row.box_of([word for _, _, word in group])


def _is_flat(words: Sequence[Word]) -> bool:
    """Whether the box around words is little higher than the highest of them."""
    if not any(word.shown for word in words):
        return True
    _, top, _, bottom = around(word.seen for word in words)
    return bottom - top <= 1.3 * max(word.bottom - word.top for word in words)


def cuts(above: Line, below: Line) -> bool:
    """Whether a line ends inside a word: behind a hyphen that no blank precedes, or before a stroke or a hyphen that none follows."""
    last, first = above.words[-1].text, below.words[0].text
    if _CUT.search(last):
        return first[0].isalnum()
    if _TORN[0].search(last) and _TORN[1].match(first):
        return True
    return bool(_REST.match(first)) and last[-1].isalnum() and (first[0] == "/" or "/" in last or last.isdigit())


def laid(row: Line, left: float, step: float) -> str:
    """A line with blanks for its gaps, as wide as it is printed: a character for every `step` points from `left` on."""
    text = row.words[0].text
    text = " " * max(round((row.left - left) / step), 0) + text
    for before, word in pairwise(row.words):
        wide = word.left - before.right > 0.9 * row.size
        blanks = max(round((word.left - left) / step) - len(text), 3) if wide else 1
        text += " " * blanks + word.text
    return unicodedata.normalize("NFC", text)
