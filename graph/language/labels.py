"""Labelled lines: "Cơ quan chủ trì: …", "Thời gian thực hiện: …", each on a line of its own or behind one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.language.lexicon import load


@lru_cache(maxsize=1)
def _line() -> re.Pattern[str]:
    labels = load().assigning["labels"]
    alternatives = "|".join(f"(?P<{role}>{words})" for role, words in labels.items())
    return re.compile(
        rf"\W{{0,4}}(?:{alternatives})\s*:\s*(?P<value>[^\n]*?)(?=[.;]?\s*(?:$|\n)|[.;] (?=[A-ZĐ]\w* \w+ ?\w* ?\w*:))",
        re.IGNORECASE,
    )


def begins(text: str) -> bool:
    """Whether a line begins with a label.

    >>> begins("- Cơ quan chủ trì: Sở Y tế"), begins("Chủ trì rà soát")
    (True, False)
    """
    return ":" in text and bool(_line().match(text))


def find(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The labelled lines in a text: (role, match with its value). A value ends where the next label begins, also in the same line."""
    if ":" not in text:
        return
    for match in _label().finditer(text):
        role = next(r for r in load().assigning["labels"] if match[r])
        yield role, match


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    labels = load().assigning["labels"]
    alternatives = "|".join(f"(?P<{role}>{words})" for role, words in labels.items())
    following = "|".join(labels.values())
    return re.compile(
        rf"(?<!\w)(?:{alternatives})\s*:\s*"
        rf"(?P<value>.*?)(?=\.?\s*$|[.;] [A-ZĐ][^:]{{3,40}}:|[.;]? (?:- )?(?:{following})\s*:)",
        re.IGNORECASE,
    )
