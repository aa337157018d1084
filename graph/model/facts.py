"""Entities and what is claimed of them: what resolving settled, the input of the graph."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from graph.model.corrections import Correction, Outcome, Said
from graph.model.document import PartialDate
from graph.model.text import Span


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that is another entity, by its id."""

    id: str


Value = str | int | Decimal | PartialDate | Ref


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the graph: its id is the path of its IRI, its kind a class of the vocabulary.

    `values` are (property, value) pairs in prefixed names, sorted; a `str` under `dcterms:title` is Vietnamese text.
    """

    id: str
    kind: str
    label: str
    alt: tuple[str, ...] = ()
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with the words it rests on. `subject` and `object` are entity ids; for an entity's own existence the
    predicate is "rdf:type" and the object its class ("pol:Task").

    `intents` say what is to happen to the thing that is aimed at ("Extension"). `edge`: whether the graph draws it. It does not
    when another claim states a stronger relation between the same two documents, or when the dates contradict it; `warning` then
    gives the reason. `page` and `box` say where the words are printed: the box as a media fragment, in per cent of the page.
    """

    subject: str
    predicate: str
    object: str
    document: str
    span: Span
    exact: str
    rule: str
    edge: bool = True
    warning: str | None = None
    intents: tuple[str, ...] = ()
    page: int | None = None
    box: str | None = None
    said: Said | None = None  # a curator says so


@dataclass(frozen=True, slots=True)
class Change:
    """Bodies or places that went over into another one, as curated data tell: `before` and `after` are entity ids, `source`
    is the act that says so. `after` is empty where they ended without one successor."""

    id: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    date: PartialDate
    source: str
    curator: str


@dataclass(frozen=True, slots=True)
class Curated:
    """A statement between two entities that curated data make, and no document: `curator` is the file, `source` what it
    follows."""

    subject: str
    predicate: str
    object: str
    source: str
    curator: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that took effect in a document (an id). Of `same` and `apart` the things that it joins or parts; `span` is where its words
    stand, None where they do not stand there any more as they are quoted."""

    correction: Correction
    document: str
    span: Span | None = None
    exact: str = ""
    subject: str = ""
    object: str = ""


@dataclass(frozen=True, slots=True)
class ShortForm:
    """Words by which curated data know an agency or a place, though no text may print them: "SCT" is Sở Công Thương of a province."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the report: what looks wrong, what was merged, what stayed open, what could be merged.

    `kind` is one of "warning", "merged", "unresolved", "proposed"; `code` names the check ("type-symbol", "two-dates", "time", …).
    """

    kind: Literal["warning", "merged", "unresolved", "proposed"]
    code: str
    message: str
    documents: tuple[str, ...] = ()  # ids of the source documents concerned
    count: int = 1
    offers: tuple[Correction, ...] = ()  # unsigned: what a curator can decide of it


@dataclass(frozen=True, slots=True)
class Facts:
    """What resolving settled: the input of the graph. `read` maps a source path to the id of its document."""

    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    read: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    curated: tuple[Curated, ...] = ()
    short_forms: tuple[ShortForm, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    outcomes: tuple[Outcome, ...] = ()  # of all corrections that are of a document here


@dataclass(frozen=True, slots=True)
class Run:
    """What a graph was made with and from: the version of the program, the SHA-256 of its rules, and for each document that was read its id,
    the name of its file and the SHA-256 of that. `corrections` is the SHA-256 of the lines by which they were corrected, sorted; empty
    without any. No clock and no machine: the same documents and corrections give the same graph."""

    version: str
    rules: str
    inputs: tuple[tuple[str, str, str], ...] = ()
    corrections: str = ""
