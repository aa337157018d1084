"""Who a sentence is about: the bodies that it charges, and those they are to work with.

Forms: "Giao Sở X chủ trì …", "Giám đốc Sở X có trách nhiệm …", "Trong quá trình thực hiện, các đơn vị phản ánh về …", "phối hợp với Sở Y, UBND
các xã …". Positions of mentions count from where the caller says that the words begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from graph.language import assignees, bodies
from graph.language.lexicon import load
from graph.model import Assignee, Span


def leading(text: str, start: int, here: str | None) -> list[Assignee]:
    """The bodies that a sentence begins with, when a verb of working follows."""
    given = re.match(r"(?:Giao|Yêu cầu|Đề nghị|Phân công|Khuyến khích)(?: cho)? ", text)
    at = given.end() if given else 0
    if not given and not re.match(r"[^\W\d_]", text):
        return []
    named = _UNLISTED.match(text[at:]) if given else None
    if named and (listed := several(named[1], start + at, here)):
        return listed
    found: list[Assignee] = []
    window = text[at : at + 400]
    reach = 0
    for a in assignees.read(window, here, whole=False):
        gap = window[reach : a.span.start]
        if re.fullmatch(r"(?:[ ,;/]|và|cùng|các|Đồng chí|lãnh đạo|Lãnh đạo|đơn vị|Thủ trưởng|trực thuộc)*", gap):
            found.append(moved(a, start + at))
            reach = a.span.end
        elif reach:
            break
    after = window[reach:]
    verb = leads_on().match(re.sub(r"^[ ,]*(?:và )?(?:\([^)]*\) ?)?", "", after)) if found else None
    return found if verb or (found and given) else []


def several(words: str, at: int, here: str | None) -> list[Assignee]:
    """The bodies of a list whose members each begin as a body of some kind does; one, where it is no such list."""
    pieces = [m for m in re.finditer(r"[^,;]+", words) if m[0].strip()]
    if not all(KINDS.match(m[0].strip()) for m in pieces):
        pieces = list(re.finditer(r".+", words))
    found: list[Assignee] = []
    for m in pieces:
        bare = m[0].strip()
        first = at + m.start() + m[0].find(bare)
        if name := bodies.name(bare, here):
            found.append(Assignee(Span(first, first + len(bare)), bare, name))
    return found


def in_course(text: str, start: int, here: str | None) -> list[Assignee]:
    """ "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan … phản ánh về …"."""
    if not re.match(r"Trong quá trình|Nếu |Khi ", text):
        return []
    for clause in re.finditer(r"[,;] (?:đề nghị |yêu cầu )?(?=các |Các )", text[:420]):
        window = text[clause.end() : clause.end() + 200]
        taken: list[Assignee] = []
        reach = 0
        for a in assignees.read(window, here, whole=False):
            if not re.fullmatch(r"(?:[ ,;]|và|các)*", window[reach : a.span.start]):
                break
            taken.append(moved(a, start + clause.end()))
            reach = a.span.end
        if taken and leads_on().match(window[reach:].lstrip(" ,")):
            return taken
    return []


def partners(text: str, start: int, leads: Sequence[Assignee], here: str | None) -> list[Assignee]:
    """The bodies that a duty says are worked with: "phối hợp với X, Y rà soát …"."""
    found: list[Assignee] = []
    names = {a.group or a.name for a in leads}
    for match in _WITH.finditer(text):
        window = text[match.end() : match.end() + 420]
        reach = 0
        for a in assignees.read(window, here, whole=False):
            if not re.fullmatch(
                r"(?:[ ,;/:.()]|và|cùng|các|với|cấp|của|nhà nước|phối hợp|cùng với)*", window[reach : a.span.start]
            ):
                break
            reach = a.span.end
            if (a.group or a.name) not in names:
                names.add(a.group or a.name)
                found.append(moved(a, start + match.end()))
    return found


KINDS = re.compile(
    r"(?:Viện|Trung tâm|Cục|Tổng cục|Vụ|Văn phòng|Ban|Công ty|Tổng công ty|Tập đoàn|Trường|Học viện|Đảng ủy|Hội|Hiệp hội|Đài|Báo|Quỹ|Chi cục|Liên đoàn|Liên minh|Ngân hàng) (?:[A-ZĐ]|nhà nước )"
)
"""Kinds of bodies that may head a list of duties without being known by name."""
_UNLISTED = re.compile(
    rf"({KINDS.pattern}[^.;:]{{2,110}}?) (?=chủ trì|phối hợp|làm đầu mối|theo dõi|có trách nhiệm|tham mưu|tổ chức|hướng dẫn"
    r"|xây dựng|chỉ đạo|triển khai|tiếp tục)"
)
"""Such a body, or several, and a verb of working behind."""
_WITH = re.compile(
    r"(?:phối hợp(?: chặt chẽ| thường xuyên|,? (?:chặt chẽ|thường xuyên),?)*(?: cùng)?(?: với)?(?: giữa)?(?: các cơ quan:)?|cùng với) ",
    re.IGNORECASE,
)


def moved(a: Assignee, by: int) -> Assignee:
    """The assignee whose words stand `by` characters further on."""
    return replace(a, span=Span(a.span.start + by, a.span.end + by))


@lru_cache(maxsize=4096)
def names_only(words: str, here: str | None) -> bool:
    """Whether words name bodies and nothing else: what is left without the names is glue."""
    return assignees.apart(words, _GLUE, here)


_GLUE = re.compile(
    r"(?:[\s,;/.:()&*]|và|các|cùng|Các|Sở|Bộ|của|thuộc|trực thuộc|Trách nhiệm|trách nhiệm|chung|Đối với|Đề nghị|đề nghị|Giao|tỉnh|thành phố|trung ương|"
    r"Trung ương|có|liên quan|khác|trên địa bàn|Thủ trưởng|Lãnh đạo|Giám đốc|Chủ tịch|đơn vị|cơ quan)*"
)


@lru_cache(maxsize=1)
def leads_on() -> re.Pattern[str]:
    """What follows a body's name where it is to do something: "chủ trì", "có trách nhiệm", "tiếp tục rà soát"."""
    verbs = "|".join(load().assigning["leading"])
    return re.compile(
        rf"(?:(?:tiếp tục|chủ động|kịp thời|thường xuyên|phải|cần|sẽ|cũng|trên cơ sở|có) )*(?:{verbs})\b", re.IGNORECASE
    )
