"""Connections that are slow on purpose: heads that never end, answers that are never taken, too many from one address."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, ClassVar

import h11
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 5
"""Time in which the head of a request must have come."""
TAKE_SECONDS = 30
"""Time in which a client must take each piece of an answer."""
PIECE = 256 * 1024
"""Bytes of such a piece."""
FROM_ONE = 400
"""Connections from one address at once."""


class Connection(H11Protocol):
    """As uvicorn's, which waits for the end of a head for ever; this one closes the connection."""

    _open: ClassVar[Counter[str]] = Counter()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head: asyncio.TimerHandle | None = None
        self._counted = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Counts it under its address, and waits for its head."""
        super().connection_made(transport)
        self._counted = self.client[0] if self.client else ""
        self._open[self._counted] += 1
        if self._open[self._counted] > FROM_ONE:
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Stops waiting when the head is there."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait()
        else:
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets it."""
        self._stop()
        self._open[self._counted] -= 1
        if self._open[self._counted] <= 0:
            del self._open[self._counted]
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._head is None and not self.transport.is_closing():
            self._head = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _stop(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None


class InPieces:
    """Sends an answer piece by piece, and gives up on a client that does not take one in time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the application with a `send` that has patience for so long."""

        async def sent(message: Message) -> None:
            body = message.get("body", b"") if message["type"] == "http.response.body" else b""
            if len(body) <= PIECE:
                async with asyncio.timeout(TAKE_SECONDS):
                    await send(message)
                return
            more = message.get("more_body", False)
            for at in range(0, len(body), PIECE):
                part = {**message, "body": body[at : at + PIECE], "more_body": more or at + PIECE < len(body)}
                async with asyncio.timeout(TAKE_SECONDS):
                    await send(part)
                await asyncio.sleep(0)  # that a client is gone is told between two pieces, or each is written in vain

        await self._app(scope, receive, sent if scope["type"] == "http" else send)
