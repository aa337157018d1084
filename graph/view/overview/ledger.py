"""The tables of the page and of the workbook: the same rows in both, in neutral words, each row with its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from graph.analysis.chains import Chain, chains
from graph.analysis.coordination import dyads
from graph.analysis.coverage import Answer, coverage
from graph.analysis.gaps import KINDS, Gap, Tally, gaps, tally
from graph.analysis.workload import Burden, Concentration, Total, concentration, totals, workload
from graph.records.documents import Card, Quote, Step, cards, citing, steps, text_files
from graph.records.goals import Goal, goals
from graph.records.kinds import class_names
from graph.records.tasks import Agency, Task, agencies
from graph.records.tasks import tasks as every_task
from graph.store import Answering
from graph.view.addresses import in_graph, text_of, words_at
from graph.view.words import LANGUAGES
from graph.vocab import DOCUMENT_CLASSES, DOCUMENT_EDGES

GAPS = tuple(kind for kind in KINDS if kind not in ("not-read", "incomplete"))
"""Kinds of gaps listed as such; the two tables of documents show the others."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table: words of a document, or a `number`, or a `word` of the interface
    ("index.kinds.open"); `items` where there are several. `href` leads to the evidence, or to the thing itself."""

    text: str = ""
    href: str | None = None
    number: float | None = None
    word: str | None = None
    items: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name among the words (`index.columns`), what it holds, its width in characters in the workbook,
    whether its few values make a filter, and whether the page leaves it to the workbook."""

    name: str
    holds: Literal["text", "number", "share", "date"] = "text"
    wide: int = 12
    filters: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `values` fill in the numbers of its note among the words (`index.notes`): the denominators."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the graph says, asked once for all tables and pictures."""

    cards: Mapping[str, Card]
    agencies: Mapping[str, Agency]
    tasks: tuple[Task, ...]
    steps: tuple[Step, ...]
    burdens: tuple[Burden, ...]
    total: Total
    spread: Concentration

    papers: Mapping[str, Cell]
    names: Mapping[str, Cell]

    def paper(self, iri: str) -> Cell:
        """A document: it leads to its text where it was read, else to its place in the graph."""
        return self.papers.get(iri) or Cell(iri, in_graph(iri))

    def body(self, iri: str) -> Cell:
        """An agency or group: it leads to its place in the graph."""
        return self.names.get(iri) or Cell(iri, in_graph(iri, "agency"))


def facts(graph: Answering) -> Facts:
    """What the tables are made of."""
    known, named, files = cards(graph), agencies(graph), text_files(graph)
    papers = {
        iri: Cell(card.called(), text_of(files[iri]) if iri in files else in_graph(iri)) for iri, card in known.items()
    }
    names = {iri: Cell(body.label, in_graph(iri, "agency")) for iri, body in named.items()}
    between = tuple(steps(graph))
    work = tuple(workload(graph)), totals(graph, by="agency")[-1], concentration(graph)
    return Facts(known, named, tuple(every_task(graph)), between, *work, papers, names)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All tables of a graph, what they are made of, and the names of the classes in each language."""

    facts: Facts
    tables: tuple[Table, ...]
    class_names: Mapping[str, Mapping[str, str]]


def ledger(graph: Answering) -> Ledger:
    """The tables of a graph, which the page and the workbook share."""
    found = facts(graph)
    names = class_names(graph)
    classes = {lang: {name: names.get(name, {}).get(lang, name) for name in (*_CLASSES, *names)} for lang in LANGUAGES}
    return Ledger(found, tables(graph, found), classes)


def tables(graph: Answering, found: Facts) -> tuple[Table, ...]:
    """Every table, in the order of the workbook."""
    return (
        work(found),
        quarters(graph, found),
        tasks(found),
        partners(graph, found),
        relations(found),
        chain_rows(chains(graph)),
        coverage_rows(coverage(graph), found),
        goal_rows(goals(graph), found),
        gap_rows(gaps(graph, GAPS), tally(graph), found),
        unread(graph, found),
        documents(found),
    )


def work(found: Facts) -> Table:
    """What each agency leads and takes part in; bodies, then groups."""
    columns = (
        Column("agency", wide=44), Column("agency_kind", filters=True, wide=14), Column("leads", "number"),
        Column("dated", "number"), Column("recurring", "number"), Column("open", "number"),
        Column("coordinates", "number"), Column("share", "share"), Column("of", "number", aside=True),
        Column("documents", "number"),
    )  # fmt: skip
    rows = tuple(
        (
            found.body(row.agency_iri),
            _kind(row),
            *map(_number, (row.leads, row.dated, row.recurring, row.open, row.coordinates, row.share, row.of)),
            _number(row.documents),
        )
        for row in found.burdens
    )
    return Table("work", columns, rows, work_numbers(found))


def work_numbers(found: Facts) -> dict[str, int]:
    """The denominators of all work: how many tasks of each kind, how many bodies and groups."""
    total = found.total
    return {
        "tasks": total.tasks,
        "by_body": total.by_body, "by_groups": total.by_groups, "by_nobody": total.by_nobody,
        "dated": total.dated, "recurring": total.recurring, "open": total.open,
        "bodies": total.bodies, "leading": found.spread.leading, "groups": total.groups,
    }  # fmt: skip


def quarters(graph: Answering, found: Facts) -> Table:
    """What each agency leads by the quarter it is due in: one row per agency and quarter."""
    columns = (
        Column("agency", wide=44), Column("agency_kind", filters=True, wide=14), Column("quarter", filters=True, wide=16),
        Column("leads", "number"), Column("coordinates", "number"), Column("of", "number"),
    )  # fmt: skip
    rows = tuple(
        (found.body(row.agency_iri), _kind(row), _when(row.key), *map(_number, (row.leads, row.coordinates, row.of)))
        for row in workload(graph, by="quarter")
    )
    return Table("quarters", columns, rows)


def tasks(found: Facts) -> Table:
    """Every task, the soonest due first, with the place of its words."""
    columns = (
        Column("due", "date"), Column("quarter", filters=True, wide=10), Column("number", wide=9), Column("task", wide=70),
        Column("lead", wide=40, filters=True), Column("joins", wide=40), Column("document", wide=34, filters=True),
        Column("timing", wide=22), Column("start", "date", aside=True), Column("recurrence", wide=12, aside=True),
        Column("part", wide=30, aside=True),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(task.due or ""),
            _when(task.quarter),
            Cell(task.ordinal or ""),
            Cell(task.text, words_at(task.quote) if task.quote else None),
            _several(map(found.body, task.leads)),
            _several(map(found.body, task.coordinators)),
            found.paper(task.document),
            Cell(task.timing or ""),
            Cell(task.start or ""),
            Cell(word=f"index.recurrences.{task.recurrence}") if task.recurrence else Cell(),
            Cell(task.part or ""),
        )
        for task in found.tasks
    )
    return Table("tasks", columns, rows, {"tasks": len(rows)})


def partners(graph: Answering, found: Facts) -> Table:
    """Who leads with whose help, the most frequent pairs first."""
    columns = (
        Column("lead", wide=44), Column("joins", wide=44), Column("tasks", "number"), Column("documents", "number"),
    )  # fmt: skip
    rows = tuple(
        (found.body(row.leading_iri), found.body(row.taking_part_iri), _number(row.tasks), _number(row.documents))
        for row in dyads(graph)
    )
    values = {"pairs": len(rows), "helped": found.total.coordinated, "tasks": found.total.tasks}
    return Table("partners", columns, rows, values)


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
            _words(step.quotes),
            Cell(_date(found, step.subject)),
            Cell(_date(found, step.object)),
            _number(len(step.quotes)),
        )
        for step in sorted(drawn, key=lambda step: (DOCUMENT_EDGES.index(step.predicate), step.subject, step.object))
    )
    carried = sum(step.predicate == "implements" for step in drawn)
    return Table("relations", columns, rows, {"relations": len(rows), "carried": carried})


def chain_rows(found: Iterable[Chain]) -> Table:
    columns = (
        Column("length", "number"), Column("chain", wide=90), Column("dates", wide=30), Column("delay", "number"),
        Column("ways", "number"),
    )  # fmt: skip
    rows = tuple(
        (
            _number(chain.length), Cell(chain.documents), Cell(chain.dates),
            _known(chain.delay_days), _number(chain.ways),
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
            Cell(row.answer_date or ""), _known(row.delay_days), _known(row.steps), Cell(row.through),
            _words([Quote(row.answer_iri or "", row.words, row.file, row.characters_from, row.characters_to)]),
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
        Column("place", wide=18, filters=True), Column("words", wide=70),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(aim.goal), Cell(_SIGNS.get(aim.comparator or "", aim.comparator or "")), _decimal(aim.value),
            _decimal(aim.value_max), Cell(aim.unit or ""), Cell(aim.year or ""), found.paper(aim.document_iri),
            Cell(aim.place or ""),
            _words([Quote(aim.document_iri, aim.words, aim.file, aim.characters_from, aim.characters_to)]),
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
        evidence = _words([quote])
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
    cited = [(iri, number) for iri, number in citing(graph).items() if not found.cards[iri].source]
    cited.sort(key=lambda row: (-row[1], found.cards[row[0]].order))
    rows = tuple(
        (
            found.paper(iri), Cell(word=f"classes.{found.cards[iri].kind}"), Cell(found.cards[iri].date or ""),
            Cell(found.cards[iri].issuer or ""), _number(number),
        )
        for iri, number in cited
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
            Cell(word=f"shared.tiers.{card.tier or 0}"), _number(given[card.iri]), _number(joined[card.iri]),
            Cell(card.source or ""),
        )
        for card in read
    )  # fmt: skip
    return Table("documents", columns, rows, {"read": len(rows), "documents": len(found.cards)})


def _kind(row: Burden) -> Cell:
    return Cell(word=f"shared.node_kinds.{'group' if row.group else 'agency'}")


def _when(quarter: str) -> Cell:
    """A quarter; or, where a task is due in none, its kind."""
    return Cell(quarter) if quarter[0].isdigit() else Cell(word=f"index.kinds.{quarter}")


def _number(value: float) -> Cell:
    return Cell(number=value)


def _known(value: int | None) -> Cell:
    return Cell() if value is None else _number(value)


def _decimal(value: Decimal | None) -> Cell:
    if value is None:
        return Cell()
    return Cell(number=int(value) if value == int(value) else float(value))


def _manner(row: Answer) -> str:
    return "nothing" if row.steps is None else "directly" if row.steps == 1 else "through"


def _several(cells: Iterable[Cell]) -> Cell:
    found = tuple(cells)
    return found[0] if len(found) == 1 else Cell(items=found)


def _words(quotes: Iterable[Quote]) -> Cell:
    quote = next((quote for quote in quotes if quote.exact), None)
    return Cell(" ".join((quote.exact or "").split()), words_at(quote)) if quote else Cell()


def _date(found: Facts, iri: str) -> str:
    return (found.cards[iri].date if iri in found.cards else None) or ""


_CLASSES = ("PolicyDocument", *DOCUMENT_CLASSES)
_PLAIN = frozenset({"no-lead", "no-deadline", "not-assigned", "not-answered"})  # the kind says all
_MANNERS = ("directly", "through", "nothing")
_SIGNS = {">=": "≥", "<=": "≤", "~": "≈"}
