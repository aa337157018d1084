"""Queries answered by processes that are ended when time or memory is up, so that no query takes its user's program along."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from types import TracebackType

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from graph import errors, processes
from graph.errors import BadQuery, NotAGraph, PolicyGraphError, TooMuch
from graph.store import IN_MEMORY, open_graph
from graph.store.answer import Answering, Result, read, triples
from graph.store.media import Wanted


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: seconds, megabytes beside the graph, rows (or triples) of its answer."""

    seconds: float = 30
    megabytes: int = 1024
    rows: int = 100_000


ANY = Wanted()


@dataclass(frozen=True, slots=True)
class Request:
    """A query or the name of a question, what is filled in, which formats are taken, and the protocol's graphs."""

    sparql: str
    bindings: Mapping[str, str]
    wanted: Wanted = ANY
    graphs: Mapping[str, Sequence[str]] | None = None

    def line(self, rows: int) -> bytes:
        """As it goes to the worker."""
        wanted = (self.wanted.rows, self.wanted.triples)
        asked = {"sparql": self.sparql, "bindings": dict(self.bindings), "wanted": wanted, "rows": rows}
        return json.dumps(asked | {"graphs": dict(self.graphs or {})}).encode()


@dataclass(frozen=True, slots=True)
class Reply:
    """The bytes of an answer, the short name of their format, and whether rows were left out."""

    format: str
    body: bytes
    cut: bool = False


class Worker:
    """One process that answers one query at a time. It is made and ended by `Workers`."""

    def __init__(self, workers: Workers, pid: int, through: Connection) -> None:
        self._workers, self.pid, self._through = workers, pid, through
        self._late = False
        self.gone = False

    def ask(self, request: Request, limits: Limits) -> Reply:
        """The answer, within the limits. Raises `BadQuery`, `NotAcceptable`, and `TooMuch` where the process had to be ended."""
        end = time.monotonic() + limits.seconds
        try:
            self._through.send_bytes(request.line(limits.rows))
            if not self._through.poll(max(0.0, end - time.monotonic())):
                self._late = True
                self.end()
            head = json.loads(self._through.recv_bytes())
            if "error" not in head:
                return Reply(head["format"], self._through.recv_bytes(), head["cut"])
            self._through.recv_bytes()
        except (EOFError, OSError):
            raise self._why(limits) from None
        if head["kind"] == "TooMuch":
            raise TooMuch(_MEMORY.format(limits.megabytes))
        raise getattr(errors, head["kind"])(head["error"])

    def end(self) -> None:
        """Ends the process, whatever it is doing; whoever waits for its answer is told."""
        if not self.gone:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def yield_to_others(self) -> None:
        """Lets what is quick go before it: its process has the machine only where others do not need it."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 10)

    def _why(self, limits: Limits) -> PolicyGraphError:
        self._through.close()
        status = self._workers.status(self)
        if self._late:
            return TooMuch(
                f"the query took longer than {limits.seconds:g} s and was ended; ask for less: bind a document, an agency "
                "or a year first, or put a LIMIT inside"
            )
        if status == -signal.SIGSEGV:
            return BadQuery("the query is too deep for the engine; take brackets or operators out, or divide it")
        if status == -signal.SIGABRT:
            return TooMuch(_MEMORY.format(limits.megabytes))
        return TooMuch("the query was ended before it had an answer")


_MEMORY = (
    "the query needs more than {} MB of memory and was ended; ask for less: bind a document, an agency or a year first, "
    "or count instead of listing"
)


class Workers:
    """The processes that answer queries of one graph; `with Workers(folder) as workers` ends them all.

    A graph of up to `in_memory` bytes is held in memory, once for all of them (`IN_MEMORY`).

    >>> with Workers(samples.folder) as workers:
    ...     workers.answer(Request("ASK { ?d a pol:Plan }", {})).body
    b'{"head":{},"boolean":true}'
    """

    def __init__(self, folder: Path, limits: Limits | None = None, *, in_memory: int | None = None) -> None:
        if not hasattr(os, "fork"):
            raise PolicyGraphError(
                "queries can be limited only where processes can be copied (Linux, macOS, WSL); "
                "use open_graph on this system, which sets no limits"
            )
        self.folder, self.limits = folder, limits or Limits()
        self._control, theirs = socket.socketpair()
        self._lock = Lock()
        self._free: list[Worker] = []
        arguments = (
            str(folder.absolute()),
            str(theirs.fileno()),
            str(self.limits.megabytes),
            str(IN_MEMORY if in_memory is None else in_memory),
        )
        self._process = processes.started("graph.store.worker", *arguments, pass_fds=(theirs.fileno(),))
        theirs.close()
        self._ready = False

    def ready(self) -> None:
        """Waits until the graph is open. Raises `NotAGraph` where it cannot be opened."""
        with self._lock:
            if self._ready:
                return
            told = json.loads(self._control.recv(65536) or b"{}")
            if "error" in told or not told:
                raise NotAGraph(
                    told.get("error", f"{self.folder}: the graph cannot be opened; is there memory enough?")
                )
            self._ready = True

    def take(self) -> Worker:
        """A worker that is free, a new one where there is none; to be given back."""
        self.ready()
        with self._lock:
            if self._free:
                return self._free.pop()
            ours, theirs = socket.socketpair()
            socket.send_fds(self._control, [b"copy"], [theirs.fileno()])
            theirs.close()
            return Worker(self, int(self._control.recv(64)), Connection(ours.detach()))

    def give(self, worker: Worker) -> None:
        """Takes a worker back; one that was ended, or yielded, is not used again."""
        with self._lock:
            if not worker.gone:
                self._free.append(worker)

    def drop(self, worker: Worker) -> None:
        """Ends a worker that is not to be used again."""
        worker.end()
        with suppress(OSError):
            worker._through.close()
        self.status(worker)

    def status(self, worker: Worker) -> int:
        """How a process ended: its exit status, or below 0 the signal. It is asked once."""
        with self._lock:
            if worker.gone:
                return 0
            worker.gone = True
            self._control.sendall(str(worker.pid).encode())
            return int(self._control.recv(64) or b"0")

    def answer(self, request: Request, limits: Limits | None = None) -> Reply:
        """The answer to one request, by a worker of its own for as long as it takes."""
        worker = self.take()
        try:
            return worker.ask(request, limits or self.limits)
        finally:
            self.give(worker)

    def query(self, sparql: str, *, limit: int | None = None, bindings: Mapping[str, str] | None = None) -> Result:
        """As `Graph.query`, within the limits; without `limit` as many rows as those allow.

        >>> with Workers(samples.folder) as workers:
        ...     workers.query("most-cited", limit=1).columns
        ('document', 'date', 'cited_by', 'read')
        """
        rows = self.limits.rows if limit is None else min(limit, self.limits.rows)
        limits = Limits(self.limits.seconds, self.limits.megabytes, rows)
        return result(self.answer(Request(sparql, bindings or {}, Wanted("json", "nt")), limits))

    def close(self) -> None:
        """Ends all processes and waits for it."""
        for worker in self._free:
            self.drop(worker)
        self._free = []
        self._control.close()
        try:
            self._process.wait(5)
        except Exception:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


@contextmanager
def limited(folder: Path, limits: Limits) -> Iterator[Answering]:
    """The graph of a folder, its queries limited; on a system without copies of processes without limits.

    >>> with limited(samples.folder, Limits(seconds=5)) as graph:
    ...     len(graph.query("most-cited", limit=3))
    3
    """
    if not hasattr(os, "fork"):
        yield open_graph(folder)
        return
    with Workers(folder, limits) as workers:
        yield workers


def result(reply: Reply) -> Result:
    """The rows of an answer in the W3C's JSON, or of its triples.

    >>> result(Reply("json", b'{"head":{},"boolean":true}')).rows
    [('true',)]
    """
    if reply.format != "json":
        return triples((quad.triple for quad in parse(reply.body, format=RdfFormat.N_TRIPLES)), cut=reply.cut)
    parsed = parse_query_results(reply.body, format=QueryResultsFormat.JSON)
    found = read(parsed)
    return Result(found.columns, found.terms, found.form, reply.cut) if isinstance(parsed, QuerySolutions) else found
