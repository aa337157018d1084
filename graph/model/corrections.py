"""Corrections: what a curator decided of a reading, anchored by a document and its words, and replayed on every build."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal

from graph.vocab import DOCUMENT_EDGES, slug

Verb = Literal["read", "say", "unsay", "same", "apart"]
VERBS: tuple[Verb, ...] = ("read", "say", "unsay", "same", "apart")
"""Words to be read otherwise; a statement that the words make; one that they do not make; two names of one thing; one name of two."""
DETAILS = ("as", "task", "number", "lead", "coordinate", "time", "body", "from", "to", "name", "kind", "value", "unit", "year", "comparator")  # fmt: skip
"""What a correction may say besides, in the order in which a line says it."""
BETWEEN = tuple(edge for edge in DOCUMENT_EDGES if edge != "cites")
"""What can be said of two documents. That one cites the other is said of the citation."""
LISTS = frozenset({"lead", "coordinate"})


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """One decision. `about` is the verb's own word: of `say` and `unsay` the kind of statement ("task", "leads"), of `same` and `apart` the
    name of the other thing, of `read` nothing. `words` are quoted from `document`, which is named by its number or its file.

    Equal ones say the same, wherever they stand: the place in the file is no part of them.
    """

    verb: Verb
    document: str
    words: str
    about: str = ""
    details: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by: str = ""
    date: str = ""  # ISO 8601: "2026-11-29"
    why: str = ""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def detail(self, name: str) -> str:
        """What it says besides under a name, "" where nothing.

        >>> Correction("read", "5/KH-UBND", "Quý 1I", details=(("as", ("Quý II",)),)).detail("as")
        'Quý II'
        """
        return next((values[0] for key, values in self.details if key == name and values), "")

    def listed(self, name: str) -> tuple[str, ...] | None:
        """The names that it lists under a name, None where it says nothing of them."""
        return next((values for key, values in self.details if key == name), None)

    @property
    def place(self) -> str:
        """Where it stands, for messages.

        >>> Correction("unsay", "5/KH-UBND", "x", file="corrections.yaml", line=3).place
        'corrections.yaml, line 3'
        """
        return f"{self.file or 'corrections.yaml'}, line {self.line}"

    @property
    def id(self) -> str:
        """Its address in the graph: a digest of all that it says.

        >>> Correction("unsay", "5/KH-UBND", "x").id == Correction("unsay", "5/KH-UBND", "x", line=9).id
        True
        """
        return f"correction/{digest((self,))}"

    @property
    def curator(self) -> str:
        """The address of who decided: the name in Latin letters, and a digest that tells those apart that have the same."""
        return f"curator/{slug(self.by) or 'x'}-{blake2b(self.by.encode(errors='surrogatepass'), digest_size=3).hexdigest()}"


def names_of(documents: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """What corrections call documents, by their files: the number that each prints itself, the file where it prints none or another prints that too.

    >>> names_of([("a.txt", "5/KH-UBND"), ("b.txt", "5/KH-UBND"), ("c.txt", "6/KH-UBND"), ("d.txt", None)])
    {'a.txt': 'a.txt', 'b.txt': 'b.txt', 'c.txt': '6/KH-UBND', 'd.txt': 'd.txt'}
    """
    read = [*documents]
    many = Counter(number for _, number in read)
    return {file: number if number and many[number] == 1 else file for file, number in read}


_CALLED = {"read": "đọc khác", "say": "nêu", "unsay": "bỏ", "same": "là một với", "apart": "khác với"}
_SHOWN = 120


def called(one: Correction) -> str:
    """What a correction is called in lists, in Vietnamese as all labels are.

    >>> called(Correction("unsay", "5/KH-UBND", "Lập sổ", "task", by="An", date="2026-11-29", why="no task"))
    'bỏ task “Lập sổ” (An, 2026-11-29: no task)'
    """
    words = one.words if len(one.words) <= _SHOWN else f"{one.words[:_SHOWN]}…"
    about = f" {one.about}" if one.about else ""
    instead = f" → “{one.detail('as')}”" if one.verb == "read" else ""
    return f"{_CALLED[one.verb]}{about} “{words}”{instead} ({one.by}, {one.date}: {one.why})"


def line(one: Correction) -> str:
    """The correction as a line of the file: YAML in one line, each text in quotes as JSON quotes it, so that nothing in it can end the line.

    >>> print(line(Correction("unsay", "5/KH-UBND", "Sở Y tế", "leads", (("task", ("Lập sổ",)),), "An", "2026-11-29", "it only helps")))
    - {unsay: "leads", document: "5/KH-UBND", words: "Sở Y tế", task: "Lập sổ", by: "An", date: "2026-11-29", why: "it only helps"}
    """
    pairs: list[tuple[str, str | list[str]]] = [(one.verb, one.words if one.verb == "read" else one.about)]
    pairs.append(("document", one.document))
    if one.verb != "read":
        pairs.append(("words", one.words))
    known = dict(one.details)
    pairs += [
        (name, [*known[name]] if name in LISTS else known[name][0]) for name in DETAILS if known.get(name) is not None
    ]
    pairs += [("by", one.by), ("date", one.date), ("why", one.why)]
    return "- {" + ", ".join(f"{key}: {_quoted(value)}" for key, value in pairs) + "}"


def _quoted(value: str | list[str]) -> str:
    """Also what a reader of YAML takes for the end of a line, which JSON leaves as it is."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(
        c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text
    )


def digest(corrections: Iterable[Correction]) -> str:
    """Twenty hexadecimal digits that tell what corrections say, whatever their order: the same for the same, another for others.

    >>> one, two = Correction("unsay", "5/KH-UBND", "x"), Correction("unsay", "5/KH-UBND", "y")
    >>> digest((one, two)) == digest((two, one)), digest((one,)) == digest((two,))
    (True, False)
    """
    said = sorted({line(one) for one in corrections})
    return blake2b("\n".join(said).encode(errors="surrogatepass"), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True)
class Said:
    """That a curator says something: by which correction, and whether no rule found it (`new`)."""

    correction: Correction
    new: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction: in how many places it took effect, in the document with this name of a file; or the `fault` that says why
    in none, and what to do. `beside` are those it cannot stand with."""

    correction: Correction
    source: str = ""
    places: int = 0
    fault: str = ""
    beside: tuple[Correction, ...] = ()

    def __str__(self) -> str:
        lines = sorted({one.place for one in (self.correction, *self.beside)})
        return f"{' and '.join(lines)}: {self.fault}" if self.fault else f"{lines[0]}: done"
