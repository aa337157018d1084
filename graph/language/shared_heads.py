"""Bodies that a list names under one head: "các Sở: Y tế, Nội vụ", "Sở Y tế, Nội vụ", "các Vụ: Pháp chế, Tổ chức cán bộ", "UBND các xã Bến Củi, Tân An,
phường Tân Phong", "UBND các tỉnh, thành phố: Lai Châu, Hải Phòng", "UBND các quận 1, 3, Bình Thạnh".

Of departments and ministries the gazetteer knows how a name goes on ("Văn hóa, Thể thao và Du lịch"); of other kinds the comma ends a name, and
"và" ends it in front of the last one, but where it stands in a name that departments have too ("Khoa học và Công nghệ").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.language import bodies, kinds, offices, own_names
from graph.language.compiled import compiled
from graph.language.lexicon import LOWER, UPPER, any_of, levels, load, proper_name
from graph.model import Assignee, InView

_GAP = re.compile(r" ?(?:[,;]|và) ?(?:và )?")
_MEMBER = re.compile(rf"[{UPPER}][^,;:.()\n]*")


def of_kind(text: str, at: int, here: str | None) -> list[Assignee[InView]] | None:
    """The bodies of a list under "các", at a position; None where none stands there, or one alone.

    >>> def names(words, here="tỉnh Lào Cai"):
    ...     return [one.name for one in of_kind(words, 0, here) or ()]
    >>> names("Các Sở: Công Thương, Văn hóa, Thể thao và Du lịch")
    ['Sở Công Thương tỉnh Lào Cai', 'Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai']
    >>> names("các Bộ, ngành: Y tế, Nội vụ", None), names("các Vụ: Pháp chế, Khoa học và Công nghệ", None)
    (['Bộ Y tế', 'Bộ Nội vụ'], ['Vụ Pháp chế', 'Vụ Khoa học và Công nghệ'])
    >>> names("Các Trường Đại học, Cao đẳng trên địa bàn"), len(names("Các Trường Tiểu học Tân An, Bến Củi"))
    ([], 2)
    >>> names("các sở, ngành"), names("các Hội Nông dân")
    ([], [])
    >>> names("Giám đốc các Sở: Y tế, Nội vụ")
    ['Sở Y tế tỉnh Lào Cai', 'Sở Nội vụ tỉnh Lào Cai']
    """
    head = heads().match(text, at)
    kind = _kind(head["kind"]) if head else None
    if head is None or kind is None or kinds.of_level(kind, text[head.end() :]):
        return None
    listed = kind in _LISTED
    ends = _listed(text, head.end(), kind) if listed else _open(text, head.end(), kind)
    found = [
        Assignee(InView(start, end), text[start:end], name, complete=False)
        for start, end in ends
        if (name := bodies.name(f"{kind} {text[start:end]}", here))
    ]
    return found if len(found) > 1 else None


def further(text: str, words: str, at: int, here: str | None) -> Iterator[Assignee[InView]]:
    """The bodies that follow one with its head, up to a mark, "và" or a verb: further departments or ministries, further places of its kind.

    >>> [one.name for one in further("Sở Y tế, Nội vụ và Tài chính lập sổ", "Sở Y tế", 7, "tỉnh Lào Cai")]
    ['Sở Nội vụ tỉnh Lào Cai', 'Sở Tài chính tỉnh Lào Cai']
    >>> [one.name for one in further("Bộ Tài chính, Công an tỉnh", "Bộ Tài chính", 12, None)]
    []
    >>> [one.name for one in further("UBND huyện Na Hang, Hàm Yên và Lâm Bình", "UBND huyện Na Hang", 18, "tỉnh Tuyên Quang")]
    ['Ủy ban nhân dân huyện Hàm Yên', 'Ủy ban nhân dân huyện Lâm Bình']
    """
    kind = words.partition(" ")[0]
    if kind in _LISTED and _known(words, len(kind) + 1, kind) == len(words):
        yield from _further_names(text, kind, at, here)
    elif match := _with_place().match(words):
        yield from _further_places(text, match[1], match[2], at, here)


def _further_names(text: str, kind: str, at: int, here: str | None) -> Iterator[Assignee[InView]]:
    while gap := _GAP.match(text, at):
        end = _known(text, gap.end(), kind)
        if end is None or not _ended().match(text, end):
            return
        if name := bodies.name(f"{kind} {text[gap.end() : end]}", here):
            yield Assignee(InView(gap.end(), end), text[gap.end() : end], name, complete=False)
        at = end


def _further_places(text: str, body: str, level: str, at: int, here: str | None) -> Iterator[Assignee[InView]]:
    while more := _further_place().match(text, at):
        start, at = more.start("level") if more["level"] else more.start("place"), more.end("place")
        if name := bodies.name(f"{body} {more['level'] or level} {more['place']}", here):
            yield Assignee(InView(start, at), text[start:at], name, complete=False)


def by_place(text: str, lowered: str, at: int, here: str | None) -> list[Assignee[InView]] | None:
    """Bodies under one head that their places tell apart; None where none stands there, or one alone.

    >>> def names(words, here="tỉnh Tây Ninh"):
    ...     return [one.name for one in by_place(words, words.casefold(), 0, here) or ()]
    >>> names("UBND các xã: Tân An, Bến Củi"), names("Công an các huyện Tân Châu, Gò Dầu")
    (['Ủy ban nhân dân xã Tân An', 'Ủy ban nhân dân xã Bến Củi'], ['Công an huyện Tân Châu', 'Công an huyện Gò Dầu'])
    >>> names("UBND các tỉnh, thành phố: Lai Châu, Hải Phòng", None)
    ['Ủy ban nhân dân tỉnh Lai Châu', 'Ủy ban nhân dân thành phố Hải Phòng']
    >>> names("UBND các quận 1, 3, Bình Thạnh", None)
    ['Ủy ban nhân dân quận 1', 'Ủy ban nhân dân quận 3', 'Ủy ban nhân dân quận Bình Thạnh']
    """
    head = committees().match(lowered, at)
    if not head:
        return None
    body = _OF_PLACES[re.sub(r"^chủ tịch ", "", head["body"])]
    either = head["city"] is not None
    level = "tỉnh" if either else head["level"] or head["of"]
    found: list[Assignee[InView]] = []
    end = head.end()
    while place := _place_of_list().match(text, end):
        level = place["level"] or level
        of = "thành phố" if either and place["name"] in load().cities else level
        if name := bodies.name(f"{body} {of} {place['name']}", here):
            begin = place.start() if found else at
            found.append(
                Assignee(InView(begin, place.end("name")), text[begin : place.end("name")], name, complete=not found)
            )
        gap = _GAP.match(text, place.end("name"))
        if not gap:
            break
        end = gap.end()
    return found if len(found) > 1 else None


@lru_cache(maxsize=1)
def heads() -> re.Pattern[str]:
    """The head of a list of bodies of one kind, with the office of those who head them, down to the capital of the first."""
    kind = rf"(?P<kind>[^\W\d_]+(?: [^\W\d_{UPPER}]+)?)"
    return compiled(rf"(?:(?:{offices.before_names()}) )?[Cc]ác {kind}(?:, ngành)?(?: ?:)? (?=[{UPPER}])")


_LISTED = ("Sở", "Bộ")
"""Kinds of which the gazetteer holds all bodies."""
_OF_PLACES = {
    "ủy ban nhân dân": "Ủy ban nhân dân",
    "ubnd": "Ủy ban nhân dân",
    "hội đồng nhân dân": "Hội đồng nhân dân",
    "hđnd": "Hội đồng nhân dân",
    "công an": "Công an",
}


def _kind(printed: str) -> str | None:
    """The kind of bodies that a word behind "các" names; None where it names none that has a name of its own."""
    words = printed[0].upper() + printed[1:]
    return words if words in _LISTED or kinds.with_own_name().fullmatch(f"{words} A") else None


def _listed(text: str, at: int, kind: str) -> Iterator[tuple[int, int]]:
    """Where the members of a list stand that the gazetteer holds."""
    while end := _known(text, at, kind):
        yield at, end
        gap = _GAP.match(text, end)
        if not gap:
            return
        at = gap.end()


def _known(text: str, at: int, kind: str) -> int | None:
    """Where the longest name behind a head ends that the gazetteer holds, at a position."""
    match = _members(kind).match(text, at) if text[at : at + 1].isupper() else None
    return match.end() if match else None


@lru_cache(maxsize=2)
def _members(kind: str) -> re.Pattern[str]:
    """The names behind a head, the longest first."""
    listed = load().departments if kind == "Sở" else load().central
    names = {w.split(" ", 1)[1] for b in listed for w in (b.name, *b.forms) if w.startswith(kind + " ")}
    ordered = (
        re.escape(name).replace(r"\ \-\ ", " ?[-–] ?") for name in sorted(names, key=lambda name: (-len(name), name))
    )
    return compiled(rf"(?:{'|'.join(ordered)})(?!\w)", re.IGNORECASE)


def _open(text: str, at: int, kind: str) -> Iterator[tuple[int, int]]:
    """Where the members of a list stand of a kind whose bodies no list holds."""
    while (piece := _MEMBER.match(text, at)) and not kinds.begins().match(text, at):
        head = f"{kind} "
        end = own_names.end(head + piece[0].rstrip(), 0)
        if end is None:
            return
        stop = at + end - len(head)
        both = re.search(rf".*( và )(?=[{UPPER}])", text[at:stop])
        last = not _GAP.match(text, stop)
        if both and last and not _members("Sở").fullmatch(text, at, stop):
            yield at, at + both.start(1)
            at += both.end(1)
        yield at, stop
        gap = _GAP.match(text, stop)
        if not gap:
            return
        at = gap.end()


def _verb() -> str:
    return rf" (?:{any_of('tasks', 'leading')}|{any_of('tasks', 'acting')})(?!\w)"


@lru_cache(maxsize=1)
def _ended() -> re.Pattern[str]:
    """What stands behind a member of a list: a mark, "và", the end, a verb."""
    return compiled(rf" ?[,;.)]| và|\s*$|{_verb()}")


@lru_cache(maxsize=1)
def _with_place() -> re.Pattern[str]:
    return compiled(rf"(.+) ({levels()}) {proper_name()}$")


@lru_cache(maxsize=1)
def _further_place() -> re.Pattern[str]:
    """A further place of a list, up to a mark, "và" or a verb; behind the kind of place up to any word in small letters."""
    whole = rf"(?:(?P<level>{levels()}) )?(?P<place>{proper_name()})"
    return compiled(rf"(?:,| và|;) {whole}(?= ?[,;.)]| và|$|{_verb()}|(?(level) [{LOWER}]|(?!)))")


@lru_cache(maxsize=1)
def _place_of_list() -> re.Pattern[str]:
    """A place, with its kind where that changes, up to a mark, "và" or a word in small letters."""
    return compiled(
        rf"(?:(?P<level>{levels()}) )?(?P<name>{proper_name()}|\d{{1,2}}(?![\d./]))(?= ?[,;.:()]| và|\s*$| [^\W\d_{UPPER}])"
    )


@lru_cache(maxsize=1)
def committees() -> re.Pattern[str]:
    """The head of a list of places, in small letters."""
    head = rf"(?P<body>(?:chủ tịch )?(?:{'|'.join(_OF_PLACES)}))"
    level = rf"(?P<level>{levels()})"
    return compiled(
        rf"{head} (?:các )?(?:(?P<city>tỉnh, thành phố(?: trực thuộc trung ương)? ?: ?)|(?:\d+ )?{level} ?: ?"
        rf"|(?<=các )(?:\d+ )?{level.replace('level', 'of', 1)} (?!{levels()}))"
    )
