"""Where patterns can begin: the words that their matches begin with, all looked for in one pass over a text.

An expression like `(?<!\\w)(?:Luật|Bộ luật) …` is tried by the engine at every character. Its own parsed form tells which letters any match begins
with; one automaton (Aho-Corasick) finds these for many patterns at once, and a pattern is tried only there. What it finds is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST = 9
"""Letters of a beginning at most: more cost time to derive and tell little more."""


def small(text: str) -> str:
    """A text in small letters, each where it stands, as a pattern without regard to case reads them.

    >>> small("SỞ Y TẾ İSTANBUL"), small("ſố ı")
    ('sở y tế istanbul', 'số i')
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" in small letters is an i and a dot above it
        lowered = "".join([letter.lower()[0] for letter in text])
    return lowered.replace("ı", "i").replace("ſ", "s")


def of(pattern: re.Pattern[str] | str) -> frozenset[str]:
    """The words, in small letters, with one of which every match of a pattern begins; "" among them where it may begin with anything.

    >>> sorted(of(r"(?<!\\w)(?:Bộ luật|[Ll]uật(?: mới)?) \\d"))
    ['bộ luật ', 'luật ']
    >>> sorted(of(r"\\w+ này"))
    ['']
    """
    parsed = _parser.parse(pattern, 0) if isinstance(pattern, str) else _parser.parse(pattern.pattern, pattern.flags)
    going, ended = _read(parsed, {""})
    shortest: list[str] = []
    for word in sorted(going | ended):  # behind a word stand those that begin with it
        if not shortest or not word.startswith(shortest[-1]):
            shortest.append(word)
    return frozenset(shortest)


def _read(items: Sequence[tuple[Any, Any]], before: set[str]) -> tuple[set[str], set[str]]:
    """What may stand at the beginning behind `before`: words that go on with whatever follows, and words that are known no further."""
    ended: set[str] = set()
    for kind, held in items:
        if kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            continue
        before, more = _one(kind, held, before)
        ended |= more
        if long := {word for word in before if len(word) >= _LONGEST}:
            ended |= long
            before -= long
        if not before:
            break
    return before, ended


def _one(kind: Any, held: Any, before: set[str]) -> tuple[set[str], set[str]]:
    if kind is sre.LITERAL:
        return {word + chr(held).lower() for word in before}, set()
    if kind is sre.IN and all(k is sre.LITERAL for k, _ in held):
        letters = {chr(c).lower() for _, c in held}
        return {word + letter for word in before for letter in letters}, set()
    if kind is sre.SUBPATTERN:
        return _read(held[-1], before)
    if kind is sre.ATOMIC_GROUP:
        return _read(held, before)
    if kind is sre.BRANCH:
        read = [_read(branch, before) for branch in held[1]]
        return set().union(*(going for going, _ in read)), set().union(*(ended for _, ended in read))
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, inner = held
        going, ended = _read(inner, before)
        if most != 1:
            going, ended = set(), ended | going
        return (going | before if least == 0 else going), ended
    return set(), before


def every(words: Iterable[str], text: str) -> dict[str, list[int]]:
    """Every place of each word in a text, in one pass.

    >>> every({"Đề án", "án"}, "Đề án A, Đề án B") == {"Đề án": [0, 9], "án": [3, 12]}
    True
    """
    from ahocorasick_rs import AhoCorasick, Implementation

    listed = sorted(words)
    found: dict[str, list[int]] = {}
    automaton = AhoCorasick(listed, implementation=Implementation.ContiguousNFA)
    for number, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
        found.setdefault(listed[number], []).append(start)
    return found


class Beginnings:
    """Patterns by name, and where in a text each of them can begin.

    >>> rules = Beginnings({"law": re.compile(r"(?:Luật|Bộ luật) [A-Z]\\w+"), "plan": re.compile("Kế hoạch này")})
    >>> [match[0] for match in rules.places("Bộ luật A, Luật An, luật Ba").finditer("law")]
    ['Luật An']
    """

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self.patterns = patterns
        self.words = {name: of(pattern) for name, pattern in patterns.items()}
        if anywhere := [name for name, words in self.words.items() if "" in words]:
            raise ValueError(f"a pattern may begin with anything, so that nothing tells where: {', '.join(anywhere)}")

    @cached_property
    def _automaton(self) -> tuple[Any, list[tuple[str, ...]]]:
        from ahocorasick_rs import AhoCorasick, Implementation

        listed = sorted(frozenset().union(*self.words.values()))
        named = [tuple(name for name, words in self.words.items() if word in words) for word in listed]
        return AhoCorasick(listed, implementation=Implementation.ContiguousNFA), named

    @cached_property
    def _tree(self) -> dict[str, Any]:
        """The beginnings letter by letter; behind the last letter of one stand under "" the patterns that have it."""
        tree: dict[str, Any] = {}
        for name, words in self.words.items():
            for word in sorted(words):
                node = tree
                for letter in word:
                    node = node.setdefault(letter, {})
                node.setdefault("", []).append(name)
        return tree

    def at(self, text: str, position: int) -> frozenset[str]:
        """The patterns that can begin at a position of a text.

        >>> sorted(Beginnings({"law": re.compile("[Ll]uật"), "any": re.compile("Luật mới")}).at("Luật cũ", 0))
        ['law']
        """
        node: dict[str, Any] | None = self._tree
        names: tuple[str, ...] = ()
        for letter in small(text[position : position + _LONGEST]):
            node = node.get(letter) if node else None
            if node is None:
                break
            if "" in node:
                names = (*names, *node[""])
        return frozenset(names)

    def by_place(self, text: str) -> list[tuple[int, set[str]]]:
        """The places of a text at which patterns can begin, each with these patterns."""
        found: dict[int, set[str]] = {}
        for start, names in self._each(text):
            found.setdefault(start, set()).update(names)
        return sorted(found.items())

    def places(self, text: str) -> Places:
        """Where the patterns can begin in a text."""
        found: dict[str, set[int]] = {}
        for start, names in self._each(text):
            for name in names:
                found.setdefault(name, set()).add(start)
        return Places(text, self.patterns, {name: sorted(starts) for name, starts in found.items()})

    def _each(self, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each place at which a beginning stands, with the patterns that have it."""
        automaton, named = self._automaton
        for number, start, _ in automaton.find_matches_as_indexes(small(text), overlapping=True):
            yield start, named[number]


class Places:
    """Where patterns can begin in one text."""

    def __init__(self, text: str, patterns: Mapping[str, re.Pattern[str]], starts: Mapping[str, list[int]]) -> None:
        self._text, self._patterns, self._starts = text, patterns, starts

    def any(self) -> bool:
        """Whether any pattern can begin anywhere."""
        return bool(self._starts)

    def finditer(self, name: str, *, by: re.Pattern[str] | None = None) -> Iterator[re.Match[str]]:
        """The matches of a pattern, as `finditer` of the pattern itself gives them; those of the pattern `by`, where one that begins
        alike is given."""
        pattern = by or self._patterns[name]
        end = 0
        for start in self._starts.get(name, ()):
            if start >= end and (match := pattern.match(self._text, start)):
                yield match
                end = match.end()
