"""A process of its own for files that can do harm: a reader that crashes, hangs or grows costs its file and nothing else.

Parsers of PDF, Office files and pictures meet files made to exhaust them: pdfium ends the process on some, others ask for
gigabytes. The child reads one file after another, for the next needs no new start; it is ended where a file takes too
long or too much, and a new one reads on.

    python -m graph.reading.child

is the child: a line of JSON with the file's path and format comes in, lines with progress and then the source go out.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from graph import processes
from graph.errors import UnreadableFile
from graph.model import Box, Cell, Footnote, Grid, Page, Source, Span, Style
from graph.reading.sniff import Format

READERS: Mapping[Format, str] = {
    "a Word file": "graph.reading.word",
    "an old Word file": "graph.reading.office",
    "an RTF file": "graph.reading.office",
    "a web page": "graph.reading.web",
    "an OpenDocument text": "graph.reading.office",
    "a PDF file": "graph.reading.pdf",
    "a picture": "graph.reading.scan",
}
"""The module that reads each format: its `read(path, name, tell)` gives the source of the file at `path`, known to the graph
as `name`, tells the page it is at, and raises `UnreadableFile`. Only the child imports it, and only when it is needed."""

SECONDS = 120
"""Time for one file, and anew for each step of it (a page of a scan): no real file of 26 took a tenth of it."""
MEMORY = 3 * 1024**3
"""Bytes of address space that the child may take."""
_GROWN = 100
"""Files after which the child is replaced, so that what a library leaks is given back."""

Told = Callable[[int, int], None]
"""Told which page of how many is being read."""


class Child:
    """The reading process, started when it is first needed."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[str] | None = None
        self._done = 0
        self._waiting = ThreadPoolExecutor(1, thread_name_prefix="policygraph-reading")

    def read(self, path: Path, kind: str, name: str, tell: Told | None = None) -> Source:
        """The source of a file of the format `kind`. Raises `UnreadableFile` where the reader refuses it, stops, or takes
        more time or memory than it may."""
        return _source(self._asked({"path": str(path.absolute()), "kind": kind, "name": name}, path, tell)["source"])

    def draw(self, path: Path, kind: str, folder: Path, turns: Mapping[int, int], tell: Told | None = None) -> int:
        """How many pages of a file were written as pictures into a folder; see `drawing`. Raises `UnreadableFile` as `read` does."""
        asked = {
            "path": str(path.absolute()),
            "kind": kind,
            "draw": str(folder.absolute()),
            "turns": {str(n): turn for n, turn in turns.items()},
        }
        return int(self._asked(asked, path, tell)["drawn"])

    def _asked(self, asked: dict[str, Any], path: Path, tell: Told | None) -> dict[str, Any]:
        """What the child answers in the end."""
        process = self._started()
        assert process.stdin
        with suppress(OSError):  # a child that is gone answers below, by its silence
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
        while True:
            answer = self._answer(process, path)
            if "page" in answer:
                if tell:
                    tell(answer["page"], answer["of"])
                continue
            self._done += 1
            if "reason" in answer:
                if answer.get("stop"):
                    self.close()
                raise UnreadableFile(path, answer["reason"], answer["remedy"])
            return answer

    def close(self) -> None:
        """Ends the process."""
        if self._process:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
        self._process, self._done = None, 0

    def forget(self) -> None:
        """In a copy of the process that started it: the child and the thread that waits for it are the other's."""
        self._process, self._done = None, 0
        self._waiting = ThreadPoolExecutor(1, thread_name_prefix="policygraph-reading")

    def _started(self) -> subprocess.Popen[str]:
        if self._done >= _GROWN or (self._process and self._process.poll() is not None):
            self.close()
        if not self._process:
            self._process = processes.started(
                "graph.reading.child",
                str(self._memory),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        return self._process

    def _answer(self, process: subprocess.Popen[str], path: Path) -> dict[str, Any]:
        assert process.stdout
        line = self._waiting.submit(process.stdout.readline)
        try:
            told = line.result(self._seconds)
        except TooLong:
            process.kill()
            line.result()
            self.close()
            reason = f"it was not read within {self._seconds:g} seconds, and reading it was ended"
            raise UnreadableFile(path, reason, "split it, or export the document as text (.txt)") from None
        if not told:
            self.close()
            reason = "the reader of this format broke down on it, as it does on damaged or malicious files"
            raise UnreadableFile(path, reason, "open it in the program it comes from and save it anew")
        answer: dict[str, Any] = json.loads(told)
        return answer


_child = Child()
atexit.register(_child.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_child.forget)


def read(path: Path, kind: str, name: str, tell: Told | None = None) -> Source:
    """As `Child.read`, by the one child of this process."""
    return _child.read(path, kind, name, tell)


def draw(path: Path, kind: str, folder: Path, turns: Mapping[int, int], tell: Told | None = None) -> int:
    """As `Child.draw`, by the one child of this process."""
    return _child.draw(path, kind, folder, turns, tell)


def _source(plain: dict[str, Any]) -> Source:
    """The source that `asdict` took apart."""

    def span(parts: Sequence[int]) -> Span:
        return Span(*parts)

    def grid(g: dict[str, Any]) -> Grid:
        cells = (Cell(tuple(map(span, c.pop("spans"))), **c) for c in g["cells"])
        return Grid(span(g["span"]), tuple(cells), g["height"], g["width"], g["origin"])

    return Source(
        plain["path"],
        plain["text"],
        tuple(Page(**page) for page in plain["pages"]),
        tuple(map(grid, plain["grids"])),
        tuple(Footnote(span(note["mark"]), span(note["text"])) for note in plain["notes"]),
        tuple(Style(span(style["span"]), style["look"], style["level"]) for style in plain["styles"]),
        tuple((span(at), Box(**box)) for at, box in plain["boxes"]),
        plain["unbroken"],
        tuple(plain["remarks"]),
        tuple((span(at), sure) for at, sure in plain["sureness"]),
    )


def _serve() -> None:
    """Reads the files that are asked for, until nobody asks."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer

    def say(answer: dict[str, Any]) -> None:
        out.write(json.dumps(answer) + "\n")
        out.flush()

    def told(page: int, of: int) -> None:
        say({"page": page, "of": of})

    for line in sys.stdin:
        asked = json.loads(line)
        path = Path(asked["path"])
        try:
            if "draw" in asked:
                turns = {int(number): turn for number, turn in asked["turns"].items()}
                drawing = import_module("graph.reading.drawing")
                say({"drawn": drawing.draw(path, asked["kind"], Path(asked["draw"]), turns, told)})
                continue
            reader = import_module(READERS[asked["kind"]])
            source = reader.read(path, asked["name"], told)
            say({"source": asdict(source)})
        except UnreadableFile as failure:
            say({"reason": failure.reason, "remedy": failure.remedy})
        except MemoryError:
            reason = "reading it takes more memory than one file may"
            say({"reason": reason, "remedy": "split it, or export the document as text (.txt)", "stop": True})
        except Exception as error:
            reason = f"its reader failed on it ({type(error).__name__}: {str(error)[:200]})"
            say({"reason": reason, "remedy": "open it in the program it comes from and save it anew"})


if __name__ == "__main__":
    processes.end_with_parent()
    processes.limit(int(sys.argv[1]))
    _serve()
