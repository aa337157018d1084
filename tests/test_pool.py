"""Processes side by side: the same as one, in any order; a thing that ends or hangs its process costs itself."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import psutil
import pytest
from conftest import ROOT
from test_build import written

from graph.build import SAMPLES, build
from graph.making.engine import Here
from graph.processes.garbage import SELDOM
from graph.processes.pool import Broken, Pool
from graph.reading import read

Start = Literal["fork", "spawn"]
STARTS: tuple[Start, ...] = ("fork", "spawn")


def odd(number: int, tell: Callable[..., None]) -> int:
    """Three ends its process, four is killed, five gives no sign of life, six says that it is alive."""
    if number == 3:
        os._exit(7)
    if number == 4:
        os.kill(os.getpid(), signal.SIGSEGV)
    if number == 5:
        time.sleep(60)
    if number == 6:
        for page in range(4):
            tell(page, 4)
            time.sleep(0.6)
    return number * number


def fails(number: int, tell: Callable[..., None]) -> int:
    if number == 2:
        raise ZeroDivisionError("two")
    return number


@pytest.mark.parametrize("start", STARTS)
def test_a_thing_that_ends_or_hangs_its_process_is_named_and_costs_only_itself(start: Start) -> None:
    told: list[Any] = []
    with Pool(2, start, seconds=1.5) as pool:
        results = dict(pool.results(odd, range(8), tell=lambda *said: told.append(said)))
        again = dict(pool.results(odd, [1, 2]))
    reasons = {n: result.reason for n, result in results.items() if isinstance(result, Broken)}
    assert reasons == {
        3: "its process ended with status 7",
        4: "its process was ended by SIGSEGV",
        5: "its process gave no sign of life for 1.5 seconds and was ended",
    }
    assert {n: result for n, result in results.items() if n not in reasons} == {n: n * n for n in (0, 1, 2, 6, 7)}
    assert [said for said in told if said[0] == 6] == [(6, page, 4) for page in range(4)]
    assert again == {0: 1, 1: 4}


@pytest.mark.parametrize("start", STARTS)
def test_what_the_function_raises_is_raised_here_and_no_process_is_left(start: Start) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with pytest.raises(ZeroDivisionError, match="two"), Pool(2, start) as pool:
        list(pool.results(fails, range(20)))
    left = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
    assert [child for child in left if "resource_tracker" not in " ".join(child.cmdline())] == []


def slow_and_fails(number: int, tell: Callable[..., None]) -> int:
    if number == 1:
        time.sleep(0.5)
    return fails(number, tell)


@pytest.mark.parametrize("start", STARTS)
def test_what_was_begun_before_an_end_is_not_taken_for_what_is_asked_next(start: Start) -> None:
    with Pool(2, start) as pool:
        with pytest.raises(ZeroDivisionError):
            list(pool.results(slow_and_fails, [1, 2]))
        assert sorted(pool.results(fails, [4, 5, 6])) == [(0, 4), (1, 5), (2, 6)]
        next(iter(pool.results(slow_and_fails, [3, 1])))
        assert sorted(pool.results(fails, [4, 5, 6])) == [(0, 4), (1, 5), (2, 6)]


def threshold(_: int, tell: Callable[..., None]) -> tuple[int, int, int]:
    return gc.get_threshold()


@pytest.mark.parametrize("start", STARTS)
def test_a_process_looks_for_garbage_seldom(start: Start) -> None:
    with Pool(1, start) as pool:
        assert list(pool.results(threshold, [1])) == [(0, SELDOM)]


def test_a_build_leaves_the_search_for_garbage_as_it_was(tmp_path: Path) -> None:
    before, seen = gc.get_threshold(), set[tuple[int, int, int]]()
    plan = SAMPLES / "mau-223-kh-ubnd-2021.txt"
    build([plan], tmp_path / "a", pages=False, progress=lambda *_: seen.add(gc.get_threshold()))
    assert (seen, gc.get_threshold()) == ({SELDOM}, before)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([plan], tmp_path / "b", pages=False, progress=stop)
    assert gc.get_threshold() == before


def test_this_process_alone_gives_the_same() -> None:
    with Pool(2) as pool:
        assert sorted(pool.results(fails, [1, 3, 5])) == list(Here().results(fails, [1, 3, 5]))


def test_a_build_of_two_processes_writes_the_same_bytes(sample_output: Path, tmp_path: Path) -> None:
    result = build([SAMPLES], tmp_path / "output", jobs=2)
    assert written(result.out) == written(sample_output)
    assert len(result.read) == 14


HARMFUL = """
import os, sys
import graph.curate.rereading as examining
from graph.build import build
parse = examining.parse
def harmful(source):
    if "HARMFUL" in source.text:
        os._exit(9)
    return parse(source)
examining.parse = harmful
result = build([sys.argv[1]], sys.argv[2], jobs=2, keep=True, pages=False)
print(result.read, *map(str, result.failures))
"""


def test_a_document_that_ends_its_process_is_named_and_the_others_are_built(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        words = "HARMFUL" if name == "b.txt" else f"Về chợ {name}"
        (tmp_path / "in" / name).write_text(f"KẾ HOẠCH\n\n{words}\n", encoding="utf-8")
    command = [sys.executable, "-c", HARMFUL, str(tmp_path / "in"), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stdout.startswith("('a.txt', 'c.txt') "), done.stderr
    assert "b.txt: its process ended with status 9; this is our mistake: please report it" in done.stdout


SLOW = """
import os, sys, time
import graph.curate.rereading as examining
from graph.build import build
parse = examining.parse
def slow(source):
    if source.path == "text":  # what is read before processes are made, to have the patterns
        return parse(source)
    os.write(1, b"reading" + bytes([10]))
    time.sleep(60)
examining.parse = slow
build([sys.argv[1]], sys.argv[2], jobs=2)
"""


@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupt_ends_all_processes_and_leaves_nothing(tmp_path: Path, ended: signal.Signals) -> None:
    command = [sys.executable, "-c", SLOW, str(SAMPLES), str(tmp_path / "here" / "output")]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    for _ in range(2):
        assert process.stdout.readline() == "reading\n"
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) == 2
    process.send_signal(ended)
    process.wait(10)
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    if ended == signal.SIGINT:
        assert list((tmp_path / "here").iterdir()) == []


def test_a_copy_of_a_process_that_has_read_a_file_reads_with_a_child_of_its_own(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>KẾ HOẠCH</p><p>Giữ bến đò</p>", encoding="utf-8")
    read(page)  # a thread now waits for what the child of this process says
    with Pool(1, "fork", seconds=60) as pool:
        assert [text for _, text in pool.results(_text_of, [page])] == ["KẾ HOẠCH\nGiữ bến đò"]


def _text_of(path: Path, _: object) -> str:
    return read(path).text.strip()
