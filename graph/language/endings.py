"""Patterns for the end of a text, tried only where they can begin: the last characters, as many as a match can have.

`$` at the end of an expression does not keep the engine from trying it at every character of a long line. Most lines do not even end in letters
with which a match can end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

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
        parsed = _parser.parse(pattern)
        _, most = parsed.getwidth()
        if most > 1000:
            raise ValueError(f"a match may have any length: {pattern}")
        self._pattern = re.compile(pattern)
        self._most = most + 1  # a line end may stand behind `$`
        endings = _endings(parsed)
        self._least = min(map(len, endings), default=0)
        self._endings = frozenset(ending[-self._least :] for ending in endings)

    def search(self, text: str) -> re.Match[str] | None:
        """As `search` of the pattern."""
        if self._least:
            tail = text[-self._least :].lower()
            if tail not in self._endings and _ODD.isdisjoint(tail):
                return None
        return self._pattern.search(text, max(len(text) - self._most, 0))


def _endings(parsed: Sequence[tuple[Any, Any]]) -> frozenset[str]:
    """The words, in small letters, with one of which every match ends; "" among them where it may end with anything.

    >>> sorted(_endings(_parser.parse("(?:^| )(?:cá[ct]|Bộ trưởng|và)$")))
    [' các', ' cát', ' và', 'các', 'cát', 'và', 'ưởng']
    """
    going, ended = _read(parsed, {""})
    return frozenset(going | ended)


def _read(items: Sequence[tuple[Any, Any]], behind: set[str]) -> tuple[set[str], set[str]]:
    """What may stand at the end before `behind`: words that go on with whatever stands before, and words that are known no further."""
    ended: set[str] = set()
    for kind, held in reversed(items):
        if kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            continue
        behind, more = _one(kind, held, behind)
        long = {word for word in behind if len(word) >= _TELLING}
        ended |= more | long
        behind -= long
        if not behind:
            break
    return behind, ended


def _one(kind: Any, held: Any, behind: set[str]) -> tuple[set[str], set[str]]:
    if kind is sre.LITERAL:
        return {chr(held).lower() + word for word in behind}, set()
    if kind is sre.IN and all(k is sre.LITERAL for k, _ in held):
        letters = {chr(c).lower() for _, c in held}
        return {letter + word for word in behind for letter in letters}, set()
    if kind is sre.SUBPATTERN:
        return _read(held[-1], behind)
    if kind is sre.BRANCH:
        read = [_read(branch, behind) for branch in held[1]]
        return set().union(*(going for going, _ in read)), set().union(*(ended for _, ended in read))
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, most, inner = held
        going, ended = _read(inner, behind)
        if most != 1:
            going, ended = set(), ended | going
        return (going | behind if least == 0 else going), ended
    return set(), behind
