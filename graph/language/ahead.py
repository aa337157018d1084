"""The next match of a pattern, asked for from place to place of one text in their order: what was searched is not searched again."""

from __future__ import annotations

import re


class Ahead:
    """Where a pattern matches next in a text.

    >>> marks = Ahead(re.compile(";"), "a; b; c")
    >>> [(match and match.start()) for match in (marks.behind(at) for at in (0, 1, 2, 5))]
    [1, 1, 4, None]
    """

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern, self._text = pattern, text
        self._from, self._next = 0, pattern.search(text)

    def behind(self, at: int) -> re.Match[str] | None:
        """The first match that begins at `at` or later."""
        if at < self._from or (self._next and self._next.start() < at):
            self._next = self._pattern.search(self._text, at)
            self._from = at
        return self._next
