"""How well lines fit as a cell of a column: by what the column holds (work, bodies, a time) and by how lines of one cell go on.

What a cell holds speaks for a column, never against all: an unknown name costs a part of the score.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from graph.language import charges, kinds, quantities, times
from graph.language.endings import AtEnd
from graph.language.lexicon import any_of, load

Role = str | None
_LONGEST_TIME = 60
_LONGEST_NAMES = 400
"""Words with so many characters are not only names of bodies."""


def goes_on(line: str) -> bool:
    """Whether the cell that a line stands in goes on below: the line ends in a sign, a word that another follows, or a kind of bodies.

    >>> [goes_on(line) for line in ("Lập sổ,", "Lập sổ của", "Sở", "Viện", "Lập sổ", "Bến cá Hải Phòng")]
    [True, True, True, True, False, False]
    """
    return bool(_open().search(line)) and not line.endswith(_places_like_kinds())


@lru_cache(maxsize=1)
def _places_like_kinds() -> tuple[str, ...]:
    """Names of provinces that end in the word of a kind of bodies."""
    return tuple(place for place in load().provinces if kinds.of(place.rpartition(" ")[2]))


@lru_cache(maxsize=1)
def _open() -> AtEnd:
    words = any_of("lines", "going_on")
    return AtEnd(rf"(?:[,;:/(&–—-]|(?<!\w)(?:(?i:{words})|{kinds.unlisted()}|Bộ))$")


def ends_in_half_a_time(line: str) -> bool:
    """Whether a line ends inside a time: "trước ngày", "Quý", "giai đoạn", "đến quý II" whose year follows."""
    return bool(_half_time().search(line))


@lru_cache(maxsize=1)
def _half_time() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of('lines', 'half_times')}|(?<=\S )[IVX]{{1,3}})$", re.IGNORECASE)


@lru_cache(maxsize=65536)
def begins(above: str, line: str) -> float:
    """The cost of a cell that begins with `line`, below the line `above`; -9 where no cell can."""
    if is_same(line):
        return 0.0
    if line[:1].islower() or line.startswith("Và ") or ends_in_half_a_time(above):
        return -9.0
    return -2.0 if goes_on(above) else 0.0


class Shapes(NamedTuple):
    """What the first lines of several are as one cell, whatever its column holds; a list for each thing that is asked of them, the first of
    each for the first `many` lines: how long their words are, whether these begin as a body's name does, how many lines inside begin so, how
    many others begin anew, and half of those that end early: the first word of the next line had room, as it has not between lines of one cell."""

    lines: Sequence[str]
    many: int
    text: str
    long: list[int]
    body: list[bool]
    bodies: list[int]
    others: list[int]
    early: list[float]


def shapes(above: Sequence[str], below: Sequence[str]) -> Shapes:
    """The lines `above` with one, two, … of the lines `below` as one cell each.

    >>> found = shapes(["Mở chợ"], ["nổi", "Sở Y tế"])
    >>> [found.text[:n] for n in found.long], found.bodies, found.others
    (['Mở chợ nổi', 'Mở chợ nổi Sở Y tế'], [0, 1], [0, 0])
    """
    lines = (*above, *below)
    text, least, begins_body = " ".join(lines), len(above), kinds.begins().match
    found = Shapes(lines, least + 1, text, [], [], [], [], [])
    ended: list[int] = []  # how long each line had been with the first word of the next, in their order
    last = ""
    end, widest, bodies, others = -1, 0, 0, 0
    for many, line in enumerate(lines):
        if many:
            room = _room(last, line)
            if room > 0:
                insort(ended, room)
            elif room == _BODY:
                bodies += 1
            else:
                others += 1
        last = line
        end += 1 + len(line)
        if len(line) > widest:
            widest = len(line)
        if many >= least:
            found.long.append(end)
            found.body.append(begins_body(text, 0, end) is not None)
            found.bodies.append(bodies)
            found.others.append(others)
            found.early.append(0.5 * bisect_left(ended, 0.75 * widest) if ended else 0.0)
    return found


_BODY, _ANEW = -1, -2


@lru_cache(maxsize=65536)
def _room(above: str, line: str) -> int:
    """How long a line had been with the first word of the next; where a cell can begin with that one, whether it begins as a body's name does
    (`_BODY`), or otherwise (`_ANEW`)."""
    if begins(above, line) != 0:
        return len(above) + 1 + len(line.split(" ", 1)[0])
    return _BODY if kinds.begins().match(line) else _ANEW


@lru_cache(maxsize=65536)
def cell_worth(role: Role, words: str) -> float:
    """How well one line fits as a cell of a column with this role."""
    return worth(role, shapes((), (words,)), 0)


def worth(role: Role, shapes: Shapes, n: int) -> float:
    """How well lines fit as one cell of a column with this role: those of the n-th of the shapes."""
    if shapes.many + n == 1 and is_same(shapes.lines[0]):
        return _SAME if role not in OWN else -2.0
    words, body, early = shapes.text[: shapes.long[n]], shapes.body[n], shapes.early[n]
    bodies, others = shapes.bodies[n], shapes.others[n]
    inner = bodies + others
    if role in ("task", "indicator"):
        hardly = 2.0 * body + 2.0 * is_time(words) + 1.5 * (len(words) < 4)
        return 1.0 - hardly - 1.5 * bodies - 0.5 * others - early
    if role in ("lead", "coordinate"):
        named = 1.5 * (body and is_named(words))
        if role == "lead":
            return (2.0 if body else -1.3) + named - 1.2 * bodies - 1.0 * others - (len(words) > 150) - early
        return (1.5 if body else -1.0) + named - 0.3 * bodies - 0.8 * others - (len(words) > 250) - early
    if role in ("time", "start", "due"):
        return (3.0 if is_time(words) else -2.5) - 0.3 * inner - 1.5 * _ends_in_time(shapes.lines, shapes.many + n)
    if role == "figure":
        return 2.5 if shapes.many + n == 1 and is_figure(words) else -3.0
    if role == "unit":
        return (1.5 if quantities.is_unit(words) else -0.5 * len(words.split())) - 1.0 * inner - 3.0 * is_figure(words)
    held_elsewhere = 1.5 * (role == "product" and body) + 1.0 * is_time(words)
    return 0.5 - held_elsewhere - 0.3 * others - 0.6 * bodies - early


def most(role: Role, shapes: Shapes) -> tuple[list[float], list[bool]]:
    """How well lines fit at most, for each of the shapes, and whether that is their very worth: as `worth`, but that what takes long to read is
    taken for what is best for the column.

    >>> most("time", shapes((), ("Quý I", "năm 2026"))), most("lead", shapes((), ("Mở chợ",)))
    (([3.0, 3.0], [False, False]), ([-1.3], [True]))
    """
    _, many, text, long, body, bodies, others, early = shapes
    if many == 1 and long and is_same(shapes.lines[0]):
        return [worth(role, shapes, n) for n in range(len(long))], [True] * len(long)
    if role in ("lead", "coordinate"):
        may_be = [b and n < _LONGEST_NAMES for b, n in zip(body, long, strict=True)]
        columns = zip(may_be, long, body, bodies, others, early, strict=True)
        if role == "lead":
            best = [(2.0 if b else -1.3) + 1.5 * m - 1.2 * n - 1.0 * o - (w > 150) - e for m, w, b, n, o, e in columns]
        else:
            best = [(1.5 if b else -1.0) + 1.5 * m - 0.3 * n - 0.8 * o - (w > 250) - e for m, w, b, n, o, e in columns]
        return best, [not m for m in may_be]
    if role in ("figure", "unit"):
        return [worth(role, shapes, n) for n in range(len(long))], [True] * len(long)
    begun = may_be_time(text[:1])
    timely = [begun and w <= _LONGEST_TIME for w in long]
    if role in ("time", "start", "due"):
        best = [(3.0 if t else -2.5) - 0.3 * (n + o) for t, n, o in zip(timely, bodies, others, strict=True)]
        return best, [many + n == 1 and not t for n, t in enumerate(timely)]
    columns = zip(timely, long, body, bodies, others, early, strict=True)
    if role in ("task", "indicator"):
        best = [1.0 - (2.0 * b + 1.5 * (w < 4)) - 1.5 * n - 0.5 * o - e for _, w, b, n, o, e in columns]
    else:
        product = role == "product"
        best = [0.5 - 1.5 * (product and b) - 0.3 * o - 0.6 * n - e for _, _, b, n, o, e in columns]
    return best, [not t for t in timely]


def _ends_in_time(lines: Sequence[str], many: int) -> bool:
    """Whether the last of so many lines, but the first, are a time that begins anew."""
    words = ""
    for n in range(many - 1, 0, -1):
        words = f"{lines[n]} {words}" if words else lines[n]
        if len(words) > _LONGEST_TIME:
            return False
        if begins(lines[n - 1], lines[n]) == 0 and is_time(words):
            return True
    return False


_SAME = 2.0
"""The worth of a cell that says "the same as above"."""
OWN = ("ordinal", "task", "indicator", "figure")
"""Columns that say something of their own in each row."""


def is_same(words: str) -> bool:
    """Whether a cell says that it holds what the cell above it holds.

    >>> is_same("nt"), is_same("- // -"), is_same("Sở Y tế")
    (True, True, False)
    """
    return len(words) < 16 and bool(_same().fullmatch(words))


@lru_cache(maxsize=1)
def _same() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of('lines', 'same_as_above')})\W*", re.IGNORECASE)


def is_time(words: str) -> bool:
    """Whether words are short and set a time, as a cell of times does.

    >>> is_time("Quý I/2026"), is_time("Sở Y tế")
    (True, False)
    """
    return may_be_time(words) and _is_time(words)


def may_be_time(words: str) -> bool:
    """Whether words are as short as a time is, and begin as one does."""
    return len(words) <= _LONGEST_TIME and (words[:1].isupper() or words[:1].isdigit())


@lru_cache(maxsize=65536)
def _is_time(words: str) -> bool:
    if kinds.begins().match(words):
        return False
    read = times.read(words)
    return bool(read and (read.start or read.due or read.recurrence or times.in_year(read, _ANY).due))


_ANY = 2000
"""A year, whichever, that shows a time without its year to be one."""


@lru_cache(maxsize=65536)
def is_figure(words: str) -> bool:
    """Whether words are a figure, with its sign, range and unit where they are printed, as a cell of figures holds.

    >>> [is_figure(words) for words in ("8,5", "≥ 80", "16 - 18%", "trên 3.000 ha", "Hộ", "2 bên bờ sông")]
    [True, True, True, True, False, False]
    """
    return bool(_figure().fullmatch(words))


@lru_cache(maxsize=1)
def _figure() -> re.Pattern[str]:
    number, signs = quantities.NUMBER, quantities.signs()
    return re.compile(
        rf"(?:(?:{signs}) ?)*(?:{number})(?: ?%)?(?:(?: ?[-–÷] ?)(?:{number}))? ?(?:{quantities.units()})?(?: trở lên)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=65536)
def is_named(words: str) -> bool:
    """Whether words are the names of bodies and nothing else, as a cell of who leads holds.

    >>> is_named("Sở Y tế, Sở Xây dựng"), is_named("Lập quy hoạch")
    (True, False)
    """
    return (
        len(words) < _LONGEST_NAMES
        and bool(kinds.begins().match(words))
        and charges.names_only(words, None, unlisted=True)
    )


def is_whole(role: Role, words: str) -> bool:
    """Whether the part of a cell above a page's end is complete: a time, or names of bodies that end in no word like "và"."""
    if role in ("time", "start", "due"):
        return is_time(words)
    return role in ("lead", "coordinate") and not goes_on(words) and is_named(words)
