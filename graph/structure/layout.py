"""Text -> lines of the view that rules read, each a block. Total: any text gives blocks, none raises.

Forms: those of `fragments` and `paragraphs`; markdown, whose marks are no part of the view; letters that are not composed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from graph.language import numbering
from graph.language.folding import composed, same_length
from graph.model import Block, BlockKind, Footnote, InView, Span, View
from graph.structure import fragments, paragraphs
from graph.structure.fragments import Fragment
from graph.structure.lines import covering

_NOISE = re.compile(r"\*+|_{2,}|</?[a-zA-Z][^<>\n]{0,60}>|\u00ad| {2,}")
_NOISY = re.compile(r"[*<#\u00ad]|__|  ")


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
    out: list[str] = []
    at: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    places: list[InView] = []
    length = 0
    even = isinstance(stands, range)  # nothing was composed

    def put(words: str, start: int, end: int) -> None:
        nonlocal length
        if words:
            out.append(words)
            at.append(length)
            starts.append(stands[start])
            ends.append(stands[end])
            length += len(words)

    for group in groups:
        last = group[0].start
        if length:
            put("\n", last, last)
        begins = length
        for i, fragment in enumerate(group):
            if i:
                put(" ", last, fragment.start)
            if even and not _NOISY.search(fragment.text):  # the fragment is read as it stands
                last = fragment.end
                out.append(fragment.text)
                at.append(length)
                starts.append(fragment.start)
                ends.append(last)
                length += last - fragment.start
                continue
            for start, end in _clean(text, fragment):
                for first, behind in _even(start, end, stands):
                    put(text[first:behind], first, behind)
                last = end
        places.append(InView(begins, length))
    return View("".join(out), tuple(at), tuple(starts), tuple(ends)), places


def _clean(text: str, fragment: Fragment) -> Iterator[tuple[int, int]]:
    """The stretches of a fragment that rules read, without stars, tags and soft hyphens; of several blanks the first stays."""
    position = fragment.start + len(fragment.text) - len(fragment.text.lstrip("# "))
    for noise in _NOISE.finditer(text, position, fragment.end):
        keep = noise.start() + (1 if noise[0].startswith(" ") else 0)
        if keep > position:
            yield position, keep
        position = noise.end()
    if position < fragment.end:
        yield position, fragment.end


def _even(start: int, end: int, stands: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A stretch cut so that each piece is as long in the source. A letter that was composed of several characters is a piece of its
    own."""
    if isinstance(stands, range):  # nothing was composed
        yield start, end
        return
    first = start
    for i in range(start, end):
        if stands[i + 1] - stands[i] != 1:
            yield from ((first, i), (i, i + 1))
            first = i + 1
    yield first, end
