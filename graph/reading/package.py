"""A file of zipped XML parts (Word), opened without trusting it: nothing is unpacked to disk, fetched, or expanded.

Bombs are met by what the archive says of itself and by what comes out: parts, sizes and how much they shrank are bounded, a part with
a document type (the door of entity bombs and of external files) is refused. No part is looked up by a path outside of the archive.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from graph.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_PARTS = 20_000
"""Members of the archive; each picture is one."""
MAX_PART = 64 * 1024 * 1024
"""Bytes of one part unpacked: ninety times the longest of nine real files (0.7 MB)."""
MAX_SHRUNK = 500
"""How many times smaller a part may be packed: the text of real files shrinks 4 to 28 times."""
_SMALL = 1024 * 1024
"""Bytes below which it is no matter how much a part shrank."""
_DOCTYPE = re.compile(rb"<\0{0,3}!\0{0,3}(?:D\0{0,3}O\0{0,3}C\0{0,3}T\0{0,3}Y\0{0,3}P\0{0,3}E|E\0{0,3}N\0{0,3}T\0{0,3}I\0{0,3}T\0{0,3}Y)", re.I)  # fmt: skip
_SAVE = "open it in Word or LibreOffice and save it anew"
_TO_TEXT = "export the document as text (.txt)"


class Package:
    """The parts of an archive by their names."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError):
            raise UnreadableFile(path, "it is damaged: the archive that it is has no end", _SAVE) from None
        if len(self._zip.infolist()) > MAX_PARTS:
            raise UnreadableFile(path, f"it has more than {MAX_PARTS:,} parts", _TO_TEXT)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none of this name. Raises `UnreadableFile` for what is damaged or a bomb."""
        try:
            info = self._zip.getinfo(name.lstrip("/"))
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise UnreadableFile(self._path, "it is protected by a password", "save it without the password")
        shrunk = info.file_size / max(info.compress_size, 1)
        if info.file_size > MAX_PART or (info.file_size > _SMALL and shrunk > MAX_SHRUNK):
            size = f"{info.file_size / 1e6:,.0f} MB unpacked, {shrunk:,.0f} times its size"
            raise UnreadableFile(self._path, f"its part {name} has {size}, as a zip bomb has", _TO_TEXT)
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise UnreadableFile(self._path, f"it is damaged: its part {name} cannot be unpacked", _SAVE) from None

    def xml(self, name: str) -> Element | None:
        """The root of a part of XML, None where there is none of this name."""
        raw = self.part(name)
        return None if raw is None else xml(raw, self._path, name)

    def related(self, name: str) -> dict[str, str]:
        """The parts that a part refers to, by the last word of the kind of relation ("numbering", "footnotes"); nothing outside of
        the archive is among them."""
        at = PurePosixPath(name)
        root = self.xml(f"{at.parent / '_rels' / at.name}.rels" if name else "_rels/.rels")
        found: dict[str, str] = {}
        for relation in () if root is None else root:
            target = relation.get("Target", "")
            if relation.get("TargetMode", "Internal") != "External" and target:
                kind = relation.get("Type", "").rpartition("/")[2]
                found.setdefault(kind, _inside(at.parent, target))
        return found


def xml(raw: bytes, path: Path, name: str) -> Element:
    """The root of XML that stands in the file at `path` as its part `name`. Raises `UnreadableFile` for what is no XML or has a document type.

    >>> xml(b"<a><b/></a>", Path("a.docx"), "word/document.xml").tag
    'a'
    """
    from lxml import etree

    if _DOCTYPE.search(raw):
        raise _typed(path, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableFile(path, f"it is damaged: its part {name} is no whole XML", _SAVE) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _typed(path, name)
    return root


def _typed(path: Path, name: str) -> UnreadableFile:
    return UnreadableFile(path, f"its part {name} defines a document type, as files made to do harm have", _SAVE)


def _inside(folder: PurePosixPath, target: str) -> str:
    """The name of a part as another part in `folder` names it."""
    parts: list[str] = []
    for piece in (PurePosixPath(target) if target.startswith("/") else folder / target).parts:
        if piece == "..":
            del parts[-1:]
        elif piece not in ("/", "."):
            parts.append(piece)
    return "/".join(parts)
