"""`policygraph build`: from a folder of documents to a folder with their graph."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.commands.options import BUILDING
from graph.processes.garbage import seldom

if TYPE_CHECKING:
    from graph.build import BuildResult


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), default="output", show_default=True,
              help="Folder to write; an earlier build in it is replaced.")  # fmt: skip
@BUILDING
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
              help="What examines the files: processes of this machine, or a Dask cluster.")  # fmt: skip
@click.option(
    "--scheduler", metavar="ADDRESS", help="Of the Dask cluster: tcp://…:8786. Without it one is started here."
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say every step and what was passed over.")
def build(
    paths: tuple[Path, ...], out: Path, lang: str, jobs: int | None, no_cache: bool, engine: str, scheduler: str | None,
    quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Build the graph of the documents at PATH (files or folders; the sample corpus when none is given).

    Files that did not change since the last build are not read again."""
    with seldom():  # what is imported stays: to look for garbage meanwhile takes a tenth of it
        from graph.build import build
        from graph.commands.console import progress
        from graph.making.engines import chosen
        from graph.view.report import counted

    if no_cache:
        os.environ["POLICYGRAPH_CACHE"] = ""  # asked by the process that reads, which inherits it
    with progress(quiet=quiet, verbose=verbose) as tell:
        elsewhere = chosen(engine, jobs, scheduler) if engine != "local" else nullcontext()
        with elsewhere as examining:
            result = build(paths, out, progress=tell, lang=lang, keep=not no_cache, jobs=jobs, engine=examining)
    if verbose:
        for skipped in result.skipped:
            click.echo(f"passed over {skipped.name}: {skipped.reason}", err=True)
    if not quiet:
        if not result.written:
            click.echo("nothing has changed since the last build")
        click.echo(_summary(result))
    for fault in (*result.failures, *result.faults):
        click.echo(str(fault), err=True)
    told = [f"{len(result.failures)} could not be read"] if result.failures else []
    told += [f"{counted(len(result.faults), 'correction')} not done"] if result.faults else []
    if told:
        raise click.ClickException(f"{', '.join(told)}; built: {counted(len(result.read), 'document')}")


def _summary(result: BuildResult) -> str:
    from graph.view.report import counted

    warnings = sum(note.kind == "warning" for note in result.notes) + len(result.problems)
    numbers = ((len(result.read), "document"), (result.claims, "quoted claim"), (warnings, "warning"))
    counts = ", ".join(counted(number, noun) for number, noun in numbers)
    return f"{counts}\nopen {result.out / 'index.html'}; read {result.out / 'report.md'}"
