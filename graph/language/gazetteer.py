"""Entries of the gazetteer -> bodies and names of laws, as the lexicon holds them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the gazetteer: who it is, how high it stands, how its name is completed."""

    name: str
    tier: int
    symbols: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()  # kinds of place that have one; empty: central
    placed: bool = False  # its name ends in the kind of place ("Ủy ban nhân dân tỉnh …")


def body(entry: Mapping[str, Any]) -> Body:
    """The body of an entry of the gazetteer.

    >>> body({"name": "Sở Y tế", "symbols": ["SYT"]})
    Body(name='Sở Y tế', tier=7, symbols=('SYT',), forms=(), levels=(), placed=False)
    >>> body({"name": "Bộ Lao động - Thương binh"}).forms
    ('Bộ Lao động Thương binh',)
    """
    lists = {k: tuple(entry.get(k) or ()) for k in ("symbols", "forms", "levels")}
    lists["forms"] = tuple(dict.fromkeys((*lists["forms"], *_spellings(entry["name"]))))
    return Body(entry["name"], entry.get("tier", 7), placed=entry.get("placed", False), **lists)


def _spellings(name: str) -> Iterator[str]:
    """Other ways to write a name of several fields: with "&" for "và", without its dash or its comma."""
    if len(name.split()) > 3:
        yield from sorted({name.replace(" và ", " & "), name.replace(" - ", " "), name.replace(", ", " ")} - {name})


def by_initials(bodies: Iterable[Body]) -> tuple[Body, ...]:
    """Bodies with the forms that the first letters of their names make behind the word of their kind; none that two of them would share.

    >>> [one.forms for one in by_initials(map(Body, ("Sở Y tế", "Sở Nội vụ", "Sở Ngoại vụ"), (7, 7, 7)))]
    [('Sở YT',), (), ()]
    >>> [one.forms for one in by_initials([Body("Sở Lao động - Thương binh và Xã hội", 7)])]
    [('Sở LĐ-TB&XH', 'Sở LĐTB&XH', 'Sở LĐTBXH')]
    """
    listed = list(bodies)
    made = [set(_initials(one.name)) for one in listed]
    shared = Counter(form for forms in made for form in forms)
    return tuple(
        replace(one, forms=tuple(dict.fromkeys((*one.forms, *sorted(f for f in forms if shared[f] == 1)))))
        for one, forms in zip(listed, made, strict=True)
    )


def _initials(name: str) -> Iterator[str]:
    kind, *words = name.split(" ")
    signs = {"-": "-", "và": "&"}
    letters = [signs.get(word, word[0].upper() + ("," if word.endswith(",") else "")) for word in words]
    whole = "".join(letters)
    yield from (f"{kind} {form}" for form in (whole, whole.replace("-", ""), re.sub(r"\W", "", whole)))


def committees(issuers: Mapping[str, Any], level: str, places: Sequence[str]) -> Iterator[Body]:
    """The committees of the mass organisations, of the country ("central") or of every kind of `places` ("local").

    >>> held = {"mass": [{"name": "Hội Chợ", "forms": []}], "mass_organs": {"central": {"Ban Chấp hành Trung ương": ["BCH Trung ương"]}}}
    >>> [(body.name, body.forms) for body in committees(held, "central", ())]
    [('Ban Chấp hành Trung ương Hội Chợ', ('BCH Trung ương Hội Chợ',))]
    """
    for mass in issuers["mass"]:
        local = level == "local"
        names = [mass["local"], *mass.get("local_forms", ())] if local else [mass["name"], *mass["forms"]]
        names += [mass["short"]] if "short" in mass and not local else []
        for organ, short in issuers["mass_organs"][level].items():
            first, *forms = (f"{words} {name}" for words in (organ, *short) for name in names)
            symbols = tuple(s for s, of in mass.get("symbols", {}).items() if of == organ and not local)
            yield Body(first, 7 if local else 4, symbols, tuple(forms), tuple(places) if local else (), local)


def laws(listed: Iterable[str | Mapping[str, Any]]) -> dict[str, str]:
    """Each printing of a law's name, and its settled name.

    >>> laws(["Luật Chợ", {"name": "Luật Muối", "forms": ["Luật về muối"]}])
    {'Luật Chợ': 'Luật Chợ', 'Luật Muối': 'Luật Muối', 'Luật về muối': 'Luật Muối'}
    """
    entries = ({"name": law} if isinstance(law, str) else law for law in listed)
    return {form: law["name"] for law in entries for form in (law["name"], *law.get("forms", ()))}
