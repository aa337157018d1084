"""Processes side by side that map a function over things, of which one thing can end its own process and nothing else.

`concurrent.futures` gives up a whole pool when one of its processes ends. Here each process has one thing at a time: when it ends, or gives
no sign of life, that thing is told to be broken, and a new process goes on with the others.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Literal, TypeVar

from graph.processes import end_with_parent
from graph.processes.garbage import seldom

Thing = TypeVar("Thing")
Gave = TypeVar("Gave")

SECONDS = 600.0
"""Without a sign of life after so long, a process is ended: the largest text that is read (16 MB) takes a minute or two."""

_STARTING = 60.0
"""Seconds more for one that has to start first and import what it needs."""
_YEAR = 365 * 86400.0

Tell = Callable[..., None]
Function = Callable[[Thing, Tell], Gave]
"""What is mapped: a function of a module, of one thing and of something to tell how far it is. It travels by its name."""


@dataclass(frozen=True, slots=True)
class Broken(Generic[Thing]):
    """A thing on which its process ended, and how: "its process was ended by SIGSEGV"."""

    thing: Thing
    reason: str


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """So many processes; `with Pool(2) as pool` ends them all, also on Ctrl-C.

    `start` is a start method of `multiprocessing`: by default a copy of this process on Linux, a new one elsewhere.

    >>> with Pool(2) as pool:
    ...     sorted(pool.results(_doubled, [1, 2, 3]))
    [(0, 2), (1, 4), (2, 6)]
    """

    def __init__(self, jobs: int, start: Literal["fork", "spawn"] | None = None, seconds: float = SECONDS) -> None:
        self._context: Any = get_context(start or ("fork" if sys.platform == "linux" else "spawn"))
        self._jobs, self._seconds = max(jobs, 1), seconds
        self._workers: list[_Worker] = []

    def results(
        self,
        function: Function[Thing, Gave],
        things: Sequence[Thing],
        *,
        tell: Callable[..., None] | None = None,
        patient: bool = False,
    ) -> Iterator[tuple[int, Gave | Broken[Thing]]]:
        """The position of each thing and what the function gave of it, as they come. What the function raises is raised here.

        `tell` is called with the position of a thing and what the function told of it. With `patient` a thing may take as long as it takes.
        Processes that still work where it ends early are ended: the next call hears nothing of this one's things.
        """
        try:
            yield from self._results(function, things, tell, patient)
        finally:
            self._end([worker for worker in self._workers if worker.position >= 0])

    def _results(
        self, function: Any, things: Sequence[Any], tell: Tell | None, patient: bool
    ) -> Iterator[tuple[int, Any]]:
        waiting = iter(range(len(things)))
        left = len(things)
        while len(self._workers) < min(self._jobs, left):
            self._workers.append(_Worker(self._context))
        for worker in self._workers:
            self._give(worker, function, things, waiting, patient)
        while left:
            for worker in self._ready():
                position = worker.position
                kind, said = worker.answer()
                if kind in ("ready", "told"):
                    if tell and kind == "told":
                        tell(position, *said)
                    continue
                left -= 1
                if kind == "ended":
                    self._workers[self._workers.index(worker)] = worker = _Worker(self._context)
                if kind == "raised":
                    worker.position = -1
                    raise said
                self._give(worker, function, things, waiting, patient)
                yield position, Broken(things[position], said) if kind == "ended" else said

    def _give(
        self, worker: _Worker, function: Any, things: Sequence[Any], waiting: Iterator[int], patient: bool
    ) -> None:
        worker.position = next(waiting, -1)
        if worker.position >= 0:
            worker.ask(function, things[worker.position], _YEAR if patient else self._seconds)

    def _ready(self) -> list[_Worker]:
        """The processes that said something, or are gone, or have to be."""
        busy = {worker.pipe: worker for worker in self._workers if worker.position >= 0}
        first = min(worker.until for worker in busy.values())
        heard = wait(list(busy), min(max(0.0, first - time.monotonic()), 3600.0))
        now = time.monotonic()
        for worker in busy.values():
            if worker.pipe not in heard and worker.until <= now:
                worker.late = True
                worker.end()
        return [worker for pipe, worker in busy.items() if pipe in heard or worker.late]

    def close(self) -> None:
        """Ends all processes and waits for it."""
        self._end(self._workers)

    def _end(self, workers: Sequence[_Worker]) -> None:
        for worker in workers:
            worker.end()
        self._workers = [worker for worker in self._workers if worker not in workers]

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Worker:
    """One process, the thing it has (by its position), and until when it has to say something."""

    def __init__(self, context: Any) -> None:
        self.pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_work, args=(theirs, self.pipe), daemon=True)
        with _uninterrupted():
            self._process.start()
        theirs.close()
        self.position, self.until, self.late, self._seconds, self._ready = -1, 0.0, False, 0.0, False

    def ask(self, function: Any, thing: Any, seconds: float) -> None:
        self._seconds = seconds
        self.until = time.monotonic() + seconds + (0 if self._ready else _STARTING)
        with suppress(OSError):  # one that is gone answers by its silence
            self.pipe.send((function, thing))

    def answer(self) -> tuple[str, Any]:
        """What it said: ("ready", …), ("told", …), ("gave", …), ("raised", …), or ("ended", how)."""
        try:
            if not self.late:
                kind, said = self.pipe.recv()
                self._ready = True
                self.until = time.monotonic() + self._seconds
                return kind, said
        except (EOFError, OSError):
            self._process.join(5)  # it is gone, and its status is soon known
        self.end()
        return "ended", self._how()

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self._process.kill() if self.late or self.position >= 0 else self._dismissed()
        self._process.join()
        self.pipe.close()

    def _dismissed(self) -> None:
        with suppress(OSError):
            self.pipe.send(None)
        self._process.join(2)
        self._process.kill()

    def _how(self) -> str:
        if self.late:
            return f"its process gave no sign of life for {self._seconds:g} seconds and was ended"
        status = self._process.exitcode or 0
        return (
            f"its process was ended by {signal.Signals(-status).name}"
            if status < 0
            else f"its process ended with status {status}"
        )


class _uninterrupted:  # noqa: N801 - used as a statement
    """Ctrl-C is for the parent, which ends the others: a process that is copied meanwhile does not know it."""

    def __enter__(self) -> None:
        try:
            self._was: Any = signal.signal(signal.SIGINT, signal.SIG_IGN)
        except ValueError:  # only the main thread has signals
            self._was = None

    def __exit__(self, *_: object) -> None:
        if self._was is not None:
            signal.signal(signal.SIGINT, self._was)


def _work(pipe: Connection, theirs: Connection) -> None:
    """Does what is asked, one thing after another, until nobody asks."""
    theirs.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()

    def tell(*said: object) -> None:
        pipe.send(("told", said))

    with seldom(), suppress(EOFError, OSError):
        while asked := pipe.recv():  # which imports what the function needs
            pipe.send(("ready", ()))
            function, thing = asked
            try:
                pipe.send(("gave", function(thing, tell)))
            except Exception as error:
                pipe.send(("raised", _portable(error)))


def _portable(error: Exception) -> Exception:
    """The exception as it can be sent: some cannot be made again from what they are pickled by."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _doubled(number: int, tell: Tell) -> int:
    return 2 * number
