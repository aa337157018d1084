"""What is compiled once for an installation: patterns and templates are what they would be without it, whatever became of the files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.build import SAMPLES
from graph.language import compiled
from graph.view import shell

ROOT = Path(__file__).resolve().parent.parent
ONE = SAMPLES / "mau-223-kh-ubnd-2021.txt"

LONG = 2000
"""Letters of a pattern that takes milliseconds to compile."""

_WATCHED = f"""
import re, sys
from re import _compiler, _parser
long, real = [], _parser.parse
def parse(pattern, flags=0, state=None):
    if len(pattern) > {LONG}:
        long.append(pattern)
    return real(pattern, flags, state)
_parser.parse = parse
from graph.build import build
build([sys.argv[1]], sys.argv[2])
print(len(long))
"""
_SAME = """
import re
from graph.language import beginnings, compiled
shelf, wrong = compiled._shelf(), []
for name in [*shelf.forms]:
    flags, _, pattern = name.partition(" ")
    if compiled.compiled(pattern, int(flags)) != re.compile(pattern, int(flags)):
        wrong.append(name)
for name, words in [*shelf.words.items()]:
    _, _, flags, pattern = name.split(" ", 3)
    if frozenset(words) != beginnings._shortest(beginnings.edges.parsed(re.compile(pattern, int(flags)))):
        wrong.append(name)
print(len(shelf.forms), len(shelf.words), len(wrong))
"""


def _run(code: str, cache: Path, *arguments: object, **environment: str) -> list[int]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(cache), **environment}
    if not environment:
        env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], env=env, capture_output=True, text=True, check=True
    )
    return [int(number) for number in done.stdout.split()]


def _kept(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.rglob(f"*.{ending}"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what is compiled, after one build."""
    folder = tmp_path_factory.mktemp("cache")
    (long,) = _run(_WATCHED, folder, ONE, folder / "out")
    assert long >= 10
    return folder


def test_a_second_process_compiles_no_long_pattern_and_no_template(cache: Path, tmp_path: Path) -> None:
    templates = {path: path.stat().st_mtime_ns for path in _kept(cache, "template")}
    assert len(templates) >= 10
    assert _run(_WATCHED, cache, ONE, tmp_path / "out") == [0]
    assert {path: path.stat().st_mtime_ns for path in _kept(cache, "template")} == templates


def test_every_pattern_that_is_kept_is_the_one_that_re_makes(cache: Path) -> None:
    patterns, words, wrong = _run(_SAME, cache)
    assert patterns >= 150
    assert words >= 20
    assert wrong == 0


def test_who_wants_no_compiled_files_gets_none(tmp_path: Path) -> None:
    _run(_WATCHED, tmp_path / "cache", ONE, tmp_path / "out", PYTHONDONTWRITEBYTECODE="1")
    assert not _kept(tmp_path, "patterns")
    assert not _kept(tmp_path, "template")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Path]:
    """A file with one pattern."""
    path, was = tmp_path / "of.patterns", sys.dont_write_bytecode
    sys.dont_write_bytecode = False
    try:
        filled = compiled.Shelf(path)
        filled.forms["0 ab"] = (0, 2, 32, 1, {})
        filled.numbers.extend([1, 2])
        with filled.spending():
            pass
        filled.keep()
        yield path
    finally:
        sys.dont_write_bytecode = was


def test_what_two_processes_keep_is_kept_together(shelf: Path) -> None:
    other = compiled.Shelf(shelf.with_name("none"))
    other._path = shelf
    other.forms["0 c"] = (0, 1, 32, 1, {})
    other.numbers.append(7)
    with other.spending():
        other.words["begins"] = ["c"]
    other.keep()
    both = compiled.Shelf(shelf)
    assert both.forms == {"0 ab": [0, 2, 32, 1, {}], "0 c": [2, 1, 32, 1, {}]}
    assert (list(both.numbers), both.words) == ([1, 2, 7], {"begins": ["c"]})


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "of another", "a folder"])
def test_a_damaged_file_is_as_if_it_were_not_there(shelf: Path, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = shelf.read_bytes()
    assert compiled.Shelf(shelf).forms
    if damage == "a folder":
        shelf.unlink()
        shelf.mkdir()
    elif damage == "of another":
        monkeypatch.setattr(compiled, "_this", lambda: b"another Python")
    else:
        shelf.write_bytes({"cut": data[:-3], "changed": data[:-1] + b"x", "empty": b""}[damage])
    assert not compiled.Shelf(shelf).forms


def test_what_a_filter_says_is_never_compiled_into_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "TEMPLATES", tmp_path)
    (tmp_path / "dark.css").write_text("")
    (tmp_path / "a.html").write_text("<b>{{ 'x' | said }}</b>")
    for word in ("một", "<hai>"):
        made = shell.environment([], "")
        made.filters["said"] = lambda _, word=word: word
        assert made.get_template("a.html").render() == f"<b>{shell.escaped(word)}</b>"


def test_a_damaged_template_is_compiled_again(cache: Path, tmp_path: Path) -> None:
    kept = _kept(cache, "template")
    before = [path.read_bytes() for path in kept]
    for number, path in enumerate(kept):
        path.write_bytes(before[number][: 20 + 15 * number])
    _run(_WATCHED, cache, ONE, tmp_path / "out")
    assert [path.read_bytes() for path in kept] == before
    assert re.search("<html", (tmp_path / "out" / "index.html").read_text("utf-8"))
