"""Agencies and places, as the texts name them: one entity each, with its tier, the body it belongs to, its printed forms.

What a body belongs to follows from what kind of body it is (`ontology/gazetteer/parents.yaml`), not from a text, so it
is a value of the agency and no claim. Where a place lies is said by a text, and is a claim with the words that name it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from graph import bodies, identity
from graph.folding import fold, tidy
from graph.lexicon import load
from graph.model import Claim, Entity, Findings, Ref, Span, Value

_LONGEST = 60  # characters of a printed form; what is longer is a form with a remark


def parent(name: bodies.Name) -> str | None:
    """The full name of the body that a body belongs to, where its kind tells.

    >>> parent(bodies.name("Sở Y tế tỉnh Lào Cai")), parent(bodies.name("Ban Tuyên giáo Tỉnh ủy Lào Cai"))
    ('Ủy ban nhân dân tỉnh Lào Cai', 'Tỉnh ủy Lào Cai')
    >>> parent(bodies.name("Chính phủ")) is None
    True
    """
    for pattern, at, template in _parents():
        match = pattern.search(name.full) if at in ("any", level(name.place)) else None
        if match:
            place = name.place or ""
            above = template.replace("{place}", place).replace("{1}", match[1] if match.re.groups else "")
            return above if above != name.full and (place or "{place}" not in template) else None
    return None


@lru_cache(maxsize=1)
def _parents() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(rule["words"]), rule["at"], rule["parent"]) for rule in load().parents)


def level(place: str | None) -> str | None:
    """Whether a place is the "centre", a "province", or "below" one; None where there is no place.

    >>> [level(place) for place in ("Trung ương", "tỉnh Lào Cai", "thành phố Huế", "thành phố Tuyên Quang", None)]
    ['centre', 'province', 'province', 'below', None]
    """
    if place is None:
        return None
    if place == bodies.CENTRAL:
        return "centre"
    city = place.startswith("thành phố ") and place.removeprefix("thành phố ") in load().cities
    return "province" if place.startswith("tỉnh ") or city else "below"


class Register:
    """Agencies and places as they are met, and whatever else is described more than once."""

    def __init__(self) -> None:
        self.found: dict[str, Entity] = {}
        self.forms: dict[str, set[str]] = defaultdict(set)

    def agency(self, full: str) -> tuple[str, int] | None:
        """Id and tier of a body, which is registered with its place and the bodies above it."""
        name = bodies.name(full)
        if name is None:
            return None
        path = identity.agency_id(name)
        if path not in self.found:
            values: list[tuple[str, Value]] = [("pol:tier", name.tier)]
            self.found[path] = Entity(path, "Agency", name.full)  # before its parents: no circle can be followed
            if name.place:
                values.append(("pol:jurisdiction", Ref(self.place(name.place))))
            above = self.agency(over) if (over := parent(name)) else None
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
            self.forms[identity.agency_id(name)].add(form)

    def place(self, place: str) -> str:
        """Id of a place, which is registered."""
        path = f"place/{identity.place_slug(place)}"
        central = place == bodies.CENTRAL
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
            if not a.group and known.agency(a.name):
                known.printed(a.name, a.span.of(text), here)


def located(findings: Findings, me: str) -> Iterator[Claim]:
    """Claims that a place lies in the document's province: it gives work there to the place's own council or committee.

    The words are those that name the place; a province cannot give work to a district of another.
    """
    text, here = findings.document.source.text, findings.document.header.jurisdiction
    if here is None or level(here) != "province":
        return
    seen: set[str] = set()
    for task in findings.tasks:
        for a in (*task.leads, *task.coordinators):
            place = None if a.group else _district(a.name)
            if place and place not in seen and _names(place, a.span, text):
                seen.add(place)
                ends = f"place/{identity.place_slug(place)}", f"place/{identity.place_slug(here)}"
                yield Claim(ends[0], "pol:locatedIn", ends[1], me, a.span, a.span.of(text), "place:assigned")


def _district(full: str) -> str | None:
    """The place of a district's or commune's council or committee."""
    name = bodies.name(full)
    if name is None or name.place is None or level(name.place) != "below":
        return None
    own = any(name.full == f"{body.name} {name.place}" for body in load().local if body.placed)
    return name.place if own else None


def _names(place: str, span: Span, text: str) -> bool:
    _, alone = bodies.split_place(place)
    return bool(alone) and fold(alone or "") in fold(tidy(span.of(text)))


def in_one_province(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, with those that put one place into several provinces kept as claims only: several places share the name."""
    provinces: dict[str, set[str]] = defaultdict(set)
    for c in claims:
        if _puts_place(c):
            provinces[c.subject].add(c.object)
    return [
        replace(c, edge=False, warning=f"{len(told)} provinces have a place of this name: it is located in none")
        if _puts_place(c) and len(told := provinces[c.subject]) > 1
        else c
        for c in claims
    ]


def _puts_place(claim: Claim) -> bool:
    return claim.predicate == "pol:locatedIn" and claim.subject.startswith("place/")
