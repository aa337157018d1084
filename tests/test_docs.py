"""What README and CONTRIBUTING show is what happens: commands, printed answers, figures, links.

    python tests/test_docs.py

writes the answers as they are now into the documents, and the figures where the real documents are there.
"""

from __future__ import annotations

import doctest
import math
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, SHARED, invoked

from graph.cli import main
from graph.evaluate import Evaluation, evaluate

PAGES = ("README.md", "CONTRIBUTING.md")
FENCE = re.compile(
    r"^(<!-- command: (?P<mark>\w+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
FIGURE = re.compile(r"^\| ([a-z-]+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")


MINE = ("mau-223-kh-ubnd-2021", "mau-25-nq-tu-2021")
"""The documents and the gold of the reader."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page; `mark` is set on the commands that set everything up, which `.ci/run` types."""

    page: str
    kind: str
    body: str
    mark: str | None = None

    def commands(self) -> Iterator[tuple[str, str]]:
        """Each command with the answer printed below it; a command goes on in lines that begin with ">"."""
        for part in re.split(r"^\$ ", self.body, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            rest = next((i for i, line in enumerate(lines[1:], 1) if not line.startswith("> ")), len(lines))
            command = "\n".join([lines[0], *(line[2:] for line in lines[1:rest])])
            yield command, "\n".join(lines[rest:])

    def filled(self, run: Callable[[str], str]) -> str:
        """The body with the answers as they are now."""
        answered = ((command.replace("\n", "\n> "), run(command)) for command, _ in self.commands())
        return "".join(f"$ {command}\n{answer}\n" for command, answer in answered)


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks() -> list[Block]:
    return [Block(page, m["kind"], m["body"], m["mark"]) for page in PAGES for m in FENCE.finditer(text(page))]


SHOWN = [(command, answer) for block in blocks() if block.kind == "console" for command, answer in block.commands()]
TOLD = [line for block in blocks() if block.kind == "sh" and not block.mark for line in block.body.splitlines()]
PYTHON = [block for block in blocks() if block.kind == "python"]


def lay_out(desk: Path, output: Path) -> Path:
    """A folder as the reader has it: the clone, with the samples built, documents and gold of one's own."""
    for name in ("graph", "ontology", "tests", "docs", "benchmarks", "notebooks", "build_graph.py", "pyproject.toml"):
        (desk / name).symlink_to(ROOT / name)
    for name, kind in (("my-documents", "corpus/*.txt"), ("my-gold", "gold/*.yaml")):
        (desk / name).mkdir()
        for path in (ROOT / "graph" / "samples").glob(kind):
            if path.stem in MINE:
                shutil.copy(path, desk / name)  # a link out of the folder is passed over
    (desk / "output").symlink_to(output)
    (desk / "bin").mkdir()
    for name, program in (("policygraph", "-m graph.cli "), ("python", "")):
        (desk / "bin" / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {program}"$@"\n', encoding="utf-8")
        (desk / "bin" / name).chmod(0o755)
    return desk


def words(command: str) -> list[str]:
    """The words of a command as a shell parts them; its pipes and the like are words of their own."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    return list(lexer)


def typed(desk: Path, command: str) -> tuple[int, str]:
    """How the command ends that a reader types, and all that it prints; in a shell where it needs one."""
    parts = words(command)
    if parts[0] == "policygraph" and not any(set(part) <= set("|&;<>()") for part in parts):
        done = invoked(*parts[1:], cwd=desk)
        return done.exit_code, done.output
    path = f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    told = subprocess.PIPE, subprocess.STDOUT
    done = subprocess.run(["bash", "-c", command], cwd=desk, env=env, stdout=told[0], stderr=told[1], encoding="utf-8")
    return done.returncode, done.stdout


def answer(desk: Path, command: str) -> str:
    status, printed = typed(desk, command)
    assert status == 0, printed
    return "\n".join(line.rstrip() for line in printed.splitlines())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, sample_output: Path) -> Path:
    return lay_out(tmp_path_factory.mktemp("desk"), sample_output)


def test_the_readme_has_the_two_commands_and_shows_answers() -> None:
    marked = {block.mark: block.body for block in blocks() if block.mark}
    assert set(marked) == {"main", "tests"}
    assert all(command.count("\n") == 1 for command in marked.values())
    assert (len(SHOWN) >= 5, len(TOLD) >= 4, len(PYTHON) >= 2) == (True, True, True)


def test_every_command_of_the_command_line_is_shown() -> None:
    shown = set(re.findall(r"\bpolicygraph ([a-z]+)\b", text("README.md")))
    assert shown >= set(main.commands)
    assert len(main.commands) >= 12


@pytest.mark.parametrize(("command", "printed"), SHOWN, ids=[command.split("\n")[0] for command, _ in SHOWN])
def test_a_command_prints_what_the_page_shows(desk: Path, command: str, printed: str) -> None:
    assert answer(desk, command) == printed, "if this is better: python tests/test_docs.py"


def test_commands_without_an_answer_run_one_after_the_other(desk: Path) -> None:
    commands = [line for line in TOLD if line.startswith("policygraph")]
    assert len(commands) == 6
    for command in commands:
        answer(desk, command)


@pytest.mark.parametrize("block", PYTHON, ids=[block.body.splitlines()[0] for block in PYTHON])
def test_an_example_in_python_runs(desk: Path, monkeypatch: pytest.MonkeyPatch, block: Block) -> None:
    monkeypatch.chdir(desk)
    example = doctest.DocTestParser().get_doctest(block.body, {}, block.page, block.page, 0)
    assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("page", [*PAGES, *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/**/*.md"))])
def test_links_lead_to_files(page: str) -> None:
    broken = [link for link in LINK.findall(text(page)) if not ((ROOT / page).parent / link.partition("#")[0]).exists()]
    assert [link for link in broken if "://" not in link] == []


def test_the_picture_is_small_enough_to_load() -> None:
    pictures = sorted((ROOT / "docs").glob("*.png"))
    assert len(pictures) >= 2
    assert all(20_000 < picture.stat().st_size < 300_000 for picture in pictures)


def measured(evaluation: Evaluation, section: str) -> tuple[float, ...]:
    """Entries, precision, recall, F1, the shares cut to two digits: only a flawless section shows 1.00."""
    counts = evaluation.figure(section).counts
    shares = (counts.precision, counts.recall, counts.f1)
    return counts.hits + counts.misses, *(math.floor(100 * share + 1e-9) / 100 for share in shares)


@pytest.mark.real
def test_the_figures_say_no_more_than_is_true(real_figures: Evaluation) -> None:
    told = {section: tuple(map(float, shares)) for section, *shares in FIGURE.findall(text("README.md"))}
    assert len(told) == len(real_figures.figures)
    for section, (entries, *shares) in told.items():
        count, *found = measured(real_figures, section)
        assert entries == count
        assert all(claimed <= true for claimed, true in zip(shares, found, strict=True)), section
    assert not real_figures.evidence.wrong


def refresh(folder: Path) -> None:
    from graph.build import build

    desk = lay_out(folder, build(out=folder / "built").out)
    real = build([SHARED / "corpus"], folder / "real").out if SHARED.is_dir() else None
    figures = evaluate(real, SHARED / "gold") if real else None
    for page in PAGES:
        new = text(page)
        for block in blocks():
            if (block.page, block.kind) == (page, "console"):
                new = new.replace(block.body, block.filled(lambda command: answer(desk, command)))
        if figures:
            new = FIGURE.sub(lambda m: _row(m[1], measured(figures, m[1])), new)
        (ROOT / page).write_text(new, encoding="utf-8", newline="\n")


def _row(section: str, figures: tuple[float, ...]) -> str:
    return f"| {section} | {figures[0]} | " + " | ".join(f"{share:.2f}" for share in figures[1:]) + " |"


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        refresh(Path(scratch))
