"""What a web page prints around the letterhead of a text: menus, counters, the text's attributes.

Forms: "• Ngày có hiệu lực: 24/06/2013", "Số hiệu: | 15/2007/NQ-HĐND | Loại văn bản: | Nghị quyết", a label on a line and its value on the next
(`ontology/phrases/letterhead.yaml`, `portals`). They are no part of the letterhead: a day of effect is not the day of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from graph.language import beginnings
from graph.language.folding import fold
from graph.language.lexicon import any_of


class Printed(NamedTuple):
    """A printed line of a letterhead by its number, its first words, and whether a cell mark parts it."""

    line: int
    words: str
    parted: bool


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    """A label, alone, before a colon or a cell mark, or behind a bullet."""
    return re.compile(rf"(?P<bullet>[•·●▪►»*+-] ?)?(?:{any_of('letterhead', 'portals')})(?P<behind> ?:| ?\||$|(?= ))")


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """What a label can begin with, and letters on whose place beside another the tone depends."""
    return frozenset({word[0] for word in beginnings.of(any_of("letterhead", "portals"))} | set("ou"))


def _may_be_label(words: str) -> bool:
    first = words[:1].lower()
    return (not first.isalpha() or first in _letters()) and not words.isupper()


_VALUE = re.compile(r"(?!(?i:số) ?: ?\d|.{2,25}, ngày)(?=.*(?:\d|[^\W\d_]*[a-zà-ỹ])).{1,60}$")
"""What stands below a label alone on its line: a figure, or words not all in capitals; no number or place of a letterhead."""


def lines(printed: Iterable[Printed]) -> Iterator[int]:
    """The numbers of the lines that the page adds.

    >>> top = ["• Ngày có hiệu lực: 24/06/2013", "Số hiệu:", "5/QĐ-UBND", "Số: 5/QĐ-UBND", "Phạm vi hai bờ sông"]
    >>> list(lines(Printed(n, words, False) for n, words in enumerate(top)))
    [0, 1, 2]
    """
    awaited = False
    for line in printed:
        match = _label().match(fold(line.words)) if _may_be_label(line.words) else None
        alone = match is not None and match.end() == len(fold(line.words))
        if match and (alone or line.parted or match["behind"] or match["bullet"]):
            yield line.line
            awaited = alone and not line.parted
        elif awaited and _VALUE.match(line.words):
            yield line.line
            awaited = False
        else:
            awaited = False
