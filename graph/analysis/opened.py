"""A graph as a researcher opens it: from a folder or an address, its answers as rows, as a DataFrame, as a network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import graph.store
from graph.analysis.export import network
from graph.analysis.frame import frame
from graph.store import Asking
from graph.store.remote import Remote as Asked
from graph.store.remote import is_address

if TYPE_CHECKING:
    import pandas


class _Opened(Asking):
    """What a researcher's graph can do beyond answering."""

    def frame(
        self, sparql: str, *, limit: int | None = None, bindings: Mapping[str, str] | None = None
    ) -> pandas.DataFrame:
        """The answer to a query or named question as a DataFrame, its cells as Python values. Needs pandas.

        >>> samples.frame("most-cited", limit=2)["cited_by"].tolist()
        [5, 4]
        """
        found = self.query(sparql, limit=limit, bindings=bindings)
        return frame(found, found.columns)

    def networkx(self) -> Any:
        """The things and the edges between them as a MultiDiGraph of networkx (see `policygraph export`).

        >>> net = samples.networkx()
        >>> net.nodes["document/124-nq-cp/2020"]["kind"]
        'Resolution'
        """
        return network(self)


class Graph(_Opened, graph.store.Graph):
    """A built graph in a folder."""


class Remote(_Opened, Asked):
    """A graph behind a SPARQL endpoint."""


def open_graph(where: Path | str) -> Graph | Remote:
    """The graph that a build wrote into a folder, or that a SPARQL endpoint has: `open_graph("http://127.0.0.1:8080/sparql")`.

    Both answer alike: `query`, `frame`, `networkx`, `dataset`; every analysis takes either. What is filled into a question
    is bound as a term, never pasted into its text. Raises `NotAGraph` where the folder holds none, and `NoAnswer` when an
    address is asked that does not answer.

    >>> open_graph(samples.folder).query("agency-tasks", bindings={"agency": "so cong thuong tuyen quang"}).values[0][1]
    '2022-Q2'
    """
    return Remote(str(where)) if is_address(where) else Graph.opened(where)
