"""One file as a value: what was found in it, or why it could not be read. The one step of a build that files do not share.

`examine` needs nothing but its file and writes nothing, and what it gives can be pickled: a pool of processes can map it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from graph.curate import read_with
from graph.errors import PolicyGraphError, UnreadableFile
from graph.model import Correction, Findings, Heading, Source
from graph.reading import Input, read, text_file
from graph.structure.parts import parts


@dataclass(frozen=True, slots=True)
class Examined:
    """The outcome for one file: its findings and headings, or the `failure` that says why there are none. `more`: those of further
    documents in it."""

    findings: Findings | None = None
    headings: tuple[Heading, ...] = ()
    failure: UnreadableFile | None = None
    more: tuple[Examined, ...] = ()


def examine(
    file: Input,
    tell: Callable[[int, int], None] | None = None,
    *,
    kept: str = "",
    corrections: Iterable[Correction] = (),
) -> Examined:
    """What the file gave; never raises, so that one bad file does not cost the user the others. `tell` is told the page at which a long
    reading is; `kept` is where the build keeps the text (`making.names`); `corrections` are those that may be of it (`curate.Kept.of`).

    >>> examined = examine(Input(Path("nowhere.txt"), "nowhere.txt"))
    >>> examined.findings, str(examined.failure)
    (None, 'nowhere.txt: it cannot be read (No such file or directory); check the file and its disk')
    """
    try:
        source = read(file.path, name=file.name, member=file.member, tell=tell)
        elsewhere = (f"its name cannot stand beside the others on every system: its text is kept as {kept}",)
        remarks = elsewhere if kept and kept != text_file(source.path) else ()
        documents = parts(replace(source, kept=kept, remarks=(*source.remarks, *remarks)))
        first, *more = (Examined(*read_with(document, corrections)) for document in documents)
        return replace(first, more=tuple(more))
    except UnreadableFile as failure:
        return Examined(failure=failure)
    except Exception as error:
        return Examined(failure=our_mistake(file, error))


def our_mistake(file: Input, error: Exception) -> UnreadableFile:
    """The failure of a file on which the program failed, with what a report of it needs.

    >>> str(our_mistake(Input(Path("a.zip"), "a.zip/b.txt", "b.txt"), ValueError("no figure")))
    'a.zip/b.txt: policygraph failed on it (ValueError: no figure); this is our mistake: please report it'
    """
    reason = f"policygraph failed on it ({type(error).__name__}: {error})"
    return UnreadableFile(file.path / file.member, reason, "this is our mistake: please report it")


def read_document(file: Path | str | None = None, *, text: str | None = None) -> Findings:
    """What is found in one document, a file or a text of one's own, with the document itself; no graph is built. Of a file that holds
    several documents it is the first.

    Every finding has a `span`: characters of `document.source.text`. Raises `UnreadableFile` for a file that is no text.

    >>> found = read_document(text="KẾ HOẠCH\\n\\nCăn cứ Luật Đất đai ngày 18/01/2024;\\n")
    >>> found.document.header.type, [str(citation.date) for citation in found.citations]
    ('Plan', ['2024-01-18'])
    >>> found.citations[0].span.of(found.document.source.text)
    'Luật Đất đai ngày 18/01/2024'
    """
    if (file is None) == (text is None):
        raise PolicyGraphError('read_document: name one file, or give its words as text="…"')
    source = Source("text", text) if text is not None else read(Path(file or ""))
    findings, _ = read_with(parts(source)[0])
    return findings
