"""The W3C's SPARQL 1.1 Protocol for queries: what a request asks, and how an answer or a refusal goes back.

https://www.w3.org/TR/sparql11-protocol/, section 2.1: GET, POST of a form, POST of the query itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request as Asked
from starlette.responses import Response

from graph.errors import BadQuery, Busy, NotAcceptable, PolicyGraphError, TooMuch
from graph.store.media import ROWS, TRIPLES, TYPES, Wanted, wanted
from graph.store.workers import Reply, Request

BODY = 2_000_000
"""Bytes of a request: the longest query that is run, escaped as a form may escape it, seldom needs more."""
SECONDS = 5
"""Time in which the whole request must have come."""
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_ALIASES = {
    "turtle": "ttl",
    "n3": "ttl",
    "ntriples": "nt",
    "json-ld": "jsonld",
    "rdf+xml": "rdfxml",
    "rdf xml": "rdfxml",
    "rdf": "rdfxml",
}
"""As clients name formats in the address; "format=rdf+xml" arrives with a blank for the sign."""
_STATUS: Mapping[type[PolicyGraphError], int] = {BadQuery: 400, NotAcceptable: 406, TooMuch: 503, Busy: 503}


class Refused(Exception):
    """A request that is no query; `status` is the status of HTTP, `allow` the methods that would have done."""

    def __init__(self, status: int, message: str, allow: str = "") -> None:
        super().__init__(message)
        self.status, self.allow = status, allow


@dataclass(frozen=True, slots=True)
class Call:
    """What a request asks, at most how many rows of it it wants, and whether as a workbook of Excel."""

    request: Request
    rows: int | None
    workbook: bool = False


async def call(asked: Asked) -> Call | None:
    """The query of a request; `None` where it holds none, which asks what the service is. Raises `Refused`."""
    parameters = _pairs(asked.url.query)
    query: str | None = None
    if asked.method == "POST":
        kind = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
        text = _text(await _body(asked))
        if kind == FORM:
            parameters += _pairs(text)
        elif kind == QUERY:
            query = text
        else:
            raise Refused(415, f"POST a query as {QUERY}, or a form with query=… as {FORM}")
    every = _several(parameters)
    if "update" in every or "using-graph-uri" in every:
        raise Refused(400, "this service answers queries and takes no updates")
    queries = every.get("query", []) + ([query] if query is not None else [])
    if len(queries) > 1:
        raise Refused(400, "a request asks one query: send query once")
    if not queries:
        if asked.method == "POST" or parameters:
            raise Refused(
                400, "there is no query in the request: send it as query=…, or name a question as query=most-cited"
            )
        return None
    graphs = {"default": every.get("default-graph-uri", []), "named": every.get("named-graph-uri", [])}
    bindings = {name.removeprefix("$"): values[0] for name, values in every.items() if name.startswith("$")}
    workbook = every.get("format") == ["xlsx"]
    takes = Wanted("json", "nt") if workbook else _takes(every, asked.headers.get("accept", ""))
    return Call(Request(queries[0], bindings, takes, graphs), _rows(every), workbook)


def response(reply: Reply, *, attachment: str = "") -> Response:
    """An answer, as it goes back."""
    headers = {"X-Rows-Cut": "true"} if reply.cut else {}
    if attachment:
        headers["Content-Disposition"] = f'attachment; filename="{attachment}.{reply.format}"'
    return Response(reply.body, media_type=None, headers={"Content-Type": TYPES[reply.format], **headers})


def refusal(error: Exception) -> Response:
    """A plain sentence with the status that fits: 400 for the query's own faults, 406, 503 where it may be asked again."""
    status = error.status if isinstance(error, Refused) else _STATUS.get(type(error), 500)  # type: ignore[arg-type]
    headers = {"Retry-After": "5"} if status == 503 else {}
    if isinstance(error, Refused) and error.allow:
        headers["Allow"] = error.allow
    return Response(f"{error}\n", status, headers, media_type="text/plain")


async def _body(asked: Asked) -> bytes:
    """The body, where it is not too large and comes in time."""
    if (
        int(asked.headers.get("content-length", "0") if asked.headers.get("content-length", "0").isdigit() else 0)
        > BODY
    ):
        raise Refused(413, f"the request is larger than {BODY} bytes")
    parts, size = [], 0
    try:
        async with asyncio.timeout(SECONDS):
            async for part in asked.stream():
                size += len(part)
                if size > BODY:
                    raise Refused(413, f"the request is larger than {BODY} bytes")
                parts.append(part)
    except TimeoutError:
        raise Refused(408, f"the request did not come within {SECONDS} s") from None
    return b"".join(parts)


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Refused(400, "the request is not in UTF-8") from None


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=200, errors="strict")
    except (ValueError, UnicodeDecodeError):
        raise Refused(400, "the parameters of the request cannot be read: at most 200, in UTF-8") from None


def _several(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    every: dict[str, list[str]] = {}
    for name, value in pairs:
        every.setdefault(name, []).append(value)
    return every


def _takes(every: Mapping[str, list[str]], accept: str) -> Wanted:
    """By `format=csv` in the address, for links and browsers, else by the header. Other servers take a media type there."""
    named = every.get("format", [""])[0]
    named = _ALIASES.get(named, named)
    if not named or "/" in named:
        return wanted(named or accept)
    if named not in TYPES:
        raise Refused(400, f"format={named[:40]}: no such format; choose {', '.join(TYPES)} or xlsx")
    return Wanted(named if named in ROWS else None, named if named in TRIPLES else None)


def _rows(every: Mapping[str, list[str]]) -> int | None:
    named = every.get("rows", [""])[0]
    if not named:
        return None
    if not (named.isascii() and named.isdigit() and 1 <= len(named) <= 9 and int(named) > 0):
        raise Refused(400, "rows: write how many, as rows=1000")
    return int(named)
