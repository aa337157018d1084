"""`graph.html`: the documents and what stands between them, in one file that opens from the disk.

Words of documents reach the page as JSON data and the screen as text, never as markup; the page's policy lets only the
scripts and styles run that were put into it here, and nothing be loaded.
"""

from __future__ import annotations

import base64
import hashlib
import json
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

MOST = 3000
"""Documents drawn at most: vis-network stays fluent up to here. What was read always is; of the documents only cited
those with fewest edges are left out, and the page says how many."""

KINDS: dict[str, tuple[str, str, str, float, bool]] = {
    "implements": ("thực hiện", "được thực hiện bởi", "#0072b2", 2.5, False),
    "replaces": ("thay thế", "bị thay thế bởi", "#d55e00", 2, True),
    "amends": ("sửa đổi, bổ sung", "được sửa đổi, bổ sung bởi", "#b86a00", 2, False),
    "repeals": ("bãi bỏ", "bị bãi bỏ bởi", "#a8005c", 2, True),
    "approves": ("phê duyệt", "được phê duyệt bởi", "#007a5a", 2, False),
    "promulgates": ("ban hành", "được ban hành bởi", "#00786f", 2, True),
    "guides": ("hướng dẫn, quy định chi tiết", "được hướng dẫn bởi", "#3d6fd1", 1.5, True),
    "appendixOf": ("là phụ lục của", "có phụ lục", "#5b3fa0", 2, False),
    "basedOn": ("căn cứ", "là căn cứ của", "#8a8a8a", 1, False),
    "cites": ("viện dẫn", "được viện dẫn bởi", "#b4b4b4", 1, True),
}
"""Edges, the strong ones first: their name, the name read backwards, colour, width, dashed. Colours after Okabe and
Ito, darkened to be seen on white; what is dashed stays apart without them."""

TIERS = {
    1: "Trung ương Đảng",
    2: "Quốc hội",
    3: "Chính phủ",
    4: "Bộ, ngành",
    5: "Tỉnh ủy",
    6: "HĐND, UBND tỉnh",
    7: "Huyện, xã",
    0: "Chưa rõ cấp",
}

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

_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = ("drawing.js", "page.js")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def write_page(out: Path) -> Path:
    """The path of `graph.html`, written into the folder of a built graph; the same graph gives the same bytes."""
    page = Path(out) / "graph.html"
    page.write_text(html(open_graph(out)), encoding="utf-8", newline="\n")
    return page


def html(graph: Graph) -> str:
    """The page of a graph as text."""
    known, between = cards(graph), steps(graph, DOCUMENT_EDGES)
    drawn = _drawn(known, between)
    between = [step for step in between if step.subject in drawn and step.object in drawn]
    places = columns(drawn.values())
    index = {iri: i for i, iri in enumerate(drawn)}
    quotes = _distinct(quote for step in between for quote in step.quotes)
    page = {
        "kinds": [_kind(name, between) for name in KINDS],
        "tiers": TIERS,
        "bands": [[band.tier or 0, band.left, band.right] for band in places.bands],
        "height": places.height,
        "gap": GAP,
        "folded": len(known) - len(drawn),
        "quotes": [_quote(quote, index) for quote in quotes],
    }
    number = {quote: i for i, quote in enumerate(quotes)}
    names = _class_names(graph)
    nodes = [_node(index[iri], card, places, names) for iri, card in drawn.items()]
    return _rendered(nodes, [_edge(i, step, index, number) for i, step in enumerate(between)], page)


def _drawn(known: dict[str, Card], between: Iterable[Step]) -> dict[str, Card]:
    """At most `MOST` documents: those read, then the ones with most edges."""
    degree = Counter(iri for step in between for iri in (step.subject, step.object))
    first = sorted(known, key=lambda iri: (known[iri].source is None, -degree[iri], iri))[:MOST]
    return {iri: known[iri] for iri in sorted(first)}


def _distinct(quotes: Iterable[Quote]) -> list[Quote]:
    return list(dict.fromkeys(quotes))


def _kind(name: str, between: Iterable[Step]) -> dict[str, Any]:
    label, inverse, color, width, dashes = KINDS[name]
    count = sum(step.predicate == name and step.drawn for step in between)
    told = {"name": name, "label": label, "inverse": inverse, "count": count}
    return {**told, "color": color, "width": width, "dashes": dashes}


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


def _rendered(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], page: dict[str, Any]) -> str:
    """pyvis carries the network's data into our template; its own page, physics and writer stay unused, because they
    load from a CDN, need minutes at 500 nodes, and run scripts out of titles."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup
    from pyvis.network import Network

    class Page(Network):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(directed=True)
            self.nodes, self.edges, self.options = nodes, edges, OPTIONS
            self.templateEnv = Environment(autoescape=True, loader=FileSystemLoader(_TEMPLATES))
            self.path = "page.html"

    net = Page()
    scripts = [_vis(), *(_text(_TEMPLATES / name) for name in _SCRIPTS)]
    style = _text(_TEMPLATES / "page.css")
    net.templateEnv.filters["data"] = lambda value: Markup(_data(value))  # noqa: S704 - `_data` leaves no "<"
    net.templateEnv.globals.update(
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files and pyvis's
        style=Markup(style),  # noqa: S704
        policy=_policy(scripts, style),
        page=page,
    )
    return str(net.generate_html())


def _data(value: Any) -> str:
    """JSON for a script element: no "<", so that no text in it can end the element or open a comment.

    >>> _data({"exact": "</script>"})
    '{"exact":"\\\\u003c/script>"}'
    """
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _policy(scripts: Iterable[str], style: str) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _vis() -> str:
    """vis-network as pyvis ships it; found without importing pyvis, which takes a second."""
    spec = find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise PolicyGraphError("pyvis is missing from this installation; install policygraph again")
    return _text(Path(spec.submodule_search_locations[0]) / _VIS)


def _text(path: Path) -> str:
    """A text with LF, as a browser reads it before it takes the hash."""
    return path.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
