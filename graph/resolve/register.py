"""Agencies and places, as the texts name them: one entity each, with its tier, the body it belongs to, its printed forms.

What a body belongs to follows from what kind of body it is (`ontology/gazetteer/parents.yaml`), not from a text, so it
is a value of the agency and no claim. Where a place lies is said by a text, and is a claim with the words that name it, or by
the gazetteer, and is a claim of its curator.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from graph.language import bodies, offices, places
from graph.language.folding import fold, tidy
from graph.language.lexicon import DISTRICTS, load
from graph.model import Assignee, Claim, Curated, Entity, Findings, Name, Note, Ref, ShortForm, Task, Value
from graph.resolve import identity, sureness

_LIST = "Danh mục đơn vị hành chính (Tổng cục Thống kê), theo gói vietnamadminunits 1.0.4"
_LONGEST = 60  # characters of a printed form; what is longer is a form with a remark


@lru_cache(maxsize=4096)
def parent(name: Name) -> Name | None:
    """The body that a body belongs to, where its kind tells.

    >>> str(parent(bodies.name("Sở Y tế tỉnh Lào Cai"))), str(parent(bodies.name("Ban Tuyên giáo Tỉnh ủy Lào Cai")))
    ('Ủy ban nhân dân tỉnh Lào Cai', 'Tỉnh ủy Lào Cai')
    >>> parent(bodies.name("Chính phủ")) is None
    True
    """
    for pattern, at, template in _parents():
        match = pattern.search(name.full) if at in ("any", places.level(name.place)) else None
        if match:
            place = name.place or ""
            above = template.replace("{place}", place).replace("{1}", match[1] if match.re.groups else "")
            return bodies.name(above) if above != name.full and (place or "{place}" not in template) else None
    return None


@lru_cache(maxsize=1)
def _parents() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(rule["words"]), rule["at"], rule["parent"]) for rule in load().parents)


class Register:
    """Agencies and places as they are met, and whatever else is described more than once: `entities` by their ids, the agencies'
    `names` and `printed` forms too."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.names: dict[str, Name] = {}
        self.printed: dict[str, set[str]] = defaultdict(set)

    def agency(self, name: Name, here: str | None = None) -> str:
        """The id of a body that a document of the place `here` names. It is registered with its place and the bodies above it."""
        path = identity.agency_id(name, here)
        if path in self.names:
            return path
        self.names[path] = name  # before its parents: no circle can be followed
        values: list[tuple[str, Value]] = [("pol:tier", name.tier)]
        if name.place:
            values.append(("pol:jurisdiction", Ref(self.place(name.place, here))))
        above = self.agency(over, here) if (over := parent(name)) else None
        if above and above != path:
            values.append(("org:subOrganizationOf", Ref(above)))
        self.entities[path] = Entity(path, "Agency", name.full, (), tuple(sorted(values, key=lambda v: v[0])))
        return path

    def keep_form(self, assignee: Assignee, words: str, here: str | None) -> None:
        """Keeps the words of a text as a form of the body that they name, where they are its name and nothing else."""
        name, form = assignee.body, tidy(words).strip(" .,;:")
        if name is None or not assignee.complete or len(form) > _LONGEST or fold(form) == fold(name.full):
            return
        if fold(form) == fold(assignee.words) and not offices.is_office(form):
            self.printed[identity.agency_id(name, here)].add(form)

    def place(self, place: str, here: str | None = None) -> str:
        """Id of a place, which is registered with the province it lies in."""
        path = f"place/{identity.place_slug(place, here)}"
        central = place == places.CENTRAL
        if path not in self.entities and (above := places.province(place, here)):
            self.place(above)
        label, alt = ("Việt Nam", (places.CENTRAL,)) if central else (place, ())
        self.entities.setdefault(path, Entity(path, "Place", label, alt))
        return path

    def add(self, entity: Entity) -> None:
        """Registers an entity; of two descriptions the fuller name stands, the other becomes an alternative."""
        before = self.entities.get(entity.id)
        if before is None or before == entity:
            self.entities[entity.id] = entity
            return
        first, second = sorted((before, entity), key=lambda e: (-len(e.label), e.label))
        names = {*first.alt, *second.alt, second.label} - {first.label}
        values = sureness.surest(first.values or second.values, second.values)
        self.entities[entity.id] = replace(first, alt=tuple(sorted(names)), values=values)

    def described(self) -> list[Entity]:
        """All of them, agencies with their printed forms."""
        return [
            replace(e, alt=tuple(sorted({*e.alt, *self.printed[id]} - {e.label}))) if id in self.printed else e
            for id, e in self.entities.items()
        ]


def add_bodies(findings: Findings, register: Register) -> None:
    """Registers the bodies that a document's tasks name, and how it prints them."""
    text, here = findings.document.source.text, findings.document.header.jurisdiction
    for task in standing(findings):
        for a in (*task.leads, *task.coordinators):
            if a.body:
                register.agency(a.body, here)
                register.keep_form(a, a.span.of(text), here)


def located(findings: Findings, me: str) -> Iterator[Claim]:
    """Claims that a place lies in the document's province: it gives work there to the place's own council or committee.

    The words are those that name the place; a province cannot give work to a district of another.
    """
    text, here = findings.document.source.text, findings.document.header.jurisdiction
    if here is None or places.level(here) != "province":
        return
    seen: set[str] = set()
    for task in standing(findings):
        for a in (*task.leads, *task.coordinators):
            place = _district(a.body) if a.body else None
            in_province = place and places.province(place, here) == here
            if place and in_province and place not in seen and _stands_in(place, a.span.of(text)):
                seen.add(place)
                ends = f"place/{identity.place_slug(place, here)}", f"place/{identity.place_slug(here)}"
                yield Claim(ends[0], "pol:locatedIn", ends[1], me, a.span, a.span.of(text), "place:assigned")


def standing(findings: Findings) -> Iterator[Task]:
    """The tasks that no curator unsays."""
    return (task for task in findings.tasks if not task.unsaid)


def _district(name: Name) -> str | None:
    """The place of a district's or commune's council or committee."""
    if name.place is None or places.level(name.place) != "below":
        return None
    own = any(name.full == f"{body.name} {name.place}" for body in load().local if body.placed)
    return name.place if own else None


def _stands_in(place: str, words: str) -> bool:
    """Whether the words print the name of the place, with or without its kind."""
    _, alone = places.split(place)
    return bool(alone) and fold(alone or "") in fold(tidy(words))


def curated(entities: Iterable[Entity]) -> list[Curated]:
    """Where districts lie that the gazetteer knows by their names."""
    lies = ((e.id, places.province(e.label)) for e in entities if e.kind == "Place")
    return [
        Curated(id, "pol:locatedIn", f"place/{identity.place_slug(of)}", _LIST, DISTRICTS)
        for id, of in sorted(lies)
        if of
    ]


def short_forms(entities: Iterable[Entity], names: Mapping[str, Name]) -> Iterator[ShortForm]:
    """The forms and symbols by which the gazetteer knows the agencies (`names` by their ids) and places that no text prints."""
    for e in entities:
        known = (
            bodies.short_forms(names[e.id]) if e.id in names else places.spellings(e.label) if e.kind == "Place" else ()
        )
        yield from (ShortForm(e.id, words) for words in sorted({*known} - {e.label, *e.alt}))


def same_named(entities: Iterable[Entity]) -> list[Note]:
    """Warnings of places whose province nothing tells, though several have one of this name: they may be several."""
    many = [
        (e.label, n)
        for e in entities
        if e.kind == "Place" and e.id.count("/") == 1 and (n := places.count(e.label)) > 1
    ]
    message = "{}: {} provinces have one, and no text here tells which is meant; it is one place in the graph"
    return [Note("warning", "same-name", message.format(label, n)) for label, n in sorted(many)]
