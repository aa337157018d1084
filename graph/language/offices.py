"""Who heads a body: offices that stand before its name, and name it too.

Forms: "Giám đốc Sở Y tế", "Chủ tịch UBND tỉnh", "Bộ trưởng Bộ Tài chính", "Chánh Văn phòng …" (`ontology/gazetteer/offices.yaml`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language.folding import tidy
from graph.language.lexicon import data


def is_office(words: str) -> bool:
    """Whether the words name who heads a body, not the body.

    >>> is_office("Giám đốc Sở Y tế"), is_office("Sở Y tế")
    (True, False)
    """
    return bool(re.match(rf"(?:{before_names()})\s", tidy(words), re.IGNORECASE))


def is_alone(words: str) -> bool:
    """Whether the words are an office and nothing else, not even whose.

    >>> is_alone("Giám đốc"), is_alone("Giám đốc Sở Y tế")
    (True, False)
    """
    return bool(_office().fullmatch(words))


@lru_cache(maxsize=1)
def _office() -> re.Pattern[str]:
    return re.compile(before_names(), re.IGNORECASE)


@lru_cache(maxsize=1)
def before_names() -> str:
    """A pattern for the office of who heads a body, as it stands before the body's name.

    >>> re.match(before_names(), "Giám đốc Sở Y tế")[0]
    'Giám đốc'
    """
    return "|".join(entry["before"] for entry in data("gazetteer/offices.yaml")["offices"] if "before" in entry)


@lru_cache(maxsize=1)
def person() -> str:
    """A pattern for the name of a person, as it stands beside an office.

    >>> bool(re.fullmatch(person(), "Nguyễn Văn An")), bool(re.fullmatch(person(), "Sở Y tế"))
    (True, False)
    """
    return "|".join(entry["words"] for entry in data("gazetteer/offices.yaml")["persons"])


@lru_cache(maxsize=1)
def holder() -> str:
    """A pattern for a person's name before the office: "đồng chí | Nguyễn Văn An, | Phó Chủ tịch".

    >>> re.match(holder(), "Ông Lê Văn Bình, Giám đốc Sở Y tế")[0]
    'Ông Lê Văn Bình,'
    """
    return rf"(?:(?:[Ôô]ng|[Bb]à) )?(?:{person()})(?:,| -)"


@lru_cache(maxsize=2)
def _at_beginning(*, case: bool) -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{before_names()})\s+)+", 0 if case else re.IGNORECASE)


def without(words: str, *, case: bool = True) -> str:
    """The body's name behind the office of who heads it.

    >>> without("Giám đốc Sở Y tế"), without("Sở Y tế")
    ('Sở Y tế', 'Sở Y tế')
    """
    return _at_beginning(case=case).sub("", words) or words
