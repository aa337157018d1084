"""Lists of what is repealed or replaced: "Bãi bỏ các văn bản sau:", and a line for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.extract.relations.mentions import Mention, roots
from graph.language.lexicon import any_of, phrases
from graph.model import InView, Relation


@lru_cache(maxsize=1)
def _opens() -> re.Pattern[str]:
    """ "Điều 3. Bãi bỏ các văn bản sau:", "2. Thay thế:", "Nghị quyết này bãi bỏ:" """
    return re.compile(
        r"(?:^\W*(?:(?:Điều )?\d+[a-z]?[.)]\s*)*(?:[a-zđ]\)\s*)?|này\b[^.;:]{0,80}?\b)"
        rf"(?i:({any_of('mentions', 'undoing')}))\b([^;.]{{0,80}}?):$"
    )


@lru_cache(maxsize=1)
def of_part() -> re.Pattern[str]:
    """A part of a document: who repeals or replaces a part changes the whole."""
    return re.compile(rf"\b(?i:{any_of('mentions', 'parts')})\b|\b(?:{any_of('mentions', 'provisions')})")


def opens_list(words: str) -> str | None:
    """What a line that ends in a colon does to the documents listed below it: "Bãi bỏ các văn bản sau:"."""
    match = _opens().search(words.strip())
    return undone(match[1], match[2]) if match else None


def undone(verb: str, what: str) -> str:
    """The edge that a verb says: "amends" where it is done to a part of the document."""
    whole = next(str(e["predicate"]) for e in phrases("mentions")["undoing"] if re.fullmatch(e["words"], verb.lower()))
    return "amends" if of_part().search(what) else whole


def listed(words: str, line: InView, places: list[Mention], predicate: str) -> Iterator[Relation[InView]]:
    """A line of a list of what is repealed or replaced, carried out or based on; who repeals or replaces a part of one changes it."""
    others = [p for p in places if not p.citation.itself]
    whole = predicate not in ("repeals", "replaces", "amends")
    partly = not whole and others and of_part().search(words[: others[0].citation.span.start - line.start])
    yield from roots(line, others, "amends" if partly else predicate, "listed")
