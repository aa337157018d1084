"""`policygraph gold`: a document's confirmed and corrected findings as gold."""

from __future__ import annotations

from pathlib import Path

import click

from graph.commands.options import FOLDER


@click.command()
@click.argument("document")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), default="gold", show_default=True,
              help="Folder to write the gold into.")  # fmt: skip
@click.option("--confirmed", is_flag=True, help="Only what a curator said or confirmed.")
@click.option("--replace", is_flag=True, help="Replace gold of this document that lies there.")
@FOLDER
def gold(document: str, out: Path, confirmed: bool, replace: bool, folder: Path) -> None:
    """Write what the graph holds of DOCUMENT (number, title or file) as gold, as `policygraph evaluate` reads it."""
    from graph.analysis.lookup import find
    from graph.evaluate.exported import exported, write_exported
    from graph.store import open_graph
    from graph.view.report import counted

    graph = open_graph(folder)
    made = exported(graph, find(graph, document), confirmed=confirmed)
    click.echo(str(write_exported(made, out, replace=replace)))
    if made.undecided and not confirmed:
        doubts = counted(made.undecided, "finding")
        click.echo(f"{doubts} in it read with doubt and not decided: see {folder / 'review.html'}", err=True)
