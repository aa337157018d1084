"""The command line: one command per library function. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.commands.chain import chain
from graph.commands.export import export
from graph.commands.figures import figures
from graph.commands.findings import compare, coordination, gaps, goals
from graph.commands.options import GRAPH, write
from graph.commands.workload import workload
from graph.errors import BadQuery, PolicyGraphError

if TYPE_CHECKING:
    from graph.build import BuildResult
    from graph.store.answer import Result


class Door(click.Group):
    """A group whose commands end with a message and status 1 on what went wrong on purpose; usage errors end with 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PolicyGraphError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policygraph", prog_name="policygraph")
def main() -> None:
    """Vietnamese policy documents as a knowledge graph in which every edge carries its words."""
    for stream in (sys.stdout, sys.stderr):  # Vietnamese on a Windows pipe or under LANG=C
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), default="output", show_default=True,
              help="Folder to write; an earlier build in it is replaced.")  # fmt: skip
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True,
              help="Language in which the pages open; each can be switched.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Say only what failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say every step and what was passed over.")
def build(paths: tuple[Path, ...], out: Path, lang: str, quiet: bool, verbose: bool) -> None:
    """Build the graph of the documents at PATH (files or folders; the sample corpus when none is given)."""
    from graph.build import build
    from graph.commands.console import progress

    with progress(quiet=quiet, verbose=verbose) as tell:
        result = build(paths, out, progress=tell, lang=lang)
    if verbose:
        for skipped in result.skipped:
            click.echo(f"passed over {skipped.name}: {skipped.reason}", err=True)
    if not quiet:
        click.echo(_summary(result))
    if result.failures:
        for failure in result.failures:
            click.echo(str(failure), err=True)
        raise click.ClickException(f"{len(result.failures)} could not be read; {len(result.read)} are built")


@main.command()
@click.argument("question", required=False, metavar="[SPARQL | FILE.rq | NAME]")
@click.option("--format", "format", type=click.Choice(["table", "csv", "json", "tsv", "ttl"]), default="table",
              show_default=True)  # fmt: skip
@click.option("--with", "pairs", multiple=True, metavar="NAME=VALUE",
              help="Fill in what a query leaves open (VALUES ?NAME { UNDEF }): --with document=124/NQ-CP")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), help="At most so many rows.")
@click.option("--list", "listing", is_flag=True, help="List the named questions.")
@GRAPH
def query(
    question: str | None, format: str, pairs: tuple[str, ...], limit: int | None, listing: bool, folder: Path
) -> None:
    """Answer a SPARQL query, a file with one, or a named question. Prefixes need no declaration."""
    if listing:
        _list_questions()
        return
    if not question:
        raise click.UsageError("give a SPARQL query, a file FILE.rq or the NAME of a question (--list shows them)")
    from graph.store import open_graph

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine does not return to Python before it is done
    result = open_graph(folder).query(_text(question), limit=limit, bindings=_bindings(pairs))
    _answer(result, format)


@main.command()
@GRAPH
def validate(folder: Path) -> None:
    """Check a built graph against the shapes of the ontology, and every quote against its text."""
    from graph.validate import validate

    report = validate(folder)
    for problem in report.problems:
        click.echo(str(problem))
    click.echo(str(report))
    if report.problems:
        sys.exit(1)


@main.command()
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


for command in (workload, coordination, chain, goals, gaps, compare, figures, export):
    main.add_command(command)


def _summary(result: BuildResult) -> str:
    from graph.view.report import counted

    warnings = sum(note.kind == "warning" for note in result.facts.notes) + len(result.problems)
    numbers = ((len(result.read), "document"), (len(result.facts.claims), "quoted claim"), (warnings, "warning"))
    told = ", ".join(counted(number, noun) for number, noun in numbers)
    return f"{told}\nopen {result.out / 'index.html'}; read {result.out / 'report.md'}"


def _list_questions() -> None:
    from graph.commands.console import show
    from graph.store import questions

    show(("name", "vi", "en"), [(question.name, question.vi, question.en) for question in questions()])


def _text(question: str) -> str:
    """The query itself: what the file holds where a file is named."""
    if not question.endswith(".rq"):
        return question
    try:
        return Path(question).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuery(f"{question}: cannot be read as a query ({error}); check its name and encoding") from None


def _bindings(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise click.UsageError(f"--with {pair}: write NAME=VALUE")
    return {name.strip().lstrip("?"): value for name, _, value in (pair.partition("=") for pair in pairs)}


def _answer(result: Result, format: str) -> None:
    if format != "table":
        write(result.to(format))
        return
    from graph.commands.console import show

    show(result.columns, result.rows)
    if result.cut:
        click.echo("There are more rows than the limit.", err=True)


if __name__ == "__main__":
    main()
