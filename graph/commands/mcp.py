"""`policygraph mcp`: the graph for LLM clients."""

from __future__ import annotations

from pathlib import Path

import click

from graph.commands.options import LIMITS, limits


@click.command()
@click.argument("folder", required=False, default="output", type=click.Path(path_type=Path))
@LIMITS
def mcp(folder: Path, seconds: float, megabytes: int) -> None:
    """Offer the built graph in FOLDER to an LLM's client, by the Model Context Protocol over standard input and output.

    Its client starts it: {"command": "policygraph", "args": ["mcp", "/path/to/output"]}
    """
    from graph.serve.mcp import run

    run(folder, limits(seconds, megabytes, 1_000))
