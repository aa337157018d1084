"""Who signed, and as what: the block after "Nơi nhận" or at the end.

Forms: "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Nguyễn Văn A" line by line, beside the recipients in a second column,
in markdown, with "(đã ký)" between; "T/M BAN THƯỜNG VỤ / BÍ THƯ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.language.folding import same_length
from graph.language.lexicon import LOWER, UPPER
from graph.structure.lines import Line, cells, lines

_ROLE = re.compile(
    r"(?:KT\. ?|Q\. ?|TUQ\. ?|TL\. ?)?((?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|CHỦ NHIỆM|BÍ THƯ|THỦ TƯỚNG|BỘ TRƯỞNG|THỐNG ĐỐC|GIÁM ĐỐC|TỔNG BÍ THƯ|CHÁNH VĂN PHÒNG|"
    r"CỤC TRƯỞNG|TRƯỞNG BAN|VIỆN TRƯỞNG|CHÁNH ÁN|TỔNG THANH TRA|TỔNG GIÁM ĐỐC|TRƯỞNG ĐOÀN)(?: THƯỜNG TRỰC)?(?: QUỐC HỘI| NƯỚC)?|THỨ TRƯỞNG|TỔNG KIỂM TOÁN NHÀ NƯỚC)$"
)
_OFFICE = re.compile(
    r"(?:CHỦ TỊCH|CHỦ NHIỆM|BÍ THƯ|THỦ TƯỚNG|TRƯỞNG|THỐNG ĐỐC|GIÁM ĐỐC|VĂN PHÒNG|CHÁNH ÁN|THANH TRA|KIỂM TOÁN)"
)
_PERSON = re.compile(rf"(?:[{UPPER}][{LOWER}]+ ){{1,4}}[{UPPER}][{LOWER}]*$")
_RANK = re.compile(r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|GS\.? ?TS\.?|PGS\.? ?TS\.?|TS\.|ThS\.) +")


def read(text: str, after: int) -> tuple[str | None, str | None]:
    """Name and role of the signer, each None where it is not printed; `after` is where the header ends.

    >>> read("… thực hiện./.\\nTM. ỦY BAN NHÂN DÂN\\nKT. CHỦ TỊCH\\nPHÓ CHỦ TỊCH\\n(đã ký)\\nNguyễn Văn A\\n", 0)
    ('Nguyễn Văn A', 'Phó Chủ tịch')
    """
    folded = same_length(text)
    for start in _offices(folded, after):
        below = [c for line in lines(folded[start : start + 1500]) for c in _cells(line)]
        i = next((i for i, words in enumerate(below[:4]) if _ROLE.match(words)), None)
        if i is None:
            continue
        match = _ROLE.match(below[i])
        if match is None:
            continue
        role, last = match[1], i
        for j in range(i + 1, min(i + 14, len(below))):
            deputy = _ROLE.match(below[j])
            if deputy and j <= last + 6:
                role, last = deputy[1], j
            elif _PERSON.match(below[j]):
                return below[j], _spoken(role)
        return None, _spoken(role)
    return None, None


def _offices(text: str, after: int) -> Iterator[int]:
    """Where the lines begin that name an office in capitals."""
    reached = after
    for found in _OFFICE.finditer(text, after):
        start = text.rfind("\n", 0, found.start()) + 1
        if start >= reached and not (found.start() and text[found.start() - 1].isalnum()):
            yield start
            reached = found.end()


def _cells(line: Line) -> list[str]:
    printed = (line.text[c.start - line.start : c.end - line.start].strip(" *#_\r[]") for c in cells(line))
    return [_RANK.sub("", words) for words in printed if words]


def _spoken(role: str) -> str:
    """ "PHÓ CHỦ TỊCH" -> "Phó Chủ tịch"."""
    words = role.capitalize().split()
    if words[0] in ("Phó", "Quyền") and len(words) > 1:
        words[1] = words[1].capitalize()
    return " ".join(words)
