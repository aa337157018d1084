"""What follows from how documents stand to each other for the years of those that a text cites."""

from __future__ import annotations

from graph.language import numbers
from graph.model import Citation, Findings

_FOLLOWING = ("implements", "basedOn", "replaces", "amends", "repeals", "guides")


def latest_years(findings: Findings) -> dict[int, int]:
    """The latest possible year of mentions, by their positions: the earliest year of the documents that carry out or change them."""
    latest: dict[int, int] = {}
    for r in findings.relations:
        other = r.subject >= 0 and not findings.citations[r.subject].itself
        known = year(findings.citations[r.subject]) if other else None
        if known and r.predicate in _FOLLOWING:
            latest[r.object] = min(known, latest.get(r.object, known))
    return latest


def changed_laws(findings: Findings) -> frozenset[int]:
    """The positions of laws that the text says another law amends or ends."""
    return frozenset(
        r.object
        for r in findings.relations
        if r.predicate in ("amends", "replaces", "repeals") and r.object >= 0 and r.subject >= 0
        if {findings.citations[end].type for end in (r.subject, r.object)} <= {"Law", "Ordinance"}
    )


def year(c: Citation) -> int | None:
    """The year that a citation prints, in its number or its date.

    >>> from graph.model import Span
    >>> year(Citation(Span(0, 9), "Decree", "06/2019/NĐ-CP")), year(Citation(Span(0, 9), "Decree", "6/NĐ-CP"))
    (2019, None)
    """
    return (numbers.year(c.number) if c.number else None) or (c.date.year if c.date else None)
