"""The front door: every name is there, says what it is, shows how it is used, and costs nothing until then."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT

import graph

NAMED = {name: getattr(graph, name) for name in graph.__all__}
FUNCTIONS = [name for name, thing in NAMED.items() if callable(thing) and not isinstance(thing, type)]
DECLARED = {
    alias.asname or alias.name
    for node in ast.walk(ast.parse((ROOT / "graph" / "__init__.py").read_text("utf-8")))
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("graph.")
    for alias in node.names
}


def test_type_checkers_and_completion_see_the_same_names() -> None:
    assert DECLARED | {"__version__"} == set(graph.__all__)
    assert set(graph.__all__) <= set(dir(graph))
    assert len(FUNCTIONS) >= 15


def test_a_name_that_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        graph.nothing  # noqa: B018


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_says_what_it_gives_and_shows_it(name: str) -> None:
    docstring = NAMED[name].__doc__ or ""
    assert ">>> " in docstring, f"graph.{name} has no example"
    assert name in (graph.__doc__ or "")


def test_the_door_opens_without_what_is_behind_it() -> None:
    code = "import sys, graph; print(sorted(name for name in sys.modules if name.startswith('graph.')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_each_extra_installs_something() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert [name for name, packages in extras.items() if not packages] == []
    assert len(extras) >= 5
