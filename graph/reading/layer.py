"""The text layer of a scan: what another program recognised, and a PDF file holds behind the pictures of its pages.

A good one is read as it is. One whose words are no Vietnamese (a program without Vietnamese letters made it) is recognised anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.language import syllables
from graph.model import Source
from graph.reading import picture, scan
from graph.reading.printed.sheet import Sheet

if TYPE_CHECKING:
    import pypdfium2

_COVERED = 0.6
"""The share of a page that its pictures cover where it is a scan."""
_WORTH = 0.7
"""Of 341 real documents each is worth 0.85 at least, two of garbled recognition 0.0 and 0.43."""
_BETTER = 0.15
_FEW = 30
"""So few words do not tell how a page is spelled."""


def garbled(sheets: Sequence[Sheet]) -> list[int]:
    """The pages that are pictures with a text layer whose words are no Vietnamese, by number.

    >>> garbled([Sheet(1, 595, 842, [], pictured=1.0)])
    []
    """
    return [sheet.number for sheet in sheets if sheet.pictured >= _COVERED and _worth(sheet) < _WORTH]


def ruled(document: pypdfium2.PdfDocument, sheets: Sequence[Sheet], garbled: Collection[int]) -> None:
    """Takes the ruling lines of pages with a good text layer from their pictures, where the file draws none: so tables keep their cells."""
    pages = [s.number for s in sheets if s.pictured >= _COVERED and s.words and not s.rules and s.number not in garbled]
    for number, image, dpi in scan.pictures(document, pages):
        sheets[number - 1].rules, _ = picture.ruled(picture.gray(image), dpi)


def is_better(sheet: Sheet, layer: Sheet) -> bool:
    """Whether a page that was recognised anew is more like Vietnamese than its text layer.

    >>> is_better(Sheet(1, 595, 842, []), Sheet(1, 595, 842, []))
    False
    """
    return _spelled(sheet).worth > _spelled(layer).worth + _BETTER


def told(source: Source, garbled: Collection[int], anew: Collection[int], others: Sequence[str] = ()) -> Source:
    """The source with what a reader should know of its text layer: pages that are garbled, and whether they were recognised anew;
    and with the `others` of its remarks.

    >>> told(Source("a.pdf", ""), [1, 2], [1, 2]).remarks
    ('the text layer of its scanned pages (2) is garbled; they were recognised anew',)
    """
    mended = [number for number in garbled if number in anew]
    left = len(garbled) - len(mended)
    remarks = [
        f"the text layer of its scanned pages ({len(mended)}) is garbled; they were recognised anew" if mended else "",
        f"the text layer of its scanned pages ({left}) is garbled; what was read there is doubtful" if left else "",
    ]
    return replace(source, remarks=(*source.remarks, *others, *filter(None, remarks)))


def _worth(sheet: Sheet) -> float:
    spelled = _spelled(sheet)
    return spelled.worth if spelled.words >= _FEW else 1.0


def _spelled(sheet: Sheet) -> syllables.Spelling:
    return syllables.of(word.text for word in sheet.words)
