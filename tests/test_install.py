"""What the default install brings: licences that an MIT project can pass on, and what of it a build imports."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution, metadata, requires
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement

DEFAULT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
COPYLEFT = re.compile(r"\b[AL]?GPL|General Public|Affero|\bEUPL|\bSSPL|\bCDDL|\bOSL-|Sleepycat", re.IGNORECASE)
"""Licences that bind whoever passes on the whole. Not those that bind a changed file alone (MPL-2.0: certifi, tqdm)."""
PERMISSIVE = re.compile(
    r"\bMIT\b|\bBSD|Apache|\bISC\b|\bPSF|Python Software|\bZlib|\bUnlicense|W3C|\bMPL|Mozilla Public|0BSD|HPND|CC0",
    re.IGNORECASE,
)


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(wanted: Iterable[str]) -> dict[str, set[str]]:
    """Everything that these requirements bring on this machine, with the extras that are asked of it."""
    found: dict[str, set[str]] = {}
    todo = [Requirement(line) for line in wanted]
    while todo:
        asked = todo.pop()
        name, extras = key(asked.name), set(asked.extras)
        if name in found and extras <= found[name]:
            continue
        found.setdefault(name, set()).update(extras)
        for line in requires(name) or []:
            below = Requirement(line)
            if below.marker is None or any(below.marker.evaluate({"extra": extra}) for extra in extras or {""}):
                todo.append(below)
    return found


def licence(of: PackageMetadata) -> str:
    """What a distribution says of its licence: the expression, the field, the classifiers."""
    classifiers = (line for line in of.get_all("Classifier") or [] if line.startswith("License"))
    field = (of.get("License") or "").strip().split("\n")[0]
    return " | ".join(filter(None, (of.get("License-Expression"), field, *classifiers)))


@pytest.fixture(scope="module")
def licences() -> dict[str, str]:
    try:
        return {name: licence(metadata(name)) for name in closure(DEFAULT)}
    except PackageNotFoundError as missing:
        pytest.fail(
            f"{missing}: a dependency of pyproject.toml is not installed; pip install -c constraints.txt -e '.[dev]'"
        )


def test_nothing_of_the_default_install_is_copyleft(licences: dict[str, str]) -> None:
    assert len(licences) > 40
    assert {name: told for name, told in licences.items() if COPYLEFT.search(told)} == {}


def test_every_licence_of_the_default_install_is_named_and_known(licences: dict[str, str]) -> None:
    """A wheel that names none (as the one with the provinces did) is looked at before it is taken."""
    assert {name: told for name, told in licences.items() if not PERMISSIVE.search(told)} == {}


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ("GPL-3.0-or-later", True), ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", True), ("AGPL-3.0", True),
        ("MPL-2.0 AND MIT", False), ("BSD-3-Clause", False), ("Apache Software License", False),
    ],
)  # fmt: skip
def test_what_counts_as_copyleft(told: str, refused: bool) -> None:
    assert bool(COPYLEFT.search(told)) == refused


def test_the_default_install_is_no_larger_than_what_it_uses() -> None:
    """It was 470 MB, with all that Python compiles of it, and the half of that was there for people with a pipeline of their own."""
    sizes = {
        name: sum(path.stat().st_size for file in distribution(name).files or () if file.suffix != ".pyc"
                  and (path := Path(str(file.locate()))).is_file())
        for name in closure(DEFAULT)
    }  # fmt: skip
    assert sizes.keys().isdisjoint({"spacy", "pandas", "matplotlib", "pyarrow"})
    assert 50e6 < sum(sizes.values()) < 250e6


def test_a_build_imports_no_notebook(tmp_path: Path) -> None:
    code = "import sys; from graph.build import build; build(sys.argv[1:2], sys.argv[2]); print(*sys.modules)"
    sample = sorted((ROOT / "graph" / "samples" / "corpus").iterdir())[0]
    done = subprocess.run(
        [sys.executable, "-c", code, str(sample), str(tmp_path / "out")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "pyvis" in loaded
    assert loaded.isdisjoint({"IPython", "jedi", "prompt_toolkit", "traitlets", "matplotlib", "pandas", "notebook"})
