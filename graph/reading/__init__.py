"""Reading: file -> `Source`. One reader per format, known by the file's bytes and never by its name.

A new format is a module beside `text`, a name in `sniff.Format` and a line in `child.READERS`. Plain text is read here;
every other format in a process of its own, because its parser may crash, hang or grow on a hostile file.
"""

from __future__ import annotations

import stat
from contextlib import nullcontext
from pathlib import Path

from graph.errors import UnreadableFile
from graph.model import Source
from graph.reading import child
from graph.reading.archive import unpacked
from graph.reading.child import READERS, Told
from graph.reading.find import MAX_BYTES, MAX_LARGE, READ_WHOLE, SUFFIXES, Found, Input, find, signature
from graph.reading.sniff import HEAD, Format, sniff
from graph.reading.text import decode

__all__ = ["MAX_BYTES", "READERS", "Found", "Input", "draw", "find", "read", "text_file"]


def read(path: Path, *, name: str | None = None, tell: Told | None = None, member: str = "") -> Source:
    """The text of one file and what else it knows, the file known to the graph as `name` (its own name unless given).

    Raises `UnreadableFile` with reason and remedy for what cannot be read: empty, too large, another format, another
    encoding, damaged, no permission. `member` names one file of the archive at `path`. `tell` is told the page at which a
    long reading is. Source of the format: the file's bytes, never its suffix.

    >>> read(Path(__file__)).text.startswith('\"\"\"Reading')
    True
    """
    if member:
        with unpacked(path, member) as inner:
            try:
                return read(inner, name=name, tell=tell)
            except UnreadableFile as failure:
                raise UnreadableFile(path / member, failure.reason, failure.remedy) from None
    raw = _bytes(path)
    name = _printable(name or path.name, path)
    kind = sniff(raw)
    if kind == "text":
        text, remarks = decode(raw, path)
        return Source(name, text, remarks=remarks)
    if kind in READERS:
        return child.read(path, kind, name, tell)
    if kind == "empty":
        raise UnreadableFile(path, "it is empty", "export the document again")
    raise UnreadableFile(path, f"this is {kind}, and such files are not read yet", _remedy(kind))


def draw(file: Input, source: Source, folder: Path) -> int:
    """How many pages of a document that has pages were written as pictures into a new folder: `1.jpg` and so on. A file whose pages cannot be
    drawn has none: its words are read all the same.

    >>> draw(Input(Path("a.txt"), "a.txt"), Source("a.txt", "Kế hoạch"), Path("nowhere"))
    0
    """
    turns = {page.number: page.turned for page in source.pages if page.width}
    if not turns or not source.boxes:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with unpacked(file.path, file.member) if file.member else nullcontext(file.path) as path:
            return child.draw(path, sniff(_bytes(path)), folder, turns)
    except UnreadableFile:
        return 0


def text_file(name: str) -> str:
    """Where the output keeps the text of an input file, relative to the output folder: that of plain text under the
    file's own name, that of others with `.txt` behind it.

    >>> text_file("2021/ke-hoach-223.md"), text_file("ke-hoach.docx")
    ('text/2021/ke-hoach-223.md', 'text/ke-hoach.docx.txt')
    """
    return f"text/{name}" if Path(name).suffix.lower() in SUFFIXES else f"text/{name}.txt"


def _bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device would be read for ever
            raise UnreadableFile(path, "it is not a regular file", "save the document in a file")
        with path.open("rb") as file:
            most = MAX_BYTES if sniff(file.read(HEAD)) in READ_WHOLE else MAX_LARGE
            if status.st_size > most:
                size = f"{status.st_size / 1e6:,.1f} MB, the limit is {most / 1e6:,.1f} MB"
                raise UnreadableFile(path, f"it has {size}", "split it into its documents")
            file.seek(0)
            return signature(file)
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
