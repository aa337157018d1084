"""Pages as pictures, for people who want to see the words where they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UnreadableFile

if TYPE_CHECKING:
    from PIL import Image

DPI = 96
"""Dots an inch: small print can be read at it, and a page has about 80 kB."""
QUALITY = 62
MAX_PAGES = 400
"""Of a longer document the first pages are drawn."""


def draw(path: Path, kind: str, folder: Path, turns: Mapping[int, int], tell: Callable[[int, int], None]) -> int:
    """Writes the pages of a PDF file or a picture into a folder, `1.jpg` and so on, those turned by so many quarters that `turns`
    says; gives how many.

    >>> draw(Path("a.txt"), "text", Path("."), {}, print)
    0
    """
    drawn = 0
    for number, picture in _pictures(path, kind):
        if number > MAX_PAGES:
            break
        if number in turns:
            drawn += 1
            tell(number, len(turns))
            picture.rotate(90 * turns[number], expand=True).save(folder / f"{number}.jpg", quality=QUALITY)
    return drawn


def _pictures(path: Path, kind: str) -> Iterator[tuple[int, Image.Image]]:
    if kind == "a PDF file":
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(path)
            for i in range(len(document)):
                width, height = document[i].get_size()
                scale = min(DPI / 72, 2000 / max(width, height, 1))
                yield i + 1, document[i].render(scale=scale).to_pil().convert("RGB")
        except pypdfium2.PdfiumError:
            raise UnreadableFile(path, "its pages cannot be drawn", "print it into a new PDF file") from None
    elif kind == "a picture":
        from graph.reading.scan import frames

        for number, frame, dpi in frames(path):
            yield number, frame.resize((max(int(frame.width * DPI / dpi), 1), max(int(frame.height * DPI / dpi), 1)))
