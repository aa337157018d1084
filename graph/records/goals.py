"""What the built graph says of quantified goals: value, unit, year, document, and the words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from graph.records import once
from graph.records.documents import Card, cards, text_files
from graph.store import Answering


@dataclass(frozen=True, slots=True)
class Goal:
    """A row of goals.csv: an indicator, the document that sets it, and where its words stand."""

    goal: str
    comparator: str | None
    value: Decimal
    value_max: Decimal | None  # of a range
    unit: str | None
    year: str | None
    document: str
    date: str | None
    tier: int | None
    place: str | None
    words: str | None
    file: str | None
    characters_from: int | None
    characters_to: int | None
    indicator_iri: str
    document_iri: str
    confidence: float = 1.0  # how sure the reading is

    @property
    def printed(self) -> str:
        """Sign, value and unit as one reads them: "> 8,5 %/năm" becomes "> 8.5 %/năm"."""
        high = f"-{self.value_max:f}" if self.value_max is not None else ""
        return " ".join(part for part in (self.comparator, f"{self.value:f}{high}", self.unit) if part)

    @property
    def order(self) -> tuple[str, int, str, str, int, str]:
        """Goals of one name stand together, those from above first."""
        return (
            " ".join(re.findall(r"\w+", self.goal.lower())),
            self.tier or 99,
            self.year or "9999",
            self.document_iri,
            self.characters_from or 0,
            self.indicator_iri,
        )


def goals(graph: Answering) -> list[Goal]:
    """The ledger of goals: one row for each indicator and document that sets it, goals of one name together.

    >>> first = goals(samples)[0]
    >>> first.goal, first.printed, first.year
    ('chế biến, chế tạo tăng', '> 10 %/năm', '2030')
    """
    return list(_goals(graph))


@once
def _goals(graph: Answering) -> tuple[Goal, ...]:
    papers, files = cards(graph), text_files(graph)
    rows: dict[tuple[str, str], Goal] = {}
    for row in sorted(graph.query(_GOALS).rows, key=lambda row: (row[0] or "", row[1] or "", int(row[9] or 0))):
        goal = _goal(row, papers, files)
        rows.setdefault((goal.indicator_iri, goal.document_iri), goal)
    return tuple(sorted(rows.values(), key=lambda goal: goal.order))


def _goal(row: tuple[str | None, ...], papers: Mapping[str, Card], files: Mapping[str, str]) -> Goal:
    indicator, document, name, sign, value, high, unit, year, words, start, end, sure = row
    iri = str(document)
    card = papers.get(iri) or Card(iri, iri)
    return Goal(
        str(name), sign, Decimal(value or 0), Decimal(high) if high else None, unit, year,
        card.called(), card.date, card.tier, card.place, words, files.get(iri),
        int(start) if start else None, int(end) if end else None, str(indicator), iri,
        float(sure or 1),
    )  # fmt: skip


_GOALS = """
SELECT ?indicator ?document ?name ?sign ?value ?high ?unit ?year ?words ?start ?end ?sure WHERE {
  ?document a pol:PolicyDocument ; pol:targets ?indicator .
  ?indicator a pol:Indicator ; rdfs:label ?name ; pol:value ?value .
  OPTIONAL { ?indicator pol:comparator ?sign }
  OPTIONAL { ?indicator pol:valueMax ?high }
  OPTIONAL { ?indicator pol:unit ?unit }
  OPTIONAL { ?indicator pol:targetYear ?year }
  OPTIONAL { ?indicator pol:confidence ?sure }
  OPTIONAL {
    ?claim rdf:subject ?indicator ; rdf:predicate rdf:type ; pol:statedIn ?document .
    OPTIONAL { ?claim oa:exact ?words }
    OPTIONAL { ?claim oa:start ?start }
    OPTIONAL { ?claim oa:end ?end }
  }
}"""
