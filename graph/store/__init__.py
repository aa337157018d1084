"""A built graph that answers: `open_graph(folder).query(sparql)`.

Whatever reads a graph needs no more of it than `query` (`Answering`). How quads become files, what a query may do, and the
named questions have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Store

from graph.errors import BadQuery, NotAGraph
from graph.store.answer import Answering, Result, read
from graph.store.files import SECTIONS, fill, write
from graph.store.guard import guarded
from graph.store.question import Question, filled, question_named, questions
from graph.vocab import ID, PREFIXES, slug

if TYPE_CHECKING:
    import rdflib

__all__ = ["IN_MEMORY", "Answering", "Graph", "Question", "Result", "open_graph", "questions", "write"]

IN_MEMORY = 16 * 1024 * 1024
"""Up to this size of `graph.nq` in bytes (80,000 quads) loading it takes about a second, and every query after that is
three to six times quicker than on disk; above it a user would wait for the load."""

_NAMES = """SELECT ?d ?name WHERE { VALUES ?p { eli:id_local pol:sourceFile rdfs:label } ?d ?p ?name
    FILTER EXISTS { ?d a pol:PolicyDocument } }"""


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
        return Graph(fill(Store(), path), path.parent)
    except (SyntaxError, OSError, RuntimeError) as error:
        raise NotAGraph(f"{path}: this is no readable graph ({error}); {remedy}") from error


class Graph:
    """A built graph that answers SPARQL; the prefixes of the vocabulary need no declaration."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self.folder = store, folder

    def query(self, sparql: str, *, limit: int | None = None, bindings: Mapping[str, str] | None = None) -> Result:
        """The answer to a query, or to the question of that name; at most `limit` rows.

        `bindings` fill in what a query leaves open as `VALUES ?document { UNDEF }`: `{"document": "124/NQ-CP"}` asks
        about that document, named by number, source file, label or IRI. A query can neither write nor reach a server.

        >>> samples.query("implements", bindings={"document": "223/KH-UBND"}).values[0][:2]
        ('Kế hoạch số 223/KH-UBND', 'Nghị quyết số 25-NQ/TU')
        """
        text = guarded(question_named(sparql).sparql if re.fullmatch(r"[\w-]+", sparql) else sparql)
        text = filled(text, {name: self._terms(name, value) for name, value in (bindings or {}).items()})
        try:
            return read(self._store.query(text, prefixes=PREFIXES), limit=limit)
        except SyntaxError as error:
            raise BadQuery(_located(str(error), text)) from None
        except (RuntimeError, ValueError, OSError) as error:
            raise BadQuery(f"the query cannot be run: {error}") from None

    def _terms(self, name: str, value: str) -> list[NamedNode | Literal]:
        """What a binding may mean: the thing of an IRI, every document of that name, otherwise the text itself."""
        if re.fullmatch(rf"https?://\S+|(?:{'|'.join(SECTIONS)})/\S+", value):
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

        >>> len(samples.dataset().query("SELECT ?document { ?document pol:sourceFile ?file }"))
        14
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
