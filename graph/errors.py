"""What can go wrong on the way, as few kinds of error as a caller needs to tell apart.

Bad *text* never raises: it yields fewer findings. Bad *input* (a missing path, a file that is no text) raises one of
these, and every message names the file and the remedy.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path


def shown(name: object) -> str:
    """A name or a line as it may be printed and kept in a graph: what steers a terminal or turns the direction of writing, and bytes of a
    name that are not UTF-8 (Python's lone surrogates), are written out as Python writes them.

    >>> print(shown("kế hoạch 1.txt"), shown("a" + chr(27) + "[8m.txt"), shown("b" + chr(0xDCE1) + "o.pdf"))
    kế hoạch 1.txt a\\x1b[8m.txt b\\xe1o.pdf
    """
    text = str(name)
    return text if text.isprintable() else "".join(_escaped(c) if steers(c) else c for c in text)


def steers(c: str) -> bool:
    """Whether a character is no letter of a text: controls and formats (Unicode categories Cc and Cf), ends of lines and paragraphs, lone
    surrogates, and the 66 that stand for no character, two of which XML refuses.

    >>> [steers(c) for c in ("a", chr(0xA0), "\\n", "\\u200b", "\\ufffe", "\\udc80")]
    [False, False, True, True, True, True]
    """
    return unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") or is_no_character(c)


def is_no_character(c: str) -> bool:
    """Whether Unicode promises that this will never be a character (U+FDD0 to U+FDEF, and the last two of each plane)."""
    return "\ufdd0" <= c <= "\ufdef" or ord(c) & 0xFFFE == 0xFFFE


def _escaped(c: str) -> str:
    byte = ord(c) - 0xDC00 if "\udc80" <= c <= "\udcff" else 0
    return f"\\x{byte:02x}" if byte else c.encode("unicode_escape").decode()


class PolicyGraphError(Exception):
    """Base of everything the package raises on purpose; catching it catches all of them."""


class UnreadableFile(PolicyGraphError):
    """One input file cannot be read. The other files are still built.

    >>> str(UnreadableFile(Path("plan.txt"), "it is empty", "export the document again"))
    'plan.txt: it is empty; export the document again'
    """

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(shown(f"{path}: {reason}; {remedy}"))
        self.path, self.reason, self.remedy = path, reason, remedy

    def __reduce__(self) -> tuple[Callable[..., UnreadableFile], tuple[Path, str, str]]:
        """By its parts: an exception is pickled by its message alone, from which it could not be made again."""
        return type(self), (self.path, self.reason, self.remedy)


class NoDocuments(PolicyGraphError):
    """The given paths hold nothing that a reader understands."""


class NotAGraph(PolicyGraphError):
    """A folder was opened as a built graph and holds none."""


class BadQuery(PolicyGraphError):
    """A SPARQL query, or the name of a question, that cannot be run; the message says where it is wrong."""


class NotFound(PolicyGraphError):
    """What was asked for by name is not in the graph, or is several things; the message lists what is near."""


class NotAcceptable(PolicyGraphError):
    """An answer was asked for in formats that its kind of query does not have."""


class TooMuch(PolicyGraphError):
    """A query took more time or memory than it may, and was ended; the message says which and how much."""


class Busy(PolicyGraphError):
    """More was asked at once than can be answered; the same question may be asked again later."""


class NoAnswer(PolicyGraphError):
    """A server could not be reached, refused, or answered what is no answer; the message names its address and the remedy."""
