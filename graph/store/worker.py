"""The process that answers queries, and can be ended: it opens the graph once and divides itself for each place.

    python -m graph.store.worker FOLDER SOCKET MEGABYTES BYTES

It is never busy: it waits for a socket, forks a copy of itself that answers what comes through it, and tells of each copy
how it ended. A copy shares the graph's memory, is made in a few milliseconds, and ends with the process that made it.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from graph import processes
from graph.errors import BadQuery, NotAcceptable, PolicyGraphError
from graph.store import Graph, open_graph
from graph.store.engine import Written, written
from graph.store.media import Wanted


def answer(graph: Graph, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The head and the body of the answer to a request: what it asks, with what filled in, in which formats, of how many rows.

    >>> answer(samples, {"sparql": "ASK { ?d a pol:Plan }"})
    ({'format': 'json', 'cut': False}, b'{"head":{},"boolean":true}')
    >>> answer(samples, {"sparql": "ASK { ?d a pol:Plan"})[0]["kind"]
    'BadQuery'
    """
    try:
        text = graph.composed(asked["sparql"], asked.get("bindings", {}))
        wanted = Wanted(*asked.get("wanted", ("json", "ttl")))
        found: Written = written(graph.store, text, wanted, asked.get("rows", 10_000), asked.get("graphs", {}))
    except (BadQuery, NotAcceptable) as error:
        return {"error": str(error), "kind": type(error).__name__}, b""
    except MemoryError:
        return {"error": "", "kind": "TooMuch"}, b""
    return {"format": found.format, "cut": found.cut}, found.body


def _answers(graph: Graph, through: Connection, megabytes: int) -> None:
    """Answers one request after the other, until nobody asks."""
    processes.end_with_parent()
    processes.limit(_size() + megabytes * 1024 * 1024)
    with suppress(EOFError, OSError):
        while True:
            head, body = answer(graph, json.loads(through.recv_bytes()))
            through.send_bytes(json.dumps(head).encode())
            through.send_bytes(body)


def _size() -> int:
    """Bytes of address space that this process has already."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0x7FFFFFFF


def _divide(folder: Path, control: socket.socket, megabytes: int, in_memory: int) -> None:
    """Makes copies as long as anybody holds the other end of `control`."""
    graph: Graph | None = None
    try:
        # what reads from disk has threads of its own, which a copy would lack: there each copy opens the store itself
        opened = open_graph(folder, in_memory=in_memory)
        if opened.in_memory:
            graph = opened
    except PolicyGraphError as error:
        control.sendall(json.dumps({"error": str(error)}).encode())
        return
    control.sendall(b'{"ready": true}')
    while True:
        asked, descriptors, _, _ = socket.recv_fds(control, 64, 1)
        if not asked:
            return
        if asked == b"copy":
            pid = os.fork()
            if pid == 0:
                control.close()
                _answers(graph or open_graph(folder, in_memory=in_memory), Connection(descriptors[0]), megabytes)
                os._exit(0)
            os.close(descriptors[0])
            control.sendall(str(pid).encode())
        else:
            control.sendall(str(_ended(int(asked))).encode())


def _ended(pid: int) -> int:
    """Why a copy ended: its exit status, or less than 0 the signal that ended it."""
    with suppress(ChildProcessError):
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return 0


if __name__ == "__main__":
    _divide(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])), int(sys.argv[3]), int(sys.argv[4]))
