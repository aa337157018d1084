"""Facts -> quads: the one door from the text side to the graph, and the only place that writes `pol:`.

What resolving settled about a thing (its classes, names, values) lies once in the graph `graph/resolved`; what one
source document states (its claims, and the edges they carry) lies in `graph/<document id>`; what curated data tell and no
document, who succeeded whom and the short forms of agencies and places, in `graph/gazetteer`; what curators decided, and the claims and
edges that no rule found, in `graph/corrections`. There are no blank nodes: a claim's IRI is a digest of its fields, so that the same input gives the same graph.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from unicodedata import category

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, parse

from graph.errors import is_no_character, shown
from graph.model import Change, Claim, Corrected, Curated, Entity, Facts, PartialDate, Ref, Value, called, line
from graph.vocab import DOCUMENT_EDGES, GRAPH, ID, POL, RECURRENCES, SUPERCLASS, expand, ontology_dir

RESOLVED = NamedNode(GRAPH + "resolved")
ONTOLOGY = NamedNode(GRAPH + "ontology")
GAZETTEER = NamedNode(GRAPH + "gazetteer")
CORRECTIONS = NamedNode(GRAPH + "corrections")

_VIETNAMESE = frozenset(
    {"rdfs:label", "skos:altLabel", "skos:hiddenLabel", "dcterms:title", "dcterms:source", "pol:text"}
)
_YEARS = frozenset({"pol:targetYear", "pol:periodStart", "pol:periodEnd"})
_DECIMALS = frozenset({"pol:value", "pol:valueMax", "pol:confidence"})
_BETWEEN_DOCUMENTS = frozenset(f"pol:{edge}" for edge in DOCUMENT_EDGES)


def quads(facts: Facts) -> Iterator[Quad]:
    """The quads of all facts, without the ontology; a quad may come twice when two claims carry one edge.

    >>> from graph.model import Entity
    >>> facts = Facts((Entity("place/phu-yen", "Place", "tỉnh Phú Yên"),))
    >>> [quad.predicate.value.rsplit("#")[-1] for quad in quads(facts)]
    ['type', 'label']
    """
    documents = {e.id for e in facts.entities if SUPERCLASS.get(e.kind) == "PolicyDocument"}
    for entity in facts.entities:
        yield from _described(entity)
    for claim in facts.claims:
        yield from _stated(claim, between=claim.subject in documents and claim.object in documents)
    for change in facts.changes:
        yield from _changed(change)
    for statement in facts.curated:
        yield from _curated(statement)
    for correction in facts.corrected:
        yield from _corrected(correction)
    for form in facts.short_forms:
        yield Quad(_thing(form.id), _term("skos:hiddenLabel"), literal("skos:hiddenLabel", form.words), GAZETTEER)


def ontology_quads(folder: Path | None = None) -> Iterator[Quad]:
    """The vocabulary itself, in its own graph, from `policygraph.ttl` in `folder` (default: the one that is shipped).

    Its few blank nodes (unions in domains) get canonical labels (RDFC-1.0), so that they are the same on every build.
    """
    parsed = Dataset(parse(path=str((folder or ontology_dir()) / "policygraph.ttl"), format=RdfFormat.TURTLE))
    parsed.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return (Quad(q.subject, q.predicate, q.object, ONTOLOGY) for q in parsed)


def claim_id(claim: Claim) -> str:
    """The id of a claim: "claim/" and a digest of what it says, where, and by which rule."""
    said = (claim.subject, claim.predicate, claim.object)
    return _digest(*said, claim.document, claim.span.start, claim.span.end, claim.rule)


def _digest(*fields: str | int) -> str:
    # 80 bits: at ten million claims two share an id with a chance of one in ten billion
    return "claim/" + blake2b("\x1f".join(map(str, fields)).encode(), digest_size=10).hexdigest()


def literal(curie: str, value: str | int | Decimal | PartialDate) -> Literal:
    """The literal of a value under a property, typed as the vocabulary asks.

    >>> str(literal("eli:date_document", PartialDate(2022, 1)))
    '"2022-01"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    >>> str(literal("dcterms:title", "Kế hoạch")), str(literal("pol:tier", 6)), str(literal("pol:targetYear", 2025))[:8]
    ('"Kế hoạch"@vi', '"6"^^<http://www.w3.org/2001/XMLSchema#integer>', '"2025"^^')
    """
    if isinstance(value, str):
        value = _held(value)
        return Literal(value, language="vi") if curie in _VIETNAMESE else Literal(value)
    if isinstance(value, PartialDate):
        kind = "date" if value.day else "gYearMonth" if value.month else "gYear"
        return Literal(str(value), datatype=_term(f"xsd:{kind}"))
    if curie in _YEARS:
        return Literal(f"{value:04}", datatype=_term("xsd:gYear"))
    if curie in _DECIMALS or isinstance(value, Decimal):
        return Literal(f"{Decimal(value):f}", datatype=_term("xsd:decimal"))
    return Literal(str(value), datatype=_term("xsd:integer"))


def _held(words: str) -> str:
    """Words that name or tell something, without the controls and the code points of no character that a text may hold: XML and terminals
    cannot. Only quoted words, which claims count, keep them.

    >>> _held("Kế hoạch"), _held("Kế\\x07 hoạch\\x0b1")
    ('Kế hoạch', 'Kế hoạch 1')
    """
    if words.isprintable():
        return words
    kept = "".join(" " if is_no_character(c) or category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in words)
    return " ".join(kept.split()) or shown(words) if kept != words else words


@cache
def _term(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


@lru_cache(maxsize=1 << 16)
def _thing(id: str) -> NamedNode:
    return NamedNode(ID + id)


def _described(entity: Entity) -> Iterator[Quad]:
    """One description of a thing: its class and named superclass, its names, its values."""
    me = _thing(entity.id)
    for kind in filter(None, (entity.kind, SUPERCLASS.get(entity.kind))):
        yield Quad(me, _term("rdf:type"), _term(f"pol:{kind}"), RESOLVED)
    yield Quad(me, _term("rdfs:label"), literal("rdfs:label", entity.label), RESOLVED)
    for form in entity.alt:
        yield Quad(me, _term("skos:altLabel"), literal("skos:altLabel", form), RESOLVED)
    for curie, value in entity.values:
        yield Quad(me, _term(curie), _object(curie, value), RESOLVED)
        if curie == "eli:date_document" and isinstance(value, PartialDate) and not value.day:
            yield from _bounds(me, value)


def _changed(change: Change) -> Iterator[Quad]:
    """A succession as an event of the W3C Organization Ontology, and for each body or place in it the claim of the curator."""
    me = _thing(change.id)
    for curie, value in (
        ("rdf:type", _term("org:ChangeEvent")),
        ("rdfs:label", literal("rdfs:label", change.label)),
        ("prov:startedAtTime", literal("prov:startedAtTime", change.date)),
        ("dcterms:source", literal("dcterms:source", change.source)),
    ):
        yield Quad(me, _term(curie), value, GAZETTEER)
    if not change.date.day:
        yield from _bounds(me, change.date)
    ends = (("org:originalOrganization", change.before), ("org:resultingOrganization", change.after))
    for predicate, thing in ((curie, thing) for curie, things in ends for thing in things):
        yield from _curated(Curated(change.id, predicate, thing, change.source, change.curator))


def _curated(statement: Curated) -> Iterator[Quad]:
    """A curated statement: its edge, and its claim with the curator in place of the words."""
    ends = _thing(statement.subject), _thing(statement.object)
    yield Quad(ends[0], _term(statement.predicate), ends[1], GAZETTEER)
    claim = _thing(_digest(statement.subject, statement.predicate, statement.object, statement.curator))
    for curie, value in (
        ("rdf:type", NamedNode(POL.Claim)),
        ("rdf:subject", ends[0]),
        ("rdf:predicate", _term(statement.predicate)),
        ("rdf:object", ends[1]),
        ("pol:curatedBy", Literal(statement.curator)),
        ("dcterms:source", literal("dcterms:source", statement.source)),
    ):
        yield Quad(claim, _term(curie), value, GAZETTEER)


def _corrected(done: Corrected) -> Iterator[Quad]:
    """What a curator decided: the decision as an activity of PROV, its claim, and that things are one or two."""
    one = done.correction
    me, document, curator = _thing(one.id), _thing(done.document), _thing(one.curator)
    for subject, curie, value in (
        (me, "rdf:type", NamedNode(POL.Correction)),
        (me, "rdfs:label", literal("rdfs:label", called(one))),
        (me, "pol:verb", Literal(one.verb)),
        (me, "prov:wasAssociatedWith", curator),
        (me, "prov:endedAtTime", Literal(one.date, datatype=_term("xsd:date"))),
        (me, "prov:used", document),
        (me, "rdfs:comment", Literal(_held(one.why))),
        (me, "rdf:value", Literal(line(one))),
        *(((me, "pol:readAs", Literal(_held(one.detail("as")))),) if one.verb == "read" else ()),
        (curator, "rdf:type", _term("prov:Agent")),
        (curator, "rdfs:label", Literal(_held(one.by))),
    ):
        yield Quad(subject, _term(curie), value, CORRECTIONS)
    yield from _decided(done, (document, "pol:correctedBy", me))
    predicate = {"same": "owl:sameAs", "apart": "owl:differentFrom"}.get(one.verb)
    if predicate and done.subject != done.object:
        yield from _decided(done, (_thing(done.subject), predicate, _thing(done.object)))


def _decided(done: Corrected, said: tuple[NamedNode, str, NamedNode]) -> Iterator[Quad]:
    """An edge that a curator draws, with its claim: the words of the correction, where they still stand as they are quoted."""
    subject, predicate, object_ = said
    one = done.correction
    claim = _thing(_digest(subject.value, predicate, object_.value, one.id))
    yield Quad(subject, _term(predicate), object_, CORRECTIONS)
    words = (
        (
            ("pol:statedIn", _thing(done.document)),
            ("oa:exact", Literal(done.exact)),
            ("oa:start", literal("oa:start", done.span.start)),
            ("oa:end", literal("oa:end", done.span.end)),
        )
        if done.span
        else ()
    )
    for curie, value in (
        ("rdf:type", NamedNode(POL.Claim)),
        ("rdf:subject", subject),
        ("rdf:predicate", _term(predicate)),
        ("rdf:object", object_),
        ("pol:curatedBy", Literal(_held(one.by))),
        ("prov:wasGeneratedBy", _thing(one.id)),
        *words,
    ):
        yield Quad(claim, _term(curie), value, CORRECTIONS)


def _object(curie: str, value: Value) -> NamedNode | Literal:
    if isinstance(value, Ref):
        return _thing(value.id)
    if curie == "pol:recurrence" and value in RECURRENCES:
        return _term(f"pol:{value}")
    return literal(curie, value)


def _bounds(me: NamedNode, partial: PartialDate) -> Iterator[Quad]:
    """First and last day of a partial date, as OWL-Time instants whose IRIs are their days."""
    first = date(partial.year, partial.month or 1, 1)
    month = partial.month or 12
    last = date(partial.year, month, monthrange(partial.year, month)[1])
    for curie, day in (("time:hasBeginning", first), ("time:hasEnd", last)):
        instant = _thing(f"day/{day}")
        yield Quad(me, _term(curie), instant, RESOLVED)
        yield Quad(instant, _term("rdf:type"), _term("time:Instant"), RESOLVED)
        yield Quad(instant, _term("time:inXSDDate"), Literal(str(day), datatype=_term("xsd:date")), RESOLVED)


def _stated(claim: Claim, *, between: bool) -> Iterator[Quad]:
    """A claim and, where the graph draws it, its edge; between documents, `pol:mentions` beside it.

    A claim without an edge still mentions: the text refers to that document, whatever is wrong with the stronger word.
    """
    graph = CORRECTIONS if claim.said and claim.said.new else NamedNode(GRAPH + claim.document)
    subject, predicate = _thing(claim.subject), _term(claim.predicate)
    object_ = _term(claim.object) if claim.predicate == "rdf:type" else _thing(claim.object)
    if claim.edge and claim.predicate != "rdf:type":
        yield Quad(subject, predicate, object_, graph)
    if between and claim.predicate in _BETWEEN_DOCUMENTS and subject != object_:
        yield Quad(subject, NamedNode(POL.mentions), object_, graph)
    me = _thing(claim_id(claim))
    yield from _evidence(me, claim, graph)
    if claim.said:
        one = claim.said.correction
        yield Quad(me, _term("pol:curatedBy"), Literal(_held(one.by)), CORRECTIONS)
        yield Quad(
            me, _term("prov:wasGeneratedBy" if claim.said.new else "prov:wasInfluencedBy"), _thing(one.id), CORRECTIONS
        )


def _evidence(me: NamedNode, claim: Claim, graph: NamedNode) -> Iterator[Quad]:
    typed = claim.predicate == "rdf:type"
    pairs: Iterable[tuple[str, NamedNode | Literal]] = (
        ("rdf:type", NamedNode(POL.Claim)),
        ("rdf:subject", _thing(claim.subject)),
        ("rdf:predicate", _term(claim.predicate)),
        ("rdf:object", _term(claim.object) if typed else _thing(claim.object)),
        ("pol:statedIn", _thing(claim.document)),
        ("oa:exact", Literal(claim.exact)),
        ("oa:start", literal("oa:start", claim.span.start)),
        ("oa:end", literal("oa:end", claim.span.end)),
        *((("pol:extractedBy", Literal(claim.rule)),) if claim.rule else ()),
        *((("pol:warning", Literal(claim.warning)),) if claim.warning else ()),
        *(("pol:intent", _term(f"pol:{intent}")) for intent in claim.intents),
        *((("pol:page", literal("pol:page", claim.page)),) if claim.page else ()),
    )
    for curie, value in pairs:
        yield Quad(me, _term(curie), value, graph)
    if claim.box:
        yield from _selected(me, claim.box, graph)


def _selected(me: NamedNode, box: str, graph: NamedNode) -> Iterator[Quad]:
    """The rectangle on the page around the words of a claim, as a selector of the Web Annotation Vocabulary."""
    selector = NamedNode(f"{me.value}/box")
    yield Quad(me, _term("oa:hasSelector"), selector, graph)
    yield Quad(selector, _term("rdf:type"), _term("oa:FragmentSelector"), graph)
    yield Quad(selector, _term("dcterms:conformsTo"), NamedNode("http://www.w3.org/TR/media-frags/"), graph)
    yield Quad(selector, _term("rdf:value"), Literal(box), graph)
