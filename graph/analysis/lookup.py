"""Which document, agency or place is meant by what a user types: a number, words of a title, a name, a file, an IRI."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import PurePosixPath
from textwrap import shorten

from graph.errors import NotFound
from graph.records.forms import forms
from graph.records.printable import printable
from graph.store import Answering
from graph.vocab import ID, slug

SHOWN = 12
"""Candidates that a message lists; it says how many more there are."""


def find(graph: Answering, words: str) -> str:
    """The IRI of the one document that `words` name; otherwise `NotFound`, which lists the candidates or what is near.

    Forms, the first that fits anything decides: an IRI or its part after `…/id/`; a number, in any case and spacing
    ("23-NQ/TW", "23 - nq/tw"); the path, name or stem of the input file; a label; a number with more words around it
    ("Nghị quyết 124/NQ-CP 2020", "223/KH-UBND Tuyên Quang"); words of label, title and issuer in any order. Diacritics
    and case never matter, so "phat trien cong nghiep phu yen" will do.

    >>> find(samples, "124 nq-cp 2020")
    'https://w3id.org/policygraph/id/document/124-nq-cp/2020'
    """
    return _one(_entries(graph, _QUERY), words, ("document", "documents", "add the year or the issuer"), slug(words))


def find_agency(graph: Answering, words: str) -> str:
    """The IRI of the one agency or group that `words` name, by the rules of `find`: an IRI, a name or another form of it,
    a name without the rank of its place ("So Cong Thuong Tuyen Quang"), words of it in any order. Short forms may stand for
    what they abbreviate ("UBND tinh Phu Yen", "SCT Phu Yen", "Van phong UBND tinh Phu Yen").

    >>> find_agency(samples, "ubnd tinh phu yen")
    'https://w3id.org/policygraph/id/agency/phu-yen/uy-ban-nhan-dan'
    """
    nouns = ("agency", "agencies", "add the place")
    return _one(_entries(graph, _AGENCIES), words, nouns, slug(words), _written_out(slug(words), forms(graph)))


def find_place(graph: Answering, words: str) -> str:
    """The IRI of the one place with documents of its own that `words` name: "tỉnh Phú Yên", "phu yen"."""
    nouns = ("place with documents", "places", "say which: tỉnh, thành phố, …")
    return _one(_entries(graph, _PLACES), words, nouns, slug(words))


def _one(entries: list[_Entry], words: str, nouns: tuple[str, str, str], *spellings: str) -> str:
    """The IRI of the one entry that the words name; of their spellings as slugs the first that fits anything decides."""
    one, several, remedy = nouns
    rules = (_is_identity, _is_number, _is_file, _is_label, _is_unranked, _holds_number, _holds_words)
    for asked, fits in product(filter(None, dict.fromkeys(spellings)), rules):
        fitting = [entry for entry in entries if fits(entry, words.strip(), asked)]
        if len(fitting) == 1:
            return fitting[0].iri
        if fitting:
            raise NotFound(f"{words}: {len(fitting)} {several} fit; {remedy}:\n{_list(fitting)}")
    near = _near(entries, spellings[-1])
    raise NotFound(f"{words}: no {one} of the graph is called this" + (f"; near it:\n{_list(near)}" if near else ""))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document, agency or place as `find` compares it: names as slugs, `words` all of them together."""

    iri: str
    label: str
    date: str | None
    issuer: str | None
    number: str
    unranked: bool  # whether it is called without the rank of its place too
    names: frozenset[str]
    files: frozenset[str]
    words: frozenset[str]

    def __str__(self) -> str:
        label = shorten(self.label, 100, placeholder=" …")
        return " · ".join(
            printable(part) for part in (label, self.date, self.issuer, self.iri.removeprefix(ID)) if part
        )


def _entries(graph: Answering, sparql: str) -> list[_Entry]:
    rows: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for iri, name, value in graph.query(sparql).rows:
        rows[str(iri)][str(name)].add(str(value))
    return [_entry(iri, values) for iri, values in sorted(rows.items())]


def _entry(iri: str, values: dict[str, set[str]]) -> _Entry:
    label, date, issuer, number = (min(values[name], default=None) for name in ("label", "date", "issuer", "number"))
    spelled = {slug(text) for name in ("label", "alt", "title", "number", "date", "issuer") for text in values[name]}
    names = {text for name in ("label", "alt", "title") for text in values[name]}
    placed = {f"{form} {place}" for form in values["alt"] for place in values["place"]}
    paths = [PurePosixPath(path) for path in values["source"]]
    return _Entry(
        iri,
        label or iri,
        date,
        issuer,
        slug(number or ""),
        not iri.startswith(f"{ID}document/"),
        frozenset(map(slug, names | placed)),
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


def _is_unranked(entry: _Entry, words: str, asked: str) -> bool:
    """A name without the rank of its place; a document's title may be any words."""
    return entry.unranked and _unranked(asked) in {_unranked(name) for name in entry.names}


def _unranked(name: str) -> str:
    return re.sub(r"-(?:tinh|thanh-pho|huyen|thi-xa|quan|xa|phuong|thi-tran|dac-khu)(?=-)", "", f"-{name}-")


def _written_out(asked: str, forms: Iterable[tuple[str, str]]) -> str:
    """The slug with its longest short form written out.

    >>> _written_out("van-phong-ubnd-tinh-phu-yen", [("UB", "Ủy ban nhân dân"), ("UBND", "Ủy ban nhân dân")])
    'van-phong-uy-ban-nhan-dan-tinh-phu-yen'
    """
    full = {slug(form): slug(name) for form, name in forms}
    for form in sorted(full, key=lambda form: (-len(form), form)):
        if f"-{form}-" in f"-{asked}-" and full[form] not in asked:
            return f"-{asked}-".replace(f"-{form}-", f"-{full[form]}-", 1).strip("-")
    return asked


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
      (eli:date_document "date") (pol:sourceFile "source")
    }
    ?document a pol:PolicyDocument ; ?property ?value
  } UNION {
    ?document a pol:PolicyDocument ; eli:passed_by/rdfs:label ?value . BIND("issuer" AS ?name)
  }
}"""

_AGENCIES = """
SELECT ?agency ?name ?value WHERE {
  {
    VALUES ?class { pol:Agency pol:AgencyGroup }
    VALUES (?property ?name) { (rdfs:label "label") (skos:altLabel "alt") (skos:hiddenLabel "alt") }
    ?agency a ?class ; ?property ?value
  } UNION {
    ?agency a pol:Agency ; pol:jurisdiction/rdfs:label ?value . BIND("place" AS ?name)
  }
}"""

_PLACES = """
SELECT ?place ?name ?value WHERE {
  VALUES (?property ?name) { (rdfs:label "label") (skos:altLabel "alt") (skos:hiddenLabel "alt") }
  { SELECT DISTINCT ?place WHERE { ?document a pol:PolicyDocument ; pol:sourceFile ?file ; pol:jurisdiction ?place } }
  ?place ?property ?value
}"""
