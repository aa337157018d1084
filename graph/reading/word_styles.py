"""What the styles of a Word file say of its paragraphs, runs and tables, each with what it is based on.

Rules: ECMA-376 part 1, 17.7. Read are lists and their levels, alignment, hidden print, fonts and the borders of tables; not how anything looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.reading.word_names import attribute, child, children, local, under

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_BASES = 30
_NO_LINE = frozenset({"nil", "none", ""})


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, part: Element | None) -> None:
        self._styles = {attribute(s, "styleId") or "": s for s in children(part, "style")}
        self._default = {
            attribute(s, "type"): key for key, s in self._styles.items() if (attribute(s, "default") or "0") in ("1", "true", "on")
        }  # fmt: skip
        self._run = under(part, "docDefaults", "rPrDefault", "rPr")

    def lists(self) -> dict[str, str]:
        """The list that each style of lists names."""
        found = ((key, under(style, "pPr", "numPr", "numId")) for key, style in self._styles.items())
        return {key: attribute(number) or "" for key, number in found if number is not None}

    def name(self, key: str | None) -> str:
        """The name of a style in small letters: "toc 1"."""
        style = self._styles.get(key or "")
        return (attribute(child(style, "name")) or "").lower()

    def listed(self, key: str | None) -> tuple[str, str | None, str] | None:
        """(list, level, style that names them) of a style of paragraphs, None where it stands in no list."""
        level: str | None = None
        for style in self._bases(key, "paragraph"):
            properties = under(style, "pPr", "numPr")
            if properties is None:
                continue
            level = level if level is not None else attribute(child(properties, "ilvl"))
            number = attribute(child(properties, "numId"))
            if number is not None:
                return number, level, attribute(style, "styleId") or ""
        return None

    def of_paragraph(self, key: str | None, *path: str) -> Element | None:
        """The first element on this path below the properties (`pPr`) of a style or of what it is based on."""
        found = (under(style, "pPr", *path) for style in self._bases(key, "paragraph"))
        return next((element for element in found if element is not None), None)

    def of_run(self, run: str | None, paragraph: str | None, name: str) -> Element | None:
        """The first element of this name in the properties of print: of the run's style, of the paragraph's, of the file."""
        styles = [*(self._bases(run, "character") if run else ()), *self._bases(paragraph, "paragraph")]
        found = (child(properties, name) for properties in (*(under(s, "rPr") for s in styles), self._run))
        return next((element for element in found if element is not None), None)

    def ruled(self, key: str | None) -> bool:
        """Whether tables of a style have lines between or around their cells."""
        return any(lines(under(style, "tblPr", "tblBorders")) for style in self._bases(key, "table"))

    def _bases(self, key: str | None, kind: str) -> Iterator[Element]:
        key = key if key in self._styles else self._default.get(kind)
        seen: set[str] = set()
        while key and key in self._styles and key not in seen and len(seen) < _MOST_BASES:
            seen.add(key)
            yield self._styles[key]
            key = attribute(child(self._styles[key], "basedOn"))


def lines(borders: Element | None) -> bool:
    """Whether borders of a table or a cell are printed; those of the diagonals are no lines between cells."""
    return borders is not None and any(
        (attribute(line) or "") not in _NO_LINE for line in borders if not local(line).startswith(("tl2", "tr2"))
    )
