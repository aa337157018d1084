"""What is drawn on a page of a PDF file: its straight lines, level and upright, from which tables are told, and how much of it pictures
cover; and the way from the file's coordinates to those of the page as shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graph.reading.printed.sheet import Rule

if TYPE_CHECKING:
    import pypdfium2

MAX_PATHS = 60_000
"""Drawn things on one page: a map has some thousands."""
_THIN = 3.0
"""Points: a filled rectangle that is no wider is a line."""


class Placing:
    """The way from a page's own coordinates to points from the top left of the page as shown: turned, and cut as the file says."""

    def __init__(self, origin: tuple[float, float], x: tuple[float, float], y: tuple[float, float]) -> None:
        self.e, self.f = origin
        self.a, self.b = (x[0] - origin[0]) / 1000, (x[1] - origin[1]) / 1000
        self.c, self.d = (y[0] - origin[0]) / 1000, (y[1] - origin[1]) / 1000

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """The point on the page, in points from its top left corner."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def placing(page: pypdfium2.PdfPage, width: float, height: float) -> Placing:
    """The way from a page's own coordinates to points from its top left as shown; pdfium tells where three points fall."""
    import pypdfium2.raw as pdfium

    fine = 100
    x, y = ctypes.c_int(), ctypes.c_int()

    def seen(px: float, py: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page, 0, 0, int(width * fine), int(height * fine), 0, px, py, x, y)
        return x.value / fine, y.value / fine

    return Placing(seen(0, 0), seen(1000, 0), seen(0, 1000))


def rules(page: pypdfium2.PdfPage, place: Placing) -> Iterator[Rule]:
    """The straight lines of a page, level and upright, also those drawn as thin rectangles."""
    import pypdfium2.raw as pdfium

    for drawn, matrix in _things(page, pdfium.FPDF_PAGEOBJ_PATH):
        for outline, filled, stroked in _outlines(drawn, matrix, place):
            yield from _straight(outline, filled=filled, stroked=stroked)


def pictured(page: pypdfium2.PdfPage, width: float, height: float) -> float:
    """The share of a page that pictures cover, one upon the other counted twice, 1 at most: a scan is covered nearly whole."""
    import pypdfium2.raw as pdfium

    shown = sum(abs(m[0] * m[3] - m[1] * m[2]) for _, m in _things(page, pdfium.FPDF_PAGEOBJ_IMAGE))
    return min(shown / max(width * height, 1), 1.0)


_Matrix = tuple[float, float, float, float, float, float]


def _things(page: pypdfium2.PdfPage, wanted: int) -> Iterator[tuple[Any, _Matrix]]:
    """The drawn things of one kind on a page with the way from their coordinates to the page's."""
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
            if kind == wanted:
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


def _outlines(drawn: Any, m: _Matrix, place: Placing) -> Iterator[tuple[list[_Point], bool, bool]]:
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
        for (ax, ay), (bx, by) in pairwise(outline):
            if abs(ay - by) < 0.7 and abs(ax - bx) > _THIN:
                yield Rule(True, (ay + by) / 2, min(ax, bx), max(ax, bx))
            elif abs(ax - bx) < 0.7 and abs(ay - by) > _THIN:
                yield Rule(False, (ax + bx) / 2, min(ay, by), max(ay, by))
