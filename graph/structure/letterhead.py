"""Text -> the cells of its letterhead: what stands at the top, cut where columns, bold print and rules part it.

Forms: two columns flattened in any order (by tabs, by wide gaps, line by line); markdown tables, whole or broken over lines; "Số:" and half
of a type on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from graph.language import bodies, dates, kinds, numbering, numbers
from graph.language.folding import fold, plain
from graph.language.lexicon import LOWER, UPPER, any_of, load
from graph.structure import lines, portal, unaccented

_PARTED = re.compile(
    rf"(?<=[{UPPER}]) (?=(?:Số|Luật số|V/v) ?:? ?\S)|(?<=[{UPPER}]) (?=Độc lập - Tự do)|(?<=Hạnh phúc) (?=[{UPPER}][^,]{{2,25}}, ngày)|\*{{4}}|(?<=[{UPPER}])\*\*(?=[{UPPER}][{LOWER}])|[-_=–—]{{3,}}"
)
_OF = re.compile(r" (?:CỦA|của) ")
_RULE = re.compile(r"[-_=–—*.\s:|#]+$")
_RULED = re.compile("[-_=–—]{3}")
_HEADS_NUMBER = re.compile(r"(?i:luật )?(?i:số) ?:?")
_TORN = re.compile(r"^(?i:luật )?(?i:số) ?:? ?\d[^ ]*[-/]$")
_REST = re.compile(rf"[{UPPER}][{UPPER}{LOWER}\d&]*(?:[-/][{UPPER}][{UPPER}{LOWER}\d&]*)*")
_WORD = re.compile(rf"[{UPPER}][{UPPER}{LOWER}]*")
_DATELINE = re.compile(rf"[{UPPER}][{LOWER}]+ [{UPPER}][{LOWER}]+, ngày \d")
_FOOTNOTE = re.compile(r"(?<=[^\W\d])(?:\[\d{1,2}\]|[\d¹²³]{1,2}|\(\*+\))$")


class _Patterns(NamedTuple):
    motto: re.Pattern[str]
    opening: re.Pattern[str]
    untitled: re.Pattern[str]
    hanging: re.Pattern[str]
    appended: re.Pattern[str]
    appendix: re.Pattern[str]
    letter: re.Pattern[str]
    address: re.Pattern[str]
    above: re.Pattern[str]
    no_issuer: re.Pattern[str]
    on_behalf: re.Pattern[str]


@lru_cache(maxsize=1)
def patterns() -> _Patterns:
    """The words of `ontology/phrases/letterhead.yaml` in the forms of a letterhead's lines."""

    words = partial(any_of, "letterhead")
    return _Patterns(
        motto=re.compile(words("mottos")),
        opening=re.compile(rf"(?:{words('openings')}|{numbering.FIRST_ITEM})"),
        untitled=re.compile(rf"(?:{words('no_titles')}) "),
        hanging=re.compile(rf"(?:,|\b(?:{words('hanging')}))$", re.IGNORECASE),
        appended=re.compile(rf"\(?\s*(?:{words('appended')})\b", re.IGNORECASE),
        appendix=re.compile(rf"(?i:{words('appendices')})[\s\dIVX.:]*$"),
        letter=re.compile(words("letters")),
        address=re.compile(rf"(?i:{words('addresses')}|.{{0,30}}, ngày)"),
        above=re.compile(rf"^(?:{words('printed_above')})"),
        no_issuer=re.compile(rf"(?:{words('no_issuers')})"),
        on_behalf=re.compile(rf"^T/?M\.? ?({words('on_behalf')})", re.MULTILINE),
    )


class Cell(NamedTuple):
    """A piece of a printed line of the letterhead: its characters, the number of its line, and whether another piece stands to its
    left."""

    start: int
    end: int
    text: str
    line: int
    right: bool
    gap: bool  # a blank line or a rule stands before its line


def read(text: str) -> list[Cell]:
    """The cells of the top of a text, in order.

    >>> [cell.text for cell in read("UBND TỈNH LÀO CAI   CỘNG HÒA XÃ HỘI\\nSố:\\n5/KH-UBND")]
    ['UBND TỈNH LÀO CAI', 'CỘNG HÒA XÃ HỘI', 'Số: 5/KH-UBND']
    """
    cells = list(_cells(text))
    if unaccented.is_without(text):
        cells = [cell._replace(text=unaccented.restored(cell.text)) for cell in cells]
    first: dict[int, str] = {}
    for cell in cells:
        first.setdefault(cell.line, cell.text)
    parted = {cell.line for cell in cells if cell.right}
    around = frozenset(portal.lines(portal.Printed(line, words, line in parted) for line, words in first.items()))
    return _numbers_whole([cell for cell in cells if cell.line not in around])


def _cells(text: str) -> Iterator[Cell]:
    gap = True
    for number, line in enumerate(lines.lines(text)):
        right = False
        for start, words in _words(line):
            yield Cell(start, start + len(words), " ".join(words.split()), number, right, gap)
            right, gap = True, False
        gap = gap or not right


def _words(line: lines.Line) -> Iterator[tuple[int, str]]:
    """The words of a line's cells, each with where it begins; bold print and rules part cells too."""
    for cell in lines.cells(line):
        piece = line.text[cell.start - line.start : cell.end - line.start]
        ends = [(m.start(), m.end()) for m in _PARTED.finditer(piece)] if _may_be_parted(piece) else []
        ends.append((len(piece), len(piece)))
        at = 0
        for end, following in ends:
            words = piece[at:end].strip(" *#_\r")
            if words and not _RULE.fullmatch(words):
                yield cell.start + at + piece[at:end].find(words), words
            at = following


def _may_be_parted(piece: str) -> bool:
    """Whether a piece holds anything at which `_PARTED` parts words: nothing else takes as long as to look for all of them."""
    if (
        "**" in piece
        or "Số" in piece
        or "Luật số" in piece
        or "V/v" in piece
        or "Độc lập" in piece
        or "Hạnh phúc" in piece
    ):
        return True
    return _RULED.search(piece) is not None


def _numbers_whole(cells: list[Cell]) -> list[Cell]:
    """The cells, with "Số:" alone on its line joined to the number below it, the beginning of a number to its rest, and the first half of a
    type to the second."""
    joined: list[Cell] = []
    for cell in cells:
        if joined and (
            (len(joined[-1].text) < 12 and _HEADS_NUMBER.fullmatch(joined[-1].text))
            or _cut_type(joined[-1], cell)
            or _cut_body(joined[-1], cell)
        ):
            before = joined.pop()
            cell = before._replace(end=cell.end, text=f"{before.text} {cell.text}")
        elif joined and _TORN.search(joined[-1].text) and _REST.fullmatch(cell.text):
            before = joined.pop()
            cell = before._replace(end=cell.end, text=before.text + cell.text)
        joined.append(cell)
    return joined


def _cut_body(above: Cell, here: Cell) -> bool:
    """Whether a line holds the first word alone of the body or the place that the next one goes on with: "ỦY / BAN NHÂN DÂN"."""
    whole = f"{above.text} {here.text}"
    return (
        here.line == above.line + 1
        and not above.right
        and bool(_WORD.fullmatch(above.text))
        and not kinds.in_small_letters().match(fold(above.text))
        and (bodies.is_name(whole) or bool(_DATELINE.match(whole)))
    )


def _cut_type(above: Cell, here: Cell) -> bool:
    return (
        here.line == above.line + 1
        and len(above.text) < 12
        and not type_of(above.text)
        and bool(type_of(f"{above.text} {here.text}"))
    )


def type_of(words: str) -> str | None:
    """The class of documents that a line names in capitals and says no more, but perhaps of which body, also behind a foot note's mark or
    misread; else None.

    >>> type_of("KẾ HOẠCH"), type_of("QUYÉT ĐỊNH[1]"), type_of("Kế hoạch"), type_of("KẾ HOẠCH PHÁT TRIỂN")
    ('Plan', 'Decision', None, None)
    >>> type_of("CHỈ THỊ CỦA ỦY BAN NHÂN DÂN TỈNH LÀO CAI"), type_of("QUYẾT ĐỊNH SỐ 5/QĐ-TTg"), type_of("HƯỚNG DẪN LIÊN NGÀNH")
    ('Directive', 'Decision', 'Guideline')
    """
    bare = _numbered().sub("", _FOOTNOTE.sub("", words.strip(" :*#-")))
    if words.rstrip().endswith(":") or not is_capital(bare):
        return None
    behind = _OF.search(bare)
    if behind and bodies.is_name(bare[behind.end() :]):
        bare = bare[: behind.start()]
    known = load().class_of_word
    return known.get(fold(bare)) or _misread().get(plain(bare)) or known.get(_rest().sub("", fold(bare)))


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    """The number behind a type: "QUYẾT ĐỊNH SỐ 5/QĐ-TTg NGÀY 2/3/2004"."""
    return re.compile(rf" (?i:số) ?:? ?{numbers.NUMBER}(?:,? (?i:{dates.DAY}))?$")


@lru_cache(maxsize=1)
def _rest() -> re.Pattern[str]:
    """What may stand behind a type: "HƯỚNG DẪN LIÊN NGÀNH"."""
    return re.compile(rf" (?:{any_of('mentions', 'type_rest')})$")


@lru_cache(maxsize=1)
def _misread() -> dict[str, str]:
    """Type words without diacritics, which character recognition gets wrong: "QUYÉT ĐỊNH"."""
    return {plain(word): kind for word, kind in load().class_of_word.items() if len(word) > 6}


def is_capital(words: str) -> bool:
    """Whether words hold no small letter: capitals, or figures alone on the last line of a title in capitals.

    >>> is_capital("KẾ HOẠCH"), is_capital("2026 - 2030"), is_capital("Kế hoạch")
    (True, True, False)
    """
    return not any(map(str.islower, words))
