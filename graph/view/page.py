"""`graph.html`: the documents and what stands between them, in one file that opens from the disk.

Words of documents reach the page as JSON data and the screen as text, never as markup; the page's policy lets only the
scripts and styles run that were put into it here, and nothing be loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..analysis.columns import GAP, Places, columns
from ..cards import Card, Quote, Step, cards, steps
from ..errors import PolicyGraphError
from ..store import Graph, open_graph
from ..vocab import DOCUMENT_EDGES, GRAPH
from .kinds import EDGE_KINDS
from .shell import environment, text
from .words import LANGUAGES, words

MOST = 3000
"""Documents drawn at most: vis-network stays fluent up to here. What was read always is; of the documents only cited
those with fewest edges are left out, and the page says how many."""

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0},
    "nodes": {"chosen": False, "borderWidth": 1.5},
    "groups": {
        "read": {"shape": "square", "size": 9, "color": {"background": "#1b4f8a", "border": "#0c2d52"}},
        "cited": {"shape": "dot", "size": 6, "color": {"background": "#ffffff", "border": "#55708f"}},
    },
}

_SCRIPTS = ("drawing.js", "page.js")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def write_page(out: Path, *, lang: str = LANGUAGES[0]) -> Path:
    """The path of `graph.html`, written into the folder of a built graph; the same graph gives the same bytes."""
    page = Path(out) / "graph.html"
    page.write_text(html(open_graph(out), lang=lang), encoding="utf-8", newline="\n")
    return page


def html(graph: Graph, *, lang: str = LANGUAGES[0]) -> str:
    """The page of a graph as text."""
    told = words(lang, "shared")["shared"]
    known, between = cards(graph), steps(graph, DOCUMENT_EDGES)
    drawn = _drawn(known, between)
    between = [step for step in between if step.subject in drawn and step.object in drawn]
    places = columns(drawn.values())
    index = {iri: i for i, iri in enumerate(drawn)}
    quotes = _distinct(quote for step in between for quote in step.quotes)
    page = {
        "kinds": [_kind(name, between, told["edge_kinds"][name]) for name in DOCUMENT_EDGES],
        "tiers": told["tiers"],
        "bands": [[band.tier or 0, band.left, band.right] for band in places.bands],
        "height": places.height,
        "gap": GAP,
        "folded": len(known) - len(drawn),
        "quotes": [_quote(quote, index) for quote in quotes],
    }
    number = {quote: i for i, quote in enumerate(quotes)}
    names = _class_names(graph)
    nodes = [_node(index[iri], card, places, names) for iri, card in drawn.items()]
    return _rendered(nodes, [_edge(i, step, index, number) for i, step in enumerate(between)], page, lang)


def _drawn(known: dict[str, Card], between: Iterable[Step]) -> dict[str, Card]:
    """At most `MOST` documents: those read, then the ones with most edges."""
    degree = Counter(iri for step in between for iri in (step.subject, step.object))
    first = sorted(known, key=lambda iri: (known[iri].source is None, -degree[iri], iri))[:MOST]
    return {iri: known[iri] for iri in sorted(first)}


def _distinct(quotes: Iterable[Quote]) -> list[Quote]:
    return list(dict.fromkeys(quotes))


def _kind(name: str, between: Iterable[Step], names: dict[str, str]) -> dict[str, Any]:
    kind = EDGE_KINDS[name]
    count = sum(step.predicate == name and step.drawn for step in between)
    told = {"name": name, "label": names["forward"], "inverse": names["backward"], "count": count}
    return {**told, "color": kind.color, "width": kind.width, "dashes": kind.dashed}


def _node(number: int, card: Card, places: Places, names: dict[str, str]) -> dict[str, Any]:
    x, y = places.at[card.iri]
    told = {
        "label": card.label,
        "number": card.number,
        "kind": names.get(card.kind, card.kind),
        "date": card.date,
        "issuer": card.issuer,
        "tier": card.tier or 0,
        "subject": card.title,
        "source": card.source,
        "iri": card.iri,
    }
    return {"id": number, "x": x, "y": y, "group": "read" if card.source else "cited", "card": told}


def _edge(number: int, step: Step, index: dict[str, int], quotes: dict[Quote, int]) -> dict[str, Any]:
    ends = {"id": number, "from": index[step.subject], "to": index[step.object], "kind": step.predicate}
    return {**ends, "drawn": step.drawn, "quotes": [quotes[quote] for quote in step.quotes]}


def _quote(quote: Quote, index: dict[str, int]) -> dict[str, Any]:
    where = {"document": index.get(quote.document), "file": quote.file, "start": quote.start, "end": quote.end}
    return {"exact": quote.exact, **where, "rule": quote.rule, "warning": quote.warning}


def _class_names(graph: Graph) -> dict[str, str]:
    """Vietnamese names of the document classes, where the graph carries its ontology."""
    named = f"GRAPH <{GRAPH}ontology> {{ ?class rdfs:label ?label }}"
    found = graph.query(f"SELECT ?class ?label WHERE {{ {named} FILTER(LANG(?label) = 'vi') }}")
    return {str(iri).rpartition("#")[2]: str(label) for iri, label in sorted(found.rows, key=str)}


def _rendered(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], page: dict[str, Any], lang: str) -> str:
    """pyvis carries the network's data into our template; its own page, physics and writer stay unused, because they
    load from a CDN, need minutes at 500 nodes, and run scripts out of titles."""
    from pyvis.network import Network

    class Page(Network):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(directed=True)
            self.nodes, self.edges, self.options = nodes, edges, OPTIONS
            self.templateEnv = environment([_vis(), *map(text, _SCRIPTS)], text("page.css"))
            self.path = "page.html"

    net = Page()
    net.templateEnv.globals.update(page=page, lang=lang)
    return str(net.generate_html())


def _vis() -> str:
    """vis-network as pyvis ships it; found without importing pyvis, which takes a second."""
    spec = find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise PolicyGraphError("pyvis is missing from this installation; install policygraph again")
    return text(Path(spec.submodule_search_locations[0]) / _VIS)
