"""`policygraph figures`: the pictures of the overview as SVG and PNG, for a paper or a talk."""

from __future__ import annotations

from pathlib import Path

import click

from graph.commands.options import GRAPH


@click.command()
@click.option("-o", "--output", "out", type=click.Path(path_type=Path),
              help="Folder to write figures/ into; by default the graph's own.")  # fmt: skip
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@GRAPH
def figures(out: Path | None, lang: str, where: str) -> None:
    """Draw the chain, the workload and the deadlines as SVG and PNG, each in a file of its own."""
    from graph.analysis.opened import open_graph
    from graph.store.remote import is_address
    from graph.view.overview.figures import write_figures
    from graph.view.overview.ledger import ledger

    if out is None and is_address(where):
        raise click.UsageError(f"{where}: say with -o where the figures go")
    for path in write_figures(out or Path(where), ledger(open_graph(where)), lang=lang, png=True):
        click.echo(path)
