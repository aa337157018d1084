"""What a line of a document's outline is: a part, a heading of bodies, a line of partners, a neutral heading, a duty …, each with a score.

A heading of bodies begins with a head noun of bodies and has no predicate; a known name makes it surer, an unknown one does not refuse it.
Brackets behind it (a role, or the members of a group) and what is said of a group belong to it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from graph.language import assignees, bodies, charges, collectives, kinds, labels
from graph.language.beginnings import Beginnings, Places
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import any_of
from graph.model import Assignee, Block, InView

BAR = 0.55  # a heading of bodies is one from this score on


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
    if not (charges.may_name(begins) or _head().match(begins) or _entrusted().match(begins)):
        return None
    if (not assigning and words.startswith("Đối với")) or labels.begins(f"{words.rstrip(' :')}:"):
        return None
    colon = _BEFORE_COLON.match(words) if ":" in words else None
    if colon and len(words) > colon.end() + 15 and not charges.names_only(words.strip(" .:*;"), here):
        words, rest = colon[1], InView(block.start + colon.end(), block.line.end)
    bare = _entrusted().sub("", _tasked().sub("", words.strip(" .:*;")))
    outer, members = _bracket(bare)
    if not outer or len(bare) > 260:
        return None
    if charges.names_only(outer, here):
        found = _members(members, block, here) if members and collectives.group(outer) else []
        found = found or [charges.moved(a, block.start) for a in assignees.read(words, here, whole=False)]
        return Heading(tuple(found), rest, 1.0) if found else None
    score = _score(block, outer, rest, here, assigning=assigning)
    if score < BAR:
        return None
    found = _members(members, block, here) if members else []
    found = found or named(outer, block.start + max(block.text.find(outer), 0), here)
    return Heading(tuple(found), rest, score) if found else None


def _score(block: Block, words: str, rest: InView | None, here: str | None, *, assigning: bool) -> float:
    """How sure a line is that names bodies, not all of them known: from its head noun, its words, what stands below."""
    if not _head().match(words) or len(words) > 160 or _predicate().search(words) or (not rest and not block.children):
        return 0.0
    score = 0.35 + 0.25 * assigning + 0.15 * bool(block.numbering)
    score += 0.1 * any(c.numbering for c in block.children) + 0.1 * (len(words) < 90)
    score += 0.15 * bool(assignees.read(words, here, whole=False))
    score -= 0.3 * block.text.rstrip().endswith((".", ";")) + 0.2 * bool(re.search(r"\d", words))
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
        if known and (charges.names_only(piece, here) or any(a.group for a in known)):
            found += [charges.moved(a, at + first) for a in known]
        elif own := collectives.group(piece):
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


def parts(view: str) -> Places:
    """Where in a view the words of headings can begin that open a part which assigns, or which tells what was."""
    return _begun().places(view)


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({"assigning": _parts(), "telling": _telling()}, shared=True)


def opens(block: Block, parts: Places) -> bool:
    """Whether a line is the heading of a part that assigns, also where a scan lost its diacritics; `parts` is where one can begin."""
    if block.numbering not in ("part", "article", "roman", "figure", "decimal", ""):
        return False
    if _within(block, parts) and _parts().search(fold(block.text[:90])):
        return True
    return (
        len(block.text) < 80
        and (block.numbering == "roman" or block.text.isupper())
        and bool(_bare_parts().search(bare(fold(block.text[:90]))))
    )


def _within(block: Block, parts: Places) -> bool:
    return parts.between(block.start, block.start + len(block.text))


def asks(block: Block) -> bool:
    """Whether a line asks for what stands below it and names nobody: "Chủ tịch UBND tỉnh yêu cầu thực hiện các nội dung sau:"."""
    words = block.text.rstrip()
    return words.endswith(":") and bool(_asking().search(words))


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    return compiled(rf"(?i:(?<!\w)(?:{any_of('tasks', 'charging')}))(?! của)[^.;:]{{0,60}}:$")


def tells(block: Block, parts: Places) -> bool:
    """Whether a line is the heading of a part that tells what was, or opens a list of criteria: nothing there gives work. `parts` is where
    such a heading can begin."""
    if len(block.text) < 120 and _within(block, parts) and _telling().search(fold(block.text)):
        return True
    return criteria(block)


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    return compiled(any_of("tasks", "telling"))


def criteria(block: Block) -> bool:
    """Whether a line opens a list of what is to be met: "… đạt các tiêu chuẩn sau:"."""
    words = block.text.rstrip()
    return words.endswith(":") and bool(_criteria().search(words))


@lru_cache(maxsize=1)
def _criteria() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{any_of('tasks', 'criteria')}) ?:$")


def closes(block: Block) -> bool:
    """What follows is no work: recipients, signatures, the formula of entry into force."""
    closing, in_force = _end()
    return (
        block.kind == "end"
        or bool(closing.match(block.text))
        or bool(in_force.search(block.text))
        or _bare_closes(block.text[:20])
    )


def _bare_closes(words: str) -> bool:
    """Whether the words that a line begins with are those before recipients, also where a scan lost their diacritics."""
    first = _LETTER.search(words)
    return (
        first is not None and unicodedata.normalize("NFD", first[0])[0] in "nN" and bool(_bare_end().match(bare(words)))
    )


_LETTER = re.compile(r"\w")


def whole(block: Block) -> Block:
    """A mark that stands on a line of its own with the words of the next line: "2.3." and "Công an tỉnh" below it."""
    first = block.children[0] if block.children else None
    if not block.numbering or block.text.strip() or not first or first.numbering or first.kind != "paragraph":
        return block
    return replace(block, text=first.text, start=first.start, line=first.line, children=block.children[1:])


def enumerates(block: Block) -> bool:
    """Whether the items below a line are things that its work is about, not work: "… cập nhật dữ liệu, gồm:"."""
    items = [c for c in block.children if c.numbering]
    if len(items) > 1 and all(re.match(any_of("tasks", "things"), c.text) for c in items):
        return True
    return bool(re.search(rf"(?<!\w)(?:{any_of('tasks', 'enumerating')}): *$", block.text))


def following(block: Block) -> Block | None:
    """The line behind a line and all below it, below the same line."""
    beside = block.parent.children if block.parent else []
    behind = beside[beside.index(block) + 1 :] if block in beside else []
    return behind[0] if behind else None


def inline(block: Block) -> bool:
    """Whether a line is an enumeration inside a sentence: "(i) …; (ii) …"."""
    return block.mark == "i" and "(ii)" in block.text


def joint(block: Block) -> bool:
    """Whether a line says that what is below it is done together with whom each item begins: "Chủ trì, phối hợp"."""
    return bool(re.fullmatch(r"(?i:(?:chủ trì,? ?)?phối hợp(?: với)?)[ :]*", block.text))


def heads(block: Block) -> bool:
    """Whether a line begins with a head noun of bodies or groups: "Thống kê tỉnh", not "Thống kê đàn vật nuôi"."""
    return bool(_head().match(block.text))


def closing(block: Block) -> list[Block]:
    """The labelled lines behind an item, which say of the items above too who leads them and when; the item itself where they stand on
    its line. Only those of lettered items and bullets may have marks."""
    found = [c for c in block.children if not c.numbering]
    if not found and any(match.start() for _, match in labels.find(block.text)):
        return [block]
    if not found and block.numbering in ("letter", "dash") and all(labels.begins(c.text) for c in block.children):
        return list(block.children)
    return (
        found if found and found == block.children[-len(found) :] and all(labels.begins(c.text) for c in found) else []
    )


def content(block: Block) -> bool:
    """Whether a line holds the work of a labelled item: "Nội dung: …"."""
    return bool(re.match(rf"\W*(?:{any_of('tasks', 'content')}) ?: *\S", block.text))


def heads_content(block: Block) -> bool:
    """Whether a line is the label of an item's work alone, over lines that each are work: "Nhiệm vụ:"."""
    return bool(re.fullmatch(rf"\W*(?:{any_of('tasks', 'content')}) ?:?\W*", block.text))


def apart(block: Block) -> bool:
    """Whether a paragraph without a mark does not go on with the item above it: the end of the text, a foot note, an address, a remark
    that stands in brackets as a whole."""
    return bool(re.match(any_of("tasks", "unjoined"), block.text)) or bool(re.fullmatch(r"\(.*\)[ .;]*", block.text))


def partners(block: Block) -> bool:
    """Whether a line says no more than with whom the items below it are done: "Chủ trì, phối hợp với các sở, ngành"."""
    return bool(_with_whom().match(block.text)) and len(block.text) < 260


def neutral(block: Block) -> bool:
    """Whether a line only heads what stands below it and gives no work: "Trách nhiệm cụ thể", "Về kinh phí:"."""
    words = block.text.strip(" .:*;")
    return len(words) <= 60 and bool(re.match(any_of("tasks", "neutral"), fold(words)))


def titles(block: Block) -> bool:
    """Whether a line over items is their title and no sentence, which would end in a mark: "Nâng cao nhận thức về đê"."""
    return bool(re.search(r"[^\W_]\W{0,2}$", block.text.rstrip())) and not re.search(
        r"[.;:!…]\W{0,2}$", block.text.rstrip()
    )


def bare(words: str) -> str:
    """Words in small letters without their diacritics.

    >>> bare("TÔ CHỨC THỰC HIỆN")
    'to chuc thuc hien'
    """
    split = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    return "".join(c for c in split if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    """A head noun of bodies or groups at the beginning of a line."""
    return compiled(rf"(?!{kinds.no_head()})(?:(?:Các|các) (?:{any_of('tasks', 'heads')})|{kinds.any_head()})\b")


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    group = rf"(?:các|Các) (?:{any_of('tasks', 'heads')})\b"
    head = rf"(?:các |Các )?{kinds.any_head()}\b|{group}"
    return compiled(rf"(?:[,;] (?:và )?| và )(?={head})| (?:{any_of('tasks', 'partners')}) (?={group})")


@lru_cache(maxsize=1)
def _predicate() -> re.Pattern[str]:
    """A verb that makes a line a sentence; of a role ("Cơ quan chủ trì …") it is a part of the name."""
    return compiled(
        rf"(?<!Cơ quan)(?<!cơ quan)(?<!Đơn vị)(?<!đơn vị)(?<!Tổ chức) (?:{any_of('tasks', 'predicates')})\b"
    )


@lru_cache(maxsize=1)
def _with_whom() -> re.Pattern[str]:
    return compiled(
        rf"(?:Chủ trì,? ?(?:và )?)?(?i:phối hợp)(?: chặt chẽ)?(?: cùng)? (?:với )?(?:(?:các |Các )?(?:{any_of('tasks', 'heads')}|{kinds.any_head()}))"
    )


@lru_cache(maxsize=1)
def _entrusted() -> re.Pattern[str]:
    """ "Trách nhiệm của Sở X"; of an office the words before are part of the name."""
    return compiled(rf"^(?:{any_of('tasks', 'entrusted')}) (?!Thủ trưởng|Giám đốc)")


@lru_cache(maxsize=1)
def _tasked() -> re.Pattern[str]:
    """ "Sở X có các nhiệm vụ sau đây" """
    return compiled(rf" (?:{any_of('tasks', 'tasked')})$")


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    return compiled(any_of("tasks", "parts"))


@lru_cache(maxsize=1)
def _bare_parts() -> re.Pattern[str]:
    return compiled(bare(any_of("tasks", "parts")))


@lru_cache(maxsize=1)
def _bare_end() -> re.Pattern[str]:
    return compiled(r"\W*noi nhan\b")


@lru_cache(maxsize=1)
def _end() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return compiled(rf"\W*(?:{any_of('tasks', 'closing')})"), compiled(any_of("tasks", "in_force"))
