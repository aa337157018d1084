"""With what the matches of a pattern begin, or end, read from the pattern's own parsed form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Items = Sequence[tuple[Any, Any]]


def parsed(pattern: re.Pattern[str] | str) -> Any:
    """The parsed form of a pattern."""
    return _parser.parse(pattern, 0) if isinstance(pattern, str) else _parser.parse(pattern.pattern, pattern.flags)


def beginnings(items: Items, most: int) -> set[str]:
    """The words of at most so many letters, in small letters, with one of which every match begins; "" among them where it may begin with anything.

    >>> sorted(beginnings(parsed(r"(?<!\\w)(?:cá[ct]|Bộ trưởng|\\d)"), 4))
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'bộ t', 'các', 'cát']
    """
    going, ended = _Edge(most, at_end=False).read(items, {""})
    return going | ended


def endings(items: Items, most: int) -> set[str]:
    """The same of the words with which it ends.

    >>> sorted(endings(parsed("(?:^| )(?:cá[ct]|Bộ trưởng|và)$"), 4))
    [' các', ' cát', ' và', 'các', 'cát', 'và', 'ưởng']
    """
    going, ended = _Edge(most, at_end=True).read(items, {""})
    return going | ended


@dataclass(frozen=True, slots=True)
class _Edge:
    """One edge of a match, read from it inwards: `most` letters tell enough, more cost time to derive."""

    most: int
    at_end: bool

    def read(self, items: Items, known: set[str]) -> tuple[set[str], set[str]]:
        """What may stand at the edge where so much is `known`: words that go on with what is read next, and words that are known no further."""
        ended: set[str] = set()
        for kind, held in reversed(items) if self.at_end else items:
            if kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
                continue
            known, more = self._one(kind, held, known)
            ended |= more
            if long := {word for word in known if len(word) >= self.most}:
                ended |= long
                known -= long
            if not known:
                break
        return known, ended

    def _one(self, kind: Any, held: Any, known: set[str]) -> tuple[set[str], set[str]]:
        if kind is sre.LITERAL:
            return self._with({chr(held).lower()}, known), set()
        if kind is sre.IN and all(k is sre.LITERAL for k, _ in held):
            return self._with({chr(c).lower() for _, c in held}, known), set()
        if kind is sre.IN and not self.at_end and "" in known and (letters := _digits(held)):
            return letters, known - {""}
        if kind is sre.SUBPATTERN:
            return self.read(held[-1], known)
        if kind is sre.ATOMIC_GROUP:
            return self.read(held, known)
        if kind is sre.BRANCH:
            read = [self.read(branch, known) for branch in held[1]]
            return set().union(*(going for going, _ in read)), set().union(*(ended for _, ended in read))
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, inner = held
            going, ended = self.read(inner, known)
            if most != 1:
                going, ended = set(), ended | going
            return (going | known if least == 0 else going), ended
        return set(), known

    def _with(self, letters: set[str], known: set[str]) -> set[str]:
        if self.at_end:
            return {letter + word for word in known for letter in letters}
        return {word + letter for word in known for letter in letters}


def _digits(held: Items) -> set[str]:
    """The letters and digits of a class that has no others; none where it has. Of all the digits of the world our own: the texts that rules
    read have no others."""
    letters: set[str] = set()
    for kind, one in held:
        if kind is sre.LITERAL:
            letters.add(chr(one).lower())
        elif kind is sre.CATEGORY and one is sre.CATEGORY_DIGIT:
            letters |= set("0123456789")
        elif kind is sre.RANGE and ord("0") <= one[0] and one[1] <= ord("9"):
            letters |= set(map(chr, range(one[0], one[1] + 1)))
        else:
            return set()
    return letters
