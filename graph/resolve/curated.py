"""What curators say of two things: that they are one, that one of them is two; and what became of all corrections.

Documents are joined and parted before they have addresses, since their year, issuer and edges follow from all their mentions; bodies, zones,
projects and places afterwards, by their addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.curate.anchors import find, quotes
from graph.language import numbers
from graph.language.folding import fold
from graph.model import Change, Corrected, Correction, Findings, Note, Outcome
from graph.resolve import identity
from graph.resolve.documents import Instrument, instruments
from graph.resolve.merging import Mention, Thing


@dataclass(slots=True)
class Decided:
    """What was done of each correction: its faults by the document and the correction, and the ends of what was joined or parted."""

    faults: dict[tuple[int, Correction], str] = field(default_factory=dict)
    ends: dict[tuple[int, Correction], tuple[str, str]] = field(default_factory=dict)
    parted: dict[tuple[int, Correction], Thing] = field(default_factory=dict)


def waiting(findings: Sequence[Findings], verb: str) -> Iterator[tuple[int, Correction]]:
    """The corrections of a verb with the documents that they are of, in the order of what they say."""
    pairs = [(o.correction, i) for i, f in enumerate(findings) for o in f.corrected if o.correction.verb == verb]
    for one, i in sorted(pairs):
        yield i, one


def documents(things: list[Thing], findings: Sequence[Findings], decided: Decided) -> list[Thing]:
    """The things, of which those are one, and that one is two, of which a curator says so. Those that are not joined or parted here are of
    another kind, or a fault."""
    for i, one in waiting(findings, "apart"):
        things = _parted(things, i, one, findings, decided)
    for i, one in waiting(findings, "same"):
        things = _joined(things, i, one, findings, decided)
    return things


def _meant(
    things: Iterable[Thing], i: int, one: Correction, findings: Sequence[Findings]
) -> list[tuple[Thing, Mention]]:
    """The documents that the words of a correction name in its own document, which may be that itself."""
    document = findings[i].document
    text = document.source.text
    found = []
    for thing in things:
        for mention in thing.mentions:
            if mention.source != i:
                continue
            title = document.header.title_span
            printed = (
                [mention.citation.span.of(text)]
                if mention.position >= 0
                else [document.header.title or "", title.of(text) if title else ""]
            )
            if quotes(one.words, *printed):
                found.append((thing, mention))
    return found


def _called(name: str, every: Iterable[Instrument]) -> list[Instrument]:
    """The documents of a name: number, title, label, file or address."""
    key, words = numbers.key(name), fold(name)
    return [
        each
        for each in every
        if each.id == name
        or (each.number and numbers.key(each.number) == key)
        or words in (fold(each.label), fold(each.title or ""), fold(each.path or ""))
        or (each.header and fold(each.header.title or "") == words)
    ]


def _parted(
    things: list[Thing], i: int, one: Correction, findings: Sequence[Findings], decided: Decided
) -> list[Thing]:
    named = _meant(things, i, one, findings)
    if not named:
        return things
    every = instruments(things, findings)
    known = {each.thing.key: each for each in _called(one.about, every)}
    meant = [(thing, mention) for thing, mention in named if thing.key in known]
    if known and not meant:  # they are two already, and stay so
        of = {each.thing.key: each.id for each in every}
        decided.ends[i, one] = (of[named[0][0].key], next(iter(known.values())).id)
        return things
    for thing in {id(thing): thing for thing, _ in meant}.values():
        out = [mention for each, mention in meant if each is thing]
        own = any(mention.position < 0 for mention in out)
        new = Thing(
            out[0].family, out[0].year, out, i if own else None, identity.digest(f"{one.document}\n{one.words}")
        )
        if len(out) == len(thing.mentions):
            decided.faults[i, one] = "nothing else is called so: there is nothing to part it from; take the line out"
            continue
        thing.mentions = [mention for mention in thing.mentions if mention not in out]
        thing.source = None if own else thing.source
        decided.ends[i, one] = ("", known[thing.key].id)
        decided.parted[i, one] = new
        things = [*things, new]
    return things


def _joined(
    things: list[Thing], i: int, one: Correction, findings: Sequence[Findings], decided: Decided
) -> list[Thing]:
    meant = {thing.key: thing for thing, _ in _meant(things, i, one, findings)}
    if not meant:
        return things
    every = instruments(things, findings)
    targets = _called(one.about, every)
    here = [each for each in targets if each.thing.family.place in {thing.family.place for thing in meant.values()}]
    targets = here if len(here) == 1 else targets
    if len(targets) != 1:
        decided.faults[i, one] = not_one(one, [each.id for each in targets])
        return things
    (target,) = targets
    for thing in meant.values():
        if thing is target.thing:
            decided.ends[i, one] = (target.id, target.id)  # they were one already
            continue
        if thing.source is not None and target.thing.source is not None:
            decided.faults[i, one] = (
                "both were read from files of their own: two texts cannot be one document; take one file out"
            )
            continue
        decided.ends[i, one] = (next(each.id for each in every if each.thing is thing), target.id)
        decided.parted = {key: target.thing if new is thing else new for key, new in decided.parted.items()}
        target.thing.mentions += [_of(mention) for mention in thing.mentions]
        target.thing.year = target.thing.year or thing.year
        target.thing.source = thing.source if target.thing.source is None else target.thing.source
        things = [each for each in things if each is not thing]
    return things


def _of(mention: Mention) -> Mention:
    """A mention of the document that it was found to be: its own printing of number and name tells nothing of that."""
    if mention.position < 0:
        return mention
    return replace(mention, citation=replace(mention.citation, number=None, title=None, date=None, warning=None))


def last(id: str, gone: Mapping[str, str]) -> str:
    """What a thing has become in the end: one that was joined to another may have been joined again.

    >>> last("a", {"a": "b", "b": "c"}), last("x", {})
    ('c', 'x')
    """
    while id in gone:
        id = gone[id]
    return id


def not_one(one: Correction, ids: Sequence[str]) -> str:
    """Why a name does not tell which thing is meant: several have it (their `ids`), or none."""
    if ids:
        return f"several are called “{one.about}”: {', '.join(ids[:3])}; name one by its address"
    return unknown(one, found=True)


def unknown(one: Correction, found: bool) -> str:
    """Why two things can be neither joined nor parted: of those that the words name (`found`), or because they name none."""
    if found:
        return f"nothing of this kind is called “{one.about}”; name it as the graph does, or by its address"
    return f"nothing is named by these words there: “{one.words}”; quote the name alone, as it is printed, or take the line out"


def undecided(notes: Iterable[Note], findings: Sequence[Findings], decided: Decided) -> Iterator[Note]:
    """The notes without what a likeness suggests and a curator has decided, one way or the other."""
    known = {
        (one.document, fold(one.words), fold(one.about))
        for verb in ("same", "apart")
        for i, one in waiting(findings, verb)
        if (i, one) in decided.ends
    }
    for note in notes:
        if not any((offer.document, fold(offer.words), fold(offer.about)) in known for offer in note.offers):
            yield note


def followed(changes: Iterable[Change], gone: Mapping[str, str]) -> Iterator[Change]:
    """Successions between what things have become; one of a thing into itself is none."""
    for change in changes:
        before, after = (tuple(dict.fromkeys(last(id, gone) for id in ends)) for ends in (change.before, change.after))
        before = tuple(id for id in before if id not in after)
        if before:
            yield replace(change, before=before, after=after)


def outcomes(findings: Sequence[Findings], decided: Decided) -> Iterator[Outcome]:
    """What became of each correction of a document here."""
    for i, each in enumerate(findings):
        yield from _outcomes_of(i, each, decided)


def _outcomes_of(i: int, findings: Findings, decided: Decided) -> Iterator[Outcome]:
    for outcome in findings.corrected:
        key = i, outcome.correction
        if outcome.correction.verb not in ("same", "apart") or outcome.fault:
            yield outcome
        elif key in decided.ends:
            yield replace(outcome, places=1)
        else:
            yield replace(outcome, fault=decided.faults.get(key) or unknown(outcome.correction, found=False))


def done(
    findings: Sequence[Findings], read: Mapping[int, str], every: Sequence[Instrument], decided: Decided
) -> Iterator[Corrected]:
    """The corrections that took effect, with where their words stand and what they join or part."""
    ids = {each.thing.key: each.id for each in every}
    for i, each in enumerate(findings):
        text = each.document.source.text
        for outcome in (o for o in _outcomes_of(i, each, decided) if not o.fault):
            one = outcome.correction
            span = next(iter(find(one.words, text)), None)
            new = decided.parted.get((i, one))
            subject, object_ = decided.ends.get((i, one), ("", ""))
            yield Corrected(
                one, read[i], span, span.of(text) if span else "", ids[new.key] if new else subject, object_
            )
