"""What stood on a day: a document that was issued by then, and was neither replaced nor repealed. By the days of issue that texts print;
when an act takes effect is not in the graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from graph.records.documents import Card, Step

ENDINGS = ("replaces", "repeals")
"""What ends a document; an amendment does not."""


def by(day: str | None, on: str | None) -> bool:
    """Whether it is known that something of a `day`, perhaps only a month or a year, had come by the day `on` (ISO); by no day at all it has.

    A month or a year has come when its first day has. What has no date is not known to have come.

    >>> by("2022-06-30", "2022-06-30"), by("2022-07", "2022-06-30"), by("2022", "2022-06-30"), by(None, "2022-06-30")
    (True, False, True, False)
    """
    return day is not None and (on is None or day <= on[: len(day)])


def issued(cards: Mapping[str, Card], steps: Iterable[Step], on: str | None = None) -> set[str]:
    """The IRIs of the documents that had come by the day `on`. One without a date had, unless its number names a later year or a document
    that it leans on came later.

    >>> cards = {"a": Card("a", "A", date="2019"), "b": Card("b", "B", date="2021-03-01"), "c": Card("c", "C"), "d": Card("d", "D")}
    >>> cards["e"] = Card("e", "E", number="7/2022/NĐ-CP")
    >>> sorted(issued(cards, [Step("c", "implements", "b"), Step("d", "cites", "a")], "2020-05-01"))
    ['a', 'd']
    """
    days = {iri: card.date or _year(card.number) for iri, card in cards.items()}
    later = {iri for iri, day in days.items() if day and not by(day, on)}
    leaning = {step.subject for step in steps if step.drawn and step.object in later}
    return {iri for iri, card in cards.items() if iri not in later and (card.date or iri not in leaning)}


def _year(number: str | None) -> str | None:
    """The year that a number holds: "7/2022/NĐ-CP"."""
    found = re.search(r"/((?:19|20)\d\d)(?:/|$)", number or "")
    return found[1] if found else None


def endings(steps: Iterable[Step], cards: Mapping[str, Card], on: str | None = None) -> dict[str, Step]:
    """What ended each document by the day `on`, by its IRI: the first dated step that replaces or repeals it.

    >>> cards = {iri: Card(iri, iri, date=day) for iri, day in (("a", "2019"), ("b", "2021-03-01"), ("c", "2022-05-01"))}
    >>> steps = [Step("c", "repeals", "a"), Step("b", "replaces", "a"), Step("c", "amends", "b")]
    >>> {iri: step.subject for iri, step in endings(steps, cards, "2022-01-01").items()}, endings(steps, cards, "2020-01-01")
    ({'a': 'b'}, {})
    """
    dated = [
        (cards[step.subject].date or "", step)
        for step in steps
        if step.drawn and step.predicate in ENDINGS and step.subject in cards and by(cards[step.subject].date, on)
    ]
    found: dict[str, Step] = {}
    for _, step in sorted(dated, key=lambda one: (one[0], one[1].subject)):
        if step.subject != step.object:
            found.setdefault(step.object, step)
    return found
