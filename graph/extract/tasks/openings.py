"""Whether a sentence can charge anybody, by the words at its beginning: most sentences cannot, and nobody is looked for in them.

Who is charged stands at a sentence's beginning, behind words that charge or link, behind a clause in front, or behind a colon. What each of
these can begin with is read from their patterns, so that no sentence is passed over that a reading of its bodies would have found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from graph.language import doers, offices
from graph.language.beginnings import Beginnings, small
from graph.language.lexicon import UPPER, any_of


def charged(words: str) -> Literal["nowhere", "first", "anywhere"]:
    """Where sentences can name whom they charge: "first" where only at their very beginning.

    >>> charged("Sổ của Sở Y tế được giữ ở kho."), charged("Sở Y tế giữ sổ.")
    ('nowhere', 'first')
    >>> texts = ("Sổ cũ mất. Giao Sở Y tế tìm.", "Khi mất sổ, Sở Y tế tìm.", "Sổ mới: Sở Y tế giữ.", "Theo sổ, Sở Y tế giữ.")
    >>> {charged(text) for text in texts}, charged("Theo sổ của Sở Y tế, mất hai trang.")
    ({'anywhere'}, 'nowhere')
    """
    lowered = small(words)
    if _leads_on(words, lowered, 0):
        return "anywhere"
    further = (parting.end() for parting in _PARTING.finditer(words))
    if any(_leads_on(words, lowered, at) or doers.begins().any_at(lowered, at) for at in further):
        return "anywhere"
    return "first" if doers.begins().any_at(lowered, 0) else "nowhere"


_PARTING = re.compile(rf"[.;] (?=[{UPPER}])|; ")
"""Where a sentence may begin, and where none does: one look more costs little."""


def _leads_on(words: str, lowered: str, at: int) -> bool:
    """Whether the words at a sentence's beginning lead to whom it charges."""
    if _begun().any_at(lowered, at):
        return True
    if _fronted().any_at(lowered, at):
        ends = (mark.end() for mark in _MARK.finditer(words, at))
        return any(words[end : end + 1].isupper() or _named_at(lowered, end) for end in ends)
    colon = _COLON.match(words, at) if ":" in words else None
    return bool(colon and (_named_at(lowered, colon.end()) or _LISTED.search(lowered, at, colon.end())))


def _named_at(lowered: str, at: int) -> bool:
    return doers.begins().any_at(lowered, at) or _begun().any_at(lowered, at)


_COLON = re.compile(rf"[{UPPER}][^:;.]{{3,110}}: +")
_LISTED = re.compile(r"(?:sở|bộ) ?: +$")
"""Before a colon: the names behind it are no whole ones, "các sở: Y tế, Nội vụ"."""
_MARK = re.compile("[,;:] *")


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    """What may stand at a sentence's beginning before those whom it charges: offices, words that charge, that link, that tell when."""
    sections = ("joining", "offices", "linking", "in_course", "charging")
    listed = {section: re.compile(any_of("tasks", section), re.IGNORECASE) for section in sections}
    return Beginnings({**listed, "heads": re.compile(offices.before_names())})


@lru_cache(maxsize=1)
def _fronted() -> Beginnings:
    """What may begin a clause in front."""
    return Beginnings({"fronted": re.compile(any_of("tasks", "fronted"))})
