"""`policygraph push`: the built graph into another SPARQL server."""

from __future__ import annotations

from pathlib import Path

import click

from graph.commands.options import FOLDER


@click.command()
@click.argument("url")
@click.option(
    "--store", metavar="URL", help="Where the server takes graphs (Graph Store Protocol), where that is not found out."
)
@click.option("--update", metavar="URL", help="Where it takes SPARQL Update.")
@click.option("--all", "everything", is_flag=True, help="Send also the graphs that the server has already.")
@FOLDER
def push(url: str, store: str | None, update: str | None, everything: bool, folder: Path) -> None:
    """Put the built graph into the SPARQL server whose queries go to URL, as http://127.0.0.1:8890/sparql.

    Only graphs that changed are sent; what was sent is checked after. Who may write says so by POLICYGRAPH_USER and
    POLICYGRAPH_PASSWORD, or POLICYGRAPH_TOKEN. Ask it then with -g URL.
    """
    from graph.store.push import push, target

    done = push(folder, target(url, store=store, update=update), tell=click.echo, everything=everything)
    click.echo(
        f"{done.triples} triples in {done.replaced + done.kept} graphs: {done.replaced} sent, {done.kept} there already, "
        f"{done.removed} removed; counts and digests agree."
    )
