"""Reading: file -> `Source`, the text untouched. One reader per format; plain text and markdown so far.

A new format is a module beside `text` that turns bytes into text, and a line in `READERS`.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from graph.errors import UnreadableFile
from graph.model import Source
from graph.reading.find import Found, Input, find
from graph.reading.sniff import Format, sniff
from graph.reading.text import decode

__all__ = ["MAX_BYTES", "READERS", "Found", "Input", "find", "read", "text_file"]

MAX_BYTES = 16 * 1024 * 1024
"""Size of one file: nine times the largest of 330 real documents (1.8 MB), and still built in bounded memory."""

READERS: dict[Format, Callable[[bytes, Path], str]] = {"text": decode}


def read(path: Path, *, name: str | None = None) -> Source:
    """The text of one file, known to the graph as `name` (the file's own name unless given).

    Raises `UnreadableFile` with reason and remedy for what is no text: empty, too large, another format, another
    encoding, no permission. Source of the format: the file's bytes, never its suffix.

    >>> read(Path(__file__)).text.startswith('\"\"\"Reading')
    True
    """
    raw = _bytes(path)
    kind = sniff(raw)
    if kind == "empty":
        raise UnreadableFile(path, "it is empty", "export the document again")
    if kind not in READERS:
        raise UnreadableFile(path, f"this is {kind}, and only plain text and markdown are read yet", _remedy(kind))
    return Source(_printable(name or path.name, path), READERS[kind](raw, path))


def text_file(name: str) -> str:
    """Where the output keeps the text of a plain-text input, relative to the output folder.

    >>> text_file("2021/ke-hoach-223.md")
    'text/2021/ke-hoach-223.md'
    """
    return f"text/{name}"


def _bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device would be read for ever
            raise UnreadableFile(path, "it is not a regular file", "save the document in a file")
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1e6:,.1f} MB, the limit is {MAX_BYTES / 1e6:,.1f} MB"
            raise UnreadableFile(path, f"it has {size}", "split it into its documents")
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except PermissionError:
        raise UnreadableFile(path, "no permission to read it", "change its permissions") from None
    except OSError as error:
        raise UnreadableFile(path, f"it cannot be read ({error.strerror})", "check the file and its disk") from None


def _remedy(kind: Format) -> str:
    return "save it as UTF-8" if kind.startswith("UTF-") else "export the document as text (.txt, UTF-8)"


def _printable(name: str, path: Path) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        raise UnreadableFile(path, "its name is not UTF-8", "rename the file") from None
    return name
