"""Where patterns can begin: the words that their matches begin with, all looked for in one pass over a text.

An expression like `(?<!\\w)(?:Luật|Bộ luật) …` is tried by the engine at every character. Its own parsed form tells which letters any match begins
with; one automaton (Aho-Corasick) finds these for many patterns at once, and a pattern is tried only there. What it finds is the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from graph.language import edges
from graph.language.compiled import compiled, derived
from graph.language.tries import any_word

_LONGEST = 9
"""Letters of a beginning at most: more cost time to derive and tell little more."""
_FEW = 300
"""Words of which an automaton with a table for every state is small enough to be the quickest."""


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
    >>> sorted(of(r"\\w+ này")), sorted(of(r"[1-3x] lần"))
    ([''], ['1 lần', '2 lần', '3 lần', 'x lần'])
    """
    words, flags = (pattern, 0) if isinstance(pattern, str) else (pattern.pattern, pattern.flags)
    return derived(f"begins {_LONGEST} {flags}", words, lambda: _shortest(edges.parsed(pattern)))


def _shortest(parsed: edges.Items) -> frozenset[str]:
    shortest: list[str] = []
    for word in sorted(edges.beginnings(parsed, _LONGEST)):  # behind a word stand those that begin with it
        if not shortest or not word.startswith(shortest[-1]):
            shortest.append(word)
    return frozenset(shortest)


def _automaton(words: Sequence[str]) -> Any:
    from ahocorasick_rs import AhoCorasick, Implementation

    table = Implementation.DFA if len(words) <= _FEW else Implementation.ContiguousNFA
    return AhoCorasick(words, implementation=table)


def every(words: Iterable[str], text: str) -> dict[str, list[int]]:
    """Every place of each word in a text, in one pass.

    >>> every({"Đề án", "án"}, "Đề án A, Đề án B") == {"Đề án": [0, 9], "án": [3, 12]}
    True
    """
    listed = sorted(words)
    found: dict[str, list[int]] = {}
    for number, start, _ in _automaton(listed).find_matches_as_indexes(text, overlapping=True):
        found.setdefault(listed[number], []).append(start)
    return found


_LONG = 2000
"""Characters from which a text is a whole one, of which several modules ask."""


class Beginnings:
    """Patterns by name, and where in a text each of them can begin. Those that are `shared` are looked for in a whole text in one pass.

    >>> rules = Beginnings({"law": re.compile(r"(?:Luật|Bộ luật) [A-Z]\\w+"), "plan": re.compile("Kế hoạch này")})
    >>> [match[0] for match in rules.places("Bộ luật A, Luật An, luật Ba").finditer("law")]
    ['Luật An']
    """

    def __init__(self, patterns: Mapping[str, re.Pattern[str]], *, shared: bool = False) -> None:
        self.patterns = patterns
        self.words = {name: of(pattern) for name, pattern in patterns.items()}
        if anywhere := [name for name, words in self.words.items() if "" in words]:
            raise ValueError(f"a pattern may begin with anything, so that nothing tells where: {', '.join(anywhere)}")
        self._number = len(_SHARED) if shared else None
        if shared:
            _SHARED.append(self)

    @cached_property
    def _automaton(self) -> tuple[Any, list[str]]:
        listed = sorted(frozenset().union(*self.words.values()))
        return _automaton(listed), listed

    @cached_property
    def _anyone(self) -> re.Pattern[str]:
        """The longest of the words."""
        return compiled(any_word(((word, "") for words in self.words.values() for word in words), exact=True))

    @cached_property
    def _begun_by(self) -> dict[str, tuple[str, ...]]:
        """By each word the patterns that begin with it, or with what it begins with itself, in their order."""
        return {
            word: tuple(name for name, words in self.words.items() if words.intersection(_fronts(word)))
            for word in frozenset().union(*self.words.values())
        }

    def any_at(self, lowered: str, position: int) -> bool:
        """Whether any of the patterns can begin at a position of a text that is in small letters already.

        >>> Beginnings({"law": re.compile("[Ll]uật")}).any_at(small("Luật cũ"), 0)
        True
        """
        return self._anyone.match(lowered, position) is not None

    def at(self, text: str, position: int) -> tuple[str, ...]:
        """The patterns that can begin at a position of a text, in their order.

        >>> Beginnings({"law": re.compile("[Ll]uật"), "any": re.compile("Luật mới")}).at("Luật cũ", 0)
        ('law',)
        """
        longest = self._anyone.match(small(text[position : position + _LONGEST]))
        return self._begun_by[longest[0]] if longest else ()

    def by_place(self, text: str) -> list[tuple[int, tuple[str, ...]]]:
        """The places of a text at which patterns can begin, each with these patterns in their order."""
        automaton, listed = self._automaton
        found = automaton.find_matches_as_indexes(small(text), overlapping=True)
        longest = {start: number for number, start, _ in found}  # of those that begin at a place the longest ends last
        begun = self._begun_by
        return [(start, begun[listed[number]]) for start, number in sorted(longest.items())]

    def places(self, text: str) -> Places:
        """Where the patterns can begin in a text."""
        if self._number is not None and len(text) > _LONG:
            return Places(text, self.patterns, _everywhere(text, len(_SHARED))[self._number])
        automaton, listed = self._automaton
        starts: dict[str, set[int]] = {}
        for number, start, _ in automaton.find_matches_as_indexes(small(text), overlapping=True):
            for name in self._begun_by[listed[number]]:
                starts.setdefault(name, set()).add(start)
        return Places(text, self.patterns, {name: sorted(places) for name, places in starts.items()})


_SHARED: list[Beginnings] = []
"""What is looked for in whole texts, in the order in which modules first ask."""


@lru_cache(maxsize=2)
def _everywhere(text: str, known: int) -> list[dict[str, list[int]]]:
    """Where in a text the patterns of all those begin that are known so far."""
    automaton, named = _joint(known)
    found: list[dict[str, set[int]]] = [{} for _ in range(known)]
    for number, start, _ in automaton.find_matches_as_indexes(small(text), overlapping=True):
        for whose, name in named[number]:
            found[whose].setdefault(name, set()).add(start)
    return [{name: sorted(places) for name, places in starts.items()} for starts in found]


@lru_cache(maxsize=1)
def _joint(known: int) -> tuple[Any, list[list[tuple[int, str]]]]:
    of_word: dict[str, list[tuple[int, str]]] = {}
    for whose, begun in enumerate(_SHARED[:known]):
        for name, words in begun.words.items():
            for word in words:
                of_word.setdefault(word, []).append((whose, name))
    listed = sorted(of_word)
    return _automaton(listed), [of_word[word] for word in listed]


def _fronts(word: str) -> list[str]:
    return [word[:n] for n in range(1, len(word) + 1)]


class Places:
    """Where patterns can begin in one text."""

    def __init__(self, text: str, patterns: Mapping[str, re.Pattern[str]], starts: Mapping[str, list[int]]) -> None:
        self._text, self._patterns, self._starts = text, patterns, starts

    def any(self) -> bool:
        """Whether any pattern can begin anywhere."""
        return bool(self._starts)

    def has(self, name: str) -> bool:
        """Whether a pattern can begin anywhere."""
        return name in self._starts

    def finditer(self, name: str, *, by: re.Pattern[str] | None = None) -> Iterator[re.Match[str]]:
        """The matches of a pattern, as `finditer` of the pattern itself gives them; those of the pattern `by`, where one that begins
        alike is given."""
        pattern = by or self._patterns[name]
        end = 0
        for start in self._starts.get(name, ()):
            if start >= end and (match := pattern.match(self._text, start)):
                yield match
                end = match.end()

    @cached_property
    def _sorted(self) -> list[int]:
        return sorted(set().union(*self._starts.values()))

    def between(self, first: int, last: int) -> bool:
        """Whether any pattern can begin between two places.

        >>> found = Beginnings({"law": re.compile("Luật")}).places("Một luật cũ")
        >>> found.between(0, 4), found.between(4, 8)
        (False, True)
        """
        at = bisect_left(self._sorted, first)
        return at < len(self._sorted) and self._sorted[at] < last

    def last(self, name: str, words: str, at: int) -> re.Match[str] | None:
        """The match in some words of the text, which begin at a place of it, that begins last and reaches to where the pattern wants it.

        >>> found = Beginnings({"law": re.compile(r"Luật( \\w+)*$")}).places("Luật mới Luật cũ")
        >>> found.last("law", "mới Luật cũ", 5), found.last("law", "mới ", 5)
        (<re.Match object; span=(4, 11), match='Luật cũ'>, None)
        """
        pattern, starts = self._patterns[name], self._starts.get(name, [])
        within = starts[bisect_left(starts, at) : bisect_left(starts, at + len(words))]
        return next((match for start in reversed(within) if (match := pattern.match(words, start - at))), None)
