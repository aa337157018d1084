"""What a line of a document's outline is: a part, a line of partners, a neutral heading, an enumeration, the end …; headings of bodies are
in `heads`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from graph.language import kinds, labels, schedules, times
from graph.language.beginnings import Beginnings, Places
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import UPPER, any_of
from graph.model import Block, PartialDate


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


def works(block: Block) -> bool:
    """Whether a line is the heading of a part that says what is to be done: "NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU"."""
    return (
        block.numbering in ("part", "article", "roman", "figure", "decimal", "")
        and len(block.text) < 120
        and bool(block.children)
        and bool(_works().match(fold(block.text)))
    )


def provides(block: Block) -> bool:
    """Whether a line is the heading of a part on means, in which sentences tell whose they are: "Kinh phí thực hiện"."""
    return len(block.text) < 120 and bool(block.children) and bool(_provides().match(fold(block.text)))


@lru_cache(maxsize=1)
def _provides() -> re.Pattern[str]:
    return compiled(rf"\W*(?:{any_of('tasks', 'means')})")


@lru_cache(maxsize=1)
def _works() -> re.Pattern[str]:
    return compiled(rf"\W*(?:{any_of('tasks', 'works')})")


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
    if len(block.text) < 120 and _within(block, parts) and (match := _telling().search(fold(block.text))):
        sentence = block.text.rstrip().endswith((".", ";"))
        if not heads(block) and not (sentence and match.start() > _EARLY):
            return True
    return criteria(block)


_EARLY = 20
"""Characters in which a heading that ends as a sentence does comes to what it tells of."""


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
        or bool(_formula().fullmatch(block.text))
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
    return bool(head().match(block.text))


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


def labelled(text: str, at: int) -> bool:
    """Whether nothing but a title and a colon stands before a place of a line: "Sổ thuyền: | Sở Y tế …".

    >>> labelled("Sổ thuyền: Sở Y tế lập xong.", 11), labelled("Sổ thuyền. Theo đó: Sở Y tế lập xong.", 20)
    (True, False)
    """
    return bool(_TITLE.fullmatch(text, 0, at))


_TITLE = re.compile(rf"[{UPPER}\d][^:;.]{{2,110}}: ?")


def tale(words: str) -> bool:
    """Whether a sentence begins with a clause that may tell of what was: "Trong năm 2025, …", not "Để giữ đê, …" or "Về chợ, …"."""
    opening, plain = _tales()
    return bool(opening.match(words)) and not plain.match(words)


@lru_cache(maxsize=1)
def _tales() -> tuple[re.Pattern[str], re.Pattern[str]]:
    plain = "|".join(any_of("tasks", section) for section in ("cases", "conditions"))
    return compiled(rf"(?:{any_of('tasks', 'fronted')})(?!\w)"), compiled(rf"(?:{plain}|Về)(?!\w)")


def conditional(block: Block) -> bool:
    """Whether a line begins with a clause that says on what ground, for what or where something is done: "Căn cứ sổ, …"."""
    return bool(re.match(rf"(?:{any_of('tasks', 'conditions')})(?!\w)", block.text))


def casual(block: Block) -> bool:
    """Whether a line begins with a clause that says when or in which case something is done: "Trường hợp thiếu sổ, …"."""
    return bool(re.match(rf"(?:{any_of('tasks', 'cases')})(?!\w)", block.text))


def scheduled(block: Block, issued: PartialDate | None) -> bool:
    """Whether a line opens with a day, month or quarter, not past when the document was `issued`, at which something is done: "Vòng hai: tháng
    9/2026, Sở Y tế chấm thi"."""
    opening = schedules.opening(block.text)
    time = times.read(opening.time) if opening and schedules.is_close(opening.time) else None
    return bool(time and time.due and (issued is None or str(issued) <= str(time.due)))


def grounds(block: Block) -> bool:
    """Whether a line is one of the legal grounds of a document: "Căn cứ Thông tư số … của Bộ trưởng, Chủ nhiệm … hướng dẫn …;"."""
    ends = block.text.rstrip().endswith((";", ","))
    return ends and not block.numbering and bool(re.match(rf"(?:{any_of('tasks', 'grounds')})(?!\w)", block.text))


def concludes(block: Block, end: int) -> bool:
    """Whether a line without a number says behind who spoke, whose name has its `end` there, that what follows was decided.

    >>> from graph.model import NOWHERE
    >>> words = ("Chủ tịch UBND tỉnh kết luận như sau:", "Chủ tịch UBND tỉnh chỉ đạo các xã làm các việc sau:")
    >>> [concludes(Block("paragraph", NOWHERE, text=text), 18) for text in words]
    [True, False]
    """
    words = block.text.rstrip()
    return not block.numbering and words.endswith(":") and bool(_concluding().match(words, end))


@lru_cache(maxsize=1)
def _concluding() -> re.Pattern[str]:
    return compiled(rf" ?(?:{any_of('tasks', 'concluding')})(?!\w)")


def fact(block: Block) -> bool:
    """Whether a line says what a body is, behind a label: "Tên doanh nghiệp: …", "Người đại diện theo pháp luật"."""
    return bool(_fact().match(block.text))


@lru_cache(maxsize=1)
def _fact() -> re.Pattern[str]:
    return compiled(rf"\W*(?:{any_of('tasks', 'facts')})(?: ?:|[ .]*$)")


def promulgates(block: Block) -> bool:
    """Whether a line is the opening in which a document is issued: "Trước tình hình đó, Tỉnh ủy ban hành Kế hoạch như sau:"."""
    words = block.text.rstrip()
    return not block.numbering and words.endswith(":") and bool(_promulgating().search(words))


@lru_cache(maxsize=1)
def _promulgating() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{any_of('tasks', 'promulgating')})$")


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
def head() -> re.Pattern[str]:
    """A head noun of bodies or groups at the beginning of a line."""
    return compiled(rf"(?!{kinds.no_head()})(?:(?:Các|các) (?:{any_of('tasks', 'heads')})|{kinds.any_head()})\b")


@lru_cache(maxsize=1)
def _with_whom() -> re.Pattern[str]:
    return compiled(
        rf"(?:Chủ trì,? ?(?:và )?)?(?i:phối hợp)(?: chặt chẽ)?(?: cùng)? (?:với )?(?:(?:các |Các )?(?:{any_of('tasks', 'heads')}|{kinds.any_head()}))"
    )


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
def _formula() -> re.Pattern[str]:
    """A last line that asks nobody: "Các cơ quan, đơn vị nghiêm túc thực hiện./."."""
    return compiled(any_of("tasks", "formulas"))


@lru_cache(maxsize=1)
def _end() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return compiled(rf"\W*(?:{any_of('tasks', 'closing')})"), compiled(any_of("tasks", "in_force"))
