"""The same document in two files: built once. One with the same number but other words is kept, and `resolve` reports both."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath

from graph.language.folding import composed, fold
from graph.making.examine import Examined
from graph.model import Findings, Skipped

ALIKE = 0.95
"""Share of the words that two forms of one document have in common at least where one of them has pages: these add numbers and running
heads, and character recognition misreads some words."""
_WORD = re.compile(r"[^\W_]+")


def without_copies(examined: Sequence[Examined]) -> tuple[list[Examined], list[Skipped]]:
    """The files of which each prints another document, and the others with the reason. Of two forms that one stays which knows most of its
    text: paragraphs and cells before plain text, that before pages, these before scans. They must have the same words; where one has pages
    and the other is of another format, nearly the same.

    >>> without_copies([])
    ([], [])
    """
    named: dict[tuple[str, ...], list[Examined]] = defaultdict(list)
    for one in examined:
        if one.findings and (key := _key(one.findings)):
            named[key].append(one)
    copies: dict[int, Skipped] = {}
    for group in named.values():
        kept: list[tuple[Findings, Counter[str]]] = []
        for one in sorted(group, key=_rank) if len(group) > 1 else ():
            assert one.findings
            words = Counter(_WORD.findall(fold(composed(one.findings.document.source.text)[0])))
            same = next((f for f, known in kept if _same(one.findings, words, f, known)), None)
            if same is None:
                kept.append((one.findings, words))
            else:
                copies[id(one)] = _copy(one.findings, same)
    return [one for one in examined if id(one) not in copies], [
        copies[id(one)] for one in examined if id(one) in copies
    ]


def _key(findings: Findings) -> tuple[str, ...] | None:
    """What two files must have in common to be compared: number, date and issuer, or type, title and issuer; None where they lack them."""
    header = findings.document.header
    if header.number:
        return (fold(header.number), str(header.date), str(header.issuer))
    if header.title and header.type:
        return (header.type, fold(header.title), str(header.date), str(header.issuer))
    return None


def _rank(one: Examined) -> tuple[int, str]:
    assert one.findings
    source = one.findings.document.source
    scanned = any(page.scanned for page in source.pages)
    return (3 if scanned else 2 if source.boxes else 0 if source.unbroken else 1), source.path


def _same(one: Findings, words: Counter[str], other: Findings, known: Counter[str]) -> bool:
    if words == known:
        return True
    paged = [bool(f.document.source.boxes) for f in (one, other)]
    forms = {PurePosixPath(f.document.source.path).suffix.lower() for f in (one, other)}
    shared = sum((words & known).values())
    return any(paged) and len(forms) > 1 and shared >= ALIKE * max(words.total(), known.total())


def _copy(findings: Findings, same: Findings) -> Skipped:
    number = findings.document.header.number
    what = f"the same document ({number})" if number else "the same document"
    return Skipped(findings.document.source.path, f"{what} as {same.document.source.path}, which was built")
