"""What several tests share: built graphs, the browser, and skips that can be forbidden.

A skip is said aloud with its reason. `POLICYGRAPH_REQUIRE=real,browser` turns such skips into failures: continuous
integration sets it, so that a test that never ran cannot look like one that passed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import Opened, launched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
REQUIRED = frozenset(filter(None, os.environ.get("POLICYGRAPH_REQUIRE", "").split(",")))

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def need(what: str, present: object, reason: str) -> None:
    """Skips the test where `what` ("real", "browser") is not present, or fails it where it is required."""
    if present:
        return
    if what in REQUIRED:
        pytest.fail(f"required by POLICYGRAPH_REQUIRE: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def sample_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, built once."""
    from graph.build import build

    return build(out=tmp_path_factory.mktemp("samples") / "output").out


@pytest.fixture(scope="session")
def real_corpus() -> Path:
    """The seven real documents beside the project."""
    need("real", (SHARED / "corpus").is_dir(), "the real documents (../shared/corpus) are not here")
    return SHARED / "corpus"


@pytest.fixture(scope="session")
def real_gold(real_corpus: Path) -> Path:
    """The annotations of the real documents."""
    need("real", (SHARED / "gold").is_dir(), "the annotations (../shared/gold) are not here")
    return SHARED / "gold"


@pytest.fixture(scope="session")
def real_output(real_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real documents, built once."""
    from graph.build import build

    return build([real_corpus], tmp_path_factory.mktemp("real") / "output").out


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The program of Debian's chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    need("browser", found, "chromium is not installed (Debian: apt-get install chromium)")
    return found


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A running browser; one for each module, because playwright allows no second one in the same thread."""
    with launched(chromium_path) as browser:
        yield browser


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    """A page as wide as a small laptop, without a network."""
    made = Opened(chromium)
    yield made
    made.page.close()


@pytest.fixture(scope="session")
def policygraph() -> Run:
    """Runs `policygraph …` as a user does, in a process of its own: `policygraph("build", folder, cwd=…)`."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-m", "graph.cli", *map(str, arguments)]
        options = {"env": env, "capture_output": True, "text": True, "encoding": "utf-8", "timeout": 300, **options}
        return subprocess.run(command, **options)  # type: ignore[call-overload, no-any-return]

    return run
