"""Which document is meant by what a user types: a number, words of a title, a file, an IRI."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from textwrap import shorten

from ..cards import printable
from ..errors import NotFound
from ..store import Graph
from ..vocab import ID, slug

SHOWN = 12
"""Candidates that a message lists; it says how many more there are."""


def find(graph: Graph, words: str) -> str:
    """The IRI of the one document that `words` name; otherwise `NotFound`, which lists the candidates or what is near.

    Forms, the first that fits anything decides: an IRI or its part after `…/id/`; a number, in any case and spacing
    ("23-NQ/TW", "23 - nq/tw"); the path, name or stem of the input file; a label; a number with more words around it
    ("Nghị quyết 124/NQ-CP 2020", "223/KH-UBND Tuyên Quang"); words of label, title and issuer in any order. Diacritics
    and case never matter, so "phat trien cong nghiep phu yen" will do.
    """
    entries = _entries(graph)
    asked = slug(words)
    for fits in (_is_identity, _is_number, _is_file, _is_label, _holds_number, _holds_words) if asked else ():
        found = [entry for entry in entries if fits(entry, words.strip(), asked)]
        if len(found) == 1:
            return found[0].iri
        if found:
            raise NotFound(f"{words}: {len(found)} documents fit; add the year or the issuer:\n{_list(found)}")
    near = _near(entries, asked)
    raise NotFound(f"{words}: no document of the graph is called this" + (f"; near it:\n{_list(near)}" if near else ""))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document as `find` compares it: names as slugs, `words` all of them together."""

    iri: str
    label: str
    date: str | None
    issuer: str | None
    number: str
    names: frozenset[str]
    files: frozenset[str]
    words: frozenset[str]

    def __str__(self) -> str:
        label = shorten(self.label, 100, placeholder=" …")
        return " · ".join(
            printable(part) for part in (label, self.date, self.issuer, self.iri.removeprefix(ID)) if part
        )


def _entries(graph: Graph) -> list[_Entry]:
    rows: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for iri, name, value in graph.query(_QUERY).rows:
        rows[str(iri)][str(name)].add(str(value))
    return [_entry(iri, values) for iri, values in sorted(rows.items())]


def _entry(iri: str, values: dict[str, set[str]]) -> _Entry:
    label, date, issuer, number = (min(values[name], default=None) for name in ("label", "date", "issuer", "number"))
    spelled = {slug(text) for name in ("label", "alt", "title", "number", "date", "issuer") for text in values[name]}
    paths = [PurePosixPath(path) for path in values["source"]]
    return _Entry(
        iri,
        label or iri,
        date,
        issuer,
        slug(number or ""),
        frozenset(slug(text) for name in ("label", "alt", "title") for text in values[name]),
        frozenset(form for path in paths for form in (str(path), path.name, path.stem)),
        frozenset(word for text in spelled for word in text.split("-")),
    )


def _is_identity(entry: _Entry, words: str, asked: str) -> bool:
    return words in (entry.iri, entry.iri.removeprefix(ID))


def _is_number(entry: _Entry, words: str, asked: str) -> bool:
    return entry.number != "" and entry.number.replace("-", "") == asked.replace("-", "")


def _is_file(entry: _Entry, words: str, asked: str) -> bool:
    return words in entry.files


def _is_label(entry: _Entry, words: str, asked: str) -> bool:
    return asked in entry.names


def _holds_number(entry: _Entry, words: str, asked: str) -> bool:
    """The number stands whole among the words, and the document has the rest of them too."""
    return entry.number != "" and f"-{entry.number}-" in f"-{asked}-" and _holds_words(entry, words, asked)


def _holds_words(entry: _Entry, words: str, asked: str) -> bool:
    return entry.words.issuperset(set(asked.split("-")) - {"so"})  # "Nghị quyết số …": the label need not say "số"


def _near(entries: list[_Entry], asked: str) -> list[_Entry]:
    from rapidfuzz import fuzz, process

    names = {(entry.iri, name): name for entry in entries for name in (entry.number, *sorted(entry.names)) if name}
    found = process.extract(asked, names, scorer=fuzz.ratio, score_cutoff=60, limit=SHOWN) or process.extract(
        asked, names, scorer=fuzz.token_set_ratio, score_cutoff=70, limit=SHOWN
    )
    by_iri = {entry.iri: entry for entry in entries}
    return [by_iri[iri] for iri in dict.fromkeys(iri for _, _, (iri, _) in found)]


def _list(entries: list[_Entry]) -> str:
    return "\n".join(_lines(entries))


def _lines(entries: list[_Entry]) -> Iterator[str]:
    yield from (f"  {entry}" for entry in islice(entries, SHOWN))
    if len(entries) > SHOWN:
        yield f"  … and {len(entries) - SHOWN} more"


_QUERY = """
SELECT ?document ?name ?value WHERE {
  {
    VALUES (?property ?name) {
      (rdfs:label "label") (skos:altLabel "alt") (eli:id_local "number") (dcterms:title "title")
      (eli:date_document "date") (pol:sourceFile "source") (pol:printedIssuer "issuer")
    }
    ?document a pol:PolicyDocument ; ?property ?value
  } UNION {
    ?document a pol:PolicyDocument ; eli:passed_by/rdfs:label ?value . BIND("issuer" AS ?name)
  }
}"""
