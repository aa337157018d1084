"""Looking for a phrase in words that grow to the right: each character is looked at once."""

from __future__ import annotations

import re

PHRASE = 80
"""Characters that a phrase of `ontology/phrases/aims.yaml` and what has to stand behind it take at most."""


class Growing:
    """Whether a pattern matches somewhere in a stretch that grows to the right: what was searched once is not searched again."""

    def __init__(self, words: str, pattern: re.Pattern[str]) -> None:
        self._words, self._pattern = words, pattern
        self._start, self._end, self._found = 0, 0, False

    def within(self, start: int, end: int) -> bool:
        """Whether it matches in the characters from `start` to `end`, which is not before the last one asked for.

        >>> seen = Growing("phấn đấu đạt 80%, 90%", re.compile("phấn đấu"))
        >>> seen.within(0, 5), seen.within(0, 16), seen.within(17, 21)
        (False, True, False)
        """
        if start != self._start:
            self._start, self._end, self._found = start, start, False
        if not self._found:
            self._found = bool(self._pattern.search(self._words, max(start, self._end - PHRASE), end))
            self._end = end
        return self._found
