"""Agencies and places of the texts -> what became of them: who went over into whom, when, and by which act.

What is known stands in `ontology/gazetteer/successions.yaml`, in the order of time. Only what occurs in the graph is
followed; its successor is registered where no text names it. A text keeps the name of its time: nothing is merged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.language import bodies, places
from graph.language.lexicon import SUCCESSIONS, load
from graph.language.places import level
from graph.model import Change, Entity, Name, PartialDate
from graph.resolve import identity
from graph.resolve.register import Register
from graph.vocab import slug

_COUNCILS = ("Ủy ban nhân dân", "Hội đồng nhân dân")
"""What a place has of its own, and loses with itself."""


@dataclass(frozen=True, slots=True)
class Act:
    """What one act did: which places and kinds of bodies went over into which, which ended."""

    source: str
    date: PartialDate
    name: str
    places: dict[str, str]  # former place -> new place
    bodies: dict[str, str]  # former body, a department without its place -> new body
    follow: tuple[re.Pattern[str], ...]
    unless: frozenset[str]
    named: bool
    ends: tuple[str, ...]

    def successor(self, full: str, place: str | None) -> str | None:
        """The full name of what a body or place became by this act; `place` is where it is."""
        if place in self.unless:
            return None
        if full == place:
            return self.places.get(full)
        local = place is not None and place != places.CENTRAL
        bare = full.removesuffix(f" {place}") if local else full
        if bare in self.bodies:
            fits = level(place) == ("province" if local else "centre")
            return f"{self.bodies[bare]} {place}" if local and fits else self.bodies[bare] if fits else None
        new = self.places.get(place or "")
        return f"{bare} {new}" if new and any(kind.fullmatch(bare) for kind in self.follow) else None

    def ended(self, full: str, place: str | None) -> bool:
        """Whether a place, or its council or committee, ended by this act."""
        if place is None or level(place) != "below" or not place.startswith(tuple(f"{kind} " for kind in self.ends)):
            return False
        return full == place or full.removesuffix(f" {place}") in _COUNCILS


@lru_cache(maxsize=1)
def acts() -> tuple[Act, ...]:
    """All acts, the earliest first."""
    return tuple(
        Act(
            entry["source"],
            PartialDate(*map(int, entry["date"].split("-"))),
            entry.get("name", ""),
            _turned(entry.get("places") or {}),
            _turned(entry.get("bodies") or {}),
            tuple(map(re.compile, entry.get("follow") or ())),
            frozenset(entry.get("except") or ()),
            entry.get("named", False),
            tuple(entry.get("ends") or ()),
        )
        for entry in load().successions
    )


def _turned(listed: dict[str, list[str]]) -> dict[str, str]:
    return {former: new for new, all in listed.items() for former in all}


def find(register: Register) -> list[Change]:
    """The successions of the agencies and places that are registered; registers the successors that are not.

    >>> register = Register()
    >>> _ = register.agency(bodies.name("Sở Kế hoạch và Đầu tư tỉnh Phú Yên"))
    >>> for change in find(register):
    ...     print(change.date, ", ".join(change.before), "->", ", ".join(change.after))
    2025 agency/phu-yen/so-ke-hoach-va-dau-tu -> agency/phu-yen/so-tai-chinh
    2025-07-01 agency/phu-yen/so-tai-chinh -> agency/dak-lak/so-tai-chinh
    2025-07-01 agency/phu-yen/uy-ban-nhan-dan -> agency/dak-lak/uy-ban-nhan-dan
    2025-07-01 place/phu-yen -> place/dak-lak
    """
    places = (_Party(e.id, e.label, e.label) for e in register.entities.values() if e.kind == "Place")
    agencies = (_Party(id, name.full, name.place, name) for id, name in register.names.items())
    registered = sorted((*places, *agencies), key=lambda party: party.id)
    ids = frozenset(party.id for party in registered)
    went: dict[tuple[int, str], set[str]] = defaultdict(set)
    for party in registered:
        for number, before, after in _steps(party, register, ids):
            went[number, after].add(before)
    return [
        _change(acts()[number], sorted(before), register.entities.get(after))
        for (number, after), before in sorted(went.items())
    ]


@dataclass(frozen=True, slots=True)
class _Party:
    """An agency, with its `name`, or a place, without one, that an act may change: its id, its full name, where it is."""

    id: str
    full: str
    place: str | None
    name: Name | None = None


def _steps(party: _Party, register: Register, registered: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """One step per act that changed the agency or place or what it had become: the act's position, before, after ("" where
    it ended). Some acts are followed only to what is registered already."""
    for number, act in enumerate(acts()):
        if act.ended(party.full, party.place):
            yield number, party.id, ""
            return
        new = _successor(party, act)
        if new and new.id != party.id and (new.id in registered or not act.named):
            register.agency(new.name) if new.name else register.place(new.full)
            yield number, party.id, new.id
            party = new


def _successor(party: _Party, act: Act) -> _Party | None:
    """What an agency or place became by the act, whose data give it as words."""
    full = act.successor(party.full, party.place)
    if full is None:
        return None
    if party.name is None:
        return _Party(f"place/{identity.place_slug(full)}", full, full)
    name = bodies.name(full)
    return _Party(identity.agency_id(name), name.full, name.place, name) if name else None


def _change(act: Act, before: list[str], after: Entity | None) -> Change:
    return Change(
        f"change/{act.date}/{after.id if after else slug(act.name)}",
        f"Tổ chức lại thành {after.label} ({act.date})" if after else act.name,
        tuple(before),
        (after.id,) if after else (),
        act.date,
        act.source,
        SUCCESSIONS,
    )
