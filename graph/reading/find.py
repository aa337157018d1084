"""Which files of the given paths are documents, in an order that is the same everywhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from graph.errors import UnreadableFile
from graph.model import Skipped

SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown"})
"""Names of text in a *folder*. A file given by itself is read whatever it is called."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and its name in the graph: its path relative to the folder it was found in."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the given paths hold: documents to read, what was passed over, what cannot be reached."""

    files: tuple[Input, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[UnreadableFile, ...] = ()


Entry = Input | Skipped | UnreadableFile


def find(paths: Iterable[Path], *, apart_from: Path | None = None) -> Found:
    """Documents under `paths`, folders with everything below them, sorted by name within each path.

    Passed over in folders, and listed: hidden files, links to folders, files that are not text, and `apart_from` (the
    output). The same file reached twice counts once; two different files with one name are a failure of the second,
    because their offsets would count the same text file.

    >>> [file.name for file in find([Path(__file__)]).files]
    ['find.py']
    """
    entries = [entry for path in paths for entry in _entries(path, apart_from.resolve() if apart_from else None)]
    files, failures = _distinct([entry for entry in entries if isinstance(entry, Input)])
    unreached = [entry for entry in entries if isinstance(entry, UnreadableFile)]
    skipped = tuple(dict.fromkeys(entry for entry in entries if isinstance(entry, Skipped)))
    return Found(tuple(files), skipped, (*unreached, *failures))


def _entries(path: Path, apart_from: Path | None) -> Iterator[Entry]:
    if path.is_dir():
        yield from sorted(_walk(path, apart_from), key=_order)
    elif path.is_symlink() and not path.exists():
        yield UnreadableFile(path, "it is a link to nothing", "check where it points")
    elif not path.exists():
        yield UnreadableFile(path, "there is no such file or folder", "check the spelling")
    else:
        yield Input(path, path.name)


def _order(entry: Entry) -> tuple[str, ...]:
    return PurePosixPath(entry.path if isinstance(entry, UnreadableFile) else entry.name).parts


def _walk(root: Path, apart_from: Path | None) -> Iterator[Entry]:
    unreached: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=unreached.append):
        here = Path(folder)
        for name in list(folders):
            reason = _pass_folder(here / name, apart_from)
            if reason:
                folders.remove(name)
                yield Skipped((here / name).relative_to(root).as_posix() + "/", reason)
        for name in files:
            yield _entry(here / name, (here / name).relative_to(root).as_posix())
    for error in unreached:
        yield UnreadableFile(Path(error.filename), f"it cannot be listed ({error.strerror})", "change its permissions")


def _pass_folder(folder: Path, apart_from: Path | None) -> str | None:
    if folder.name.startswith("."):
        return "hidden"
    if folder.is_symlink():
        return "a link to a folder"
    return "the output of the build" if apart_from and folder.resolve() == apart_from else None


def _entry(path: Path, name: str) -> Entry:
    if path.name.startswith("."):
        return Skipped(name, "hidden")
    if path.is_symlink() and not path.exists():
        return Skipped(name, "a link to nothing")
    if not stat.S_ISREG(path.stat().st_mode):
        return Skipped(name, "not a regular file")
    if path.suffix.lower() not in SUFFIXES:
        return Skipped(name, f"files named {path.suffix} are not read yet; export the document as .txt or .md")
    return Input(path, name)


def _distinct(inputs: list[Input]) -> tuple[list[Input], list[UnreadableFile]]:
    by_file = list({os.path.realpath(file.path): file for file in reversed(inputs)}.values())[::-1]
    named: dict[str, Input] = {}
    clashes = []
    for file in by_file:
        first = named.setdefault(file.name, file)
        if first is not file:
            reason = f"{first.path} has the same name {file.name!r} in the graph"
            clashes.append(UnreadableFile(file.path, reason, "give the folder above both, or rename one"))
    return list(named.values()), clashes
