"""The order of the house: imports come from floors above; two sides that do not know each other; each heavy library in its room.

    python tests/test_architecture.py

counts the rooms, and the arrows between them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "graph"

# From top to bottom. A room, or a module that is no room, imports from floors above its own, and from its own room.
FLOORS = """
errors model processes vocab
language reading
structure
extract
curate
resolve
rdf
store
records validate evaluate
analysis
view
serve
making
build
commands cli
"""
FLOOR = {room: number for number, line in enumerate(FLOORS.split("\n")) for room in line.split()}
SHARED = {"errors", "model", "processes", "vocab"}
TEXT = {room for room, floor in FLOOR.items() if FLOOR["language"] <= floor <= FLOOR["resolve"]}
GRAPH = {room for room, floor in FLOOR.items() if FLOOR["store"] <= floor <= FLOOR["serve"]}

ROOMS = {
    "ahocorasick_rs": {"language"},
    "lxml": {"reading"},
    "spacy": {"extract"},
    "pypdfium2": {"reading"},
    "PIL": {"reading"},
    "numpy": {"reading"},
    "pyoxigraph": {"rdf", "store", "validate", "evaluate"},
    "oxrdflib": {"store"},
    "rdflib": {"store", "validate"},
    "pyshacl": {"validate"},
    "networkx": {"analysis"},
    "pandas": {"analysis"},
    "pyarrow": {"analysis"},
    "pyvis": {"view"},
    "jinja2": {"view"},
    "xlsxwriter": {"view"},
    "resvg_py": {"view"},
    "matplotlib": {"view"},
    "rich": {"commands"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
    "mcp": {"serve"},
    "watchfiles": {"serve"},
    "msgspec": {"making"},
    "distributed": {"making"},
}
LAZY = {
    "ahocorasick_rs",
    "lxml",
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
    "pypdfium2",
    "PIL",
    "numpy",
    "mcp",
    "watchfiles",
    "distributed",
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


def inside(here: tuple[str, ...], tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """The modules of the package that a module imports."""
    for _, *name in (name for name in imports(here, tree) if name[0] == "graph"):
        lengths = (n for n in range(len(name), 0, -1) if module(tuple(name[:n])))
        if length := next(lengths, 0):
            yield module(tuple(name[:length]))


def module(name: tuple[str, ...]) -> tuple[str, ...]:
    """The name as a module of the package, () where it is none."""
    return next((known for known in (name, (*name, "__init__")) if known in MODULES), ())


def test_a_room_imports_only_from_floors_above_its_own() -> None:
    assert {here[0] for here in MODULES} - {"__init__"} <= FLOOR.keys()
    wrong = [
        f"graph/{'/'.join(here)}.py imports graph.{'.'.join(there)}"
        for here, tree in MODULES.items()
        if here != ("__init__",)
        for there in inside(here, tree)
        if there[0] != here[0] and FLOOR[there[0]] > FLOOR[here[0]]
    ]
    assert wrong == []
    assert len(MODULES) >= 100


def test_the_text_side_and_the_graph_side_know_nothing_of_each_other() -> None:
    crossing = {
        (".".join(here), ".".join(there))
        for here, tree in MODULES.items()
        for there in inside(here, tree)
        if (here[0] in GRAPH and there[0] in TEXT) or (here[0] in TEXT and there[0] in GRAPH)
    }
    assert crossing == set()
    assert SHARED | TEXT | GRAPH | {"rdf", "making", "build", "commands", "cli"} == FLOOR.keys()


def test_what_reads_a_graph_is_typed_by_its_answers_alone() -> None:
    readers = [here for here in MODULES if here[0] in {"records", "analysis", "view", "evaluate", "validate"}]
    named = {here for here in readers if ("graph", "store", "Asking") in imports(here, MODULES[here])}
    assert named == {("analysis", "export"), ("analysis", "opened")}  # JSON-LD is written by rdflib, from the dataset
    assert sum(("graph", "store", "Answering") in imports(here, MODULES[here]) for here in readers) >= 20


def test_what_a_build_does_with_one_file_needs_the_text_side_alone() -> None:
    needed = {there[0] for here, tree in MODULES.items() if here[0] == "making" for there in inside(here, tree)}
    assert needed - {"making"} <= SHARED | TEXT


def test_the_pages_for_people_show_every_room_and_name_only_modules_that_are_there() -> None:
    root = PACKAGE.parent
    for page in ("README.md", "CONTRIBUTING.md"):
        text = (root / page).read_text("utf-8")
        assert [room for room in FLOOR.keys() - SHARED if not re.search(rf"`{room}[`/]|\b{room}(?:/|\.py)", text)] == []
    pages = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs" / "decisions").glob("*.md")]
    named = {name for page in pages for name in re.findall(r"`(graph/[\w/]+(?:\.py|/))`", page.read_text("utf-8"))}
    assert [name for name in sorted(named) if not (root / name).exists()] == []
    assert len(named) >= 10


def test_no_module_needs_itself_in_the_end() -> None:
    needs = {here: {there for there in inside(here, tree) if there != here} for here, tree in MODULES.items()}
    order = list(TopologicalSorter(needs).static_order())  # raises CycleError
    assert len(order) == len(MODULES)


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


def count() -> str:
    arrows = {(here, there) for here, tree in MODULES.items() for there in inside(here, tree) if here != there}
    between = {(here[0], there[0]) for here, there in arrows if here[0] != there[0]}
    rooms = {here[0] for here in MODULES}
    return f"{len(MODULES)} modules, {len(arrows)} arrows; {len(rooms)} rooms, {len(between)} arrows"


if __name__ == "__main__":
    print(count())
