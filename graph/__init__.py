"""Vietnamese policy documents as a knowledge graph that can be trusted sentence by sentence.

A handful of names is all that most scripts need; each is imported when it is first used.

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
    from graph.build import BuildResult
    from graph.build import build as build_graph
    from graph.errors import PolicyGraphError
    from graph.evaluate import evaluate as evaluate_graph
    from graph.store import Graph, open_graph

    __version__: str

__all__ = [
    "BuildResult", "Graph", "PolicyGraphError", "__version__", "build_graph", "evaluate_graph", "open_graph",
]  # fmt: skip

# "build" and "evaluate" are the names of modules already: an attribute cannot be both
_ROOMS = {
    "BuildResult": ("build", "BuildResult"),
    "Graph": ("store", "Graph"),
    "PolicyGraphError": ("errors", "PolicyGraphError"),
    "build_graph": ("build", "build"),
    "evaluate_graph": ("evaluate", "evaluate"),
    "open_graph": ("store", "open_graph"),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in _ROOMS:
        raise AttributeError(f"module 'graph' has no attribute {name!r}")
    module, attribute = _ROOMS[name]
    return getattr(import_module(f"graph.{module}"), attribute)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("policygraph")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"
