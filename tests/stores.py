"""Real SPARQL servers to push to: Oxigraph's own (PyPI) and Virtuoso (Debian), each at free ports, empty, ended after."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from conftest import need


@dataclass(frozen=True)
class Server:
    """Where to ask a server, and whom it takes updates from."""

    name: str
    url: str
    user: str = ""
    password: str = ""


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@contextmanager
def running(command: list[str], ready: str, folder: Path) -> Iterator[None]:
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            for _ in range(600):
                assert process.poll() is None, (folder / "log").read_text("utf-8", "replace")[-2000:]
                with suppress(httpx.TransportError):
                    if httpx.get(ready, params={"query": "ASK {}"}, timeout=5).status_code < 500:
                        break
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    program = shutil.which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
    need("stores", Path(program).is_file(), "Oxigraph's server is not installed (pip install oxigraph)")
    port = free_port()
    command = [program, "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    with running(command, f"http://127.0.0.1:{port}/query", folder):
        yield Server("oxigraph", f"http://127.0.0.1:{port}/query")


VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 2
DirsAllowed = {folder}
SchedulerInterval = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""
"""What Debian's own file says where it matters: results are capped at 10,000 rows."""


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    program = shutil.which("virtuoso-t")
    need("stores", program, "Virtuoso is not installed (Debian: apt-get install virtuoso-opensource)")
    assert program
    sql, http = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    env_free = [program, "+configfile", str(ini), "+foreground", "+wait"]
    with running(env_free, f"http://127.0.0.1:{http}/sparql", folder):
        yield Server("virtuoso", f"http://127.0.0.1:{http}/sparql", "dba", "dba")


STORES = {"oxigraph": oxigraph, "virtuoso": virtuoso}
