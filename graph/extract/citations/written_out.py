"""Names in which a text uses its own abbreviations: "Quy chế quản lý CCN" is "Quy chế quản lý cụm công nghiệp", where the text prints "cụm
công nghiệp (CCN)" and both names."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.language.folding import fold
from graph.language.lexicon import UPPER
from graph.model import Citation, InView

_SHORT = re.compile(rf"(?<!\w)[{UPPER}]{{2,6}}(?!\w)")


def together(view: str, found: list[Citation[InView]]) -> list[Citation[InView]]:
    """The citations; one whose name is that of another when its abbreviations are written out bears that name.

    >>> view = "Quy chế giữ cụm công nghiệp (CCN), Quy chế giữ CCN"
    >>> whole, short = (Citation(InView(at, end), "Regulation", title=view[at:end]) for at, end in ((0, 27), (35, 50)))
    >>> [c.title for c in together(view, [whole, short])]
    ['Quy chế giữ cụm công nghiệp', 'Quy chế giữ cụm công nghiệp']
    """
    titles = {fold(c.title): c.title for c in found if c.title and not _SHORT.search(c.title)}
    return [replace(c, title=_whole(c.title, view, titles)) if c.title and _SHORT.search(c.title) else c for c in found]


def _whole(title: str, view: str, titles: dict[str, str]) -> str:
    written = _SHORT.sub(lambda short: _meaning(short[0], view) or short[0], title)
    return titles.get(fold(written), title)


def _meaning(short: str, view: str) -> str | None:
    """The words whose initials stand in brackets behind them."""
    at = view.find(f" ({short})")
    words = view[max(at - 60, 0) : max(at, 0)].split()[-len(short) :]
    return " ".join(words) if [word[0].upper() for word in words] == list(short) else None
