"""Vietnamese policy documents as a knowledge graph that can be trusted sentence by sentence.

These names are all that most scripts and the notebooks need; each is imported when it is first used.

- from documents to a graph: `build_graph`, `open_graph`, `evaluate_graph`; `SAMPLES`, the documents that come with it
- one document alone: `read_document`
- answers: `Graph.query`, `Graph.frame` (as a DataFrame), `Graph.networkx`, `Graph.dataset` (rdflib); `questions` (the named
  ones), `frame` (rows of an analysis as a DataFrame)
- what a user types: `find` (a document), `find_agency`, `period`
- who does what: `workload`, `totals`, `concentration`, `agenda`, `dyads`
- what carries out what: `chain` (printed by `tree`), `chains`

>>> import tempfile, graph
>>> folder = tempfile.TemporaryDirectory()
>>> plan = f"{graph.__path__[0]}/samples/corpus/mau-223-kh-ubnd-2021.txt"
>>> result = graph.build_graph([plan], f"{folder.name}/output")
>>> built = graph.open_graph(result.out)
>>> built.query("ASK { ?plan a pol:Plan ; pol:implements/eli:id_local '25-NQ/TU' }").rows
[('true',)]
>>> folder.cleanup()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.analysis.agenda import agenda
    from graph.analysis.chains import chain, chains
    from graph.analysis.concentration import concentration
    from graph.analysis.coordination import dyads
    from graph.analysis.frame import frame
    from graph.analysis.lookup import find, find_agency
    from graph.analysis.opened import Graph, open_graph
    from graph.analysis.workload import totals, workload
    from graph.build import SAMPLES, BuildResult
    from graph.build import build as build_graph
    from graph.errors import PolicyGraphError
    from graph.evaluate import evaluate as evaluate_graph
    from graph.making.examine import read_document
    from graph.records.periods import period
    from graph.store import questions
    from graph.view.text.tree import tree

    __version__: str

__all__ = [
    "SAMPLES", "BuildResult", "Graph", "PolicyGraphError", "__version__", "agenda", "build_graph", "chain", "chains",
    "concentration", "dyads", "evaluate_graph", "find", "find_agency", "frame", "open_graph", "period", "questions",
    "read_document", "totals", "tree", "workload",
]  # fmt: skip

# "build" and "evaluate" are the names of modules already: an attribute cannot be both
_ROOMS = {
    "BuildResult": ("build", "BuildResult"),
    "Graph": ("analysis.opened", "Graph"),
    "PolicyGraphError": ("errors", "PolicyGraphError"),
    "SAMPLES": ("build", "SAMPLES"),
    "agenda": ("analysis.agenda", "agenda"),
    "build_graph": ("build", "build"),
    "chain": ("analysis.chains", "chain"),
    "chains": ("analysis.chains", "chains"),
    "concentration": ("analysis.concentration", "concentration"),
    "dyads": ("analysis.coordination", "dyads"),
    "evaluate_graph": ("evaluate", "evaluate"),
    "find": ("analysis.lookup", "find"),
    "find_agency": ("analysis.lookup", "find_agency"),
    "frame": ("analysis.frame", "frame"),
    "open_graph": ("analysis.opened", "open_graph"),
    "period": ("records.periods", "period"),
    "questions": ("store", "questions"),
    "read_document": ("making.examine", "read_document"),
    "totals": ("analysis.workload", "totals"),
    "tree": ("view.text.tree", "tree"),
    "workload": ("analysis.workload", "workload"),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in _ROOMS:
        raise AttributeError(f"module 'graph' has no attribute {name!r}")
    module, attribute = _ROOMS[name]
    return getattr(import_module(f"graph.{module}"), attribute)


def __dir__() -> list[str]:
    """Also the names that were not used yet, so that a notebook completes them."""
    return sorted({*globals(), *__all__})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("policygraph")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"
