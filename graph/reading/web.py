"""Web pages (.html): the document without the site around it, its tables with true cells, its foot notes.

The document is the part of the page in which its marks stand (articles, numbered items, "Căn cứ", letterhead, recipients). Nothing that a page
refers to is fetched, nothing of it is run. Read are UTF-8 first, then what the page says of its encoding, then the older Vietnamese ones.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UnreadableFile
from graph.model import Source
from graph.reading import encodings, flow
from graph.reading.draft import Draft
from graph.reading.web_flow import Page
from graph.reading.web_part import document_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})|<\?xml[^>]{0,100}?encoding=[\"']([A-Za-z0-9_.:-]{1,40})", re.I)  # fmt: skip
_HEAD = 8192
"""Bytes in which a page names its encoding."""
_UNRELIABLE = frozenset({"iso-8859-1", "windows-1252", "us-ascii", "ascii", "latin1", "x-user-defined"})
"""Encodings that pages in TCVN3 and VNI name, whose letters they borrow."""


def read(path: Path, name: str, tell: Callable[[int, int], None] | None = None) -> Source:
    """The source of the web page at `path`, known to the graph as `name`. Raises `UnreadableFile` with reason and remedy."""
    del tell
    text, remarks = characters(path.read_bytes(), path)
    text, mended = encodings.mended(text)
    remarks += [mended] if mended else []
    root = _parsed(text)
    draft = Draft()
    if root is not None:
        part = document_of(root)
        flow.write(Page(root).blocks(part), draft)
    draft.unbroken = not draft.broken()
    source = draft.source(name)
    if not source.text.strip():
        raise UnreadableFile(
            path, "the page holds no text", "save the page of the document itself, or export it as text (.txt)"
        )
    draft.remarks += remarks
    return draft.source(name)


def characters(raw: bytes, path: Path) -> tuple[str, list[str]]:
    """The characters of a page and remarks on their encoding.

    >>> characters("<p>Kế hoạch</p>".encode(), Path("a.html"))
    ('<p>Kế hoạch</p>', [])
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), []
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    named = _CHARSET.search(raw[:_HEAD])
    charset = (named[1] or named[2]).decode("ascii").lower() if named else ""
    if charset and charset not in _UNRELIABLE and charset not in ("utf-8", "utf8"):
        try:
            return unicodedata.normalize("NFC", raw.decode(charset, errors="replace")), []
        except LookupError:
            pass
    known = encodings.recognised(raw)
    if known:
        return known.decode(raw), [known.remark]
    if raw.decode("utf-8", errors="replace").count("\ufffd") * 1000 < len(raw):  # a few bytes are damaged
        return raw.decode("utf-8", errors="replace"), ["Some characters of the page are damaged and were left out."]
    raise UnreadableFile(path, "its encoding is none that is known", "save the page as UTF-8")


def _parsed(text: str) -> Element | None:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(text.replace("\0", "").encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
