"""`policygraph export`: the graph for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from graph.commands.options import GRAPH


@click.command()
@click.option("--format", "format", required=True,
              type=click.Choice(["graphml", "gexf", "csv", "jsonld", "neo4j-csv", "parquet"]))  # fmt: skip
@click.option("-o", "--output", "out", required=True, type=click.Path(path_type=Path),
              help="File to write; a folder for csv, neo4j-csv and parquet.")  # fmt: skip
@GRAPH
def export(format: str, out: Path, where: str) -> None:
    """Write the graph for Gephi (graphml, gexf), Neo4j, spreadsheets, Parquet or as JSON-LD."""
    from graph.analysis.export import export
    from graph.analysis.opened import open_graph

    for path in export(open_graph(where), format, out):
        click.echo(path)
