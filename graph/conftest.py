"""What examples in docstrings may use without saying where it is from: `samples`, the graph of the sample corpus.

A reader gets the same from `samples = open_graph("output")` after the first command of the README.
"""

from __future__ import annotations

from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

import pytest


@cache
def built() -> Any:
    from graph import build_graph, open_graph

    with TemporaryDirectory() as folder:
        return open_graph(build_graph(out=f"{folder}/output").out)  # small: read into memory whole


@pytest.fixture(autouse=True)
def _examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    if isinstance(request.node, pytest.DoctestItem) and "samples" in (request.node.dtest.docstring or ""):
        doctest_namespace["samples"] = built()
