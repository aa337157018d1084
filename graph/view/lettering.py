"""How wide text is about, and where it breaks: an SVG breaks no lines of its own."""

from __future__ import annotations

import unicodedata

_WIDTHS = {
    "ij'lIJ": 28, " .,·": 32, "f:;/-": 35, "()[]!tr": 40, "?\"s–*_“”ckz": 52, "aeo": 61, "LEFPYTSpbdghnquđ0123456789": 63,
    "vxy": 59, "ABCKRVXZ": 69, "HNUODQGĐ": 76, "w+=<>&×": 82, "M%m—…W→": 96,
}  # fmt: skip
_WIDTH = {letter: width / 100 for letters, width in _WIDTHS.items() for letter in letters}


def width(text: str, size: float) -> float:
    """About how many pixels wide a text is: as wide as in DejaVu Sans, which is wider than Noto Sans, Segoe UI or Arial.

    Marks that stand over another letter take no room, so decomposed letters are as wide as composed ones.

    >>> round(width("Kế hoạch", 12)), round(width(unicodedata.normalize("NFD", "Kế hoạch"), 12))
    (55, 55)
    """
    return size * sum(_share(c) for c in unicodedata.normalize("NFD", text))


def _share(letter: str) -> float:
    return 0.0 if unicodedata.combining(letter) else _WIDTH.get(letter, 0.7)


def clipped(text: str, room: float, size: float) -> str:
    """The text, or as much of it as fits into `room` pixels, with "…" for the rest.

    >>> clipped("Ủy ban nhân dân tỉnh", 90, 12)
    'Ủy ban nhân…'
    """
    text = " ".join(text.split())
    if width(text, size) <= room:
        return text
    kept, left = [], room - width("…", size)
    for letter in text:
        left -= width(letter, size)
        if left < 0:
            break
        kept.append(letter)
    return "".join(kept).rstrip(" ,.;:-–—(“") + "…"


def wrapped(text: str, room: float, size: float, *, most: int) -> tuple[str, ...]:
    """The text in at most `most` lines of `room` pixels; the last one ends in "…" where there was more.

    A word that is longer than a line is cut.

    >>> wrapped("Kế hoạch số 223/KH-UBND, tỉnh Tuyên Quang", 130, 12, most=3)
    ('Kế hoạch số', '223/KH-UBND, tỉnh', 'Tuyên Quang')
    """
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line += f" {words.pop(0)}"
        lines.append(clipped(line, room, size))
    rest = clipped(" ".join(words), room, size)
    return (*lines, rest) if rest else tuple(lines)
