"""Two files that print one number with other words: which of them is taken for the document, and the note that says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from graph.model import Findings, Note, Source
from graph.resolve import identity

Key = TypeVar("Key")


def taken(read: Iterable[tuple[Key, int]], findings: Sequence[Findings]) -> dict[Key, int]:
    """Which of the findings that print one number, by that and their positions, is taken for the document: the earliest, without a date the
    last; of one day that which the words tell. Never the file's name: what is called otherwise, or stands beside others, keeps its address.

    >>> from graph.structure import parse
    >>> from graph.extract import extract
    >>> head = "ỦY BAN NHÂN DÂN\\nTỈNH PHÚ YÊN\\nSố: 9/KH-UBND\\nPhú Yên, ngày {} tháng 3 năm 2021\\nKẾ HOẠCH\\nMở chợ\\n"
    >>> read = [extract(parse(Source(name, head.format(day)))) for name, day in (("a.txt", "09"), ("b.txt", "02"))]
    >>> taken([("9/KH-UBND", 0), ("9/KH-UBND", 1)], read)
    {'9/KH-UBND': 1}
    """
    found: dict[Key, int] = {}
    for key, i in sorted(read, key=lambda one: (_day(findings[one[1]]), digest(findings[one[1]].document.source))):
        found.setdefault(key, i)
    return found


def _day(findings: Findings) -> str:
    return str(findings.document.header.date or "9999")


def digest(source: Source) -> str:
    """Six hexadecimal digits that the words of a file tell: behind the address of the one that is not taken.

    >>> digest(Source("a.txt", "Kế hoạch")) == digest(Source("b.txt", "Kế hoạch"))
    True
    """
    return identity.digest(source.text)


def note(first: int, other: int, findings: Sequence[Findings]) -> Note:
    """The warning of two files that print one number."""
    paths = [findings[i].document.source.path for i in (first, other)]
    message = f"{paths[0]} and {paths[1]} print the same number; the first is taken for it, the second is kept apart"
    return Note("warning", "read-twice", message, (str(first), str(other)), 2)
