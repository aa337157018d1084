"""A .zip of documents: its members are documents of their own, named by the archive and their place in it ("a.zip/2021/b.docx").

Nothing is unpacked to where a name says: a member is read from the archive when it is its turn. Refused, each with its reason: members whose
names lead out of the archive, those protected by a password, bombs, and archives inside of archives.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from graph.errors import UnreadableFile
from graph.model import Skipped

MAX_MEMBERS = 5000
MAX_SHRUNK = 500
_SMALL = 1024 * 1024
_ENCRYPTED = 1
_UTF_8 = 0x800


def members(path: Path, most: int) -> Iterator[tuple[str, bytes] | Skipped]:
    """The members of an archive with their bytes, in order of their names, and what is passed over; a member has at most `most` bytes.
    Raises `UnreadableFile` where the archive itself cannot be read."""
    with _opened(path) as archive:
        listed = [info for info in archive.infolist() if not info.is_dir()]
        if len(listed) > MAX_MEMBERS:
            reason = f"it has {len(listed):,} files, the limit is {MAX_MEMBERS:,}"
            raise UnreadableFile(path, reason, "split it, or unpack it and give the folder")
        for info in sorted(listed, key=lambda info: PurePosixPath(_name(info)).parts):
            name = _name(info)
            if refused := _refused(info, name, most):
                yield Skipped(name, refused)
                continue
            try:
                yield info.filename, archive.read(info)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
                yield Skipped(name, "it cannot be unpacked; the archive is damaged")


@contextmanager
def unpacked(path: Path, member: str) -> Iterator[Path]:
    """A file with the bytes of one member, for as long as it is read."""
    with _opened(path) as archive, TemporaryDirectory(prefix="policygraph-") as folder:
        made = Path(folder) / "document"
        try:
            made.write_bytes(archive.read(member))
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise UnreadableFile(path / member, "it cannot be unpacked", "make the archive anew") from None
        yield made


def shown(member: str) -> str:
    """A member's name as people read it: names in UTF-8 that the archive does not mark as such are put right.

    >>> shown("a/b.txt")
    'a/b.txt'
    """
    try:
        return member.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except PermissionError:
        raise UnreadableFile(path, "no permission to read it", "change its permissions") from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError):
        raise UnreadableFile(
            path, "it is a damaged archive", "make it anew, or unpack it and give the folder"
        ) from None
    with archive:
        yield archive


def _name(info: zipfile.ZipInfo) -> str:
    return info.filename if info.flag_bits & _UTF_8 else shown(info.filename)


def _refused(info: zipfile.ZipInfo, name: str, most: int) -> str | None:
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/") or "\\" in name or ":" in parts[0]:
        return "its name leads out of the archive"
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return "hidden"
    if info.flag_bits & _ENCRYPTED:
        return "it is protected by a password; unpack the archive and give the folder"
    shrunk = info.file_size / max(info.compress_size, 1)
    if info.file_size > _SMALL and shrunk > MAX_SHRUNK:
        return f"it has {info.file_size / 1e6:,.0f} MB, {shrunk:,.0f} times its packed size, as a zip bomb has"
    if info.file_size > most:
        return f"it has {info.file_size / 1e6:,.1f} MB, the limit is {most / 1e6:,.1f} MB"
    return None
