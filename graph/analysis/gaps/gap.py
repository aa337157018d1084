"""One finding of what is missing or contradicts itself, and how it is made of a task or of words and their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.records.documents import Card, Quote
from graph.records.tasks import Task


@dataclass(frozen=True, slots=True)
class Gap:
    """A finding: its kind, what it is about and what is said of it, the words and their place, and how often it is met.

    `count` ranks findings of one kind: for "not-read" and "incomplete" the documents that cite it.
    """

    kind: str
    about: str
    says: str
    count: int
    words: str | None
    document: str | None
    file: str | None
    characters_from: int | None
    characters_to: int | None
    iri: str
    document_iri: str | None


def made(kind: str, about: str, says: str, iri: str, quote: Quote, known: Mapping[str, Card]) -> Gap:
    """The finding about words: with the document that they stand in, where it is known."""
    card = known.get(quote.document)
    document = card.called() if card else quote.document or None
    return Gap(kind, about, says, 1, quote.exact, document, quote.file, quote.start, quote.end, iri, quote.document)


def of_task(kind: str, task: Task, says: str, known: Mapping[str, Card]) -> Gap:
    """The finding about a task."""
    about = f"{task.ordinal} {task.text}" if task.ordinal else task.text
    return made(kind, about, says, task.iri, task.quote or Quote(task.document), known)
