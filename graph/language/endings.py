"""Patterns for the end of a text, tried only where they can begin: the last characters, as many as a match can have.

`$` at the end of an expression does not keep the engine from trying it at every character of a long line. Most lines do not even end in letters
with which a match can end.
"""

from __future__ import annotations

import re

from graph.language import edges

_TELLING = 4
"""Letters of an ending at most: more cost time to derive and tell little more."""
_ODD = frozenset("\nıſ")
"""A line end, before which `$` stands too, and letters that a pattern without regard to case takes for others, of which they are no capitals or
small letters."""


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
        parsed = edges.parsed(pattern)
        _, most = parsed.getwidth()
        if most > 1000:
            raise ValueError(f"a match may have any length: {pattern}")
        self._pattern = re.compile(pattern)
        self._most = most + 1  # a line end may stand behind `$`
        endings = edges.endings(parsed, _TELLING)
        self._least = min(map(len, endings), default=0)
        self._endings = frozenset(ending[-self._least :] for ending in endings)

    def search(self, text: str) -> re.Match[str] | None:
        """As `search` of the pattern."""
        if self._least:
            tail = text[-self._least :].lower()
            if tail not in self._endings and _ODD.isdisjoint(tail):
                return None
        return self._pattern.search(text, max(len(text) - self._most, 0))
