"""Labelled lines: "Cơ quan chủ trì: …", "Thời gian thực hiện: …", each on a line of its own or behind one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.language.beginnings import Beginnings
from graph.language.lexicon import any_of, phrases


def roles() -> tuple[str, ...]:
    """What labels name: who leads, with whom, when, what comes out.

    >>> roles()
    ('lead', 'coordinate', 'time', 'product')
    """
    return tuple(phrases("tasks")["labels"])


def begins(text: str) -> bool:
    """Whether a line begins with a label.

    >>> begins("- Cơ quan chủ trì: Sở Y tế"), begins("Chủ trì rà soát")
    (True, False)
    """
    return ":" in text and bool(_beginning().match(text))


def find(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The labelled lines in a text: (role, match with its value). A value ends where the next label begins, also in the same line.

    >>> [(role, match["value"]) for role, match in find("Cơ quan chủ trì: Sở Y tế; thời gian: Quý I/2026.")]
    [('lead', 'Sở Y tế'), ('time', 'Quý I/2026')]
    """
    if ":" not in text:
        return
    for match in _begun().places(text).finditer("label"):
        yield next(role for role in roles() if match[role]), match


def role(text: str) -> str | None:
    """The role of the label that a line begins with; None where it begins with none.

    >>> role("- Thời gian: Quý I/2026"), role("Đo bãi bồi. Thời gian: Quý I/2026")
    ('time', None)
    """
    found = next(find(text), None) if begins(text) else None
    return found[0] if found else None


def alone(text: str) -> str | None:
    """The role of a label that is all of a line, as it heads its values; None where the line is no such heading.

    >>> alone("Cơ quan thực hiện"), alone("Thời gian thực hiện:"), alone("Cơ quan chủ trì: Sở Y tế")
    ('lead', 'time', None)
    """
    words = text.strip(" .:*")
    match = _label().fullmatch(f"{words}:") if len(words) < 60 and ":" not in words else None
    return next(role for role in roles() if match[role]) if match else None


def _any() -> str:
    return "|".join(any_of("tasks", "labels", role) for role in roles())


@lru_cache(maxsize=1)
def _beginning() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,4}}(?:{_any()})\s*:", re.IGNORECASE)


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({"label": _label()})


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    """A label and its value, to the end of the line, the next sentence that begins with words and a colon, or the next label."""
    alternatives = "|".join(f"(?P<{role}>{any_of('tasks', 'labels', role)})" for role in roles())
    return re.compile(
        rf"(?<!\w)(?:{alternatives})\s*:\s*"
        rf"(?P<value>.*?)(?=\.?\s*$|[.;] [A-ZĐ][^:]{{3,40}}:|[.;]? (?:- )?(?:{_any()})\s*:)",
        re.IGNORECASE,
    )
