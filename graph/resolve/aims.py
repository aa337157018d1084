"""Zones, projects and goals of a read document -> entities and claims: the thing, that the document and its tasks aim at it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from graph.language import places
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import load
from graph.model import Aim, Claim, Entity, Findings, Ref, Said, Span, Value
from graph.resolve import sureness
from graph.resolve.identity import digest, place_slug, short
from graph.vocab import ZONE_CLASSES, slug

_SHORT = {"khu-cong-nghiep": "kcn", "cum-cong-nghiep": "ccn", "khu-kinh-te": "kkt"}


def entities(findings: Findings, me: str, place: str | None) -> Iterator[Entity]:
    """One entity per zone, project and goal of a document, and the places that zones lie in."""
    for path, mentions in _grouped(findings, me, place).items():
        first = _fullest(mentions)
        where = next((m.place for m in mentions if m.place), None)
        values = [*_values(first), sureness.value(m.confidence for m in mentions)]
        if first.kind == "Indicator":
            scope = place or places.CENTRAL
            values.append(("pol:scope", Ref(f"place/{place_slug(scope)}")))
            yield Entity(f"place/{place_slug(scope)}", "Place", *_called(scope))
        if where and (above := places.province(where, place)):
            yield Entity(f"place/{place_slug(above)}", "Place", above)
        if where:
            yield Entity(f"place/{place_slug(where, place)}", "Place", where)
        printed = {fold(n): n for m in mentions for n in (m.name, _printed(findings, m)) if n}
        printed.pop(fold(first.name), None)
        yield Entity(
            path, first.kind, first.name, tuple(sorted(printed.values())), tuple(sorted(values, key=lambda v: v[0]))
        )


def _called(place: str) -> tuple[str, tuple[str, ...]]:
    """Label and other names of a place."""
    return ("Việt Nam", (places.CENTRAL,)) if place == places.CENTRAL else (place, ())


def _fullest(mentions: list[Aim]) -> Aim:
    return max(mentions, key=lambda m: (len(m.name), not m.name.isupper(), m.name))


def _printed(findings: Findings, aim: Aim) -> str | None:
    """The words as printed, where they are short and another form of the name ("KCN Tân Kiều")."""
    words = " ".join(aim.span.of(findings.document.source.text).split())
    return words if aim.kind in ZONE_CLASSES and len(words) < 60 and words[:1].isupper() and "<" not in words else None


def _values(aim: Aim) -> Iterator[tuple[str, Value]]:
    for name, value in (
        ("comparator", aim.comparator),
        ("value", aim.value),
        ("valueMax", aim.high if aim.high is not None and aim.value is not None and aim.high > aim.value else None),
        ("unit", aim.unit),
    ):
        if value is not None:
            yield f"pol:{name}", value
    if aim.year is not None:
        yield "pol:targetYear", aim.year
    if aim.base:
        yield "pol:base", aim.base
    if aim.period:
        yield from zip(("pol:periodStart", "pol:periodEnd"), aim.period, strict=True)
    if aim.kind == "Indicator" and (sector := _sector(aim.name)):
        yield "pol:sector", sector


@lru_cache(maxsize=1)
def _sectors() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["sector"], compiled(rf"(?<!\w)(?:{entry['words']})(?!\w)")) for entry in load().aims["sectors"])


def _sector(name: str) -> str | None:
    """The sector that a goal's name tells, by its first word that tells one.

    >>> _sector("Giá trị sản xuất công nghiệp"), _sector("Tỷ lệ hộ nghèo"), _sector("Tỷ lệ nói chung")
    ('công nghiệp', 'giảm nghèo', None)
    """
    found = [(match.start(), i) for i, (_, words) in enumerate(_sectors()) if (match := words.search(fold(name)))]
    return _sectors()[min(found)[1]][0] if found else None


def claims(findings: Findings, me: str, place: str | None, tasks: dict[Span, str]) -> Iterator[Claim]:
    """What a document states of its aims; `tasks` are the ids of its tasks by each of their spans."""
    text, around = findings.document.source.text, _Around(tasks)
    for path, mentions in _grouped(findings, me, place).items():
        kind = _fullest(mentions).kind
        rule = "indicator" if kind == "Indicator" else "project" if kind == "Project" else "zone"
        intended: dict[Span, dict[str, None]] = {}
        by: dict[Span, Said | None] = {}
        for mention in mentions:
            intended.setdefault(mention.span, {}).update(dict.fromkeys(mention.intents))
            by[mention.span] = mention.said or by.get(mention.span)
        for span in sorted(intended):
            intents, said = tuple(intended[span]), by[span]
            found = "" if said and said.new else rule
            yield Claim(path, "rdf:type", f"pol:{kind}", me, span, span.of(text), found, said=said)
            yield Claim(me, "pol:targets", path, me, span, span.of(text), found, intents=intents, said=said)
            for task in around(span.start):
                yield Claim(task, "pol:targets", path, me, span, span.of(text), found, intents=intents, said=said)
        located = next((m for m in mentions if m.place), None)
        if located and located.place:
            where = located.where or located.span
            target = f"place/{place_slug(located.place, place)}"
            yield Claim(path, "pol:locatedIn", target, me, where, where.of(text), rule)


class _Around:
    """What stands around a place, in the order in which it was given: found by its place, since a text may have many of both."""

    def __init__(self, things: dict[Span, str]) -> None:
        self._spans = sorted((span, number, thing) for number, (span, thing) in enumerate(things.items()))
        ends = accumulate((span.end for span, _, _ in self._spans), max)
        self._ends = list(
            ends
        )  # how far those up to each reach: what is before the first that reaches a place needs no look

    def __call__(self, at: int) -> list[str]:
        last = bisect_right(self._spans, at, key=lambda each: each[0].start)
        first = bisect_right(self._ends, at, hi=last)
        found = [(number, thing) for span, number, thing in self._spans[first:last] if at < span.end]
        return [thing for _, thing in sorted(found)]


def _grouped(findings: Findings, me: str, place: str | None) -> dict[str, list[Aim]]:
    """Mentions of one thing: by kind and name within the province; every goal is a thing of its own."""
    things: dict[str, list[Aim]] = {}
    text, goals = findings.document.source.text, 0
    where = place_slug(place) if place and place != places.CENTRAL else "viet-nam"
    for aim in findings.aims:
        if aim.kind == "Indicator":
            goals += not (aim.said and aim.said.new)
            number = digest(aim.span.of(text)) if aim.said and aim.said.new else goals
            path = f"indicator/{me.removeprefix('document/')}/{number}"
        else:
            room = "zone" if aim.kind in ZONE_CLASSES else "project"
            name = slug(fold(aim.name))
            for long, abbreviation in _SHORT.items():
                name = name.replace(f"{long}-", f"{abbreviation}-", 1) if name.startswith(long) else name
            path = f"{room}/{where}/{short(name)}"
        if not aim.unsaid:
            things.setdefault(path, []).append(aim)
    return things
