"""Quads <-> `graph.nq`, `graph.ttl` and the embedded Oxigraph store; and the questions a built graph answers.

`graph.nq` holds the named graphs and nothing else. A store that is queried holds, beside them, their union in its
default graph, each triple once (`docs/decisions/0001-union-in-the-default-graph.md`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from graph.errors import BadQuery, NotAGraph
from graph.rdf import ONTOLOGY
from graph.store.answer import Result, read, turtle
from graph.vocab import ID, PREFIXES, expand, ontology_dir, slug

if TYPE_CHECKING:
    import rdflib

IN_MEMORY = 16 * 1024 * 1024
"""Up to this size of `graph.nq` in bytes (80,000 quads) loading it takes about a second, and every query after that is
three to six times quicker than on disk; above it a user would wait for the load."""

_SECTIONS = ("document", "agency", "place", "zone", "project", "task", "measure", "indicator", "change", "claim", "day")
_NAMES = """SELECT ?d ?name WHERE { VALUES ?p { eli:id_local pol:sourceFile rdfs:label } ?d ?p ?name
    FILTER EXISTS { ?d a pol:PolicyDocument } }"""
_PLACES = {section: place for place, section in enumerate(_SECTIONS)}
_FIRST = {f"<{expand(curie)}>".encode(): place for place, curie in enumerate(("rdf:type", "rdfs:label"))}


def write(quads: Iterable[Quad], out: Path) -> int:
    """How many quads were written into the folder `out`: `graph.nq` first, then `graph.ttl` and `store/` from it.

    Sorted lines, each once, so that two builds of the same input are byte-identical. `out` must exist and hold no
    `store/`: a build writes into a new folder and swaps it in, so that a failed one leaves the last good output.
    """
    lines = sorted(set((serialize(quads, format=RdfFormat.N_QUADS) or b"").split(b"\n")) - {b""})
    with (out / "graph.nq").open("wb") as file:
        file.writelines(line + b"\n" for line in lines)
    _write_turtle(out)
    _fill(Store(str(out / "store")), out / "graph.nq")
    return len(lines)


def open_graph(out: Path | str) -> Graph:
    """The graph that a build wrote into the folder `out`: in memory when it is small, else straight from its store.

    Raises `NotAGraph` where there is none, or one that cannot be read.

    >>> from tempfile import TemporaryDirectory
    >>> from graph.model import Entity, Facts
    >>> from graph.rdf import quads
    >>> folder = TemporaryDirectory()
    >>> write(quads(Facts((Entity("place/phu-yen", "Place", "tỉnh Phú Yên"),))), Path(folder.name))
    2
    >>> open_graph(folder.name).query("SELECT ?label WHERE { ?place a pol:Place ; rdfs:label ?label }").rows
    [('tỉnh Phú Yên',)]
    >>> folder.cleanup()
    """
    path = Path(out) / "graph.nq"
    remedy = "build one with `policygraph build`, or name the folder of one that is built"
    if not path.is_file():
        raise NotAGraph(f"{out}: there is no graph.nq here; {remedy}")
    try:
        if path.stat().st_size > IN_MEMORY and (path.parent / "store").is_dir():
            return Graph(Store.read_only(str(path.parent / "store")), path.parent)
        return Graph(_fill(Store(), path), path.parent)
    except (SyntaxError, OSError, RuntimeError) as error:
        raise NotAGraph(f"{path}: this is no readable graph ({error}); {remedy}") from error


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: its SPARQL and what it asks, in Vietnamese and English."""

    name: str
    vi: str
    en: str
    sparql: str


@cache
def questions() -> tuple[Question, ...]:
    """The named questions that come with the ontology, by name."""
    files = sorted((ontology_dir() / "questions").glob("*.rq"), key=lambda path: path.stem)
    return tuple(_question(file.stem, file.read_text(encoding="utf-8")) for file in files)


class Graph:
    """A built graph that answers SPARQL; the prefixes of the vocabulary need no declaration."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self.folder = store, folder

    def query(self, sparql: str, *, limit: int | None = None, bindings: Mapping[str, str] | None = None) -> Result:
        """The answer to a query, or to the question of that name; at most `limit` rows.

        `bindings` fill in what a query leaves open as `VALUES ?document { UNDEF }`: `{"document": "124/NQ-CP"}` asks
        about that document, named by number, source file, label or IRI. A query can neither write nor reach a server.
        """
        text = _question_named(sparql).sparql if re.fullmatch(r"[\w-]+", sparql) else sparql
        if _calls_out(text):
            raise BadQuery("SERVICE: a query cannot ask another server; ask this graph alone")
        text = _filled(text, {name: self._terms(name, value) for name, value in (bindings or {}).items()})
        try:
            return read(self._store.query(text, prefixes=PREFIXES), limit=limit)
        except SyntaxError as error:
            raise BadQuery(_located(str(error), text)) from None
        except (RuntimeError, ValueError, OSError) as error:
            raise BadQuery(f"the query cannot be run: {error}") from None

    def _terms(self, name: str, value: str) -> list[NamedNode | Literal]:
        """What a binding may mean: the thing of an IRI, every document of that name, otherwise the text itself."""
        if re.fullmatch(rf"https?://\S+|(?:{'|'.join(_SECTIONS)})/\S+", value):
            return [_named(value if "://" in value else ID + value)]
        if name != "document":
            return [Literal(value)]
        same = [NamedNode(str(iri)) for iri, called in self.query(_NAMES).rows if slug(str(called)) == slug(value)]
        if not same:
            raise BadQuery(f"{value}: no document of the graph has this number, source file or label")
        return list(dict.fromkeys(same))

    def dataset(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset, Oxigraph answering its queries; its default graph is the union.

        What is added to it stays in memory and is lost; the files of the build do not change.
        """
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        class Reading(OxigraphStore):
            def add_graph(self, graph: rdflib.Graph) -> None:
                """Nothing: rdflib registers a graph even to read it, which a store opened for reading refuses."""

        dataset = Dataset(store=Reading(store=self._store))
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri)
        return dataset


def _fill(store: Store, path: Path) -> Store:
    """`store` with the named graphs of `path`, and in its default graph their union, each triple once."""
    store.bulk_load(path=path, format=RdfFormat.N_QUADS)
    store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in parse(path=path, format=RdfFormat.N_QUADS))
    return store


def _write_turtle(out: Path) -> None:
    """`graph.ttl`, for reading: everything but the ontology as one graph, documents first and claims last."""
    named = (line.rsplit(b" ", 2) for line in (out / "graph.nq").read_bytes().splitlines())
    # lines are enough to sort by, and many times quicker to sort than terms
    lines = dict.fromkeys(triple for triple, graph, _ in named if graph != str(ONTOLOGY).encode())
    text = b" .\n".join([*sorted(lines, key=_reading_order), b""])
    triples = (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))
    (out / "graph.ttl").write_text(turtle(triples), encoding="utf-8", newline="\n")


def _reading_order(line: bytes) -> tuple[int, bytes, int]:
    subject, predicate, _ = line.split(b" ", 2)
    section = subject[len(ID) + 1 :].partition(b"/")[0].decode()
    return _PLACES.get(section, len(_PLACES)), subject, _FIRST.get(predicate, len(_FIRST))


def _question(name: str, sparql: str) -> Question:
    told = dict(re.findall(r"^# (vi|en): (.+)$", sparql, re.MULTILINE))
    return Question(name, told.get("vi", ""), told.get("en", ""), sparql)


def _question_named(name: str) -> Question:
    known = {question.name: question for question in questions()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, cutoff=0.4) or sorted(known)
    raise BadQuery(f"{name}: there is no question of this name; near it: {', '.join(near)}")


def _calls_out(sparql: str) -> bool:
    """Whether the text holds a SERVICE clause: the word, then a variable or an IRI. Errs on the safe side.

    Strings and comments are not taken out first, because a mistake in that would be a way around the check.
    """
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U0000([0-9A-Fa-f]{4})", lambda m: chr(int(m[1] or m[2], 16)), sparql)
    plain = re.sub(r"[?$]\w+", "?v", plain)
    gap = r"(?:\s|#[^\n\r]*[\n\r])*"
    clause = rf"(?<!:)SERVICE{gap}(?:SILENT{gap})?(?:[<?$]|[^\s\"'(){{}}<>]*:)"
    return re.search(clause, plain, re.IGNORECASE) is not None


def _filled(sparql: str, terms: Mapping[str, Iterable[NamedNode | Literal]]) -> str:
    """The query with its open values filled in; those that stay open are taken out, which the engine plans better."""
    for name, values in terms.items():
        if f"VALUES ?{name} {{ UNDEF }}" not in sparql:
            raise BadQuery(f"{name}: the query leaves no such value open (as VALUES ?{name} {{ UNDEF }})")
        sparql = sparql.replace(f"VALUES ?{name} {{ UNDEF }}", f"VALUES ?{name} {{ {' '.join(map(str, values))} }}")
    return re.sub(r"VALUES \?\w+ \{ UNDEF \}", "", sparql)


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadQuery(f"{iri}: {error}") from None


def _located(message: str, sparql: str) -> str:
    """The engine's complaint with the line it is about and a mark under the place."""
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not place:
        return f"the query cannot be read: {message}"
    line, column, reason = int(place[1]), int(place[2]), " ".join(place[3].split())
    shown = next(iter(sparql.split("\n")[line - 1 : line]), "")
    reason = reason if len(reason) <= 160 else reason[:160].rsplit(",", 1)[0] + ", …"
    return f"the query is wrong at line {line}, column {column}: {reason}\n  {shown}\n  {' ' * (column - 1)}^"
