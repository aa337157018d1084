"""What the last build wrote and for what: a file that would be written again with the same bytes is taken over.

The state lies in the cache of the output. It is believed as far as the files hold what it says: each is compared with its digest.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from graph.making.folder import OURS
from graph.making.kept import Kept
from graph.making.packed import Unusable, decoded, sealed, unsealed
from graph.making.recipe import content, digest
from graph.model import Note, Outcome, Skipped

STATE = "state"
"""What the state is kept under."""
_STORE = "store"
ENGINES_OWN = ("LOG", "LOCK")
"""What the engine writes into its folder whenever it is opened, and of the rest of which nothing depends."""


class Told(msgspec.Struct, frozen=True):
    """What a build told its caller, which one that has nothing to do tells again."""

    quads: int
    claims: int
    read: tuple[str, ...]
    notes: tuple[Note, ...]
    failures: tuple[tuple[str, str, str], ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[str, ...]
    faults: tuple[Outcome, ...]


class _State(msgspec.Struct):
    """`inputs`: the digest of all that the output depends on. `files`: the digest of each file. `purposes`: of what some of them were made.
    `parts`: results of single steps, by the digest of what each depends on."""

    inputs: str
    told: Told
    files: dict[str, str]
    purposes: dict[str, str]
    parts: dict[str, bytes]


_DECODER = msgspec.msgpack.Decoder[Any](_State)


class Before:
    """The output of the last build, and notes for that of the next.

    >>> before = Before(Path("nowhere"))
    >>> before.told("inputs"), before.take("made of that", Path("new"), "index.html")
    (None, False)
    """

    def __init__(self, out: Path, kept: Kept | None = None) -> None:
        self._out, self._kept = out, kept
        self._state = _read(kept) if kept else None
        self._below: dict[str, list[str]] = defaultdict(list)
        for name in self._state.files if self._state else ():
            for folder in PurePosixPath(name).parents:
                self._below[str(folder)].append(name)
        self._good: dict[str, bool] = {}
        self._taken: dict[str, str] = {}
        self._purposes: dict[str, str] = {}
        self._parts: dict[str, bytes] = {}

    def told(self, inputs: str) -> Told | None:
        """What the last build told, where it was of the same inputs and everything that it wrote is still there."""
        state = self._state
        if state is None or state.inputs != inputs or set(_files(self._out)) != state.files.keys():
            return None
        return state.told if all(self.holds(name) for name in state.files) else None

    def holds(self, name: str) -> bool:
        """Whether a file of the output, by its path in it, or all files of a folder, are as the last build wrote them."""
        if self._state is None:
            return False
        if name not in self._good:
            names, files = self._names(name), self._state.files
            self._good[name] = bool(names) and all(_content(self._out / each) == files[each] for each in names)
        return self._good[name]

    def _names(self, name: str) -> list[str]:
        """A file, or the files of a folder, that the last build wrote."""
        return [name] if self._state and name in self._state.files else self._below[name]

    def take(self, purpose: str, new: Path, *names: str) -> bool:
        """Whether these files or folders, by their paths in the output, were all made for the same purpose; if so they are now in the folder
        `new` too, as the same files: what is not taken over as a whole must be written anew, never over what was there.

        `purpose` is the digest of all that they depend on; it is noted for the next build.
        """
        self._purposes.update(dict.fromkeys(names, purpose))
        state, files = self._state, [each for name in names for each in self._names(name)]
        for each in files:  # a first try may have taken it
            self._taken.pop(each, None)
        if state is None or not all(state.purposes.get(name) == purpose and self.holds(name) for name in names):
            return False
        self._taken.update((each, state.files[each]) for each in files)
        for name in names:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            if (self._out / name).is_dir():
                shutil.copytree(self._out / name, new / name, copy_function=_linked)
            else:
                _linked(self._out / name, new / name)
        return True

    def store(self, new: Path) -> Path | None:
        """The `graph.nq` of the last build, whose store is now in the folder `new` too, to be changed there; None where either is not as it was
        written."""
        if not all(map(self.holds, ("graph.nq", "graph.ttl", _STORE))):
            return None
        (new / _STORE).mkdir()
        for path in sorted((self._out / _STORE).iterdir()):
            if path.suffix == ".sst":  # the engine never changes such a file
                _linked(path, new / _STORE / path.name)
            elif path.name not in ENGINES_OWN:
                shutil.copyfile(path, new / _STORE / path.name)
        return self._out / "graph.nq"

    def remembered(self, purpose: str, kind: Any) -> Any:
        """What the last build noted for a purpose, None where it noted nothing of that kind, a type of plain values."""
        noted = self._state.parts.get(purpose) if self._state else None
        try:
            return decoded(msgspec.msgpack.Decoder(kind), noted) if noted else None
        except Unusable:
            return None

    def note(self, purpose: str, result: Any) -> None:
        """Notes for the next build what was found for a purpose, which tells all that it depends on."""
        self._parts[purpose] = msgspec.msgpack.encode(result)

    def write(self, inputs: str, told: Told) -> None:
        """Keeps what this build wrote, once it is in its place."""
        if self._kept:
            files = {name: self._taken.get(name) or _content(self._out / name) for name in _files(self._out)}
            state = _State(inputs, told, files, self._purposes, self._parts)
            self._kept.put(STATE, sealed(msgspec.msgpack.encode(state)))


def _read(kept: Kept) -> _State | None:
    try:
        state: _State = decoded(_DECODER, unsealed(kept.get(STATE) or b""))
    except Unusable:
        return None
    return state


def inputs(*told: object) -> str:
    """The digest of what a build is given."""
    return digest(repr(told).encode(errors="surrogatepass"))


def _files(out: Path) -> Iterator[str]:
    """All files of ours below the output."""
    for name in sorted(OURS):
        path = out / name
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        found = (each.relative_to(out) for each in below if each.is_file())
        yield from (each.as_posix() for each in found if each.parts[0] != _STORE or each.name not in ENGINES_OWN)


def _content(path: Path) -> str:
    try:
        return content(path)
    except OSError:
        return ""


def _linked(one: str | Path, other: str | Path) -> None:
    """The file in another place: as the same file where the system can, else as a copy."""
    try:
        os.link(one, other)
    except OSError:
        shutil.copyfile(one, other)
