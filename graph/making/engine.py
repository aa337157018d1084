"""What maps a function over things: this process, several, or a cluster. The one seam between a build and where its work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeVar

from graph.processes.pool import Broken, Function, Pool, cores

Thing = TypeVar("Thing")
Gave = TypeVar("Gave")


class Engine(Protocol):
    """Whatever maps: positions of things, and what the function gave of each, as they come."""

    def results(
        self,
        function: Function[Thing, Gave],
        things: Sequence[Thing],
        *,
        tell: Callable[..., None] | None = None,
        patient: bool = False,
    ) -> Iterator[tuple[int, Gave | Broken[Thing]]]:
        """See `Pool.results`."""


class Here:
    """This process alone, one thing after the other.

    >>> list(Here().results(lambda number, tell: number + 1, [1, 2]))
    [(0, 2), (1, 3)]
    """

    def results(
        self,
        function: Function[Thing, Gave],
        things: Sequence[Thing],
        *,
        tell: Callable[..., None] | None = None,
        patient: bool = False,
    ) -> Iterator[tuple[int, Gave | Broken[Thing]]]:
        """See `Pool.results`; a thing that ends its process ends this one."""
        for position, thing in enumerate(things):
            yield position, function(thing, lambda *said, at=position: tell and tell(at, *said))


def local(jobs: int | None = None) -> AbstractContextManager[Engine]:
    """So many processes of this machine (None: one for each core), or this one where it is one.

    >>> with local(1) as engine:
    ...     type(engine).__name__
    'Here'
    """
    jobs = cores() if jobs is None else jobs
    return Pool(jobs) if jobs > 1 else nullcontext(Here())
