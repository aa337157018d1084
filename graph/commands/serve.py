"""`policygraph serve`: the graph at an address, for people and programs."""

from __future__ import annotations

from pathlib import Path

import click

from graph.commands.options import LIMITS, limits


@click.command()
@click.argument("folder", required=False, default="output", type=click.Path(path_type=Path))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes any that is free."
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Where to listen. Without it only this machine can reach it.")  # fmt: skip
@click.option("--origin", "origins", multiple=True, metavar="URL",
              help='Another page that may ask it from a browser; "*" is every page.')  # fmt: skip
@click.option(
    "--rows", type=click.IntRange(1), default=100_000, show_default=True, help="At most so many rows an answer."
)
@click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="What the page speaks first."
)
@click.option("--open", "browse", is_flag=True, help="Open the page in the browser.")
@LIMITS
def serve(
    folder: Path, port: int, host: str, origins: tuple[str, ...], rows: int, lang: str, browse: bool,
    seconds: float, megabytes: int,
) -> None:  # fmt: skip
    """Serve the built graph in FOLDER: a page with questions, a SPARQL endpoint, and all pages of the build."""
    from graph.serve.server import serve as run

    run(folder, host=host, port=port, limits=limits(seconds, megabytes, rows), origins=origins, lang=lang, browse=browse,
        tell=click.echo)  # fmt: skip
