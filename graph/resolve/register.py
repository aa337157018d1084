"""Agencies and places, as the texts name them: one entity each, with its tier, the body it belongs to, its printed forms.

What a body belongs to follows from what kind of body it is (`ontology/gazetteer/parents.yaml`), not from a text, so it
is a value of the agency and no claim. Where a place lies is said by a text, and is a claim with the words that name it, or by
the gazetteer, and is a claim of its curator.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from graph.language import bodies, places
from graph.language.folding import fold, tidy
from graph.language.lexicon import DISTRICTS, load
from graph.model import Claim, Curated, Entity, Findings, Note, Ref, Span, Value
from graph.resolve import identity

_LIST = "Danh mục đơn vị hành chính (Tổng cục Thống kê), theo gói vietnamadminunits 1.0.4"
_LONGEST = 60  # characters of a printed form; what is longer is a form with a remark


def parent(name: bodies.Name) -> str | None:
    """The full name of the body that a body belongs to, where its kind tells.

    >>> parent(bodies.name("Sở Y tế tỉnh Lào Cai")), parent(bodies.name("Ban Tuyên giáo Tỉnh ủy Lào Cai"))
    ('Ủy ban nhân dân tỉnh Lào Cai', 'Tỉnh ủy Lào Cai')
    >>> parent(bodies.name("Chính phủ")) is None
    True
    """
    for pattern, at, template in _parents():
        match = pattern.search(name.full) if at in ("any", places.level(name.place)) else None
        if match:
            place = name.place or ""
            above = template.replace("{place}", place).replace("{1}", match[1] if match.re.groups else "")
            return above if above != name.full and (place or "{place}" not in template) else None
    return None


@lru_cache(maxsize=1)
def _parents() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(rule["words"]), rule["at"], rule["parent"]) for rule in load().parents)


class Register:
    """Agencies and places as they are met, and whatever else is described more than once."""

    def __init__(self) -> None:
        self.found: dict[str, Entity] = {}
        self.forms: dict[str, set[str]] = defaultdict(set)

    def agency(self, full: str, here: str | None = None) -> tuple[str, int] | None:
        """Id and tier of a body, which is registered with its place and the bodies above it; a document of the place `here`
        names it."""
        name = bodies.name(full)
        if name is None:
            return None
        path = identity.agency_id(name, here)
        if path not in self.found:
            values: list[tuple[str, Value]] = [("pol:tier", name.tier)]
            self.found[path] = Entity(path, "Agency", name.full)  # before its parents: no circle can be followed
            if name.place:
                values.append(("pol:jurisdiction", Ref(self.place(name.place, here))))
            above = self.agency(over, here) if (over := parent(name)) else None
            if above and above[0] != path:
                values.append(("org:subOrganizationOf", Ref(above[0])))
            self.found[path] = Entity(path, "Agency", name.full, (), tuple(sorted(values, key=lambda v: v[0])))
        return path, name.tier

    def printed(self, full: str, words: str, here: str | None) -> None:
        """Keeps a body's name as a text prints it, where the words are its name and nothing else."""
        name, form = bodies.name(full), tidy(words).strip(" .,;:")
        if name is None or len(form) > _LONGEST or fold(form) == fold(name.full) or bodies.is_office(form):
            return
        read = bodies.name(form, here)
        if read is not None and read.full == name.full:
            self.forms[identity.agency_id(name, here)].add(form)

    def place(self, place: str, here: str | None = None) -> str:
        """Id of a place, which is registered with the province it lies in."""
        path = f"place/{identity.place_slug(place, here)}"
        central = place == bodies.CENTRAL
        if path not in self.found and (above := places.province(place, here)):
            self.place(above)
        label, alt = ("Việt Nam", (bodies.CENTRAL,)) if central else (place, ())
        self.found.setdefault(path, Entity(path, "Place", label, alt))
        return path

    def add(self, entity: Entity) -> None:
        """Registers an entity; of two descriptions the fuller name stands, the other becomes an alternative."""
        known = self.found.get(entity.id)
        if known is None or known == entity:
            self.found[entity.id] = entity
            return
        first, second = sorted((known, entity), key=lambda e: (-len(e.label), e.label))
        names = {*first.alt, *second.alt, second.label} - {first.label}
        self.found[entity.id] = replace(first, alt=tuple(sorted(names)), values=first.values or second.values)

    def entities(self) -> list[Entity]:
        """All of them, with their printed forms."""
        return [
            replace(e, alt=tuple(sorted({*e.alt, *self.forms[id]} - {e.label}))) if id in self.forms else e
            for id, e in self.found.items()
        ]


def keep_forms(findings: Findings, known: Register) -> None:
    """Registers the bodies that a document's tasks name, and how it prints them."""
    text, here = findings.document.source.text, findings.document.header.jurisdiction
    for task in findings.tasks:
        for a in (*task.leads, *task.coordinators):
            if not a.group and known.agency(a.name, here):
                known.printed(a.name, a.span.of(text), here)


def located(findings: Findings, me: str) -> Iterator[Claim]:
    """Claims that a place lies in the document's province: it gives work there to the place's own council or committee.

    The words are those that name the place; a province cannot give work to a district of another.
    """
    text, here = findings.document.source.text, findings.document.header.jurisdiction
    if here is None or places.level(here) != "province":
        return
    seen: set[str] = set()
    for task in findings.tasks:
        for a in (*task.leads, *task.coordinators):
            place = None if a.group else _district(a.name)
            here_too = place and places.province(place, here) == here
            if place and here_too and place not in seen and _names(place, a.span, text):
                seen.add(place)
                ends = f"place/{identity.place_slug(place, here)}", f"place/{identity.place_slug(here)}"
                yield Claim(ends[0], "pol:locatedIn", ends[1], me, a.span, a.span.of(text), "place:assigned")


def _district(full: str) -> str | None:
    """The place of a district's or commune's council or committee."""
    name = bodies.name(full)
    if name is None or name.place is None or places.level(name.place) != "below":
        return None
    own = any(name.full == f"{body.name} {name.place}" for body in load().local if body.placed)
    return name.place if own else None


def _names(place: str, span: Span, text: str) -> bool:
    _, alone = bodies.split_place(place)
    return bool(alone) and fold(alone or "") in fold(tidy(span.of(text)))


def curated(known: Iterable[Entity]) -> list[Curated]:
    """Where districts lie that the gazetteer knows by their names."""
    lies = ((e.id, places.province(e.label)) for e in known if e.kind == "Place")
    return [
        Curated(id, "pol:locatedIn", f"place/{identity.place_slug(of)}", _LIST, DISTRICTS)
        for id, of in sorted(lies)
        if of
    ]


def same_named(known: Iterable[Entity]) -> list[Note]:
    """Warnings of places whose province nothing tells, though several have one of this name: they may be several."""
    many = [
        (e.label, n) for e in known if e.kind == "Place" and e.id.count("/") == 1 and (n := places.count(e.label)) > 1
    ]
    told = "{}: {} provinces have one, and no text here tells which is meant; it is one place in the graph"
    return [Note("warning", "same-name", told.format(label, n)) for label, n in sorted(many)]
