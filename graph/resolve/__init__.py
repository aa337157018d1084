"""Findings of all documents -> Facts: one thing, one entity; every statement with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from graph.model import Claim, Facts, Findings, Note
from graph.processes.garbage import uncollected
from graph.resolve import (
    aims,
    curated,
    documents,
    evidence,
    goals,
    joined,
    likely,
    measures,
    merging,
    successions,
    tasks,
)
from graph.resolve.claims import of_document, settled
from graph.resolve.documents import Ids
from graph.resolve.register import Register, add_bodies, located, same_named, short_forms
from graph.resolve.register import curated as known_places


def resolve(findings: Iterable[Findings]) -> Facts:
    """What the findings establish together.

    >>> from graph.extract import extract
    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "Số: 5/KH-UBND\\nHà Giang, ngày 2/3/2021\\nKẾ HOẠCH\\nThực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ\\n"
    >>> facts = resolve([extract(parse(Source("a.txt", text)))])
    >>> [(c.subject, c.predicate, c.object) for c in facts.claims if c.predicate == "pol:implements"]
    [('document/ha-giang/5-kh-ubnd/2021', 'pol:implements', 'document/124-nq-cp/2020')]
    """
    with uncollected():
        return _resolved(sorted(findings, key=lambda f: f.document.source.path))


def _resolved(ordered: list[Findings]) -> Facts:
    things, merged = merging.merge(ordered)
    decided = curated.Decided()
    things = curated.documents(things, ordered, decided)
    instruments = documents.instruments(things, ordered)
    ids = documents.ids_of(instruments)
    related = settled((c for i, f in enumerate(ordered) for c in of_document(i, f, ids)), instruments)
    register = Register()
    described = [documents.entity(one, register) for one in instruments]
    claims = [*related, *(c for i, f in enumerate(ordered) for c in _of_work(i, f, ids, register))]
    changes = successions.find(register)
    described = sorted(goals.joined([*described, *register.described()], claims), key=lambda e: e.id)
    entities, claims, gone = joined.things(described, claims, ids.read, ordered, decided)
    files = {ids.read[i]: f.document.source.path for i, f in enumerate(ordered)}
    joins = (replace(n, documents=tuple(ids.read[int(i)] for i in n.documents)) for n in merged)
    told = chain(joins, likely.proposals(entities, claims, files))
    notes = (
        *curated.undecided(told, ordered, decided),
        *documents.notes(instruments, ids, related),
        *(note for i, f in enumerate(ordered) for note in documents.unplaced(f, ids.read[i])),
        *(note for i, f in enumerate(ordered) for note in documents.remarks(f, ids.read[i])),
        *(note for i, f in enumerate(ordered) for note in documents.hidden(f, ids.read[i])),
        *same_named(entities),
    )
    sources = {ids.read[i]: f.document.source for i, f in enumerate(ordered)}
    return Facts(
        tuple(entities),
        tuple(evidence.placed(claims, sources)),
        tuple(sorted(notes, key=_note_order)),
        tuple((f.document.source.path, ids.read[i]) for i, f in enumerate(ordered)),
        tuple(curated.followed(changes, gone)),
        tuple(known_places(entities)),
        tuple(short_forms(entities, register.names)),
        tuple(curated.done(ordered, ids.read, instruments, decided)),
        tuple(curated.outcomes(ordered, decided)),
    )


def _of_work(i: int, findings: Findings, ids: Ids, register: Register) -> list[Claim]:
    """The claims of a document's tasks, aims and measures, which are registered with the bodies and places that they name."""
    me, place = ids.read[i], findings.document.header.jurisdiction
    if place and findings.tasks:
        register.place(place)
    add_bodies(findings, register)
    for entity in (
        *tasks.entities(findings, me, place),
        *aims.entities(findings, me, place),
        *measures.entities(findings, me),
    ):
        register.add(entity)
    given = list(tasks.with_ids(findings, me))
    return [
        *tasks.claims(findings, me, place, lambda name: register.agency(name, place), lambda n: ids.mentioned[i, n]),
        *aims.claims(findings, me, place, {span: path for path, task in given for span in task.spans}),
        *measures.claims(findings, me, given),
        *located(findings, me),
    ]


def _note_order(note: Note) -> tuple[str, str, int, str]:
    return note.kind, note.code if note.kind != "unresolved" else "", -note.count, note.message
