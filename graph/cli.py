"""The command line: one command per library function. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import sys
from typing import Any

import click

from graph.commands.build import build
from graph.commands.chain import chain
from graph.commands.correct import correct
from graph.commands.evaluate import evaluate
from graph.commands.export import export
from graph.commands.figures import figures
from graph.commands.findings import compare, coordination, gaps, goals
from graph.commands.gold import gold
from graph.commands.mcp import mcp
from graph.commands.push import push
from graph.commands.query import query
from graph.commands.serve import serve
from graph.commands.validate import validate
from graph.commands.watch import watch
from graph.commands.workload import workload
from graph.errors import PolicyGraphError, shown


class Door(click.Group):
    """A group whose commands end with a message and status 1 on what went wrong on purpose; usage errors end with 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what goes wrong on purpose is told in a line, with the exit status that its kind has."""
        try:
            return super().invoke(ctx)
        except PolicyGraphError as error:
            lines = str(error).split("\n")  # of names and queries that are not ours
            raise click.ClickException("\n".join(map(shown, lines))) from error


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policygraph", prog_name="policygraph")
def main() -> None:
    """Vietnamese policy documents as a knowledge graph in which every edge carries its words."""
    for stream in (sys.stdout, sys.stderr):  # Vietnamese on a Windows pipe or under LANG=C
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


for command in (
    build, watch, correct, query, serve, push, mcp, validate, evaluate, gold, workload, coordination, chain, goals, gaps, compare, figures, export,
):  # fmt: skip
    main.add_command(command)


if __name__ == "__main__":
    main()
