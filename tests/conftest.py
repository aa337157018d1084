"""What several tests share: built graphs, the browser, commands, and skips that can be forbidden.

A skip is said aloud with its reason. `POLICYGRAPH_REQUIRE=real,browser` turns such skips into failures: continuous
integration sets it, so that a test that never ran cannot look like one that passed. `POLICYGRAPH_WHOLE=yes` is for the
night: all examples of Hypothesis instead of a third of them, and all the bulk of real documents instead of a spread.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from chromium import Opened, launched
from click.testing import CliRunner, Result
from hypothesis import settings

import graph.conftest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell starts what runs in the background, and all below it
    signal.signal(signal.SIGINT, signal.default_int_handler)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from graph.evaluate import Evaluation

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
REQUIRED = frozenset(filter(None, os.environ.get("POLICYGRAPH_REQUIRE", "").split(",")))
WHOLE = bool(os.environ.get("POLICYGRAPH_WHOLE"))

Run = Callable[..., "subprocess.CompletedProcess[str]"]

settings.register_profile("ours", settings(deadline=None))  # a machine that does other things too is no failure
settings.load_profile("ours")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One process where files or tests are asked for by name: more would only make the shared graphs more often."""
    return 0 if any(".py" in argument for argument in config.args) else None


def examples(most: int) -> settings:
    """So many examples of a property in the night, a third of them on each merge."""
    return settings(max_examples=most if WHOLE else -(-most // 3))


def from_yaml(path: Path, loader: str = "SafeLoader") -> Any:
    """What a YAML file holds, by libyaml's loader where PyYAML was built with it: each process that runs tests reads all cases."""
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, f"C{loader}", getattr(yaml, loader)))


def cases(name: str, loader: str = "SafeLoader") -> Any:
    """The cases in `tests/cases/NAME.yaml`; the BaseLoader leaves dates as they are printed."""
    return from_yaml(ROOT / "tests" / "cases" / f"{name}.yaml", loader)


def need(what: str, present: object, reason: str) -> None:
    """Skips the test where `what` ("real", "browser") is not present, or fails it where it is required."""
    if present:
        return
    if what in REQUIRED:
        pytest.fail(f"required by POLICYGRAPH_REQUIRE: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def sample_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, built once; examples in docstrings ask the same."""
    return graph.conftest.sample_output(tmp_path_factory)


@pytest.fixture(scope="session")
def english_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus with its pages in English, built once."""
    from graph.build import build

    return graph.conftest.once(tmp_path_factory, "english", lambda out: build(out=out, lang="en"))


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

    return graph.conftest.once(tmp_path_factory, "real", lambda out: build([real_corpus], out))


@pytest.fixture(scope="session")
def real_figures(real_output: Path, real_gold: Path) -> Evaluation:
    """The graph of the real documents held against their annotations."""
    from graph.evaluate import evaluate

    return evaluate(real_output, real_gold)


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


def invoked(*arguments: object, cwd: Path | str = ".") -> Result:
    """What the command `policygraph` prints and how it ends, without a new process."""
    from graph.cli import main

    interrupt = signal.getsignal(signal.SIGINT)  # `query` lets go of it
    try:
        with chdir(cwd):
            done = CliRunner().invoke(main, [*map(str, arguments)], prog_name="policygraph")
    finally:
        signal.signal(signal.SIGINT, interrupt)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception  # a user would see a traceback
    return done


@pytest.fixture(scope="session")
def policygraph() -> Run:
    """`policygraph …` with what came back as from a process: `policygraph("query", "--list", cwd=…).stdout`."""

    def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
        done = invoked(*arguments, **options)
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def process() -> Run:
    """`policygraph …` in a process of its own, where that is what a test is about: `process("build", cwd=…)`."""

    def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-m", "graph.cli", *map(str, arguments)]
        options = {"env": env, "capture_output": True, "text": True, "encoding": "utf-8", "timeout": 300, **options}
        return subprocess.run(command, **options)

    return run
