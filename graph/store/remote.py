"""The same graph behind a SPARQL endpoint: our own, or any other that `push` filled."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pyoxigraph import Literal, QuerySolutions, Store

from graph.errors import BadQuery, NoAnswer, NotAcceptable, TooMuch
from graph.store.answer import Result
from graph.store.asking import Asking
from graph.store.guard import skeleton
from graph.store.http import Client, Response
from graph.store.workers import Reply, result
from graph.vocab import GRAPH, ID, PREFIXES

if TYPE_CHECKING:
    import rdflib

UNION = GRAPH + "union"
"""Where a server whose default graph is no graph of its own keeps each triple of all graphs once (see `push`)."""
PUSHED = GRAPH + "pushed"
"""The graph that says what was pushed: of each graph its digest."""
_RELATIVE = re.compile(r'<[^<>:"{}|^`\\\s]*>')
"""An address without a beginning."""
_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples, text/ntriples;q=0.5"


class Remote(Asking):
    """A graph at the address of a SPARQL endpoint, that is asked as one on this disk is."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = Client(url)

    def _ask(self, sparql: str, limit: int | None) -> Result:
        return self._asked(sparql, limit, self._union)

    def _asked(self, sparql: str, limit: int | None, union: bool) -> Result:
        text, known = _limited(declared(sparql), limit)
        bare = skeleton(text)
        triples = re.search(r"\b(CONSTRUCT|DESCRIBE)\b", bare, re.IGNORECASE) and not re.search(
            r"\bSELECT\b", bare.partition("{")[0], re.IGNORECASE
        )
        form = [("query", text)]
        if union:
            form.append(("default-graph-uri", UNION))
            if re.search(r"\bGRAPH\b", bare, re.IGNORECASE):  # a dataset that is named has no graphs but those named
                form += [("named-graph-uri", iri) for iri in self._graphs]
        answer = self._client.send(
            "POST",
            self.url,
            urlencode(form).encode(),
            # not as application/sparql-query: Virtuoso 7.2.5 never answers that
            {"Accept": _TRIPLES if triples else _ROWS, "Content-Type": "application/x-www-form-urlencoded"},
        )
        reply = Reply("nt" if triples else "json", self._body(answer), self._cut(answer))
        try:
            found = result(reply)
        except (SyntaxError, ValueError) as error:
            raise NoAnswer(
                f"{self.url}: it answered what is no SPARQL result ({error}); is that its address?"
            ) from None
        if re.match(r"(?:\s|PREFIX\s|BASE\s)*ASK\b", bare, re.IGNORECASE) and found.form != "ask":
            # Virtuoso 7.2.5 gives a row with 1, or none
            found = Result(("answer",), ((Literal(bool(found.rows) and found.rows[0][0] in ("1", "true")),),), "ask")
        if limit is None or len(found) <= limit:
            return found
        assert known or found.terms
        return Result(found.columns, found.terms[:limit], found.form, True)

    @cached_property
    def _union(self) -> bool:
        return self.has_union()

    @cached_property
    def _graphs(self) -> list[str]:
        """The graphs that were pushed."""
        return [str(iri) for (iri,) in self.plain(f"SELECT DISTINCT ?g {{ GRAPH <{PUSHED}> {{ ?g ?p ?o }} }}").rows]

    def has_union(self) -> bool:
        """Whether the server keeps the union in a graph of its own; then that is what is asked."""
        return bool(self.plain(f"ASK {{ GRAPH <{UNION}> {{ ?s ?p ?o }} }}"))

    def plain(self, sparql: str) -> Result:
        """The answer over the server's own default graph."""
        return self._asked(sparql, None, False)

    def _body(self, answer: Response) -> bytes:
        if answer.status == 200:
            return answer.body
        if answer.status == 400:
            raise BadQuery(answer.body.decode(errors="replace").strip()[:2000])
        if answer.status == 406:
            raise NotAcceptable(answer.text)
        if answer.status == 503:
            raise TooMuch(answer.text)
        if answer.status in (401, 403):
            raise NoAnswer(
                f"{self.url}: it lets nobody in unnamed (status {answer.status}); set POLICYGRAPH_USER and "
                "POLICYGRAPH_PASSWORD, or POLICYGRAPH_TOKEN"
            )
        raise NoAnswer(f"{self.url}: status {answer.status}: {answer.text}; is that the address of a SPARQL endpoint?")

    def _cut(self, answer: Response) -> bool:
        """Whether the server says that it left rows out: ours, and Virtuoso."""
        return "x-rows-cut" in answer.headers or "x-sparql-maxrows" in answer.headers

    def dataset(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset whose queries the server answers."""
        from rdflib import Dataset
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        dataset = Dataset(store=SPARQLStore(self.url, returnFormat="json", method="POST_FORM"), default_union=True)
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri)
        return dataset


def is_address(where: Path | str) -> bool:
    """Whether it is the address of a server, and no folder.

    >>> is_address("http://127.0.0.1:8080/sparql"), is_address("output")
    (True, False)
    """
    return isinstance(where, str) and where.startswith(("http://", "https://"))


def declared(sparql: str) -> str:
    """The query with those of our prefixes declared that it uses, in its first line, so that its lines keep their numbers.

    >>> declared("ASK { ?d a pol:Plan }")
    'PREFIX pol: <https://w3id.org/policygraph/ontology#> ASK { ?d a pol:Plan }'
    >>> declared("ASK { <place/phu-yen> ?p ?o }")
    'BASE <https://w3id.org/policygraph/id/> ASK { <place/phu-yen> ?p ?o }'
    """
    base = "" if re.search(r"\bBASE\s*<", sparql, re.IGNORECASE) or not _RELATIVE.search(sparql) else f"BASE <{ID}> "
    own = {name.lower() for name in re.findall(r"\bPREFIX\s+([\w-]*):", sparql, re.IGNORECASE)}
    used = [name for name in PREFIXES if name not in own and re.search(rf"(?<![\w-]){name}:", sparql)]
    return base + "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in used) + sparql


def _limited(sparql: str, limit: int | None) -> tuple[str, bool]:
    """The query for one row more than the limit, where that can be put behind it; and whether it could."""
    if limit is None:
        return sparql, False
    text = f"{sparql}\nLIMIT {limit + 1}"
    try:
        return (text, True) if isinstance(Store().query(text), QuerySolutions) else (sparql, False)
    except (SyntaxError, RuntimeError, ValueError, OSError):
        return sparql, False
