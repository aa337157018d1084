"""How far the own name of a body goes that no list holds: "Trung tâm Giống cây trồng rà soát", "Cảng vụ Hàng hải Hải Phòng và các xã".

Names have no end of their own: words in small letters belong to some of them ("Giống cây trồng") and are the sentence behind others
("Hải Phòng nạo vét"). A name ends before a mark, before "và" with another body, before a verb that the lists of verbs know, and behind two
words in capitals that no word before them needs, as the names of places are, where small letters follow.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language import kinds
from graph.language.compiled import compiled
from graph.language.lexicon import LOWER, UPPER, any_of, no_name, opens_sentence

_MOST = 12
"""Words that a name has at most."""
_OF_PROVINCE = re.compile(r" (?:tỉnh|thành phố)$")
"""What a name of a body of the province itself ends in: "Đài Khí tượng Thủy văn tỉnh | phát tin"."""
_SMALL = 9
"""Words in small letters that a name may end in: more are a sentence."""


def end(text: str, at: int, *, any_head: bool = False) -> int | None:
    """Where the name ends that begins at a position: with a kind of bodies, or, with `any_head`, with whatever word in capitals. None
    where no name begins there.

    >>> def name(text, **more):
    ...     found = end(text, 0, **more)
    ...     return found and text[:found]
    >>> name("Trung tâm Giống cây trồng, Sở Y tế"), name("Công ty Thoát nước Hải Phòng nạo vét cống chính")
    ('Trung tâm Giống cây trồng', 'Công ty Thoát nước Hải Phòng')
    >>> name("Cảng vụ Hàng hải Hải Phòng:"), name("Cảng vụ Hàng hải Hải Phòng:", any_head=True)
    (None, 'Cảng vụ Hàng hải Hải Phòng')
    """
    if not (begins().match(text, at) or (any_head and _any().match(text, at) and not _no_name(text[at : at + 40]))):
        return None
    words: list[re.Match[str]] = []
    least = 3 if kinds.of(text[at:]) else 2  # "Ban Quản lý" is no name with a place
    position = at
    while len(words) <= _MOST and (word := _word().match(text, position)):
        if words and _stop().match(text, word.start("word")):
            break
        if len(words) > 2 and word["word"][0].islower() and _OF_PROVINCE.search(text, at, position):
            break
        if len(words) > least and word["word"][0].islower() and _placed(words):
            return words[-1].end()
        words.append(word)
        position = word.end()
    small = next((n for n, word in enumerate(reversed(words)) if word["word"][0].isupper()), len(words))
    whole = 1 < len(words) <= _MOST and small <= _SMALL
    return words[-1].end() if whole else None


def _placed(words: list[re.Match[str]]) -> bool:
    """Whether the last two words are in capitals, as the name of a place is, and begin no kind of bodies."""
    first, last = words[-2], words[-1]
    if "-" in first.string[first.end() : last.start("word")]:
        return False  # "Than - Khoáng sản": the word goes on
    if first["word"].isupper() and len(first["word"]) > 1:
        return False  # "Công ty TNHH MTV Khai thác": short forms are no part of a place's name
    in_capitals = first["word"][0].isupper() and last["word"][0].isupper()
    return in_capitals and not kinds.of(first.string[first.start("word") : last.end()])


def _no_name(words: str) -> bool:
    return kinds.is_other_word(words) or bool(opens_sentence().match(words)) or words.startswith("Các ")


@lru_cache(maxsize=1)
def begins() -> re.Pattern[str]:
    """A pattern for the kind that begins the name of a body of which no list holds all."""
    return compiled(rf"(?={kinds.with_own_name().pattern}){kinds.unlisted()}")


@lru_cache(maxsize=1)
def _any() -> re.Pattern[str]:
    return compiled(rf"{no_name()}[{UPPER}][^\W\d_]*(?: (?:- )?[^\W\d_]+)")


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """The next word of a name or its short form ("KH,CN&MT"), "và", a dash, or a comma inside the name before it: "Văn hóa, Thể thao và Du
    lịch", "Phòng, chống bão"; in small letters two words each up to the end of all: "Khoa học, giáo dục và môi trường"."""
    part = rf"(?!các |{kinds.any_kind()}(?!\w))"
    words = rf"{part}[{UPPER}][^\W\d_]*(?: [{LOWER}]+){{0,3}}"
    comma = rf", (?={words}(?:, {words}){{0,2}} và {part}[{UPPER}])"
    paired = r"(?<=[Pp]hòng), (?=chống |ngừa )|(?<=[Pp]hòng cháy), (?=chữa )|(?<=[Cc]ứu nạn), (?=cứu hộ)|(?<=[Kk]hám), (?=chữa )|(?<=[Cc]hính trị), (?=tư tưởng)|(?<=[Kk]ế hoạch), (?=Tài chính)|(?<=Thông tin), (?=Thống kê)|(?<=[Hh]ọc sinh), (?=sinh viên)"
    small = rf"{part}(?!(?:{any_of('tasks', 'heads')}|{any_of('tasks', 'others_behind')})(?!\w))[{LOWER}]+ [{LOWER}]+"
    whole = rf"(?<=[{LOWER}]), (?=(?:{small}, )*{small}(?: và {small})?(?:$|[;.)]))"
    return compiled(
        rf"(?:{comma}|{paired}|{whole}| ?(?:và {part}|- )?)?(?P<word>[^\W\d_]+(?:[,&-](?=[{UPPER}]{{2}})[{UPPER},&-]*[{UPPER}])?)"
    )


@lru_cache(maxsize=1)
def _stop() -> re.Pattern[str]:
    return compiled(
        rf"(?:{any_of('tasks', 'leading')}|{any_of('tasks', 'acting')}|{any_of('tasks', 'behind_name')}|{any_of('tasks', 'behind_members')}|{any_of('tasks', 'past_name')})(?!\w)"
    )
