"""`policygraph serve` in a process of its own, and what it left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Served:
    """A running server: its address, what it printed, its process."""

    url: str
    said: str
    process: subprocess.Popen[str]

    @property
    def sparql(self) -> str:
        return f"{self.url}/sparql"

    def get(self, path: str = "/sparql", **options: Any) -> httpx.Response:
        return httpx.get(self.url + path, timeout=60, **options)

    def ask(self, sparql: str, accept: str = "", **parameters: str) -> httpx.Response:
        headers = {"Accept": accept} if accept else {}
        return self.get(params={"query": sparql, **parameters}, headers=headers)

    def family(self) -> list[psutil.Process]:
        """The server's process and all below it."""
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]


@contextmanager
def serving(folder: Path, *options: str, killed: bool = False) -> Iterator[Served]:
    """The server over a built graph, at a free port, until the block ends, which may kill it; then nothing of it may be left: no
    process, and no file in its temporary folder."""
    with TemporaryDirectory() as scratch:
        with _running(folder, options, scratch, killed) as served:
            yield served
        assert os.listdir(scratch) == []


@contextmanager
def _running(folder: Path, options: tuple[str, ...], scratch: str, killed: bool) -> Iterator[Served]:
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": scratch,
    }
    command = [sys.executable, "-m", "graph.cli", "serve", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    address = re.search(r"http://\S+:\d+", said)
    assert address, said + (process.stderr.read() if process.stderr else "")
    served = Served(address[0], said, process)
    try:
        yield served
    finally:
        family = [] if killed else served.family()
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert process.stderr
        errors = process.stderr.read()
        _, alive = psutil.wait_procs(family, timeout=5)
        assert alive == []
        assert errors == "", errors
        assert killed or process.returncode == 0
