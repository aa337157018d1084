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
from graph.reading import encodings, layer, recognition, scan
from graph.reading.pdf_fields import filled
from graph.reading.pdf_rules import Placing, pictured, placing, rules
from graph.reading.printed.sheet import Frame, Sheet, Word
from graph.reading.printed.writing import source

if TYPE_CHECKING:
    from collections.abc import Callable

    import pypdfium2

MAX_PAGES = 2000
"""The longest of 340 real documents has 400 pages."""
MAX_CHARACTERS = 60_000
"""Characters of one page: a full page of small print has 8,000."""
_LEAST = 5
"""A page with fewer words in its text layer is looked at as a picture: a stamp's or a program's name may be all its text."""
_OLD = re.compile(rb"(?:(?<=\+)|^)(?:\.Vn|VNI).*", re.IGNORECASE)
"""The name of a font in TCVN3 or VNI, behind the mark of a part of a font: "ABCDEF+.VnTimeH"."""
_HYPHENS = {0xFFFE, 0xAD, 2}
"""What pdfium gives for a hyphen at a line's end."""


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
        remarks = _respelled(sheets)
        blank = [sheet.number for sheet in sheets if len(sheet.words) < _LEAST]
        if not any(sheet.words for sheet in sheets):
            recognition.check(path)
        garbled = layer.garbled(sheets)
        layer.ruled(document, sheets, garbled)
        asked = sorted({*blank, *garbled})
        if not asked or not recognition.here():
            return layer.told(source(name, sheets), garbled, (), remarks)
        if len(asked) > scan.MAX_PAGES:
            reason = f"it is a scan of {len(asked):,} pages, the limit is {scan.MAX_PAGES:,}"
            raise UnreadableFile(path, reason, "split it into its documents")
        anew = []
        for sheet in scan.sheets_of(scan.pictures(document, asked), len(asked), tell):
            before = sheets[sheet.number - 1]
            if (
                layer.is_better(sheet, before)
                if sheet.number in garbled
                else len(sheet.words) > 2 * len(before.words) + _LEAST
            ):
                sheets[sheet.number - 1] = sheet
                anew.append(sheet.number)
    finally:
        document.close()
    return layer.told(scan.checked(path, source(name, sheets)), garbled, anew, remarks)


def _respelled(sheets: list[Sheet]) -> list[str]:
    """Puts right the words of files that were printed with fonts of before Unicode; remarks on it."""
    words = [word for sheet in sheets for word in sheet.words]
    found = encodings.conversion(" ".join(word.text for word in words))
    if not found:
        return []
    for word in words:
        word.text = encodings.of_font(word.face, word.text) if word.face else found[0](word.text)
    return [found[1]]


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
    if filled(page):
        page.close()
        page = document[number]
    try:
        width, height = page.get_size()
        place = placing(page, width, height)
        text = page.get_textpage()
        many = text.count_chars()
        if many > MAX_CHARACTERS:
            reason = f"its page {number + 1} has {many:,} characters, the limit is {MAX_CHARACTERS:,}"
            raise UnreadableFile(path, reason, "export the document as text (.txt)")
        words = list(_words(text, many, place))
        drawn, covered = list(rules(page, place)), pictured(page, width, height)
        text.close()
    finally:
        page.close()
    return Sheet(number + 1, width, height, words, drawn, pictured=covered)


def _words(text: pypdfium2.PdfTextPage, many: int, place: Placing) -> Iterator[Word]:
    """The words of a page in the order of the file. Text that is turned against the page, as water marks are, is left out."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    looks: dict[int, tuple[bool, bool, float, str, Frame | None]] = {}
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
        bold, turned, size, face, shown = looks[key]
        if not turned and (not shown or _within(shown, (left + right) / 2, base - 0.3 * size)):
            word = Word(character, left, base - 0.9 * size, right, base + 0.22 * size, base, size, bold, face=face)
    if word:
        yield word


def _within(frame: Frame, x: float, y: float) -> bool:
    return frame[0] - 2 <= x <= frame[2] + 2 and frame[1] - 2 <= y <= frame[3] + 2


def _shown(owner: Any, place: Placing) -> Frame | None:
    """The rectangle outside of which a piece of text is cut off, None where all of it is seen."""
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(owner)
    x, y = ctypes.c_float(), ctypes.c_float()
    frame: Frame | None = None
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


_SLANTED = 0.02
"""Part of a text's matrix below which its line is level."""


def _look(text: pypdfium2.PdfTextPage, i: int) -> tuple[bool, bool, float, str]:
    """Whether a character is bold, whether it is turned by other than a right angle, the size of its letters, and the name of its font where
    it is one of before Unicode.

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
    face = _OLD.search(buffer.value)
    turned = 3 < angle < 87 and abs(matrix.b) > _SLANTED  # letters that only lean, as drawn italics do, are not turned
    return bool(named) or weight >= 600, turned, size, face[0].decode("latin-1") if face else ""
