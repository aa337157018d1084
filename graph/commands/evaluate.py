"""`policygraph evaluate`: how good a graph is, beside a reader's annotations."""

from __future__ import annotations

from pathlib import Path

import click

from graph.commands.options import write


@click.command()
@click.argument("out", metavar="OUTPUT", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--show", metavar="SECTION", help="Also list what a section missed and what it has too much.")
@click.option("--doc", metavar="STEM", help="Only the document of this gold file.")
@click.option("--format", "format", type=click.Choice(["table", "json"]), default="table", show_default=True)
def evaluate(out: Path, gold: Path, show: str | None, doc: str | None, format: str) -> None:
    """Precision, recall and F1 of the graph in OUTPUT against the annotations in the folder GOLD."""
    from graph.evaluate import evaluate, to_json, to_text

    evaluation = evaluate(out, gold, document=doc)
    write(to_json(evaluation) if format == "json" else to_text(evaluation, show=show))
