"""Requests to SPARQL servers: who asks is told by the environment, what goes wrong is told in a sentence.

`POLICYGRAPH_USER` and `POLICYGRAPH_PASSWORD` answer a server that asks for them (Basic or Digest); `POLICYGRAPH_TOKEN` is sent
as a bearer's. They go to the host of the address that was named, and nowhere else.
"""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
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
    parse_http_list,
    parse_keqv_list,
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


class _Digest(HTTPDigestAuthHandler):
    """Once asked, says with each request who it is: a large body sent unnamed is cut off, not answered."""

    _asked: dict[str, str] | None = None

    def retry_http_digest_auth(self, req: Request, auth: str) -> Any:
        """Keeps what was asked, and answers it."""
        self._asked = parse_keqv_list([part for part in parse_http_list(auth.partition(" ")[2]) if part])
        return super().retry_http_digest_auth(req, auth)

    def http_request(self, req: Request) -> Request:
        """The request with the answer to what was asked before."""
        known = self._asked and self.get_authorization(req, self._asked)
        if known:
            req.add_unredirected_header(self.auth_header, f"Digest {known}")
        return req

    https_request = http_request


class _Basic(HTTPBasicAuthHandler):
    """As `_Digest`, in the older way."""

    _asked: str | None = None

    def retry_http_basic_auth(self, host: str, req: Request, realm: str) -> Any:
        """Keeps for what it was asked, and answers."""
        self._asked = realm
        return super().retry_http_basic_auth(host, req, realm)

    def http_request(self, req: Request) -> Request:
        """The request with user and password, where they were asked for before."""
        user, password = self.passwd.find_user_password(self._asked or "", req.full_url)
        if self._asked is not None and user:
            told = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
            req.add_unredirected_header(self.auth_header, f"Basic {told}")
        return req

    https_request = http_request


def _opener(url: str) -> OpenerDirector:
    user, password = os.environ.get("POLICYGRAPH_USER"), os.environ.get("POLICYGRAPH_PASSWORD", "")
    if not user:
        return build_opener(_NoRedirect)
    known = HTTPPasswordMgrWithDefaultRealm()
    parts = urlsplit(url)
    known.add_password(None, f"{parts.scheme}://{parts.netloc}/", user, password)
    return build_opener(_NoRedirect, _Digest(known), _Basic(known))


def _small(headers: object) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}  # type: ignore[attr-defined]
