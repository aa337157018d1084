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
@click.option("--agreement", is_flag=True, help="Hold two folders of gold against each other: OUTPUT is the other's.")
@click.option("--format", "format", type=click.Choice(["table", "json"]), default="table", show_default=True)
def evaluate(out: Path, gold: Path, show: str | None, doc: str | None, agreement: bool, format: str) -> None:
    """Precision, recall and F1 of the graph in OUTPUT against the annotations in the folder GOLD.

    With --agreement, how far two annotators agree: `policygraph evaluate --agreement GOLD-A GOLD-B`.
    """
    from graph.evaluate import evaluate, to_json, to_text

    if agreement:
        _agreement(out, gold, doc, format, show)
        return
    evaluation = evaluate(out, gold, document=doc)
    write(to_json(evaluation) if format == "json" else to_text(evaluation, show=show))


def _agreement(one: Path, other: Path, document: str | None, format: str, show: str | None) -> None:
    from graph.evaluate import annotators, listed

    found = annotators.agreement(one, other, document=document)
    if format == "json":
        write(annotators.to_json(found))
        return
    write(annotators.to_text(found) + "".join(f"{line}\n" for line in (listed(found.figures, show) if show else ())))
