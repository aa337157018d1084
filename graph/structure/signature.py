"""Who signed, and as what: the block after "Nơi nhận" or at the end.

Forms: "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Nguyễn Văn A" line by line, beside the recipients in a second column,
in markdown, with "(đã ký)" between; "T/M BAN THƯỜNG VỤ / BÍ THƯ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from graph.language.folding import same_length
from graph.language.lexicon import LOWER, UPPER, data
from graph.structure.lines import Line, cells, lines

_PERSON = re.compile(rf"(?:[{UPPER}][{LOWER}]+ ){{1,4}}[{UPPER}][{LOWER}]*$")


class _Patterns(NamedTuple):
    role: re.Pattern[str]
    office: re.Pattern[str]
    rank: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """Patterns of `gazetteer/offices.yaml`: the role of a signer on a line of its own ("KT. CHỦ TỊCH", "PHÓ BÍ THƯ THƯỜNG TRỰC"), an
    office anywhere in a line, and a rank before a name ("Đại tá ")."""
    held = data("gazetteer/offices.yaml")
    signing = [entry for entry in held["offices"] if "signs" in entry]
    offices, whole = (
        "|".join(entry["signs"].upper() for entry in signing if bool(entry.get("whole")) == alone)
        for alone in (False, True)
    )
    deputies = "|".join(f"{word.upper()} " for word in held["deputies"])
    ranks = "|".join(entry["words"] for entry in held["ranks"])
    return _Patterns(
        role=re.compile(
            rf"(?:KT\. ?|Q\. ?|TUQ\. ?|TL\. ?)?((?:{deputies})?(?:{offices})(?: THƯỜNG TRỰC)?(?: QUỐC HỘI| NƯỚC)?|{whole})$"
        ),
        office=re.compile(rf"(?:{offices}|{whole})"),
        rank=re.compile(rf"(?:{ranks}) +"),
    )


def is_role(words: str) -> bool:
    """Whether a line prints as what somebody signs, and no more.

    >>> is_role("KT. CHỦ TỊCH"), is_role("CHỦ TỊCH NƯỚC"), is_role("KẾ HOẠCH")
    (True, True, False)
    """
    return bool(_patterns().role.match(same_length(words.strip(" *#_|\r[]"))))


def begins(printed: Sequence[str]) -> list[int]:
    """The numbers of the lines that begin a signature: what somebody signs as, with the name below it.

    >>> begins(["2. Giữ sổ.", "GIÁM ĐỐC", "(đã ký)", "Lê Thị Bình", "GIÁM ĐỐC", "Căn cứ sổ cũ;"])
    [1]
    """
    return [i for i, words in enumerate(printed) if words.isupper() and is_role(words) and _named_below(printed, i)]


def _named_below(printed: Sequence[str], at: int) -> bool:
    """Whether the first line below an office that is none itself, nor blank or a remark, is the name of a person."""
    below = (words.strip(" *#_\r[]") for words in islice(printed, at + 1, at + 8))
    told = next((words for words in below if words and words[0] != "(" and not is_role(words)), "")
    return bool(_PERSON.match(_patterns().rank.sub("", told)))


def read(text: str, after: int) -> tuple[str | None, str | None]:
    """Name and role of the signer, each None where it is not printed; `after` is where the header ends.

    >>> read("… thực hiện./.\\nTM. ỦY BAN NHÂN DÂN\\nKT. CHỦ TỊCH\\nPHÓ CHỦ TỊCH\\n(đã ký)\\nNguyễn Văn A\\n", 0)
    ('Nguyễn Văn A', 'Phó Chủ tịch')
    """
    folded, role_of = same_length(text), _patterns().role
    for start in _offices(folded, after):
        cells_below = (c for line in lines(folded[start : start + 1500]) for c in _cells(line))
        below = list(islice(cells_below, 4))
        i = next((i for i, words in enumerate(below) if role_of.match(words)), None)
        if i is None:
            continue
        match = role_of.match(below[i])
        if match is None:
            continue
        role, last = match[1], i
        below += islice(cells_below, i + 14 - len(below))
        for j in range(i + 1, len(below)):
            deputy = role_of.match(below[j])
            if deputy and j <= last + 6:
                role, last = deputy[1], j
            elif _PERSON.match(below[j]):
                return below[j], _spoken(role)
        return None, _spoken(role)
    return None, None


def _offices(text: str, after: int) -> Iterator[int]:
    """Where the lines begin that name an office in capitals."""
    reached = after
    for found in _patterns().office.finditer(text, after):
        start = text.rfind("\n", 0, found.start()) + 1
        if start >= reached and not (found.start() and text[found.start() - 1].isalnum()):
            yield start
            reached = found.end()


def _cells(line: Line) -> list[str]:
    printed = (line.text[c.start - line.start : c.end - line.start].strip(" *#_\r[]") for c in cells(line))
    return [_patterns().rank.sub("", words) for words in printed if words]


def _spoken(role: str) -> str:
    """ "PHÓ CHỦ TỊCH" -> "Phó Chủ tịch"."""
    words = role.capitalize().split()
    if words[0] in data("gazetteer/offices.yaml")["deputies"] and len(words) > 1:
        words[1] = words[1].capitalize()
    return " ".join(words)
