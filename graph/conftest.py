"""What examples in docstrings may use without saying where it is from: `samples`, the graph of the sample corpus.

A reader gets the same from `samples = open_graph("output")` after the first command of the README.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, once for all processes that run the tests side by side. It is read only."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _made(base / name, make)
    from fcntl import LOCK_EX, flock

    with (base.parent / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        return _made(base.parent / name, make)


def _made(folder: Path, make: Callable[[Path], object]) -> Path:
    out = folder / "output"
    if not out.exists():
        make(out)
    return out


def sample_output(factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, built; for examples and tests alike."""
    from graph import build_graph

    return once(factory, "samples", lambda out: build_graph(out=out))


@cache
def _opened(out: Path) -> Any:
    from graph import open_graph

    return open_graph(out)


@pytest.fixture(autouse=True)
def _examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    if isinstance(request.node, pytest.DoctestItem) and "samples" in (request.node.dtest.docstring or ""):
        doctest_namespace["samples"] = _opened(sample_output(request.getfixturevalue("tmp_path_factory")))
