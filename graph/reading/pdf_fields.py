"""What an office writes into a finished PDF: the number and the day of a document, as small fields or notes over its page.

An office that numbers and signs documents on a computer puts both where the form has a gap ("Số:      /QĐ-UBND"). They are no part of the page
and its text layer lacks them, though everybody sees them. Large fields are left out: the stamps of signatures, which tell of who signed when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_HIGHEST = 26.0
"""Points: the height of a field with a single line; the stamp of a signature is higher."""


def filled(page: pypdfium2.PdfPage) -> bool:
    """Makes the words of a page's small fields and notes part of the page, and removes the others. True where it did: the page has then to
    be opened again."""
    import pypdfium2.raw as pdfium

    many = pdfium.FPDFPage_GetAnnotCount(page)
    kept = 0
    for i in reversed(range(many)):
        if _small(page, i):
            kept += 1
        else:
            pdfium.FPDFPage_RemoveAnnot(page, i)
    return bool(kept) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS


def _small(page: pypdfium2.PdfPage, i: int) -> bool:
    import pypdfium2.raw as pdfium

    annotation = pdfium.FPDFPage_GetAnnot(page, i)
    if not annotation:
        return False
    box = pdfium.FS_RECTF()
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    known = pdfium.FPDFAnnot_GetRect(annotation, box)
    pdfium.FPDFPage_CloseAnnot(annotation)
    written = kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)
    return bool(known) and written and 0 < abs(box.top - box.bottom) <= _HIGHEST
