"""A built graph that answers: `open_graph(folder).query(sparql)`.

Whatever reads a graph needs no more of it than `query` (`Answering`). How quads become files, what a query may do, and the
named questions have modules of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from pyoxigraph import Store

from graph.errors import NotAGraph
from graph.rdf import ONTOLOGY
from graph.store.answer import Answering, Result, read
from graph.store.asking import Asking
from graph.store.engine import run
from graph.store.files import fill, write
from graph.store.lines import REMEDY
from graph.store.question import Question, questions
from graph.vocab import PREFIXES

if TYPE_CHECKING:
    import rdflib

__all__ = ["IN_MEMORY", "Answering", "Asking", "Graph", "Question", "Result", "open_graph", "questions", "write"]

IN_MEMORY = 16 * 1024 * 1024
"""Up to this size of `graph.nq` in bytes (80,000 quads) loading it takes about a second, and every query after that is
three to six times quicker than on disk; above it a user would wait for the load."""


def open_graph(out: Path | str, *, in_memory: int | None = None, whole: bool = True) -> Graph:
    """The graph that a build wrote into the folder `out`: in memory up to so many bytes (`IN_MEMORY`), else from its store.

    One that is not `whole` is for who wrote it just now and asks nothing of single named graphs but the ontology's: in memory there is of the
    others only their union, which loads in half the time.

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
    return Graph.opened(out, in_memory=in_memory, whole=whole)


class Graph(Asking):
    """A built graph that answers SPARQL; the prefixes of the vocabulary need no declaration."""

    def __init__(self, store: Store, folder: Path, *, in_memory: bool = True) -> None:
        self.store, self.folder, self.in_memory = store, folder, in_memory

    @classmethod
    def opened(cls, out: Path | str, *, in_memory: int | None = None, whole: bool = True) -> Self:
        """As `open_graph`."""
        path = Path(out) / "graph.nq"
        if not path.is_file():
            raise NotAGraph(f"{out}: there is no graph.nq here; {REMEDY}")
        most = IN_MEMORY if in_memory is None else in_memory
        try:
            if path.stat().st_size > most and (path.parent / "store").is_dir():
                return cls(Store.read_only(str(path.parent / "store")), path.parent, in_memory=False)
            named = None if whole else {str(ONTOLOGY).encode()}
            return cls(fill(Store(), path, ours=not whole, named=named), path.parent)
        except (SyntaxError, OSError, RuntimeError) as error:
            raise NotAGraph(f"{path}: this is no readable graph ({error}); {REMEDY}") from error

    def _ask(self, sparql: str, limit: int | None) -> Result:
        return read(run(self.store, sparql), limit=limit)

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

        dataset = Dataset(store=Reading(store=self.store))
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri)
        return dataset
