"""Words of documents made harmless for wherever they are shown: a page, a terminal, a report, a spreadsheet.

This is a matter of security: the one place that takes out what steers.
"""

from __future__ import annotations

import unicodedata

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    """The text on one line, without characters that steer a terminal or turn the direction of writing.

    Left out are controls (Unicode category Cc: escapes, NUL) and formats (Cf: marks of direction, joiners, soft
    hyphens); whatever is a blank, line ends too, becomes one space.

    >>> printable("Kế hoạch\\n\\x1b[31m số\\u202e 1")
    'Kế hoạch [31m số 1'
    """
    if not text.isprintable():  # what is, and nearly everything is, needs no look at each letter
        text = "".join(
            " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf")
        )
    return " ".join(text.split())


def defused(cell: object) -> object:
    """The cell, with an apostrophe in front where a spreadsheet would take its text for a formula.

    >>> defused("-2+3"), defused(-2), defused("Kế hoạch")
    ("'-2+3", -2, 'Kế hoạch')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
