"""The words of one paragraph of Word: its runs, fields, links, signs and the places where notes are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.reading import encodings
from graph.reading.flow import CALL
from graph.reading.word_names import attribute, child, local, on, under, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from graph.reading.word_styles import Styles

_WITHIN = frozenset({"ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "sdtContent", "dir", "bdo", "ruby", "rubyBase"})  # fmt: skip
"""What stands around runs without a word of its own."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SYMBOLS = {
    "symbol": {0x2D: "-", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB7: "•", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0x25: "%", 0x2B: "+", 0x3D: "=", 0x3C: "<", 0x3E: ">"},
    "wingdings": {0x6F: "□", 0xA8: "□", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xA7: "•", 0x9F: "•", 0x6C: "•", 0x6E: "•", 0xE0: "→", 0xF0: "→"},
}  # fmt: skip
"""Signs of fonts whose codes say nothing: those that texts print."""


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, and whether its result has begun."""

    code: str = ""
    result: bool = False


class Runs:
    """The words of a file's paragraphs; fields may run over several of them."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._converted = False
        self.notes: dict[tuple[str, str], str] = {}

    def words(self, paragraph: Element, style: str | None) -> tuple[str, list[str]]:
        """The words of a paragraph, and those of the notes that are called in it, in order."""
        out: list[str] = []
        called: list[str] = []
        self._walk(paragraph, style, out, called)
        return "".join(out), called

    def remarks(self) -> list[str]:
        """What a reader of the report should know of how the words were read."""
        return (
            ["some of it is written in fonts older than Unicode (TCVN3, VNI); it was converted"]
            if self._converted
            else []
        )

    def _walk(self, parent: Element, style: str | None, out: list[str], called: list[str]) -> None:
        for element in parent:
            kind = local(element)
            if kind == "r":
                self._run(element, style, out, called)
            elif kind == "sdt":
                content = child(element, "sdtContent")
                if content is not None and not on(child(element, "sdtPr"), "showingPlcHdr"):
                    self._walk(content, style, out, called)
            elif kind in ("oMath", "oMathPara"):
                out += self._shown("".join(t.text or "" for t in element.iter("{*}t")))
            elif kind == "AlternateContent":
                for branch in chosen(element):
                    self._walk(branch, style, out, called)
            elif kind in _WITHIN:
                self._walk(element, style, out, called)

    def _run(self, run: Element, style: str | None, out: list[str], called: list[str]) -> None:
        properties = child(run, "rPr")
        hidden = on(properties, "vanish") or (
            child(properties, "vanish") is None and self._hidden(attribute(child(properties, "rStyle")), style)
        )
        font = self._font(properties, style)
        for element in run:
            kind = local(element)
            if kind == "fldChar":
                self._field(element, out)
            elif kind == "instrText":
                if self._fields and not self._fields[-1].result:
                    self._fields[-1].code += element.text or ""
            elif hidden:
                continue
            elif kind == "t":
                out += self._shown(self._unicode(font, element.text or ""))
            elif kind in _SIGNS:
                if attribute(element, "type") not in ("page", "column") or kind != "br":
                    out += self._shown(_SIGNS[kind])
                else:
                    out += self._shown("\n")
            elif kind == "sym":
                out += self._shown(_sign(element))
            elif kind in _NOTES:
                note = self.notes.get((_NOTES[kind], attribute(element, "id") or ""))
                if note and self._shown("x"):
                    out.append(CALL)
                    called.append(note)
            elif kind in ("AlternateContent", "ruby"):
                for branch in chosen(element) if kind != "ruby" else (element,):
                    self._walk(branch, style, out, called)

    def _font(self, properties: Element | None, paragraph: str | None) -> str:
        """The font of a run where it is one of an older encoding, else ""."""
        fonts = child(properties, "rFonts")
        if fonts is None:
            fonts = self._styles.of_run(attribute(child(properties, "rStyle")), paragraph, "rFonts")
        name = attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
        return name if name.lower().startswith((".vn", "vni")) else ""

    def _unicode(self, font: str, words: str) -> str:
        if not font or (words.isascii() and not font.endswith("H")):
            return words
        if any(ord(c) > 0x2FF and c not in "–—‘’“”…•" for c in words):  # Unicode already, whatever the font's name
            return words
        converted = encodings.of_font(font, words)
        self._converted = self._converted or converted != words
        return converted

    def _hidden(self, run: str | None, paragraph: str | None) -> bool:
        found = self._styles.of_run(run, paragraph, "vanish")
        return found is not None and (attribute(found) or "1") not in ("0", "false", "off")

    def _shown(self, words: str) -> list[str]:
        """The words, where they are no code of a field and no line of a table of contents."""
        told = all(f.result and not f.code.lstrip().upper().startswith("TOC") for f in self._fields)
        return [words.replace(CALL, "")] if words and told else []

    def _field(self, element: Element, out: list[str]) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            out += self._shown(_chosen_entry(element))
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def chosen(alternative: Element) -> Iterator[Element]:
    """The branch of alternatives that is read: the first, and what older programs read where there is none."""
    branches = [e for e in alternative if local(e) == "Choice"] or [e for e in alternative if local(e) == "Fallback"]
    yield from branches[:1]


def boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes that hang on a paragraph, each once; boxes inside of boxes are met with what they hang on."""
    for inner in element:
        kind = local(inner)
        if kind == "txbxContent":
            yield inner
        elif kind == "AlternateContent":
            yield from (box for branch in chosen(inner) for box in boxes(branch))
        elif kind not in ("del", "moveFrom", "tbl"):
            yield from boxes(inner)


def _chosen_entry(begin: Element) -> str:
    """What a list to choose from shows: the chosen entry."""
    entries = under(begin, "ffData", "ddList")
    if entries is None:
        return ""
    listed = [attribute(e) or "" for e in entries if local(e) == "listEntry"]
    at = whole_number(child(entries, "result"), default=whole_number(child(entries, "default")))
    return listed[at] if 0 <= at < len(listed) else ""


def _sign(element: Element) -> str:
    font = (attribute(element, "font") or "").lower()
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    if 0xF000 <= code < 0xF100:
        table = _SYMBOLS["symbol" if font.startswith("symbol") else "wingdings"]
        return table.get(code - 0xF000, "")
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
