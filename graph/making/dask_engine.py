"""Files examined on a Dask cluster: what a worker loses when it ends is given to another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from graph.errors import PolicyGraphError
from graph.making.engine import Engine
from graph.processes.pool import Broken, Function, cores

Thing = TypeVar("Thing")
Gave = TypeVar("Gave")

SECONDS = 30
"""Time in which a scheduler must answer, and the first worker be there."""


@contextmanager
def cluster(scheduler: str | None = None, jobs: int | None = None) -> Iterator[Engine]:
    """A cluster by the address of its scheduler; without one, a cluster of so many workers on this machine.

    Every worker needs the same version of policygraph, and the documents under the same path. Raises `PolicyGraphError` where Dask is not
    installed or the scheduler cannot be reached.
    """
    try:
        import distributed
    except ImportError:
        raise PolicyGraphError("Dask is not installed; pip install 'policygraph[scale]'") from None
    library: Any = distributed  # its functions have no types
    if scheduler is None:
        with (
            library.LocalCluster(n_workers=jobs or cores(), threads_per_worker=1, dashboard_address=None) as here,
            library.Client(here) as client,
        ):
            yield Dask(client)
        return
    try:
        client = library.Client(scheduler, timeout=SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise PolicyGraphError(f"{scheduler}: no Dask scheduler answers there ({error}); check --scheduler") from None
    with client:
        yield Dask(client)


class Dask:
    """A cluster as an engine."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def results(
        self,
        function: Function[Thing, Gave],
        things: Sequence[Thing],
        *,
        tell: Callable[..., None] | None = None,
        patient: bool = False,
    ) -> Iterator[tuple[int, Gave | Broken[Thing]]]:
        """See `Pool.results`. A thing on which several workers ended is broken; the others have lost nothing."""
        import distributed

        library: Any = distributed  # its functions have no types
        futures = self._client.map(partial(_done, function), list(things), pure=False)
        position = {future.key: n for n, future in enumerate(futures)}
        for future in library.as_completed(futures):
            n = position[future.key]
            if tell:
                tell(n, 0, 0)
            try:
                yield n, future.result()
            except library.KilledWorker:
                yield n, Broken(things[n], "each worker that read it ended")
            future.release()


def _done(function: Function[Thing, Gave], thing: Thing) -> Gave:
    return function(thing, lambda *_: None)
