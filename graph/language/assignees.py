"""Lists of bodies and groups, as cells and sentences print them -> assignees.

Forms: "Sở Công Thương, các sở ngành liên quan, UBND huyện, thành phố" (three), "UBND huyện Na Hang, Hàm Yên" (two), "Các Sở: Công Thương,
Xây dựng" (two), "các sở, ban, ngành, địa phương" (two groups), "Giám đốc Sở …" (the body he heads), "ở Công Thương" (letters lost).
A collective is a group, never a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph.language import bodies, collectives, governed, kinds, nested, offices, own_names, places, shared_heads
from graph.language.beginnings import Beginnings, small
from graph.language.compiled import compiled
from graph.language.folding import fold, same_length
from graph.language.lexicon import LOWER, UPPER, any_of, load, lowest_levels, opens_sentence, proper_name, torn_levels
from graph.model import Assignee, InView


def read(
    words: str,
    here: str | None,
    *,
    whole: bool = True,
    unlisted: bool = False,
    described: bool = False,
    distinct: bool = True,
) -> list[Assignee[InView]]:
    """The assignees of a cell or label, spans in `words`. With `whole`, the words are a list and nothing else, and a member that no
    rule knows is a body with the name as printed. With `unlisted`, so is a kind of bodies and the own name behind it; with `described`,
    a group that a phrase describes is one. Each is given once, unless `distinct` is false.

    >>> [a.group or a.name for a in read("Sở Công Thương, các sở ngành liên quan, UBND huyện, thành phố", "tỉnh Tuyên Quang")]
    ['Sở Công Thương tỉnh Tuyên Quang', 'departments', 'districts']
    >>> [a.name for a in read("UBND huyện Na Hang, Hàm Yên", "tỉnh Tuyên Quang")]
    ['Ủy ban nhân dân huyện Na Hang', 'Ủy ban nhân dân huyện Hàm Yên']
    >>> [a.name for a in read("UBND các xã: Tân An, Bến Củi", "tỉnh Tây Ninh")]
    ['Ủy ban nhân dân xã Tân An', 'Ủy ban nhân dân xã Bến Củi']
    >>> [a.name for a in read("Các Sở: Công Thương, Văn hóa, Thể thao và Du lịch", "tỉnh Lào Cai")]
    ['Sở Công Thương tỉnh Lào Cai', 'Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai']
    """
    text = same_length(words)
    if whole and (placed := governed.committees(text, 0, len(text), here)):
        return _distinct(placed) if distinct else placed
    found: list[Assignee[InView]] = []
    at = 0
    for start, hit, end in _mentions(text, here, unlisted=whole or unlisted, described=described):
        if whole:
            found += _unknown(text, at, start, here)
        found += hit
        at = end
    if whole:
        found += _unknown(text, at, len(text), here)
    return _distinct(found) if distinct else found


def apart(words: str, glue: re.Pattern[str], here: str | None, *, unlisted: bool = False) -> bool:
    """Whether words name bodies and groups and nothing else: only `glue` stands between the names. With `unlisted`, a kind of bodies
    and an own name are a body, whether or not a list holds it.

    >>> glue = re.compile(r"(?:[ ,]|và)*")
    >>> apart("Sở Y tế và các sở, ngành", glue, "tỉnh Lào Cai"), apart("Sở Y tế lập sổ", glue, "tỉnh Lào Cai")
    (True, False)
    >>> apart("Trạm Khuyến nông, Sở Y tế", glue, None), apart("Trạm Khuyến nông, Sở Y tế", glue, None, unlisted=True)
    (False, True)
    """
    text = same_length(words)
    at = 0
    for begin, hit, _end in _mentions(text, here, unlisted=unlisted):
        for nth, a in enumerate(sorted(hit, key=lambda a: a.span)):
            if not glue.fullmatch(text, at, max(a.span.start if nth else begin, at)):
                return False
            at = max(at, a.span.end)
    return at > 0 and bool(glue.fullmatch(text, at))


def first(words: str, here: str | None) -> tuple[list[Assignee[InView]], int] | None:
    """The known body or group, or those with a shared head, that words begin with, and where its name ends; None where they begin
    with none.

    >>> found, end = first("UBND huyện Na Hang, Hàm Yên rà soát", "tỉnh Tuyên Quang")
    >>> [a.name for a in found], "UBND huyện Na Hang, Hàm Yên rà soát"[end:]
    (['Ủy ban nhân dân huyện Na Hang', 'Ủy ban nhân dân huyện Hàm Yên'], ' rà soát')
    """
    text = same_length(words)
    word = _WORD.match(text)
    hit = _mention(text, small(text), word, begins().at(text, 0), here) if word else []
    return (hit, max(a.span.end for a in hit)) if hit else None


def _distinct(found: list[Assignee[InView]]) -> list[Assignee[InView]]:
    seen: set[str] = set()
    return [a for a in found if not ((key := a.group or fold(a.name)) in seen or seen.add(key))]  # type: ignore[func-returns-value]


def _mentions(
    text: str, here: str | None, *, unlisted: bool = False, described: bool = False
) -> Iterator[tuple[int, list[Assignee[InView]], int]]:
    """(start, assignees, end) for each mention: one assignee, or the members of a list with a shared head. The end includes a
    description of a group."""
    lowered = small(text).replace("/", ",")
    at = 0
    for start, begun in begins().by_place(text):
        word = _WORD.match(text, start) if start >= at else None
        if word is None or not (
            described or word[0][0].isupper() or _in_small_letters(begun, lowered[start : word.end()])
        ):
            continue
        if word[0] in ("sở", "bộ") and kinds.ends_a_word(lowered, start):
            continue  # "cán bộ y tế"
        if hit := _mention(text, lowered, word, begun, here, unlisted=unlisted, described=described):
            at = max(a.span.end for a in hit)
            further = _description().match(text, at) if hit[0].group else nested.units(text, at, hit[-1])
            at = further.end() if further else at
            yield word.start(), hit, at


@lru_cache(maxsize=4096)
def _in_small_letters(begun: Sequence[str], word: str) -> bool:
    """Whether a mention may begin with a word in small letters, by the patterns that can begin there: hardly a body does."""
    return word in ("sở", "bộ") or not set(begun) <= {"body", "own name", "member"}


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, re.Pattern[str]]]:
    """The groups with their patterns, of which one group may have several, by a name for each."""
    return {f"group {n}": group for n, group in enumerate(load().groups)}


@lru_cache(maxsize=1)
def begins() -> Beginnings:
    """What a mention may begin with: the patterns of groups, and those of bodies and lists."""
    return Beginnings(
        {
            **{name: pattern for name, (_, pattern) in _groups().items()},
            "body": bodies.printed(),
            "own name": own_names.begins(),
            "member": collectives.member(),
            "committees": shared_heads.committees(),
            "shared head": shared_heads.heads(),
        }
    )


def _mention(
    text: str,
    lowered: str,
    word: re.Match[str],
    begun: Sequence[str],
    here: str | None,
    *,
    unlisted: bool = False,
    described: bool = False,
) -> list[Assignee[InView]]:
    """The assignees of the mention that begins with a word, by the patterns that can begin there: one, or the members of a list with a shared
    head; none where none begins."""
    start = word.start()
    capital = word[0][0].isupper()
    first = lowered[start : word.end()]
    phrase = collectives.member().match(text, start) if described and not capital and "member" in begun else None
    hit = shared_heads.of_kind(text, start, here) if "shared head" in begun else None
    hit = hit or (shared_heads.by_place(text, lowered, start, here) if "committees" in begun else None)
    if not hit:
        of_body = (capital or first in ("sở", "bộ")) and ("body" in begun or (unlisted and "own name" in begun))
        group = _group(text, lowered, start, begun, here)
        body = _body(text, start, here, unlisted=unlisted) if of_body else None
        named = bool(group and body and capital and kinds.with_own_name().match(text, start))
        school = named and kinds.school(fold(text[start : start + _SCHOOL]))
        hit = body if school else _longer(group, body, own=named)
    if phrase and (not hit or hit[0].group) and phrase.end() > max((a.span.end for a in hit or []), default=0):
        known = hit[0].group if hit else None
        own = known or collectives.group(phrase[0]) or "other"
        hit = [Assignee(InView(start, phrase.end()), phrase[0], group=own)]
    return hit or []


@lru_cache(maxsize=1)
def _description() -> re.Pattern[str]:
    """The description of a group in a list, with commas of its own: "các bộ, ngành là chủ quản dữ liệu quốc gia, dữ liệu chuyên ngành"."""
    body = rf"(?:{kinds.any_kind()}|Các) "
    return compiled(rf" (?:{any_of('tasks', 'of_groups')}) [^;.\n]*?(?=[,;] ?(?:và )?(?:các )?{body}|;|\.|\n|$)")


@lru_cache(maxsize=1)
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the words before a name in a member of a list, and behind it: "và Trung tâm X cùng"."""
    before, behind = any_of("tasks", "before_name"), any_of("tasks", "behind_name")
    return compiled(rf"^(?:{before}|:|-|\.|\s)+"), compiled(rf"(?: (?:{behind}))+$")


def _longer(
    group: list[Assignee[InView]] | None, body: list[Assignee[InView]] | None, *, own: bool
) -> list[Assignee[InView]] | None:
    """The better of two readings of a mention: the longer one. "Hiệp hội Doanh nghiệp tỉnh" is a body, "Sở Y tế các tỉnh, thành phố" a
    group. Of equal ones the body, where its kind has a name of its `own` behind it."""
    if not group or not body:
        return group or body
    if body[0].group:  # bodies of many places: "Sở Y tế các tỉnh, thành phố"
        return group if group[0].span.end >= body[0].span.end else body
    return body if body[0].span.end >= group[0].span.end + (0 if own else 1) else group


_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_SCHOOL = 40
"""Characters that tell whether a name is one of a university or a college."""


def _group_at(lowered: str, at: int, begun: Sequence[str]) -> tuple[int, str] | None:
    """Where the longest mention of a group ends that begins at a position, and the group."""
    groups = _groups()
    found = [
        (match.end(), groups[name][0])
        for name in begun
        if name in groups and (match := groups[name][1].match(lowered, at, at + 160))
    ]
    return max(found, key=lambda hit: hit[0], default=None)


_LEVELS = re.compile(r" (?:xã|phường|thôn)(?:,| và) ")
_SEVERAL = re.compile("các |,")
_IN_WORD = re.compile(r"\w")
_CAPITAL_BEHIND = re.compile(rf" [{UPPER}]")


@lru_cache(maxsize=1)
def _name_behind() -> re.Pattern[str]:
    return compiled(rf" {proper_name()}")


@lru_cache(maxsize=1)
def _own() -> re.Pattern[str]:
    """The committee of a place of the lowest level that is not named, or who heads it."""
    return compiled(rf"(?:chủ tịch )?(?:ubnd|ủy ban nhân dân) (?:{lowest_levels()})")


def _group(text: str, lowered: str, at: int, begun: Sequence[str], here: str | None) -> list[Assignee[InView]] | None:
    hit = _group_at(lowered, at, begun)
    if not hit:
        return None
    end = hit[0]
    if hit[1] == "communes" and places.is_lowest(here) and _own().fullmatch(lowered, at, end):
        return None  # "UBND phường" of a document of a ward is its own
    if (
        hit[1] in ("districts", "communes")
        and not _SEVERAL.search(lowered, at, end)
        and _name_behind().match(text, end)
    ):
        return None  # "UBND huyện Yên Sơn" names one
    if _IN_WORD.match(text, end):
        return None
    kind = kinds.of(text[at:end])
    if kind and kind.own and end == at + len(kind.word) and _CAPITAL_BEHIND.match(text, end):
        return None  # "Hiệp hội Cà phê" is one
    return [Assignee(InView(at, end), text[at:end], group=hit[1])]


def _body(text: str, at: int, here: str | None, *, unlisted: bool = False) -> list[Assignee[InView]] | None:
    if kinds.is_other_word(text[at : at + 30]):
        return None  # "Báo cáo" is no "Báo"
    match = bodies.printed().match(text, at)
    end = match.end() if match else own_names.end(text, at) if unlisted else None
    if match and unlisted and _goes_on(text, at, match.end()):
        end = own_names.end(text, at) or match.end()
    if not end:
        return None
    several = " các " in text[at : end + 5] or _LEVELS.search(text, at, end + 12)
    many = nested.of_many().search(text, at, end + 60) if several else None
    if many and many.start() <= end:  # "Công an các xã": a body in each of them
        words = text[at : many.end()]
        return [Assignee(InView(at, many.end()), words, group=collectives.group(words) or "other")]
    words = text[at:end].rstrip(" ,")
    if region := _REGION.match(text, at + len(words)):  # "Kho bạc nhà nước khu vực XI"
        words += region[0]
    name = bodies.name(words, here)
    if name is None:
        return None
    if unit := nested.of_parent(text, at, words, here):
        return [unit]
    first = Assignee(InView(at, at + len(words)), words, name)
    return [first, *shared_heads.further(text, words, first.span.end, here)]


def _goes_on(text: str, at: int, end: int) -> bool:
    """Whether a name goes on in small letters behind what might be the first word of a place: "Ban Chỉ đạo Phòng | thủ dân sự"."""
    cut = re.search(rf"[{LOWER}] [{UPPER}][{LOWER}]+$", text[at:end])
    small = cut and re.match(rf" [{LOWER}]", text[end : end + 2])
    return bool(small) and not any(text.endswith(f" {place}", at, end) for place in load().provinces)


_REGION = re.compile(
    rf"(?: chi nhánh)? (?:khu vực|Khu vực) (?:(?:[IVX]+|\d{{1,2}})(?!\w)|[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,2}}(?! [{UPPER}]))"
)
"""What a body's name ends in that serves several provinces."""


def _unknown(text: str, start: int, end: int, here: str | None) -> Iterator[Assignee[InView]]:
    """Pieces between known mentions that begin with a capital: bodies of kinds that the gazetteer does not list; of places their committees."""
    yield from (placed := governed.committees(text, start, end, here))
    if placed:
        return
    for piece in re.finditer(r"(?:(?! hoặc )[^,;/()\n])+", text[start:end]):
        before, behind = _around()
        words = behind.sub("", before.sub("", piece[0]).strip(" .:-"))
        if opens_sentence().match(words) or kinds.is_other_word(words):
            continue  # "Sở Y tế. Đồng thời, …": what follows is a sentence
        if offices.is_alone(words):
            continue  # "Giám đốc các Sở: …": the office of each
        if words in load().provinces:
            continue  # a place of those that a group is of: "địa phương: Bắc Ninh, An Giang"
        if fold(words) in torn_levels():
            continue  # "Thành ủy Thành": the end of a line tore "Thành phố …"
        lost = re.match(r"(?:ở|ơ) (?=[A-ZĐ])", words)
        if lost:
            words = "S" + words
        if len(words) < 3 or not words[0].isupper() or len(words) > 120:
            continue
        if words.startswith("Các "):  # a collective, of whatever kind, is no body
            at = start + piece.start() + piece[0].find(words)
            yield Assignee(InView(at, at + len(words)), words, group="other")
            continue
        name = bodies.name(words, here)
        if name:
            at = start + piece.start() + piece[0].find(words.removeprefix("S") if lost else words)
            end = at + len(words) - (1 if lost else 0)
            yield Assignee(InView(at, end), text[at:end], name, complete=not lost)
