"""What a graph is made with and from: the program's version, its rules and the files, by their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import nullcontext
from functools import cache

from graph.errors import UnreadableFile
from graph.making.recipe import content
from graph.model import Correction, Run, line
from graph.reading import Input
from graph.reading.archive import unpacked
from graph.vocab import ontology_dir


def provenance(read: Iterable[tuple[str, Input]], corrections: Iterable[Correction] = ()) -> Run:
    """The run that reads these documents, by their ids, from these files, and does these corrections. A file that several documents are in
    counts once.

    >>> provenance([]).inputs
    ()
    """
    known: dict[Input, str] = {}
    for _, file in (read := [*read]):
        if file not in known:
            known[file] = digest(file)
    inputs = tuple(sorted((document, file.name, known[file]) for document, file in read))
    decided = "".join(sorted(f"{line(one)}\n" for one in corrections))
    return Run(version(), rules(), inputs, hashlib.sha256(decided.encode()).hexdigest() if decided else "")


def version() -> str:
    """The version of policygraph that is installed."""
    import graph

    return graph.__version__


@cache
def rules() -> str:
    """The SHA-256 of the ontology's folder: the vocabulary, its shapes, the gazetteer, the phrases and the questions, whatever ends their lines.

    >>> len(rules())
    64
    """
    folder, made = ontology_dir(), hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".ttl", ".yaml", ".rq")):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        made.update(f"{path.relative_to(folder).as_posix()}\0{len(text)}\0".encode() + text)
    return made.hexdigest()


def digest(file: Input) -> str:
    """The SHA-256 of a file, of one in an archive as it is unpacked. Raises `UnreadableFile` where it is gone since it was read."""
    try:
        with unpacked(file.path, file.member) if file.member else nullcontext(file.path) as path:
            return content(path)
    except OSError as error:
        reason = f"it cannot be read any more ({error.strerror or error})"
        raise UnreadableFile(file.path, reason, "build again") from error
