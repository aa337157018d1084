"""The section of the report that lists what was read with doubt: tasks, goals, zones and projects, the most doubtful first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from textwrap import shorten

from graph.analysis.doubtful import cut
from graph.model import Claim, Correction, Facts
from graph.view.report.corrections import fenced
from graph.view.text.table import markdown
from graph.vocab import DOUBTFUL, SUPERCLASS

MOST = 25
"""Rows of the section; the question `doubtful` gives all."""
LONGEST = 160
"""Characters of the words that a row shows."""


def doubts(facts: Facts) -> str:
    """One row for each thing whose confidence is below `DOUBTFUL`: how sure it is, what, the words it was read from, and their place.

    >>> from graph.model import Entity, Span
    >>> goal = Entity("indicator/1", "Indicator", "bến", (), (("pol:confidence", Decimal("0.6")),))
    >>> claim = Claim("indicator/1", "rdf:type", "pol:Indicator", "document/1", Span(3, 12), "12 bến đò", "indicator")
    >>> plan = Entity("document/1", "Plan", "Kế hoạch")
    >>> print(doubts(Facts((goal, plan), (claim,), read=(("a.txt", "document/1"),))))
    1 of 1 tasks, goals, zones and projects were read with a confidence below 0.9.
    <BLANKLINE>
    | confidence | what | words | file and characters |
    | --- | --- | --- | --- |
    | 0.6 | indicator | 12 bến đò | a.txt, 3–12 |
    <BLANKLINE>
    To decide, copy a line into corrections.yaml beside the documents, and fill in who, when and why:
    <BLANKLINE>
    ```yaml
    - {say: "goal", document: "a.txt", words: "12 bến đò", by: "", date: "", why: ""}
    - {unsay: "goal", document: "a.txt", words: "12 bến đò", by: "", date: "", why: ""}
    ```
    """
    sure = {entity.id: _confidence(dict(entity.values).get("pol:confidence")) for entity in facts.entities}
    known = {id: value for id, value in sure.items() if value is not None}
    kinds = {entity.id: SUPERCLASS.get(entity.kind, entity.kind) for entity in facts.entities}
    files = {id: path for path, id in facts.read}
    first: dict[str, Claim] = {}
    for claim in facts.claims:
        if claim.predicate == "rdf:type" and known.get(claim.subject, DOUBTFUL) < DOUBTFUL:
            before = first.setdefault(claim.subject, claim)
            first[claim.subject] = min(before, claim, key=lambda c: (files.get(c.document, ""), c.span))
    rows = sorted((known[id], files.get(claim.document, ""), claim.span, id) for id, claim in first.items())
    if not rows:
        return ""
    shown = [
        (
            f"{value:f}",
            kinds[id].lower(),
            shorten(first[id].exact, LONGEST, placeholder=" …"),
            f"{file}, {span.start}–{span.end}",
        )
        for value, file, span, id in rows[:MOST]
    ]
    told = f"{len(rows):,} of {len(known):,} tasks, goals, zones and projects were read with a confidence below {DOUBTFUL:f}."
    more = f" Here are the first {MOST}; all: “policygraph query doubtful”." if len(rows) > MOST else ""
    table = markdown(("confidence", "what", "words", "file and characters"), shown)
    return f"{told}{more}\n\n{table}\n\n{_offers(facts, [first[id] for _, _, _, id in rows[:MOST]], kinds)}"


def _offers(facts: Facts, claims: Iterable[Claim], kinds: Mapping[str, str]) -> str:
    """Two lines for each thing, in the order of the rows: that it is right, and that it is wrong."""
    read = {id: path for path, id in facts.read}
    offers = []
    for claim in claims:
        kind = kinds[claim.subject].lower()
        right = Correction("say", read.get(claim.document, ""), cut(claim.exact), {"indicator": "goal"}.get(kind, kind))
        offers += [right, replace(right, verb="unsay")]
    return fenced([offer for offer in offers if offer.document])


def _confidence(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
