"""The marks that Word prints before paragraphs and keeps nowhere: "1.", "a)", "Điều 3.", counted as Word counts them.

Rules: ECMA-376 part 1, 17.9. A paragraph names a list (`numId`) and a level, by itself or by its style; the list names what is counted
together (`abstractNum`), its levels say how a count is written and when it begins anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.reading.word_names import attribute, child, children, under, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEVELS = 9
_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_DASHES = frozenset("-–—−‐‑‒")
_BULLET = "•"
_NO_MARK = frozenset({"none", "bullet"})


@dataclass(frozen=True, slots=True)
class Level:
    """How a level counts and is written: "%1.%2." of decimal figures from 1 on."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False  # all its numbers are written in figures
    after: int | None = (
        None  # begins anew behind a number of this level or a higher one; None: behind any higher one, 0: never
    )
    style: str = ""
    close: bool = False  # nothing stands behind the mark


@dataclass(slots=True)
class _List:
    """A list: what counts with it, its levels, and where its own start is not yet used up."""

    counts: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a file and how far each is counted."""

    def __init__(self, part: Element | None, styled: dict[str, str] | None = None) -> None:
        """`styled`: the list that each style of lists names."""
        self._lists: dict[str, _List] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        shared = {attribute(a, "abstractNumId") or "": a for a in children(part, "abstractNum")}
        numbers = {attribute(n, "numId") or "": n for n in children(part, "num")}
        for number, num in numbers.items():
            counts = attribute(child(num, "abstractNumId")) or ""
            link = attribute(child(shared.get(counts), "numStyleLink"))
            target = numbers.get((styled or {}).get(link or "", ""))
            if target is not None:
                counts = attribute(child(target, "abstractNumId")) or counts
            levels = {whole_number(lvl, "ilvl"): _level(lvl) for lvl in children(shared.get(counts), "lvl")}
            known = _List(counts, levels)
            for override in children(num, "lvlOverride"):
                at, own, start = (
                    whole_number(override, "ilvl"),
                    child(override, "lvl"),
                    child(override, "startOverride"),
                )
                if own is not None:
                    known.levels[at] = _level(own)
                if start is not None:
                    known.starts[at] = whole_number(start, default=1)
                    known.levels[at] = replace(known.levels.get(at, Level()), start=known.starts[at])
            self._lists[number] = known

    def level_of_style(self, number: str, style: str) -> int:
        """The level of a list at which paragraphs of a style stand: the one that names the style."""
        known = self._lists.get(number)
        return next((at for at, level in known.levels.items() if level.style == style), 0) if known else 0

    def mark(self, number: str, at: int) -> str:
        """Counts one paragraph of a list at a level (0 is the highest) and gives what Word prints before it, with the blank behind; ""
        where nothing is printed."""
        known = self._lists.get(number)
        if not known or not 0 <= at < _LEVELS:
            return ""
        level = known.levels.get(at, Level())
        self._count(number, known, at, level)
        if level.form == "bullet":
            return _bullet(level.text) + " "
        written = _PLACE.sub(lambda place: self._written(known, int(place[1]) - 1, level), level.text)
        written = written.strip()
        return written + ("" if level.close and written else " ") if written else ""

    def _count(self, number: str, known: _List, at: int, level: Level) -> None:
        counted = self._counted.setdefault(known.counts, {})
        if at in known.starts and (number, at) not in self._begun:
            counted[at] = known.starts[at]
            self._begun.add((number, at))
        else:
            counted[at] = counted[at] + 1 if at in counted else level.start
        for above in range(at):
            counted.setdefault(above, known.levels.get(above, Level()).start)
        for below in [n for n in counted if n > at]:
            after = known.levels.get(below, Level()).after
            if after is None or at < after:
                del counted[below]

    def _written(self, known: _List, at: int, asking: Level) -> str:
        level = known.levels.get(at, Level())
        count = self._counted[known.counts].get(at, level.start)
        return figure(count, "decimal" if asking.legal else level.form)


_PLACE = re.compile(r"%([1-9])")


def figure(count: int, form: str) -> str:
    """A number as Word writes it in one of its forms (`ST_NumberFormat`); forms that are not known are decimal.

    >>> figure(4, "upperRoman"), figure(28, "lowerLetter"), figure(3, "decimalZero"), figure(5, "none")
    ('IV', 'bb', '03', '')
    """
    if form in _NO_MARK:
        return ""
    if form in ("upperRoman", "lowerRoman") and 0 < count < 5000:
        roman = ""
        for value, letters in _ROMANS:
            times, count = divmod(count, value)
            roman += letters * times
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter") and 0 < count < 800:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    return f"{count:02}" if form == "decimalZero" else str(count)


def _level(lvl: Element) -> Level:
    restart = child(lvl, "lvlRestart")
    return Level(
        start=whole_number(child(lvl, "start"), default=0 if child(lvl, "start") is None else 1),
        form=_form(lvl),
        text=(attribute(child(lvl, "lvlText")) or "")[:200],
        legal=child(lvl, "isLgl") is not None,
        after=None if restart is None else whole_number(restart),
        style=attribute(child(lvl, "pStyle")) or "",
        close=attribute(child(lvl, "suff")) == "nothing",
    )


def _form(lvl: Element) -> str:
    """The form of a level; newer forms stand in an alternative whose fallback is an older one."""
    own = child(lvl, "numFmt")
    if own is None:
        alternative = child(lvl, "AlternateContent")
        own = next((f for branch in ("Choice", "Fallback") if (f := under(alternative, branch, "numFmt")) is not None and attribute(f) != "custom"), None)  # fmt: skip
    return attribute(own) or "decimal"


def _bullet(sign: str) -> str:
    """A bullet as the rules know it: signs of symbol fonts have codes of their own."""
    sign = sign.strip()
    if sign and sign[0] in _DASHES:
        return "-"
    return sign if sign in ("+", "*", "•") else _BULLET
