"""Scans: pages that are pictures, read by the program Tesseract with its Vietnamese data.

Each page is set upright and level, stamps in red are left out, ruling lines are found and taken away, the cells of tables are read one
below the other, and each word keeps how surely it was read. Forms: pages of a PDF file without a text layer; PNG, JPEG and TIFF, a TIFF
with several pages too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UnreadableFile
from graph.model import Source
from graph.reading import recognition
from graph.reading.printed.sheet import Sheet
from graph.reading.printed.writing import source

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

DPI = 200
"""Dots an inch at which pages are read: 300 takes twice as long and reads clean pages no better."""
MAX_PIXELS = 60_000_000
"""Pixels of one picture; a page of A3 at 400 dots an inch has 31 million."""
MAX_PAGES = 500
"""Pages of one scan: at two seconds each a quarter of an hour."""
_ABREAST = 2
"""Pages that are read at the same time."""
_A4 = 8.27
"""Inches: how wide a picture is printed that does not say so."""

Told = Callable[[int, int], None]


def read(path: Path, name: str, tell: Told) -> Source:
    """The source of a picture of a page. Raises `UnreadableFile` for pictures that are damaged or too large, hold no words, or where
    Tesseract is missing.

    >>> read(Path("no.png"), "no.png", print)
    Traceback (most recent call last):
    graph.errors.UnreadableFile: no.png: it is damaged: the picture cannot be opened; save it anew, as PNG or PDF
    """
    with _opened(path) as picture:
        many = _many(picture)
    recognition.check(path)
    return checked(path, source(name, list(sheets_of(frames(path), many, tell))))


def checked(path: Path, found: Source) -> Source:
    """The source, if words were read at all."""
    if not found.text.strip():
        reason = "no words were recognised on its pages"
        raise UnreadableFile(path, reason, "scan it anew, upright and at 200 dots an inch or more")
    return found


def frames(path: Path) -> Iterator[tuple[int, Image.Image, float]]:
    """The pages of a picture, one after the other, with their dots an inch."""
    from PIL import ImageSequence

    with _opened(path) as picture:
        for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
            told = picture.info.get("dpi", (0, 0))[0]
            dpi = float(told) if 70 <= float(told) <= 1200 else frame.width / _A4
            yield number, _scaled(frame.convert("RGB"), DPI / dpi), DPI


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """A picture; raises `UnreadableFile`, also while its pages are read, for one that is damaged or too large."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Image.DecompressionBombError
            if _many(picture) > MAX_PAGES:
                raise UnreadableFile(path, f"it has more than {MAX_PAGES} pages", "split it into its documents")
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        reason = f"it has more than {MAX_PIXELS // 10**6} million pixels"
        raise UnreadableFile(path, reason, "save it smaller, at 200 to 300 dots an inch") from None
    except (OSError, SyntaxError, ValueError):
        raise UnreadableFile(
            path, "it is damaged: the picture cannot be opened", "save it anew, as PNG or PDF"
        ) from None


def _many(picture: Image.Image) -> int:
    """How many pages a picture has."""
    return int(getattr(picture, "n_frames", 1))


def _scaled(picture: Image.Image, factor: float) -> Image.Image:
    if 0.95 < factor < 1.05:
        return picture
    return picture.resize((max(int(picture.width * factor), 1), max(int(picture.height * factor), 1)))


def pictures(document: pypdfium2.PdfDocument, numbers: list[int]) -> Iterator[tuple[int, Image.Image, float]]:
    """Pages of a PDF file as pictures, with their dots an inch; huge pages with fewer."""
    for number in numbers:
        page = document[number - 1]
        width, height = page.get_size()
        dpi = min(DPI, DPI * (MAX_PIXELS / 4 / max(width * height * (DPI / 72) ** 2, 1)) ** 0.5)
        yield number, page.render(scale=dpi / 72).to_pil().convert("RGB"), dpi
        page.close()


def sheets_of(pages: Iterator[tuple[int, Image.Image, float]], many: int, tell: Told) -> Iterator[Sheet]:
    """What stands on pages, in order, two being read at a time."""
    waiting: deque[Future[Sheet]] = deque()
    done = 0
    with ThreadPoolExecutor(_ABREAST, thread_name_prefix="policygraph-ocr") as readers:
        for number, picture, dpi in pages:
            waiting.append(readers.submit(recognition.sheet, number, picture, dpi))
            if len(waiting) > 2 * _ABREAST:
                done += 1
                yield waiting.popleft().result()
                tell(done, many)
        while waiting:
            done += 1
            yield waiting.popleft().result()
            tell(done, many)
