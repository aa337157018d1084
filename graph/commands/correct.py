"""`policygraph correct`: a correction written beside the documents, once it is seen what it changes."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.errors import PolicyGraphError, shown

if TYPE_CHECKING:
    from graph.curate import Kept
    from graph.model import Correction, Verb
    from graph.reading import Input

_SHOWN = 40
"""Lines of what changes that are shown; a document read otherwise from its head on can change hundreds."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--document", required=True, metavar="NAME", help="Of this document: its number as it is printed, or its file."
)
@click.option("--read", metavar="WORDS", help="These words are to be read otherwise: with --as.")
@click.option("--as", "instead", metavar="WORDS", help="What is to be read instead.")
@click.option("--say", metavar="KIND", help="The words say this: task, goal, zone, leads, implements, …")
@click.option("--unsay", metavar="KIND", help="The words do not say this.")
@click.option("--same", metavar="NAME", help="What the words name is this thing.")
@click.option("--apart", metavar="NAME", help="What the words name is not this thing.")
@click.option("--words", metavar="WORDS", help="The words in the document that it rests on.")
@click.option(
    "--with",
    "pairs",
    multiple=True,
    metavar="KEY=VALUE",
    help="What it says besides: --with lead='Sở Y tế' --with to=25-NQ/TU",
)
@click.option("--by", required=True, metavar="NAME", help="Who decides.")
@click.option("--why", required=True, metavar="REASON", help="Why.")
@click.option("--date", "day", metavar="DAY", help="When, as 2026-11-29; without it today.")
@click.option("--yes", is_flag=True, help="Write it without asking.")
def correct(
    folder: Path, document: str, words: str | None, pairs: tuple[str, ...], by: str, why: str, day: str | None, yes: bool,
    **verbs: str | None,
) -> None:  # fmt: skip
    """Write a correction into corrections.yaml in FOLDER, after showing what it changes in the documents there."""
    from graph.curate import NAME, read_files
    from graph.curate.writing import checked, write
    from graph.model import line
    from graph.reading import find

    if not folder.is_dir():
        raise PolicyGraphError(f"{shown(folder)}: this is no folder; name the folder with the documents")
    one = _correction(document, words, pairs, (by, day or datetime.date.today().isoformat(), why), verbs)
    found = find([folder])
    file = folder / NAME
    kept = read_files(found.corrections)
    mine, every = checked(one, file, kept)
    _tell_changes(found.files, kept, every, mine)
    click.echo(line(mine))
    if not yes:
        click.confirm(f"Write this line into {shown(file)}?", abort=True)
    write(mine, file)
    click.echo(f"Written into {shown(file)}; build again to have it in the graph.")


def _correction(
    document: str, words: str | None, pairs: tuple[str, ...], signed: tuple[str, str, str], verbs: dict[str, str | None]
) -> Correction:
    from graph.model import DETAILS, VERBS, Correction

    given: list[Verb] = [verb for verb in VERBS if verbs.get(verb) is not None]
    if len(given) != 1:
        raise click.UsageError("give one of --read, --say, --unsay, --same, --apart")
    (verb,) = given
    about = verbs[verb] or ""
    if (words is None) != (verb == "read"):
        raise click.UsageError(
            "--read gives the words itself" if verb == "read" else "give the words that it rests on: --words"
        )
    listed: dict[str, tuple[str, ...]] = {}
    if (instead := verbs.get("instead")) is not None:
        listed["as"] = (instead,)
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"--with {pair}: write KEY=VALUE")
        listed[key.strip()] = (*listed.get(key.strip(), ()), value.strip())
    unknown = [key for key in listed if key not in DETAILS]
    if unknown:
        raise click.UsageError(f"--with {unknown[0]}=…: known are {', '.join(DETAILS)}")
    details = tuple((key, listed[key]) for key in DETAILS if key in listed)
    by, date, why = signed
    return Correction(
        verb,
        document,
        about if verb == "read" else words or "",
        "" if verb == "read" else about,
        details,
        by,
        date,
        why,
    )


def _tell_changes(files: tuple[Input, ...], before: Kept, after: Kept, one: Correction) -> None:
    """Says what a correction changes, statement by statement; raises where it would do nothing, with the reason."""
    from graph.commands.console import progress
    from graph.curate import not_done
    from graph.making.trial import tried
    from graph.view.report import counted
    from graph.view.text.changes import changes

    with progress() as tell:
        old, new = tried(files, (before, after), tell)
    faults = [fault for fault in not_done(after, new) if one in (fault.correction, *fault.beside)]
    if faults:
        raise PolicyGraphError("\n".join(fault.fault for fault in faults))
    lines = changes(old, new)
    for told in lines[:_SHOWN]:
        click.echo(told)
    if len(lines) > _SHOWN:
        click.echo(f"… and {counted(len(lines) - _SHOWN, 'line')} more")
    if not lines:
        click.echo("No statement changes: it confirms what was read.")
