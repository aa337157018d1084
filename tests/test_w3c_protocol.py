"""The tests of queries in the W3C's suite for the SPARQL 1.1 Protocol, request by request, over graphs like those of the suite.

The suite (https://github.com/w3c/rdf-tests, `sparql/sparql11/protocol/manifest.ttl`) holds 34 tests, 20 of them about queries; the
other 14 are about updates, which this service refuses. Each is restated here under its own name: method, parameters, body, and what
must come back. Statuses and kinds are those that the suite expects, no sentence of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import httpx
import pytest
from pyoxigraph import NamedNode, Quad
from serving import Served, serving

from graph.store import write
from graph.vocab import expand

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
ZERO, ONE, TWO, THREE = (f"urn:protocol:data{number}" for number in range(4))
BOTH = f"<{ONE}> a ?type . <{TWO}> a ?type"
EACH = f"GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }}"
BOOLEAN = {"application/sparql-results+json", "application/sparql-results+xml"}
TABLE = BOOLEAN | {"text/csv", "text/tab-separated-values"}
RDF = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}


@dataclass(frozen=True)
class Case:
    """A request of the suite, and of what kind its answer is: one of `BOOLEAN`, which must be true, `TABLE`, `RDF`; none: a refusal."""

    method: str
    parameters: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    kind: str = ""
    answer: frozenset[str] = frozenset()


def direct(query: str, answer: set[str], **graphs: list[str]) -> Case:
    return Case("POST", named(**graphs), query.encode(), DIRECT, frozenset(answer))


def named(**graphs: list[str]) -> list[tuple[str, str]]:
    return [(f"{kind}-graph-uri", iri) for kind, iris in graphs.items() for iri in iris]


def got(query: str, **graphs: list[str]) -> Case:
    return Case("GET", [("query", query), *named(**graphs)], answer=frozenset(BOOLEAN))


ASKED = b"query=ASK%20%7B%7D"
CASES = {
    "query_post_form": Case("POST", named(default=[ZERO]), ASKED, FORM, frozenset(BOOLEAN)),
    "query_dataset_default_graphs_get": got(f"ASK {{ {BOTH} }}", default=[ONE, TWO]),
    "query_dataset_default_graphs_post": direct(f"ASK {{ {BOTH} }}", BOOLEAN, default=[ONE, TWO]),
    "query_dataset_named_graphs_post": direct(f"ASK {{ {EACH} }}", BOOLEAN, named=[ONE, TWO]),
    "query_dataset_named_graphs_get": got(f"ASK {{ {EACH} }}", named=[ONE, TWO]),
    "query_dataset_full": direct(f"ASK {{ <{THREE}> a ?type {EACH} }}", BOOLEAN, default=[THREE], named=[ONE, TWO]),
    "query_multiple_dataset": direct(f"ASK FROM <{THREE}> {{ {EACH} }}", BOOLEAN, named=[ONE, TWO]),
    "query_get": got("ASK {}", default=[ZERO]),
    "query_content_type_select": direct("SELECT (1 AS ?value) {}", TABLE, default=[ZERO]),
    "query_content_type_ask": direct("ASK {}", BOOLEAN, default=[ZERO]),
    "query_content_type_describe": direct("DESCRIBE <http://example.org/>", RDF, default=[ZERO]),
    "query_content_type_construct": direct("CONSTRUCT { <s> <p> 1 } WHERE {}", RDF, default=[ZERO]),
    "query_post_direct": direct("ASK {}", BOOLEAN, default=[ZERO]),
    "bad_query_method": Case("PUT", named(default=[ZERO]), b"ASK {}", DIRECT),
    "bad_multiple_queries": Case("GET", [("query", "ASK {}"), ("query", "SELECT * {}")]),
    "bad_query_wrong_media_type": Case("POST", body=ASKED, kind="text/plain"),
    "bad_query_missing_form_type": Case("POST", body=ASKED),
    "bad_query_missing_direct_type": Case("POST", body=b"ASK {}"),
    "bad_query_non_utf8": Case("POST", body="ASK {}".encode("utf-16"), kind=f"{DIRECT}; charset=UTF-16"),
    "bad_query_syntax": Case("GET", [("query", "ASK {")]),
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("protocol")
    document = NamedNode("http://xmlns.com/foaf/0.1/Document")
    kind = NamedNode(expand("rdf:type"))
    write((Quad(NamedNode(iri), kind, document, NamedNode(iri)) for iri in (ZERO, ONE, TWO, THREE)), folder)
    with serving(folder) as made:
        yield made


def test_all_tests_of_queries_are_here() -> None:
    assert len(CASES) == 20
    assert sum(name.startswith("bad_query") or name == "bad_multiple_queries" for name in CASES) == 7


@pytest.mark.parametrize(("name", "path"), [*product(CASES, ("/sparql", "/sparql/"))])
def test_it_answers_as_the_suite_expects(served: Served, name: str, path: str) -> None:
    case = CASES[name]
    headers = {"Content-Type": case.kind} if case.kind else {}
    request = httpx.Request(
        case.method, served.url + path, params=case.parameters, content=case.body or None, headers=headers
    )
    with httpx.Client() as client:
        found = client.send(request)
    if not case.answer:
        assert 400 <= found.status_code < 500
        return
    assert (found.status_code, found.headers["Content-Type"].partition(";")[0] in case.answer) == (200, True), (
        found.text
    )
    if case.answer == BOOLEAN:
        assert found.json()["boolean"] is True


@pytest.mark.parametrize("parameters", [named(default=[ONE]), named(default=[TWO]), named(named=[ONE, TWO])])
def test_a_dataset_that_lacks_a_graph_is_told_from_one_that_has_it(
    served: Served, parameters: list[tuple[str, str]]
) -> None:
    """The suite expects only truth, which an endpoint that ignores its parameters gives as well."""
    asked = [("query", f"ASK {{ {BOTH} }}"), *parameters]
    assert httpx.get(served.sparql, params=asked).json()["boolean"] is False


def test_updates_are_refused(served: Served) -> None:
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    for request in (
        {"data": {"update": update}},
        {"content": update, "headers": {"Content-Type": "application/sparql-update"}},
    ):
        assert httpx.post(served.sparql, **request).status_code in (400, 415)  # type: ignore[arg-type]
    assert httpx.get(served.sparql, params={"query": "ASK { <urn:a> ?p ?o }"}).json()["boolean"] is False
