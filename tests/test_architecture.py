"""The order of the house: imports come from above, never from siblings; each heavy library stays in its room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "graph"

# From top to bottom; what shares a line are siblings. A new module takes a line, or joins its siblings.
ORDER = """
errors model vocab
folding dates
lexicon
numbers signature bodies deadlines columns labels outline
places grids
assignees stitching intents quantities
subjects
dumped
tables
reading header layout
structure
extract contents
identity
merging agencies assigning aiming measuring comparing doubts
successions
resolve
rdf
answer
store
validate cards periods frame passages markings
duties goals
analysis
view
folder console report
build
likeness
gold stated
agreement
evaluate
commands
cli
"""
INSIDE = {
    "view": """
words kinds shell lanes table lettering sheet addresses
things speech
homes
parcels chain_picture ledger
rows reading_pages charts
tree page agenda workload tables index workbook
figures findings
""",
    "commands": """
options
workload chain findings export figures
""",
}
"""Of packages whose rooms open one another: the same order again. In all others they do not."""

LINE = {room: number for number, line in enumerate(ORDER.split("\n")) for room in line.split()}
INNER = {
    package: {room: number for number, line in enumerate(order.split("\n")) for room in line.split()}
    for package, order in INSIDE.items()
}

ROOMS = {
    "spacy": {"extract"},
    "pyoxigraph": {"rdf", "answer", "store", "validate", "evaluate"},
    "oxrdflib": {"store"},
    "rdflib": {"store", "validate"},
    "pyshacl": {"validate"},
    "networkx": {"analysis"},
    "pandas": {"frame"},
    "pyarrow": {"analysis"},
    "pyvis": {"view"},
    "jinja2": {"view"},
    "xlsxwriter": {"view"},
    "resvg_py": {"view"},
    "matplotlib": {"view"},
    "rich": {"console"},
}
LAZY = {
    "spacy",
    "oxrdflib",
    "rdflib",
    "pyshacl",
    "pyvis",
    "jinja2",
    "rich",
    "pandas",
    "pyarrow",
    "xlsxwriter",
    "resvg_py",
    "matplotlib",
}
"""Not before they are used: neither `--help` nor a query waits for them."""

MODULES = {path.relative_to(PACKAGE).with_suffix("").parts: ast.parse(path.read_text("utf-8"))
           for path in sorted(PACKAGE.rglob("*.py")) if path.name != "conftest.py"}  # fmt: skip


def imports(here: tuple[str, ...], tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """Full names of what a module imports: ("graph", "store", "Graph"), ("rdflib",)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ("graph", *here)[: -node.level] if node.level else ()
            name = (*base, *(node.module or "").split(".")) if node.module else base
            yield from ((*name, alias.name) for alias in node.names)


def at_import(tree: ast.Module) -> ast.Module:
    """The module without its functions and without what only the type checker reads."""
    kept = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.If)]
    return ast.Module(kept, [])


def test_a_module_imports_only_from_above_and_not_from_its_siblings() -> None:
    wrong = []
    for here, tree in MODULES.items():
        for _, *there in (name for name in imports(here, tree) if name[0] == "graph" and here != ("__init__",)):
            if there[0] != here[0]:
                above = LINE[there[0]] < LINE[here[0]]
            elif here[0] in INSIDE and (here[0], there[1]) in MODULES:
                above = INNER[here[0]][there[1]] < INNER[here[0]][here[1]]
            else:  # inside a package: its door may open every room, the rooms do not open each other
                above = here[-1] == "__init__" or (here[0], there[1]) not in MODULES
            wrong += [] if above else [f"graph/{'/'.join(here)}.py imports graph.{'.'.join(there)}"]
    assert not wrong
    assert len(MODULES) >= 30


def test_every_module_has_its_place_in_the_order() -> None:
    assert {here[0] for here in MODULES} - {"__init__"} <= set(LINE)
    assert all(here[1] in {"__init__", *INNER[here[0]]} for here in MODULES if here[0] in INNER)


def test_nothing_but_spacy_itself_opens_the_components_for_spacy() -> None:
    assert [here for here, tree in MODULES.items() if any("pipes" in name for name in imports(here, tree))] == []


def test_each_heavy_library_is_imported_in_its_room_only_and_not_before_it_is_used() -> None:
    found = {(name[0], here) for here, tree in MODULES.items() for name in imports(here, tree) if name[0] in ROOMS}
    assert {(library, "/".join(here)) for library, here in found if here[0] not in ROOMS[library]} == set()
    early = chain.from_iterable(
        ((n[0], here) for n in imports(here, at_import(tree))) for here, tree in MODULES.items()
    )
    early = {(library, here) for library, here in early if library in LAZY} - {("spacy", ("extract", "pipes"))}
    assert {(library, "/".join(here)) for library, here in early} == set()
    assert {library for library, _ in found} >= ROOMS.keys()
