"""`policygraph watch` as its user has it: a folder, a browser that is open, and Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import httpx
import psutil
import pytest
from conftest import ROOT
from playwright.sync_api import Browser
from test_again import plan

from graph.serve.reload import SCRIPT


@dataclass
class Watched:
    """A running watch: its address, the documents, its process."""

    url: str
    documents: Path
    process: subprocess.Popen[str]

    def change(self) -> None:
        (self.documents / "2.txt").write_text(plan(77, 1, 5), encoding="utf-8")


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    documents = tmp_path / "in"
    documents.mkdir()
    (documents / "1.txt").write_text(plan(1, 0, 7), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "graph.cli",
        "watch",
        str(documents),
        "-o",
        str(documents / "out"),
        "--port",
        "0",
        "-j",
        "1",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    address = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert address, said
    try:
        yield Watched(address[0], documents, process)
    finally:
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        _, alive = psutil.wait_procs(family, timeout=10)
        assert alive == []


def test_a_change_is_built_and_told_to_whoever_listens(watched: Watched) -> None:
    page = httpx.get(f"{watched.url}/index.html")
    assert page.text.endswith(f"<script>{SCRIPT}</script>\n")
    assert "connect-src &#39;self&#39;" in page.text
    assert SCRIPT not in (watched.documents / "out" / "index.html").read_text("utf-8")
    assert page.headers["cache-control"] == "no-store"
    again = httpx.get(f"{watched.url}/index.html", headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert again.status_code == 200
    assert httpx.get(f"{watched.url}/.cache/st/ate").status_code == 404
    told: list[str] = []

    def listen() -> None:
        with httpx.stream("GET", f"{watched.url}/changes", timeout=120) as stream:
            for line in stream.iter_lines():
                told.append(line)
                if line.startswith("data:"):
                    return

    listening = Thread(target=listen, daemon=True)
    listening.start()
    while "id: 1" not in told:
        listening.join(0.05)
    watched.change()
    listening.join(120)
    assert told[-2:] == ["id: 2", "data: 2"]
    assert "77/KH-UBND" in httpx.get(f"{watched.url}/index.html").text
    query = {"query": "SELECT (COUNT(?d) AS ?n) { ?d pol:sourceFile ?f }"}
    assert httpx.get(f"{watched.url}/sparql", params=query, headers={"Accept": "text/csv"}).text.split() == ["n", "2"]


def test_the_open_page_loads_itself_again(watched: Watched, chromium: Browser) -> None:
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{watched.url}/index.html")
    page.evaluate("window.before = true")
    assert "77/KH-UBND" not in page.content()
    with page.expect_event("load", timeout=120_000):
        watched.change()
    assert page.evaluate("window.before") is None
    assert "77/KH-UBND" in page.content()
    assert complaints == []
    page.close()
