"""A cascade as text: the tree, the linear reading, rows, JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from textwrap import shorten
from typing import Any

from graph.analysis.chains import Cascade, Line
from graph.records.documents import Card, Quote, Step
from graph.records.printable import printable

TIERS = {
    1: "Central Party",
    2: "National Assembly",
    3: "Government",
    4: "ministry",
    5: "provincial Party",
    6: "province",
    7: "below the province",
}
_ACTIVE = {
    "implements": "implements",
    "appendixOf": "appendix of",
    "basedOn": "based on",
    "replaces": "replaces",
    "amends": "amends",
    "repeals": "repeals",
    "consolidates": "consolidates",
}
_PASSIVE = {"replaces": "replaced by", "amends": "amended by", "repeals": "repealed by"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the cascade as a row: where it hangs, by what, and (with evidence, one row for each) a quote."""

    direction: str  # "above", "self", "below"
    depth: int
    label: str
    number: str | None
    date: str | None
    issuer: str | None
    tier: int | None
    read: str
    predicate: str | None
    of: str | None  # the document it hangs from
    again: str
    iri: str
    ended: str | None = None  # since when it is replaced or repealed
    quote: str | None = None
    quoted_from: str | None = None
    file: str | None = None
    start: int | None = None
    end: int | None = None


def tree(cascade: Cascade, *, evidence: bool = False) -> str:
    """The cascade as lines of text, the document first; with `evidence` the words of each step under its line.

    >>> from graph.analysis.chains import chain
    >>> from graph.analysis.lookup import find
    >>> print(tree(chain(samples, find(samples, "223/KH-UBND"))).split("→")[0].strip())
    ● Kế hoạch số 223/KH-UBND · 2021-12-18 · Ủy ban nhân dân tỉnh Tuyên Quang · [province]
    ▲ implements
    └─ Nghị quyết số 25-NQ/TU · 2021-05-25 · Ban Thường vụ Tỉnh ủy Tuyên Quang · [provincial Party]
    """
    notes = _notes(cascade)
    parts = [] if cascade.on is None else [f"As it stood on {cascade.on}, by the days of issue"]
    parts += [f"● {_described(cascade.card, most=400)}", *(f"    {note}" for note in notes[cascade.card.iri])]
    for heading, lines in (("▲ implements", cascade.above), ("▼ implemented by", cascade.below)):
        if lines:
            parts += [heading, *_branches(lines, notes, cascade.cards, evidence)]
    if not cascade.above and not cascade.below:
        parts.append("  It implements no document of the graph, and none implements it.")
    parts += ["→ by step and time", f"  {linear(cascade)}"]
    if cascade.refused:
        parts += ["⚠ said by a text, not drawn", *_refused(cascade)]
    return "\n".join(parts) + "\n"


def linear(cascade: Cascade) -> str:
    """The cascade in one line: levels from the top to the bottom, each by time, then tier.

    "Nghị quyết 23-NQ/TW (2018) → Kế hoạch 122-KH/TU (2019) & Nghị quyết 124/NQ-CP (2020) → …"
    """
    return " → ".join(" & ".join(_short(card) for card in level) for level in cascade.levels)


def rows(cascade: Cascade, *, evidence: bool = False) -> list[Row]:
    """The lines as rows in the order of the tree: what is above, the document itself, what is below."""
    found = [row for line in cascade.above for row in _rows("above", line, cascade.cards, evidence)]
    found.append(_row("self", 0, cascade.card))
    found += [row for line in cascade.below for row in _rows("below", line, cascade.cards, evidence)]
    since = {iri: cascade.cards[step.subject].date for iri, step in cascade.ended.items()}
    return [replace(row, ended=since.get(row.iri)) for row in found]


def to_json(cascade: Cascade, *, evidence: bool = False) -> str:
    """The whole cascade as JSON; steps carry their quotes with `evidence`."""
    sides = {"above": cascade.above, "below": cascade.below}
    whole = {
        "document": asdict(cascade.card),
        "on": cascade.on,
        **{name: [_line(line, evidence) for line in lines] for name, lines in sides.items()},
        "levels": [[card.iri for card in level] for level in cascade.levels],
        "beside": [_step(step, evidence) for step in cascade.beside],
        "refused": [_step(step, True) for step in cascade.refused],
        "ended": {iri: _step(step, evidence) for iri, step in cascade.ended.items()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _line(line: Line, evidence: bool) -> dict[str, Any]:
    card, step = asdict(line.card), _step(line.step, evidence)
    return {"depth": line.depth, "again": line.again, "document": card, "step": step}


def _step(step: Step, evidence: bool) -> dict[str, Any]:
    return asdict(step if evidence else replace(step, quotes=()))


def _described(card: Card, *, most: int = 110) -> str:
    tier = TIERS.get(card.tier or 0, "tier unknown")
    facts = (
        shorten(card.label, most, placeholder=" …"),
        card.date or "no date",
        card.issuer or "issuer unknown",
        f"[{tier}]",
    )
    return " · ".join(printable(part) for part in facts) + ("" if card.source else " · cited only")


def _short(card: Card) -> str:
    return printable(card.called(60)) + (f" ({card.date[:4]})" if card.date else "")


def _branches(
    lines: tuple[Line, ...], notes: Mapping[str, list[str]], cards: Mapping[str, Card], evidence: bool
) -> Iterator[str]:
    """Each line with the branches that lead to it, then what is noted of it."""
    for line, (branch, under) in zip(lines, _stems([line.depth for line in lines]), strict=True):
        appendix = "appendix: " if line.step.predicate == "appendixOf" else ""
        again = "  ↑ shown above" if line.again else ""
        yield f"{branch}{appendix}{_described(line.card)}{again}"
        below = [] if line.again else notes[line.card.iri]
        quotes = [_quoted(quote, cards) for quote in line.step.quotes] if evidence else []
        yield from (f"{under}  {text}" for text in (*below, *quotes))


def _stems(depths: list[int]) -> list[tuple[str, str]]:
    """For each line what leads to it and what runs on under it. Read from below: a line is the last of its siblings
    when no line of its depth follows before a shallower one.

    >>> [stem for stem, _ in _stems([1, 2, 1])]
    ['├─ ', '│  └─ ', '└─ ']
    """
    open_at: set[int] = set()
    stems = []
    for depth in reversed(depths):
        open_at = {d for d in open_at if d <= depth}
        trunk = "".join("│  " if d in open_at else "   " for d in range(1, depth))
        more = depth in open_at
        stems.append((trunk + ("├─ " if more else "└─ "), trunk + ("│  " if more else "   ")))
        open_at.add(depth)
    return stems[::-1]


def _quoted(quote: Quote, cards: Mapping[str, Card]) -> str:
    words = f"“{printable(quote.exact)}”" if quote.exact else f"asserted by {printable(quote.rule or 'a curator')}"
    where = printable(cards[quote.document].called(80)) if quote.document in cards else quote.document
    place = f", {printable(quote.file)}[{quote.start}:{quote.end}]" if quote.exact and quote.file else ""
    return f"{words} — {where}{place}" + (f" ⚠ {printable(quote.warning)}" if quote.warning else "")


def _notes(cascade: Cascade) -> dict[str, list[str]]:
    """What stands beside the lines, by document."""
    notes: dict[str, list[str]] = defaultdict(list)
    for step in cascade.beside:
        subject, object_ = cascade.cards[step.subject], cascade.cards[step.object]
        notes[subject.iri].append(f"{_ACTIVE[step.predicate]} {_short(object_)}")
        if step.predicate in _PASSIVE:
            ended = cascade.on is not None and cascade.ended.get(object_.iri) == step
            since = f"no longer in force since {subject.date}: " if ended else ""
            notes[object_.iri].append(f"{since}{_PASSIVE[step.predicate]} {_short(subject)}")
    return notes


def _refused(cascade: Cascade) -> Iterator[str]:
    for step in cascade.refused:
        subject, object_ = (_short(cascade.cards[iri]) for iri in (step.subject, step.object))
        yield f"  {subject} {_ACTIVE[step.predicate]} {object_}"
        yield from (f"    {_quoted(quote, cascade.cards)}" for quote in step.quotes)


def _row(
    direction: str, depth: int, card: Card, *, by: str | None = None, of: str | None = None, again: bool = False
) -> Row:
    facts = (card.label, card.number, card.date, card.issuer, card.tier, "yes" if card.source else "no")
    return Row(direction, depth, *facts, by, of, "yes" if again else "no", card.iri)


def _rows(direction: str, line: Line, cards: Mapping[str, Card], evidence: bool) -> list[Row]:
    parent = line.step.object if direction == "below" else line.step.subject
    row = _row(direction, line.depth, line.card, by=line.step.predicate, of=cards[parent].label, again=line.again)
    if not evidence or not line.step.quotes:
        return [row]
    return [
        replace(row, quote=q.exact, quoted_from=q.document, file=q.file, start=q.start, end=q.end)
        for q in line.step.quotes
    ]
