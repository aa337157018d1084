"""How long every named question takes on a built graph, by raw pyoxigraph and by our endpoint.

    python benchmarks/questions.py OUTPUT [NAME …] [--times 3] [--over 100] [--no-http]

Each is asked with all its values open, so about the whole graph, and then about one thing: the document, agency, place or group of
which the graph says most. `raw` is pyoxigraph in this process, its answer written as JSON by the engine; `HTTP` is the whole answer
of `policygraph serve`. The best of several, in milliseconds, with the graph in memory in both; `rows` are all rows, of which the endpoint gives the
first 100,000. Those that take longer than `--over` milliseconds are named at the end.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import httpx
from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from serving import serving  # noqa: E402

from graph.store import Graph, open_graph, questions  # noqa: E402
from graph.vocab import PREFIXES  # noqa: E402

MOST = "GROUP BY ?x ORDER BY DESC(COUNT(*)) ?x LIMIT 1"
BUSIEST = {
    "document": "SELECT ?x { ?x pol:assigns ?task }",
    "agency": "SELECT ?x { ?x pol:leads ?task ; a pol:Agency }",
    "place": "SELECT ?x { ?d pol:sourceFile ?f ; pol:jurisdiction ?x . ?x a pol:Place }",
    "group": "SELECT ?x { ?x pol:leads ?task ; a pol:AgencyGroup }",
}
"""Whose the most are: what a question is asked about that leaves such a thing open."""


def best(ask: Callable[[], object], times: int) -> float:
    """The best time of an answer in milliseconds, after one that warms up; of that one where it takes over 10 s."""
    taken = []
    for number in range(times + 1):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1000)
        if number == 0 and taken[0] > 10_000:
            return taken[0]
    return min(taken[1:])


def written(graph: Graph, sparql: str) -> int:
    """Writes the answer as its engine does, and says how many rows it has."""
    answer = graph.store.query(sparql, prefixes=PREFIXES)
    if isinstance(answer, QuerySolutions):
        return (answer.serialize(format=QueryResultsFormat.TSV) or b"").count(b"\n") - 1
    assert isinstance(answer, QueryTriples)
    return (serialize(answer, format=RdfFormat.N_TRIPLES) or b"").count(b"\n")


def cases(graph: Graph) -> Iterator[tuple[str, dict[str, str]]]:
    """Every question, open, and about each kind of thing that it can be asked about."""
    found = {name: graph.query(f"{sparql} {MOST}").rows for name, sparql in BUSIEST.items()}
    busiest = {name: str(rows[0][0]) for name, rows in found.items() if rows}
    for question in questions():
        yield question.name, {}
        for parameter in question.parameters:
            if parameter.name in busiest:
                yield question.name, {parameter.name: busiest[parameter.name]}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--over", type=float, default=100)
    parser.add_argument("--no-http", action="store_true")
    given = parser.parse_args()
    graph = open_graph(given.output, in_memory=sys.maxsize)
    slow = []
    with (
        nullcontext() if given.no_http else serving(given.output, "--timeout", "300") as served,
        httpx.Client(timeout=300) as client,
    ):
        print("| question | about | rows | raw | HTTP | HTTP / raw |\n| --- | --- | ---: | ---: | ---: | ---: |")
        for name, about in cases(graph):
            if given.names and name not in given.names:
                continue
            text = graph.composed(name, about)
            form = {"query": name, **{f"${key}": value for key, value in about.items()}}
            rows = written(graph, text)
            raw = best(lambda text=text: written(graph, text), given.times)  # type: ignore[misc]
            cells = [name, *(about or ["all"]), f"{rows:,}", f"{raw:.1f}"]
            if served:
                http = best(lambda form=form: client.post(served.sparql, data=form).raise_for_status(), given.times)  # type: ignore[misc]
                cells += [f"{http:.1f}", f"{http / raw:.1f}"]
            print("| " + " | ".join(cells) + " |", flush=True)
            if (http if served else raw) > given.over:
                slow.append(" ".join(cells[:2]))
    print(f"\nover {given.over:g} ms: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    main()
