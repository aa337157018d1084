"""Fragments -> paragraphs: which lines go on the line before them, and which are no part of the text.

Forms: one paragraph a line; hard-wrapped lines with and without blank lines between paragraphs; numbers of documents cut by a line's end; page
numbers, running heads and foot notes in the middle of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import islice, takewhile
from typing import NamedTuple

from graph.language import beginnings, numbering, wraps
from graph.language.endings import AtEnd
from graph.language.folding import fold
from graph.language.lexicon import UPPER, any_of, load
from graph.model import Span
from graph.structure.fragments import TERMINAL, Fragment, Layout
from graph.structure.lines import covering

_ARTICLE = re.compile(r"\W*(?:Điều|ĐIỀU) \d")
"""The heading of an article: "Điều 5. Phạm vi"."""
_POINT = AtEnd(r"(?:Điều|[Kk]hoản|[Đđ]iểm) [\da-zđ]{1,4}$")
"""The end of a line that names a point of an act: "điểm b khoản 2 Điều 22"."""
_NOTE = re.compile(r"(?:\d{1,2}|[¹²³⁴-⁹])\s+[^\W\d_a-zà-ỹ]")
_TORN_NUMBER = re.compile(rf"\d[a-z]?(?: ?/ ?(?:19|20)\d\d)? ?[-/](?: ?[{UPPER}][^\W\d]*[-/&])*$")
"""The end of a line inside of the symbol of a document's number: "số 77/NQ-"."""


class _Patterns(NamedTuple):
    furniture: re.Pattern[str]
    hanging: AtEnd
    counting: AtEnd
    act: re.Pattern[str]
    basis: re.Pattern[str]


@lru_cache(maxsize=1)
def patterns() -> _Patterns:
    """The words of `ontology/phrases/lines.yaml` at the beginnings and ends of lines."""

    words = partial(any_of, "lines")
    return _Patterns(
        furniture=re.compile(rf"(?:\d{{1,4}}|(?:{words('running')}).{{0,80}})$"),
        hanging=AtEnd(rf"(?:^|\s)(?:(?i:{words('hanging')})|{words('hanging_offices')})$"),
        counting=AtEnd(rf"(?:^|\s)(?i:{words('counting')})$"),
        act=re.compile(rf"(?:{words('acts')})"),
        basis=re.compile(rf"\W*(?:{any_of('mentions', 'basis')})"),
    )


def apart(fragments: list[Fragment], whole: Span | None) -> list[list[Fragment]]:
    """The fragments of each paragraph of a text whose lines are paragraphs; what lies in `whole` is one.

    >>> from graph.structure import fragments
    >>> [[piece.text for piece in group] for group in apart(list(fragments.read("Sở A\\nxã B")), None)]
    [['Sở A'], ['xã B']]
    """
    groups: list[list[Fragment]] = []
    for fragment in fragments:
        if groups and whole and whole.start < fragment.start < whole.end:
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    return groups


def joined(
    fragments: list[Fragment], layout: Layout, whole: Span | None, notes: Sequence[Span]
) -> tuple[list[list[Fragment]], list[Fragment]]:
    """The fragments of each paragraph, and the furniture between them. What lies in `whole` is one paragraph; `notes` are foot notes.

    >>> from graph.structure import fragments
    >>> text = "- Thực\\nhiện Nghị quyết\\n- Lập sổ"
    >>> pieces = list(fragments.read(text))
    >>> [[piece.text for piece in group] for group in joined(pieces, fragments.layout(pieces, text), None, ())[0]]
    [['- Thực', 'hiện Nghị quyết'], ['- Lập sổ']]
    """
    groups: list[list[Fragment]] = []
    furniture: list[Fragment] = []
    skipped = False
    noted_at = covering(notes) if notes else None
    stars: dict[int, int] = {}  # how many marks of bold print each paragraph has
    cut: list[Fragment] | None = None  # the paragraph that a page's foot notes interrupt
    for i, fragment in enumerate(fragments):
        if groups and not fragment.hard and _is_furniture(fragments, i, layout):
            furniture.append(fragment)
            skipped = True
            continue
        inside = whole and whole.start < fragment.start < whole.end
        if groups and noted_at and noted_at(fragment.start):
            cut = cut or (None if groups[-1][-1].text.endswith(TERMINAL) else groups[-1])
            groups.append([fragment])
            stars[id(groups[-1])] = fragment.text.count("**")
            skipped = True
            continue
        if cut and skipped and not fragment.hard and not numbering.begins_line(fragment.text):
            cut.append(fragment)
            del groups[next(n for n in range(len(groups) - 1, -1, -1) if groups[n] is cut)]
            groups.append(cut)
            cut = None
        elif groups and (
            inside
            or (
                not (layout.wrapped and not fragment.text[0].isalpha() and _is_note(fragments, i))
                and _joins(
                    groups[-1], fragment, layout, skipped, bold=bool(stars) and stars.get(id(groups[-1]), 0) % 2 == 1
                )
            )
        ):
            groups[-1].append(fragment)
        else:
            if layout.wrapped and groups and not fragment.text[0].isalpha() and _NOTE.match(fragment.text):
                cut = cut or (None if groups[-1][-1].text.endswith(TERMINAL) else groups[-1])
            elif skipped or not layout.wrapped:
                cut = None
            groups.append([fragment])
        skipped = False
        if layout.bold:
            stars[id(groups[-1])] = stars.get(id(groups[-1]), 0) + fragment.text.count("**")
    return sorted(groups, key=lambda group: group[0].start), furniture


def _is_note(fragments: list[Fragment], i: int) -> bool:
    """Whether a fragment of a wrapped text is a foot note that interrupts a sentence: its page ends soon below, and the words before it do not
    end in one that a number follows."""
    before, here = fragments[i - 1].text, fragments[i]
    if here.hard or not _NOTE.match(here.text) or before.endswith(TERMINAL):
        return False
    return not patterns().counting.search(before) and any(f.text.isdigit() for f in fragments[i + 1 : i + 12])


def _is_furniture(fragments: list[Fragment], i: int, layout: Layout) -> bool:
    """A page number or running head that stands inside a sentence."""
    here = fragments[i].text
    if (not here[0].isdecimal() and here[0] not in _begins_head()) or i + 1 >= len(fragments):
        return False
    if not patterns().furniture.match(here):
        return False
    before, after = fragments[i - 1].text, fragments[i + 1].text
    if wraps.is_year(here, before):
        return False
    if here.isdigit() and layout.wrapped and (after[:1].islower() or not before.endswith(TERMINAL)):
        return True
    if here.isdigit() and after[:1].isupper() and _TORN_NUMBER.search(before):
        return True
    return (not before.endswith(TERMINAL) and after[:1].islower()) or len(here) > 4


@lru_cache(maxsize=1)
def _begins_head() -> frozenset[str]:
    """The letters, large and small, that a running head begins with."""
    letters = {word[0] for word in beginnings.of(any_of("lines", "running"))}
    return frozenset(letters | {letter.upper() for letter in letters})


def _joins(group: list[Fragment], here: Fragment, layout: Layout, skipped: bool, *, bold: bool) -> bool:
    """Whether a fragment continues the paragraph of a group. `skipped`: a page number or a running head stood between them; `bold`: a mark
    of bold print in the group is not closed."""
    above = group[-1]
    if here.hard or here.heading or above.heading:
        return False
    before = above.text.rstrip("*_ ")
    words = here.text.lstrip("*_ \"'(")
    if not words or not before:
        return False
    near, wrapped, first, last = not here.blank_before, layout.wrapped, words[0], before[-1]
    if bold and near:  # bold print goes on
        return True
    if last in "-/" and len(before) > 1 and before[-2].isalnum() and not words.startswith("-"):
        return True
    terminal = last in TERMINAL
    if (
        near
        and not first.isalpha()  # a figure or a sign
        and (wraps.cuts_number(before, words) or (wrapped and not terminal and wraps.goes_on(before, words)))
    ):
        return True
    if near and (_cuts_law(before, words) or _is_open(before)):
        return True
    if numbering.is_alone(before):  # a number or dash alone on its line
        return near and not numbering.begins_line(words)
    if numbering.begins_line(here.text.lstrip("*_ ")) or wraps.opens(words):
        return False
    lower = first.islower()
    if len(group) == 1 and not lower and len(before) < 0.7 * layout.width and _ARTICLE.match(before):
        return False  # an article's heading
    if here.indented and (terminal or not lower):
        return False
    blank = not near and not skipped
    if skipped and wrapped and not terminal and not words.isupper():
        return True
    if not blank and wrapped and patterns().act.match(words) and _POINT.search(before):
        return True  # "khoản 2 Điều 22 / Thông tư số …"
    if not blank and (patterns().hanging.search(before) or (wrapped and last == "," and not before.isupper())):
        return True
    if lower:
        return not terminal or (wrapped and not blank and last != ":")
    if blank:
        return last == "," and not terminal
    if wrapped and layout.indented and not here.indented and not above.text.isupper() and not terminal:
        return True
    if not wrapped or (terminal and last in ".:" and len(before) < 0.6 * layout.width):
        return False
    return _same_run(before, words, layout)


def _is_open(before: str) -> bool:
    """Whether a line is nothing but words that name the basis of an act, or a bracket is open that says to what the text is appended."""
    return ("(" in before and bool(_OPEN.search(before))) or bool(patterns().basis.fullmatch(before))


_OPEN = re.compile(r"\((?i:ban hành )?(?i:kèm theo)[^()]*$")
"""A bracket that says to what a text is appended, and is not closed."""
_LAW = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh) [^;.:()]*$")


def _cuts_law(before: str, words: str) -> bool:
    """Whether the line ends inside the name of a law: "Căn cứ Luật Tổ chức / Chính phủ ngày …". Where what stands before is a law too, a
    date, a mark or the end has to follow the longer name."""
    if "uật " not in before and "háp lệnh " not in before:
        return False
    match = _LAW.search(before, max(len(before) - 160, 0))
    if match is None:
        return False
    tail, line = fold(match[0]), fold(f"{match[0]} {words}")
    laws = _laws()
    first = bisect_left(laws, f"{tail} ")
    short = laws[max(first - 1, 0)] == tail
    behind = r"(?= (?:ngày|năm|số) ?\d|[,;.]|$)" if short else r"(?!\w)"
    longer = takewhile(lambda law: law.startswith(f"{tail} "), islice(laws, first, None))
    return any(line.startswith(law) and re.match(behind, line[len(law) :]) for law in longer)


@lru_cache(maxsize=1)
def _laws() -> list[str]:
    return sorted({fold(law) for law in load().laws})


def _same_run(before: str, words: str, layout: Layout) -> bool:
    """Whether a line that begins with a capital or a figure continues the line before it."""
    capitals = before.isupper()
    if capitals != words.isupper() and (capitals or words.isupper()):
        return False
    if capitals:
        return len(before) > 0.3 * layout.width
    if layout.blank_separated and not before.endswith(TERMINAL):
        return True
    return layout.width - 8 < len(before) + 1 + len(words.split(" ", 1)[0]) < 1.5 * layout.width
