"""Short forms of bodies that a document makes for itself: "Tổng cục Thủy lợi (TCTL)", "Ban soạn thảo (BST)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.language import assignees, kinds
from graph.model import Assignee, Span

_MADE = re.compile(r"\((?:(?:gọi|viết) tắt(?: là)?:? )?(?P<form>[A-ZĐ]{2,8})\)")
_WORDS = re.compile(r"[^\W\d_]+")


def forms(text: str) -> dict[str, str]:
    """The short forms of a text, each with the name before it whose words begin with its letters.

    >>> forms("Giao Tổng cục Thủy lợi (TCTL), Ban soạn thảo (BST) và Sở Y tế (đã họp); Hiệp định (TPP)")
    {'TCTL': 'Tổng cục Thủy lợi', 'BST': 'Ban soạn thảo'}
    """
    found: dict[str, str] = {}
    for made in _MADE.finditer(text):
        before = list(_WORDS.finditer(text, max(made.start() - 90, 0), made.start()))[-len(made["form"]) :]
        letters = "".join(word[0][0] for word in before).upper()
        if letters != made["form"] or text[before[-1].end() : made.start()].strip():
            continue
        name = " ".join(text[before[0].start() : made.start()].split())
        if kinds.begins().match(name):
            found.setdefault(made["form"], name)
    return found


def full(mentions: Iterable[Assignee[Span]], known: Mapping[str, str], here: str | None) -> tuple[Assignee[Span], ...]:
    """Mentions of bodies, those by a short form as the body that it stands for; a body that is named twice is one.

    >>> spans = Span(0, 4), Span(6, 13)
    >>> read = [Assignee(span, words) for span, words in zip(spans, ("TCTL", "Sở Y tế"))]
    >>> [(one.name, one.span) for one in full(read, {"TCTL": "Tổng cục Thủy lợi"}, None)]
    [('Tổng cục Thủy lợi', Span(start=0, end=4)), ('Sở Y tế', Span(start=6, end=13))]
    """
    made: dict[str, Assignee[Span]] = {}
    for mention in mentions:
        name = known.get(mention.words)
        read = assignees.read(name, here) if name else []
        one = replace(read[0].at(mention.span), words=mention.words) if len(read) == 1 and read[0].body else mention
        made.setdefault(one.name, one)
    return tuple(made.values())
