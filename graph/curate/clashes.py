"""Corrections that cannot stand together: each pair is told with both lines, and neither is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from graph.language.folding import fold
from graph.model import Correction, Outcome

_NARROWS = frozenset({"task", "number", "from", "to"})
"""Details that say which statement is meant, not what is to be said of it."""
_COMPARED = 20
"""Corrections of one thing that each further one is held against: nobody writes more, and thousands would take minutes."""


def clashes(corrections: Sequence[Correction]) -> tuple[Outcome, ...]:
    """The pairs that contradict each other, each as a fault with both lines.

    >>> from dataclasses import replace
    >>> yes = Correction("say", "5/KH-UBND", "Lập sổ", "task", by="An", line=1)
    >>> [str(fault) for fault in clashes([yes, replace(yes, verb="unsay", line=2)])]
    ['corrections.yaml, line 1 and corrections.yaml, line 2: one says what the other unsays; keep one of the two']
    """
    groups: dict[tuple[str, ...], list[Correction]] = defaultdict(list)
    for one in corrections:
        for key in _subjects(one):
            groups[key].append(one)
    found = {(one, two): why for group in groups.values() for one, two, why in _pairs(group)}
    return tuple(
        Outcome(one, fault=f"{why}; keep one of the two", beside=(two,)) for (one, two), why in sorted(found.items())
    )


def _subjects(one: Correction) -> Iterator[tuple[str, ...]]:
    """What a correction decides."""
    where = (fold(one.document), fold(one.words))
    if one.verb in ("say", "unsay"):
        narrowed = (fold("\n".join(values)) for key, values in one.details if key in _NARROWS)
        yield ("said", *where, one.about, *narrowed)
    elif one.verb == "read":
        yield ("read", *where)
    else:
        yield ("thing", *where)


def _pairs(group: Iterable[Correction]) -> Iterator[tuple[Correction, Correction, str]]:
    ordered = sorted(group)
    for i, two in enumerate(ordered):
        against = ((one, why) for one in ordered[: min(i, _COMPARED)] if (why := _why(one, two)))
        yield from ((one, two, why) for one, why in islice(against, 1))


def _why(one: Correction, two: Correction) -> str:
    """Why two corrections of one thing cannot stand together, "" where they can."""
    verbs = {one.verb, two.verb}
    if verbs == {"say", "unsay"}:
        said = one if one.verb == "say" else two
        return "" if _tells(said) else "one says what the other unsays"
    if verbs == {"say"}:
        return "they say different things of the same words" if _tells(one) != _tells(two) else ""
    if verbs == {"read"}:
        return "they read the same words in two ways" if one.detail("as") != two.detail("as") else ""
    if verbs == {"same"}:
        return "they take the same words for two things" if fold(one.about) != fold(two.about) else ""
    if verbs == {"same", "apart"}:
        return "one joins what the other parts" if fold(one.about) == fold(two.about) else ""
    return ""


def _tells(one: Correction) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(pair for pair in one.details if pair[0] not in _NARROWS)
