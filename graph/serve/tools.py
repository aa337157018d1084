"""What an LLM's client may ask of a graph, as plain functions: every answer carries words of documents and where they stand.

`policygraph mcp` offers them by the Model Context Protocol; without its SDK they are functions like others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote as escaped

from graph.analysis.agenda import Item, agenda
from graph.analysis.chains import chain
from graph.analysis.lookup import find, find_agency, find_place
from graph.errors import NotFound, PolicyGraphError
from graph.records.periods import period
from graph.records.printable import printable
from graph.store import Answering, questions
from graph.store.question import TOPICS
from graph.view.addresses import page_of
from graph.view.text.tree import tree
from graph.vocab import ID

ROWS = 100
"""Rows of an answer, unless fewer are asked for: what a model reads costs its user money."""
MOST_ROWS = 500
LONGEST = 600
"""Characters of a cell; the address leads to the rest."""

_EVIDENCE = """SELECT ?subject ?relation ?object ?words ?document ?file ?start ?end ?warning WHERE {
  VALUES ?thing { UNDEF }
  { ?claim rdf:subject ?thing } UNION { ?claim rdf:object ?thing }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; oa:exact ?words ; oa:start ?start ; oa:end ?end ;
    pol:statedIn ?in .
  ?in rdfs:label ?document .
  OPTIONAL { ?in pol:textFile ?file }
  OPTIONAL { ?s rdfs:label ?subject }
  OPTIONAL { ?o rdfs:label ?object FILTER(LANG(?object) = "vi") }
  OPTIONAL { ?claim pol:warning ?warning }
  BIND(REPLACE(STR(?p), "^.*[#/]", "") AS ?relation)
} ORDER BY ?file ?start ?end ?relation"""

Answer = dict[str, Any]


@dataclass(frozen=True)
class Tools:
    """The tools over one graph: `graph` answers our own questions, `limited` what others write, within limits."""

    graph: Answering
    limited: Answering
    folder: Path

    def every(self) -> tuple[Callable[..., Answer], ...]:
        """The tools, by their names."""
        return (self.find_things, self.list_questions, self.ask_question, self.query_graph, self.evidence_of,
                self.chain_of, self.workload_of)  # fmt: skip

    def find_things(self, words: str) -> Answer:
        """Find a document, agency or place by its number, name or words of it (Vietnamese, diacritics optional). Gives its IRI, or what is near."""
        found: list[Answer] = []
        near: list[str] = []
        for kind, look in (("document", find), ("agency", find_agency), ("place", find_place)):
            try:
                iri = look(self.graph, words)
                found.append({"kind": kind, "iri": iri, "name": self._label(iri), "address": self._thing(iri)})
            except NotFound as error:
                near += [line.strip() for line in str(error).splitlines()[1:]]
        return {"found": found, "near": [] if found else near[:20]}

    def list_questions(self, topic: str = "") -> Answer:
        """List the named questions: what each asks and which parameters it takes. Topics: document, chain, task, agency, goal, place, evidence."""
        if topic and topic not in TOPICS:
            raise PolicyGraphError(f"{topic}: no such topic; choose {', '.join(TOPICS)}")
        listed = [q for q in questions() if topic in ("", q.about)]
        return {"questions": [{"name": q.name, "topic": q.about, "en": q.en, "vi": q.vi,
                               "parameters": {p.name: p.example for p in q.parameters}} for q in listed]}  # fmt: skip

    def ask_question(self, name: str, parameters: dict[str, str] | None = None, limit: int = ROWS) -> Answer:
        """Answer a named question (list_questions), with its parameters by name, such as {"agency": "Sở Công Thương tỉnh Tuyên Quang"}."""
        if name not in {question.name for question in questions()}:
            raise PolicyGraphError(f"{name}: there is no question of this name; list_questions shows them")
        return self._rows(self.limited, name, parameters or {}, limit)

    def query_graph(self, sparql: str, limit: int = ROWS) -> Answer:
        """Run a SPARQL 1.1 query (read only; time, memory and rows are limited). Prefixes pol, eli, org, oa, prov, skos, dcterms, rdf, rdfs, xsd are known. Select file, start and end to get addresses."""
        return self._rows(self.limited, sparql, {}, limit)

    def evidence_of(self, iri: str, limit: int = ROWS) -> Answer:
        """The exact words that state something of a thing (its IRI or the part after /id/): each with document and address."""
        path = iri if iri.startswith("http") else ID + iri
        return self._rows(self.limited, _EVIDENCE, {"thing": path}, limit)

    def chain_of(self, document: str) -> Answer:
        """What a document carries out and what carries it out, as a tree with the words of each step."""
        iri = find(self.graph, document)
        cascade = chain(self.graph, iri)
        quotes = [
            self._quoted(quote.exact, quote.file, quote.start, quote.end)
            for line in (*cascade.above, *cascade.below)
            for quote in line.step.quotes[:1]
        ]
        return {"document": iri, "tree": tree(cascade, evidence=True), "quotes": quotes, "address": self._thing(iri)}

    def workload_of(self, agency: str, when: str = "", limit: int = ROWS) -> Answer:
        """The tasks that an agency leads or takes part in, at all times or in a period ("2022-Q2", "2025"), with words and addresses."""
        found = agenda(self.graph, find_agency(self.graph, agency), period=period(when) if when else None)
        items = found.items[: _most(limit)]
        return {
            "agency": found.agency.label,
            "leads": found.count("leads"),
            "takes_part_in": found.count("coordinates"),
            "of": found.of,
            "tasks": [self._task(item) for item in items],
            "left_out": len(found.items) - len(items),
        }

    def _task(self, item: Item) -> Answer:
        told = {"role": item.role, "falls": item.falls, "due": item.due, "task": _short(item.task), "partners": item.partners,
                "document": item.document, "confidence": item.confidence}  # fmt: skip
        return told | {"address": self._address(item.file, item.characters_from, item.characters_to)}

    def _rows(self, graph: Answering, sparql: str, bindings: dict[str, str], limit: int) -> Answer:
        found = graph.query(sparql, limit=_most(limit), bindings=bindings)
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        return {"rows": [self._row(row) for row in rows], "more_rows": found.cut}

    def _row(self, row: dict[str, str | None]) -> Answer:
        told: Answer = {name: _short(cell) for name, cell in row.items() if cell is not None}
        start, end = row.get("start"), row.get("end")
        if row.get("file") and start and start.isdecimal():
            until = int(end) if end and end.isdecimal() else int(start) + 1
            told["address"] = self._address(row["file"], int(start), until)
        return told

    def _quoted(self, exact: str | None, file: str | None, start: int | None, end: int | None) -> Answer:
        return {"words": _short(exact), "address": self._address(file, start, end)}

    def _address(self, file: str | None, start: int | None, end: int | None) -> str | None:
        """The reading page at these words, as a browser opens it."""
        if file is None or start is None or not file.startswith("text/"):
            return None
        return f"{(self.folder.resolve() / page_of(file)).as_uri()}#c={start}-{end}"

    def _thing(self, iri: str) -> str:
        return f"{(self.folder.resolve() / 'graph.html').as_uri()}#node={escaped(iri.removeprefix(ID))}&view=near"

    def _label(self, iri: str) -> str:
        rows = self.graph.query(
            "SELECT ?name { VALUES ?thing { UNDEF } ?thing rdfs:label ?name }", bindings={"thing": iri}
        ).rows
        return next((str(name) for (name,) in rows), iri)


def _most(limit: int) -> int:
    return max(1, min(limit, MOST_ROWS))


def _short(cell: str | None) -> str:
    text = printable(cell or "")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def names(tools: Iterable[Callable[..., Answer]]) -> list[str]:
    """The names of tools.

    >>> names(Tools(samples, samples, samples.folder).every())[:2]
    ['find_things', 'list_questions']
    """
    return [tool.__name__ for tool in tools]
