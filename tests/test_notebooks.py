"""The notebooks run as they are, from a fresh clone, and are committed without their outputs."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import graph

nbformat = pytest.importorskip(
    "nbformat", reason="the notebooks need nbclient, ipykernel, pandas and matplotlib ('.[dev]')"
)
nbclient = pytest.importorskip("nbclient")

BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 60


def cells(book: Path, kind: str) -> list[Any]:
    return [cell for cell in nbformat.read(book, as_version=4).cells if cell.cell_type == kind]


def test_all_six_are_found() -> None:
    assert [book.name[:2] for book in BOOKS] == ["1-", "2-", "3-", "4-", "5-", "6-"]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_outputs_are_stripped_and_words_explain_the_code(book: Path) -> None:
    code = cells(book, "code")
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert len(cells(book, "markdown")) >= len(code) / 2


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_the_door_is_all_that_it_needs_of_policygraph(book: Path) -> None:
    tree = ast.parse("\n".join(cell.source for cell in cells(book, "code")))
    modules = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [name for name in modules if name.partition(".")[0] == "graph"] == []
    assert {node.module for node in taken if (node.module or "").partition(".")[0] == "graph"} == {"graph"}
    assert {alias.name for node in taken if node.module == "graph" for alias in node.names} <= {*graph.__all__}


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_it_runs_as_it_is(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    shutil.copy(book, tmp_path / book.name)
    notebook = nbformat.read(tmp_path / book.name, as_version=4)
    nbclient.NotebookClient(notebook, timeout=10 * SECONDS, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    assert len(outputs) >= 5
