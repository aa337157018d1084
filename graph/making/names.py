"""Where the output keeps what belongs to each input file: names that every system can hold, whatever the files are called.

A name that every system holds is kept as it is. An odd one (not UTF-8, with characters that Windows refuses or that steer a terminal, too
long, a device of Windows) and one that would fall upon another (by case or by composed letters, a file where a folder has to be) gets
six hexadecimal digits of its digest, so that it is the same on every build.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath

from graph.errors import steers
from graph.reading import text_file

LONGEST = 240
"""Bytes of one name: systems hold 255, and a reading page adds up to ten (".txt.pages")."""
DEEPEST = 1000
"""Bytes of a whole path below the output: systems hold 4,096 with all that stands before it, and some a quarter of it."""
_CUT, _SUFFIX = 120, 16
_REFUSED = frozenset('<>:"|?*\\')
"""Characters that Windows has in no name, as Microsoft's "Naming Files, Paths, and Namespaces" lists them; so are its devices."""
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³]|CONIN\$|CONOUT\$) *(?:\..*)?", re.IGNORECASE)
_PAGES = re.compile(r".*\.(?:html|pages)", re.IGNORECASE | re.DOTALL)
"""What the output calls its own beside folders of the input: the page of a document, and its sheets."""


def kept(names: Iterable[str]) -> dict[str, str]:
    """Where the text of each file is kept, relative to the output, by the file's name in the graph; no two meet on any system.

    >>> kept(["2021/kế hoạch.txt", "b.docx"])
    {'2021/kế hoạch.txt': 'text/2021/kế hoạch.txt', 'b.docx': 'text/b.docx.txt'}
    >>> list(kept(["A.txt", "a.txt", "con.txt"]).values())
    ['text/A.txt', 'text/a-18b7cb.txt', 'text/_con-d3bde2.txt']
    """
    taken = _Taken()
    return {name: taken.place(name) for name in sorted(names)}


def safe(name: str) -> str:
    """The name, each part of it as every system can hold it.

    >>> safe("2021/a.txt"), safe("a:b?.txt"), safe("x ./a.txt")
    ('2021/a.txt', 'a_b_-48940b.txt', 'x__-aca2ee/a.txt')
    """
    *folders, last = PurePosixPath(name).parts
    path = "/".join([*(_part(folder, folder=True) for folder in folders), _part(last)])
    return path if len(path.encode()) <= DEEPEST else _marked(_part(last), name)


class _Taken:
    """What was placed, as a system knows it that does not tell capitals, or composed letters, apart."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def place(self, name: str) -> str:
        """A path for the text of a file that meets none before it."""
        *folders, last = text_file(safe(name)).split("/")
        above = ""
        for folder in folders:
            free = folder if _key(above + folder) not in self._files else _marked(folder, above + folder, folder=True)
            above += f"{free}/"
            self._folders.add(_key(above[:-1]))
        path, turn = above + last, 0
        while _key(path) in self._files or _key(path) in self._folders:
            path, turn = above + _marked(last, name + "/" * turn), turn + 1
        self._files.add(_key(path))
        return path


def _part(part: str, *, folder: bool = False) -> str:
    written = "".join("_" if c in _REFUSED or steers(c) else c for c in part)
    written = re.sub(r"[ .]+$", lambda end: "_" * len(end[0]), written)
    written = f"_{written}" if _DEVICE.fullmatch(part) else written
    odd = written != part or len(part.encode()) > LONGEST or (folder and _PAGES.fullmatch(part))
    return _marked(written, part, folder=folder) if odd else part


def _marked(part: str, of: str, *, folder: bool = False) -> str:
    """One part of a path with the digest of a name: of a file before its suffix."""
    suffix = PurePosixPath(part).suffix
    suffix = "" if folder or len(suffix.encode()) > _SUFFIX else suffix
    stem = part.removesuffix(suffix)
    if len(stem.encode()) > _CUT:
        stem = stem.encode()[:_CUT].decode(errors="ignore")
    return f"{stem}-{sha256(of.encode(errors='surrogatepass')).hexdigest()[:6]}{suffix}"


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
