"""Whether words can be Vietnamese: a text layer of a scan, or a text in a wrong encoding, shows in words that nobody can say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"(?:i[êeuơa]?u?|y[ê]?u?|[uư][âêôơyaiư]?[iuy]?|oa[iyo]?|oă|o[ei]o?|oo|[aăâeêoôơ][iuyo]?|uy[êau]?|u[yơ]u)"
    r"(?:ch|nh|ng|[ckmnpt])?"
)
"""Onset, vowels, end. Source: the spelling of the national language (chữ Quốc ngữ); a few that it does not use are let pass."""
_WORD = re.compile(r"[^\W\d_]+")


class Spelling(NamedTuple):
    """How a text is spelled: its words of two letters or more, and which shares of them can be syllables and carry a mark."""

    words: int
    sayable: float
    marked: float

    @property
    def worth(self) -> float:
        """0 to 1: how much it looks like Vietnamese. Nine in ten words of real documents can be said, two in three carry a mark.

        >>> round(of("Ủy ban nhân dân tỉnh ban hành Kế hoạch".split()).worth, 1), of("Uj bon nhgn dgn tinh".split()).worth < 0.6
        (1.0, True)
        """
        return self.sayable * min(self.marked / 0.5, 1.0)


def of(words: Iterable[str]) -> Spelling:
    """How words are spelled; those in capitals that nobody can say are abbreviations and count for nothing.

    >>> of(["Sở", "Tài", "chính", "UBND", "2026"])
    Spelling(words=3, sayable=1.0, marked=1.0)
    """
    found = [word for text in words for word in _WORD.findall(text) if len(word) > 1 and not _is_short_form(word)]
    if not found:
        return Spelling(0, 0.0, 0.0)
    said, marked = (sum(map(test, found)) / len(found) for test in (is_syllable, _is_marked))
    return Spelling(len(found), said, marked)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable, with or without its tone.

    >>> [is_syllable(word) for word in ("nghiêng", "Quyết", "khuya", "uỷ", "phòrg", "the")]
    [True, True, True, True, False, True]
    """
    letters = unicodedata.normalize("NFD", word.lower())
    tones = sum(sign in _TONES for sign in letters)
    bare = unicodedata.normalize("NFC", "".join(sign for sign in letters if sign not in _TONES))
    return tones < 2 and bool(_SYLLABLE.fullmatch(bare))


def _is_marked(word: str) -> bool:
    return not word.isascii()


def _is_short_form(word: str) -> bool:
    return word.isupper() and not is_syllable(word)
