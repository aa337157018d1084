"""What one document says of another -> claims, and which of them carry an edge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.model import Claim, Findings, Relation, Said, Span
from graph.resolve.documents import Ids, Instrument

STRENGTH = (
    "replaces",
    "repeals",
    "amends",
    "guides",
    "implements",
    "approves",
    "promulgates",
    "appendixOf",
    "consolidates",
    "basedOn",
    "cites",
)
"""Between two documents the strongest edge that the text supports stands, strongest first."""
_FOLLOWS = {
    "implements": "implement",
    "basedOn": "be based on",
    "replaces": "replace",
    "amends": "amend",
    "repeals": "repeal",
    "guides": "guide",
    "consolidates": "consolidate",
}
"""Edges from a later document to an earlier one, as verbs of the warning where time contradicts them."""


def of_document(i: int, findings: Findings, ids: Ids) -> Iterator[Claim]:
    """What one document states of documents: every mention, its relations, and `cites` where it says no more."""
    me, text = ids.read[i], findings.document.source.text
    stated: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for r in findings.relations:
        ends = ids.end(i, r.subject, findings.citations), ids.end(i, r.object, findings.citations)
        if ends[0] != ends[1]:
            stated[ends].append(r)
    for (subject, target), relations in stated.items():
        relations = [r for r in relations if r.said] or relations  # a curator's word goes before what rules read
        strongest = min((r.predicate for r in relations), key=STRENGTH.index)
        for r in {r.span: r for r in relations if r.predicate == strongest}.values():
            yield _claim(subject, strongest, target, me, r.span, text, r.rule, r.said)
    seen: set[str] = set()
    for position, c in enumerate(findings.citations):
        if c.unsaid:
            continue
        cited = ids.end(i, position, findings.citations)
        if cited == me:
            continue
        rule = "" if c.said and c.said.new else "citation:number" if c.number else "citation:name"
        yield _claim(me, "mentions", cited, me, c.span, text, rule, c.said)
        if cited not in seen and (me, cited) not in stated:
            yield _claim(me, "cites", cited, me, c.span, text, rule, c.said)
        seen.add(cited)


def _claim(
    subject: str, predicate: str, target: str, me: str, span: Span, text: str, rule: str, said: Said | None
) -> Claim:
    return Claim(subject, f"pol:{predicate}", target, me, span, span.of(text), rule, said=said)


def settled(claims: Iterable[Claim], every: Iterable[Instrument]) -> list[Claim]:
    """The of_document with the edges they may carry: the strongest between two documents, and none against time."""
    by_id = {one.id: one for one in every}
    timely = [_against_time(c, by_id[c.subject], by_id[c.object]) for c in claims]
    strongest: dict[tuple[str, str], int] = {}
    for c in timely:
        rank = _rank(c.predicate)
        if c.edge and rank is not None:
            strongest[c.subject, c.object] = min(rank, strongest.get((c.subject, c.object), rank))
    return [
        replace(c, edge=False)
        if (rank := _rank(c.predicate)) is not None and rank > strongest.get((c.subject, c.object), rank)
        else c
        for c in timely
    ]


def _rank(predicate: str) -> int | None:
    name = predicate.removeprefix("pol:")
    return STRENGTH.index(name) if name in STRENGTH else None


def _against_time(claim: Claim, later: Instrument, earlier: Instrument) -> Claim:
    """The claim, without its edge and with a warning where its subject is certainly the older document and cannot be."""
    verb = _FOLLOWS.get(claim.predicate.removeprefix("pol:"))
    if verb is None or later.date is None or earlier.date is None or not later.date.before(earlier.date):
        return claim
    ends = f"{later.label} ({later.date}) is older than {earlier.label} ({earlier.date})"
    return replace(claim, edge=False, warning=f"{ends}, so it cannot {verb} it")
