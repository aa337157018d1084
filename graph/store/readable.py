"""`graph.ttl`: the graph as people read it, written from the sorted lines of `graph.nq`.

Each thing is written by itself, its terms from those of the lines: only for the few that have another form in Turtle, each once, the engine is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from graph.rdf import ONTOLOGY
from graph.store.answer import turtle
from graph.store.claims import Claim
from graph.store.lines import things
from graph.vocab import ID, PREFIXES, expand

SECTIONS = ("document", "agency", "place", "zone", "project", "task", "measure", "indicator", "change", "claim", "day")
"""The first part of the address of each kind of thing, in the order in which `graph.ttl` has them."""

_WRITTEN = 1 << 20
"""Bytes that are written at a time."""
_ONTOLOGY = str(ONTOLOGY).encode()
_OURS = b"<" + ID.encode()
_PLACES = {section.encode(): place for place, section in enumerate(SECTIONS)}
_FIRST = {f"<{expand(curie)}>".encode(): place for place, curie in enumerate(("rdf:type", "rdfs:label"))}
_PATH = re.compile(rb"[a-z0-9_-]+(?:/[a-z0-9_-]+)*>")
"""The address of a thing under the base, where it can be written as it is."""
_BETWEEN = b"\n\n"
"""What stands between two things, and nowhere else."""
_CLAIM = (
    b"\n%b a pol:Claim ;\n\trdf:object %b ;\n\trdf:predicate %b ;\n\trdf:subject %b ;\n\toa:end %d ;\n\toa:exact %b ;\n\toa:start %d"
    b"%b ;\n\tpol:statedIn %b%b .\n"
)
_NUMBER = re.compile(rb'"(-?[0-9]+)"\^\^<' + re.escape(PREFIXES["xsd"]).encode() + rb"integer>")
_WORDS = re.compile(rb'"(?:@[A-Za-z0-9-]+)?')
"""The end of words, which both forms write alike."""


def readable(path: Path) -> Iterator[str]:
    """The text of `graph.ttl`, for reading: everything but the ontology as one graph, documents first and claims last."""
    with path.open("rb") as file:
        sections = dict[int, list[tuple[int, int]]]()
        for at, subject, lines, _ in things(file):
            ranges = sections.setdefault(_PLACES.get(_beginning(subject), len(_PLACES)), [])
            if ranges and sum(ranges[-1]) == at:
                ranges[-1] = (ranges[-1][0], ranges[-1][1] + len(lines))
            else:
                ranges.append((at, len(lines)))
        yield turtle(())
        told, length = list[bytes](), 0
        for _, ranges in sorted(sections.items()):
            for start, size in ranges:
                for _, subject, lines, one in things(file, at=start, size=size):
                    usual = one and not one.intents and one.graph != _ONTOLOGY
                    told.append(_claim(one) if one and usual else _thing(subject, lines))
                    length += len(told[-1])
                    if length > _WRITTEN:
                        yield b"".join(told).decode()
                        told, length = [], 0
        yield b"".join(told).decode()


def changed(earlier: bytes, path: Path, lines: Iterable[bytes]) -> bytes | None:
    """The text of `graph.ttl` made of that of an earlier graph: only the things are written anew of which `lines` came or went, and what is no
    thing of ours. None where that cannot be: an address of another form, another head.
    """
    touched = {_subject(line) for line in lines}
    head, *parts = earlier.removesuffix(b"\n").split(_BETWEEN)
    if head + b"\n" != turtle(()).encode():
        return None
    ours, others = list[tuple[int, bytes, bytes]](), list[bytes]()
    for part in parts:
        term = part[: part.find(b" ")]
        place = _PLACES.get(_first(term[1:]))
        if place is not None and _OURS + term[1:] not in touched:
            ours.append((place, term, part))
    with path.open("rb") as file:
        for subject, found in groupby(file, key=_subject):
            place = _PLACES.get(_beginning(subject))
            if place is not None and not _PATH.fullmatch(subject, len(_OURS)):
                return None
            if place is None:
                others.append(_thing(subject, b"".join(found)))
            elif subject in touched and (thing := _thing(subject, b"".join(found))):
                ours.append((place, _term(subject), thing[1:-1]))
    ours.sort()
    return b"".join([_BETWEEN.join([head, *(part for _, _, part in ours)]), b"\n", *others])


def _beginning(subject: bytes) -> bytes:
    """The first part of the address of a thing; of what is no thing of ours nothing."""
    return _first(subject[len(_OURS) :]) if subject.startswith(_OURS) else b""


def _first(path: bytes) -> bytes:
    """The first part of a path, where it has a second."""
    return path[: path.find(b"/")] if b"/" in path else b""


def _subject(line: bytes) -> bytes:
    return line[: line.find(b" ")]


def _thing(subject: bytes, lines: bytes) -> bytes:
    """What is said of one thing, in the order in which people read it, each once; nothing where only the ontology says it."""
    said = dict[bytes, None]()
    for line in lines.splitlines(keepends=True):
        triple, graph, _ = line.rsplit(b" ", 2)
        if graph != _ONTOLOGY:
            said[triple] = None
    pairs = [triple.split(b" ", 2)[1:] for triple in said]
    pairs.sort(key=lambda pair: _FIRST.get(pair[0], len(_FIRST)))
    if subject[:2] == b"_:" or any(value[:2] == b"_:" for _, value in pairs):
        return _engines(b"".join(b"%b %b %b .\n" % (subject, *pair) for pair in pairs))
    told, last = [b"\n", _term(subject)], b""
    for predicate, value in pairs:
        told.append(
            b" , "
            if predicate == last
            else b" ;\n\t%b " % _predicate(predicate)
            if last
            else b" %b " % _predicate(predicate)
        )
        told.append(_term(value))
        last = predicate
    told.append(b" .\n")
    return b"".join(told) if pairs else b""


def _claim(one: Claim) -> bytes:
    """A claim of the usual form, the same in a fifth of the time."""
    return _CLAIM % (
        _term(one.term),
        _term(one.object),
        _value(one.predicate),
        _term(one.subject),
        int(one.end),
        one.exact,
        int(one.start),
        b" ;\n\tpol:extractedBy %b" % one.rule if one.rule else b"",
        _term(one.document),
        b" ;\n\tpol:warning %b" % one.warning if one.warning else b"",
    )


def _term(term: bytes) -> bytes:
    """A subject or object as Turtle has it."""
    if term[:1] == b"<":
        path = term[len(_OURS) :]
        return b"<" + path if term.startswith(_OURS) and _PATH.fullmatch(path) else _value(term)
    if _WORDS.fullmatch(term, term.rfind(b'"')):
        return term
    number = _NUMBER.fullmatch(term)
    return number[1] if number else _value(term)


@lru_cache(maxsize=1 << 12)
def _predicate(address: bytes) -> bytes:
    return _engines(b"<urn:x> %b <urn:x> .\n" % address)[len(b"\n<urn:x> ") : -len(b" <urn:x> .\n")]


@lru_cache(maxsize=1 << 12)
def _value(value: bytes) -> bytes:
    """An address, short where a prefix or the base makes it so, or a value of a datatype."""
    return _engines(b"<urn:x> <urn:x> %b .\n" % value)[len(b"\n<urn:x> <urn:x> ") : -len(b" .\n")]


def _engines(triples: bytes) -> bytes:
    """Triples as the engine writes them."""
    written = turtle(quad.triple for quad in parse(triples, format=RdfFormat.N_TRIPLES))
    return written[len(turtle(())) :].encode()
