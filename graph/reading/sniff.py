"""What a file is, by its first bytes. Names lie: a PDF is called .txt, plain text is called .doc."""

from __future__ import annotations

import codecs
import re
from typing import Literal

Format = Literal[
    "empty", "text", "a PDF file", "a Word file", "an Excel file", "a PowerPoint file", "an OpenDocument text", "an OpenDocument file", "a zip file",
    "an old Word file", "an old Excel or PowerPoint file", "an RTF file", "a web page",
    "an XML file", "a picture", "a compressed file", "a binary file",
    "UTF-16 text without its byte order mark", "UTF-32 text",
]  # fmt: skip

HEAD = 64 * 1024
"""Bytes looked at for signatures and control characters; NULs are counted in the whole file, which is quick."""

STRAY = 0.001
"""Share of NULs that a text may have: pdftotext writes one for a box to tick that has no letter."""

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file"),
    (b"PK\x05\x06", "a zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!", "a compressed file"),
)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FRAGMENT = re.compile(
    rb"\s*<(?:meta|title|link|style|script|base|div|p|table|center|article|section|main|span|font|h[1-6]|pre)\b[^<>]*>",
    re.I,
)
_TAG = re.compile(rb"</?(?:p|div|br|span|font|b|strong|table|tr|td|h[1-6]|pre)\b[^<>]*>", re.I)
"""What a piece of a web page begins with, as it is copied out of one, and what stands in many of its lines."""
_XML = re.compile(rb"\s*<\?xml\b")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


def sniff(raw: bytes) -> Format:
    r"""Format of the file with these bytes.

    >>> sniff(b"%PDF-1.7\n"), sniff("Số: 223/KH-UBND".encode()), sniff(b"")
    ('a PDF file', 'text', 'empty')
    """
    head = raw[:HEAD]
    if not head:
        return "empty"
    start = head.lstrip()
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return _zipped(raw) if name == "a zip file" else _compound(raw) if name == "an old Word file" else name
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the former begins like UTF-16
        return "UTF-32 text"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "a web page" if _HTML.match(head.decode("utf-16", errors="ignore").encode(errors="ignore")) else "text"
    if raw.count(0) > STRAY * len(raw):
        return _with_nuls(head)
    if len(head.translate(None, _CONTROLS)) < 0.99 * len(head):
        return "a binary file"
    return _markup(head.removeprefix(codecs.BOM_UTF8))


_PARTS: tuple[tuple[bytes, Format], ...] = (
    (b"word/document", "a Word file"),
    (b"xl/workbook", "an Excel file"),
    (b"ppt/presentation", "a PowerPoint file"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
)


def _zipped(raw: bytes) -> Format:
    """What an archive is, by the names of its parts: they stand uncompressed at its end and before each part. Of Office's formats
    the first name says so too, where the end is missing. Archives of such formats are archives, also where they are not packed."""
    names = _named(raw)
    if names:
        own = b"\0".join(name for name in names if name.count(b"/") < 2)
        if b"mimetype" in names:
            own += raw[:200]
        return next((kind for name, kind in _PARTS if name in own), "a zip file")
    if any(name in raw[:200] for name in (b"[Content_Types].xml", b"_rels/.rels", b"mimetype", b"docProps/", b"word/")):
        return next((kind for name, kind in _PARTS if name in raw), "a zip file")
    if b"[Content_Types].xml" in raw[-HEAD:]:
        return next((kind for name, kind in _PARTS if name in raw[-HEAD:]), "a zip file")
    return "a zip file"


def _named(raw: bytes) -> list[bytes]:
    """The names in the directory at the end of an archive, [] where it is missing. Source: PKWARE's APPNOTE, 4.3.12 and 4.3.16."""
    end = raw.rfind(b"PK\x05\x06")
    at = end - int.from_bytes(raw[end + 12 : end + 16], "little")
    names = []
    while 0 <= at < end and raw[at : at + 4] == b"PK\x01\x02":
        long, *more = (int.from_bytes(raw[at + i : at + i + 2], "little") for i in (28, 30, 32))
        names.append(raw[at + 46 : at + 46 + long])
        at += 46 + long + sum(more)
    return names


def _compound(raw: bytes) -> Format:
    """What a compound file is, by the names of its streams. A file of today's Office that is protected by a password is one too, and is
    told by its reader."""
    others = ("Workbook", "Book", "PowerPoint Document")
    if "WordDocument".encode("utf-16-le") in raw or "EncryptedPackage".encode("utf-16-le") in raw:
        return "an old Word file"
    return (
        "an old Excel or PowerPoint file" if any(o.encode("utf-16-le") in raw for o in others) else "an old Word file"
    )


def _with_nuls(head: bytes) -> Format:
    """UTF-16 has its NULs on one side: Vietnamese letters alternate with blanks and ASCII."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    few, many = sorted((even, odd))
    one_sided = few * 20 <= many and many * 5 >= len(head) // 2
    return "UTF-16 text without its byte order mark" if one_sided else "a binary file"


def _markup(head: bytes) -> Format:
    if _HTML.match(head) or (_FRAGMENT.match(head) and 4 * len(_TAG.findall(head)) > head.strip().count(b"\n")):
        return "a web page"
    return "an XML file" if _XML.match(head) else "text"
