"""What a document says of itself, from its letterhead, title and signature.

Forms: two columns flattened in any order (by tabs, by wide gaps, line by line); markdown tables, whole or broken over lines;
party letterheads; letters ("V/v …"); Công báo pages; a text whose top was cut off; an appendix ("Kèm theo Kế hoạch số …").
Kinds and places of the elements follow Nghị định 30/2020/NĐ-CP, Phụ lục I, and Hướng dẫn 36-HD/VPTW for the Party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from graph.language import dates, numbers, places
from graph.language.beginnings import Beginnings
from graph.language.compiled import compiled
from graph.language.folding import composed, fold, same_length, tidy
from graph.language.lexicon import load, proper_name
from graph.model import Header, Span
from graph.structure import consolidated, issuer, letterhead, signature, title
from graph.structure.letterhead import Cell

_TOP = 7000  # characters: no letterhead with its title is longer
_CENTRAL = 4
"""The tier of ministries and of what belongs to them."""
_PERIOD = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|từ năm|năm)?\s?((?:19|20)\d{2})\s?(?:-|đến(?: năm)?)\s?((?:19|20)\d{2})"
)
_YEAR = re.compile(r"(?:trong|đến)? ?năm ((?:19|20)\d{2})")


def read(text: str, view: str) -> Header:
    """The header of a source text; `view` is the same text as rules read it, for what the letterhead leaves open.

    >>> top = "ỦY BAN NHÂN DÂN\\nTỈNH LÀO CAI\\nSố: 5/KH-UBND\\nLào Cai, ngày 2 tháng 6 năm 2026\\nKẾ HOẠCH\\nPHÁT TRIỂN DU LỊCH NĂM 2027\\n"
    >>> h = read(top, top)
    >>> h.type, h.number, str(h.date), str(h.issuer), h.title, h.period
    ('Plan', '5/KH-UBND', '2026-06-02', 'Ủy ban nhân dân tỉnh Lào Cai', 'PHÁT TRIỂN DU LỊCH NĂM 2027', (2027, 2027))
    """
    text, stands = composed(text)
    top = letterhead.read(same_length(text[:_TOP]))
    header = title.find(top)
    head = [c for c in top if c.start < header.span.end]
    header = _numbered(header, head, view)
    header = _dated(header, head, view)
    header = consolidated.original(_issued(header, head, top, view), view)
    header = replace(header, type=header.type or _type(header, view), period=_period(header.title or ""))
    words = tidy(header.title_span.of(text)) if header.title_span else ""
    if fold(words) == fold(
        header.title or ""
    ):  # the words themselves; a subject beside another column stays as it was joined
        header = replace(header, title=words or None)
    name, role = signature.read(text, header.span.end)
    return _in_source(replace(header, signer=name, role=role), stands)


def _in_source(header: Header, stands: Sequence[int]) -> Header:
    """The header with spans of the source; until here they count the characters of its composed text."""

    def at(span: Span) -> Span:
        return Span(stands[span.start], stands[span.end])

    return replace(header, span=at(header.span), title_span=at(header.title_span) if header.title_span else None)


def _numbered(header: Header, head: list[Cell], view: str) -> Header:
    own = any(
        re.match(rf"Số ?: ?{numbers.NUMBER}", cell.text) for cell in head
    )  # "THEO QUYẾT ĐỊNH SỐ 5/QĐ-SYT" is above it
    for cell in head:
        match = re.match(rf"(?:[\w ]{{0,20}}\b)?(?i:số) ?:? ?({numbers.NUMBER})", cell.text)
        if (
            match
            and not (own and match[0].startswith("SỐ ") and ":" not in match[0])
            and not cell.text[0].islower()
            and not letterhead.patterns().opening.match(cell.text)
            and not header.appended
            and cell.start < (header.title_span or header.span).end
        ):
            number = numbers.normal(match[1])
            told = load().class_of_number(number)
            kind = "OtherDocument" if numbers.is_consolidated(number) else header.type or told or "OfficialLetter"
            return replace(header, number=number, type=kind)
        if header.title_span and cell.start >= header.title_span.start:
            break
    below = re.search(rf"^(?i:luật )?(?i:số) ?: ?({numbers.NUMBER})$", view[:8000], re.MULTILINE)
    if below and not header.appended:  # a page's text layer may give the letterhead after the title
        return replace(header, number=numbers.normal(below[1]))
    return header


def _dated(header: Header, head: list[Cell], view: str) -> Header:
    above = header.title_span.start if header.title_span and not header.appended else header.span.end
    cells = [c.text for c in head if c.end <= above and not c.text.upper().startswith("CÔNG BÁO")]
    datelines = (m for words in cells if (m := re.search(rf"(?:^|[^,]{{2,25}}), ?({dates.DAY})", words)))
    match = None if header.appended else next((m for m in datelines if "ngày" in m[1] or "tháng" in m[1]), None)
    match = match or re.search(
        rf"(?:{proper_name()}|[^,]{{2,20}}), ?({dates.DAY})|\bngày ?({dates.DAY})|({dates.DAY})", " ".join(cells)
    )
    if not match:  # the right column may come after the title
        match = re.search(rf"^(?:{proper_name()}), ?({dates.DAY})", view[:3000], re.MULTILINE)
    if match:
        return replace(header, date=dates.read(match[0]))
    passed = re.search(rf"này (?:đã )?được [^.;]{{0,160}}? thông qua (?:ngày )?({dates.DAY})", view[-4000:])
    return replace(header, date=dates.read(passed[1]) if passed else None)


def _issued(header: Header, head: list[Cell], top: list[Cell], view: str) -> Header:
    here = _place(head, view)
    found = issuer.find(header, top, header.type or _type(header, view), here, view)
    first = found[0] if found else None
    wide = first is not None and first.place is None and first.tier <= _CENTRAL  # a university is of no place
    return replace(
        header, issuer=first, joint=found[1:], jurisdiction=(first.place if first else None) or (None if wide else here)
    )


def _place(head: list[Cell], view: str) -> str | None:
    """The province a document speaks of: of its letterhead, of its dateline, or the one it names most."""
    text = " ".join(c.text for c in head)
    names, seat = _provinces(), load().seat
    upper = re.search(rf"\b(?i:tỉnh|thành phố|tỉnh ủy|thành ủy) ({names.upper()})\b", text)
    dateline = re.search(rf"\b({names}), ?ngày", text)
    printed = upper[1] if upper else dateline[1] if dateline and dateline[1] != seat else _named_most(view, seat)
    place = places.proper(printed) if printed else None
    return f"{'thành phố' if place in load().cities else 'tỉnh'} {place}" if place else None


def _provinces() -> str:
    return "|".join(sorted(load().provinces, key=lambda n: (-len(n), n)))


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({"province": compiled(rf"\b(?:{_provinces()})\b")})


def _named_most(view: str, seat: str) -> str | None:
    """The province, other than the seat of the centre, that a text names most often."""
    named = Counter(m[0] for m in _begun().places(view).finditer("province") if m[0] != seat)
    return min(named, key=lambda n: (-named[n], n)) if named else None


def _type(header: Header, view: str) -> str | None:
    """The type that a text without a type line calls itself by: "Kế hoạch này"."""
    words = Counter(m[1] for m in re.finditer(rf"({load().type_words}) này\b", view))
    if not words:
        return load().class_of_number(header.number) if header.number else None
    return load().class_of_word.get(fold(max(words, key=lambda w: (words[w], w))))


def _period(title: str) -> tuple[int, int] | None:
    title = re.sub(dates.DAY, "", fold(title))
    years = _PERIOD.search(title)
    if years:
        return int(years[1]), int(years[2])
    one = _YEAR.findall(title)
    return (int(one[-1]), int(one[-1])) if len(one) == 1 and "đến năm" not in title else None
