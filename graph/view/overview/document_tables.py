"""The tables of documents: how they stand to one another, what answers what, their goals, what is missing, what was read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from graph.analysis.chains import Chain
from graph.analysis.coverage import Answer
from graph.analysis.gaps import Gap, Tally
from graph.records.documents import Quote, citing
from graph.records.goals import Goal
from graph.store import Answering
from graph.view.addresses import in_graph
from graph.view.overview.facts import Facts
from graph.view.overview.table import Cell, Column, Table, decimal, number, number_if_known, words
from graph.vocab import DOCUMENT_EDGES


def relations(found: Facts) -> Table:
    """Every edge between documents with its first words."""
    columns = (
        Column("document", wide=44), Column("relation", wide=16, filters=True), Column("other", wide=44),
        Column("words", wide=70), Column("date", "date"), Column("other_date", "date"), Column("quotes", "number", aside=True),
    )  # fmt: skip
    drawn = [step for step in found.steps if step.drawn]
    rows = tuple(
        (
            found.paper(step.subject),
            Cell(word=f"shared.edge_kinds.{step.predicate}.forward"),
            found.paper(step.object),
            words(step.quotes),
            Cell(_date(found, step.subject)),
            Cell(_date(found, step.object)),
            number(len(step.quotes)),
        )
        for step in sorted(drawn, key=lambda step: (DOCUMENT_EDGES.index(step.predicate), step.subject, step.object))
    )
    carried = sum(step.predicate == "implements" for step in drawn)
    return Table("relations", columns, rows, {"relations": len(rows), "carried": carried})


def chain_rows(found: Iterable[Chain]) -> Table:
    """The chains of documents, each with its dates and how long the way took."""
    columns = (
        Column("length", "number"), Column("chain", wide=90), Column("dates", "dates", 30), Column("delay", "number"),
        Column("ways", "number"),
    )  # fmt: skip
    rows = tuple(
        (
            number(chain.length), Cell(chain.documents), Cell(chain.dates),
            number_if_known(chain.delay_days), number(chain.ways),
        )
        for chain in found
    )  # fmt: skip
    return Table("chains", columns, rows, {"chains": len(rows)})


def coverage_rows(answers: Sequence[Answer], found: Facts) -> Table:
    """Which place answers which document of the centre, after how many days; where none does, that is said."""
    columns = (
        Column("document", wide=44, filters=True), Column("date", "date"), Column("place", wide=18, filters=True),
        Column("answered", wide=18, filters=True), Column("answer", wide=44), Column("answer_date", "date"),
        Column("later", "number"), Column("steps", "number"), Column("through", wide=44, aside=True),
        Column("words", wide=70),
    )  # fmt: skip
    rows = tuple(
        (
            found.paper(row.document_iri), Cell(row.date or ""), Cell(row.place),
            Cell(word=f"index.answered.{_manner(row)}"),
            found.paper(row.answer_iri) if row.answer_iri else Cell(word="index.answered.nobody"),
            Cell(row.answer_date or ""), number_if_known(row.delay_days), number_if_known(row.steps), Cell(row.through),
            words([Quote(row.answer_iri or "", row.words, row.file, row.characters_from, row.characters_to)]),
        )
        for row in answers
    )  # fmt: skip
    return Table("coverage", columns, rows, _covered(answers))


def _covered(answers: Sequence[Answer]) -> dict[str, int]:
    """Of all pairs of a document and a place, how many are answered: directly, only through others, not."""
    ways: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in answers:
        ways[row.document_iri, row.place_iri].add(_manner(row))
    best = Counter(next(manner for manner in _MANNERS if manner in each) for each in ways.values())
    above, places = ({pair[at] for pair in ways} for at in (0, 1))
    return {"above": len(above), "places": len(places), "pairs": len(ways)} | {each: best[each] for each in _MANNERS}


def goal_rows(aims: Iterable[Goal], found: Facts) -> Table:
    """Every quantified goal with its value, year, document and words."""
    columns = (
        Column("goal", wide=54), Column("sign", wide=8), Column("value", "number"), Column("to", "number"),
        Column("unit", wide=16, filters=True), Column("year", wide=8, filters=True), Column("document", wide=34, filters=True),
        Column("place", wide=18, filters=True), Column("words", wide=70), Column("confidence", "number", aside=True),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(aim.goal), Cell(_SIGNS.get(aim.comparator or "", aim.comparator or "")), decimal(aim.value),
            decimal(aim.value_max), Cell(aim.unit or ""), Cell(aim.year or ""), found.paper(aim.document_iri),
            Cell(aim.place or ""),
            words([Quote(aim.document_iri, aim.words, aim.file, aim.characters_from, aim.characters_to)]),
            number(aim.confidence),
        )
        for aim in aims
    )  # fmt: skip
    return Table("goals", columns, rows, {"goals": len(rows)})


def gap_rows(missing: Iterable[Gap], tallies: Iterable[Tally], found: Facts) -> Table:
    """What contradicts itself and what is missing, by kind, each with its words."""
    columns = (
        Column("kind", wide=30, filters=True), Column("words", wide=70), Column("detail", wide=60),
        Column("document", wide=34, filters=True),
    )  # fmt: skip
    rows = []
    for gap in missing:
        quote = Quote(gap.document_iri or "", gap.words, gap.file, gap.characters_from, gap.characters_to)
        evidence = words([quote])
        rows.append((
            Cell(word=f"index.gaps.{gap.kind}"), evidence if evidence.text else Cell(gap.about, in_graph(gap.iri)),
            Cell("" if gap.kind in _PLAIN else gap.says), found.paper(gap.document_iri or gap.iri),
        ))  # fmt: skip
    values = {"found": len(rows)}
    for row in tallies:
        name = row.kind.replace("-", "_")
        values |= {name: row.found, f"{name}_of": row.of}
    return Table("warnings", columns, tuple(rows), values)


def unread(graph: Answering, found: Facts) -> Table:
    """What is cited and was not among the files, that cited by most first."""
    columns = (
        Column("document", wide=60), Column("kind", wide=16, filters=True), Column("date", "date"),
        Column("issuer", wide=40), Column("cited_by", "number"),
    )  # fmt: skip
    cited = [(iri, count) for iri, count in citing(graph).items() if not found.cards[iri].source]
    cited.sort(key=lambda row: (-row[1], found.cards[row[0]].order))
    rows = tuple(
        (
            found.paper(iri), Cell(word=f"classes.{found.cards[iri].kind}"), Cell(found.cards[iri].date or ""),
            Cell(found.cards[iri].issuer or ""), number(count),
        )
        for iri, count in cited
    )  # fmt: skip
    return Table("unread", columns, rows, {"unread": len(rows), "documents": len(found.cards)})


def documents(found: Facts) -> Table:
    """What was read: what each document says of itself, and how much was found in it."""
    columns = (
        Column("document", wide=60), Column("kind", wide=16, filters=True), Column("date", "date"),
        Column("issuer", wide=40, filters=True), Column("tier", wide=20, filters=True), Column("tasks", "number"),
        Column("relations", "number"), Column("file", wide=40, aside=True),
    )  # fmt: skip
    given = Counter(task.document for task in found.tasks)
    joined = Counter(
        iri
        for step in found.steps
        if step.drawn
        for iri in {quote.document for quote in step.quotes}
        if iri in found.cards
    )
    read = sorted((card for card in found.cards.values() if card.source), key=lambda card: (card.tier or 9, card.order))
    rows = tuple(
        (
            found.paper(card.iri), Cell(word=f"classes.{card.kind}"), Cell(card.date or ""), Cell(card.issuer or ""),
            Cell(word=f"shared.tiers.{card.tier or 0}"), number(given[card.iri]), number(joined[card.iri]),
            Cell(card.source or ""),
        )
        for card in read
    )  # fmt: skip
    return Table("documents", columns, rows, {"read": len(rows), "documents": len(found.cards)})


def _manner(row: Answer) -> str:
    return "nothing" if row.steps is None else "directly" if row.steps == 1 else "through"


def _date(found: Facts, iri: str) -> str:
    return (found.cards[iri].date if iri in found.cards else None) or ""


_PLAIN = frozenset({"no-lead", "no-deadline", "not-assigned", "not-answered"})  # the kind says all
_MANNERS = ("directly", "through", "nothing")
_SIGNS = {">=": "≥", "<=": "≤", "~": "≈"}
