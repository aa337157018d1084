"""The engines by their names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import PolicyGraphError
from graph.making.dask_engine import cluster
from graph.making.engine import Engine, local


@contextmanager
def chosen(name: str = "local", jobs: int | None = None, scheduler: str | None = None) -> Iterator[Engine]:
    """The engine of a name: "local" or "dask". Raises `PolicyGraphError` for others, and where what it needs is not installed."""
    if name == "local":
        with local(jobs) as engine:
            yield engine
    elif name == "dask":
        with cluster(scheduler, jobs) as engine:
            yield engine
    else:
        raise PolicyGraphError(f'{name}: no such engine; there are "local" and "dask"')
