"""Where quoted words stand in a text, and whether a document is the one that a correction names."""

from __future__ import annotations

import re
import unicodedata

from graph.curate.file import names_file
from graph.language import numbers
from graph.language.folding import composed
from graph.model import Correction, Document, Source, Span

_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
"""The end of a quotation that leaves words out."""


def is_of(one: Correction, document: Document) -> bool:
    """Whether a correction is of a document: it names its file, or its number as it is printed.

    >>> from graph.structure import parse
    >>> from graph.model import Source
    >>> read = parse(Source("a.txt", "ỦY BAN NHÂN DÂN\\nTỈNH PHÚ YÊN\\nSố: 9/KH-UBND\\nKẾ HOẠCH\\nMở chợ\\n"))
    >>> [is_of(Correction("unsay", name, "x"), read) for name in ("9/kh-ubnd", "a.txt", "8/KH-UBND")]
    [True, True, False]
    """
    number = document.header.number
    return names_file(one.document, document.source.path) or bool(
        number and numbers.key(number) == numbers.key(one.document)
    )


def find(words: str, text: str) -> list[Span]:
    """Where words stand in a text, over any blanks and ends of lines, composed or not.

    >>> [span.of("Sở Y\\ntế, Sở Y tế") for span in find("Sở Y tế", "Sở Y\\ntế, Sở Y tế")]
    ['Sở Y\\ntế', 'Sở Y tế']
    """
    pattern = r"\s+".join(map(re.escape, unicodedata.normalize("NFC", _CUT.sub("", words)).split()))
    if not pattern:
        return []
    whole, stands = composed(text)
    return [Span(stands[m.start()], stands[m.end()]) for m in re.finditer(pattern, whole)]


def quotes(words: str, *printed: str) -> bool:
    """Whether words are the whole of something printed; only its beginning, where they end in "…".

    >>> quotes("Lập  sổ", "Lập\\nsổ"), quotes("Lập sổ", "Lập sổ bãi"), quotes("Lập sổ …", "Lập sổ bãi")
    (True, False, True)
    """
    wanted = _plain(_CUT.sub("", words))
    if not wanted:
        return False
    cut = bool(_CUT.search(words))
    return any(each == wanted or (cut and each.startswith(wanted)) for each in map(_plain, printed))


def _plain(words: str) -> str:
    return " ".join(composed(words)[0].split())


def narrowed(one: Correction, key: str, *printed: str | None) -> bool:
    """Whether a detail that narrows a correction down lets something printed through; it does where it is not given."""
    wanted = one.detail(key)
    return not wanted or quotes(wanted, *filter(None, printed))


def gone(words: str, source: Source) -> str:
    """That the words of a correction are not in a text, and what to do."""
    return f"its words are not in {source.path}: “{words}”; quote them as they are printed, or take the line out"
