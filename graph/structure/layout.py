"""Text -> lines of the view that rules read, each a block. Total: any text gives blocks, none raises.

Forms: one paragraph a line; hard-wrapped lines with and without blank lines between paragraphs; markdown; tables with tabs,
pipes (also broken over lines) or wide gaps, whose cells become blocks of their own; page numbers and running heads in
the middle of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from graph.language import numbering, numbers
from graph.language.folding import composed, same_length
from graph.language.lexicon import any_of
from graph.model import Block, BlockKind, Footnote, InView, Span, View
from graph.structure.lines import Line, cells, lines

_RULE = re.compile(r"[-_=–—*.\s:|]{3,}$")
_RULED = frozenset("-_=–—*.:|")
_NOISE = re.compile(r"\*+|_{2,}|</?[a-zA-Z][^<>\n]{0,60}>|\u00ad| {2,}")
_NOISY = re.compile(r"[*<#\u00ad]|__|  ")
_ARTICLE = re.compile(r"\W*(?:Điều|ĐIỀU) \d")
"""The heading of an article: "Điều 5. Phạm vi"."""
_POINT = re.compile(r"(?:Điều|[Kk]hoản|[Đđ]iểm) [\da-zđ]{1,4}$")
"""The end of a line that names a point of an act: "điểm b khoản 2 Điều 22"."""
_TERMINAL = (".", ";", ":", "!", "?", "…")


class _Patterns(NamedTuple):
    opener: re.Pattern[str]
    furniture: re.Pattern[str]
    hanging: re.Pattern[str]
    counting: re.Pattern[str]
    act: re.Pattern[str]
    before_number: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The words of `ontology/phrases/lines.yaml` at the beginnings and ends of lines."""

    def words(section: str) -> str:
        return any_of("lines", section)

    return _Patterns(
        opener=re.compile(rf"(?:{words('openers')})"),
        furniture=re.compile(rf"(?:\d{{1,4}}|(?:{words('running')}).{{0,80}})$"),
        hanging=re.compile(rf"(?:^|\s)(?:(?i:{words('hanging')})|{words('hanging_offices')})$"),
        counting=re.compile(rf"(?:^|\s)(?i:{words('counting')})$"),
        act=re.compile(rf"(?:{words('acts')})"),
        before_number=re.compile(rf"(?i:(?<!\w)(?:{words('before_numbers')}))$"),
    )


class Fragment(NamedTuple):
    """A run of characters on one line between hard bounds (cell marks, wide gaps)."""

    start: int
    end: int
    text: str
    blank_before: bool
    hard: bool  # a cell mark stands before it
    heading: bool = False
    indented: bool = False  # its line begins with blanks


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is broken into lines."""

    width: int  # of its full lines
    wrapped: bool
    blank_separated: bool
    indented: bool = False  # paragraphs begin with blanks, their further lines do not
    bold: bool = False  # some of it is printed between stars


def read(text: str, *, whole: Span | None = None, notes: Sequence[Footnote] = ()) -> tuple[list[Block], View]:
    """The blocks of a text, flat and in order, and the view in which each is one line; furniture is no part of the view. What lies
    in `whole` is one block, however it is broken: a title set in the middle of the page. `notes` are foot notes that the file knows.

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

    fragments = list(_fragments(folded))
    known = [at(note.text) for note in notes]
    layout = _layout(fragments, folded)
    groups, furniture = _groups(fragments, layout, at(whole) if whole else None, known)
    view, places = _view(folded, groups, stands)
    blocks = [_block(group, stands, place, view) for group, place in zip(groups, places, strict=True)]
    for block in blocks:
        if any(note.text.start <= block.span.start < note.text.end for note in notes):
            block.kind = "note"
    pages_own = [Block("furniture", Span(stands[f.start], stands[f.end])) for f in furniture]
    return sorted([*blocks, *pages_own], key=lambda block: block.span), view


def _fragments(text: str) -> Iterator[Fragment]:
    blank, hard = False, False
    for line in lines(text):
        stripped = line.text.strip()
        if not stripped or (stripped[0] in _RULED and _RULE.fullmatch(stripped)):
            blank = True
            hard = hard or "|" in line.text
            continue
        if "   " not in stripped and "|" not in stripped and "\t" not in line.text:  # one cell, as most lines are
            left = line.start + line.text.find(stripped[0])
            heading, indented = stripped[0] == "#", line.text.startswith("   ")
            yield Fragment(left, left + len(stripped), stripped, blank, hard, heading, indented)
            blank = hard = False
            continue
        for fragment in _of_cells(line, blank, hard):
            yield fragment
            blank, hard = False, True
        hard = line.text.rstrip().endswith("|")


def _of_cells(line: Line, blank: bool, hard: bool) -> Iterator[Fragment]:
    for cell in cells(line, blanks=None):
        if cell.start == cell.end:
            continue
        before, words = line.text[: cell.start - line.start], line.text[cell.start - line.start : cell.end - line.start]
        hard = hard or bool(before.strip())
        indented = line.text.startswith("   ") and not before.strip()
        yield Fragment(cell.start, cell.end, words, blank, hard, words.startswith("#"), indented)
        blank = False


def _layout(fragments: list[Fragment], text: str) -> Layout:
    """How the fragments of a text are broken into lines."""
    lengths = sorted(n for f in fragments if (n := f.end - f.start) > 20)
    bold = "**" in text
    if len(lengths) < 8:
        return Layout(120, False, False, bold=bold)
    width = lengths[int(len(lengths) * 0.95)]
    full = len(lengths) - bisect_left(lengths, 0.75 * width)
    blanks = sum([f.blank_before for f in fragments])
    wrapped = width <= 130 and full >= 0.3 * len(lengths)
    if not wrapped and (narrow := _width_of_prose(fragments)):  # tables of long cells stand beside it
        wrapped, width = True, narrow
    indented = sum([f.indented for f in fragments])
    lines = len(fragments)
    return Layout(width, wrapped, blanks >= 0.15 * lines, 0.1 * lines < indented < 0.6 * lines, bold)


def _width_of_prose(fragments: list[Fragment]) -> int:
    """The width of wrapped prose that stands beside tables: how long lines are that end in the middle of a sentence. 0 where few do:
    the prose is not wrapped."""
    pairs = [(a, b) for a, b in pairwise(fragments) if not (a.hard or b.hard or b.blank_before) and len(a.text) > 40]
    inside = sorted(len(a.text) for a, b in pairs if b.text[0].islower() and not a.text.endswith(_TERMINAL))
    width = inside[int(len(inside) * 0.95)] if inside else 0
    return width if len(inside) >= max(8, 0.3 * len(pairs)) and width <= 130 else 0


def _groups(
    fragments: list[Fragment], layout: Layout, whole: Span | None, notes: Sequence[Span]
) -> tuple[list[list[Fragment]], list[Fragment]]:
    """The fragments of each block, and the furniture between them."""
    groups: list[list[Fragment]] = []
    furniture: list[Fragment] = []
    skipped = False
    cut: list[Fragment] | None = None  # the paragraph that a page's foot notes interrupt
    for i, fragment in enumerate(fragments):
        if groups and _is_furniture(fragments, i, layout):
            furniture.append(fragment)
            skipped = True
            continue
        inside = whole and whole.start < fragment.start < whole.end
        noted = any(note.start <= fragment.start < note.end for note in notes)
        if noted and groups:
            cut = cut or (None if groups[-1][-1].text.endswith(_TERMINAL) else groups[-1])
            groups.append([fragment])
            skipped = True
            continue
        if cut and skipped and not fragment.hard and not numbering.begins_line(fragment.text):
            cut.append(fragment)
            groups.remove(cut)
            groups.append(cut)
            cut = None
        elif groups and (
            inside or (not _is_note(fragments, i, layout) and _joins(groups[-1], fragment, layout, skipped))
        ):
            groups[-1].append(fragment)
        else:
            if layout.wrapped and groups and not fragment.text[0].isalpha() and _NOTE.match(fragment.text):
                cut = cut or (None if groups[-1][-1].text.endswith(_TERMINAL) else groups[-1])
            elif skipped or not layout.wrapped:
                cut = None
            groups.append([fragment])
        skipped = False
    return sorted(groups, key=lambda group: group[0].start), furniture


_NOTE = re.compile(r"(?:\d{1,2}|[¹²³⁴-⁹])\s+[^\W\d_a-zà-ỹ]")


def _is_note(fragments: list[Fragment], i: int, layout: Layout) -> bool:
    """Whether a fragment is a foot note that interrupts a sentence: its page ends soon below, and the words before it do not end in
    one that a number follows."""
    before, here = fragments[i - 1].text, fragments[i]
    if (
        not layout.wrapped
        or here.hard
        or here.text[0].isalpha()
        or not _NOTE.match(here.text)
        or before.endswith(_TERMINAL)
    ):
        return False
    return not _patterns().counting.search(before) and any(f.text.isdigit() for f in fragments[i + 1 : i + 12])


def _is_furniture(fragments: list[Fragment], i: int, layout: Layout) -> bool:
    """A page number or running head that stands inside a sentence."""
    here = fragments[i]
    if here.hard or not _patterns().furniture.match(here.text) or i + 1 >= len(fragments):
        return False
    before, after = fragments[i - 1].text, fragments[i + 1].text
    if here.text.isdigit() and layout.wrapped and (after[:1].islower() or not before.endswith(_TERMINAL)):
        return True
    return (not before.endswith(_TERMINAL) and after[:1].islower()) or len(here.text) > 4


def _joins(group: list[Fragment], here: Fragment, layout: Layout, skipped: bool) -> bool:
    """Whether a fragment continues the paragraph of a group. `skipped`: a page number or a running head stood between them."""
    before = group[-1].text.rstrip("*_ ")
    words = here.text.lstrip("*_ \"'(")
    if here.hard or here.heading or group[-1].heading or not words or not before:
        return False
    if layout.bold and not here.blank_before and sum(f.text.count("**") for f in group) % 2:  # bold print goes on
        return True
    if before[-1] in "-/" and len(before) > 1 and before[-2].isalnum() and not words.startswith("-"):
        return True
    if not here.blank_before and _cuts_number(before, words):
        return True
    if numbering.is_alone(before):  # a number or dash alone on its line
        return not here.blank_before and not numbering.begins_line(words)
    if numbering.begins_line(here.text.lstrip("*_ ")) or _patterns().opener.match(words):
        return False
    lower = words[0].islower()
    if len(group) == 1 and not lower and len(before) < 0.7 * layout.width and _ARTICLE.match(before):
        return False  # an article's heading
    terminal = before.endswith(_TERMINAL)
    if here.indented and (terminal or not lower):
        return False
    blank = here.blank_before and not skipped
    if skipped and layout.wrapped and not terminal and not words.isupper():
        return True
    if not blank and layout.wrapped and _patterns().act.match(words) and _POINT.search(before):
        return True  # "khoản 2 Điều 22 / Thông tư số …"
    if not blank and (
        _patterns().hanging.search(before) or (layout.wrapped and before.endswith(",") and not before.isupper())
    ):
        return True
    if lower:
        return not terminal or (layout.wrapped and not blank and before[-1] != ":")
    if blank:
        return before.endswith(",") and not terminal
    if layout.wrapped and layout.indented and not here.indented and not group[-1].text.isupper() and not terminal:
        return True
    if not layout.wrapped or (terminal and before[-1] in ".:" and len(before) < 0.6 * layout.width):
        return False
    return _same_run(before, words, layout)


_NUMBER = re.compile(numbers.NUMBER)
_NUMBER_S_END = re.compile(r"[-/][A-ZĐ][A-Za-zĐđ]*\d{0,3}[-/][A-ZĐ]")
"""The rest of a document's number: "-KH/TU", "/NQ-CP"."""


def _cuts_number(before: str, words: str) -> bool:
    """Whether the line ends inside a document's number, whose rest looks like an item: "số / 30- NQ/TU", "số 122 / -KH/TU",
    "Nghị quyết / 50/NQ-CP"."""
    if before[-1].isdigit():
        return bool(_NUMBER_S_END.match(words))
    return bool(_NUMBER.match(words)) and bool(_patterns().before_number.search(before))


def _same_run(before: str, words: str, layout: Layout) -> bool:
    """Whether a line that begins with a capital or a figure continues the line before it."""
    capitals = before.isupper()
    if capitals != words.isupper() and (capitals or words.isupper()):
        return False
    if capitals:
        return len(before) > 0.3 * layout.width
    if layout.blank_separated and not before.endswith(_TERMINAL):
        return True
    return layout.width - 8 < len(before) + 1 + len(words.split(" ", 1)[0]) < 1.5 * layout.width


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
                put(fragment.text, fragment.start, last := fragment.end)
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
