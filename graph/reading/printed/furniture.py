"""What is printed on pages and is no part of the text: running heads, page numbers, stamps of digital signatures, water marks.

Running heads are told by repetition at the same height; page numbers by counting with the pages; stamps by their words, which programs write:
"Người ký: …", "Ngày ký: …".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from graph.language.lexicon import any_of
from graph.reading.printed.sheet import Line, Sheet

_EDGE = 0.14
"""The share of a page's height, above and below, in which running heads and page numbers stand."""
_DEPTH = 3
"""So many lines at the top and at the bottom of a page may be running heads."""
_NUMBER = re.compile(r"(?:[Tt]rang )?[-–— ]*(\d{1,4})[-–— ]*(?:/ ?\d+)?")
_DIGITS = re.compile(r"\d+")


def without(sheets: Sequence[Sheet], pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of each page that are text.

    >>> from graph.reading.printed.sheet import Word, lines
    >>> sheets = [Sheet(n, 600, 800, [Word(str(n), 300, 40, 306, 52, 50, 12), Word("Kế", 80, 90, 95, 102, 100, 12)]) for n in (1, 2, 3)]
    >>> [[row.text for row in page] for page in without(sheets, [lines(s.number, s.words) for s in sheets])]
    [['Kế'], ['Kế'], ['Kế']]
    """
    repeated = _repeated(sheets, pages)
    ahead = _counting(sheets, pages)
    kept = []
    for sheet, page in zip(sheets, pages, strict=True):
        stamped = _stamped(page)
        out: set[int] = set()
        for i in [*_at_edge(sheet, page, top=True), *_at_edge(sheet, page, top=False)]:
            number = _NUMBER.fullmatch(page[i].text)
            if _key(sheet, page[i]) in repeated or (number and int(number[1]) - sheet.number in ahead):
                out.add(i)
        kept.append([row for i, row in enumerate(page) if i not in out and i not in stamped])
    return kept


def _at_edge(sheet: Sheet, page: list[Line], *, top: bool) -> list[int]:
    """The lines at the top or the bottom of a page, from its edge on."""
    order = range(len(page)) if top else range(len(page) - 1, -1, -1)
    limit = _EDGE * sheet.height
    near = [i for i in order if (page[i].bottom < limit if top else page[i].top > sheet.height - limit)]
    return near[:_DEPTH]


def _key(sheet: Sheet, row: Line) -> tuple[str, bool]:
    return _DIGITS.sub("#", row.text), row.top < sheet.height / 2


def _repeated(sheets: Sequence[Sheet], pages: Sequence[list[Line]]) -> set[tuple[str, bool]]:
    """The words that stand at the edge of many pages, whatever figures are in them."""
    seen: Counter[tuple[str, bool]] = Counter()
    for sheet, page in zip(sheets, pages, strict=True):
        edges = {*_at_edge(sheet, page, top=True), *_at_edge(sheet, page, top=False)}
        seen.update({_key(sheet, page[i]) for i in edges})
    least = max(3, len(sheets) // 3) if len(sheets) > 2 else 2
    return {key for key, count in seen.items() if count >= least and sum(map(str.isalpha, key[0])) > 3}


def _counting(sheets: Sequence[Sheet], pages: Sequence[list[Line]]) -> set[int]:
    """What the printed page numbers are ahead of the pages; an appendix may count anew."""
    ahead: Counter[int] = Counter()
    for sheet, page in zip(sheets, pages, strict=True):
        for i in {*_at_edge(sheet, page, top=True)[:2], *_at_edge(sheet, page, top=False)[:2]}:
            if number := _NUMBER.fullmatch(page[i].text):
                ahead[int(number[1]) - sheet.number] += 1
    return {offset for offset, count in ahead.items() if count > 1 or offset == 0}


@lru_cache(maxsize=1)
def stamps() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How the stamp of a digital signature begins, and how its further lines do, by `ontology/phrases/lines.yaml`."""
    return re.compile(rf"(?:{any_of('lines', 'signed')})"), re.compile(rf"(?:{any_of('lines', 'stamps')})")


def _stamped(page: list[Line]) -> set[int]:
    """The lines of digital signatures' stamps: from the line that says so, those right below it in the same place."""
    signed, goes_on = stamps()
    out: set[int] = set()
    for i, row in enumerate(page):
        if i in out or not signed.match(row.text):
            continue
        out.add(i)
        last = row
        for j in range(i + 1, min(i + 12, len(page))):
            below = page[j]
            if abs(below.left - row.left) > 40:
                continue
            if (
                below.top - last.bottom > 1.0 * row.size
                or below.size > 1.25 * row.size
                or not goes_on.match(below.text)
            ):
                break
            out.add(j)
            last = below
    return out
