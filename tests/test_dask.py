"""A build on a real Dask cluster of two workers, of which one is killed in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from conftest import invoked, need
from test_build import written

from graph.build import SAMPLES, build
from graph.errors import PolicyGraphError
from graph.making import recipe
from graph.making.engines import chosen


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    need("scale", find_spec("distributed"), "Dask is not installed (pip install 'policygraph[scale]')")
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as running:
        yield running


def pids(cluster: Any) -> set[int]:
    from distributed import Client

    with Client(cluster.scheduler_address) as client:
        return set(client.run(os.getpid).values())


def test_a_worker_that_is_killed_in_the_middle_changes_no_byte(
    cluster: Any, sample_output: Path, tmp_path: Path
) -> None:
    workers, done = pids(cluster), list[int]()
    assert len(workers) == 2

    def kill_one(doing: str, number: int, of: int) -> None:
        if doing.startswith("read "):
            done.append(number)
            if len(done) == 3:
                os.kill(min(workers), signal.SIGKILL)

    with chosen("dask", scheduler=cluster.scheduler_address) as engine:
        result = build([SAMPLES], tmp_path / "output", engine=engine, progress=kill_one)
    assert (len(result.read), result.failures) == (14, ())
    assert len(done) == 14
    assert written(result.out) == written(sample_output)
    assert pids(cluster) != workers


def test_a_worker_of_another_version_is_refused(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "digest_of_rules", lambda: "others")
    with (
        pytest.raises(PolicyGraphError, match="another version of policygraph"),
        chosen("dask", scheduler=cluster.scheduler_address) as engine,
    ):
        build([SAMPLES], tmp_path / "output", engine=engine)
    assert not (tmp_path / "output").exists()


def test_the_command_names_a_scheduler_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("scale", find_spec("distributed"), "Dask is not installed (pip install 'policygraph[scale]')")
    monkeypatch.setattr("graph.making.dask_engine.SECONDS", 1)
    done = invoked("build", "-o", tmp_path / "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert done.exit_code == 1
    assert "tcp://127.0.0.1:9: no Dask scheduler answers there" in done.stderr
    with pytest.raises(PolicyGraphError, match='there are "local" and "dask"'), chosen("spark"):
        pass
