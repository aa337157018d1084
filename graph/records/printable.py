"""Words of documents made harmless for wherever they are shown: a page, a terminal, a report, a spreadsheet.

This is a matter of security: the one place that takes out what steers.
"""

from __future__ import annotations

import re
import unicodedata

from graph.errors import is_no_character

BYTE_ORDER_MARK = "\ufeff"
"""What a CSV file for spreadsheets begins with: without it Excel takes UTF-8 for the letters of Western Europe."""
_FORMULA = tuple("=+-@＝＋－＠")


def printable(text: str) -> str:
    """The text on one line, without characters that steer a terminal or turn the direction of writing.

    Left out are controls (Unicode category Cc: escapes, NUL), formats (Cf: marks of direction, joiners, soft hyphens), and what is no
    character (lone surrogates, U+FFFE), which XML and UTF-8 cannot hold; whatever is a blank, line ends too, becomes one space.

    >>> printable("Kế hoạch\\n\\x1b[31m số\\u202e 1")
    'Kế hoạch [31m số 1'
    """
    if not text.isprintable():  # what is, and nearly everything is, needs no look at each letter
        text = text.translate(_SHOWN)
    return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text


class _Letters(dict[int, str | None]):
    """What becomes of each letter, None where it is left out; each is looked at once."""

    def __init__(self, blanks: bool) -> None:
        self._blanks = blanks

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        left_out = unicodedata.category(letter) in ("Cc", "Cf", "Cs") or is_no_character(letter)
        self[code] = told = " " if self._blanks and letter.isspace() else None if left_out else letter
        return told


_SHOWN, _HELD = _Letters(blanks=True), _Letters(blanks=False)


def defused(cell: object) -> object:
    """The cell as a spreadsheet may be given it: with an apostrophe in front where it would take the text for a formula (a sign alone is
    none), without what steers, its line ends LF: at a lone CR many begin a new row, and run what follows.

    >>> defused("-2+3"), defused(-2), defused("Kế hoạch\\r\\n1\\x07"), defused("=")
    ("'-2+3", -2, 'Kế hoạch\\n1', '=')
    """
    if not isinstance(cell, str):
        return cell
    if not cell.isprintable():
        lines = re.split("\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", cell)
        cell = "\n".join(line.translate(_HELD) for line in lines)
    return f"'{cell}" if len(cell) > 1 and cell.lstrip().startswith(_FORMULA) else cell
