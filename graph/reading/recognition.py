"""The picture of a page -> its words with their places, and how surely each was read, by the program Tesseract.

What was read is kept in a cache by the picture's content: in `$POLICYGRAPH_CACHE`, else in `policygraph` below `$XDG_CACHE_HOME` or
`~/.cache`; an empty `POLICYGRAPH_CACHE` keeps nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import statistics
import subprocess
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.errors import UnreadableFile
from graph.reading import picture, romans, spelling
from graph.reading.picture import Token
from graph.reading.printed.grid import Frame, Place, grids
from graph.reading.printed.sheet import Rule, Sheet, Word

if TYPE_CHECKING:
    from PIL import Image

    from graph.reading.picture import Pixels

LANGUAGE = "vie"
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
_SECONDS = 100
_POOR = 70.0
"""A page whose words are read less surely than so many per cent may lie on its head or its side: those of upright ones have 80 at least."""
_FEW = 3
"""So few words may be dirt, whichever way a page lies."""
_VERSION = 3
"""Counts with what this module makes of a picture, so that an old cache is not taken."""


def check(path: Path) -> None:
    """Raises `UnreadableFile` for a scan where Tesseract or its Vietnamese data is not installed."""
    if not here():
        missing = (
            "the Vietnamese data of Tesseract is" if _program() else "Tesseract, the program that recognises it, is"
        )
        reason = f"it is a scan, a picture of text, and {missing} not installed"
        raise UnreadableFile(path, reason, f"install it (Debian and Ubuntu: {INSTALL}) and build again")


def here() -> bool:
    """Whether scans can be read."""
    return bool(_program()) and LANGUAGE in _languages()


class _Page(NamedTuple):
    """What was read of a page: its words and ruling lines, and the degrees by which it was turned to lie level."""

    tokens: list[Token]
    rules: list[Rule]
    tilt: float

    @property
    def sure(self) -> float:
        """Per cent: how surely its words were read."""
        return statistics.fmean(token.sure for token in self.tokens) if self.tokens else 0.0


def sheet(number: int, image: Image.Image, dpi: float) -> Sheet:
    """What stands on a page: words and ruling lines, all in points of the page set upright."""
    pixels = picture.gray(image)
    ways = (1, 3, 0, 2) if picture.turned(pixels, dpi) else (0, 2, 1, 3)
    quarter, found = ways[0], _read(_turn(pixels, ways[0]), dpi)
    for other in ways[1:]:
        if found.sure >= _POOR and len(found.tokens) > _FEW:
            break
        page = _read(_turn(pixels, other), dpi)
        if page.sure * len(page.tokens) > found.sure * len(found.tokens):
            quarter, found = other, page
    point = 72 / dpi
    height, width = _turn(pixels, quarter).shape
    words = _words(found.tokens, point)
    if found.tilt:
        for word in words:
            word.shown = picture.askew(word.seen, found.tilt, width * point, height * point)
    return Sheet(number, width * point, height * point, words, found.rules, scanned=True, turned=quarter)


def _turn(pixels: Pixels, quarters: int) -> Pixels:
    import numpy as np

    return np.ascontiguousarray(np.rot90(pixels, quarters)) if quarters else pixels


def _read(pixels: Pixels, dpi: float) -> _Page:
    """What stands on a page that is set upright."""
    import numpy as np
    from PIL import Image

    angle = picture.tilt(pixels)
    if angle:
        pixels = np.asarray(Image.fromarray(pixels).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255))
    rules, mask = picture.ruled(pixels, dpi)
    clean = picture.without(pixels, mask)
    frames = [frame for frame in grids(rules) if len(set(frame.cells.values())) > 3]
    outside = clean.copy()
    tokens: list[Token] = []
    pieces: list[tuple[Pixels, int, int]] = []
    for frame in frames:
        top, bottom, left, right = (_px(edge, dpi) for edge in (frame.ys[0], frame.ys[-1], frame.xs[0], frame.xs[-1]))
        outside[max(top, 0) : bottom, max(left, 0) : right] = 255
        pieces += _cells(clean, frame, dpi)
    tokens += _recognised(outside, dpi, "4")
    if pieces:
        page, starts = picture.stacked([piece for piece, _, _ in pieces], int(0.15 * dpi))
        tokens += _placed(_recognised(page, dpi, "6"), pieces, starts, int(0.15 * dpi))
    return _Page(tokens, rules, angle)


def _px(points: float, dpi: float) -> int:
    return round(points * dpi / 72)


def _cells(pixels: Pixels, frame: Frame, dpi: float) -> list[tuple[Pixels, int, int]]:
    """The cells with something in them: their pictures, and where these stand on the page."""
    made = []
    for place in dict.fromkeys(frame.cells.values()):
        top, bottom, left, right = _edges(frame, place, dpi)
        inside = pixels[top:bottom, left:right]
        box = picture.ink(inside)
        if box:
            made.append((inside[box[0] : box[1], box[2] : box[3]], top + box[0], left + box[2]))
    return made


def _edges(frame: Frame, place: Place, dpi: float) -> tuple[int, int, int, int]:
    inset = 0.015 * dpi
    top, bottom = frame.ys[place.row], frame.ys[place.row + place.rows]
    left, right = frame.xs[place.column], frame.xs[place.column + place.columns]
    return (
        max(_px(top, dpi) + int(inset), 0), _px(bottom, dpi) - int(inset), max(_px(left, dpi) + int(inset), 0), _px(right, dpi) - int(inset),
    )  # fmt: skip


def _placed(tokens: list[Token], pieces: list[tuple[Pixels, int, int]], starts: list[int], gap: int) -> list[Token]:
    """The words of stacked pictures where they stand on the page."""
    made = []
    for token in tokens:
        middle = (token.top + token.bottom) / 2
        index = max((i for i, start in enumerate(starts) if start <= middle + gap / 2), default=0)
        _, top, left = pieces[index]
        down, across = top - starts[index], left - gap
        line = (index + 1000, token.line[1], token.line[2])
        made.append(
            Token(
                token.text,
                token.left + across,
                token.top + down,
                token.right + across,
                token.bottom + down,
                token.sure,
                line,
            )
        )
    return made


def _words(tokens: list[Token], point: float) -> list[Word]:
    """The words in points, those of a line on one base line, letters near the page's usual size of that size."""
    rows: dict[tuple[int, int, int], list[Token]] = {}
    for token in tokens:
        rows.setdefault(token.line, []).append(token)
    heights = {line: statistics.median(t.bottom - t.top for t in row) for line, row in rows.items()}
    weights = sorted(heights[token.line] for token in tokens)
    usual = weights[len(weights) // 2] if weights else 1.0
    made: list[Word] = []
    for line, row in rows.items():
        height = heights[line] if not 0.75 < heights[line] / usual < 1.35 else usual
        base = statistics.median(t.bottom for t in row) - 0.1 * height
        for t in row:
            own = base if abs(t.bottom - base) < 0.8 * height else t.bottom
            made.append(
                Word(t.text, t.left * point, t.top * point, t.right * point, t.bottom * point, own * point, height * point, sure=t.sure / 100)
            )  # fmt: skip
    return made


def _recognised(pixels: Pixels, dpi: float, mode: str) -> list[Token]:
    """The words of a picture, mended."""
    return spelling.mended(romans.mended(_read_words(pixels, dpi, mode), pixels)) if picture.ink(pixels) else []


def _read_words(pixels: Pixels, dpi: float, mode: str) -> list[Token]:
    """The words of a picture as Tesseract reads them, from the cache where it was read before."""
    kept = _cached(pixels, mode)
    if kept and kept.exists():
        with suppress(OSError, ValueError, TypeError):
            return [_token(token) for token in json.loads(kept.read_text("utf-8"))]
    tokens = _run(pixels, dpi, mode)
    if kept:
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_name(f"{kept.name}.{os.getpid()}")
            fresh.write_text(json.dumps(tokens), "utf-8")
            fresh.replace(kept)
    return tokens


def _token(kept: list[Any]) -> Token:
    text, left, top, right, bottom, sure, line = kept
    return Token(text, left, top, right, bottom, sure, (line[0], line[1], line[2]))


def _run(pixels: Pixels, dpi: float, mode: str) -> list[Token]:
    program = _program()
    assert program
    height, width = pixels.shape
    done = subprocess.run(  # noqa: S603 - the picture comes on standard input, no word of a document is an argument
        [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", mode, "--dpi", str(round(dpi)), "tsv"],
        input=b"P5 %d %d 255\n" % (width, height) + pixels.tobytes(), capture_output=True, timeout=_SECONDS, check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )  # fmt: skip
    tokens = []
    for row in done.stdout.decode("utf-8", "replace").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        block, paragraph, line, left, top, wide, high = map(int, (*cells[2:5], *cells[6:10]))
        sure = max(float(cells[10]), 0.0)
        if not _is_speck(cells[11], sure):
            tokens.append(Token(cells[11].strip(), left, top, left + wide, top + high, sure, (block, paragraph, line)))
    return tokens


def _is_speck(text: str, sure: float) -> bool:
    """Whether what was read is dirt, or a piece of a stamp or a line."""
    return (sure < 60 and not any(map(str.isalnum, text))) or (sure < 25 and len(text) < 3)


@lru_cache(maxsize=1)
def _program() -> str | None:
    return shutil.which("tesseract")


@lru_cache(maxsize=1)
def _told() -> tuple[str, ...]:
    program = _program()
    if not program:
        return ()
    said = [
        subprocess.run([program, option], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
        for option in ("--version", "--list-langs")
    ]
    return tuple((done.stdout + done.stderr).strip() for done in said)


def _languages() -> list[str]:
    return _told()[1].splitlines()[1:] if _told() else []


def _cached(pixels: Pixels, mode: str) -> Path | None:
    folder = os.environ.get("POLICYGRAPH_CACHE")
    if folder == "":
        return None
    home = Path(folder) if folder else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "policygraph"
    key = hashlib.sha256(f"{_VERSION} {_told()[0]} {mode} {pixels.shape}".encode())
    key.update(pixels.tobytes())
    return home / "ocr" / f"{key.hexdigest()}.json"
