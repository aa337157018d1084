"""What the built graph says of general measures: what a document wants done and gives to nobody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.records import once
from graph.records.documents import Quote, text_files
from graph.store import Answering


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its printed number, its wording, where the words stand, and whether a task takes it up."""

    iri: str
    ordinal: str | None
    text: str
    quotes: tuple[Quote, ...]
    taken_up: bool

    @property
    def quote(self) -> Quote:
        """Where its words stand first."""
        return self.quotes[0]


def measures(graph: Answering) -> list[Measure]:
    """Every measure of the graph, in the order of the IRIs.

    >>> all(measure.quote.exact for measure in measures(samples))
    True
    """
    return list(_measures(graph))


@once
def _measures(graph: Answering) -> tuple[Measure, ...]:
    files = text_files(graph)
    taken_up = {iri for (iri,) in graph.query("SELECT DISTINCT ?m WHERE { ?task pol:assignsMeasure ?m }").rows}
    worded: dict[tuple[str, str | None, str], list[Quote]] = defaultdict(list)
    for iri, ordinal, text, document, exact, start, end in graph.query(_MEASURES).rows:
        place = int(start or 0), int(end or 0)
        worded[str(iri), ordinal, str(text)].append(Quote(str(document), exact, files.get(str(document)), *place))
    return tuple(
        Measure(iri, ordinal, text, tuple(sorted(quotes, key=lambda quote: quote.order)), iri in taken_up)
        for (iri, ordinal, text), quotes in sorted(worded.items(), key=lambda item: (item[0][0], item[0][2]))
    )


_MEASURES = """
SELECT ?measure ?ordinal ?text ?document ?exact ?start ?end WHERE {
  ?measure a pol:Measure ; pol:text ?text . OPTIONAL { ?measure pol:ordinal ?ordinal }
  ?claim rdf:subject ?measure ; rdf:predicate rdf:type ; pol:statedIn ?document .
  OPTIONAL { ?claim oa:exact ?exact }
  OPTIONAL { ?claim oa:start ?start }
  OPTIONAL { ?claim oa:end ?end }
}"""
