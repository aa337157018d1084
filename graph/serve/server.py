"""The server: where it listens, what it says on the terminal, how it ends."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import uvicorn

from graph.errors import PolicyGraphError
from graph.serve.app import application
from graph.serve.connection import Connection
from graph.store.workers import Limits, Workers

LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
_LOCAL_PAGES = r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?"
IN_MEMORY = 256 * 1024 * 1024
"""Up to this size of `graph.nq` in bytes (1.2 million quads, 1.5 GB of memory) a server holds the graph in memory: it opens
in half a minute and then answers five times as quickly as from disk."""
MOST = 1_000
"""Connections at once."""


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    limits: Limits | None = None,
    origins: Sequence[str] = (),
    lang: str = "vi",
    browse: bool = False,
    tell: Callable[[str], None] = print,
) -> None:
    """Serves the graph of a folder until it is interrupted. Port 0 takes any that is free.

    On the loopback other pages of this machine may ask it, and those that `origins` names ("*": all); elsewhere all pages,
    since whoever reaches it may ask it anyway. Raises `NotAGraph`, and `PolicyGraphError` where it cannot listen.
    """
    listening = listening_at(host, port)
    with Workers(folder, limits, in_memory=IN_MEMORY) as workers, listening:
        tell(f"opening {folder} …")
        workers.ready()
        local = _local(host)
        app = application(
            workers,
            lang=lang,
            origins=origins or (() if local else ("*",)),
            origin=_LOCAL_PAGES if local else "",
            hosts=LOOPBACK if local else ("*",),
        )
        address = f"http://{shown_host(host)}:{listening.getsockname()[1]}"
        for line in _said(address, folder, local, workers.limits):
            tell(line)
        if browse:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(configured(app)).run(sockets=[listening])


def configured(app: Any) -> uvicorn.Config:
    """How an application is served: no more than it can bear, nothing said of itself."""
    _room_for(MOST)
    return uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        loop="asyncio",
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST,
        timeout_graceful_shutdown=2,
    )


def listening_at(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises `PolicyGraphError` where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # by the name of its protocol asyncio knows that small answers must not wait for each other: 40 ms each
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(MOST)  # who reads the address may call at once
    except (OSError, OverflowError) as error:
        listening.close()
        raise PolicyGraphError(
            f"{host}:{port}: cannot listen there ({error}); choose another --port, or 0 for any that is free"
        ) from None
    return listening


def _local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def shown_host(host: str) -> str:
    """A host as it stands in an address: "[::1]"."""
    return f"[{host}]" if ":" in host else host


def _said(address: str, folder: Path, local: bool, limits: Limits) -> Sequence[str]:
    pages = (
        ("index.html", "overview"),
        ("search.html", "search"),
        ("graph.html", "graph"),
        ("ontology.html", "vocabulary"),
        ("report.md", "report"),
    )
    return [
        f"{folder} is served at",
        f"  {address}/             questions: choose, fill in, ask",
        f"  {address}/sparql       SPARQL endpoint, for programs; read only",
        *(f"  {address}/{name:<12} {what}" for name, what in pages if (folder / name).is_file()),
        f"A query may take {limits.seconds:g} s, {limits.megabytes} MB and {limits.rows:,} rows.",
        "Only this machine can reach it."
        if local
        else "!! EVERYBODY who reaches this machine can read the graph and all files of this folder.",
        "Ctrl-C ends it.",
    ]


def _room_for(connections: int) -> None:
    """As many open files as that needs, where the system allows."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = connections + 200
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most if hard < 0 else min(most, hard)), hard))
