"""The same graph in another SPARQL 1.1 server: graph by graph, only what changed, checked by count and digest after.

A graph is replaced by the W3C's Graph Store Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/), and what queries see
without GRAPH, the union of all with each triple once, is kept by SPARQL Update. What was pushed is written down in a graph of
its own, so that a push which was interrupted goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.errors import NoAnswer, NotAGraph
from graph.store.http import Client, Response
from graph.store.remote import PUSHED, UNION, Remote
from graph.vocab import GRAPH, PREFIXES

_DIGEST = PUSHED + "#digest"
TRIES = 3
PAGE = 5_000
"""Triples that are read at once where a server does not give a whole graph."""
_NUMBERS = {PREFIXES["xsd"] + kind for kind in ("integer", "decimal", "double", "int")}
_GUESSED = {"/query": ("/store", "/update"), "/sparql": ("/data", "/update")}
"""What stands at the end of a query address, and in its place at those of the graph store and of updates: Oxigraph and others."""


@dataclass(frozen=True, slots=True)
class Target:
    """A server's addresses: for queries, for whole graphs, for updates."""

    query: str
    store: str
    update: str


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of the graphs: how many were replaced, kept as they were, and removed; and how many triples there are now."""

    replaced: int
    kept: int
    removed: int
    triples: int


def target(url: str, *, store: str | None = None, update: str | None = None) -> Target:
    """The addresses of the server whose queries go to `url`; those that are not given are found out. Raises `NoAnswer`."""
    if store and update:
        return Target(url, store, update)
    answer = Client(url).send("GET", f"{url}?{urlencode({'query': 'ASK {}'})}", headers={"Accept": "*/*"}, tries=TRIES)
    base = urlsplit(url)._replace(query="", fragment="").geturl()
    if "virtuoso" in answer.headers.get("server", "").lower():
        root = re.sub(r"/sparql/?$", "", base)
        return Target(url, store or f"{root}/sparql-graph-crud-auth", update or f"{root}/sparql-auth")
    for end, (stores, updates) in _GUESSED.items():
        if base.endswith(end):
            root = base.removesuffix(end)
            return Target(url, store or root + stores, update or root + updates)
    raise NoAnswer(f"{url}: where does this server take graphs and updates? Say so with --store and --update")


def push(
    folder: Path, to: Target, *, tell: Callable[[str], None] = lambda line: None, everything: bool = False
) -> Pushed:
    """Makes the server's graphs those of the built graph in a folder; `everything` sends also what the server has already.

    Graphs of other origin on the server stay as they are. Raises `NotAGraph` and `NoAnswer`; what was sent until then stays, and
    the next push goes on from there.
    """
    graphs = _graphs(folder)
    server = _Server(to)
    known = server.known()
    wanted = {iri: digest(triples) for iri, triples in graphs.items()}
    changed = [iri for iri in graphs if everything or known.get(iri) != wanted[iri]]
    for number, iri in enumerate(changed, 1):
        tell(f"[{number}/{len(changed)}] {iri.removeprefix(GRAPH)}: {len(graphs[iri])} triples")
        server.replace(iri, graphs[iri], known.get(iri), wanted[iri])
    gone = [iri for iri in known if iri not in graphs]
    for iri in gone:
        tell(f"removed: {iri.removeprefix(GRAPH)}")
        server.remove(iri, known[iri])
    whole = len({triple for triples in graphs.values() for triple in triples})
    tell("checking counts and digests …")
    server.check({iri: len(triples) for iri, triples in graphs.items()}, {iri: wanted[iri] for iri in changed}, whole)
    return Pushed(len(changed), len(graphs) - len(changed), len(gone), whole)


def digest(triples: Iterable[Triple]) -> str:
    """A fingerprint of triples that servers keep: the order, the names of blank nodes and how a number is written do not count.

    >>> one, two = (Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal(n, datatype=NamedNode(PREFIXES["xsd"] + "decimal")))
    ...             for n in ("1.50", "1.5"))
    >>> digest([one]) == digest([two])
    True
    """
    lines = sorted(" ".join(map(_plain, (t.subject, t.predicate, t.object))) for t in triples)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(term: object) -> str:
    if isinstance(term, BlankNode):
        return "_:"
    if not isinstance(term, Literal):
        return str(term)
    value, kind = term.value, term.datatype.value
    if kind in _NUMBERS:
        try:
            return f"{Decimal(value).normalize():f}^^number"
        except InvalidOperation:
            return str(term)
    return f"{value!r}@{term.language.lower()}" if term.language else f"{value!r}^^{kind}"


class _Server:
    """What a push asks of a server."""

    def __init__(self, to: Target) -> None:
        self._to = to
        self._asked = Remote(to.query)
        self._store, self._update = Client(to.store), Client(to.update)

    def known(self) -> dict[str, str]:
        """The graphs that were pushed before, and their digests."""
        # a request without a body, so that who may write is asked before anything large is sent
        self._store.send("GET", f"{self._to.store}?{urlencode({'graph': PUSHED})}", tries=TRIES)
        rows = self._query(f"SELECT ?g ?digest {{ GRAPH <{PUSHED}> {{ ?g <{_DIGEST}> ?digest }} }}")
        return {str(iri): str(found) for iri, found in rows}

    def replace(self, iri: str, triples: list[Triple], was: str | None, now: str) -> None:
        """Puts a graph in the place of the one that was there; each step may be done twice."""
        if was is not None:
            self._forget(iri, was)
            self._out_of_union(iri)
        body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        # N-Triples are Turtle, which every server takes; an answer may come only after a large graph is written
        self._sent(self._store, "PUT", f"{self._to.store}?{urlencode({'graph': iri})}", body, "text/turtle")
        self._ran(f"INSERT {{ {self._union} }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
        self._ran(f'INSERT DATA {{ GRAPH <{PUSHED}> {{ <{iri}> <{_DIGEST}> "{now}" }} }}')

    def remove(self, iri: str, was: str) -> None:
        """Takes a graph away that the built one does not have any more."""
        self._out_of_union(iri)
        self._sent(self._store, "DELETE", f"{self._to.store}?{urlencode({'graph': iri})}", None, "", missing=True)
        self._forget(iri, was)

    def check(self, counts: Mapping[str, int], digests: Mapping[str, str], whole: int) -> None:
        """Raises `NoAnswer` where the server does not have what was sent."""
        rows = self._query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        found = {str(iri): int(str(count)) for iri, count in rows}
        wrong = [
            f"{iri}: {found.get(iri, 0)} of {count} triples" for iri, count in counts.items() if found.get(iri) != count
        ]
        for iri, wanted in digests.items():
            if found.get(iri) == counts[iri] and digest(self._held(iri, counts[iri])) != wanted:
                wrong.append(f"{iri}: other triples than were sent")
        ((seen,),) = self._query(f"SELECT (COUNT(*) AS ?n) {{ {self._union} }}")
        if int(str(seen)) != whole:
            wrong.append(f"without GRAPH {seen} of {whole} triples are seen")
        if wrong:
            raise NoAnswer(
                f"{self._to.query}: the graph did not arrive as it was sent; push it again:\n" + "\n".join(wrong)
            )

    def _held(self, iri: str, count: int) -> list[Triple]:
        """The triples of a graph; by pages where the server gives no more than so many at once, as Virtuoso does."""
        address = f"{self._to.store}?{urlencode({'graph': iri})}"
        answer = self._store.send("GET", address, headers={"Accept": "application/n-triples"}, tries=TRIES)
        found = [*_read(answer)] if answer.status == 200 else []
        if len(found) >= count:
            return found
        pages = (
            # sorted inside: Virtuoso sorts no more rows than it gives
            self._asked.plain(
                f"SELECT ?s ?p ?o {{ {{ SELECT ?s ?p ?o {{ GRAPH <{iri}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o }} }} "
                f"LIMIT {PAGE} OFFSET {start}"
            )
            for start in range(0, count, PAGE)
        )
        return [Triple(*row) for page in pages for row in page.terms]  # type: ignore[arg-type]

    def _query(self, sparql: str) -> list[tuple[str | None, ...]]:
        return self._asked.plain(sparql).rows

    def _forget(self, iri: str, was: str) -> None:
        self._ran(f'DELETE DATA {{ GRAPH <{PUSHED}> {{ <{iri}> <{_DIGEST}> "{was}" }} }}')

    def _out_of_union(self, iri: str) -> None:
        """Takes out of the union what this graph alone states."""
        self._ran(
            f"DELETE {{ {self._union} }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?h {{ ?s ?p ?o }} "
            f"FILTER(?h NOT IN (<{iri}>, <{UNION}>)) }} }}"
        )

    @cached_property
    def _union(self) -> str:
        """Where the union is kept: in the default graph, where that is one of its own; else in a graph of that name."""
        probe = f'<{PUSHED}> <{_DIGEST}> "probe"'
        self._ran(f"INSERT DATA {{ GRAPH <{PUSHED}> {{ {probe} }} }}")
        mixed = bool(self._asked.plain(f"ASK {{ {probe} }}"))
        self._ran(f"DELETE DATA {{ GRAPH <{PUSHED}> {{ {probe} }} }}")
        return f"GRAPH <{UNION}> {{ ?s ?p ?o }}" if mixed else "?s ?p ?o"

    def _ran(self, update: str) -> None:
        form = urlencode({"update": update}).encode()
        self._sent(self._update, "POST", self._to.update, form, "application/x-www-form-urlencoded")

    def _sent(
        self, client: Client, method: str, url: str, body: bytes | None, kind: str, *, missing: bool = False
    ) -> None:
        answer = client.send(method, url, body, {"Content-Type": kind} if kind else {}, tries=TRIES)
        if answer.status in (401, 403):
            raise NoAnswer(
                f"{url}: it takes nothing from strangers (status {answer.status}); set POLICYGRAPH_USER and "
                "POLICYGRAPH_PASSWORD, or POLICYGRAPH_TOKEN, to one who may write"
            )
        if answer.status not in (200, 201, 202, 204) and not (missing and answer.status == 404):
            raise NoAnswer(f"{url}: status {answer.status}: {answer.text}")


def _read(answer: Response) -> Iterator[Triple]:
    return (quad.triple for quad in parse(answer.body, format=RdfFormat.N_TRIPLES, lenient=True))


def _graphs(folder: Path) -> dict[str, list[Triple]]:
    path = folder / "graph.nq"
    if not path.is_file():
        raise NotAGraph(f"{folder}: there is no graph.nq here; build one with `policygraph build`")
    found: dict[str, list[Triple]] = {}
    try:
        for quad in parse(path=path, format=RdfFormat.N_QUADS):
            if isinstance(quad.graph_name, NamedNode):
                found.setdefault(quad.graph_name.value, []).append(quad.triple)
    except (SyntaxError, OSError) as error:
        raise NotAGraph(
            f"{path}: this is no readable graph ({error}); build it again with `policygraph build`"
        ) from None
    return {iri: found[iri] for iri in sorted(found)}
