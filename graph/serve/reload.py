"""Pages that load themselves again when there is a new build: a script for each page that is served, and the address that it listens to.

The files of the output stay as they are; script and policy are put in on the way to the browser.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.view.shell import hashed

CHANGES = "/changes"
"""The address that tells of new builds, as server-sent events (HTML Living Standard 9.2): the number of the build."""
SCRIPT = f'new EventSource("{CHANGES}").onmessage = () => location.reload();'
_ALIVE = 15.0
"""Seconds after which a line that says nothing tells whether anybody still listens."""
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"')


class Current:
    """The application of the build that is there now; it can be replaced while others ask, and tells who listens that it was."""

    def __init__(self) -> None:
        self._app: ASGIApp | None = None
        self._number = 0
        self._new = asyncio.Condition()

    async def replace(self, app: Starlette) -> None:
        """From now on this one answers; pages that are open load again."""
        async with self._new:
            self._app, self._number = app, self._number + 1
            self._new.notify_all()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] == "http" and scope["path"] == CHANGES:
            last = Request(scope).headers.get("last-event-id", "")
            headers = {"Cache-Control": "no-store"}
            await StreamingResponse(self._told(last), media_type="text/event-stream", headers=headers)(
                scope, receive, send
            )
        elif self._app and scope["type"] == "http":
            asked = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in _CACHED]}
            await self._app(asked, receive, _Listening(send))

    async def _told(self, last: str) -> AsyncIterator[bytes]:
        known = self._number
        yield f"id: {known}\n{'data: new' + chr(10) if last not in ('', str(known)) else ':'}\n\n".encode()
        while True:
            try:
                async with asyncio.timeout(_ALIVE), self._new:
                    await self._new.wait_for(partial(self._is_after, known))
                known = self._number
                yield f"id: {known}\ndata: {known}\n\n".encode()
            except TimeoutError:
                yield b":\n\n"

    def _is_after(self, number: int) -> bool:
        return self._number != number


_CACHED = (b"if-none-match", b"if-modified-since", b"range")
"""What a browser asks by that has a page already: it would get one without the script."""


class _Listening:
    """Sends an answer on; a page with the script in it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            if headers.get(b"content-type", b"").startswith(b"text/html"):
                self._start = message
                return
        elif message["type"] == "http.response.body" and self._start:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._whole(self._start)
            return
        await self._send(message)

    async def _whole(self, start: Message) -> None:
        body = listening(self._body)
        kept = [
            (k, v)
            for k, v in start["headers"]
            if k not in (b"content-length", b"etag", b"last-modified", b"cache-control")
        ]
        own = [(b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
        await self._send({**start, "headers": [*kept, *own]})
        await self._send({"type": "http.response.body", "body": body})


def listening(page: bytes) -> bytes:
    """The page with the script at its end, and a policy that lets it run and ask its own server.

    >>> page = b'<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;none&#39;"><p>'
    >>> made = listening(page)
    >>> made.count(b"<script>"), b"connect-src &#39;self&#39;" in made, b"none&#39;;" in made
    (1, True, True)
    """
    found = _POLICY.search(page)
    if not found:
        return page
    rules = [rule.strip() for rule in found[2].replace(b"&#39;", b"'").split(b";")]
    own = f" {hashed(SCRIPT)}".encode()
    rules = [rule.replace(b" 'none'", b"") + own if rule.startswith(b"script-src") else rule for rule in rules]
    if not any(rule.startswith(b"connect-src") for rule in rules):
        rules.append(b"connect-src 'self'")
    policy = found[1] + b"; ".join(rules).replace(b"'", b"&#39;") + b'"'
    return page[: found.start()] + policy + page[found.end() :] + f"<script>{SCRIPT}</script>\n".encode()
