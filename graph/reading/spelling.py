"""Words that character recognition spells wrong where their neighbours tell.

Forms: set phrases with other marks above or below their letters ("thị đua", "ỦY BẠN NHÂN DÂN"); a word in capitals amid small letters ("các
SỞ, ngành"); no blank behind a comma or between two words ("SởY tế"); the stroke of a fraction for a plain one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.language.folding import plain
from graph.language.lexicon import phrases

if TYPE_CHECKING:
    from graph.reading.picture import Token

_COMMA = re.compile(r"(?<=[^\W\d_]),(?=[^\W\d_])")
_MARKED = re.compile(r"[À-ÝẠ-ỸĂƠƯ]")
"""Capitals with marks: abbreviations have none but Đ."""


def mended(tokens: Sequence[Token]) -> list[Token]:
    """The words of a page, spelled as their neighbours on the line tell.

    >>> from graph.reading.picture import Token
    >>> read = [Token(w, 0, 0, 9, 9, 90.0, (1, 1, 1)) for w in "các SỞ, ngành,xã phát động thị đua tại SởY tế".split()]
    >>> " ".join(token.text for token in mended(read))
    'các sở, ngành, xã phát động thi đua tại Sở Y tế'
    """
    made = [token._replace(text=_apart(token.text.replace("⁄", "/"))) for token in tokens]
    for i, token in enumerate(made):
        beside = [made[j].text for j in (i - 1, i + 1) if 0 <= j < len(made) and made[j].line == token.line]
        if len(beside) == 2 and _is_loud(token.text) and all(words.islower() for words in beside):
            made[i] = token._replace(text=token.text.lower())
    at = 0
    while at < len(made):
        many = _phrase(made, at)
        at += many or 1
    return made


def _apart(word: str) -> str:
    """A word, with a blank behind a comma and before a capital that follows a small letter with a mark."""
    word = _COMMA.sub(", ", word)
    cuts = [i for i in range(1, len(word)) if word[i].isupper() and word[i - 1].islower() and word[i - 1] > "~"]
    return " ".join(word[i:j] for i, j in pairwise([0, *cuts, len(word)]))


def _is_loud(word: str) -> bool:
    """Whether a word is in capitals and no abbreviation."""
    return word.isupper() and len(word.rstrip(",.;:")) > 1 and bool(_MARKED.search(word)) and not re.search(r"\d", word)


def _phrase(made: list[Token], at: int) -> int:
    """Spells the set phrase that begins at a word; how many words it has, 0 where none begins."""
    for phrase in _set_phrases().get(plain(made[at].text), ()):
        here = made[at : at + len(phrase)]
        bare = [token.text.rstrip(",.;:)") for token in here]
        if (
            here[-1].line != here[0].line
            or [*map(plain, bare)] != [*map(plain, phrase)]
            or [*map(len, bare)] != [*map(len, phrase)]
        ):
            continue
        if any(len(token.text) > len(word) for token, word in zip(here[:-1], bare[:-1], strict=True)):
            continue
        for i, (token, word, right) in enumerate(zip(here, bare, phrase, strict=True)):
            cased = "".join(b.upper() if a.isupper() else b for a, b in zip(word, right, strict=True))
            made[at + i] = token._replace(text=cased + token.text[len(word) :])
        return len(phrase)
    return 0


@lru_cache(maxsize=1)
def _set_phrases() -> dict[str, list[list[str]]]:
    """The set phrases by their first word without marks, the longest first."""
    found: dict[str, list[list[str]]] = {}
    listed = (entry["words"].split("|") for entry in phrases("lines")["set_phrases"])
    for phrase in sorted((words.split() for entry in listed for words in entry), key=len, reverse=True):
        found.setdefault(plain(phrase[0]), []).append(phrase)
    return found
