"""Many words -> one short pattern: what they begin with in common is written once, so that the engine looks at each letter once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_LETTER = re.compile(r" - |.", re.DOTALL)


def any_word(words: Iterable[tuple[str, str]], *, exact: bool = False) -> str:
    """A pattern (no groups) for any of the words, the longest that fits first, each with a pattern for what has to stand behind it ("" for
    nothing). Blanks are elastic around a dash between blanks, unless `exact`.

    >>> any_word([("Bộ Y tế", ""), ("Bộ", ""), ("Bộ Nội vụ", "")])
    'Bộ(?:\\\\ (?:Nội\\\\ vụ|Y\\\\ tế))?'
    >>> re.findall(any_word([("Hội", "(?! nghị)"), ("Hội đồng", "")]), "Hội nghị, Hội đồng, Hội chợ")
    ['Hội đồng', 'Hội']
    """
    tree: dict[str, Any] = {}
    for word, behind in words:
        node = tree
        for letter in word if exact else _LETTER.findall(word):
            node = node.setdefault(r"\s?-\s?" if letter == " - " else re.escape(letter), {})
        node[""] = behind
    return _written(tree)


def _written(node: dict[str, Any]) -> str:
    ways = [letter + _written(below) for letter, below in sorted(node.items()) if letter]
    behind: str | None = node.get("")
    if behind is None:
        return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    if not ways:
        return behind
    return f"(?:{'|'.join([*ways, behind])})" if behind else f"(?:{'|'.join(ways)})?"
