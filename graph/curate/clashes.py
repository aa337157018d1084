"""Corrections that cannot stand together: each pair is told with both lines, and neither is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
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
        groups[_subject(one)].append(one)
    found = {(one, two): why for group in groups.values() for one, two, why in _pairs(group)}
    return tuple(
        Outcome(one, fault=f"{why}; keep one of the two", beside=(two,)) for (one, two), why in sorted(found.items())
    )


def within(corrections: Sequence[Correction], document: str) -> tuple[Outcome, ...]:
    """The pairs that contradict each other among the corrections of one document, by whichever of its names they call it."""
    named = {replace(one, document=document): one for one in corrections}
    found = clashes(sorted(named))
    return tuple(
        replace(o, correction=named[o.correction], beside=tuple(named[two] for two in o.beside)) for o in found
    )


def _subject(one: Correction) -> tuple[str, ...]:
    """What a correction decides."""
    where = (fold(one.document), fold(one.words))
    if one.verb in ("say", "unsay"):
        return ("said", *where, one.about)
    return ("read" if one.verb == "read" else "thing", *where)


def _pairs(group: Iterable[Correction]) -> Iterator[tuple[Correction, Correction, str]]:
    ordered = sorted(group)
    for i, two in enumerate(ordered):
        against = ((one, why) for one in ordered[: min(i, _COMPARED)] if (why := _why(one, two)))
        yield from ((one, two, why) for one, why in islice(against, 1))


def _why(one: Correction, two: Correction) -> str:
    """Why two corrections of one thing cannot stand together, "" where they can."""
    verbs = {one.verb, two.verb}
    narrowed = [
        {key: fold("\n".join(values)) for key, values in each.details if key in _NARROWS} for each in (one, two)
    ]
    if any(narrowed[0][key] != narrowed[1][key] for key in narrowed[0].keys() & narrowed[1].keys()):
        return ""  # of two tasks, or of two documents
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
