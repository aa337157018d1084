"""How well lines fit as a cell of a column: by what the column holds (work, bodies, a time) and by how lines of one cell go on.

What a cell holds speaks for a column, never against all: an unknown name costs a part of the score.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from graph.language import charges, kinds, quantities, times
from graph.language.lexicon import any_of, load

Role = str | None
_LONGEST_TIME = 60


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
def _open() -> re.Pattern[str]:
    words = any_of("lines", "going_on")
    return re.compile(rf"(?:[,;:/(&–—-]|(?<!\w)(?:(?i:{words})|{kinds.unlisted()}|Bộ))$")


def ends_in_half_a_time(line: str) -> bool:
    """Whether a line ends inside a time: "trước ngày", "Quý", "giai đoạn", "đến quý II" whose year follows."""
    return bool(_half_time().search(line))


@lru_cache(maxsize=1)
def _half_time() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of('lines', 'half_times')}|(?<=\S )[IVX]{{1,3}})$", re.IGNORECASE)


@lru_cache(maxsize=65536)
def begins(above: str, line: str) -> float:
    """The cost of a cell that begins with `line`, below the line `above`; -9 where no cell can."""
    if line[:1].islower() or line.startswith("Và ") or ends_in_half_a_time(above):
        return -9.0
    return -2.0 if goes_on(above) else 0.0


@lru_cache(maxsize=65536)
def cell_worth(role: Role, lines: tuple[str, ...]) -> float:
    """How well lines fit as one cell of a column with this role."""
    words = " ".join(lines)
    inner = [line for above, line in pairwise(lines) if begins(above, line) == 0]
    bodies = sum(bool(kinds.begins().match(line)) for line in inner)
    others = len(inner) - bodies
    early = 0.5 * _early(lines)
    if role in ("task", "indicator"):
        hardly = 2.0 * bool(kinds.begins().match(words)) + 2.0 * is_time(words) + 1.5 * (len(words) < 4)
        return 1.0 - hardly - 1.5 * bodies - 0.5 * others - early
    if role in ("lead", "coordinate"):
        named = 1.5 * is_named(words)
        if role == "lead":
            return (
                (2.0 if kinds.begins().match(words) else -1.3)
                + named
                - 1.2 * bodies
                - 1.0 * others
                - (len(words) > 150)
                - early
            )
        return (
            (1.5 if kinds.begins().match(words) else -1.0)
            + named
            - 0.3 * bodies
            - 0.8 * others
            - (len(words) > 250)
            - early
        )
    if role in ("time", "start", "due"):
        tail = any(is_time(" ".join(lines[n:])) for n in range(1, len(lines)) if begins(lines[n - 1], lines[n]) == 0)
        return (3.0 if is_time(words) else -2.5) - 0.3 * len(inner) - 1.5 * tail
    if role == "figure":
        return 2.5 if len(lines) == 1 and is_figure(words) else -3.0
    if role == "unit":
        return (
            (1.5 if quantities.is_unit(words) else -0.5 * len(words.split()))
            - 1.0 * len(inner)
            - 3.0 * is_figure(words)
        )
    held_elsewhere = 1.5 * (role == "product" and bool(kinds.begins().match(words))) + 1.0 * is_time(words)
    return 0.5 - held_elsewhere - 0.3 * others - 0.6 * bodies - early


def _early(lines: tuple[str, ...]) -> int:
    """How many lines end early: the first word of the next line had room, as it has not between lines of one cell."""
    widest = 0.75 * max(map(len, lines))
    return sum(
        len(above) + 1 + len(line.split(" ", 1)[0]) < widest
        for above, line in pairwise(lines)
        if begins(above, line) != 0
    )


@lru_cache(maxsize=65536)
def is_time(words: str) -> bool:
    """Whether words are short and set a time, as a cell of times does.

    >>> is_time("Quý I/2026"), is_time("Sở Y tế")
    (True, False)
    """
    if len(words) > _LONGEST_TIME or kinds.begins().match(words) or not (words[:1].isupper() or words[:1].isdigit()):
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
    return len(words) < 400 and bool(kinds.begins().match(words)) and charges.names_only(words, None, unlisted=True)


def is_whole(role: Role, words: str) -> bool:
    """Whether the part of a cell above a page's end is complete: a time, or names of bodies that end in no word like "và"."""
    if role in ("time", "start", "due"):
        return is_time(words)
    return role in ("lead", "coordinate") and not goes_on(words) and is_named(words)
