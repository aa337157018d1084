"""Lists of what is repealed or replaced: "Bãi bỏ các văn bản sau:", and a line for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.extract.relations.mentions import Mention, roots
from graph.language.lexicon import any_of, load, phrases
from graph.model import InView, Relation


@lru_cache(maxsize=1)
def of_part() -> re.Pattern[str]:
    """A part of a document: who repeals or replaces a part changes the whole."""
    return re.compile(rf"\b(?i:{any_of('mentions', 'parts')})\b|\b(?:{any_of('mentions', 'provisions')})")


@lru_cache(maxsize=1)
def _opens() -> re.Pattern[str]:
    """ "Điều 3. Bãi bỏ các văn bản sau:", "2. Thay thế:", "Nghị quyết này bãi bỏ:" """
    return re.compile(
        r"(?:^\W*(?:(?:Điều )?\d+[a-z]?[.)]\s*)*(?:[a-zđ]\)\s*)?|này\b[^.;:]{0,80}?\b)"
        rf"(?i:({any_of('mentions', 'undoing')}))\b([^;.]{{0,80}}?):$"
    )


@lru_cache(maxsize=1)
def _documents() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{load().type_words}|văn bản)(?!\w)")


@lru_cache(maxsize=1)
def _ended() -> re.Pattern[str]:
    """ "Các Quyết định sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:" """
    return re.compile(rf"(?i:\bsau(?: đây)?) {any_of('mentions', 'ended')}[^.;:]{{0,80}}:$")


UNDOING = frozenset({"amends", "replaces", "repeals"})
"""What ends or changes a document."""


@lru_cache(maxsize=1)
def _further() -> re.Pattern[str]:
    changing = "|".join(word.lower() for word in any_of("mentions", "changing").split("|"))
    chained = "".join(f"(?<!{word})" for word in changing.split("|"))
    part = rf"(?: (?={of_part().pattern})[^.;:,]{{1,60}}?)?"
    return re.compile(
        rf"{chained}(?:[;,]| và)(?: đồng thời| và)?,? (?:({any_of('mentions', 'undoing')})|{changing})(?: toàn bộ| các| cho)*{part} ?$"
    )


def further(gap: str) -> str | None:
    """The edge of a further verb by which a document ends or changes another, in the words between the two.

    >>> further("; đồng thời bãi bỏ "), further(" và sửa đổi Điều 5 "), further(", ")
    ('repeals', 'amends', None)
    """
    verb = _further().search(gap)
    return (undone(verb[1], gap[verb.end(1) :]) if verb[1] else "amends") if verb else None


def opens_list(words: str) -> str | None:
    """What a line that ends in a colon does to the documents listed below it: "Bãi bỏ các văn bản sau:"."""
    if not words.rstrip().endswith(":"):
        return None
    match = _opens().search(words.strip())
    if match and (not match[2].strip() or of_part().search(match[2]) or _documents().search(match[2])):
        return undone(match[1], match[2])
    ended = _ended().search(words.strip())
    what = re.sub(r"^\W*(?:Điều )?\d+[a-z]?[.)]", "", words[: ended.start()]) if ended else ""
    whole = _documents().search(what) or not of_part().search(what)
    return ("repeals" if whole else "amends") if ended else None


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
