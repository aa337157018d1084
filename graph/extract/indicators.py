"""Quantified goals: what is to be reached, by how much, in what unit, by when.

Forms: "Giá trị sản xuất công nghiệp (giá so sánh 2010) đạt trên 27.700 tỷ đồng, tăng bình quân 05 năm (2021 - 2025) trên 14%", "Cơ cấu lao động …
chiếm trên 25,8%, tương đương trên 138.700 lao động, trong đó lao động qua đào tạo chiếm trên 65%", "Phấn đấu 100% thôn, bản có điện",
"Thành lập mới ít nhất 5 cụm công nghiệp", "không quá 1%", "05 - 06%". What was reached in the past is no goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from graph.folding import fold
from graph.lexicon import load
from graph.model import Aim, Span
from graph.outline import Node


class _Patterns(NamedTuple):
    figure: re.Pattern[str]
    goals: re.Pattern[str]
    past: re.Pattern[str]
    striving: re.Pattern[str]
    signs: tuple[tuple[str, re.Pattern[str]], ...]


SAME = 75
"""Least likeness of names (rapidfuzz token-set ratio, 0 to 100) at which equal figures are one goal."""
_NUMBER = r"\d{1,3}(?:\. ?\d{3})+(?:,\d+)?|\d+(?:,\d+)?"


_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    aims = load().aims
    units = "|".join(sorted((u for line in aims["units"] for u in line.split("|")), key=lambda u: -len(u)))
    signs = "|".join(s["words"] for s in aims["comparators"])
    return _Patterns(
        figure=re.compile(
            rf"(?P<sign>(?:(?<!\w)(?:{signs}) )*)(?:từ )?(?<![\w/.,-])(?P<low>{_NUMBER})(?:(?: ?%)? ?(?:-|đến) ?(?P<high>{_NUMBER}))? ?(?P<unit>(?:{units})(?!\w))(?P<more> trở lên)?",
            re.IGNORECASE,
        ),
        goals=re.compile("|".join(aims["goals"])),
        past=re.compile("|".join(aims["past"])),
        striving=re.compile("|".join(aims["striving"]), re.IGNORECASE),
        signs=tuple(
            (s["sign"], re.compile(rf"(?<!\w)(?:{s['words']})(?!\w)", re.IGNORECASE)) for s in aims["comparators"]
        ),
    )


def find(root: Node, view: str) -> list[Aim]:
    """The goals of a document, in order; spans are characters of the view.

    >>> from graph.outline import outline
    >>> view = "II. MỤC TIÊU ĐẾN NĂM 2025\\n- Cơ cấu lao động ngành công nghiệp chiếm trên 25,8%, tương đương trên 138.700 lao động."
    >>> [(a.name, a.comparator, str(a.value), a.unit, a.year) for a in find(outline(view, ()), view)]
    [('Cơ cấu lao động ngành công nghiệp', '>', '25.8', '%', 2025), ('Cơ cấu lao động ngành công nghiệp, tương đương', '>', '138700', 'lao động', 2025)]
    """
    found: list[Aim] = []
    state = _State()
    for node in root.walk():
        if node.parent is not None:
            state.enter(node)
            if not state.past:
                found += _in_line(node, view, goal=state.goal, year=state.year)
    return _distinct(found)


@dataclass(slots=True)
class _State:
    """What the headings read so far say of the figures below them."""

    goal: bool = False
    past: bool = False
    year: int | None = None
    part_year: int | None = None
    part_past: bool = False
    part_goal: bool = False

    def enter(self, node: Node) -> None:
        title = node.kind == "" and node.text.isupper() and sum(c.isupper() for c in node.text) > 8
        announces = node.text.rstrip().endswith(":")
        if not node.kind and not title and not announces:
            return
        heading = fold(node.text)
        if node.kind in ("part", "article", "roman") or title:
            self.part_goal = self.goal = bool(_patterns().goals.search(heading[:120]))
            self.part_past = self.past = bool(_patterns().past.search(heading[:80])) and not self.goal
            self.part_year = self.year = _year(heading) or (self.part_year if title else None)
        elif _is_heading(node):
            self.goal = self.part_goal or bool(_patterns().goals.search(heading[:120]))
            self.past = self.part_past or (bool(_patterns().past.search(heading[:60])) and not self.goal)
            self.year = _year(heading) or self.part_year
        elif announces and _patterns().goals.search(heading):
            self.goal, self.year = True, _year(heading) or self.year


def _is_heading(node: Node) -> bool:
    return (
        node.kind in ("figure", "decimal", "letter")
        and len(node.text) < 140
        and not _patterns().figure.search(node.text)
    )


def _distinct(found: list[Aim]) -> list[Aim]:
    """Without goals that the text says again: same figure, unit, year as far as said, and name."""
    kept: list[Aim] = []
    for aim in found:
        again = (
            k.value == aim.value
            and k.unit == aim.unit
            and (k.year == aim.year or None in (k.year, aim.year))
            and fuzz.token_set_ratio(fold(k.name), fold(aim.name)) >= SAME
            for k in kept
        )
        if not any(again):
            kept.append(aim)
    return kept


def _year(words: str) -> int | None:
    years = re.findall(r"(?:đến(?: hết)? năm|năm|cuối năm|-|đến) ?((?:19|20)\d{2})", words)
    return int(years[-1]) if years else None


def _in_line(node: Node, view: str, *, goal: bool, year: int | None) -> Iterator[Aim]:
    if not _DIGIT.search(node.text):
        return
    name: str | None = None
    for sentence in re.finditer(r"[^\s.;](?:[^.;\n]|[.](?=[ ]?\d))*[.;]?", view[node.start : node.span.end]):
        words, at = sentence[0], node.start + sentence.start()
        if not goal and not _patterns().striving.search(words):
            continue
        own = _year(_dates_out(words)) if re.search(r"(?:đến|trong|hết|vào) năm|năm (?:19|20)\d{2}", words) else None
        reach = 0
        for figure in _patterns().figure.finditer(words):
            said = words[reach : figure.start()]
            if not _counts(said, figure, words, goal=goal):
                continue
            name, full = _name(said, figure, words, name if reach else None)
            reach = figure.end()
            if full:
                yield _aim(figure, full, own or year, Span(at, at + len(words.rstrip(" .;"))))


def _dates_out(words: str) -> str:
    return re.sub(
        r"\((?:19|20)\d{2}\s?-\s?(?:19|20)\d{2}\)|giá(?: so sánh)?(?: năm)? (?:19|20)\d{2}|giai đoạn (?:19|20)\d{2}\s?-\s?(?:19|20)\d{2}",
        "",
        words,
    )


def _counts(said: str, figure: re.Match[str], words: str, *, goal: bool) -> bool:
    """Whether a figure is what is aimed at: not a duration, a share named in passing, or a part of a name."""
    if (
        figure["unit"].lower()
        in ("điểm", "lần", "nhiệm vụ", "chương trình", "dự án", "xã", "huyện", "thôn", "người", "hộ", "tuyến")
        and not figure["sign"]
        and not re.search(r"(?:đạt|có|là|thêm|tăng|giảm)\s*$", said)
    ):
        return False
    if re.search(r"(?:mức độ|khoản|điều|quý|số|lần thứ|khóa|cấp độ|giai đoạn|ngày|tháng)\s*$", said, re.IGNORECASE):
        return False
    if figure["unit"].startswith("%") or figure["sign"]:
        return True
    return goal or bool(
        re.search(
            r"(?:thành lập mới|xây dựng|quy hoạch|hình thành|phát triển(?: mới)?)(?: và [^\d]{0,20})? $",
            said,
            re.IGNORECASE,
        )
    )


_VERB = re.compile(
    r"(?:,? (?:phấn đấu|phân đấu|dự kiến|ước|bình quân|hằng năm|hàng năm))*(?: (?:đạt|chiếm|là|tăng|giảm|còn|duy trì|đến|lên|ở mức|vào khoảng|có|bằng|lấp đầy))*(?: (?:bình quân|trung bình|mức))*\s*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^[\s,:;-]*(?:(?:và|trong đó|riêng|đồng thời|phấn đấu|Phấn đấu|phân đấu|Đến(?: hết)? năm \d{4}|đến(?: hết)? năm \d{4}|Đến cuối năm \d{4}|bảo đảm|Bảo đảm|đảm bảo|Đảm bảo|để|có|Có)[ ,:]*)+"
)


def _name(said: str, figure: re.Match[str], words: str, before: str | None) -> tuple[str | None, str | None]:
    """(what further figures of the sentence go on from, the name of this goal)."""
    striven = list(re.finditer(r"(?i:phấn đấu|phân đấu|đảm bảo|bảo đảm)(?: đến(?: hết)? năm \d{4},?)? ", said))
    said = said[striven[-1].end() :] if striven and len(said) - striven[-1].end() > 12 else said
    body = _LEAD.sub("", _VERB.sub("", said)).strip(" ,:;-")
    grows = re.search(
        r"\b(tăng|giảm)(?: trưởng)?(?: bình quân)?(?: hằng năm| hàng năm| \d+ năm(?: \([^)]*\))?)? *$", said
    )
    unit = figure["unit"]
    if before and (not body or (grows and len(body) < 60 and re.match(r"^[\s,]*(?:tăng|giảm)", said))):
        tail = said.strip(" ,")
        return before, f"{before} {tail}".strip()
    if before and re.match(r"^[\s,]*(?:tương đương|tương ứng|hay|khoảng)", said):
        return before, f"{before}, {said.strip(' ,')}"
    if not body:
        after = re.match(r"\s*([^;.]{3,110})", words[figure.end() :])
        if unit.startswith("%") and after:
            return after[1].strip(), f"Tỷ lệ {after[1].strip()}"
        return None, None
    if not unit.startswith("%") and not re.search(r"(?:đạt|chiếm|là|còn|bằng|mức)\s*(?:bình quân )?$", said):
        after = re.match(r"(?: [^\s,;.:()]+){0,8}", words[figure.end() :])
        body = f"{body} {figure['unit']}{after[0] if after and figure['unit'][:1].isupper() else ''}"
    return body, body


def _aim(figure: re.Match[str], name: str, year: int | None, span: Span) -> Aim:
    sign = next((s for s, p in _patterns().signs if p.search(figure["sign"])), ">=" if figure["more"] else "=")
    high = figure["high"]
    return Aim(
        span,
        "Indicator",
        " ".join(name.split()),
        comparator=sign,
        value=_decimal(figure["low"]),
        high=_decimal(high) if high else None,
        unit=" ".join(figure["unit"].lower().split()) if not re.match("[A-Z]{2}", figure["unit"]) else figure["unit"],
        year=year,
    )


def _decimal(words: str) -> Decimal:
    """ "27. 700" -> 27700, "8,5" -> 8.5: point and blank part thousands, the comma decimals."""
    return Decimal(re.sub(r"[. ]", "", words).replace(",", "."))
