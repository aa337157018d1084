"""Marks that number the parts of a text, its items and the rows of its tables: the one place that knows their printed forms.

- parts: "Phần thứ nhất", "Chương II", "Mục 1"; articles: "Điều 5", "Điều 4a"
- Roman figures: "II.", "IV)", "I/", "III-"
- figures: "1.", "3)", "(4)", "1-"; with points: "2.1", "2.1.", "1.2.3)"
- letters: "a)", "đ)"; in tables also "A", "B."
- bullets: "-", "–", "•", "·", "*", and "+" below them

Numbers follow Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5, and Hướng dẫn 36-HD/VPTW for the Party; the rest is as real documents print it. Three
questions are asked of them. Of a printed line: does it begin a paragraph (`begins_line`)? There a sentence that goes on below must not be
mistaken: "01/4/2023 của Thủ tướng", "II/2026". Of a whole paragraph: which part of the tree is it (`of_paragraph`)? Of a cell: is it the
number of a row, and of which level (`is_of_row`, `level`)?
"""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from graph.model import Numbering

FIRST_ITEM = r"[IVX]+[.\-/)]|\d{1,2}[.\-/)]|- "
"""A pattern for the marks of the items that stand first below a title."""
_ROMAN = "[IVXLC]+"
_FIGURES = r"\d{1,3}(?:\.\d{1,3})*"
"""Figures of a row, also with points."""

_LINE = re.compile(
    r"""(?P<ordinal>
      [-+•·*]+(?=\s|$|[^\W\d_])          # - bullet
    | \(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]+[-/]?(?=\s|$|[^\W\d_])   # 1.  2.1.  3)  (4)-
    | \d{1,3}(?:\.\d{1,3}){1,4}[-]?(?=\s|$)  # 2.1
    | \d{1,2}-(?=\s)                    # 1-
    | [a-zđ]\)(?=\s|$)                    # a)
    | [IVXL]{1,6}[.\-/)](?=\s|$|[^\W\d_]) # II.
    | (?:Điều|Chương|Mục|Phần|ĐIỀU|CHƯƠNG|MỤC|PHẦN)\s+(?:thứ\s+\w+|\d+[a-z]?|[IVXL]+)\b\.?
    )\s*""",
    re.VERBOSE,
)
_LINE_BEGINS = frozenset("IVXLĐCMP")
"""Letters that the mark of a line begins with; a line that begins with another letter, and no bracket behind it, has none."""

_PARAGRAPH = re.compile(
    r"""\W{0,2}?(?:
      (?P<part>(?:Phần|PHẦN|Chương|CHƯƠNG)\ (?:(?:thứ|THỨ)\ \w+|[IVX]+|\d+)(?!\w))
    | (?P<article>(?:Điều|ĐIỀU)\ \d+[a-z]?)
    | (?P<roman>[IVX]{1,5})(?=[.\-)]|/(?!v))      # no "V/v"
    | (?P<decimal>\d{1,2}(?:\.\d{1,2}){1,12})
    | \(?(?P<figure>\d{1,2})(?=[.)]|[\-/](?!\d))   # no "9/12 xã", "10-12%"
    | (?P<letter>[a-zđ])(?=\))
    | (?P<dash>[-–•*])(?=\ ?[^\W\d_]|\ (?!(?:19|20)\d\d(?!\d))\d+(?:[.,]\d+)*\ ?(?:%|[^\W\d_]))
    | (?P<plus>\+)
    )[.)\-/:]*\s*""",
    re.VERBOSE,
)
"""At most thirteen numbers with points: real documents have five, and a tree as deep as a hostile text likes could be walked by nobody."""
_PARAGRAPH_BEGINS = frozenset("PCĐIVX")

_ROW = re.compile(rf"(?:{_ROMAN}|[A-ZĐ]|{_FIGURES}|[a-zđ])[.)]?")
_ROW_AND_WORDS = re.compile(
    rf"(?:{_FIGURES}[.)](?= *[\"“(]?[^\W\d_])|[IVX]{{1,5}}[.)](?= *[^\W\d_])|(?:[IVX]{{1,5}}|{_FIGURES})(?= +[A-ZĐÀ-Ỹ][^\W\d_]))"
)
_SIGNS = ".)"
"""What stands behind the number of a row."""


_MARGIN = re.compile(r" {0,10}((?:[IVXL]{1,5}|\d{1,3})(?:\.\d{1,3})*[.)]?)(?= |$)")


class Mark(NamedTuple):
    """The mark of a paragraph: of which kind, as printed without signs, and where the words behind it begin."""

    numbering: Numbering
    printed: str
    end: int


def begins_line(line: str) -> bool:
    """Whether a printed line begins with a mark, so that it goes on no line before it.

    >>> [begins_line(line) for line in ("2.1. Mục tiêu", "a) Một", "- Hai", "Chương II", "01/4/2023 của Thủ tướng", "Sở Y tế")]
    [True, True, True, True, False, False]
    """
    first = line[:1]
    return (not first.isalpha() or first in _LINE_BEGINS or line[1:2] == ")") and bool(_LINE.match(line))


def is_alone(line: str) -> bool:
    """Whether a line is a mark and nothing else.

    >>> is_alone("1."), is_alone("-"), is_alone("1. Mục tiêu")
    (True, True, False)
    """
    first = line[:1]
    return (not first.isalpha() or first in _LINE_BEGINS or line[1:2] == ")") and bool(_LINE.fullmatch(line))


def of_paragraph(text: str) -> Mark | None:
    """The mark that a paragraph begins with, None where it has none or a bullet has no words.

    >>> of_paragraph("2.1. Mục tiêu"), of_paragraph("Điều 4a. Phạm vi").numbering, of_paragraph("V/v họp"), of_paragraph("-")
    (Mark(numbering='decimal', printed='2.1', end=5), 'article', None, None)
    """
    match = _PARAGRAPH.match(text) if _may_begin(text, _PARAGRAPH_BEGINS) else None
    kind = match.lastgroup if match else None
    if not match or not kind or (match.end() == len(text) and kind in ("dash", "plus")):
        return None
    return Mark(cast(Numbering, kind), match[kind].strip(), match.end())


def _may_begin(text: str, letters: frozenset[str]) -> bool:
    """Whether a text begins with a sign or a figure, with one of the letters, or with a letter and a bracket: most texts do not."""
    first = text[:1]
    return not first.isalpha() or first in letters or text[1:2] == ")"


def is_of_row(cell: str) -> bool:
    """Whether a cell is the number of a row or of a section of rows, and nothing else.

    >>> [is_of_row(cell) for cell in ("1", "2.1.", "IV", "A", "b)", "2026/QĐ", "Sở")]
    [True, True, True, True, True, False, False]
    """
    return bool(_ROW.fullmatch(cell))


def is_roman(cell: str) -> bool:
    """Whether the number of a row is Roman.

    >>> is_roman("IV."), is_roman("4")
    (True, False)
    """
    return bool(re.fullmatch(rf"{_ROMAN}[{_SIGNS}]?", cell))


def row_and_words(line: str) -> re.Match[str] | None:
    """The number of a row that shares its line with the words behind it.

    >>> [bool(row_and_words(line)) for line in ("1. Lập quy hoạch", "II Nhiệm vụ", "2.1 Đào kênh", "2 bên", "3")]
    [True, True, True, False, False]
    """
    return _ROW_AND_WORDS.match(line)


def bare(number: str) -> str:
    """The number of a row without the signs behind it: "2.1." -> "2.1"."""
    return number.rstrip(_SIGNS)


def level(number: str) -> int:
    """How deep a section of rows stands, by its number: letters over Roman figures over figures over figures with points; 9 for others.

    >>> [level(number) for number in ("B", "II.", "3", "3.1.", "a)", "")]
    [0, 1, 2, 3, 9, 9]
    """
    number = bare(number)
    if re.fullmatch(r"[A-HK-UĐ]", number):  # of single letters I, V and X are Roman
        return 0
    if re.fullmatch(_ROMAN, number):
        return 1
    return 2 + number.count(".") if number and number[0].isdigit() else 9


def in_margin(line: str) -> re.Match[str] | None:
    """The number of a row (group 1) at the left of a line that was laid out with blanks; Roman ones may have points.

    >>> [match[1] if (match := in_margin(line)) else None for line in ("  2   Đào kênh", "II.1 Mở chợ", "Đào kênh", "31/12")]
    ['2', 'II.1', None, None]
    """
    return _MARGIN.match(line)


def is_lettered(line: str) -> bool:
    """Whether a line is a part that a capital numbers, however short its title.

    >>> is_lettered("A. CHỈ TIÊU"), is_lettered("TM. ỦY BAN")
    (True, False)
    """
    return bool(_LETTERED.match(line))


_LETTERED = re.compile(r"[A-H]\. ?[^\W\d_]{2,}")


def of_section(heading: str) -> str | None:
    """The number that the heading of a section of rows begins with, a Roman figure or a capital.

    >>> of_section("II. Mở chợ"), of_section("B) Các bến"), of_section("Các bến")
    ('II', 'B', None)
    """
    match = re.match(rf"(?:{_ROMAN}|[A-ZĐ])(?=[. )])", heading)
    return match[0] if match else None


def within_part(ordinal: str) -> str:
    """A path of printed numbers without its appendix and its part.

    >>> within_part("PL1.II.3.a"), within_part("3.a")
    ('3.a', '3.a')
    """
    return re.sub(r"^(?:PL\d*\.)?(?:[IVX]+\.)?", "", ordinal)


def heads_section(number: str) -> bool:
    """Whether the number of a row, without signs, is a Roman figure or a capital letter, as sections of rows have.

    >>> heads_section("II"), heads_section("B"), heads_section("b"), heads_section("2")
    (True, True, False, False)
    """
    return bool(re.fullmatch(rf"{_ROMAN}|[A-ZĐ]", number))


def whole(figures: str) -> int:
    """The number that figures print; of those with more than 18 digits, which number nothing, the last 18.

    >>> whole("012"), whole("9" * 5000) < 10**18
    (12, True)
    """
    return int(figures[-18:])


def figures(number: str) -> tuple[int, ...]:
    """The figures of a row's number, () of any other.

    >>> figures("2.10."), figures("IV")
    ((2, 10), ())
    """
    return tuple(map(whole, number.strip(_SIGNS).split("."))) if number[:1].isdecimal() and is_of_row(number) else ()
