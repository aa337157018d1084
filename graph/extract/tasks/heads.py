"""Lines that name bodies and nothing else: headings of what they have to do.

Such a line begins with a head noun of bodies and has no predicate; a known name makes it surer, an unknown one does not refuse it.
Brackets behind it (a role, or the members of a group) and what is said of a group belong to it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.extract.tasks import lines
from graph.language import assignees, bodies, charges, collectives, doers, kinds, labels, shared_heads
from graph.language.compiled import compiled
from graph.language.lexicon import any_of
from graph.model import Assignee, Block, InView

BAR = 0.55  # a heading of bodies is one from this score on


_TOPIC = 0.9
"""How sure a heading is that says of known bodies what they have to do with."""


class Heading(NamedTuple):
    """The bodies that a line names and nothing else, what of the line is already a duty, and how sure that is."""

    bodies: tuple[Assignee[InView], ...]
    rest: InView | None
    score: float


_BEFORE_COLON = re.compile(r"([^:.;]{4,220}?):\s*(?=\S)")


def heading(block: Block, here: str | None, *, assigning: bool) -> Heading | None:
    """The line as a heading of bodies; None where its score is too low."""
    words, rest = block.text, None
    begins = words.lstrip(" .:*;")
    if not (charges.may_name(begins) or lines.head().match(begins) or _entrusted().match(begins)):
        return None
    by_role = _by_role(block)
    if by_role or (not assigning and words.startswith("Đối với")):
        return by_role
    if labels.begins(f"{words.rstrip(' :')}:"):
        return None
    colon = _BEFORE_COLON.match(words) if ":" in words else None
    if colon and (shared := shared_heads.of_kind(words, 0, here)) and shared[-1].span.end > colon.end():
        colon = None  # "Các bộ: Tài chính, Y tế rà soát …": the names stand behind the colon
    if colon and len(words) > colon.end() + 15 and not charges.names_only(words.strip(" .:*;"), here):
        words, rest = colon[1], InView(block.start + colon.end(), block.line.end)
    bare = _entrusted().sub("", _tasked().sub("", words.strip(" .:*;")))
    role = _role_behind().search(bare)
    outer, members = _bracket(bare[: role.start()] if role else bare)
    if not outer or len(bare) > 260:
        return None
    if charges.names_only(outer, here):
        found = _members(members, block, here) if members and collectives.group(outer) else []
        named_in, first = (outer, max(block.text.find(outer), 0)) if role else (words, 0)
        found = found or [charges.moved(a, block.start + first) for a in assignees.read(named_in, here, whole=False)]
        return Heading(tuple(found), rest, 1.0) if found else None
    at = block.start + max(block.text.find(outer), 0)
    sentence = words.rstrip().endswith((".", ";")) or (words[: len(bare)] == bare and _predicate().search(outer))
    if (rest or block.children) and not sentence and (charged := _with_topic(outer, at, here)):
        return Heading(charged, rest, _TOPIC)
    score = 0.0 if charges.opens_list(bare) else _score(block, outer, rest, here, assigning=assigning)
    if score < BAR:
        return None
    found = _members(members, block, here) if members else []
    found = found or named(outer, at, here)
    return Heading(tuple(found), rest, score) if found else None


def _by_role(block: Block) -> Heading | None:
    """A heading that names bodies by their role alone, with a colon behind it: "Đối với cơ quan chủ trì:"."""
    words = _entrusted().sub("", block.text.strip(" .*;"))
    if not words.endswith(":") or not _role().fullmatch(words.rstrip(" :")):
        return None
    at = block.start + block.text.find(words)
    words = words.rstrip(" :")
    group = collectives.group(f"các {words}") or "related-units"
    return Heading((Assignee(InView(at, at + len(words)), words, group=group),), None, _TOPIC)


@lru_cache(maxsize=1)
def _role() -> re.Pattern[str]:
    return compiled(any_of("tasks", "by_role"))


def is_topic(block: Block, found: Heading, here: str | None) -> bool:
    """Whether a heading of an enterprise without "các", outside of the parts that assign, is one of a row of topics: "9. Doanh nghiệp số"."""
    if any(a.group != "enterprises" for a in found.bodies) or block.text.lower().startswith("các "):
        return False
    if found.rest or block.numbering not in ("figure", "decimal") or not lines.titles(block):
        return False
    beside = [c for c in (block.parent.children if block.parent else ()) if c.numbering == block.numbering]
    others = [c for c in beside if c is not block and heading(c, here, assigning=False) is None]
    return 2 * len(others) > len(beside)


def _with_topic(words: str, at: int, here: str | None) -> tuple[Assignee[InView], ...]:
    """The bodies that a heading names before it says in what: "Trách nhiệm của Sở Y tế trong phòng dịch". Only of those who are known, or
    are a group, is it certain where their names end."""
    listed = doers.read(words, 0, here)
    if not listed or not _topic().match(words, listed.end):
        return ()
    return tuple(charges.moved(a, at) for a in listed.bodies) if all(map(_is_known, listed.bodies)) else ()


def _is_known(a: Assignee[InView]) -> bool:
    """Whether it is certain where the name of a body or a group ends."""
    return bool(a.group or bodies.is_listed(a.words))


def _score(block: Block, words: str, rest: InView | None, here: str | None, *, assigning: bool) -> float:
    """How sure a line is that names bodies, not all of them known: from its head noun, its words, what stands below."""
    if (
        not lines.head().match(words[:1].upper() + words[1:])
        or len(words) > 160
        or _predicate().search(words)
        or (not rest and not block.children)
    ):
        return 0.0
    begins = doers.read(words, 0, here) if rest else None
    certain = begins and all(_is_known(a) and a.group != "related-units" for a in begins.bodies)
    if begins and certain and doers.acts(words, begins.end):
        return 0.0  # "Sở X xây dựng các đề án: …"
    if block.text.rstrip().endswith(".") and not rest and not any(c.numbering for c in block.children):
        return 0.0  # a sentence, with nothing below it but what the text closes with
    score = 0.35 + 0.25 * assigning + 0.15 * bool(block.numbering)
    score += 0.1 * any(c.numbering for c in block.children) + 0.1 * (len(words) < 90)
    score += 0.15 * bool(assignees.read(words, here, whole=False))
    full_stop = 0.3 if rest or any(c.numbering for c in block.children) else 0.6  # of a sentence, a paragraph below it
    score -= full_stop * block.text.rstrip().endswith((".", ";")) + 0.2 * bool(re.search(r"\d", words))
    return min(score, 0.95)


_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")


def _bracket(words: str) -> tuple[str, str]:
    """A heading's words without the bracket behind them, and what stands in it."""
    match = _IN_BRACKETS.search(words) if words.rstrip().endswith(")") else None
    return (words[: match.start()].rstrip(" :"), match[1]) if match else (words, "")


def _members(words: str, block: Block, here: str | None) -> list[Assignee[InView]]:
    """The bodies in brackets behind the name of a group that they make up: "Các cơ quan mở lớp (Sở X, Sở Y)"."""
    if not re.match(r"(?i:các|cơ quan|đơn vị)\b", block.text) or not charges.names_only(words, here):
        return []
    at = block.start + block.text.find(words)
    return [charges.moved(a, at) for a in assignees.read(words, here, whole=False)]


def named(words: str, at: int, here: str | None) -> list[Assignee[InView]]:
    """The bodies and groups of a list, known or not; parted where a comma or "và" stands before the next head noun.

    >>> [a.group or a.name for a in named("Viện Giống cây và Các doanh nghiệp muối ở bến", 0, None)]
    ['Viện Giống cây', 'enterprises']
    """
    found: list[Assignee[InView]] = []
    for begin, end in pieces(words):
        piece = words[begin:end].strip()
        first = begin + words[begin:end].find(piece)
        known = [a for a in assignees.read(piece, here, whole=False) if a.span.start <= (0 if kinds.of(piece) else 12)]
        own = None if kinds.with_own_name().match(piece) else collectives.group(piece)
        narrower = len(known) == 1 and own not in (None, "other", known[0].group)  # "Các chủ đầu tư | dựng hạ tầng"
        if known and not narrower and (charges.names_only(piece, here) or any(a.group for a in known)):
            found += [charges.moved(a, at + first) for a in known]
        elif own:
            found.append(Assignee(InView(at + first, at + first + len(piece)), piece, group=own))
        elif name := bodies.name(piece, here):
            found.append(Assignee(InView(at + first, at + first + len(piece)), piece, name))
    return found


def pieces(words: str) -> list[tuple[int, int]]:
    """Where the members of a list stand, those with whom they work among them; a unit and the body above it are one.

    >>> words = "Cục Hóa chất, Vụ Khoa học và Công nghệ cùng với các đơn vị liên quan"
    >>> [words[a:b] for a, b in pieces(words)], len(pieces("Trung tâm Tin học, Bộ Y tế"))
    (['Cục Hóa chất', 'Vụ Khoa học và Công nghệ', 'các đơn vị liên quan'], 1)
    """
    cuts = [(m.start(), m.end()) for m in _between().finditer(words)]
    starts, ends = [0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(words)]
    pieces = list(zip(starts, ends, strict=True))
    last = kinds.of(words[pieces[-1][0] :])
    before = kinds.of(words[slice(*pieces[-2])]) if len(pieces) > 1 else None
    if last and last.above and before and not before.above and words[pieces[-2][1]] == ",":
        pieces[-2:] = [(pieces[-2][0], pieces[-1][1])]
    return pieces


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    group = rf"(?:các|Các) (?:{any_of('tasks', 'heads')})\b"
    head = rf"(?:các |Các )?{kinds.any_head()}\b|{group}"
    return compiled(rf"(?:[,;] (?:và )?| và | hoặc )(?={head})| (?:{any_of('tasks', 'partners')}) (?={group})")


@lru_cache(maxsize=1)
def _predicate() -> re.Pattern[str]:
    """A verb that makes a line a sentence; of a role ("Cơ quan chủ trì …") it is a part of the name."""
    return compiled(
        rf"(?<!Cơ quan)(?<!cơ quan)(?<!Đơn vị)(?<!đơn vị)(?<!Tổ chức) (?:{any_of('tasks', 'predicates')})\b"
    )


@lru_cache(maxsize=1)
def _entrusted() -> re.Pattern[str]:
    """ "Trách nhiệm của Sở X", "Lãnh đạo Ban Y"; of an office the words before are part of the name."""
    headed = rf"(?:Lãnh đạo|Thủ trưởng) (?={kinds.any_head()} )"
    return compiled(rf"^(?:(?:(?:{any_of('tasks', 'entrusted')}):? )+(?!Thủ trưởng)(?:{headed})?|{headed})")


@lru_cache(maxsize=1)
def _topic() -> re.Pattern[str]:
    """What a heading says of bodies: with what, by what, where they have to do something."""
    return compiled(rf",? (?:{any_of('tasks', 'topics')})(?!\w)")


@lru_cache(maxsize=1)
def _role_behind() -> re.Pattern[str]:
    """ "Sở X - Cơ quan thường trực" """
    return compiled(rf"(?:{any_of('tasks', 'roles_behind')})$")


@lru_cache(maxsize=1)
def _tasked() -> re.Pattern[str]:
    """ "Sở X có các nhiệm vụ sau đây" """
    return compiled(rf" (?:{any_of('tasks', 'tasked')})$")
