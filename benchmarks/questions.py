"""How long every named question takes on a built graph, by raw pyoxigraph and by our endpoint.

    python benchmarks/questions.py OUTPUT [NAME …] [--times 3] [--over 100]

Each is asked with all its values open, so about the whole graph, and then about one thing: the document, agency, place or group of
which the graph says most. `raw` is pyoxigraph in this process, its answer written as JSON by the engine; `HTTP` is the whole answer
of `policygraph serve`. The best of several, in milliseconds, on the clock and of processor time, with the graph in memory in both; `rows` are
all rows, of which the endpoint gives the first 100,000. Those for which the server works longer than `--over` milliseconds are named at the end:
its processor time is what a quiet machine takes, on a busy one the clock says how busy it is.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx
from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from serving import Served, serving  # noqa: E402

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


def best(ask: Callable[[], object], spent: Callable[[], float], times: int) -> tuple[float, float]:
    """What an answer takes at best, after one that warms up: on the clock and of the processors, in milliseconds."""
    taken: list[tuple[float, float]] = []
    for _ in range(times + 1):
        clock, processors = time.perf_counter(), spent()
        ask()
        taken.append(((time.perf_counter() - clock) * 1000, (spent() - processors) * 1000))
        if taken[0][0] > 10_000:
            break
    rest = taken[1:] or taken
    return min(one[0] for one in rest), min(one[1] for one in rest)


def spent_by(served: Served) -> float:
    """Processor time of a server and all its processes, also those that ended, in seconds."""
    return sum(sum(process.cpu_times()[:4]) for process in served.family())


def written(graph: Graph, sparql: str) -> None:
    """Writes the answer as its engine does."""
    answer = graph.store.query(sparql, prefixes=PREFIXES)
    if isinstance(answer, QuerySolutions):
        answer.serialize(format=QueryResultsFormat.JSON)
    elif isinstance(answer, QueryTriples):
        serialize(answer, format=RdfFormat.TURTLE)


def cases(graph: Graph) -> Iterator[tuple[str, dict[str, str]]]:
    """Every question, open, and about each kind of thing that it can be asked about."""
    found = {name: graph.query(f"{sparql} {MOST}").rows for name, sparql in BUSIEST.items()}
    busiest = {name: str(rows[0][0]) for name, rows in found.items() if rows}
    for question in questions():
        yield question.name, {}
        for parameter in question.parameters:
            if parameter.name in busiest:
                yield question.name, {parameter.name: busiest[parameter.name]}


def answered(client: httpx.Client, url: str, form: dict[str, str]) -> None:
    """Takes the whole answer."""
    found = client.post(url, data=form)
    assert found.status_code == 200, found.text


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--over", type=float, default=100)
    given = parser.parse_intermixed_args()
    graph = open_graph(given.output, in_memory=sys.maxsize)
    slow = []
    with serving(given.output, "--timeout", "300") as served, httpx.Client(timeout=300) as client:
        print(
            "| question | about | rows | raw | raw, CPU | HTTP | HTTP, CPU |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |"
        )
        for name, about in cases(graph):
            if given.names and name not in given.names:
                continue
            text = graph.composed(name, about)
            form = {"query": name, **{f"${key}": value for key, value in about.items()}}
            raw = best(partial(written, graph, text), time.process_time, given.times)
            http = best(partial(answered, client, served.sparql, form), partial(spent_by, served), given.times)
            rows = len(graph.query(text))
            cells = [name, *(about or ["all"]), f"{rows:,}", *(f"{taken:.0f}" for taken in (*raw, *http))]
            print("| " + " | ".join(cells) + " |", flush=True)
            if http[1] > given.over:
                slow.append(" ".join(cells[:2]))
    print(f"\nover {given.over:g} ms: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    main()
