"""Check a built graph: the shapes of the ontology, every quote against its text, every edge against its evidence.

A failed check is a result, not an exception. Shapes are checked by pySHACL, a batch of documents at a time: each
document's named graph with the descriptions of the things it names, so that memory stays flat and a shape sees what it
needs. What SHACL core cannot say is checked in plain Python over the same graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import blake2b
from pathlib import Path

from graph.rdf import CORRECTIONS, GAZETTEER, ONTOLOGY, RESOLVED
from graph.records import once
from graph.store import Answering, open_graph
from graph.store.stated import Contents, stated
from graph.validate import shapes
from graph.validate.report import Problem, Report, short
from graph.validate.shapes import Row, Rows
from graph.vocab import ADDED_EDGES, DOCUMENT_EDGES, OTHER_EDGES, POL, PREFIXES

__all__ = ["Problem", "Report", "Rows", "short", "validate"]

_EDGES = tuple(f"pol:{edge}" for edge in (*DOCUMENT_EDGES, *OTHER_EDGES, *ADDED_EDGES) if edge != "mentions")
_BETWEEN_DOCUMENTS = frozenset(PREFIXES["pol"] + edge for edge in DOCUMENT_EDGES)
_NEED_CLAIMS = ("pol:Task", "pol:Zone", "pol:Project", "pol:Indicator", "pol:Measure")
_TYPE = PREFIXES["rdf"] + "type"
Triple = tuple[str, str, str]


def validate(
    out: Path,
    *,
    claims: bool = True,
    graph: Answering | None = None,
    contents: Contents | None = None,
    named: Answering | None = None,
    remember: shapes.Remember = lambda _, find: find(),
) -> Report:
    """The report on the graph that a build wrote into `out`.

    `claims=False` leaves out the shapes of claims, nine tenths of a graph, which a build has just written itself: their
    words, edges and evidence are checked all the same, in a third of the time. `graph` is that of `out`
    where it is open already, `named` one that is asked of single named graphs where that knows their union alone, `contents` what it states where that is known, `remember` as in `shapes.find`; quotes of documents are remembered too.

    Its checks: *shape* a thing does not look as `shapes.ttl` says; *quote* a claim's words are not at their place;
    *claim* an edge, task, zone, project or indicator rests on no claim; *edge* a claim without a warning has neither its edge nor a stronger one;
    *mention* an edge between documents has no `pol:mentions` beside it; *time* a document implements a later one.

    >>> from tempfile import TemporaryDirectory
    >>> from graph.model import Entity, Facts
    >>> from graph.rdf import quads
    >>> from graph.store import write
    >>> folder = TemporaryDirectory()
    >>> write(quads(Facts((Entity("zone/kcn-a", "IndustrialPark", "KCN A"),))), Path(folder.name))
    3
    >>> for problem in validate(Path(folder.name)).problems:
    ...     print(problem)
    claim: zone/kcn-a: its existence rests on no claim
    shape: zone/kcn-a: must rest on at least one claim
    >>> folder.cleanup()
    """
    graph = graph or open_graph(out)
    named = named or graph
    known = _claims(graph)
    contents = contents or stated(out)
    quotes = [Problem(*row) for row in _quotes(named, out, contents, remember)]
    documents = _documents(named)
    misshapen = shapes.find(named, documents, contents, claims=claims, remember=remember)
    problems = {*quotes, *_bare(graph, known), *_undrawn(graph, known), *_against_time(graph), *misshapen}
    return Report(len(documents), _stated_claims(graph), _quoted(graph) - len(quotes), tuple(sorted(problems)))


def _claims(graph: Answering) -> dict[Triple, list[bool]]:
    """For every claimed triple, whether each of its claims carries a warning."""
    found: dict[Triple, list[bool]] = defaultdict(list)
    query = """SELECT ?s ?p ?o (BOUND(?w) AS ?warned) WHERE {
        ?c a pol:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o OPTIONAL { ?c pol:warning ?w } }"""
    for s, p, o, warned in graph.query(query).rows:
        found[str(s), str(p), str(o)].append(warned == "true")
    return found


def _stated_claims(graph: Answering) -> int:
    query = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a pol:Claim ; pol:statedIn ?document }"
    ((count,),) = graph.query(query).rows
    return int(count or 0)


@once
def _documents(graph: Answering) -> tuple[str, ...]:
    """The named graphs of source documents."""
    names = graph.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?c a pol:Claim } }").rows
    others = (CORRECTIONS.value, GAZETTEER.value, RESOLVED.value, ONTOLOGY.value)
    return tuple(sorted(str(name) for (name,) in names if name not in others))


@once
def _edges(graph: Answering) -> frozenset[Triple]:
    query = f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {' '.join(_EDGES)} }} ?s ?p ?o }}"
    return frozenset((str(s), str(p), str(o)) for s, p, o in graph.query(query).rows)


def _bare(graph: Answering, claims: Iterable[Triple]) -> Iterator[Problem]:
    """What rests on no claim, and edges between documents without `pol:mentions`."""
    known, edges = set(claims), _edges(graph)
    mentions = {(str(s), str(o)) for s, o in graph.query("SELECT ?s ?o WHERE { ?s pol:mentions ?o }").rows}
    between = {(s, o) for s, p, o in known if p in _BETWEEN_DOCUMENTS or p == POL.mentions}
    documents = {str(d) for (d,) in graph.query("SELECT ?d WHERE { ?d a pol:PolicyDocument }").rows}
    for s, p, o in edges - known:
        yield Problem("claim", s, f"{short(p)} rests on no claim", o)
    for s, o in mentions - between:
        yield Problem("claim", s, "pol:mentions rests on no claim", o)
    for s, p, o in edges:
        if p in _BETWEEN_DOCUMENTS and s in documents and (s, o) not in mentions:
            yield Problem("mention", s, f"{short(p)} has no pol:mentions beside it", o)
    stated = {s for s, p, _ in known if p == _TYPE}
    query = f"SELECT DISTINCT ?x WHERE {{ VALUES ?c {{ {' '.join(_NEED_CLAIMS)} }} ?x a ?c }}"
    for thing in {str(x) for (x,) in graph.query(query).rows} - stated:
        yield Problem("claim", thing, "its existence rests on no claim")


def _undrawn(graph: Answering, claims: dict[Triple, list[bool]]) -> Iterator[Problem]:
    """Claims that nothing is wrong with and that still carry no edge, nor another one between the same two documents: of
    several that texts state, only the strongest stands."""
    types = {(str(s), _TYPE, str(o)) for s, o in graph.query("SELECT ?s ?o WHERE { ?s a ?o }").rows}
    drawn = _edges(graph) | types
    checked = {PREFIXES["pol"] + edge[4:] for edge in _EDGES} | {_TYPE}
    stands = {(s, o) for s, p, o in drawn if p in _BETWEEN_DOCUMENTS}
    for (s, p, o), warned in claims.items():
        weaker = p in _BETWEEN_DOCUMENTS and (s, o) in stands
        if p in checked and (s, p, o) not in drawn and not any(warned) and not weaker:
            yield Problem("edge", s, f"{short(p)} is claimed without a warning and not in the graph", o)


def _against_time(graph: Answering) -> Iterator[Problem]:
    query = """SELECT ?s ?a ?o ?b WHERE { ?s pol:implements ?o . ?s eli:date_document ?a . ?o eli:date_document ?b }"""
    for s, a, o, b in graph.query(query).rows:
        known = min(len(str(a)), len(str(b)))  # dates of unlike precision are compared as far as both go
        if str(a)[:known] < str(b)[:known]:
            yield Problem("time", str(s), f"of {a} implements a document of {b}", str(o))


_QUOTED = "?c a pol:Claim ; pol:statedIn ?d ; oa:exact ?exact ; oa:start ?start ; oa:end ?end"


def _quoted(graph: Answering) -> int:
    ((count,),) = graph.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {_QUOTED} }}").rows
    return int(count or 0)


def _quotes(graph: Answering, out: Path, contents: Contents, remember: shapes.Remember) -> Iterator[Row]:
    """The claims whose words do not stand at their place, named graph by named graph."""
    files = {str(d): str(file) for d, file in graph.query("SELECT ?d ?file WHERE { ?d pol:textFile ?file }").rows}
    texts = {name: _text(out, name) for name in {"", *files.values()}}
    digests = {name: blake2b((text or "").encode(), digest_size=20).hexdigest() for name, text in texts.items()}

    def found(name: str) -> Rows:
        query = f"SELECT ?d ?c ?exact ?start ?end WHERE {{ GRAPH <{name}> {{ {_QUOTED} }} }}"
        return tuple(wrong for row in graph.query(query).values if (wrong := misquoted(*row)))

    def misquoted(document: object, claim: object, exact: object, start: object, end: object) -> Row | None:
        name = files.get(str(document), "")
        text = texts[name]
        if text is None:
            return "quote", str(document), "its text cannot be read", name
        if isinstance(start, int) and isinstance(end, int) and text[start:end] == exact:
            return None
        return "quote", str(claim), f"the words are not at {start} to {end} of {name}", str(exact)

    for name, here in contents.graphs.items():
        its = [
            (files[thing], texts[files[thing]] is None, digests[files[thing]])
            for thing in here.things
            if thing in files
        ]
        yield from remember(f"quotes {here.digest} {its}", partial(found, name))


def _text(out: Path, name: str) -> str | None:
    """The characters of a text file; `None` where it is missing, no UTF-8, or outside of the output folder."""
    path = (out / name).resolve()
    if not name or not path.is_relative_to(out.resolve()):
        return None
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return None
