"""`graph.html`: the graph to look at, in one file that opens from the disk.

Words of documents reach the page as JSON data and the screen as text, never as markup; the page's policy lets only the
scripts and styles run that were put into it here, and nothing be loaded.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any

from graph.errors import PolicyGraphError
from graph.records.kinds import CITED, EDGE_KINDS, NODE_KINDS, TIERS, NodeKind
from graph.records.things import Whole, whole
from graph.store import Answering
from graph.view.graph_page.homes import FOLDED, children, homes, provinces
from graph.view.graph_page.lanes import Body, Box, Paper, Places, places
from graph.view.graph_page.parcels import Numbers, numbered, packed, parcels
from graph.view.graph_page.rows import node_rows
from graph.view.shell import environment, text
from graph.view.words import LANGUAGES, words
from graph.vocab import CENTRAL, DOCUMENT_EDGES, ID, slug

MOST = 3000
"""Documents and agencies drawn at most: vis-network stays fluent up to here. What was read comes first, then what has
most edges; the others are found by searching, and the page says how many they are."""
EAGER = 6000
"""Up to so many things all parcels are opened right after the first drawing; above it on demand."""

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "selectConnectedEdges": False,
        "hover": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0},
    "nodes": {"chosen": False, "borderWidth": 1.5},
}

SCRIPTS = (
    "goes_on.js",
    *(
        f"graph/{name}.js"
        for name in (
            "text", "data", "drawing", "scenes", "shapes", "layers", "chain", "agency", "find", "filters", "time",
            "panel", "table", "share", "page",
        )
    ),
)  # fmt: skip
"""Each does one thing; `drawing.js` alone knows vis-network."""
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def write_page(
    out: Path,
    graph: Answering,
    *,
    lang: str = LANGUAGES[0],
    beside: Sequence[str] = (),
    most: int = MOST,
    eager: int = EAGER,
) -> Path:
    """The path of `graph.html`, written into the folder `out`; the same graph gives the same bytes.

    `beside` are the other pages of the output; it links to that which is opened first ("index"). At most `most`
    documents and agencies are drawn; above `eager` things parcels are opened on demand.
    """
    page = Path(out) / "graph.html"
    text = drawn(whole(graph), lang=lang, beside=beside, most=most, eager=eager)
    page.write_text(text, encoding="utf-8", newline="\n")
    return page


def drawn(
    found: Whole, *, lang: str = LANGUAGES[0], beside: Sequence[str] = (), most: int = MOST, eager: int = EAGER
) -> str:
    """The page of these things and edges as text; `most` and `eager` as in `write_page`."""
    home = homes(found)
    held = children(home, found.things)
    numbers = Numbers.given(found, home, held)
    province = provinces(found, home)
    spots = _places(found, _shown(found, numbers, most), held, province)
    rows = node_rows(found, numbers, spots, home, held, province)
    packs = parcels(found, home, numbers, rows)
    nodes = [row for iri, row in rows.items() if not numbers.folded(iri)]
    edges = [_edge(number, step, numbers, home) for number, step in numbered(found, numbers) if number >= 0]
    placed = sum("x" in row or row["group"] == "place" for row in nodes)
    page = {**_legend(found), "picture": _picture(spots), "left": len(nodes) - placed}
    page |= {"eager": len(rows) <= eager, "lang": lang, "id": ID, "lookups": _lookups(found.forms)}
    folded = [
        [row["id"], row["in"], row["group"], row["label"], row["iri"]]
        for iri, row in rows.items()
        if numbers.folded(iri)
    ]
    texts = [*(pack.packed() for pack in packs), *([] if page["eager"] else [packed(folded)])]
    return _rendered(nodes, edges, page, texts, lang, beside)


def _shown(found: Whole, numbers: Numbers, most: int) -> list[str]:
    """At most `most` documents and agencies, by IRI."""
    degree = Counter(iri for step in found.edges for iri in (step.subject, step.object))
    top = [iri for iri in found.things if not numbers.folded(iri) and found.things[iri].kind != "place"]
    top.sort(key=lambda iri: ("source" not in found.things[iri].facts, -degree[iri], iri))
    return sorted(top[:most])


def _places(found: Whole, shown: list[str], held: dict[str, list[str]], province: dict[str, str]) -> Places:
    things = found.things
    weight = Counter(iri for step in found.edges for iri in (step.subject, step.object))
    papers, bodies = [], []
    for iri in shown:
        if things[iri].kind == "document":
            papers.append(Paper(iri, things[iri].tier, things[iri].fact("date") or "", len(held.get(iri, ()))))
        else:
            local = province[iri] and things[iri].tier not in CENTRAL
            place = things[province[iri]].label if local else ""
            bodies.append(Body(iri, place, weight[iri]))
    return places(papers, bodies)


def _lookups(forms: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What other forms of names stand for that are one word, both as the search folds them.

    >>> _lookups([("CP", "Chính phủ"), ("Thủ tướng", "Thủ tướng Chính phủ")])
    {'cp': ['chinh phu']}
    """
    folded = sorted({(slug(form), slug(name).replace("-", " ")) for form, name in forms})
    words = [(form, name) for form, name in folded if form and "-" not in form and form != name]
    return {form: [name for _, name in pairs] for form, pairs in groupby(words, key=itemgetter(0))}


def _edge(number: int, step: Any, numbers: Numbers, home: dict[str, str]) -> dict[str, Any]:
    ends = {"id": number, "from": numbers.of[step.subject], "to": numbers.of[step.object], "kind": step.predicate}
    return {**ends, "in": numbers.parcel[home[step.subject]], **({} if step.drawn else {"refused": 1})}


def _legend(found: Whole) -> dict[str, Any]:
    """Kinds of nodes and edges with their counts, shapes and colours; tiers; names of classes in both languages."""
    nodes = Counter(thing.kind for thing in found.things.values())
    edges = Counter(step.predicate for step in found.edges if step.drawn)
    kinds = [{"name": name, "count": nodes[name], **_look(kind)} for name, kind in NODE_KINDS.items()]
    lines = [
        {"name": name, "count": edges[name], "color": kind.color, "width": kind.width, "dashed": kind.dashed}
        for name, kind in EDGE_KINDS.items()
    ]
    return {
        "kinds": kinds,
        "cited": _look(CITED),
        "lines": lines,
        "between": list(DOCUMENT_EDGES),
        "folded": list(FOLDED),
        "read": sum("source" in thing.facts for thing in found.things.values()),
        "tiers": list(TIERS),
        "sorts": found.sorts,
    }


def _look(kind: NodeKind) -> dict[str, Any]:
    return {"shape": kind.shape, "fill": kind.fill, "border": kind.border, "tint": kind.tint, "size": kind.size}


def _picture(spots: Places) -> dict[str, Any]:
    def boxes(found: tuple[Box, ...]) -> list[list[Any]]:
        return [[box.name, box.left, box.top, box.right, box.bottom] for box in found]

    return {"lanes": boxes(spots.lanes), "bins": boxes(spots.bins), "groups": boxes(spots.groups)}


def _rendered(
    nodes: list[dict[str, Any]],
    edges: list[dict[str, Any]],
    page: dict[str, Any],
    packs: list[str],
    lang: str,
    beside: Sequence[str],
) -> str:
    """pyvis carries the network's data into our template; its own page, physics and writer stay unused, because they
    load from a CDN, need minutes at 500 nodes, and run scripts out of titles."""
    with _without_notebook():
        from pyvis.network import Network

    spoken = {language: words(language, "shared", "graph") for language in LANGUAGES}

    class Page(Network):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(directed=True)
            self.nodes, self.edges, self.options = nodes, edges, OPTIONS
            self.templateEnv = environment(
                [_vis(), *map(text, SCRIPTS)], text("graph/page.css") + text("goes_on.css"), images="data:"
            )
            self.path = "graph/page.html"

    net = Page()
    net.templateEnv.globals.update(
        page=page,
        packs=packs,
        beside=beside,
        spoken=spoken,
        lang=lang,
        words=spoken[lang]["graph"],
        shared=spoken[lang]["shared"],
    )
    return str(net.generate_html())


@contextmanager
def _without_notebook() -> Iterator[None]:
    """Lets pyvis be imported without IPython, of which it takes one name for showing a network inside a notebook: 200 modules and
    most of a second that no build needs. In a notebook IPython is there already and stays."""
    if "IPython" in sys.modules:
        yield
        return
    display = ModuleType("IPython.display")
    display.IFrame = None  # type: ignore[attr-defined]
    sys.modules |= {"IPython": ModuleType("IPython"), "IPython.display": display}
    try:
        yield
    finally:
        for name in ("IPython.display", "IPython"):
            del sys.modules[name]


def _vis() -> str:
    """vis-network as pyvis ships it; found without importing pyvis, which takes a second."""
    spec = find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise PolicyGraphError("pyvis is missing from this installation; install policygraph again")
    return text(Path(spec.submodule_search_locations[0]) / _VIS)
