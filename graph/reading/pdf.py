"""PDF files with a text layer: characters with their boxes and ruling lines, page by page, by pdfium.

pdfium does not survive some hostile files, so this runs in the child alone (`child`). What the words on the pages make is told by
`printed`, which reads scans too.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import UnreadableFile
from graph.model import Source
from graph.reading.printed import source
from graph.reading.printed.sheet import Rule, Sheet, Word

if TYPE_CHECKING:
    from collections.abc import Callable

    import pypdfium2

MAX_PAGES = 2000
"""The longest of 340 real documents has 400 pages."""
MAX_CHARACTERS = 60_000
"""Characters of one page: a full page of small print has 8,000."""
MAX_PATHS = 60_000
"""Drawn things on one page: a map has some thousands."""
_HYPHENS = {0xFFFE, 0xAD, 2}
"""What pdfium gives for a hyphen at a line's end."""
_THIN = 3.0
"""Points: a filled rectangle that is no wider is a line."""


def read(path: Path, name: str, tell: Callable[[int, int], None]) -> Source:
    """The source of a PDF file. Raises `UnreadableFile` for files that are encrypted, damaged or too large, and for those without
    a text layer.

    >>> from graph.reading.sniff import sniff
    >>> sniff(b"%PDF-1.7")
    'a PDF file'
    """
    document = _opened(path)
    try:
        sheets = []
        for number in range(len(document)):
            if number % 20 == 0:
                tell(number + 1, len(document))
            sheets.append(_sheet(document, number, path))
    finally:
        document.close()
    if not any(sheet.words for sheet in sheets):
        reason = "it is a scan: its pages are pictures without a text layer"
        raise UnreadableFile(path, reason, "have its text recognised first, for example with OCR in Vietnamese")
    return source(name, sheets)


def _opened(path: Path) -> pypdfium2.PdfDocument:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        many = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            reason = "it is encrypted and opens with a password only"
            raise UnreadableFile(path, reason, "save a copy without a password") from None
        reason = "it is damaged: its pages cannot be found"
        raise UnreadableFile(path, reason, "download it again, or print it into a new PDF file") from None
    if not many:
        raise UnreadableFile(path, "it has no pages", "download it again, or print it into a new PDF file")
    if many > MAX_PAGES:
        reason = f"it has {many:,} pages, the limit is {MAX_PAGES:,}"
        raise UnreadableFile(path, reason, "split it into its documents")
    return document


def _sheet(document: pypdfium2.PdfDocument, number: int, path: Path) -> Sheet:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        reason = f"its page {number + 1} is damaged"
        raise UnreadableFile(path, reason, "download it again, or print it into a new PDF file") from None
    try:
        width, height = page.get_size()
        place = _placing(page, width, height)
        text = page.get_textpage()
        many = text.count_chars()
        if many > MAX_CHARACTERS:
            reason = f"its page {number + 1} has {many:,} characters, the limit is {MAX_CHARACTERS:,}"
            raise UnreadableFile(path, reason, "export the document as text (.txt)")
        words = list(_words(text, many, place))
        rules = list(_rules(page, place))
        text.close()
    finally:
        page.close()
    return Sheet(number + 1, width, height, words, rules)


class _Placing:
    """The way from a page's own coordinates to points from the top left of the page as shown: turned, and cut as the file says."""

    def __init__(self, origin: tuple[float, float], x: tuple[float, float], y: tuple[float, float]) -> None:
        self.e, self.f = origin
        self.a, self.b = (x[0] - origin[0]) / 1000, (x[1] - origin[1]) / 1000
        self.c, self.d = (y[0] - origin[0]) / 1000, (y[1] - origin[1]) / 1000

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def _placing(page: pypdfium2.PdfPage, width: float, height: float) -> _Placing:
    import pypdfium2.raw as pdfium

    fine = 100
    x, y = ctypes.c_int(), ctypes.c_int()

    def seen(px: float, py: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page, 0, 0, int(width * fine), int(height * fine), 0, px, py, x, y)
        return x.value / fine, y.value / fine

    return _Placing(seen(0, 0), seen(1000, 0), seen(0, 1000))


def _words(text: pypdfium2.PdfTextPage, many: int, place: _Placing) -> Iterator[Word]:
    """The words of a page in the order of the file. Text that is turned against the page, as water marks are, is left out."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    looks: dict[int, tuple[bool, bool, float, _Frame | None]] = {}
    word: Word | None = None
    for i in range(many):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in _HYPHENS:
            code = 0x2D
        character = chr(code) if 0 < code < 0x110000 else " "
        if character.isspace() or not (character.isprintable() or code > 0xE000):
            if word:
                yield word
            word = None
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, i, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        left, right = place(box.left, box.top)[0], place(box.right, box.bottom)[0]
        left, right = min(left, right), max(left, right)
        base = place(x.value, y.value)[1]
        if word and abs(base - word.base) < 0.1 * word.size and -0.5 * word.size < left - word.right < 0.12 * word.size:
            word.text += character
            word.right = max(word.right, right)
            continue
        if word:
            yield word
            word = None
        owner = pdfium.FPDFText_GetTextObject(text, i)
        key = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if key not in looks:
            looks[key] = (*_look(text, i), _shown(owner, place) if owner else None)
        bold, turned, size, shown = looks[key]
        if not turned and (not shown or _within(shown, (left + right) / 2, base - 0.3 * size)):
            word = Word(character, left, base - 0.9 * size, right, base + 0.22 * size, base, size, bold)
    if word:
        yield word


_Frame = tuple[float, float, float, float]


def _within(frame: _Frame, x: float, y: float) -> bool:
    return frame[0] - 2 <= x <= frame[2] + 2 and frame[1] - 2 <= y <= frame[3] + 2


def _shown(owner: Any, place: _Placing) -> _Frame | None:
    """The rectangle outside of which a piece of text is cut off, None where all of it is seen."""
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(owner)
    x, y = ctypes.c_float(), ctypes.c_float()
    frame: _Frame | None = None
    for i in range(pdfium.FPDFClipPath_CountPaths(clip)):
        points = []
        for j in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, i), 100)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, i, j), x, y)
            points.append(place(x.value, y.value))
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            own = min(xs), min(ys), max(xs), max(ys)
            frame = own if frame is None else (
                max(own[0], frame[0]), max(own[1], frame[1]), min(own[2], frame[2]), min(own[3], frame[3])
            )  # fmt: skip
    return frame


def _look(text: pypdfium2.PdfTextPage, i: int) -> tuple[bool, bool, float]:
    """Whether a character is bold, whether it is turned by other than a right angle, and the size of its letters.

    The size is the font's times the scale of its matrix; the boxes of characters differ by font and tell none.
    """
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, i, matrix)
    size = pdfium.FPDFText_GetFontSize(text, i) * (math.hypot(matrix.c, matrix.d) or 1)
    angle = math.degrees(pdfium.FPDFText_GetCharAngle(text, i)) % 90
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text, i, None, 0, flags)
    buffer = ctypes.create_string_buffer(length or 1)
    pdfium.FPDFText_GetFontInfo(text, i, buffer, length, flags)
    weight = pdfium.FPDFText_GetFontWeight(text, i)
    named = re.search(rb"bold|black|heavy", buffer.value, re.IGNORECASE)
    return bool(named) or weight >= 600, 3 < angle < 87, size


def _rules(page: pypdfium2.PdfPage, place: _Placing) -> Iterator[Rule]:
    """The straight lines of a page, level and upright, also those drawn as thin rectangles."""
    for drawn, matrix in _paths(page):
        for outline, filled, stroked in _outlines(drawn, matrix, place):
            yield from _straight(outline, filled=filled, stroked=stroked)


_Matrix = tuple[float, float, float, float, float, float]


def _paths(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, _Matrix]]:
    """The drawn things of a page with the way from their coordinates to the page's."""
    import pypdfium2.raw as pdfium

    left = MAX_PATHS

    def inside(count: int, get: Any, above: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
        nonlocal left
        for i in range(count):
            thing = get(i)
            kind = pdfium.FPDFPageObj_GetType(thing)
            left -= 1
            if left < 0:
                return
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield thing, _times(_matrix(thing), above)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 5:
                many = pdfium.FPDFFormObj_CountObjects(thing)
                own = _times(_matrix(thing), above)
                yield from inside(many, lambda j, form=thing: pdfium.FPDFFormObj_GetObject(form, j), own, depth + 1)

    plain: _Matrix = (1, 0, 0, 1, 0, 0)
    yield from inside(pdfium.FPDFPage_CountObjects(page), lambda j: pdfium.FPDFPage_GetObject(page, j), plain, 0)


def _matrix(thing: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, m)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


_Point = tuple[float, float]


def _outlines(drawn: Any, m: _Matrix, place: _Placing) -> Iterator[tuple[list[_Point], bool, bool]]:
    """The outlines of a drawn thing on the page, and whether it is filled and stroked. Those with curves are left out."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke) or not (fill.value or stroke.value):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[_Point] = []
    for i in range(min(pdfium.FPDFPath_CountSegments(drawn), 20_000)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            outline = []
            continue
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(m[0] * x.value + m[2] * y.value + m[4], m[1] * x.value + m[3] * y.value + m[5])
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(outline) > 1:
                yield outline, bool(fill.value), bool(stroke.value)
            outline = []
        outline.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(outline) > 2:
            outline.append(outline[0])
    if len(outline) > 1:
        yield outline, bool(fill.value), bool(stroke.value)


def _straight(outline: list[_Point], *, filled: bool, stroked: bool) -> Iterator[Rule]:
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if filled and len(outline) > 2 and bottom - top <= _THIN < right - left:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif filled and len(outline) > 2 and right - left <= _THIN < bottom - top:
        yield Rule(False, (left + right) / 2, top, bottom)
    elif stroked:
        for (ax, ay), (bx, by) in zip(outline, outline[1:], strict=False):
            if abs(ay - by) < 0.7 and abs(ax - bx) > _THIN:
                yield Rule(True, (ay + by) / 2, min(ax, bx), max(ax, bx))
            elif abs(ax - bx) < 0.7 and abs(ay - by) > _THIN:
                yield Rule(False, (ax + bx) / 2, min(ay, by), max(ay, by))
