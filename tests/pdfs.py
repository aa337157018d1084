"""PDF files written by hand, for what no office program writes: damaged, hostile, turned, stamped."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence


def pdf(
    pages: Sequence[bytes],
    *,
    extra: Mapping[int, bytes] | None = None,
    attributes: bytes = b"",
    wide: int = 595,
    high: int = 842,
    face: bytes = b"Times-Roman",
) -> bytes:
    """A file whose pages draw these contents in a font (`/F`); `extra` are further objects by number, from 900 on, and `attributes` belong to
    each page."""
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(len(pages)))),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % face,
    }
    for i, content in enumerate(pages):
        objects[10 + 2 * i] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>/XObject<</X 900 0 R>>>>/Contents %d 0 R%s>>"
            % (wide, high, 11 + 2 * i, attributes)
        )
        objects[11 + 2 * i] = stream(content)
    objects |= extra or {}
    return _file(objects)


def stream(content: bytes, more: bytes = b"") -> bytes:
    """An object with a compressed stream."""
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def words(*lines: tuple[float, float, str], size: float = 12) -> bytes:
    """Lines of Latin letters at points from the page's bottom left."""
    return b"\n".join(b"BT /F %g Tf %g %g Td (%s) Tj ET" % (size, x, y, text.encode("latin-1")) for x, y, text in lines)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    """A grid of lines."""
    level = b" ".join(b"%g %g m %g %g l S" % (xs[0], y, xs[-1], y) for y in ys)
    return level + b" " + b" ".join(b"%g %g m %g %g l S" % (x, ys[0], x, ys[-1]) for x in xs)


def _file(objects: Mapping[int, bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    at = {}
    for number, body in sorted(objects.items()):
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in sorted(at.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(at) + 1, table)
