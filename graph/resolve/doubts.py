"""Settled facts -> warnings that only the whole shows: work due before it was given, documents out of force that are still carried out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph.model import Claim, Entity, Note, PartialDate

_ENDS = {"pol:replaces": "replaced", "pol:repeals": "repealed"}


def find(entities: Mapping[str, Entity], claims: Sequence[Claim]) -> Iterator[Note]:
    """Notes with the codes "due-before", "out-of-force" and "no-lead". Where a date is not printed in full, what is not certain is not said.

    >>> def plan(name, year):
    ...     return Entity(name, "Plan", name, (), (("eli:date_document", PartialDate(year)),))
    >>> from graph.model import Span
    >>> def says(subject, predicate, object):
    ...     return Claim(subject, predicate, object, subject, Span(0, 1), "x", "test")
    >>> papers = {e.id: e for e in (plan("old", 2010), plan("new", 2020), plan("late", 2022), plan("early", 2015))}
    >>> told = [says("new", "pol:replaces", "old"), says("late", "pol:implements", "old"), says("early", "pol:implements", "old")]
    >>> [note.message for note in find(papers, told)]
    ['late (2022) implements old, which new (2020) replaced']
    """
    yield from _due_before(entities, claims)
    yield from _out_of_force(entities, claims)
    yield from _without_lead(entities, claims)


def _due_before(entities: Mapping[str, Entity], claims: Sequence[Claim]) -> Iterator[Note]:
    given = sorted({(c.document, c.object) for c in claims if c.predicate == "pol:assigns"})
    for document, task in given:
        due, written = (_date(entities.get(id), term) for id, term in ((task, "pol:due"), (document, _WRITTEN)))
        if due and written and due.before(written):
            label = entities[document].label
            message = f"{entities[task].label} is due {due}, before {label} itself ({written})"
            yield Note("warning", "due-before", message, (document,))


def _without_lead(entities: Mapping[str, Entity], claims: Sequence[Claim]) -> Iterator[Note]:
    """Work that is given to those who take part, and names nobody who answers for it."""
    led = {c.object for c in claims if c.predicate == "pol:leads"}
    for document, task in sorted({(c.document, c.object) for c in claims if c.predicate == "pol:assigns"}):
        if task not in led:
            message = f"{entities[document].label}: nobody is named to lead “{entities[task].label}”"
            yield Note("warning", "no-lead", message, (document,))


def _out_of_force(entities: Mapping[str, Entity], claims: Sequence[Claim]) -> Iterator[Note]:
    drawn = sorted({(c.object, c.subject, c.predicate) for c in claims if c.edge})
    users: dict[str, list[str]] = defaultdict(list)
    for used, user, predicate in drawn:
        if predicate == "pol:implements":
            users[used].append(user)
    for old, by, predicate in drawn:
        end = _date(entities.get(by), _WRITTEN)
        for user in users[old] if predicate in _ENDS and end else ():
            written = _date(entities.get(user), _WRITTEN)
            if user != by and end and written and end.before(written):
                names = [entities[id].label for id in (user, old, by)]
                message = f"{names[0]} ({written}) implements {names[1]}, which {names[2]} ({end}) {_ENDS[predicate]}"
                yield Note("warning", "out-of-force", message, (user,))


_WRITTEN = "eli:date_document"


def _date(entity: Entity | None, term: str) -> PartialDate | None:
    value = dict(entity.values).get(term) if entity else None
    return value if isinstance(value, PartialDate) else None
