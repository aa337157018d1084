"""`policygraph watch`: builds again whenever a document or a word list changes, and serves what was built."""

from __future__ import annotations

import asyncio
import signal
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import uvicorn

from graph.serve.app import application
from graph.serve.reload import Current
from graph.serve.server import LOOPBACK, configured, listening_at, shown_host
from graph.store.workers import Limits, Workers
from graph.vocab import ontology_dir

HOST = "127.0.0.1"


def watch(
    paths: Sequence[Path],
    out: Path,
    build: Sequence[str],
    *,
    port: int = 8080,
    lang: str = "vi",
    browse: bool = False,
    tell: Callable[[str], None] = print,
) -> None:
    """Runs the command `build`, which writes the folder `out`, at once and whenever something below `paths` or in the word lists changes, until
    it is interrupted. What is there is served on this machine alone; pages that are open load again after a build.

    A build that fails leaves what is served; the next change is another try. Raises `PolicyGraphError` where the port is taken.
    """
    with listening_at(HOST, port) as listening:
        address = f"http://{shown_host(HOST)}:{listening.getsockname()[1]}"
        watching = _Watching(paths, out, build, lang, tell)
        config = configured(watching.current)
        server = uvicorn.Server(config)
        with suppress(KeyboardInterrupt):
            asyncio.run(watching.until_ended(server, partial(server.serve, sockets=[listening]), address, browse))


class _Watching:
    def __init__(
        self, paths: Sequence[Path], out: Path, build: Sequence[str], lang: str, tell: Callable[[str], None]
    ) -> None:
        self._paths, self._out, self._build, self._lang, self._tell = paths, out.absolute(), build, lang, tell
        self.current = Current()
        self._workers: Workers | None = None
        self._process: asyncio.subprocess.Process | None = None

    async def until_ended(
        self, server: uvicorn.Server, serve: Callable[[], object], address: str, browse: bool
    ) -> None:
        """Builds and serves until somebody interrupts."""
        work = asyncio.create_task(self._work(address, browse))
        work.add_done_callback(lambda _: setattr(server, "should_exit", True))
        try:
            await serve()  # type: ignore[misc]
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
            if self._workers:
                self._workers.close()

    async def _work(self, address: str, browse: bool) -> None:
        from watchfiles import DefaultFilter, awatch

        known = DefaultFilter(ignore_paths=[self._out])
        changes = awatch(
            *self._paths, ontology_dir(), watch_filter=lambda kind, path: known(kind, path) and self._is_input(path)
        )
        following = asyncio.ensure_future(anext(changes))  # from now on: what changes during a build is not missed
        try:
            await asyncio.sleep(0)
            if await self._built():
                self._tell(
                    f"{self._out.name} is served at {address}/index.html; pages load again when it is built anew."
                )
                self._tell("Only this machine can reach it. Ctrl-C ends it.")
                if browse:
                    webbrowser.open(f"{address}/index.html")
            while True:
                changed = await following
                following = asyncio.ensure_future(anext(changes))
                names = sorted({Path(path).name for _, path in changed})
                more = f" and {len(names) - 3} more" if len(names) > 3 else ""
                self._tell(f"changed: {', '.join(names[:3])}{more}")
                await self._built()
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await following

    def _is_input(self, path: str) -> bool:
        """Whether a build reads it: nothing hidden, and nothing of the output, or of the folder where the next one is made."""
        own = Path(path).absolute()
        return (
            not own.is_relative_to(self._out) and not own.name.startswith(".") and not own.parent.name.startswith(".")
        )

    async def _built(self) -> bool:
        """Whether there is a build to serve, after another one."""
        self._process = await asyncio.create_subprocess_exec(*self._build)
        try:
            await self._process.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGINT)
            await self._process.wait()
            raise
        if not (self._out / "graph.nq").is_file():
            return False
        workers = await asyncio.to_thread(self._opened)
        before, self._workers = self._workers, workers
        await self.current.replace(application(workers, lang=self._lang, origins=(), hosts=LOOPBACK))
        if before:
            await asyncio.to_thread(before.close)
        return True

    def _opened(self) -> Workers:
        workers = Workers(self._out, Limits())
        workers.ready()
        return workers
