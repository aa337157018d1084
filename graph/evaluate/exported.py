"""A document's findings as gold: what was confirmed and corrected becomes what the next build is measured by.

It is written in the form that `read_gold` reads (`samples/gold/GUIDE.md`). A document whose doubts nobody has decided gives gold too, and says how
many they are: gold is a reader's word only for what a reader has seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from graph.errors import PolicyGraphError
from graph.evaluate.gold import CLASS_OF_TYPE
from graph.evaluate.likeness import SELF, number_key, title_key
from graph.evaluate.stated import Stated, StatedClaim, read_stated
from graph.store import Answering
from graph.vocab import DOCUMENT_EDGES, DOUBTFUL, ZONE_CLASSES

_TYPE_OF_CLASS = {name: code for code, name in CLASS_OF_TYPE.items()}
_ZONE_KINDS = {
    "IndustrialPark": "industrial_park",
    "IndustrialCluster": "industrial_cluster",
    "EconomicZone": "economic_zone",
    "TourismArea": "tourism_area",
    "HeritageSite": "heritage_site",
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """Gold of one document: the `stem` of its file, the YAML, and how many of its findings are in doubt and not decided."""

    stem: str
    text: str
    undecided: int


def exported(graph: Answering, document: str, *, confirmed: bool = False) -> Exported:
    """The findings of a document (an IRI) as gold; only those that a curator said or confirmed, where `confirmed`.

    Raises `PolicyGraphError` for a document that was not read.

    >>> gold = exported(samples, "https://w3id.org/policygraph/id/document/tuyen-quang/223-kh-ubnd/2021")
    >>> print(gold.text.split("header:")[0].splitlines()[-1], gold.undecided)
    doc: mau-223-kh-ubnd-2021 0
    """
    stated = read_stated(graph)
    source = {iri: str(file) for iri, file in graph.query("SELECT ?d ?f WHERE { ?d pol:sourceFile ?f }").rows}.get(
        document
    )
    if source is None:
        raise PolicyGraphError(
            f"{document}: this document was not read, only cited; gold is of documents that were read"
        )
    found = _Document(stated, document, confirmed)
    stem = PurePosixPath(source).stem
    doubts = _undecided(graph, found.mentioned)
    sections = {
        "doc": stem,
        "header": found.header(_signed(graph, document)),
        "citations": list(found.citations()),
        "relations": list(found.relations()),
        "tasks": list(found.tasks(_ordinals(graph), _printed(graph))),
        "zones": list(found.zones(_places(graph))),
        "projects": list(found.projects()),
        "indicators": list(found.indicators()),
    }
    head = "# Gold exported by policygraph from a build and its corrections.\n"
    if doubts and not confirmed:
        head += f"# Findings read with doubt that nobody has decided: {doubts} (see review.html).\n"
    told = yaml.safe_dump(sections, allow_unicode=True, sort_keys=False, width=10_000)
    return Exported(stem, head + told, doubts)


def write_exported(gold: Exported, folder: Path, *, replace: bool = False) -> Path:
    """The path of the gold, written into a folder. Raises `PolicyGraphError` where gold of this name lies there, unless it is to be replaced."""
    path = folder / f"{gold.stem}.yaml"
    if path.exists() and not replace:
        raise PolicyGraphError(
            f"{path}: there is gold of this document already; name another folder with -o, or give --replace"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(gold.text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PolicyGraphError(
            f"{path}: this cannot be written ({error.strerror}); name another folder with -o"
        ) from error
    return path


class _Document:
    """What the graph states of one document, section by section; of everything, or of what a curator confirmed."""

    def __init__(self, stated: Stated, me: str, confirmed: bool) -> None:
        self._stated, self._me, self._confirmed = stated, me, confirmed
        self._claims = [claim for claim in stated.claims if claim.document == me and (claim.curated or not confirmed)]
        self.mentioned = frozenset(end for claim in self._claims for end in (claim.subject, claim.object))
        self._things = frozenset(claim.subject for claim in self._claims if claim.predicate.endswith("type"))
        self._cited = self._documents()

    def _documents(self) -> dict[str, str]:
        """The documents that this one mentions, by their key."""
        others = sorted(self._stated.objects.get(("mentions", self._me), frozenset()) - {self._me})
        mine = [other for other in others if other in self.mentioned]
        return {self._stated.document_key(other, me=self._me): other for other in mine}

    def header(self, signed: tuple[str, str] | None) -> Row:
        """Type, number, date, issuer, title, signer."""
        row = self._row(self._me) | {"title": self._stated.titles.get(self._me)}
        return row | {"signer": {"name": signed[0], "role": signed[1]} if signed else None}

    def _row(self, document: str) -> Row:
        kind, stated = self._stated.document_class(document), self._stated
        issuer = stated.labels.get(stated.issuers.get(document, ""))
        number, date = stated.numbers.get(document), stated.dates.get(document)
        return {"type": _TYPE_OF_CLASS.get(kind or ""), "number": number, "date": date, "issuer": issuer}

    def citations(self) -> Iterator[Row]:
        """The documents that it cites, once each."""
        times = Counter(claim.object for claim in self._claims if claim.predicate == "mentions")
        for document in self._cited.values():
            row = self._row(document)
            yield row | {"title": None if row["number"] else self._name(document), "mentions": times[document]}

    def _name(self, document: str) -> str:
        """The number or the name of a document, as a relation of gold names it."""
        if document == self._me:
            return SELF
        number = self._stated.numbers.get(document)
        return number or self._stated.titles.get(document) or self._stated.label(document)

    def _is_known(self, document: str) -> bool:
        """Whether a relation can name a document: it is this one or a citation."""
        name = self._name(document)
        return name == SELF or number_key(name) in self._cited or title_key(name) in self._cited

    def relations(self) -> Iterator[Row]:
        """Once for each two documents and what one does to the other, with the first words that say so."""
        seen: set[tuple[str, str, str]] = set()
        for claim in sorted(self._claims, key=lambda claim: (claim.start, claim.end, claim.predicate)):
            key = claim.subject, claim.predicate, claim.object
            if claim.predicate in DOCUMENT_EDGES and key not in seen and self._is_between(claim):
                seen.add(key)
                ends = self._name(claim.subject), self._name(claim.object)
                yield {"s": ends[0], "p": claim.predicate, "o": ends[1], "quote": " ".join((claim.exact or "").split())}

    def _is_between(self, claim: StatedClaim) -> bool:
        documents = claim.subject == self._me or self._stated.document_class(claim.subject)
        return bool(documents) and self._is_known(claim.subject) and self._is_known(claim.object)

    def tasks(self, ordinals: dict[str, str], printed: dict[str, str]) -> Iterator[Row]:
        """The tasks with who leads, who takes part, when, and what they carry out."""
        for task in self._stated.tasks.get(self._me, ()):
            if task.id not in self._things:
                continue
            time = {"raw": printed.get(task.id), "start": task.start, "end": task.due, "recurrence": task.recurrence}
            carried = self._stated.objects.get(("implements", task.id), frozenset())
            yield {
                "n": ordinals.get(task.id),
                "text": task.text,
                "lead": self._bodies("leads", task.id),
                "coordinate": self._bodies("coordinates", task.id),
                "deadline": time if any(time.values()) else None,
                "implements": sorted(self._name(each) for each in carried if self._is_known(each)),
            }

    def _bodies(self, edge: str, task: str) -> list[str]:
        return sorted(self._stated.label(body) for body in self._stated.subjects.get((edge, task), frozenset()))

    def _named(self, classes: Iterable[str]) -> Iterator[tuple[str, str, list[str]]]:
        """The things of these classes that it speaks of: IRI, name and other names."""
        wanted = frozenset(classes)
        for thing in sorted(self._things):
            if self._stated.classes.get(thing, frozenset()) & wanted:
                yield thing, self._stated.label(thing), sorted(self._stated.other_names.get(thing, ()))

    def zones(self, places: dict[str, str]) -> Iterator[Row]:
        """Zones with their kind and where they lie."""
        for thing, name, others in self._named(ZONE_CLASSES):
            kinds = self._stated.classes.get(thing, frozenset())
            kind = next((word for each, word in _ZONE_KINDS.items() if each in kinds), "other")
            yield {"name": name, "kind": kind, "in": places.get(thing), "aliases": others}

    def projects(self) -> Iterator[Row]:
        """Projects by name."""
        yield from ({"name": name, "aliases": others} for _, name, others in self._named(["Project"]))

    def indicators(self) -> Iterator[Row]:
        """Quantified goals."""
        for each in self._stated.indicators:
            if each.id in self._things:
                value = int(each.value) if each.value == int(each.value) else each.value
                name = self._stated.label(each.id)
                year = int(each.year) if each.year else None
                yield {"name": name, "comparator": each.comparator, "value": value, "unit": each.unit, "year": year}


def _undecided(graph: Answering, mentioned: frozenset[str]) -> int:
    rows = graph.query(f"SELECT ?x WHERE {{ ?x pol:confidence ?sure FILTER(?sure < {DOUBTFUL:f}) }}").rows
    return sum(str(thing) in mentioned for (thing,) in rows)


def _values(graph: Answering, query: str) -> dict[str, str]:
    return {str(one): str(other) for one, other in sorted(graph.query(query).rows, key=str)}


def _ordinals(graph: Answering) -> dict[str, str]:
    return _values(graph, "SELECT ?t ?n WHERE { ?t a pol:Task ; pol:ordinal ?n }")


def _printed(graph: Answering) -> dict[str, str]:
    return _values(graph, "SELECT ?t ?n WHERE { ?t a pol:Task ; pol:timing ?n }")


def _places(graph: Answering) -> dict[str, str]:
    return _values(graph, "SELECT ?z ?n WHERE { ?z a pol:Zone ; pol:locatedIn/rdfs:label ?n }")


def _signed(graph: Answering, document: str) -> tuple[str, str] | None:
    rows = graph.query(
        f"SELECT ?name ?role WHERE {{ <{document}> pol:signedBy ?name OPTIONAL {{ <{document}> pol:signedAs ?role }} }}"
    ).rows
    return next(((str(name), str(role or "")) for name, role in sorted(rows, key=str)), None)
