"""`policygraph validate`: whether a built graph keeps its promises."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph.commands.options import FOLDER


@click.command()
@FOLDER
def validate(folder: Path) -> None:
    """Check a built graph against the shapes of the ontology, and every quote against its text."""
    from graph.validate import validate

    report = validate(folder)
    for problem in report.problems:
        click.echo(str(problem))
    click.echo(str(report))
    if report.problems:
        sys.exit(1)
