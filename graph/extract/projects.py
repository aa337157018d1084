"""Named projects and works that a plan builds, extends or speeds up.

Forms: "Dự án mở rộng Nhà máy gang thép Tuyên Quang", "dự án cấp điện nông thôn tỉnh X giai đoạn 2021-2025", "đầu tư nâng công suất của Nhà máy Thủy
điện Sông Lô 9", "các dự án thủy điện như: Nhà máy A, Nhà máy B". "Các dự án" in general, and plants only named, are none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.language.folding import fold
from graph.language.lexicon import LOWER, NAME, NO_NAME, UPPER, load
from graph.model import Aim, Block, InView


class _Patterns(NamedTuple):
    project: re.Pattern[str]
    work: re.Pattern[str]
    building: re.Pattern[str]
    existing: re.Pattern[str]
    past: re.Pattern[str]


_STOP = r"(?=[,;.:)\"”\n]| (?:theo|để|nhằm|trong đó|và (?:các|dự án|Dự án|đẩy|hoàn|tổ chức|triển khai|Nhà máy|nhà máy|Trung tâm|Bệnh viện|Cảng|Sân bay)|đã|được|có giải pháp|đảm bảo|bảo đảm|với|gắn|do|cho|quy định|nơi|nằm|có|là|phát sinh|còn|thực hiện|gửi|thông báo|chồng lấn)\b|$)"


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    aims = load().aims
    works = "|".join(w["words"] for w in aims["works"])
    stop = (
        r"(?:theo|của|để|nhằm|với|trên|được|do|tại|thuộc|trong|là|có|cho|từ|và|giai|đến|như|sớm|đã|gắn|khi|đảm|bảo)\b"
    )
    word = rf"(?: (?!{stop})[^\s,;.:()\"]+)"
    end = rf"(?=[,;.:()\n]| {stop}| ?$)"
    return _Patterns(
        project=re.compile(rf"(?<!\w)[Dd]ự án (?=[{LOWER}{UPPER}])(?P<body>[^,;.:()\"”\n]{{8,160}}?){_STOP}"),
        work=re.compile(
            rf"(?<![\w-])(?P<head>{works}){word}{{0,13}} (?:{NO_NAME}[{UPPER}][{LOWER}]*|\d{{1,2}}[A-Z]?){end}(?: tại (?:(?:tỉnh|huyện|thành phố) )?{NAME})?"
            rf"|(?<![\w-])(?:{works})(?: [^\s,;.:()]+){{1,12}}? tại địa điểm mới|(?<![\w-])(?:{works}){word}{{1,11}}? địa phương{end}"
            rf"|(?<![\w-])(?:{works}) tại (?:tỉnh|huyện|thành phố) {NAME}"
        ),
        building=re.compile("|".join(aims["building"]), re.IGNORECASE),
        existing=re.compile(rf"(?:{'|'.join(aims['existing'])})(?: các)? $", re.IGNORECASE),
        past=re.compile("|".join(aims["past"])),
    )


def find(root: Block, view: str) -> list[Aim[InView]]:
    """The projects of a document, each mention; spans are characters of the view.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "III. NHIỆM VỤ\\n- Đẩy nhanh tiến độ Dự án mở rộng Nhà máy gang thép Tuyên Quang; rà soát các dự án chậm tiến độ."
    >>> document = parse(Source("a.txt", text))
    >>> [p.name for p in find(document.root, document.view.text)]
    ['Dự án mở rộng Nhà máy gang thép Tuyên Quang']
    """
    found: list[Aim[InView]] = []
    past = False
    for node in root.walk():
        if node.numbering in ("part", "roman") and node.parent is not None:
            past = bool(_patterns().past.search(fold(node.text)[:80]))
        if node.parent is not None and not past and any(c.islower() for c in node.text):
            found += in_text(node.text, node.start)
    return found


def in_text(text: str, start: int = 0) -> list[Aim[InView]]:
    """The projects that a line of text names; spans count from `start`.

    >>> [p.name for p in in_text("Xây dựng Trung tâm phục vụ hành chính công tỉnh Tuyên Quang.")]
    ['Trung tâm phục vụ hành chính công tỉnh Tuyên Quang']
    """
    found: list[Aim[InView]] = []
    covered = 0
    for match in _patterns().project.finditer(text):
        if _is_particular(match["body"]) and not re.search(
            r"(?:các|những|một số|danh mục|đối với) $", text[max(match.start() - 9, 0) : match.start()]
        ):
            found.append(Aim(InView(start + match.start(), start + match.end()), "Project", "D" + match[0][1:].strip()))
            covered = match.end()
    spans = [(a.span.start - start, a.span.end - start) for a in found]
    for match in _patterns().work.finditer(text):
        if not re.search(rf" [{UPPER}]|địa", match[0]) or re.search(
            r"\d $", text[max(match.start() - 2, 0) : match.start()]
        ):
            continue
        if any(s <= match.start() < e for s, e in spans) or _patterns().existing.search(
            text[max(match.start() - 24, 0) : match.start()]
        ):
            continue
        clause = text[text.rfind(". ", 0, match.start()) + 1 : match.start()]
        if _patterns().building.search(clause[-220:]) and not re.search(
            r"Ban Quản lý|Trung tâm (?:Xúc tiến|Khuyến)", match[0]
        ):
            name = match[0].strip()
            found.append(
                Aim(
                    InView(start + match.start(), start + match.start() + len(name)),
                    "Project",
                    name[0].upper() + name[1:],
                )
            )
    return found if covered or found else []


def _is_particular(body: str) -> bool:
    """Whether the words after "dự án" name one: a proper name, a place, a period."""
    return bool(
        re.search(rf"(?<!\w){NO_NAME}[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)|toàn tỉnh|giai đoạn \d", body)
    ) and not re.search(
        r"^(?:đầu tư|sản xuất|công nghiệp|có|lớn|trọng điểm|chậm|đã|đang|trên|của|thuộc|này|do|khác|ODA|FDI|ở|theo|và|quy định|gửi|được|cụ thể|hiện hữu|cấp mới|thành phần|điều chỉnh|thông báo|tại khoản|(?:xây dựng )?(?:[Ll]uật|Bộ luật|Nghị quyết|Pháp lệnh|Nghị định))\b",
        body,
    )
