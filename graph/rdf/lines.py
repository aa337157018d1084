"""Facts -> what `graph.nq` holds: nine tenths of a graph are claims, whose lines are written at once, in a third of the time that quads take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from graph.model import Claim, Facts
from graph.rdf import BETWEEN_DOCUMENTS, claim_id, is_document, quads
from graph.vocab import GRAPH, ID
from graph.vocab import in_lines as _term


def lines(facts: Facts) -> Iterator[Quad | bytes]:
    """What `quads` gives, in no order; the lines of a claim are written, all together and sorted. What is said twice may come twice.

    >>> from graph.model import Span
    >>> claim = Claim("document/a", "pol:cites", "document/b", "document/a", Span(0, 9), "Luật Chợ", "test")
    >>> [line.count(b"\\n") for line in lines(Facts((), (claim,)))]
    [1, 9]
    """
    documents = {entity.id for entity in facts.entities if is_document(entity)}
    for claim in facts.claims:
        if not _is_odd(claim):
            yield from _claim(claim, between=claim.subject in documents and claim.object in documents)
    yield from quads(replace(facts, claims=tuple(filter(_is_odd, facts.claims))))


def _is_odd(claim: Claim) -> bool:
    """Whether more is said of a claim than of most: by a curator, or where it is printed."""
    return bool(claim.said or claim.box)


def _claim(claim: Claim, *, between: bool) -> Iterator[bytes]:
    """The lines of a claim, of its edge, and of the mention beside that: those of the quads that `graph.rdf` makes of it."""
    typed = claim.predicate == "rdf:type"
    subject, predicate = _thing(claim.subject), _term(claim.predicate)
    object_ = _term(claim.object) if typed else _thing(claim.object)
    end = b" " + _named(GRAPH + claim.document) + b" .\n"
    if claim.edge and not typed:
        yield b"%b %b %b%b" % (subject, predicate, object_, end)
    if between and claim.predicate in BETWEEN_DOCUMENTS and subject != object_:
        yield b"%b %b %b%b" % (subject, _term("pol:mentions"), object_, end)
    said = [
        b"%b %b" % (_term("rdf:object"), object_),
        b"%b %b" % (_term("rdf:predicate"), predicate),
        b"%b %b" % (_term("rdf:subject"), subject),
        b"%b %b" % (_term("rdf:type"), _term("pol:Claim")),
        _number("oa:end", claim.span.end),
        b"%b %b" % (_term("oa:exact"), _words(claim.exact)),
        _number("oa:start", claim.span.start),
        *([b"%b %b" % (_term("pol:extractedBy"), _rule(claim.rule))] if claim.rule else ()),
        *sorted(b"%b %b" % (_term("pol:intent"), _term(f"pol:{intent}")) for intent in claim.intents),
        *([_number("pol:page", claim.page)] if claim.page else ()),
        b"%b %b" % (_term("pol:statedIn"), _thing(claim.document)),
        *([b"%b %b" % (_term("pol:warning"), _words(claim.warning))] if claim.warning else ()),
    ]
    me = f"<{ID}{claim_id(claim)}> ".encode()
    yield me + (end + me).join(said) + end


def _number(curie: str, number: int) -> bytes:
    return b'%b "%d"^^%b' % (_term(curie), number, _term("xsd:integer"))


def _words(words: str) -> bytes:
    """A literal as the engine writes it.

    >>> _words('“a” "b"\\nc').decode(), _words("\\x07").decode()
    ('"“a” \\\\"b\\\\"\\\\nc"', '"\\\\u0007"')
    """
    told = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") if not words.isalnum() else words
    return f'"{told}"'.encode() if told.isprintable() else str(Literal(words)).encode()


@lru_cache(maxsize=1 << 10)
def _rule(rule: str) -> bytes:
    return _words(rule)


def _thing(id: str) -> bytes:
    return _named(ID + id)


@lru_cache(maxsize=1 << 16)
def _named(address: str) -> bytes:
    """The term of an address. Raises `ValueError` where it is none."""
    return str(NamedNode(address)).encode()
