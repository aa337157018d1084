"""Bodies, zones, projects and places that a curator says are one, or one of which is two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.curate.anchors import quotes
from graph.language.folding import fold
from graph.model import Claim, Correction, Entity, Findings, Ref
from graph.resolve import identity
from graph.resolve.curated import Decided, last, not_one, unknown, waiting
from graph.vocab import SUPERCLASS

_THINGS = frozenset({"Agency", "AgencyGroup", "Zone", "Project", "Place"})


def things(
    entities: Sequence[Entity],
    claims: Sequence[Claim],
    read: Mapping[int, str],
    findings: Sequence[Findings],
    decided: Decided,
) -> tuple[list[Entity], list[Claim], dict[str, str]]:
    """Entities and claims with what is one joined and what is two parted, and the addresses that went over into others."""
    known = {entity.id: entity for entity in entities}
    made = list(claims)
    for i, one in waiting(findings, "apart"):
        if not _is_settled(i, one, decided):
            made = _part(known, made, read[i], i, one, decided)
    gone: dict[str, str] = {}
    for i, one in waiting(findings, "same"):
        if not _is_settled(i, one, decided):
            _join(known, made, read[i], i, one, decided, gone)
    if gone:
        made = list(dict.fromkeys(_renamed(claim, gone) for claim in made))
        known = {id: _refers(entity, gone) for id, entity in known.items() if id not in gone}
    return sorted(known.values(), key=lambda entity: entity.id), made, gone


def _is_settled(i: int, one: Correction, decided: Decided) -> bool:
    return (i, one) in decided.ends or (i, one) in decided.faults


def _named(known: Mapping[str, Entity], claims: Iterable[Claim], me: str, one: Correction) -> list[str]:
    """The things that the words of a correction name in a document."""
    ends = (end for c in claims if c.document == me and quotes(one.words, c.exact) for end in (c.subject, c.object))
    return sorted({end for end in ends if end in known and _kind(known[end]) in _THINGS})


def _kind(entity: Entity) -> str:
    return SUPERCLASS.get(entity.kind, entity.kind)


def _alike_named(name: str, known: Mapping[str, Entity], kinds: set[str]) -> list[Entity]:
    words = fold(name)
    return [
        each
        for each in known.values()
        if _kind(each) in kinds and (each.id == name or words in {fold(each.label), *map(fold, each.alt)})
    ]


def _part(
    known: dict[str, Entity], claims: list[Claim], me: str, i: int, one: Correction, decided: Decided
) -> list[Claim]:
    named = _named(known, claims, me, one)
    other = [each.id for id in named[:1] for each in _alike_named(one.about, known, {_kind(known[id])})]
    old = next((id for id in named if id in other), "")
    if not old:
        if named and other:  # they are two already, and stay so
            decided.ends[i, one] = (named[0], other[0])
        else:
            decided.faults[i, one] = unknown(one, bool(named))
        return claims
    new = f"{old}/{identity.digest(f'{me} {one.words}')}"
    known[new] = replace(known[old], id=new)
    decided.ends[i, one] = (new, old)
    moved = [
        _renamed(claim, {old: new}) if claim.document == me and quotes(one.words, claim.exact) else claim
        for claim in claims
    ]
    if not any(old in (claim.subject, claim.object) for claim in moved) and _kind(known[old]) in ("Zone", "Project"):
        del known[old]
    return moved


def _join(
    known: dict[str, Entity],
    claims: list[Claim],
    me: str,
    i: int,
    one: Correction,
    decided: Decided,
    gone: dict[str, str],
) -> None:
    named = _named(known, claims, me, one)
    if not named:
        decided.faults[i, one] = unknown(one, found=False)
        return
    old = last(named[0], gone)
    targets = _alike_named(one.about, known, {_kind(known[old])})
    beside = [each for each in targets if each.id.rpartition("/")[0] == old.rpartition("/")[0]]
    targets = beside if len(beside) == 1 else targets
    if len(targets) != 1:
        decided.faults[i, one] = not_one(one, [each.id for each in targets])
        return
    target = last(targets[0].id, gone)
    decided.ends[i, one] = (old, target)
    if old != target:
        gone[old] = target
        names = {*known[target].alt, known[old].label, *known[old].alt} - {known[target].label}
        known[target] = replace(known[target], alt=tuple(sorted(names)))


def _renamed(claim: Claim, names: Mapping[str, str]) -> Claim:
    if claim.subject not in names and claim.object not in names:
        return claim
    return replace(claim, subject=last(claim.subject, names), object=last(claim.object, names))


def _refers(entity: Entity, gone: Mapping[str, str]) -> Entity:
    """The entity, whose values lead to what things have become."""
    if not any(isinstance(value, Ref) and value.id in gone for _, value in entity.values):
        return entity
    values = tuple((name, Ref(last(v.id, gone)) if isinstance(v, Ref) else v) for name, v in entity.values)
    return replace(entity, values=tuple(pair for pair in values if pair[1] != Ref(entity.id)))
