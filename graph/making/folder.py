"""The output folder: a build is written beside it and swapped in whole, so that what was there stays good until then.

The new folder lies in a hidden sibling, `.output.building-…`, which the building process keeps locked. A process that
is killed leaves the sibling behind; the next build finds it unlocked, returns to the output what is not ours, and
removes it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.errors import PolicyGraphError

OURS = frozenset(
    {
        "graph.nq", "graph.ttl", "store", "text", "documents", "index.html", "graph.html", "ontology.html", "review.html", "search.html",
        "workload.csv", "workload.xlsx", "deadlines.csv", "coordination.csv", "chains.csv", "coverage.csv", "goals.csv",
        "gaps.csv", "figures", "report.md", "datacard.md",
    }
)  # fmt: skip
"""What a build writes, and all that the next one replaces. Everything else in the folder is the user's and stays."""

_AT_FDCWD, _EXCHANGE = -100, 2


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder to build in; on leaving without an exception it takes the place of `out`.

    Refuses (`PolicyGraphError`) what a build must not replace: a file, somebody's folder of other things, a mount.

    >>> with tempfile.TemporaryDirectory() as here:
    ...     for text in "one", "two":
    ...         with replacing(Path(here, "output")) as new:
    ...             _ = (new / "graph.nq").write_text(text)
    ...     (Path(here) / "output" / "graph.nq").read_text(), os.listdir(here)
    ('two', ['output'])
    """
    out = Path(os.path.realpath(out))  # a link keeps pointing at its folder
    _refuse(out)
    try:
        with _workshop(out) as workshop:
            (workshop / "new").mkdir()
            yield workshop / "new"
            _swap(workshop, out)
    except OSError as error:
        reason = f"cannot be written ({error.strerror or error}); what was there before is unchanged"
        raise PolicyGraphError(f"{out}: {reason}. Make room, or name another folder with -o") from error


def holds(out: Path, path: Path) -> bool:
    """Whether `path` is `out` or lies in what a build replaces there: in `out/text`, not in `out/mine`."""
    here, inside = Path(os.path.realpath(out)), Path(os.path.realpath(path))
    if not inside.is_relative_to(here):
        return False
    parts = inside.relative_to(here).parts
    return not parts or parts[0] in OURS


def _prefix(out: Path) -> str:
    return f".{out.name}.building-"


def _refuse(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise PolicyGraphError(f"{out}: this is a file; name a folder with -o")
    if os.path.ismount(out):
        raise PolicyGraphError(
            f"{out}: this is a mount point, which cannot be replaced; name a folder inside it with -o"
        )
    names = {entry.name for entry in out.iterdir() if not entry.name.startswith(".")} if out.is_dir() else set()
    built = "graph.nq" in names and ("report.md" in names or names <= OURS)
    if names and not built:
        raise PolicyGraphError(
            f"{out}: this folder holds other things ({', '.join(sorted(names)[:3])}) and no earlier build; "
            "name a new or empty folder with -o"
        )


@contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    out.parent.mkdir(parents=True, exist_ok=True)
    _recover(out)
    workshop = Path(tempfile.mkdtemp(prefix=_prefix(out), dir=out.parent))
    with _locked(workshop):
        try:
            yield workshop
        finally:
            _close(workshop, out)


@contextmanager
def _locked(workshop: Path) -> Iterator[bool]:
    """Whether this process holds the lock of `workshop`; it ends with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # Windows: an open store cannot be removed by another process there anyway
        yield True
        return
    handle = os.open(workshop, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


def _swap(workshop: Path, out: Path) -> None:
    """`workshop/new` and `out` change places in one step where the system can, in two renames where it cannot."""
    if not out.exists():
        (workshop / "new").rename(out)
    elif not _exchange(workshop / "new", out):
        out.rename(workshop / "old")
        (workshop / "new").rename(out)


def _exchange(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)  # glibc 2.28, 2018
    return rename is not None and rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0


def _return_foreign(workshop: Path, out: Path) -> None:
    """Whatever is not ours goes from the replaced folder into the one that replaced it."""
    for name in ("old", "new"):
        for entry in sorted((workshop / name).iterdir()) if (workshop / name).is_dir() else ():
            if entry.name not in OURS and not (out / entry.name).exists():
                entry.rename(out / entry.name)


def _recover(out: Path) -> None:
    """Clears what killed builds left beside `out`."""
    for workshop in sorted(out.parent.iterdir()):
        if workshop.name.startswith(_prefix(out)):
            with suppress(OSError), _locked(workshop) as abandoned:
                if abandoned:
                    _close(workshop, out)


def _close(workshop: Path, out: Path) -> None:
    """Removes a workshop at any stage of its work, once everything that is not to be lost is back in `out`."""
    if not out.exists() and (workshop / "old").is_dir():
        (workshop / "old").rename(out)
    if out.is_dir():
        _return_foreign(workshop, out)
    shutil.rmtree(workshop, ignore_errors=True)
