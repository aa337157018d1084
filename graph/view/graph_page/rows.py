"""The nodes as the page has them: what lists, filters and the picture need before a parcel is opened."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.records.things import Thing, Whole
from graph.view.addresses import page_of
from graph.view.graph_page.lanes import Places, around
from graph.view.graph_page.parcels import Numbers
from graph.vocab import ID


def node_rows(
    found: Whole,
    numbers: Numbers,
    spots: Places,
    home: dict[str, str],
    held: dict[str, list[str]],
    province: dict[str, str],
) -> dict[str, dict[str, Any]]:
    """Every node as the page has it, by IRI in the order of the numbers; what is absent is left out."""
    place_in_home = {iri: i for found_there in held.values() for i, iri in enumerate(found_there)}
    work = _work(found)
    rows = {}
    for iri in sorted(numbers.of, key=numbers.of.__getitem__):
        thing = found.things[iri]
        at = spots.at.get(home[iri])
        if at and home[iri] != iri:
            off = around(place_in_home[iri])
            at = (round(at[0] + off[0], 1), round(at[1] + off[1], 1))
        row = {
            "id": numbers.of[iri],
            **({"x": at[0], "y": at[1]} if at else {}),
            "group": "cited" if thing.kind == "document" and not thing.fact("source") else thing.kind,
            "label": thing.label,
            "iri": iri.removeprefix(ID),
            "sort": thing.sort,
            "in": numbers.parcel[iri],
            "home": numbers.of[home[iri]] if home[iri] != iri else None,
            "place": numbers.of.get(province[iri]),
            "work": work.get(iri),
            **_listed(thing),
        }
        if iri in held:
            row["holds"] = dict(Counter(found.things[child].kind for child in held[iri]))
            row["radius"] = spots.radius.get(iri)
        rows[iri] = {name: value for name, value in row.items() if value is not None}
    return rows


def _work(found: Whole) -> dict[str, list[int]]:
    """How much each agency leads and takes part in."""
    work: dict[str, list[int]] = {}
    for step in found.edges:
        if step.drawn and step.predicate in ("leads", "coordinates"):
            work.setdefault(step.subject, [0, 0])[step.predicate == "coordinates"] += 1
    return work


def _listed(thing: Thing) -> dict[str, Any]:
    """What lists and filters need before the facts are there."""
    date = thing.fact("date") or thing.fact("due") or thing.fact("start") or thing.fact("targetYear")
    file = thing.fact("file")
    return {
        "number": thing.fact("number"),
        "date": date,
        "tier": thing.tier or None,
        "source": thing.fact("source"),
        "file": file,
        "page": page_of(file) if file else None,
        "title": thing.fact("title") if thing.kind == "document" and thing.fact("title") != thing.label else None,
        "alt": list(thing.facts["alt"]) if "alt" in thing.facts else None,
    }
