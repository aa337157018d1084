"""A network as the files that Gephi and others open: GraphML and GEXF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx


def graphml(net: Any, path: Path) -> list[Path]:
    """Truth values are "true" and "false", as XML Schema has them; networkx writes Python's."""
    writer = nx.readwrite.graphml.GraphMLWriter(encoding="utf-8", prettyprint=True, named_key_ids=True)
    writer.add_graph_element(net)
    truths = {key.get("id") for key in writer.xml.iter("key") if key.get("attr.type") == "boolean"}
    for data in writer.xml.iter("data"):
        if data.get("key") in truths:
            data.text = str(data.text).lower()
    with path.open("wb") as file:
        writer.dump(file)
    return [path]


def gexf(net: Any, path: Path) -> list[Path]:
    """Gephi reads labels of nodes and edges; the key of an edge is its kind, and each has an id of its own."""
    for number, (_, _, attributes) in enumerate(net.edges(data=True)):
        attributes |= {"id": str(number), "label": attributes["kind"]}
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(net)
    for meta in writer.xml.findall("meta"):  # networkx writes the day into it: the same graph gives the same bytes
        writer.xml.remove(meta)
    with path.open("wb") as file:
        writer.write(file)
    return [path]
