"""Quads -> the files of a graph: `graph.nq`, `graph.ttl`, and `store/` in the form of the embedded Oxigraph engine.

`graph.nq` holds the named graphs and nothing else. A store that is queried holds, beside them, their union in its
default graph, each triple once (`docs/decisions/0001-union-in-the-default-graph.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Quad, RdfFormat, Store, parse, serialize

from graph.rdf import ONTOLOGY
from graph.store.answer import turtle
from graph.vocab import ID, expand

SECTIONS = ("document", "agency", "place", "zone", "project", "task", "measure", "indicator", "change", "claim", "day")
"""The first part of the address of each kind of thing, in the order in which `graph.ttl` has them."""

_PLACES = {section: place for place, section in enumerate(SECTIONS)}
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
    fill(Store(str(out / "store")), out / "graph.nq")
    return len(lines)


def fill(store: Store, path: Path) -> Store:
    """`store` with the named graphs of `path`, and in its default graph their union, each triple once.

    Blank nodes keep the labels of the file, so that an answer that names them is the same on every run.
    """
    store.bulk_load(path=path, format=RdfFormat.N_QUADS)
    blank: dict[Quad, None] = {}
    store.bulk_extend(_union(parse(path=path, format=RdfFormat.N_QUADS), blank))
    for graph in {quad.graph_name for quad in blank}:
        renamed = [quad for quad in store.quads_for_pattern(None, None, None, graph) if _is_blank(quad)]
        for quad in renamed:
            store.remove(quad)
    store.bulk_extend(blank)
    return store


def _union(quads: Iterable[Quad], blank: dict[Quad, None]) -> Iterator[Quad]:
    """The quads in the default graph; those with blank nodes are kept too."""
    for quad in quads:
        if _is_blank(quad):
            blank[quad] = None
        yield Quad(quad.subject, quad.predicate, quad.object)


def _is_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


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
