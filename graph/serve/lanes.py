"""Who is answered next, and what gives way: so that a few long queries, or one greedy client, do not stop the others.

A query starts in one of a few places. Whoever waits is served in turn by client, not by arrival. A query that takes longer
than `PATIENCE` is a long one: it goes on, at a lower priority as soon as others ask, and at most `LONG` of those go on at once; one
more is ended.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from graph.errors import Busy
from graph.store.workers import Limits, Reply, Request, Worker, Workers

PLACES = 6
LONG = 3
PATIENCE = 0.5
"""Seconds: fifty times what a named question takes on a thousand documents' graph, so what is slower is rare."""
HURRIED = 0.15
"""Seconds of patience when more than `PLACES` queries wait."""
WAITING = 64
"""Queries of one client that may wait; more are turned away."""

_BUSY = "the server is busy with other queries of yours; ask again in a moment, or fewer at once"
_LONG = "the server is busy with other long queries; ask again later, or for less: bind a document or an agency first"


class Lanes:
    """The places in which queries run, and the turns in which they are taken."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._threads = ThreadPoolExecutor(PLACES, thread_name_prefix="policygraph-query")
        self._taken = 0
        self._long = 0
        self._turns: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    async def run(self, client: str, request: Request, limits: Limits, gone: Callable[[], Awaitable[bool]]) -> Reply:
        """The answer to a request of a client. Raises `Busy` and what `Worker.ask` raises; ends it when the client is gone."""
        await self._place(client)
        try:
            return await self._run(request, limits, gone)
        finally:
            self._taken -= 1
            self._next()

    async def _run(self, request: Request, limits: Limits, gone: Callable[[], Awaitable[bool]]) -> Reply:
        loop = asyncio.get_running_loop()
        worker = await loop.run_in_executor(self._threads, self._workers.take)
        asked = loop.run_in_executor(self._threads, worker.ask, request, limits)
        try:
            await self._watch(asked, worker, gone)
            return await asked
        finally:
            if not asked.done():
                worker.end()
                await asyncio.wait([asked])
            if not asked.cancelled():
                asked.exception()
            self._workers.give(worker)

    async def _watch(self, asked: asyncio.Future[Reply], worker: Worker, gone: Callable[[], Awaitable[bool]]) -> None:
        """Waits for the answer; ends the query when its client is gone, or when it is long and too many are."""
        hurried = sum(map(len, self._turns.values())) > PLACES
        done, _ = await asyncio.wait([asked], timeout=HURRIED if hurried else PATIENCE)
        if done:
            return
        if self._long >= LONG:
            raise Busy(_LONG)
        self._long += 1
        yielded = False
        try:
            while not done and not await gone():
                if self._taken > 1 and not yielded:
                    worker.yield_to_others()
                    yielded = True
                done, _ = await asyncio.wait([asked], timeout=PATIENCE)
            if not done:
                raise Busy("the client is gone")
        finally:
            self._long -= 1
            if not asked.done():
                worker.end()
            elif yielded:  # a process of low priority is not used again
                self._workers.drop(worker)

    async def _place(self, client: str) -> None:
        if self._taken < PLACES and not self._turns:
            self._taken += 1
            return
        mine = self._turns.setdefault(client, deque())
        if len(mine) >= WAITING:
            raise Busy(_BUSY)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        mine.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # the place was given just now: on to the next
                self._taken -= 1
                self._next()
            raise

    def _next(self) -> None:
        """Gives the free places to those who wait, one client after the other."""
        while self._taken < PLACES and self._turns:
            client, mine = next(iter(self._turns.items()))
            turn = mine.popleft()
            self._turns.move_to_end(client)
            if not mine:
                del self._turns[client]
            if not turn.done():
                self._taken += 1
                turn.set_result(None)
