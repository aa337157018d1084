"""Facts made by hand: things, documents, what is said of them, and the graph of it all.

A value is a pair, ("pol:tier", 6), or a keyword, `pol_tier=6`.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

from graph.model import Claim, Entity, Facts, PartialDate, Ref, Span, Value
from graph.rdf import ontology_quads, quads
from graph.store import Graph, open_graph, write


def thing(id: str, kind: str, label: str, *values: tuple[str, Value], **more: Value) -> Entity:
    named = ((name.replace("_", ":", 1), value) for name, value in more.items())
    return Entity(id, kind, label, (), tuple(sorted((*values, *named), key=lambda pair: pair[0])))


def paper(
    name: str, label: str, day: str | None = None, tier: int | None = None, *, kind: str = "Plan", **more: Value
) -> Entity:
    """A document of the day "2020-09-03", or of the year "2020"; `name` is the end of its id."""
    dated = {"eli_date_document": PartialDate(*map(int, day.split("-")))} if day else {}
    ranked = {"pol_tier": tier} if tier else {}
    return thing(f"document/{name}", kind, label, **dated, **ranked, **more)


def file(name: str) -> dict[str, Value]:
    """What a document that was read has besides: `paper("a", "KH A", **file("a"))`."""
    return {"pol_sourceFile": f"{name}.txt", "pol_textFile": f"text/{name}.txt"}


def body(name: str, label: str, place: str | None = None, *, tier: int = 7, group: str | None = None) -> Entity:
    """An agency, or where `group` is one ("departments") those bodies together, of a place ("a")."""
    values: dict[str, Value] = {"skos_notation": f"group:{group}"} if group else {"pol_tier": tier}
    values |= {"pol_jurisdiction": Ref(f"place/{place}")} if place else {}
    return thing(f"agency/{name}", "AgencyGroup" if group else "Agency", label, **values)


def says(
    subject: str, predicate: str, object: str, document: str, at: int = 0, exact: str = "words", **more: Any
) -> Claim:
    """What a document says of two things; all but the predicate ("leads" for "pol:leads") by their whole ids."""
    predicate = predicate if ":" in predicate else f"pol:{predicate}"
    return Claim(subject, predicate, object, document, Span(at, at + len(exact)), exact, "test", **more)


def step(subject: str, predicate: str, object: str, exact: str = "thực hiện", *, at: int = 7, **more: Any) -> Claim:
    """What one document says of another, both by the ends of their ids."""
    here = f"document/{subject}"
    return says(here, predicate, f"document/{object}", here, at, exact, **more)


def graph_of(out: Path, facts: Facts, *, ontology: bool = True) -> Graph:
    """The graph of these facts, as a build leaves it in the folder `out`."""
    out.mkdir(exist_ok=True)
    write(chain(ontology_quads() if ontology else (), quads(facts)), out)
    return open_graph(out)
