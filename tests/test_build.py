"""The build: the same bytes for the same input, and never less in the output than before."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from graph.build import SAMPLES, build
from graph.errors import NoDocuments, PolicyGraphError
from graph.making.folder import OURS, holds, replacing
from graph.store import open_graph

PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH TUYÊN QUANG\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nThực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020\n"
)


def written(out: Path) -> dict[str, str]:
    """Digests of everything a build wrote, but for the engine's own files in store/."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file() and "store" not in path.relative_to(out).parts)
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def documents(out: Path) -> int:
    return len(open_graph(out).query("SELECT ?d WHERE { ?d pol:sourceFile ?f }"))


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return build([folder / "plan.txt"], folder / "output").out


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """An output of a test's own, built from one plan, alone in its folder."""
    return Path(shutil.copytree(built_once, tmp_path / "here" / "output"))


@pytest.fixture
def plan(built_once: Path) -> Path:
    """The plan that was built."""
    return built_once.parent / "plan.txt"


def beside(out: Path) -> list[str]:
    """What lies beside the output: nothing may stay there."""
    return sorted(path.name for path in out.parent.iterdir() if path != out)


def test_a_build_writes_everything_it_promises(sample_output: Path) -> None:
    assert {path.name for path in sample_output.iterdir()} == OURS
    assert documents(sample_output) == len(list(SAMPLES.iterdir())) == len(list((sample_output / "text").iterdir()))
    assert beside(sample_output) == []


def test_the_texts_are_the_files_character_by_character(tmp_path: Path) -> None:
    source = tmp_path / "in" / "sub" / "plan.txt"
    source.parent.mkdir(parents=True)
    text = PLAN.replace("\n", "\r\n") + "\x0c\u00ad\rThuy\u0309"
    source.write_bytes(text.encode("utf-16"))
    out = build([tmp_path / "in"], tmp_path / "output").out
    assert (out / "text" / "sub" / "plan.txt").read_bytes() == text.encode()
    rows = (
        open_graph(out).query("SELECT ?exact ?start ?end { ?c oa:exact ?exact ; oa:start ?start ; oa:end ?end }").rows
    )
    assert rows
    assert all(text[int(str(start)) : int(str(end))] == exact for exact, start, end in rows)


def test_two_builds_are_byte_identical_whatever_the_order_of_the_paths(sample_output: Path, tmp_path: Path) -> None:
    one_by_one = sorted(SAMPLES.iterdir(), reverse=True)
    code = "import sys; from graph.build import build; build(sys.argv[2:], sys.argv[1])"
    for seed in ("1", "2"):  # another order of Python's sets
        command = [sys.executable, "-c", code, str(tmp_path / seed), *map(str, one_by_one)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)})
        assert written(tmp_path / seed) == written(sample_output)


def test_a_build_over_an_earlier_one_leaves_nothing_of_it_but_what_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "new.txt").write_text(PLAN.replace("7/KH", "8/KH"), encoding="utf-8")
    out = tmp_path / "here" / "output"
    build([tmp_path / "old.txt"], out)
    (out / "notes").mkdir()
    (out / "notes" / "mine.txt").write_text("mine")
    (out / ".gitkeep").touch()
    build([tmp_path / "new.txt"], out)
    assert [path.name for path in (out / "text").iterdir()] == ["new.txt"]
    assert documents(out) == 1
    assert (out / "notes" / "mine.txt").read_text() == "mine"
    assert {path.name for path in out.iterdir()} == OURS | {"notes", ".gitkeep"}
    assert beside(out) == []


def test_the_output_inside_the_input_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    for _ in range(2):
        assert build([tmp_path], tmp_path / "output").read == ("plan.txt",)


def test_a_link_as_output_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "far").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "far")
    build([tmp_path / "plan.txt"], tmp_path / "output")
    assert (tmp_path / "output").is_symlink()
    assert documents(tmp_path / "far") == 1


@pytest.mark.parametrize("names", [["thesis.docx"], ["text"], ["graph.html", "photos"]])
def test_a_folder_of_other_things_is_not_written_into(tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    for name in names:
        (tmp_path / "mine" / name).mkdir(parents=True)
    with pytest.raises(PolicyGraphError, match="holds other things"):
        build([tmp_path / "plan.txt"], tmp_path / "mine")
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == sorted(names)


def test_a_file_as_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    with pytest.raises(PolicyGraphError, match="this is a file"):
        build(out=tmp_path / "plan.txt")
    assert (tmp_path / "plan.txt").read_text(encoding="utf-8") == PLAN


def test_documents_inside_the_output_are_refused_before_they_are_lost(built: Path, tmp_path: Path) -> None:
    for path in (built, built / "text", built / "text" / "plan.txt"):
        with pytest.raises(PolicyGraphError, match="lies in the output"):
            build([path], built)
    assert [holds(built, path) for path in (built / "text", built / "mine", tmp_path)] == [True, False, False]
    assert documents(built) == 1


def test_one_bad_file_does_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").touch()
    result = build([tmp_path / "in", tmp_path / "missing.txt"], tmp_path / "output")
    assert result.read == ("plan.txt",)
    assert sorted(failure.path.name for failure in result.failures) == ["empty.txt", "missing.txt"]
    report = (result.out / "report.md").read_text(encoding="utf-8")
    assert "empty.txt: it is empty" in report
    assert "missing.txt: there is no such file" in report


def test_when_nothing_can_be_read_the_earlier_output_stays(built: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    before = written(built)
    with pytest.raises(NoDocuments, match=r"empty\.txt: it is empty"):
        build([tmp_path / "empty.txt"], built)
    assert written(built) == before
    assert beside(built) == []


def test_without_pages_come_the_graph_its_texts_and_the_report_of_the_reading(
    built: Path, plan: Path, tmp_path: Path
) -> None:
    out = build([plan], tmp_path / "output", pages=False).out
    assert {path.name for path in out.iterdir()} == {
        "graph.nq",
        "graph.ttl",
        "store",
        "text",
        "report.md",
        "datacard.md",
    }
    assert (out / "graph.nq").read_bytes() == (built / "graph.nq").read_bytes()


class StopError(Exception):
    """What a test raises in the middle of a build."""


STEPS = ("read", "resolve", "write", "check", "tables and pages")


@pytest.mark.parametrize("step", STEPS)
def test_a_build_that_fails_at_any_step_leaves_what_was_there(built: Path, plan: Path, step: str) -> None:
    before = written(built)

    def stop(doing: str, done: int, of: int) -> None:
        if doing.startswith(step):
            raise StopError

    with pytest.raises(StopError):
        build([plan], built, progress=stop)
    assert written(built) == before
    assert beside(built) == []


KILLED_AT_A_STEP = """
import os, signal, sys
from graph.build import build
def kill(doing, done, of):
    if doing.startswith(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
build([sys.argv[1]], sys.argv[2], progress=kill)
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_build_that_is_killed_at_any_step_leaves_what_was_there(built: Path, plan: Path, step: str) -> None:
    before = written(built)
    command = [sys.executable, "-c", KILLED_AT_A_STEP, str(plan), str(built), step]
    killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert killed.returncode == -signal.SIGKILL
    assert written(built) == before
    assert documents(built) == 1
    assert len(beside(built)) == 1
    with replacing(built) as new:  # as the next build does
        (new / "graph.nq").touch()
    assert beside(built) == []


# Ends the process at one call of the operating system inside the swap: the only moment that no step of the build shows.
KILLED_WHILE_SWAPPING = """
import os, signal, sys
from pathlib import Path
import graph.making.folder as folder
out, point, exchange = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "exchange"
if not exchange:
    folder._exchange = lambda one, other: False
calls = 0
def counted(event, arguments):
    global calls
    if event == "os.rename" or event == "shutil.rmtree":
        calls += 1
        if calls == point:
            os.kill(os.getpid(), signal.SIGKILL)
with folder.replacing(out) as new:
    for name in ("graph.nq", "report.md"):
        (new / name).write_text("new")
    sys.addaudithook(counted)
"""


@pytest.mark.parametrize("way", ["exchange", "two renames"])
def test_a_process_killed_while_swapping_loses_nothing(tmp_path: Path, way: str) -> None:
    for point in range(1, 9):
        out = tmp_path / way / str(point) / "output"
        out.mkdir(parents=True)
        for name in ("graph.nq", "report.md"):
            (out / name).write_text("old")
        for name in ("mine.txt", ".hidden"):
            (out / name).write_text("mine")
        command = [sys.executable, "-c", KILLED_WHILE_SWAPPING, str(out), str(point), way]
        killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode == -signal.SIGKILL
        if way == "exchange":
            assert {(out / name).read_text() for name in ("graph.nq", "report.md")} in ({"old"}, {"new"})
        with replacing(out) as new:
            for name in ("graph.nq", "report.md"):
                (new / name).write_text("newer")
        told = {path.name: path.read_text() for path in out.iterdir()}
        assert told == {"graph.nq": "newer", "report.md": "newer", "mine.txt": "mine", ".hidden": "mine"}
        assert beside(out) == []
        if not killed:
            break
    assert not killed, "the last point must lie behind the swap"
    assert point > 3


def test_two_builds_into_one_folder_at_a_time_both_end_well(built: Path, plan: Path) -> None:
    with replacing(built) as slow:
        (slow / "graph.nq").write_text("slow")
        build([plan], built)
        assert documents(built) == 1
        assert (slow / "graph.nq").read_text() == "slow"
    assert (built / "graph.nq").read_text() == "slow"
    assert beside(built) == []


def test_words_of_documents_are_inert_in_the_report(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name = "<img src=x onerror=alert(1)>|.txt"
    (folder / name).write_text(
        PLAN.replace("\nThực hiện", "\nThực hiện [x](http://a.vn) `<b>` \u202e"), encoding="utf-8"
    )
    (folder / "b*a*d|.txt").touch()
    report = (build([folder], tmp_path / "output").out / "report.md").read_text(encoding="utf-8")
    assert "b\\*a\\*d\\|.txt: it is empty" in report
    assert "&lt;img src=x onerror=alert(1)&gt;\\|.txt" in report
    assert not any(sign in report for sign in ("<", "\u202e", "://", "[x]"))
    tables = [table.splitlines() for table in re.findall(r"(?:^\|.*\n)+", report, re.MULTILINE)]
    bars = [[line.replace("\\|", "").count("|") for line in table] for table in tables]
    assert bars[0] == [9, 9, 9]
    assert all(len(set(counts)) == 1 for counts in bars)
