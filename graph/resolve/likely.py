"""Zones and projects whose names are nearly one: what a likeness suggests is proposed to a curator, and never done.

"Bãi Ngang" and "Bãi Nganh" may be one zone that is misprinted, or two. Names are alike where all words but one are the same, and that one differs
in a letter or in its marks; numbers tell apart ("Khu A 1", "Khu A 2"), and so do Roman ones.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from graph.language.folding import fold, plain
from graph.model import Claim, Correction, Entity, Note
from graph.vocab import ZONE_CLASSES

MOST = 50
"""Names that differ in one word and share all others: more of them are a list of things, not misprints."""
_NUMBER = re.compile(r"[\divxlc]+|\w")


def proposals(entities: Iterable[Entity], claims: Iterable[Claim], files: Mapping[str, str]) -> Iterator[Note]:
    """A note for each two that may be one, with the correction that says so. `files` are the names of the files of documents, by their ids.

    >>> from graph.model import Span
    >>> two = [Entity(f"zone/ha-giang/{i}", "IndustrialCluster", f"Cụm công nghiệp Bãi {i}") for i in ("Ngang", "Nganh")]
    >>> said = [Claim(e.id, "rdf:type", "pol:IndustrialCluster", "document/1", Span(i, i + 9), e.label, "zone") for i, e in enumerate(two)]
    >>> for note in proposals(two, said, {"document/1": "a.txt"}):
    ...     print(note.message, note.offers[0].words)
    Cụm công nghiệp Bãi Nganh may be Cụm công nghiệp Bãi Ngang, which is named as often or more: their names differ in a letter Cụm công nghiệp Bãi Nganh
    """
    known = {e.id: e for e in entities if e.kind in ZONE_CLASSES or e.kind == "Project"}
    first: dict[str, Claim] = {}
    named: Counter[str] = Counter()
    for claim in claims:
        if claim.predicate == "rdf:type" and claim.subject in known and claim.document in files:
            named[claim.subject] += 1
            before = first.setdefault(claim.subject, claim)
            first[claim.subject] = min(before, claim, key=lambda c: (files[c.document], c.span))
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for id in first:
        words = fold(known[id].label).split()
        for i in range(len(words)):
            groups[id.rpartition("/")[0], *words[:i], "", *words[i + 1 :]].add(id)
    pairs = {pair for ids in groups.values() if 1 < len(ids) <= MOST for pair in combinations(sorted(ids), 2)}
    for one, two in sorted(pairs):
        if _alike(known[one].label, known[two].label):
            more, less = sorted((one, two), key=lambda id: (-named[id], id))
            yield _note(known[more], known[less], first[less], files)


def _alike(one: str, other: str) -> bool:
    differing = [(a, b) for a, b in zip(fold(one).split(), fold(other).split(), strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = (plain(word) for word in differing[0])
    if _NUMBER.fullmatch(a) or _NUMBER.fullmatch(b) or any(c.isdigit() for c in a + b):
        return False
    return a == b or (min(len(a), len(b)) > 2 and DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1)


def _note(more: Entity, less: Entity, claim: Claim, files: Mapping[str, str]) -> Note:
    message = f"{less.label} may be {more.label}, which is named as often or more: their names differ in a letter"
    offer = Correction("same", files[claim.document], " ".join(claim.exact.split()), more.label)
    return Note("proposed", "like-names", message, (claim.document,), 1, (offer,))
