"""Where the columns of a page part that keeps them apart by blanks: the rivers of blanks that run down it.

Gaps of two blanks or more speak for a river, words against it; what stands between two rivers speaks for the role of its column. A line
that has no gap at a river is parted at the blank near it behind which words fit the next column, as a full column leaves one blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from graph.language import kinds, quantities
from graph.model import Span
from graph.structure.lines import Line
from graph.structure.tables.fit import OWN, is_figure, is_same, is_time

GAP = re.compile(r" {2,}")
"""What parts two pieces of a line for certain."""
_BLANKS = re.compile(r" +")
_RANGE = re.compile(r"\d+ ?[-–] ?\d+|(?<=\w) [-–](?= )")
_TIME = re.compile(r"\W*\d[\d/. –-]*")
_TIMES = ("time", "start", "due")
_REACH = 9
"""How far from a river the blank may stand at which a line is parted."""
_WIDE = 9
"""How far the columns of one row may lie from those of their page."""
_FAR = 4.0
"""What it costs to part a line in a word."""
_DRIFT = 0.5
"""What a character costs that a river lies further than three from where it was on the page above."""
_SHIFT = 0.1
"""The same, of the lines of one row and those of their page."""
_BLANK = 0.1
"""What one blank between two words speaks against a river; a word's letter speaks against it ten times as much."""
_PLACES = 28
"""Places of a page that are tried as rivers."""
_TWICE = 0.2
"""What a river costs on a line whose one gap holds another river too."""


class Piece(NamedTuple):
    """Words of one column on one line: the number of the line, where they begin and end on it, their characters in the text."""

    line: int
    left: int
    right: int
    span: Span
    text: str


def apart(number: int, line: Line) -> Iterator[Piece]:
    """The pieces of a line between gaps of two blanks or more."""
    at = 0
    for gap in (*GAP.finditer(line.text), None):
        stop = gap.start() if gap else len(line.text.rstrip())
        words = line.text[at:stop]
        if words.strip():
            left = at + len(words) - len(words.lstrip())
            right = at + len(words.rstrip())
            yield Piece(number, left, right, Span(line.start + left, line.start + right), words.strip())
        at = gap.end() if gap else stop


def runs_over(line: str, starts: Sequence[int]) -> bool:
    """Whether the words of a line run on without a gap over the beginnings of two columns or more, as a paragraph does and no cell.

    >>> [runs_over(line, (0, 6, 20)) for line in ("1     Lập sổ        Sở Y tế", "   Các sở báo cáo về huyện.")]
    [False, True]
    """
    words = line.rstrip()
    first = len(words) - len(words.lstrip())
    inside = [start for start in starts if first + 2 < start < len(words) - 2]
    return len(inside) > 1 and not GAP.search(words[first:])


def split(
    i: int, words: str, start: int, first: int, cuts: Sequence[int], roles: Sequence[str | None] = ()
) -> Iterator[tuple[int, Piece]]:
    """The words of a line that begins at `start`, from its character `first` on, by column."""
    following = roles[1:] or [None] * len(cuts)
    at = [first]
    for cut, role in zip(cuts, following, strict=True):
        at.append(max(parted(words, cut, role), at[-1]))
    at.append(len(words))
    for c, (a, b) in enumerate(pairwise(at)):
        piece = words[a:b]
        if piece.strip():
            left = a + len(piece) - len(piece.lstrip())
            right = a + len(piece.rstrip())
            yield c, Piece(i, left, right, Span(start + left, start + right), piece.strip())


def whole(line: str) -> str:
    """A line whose ranges have no blanks inside: "2026 - 2030" stands in one column."""
    return _RANGE.sub(lambda range_: range_[0].replace(" ", "\u00a0"), line)


def over(head: Sequence[str], page: Sequence[str]) -> list[int]:
    """The rivers that run through lines of headings and the page below them: two blanks wide in all lines of headings, or one where the
    page has a river too. A heading that spans two columns hides the river below it, which has to be a sure one."""
    width = max(map(len, [*head, *page]), default=0)
    blank = [all(line[x : x + 1] in ("", " ") for line in head) for x in range(width)]
    good = score(page, width)
    reach = max(map(len, head))
    found: list[int] = []
    x = next((x for x in range(width) if not blank[x]), width)
    while x < reach:
        if not blank[x]:
            x += 1
            continue
        end = next((y for y in range(x, reach) if not blank[y]), reach)
        beside = sum(bool(line[:x].strip() and line[end:].strip()) for line in head)
        if end < reach and (end - x >= 2 or (beside > 1 and good[x] > 0)):
            found.append(max(range(x, end), key=lambda y: (good[y], -abs(2 * y - x - end))))
        x = end
    return found


def score(page: Sequence[str], width: int) -> list[float]:
    """How much of a river each place of a page's lines is: gaps speak for it, words against it."""
    good = [0.0] * width
    for line in page:
        for piece, following in pairwise([*apart(0, Line(0, line)), None]):
            if piece is None:
                break
            for x in range(piece.left, piece.right):
                good[x] -= _BLANK if line[x] == " " else 1.0
            for x in range(piece.right, following.left if following else 0):
                good[x] += 1.0
    return good


def parted(line: str, river: int, role: str | None = None) -> int:
    """Where a line is parted that has words on both sides of a river: at the blank near it before which a gap stands and behind which
    words fit the role of the next column, at the river itself where none is near.

    >>> parted("của xã Ban Chợ", 8), parted("của xã  Ban Chợ", 3, "lead"), parted("của xã", 9)
    (6, 6, 6)
    """
    return _parting(line, river, role)[1]


@lru_cache(maxsize=65536)
def _parting(line: str, river: int, role: str | None = None) -> tuple[float, int]:
    """What it costs to part a line near a river, and where."""
    if river >= len(line) + _REACH:
        return 0.0, len(line)
    ends = river >= len(line) or not line[:river].strip()
    best = min(
        (0.0 if ends else _FAR, min(river, len(line))), (0.35 * (len(line) - river) if not ends else _FAR, len(line))
    )
    for gap in _BLANKS.finditer(line, max(river - _REACH - 60, 0)):
        start, end = gap.start(), gap.end()
        if start > river + _REACH:
            break
        far = max(start - river, river - end + 1, 0)
        if far <= _REACH and end < len(line) and line[:start].strip():
            words = GAP.split(line[end:], maxsplit=1)[0].rstrip()
            cost = 0.35 * far + 1.2 * (end - start == 1) - 2.5 * _fits(role, words)
            best = min(best, (cost, min(max(river, start), end - 1)))
    return best


def shifted(lines: Sequence[str], cuts: Sequence[int], roles: Sequence[str | None]) -> list[int]:
    """The rivers of a few lines of a page, near those of the page: a printer shifts the columns of each row a little."""
    own = list(cuts)
    for _ in range(2):
        for c, cut in enumerate(cuts):
            low, high = own[c - 1] + 2 if c else 1, own[c + 1] - 2 if c + 1 < len(own) else cut + _WIDE
            places = range(max(low, cut - _WIDE), min(high, cut + _WIDE) + 1)
            costs = {
                x: sum(_parting(line, x, roles[c + 1])[0] for line in lines) + _SHIFT * abs(x - cut) for x in places
            }
            own[c] = min(costs, key=lambda x: (costs[x], abs(x - cut)), default=cut)
    return own


def rivers(page: Sequence[str], roles: Sequence[str | None], before: Sequence[int] = ()) -> list[int]:
    """The places where a page's columns of these roles are parted. A line's own gap speaks for a river, words against it, a gap that
    holds two rivers speaks for one; what stands between two rivers speaks for the role of its column, or against it. The columns lie near
    those of the page `before`; none where the page has too few words to show them.

    >>> rivers(["Đào kênh  Sở Y tế   2026", "mười xã", "Lập sổ    Ban Chợ   2027"], ["task", "lead", "time"])
    [8, 18]
    """
    width = max(map(len, page), default=0)
    good = score(page, width)
    gaps = [_gaps(line, width) for line in page]
    near = [x for x in range(1, width) if good[x] >= max(good[max(x - 1, 0) : x + 2])]
    places = sorted(sorted(near, key=lambda x: -good[x])[:_PLACES])
    filled = {(y, x) for y, x in combinations([0, *places, width], 2) if _filled(page, y, x)}
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for n, role in enumerate(roles[:-1]):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for x in places:
            for y, (total, cuts) in best.items():
                if (y, x) in filled:
                    twice = sum(1 for held in gaps if held[x] and held[x] == held[y]) if y else 0
                    worth = total + good[x] - (1 + _TWICE) * twice + _speaks(page, y, x, role, roles[n + 1])
                    worth -= _DRIFT * max(abs(x - before[n]) - 3, 0) if before else 0
                    if x not in longer or worth > longer[x][0]:
                        longer[x] = (worth, (*cuts, x))
        best = longer
    ended = [
        (total + _speaks(page, x, width, roles[-1], None), cuts)
        for x, (total, cuts) in best.items()
        if (x, width) in filled
    ]
    _, cuts = max(ended, key=lambda value: value[0], default=(0.0, ()))
    return [_middle(good, x) for x in cuts]


def _gaps(line: str, width: int) -> list[int]:
    """For each place of a line the number of the gap that it stands in, 0 in words and at the line's ends."""
    held = [0] * width
    for n, (piece, following) in enumerate(pairwise(apart(0, Line(0, line))), 1):
        held[piece.right : following.left] = [n] * (following.left - piece.right)
    return held


def _speaks(page: Sequence[str], left: int, right: int, role: str | None, following: str | None) -> float:
    """How much what stands between two rivers speaks for a role."""
    found = 0.0
    for line in page:
        begin = parted(line, left, role) if left else 0
        words = line[begin : parted(line, right, following)].strip()
        if words:
            found += _fits(role, words)
    return found


@lru_cache(maxsize=65536)
def _fits(role: str | None, words: str) -> float:
    """How well a line of a cell is of a role."""
    words = words.replace("\u00a0", " ")
    if is_same(words):
        return 1.0 if role not in OWN else -1.0
    time = bool(_TIME.fullmatch(words)) or is_time(words)
    if role in _TIMES:
        return 1.0 if time else -0.6
    if role in ("lead", "coordinate"):
        return 0.8 * bool(kinds.begins().match(words)) - 0.8 * time - 0.5 * (words[-1] in "-–,(")
    if role == "figure":
        return 1.0 if is_figure(words) else -0.6
    if role == "unit":
        return 0.5 * quantities.is_unit(words) - 0.6 * is_figure(words)
    return -0.5 * time - 0.5 * bool(_hanging().search(words)) - 0.2 * (words[0] in "-–,.")


@lru_cache(maxsize=1)
def _hanging() -> re.Pattern[str]:
    """Words behind which a body's name begins that the river cut off: "Lập sổ Ủy ban"."""
    return re.compile(rf"\w {kinds.any_kind()}$")


def _middle(good: Sequence[float], x: int) -> int:
    """The middle of the run of places that are as good as one."""
    left = right = x
    while left > 1 and good[left - 1] == good[x]:
        left -= 1
    while right + 1 < len(good) and good[right + 1] == good[x]:
        right += 1
    return (left + right) // 2


def _filled(page: Sequence[str], left: int, right: int) -> bool:
    """Whether words stand between two rivers, on a tenth of the lines at least."""
    held = sum(bool(line[left + 1 : right].strip()) for line in page)
    return held >= max(1, 0.1 * sum(bool(line.strip()) for line in page))
