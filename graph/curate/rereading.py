"""A source and what a curator decided of it -> its findings: what was to be read otherwise is, and the rest of the corrections is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.curate.anchors import find, gone, is_of
from graph.curate.applied import corrected
from graph.curate.clashes import within
from graph.curate.reread import Changes, as_printed, as_read
from graph.extract import extract
from graph.model import Correction, Findings, Heading, Outcome, Source, Span
from graph.structure import parse
from graph.structure.contents import contents

Read = tuple[Findings, tuple[Heading, ...]]


def read_with(source: Source, corrections: Iterable[Correction] = ()) -> Read:
    """What is found in a source, and its headings, under the corrections that are of it; those of other documents are passed over.

    >>> text = "ỦY BAN NHÂN DÂN\\nTỈNH PHÚ YÊN\\nSố: 9/KH-UBND\\nKẾ HOẠCH\\nMở chợ\\n\\n1. Sở Y tế lập sổ trong quý 1I/2023.\\n"
    >>> wrong = Correction("read", "9/KH-UBND", "quý 1I", details=(("as", ("quý II",)),))
    >>> (findings, _) = read_with(Source("a.txt", text), [wrong])
    >>> (task,) = findings.tasks
    >>> str(task.deadline.due), task.text[-9:], task.spans[0].of(text)[-9:]
    ('2023-06-30', ' II/2023.', ' 1I/2023.')
    """
    document = parse(source)
    mine = sorted(one for one in corrections if is_of(one, document))
    apart = tuple(replace(outcome, source=source.path) for outcome in within(mine, source.path))
    out = {one for outcome in apart for one in (outcome.correction, *outcome.beside)}
    mine = [one for one in mine if one not in out]
    changes, outcomes = _changes(source, [one for one in mine if one.verb == "read"])
    if not changes:
        found: Read = extract(document), tuple(contents(document))
    else:
        made = Changes(source.text, changes)
        again = parse(as_read(source, made))
        found = as_printed((extract(again), tuple(contents(again))), again, source, made)
    findings = replace(found[0], corrected=(*apart, *outcomes))
    return corrected(findings, mine) if mine else findings, found[1]


def _changes(source: Source, reads: Sequence[Correction]) -> tuple[list[tuple[Span, str]], list[Outcome]]:
    """What to read otherwise, and where. Of two that lie over one another neither is done."""
    stand = [(span, one) for one in reads for span in find(one.words, source.text)]
    beside: dict[Correction, set[Correction]] = {one: set() for one in reads}
    reached: list[tuple[Span, Correction]] = []
    for span, one in sorted(stand):
        reached = [pair for pair in reached if pair[0].end > span.start]
        for _, other in reached:
            if other != one:
                beside[one].add(other)
                beside[other].add(one)
        reached.append((span, one))
    places = Counter(one for _, one in stand)
    outcomes = [_outcome(one, source, places[one], beside[one]) for one in reads]
    good = {outcome.correction for outcome in outcomes if not outcome.fault}
    taken: list[tuple[Span, str]] = []
    for span, one in sorted(stand):
        if one in good and (not taken or span.start >= taken[-1][0].end):
            taken.append((span, one.detail("as")))
    return taken, outcomes


def _outcome(one: Correction, source: Source, places: int, beside: set[Correction]) -> Outcome:
    if beside:
        fault = "they read words that lie over one another; join them to one"
        return Outcome(one, source.path, fault=fault, beside=tuple(sorted(beside)))
    if not places:
        return Outcome(one, source.path, fault=gone(one.words, source))
    return Outcome(one, source.path, places)
