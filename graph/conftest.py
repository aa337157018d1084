"""What examples in docstrings may use without saying where it is from: `samples`, the graph of the sample corpus.

A reader gets the same from `samples = open_graph("output")` after the first command of the README.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

KEPT = TemporaryDirectory(prefix="policygraph-samples-")
"""Until the process ends."""


@cache
def output() -> Path:
    """The folder of the sample corpus, built once in a process, for examples and tests alike."""
    from graph import build_graph

    return build_graph(out=f"{KEPT.name}/output").out


@cache
def built() -> Any:
    from graph import open_graph

    return open_graph(output())


@pytest.fixture(autouse=True)
def _examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    if isinstance(request.node, pytest.DoctestItem) and "samples" in (request.node.dtest.docstring or ""):
        doctest_namespace["samples"] = built()
