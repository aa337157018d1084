"""Fragments -> paragraphs: which lines go on the line before them, and which are no part of the text.

Forms: one paragraph a line; hard-wrapped lines with and without blank lines between paragraphs; numbers of documents cut by a line's end; page
numbers, running heads and foot notes in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from graph.language import numbering, wraps
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
    noted_at = covering(notes)
    stars: dict[int, int] = {}  # how many marks of bold print each paragraph has
    cut: list[Fragment] | None = None  # the paragraph that a page's foot notes interrupt
    for i, fragment in enumerate(fragments):
        if groups and _is_furniture(fragments, i, layout):
            furniture.append(fragment)
            skipped = True
            continue
        inside = whole and whole.start < fragment.start < whole.end
        if groups and noted_at(fragment.start):
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
                not _is_note(fragments, i, layout)
                and _joins(groups[-1], fragment, layout, skipped, bold=stars.get(id(groups[-1]), 0) % 2 == 1)
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


def _is_note(fragments: list[Fragment], i: int, layout: Layout) -> bool:
    """Whether a fragment is a foot note that interrupts a sentence: its page ends soon below, and the words before it do not end in
    one that a number follows."""
    before, here = fragments[i - 1].text, fragments[i]
    if (
        not layout.wrapped
        or here.hard
        or here.text[0].isalpha()
        or not _NOTE.match(here.text)
        or before.endswith(TERMINAL)
    ):
        return False
    return not patterns().counting.search(before) and any(f.text.isdigit() for f in fragments[i + 1 : i + 12])


def _is_furniture(fragments: list[Fragment], i: int, layout: Layout) -> bool:
    """A page number or running head that stands inside a sentence."""
    here = fragments[i]
    if here.hard or not patterns().furniture.match(here.text) or i + 1 >= len(fragments):
        return False
    before, after = fragments[i - 1].text, fragments[i + 1].text
    if wraps.is_year(here.text, before):
        return False
    if here.text.isdigit() and layout.wrapped and (after[:1].islower() or not before.endswith(TERMINAL)):
        return True
    if here.text.isdigit() and after[:1].isupper() and _TORN_NUMBER.search(before):
        return True
    return (not before.endswith(TERMINAL) and after[:1].islower()) or len(here.text) > 4


def _joins(group: list[Fragment], here: Fragment, layout: Layout, skipped: bool, *, bold: bool) -> bool:
    """Whether a fragment continues the paragraph of a group. `skipped`: a page number or a running head stood between them; `bold`: a mark
    of bold print in the group is not closed."""
    before = group[-1].text.rstrip("*_ ")
    words = here.text.lstrip("*_ \"'(")
    if here.hard or here.heading or group[-1].heading or not words or not before:
        return False
    if bold and not here.blank_before:  # bold print goes on
        return True
    if before[-1] in "-/" and len(before) > 1 and before[-2].isalnum() and not words.startswith("-"):
        return True
    if not here.blank_before and wraps.cuts_number(before, words):
        return True
    if layout.wrapped and not here.blank_before and not before.endswith(TERMINAL) and wraps.goes_on(before, words):
        return True
    if not here.blank_before and (
        patterns().basis.fullmatch(before) or _cuts_law(before, words) or _OPEN.search(before)
    ):
        return True
    if numbering.is_alone(before):  # a number or dash alone on its line
        return not here.blank_before and not numbering.begins_line(words)
    if numbering.begins_line(here.text.lstrip("*_ ")) or wraps.opens(words):
        return False
    lower = words[0].islower()
    if len(group) == 1 and not lower and len(before) < 0.7 * layout.width and _ARTICLE.match(before):
        return False  # an article's heading
    terminal = before.endswith(TERMINAL)
    if here.indented and (terminal or not lower):
        return False
    blank = here.blank_before and not skipped
    if skipped and layout.wrapped and not terminal and not words.isupper():
        return True
    if not blank and layout.wrapped and patterns().act.match(words) and _POINT.search(before):
        return True  # "khoản 2 Điều 22 / Thông tư số …"
    if not blank and (
        patterns().hanging.search(before) or (layout.wrapped and before.endswith(",") and not before.isupper())
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


_OPEN = re.compile(r"\((?i:ban hành )?(?i:kèm theo)[^()]*$")
"""A bracket that says to what a text is appended, and is not closed."""
_LAW = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh) [^;.:()]*$")


def _cuts_law(before: str, words: str) -> bool:
    """Whether the line ends inside the name of a law: "Căn cứ Luật Tổ chức / Chính phủ ngày …". Where what stands before is a law too, a
    date, a mark or the end has to follow the longer name."""
    match = _LAW.search(before, max(len(before) - 160, 0))
    if match is None:
        return False
    tail, line = fold(match[0]), fold(f"{match[0]} {words}")
    short = tail in _laws()
    longer = (law for law in _laws() if len(law) > len(tail) and law.startswith(f"{tail} ") and line.startswith(law))
    behind = r"(?= (?:ngày|năm|số) ?\d|[,;.]|$)" if short else r"(?!\w)"
    return any(re.match(behind, line[len(law) :]) for law in longer)


@lru_cache(maxsize=1)
def _laws() -> frozenset[str]:
    return frozenset(fold(law) for law in load().laws)


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
