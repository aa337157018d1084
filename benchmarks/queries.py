"""Ten typical questions, asked of several engines over the same graph in turn: on the clock and of the processors, and ratios to raw pyoxigraph.

    python benchmarks/queries.py [--quads 1000000] [--engines ours,raw,rdflib,endpoint,virtuoso] [--times 5] [OUTPUT]

Without OUTPUT, the folder of a built graph, it makes a graph of so many policy-like quads: documents that carry out one another,
tasks with leads, partners and days, and a claim for each statement. `ours` is `policygraph serve` over HTTP; `raw` is pyoxigraph in this
process, answers written as JSON by the engine; `rdflib` is its memory store; `endpoint` is rdflib-endpoint over it (pip install
rdflib-endpoint); `virtuoso` is Debian's. A million quads in all five take 6 GB of memory and rdflib two to four minutes to read.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import psutil
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from graph.store import open_graph, write  # noqa: E402
from graph.store.files import fill  # noqa: E402
from graph.store.remote import declared  # noqa: E402
from graph.vocab import GRAPH, ID, PREFIXES  # noqa: E402

Ask = Callable[[str], object]
QUESTIONS = {
    "workload": "SELECT ?a (COUNT(?t) AS ?n) { ?a pol:leads ?t . ?t a pol:Task } GROUP BY ?a ORDER BY DESC(?n) LIMIT 50",
    "chain": "SELECT ?d { ?d pol:implements+ <{top}> } LIMIT 1000",
    "due": "SELECT ?t ?due { ?t pol:due ?due FILTER(?due >= '2024-01-01'^^xsd:date && ?due < '2024-04-01'^^xsd:date) } ORDER BY ?due LIMIT 500",
    "evidence": "SELECT ?s ?o ?w { ?c rdf:subject ?s ; rdf:predicate pol:implements ; rdf:object ?o ; oa:exact ?w } LIMIT 2000",
    "evidence-of-one": "SELECT ?p ?o ?w { ?c rdf:subject <{one}> ; rdf:predicate ?p ; rdf:object ?o ; oa:exact ?w }",
    "tasks-of-agency": "SELECT ?t ?x ?due { <{agency}> pol:leads ?t . ?t pol:text ?x OPTIONAL { ?t pol:due ?due } }",
    "partners": "SELECT ?b (COUNT(?t) AS ?n) { <{agency}> pol:leads ?t . ?b pol:coordinates ?t } GROUP BY ?b ORDER BY DESC(?n)",
    "most-cited": "SELECT ?d (COUNT(?by) AS ?n) { ?by pol:mentions ?d } GROUP BY ?d ORDER BY DESC(?n) LIMIT 20",
    "distinct": "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a pol:coordinates ?t }",
    "names": "SELECT ?d ?l { ?d a pol:Plan ; rdfs:label ?l } ORDER BY ?l LIMIT 200",
}


def quads(many: int) -> Iterator[Quad]:
    """So many quads, the same each time."""
    chance = random.Random(1)

    def iri(curie: str) -> NamedNode:
        prefix, _, name = curie.partition(":")
        return NamedNode(PREFIXES[prefix] + name)

    def day() -> Literal:
        return Literal(
            f"20{chance.randint(20, 29)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            datatype=iri("xsd:date"),
        )

    agencies = [NamedNode(f"{ID}agency/a{n}") for n in range(max(20, many // 2500))]
    documents: list[NamedNode] = []
    written = 0
    while written < many:
        number = len(documents)
        document = NamedNode(f"{ID}document/d{number}")
        graph = NamedNode(f"{GRAPH}document/d{number - number % 20}")  # a server takes them one by one
        found: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
            (document, iri("rdf:type"), iri("pol:PolicyDocument")), (document, iri("rdf:type"), iri("pol:Plan" if number % 3 else "pol:Resolution")),
            (document, iri("rdfs:label"), Literal(f"Kế hoạch số {number}/KH-UBND", language="vi")), (document, iri("eli:date_document"), day()),
            (document, iri("pol:tier"), Literal(1 + number % 7)),
        ]  # fmt: skip
        claims: list[tuple[NamedNode, str, NamedNode]] = []
        for above in {chance.choice(documents[: 1 + number // 3]) for _ in range(3)} if documents else ():
            claims.append((document, "pol:implements", above))
            found.append((document, iri("pol:mentions"), above))
        for n in range(12):
            task = NamedNode(f"{ID}task/d{number}/{n}")
            found += [(document, iri("pol:assigns"), task), (task, iri("rdf:type"), iri("pol:Task")),
                      (task, iri("pol:text"), Literal(f"Rà soát, đánh giá việc thực hiện nhiệm vụ {n} của kế hoạch {number}", language="vi"))]  # fmt: skip
            if n % 2:
                found.append((task, iri("pol:due"), day()))
            claims.append((chance.choice(agencies), "pol:leads", task))
            claims += [(chance.choice(agencies), "pol:coordinates", task) for _ in range(n % 3)]
        for n, (subject, predicate, object_) in enumerate(claims):
            claim = NamedNode(f"{ID}claim/d{number}-{n}")
            found += [
                (subject, iri(predicate), object_), (claim, iri("rdf:type"), iri("pol:Claim")), (claim, iri("rdf:subject"), subject),
                (claim, iri("rdf:predicate"), iri(predicate)), (claim, iri("rdf:object"), object_), (claim, iri("pol:statedIn"), document),
                (claim, iri("oa:exact"), Literal(f"giao nhiệm vụ {n}")), (claim, iri("oa:start"), Literal(n * 90)), (claim, iri("oa:end"), Literal(n * 90 + 40)),
            ]  # fmt: skip
        documents.append(document)
        for agency in agencies if number == 0 else ():
            found += [
                (agency, iri("rdf:type"), iri("pol:Agency")),
                (agency, iri("rdfs:label"), Literal(str(agency.value[-6:]), language="vi")),
            ]
        written += len(found)
        yield from (Quad(*triple, graph) for triple in found)


@contextmanager
def ours(folder: Path) -> Iterator[Ask]:
    from serving import serving

    with serving(folder, "--timeout", "300") as served, httpx.Client(timeout=300) as client:

        def ask(sparql: str) -> object:
            found = client.post(
                served.sparql, data={"query": sparql}, headers={"Accept": "application/sparql-results+json"}
            )
            assert found.status_code == 200, found.text
            return found.content

        yield ask


@contextmanager
def raw(folder: Path) -> Iterator[Ask]:
    store = fill(Store(), folder / "graph.nq")

    def ask(sparql: str) -> object:
        found = store.query(sparql, prefixes=PREFIXES)
        assert isinstance(found, QuerySolutions)
        return found.serialize(format=QueryResultsFormat.JSON)

    yield ask


@cache
def memory(folder: Path) -> Any:
    """The graph in rdflib's memory store, read once for both engines that ask it."""
    import rdflib as library

    graph = library.Dataset(default_union=True)
    graph.parse(folder / "graph.nq", format="nquads")
    return graph


@contextmanager
def rdflib(folder: Path) -> Iterator[Ask]:
    graph = memory(folder)
    yield lambda sparql: graph.query(sparql, initNs=PREFIXES).serialize(format="json")


@contextmanager
def endpoint(folder: Path) -> Iterator[Ask]:
    """rdflib-endpoint, in this process: what its application does with a request, without the network's time."""
    from rdflib_endpoint import SparqlEndpoint
    from starlette.testclient import TestClient

    client = TestClient(SparqlEndpoint(graph=memory(folder)))

    def ask(sparql: str) -> object:
        found = client.post(
            "/", data={"query": declared(sparql)}, headers={"Accept": "application/sparql-results+json"}
        )
        assert found.status_code == 200, found.text
        return found.content

    yield ask


@contextmanager
def virtuoso(folder: Path) -> Iterator[Ask]:
    import os

    from stores import virtuoso as started

    from graph.store.push import push, target
    from graph.store.remote import UNION

    with tempfile.TemporaryDirectory() as place, started(Path(place)) as server, httpx.Client(timeout=300) as client:
        os.environ |= {"POLICYGRAPH_USER": server.user, "POLICYGRAPH_PASSWORD": server.password}
        push(folder, target(server.url))

        def ask(sparql: str) -> object:
            form = {"query": declared(sparql), "default-graph-uri": UNION}
            found = client.post(server.url, data=form, headers={"Accept": "application/sparql-results+json"})
            assert found.status_code == 200, found.text[:500]
            return found.content

        yield ask


ENGINES = {"raw": raw, "ours": ours, "rdflib": rdflib, "endpoint": endpoint, "virtuoso": virtuoso}


LONG = 10.0
"""Seconds of an answer after which its engine is not asked the same again."""


def spent() -> float:
    """Processor time of this process and of all that it started, in seconds: of the one engine that is asked, since the others wait."""
    below = psutil.Process().children(recursive=True)
    return time.process_time() + sum(sum(process.cpu_times()[:4]) for process in below)


def measured(engines: Mapping[str, Ask], sparql: str, times: int) -> dict[str, tuple[float, float]]:
    """What each engine's answers take, after one that warms up: the best on the clock, the mean of the processors, in seconds.

    The engines take turns, so that a machine that is busy for a while is busy for all.
    """
    taken: dict[str, list[tuple[float, float]]] = {engine: [] for engine in engines}
    for _ in range(times + 1):
        for engine, ask in engines.items():
            if taken[engine] and taken[engine][0][0] > LONG:
                continue
            before, started = spent(), time.perf_counter()
            ask(sparql)
            clock = time.perf_counter() - started
            taken[engine].append((clock, spent() - before))
    found = {}
    for engine, answers in taken.items():
        rest = answers[1:] or answers
        found[engine] = min(clock for clock, _ in rest), sum(cpu for _, cpu in rest) / len(rest)
    return found


def asked(folder: Path) -> dict[str, str]:
    """The questions about things that the graph has."""
    graph = open_graph(folder)

    def first(sparql: str) -> str:
        return str(graph.query(sparql).rows[0][0])

    names = {
        "top": first("SELECT ?d { ?x pol:implements ?d } GROUP BY ?d ORDER BY DESC(COUNT(?x)) ?d LIMIT 1"),
        "one": first("SELECT ?d { ?d pol:implements ?x } ORDER BY ?d LIMIT 1"),
        "agency": first("SELECT ?a { ?a pol:leads ?t } GROUP BY ?a ORDER BY DESC(COUNT(?t)) ?a LIMIT 1"),
    }
    texts = {}
    for name, sparql in QUESTIONS.items():
        for key, iri in names.items():
            sparql = sparql.replace("{" + key + "}", iri)
        texts[name] = sparql
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", nargs="?", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--engines", default="raw,ours")
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = given.output or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if not given.output:
            print(f"{write(quads(given.quads), folder):,} quads", flush=True)
        texts = asked(folder)
        engines: dict[str, Ask] = {}
        for engine in given.engines.split(","):
            started = time.perf_counter()
            engines[engine] = stack.enter_context(ENGINES[engine](folder))
            print(f"{engine}: open after {time.perf_counter() - started:.1f} s", flush=True)
        found = {name: measured(engines, sparql, given.times) for name, sparql in texts.items()}
    others = [engine for engine in engines if engine != "raw"]
    heads = [
        "question",
        *(f"{e} ms" for e in engines),
        *(f"{e} CPU ms" for e in engines),
        *(f"{o} / raw" for o in others),
    ]
    print("| " + " | ".join(heads) + " |\n| --- |" + " ---: |" * (len(heads) - 1))
    for name, times in found.items():
        cells = [f"{times[engine][kind] * 1000:.1f}" for kind in (0, 1) for engine in engines]
        cells += [f"{times[engine][1] / times['raw'][1]:.2g}" for engine in others if "raw" in times]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
