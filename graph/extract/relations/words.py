"""What the words between two mentions say, and which documents can stand so to each other."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language.lexicon import any_of, load
from graph.model import Citation, InView


@lru_cache(maxsize=4096)
def connect(gap: str) -> tuple[str, bool] | None:
    """What the words before a mention say: (predicate, passive)."""
    for connector in load().connectors:
        if connector.pattern.search(gap):
            return connector.predicate, connector.passive
    return None


_BODY = r"[^\W\d_a-zà-ỹ][^,;.]{2,60}?"


_LETTERS = frozenset({"OfficialLetter", "Submission", "Report", "Notice"})


LAWS = ("Constitution", "Law", "Ordinance", "Decree", "Decision", "Circular")
"""Legal documents from the highest down (Luật 64/2025/QH15, Điều 4); one is amended only by its equal or a higher one."""


def capable(citation: Citation[InView], predicate: str, gap: str, other: Citation[InView]) -> bool:
    """Whether a document of this type can stand in this relation: laws implement nothing, letters promulgate nothing and change only
    letters, a plan *about* implementing X does not implement X."""
    if re.search(rf"\bđã (?:{any_of('mentions', 'issuing')}) $", gap):
        return False
    if re.match(r"(?:,| và)(?! (?:được|đã được|về))", gap):
        return False
    if re.search(rf"\b(?:{any_of('mentions', 'by_others')})", gap):
        return False  # others do it, whatever they are
    if re.search(rf"[,;] {_BODY} (?:đã )?(?:{any_of('mentions', 'issued')}) [^.;]*$", gap):
        return False  # a body does it by a document of its own
    if citation.type in ("Constitution", "Law", "Ordinance", "Treaty", "MasterPlan", "Strategy"):
        return predicate in ("amends", "repeals", "replaces")
    if citation.type not in _LETTERS:
        return True
    if predicate in ("amends", "repeals", "replaces"):
        return other.type in _LETTERS
    return predicate not in ("approves", "promulgates", "implements") or bool(
        re.fullmatch(rf",? (?:{any_of('mentions', 'letters_on')}) ", gap)
    )


def entitled(citation: Citation[InView], gap: str, other: Citation[InView]) -> tuple[str, bool] | None:
    """ "Nghị quyết số 5 về Chương trình nước sạch": an act named after the programme or the rules that it promulgates."""
    named = other.type in ("Programme", "Regulation") and other.number is None and citation.number is not None
    return ("promulgates", False) if named and re.fullmatch(r",? về ", gap) else None
