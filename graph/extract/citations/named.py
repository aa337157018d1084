"""Mentions of documents by name: laws, programmes, schemes, plans, strategies, treaties without a number.

Forms: "Luật Quy hoạch ngày 24/11/2017", "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B", "Chương trình mục tiêu quốc gia
…", "Đề án phát triển … giai đoạn 2021-2025, định hướng đến năm 2030", "Quy hoạch tỉnh", "Hiệp định … (EVFTA)",
"Nghị quyết Đại hội Đại biểu Đảng bộ tỉnh … lần thứ XVII". A plan that is only to be written is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from graph.language import bodies, dates, issuing, numbers
from graph.language.folding import fold, same_length
from graph.language.lexicon import LOWER, UPPER, any_of, either, load, phrases, proper_name
from graph.model import Citation, InView

_LONGEST = 320


class _Patterns(NamedTuple):
    law: re.Pattern[str]
    amending: re.Pattern[str]
    known_law: re.Pattern[str]
    law_name: re.Pattern[str]
    settled: re.Pattern[str]
    head: re.Pattern[str]
    capital_head: re.Pattern[str]
    anchor: re.Pattern[str]
    extension: re.Pattern[str]
    place: re.Pattern[str]
    stop: re.Pattern[str]
    drafting: re.Pattern[str]
    executing: re.Pattern[str]
    counting: re.Pattern[str]
    writing: re.Pattern[str]
    bill: re.Pattern[str]
    national: re.Pattern[str]
    location: re.Pattern[str]
    level: re.Pattern[str]
    generic: re.Pattern[str]
    acronym: re.Pattern[str]
    owner: re.Pattern[str]
    law_stop: re.Pattern[str]
    partner: re.Pattern[str]
    tail: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    titles = phrases("titles")
    capitals = either(p.upper() for p in load().provinces)
    name = f"(?-i:{proper_name()}|{capitals}(?!\\w))"  # never in small letters, whatever the words around it

    def join(key: str) -> str:
        return "|".join(f"(?:{entry['words']})" for entry in titles[key]).replace("NAME", name)

    heads = any_of("titles", "heads")
    settled = [w for p in load().programmes for w in (p["name"], *p["forms"])]
    laws, law = either(load().laws), load().law_words
    amended = r"(?:sửa đổi|bổ sung|Sửa đổi)(?:,? (?:và )?(?:bổ sung|sửa đổi))?(?: một số (?:điều|nội dung))?(?: của)?"
    return _Patterns(
        law=re.compile(rf"(?<!\w)(?:{law}) (?=[{UPPER}]|sửa đổi|bổ sung)"),
        amending=re.compile(
            rf"Luật {amended} [^;:.\n()]*?(?=;|:|\.|\n| số \d| ngày| năm \d| \(|$| (?:{join('amending_stops')}))"
        ),
        known_law=re.compile(rf"(?i:{laws})(?!\w)"),
        law_name=re.compile(rf"(?:{law}) [{UPPER}][{LOWER}]*(?:,? [{UPPER}{LOWER}]+){{0,12}}"),
        settled=re.compile(rf"(?<!\w){either(settled)}(?!\w)"),
        head=re.compile(
            rf"(?<!\w)(?:{heads}|(?<=phê duyệt )(?i:{heads})|(?<=ban hành )(?i:{heads})|(?<=\d, )(?i:{heads}))(?= )"
        ),
        capital_head=re.compile(rf"(?<!\w)(?:{heads.upper()})(?= )"),
        anchor=re.compile(f"(?i:{join('anchors')})(?!\\d)"),
        extension=re.compile(f"(?:{join('extensions')})(?!\\w)", re.IGNORECASE),
        place=re.compile(f"(?<= )(?:{join('places')})(?!\\w)"),
        stop=re.compile(
            rf"[.;:!?\"\n]|(?<![{UPPER}\d])\)|\((?![{UPPER}]{{2,}}[A-Za-z0-9]*\))|(?<=[ ,])(?i:{join('stops')})(?!\w)"
            rf"|,? (?:và |hoặc |cùng )?(?=(?:{heads}|{load().type_words}) (?:này|số))|, (?={heads})",
        ),
        drafting=re.compile(f"(?<!\\w)(?:{join('drafting')})(?!\\w)", re.IGNORECASE),
        executing=re.compile(f"(?<!\\w)(?:{join('executing')})(?!\\w)", re.IGNORECASE),
        counting=re.compile(f"(?<!\\w)(?:{join('counting')}) $", re.IGNORECASE),
        writing=re.compile(f"(?<!\\w)(?:{join('writing')}) $", re.IGNORECASE),
        bill=re.compile(f"(?:{join('bills')}) $", re.IGNORECASE),
        national=re.compile(f"(?i:{join('national')})(?!\\w)"),
        location=re.compile(rf",? (?:{join('location')}) ", re.IGNORECASE),
        level=re.compile(f"(?<!\\w)(?:{join('level')})(?!\\w)"),
        generic=re.compile(f" (?:{join('generic')})(?!\\w)", re.IGNORECASE),
        acronym=re.compile(any_of("titles", "acronyms")),
        law_stop=re.compile(rf",? (?:{any_of('titles', 'law_stops')})(?!\w)"),
        partner=re.compile(
            rf" và [{UPPER}][^;:.,\n()\"]{{1,80}}?(?=[;:.,\n()\"]|(?<!\w) ?(?:{join('parting')})(?!\w)|$)"
        ),
        owner=re.compile(rf" của (?:{bodies.pattern()})(?= )"),
        tail=re.compile(
            rf"(?: số ({numbers.NUMBER}|{numbers.BARE}))?(?:[ ,]*(?:({dates.DAY})|năm ((?:19|20)\d{{2}})))?(?: của ({bodies.pattern()}))?"
        ),
    )


def find(view: str, numbered: list[Citation[InView]], *, here: str | None) -> list[Citation[InView]]:
    """Citations by name, in the order of the text; `numbered` are those already found by number.

    >>> [c.title for c in find("Căn cứ Luật Đầu tư ngày 17/6/2020; Luật Đất đai;", [], here=None)]
    ['Luật Đầu tư', 'Luật Đất đai']
    >>> [c.title for c in find("Tổ chức thực hiện Đề án chợ số giai đoạn 2021 - 2025. Xây dựng Kế hoạch chợ số năm 2022.", [], here=None)]
    ['Đề án chợ số giai đoạn 2021 - 2025']
    """
    taken = _Spans([c.span for c in numbered])
    found = [*_laws(view, taken, here), *_settled(view, taken, here)]
    laws = _Spans([c.span for c in found if c.type in ("Law", "Ordinance", "Constitution")])
    found += _grammatical(view, laws, taken, here)
    return sorted(_outermost(found), key=lambda c: (c.span.start, -c.span.end))


class _Spans:
    """Spans in order, asked for the next start and for overlap."""

    def __init__(self, spans: list[InView]) -> None:
        self.spans = sorted(spans)
        self.starts = [s.start for s in self.spans]

    def covers(self, position: int) -> bool:
        i = bisect_left(self.starts, position + 1) - 1
        return any(s.start <= position < s.end for s in self.spans[max(i - 3, 0) : i + 1])

    def beginning(self, position: int) -> InView | None:
        """The longest that begins right there."""
        first, last = bisect_left(self.starts, position), bisect_left(self.starts, position + 1)
        return max(self.spans[first:last], default=None)

    def starting(self, position: int) -> InView | None:
        i = bisect_left(self.starts, position)
        return self.spans[i] if i < len(self.spans) else None

    def ending_in(self, start: int, end: int) -> bool:
        i = bisect_left(self.starts, end)
        return any(start <= s.end <= end for s in self.spans[max(i - 4, 0) : i])


def _laws(view: str, taken: _Spans, here: str | None) -> Iterator[Citation[InView]]:
    p, inside = _patterns(), 0
    for match in p.law.finditer(view):
        whole = taken.beginning(match.start())
        if whole:  # cited with its number; laws inside its name have none of it
            inside = max(inside, whole.end)
            continue
        name = p.amending.match(view, match.start()) or p.known_law.match(view, match.start())
        end = name.end() if name else _law_end(view, match.start())
        if end and not p.bill.search(view, max(match.start() - 24, 0), match.start()):
            kind = "Ordinance" if match[0].startswith("Pháp") else "Law"
            own = match.start() >= inside and not taken.covers(end)  # what follows is not of a law inside
            yield _cited(kind, view, match.start(), end, here, tail=own)
            inside = max(inside, end)


def _law_end(view: str, start: int) -> int | None:
    """Where a law's name ends that the gazetteer does not know: before the first word that no name holds."""
    match = _patterns().law_name.match(view, start)
    if not match:
        return None
    stop = _patterns().law_stop.search(match[0])
    name = match[0][: stop.start()] if stop else match[0]
    end = start + len(re.sub(r"(?:,| và| hoặc| của)+$", "", name))
    return end if end - start > 8 else None


def _settled(view: str, taken: _Spans, here: str | None) -> Iterator[Citation[InView]]:
    forms = {same_length(w): p for p in load().programmes for w in (p["name"], *p["forms"])}
    for match in _patterns().settled.finditer(view):
        if not taken.covers(match.start()):
            end = _extended(view, match.start(), match.end(), match.end() + _LONGEST)
            yield _cited(forms[match[0]]["class"], view, match.start(), end, here)


def _grammatical(view: str, laws: _Spans, numbered: _Spans, here: str | None) -> Iterator[Citation[InView]]:
    heads = {h["words"].lower(): h for h in phrases("titles")["heads"]}
    for pattern in (_patterns().head, _patterns().capital_head):
        for match in pattern.finditer(view):
            if numbered.covers(match.start()) or laws.covers(match.start()):
                continue
            head = heads[match[0].lower()]
            issued = _issued(view, match.start(), numbered)
            end = _end(view, match, numbered, issued=issued) if issued or not head.get("promulgated") else None
            if end and (issued or not _to_be_written(view, match)) and not _is_heading(view, match.start(), end):
                yield _cited(head["class"], view, match.start(), end, here)


def _issued(view: str, start: int, numbered: _Spans) -> bool:
    """Whether an act named right before issues it: "Quyết định số … phê duyệt Đề án …"."""
    verb = issuing.verb(view, start)
    return verb is not None and numbered.ending_in(verb - 1, verb + 1)


def _end(view: str, head: re.Match[str], numbered: _Spans, *, issued: bool) -> int | None:
    """Where the name ends, or None where the words name nothing in particular. What an act issues is particular as it is."""
    p = _patterns()
    if p.generic.match(view, head.end()):
        return None
    owner = p.owner.match(view, head.end())
    first = owner.end() if owner else head.end()
    following = numbered.starting(first)
    limit = min(first + _LONGEST, following.start if following else len(view))
    stop = p.stop.search(view, first, limit)
    limit = stop.start() if stop else limit
    anchor = _specific(view, first, limit)
    if anchor is None or len(view[first : anchor[0]].split()) < anchor[2]:
        return limit if issued and stop and 3 <= len(view[first:limit].split()) <= 30 else None
    end = anchor[1]
    if p.level.search(view, first, min(end + 11, len(view))):
        return None
    if partner := p.partner.match(view, end) if "giữa" in view[first:end] else None:
        end = partner.end()
    end = _extended(view, head.start(), end, first + _LONGEST)
    acronym = p.acronym.match(view, end)
    return acronym.end() if acronym else end


def _extended(view: str, start: int, end: int, limit: int) -> int:
    """The end of a name including a following period, outlook and place. "Chương trình mục tiêu quốc gia X trên địa bàn tỉnh Y" ends
    before the place: a national programme is not of the province that carries it out."""
    p = _patterns()
    national = p.national.search(view, start, end)
    while extension := p.extension.match(view, end, limit):
        if national and p.location.match(extension[0]):
            break
        end = extension.end()
    return end


def _is_heading(view: str, start: int, end: int) -> bool:
    """A line that holds the name and nothing else is a heading or a thing to deliver."""
    line = view[view.rfind("\n", 0, start) + 1 : start]
    alone = re.match(r" ?\.?(?:\n|$)| ?:", view[end : end + 3])
    return bool(alone) and not re.search(r"\w{2}", line) and not view[start:end].isupper()


def _specific(view: str, first: int, limit: int) -> tuple[int, int, int] | None:
    """Start and end of what makes the name specific, and how many words must stand before it."""
    p = _patterns()
    period = p.anchor.search(view, first, limit)
    if period:
        return period.start(), period.end(), 2
    place = p.place.search(view, first, limit)
    if place and not view[first : place.start()].strip().startswith("của"):
        return place.start(), place.end(), 2 if place[0] not in ("quốc gia", "Việt Nam") else 1
    inner = p.settled.search(view, first, limit)
    if inner and not re.search(r"\bvà\b", view[first : inner.start()]):
        return inner.start(), inner.end(), 0
    acronym = p.acronym.search(view, first, min(limit + 12, len(view)))
    return (acronym.start(), acronym.start(), 3) if acronym and acronym.start() <= limit + 1 else None


def _to_be_written(view: str, head: re.Match[str]) -> bool:
    """Whether the nearest verb before the name asks for the document to be written."""
    line = max(view.rfind(c, 0, head.start()) for c in "\n.;:") + 1
    before = view[max(line, head.start() - 90) : head.start()]
    p = _patterns()
    if p.counting.search(before) or p.writing.search(before):
        return True
    verbs = [(m.end(), False) for m in p.drafting.finditer(before)] + [
        (m.end(), True) for m in p.executing.finditer(before)
    ]
    if not verbs or len(before) - max(verbs)[0] > 45:
        return False
    return not max(verbs)[1]


def _cited(kind: str, view: str, start: int, end: int, here: str | None, *, tail: bool = True) -> Citation[InView]:
    """The citation of the name at `start` to `end`; date and issuer follow it, unless it is the last of a longer name (`tail`)."""
    title = view[start:end].strip(' ,"')
    end = start + len(view[start:end].rstrip(' ,"'))
    after = _patterns().tail.match(view, end) if tail else None
    date = dates.read(after[2] or after[3]) if after and (after[2] or after[3]) else None
    issuer = bodies.name(after[4], here) if after and after[4] else None
    number = numbers.normal(after[1]) if after and after[1] else None
    owner = _patterns().owner.search(view, start, end)
    if owner and issuer is None:
        issuer = bodies.name(owner[0].removeprefix(" của "), here)
    congress = _congress().match(title) if kind == "Resolution" else None
    if congress and issuer is None:
        issuer = bodies.name(congress[1], here)
    last = after.end() if after and any(after.groups()) else end
    return Citation(InView(start, last), kind, number, title, date, issuer)


@lru_cache(maxsize=1)
def _congress() -> re.Pattern[str]:
    """ "Nghị quyết Đại hội Đại biểu Đảng bộ tỉnh … lần thứ XVII": the congress is the issuer."""
    return re.compile(r"Nghị quyết (Đại hội .+? lần thứ [IVXL]+)")


def _outermost(found: list[Citation[InView]]) -> list[Citation[InView]]:
    """One citation per beginning: the longest."""
    longest: dict[int, Citation[InView]] = {}
    for c in found:
        kept = longest.get(c.span.start)
        if kept is None or c.span.end > kept.span.end:
            longest[c.span.start] = c
    return list(longest.values())


def same_name(a: str, b: str) -> bool:
    """Whether two printed names are one: equal when folded, or one goes on where the other ends.

    >>> same_name("Quy hoạch mạng lưới", "Quy hoạch mạng lưới thời kỳ 2021-2030"), same_name("Luật Đầu tư", "Luật Đầu tư công")
    (True, False)
    """
    short, long = sorted((fold(a), fold(b)), key=len)
    return short == long or bool(re.match(re.escape(short) + r"(?: thời kỳ| giai đoạn| đến năm| năm \d|,)", long))
