"""Text -> lines of the view that rules read, each a block. Total: any text gives blocks, none raises.

Forms: those of `fragments` and `paragraphs`; markdown, whose marks are no part of the view; letters that are not composed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.language import numbering
from graph.language.folding import composed, same_length
from graph.model import Block, BlockKind, Footnote, InView, Span, View
from graph.structure import fragments, paragraphs
from graph.structure.fragments import Fragment
from graph.structure.lines import covering

_NOISE = re.compile(r"\*+|_{2,}|</?[a-zA-Z][^<>\n]{0,60}>|\u00ad| {2,}")


def read(
    text: str, *, whole: Span | None = None, notes: Sequence[Footnote] = (), unbroken: bool = False
) -> tuple[list[Block], View]:
    """The blocks of a text, flat and in order, and the view in which each is one line; furniture is no part of the view. What lies
    in `whole` is one block, however it is broken: a title set in the middle of the page. `notes` are foot notes that the file knows. Of a
    text that is `unbroken` each line, and each cell, is a block.

    >>> blocks, view = read("I. MỤC ĐÍCH\\n1.\\nYêu cầu\\n- Thực\\nhiện Nghị quyết số 25-\\nNQ/TU.")
    >>> view.text.splitlines()
    ['I. MỤC ĐÍCH', '1. Yêu cầu', '- Thực hiện Nghị quyết số 25- NQ/TU.']
    >>> [block.kind for block in blocks]
    ['heading', 'item', 'item']
    """
    letters, stands = composed(text)
    folded = same_length(letters)

    def at(span: Span) -> Span:
        return Span(bisect_left(stands, span.start), bisect_left(stands, span.end))

    pieces, inside = list(fragments.read(folded)), at(whole) if whole else None
    furniture: list[Fragment] = []
    if unbroken:
        groups = paragraphs.apart(pieces, inside)
    else:
        pieces = fragments.close(pieces, folded)
        known = [at(note.text) for note in notes]
        groups, furniture = paragraphs.joined(pieces, fragments.layout(pieces, folded), inside, known)
    view, places = _view(folded, groups, stands)
    blocks = [_block(group, stands, place, view) for group, place in zip(groups, places, strict=True)]
    noted = covering([note.text for note in notes])
    for block in blocks:
        if noted(block.span.start):
            block.kind = "note"
    pages_own = [Block("furniture", Span(stands[f.start], stands[f.end])) for f in furniture]
    return sorted([*blocks, *pages_own], key=lambda block: block.span), view


def _block(group: list[Fragment], stands: Sequence[int], place: InView, view: View) -> Block:
    first = group[0]
    item = numbering.begins_line(first.text.lstrip("*_ "))
    kind: BlockKind = "heading" if first.heading or _is_heading(group) else "item" if item else "paragraph"
    span = Span(stands[first.start], stands[group[-1].end])
    return Block(kind, span, place, place.of(view.text), place.start)


def _is_heading(group: list[Fragment]) -> bool:
    words = group[0].text.strip("*_ ")
    return (len(words) > 3 and words.isupper()) or (group[0].text.startswith("**") and group[-1].text.endswith("**"))


def _view(text: str, groups: list[list[Fragment]], stands: Sequence[int]) -> tuple[View, list[InView]]:
    """The view, in which each group is one line, and the place of each line in it."""
    view = _Growing(stands)
    noisy = _noise_of(text) if isinstance(stands, range) else ("",)  # where letters were composed, each is looked at
    out, at, starts, ends = view.out, view.at, view.starts, view.ends
    places: list[InView] = []
    for group in groups:
        last = group[0].start
        if view.length:
            view.put("\n", last, last)
        begins, first = view.length, True
        for start, end, words, *_ in group:
            if not first:
                view.put(" ", last, start)
            first = False
            for mark in noisy:
                if mark in words:
                    last = view.clean(text, start, end, words, last)
                    break
            else:  # the fragment is read as it stands
                last = end
                out.append(words)
                at.append(view.length)
                starts.append(start)
                ends.append(end)
                view.length += end - start
        places.append(InView(begins, view.length))
    return View("".join(out), tuple(at), tuple(starts), tuple(ends)), places


def _noise_of(text: str) -> tuple[str, ...]:
    """The beginnings of noise that a text has anywhere."""
    return tuple([mark for mark in ("  ", "*", "<", "#", "__", "\u00ad") if mark in text])


class _Growing:
    """A view while fragments are put into it: its pieces, and where each stands in it and in the source."""

    def __init__(self, stands: Sequence[int]) -> None:
        self._stands = stands
        composed_ = not isinstance(stands, range)
        self._odd = [i for i, (a, b) in enumerate(pairwise(stands)) if b - a != 1] if composed_ else []
        self.out: list[str] = []
        self.at: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.length = 0

    def put(self, words: str, start: int, end: int) -> None:
        """Adds words that stand in the composed text from `start` to `end`."""
        if words:
            self.out.append(words)
            self.at.append(self.length)
            self.starts.append(self._stands[start])
            self.ends.append(self._stands[end])
            self.length += len(words)

    def clean(self, text: str, start: int, end: int, words: str, last: int) -> int:
        """Adds the stretches of a fragment that rules read, and says where the last of all that was added ends."""
        for begin, last in _clean(text, start, end, words):
            for first, behind in _even(begin, last, self._odd):
                self.put(text[first:behind], first, behind)
        return last


def _clean(text: str, start: int, end: int, words: str) -> Iterator[tuple[int, int]]:
    """The stretches of a fragment that rules read, without stars, tags and soft hyphens; of several blanks the first stays."""
    position = start + len(words) - len(words.lstrip("# "))
    for noise in _NOISE.finditer(text, position, end):
        keep = noise.start() + (1 if noise[0].startswith(" ") else 0)
        if keep > position:
            yield position, keep
        position = noise.end()
    if position < end:
        yield position, end


def _even(start: int, end: int, odd: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A stretch cut so that each piece is as long in the source. A letter that was composed of several characters is a piece of its own:
    those at `odd`."""
    first = start
    for at in odd[bisect_left(odd, start) : bisect_left(odd, end)]:
        yield from ((first, at), (at, at + 1))
        first = at + 1
    yield first, end
