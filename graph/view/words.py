"""The words of the pages' interface, in each language: `words/vi.yaml`, `words/en.yaml`.

A file has one section for each page and `shared:`, what several pages say. Every language has the same keys.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import PolicyGraphError

LANGUAGES = ("vi", "en")
"""The first is what a page speaks unless it is asked for another."""

_FOLDER = Path(__file__).with_name("words")


def words(language: str, *sections: str) -> dict[str, Any]:
    """What a page says in a language: each named section under its name.

    >>> words("en", "shared")["shared"]["edge_kinds"]["implements"]
    {'forward': 'implements', 'backward': 'implemented by'}
    >>> words("fr", "shared")
    Traceback (most recent call last):
        ...
    graph.errors.PolicyGraphError: fr: the pages speak vi, en
    """
    if language not in LANGUAGES:
        raise PolicyGraphError(f"{language}: the pages speak {', '.join(LANGUAGES)}")
    every = _sections(language)
    return {section: every[section] for section in sections}


@cache
def _sections(language: str) -> dict[str, Any]:
    text = (_FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return found
