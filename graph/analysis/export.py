"""The graph for other programs: Gephi (GraphML, GEXF), Neo4j, spreadsheets, Parquet, JSON-LD.

What is exported are things and the edges between them, each edge with its number of claims and the first words it rests
on. The evidence in full is in `graph.nq`, and in JSON-LD.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import networkx as nx

from graph.analysis.network_files import gexf, graphml
from graph.errors import PolicyGraphError
from graph.records.printable import BYTE_ORDER_MARK, defused, printable
from graph.store import Answering, Asking
from graph.vocab import ID, PREFIXES, SUPERCLASS


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the graph. `id` is its IRI without the base; what does not apply to its kind is `None`."""

    id: str
    label: str
    kind: str
    number: str | None = None
    date: str | None = None
    tier: int | None = None
    issuer: str | None = None
    place: str | None = None
    read: bool | None = None  # of a document: whether it was among the files
    group: str | None = None  # of a group: "group:departments"
    start: str | None = None
    due: str | None = None
    recurrence: str | None = None
    value: float | None = None
    unit: str | None = None
    year: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge, how many claims it rests on, and the first of them."""

    source: str
    target: str
    kind: str
    claims: int = 0
    document: str | None = None
    words: str | None = None
    file: str | None = None
    characters_from: int | None = None
    characters_to: int | None = None


def things(graph: Answering) -> tuple[list[Node], list[Edge]]:
    """Every thing, and every edge between two of them, in the order of their ids.

    >>> nodes, edges = things(samples)
    >>> {edge.source for edge in edges} | {edge.target for edge in edges} <= {node.id for node in nodes}
    True
    """
    nodes: dict[str, Node] = {}
    for row in sorted(graph.query(_NODES).rows, key=lambda row: [cell or "" for cell in row]):
        node = _node(row)
        known = nodes.get(node.id)
        if known is None or known.kind in SUPERCLASS.values():  # the narrower class tells more
            nodes[node.id] = node
    first: dict[tuple[str, str, str], list[tuple[str | None, ...]]] = {}
    for one, kind, other, *claim in graph.query(_CLAIMS).rows:
        first.setdefault((_id(one), _local(kind), _id(other)), []).append(tuple(claim))
    edges = {(_id(one), _local(kind), _id(other)) for one, kind, other in graph.query(_EDGES).rows}
    return list(nodes.values()), [
        _edge(key, first.get(key, [])) for key in sorted(edges) if key[0] in nodes and key[2] in nodes
    ]


def network(graph: Answering) -> Any:
    """The things and edges as a MultiDiGraph of networkx; attributes that do not apply are left out.

    >>> net = network(samples)
    >>> net.number_of_nodes() > 200, net.nodes["document/124-nq-cp/2020"]["label"]
    (True, 'Nghị quyết số 124/NQ-CP')
    """
    nodes, edges = things(graph)
    net: Any = nx.MultiDiGraph()
    for node in nodes:
        net.add_node(node.id, **_attributes(node, ("id",)))
    for edge in edges:
        net.add_edge(edge.source, edge.target, key=edge.kind, **_attributes(edge, ("source", "target")))
    return net


def export(graph: Asking, format: str, out: Path | str) -> list[Path]:
    """The files written: one for graphml, gexf and jsonld; for csv, neo4j-csv and parquet two in the folder `out`.

    Text keeps its letters and loses what XML and terminals cannot hold. In csv, which begins with a byte order mark for Excel, cells that
    a spreadsheet would take for a formula are made harmless; neo4j-csv is for the importer: without the mark, its cells exact.
    """
    if format not in FORMATS:
        raise PolicyGraphError(f"{format}: no such format; choose one of {', '.join(FORMATS)}")
    path = Path(out)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _WRITERS[format](graph, path)
    except OSError as error:
        raise PolicyGraphError(
            f"{path}: cannot be written ({error.strerror or error}); name another place with -o"
        ) from error


def _graphml(graph: Answering, path: Path) -> list[Path]:
    return graphml(network(graph), path)


def _gexf(graph: Answering, path: Path) -> list[Path]:
    return gexf(network(graph), path)


def _jsonld(graph: Asking, path: Path) -> list[Path]:
    context = dict(sorted(PREFIXES.items()))
    text = graph.dataset().serialize(format="json-ld", context=context, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return [path]


def _csv(graph: Answering, path: Path) -> list[Path]:
    nodes, edges = things(graph)
    return [
        _table(
            path / "nodes.csv",
            [field.name for field in fields(Node)],
            _rows(nodes, harmless=True),
            mark=BYTE_ORDER_MARK,
        ),
        _table(
            path / "edges.csv",
            [field.name for field in fields(Edge)],
            _rows(edges, harmless=True),
            mark=BYTE_ORDER_MARK,
        ),
    ]


def _neo4j(graph: Answering, path: Path) -> list[Path]:
    """Files with the headers that `neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv` reads."""
    nodes, edges = things(graph)
    types = {"tier": ":int", "read": ":boolean", "value": ":double", "confidence": ":double", "id": ":ID"}
    head = [field.name + types.get(field.name, "") for field in fields(Node)]
    labels = [
        ";".join(dict.fromkeys(part for part in (SUPERCLASS.get(node.kind), node.kind) if part)) for node in nodes
    ]
    ends = {"source": ":START_ID", "target": ":END_ID", "kind": ":TYPE", "claims": "claims:int"}
    ends |= {"characters_from": "characters_from:int", "characters_to": "characters_to:int"}
    rows = [(*row, label) for row, label in zip(_rows(nodes), labels, strict=True)]
    kinds = [(one, other, _screaming(str(kind)), *rest) for one, other, kind, *rest in _rows(edges)]
    return [
        _table(path / "nodes.csv", [*head, ":LABEL"], rows),
        _table(path / "edges.csv", [ends.get(field.name, field.name) for field in fields(Edge)], kinds),
    ]


def _parquet(graph: Answering, path: Path) -> list[Path]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise PolicyGraphError(
            "parquet needs pyarrow, which is not installed: pip install 'policygraph[parquet]'"
        ) from error
    path.mkdir(exist_ok=True)
    written = []
    nodes, edges = things(graph)
    tables: tuple[tuple[str, type[Any], Sequence[Any]], ...] = (("nodes", Node, nodes), ("edges", Edge, edges))
    for name, kind, rows in tables:
        columns = {
            field.name: pyarrow.array([getattr(row, field.name) for row in rows], _arrow(pyarrow, str(field.type)))
            for field in fields(kind)
        }
        written.append(path / f"{name}.parquet")
        pyarrow.parquet.write_table(pyarrow.table(columns), written[-1])
    return written


def _arrow(pyarrow: Any, type: str) -> Any:
    """The type of a column, also where all its cells are empty."""
    types = {"int": pyarrow.int64(), "float": pyarrow.float64(), "bool": pyarrow.bool_()}
    return types.get(type.partition(" ")[0], pyarrow.string())


_WRITERS: dict[str, Callable[[Asking, Path], list[Path]]] = {
    "graphml": _graphml, "gexf": _gexf, "csv": _csv, "jsonld": _jsonld, "neo4j-csv": _neo4j, "parquet": _parquet,
}  # fmt: skip
FORMATS = tuple(_WRITERS)
"""What can be written."""


def _attributes(row: Node | Edge, apart: Sequence[str]) -> dict[str, Any]:
    named = ((field.name, getattr(row, field.name)) for field in fields(row) if field.name not in apart)
    return {name: printable(value) if isinstance(value, str) else value for name, value in named if value is not None}


def _rows(rows: Iterable[Node | Edge], *, harmless: bool = False) -> list[tuple[Any, ...]]:
    return [tuple(_cell(getattr(row, field.name), harmless) for field in fields(row)) for row in rows]


def _cell(value: object, harmless: bool) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return defused(value) if harmless else value


def _table(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]], *, mark: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    return path


def _node(row: tuple[str | None, ...]) -> Node:
    iri, kind, label, number, date, tier, issuer, place, source, group, start, due, often, value, unit, year, sure = row
    read = source is not None if SUPERCLASS.get(_local(kind)) == "PolicyDocument" else None
    return Node(
        _id(iri), printable(label or ""), _local(kind), number, date, int(tier) if tier else None, issuer, place, read,
        group, start, due, _local(often) if often else None, float(value) if value else None, unit, year,
        float(sure) if sure else None,
    )  # fmt: skip


def _edge(key: tuple[str, str, str], claims: list[tuple[str | None, ...]]) -> Edge:
    one, kind, other = key
    if not claims:
        return Edge(one, other, kind)
    document, words, file, start, end = min(
        claims, key=lambda c: (c[0] or "", int(c[3] or 0), int(c[4] or 0), c[1] or "")
    )
    ends = (int(start) if start else None, int(end) if end else None)
    return Edge(one, other, kind, len(claims), _id(document), printable(words or ""), file, *ends)


def _id(iri: str | None) -> str:
    return (iri or "").removeprefix(ID)


def _local(iri: str | None) -> str:
    return (iri or "").rpartition("#")[2]


def _screaming(kind: str) -> str:
    """The name of a relation as Neo4j's users write it.

    >>> _screaming("basedOn")
    'BASED_ON'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).upper()


_NODES = f"""
SELECT ?thing ?kind ?label ?number ?date ?tier ?issuer ?place ?source ?group ?start ?due ?often ?value ?unit ?year ?sure WHERE {{
  ?thing a ?kind ; rdfs:label ?label .
  FILTER(STRSTARTS(STR(?kind), "{PREFIXES["pol"]}") && STRSTARTS(STR(?thing), "{ID}"))
  OPTIONAL {{ ?thing eli:id_local ?number }}
  OPTIONAL {{ ?thing eli:date_document ?date }}
  OPTIONAL {{ ?thing pol:tier ?tier }}
  OPTIONAL {{ ?thing eli:passed_by/rdfs:label ?issuer }}
  OPTIONAL {{ ?thing pol:jurisdiction/rdfs:label ?place }}
  OPTIONAL {{ ?thing pol:sourceFile ?source }}
  OPTIONAL {{ ?thing skos:notation ?group }}
  OPTIONAL {{ ?thing pol:start ?start }} OPTIONAL {{ ?thing pol:due ?due }}
  OPTIONAL {{ ?thing pol:recurrence ?often }}
  OPTIONAL {{ ?thing pol:value ?value }} OPTIONAL {{ ?thing pol:unit ?unit }}
  OPTIONAL {{ ?thing pol:targetYear ?year }}
  OPTIONAL {{ ?thing pol:confidence ?sure }}
}}"""
_EDGES = f"""
SELECT ?one ?kind ?other WHERE {{
  ?one ?kind ?other .
  FILTER(STRSTARTS(STR(?one), "{ID}") && STRSTARTS(STR(?other), "{ID}") && STRSTARTS(STR(?kind), "{PREFIXES["pol"]}"))
  FILTER(?kind NOT IN (pol:statedIn, pol:mentions))
  FILTER NOT EXISTS {{ ?one a pol:Claim }}
}}"""
_CLAIMS = """
SELECT ?one ?kind ?other ?document ?words ?file ?start ?end WHERE {
  ?claim rdf:subject ?one ; rdf:predicate ?kind ; rdf:object ?other ; pol:statedIn ?document .
  FILTER(?kind != rdf:type)
  OPTIONAL { ?document pol:textFile ?file }
  OPTIONAL { ?claim oa:exact ?words }
  OPTIONAL { ?claim oa:start ?start }
  OPTIONAL { ?claim oa:end ?end }
}"""
