"""`policygraph watch`: a folder that is built again whenever it changes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph.commands.options import BUILDING


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), default="output", show_default=True,
              help="Folder to write; an earlier build in it is replaced.")  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes any that is free."
)
@click.option("--open", "browse", is_flag=True, help="Open the overview in the browser.")
@BUILDING
def watch(
    paths: tuple[Path, ...], out: Path, port: int, browse: bool, lang: str, jobs: int | None, no_cache: bool
) -> None:
    """Build the documents at PATH, serve the pages, and build again whenever a document or a word list changes.

    Pages that are open in a browser load again by themselves. Only this machine can reach them."""
    from graph.serve.watch import watch as run

    options = ["--lang", lang, *(["--jobs", str(jobs)] if jobs else []), *(["--no-cache"] if no_cache else [])]
    build = [sys.executable, "-m", "graph.cli", "build", "-o", str(out), *options, "--", *map(str, paths)]
    run(paths, out, build, port=port, lang=lang, browse=browse, tell=click.echo)
