"""The mentions of one line, each with the place of what governs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.model import Citation, InView, Relation

ITSELF = -1


@dataclass(slots=True)
class Mention:
    """A mention in its sentence: what governs it, by which words. `root`: it stands at the sentence's own level."""

    index: int
    citation: Citation[InView]
    root: bool = False
    headed: bool = False
    amender: bool = False  # it changed a mention at the sentence's own level: "A, được sửa đổi bởi B"
    relation: Relation[InView] | None = None
    shared: list[Relation[InView]] = field(default_factory=list)  # the same of the members listed before the governor


LISTED = re.compile(r"\W{0,3}(?:[a-zđ]\)|-|\+|\d{1,2}[.)])")


def lines(view: str, citations: Sequence[Citation[InView]]) -> Iterator[tuple[InView, list[Mention]]]:
    """The lines of a view that name documents, open a list or are points of one, with the documents named in each."""
    i, start = 0, 0
    while start < len(view):
        end = view.find("\n", start)
        end = len(view) if end < 0 else end
        places: list[Mention] = []
        while i < len(citations) and citations[i].span.start < end:
            places.append(Mention(i, citations[i]))
            i += 1
        if places or view[start:end].endswith(":") or LISTED.match(view[start : start + 12]):
            yield InView(start, end), places
        start = end + 1


def roots(line: InView, places: list[Mention], predicate: str, rule: str) -> Iterator[Relation[InView]]:
    """A relation of the document itself to each document that a line names outside of the name of another."""
    for place in places:
        if place.root:
            yield Relation(ITSELF, predicate, place.index, InView(line.start, place.citation.span.end), rule)
