"""`policygraph build`: from a folder of documents to a folder with their graph."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph.build import BuildResult


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), default="output", show_default=True,
              help="Folder to write; an earlier build in it is replaced.")  # fmt: skip
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True,
              help="Language in which the pages open; each can be switched.")  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Recognise scans anew, and keep nothing of them outside of the output.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say every step and what was passed over.")
def build(paths: tuple[Path, ...], out: Path, lang: str, no_cache: bool, quiet: bool, verbose: bool) -> None:
    """Build the graph of the documents at PATH (files or folders; the sample corpus when none is given)."""
    from graph.build import build
    from graph.commands.console import progress
    from graph.view.report import counted

    if no_cache:
        os.environ["POLICYGRAPH_CACHE"] = ""  # asked by the process that reads, which inherits it
    with progress(quiet=quiet, verbose=verbose) as tell:
        result = build(paths, out, progress=tell, lang=lang)
    if verbose:
        for skipped in result.skipped:
            click.echo(f"passed over {skipped.name}: {skipped.reason}", err=True)
    if not quiet:
        click.echo(_summary(result))
    for fault in (*result.failures, *result.faults):
        click.echo(str(fault), err=True)
    told = [f"{len(result.failures)} could not be read"] if result.failures else []
    told += [f"{counted(len(result.faults), 'correction')} not done"] if result.faults else []
    if told:
        raise click.ClickException(f"{', '.join(told)}; {len(result.read)} are built")


def _summary(result: BuildResult) -> str:
    from graph.view.report import counted

    warnings = sum(note.kind == "warning" for note in result.facts.notes) + len(result.problems)
    numbers = ((len(result.read), "document"), (len(result.facts.claims), "quoted claim"), (warnings, "warning"))
    counts = ", ".join(counted(number, noun) for number, noun in numbers)
    return f"{counts}\nopen {result.out / 'index.html'}; read {result.out / 'report.md'}"
