"""Words to be read otherwise: a document is read as if it printed other words, and everything found in it stands where it really is.

The rules get a text in which the words are replaced. What they find is put back, character by character, into the text as printed; only the
replaced words have no letter for letter beside them: what begins or ends inside of them takes them whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar

from graph.model import Document, Source, Span, View

T = TypeVar("T")
Move = Callable[[Span], Span]


class Changes:
    """Stretches of a text and what is read in place of each; they do not lie over one another.

    >>> changes = Changes("Quý 1I năm 2023", [(Span(4, 6), "III")])
    >>> changes.text, changes.back(Span(4, 15)), changes.back(Span(8, 11)).of("Quý 1I năm 2023"), changes.old
    ('Quý III năm 2023', Span(start=4, end=14), 'năm', [Span(start=4, end=5)])
    """

    def __init__(self, text: str, changes: Sequence[tuple[Span, str]]) -> None:
        self.told = sorted(span for span, _ in changes)
        self.old: list[Span] = []
        self.new: list[Span] = []
        parts: list[str] = []
        at = moved = 0
        for span, words in sorted(_changed(text, *change) for change in changes):
            parts += (text[at : span.start], words)
            start = span.start + moved
            self.old.append(span)
            self.new.append(Span(start, start + len(words)))
            moved += len(words) - (span.end - span.start)
            at = span.end
        self.text = "".join([*parts, text[at:]])

    def forth(self, span: Span) -> Span:
        """Where characters of the text as printed are in the text as read."""
        return _moved(span, self.old, self.new)

    def back(self, span: Span) -> Span:
        """Where characters of the text as read are printed."""
        return _moved(span, self.new, self.old)

    def view(self, view: View) -> View:
        """The view of the text as read, with the way back to the text as printed."""
        at: list[int] = []
        start: list[int] = []
        end: list[int] = []
        for i, first in enumerate(view.at):
            behind = view.at[i + 1] if i + 1 < len(view.at) else len(view.text)
            piece = Span(view.start[i], view.end[i])
            for part in self._parts(piece) if behind - first == piece.end - piece.start else [piece]:
                back = self.back(part)
                at.append(first + part.start - piece.start)
                start.append(back.start)
                end.append(back.end)
        return View(view.text, tuple(at), tuple(start), tuple(end))

    def _parts(self, piece: Span) -> list[Span]:
        """The piece cut where changed words begin and end."""
        met = _met(self.new, piece)
        cuts = {edge for span in met for edge in (span.start, span.end) if piece.start < edge < piece.end}
        bounds = [piece.start, *sorted(cuts), piece.end]
        return [Span(a, b) for a, b in pairwise(bounds)]


def _changed(text: str, span: Span, words: str) -> tuple[Span, str]:
    """What of a stretch is really read otherwise: without the words, and then the letters, that both begin and end with. Blanks stay as printed."""
    old = [Span(span.start + m.start(), span.start + m.end()) for m in re.finditer(r"\S+", span.of(text))]
    new = words.split()
    first, last = _common([each.of(text) for each in old], new)
    left, told = old[first : len(old) - last], " ".join(new[first : len(new) - last])
    if not left:  # words come in: before those that follow, or behind the last
        at = Span(old[first].start, old[first].start) if first < len(old) else Span(span.end, span.end)
        return at, (f"{told} " if first < len(old) else f" {told}") if told else ""
    between = Span(left[0].start, left[-1].end)
    first, last = _common(between.of(text), told)
    return Span(between.start + first, between.end - last), told[first : len(told) - last]


def _common(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many items two sequences begin with in common, and how many of the rest they end with."""
    most = min(len(one), len(other))
    first = next((i for i in range(most) if one[i] != other[i]), most)
    return first, next((i for i in range(most - first) if one[-1 - i] != other[-1 - i]), most - first)


def _moved(span: Span, here: list[Span], there: list[Span]) -> Span:
    start = _at(span.start, here, there, last=False)
    return Span(start, max(start, _at(span.end, here, there, last=True)))


def _at(place: int, here: list[Span], there: list[Span], *, last: bool) -> int:
    """A place on the other side; inside of changed words, or at the edge that they are entered by, the edge of the others."""
    i = bisect_right(here, place, key=lambda span: span.start) - 1
    if i < 0:
        return place
    if last and place == here[i].start:  # what ends where they begin does not hold them
        return there[i].start
    if place < here[i].end or (last and place == here[i].end):
        return there[i].end if last else there[i].start
    return there[i].end + place - here[i].end


def as_read(source: Source, changes: Changes) -> Source:
    """The source as if it printed the changed words: pages, tables, boxes and all with it. A curator's words are in no doubt."""
    sure = tuple(pair for pair in source.sureness if not _met(changes.told, pair[0]))
    moved: dict[str, Any] = {
        name: _each(getattr(source, name), changes.forth) for name in ("grids", "notes", "styles", "boxes")
    }
    pages = tuple(replace(page, start=changes.forth(Span(page.start, page.start)).start) for page in source.pages)
    return replace(source, text=changes.text, pages=pages, sureness=_each(sure, changes.forth), **moved)


def _met(spans: list[Span], by: Span) -> list[Span]:
    """Those of the spans, in order and none over another, that have characters in `by`, or lie between two of it."""
    first = bisect_right(spans, by.start, key=lambda span: span.end)
    return spans[first : bisect_left(spans, by.end, lo=first, key=lambda span: span.start)]


def as_printed(found: T, document: Document, source: Source, changes: Changes) -> T:
    """What was found in a text as read, put back into the text as printed. `document` is that of the text as read, and becomes of no use."""
    for block in document.root.walk():
        block.span = changes.back(block.span)
    tables = tuple(_each(table, changes.back) for table in document.tables)
    known = {id(old): new for old, new in zip(document.tables, tables, strict=True)}
    for block in document.root.walk():
        block.table = known.get(id(block.table), block.table)
    put_back = replace(
        document,
        source=source,
        header=_each(document.header, changes.back),
        view=changes.view(document.view),
        tables=tables,
    )
    moved: T = _each(found, changes.back, {id(document): put_back})
    return moved


def _each(value: Any, move: Move, known: Mapping[int, Any] | None = None) -> Any:
    """A value with every span in it moved; `known` are values that stand for others by their identity."""
    if known and id(value) in known:
        return known[id(value)]
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        items = (_each(item, move, known) for item in value)
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)  # a place in a view stays one
    if isinstance(value, Mapping):
        return {key: _each(item, move, known) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in fields(value)}
        new = {name: _each(item, move, known) for name, item in old.items()}
        changed = {name: item for name, item in new.items() if item is not old[name]}
        return replace(value, **changed) if changed else value
    return value
