"""Plain text and markdown: bytes to the characters that the offsets count.

Nothing of Unicode is rewritten: line ends stay as they are (CRLF too), Unicode stays composed or decomposed, soft hyphens and
no-break spaces stay. The one thing that is no part of the text is a byte order mark: it says how to read the file,
and a reader that keeps it would count every offset one too far.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from graph.errors import UnreadableFile
from graph.reading import encodings

MAX_LINE = 1_000_000
"""Characters in one line. The longest of 330 real documents has 2,600, a whole document exported as one line some
hundred thousand; what is longer is data, and the rules, which read line by line, would need minutes for it."""


def decode(raw: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    r"""Text of a UTF-8 file (with or without byte order mark), of a UTF-16 file with one, or of a file in one of the older Vietnamese
    encodings, and a remark where it was converted.

    Raises `UnreadableFile` for every other encoding, and for a file in UTF-8 that is damaged.

    >>> decode("Thuỷ\r\n".encode("utf-8-sig"), Path("a.txt"))
    ('Thuỷ\r\n', ())
    """
    utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    remarks: tuple[str, ...] = ()
    try:
        text = raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        known = None if utf16 or _mostly_utf8(raw) else encodings.recognised(raw)
        if not known:
            raise _undecodable(raw, error, path, utf16=utf16) from None
        text, remarks = known.decode(raw), (known.remark,)
    _check(text, path)
    return text, remarks


def _undecodable(raw: bytes, error: UnicodeDecodeError, path: Path, *, utf16: bool) -> UnreadableFile:
    if utf16:
        return UnreadableFile(path, "it begins as UTF-16 and goes on as something else", "save it again as UTF-8")
    line = raw.count(b"\n", 0, error.start) + 1
    where = f"byte 0x{raw[error.start]:02X} in line {line} is not UTF-8"
    if _mostly_utf8(raw):
        return UnreadableFile(path, f"it is damaged: {where}", "repair that line, or export the document again")
    return UnreadableFile(
        path,
        f"{where}, and neither TCVN3, VNI nor Windows-1258 makes Vietnamese of it",
        "convert it to Unicode (UTF-8) first, for example with UniKey's converter or iconv",
    )


def _mostly_utf8(raw: bytes) -> bool:
    """Old encodings never form valid sequences by chance in numbers; a damaged file has few bad places."""
    text = raw.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - bad > 10 * bad


def _check(text: str, path: Path) -> None:
    if not text.strip():
        raise UnreadableFile(path, "it holds no text, only blanks", "export the document again")
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        reason = f"one line has {longest:,} characters, the limit is {MAX_LINE:,}"
        raise UnreadableFile(path, reason, "break it into the lines of the document")
