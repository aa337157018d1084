"""What one reading of the documents says and another does not: statements in words, for somebody who decides which of the two is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten

from graph.model import Entity, Facts, Ref
from graph.records.printable import printable
from graph.view.words import words
from graph.vocab import SUPERCLASS

_LONGEST = 120
_KINDS = {"Indicator": "goal"}
_LEFT_OUT = frozenset({"pol:text", "pol:part", "pol:sourceFile", "pol:textFile", "pol:comparableWith"})


def changes(before: Facts, after: Facts) -> list[str]:
    """A line for each statement that comes (+) or goes (-), those of one thing side by side; none where nothing changes.

    >>> plan = Entity("document/1", "Plan", "Kế hoạch số 1/KH-UBND")
    >>> task = Entity("task/1/i", "Task", "Lập sổ", (), (("pol:confidence", 1),))
    >>> for line in changes(Facts((plan, task)), Facts((plan,))):
    ...     print(line)
    - task “Lập sổ”
    - task “Lập sổ”: confidence 1
    """
    old, new = dict.fromkeys(_statements(before)), dict.fromkeys(_statements(after))
    gone = [(line, "-") for line in old if line not in new]
    come = [(line, "+") for line in new if line not in old]
    return [f"{sign} {line}" for line, sign in sorted((*gone, *come))]


def _statements(facts: Facts) -> Iterator[str]:
    things = {entity.id: entity for entity in facts.entities}
    verbs = words("en", "shared")["shared"]["edge_kinds"]
    for entity in facts.entities:
        if entity.kind != "Place":
            yield _named(entity.id, things)
        for name, value in entity.values:
            if name not in _LEFT_OUT and entity.kind != "Place":
                told = _named(value.id, things) if isinstance(value, Ref) else str(value)
                yield f"{_named(entity.id, things)}: {name.partition(':')[2]} {printable(shorten(told, _LONGEST, placeholder=' …'))}"
    for claim in facts.claims:
        predicate = claim.predicate.partition(":")[2]
        if claim.predicate == "rdf:type" or not claim.edge:
            continue
        verb = verbs.get(predicate, {}).get("forward", predicate)
        yield f"{_named(claim.subject, things)} {verb} {_named(claim.object, things)}"
    for done in facts.corrected:
        if done.subject and done.subject != done.object:
            verb = {"same": "is the same as", "apart": "is another than"}.get(done.correction.verb, "")
            yield f"{done.subject} {verb} {done.object}"


def _named(id: str, things: Mapping[str, Entity]) -> str:
    entity = things.get(id)
    if entity is None:
        return id
    label = printable(shorten(entity.label, _LONGEST, placeholder=" …"))
    if entity.kind in ("Agency", "AgencyGroup", "Place") or id.startswith("document/"):
        return label
    kind = SUPERCLASS.get(entity.kind, entity.kind)
    return f"{_KINDS.get(kind, kind.lower())} “{label}”"
