"""What the analyses cost on graphs of 10,000, 100,000 and 1,000,000 edges: `python benchmarks/analyses.py [--edges 10000 100000 1000000]`.

The graphs are those of `benchmarks/queries.py`, documents that carry out one another with their tasks. An edge is a statement of the vocabulary
between two things. Each analysis is asked once of an opened graph, in CPU seconds; what several need is asked by the first of them. The
exponent is that between the smallest and the largest graph.
"""

from __future__ import annotations

import argparse
import gc
import math
import resource
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from queries import quads

from graph.analysis import chains, concentration, coordination, coverage, gaps, keystones, workload
from graph.analysis.opened import Graph, open_graph
from graph.store import write

ANALYSES: dict[str, Callable[[Graph], object]] = {
    "loads": lambda graph: workload.loads(graph),
    "totals": lambda graph: workload.totals(graph),
    "concentration": lambda graph: concentration.concentration(graph),
    "dyads": lambda graph: coordination.dyads(graph),
    "coverage": lambda graph: coverage.coverage(graph),
    "chains": lambda graph: sum(1 for _ in chains.chains(graph)),
    "gaps": lambda graph: gaps.gaps(graph),
    "keystones": lambda graph: keystones.keystones(graph),
}
SHARE = 0.1
"""Edges among the quads of such a graph."""


EDGES = """SELECT (COUNT(*) AS ?n) {
  ?s ?p ?o FILTER(isIRI(?o) && STRSTARTS(STR(?p), STR(pol:)) && ?p NOT IN (pol:statedIn, pol:assigns))
}"""


def seconds(act: Callable[[], object]) -> float:
    gc.collect()
    before = process_time()
    act()
    return process_time() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edges", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    options = parser.parse_args()
    taken: list[dict[str, float]] = []
    for edges in options.edges:
        with TemporaryDirectory() as folder:
            out = Path(folder) / "output"
            out.mkdir()
            times = {"write": seconds(lambda: write(quads(round(edges / SHARE)), out))}  # noqa: B023 - called at once
            graph = open_graph(out)
            counted = graph.query(EDGES).values[0][0]
            for name, analysis in ANALYSES.items():
                times[name] = seconds(lambda: analysis(graph))  # noqa: B023 - called at once
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            taken.append(times)
            told = ", ".join(f"{name} {spent:.2f}" for name, spent in times.items())
            print(f"{int(counted):,} edges: {told}; {peak:.0f} MB", flush=True)
            shutil.rmtree(out)
    if len(taken) > 1:
        grown = math.log(options.edges[-1] / options.edges[0])
        exponents = (f"{name} {math.log(taken[-1][name] / max(taken[0][name], 1e-3)) / grown:.2f}" for name in taken[0])
        print(f"exponents: {', '.join(exponents)}")


if __name__ == "__main__":
    main()
