"""Which files of the given paths are documents, in an order that is the same everywhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from graph.errors import UnreadableFile, shown
from graph.model import Skipped
from graph.reading import archive
from graph.reading.child import READERS
from graph.reading.sniff import Format, sniff

SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown"})
"""Names of text in a *folder*. A file given by itself is read whatever it is called."""
DOCUMENTS = SUFFIXES | {".doc", ".docx", ".docm", ".rtf", ".odt", ".htm", ".html", ".xhtml", ".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg"}  # fmt: skip
"""Names of documents. Text under any other name (.csv, .yaml, .py) is data or a program."""
MAX_BYTES = 16 * 1024 * 1024
MAX_LARGE = 256 * 1024 * 1024
"""Size of a file that its reader takes from disk (all but text and web pages): a hundred pages scanned in colour at 300 dots an inch, or a Word
file with many pictures, of which nothing but the words is unpacked."""
CORRECTIONS = "corrections*.y*ml"
"""Names of files that are no documents but say what a curator decided of those beside them: that of the review page has its day in it."""
READ_WHOLE = frozenset[Format]({"text", "a web page", "an XML file", "a binary file"})
"""Formats that are read whole, so that the smaller limit holds for them."""
_TAIL = 1024 * 1024
"""Size of one file: nine times the largest of 330 real documents (1.8 MB), and still built in bounded memory."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and its name in the graph: its path relative to the folder it was found in. `member`: which file of the archive
    at `path` it is."""

    path: Path
    name: str
    member: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the given paths hold: documents to read, what was passed over, what cannot be reached, and files with corrections: those in the
    folders, and those beside files that were given by themselves (`beside`), which may be of others too."""

    files: tuple[Input, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[UnreadableFile, ...] = ()
    corrections: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()


Entry = Input | Skipped | UnreadableFile | Path


def find(paths: Iterable[Path], *, apart_from: Path | None = None) -> Found:
    """Documents under `paths`, folders with everything below them, sorted by name within each path.

    What a file is its bytes say, not its name; a .zip stands for what is in it. Passed over in folders, and listed: hidden
    files, links to folders and to files outside, files that are no documents, and `apart_from` (the output). The same file reached twice counts
    once; two different files with one name are a failure of the second, because their offsets would count the same text file. Names are
    given as they can be printed: "b\\xe1o.txt" where the file's own has a byte that is not UTF-8.

    >>> [file.name for file in find([Path(__file__)]).files]
    ['find.py']
    """
    entries = [entry for path in paths for entry in _entries(path, apart_from.resolve() if apart_from else None)]
    files, failures = _distinct(
        [replace(entry, name=shown(entry.name)) for entry in entries if isinstance(entry, Input)]
    )
    unreached = [entry for entry in entries if isinstance(entry, UnreadableFile)]
    skipped = tuple(
        dict.fromkeys(replace(entry, name=shown(entry.name)) for entry in entries if isinstance(entry, Skipped))
    )
    inside = sorted({Path(os.path.realpath(entry)): entry for entry in entries if isinstance(entry, Path)}.values())
    known = {os.path.realpath(each) for each in inside}
    around = {path.parent for path in paths if path.is_file()}
    beside = sorted(
        each
        for folder in around
        for each in folder.glob(CORRECTIONS)
        if each.is_file() and os.path.realpath(each) not in known
    )
    return Found(tuple(files), skipped, (*unreached, *failures), tuple(inside), tuple(beside))


def _entries(path: Path, apart_from: Path | None) -> Iterator[Entry]:
    try:
        yield from _under(path, apart_from)
    except OSError as error:
        yield UnreadableFile(path, f"it cannot be reached ({error.strerror})", "change the permissions of its folder")


def _under(path: Path, apart_from: Path | None) -> Iterator[Entry]:
    if path.is_dir():
        yield from sorted(_walk(path, apart_from), key=_order)
    elif path.is_symlink() and not path.exists():
        yield UnreadableFile(path, "it is a link to nothing", "check where it points")
    elif not path.exists():
        yield UnreadableFile(path, "there is no such file or folder", "check the spelling")
    elif path.is_file() and _kind(path) == "a zip file":
        yield from _members(path, path.name)
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
            try:
                yield from _entry(here / name, (here / name).relative_to(root).as_posix(), Path(os.path.realpath(root)))
            except OSError as refused:  # a folder that may be listed and not entered
                reason = f"it cannot be reached ({refused.strerror})"
                yield UnreadableFile(here / name, reason, "change the permissions of its folder")
    for error in unreached:
        yield UnreadableFile(Path(error.filename), f"it cannot be listed ({error.strerror})", "change its permissions")


def _pass_folder(folder: Path, apart_from: Path | None) -> str | None:
    if folder.name.startswith("."):
        return "hidden"
    if folder.is_symlink():
        return "a link to a folder"
    return "the output of the build" if apart_from and folder.resolve() == apart_from else None


def _entry(path: Path, name: str, root: Path) -> Iterator[Entry]:
    if path.name.startswith("."):
        yield Skipped(name, "hidden")
    elif path.is_symlink() and not path.exists():
        yield Skipped(name, "a link to nothing")
    elif path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
        yield Skipped(name, "a link to a file outside of the folder; give that file by itself if it is meant")
    elif not stat.S_ISREG(path.stat().st_mode):
        yield Skipped(name, "not a regular file")
    elif fnmatch(path.name, CORRECTIONS):
        yield path
    elif path.suffix.lower() in SUFFIXES or (kind := _kind(path)) is None:
        yield Input(path, name)  # what is wrong with it is told when it is read
    elif kind == "a zip file":
        yield from _members(path, name)
    else:
        reason = _no_document(kind, path.suffix)
        yield Skipped(name, reason) if reason else Input(path, name)


def _kind(path: Path) -> Format | None:
    """What a file is by its bytes, None where they cannot be had."""
    try:
        with path.open("rb") as file:
            return sniff(signature(file))
    except OSError:
        return None


def signature(file: BinaryIO) -> bytes:
    """What tells the format of a file: its beginning, and of a large one its end, where archives name their parts.

    >>> from io import BytesIO
    >>> signature(BytesIO(b"%PDF-1.7"))
    b'%PDF-1.7'
    """
    head = file.read(MAX_BYTES)
    if len(head) < MAX_BYTES:
        return head
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - _TAIL, len(head)))
    return head + file.read(_TAIL)


def _no_document(kind: Format, suffix: str) -> str | None:
    """Why a file of this kind and name is no document; None where it is one."""
    if kind in READERS or (kind in ("text", "empty") and suffix.lower() in DOCUMENTS):
        return None
    if kind == "text":
        return f"text in a file named {suffix} is no document; name it .txt if it is one"
    return f"{kind} is no document that is read" if kind != "empty" else "it is empty"


def _members(path: Path, name: str) -> Iterator[Entry]:
    """The documents of an archive."""
    try:
        for found in archive.members(path, MAX_LARGE):
            if isinstance(found, Skipped):
                yield Skipped(f"{name}/{found.name}", found.reason)
                continue
            member, raw = found
            inside = f"{name}/{archive.shown(member)}"
            kind = sniff(raw)
            if kind in READ_WHOLE and len(raw) > MAX_BYTES:
                yield Skipped(inside, f"it has {len(raw) / 1e6:,.1f} MB, the limit is {MAX_BYTES / 1e6:,.1f} MB")
            elif kind == "a zip file":
                yield Skipped(inside, "an archive inside of an archive; unpack it and give the folder")
            elif reason := _no_document(kind, PurePosixPath(member).suffix):
                yield Skipped(inside, reason)
            else:
                yield Input(path, inside, member)
    except UnreadableFile as failure:
        yield failure


def _distinct(inputs: list[Input]) -> tuple[list[Input], list[UnreadableFile]]:
    by_file = list({(os.path.realpath(file.path), file.member): file for file in reversed(inputs)}.values())[::-1]
    named: dict[str, Input] = {}
    clashes = []
    for file in by_file:
        first = named.setdefault(file.name, file)
        if first is not file:
            reason = f"{first.path / first.member} has the same name {file.name!r} in the graph"
            clashes.append(UnreadableFile(file.path, reason, "give the folder above both, or rename one"))
    return list(named.values()), clashes
