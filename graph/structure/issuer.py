"""Who issued a document: of letterhead, number, a line of capitals, the opening sentence or the signature, the first that tells."""

from __future__ import annotations

import re

from graph.language import bodies
from graph.language.folding import fold
from graph.language.lexicon import any_of, load, phrases
from graph.model import Header, Name
from graph.structure.letterhead import Cell, is_capital, patterns, type_of


def find(header: Header, head: list[Cell], kind: str | None, here: str | None, view: str) -> Name | None:
    """The issuer of a document with this header, letterhead, type and place; None where nothing names it."""
    above = header.title_span.start if header.title_span else header.span.end
    letterhead = [c.text for c in head if c.end <= above and not type_of(c.text)]
    return (
        _of_appendix(header, head, here)
        or _of_letterhead(letterhead, here, view)
        or _of_number(header, here)
        or _of_line(view, here)
        or of_opening(kind, view, here)
        or of_signature(view, here)
    )


def _of_letterhead(lines: list[str], here: str | None, view: str) -> Name | None:
    """The issuer that a letterhead names: the last body above the title, completed by the one above it."""
    folded = "\n".join(fold(line) for line in lines if is_capital(line) or line.startswith(("UBND", "HĐND")))
    words: list[str] = []
    p = patterns()
    for line in p.motto.sub("\n", folded).split("\n"):
        bare = p.above.sub("", line).strip(" -*|")
        if bare and not p.no_issuer.match(bare):
            words.append(bare.removeprefix("của "))
    return bodies.of_capitals(words, here, view)


def _of_appendix(header: Header, head: list[Cell], here: str | None) -> Name | None:
    if header.type != "OtherDocument":
        return None
    match = re.search(rf"của ({bodies.pattern()})", " ".join(c.text for c in head))
    return bodies.name(match[1], here) if match else None


def _of_number(header: Header, here: str | None) -> Name | None:
    body = load().issuer_of_number(header.number) if header.number else None
    return bodies.name(body.name, here) if body else None


def _of_line(view: str, here: str | None) -> Name | None:
    """The issuer that stands in capitals on a line of its own below the title: "THỦ TƯỚNG CHÍNH PHỦ"."""
    for line in view[:6000].split("\n")[:40]:
        words = line.strip(" *:")
        if is_capital(words) and len(words) > 7 and bodies.is_name(words):
            return bodies.of_capitals([fold(words)], here, view)
    return None


def of_opening(kind: str | None, view: str, here: str | None) -> Name | None:
    """The issuer that an opening sentence names: "…; UBND tỉnh ban hành Kế hoạch thực hiện như sau:".

    >>> of_opening("Plan", "UBND tỉnh Lào Cai ban hành Kế hoạch giữ rừng như sau:", None).full
    'Ủy ban nhân dân tỉnh Lào Cai'
    """
    words = "|".join(w for t in load().types if t["class"] == kind for w in t["words"]) or load().type_words
    issues, how = any_of("letterhead", "issuing"), any_of("letterhead", "announcing")
    said = rf"({bodies.pattern()}) (?:{issues})(?: và ban hành)?,? (?:{words})[^.;\n]{{0,240}}?(?:{how})"
    plainly = rf"^\W*({bodies.pattern()}) ban hành (?:{words})\b"
    match = re.search(said, view[:8000]) or re.search(plainly, view[:12000], re.MULTILINE)
    return bodies.name(match[1], here) if match else None


def of_signature(view: str, here: str | None) -> Name | None:
    """The issuer on whose behalf a document is signed.

    >>> of_signature("TM. ỦY BAN NHÂN DÂN", "tỉnh Lào Cai").full
    'Ủy ban nhân dân tỉnh Lào Cai'
    """
    match = patterns().on_behalf.search(view)
    if not match:
        return None
    body = next(e["body"] for e in phrases("letterhead")["on_behalf"] if re.fullmatch(e["words"], match[1]))
    return bodies.name(body, here)
