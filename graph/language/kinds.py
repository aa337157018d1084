"""Kinds of bodies: the words that the name of a body begins with, one list for all that looks for bodies (`ontology/gazetteer/kinds.yaml`).

A kind is open: what follows it may be in no list. Whether an own name follows ("Hiệp hội Cà phê"), which words make it another word
("Báo cáo"), and the tier of a body of the kind that no list holds are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import UPPER, any_of, data
from graph.language.tries import any_word

_FILE = "gazetteer/kinds.yaml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of bodies by the word that their names begin with."""

    word: str
    tier: int
    own: bool = False  # a name of its own follows
    local: bool = False  # one that names no place is of the province whose document names it
    above: bool = False  # units of it are named before it: "Trung tâm Tin học, Bộ Y tế"
    within: bool = False  # one that names no place is of the place whose committee stands above it
    alone: int | None = None  # the tier of one that names no place
    unless: tuple[str, ...] = ()  # words behind it that make it another word

    def pattern(self) -> str:
        """The word as it begins a body's name."""
        return _word(self.word, self.unless)

    def folded(self) -> str:
        """The pattern for folded words."""
        return _word(fold(self.word), map(fold, self.unless))


def _word(word: str, unless: Iterable[str], only: Iterable[str] = ()) -> str:
    """A pattern for a word that begins a name, but not before words of `unless`, and before one of `only` where there are any."""
    return re.escape(word) + _behind(unless, only)


def _behind(unless: Iterable[str], only: Iterable[str] = ()) -> str:
    other, behind = "|".join(map(re.escape, unless)), "|".join(map(re.escape, only))
    return (rf"(?! (?:{other})(?!\w))" if other else "") + (rf"(?= (?:{behind})(?!\w))" if behind else "")


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """All kinds, the longest word first, so that the first that fits is the narrowest."""
    read = (
        Kind(
            e["word"],
            e["tier"],
            own=e.get("own", False),
            local=e.get("local", False),
            above=e.get("above", False),
            within=e.get("within", False),
            alone=e.get("alone"),
            unless=tuple(e.get("unless", ())),
        )
        for e in data(_FILE)["kinds"]
    )
    return tuple(sorted(read, key=lambda kind: (-len(kind.word), kind.word)))


def of(words: str) -> Kind | None:
    """The kind of body that words in capitals and small letters begin with, None where they begin with none.

    >>> of("Hiệp hội Cà phê").word, of("Báo Lào Cai").word, of("Báo cáo"), of("Hội nghị")
    ('Hiệp hội', 'Báo', None, None)
    """
    match = _of().match(words)
    return kinds()[int(match.lastgroup[1:])] if match and match.lastgroup else None


def school(folded: str) -> Kind | None:
    """The kind within a kind that bears the names of places and people, by folded words.

    >>> school("trường đại học bãi ngang").word, school("trường chính trị")
    ('Trường Đại học', None)
    """
    found = (Kind(e["word"], e["tier"], own=True) for e in data(_FILE)["schools"])
    return next((kind for kind in found if folded.startswith(f"{fold(kind.word)} ")), None)


def of_level(kind: str, words: str) -> bool:
    """Whether the words behind a kind say only which schools are meant and name none: "Đại học, Cao đẳng".

    >>> of_level("Trường", "Đại học, Cao đẳng mở lớp"), of_level("Trường", "Đại học Bãi Ngang, Bến Cát"), of_level("Hội", "Nông dân")
    (True, False, False)
    """
    return kind == "Trường" and bool(_levels_alone().match(words))


@lru_cache(maxsize=1)
def _levels_alone() -> re.Pattern[str]:
    return compiled(rf"(?:{any_word((w, '') for w in data(_FILE)['school_levels'])})(?! [{UPPER}])(?!\w)")


def is_local(words: str) -> bool:
    """Whether a body that names no place is of the province whose document names it.

    >>> [is_local(words) for words in ("Trung tâm Giống cây", "Hội Thợ mộc Việt Nam", "Bộ Y tế", "Chi cục Hải quan khu vực V")]
    [True, False, False, False]
    """
    kind = of(words)
    return bool(kind and kind.local and words != kind.word) and not _wider().search(words)


def is_unit(words: str) -> bool:
    """Whether a body that names no place is of the commune or district whose document names it.

    >>> [is_unit(words) for words in ("Phòng Kinh tế", "Văn phòng Đảng ủy", "Ban Tuyên giáo Tỉnh ủy", "Sở Y tế")]
    [True, True, False, False]
    """
    kind = of(words)
    return bool(kind and kind.within and words != kind.word) and not _wider_than_communes().search(words)


@lru_cache(maxsize=1)
def _wider() -> re.Pattern[str]:
    above = _any(kind for kind in kinds() if kind.above)
    return compiled(rf"(?<!\w)(?:{'|'.join(data(_FILE)['wider'])})(?!\w)|, (?:{above}) |\b[IVX]+\b")


@lru_cache(maxsize=1)
def _wider_than_communes() -> re.Pattern[str]:
    wider = "|".join(w for name in ("wider", "wider_than_communes") for w in data(_FILE)[name])
    return compiled(rf"(?<!\w)(?:{wider})(?! ủy)(?!\w)|(?:Tỉnh|Thành|Huyện) ủy|\b[IVX]+\b")


@lru_cache(maxsize=1)
def _of() -> re.Pattern[str]:
    return compiled("|".join(rf"(?P<k{i}>{kind.pattern()}(?!\w))" for i, kind in enumerate(kinds())))


def is_other_word(words: str) -> bool:
    """Whether words begin as a kind does but are another word, a deed or a thing.

    >>> is_other_word("Báo cáo"), is_other_word("Báo Lào Cai"), is_other_word("Thanh tra, rà soát"), is_other_word("Thanh tra, các sở")
    (True, False, True, False)
    """
    return bool(_other().match(words))


@lru_cache(maxsize=1)
def _other() -> re.Pattern[str]:
    listed = (rf"{re.escape(kind.word)} (?:{'|'.join(map(re.escape, kind.unless))})" for kind in kinds() if kind.unless)
    deeds = "|".join(entry["words"] for entry in data(_FILE)["deeds"])
    return compiled(rf"(?:{'|'.join(listed)})(?!\w)|{deeds}")


@lru_cache(maxsize=1)
def begins() -> re.Pattern[str]:
    """A pattern for the beginning of a line that begins the name of a body or of a group, however the name is cut into lines.

    >>> [bool(begins().match(line)) for line in ("Trạm Khuyến nông", "Các sở", "Báo cáo", "Huyện ủy")]
    [True, True, False, True]
    """
    heads = (_head(entry) for entry in data(_FILE)["heads"] if entry.get("begins"))
    return compiled(rf"(?:{any_kind()}|{'|'.join([*heads, *data(_FILE)['collectives']])})(?!\w) ?")


def _head(entry: Mapping[str, Any]) -> str:
    return _word(entry["word"], entry.get("unless", ()), entry.get("only", ()))


@lru_cache(maxsize=1)
def any_head() -> str:
    """A pattern (no groups) for a kind, or a head noun that names one body or many as the words behind it say ("Cơ quan Thuế")."""
    return f"(?:{any_kind()}|{'|'.join(map(_head, data(_FILE)['heads']))})"


@lru_cache(maxsize=1)
def no_head() -> str:
    """A pattern (no groups) for words that begin as a kind does and head no line of bodies: "Phòng, chống", "Thanh tra việc"."""
    return f"(?:{'|'.join(entry['words'] for entry in data(_FILE)['no_heads'])})"


@lru_cache(maxsize=1)
def with_own_name() -> re.Pattern[str]:
    """A pattern for a kind and the first letter of the own name behind it. Such words may head a list of duties though no list holds
    the body.

    >>> [bool(with_own_name().match(words)) for words in ("Trạm Khuyến nông", "Trạm của xã", "Công an tỉnh")]
    [True, False, False]
    """
    return compiled(rf"(?:{_any(kind for kind in kinds() if kind.own)}) (?:[{UPPER}]|nhà nước |khu vực [IVX\\d])")


@lru_cache(maxsize=1)
def unlisted() -> str:
    """A pattern (no groups) for the kinds of which no list holds all bodies; all ministries are listed."""
    return f"(?:{_any(kind for kind in kinds() if kind.own and not kind.above)})"


@lru_cache(maxsize=1)
def any_kind() -> str:
    """A pattern (no groups) for the word of any kind."""
    return f"(?:{_any(kinds())})"


def _any(listed: Iterable[Kind]) -> str:
    return any_word((kind.word, _behind(kind.unless)) for kind in listed)


@lru_cache(maxsize=1)
def with_place() -> str:
    """A pattern (no groups) for a kind, its own name where it has one, in up to eight words; its place has to follow."""
    own = _any(kind for kind in kinds() if kind.own)
    placed = _any(kind for kind in kinds() if not kind.own)
    # "Ban Quản lý | báo cáo UBND tỉnh": the sentence has begun
    word = rf"(?: (?!và (?:các |{any_kind()}))(?!(?:{any_of('tasks', 'no_names')})(?!\w))[^\W\d_]+)"
    return rf"(?:(?:{own})(?: (?=[{UPPER}]|nhà nước )[^\W\d_]+{word}{{0,7}}?)?|(?:{placed}){word}{{0,8}}?)(?<! cấp)"


def is_bare(words: str) -> bool:
    """Whether words are a kind of bodies and nothing else, by which a text means one that it has named: "giao Trung tâm …".

    >>> is_bare("Trung tâm"), is_bare("Trung tâm Khuyến nông"), is_bare("Các xã")
    (True, False, False)
    """
    return bool(_bare().fullmatch(words))


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    return compiled(unlisted())


@lru_cache(maxsize=1)
def in_small_letters() -> re.Pattern[str]:
    """A pattern for the beginning of a folded line that begins the name of a body, as letterheads print it in capitals.

    >>> [bool(in_small_letters().match(line)) for line in ("sở y tế", "báo lào cai", "báo cáo")]
    [True, True, False]
    """
    return compiled(rf"(?:{'|'.join(kind.folded() for kind in kinds())})(?!\w)")


def ends_a_word(text: str, at: int) -> bool:
    """Whether the syllable at a position, "sở" or "bộ" in small letters, ends a word that names no body.

    >>> ends_a_word("cán bộ y tế", 4), ends_a_word("cơ sở y tế", 3), ends_a_word("giao sở y tế", 5)
    (True, True, False)
    """
    return bool(_COMPOUND.search(text, max(at - _FIRST, 0), at))


_FIRST, _COMPOUND = 6, re.compile(r"(?<!\w)(?:cán|toàn|nội|đồng|cục|tiến|đường|thủy|cơ|trụ|công|xứ) $")
"""The first syllables of such words, and the characters of one with its blank at most."""
