"""The application: which address gives what."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request as Asked
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from graph.errors import PolicyGraphError
from graph.serve import things
from graph.serve.connection import InPieces
from graph.serve.lanes import Lanes
from graph.serve.protocol import Refused, call, refusal, response
from graph.store.description import described
from graph.store.media import TYPES, Wanted, preferred
from graph.store.workers import Request, Workers, result
from graph.view.addresses import text_of
from graph.view.query_page import query_page, workbook
from graph.vocab import ID, ontology_dir

HIDDEN = {"store"}
"""What of an output folder is not given away: the engine's own files. Nor is anything whose name begins with a dot."""
_DESCRIBED = {TYPES[name].partition(";")[0]: name for name in ("ttl", "jsonld", "rdfxml", "nt")}


@dataclass(frozen=True)
class Service:
    """A graph, as it is served."""

    workers: Workers
    lanes: Lanes
    lang: str

    @cached_property
    def page(self) -> str:
        """The page that asks the graph."""
        beside = [name for name in ("index.html", "search.html", "graph.html", "ontology.html", "report.md", "workload.xlsx", "graph.nq")
                  if (self.workers.folder / name).is_file()]  # fmt: skip
        return query_page(self.workers, lang=self.lang, beside=beside)

    async def sparql(self, asked: Asked) -> Response:
        """The endpoint: an answer, the description of the service where nothing is asked, or a refusal in a sentence."""
        if asked.method not in ("GET", "HEAD", "POST"):
            return refusal(Refused(405, "ask with GET or POST", "GET, HEAD, POST, OPTIONS"))
        try:
            called = await call(asked)
            if called is None:
                return await self._description(asked)
            limits = self.workers.limits
            if called.rows:
                limits = replace(limits, rows=min(called.rows, limits.rows))
            reply = await self._reply(asked, called.request, limits)
            return _attached(await asyncio.to_thread(workbook, result(reply))) if called.workbook else response(reply)
        except (PolicyGraphError, Refused) as error:
            return refusal(error)

    async def thing(self, asked: Asked) -> Response:
        """A thing at its address: 303 to its page, or to what the graph says of it."""
        kinds = ["text/html", *things.SUFFIXES.values()]
        chosen = preferred(asked.headers.get("accept", "*/*"), kinds)
        path = asked.path_params["path"]
        if chosen is None:
            return PlainTextResponse(f"this thing can be had as {', '.join(kinds)}\n", 406)
        if chosen != "text/html":
            suffix = next(suffix for suffix, kind in things.SUFFIXES.items() if kind == chosen)
            return _see(f"/data/{path}.{suffix}")
        try:
            where = await asyncio.to_thread(things.page, self.workers, path)
        except PolicyGraphError as error:
            return refusal(error)
        return _see(f"/{where}") if where else _none(f"{ID}{path}: the graph has nothing of this address")

    async def data(self, asked: Asked) -> Response:
        """What the graph says of a thing."""
        path, _, suffix = asked.path_params["path"].rpartition(".")
        if suffix not in things.SUFFIXES or not path:
            return _none(f"the address ends in {', '.join('.' + name for name in things.SUFFIXES)}")
        request = Request(
            things.ABOUT, {"thing": things.iri(path)}, Wanted(None, "rdfxml" if suffix == "rdf" else suffix)
        )
        try:
            reply = await self._reply(asked, request, self.workers.limits)
        except PolicyGraphError as error:
            return refusal(error)
        known = reply.body and await asyncio.to_thread(things.page, self.workers, path)
        return response(reply) if known else _none(f"{ID}{path}: the graph has nothing of this address")

    async def home(self, asked: Asked) -> Response:
        """The page that asks the graph."""
        return HTMLResponse(await asyncio.to_thread(lambda: self.page), headers={"Cache-Control": "no-cache"})

    async def icon(self, asked: Asked) -> Response:
        """None; browsers ask for one."""
        return Response(status_code=204)

    async def words(self, asked: Asked) -> Response:
        """The very words that a row stands for: 303 to the reading page, by text file and characters."""
        file, start, end = (asked.query_params.get(name, "") for name in ("file", "start", "end"))
        if not (file.startswith("text/") and start.isdecimal() and end.isdecimal()):
            return _none("write file=text/…, start=… and end=…, as the graph has them")
        return _see(f"/{text_of(file)}#c={int(start)}-{int(end)}")

    async def find(self, asked: Asked) -> Response:
        """What is called so: 303 to the thing with this name or wording."""
        name = asked.query_params.get("name", "")
        try:
            found = await asyncio.to_thread(things.named, self.workers, name)
        except PolicyGraphError as error:
            return refusal(error)
        return _see(f"/{found}") if found else _none(f"nothing in the graph is called: {name[:200]}")

    async def ontology(self, asked: Asked) -> Response:
        """The vocabulary: its page for people, Turtle for programs."""
        chosen = preferred(asked.headers.get("accept", "*/*"), ["text/html", "text/turtle"])
        if chosen == "text/turtle" or not (self.workers.folder / "ontology.html").is_file():
            text = (ontology_dir() / "policygraph.ttl").read_text(encoding="utf-8")
            return Response(text, headers={"Content-Type": TYPES["ttl"], "Vary": "Accept"})
        return _see("/ontology.html")

    async def _description(self, asked: Asked) -> Response:
        accept = asked.headers.get("accept", "")
        chosen = preferred(accept, [*_DESCRIBED, "text/html"]) if accept else "text/turtle"
        if chosen == "text/html":
            return _see("/")
        if chosen is None:
            return PlainTextResponse(f"the description can be had as {', '.join(_DESCRIBED)}\n", 406)
        base = str(asked.base_url)
        dumps = [f"{base}graph.nq"] if (self.workers.folder / "graph.nq").is_file() else []
        body = await asyncio.to_thread(described, self.workers, f"{base}sparql", dumps, _DESCRIBED[chosen])
        return Response(body, headers={"Content-Type": TYPES[_DESCRIBED[chosen]], "Vary": "Accept"})

    async def _reply(self, asked: Asked, request: Request, limits: Any) -> Any:
        return await self.lanes.run(asked.client.host if asked.client else "", request, limits, asked.is_disconnected)


class Output(StaticFiles):
    """The files of a build, without what is the engine's own."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file; what is hidden is not there."""
        first = Path(path).parts[:1]
        if any(part in HIDDEN or (part.startswith(".") and part != ".") for part in first):
            return _none("there is no such page")
        found = await super().get_response(path, scope)
        kind = {".nq": "application/n-quads", ".ttl": TYPES["ttl"], ".md": "text/markdown; charset=utf-8",
                ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8"}.get(Path(path).suffix)  # fmt: skip
        if kind and found.status_code == 200:
            found.headers["Content-Type"] = kind
        return found


def application(
    workers: Workers, *, lang: str, origins: Iterable[str], hosts: Iterable[str] = ("*",), origin: str = ""
) -> Starlette:
    """The application over these workers. `origins` are the other pages that may ask it ("*": all), or `origin`, a pattern of
    them; `hosts` are the names by which it may be called."""
    service = Service(workers, Lanes(workers), lang)
    routes = [
        Route("/", service.home),
        Route("/query", service.home),
        *(
            Route(path, service.sparql, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
            for path in ("/sparql", "/sparql/")
        ),
        Route("/id/{path:path}", service.thing),
        Route("/data/{path:path}", service.data),
        Route("/favicon.ico", service.icon),
        Route("/words", service.words),
        Route("/find", service.find),
        Route("/ontology", service.ontology),
        Mount("/", Output(directory=workers.folder)),
    ]
    middleware = [
        Middleware(InPieces),
        Middleware(TrustedHostMiddleware, allowed_hosts=[*hosts], www_redirect=False),
        Middleware(
            CORSMiddleware,
            allow_origins=[*origins],
            allow_origin_regex=origin or None,
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=["*"],
            expose_headers=["X-Rows-Cut", "Retry-After"],
        ),
    ]
    return Starlette(routes=routes, middleware=middleware)


def _see(where: str) -> Response:
    return RedirectResponse(where, 303, {"Vary": "Accept"})


def _none(message: str) -> Response:
    return PlainTextResponse(f"{message}\n", 404)


def _attached(body: bytes) -> Response:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(body, headers={"Content-Type": kind, "Content-Disposition": 'attachment; filename="answer.xlsx"'})
