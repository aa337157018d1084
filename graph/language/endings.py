"""Patterns for the end of a text, tried only where they can begin: the last characters, as many as a match can have.

`$` at the end of an expression does not keep the engine from trying it at every character of a long line.
"""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined]


class AtEnd:
    """A pattern that ends in `$`, of no more than so many characters.

    >>> hanging = AtEnd(r"(?:^|\\s)(?:của|và)$")
    >>> bool(hanging.search("Giữ rừng " * 99 + "và")), bool(hanging.search("Giữ rừng"))
    (True, False)
    >>> AtEnd("a+$")
    Traceback (most recent call last):
    ValueError: a match may have any length: a+$
    """

    def __init__(self, pattern: str) -> None:
        _, most = _parser.parse(pattern).getwidth()
        if most > 1000:
            raise ValueError(f"a match may have any length: {pattern}")
        self._pattern = re.compile(pattern)
        self._most = most + 1  # a line end may stand behind `$`

    def search(self, text: str) -> re.Match[str] | None:
        """As `search` of the pattern."""
        return self._pattern.search(text, max(len(text) - self._most, 0))
