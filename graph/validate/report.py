"""What a check of a graph found: problems, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from graph.vocab import ID, PREFIXES


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with one thing: `check` is "shape", "quote", "claim", "edge", "mention" or "time"."""

    check: str
    thing: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        told = f"{self.check}: {short(self.thing)}: {self.message}"
        return told + (f" ({short(self.value)})" if self.value else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, and every problem, sorted; `claims` are those stated in documents, without the gazetteer's."""

    documents: int
    claims: int
    quotes: int
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no problem was found."""
        return not self.problems

    def __str__(self) -> str:
        found = f"{len(self.problems)} problems" if self.problems else "no problems"
        return f"{found} in {self.documents} documents, {self.claims} claims; {self.quotes} quotes stand in their texts"


def short(text: str) -> str:
    """Text for a line on a terminal: IRIs by their path or prefix, at most 100 characters, nothing that steers it.

    >>> short("https://w3id.org/policygraph/id/zone/kcn-a"), short("https://w3id.org/policygraph/ontology#cites")
    ('zone/kcn-a', 'pol:cites')
    >>> short("\\u202etxt")
    '\\\\u202etxt'
    """
    if text.startswith(ID):
        text = text[len(ID) :]
    for prefix, iri in PREFIXES.items():
        text = text.replace(iri, f"{prefix}:") if text.startswith(iri) else text
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return shown if len(shown) <= 100 else shown[:99] + "…"
