"""Requests to SPARQL servers: who asks is told by the environment, what goes wrong is told in a sentence.

`POLICYGRAPH_USER` and `POLICYGRAPH_PASSWORD` answer a server that asks for them (Basic or Digest); `POLICYGRAPH_TOKEN` is sent
as a bearer's. They go to the host of the address that was named, and nowhere else.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from graph.errors import NoAnswer

SECONDS = 120
"""Time in which a server must answer: a graph of 50,000 triples takes Virtuoso ten."""


@dataclass(frozen=True, slots=True)
class Response:
    """The status, the headers (by small letters) and the body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body for people: one line, not too long."""
        return " ".join(self.body.decode(errors="replace").split())[:400]


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry a password to another place."""

    def redirect_request(self, *arguments: object, **options: object) -> None:
        return None


class Client:
    """Requests to the server of one address. Raises `NoAnswer` where that is no address of a server.

    >>> Client("ftp://example.org/")
    Traceback (most recent call last):
    graph.errors.NoAnswer: ftp://example.org/: write the address of a SPARQL endpoint, as http://127.0.0.1:8080/sparql
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NoAnswer(f"{url}: write the address of a SPARQL endpoint, as http://127.0.0.1:8080/sparql")
        self.url = url
        self._opener = _opener(url)

    def send(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None,
        *, tries: int = 1,
    ) -> Response:  # fmt: skip
        """The answer, whatever its status; tried so often where the server is busy. Raises `NoAnswer` where none comes."""
        token = os.environ.get("POLICYGRAPH_TOKEN")
        sent = {
            "User-Agent": "policygraph",
            **(headers or {}),
            **({"Authorization": f"Bearer {token}"} if token else {}),
        }
        for tried in range(tries):
            request = Request(url, body, sent, method=method)  # noqa: S310 - http or https, see above
            try:
                with self._opener.open(request, timeout=SECONDS) as answer:
                    return Response(answer.status, _small(answer.headers), answer.read())
            except HTTPError as error:
                found = Response(error.code, _small(error.headers), error.read())
                if error.code != 503 or tried == tries - 1:
                    return found
            except (URLError, OSError, HTTPException) as error:
                reason = getattr(error, "reason", error)
                if tried == tries - 1 or not isinstance(reason, ConnectionResetError | HTTPException):
                    raise NoAnswer(
                        f"{self.url}: no answer ({reason}); is the server running, and is that its address?"
                    ) from None
            time.sleep(1 + tried)
        raise AssertionError


def _opener(url: str) -> OpenerDirector:
    user, password = os.environ.get("POLICYGRAPH_USER"), os.environ.get("POLICYGRAPH_PASSWORD", "")
    if not user:
        return build_opener(_NoRedirect)
    known = HTTPPasswordMgrWithDefaultRealm()
    parts = urlsplit(url)
    known.add_password(None, f"{parts.scheme}://{parts.netloc}/", user, password)
    return build_opener(_NoRedirect, HTTPDigestAuthHandler(known), HTTPBasicAuthHandler(known))


def _small(headers: object) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}  # type: ignore[attr-defined]
