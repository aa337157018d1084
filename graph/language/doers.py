"""A list of those who do something, read member by member from where it begins: "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Chủ tịch UBND các tỉnh".

Each member is a known body or group, a group that its head noun and its words describe ("các đơn vị cấp nước"), or a body whose kind and own
name no list holds ("Đồn Biên phòng Đất Mũi"). Members are parted by commas, semicolons and "và"; the list ends where no member
follows, so a verb that no list knows may stand behind it. A bare head noun within a list ("các bộ, cơ quan, địa phương") adds nobody.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.language import assignees, bodies, charges, collectives, kinds, nested, offices, own_names
from graph.language.beginnings import Beginnings, small
from graph.language.compiled import compiled
from graph.language.folding import same_length
from graph.language.lexicon import UPPER, any_of
from graph.model import Assignee, InView

_REACH = 260  # characters in which the words of one member are looked for


_ASKED = 40
"""Characters of words that charge at most, before the first of a list."""
_OF_PARENT = re.compile(r" (?:trực )?thuộc (?=(?:Bộ|Sở) )")
"""Between a unit and the body that it belongs to."""
_CAPITAL = re.compile(rf" [{UPPER}]")
"""Behind the name of a body that a list holds: the name goes on, "Bảo hiểm xã hội | Quân đội"."""


class Listed(NamedTuple):
    """The members of a list, and where the list ends."""

    bodies: tuple[Assignee[InView], ...]
    end: int


def read(text: str, at: int, here: str | None) -> Listed | None:
    """The list of doers that begins at a position of a text; None where none does.

    >>> words = "Đồn Biên phòng Đất Mũi, các đơn vị cấp nước và Sở Y tế dựng lều."
    >>> listed = read(words, 0, "tỉnh Cà Mau")
    >>> [a.group or a.name for a in listed.bodies], words[listed.end :]
    (['Đồn Biên phòng Đất Mũi', 'other', 'Sở Y tế tỉnh Cà Mau'], ' dựng lều.')
    >>> read("Giữ rừng, Sở Y tế mở lớp.", 0, None) is None
    True
    """
    found: list[Assignee[InView]] = []
    end = 0
    position: int | None = at
    while position is not None:
        member = _member(text, position, here, first=position == at) or (
            _bare(text, position) if position > at else None
        )
        if member is None:
            break
        known = {a.group or a.name for a in found}
        found += [a for a in member.bodies if (a.group or a.name) not in known]
        end = member.end
        position = _next(text, end)
    return Listed(tuple(found), end) if found else None


def _next(text: str, at: int) -> int | None:
    """Where the member behind a member begins; what is said of the one before may stand between."""
    match = _separator().match(text, at) or _said().match(text, at)
    return match.end() if match else None


def _member(text: str, at: int, here: str | None, *, first: bool) -> Listed | None:
    """One member: the office of who heads it, then a known name, a described group, or a name of its own. The first may be known by its
    role alone: "Cơ quan nhận đơn"."""
    office = _offices().match(text, at)
    begin = office.end() if office else at
    if not may_begin(text, begin):
        return None
    window = text[begin : begin + _REACH]
    if (not first or _asked().search(text, max(begin - _ASKED, 0), begin)) and _small_kind().match(window):
        window = window[0].upper() + window[1:]
    hit = assignees.first(window, here)
    best = Listed(tuple(hit[0]), hit[1]) if hit else None
    if (
        best
        and best.bodies[0].group == "other"
        and " các " not in window[: best.end]
        and kinds.with_own_name().match(window)
    ):
        best = _named(window, here) or best  # "Trường Đại học Bãi Ngang" is one, not all that are such
    listed = best and bodies.is_listed(window[: best.end]) and not _CAPITAL.match(window, best.end)
    if best is None or not (listed or _follows(window, best.end)):
        others = (best, _described(window, role=first), _named(window, here), _charged(window, here), _by_kind(window))
        best = max((found for found in others if found), key=lambda found: found.end, default=None)
    if best is None:
        return None
    return Listed(tuple(charges.moved(a, begin) for a in best.bodies), begin + best.end)


@lru_cache(maxsize=1)
def begins() -> Beginnings:
    """What a member may begin with: the bodies and groups that are known, and described groups."""
    kind = compiled(kinds.any_kind())
    return Beginnings({**assignees.begins().patterns, "described": _head(), "kind": kind})


def may_begin(text: str, at: int) -> bool:
    """Whether a member may begin at a position: most words begin none.

    >>> may_begin("Các đơn vị rà soát", 0), may_begin("Các đơn vị rà soát", 11)
    (True, False)
    """
    words = text[at : at + _BEGINNING]
    return begins().any_at(small(words), 0) or begins().any_at(small(same_length(words)), 0)


_BEGINNING = 12
"""Characters that tell what words begin with."""


def _described(window: str, *, role: bool) -> Listed | None:
    """A group by its head noun and the words up to the next member or to a verb that is known; else by its head noun alone."""
    head = _head().match(window)
    if not head or (head["role"] and not role):
        return None
    further = _further().match(window, head.end())
    ended = further or _to_verb().match(window, head.end())
    end = ended.end() if ended else head.end()
    words = window[:end]
    whole = further or (end == head.end() and _led_to().match(window, end))
    features = words if whole else re.split(r"[,;:.]", window, maxsplit=1)[0]
    features = features.removeprefix(head["many"] or "")
    group = collectives.group(f"các {features}") or "other"
    return Listed((Assignee(InView(0, end), words, group=group),), end)


def _bare(text: str, at: int) -> Listed | None:
    """A head noun alone in a list, which is part of the group before it: "các bộ, cơ quan, địa phương"."""
    alone = _alone().match(text, at)
    return Listed((), alone.end()) if alone else None


def _named(window: str, here: str | None) -> Listed | None:
    """A body of a kind, with an own name that no list holds."""
    many = nested.of_many().search(window)
    if (
        many and not many[0].endswith(" các cấp") and own_names.end(window[: many.start()], 0) == many.start()
    ):  # "Hạt Kiểm lâm các khu vực": one in each
        words = window[: many.end()]
        return Listed((Assignee(InView(0, many.end()), words, group=collectives.group(words) or "other"),), many.end())
    end = own_names.end(window, 0)
    above = _OF_PARENT.search(window, 0, end) if end else None
    unit = nested.of_parent(window, 0, window[: above.start()], here) if above else None
    if unit:
        return Listed((unit,), unit.span.end)
    name = bodies.name(window[:end], here) if end else None
    return Listed((Assignee(InView(0, end), window[:end], name),), end) if end and name else None


def _charged(window: str, here: str | None) -> Listed | None:
    """A kind with words in small letters, where it is said right behind that it is charged: "Tổ giúp việc có trách nhiệm …"."""
    match = _before_charge().match(window)
    if not match:
        return None
    name = bodies.name(match[0], here)
    return Listed((Assignee(InView(0, match.end()), match[0], name),), match.end()) if name else None


def _by_kind(window: str) -> Listed | None:
    """A body by its kind alone, before a verb of work: "Trung tâm | báo cáo Sở Y tế". Which one is meant, the text before tells. Kinds of one
    syllable begin other names too ("Ban tổ chức Hội thi"): behind them few verbs are work."""
    match = _kind_alone().match(window)
    if not match or not (match["sure"] or " " in match["kind"]):
        return None
    kind = match["kind"]
    group = collectives.group(f"các {kind.lower()}") or "related-units"
    return Listed((Assignee(InView(0, len(kind)), kind, group=group),), len(kind))


@lru_cache(maxsize=1)
def _kind_alone() -> re.Pattern[str]:
    sure = rf"(?P<sure>{any_of('tasks', 'owing')}|{any_of('tasks', 'obliging')})"
    verb = rf"{_adverbs()} (?:{sure}|{any_of('tasks', 'binding')})(?!\w)"
    return compiled(rf"(?!Văn phòng)(?P<kind>{kinds.unlisted()})(?={verb})")


@lru_cache(maxsize=1)
def _asked() -> re.Pattern[str]:
    """Before a kind in small letters that is the first of a list: "giao phòng Kinh tế"."""
    return compiled(rf"(?<!\w)(?i:{any_of('tasks', 'charging')}) $")


@lru_cache(maxsize=1)
def _small_kind() -> re.Pattern[str]:
    """A kind in small letters before an own name: "hoặc phòng Kinh tế"."""
    return compiled(rf"(?i:{kinds.any_kind()}) [{UPPER}]")


@lru_cache(maxsize=1)
def _before_charge() -> re.Pattern[str]:
    word = rf" (?!(?:{any_of('tasks', 'past_name')}|và|chủ trì|phối hợp)(?!\w))[^\W\d_]+"
    return compiled(rf"{kinds.any_kind()}(?:{word}){{1,5}}(?= (?:{any_of('tasks', 'owing')}|chủ trì)(?!\w))")


def _follows(window: str, at: int) -> bool:
    """Whether a member is whole at a position: a further one, what is said of it, a verb, a mark or nothing follows."""
    return bool(_separator().match(window, at) or _whole().match(window, at))


@lru_cache(maxsize=1)
def _separator() -> re.Pattern[str]:
    return compiled(r" ?[,;/] ?(?:và )?| và | hoặc | cùng (?!với |các (?:cơ quan|đơn vị))")


@lru_cache(maxsize=1)
def _adverbs() -> str:
    return rf"(?: (?:{any_of('tasks', 'adverbs')})(?!\w))*"


@lru_cache(maxsize=1)
def _verb() -> str:
    """A verb that is known, or how it is to be done, which stands before verbs of any kind."""
    verbs = "|".join(any_of("tasks", section) for section in ("leading", "binding", "acting", "manner"))
    return rf"(?:{verbs})(?!\w)"


@lru_cache(maxsize=1)
def _led_to() -> re.Pattern[str]:
    """A verb right behind who does it, with how it is to be done."""
    return compiled(rf"{_adverbs()} {_verb()}")


def acts(text: str, at: int) -> bool:
    """Whether a verb of work that is known stands at a position, behind who does it.

    >>> acts("Sở Y tế xây dựng bến", 7), acts("Sở Y tế tỉnh", 7)
    (True, False)
    """
    return bool(_acts().match(text, at))


@lru_cache(maxsize=1)
def _acts() -> re.Pattern[str]:
    return compiled(rf",? {_verb()}")


@lru_cache(maxsize=1)
def _said() -> re.Pattern[str]:
    """What is said of a member before the next one: brackets, "có liên quan", "trên địa bàn tỉnh"."""
    words = rf"(?: (?:{any_of('tasks', 'qualifiers')})(?!\w)(?: (?!{_verb()})[^\W\d_]+){{0,9}}?)?"
    return compiled(rf"(?: ?\([^()]*\))?{words}(?: ?\([^()]*\))?(?:{_separator().pattern})")


@lru_cache(maxsize=1)
def _whole() -> re.Pattern[str]:
    return compiled(
        rf" ?(?:\(|[:.]|$)| (?:{any_of('tasks', 'qualifiers')}|{any_of('tasks', 'adverbs')})(?!\w)| {_verb()}"
    )


@lru_cache(maxsize=1)
def _offices() -> re.Pattern[str]:
    """Who heads the body that follows: "Giám đốc", "đồng chí Chủ tịch"; one alone in a list stands for those who head bodies of a kind."""
    office = rf"(?:{any_of('tasks', 'offices')}|{offices.before_names()})(?<!Các)"
    return compiled(rf"(?:{office} )+")


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    """A head noun of a group: behind "các" any, alone those that are no verbs."""
    return compiled(
        rf"(?:(?P<many>(?:[Cc]ác|[Nn]hững|[Tt]oàn thể(?: các)?|[Tt]ất cả(?: các)?|[Mm]ọi) )(?:{any_of('tasks', 'heads')}|{kinds.any_kind()})|(?:{any_of('tasks', 'heads_alone')}|(?P<role>[Cc]ơ quan|[Đđ]ơn vị|{any_of('tasks', 'roles_alone')})))(?!\w)"
    )


@lru_cache(maxsize=1)
def _alone() -> re.Pattern[str]:
    return compiled(
        rf"(?:các )?(?:{any_of('tasks', 'heads')})(?=[,;:.]| (?:và|{any_of('tasks', 'qualifiers')}) | {_verb()})"
    )


@lru_cache(maxsize=1)
def _further() -> re.Pattern[str]:
    """What describes a group, where another member follows."""
    begins = rf"(?:{any_of('tasks', 'offices')}|[Cc]ác|{kinds.any_head()}|{any_of('tasks', 'heads')})(?!\w)"
    return compiled(rf"(?: (?:- )?(?!{_verb()})[^\W\d_]+){{1,9}}?(?=(?:{_separator().pattern}){begins})")


@lru_cache(maxsize=1)
def _to_verb() -> re.Pattern[str]:
    """What describes the last group of a list, up to a verb that is known."""
    stop = rf"{_verb()}|(?:{any_of('tasks', 'told')})(?!\w)"
    return compiled(rf"(?: (?!{stop})[^\W\d_]+){{1,7}}?(?={_led_to().pattern})")
