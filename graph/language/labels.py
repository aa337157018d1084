"""Labelled lines: "Cơ quan chủ trì: …", "Thời gian thực hiện: …", each on a line of its own or behind one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.language import charges, kinds, times
from graph.language.beginnings import Beginnings
from graph.language.compiled import compiled
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
    begun = _beginning().match(text) if ":" in text else None
    return bool(begun and (begun["listed"] or role(text)))


def find(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The labelled lines in a text: (role, match with its value). A value ends where the next label begins, also in the same line.

    Labels that no list holds ("Bộ phận thực hiện: …", "Thời gian trình Sở Y tế: …") are some where their value names bodies or says when.

    >>> [(role, match["value"]) for role, match in find("Cơ quan chủ trì: Sở Y tế; thời gian: Quý I/2026.")]
    [('lead', 'Sở Y tế'), ('time', 'Quý I/2026')]
    >>> [[role for role, _ in find(f"Thời gian trình Sở Y tế: {value}")] for value in ("Quý I/2026", "3 giờ")]
    [['time'], []]
    >>> list(find("Báo cáo kết quả: đợt 1 trước 30/12/2026"))
    []
    >>> [[role for role, _ in find(f"Bộ phận thực hiện: {value}")] for value in ("Phòng Kinh tế; UBND các xã", "đo lại bãi bồi")]
    [['lead'], []]
    """
    if ":" not in text:
        return
    for match in _begun().places(text).finditer("label"):
        if match[0][0].islower() and _inside(text, match.start()):
            continue
        listed = next((role for role in roles() if match[role]), None)
        likely = next((role for role in _likely() if match[f"{role}_"]), None)
        if role := listed or (likely if likely and _fits(likely, match["value"]) else None):
            yield role, match


def _inside(text: str, at: int) -> bool:
    """Whether a word stands right before a place: "Báo cáo | kết quả: …"."""
    return text[:at].rstrip()[-1:].isalpha()


def role(text: str) -> str | None:
    """The role of the label that a line begins with; None where it begins with none.

    >>> role("- Thời gian: Quý I/2026"), role("Đo bãi bồi. Thời gian: Quý I/2026")
    ('time', None)
    """
    begun = _beginning().match(text) if ":" in text else None
    found = next(find(text), None) if begun else None
    return found[0] if begun and found and found[1].start() < begun.end() else None


def alone(text: str) -> str | None:
    """The role of a label that is all of a line, as it heads its values; None where the line is no such heading.

    >>> alone("Cơ quan thực hiện"), alone("Thời gian thực hiện:"), alone("Cơ quan chủ trì: Sở Y tế")
    ('lead', 'time', None)
    """
    words = text.strip(" .:*")
    match = _label().fullmatch(f"{words}:") if len(words) < 60 and ":" not in words else None
    return next((role for role in roles() if match[role]), None) if match else None


def _fits(role: str, value: str) -> bool:
    """Whether a value is one of the label's role: a time, or bodies and nothing else, or who of them leads."""
    bare = value.strip(" .;")
    named = kinds.begins().match(bare)
    if role == "time":
        return not named and len(bare) < _LONGEST / 3 and times.says_when(bare)
    return bool(
        named
        and len(bare) < _LONGEST
        and (charges.names_only(bare, None, unlisted=True) or re.search(any_of("tasks", "taking"), bare))
    )


_LONGEST = 400
"""Characters of a value that names bodies."""


@lru_cache(maxsize=1)
def _likely() -> tuple[str, ...]:
    return tuple(phrases("tasks")["likely"])


def _listed() -> str:
    return "|".join(any_of("tasks", "labels", role) for role in roles())


def _unlisted() -> str:
    return "|".join(any_of("tasks", "likely", role) for role in _likely())


@lru_cache(maxsize=1)
def _beginning() -> re.Pattern[str]:
    return compiled(rf"\W{{0,4}}(?:(?P<listed>{_listed()})\s*:|(?:{_unlisted()})\s*:)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({"label": _label()})


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    """A label and its value, to the end of the line, the next sentence that begins with words and a colon, or the next label."""
    listed = "|".join(f"(?P<{role}>{any_of('tasks', 'labels', role)})" for role in roles())
    likely = "|".join(f"(?P<{role}_>{any_of('tasks', 'likely', role)})" for role in _likely())
    return compiled(
        rf"(?<!\w)(?:(?:{listed})(?=\s*:)|{likely})\s*:\s*"
        rf"(?P<value>.*?)(?=\.?\s*$|[.;] [A-ZĐ][^:]{{3,40}}:|[.;]? (?:- )?(?:{_listed()}|{_unlisted()})\s*:)",
        re.IGNORECASE,
    )
