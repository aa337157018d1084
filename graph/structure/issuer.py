"""Who issued a document: of letterhead, number, a line of capitals, the opening sentence or the signature, the first that tells."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language import bodies, capitals
from graph.language.folding import fold
from graph.language.lexicon import any_of, load, phrases
from graph.model import Header, Name
from graph.structure.letterhead import Cell, is_capital, patterns, type_of

_BELOW = 4
"""Cells below a title among which a line of its own names the issuer."""


def find(header: Header, head: list[Cell], kind: str | None, here: str | None, view: str) -> tuple[Name, ...]:
    """The issuers of a document with this header, cells of its top, type and place, the first of them first; none where nothing names one."""
    above = header.title_span.start if header.title_span else header.span.end
    letterhead = [c.text for c in head if c.end <= above and not type_of(c.text)]
    below = [c.text for c in head if c.start >= header.span.end]
    head = head[: len(head) - len(below)]
    lines = [*below[:_BELOW], *view[:6000].split("\n")[:40]]
    joint = len(load().issuers_of_number(header.number)) > 1 if header.number else False
    named = (
        _of_type(head, here, view)
        or _of_letterhead(letterhead, lines, here, view, joint=joint)
        or _of_appended(header, head, here)
    )
    one = named or (
        _of_number(header, here)
        or _of_line(lines, here, view)
        or of_opening(kind, view, here)
        or of_signature(view, here)
    )
    return one if isinstance(one, tuple) else (one,) if one else ()


def _of_type(head: list[Cell], here: str | None, view: str) -> tuple[Name, ...]:
    """The issuer that the line of the type names: "CHỈ THỊ CỦA ỦY BAN NHÂN DÂN QUẬN TÂN BÌNH"."""
    lines = (re.split(r" (?:CỦA|của) ", c.text, maxsplit=1) for c in head if type_of(c.text))
    return next((capitals.issuers([fold(parts[1])], here, view) for parts in lines if len(parts) > 1), ())


def _of_letterhead(
    printed: list[str], lines: list[str], here: str | None, view: str, *, joint: bool
) -> tuple[Name, ...]:
    """The issuers that a letterhead names: the last body above the title, completed by the one above it, or several together."""
    folded = "\n".join(fold(line) for line in printed if is_capital(line) or line.startswith(("UBND", "HĐND")))
    words: list[str] = []
    p = patterns()
    for line in p.motto.sub("\n", folded).split("\n"):
        bare = p.above.sub("", line).strip(" *|")
        if bare.strip("-") and not p.no_issuer.match(bare):
            words.append(bare.lstrip("- ").removeprefix("của "))
    placeless = bodies.name(words[-1]) if words and bodies.is_bare(words[-1]) else None
    below = _of_line(lines, here, view) if placeless else None  # its place stands below the title
    if placeless and below and below.full.startswith(placeless.full):
        return (below,)
    return capitals.issuers(words, here, view, joint=joint)


def _of_appended(header: Header, head: list[Cell], here: str | None) -> tuple[Name, ...]:
    """Who issued the act that a text is appended to."""
    match = re.search(rf"của ({bodies.pattern()})", " ".join(c.text for c in head)) if header.appended else None
    name = bodies.name(match[1], here) if match else None
    return (name,) if name else ()


def _of_number(header: Header, here: str | None) -> Name | None:
    body = load().issuer_of_number(header.number) if header.number else None
    return bodies.name(body.name, here) if body else None


def _of_line(lines: list[str], here: str | None, view: str) -> Name | None:
    """The issuer that stands in capitals on a line of its own below the title: "THỦ TƯỚNG CHÍNH PHỦ"."""
    for line in lines:
        words = line.strip(" *:|")
        if is_capital(words) and len(words) > 7 and bodies.is_name(words) and not bodies.is_bare(words):
            return next(iter(capitals.issuers([fold(words)], here, view)), None)
    return None


def of_opening(kind: str | None, view: str, here: str | None) -> Name | None:
    """The issuer that an opening sentence names: "…; UBND tỉnh ban hành Kế hoạch thực hiện như sau:".

    >>> of_opening("Plan", "UBND tỉnh Lào Cai ban hành Kế hoạch giữ rừng như sau:", None).full
    'Ủy ban nhân dân tỉnh Lào Cai'
    """
    said, plainly = _openings(kind)
    match = (re.search(rf"({bodies.pattern()}){said}", view[:8000]) if re.search(said, view[:8000]) else None) or (
        re.search(rf"^\W*({bodies.pattern()}){plainly}", view[:12000], re.MULTILINE)
        if re.search(plainly, view[:12000])
        else None
    )
    return bodies.name(match[1], here) if match else None


@lru_cache(maxsize=64)
def _openings(kind: str | None) -> tuple[str, str]:
    """Patterns for what stands behind the issuer in an opening sentence: they are looked for first, since the pattern for bodies is long."""
    words = "|".join(w for t in load().types if t["class"] == kind for w in t["words"]) or load().type_words
    issues, how = any_of("letterhead", "issuing"), any_of("letterhead", "announcing")
    return (
        rf" (?:{issues})(?: và ban hành)?,? (?:{words})[^.;\n]{{0,240}}?(?:{how})",
        rf" ban hành (?:{words})\b",
    )


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
