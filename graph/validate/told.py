"""What the lines of a graph tell that a check compares, read once: what is claimed and what stands, quotes, and where the rest lies."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from typing import BinaryIO

from graph.rdf import CORRECTIONS, GAZETTEER, ONTOLOGY, RESOLVED
from graph.store.claims import Claim
from graph.store.lines import by_graph, pair, things, words
from graph.vocab import ADDED_EDGES, DOCUMENT_EDGES, OTHER_EDGES, PREFIXES
from graph.vocab import in_lines as term

TYPE, MENTIONS, IMPLEMENTS = term("rdf:type"), term("pol:mentions"), term("pol:implements")
BETWEEN_DOCUMENTS = frozenset(term(f"pol:{edge}") for edge in DOCUMENT_EDGES)
EDGES = frozenset(term(f"pol:{edge}") for edge in (*DOCUMENT_EDGES, *OTHER_EDGES, *ADDED_EDGES)) - {MENTIONS}
DOCUMENT = term("pol:PolicyDocument")
NEED_CLAIMS = frozenset(map(term, ("pol:Task", "pol:Zone", "pol:Project", "pol:Indicator", "pol:Measure")))
_CLAIM = (TYPE, term("pol:Claim"))
_DATE, _FILE = term("eli:date_document"), term("pol:textFile")
_SUBJECT, _PREDICATE, _OBJECT, _WARNING = map(term, ("rdf:subject", "rdf:predicate", "rdf:object", "pol:warning"))
_QUOTED = _STATED, _EXACT, _START, _END = tuple(map(term, ("pol:statedIn", "oa:exact", "oa:start", "oa:end")))
_OF_CLAIMS = frozenset({_SUBJECT, _PREDICATE, _OBJECT, _WARNING, *_QUOTED, *map(term, ("pol:extractedBy", "pol:curatedBy", "pol:intent"))})  # fmt: skip
"""What is said of claims alone, nine tenths of a graph."""
_NO_DOCUMENTS = frozenset(str(graph).encode() for graph in (CORRECTIONS, GAZETTEER, RESOLVED, ONTOLOGY)) | {b"<>"}
_RESOLVED = str(RESOLVED).encode()
_INTEGER = f'"^^<{PREFIXES["xsd"]}integer>'.encode()

Pair = tuple[bytes, bytes]
"""A predicate and a value, as lines have them."""
Place = tuple[int, int]
"""Where lines begin in the file, and how many bytes they are."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a claim and their place in the text of a document, as words where it is no number."""

    document: bytes
    exact: str
    start: int | str
    end: int | str

    def stands(self, text: str) -> bool:
        """Whether the words stand at their place."""
        return isinstance(self.start, int) and isinstance(self.end, int) and text[self.start : self.end] == self.exact


@dataclass(slots=True)
class Told:
    """`claimed` are triples, each with whether a claim of it carries a warning; `drawn` are edges, classes and mentions that stand. `quotes` are
    those of each document as numbers: start, end, and the hash of the words, which take a tenth of the room; `odd` documents whose quotes have
    other places than numbers. `places` say where the lines of a named graph lie that shapes are of, `described` those of a thing's description."""

    claimed: dict[bytes, bool] = field(default_factory=dict)
    drawn: set[bytes] = field(default_factory=set)
    documents: set[bytes] = field(default_factory=set)
    dates: dict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))
    files: dict[bytes, str] = field(default_factory=dict)
    stated: int = 0
    quoted: int = 0
    quotes: dict[bytes, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("q")))
    odd: set[bytes] = field(default_factory=set)
    places: dict[bytes, list[Place]] = field(default_factory=lambda: defaultdict(list))
    described: dict[bytes, list[Place]] = field(default_factory=lambda: defaultdict(list))


def read(file: BinaryIO, *, claims: bool) -> Told:
    """What the lines of a graph tell; without `claims` the places of what is said of claims alone are left out. Raises `OtherForm`."""
    told = Told()
    for at, thing, lines, one in things(file):
        if one:
            _usual(told, one)
            if claims:
                told.places[one.graph].append((at, len(lines)))
            continue
        parts = [(graph, triples, [*map(pair, triples)]) for graph, triples in by_graph(lines)]
        is_claim = any(_CLAIM in pairs for _, _, pairs in parts)
        if is_claim:
            _claim(told, parts)
        if claims or not is_claim or not _nothing_else(parts):
            _rest(told, thing, parts)
            for graph, place in _places(at, lines, parts):
                (told.described[thing] if graph == _RESOLVED else told.places[graph]).append(place)
    return told


Part = tuple[bytes, Sequence[bytes], Sequence[Pair]]
"""A named graph, what it says of a thing, and the same without the thing."""


def _usual(told: Told, one: Claim) -> None:
    triple = b" ".join((one.subject, one.predicate, one.object))
    told.claimed[triple] = bool(one.warning) or told.claimed.get(triple, False)
    told.stated += 1
    told.quoted += 1
    if one.graph not in _NO_DOCUMENTS:
        told.documents.add(one.graph)
    told.quotes[one.document].extend((int(one.start), int(one.end), hash(words(one.exact))))


def _claim(told: Told, parts: Sequence[Part]) -> None:
    here = [(graph, _by_predicate(pairs)) for graph, _, pairs in parts if _CLAIM in pairs]
    said = here[0][1] if len(parts) == 1 else _by_predicate({each: None for _, _, pairs in parts for each in pairs})
    warned = _WARNING in said
    for claimed in product(said[_SUBJECT], said[_PREDICATE], said[_OBJECT]):
        triple = b" ".join(claimed)
        told.claimed[triple] = warned or told.claimed.get(triple, False)
    told.stated += len(said[_STATED])
    told.quoted += len(said[_STATED]) * len(said[_EXACT]) * len(said[_START]) * len(said[_END])
    told.documents.update(graph for graph, _ in here if graph not in _NO_DOCUMENTS)
    for _, mine in here:
        for quote in _quotes(mine):
            if isinstance(quote.start, int) and isinstance(quote.end, int):
                told.quotes[quote.document].extend((quote.start, quote.end, hash(quote.exact)))
            else:
                told.odd.add(quote.document)


def _quotes(said: Mapping[bytes, Iterable[bytes]]) -> Iterator[Quote]:
    """The quotes of a claim, as one named graph has them."""
    for document, exact, start, end in product(*map(said.__getitem__, _QUOTED)):
        yield Quote(document, words(exact), _number(start), _number(end))


def quoted(file: BinaryIO, documents: set[bytes]) -> Iterator[tuple[bytes, Quote]]:
    """The quotes of some documents, with the terms of their claims."""
    for _, thing, lines, _ in things(file):
        for _, triples in by_graph(lines):
            pairs = [*map(pair, triples)]
            if _CLAIM in pairs:
                yield from ((thing, quote) for quote in _quotes(_by_predicate(pairs)) if quote.document in documents)


def _by_predicate(pairs: Iterable[Pair]) -> dict[bytes, list[bytes]]:
    said = defaultdict[bytes, list[bytes]](list)
    for predicate, value in pairs:
        said[predicate].append(value)
    return said


def _number(value: bytes) -> int | str:
    """The number of a literal, or its words where it is none that a place can be."""
    if value.endswith(_INTEGER):
        with suppress(ValueError):
            number = int(value[1 : -len(_INTEGER)])
            if abs(number) < 1 << 62:
                return number
    return told_as(value)


def _nothing_else(parts: Iterable[Part]) -> bool:
    """Whether nothing is said of a claim but what is said of claims alone."""
    return all(key in _OF_CLAIMS or (key, value) == _CLAIM for _, _, pairs in parts for key, value in pairs)


def _rest(told: Told, thing: bytes, parts: Iterable[Part]) -> None:
    for _, triples, pairs in parts:
        for triple, (predicate, value) in zip(triples, pairs, strict=True):
            if predicate in EDGES or predicate == MENTIONS or (predicate == TYPE and value != _CLAIM[1]):
                told.drawn.add(triple)
            elif predicate == _DATE:
                told.dates[thing].append(told_as(value))
            elif predicate == _FILE:
                told.files[thing] = told_as(value)


def _places(at: int, lines: bytes, parts: Sequence[Part]) -> Iterator[tuple[bytes, Place]]:
    """Where the lines of each named graph lie, those that stand together as one place."""
    if len(parts) == 1:
        yield parts[0][0], (at, len(lines))
        return
    last, begins = b"", at
    for line in lines.splitlines(keepends=True):
        graph = line[line.rfind(b" ", 0, -3) + 1 : -3]
        if graph != last and at > begins:
            yield last, (begins, at - begins)
            begins = at
        last = graph
        at += len(line)
    yield last, (begins, at - begins)


def told_as(value: bytes) -> str:
    """The address or the words of a term."""
    return words(value) if value[:1] == b'"' else value[1:-1].decode() if value[:1] == b"<" else value.decode()


def statements(file: BinaryIO, places: Iterable[Place], *, claims: bool) -> Iterator[bytes]:
    """The lines at places of the file; without `claims` but for those that are said of claims alone."""
    for at, size in places:
        file.seek(at)
        for line in file.read(size).splitlines(keepends=True):
            if claims:
                yield line
                continue
            _, predicate, rest = line.split(b" ", 2)
            if predicate not in _OF_CLAIMS and not (predicate == TYPE and rest.startswith(_CLAIM[1])):
                yield line
