"""Mentions of documents by name: laws, programmes, schemes, plans, strategies, treaties without a number.

Forms: "Luật Quy hoạch ngày 24/11/2017", "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B", "Chương trình mục tiêu quốc gia
…", "Đề án phát triển … giai đoạn 2021-2025, định hướng đến năm 2030", "Quy hoạch tỉnh", "Hiệp định … (EVFTA)",
"Nghị quyết Đại hội Đại biểu Đảng bộ tỉnh … lần thứ XVII". A plan that is only to be written is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any

from graph.extract.citations import by_issuer, sessions, treaties, unanchored
from graph.extract.citations.laws import laws_of
from graph.extract.citations.patterns import either_case, owner, patterns, places, presupposed
from graph.extract.citations.spans import Spans, cited, outermost
from graph.language import issuing, kinds
from graph.language.beginnings import Beginnings
from graph.language.compiled import compiled
from graph.language.folding import fold, same_length
from graph.language.lexicon import LOWER, UPPER, any_of, either, load, phrases
from graph.model import Citation, InView

_LONGEST = 320


def find(view: str, numbered: list[Citation[InView]], *, here: str | None) -> list[Citation[InView]]:
    """Citations by name, in the order of the text; `numbered` are those already found by number.

    >>> [c.title for c in find("Căn cứ Luật Đầu tư ngày 17/6/2020; Luật Đất đai;", [], here=None)]
    ['Luật Đầu tư', 'Luật Đất đai']
    >>> [c.title for c in find("Tổ chức thực hiện Đề án chợ số giai đoạn 2021 - 2025. Xây dựng Kế hoạch chợ số năm 2022.", [], here=None)]
    ['Đề án chợ số giai đoạn 2021 - 2025']
    """
    taken = Spans([c.span for c in numbered])
    found = [*laws_of(view, taken, here), *_settled(view, taken, here)]
    laws = Spans([c.span for c in found if c.type in ("Law", "Ordinance", "Constitution")])
    found += _grammatical(view, laws, taken, here)
    begun = {c.span.start for c in found}
    acts = chain(
        sessions.find(view, taken, here),
        treaties.find(view, taken, here),
        by_issuer.find(view, taken, here, lambda start: _to_be_written(view, start)),
    )
    found += (c for c in acts if c.span.start not in begun)
    begun.update(c.span.start for c in found)
    others = unanchored.find(
        view,
        taken,
        here,
        lambda start: _to_be_written(view, start) and not _issued(view, start, taken),
        Spans([*taken.spans, *(c.span for c in found)]),
    )
    found += (c for c in others if c.span.start not in begun)
    return sorted(outermost(found), key=lambda c: (c.span.start, -c.span.end))


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, Any]]:
    """The settled names as they are printed, each with its entry."""
    return {
        form: p for p in load().programmes for w in (p["name"], *p["forms"]) for form in either_case(same_length(w))
    }


def _settled(view: str, taken: Spans, here: str | None) -> Iterator[Citation[InView]]:
    forms = _forms()
    for match in places(view).finditer("settled"):
        common = match[0].startswith("quy hoạch") and (
            _to_be_written(view, match.start()) or _among_kinds(view, match.start(), match.end())
        )
        if not taken.covers(match.start()) and not common:
            kind, end = forms[match[0]]["class"], match.end()
            if kind != "Treaty":  # which has no period: "để thực hiện Hiệp định A giai đoạn 2022 - 2027"
                end = _extended(view, match.start(), end, end + _LONGEST)
            yield cited(kind, view, match.start(), end, here)
            if forms[match[0]]["name"].startswith(_OF_THE_NATION):
                yield from _further(view, end, here)
    for match in _lists().places(view).finditer("list"):
        yield from _further(view, match.end(), here, first=True)


_OF_THE_NATION = "Chương trình mục tiêu quốc gia"


@lru_cache(maxsize=1)
def _lists() -> Beginnings:
    head = rf"(?<!\w)(?i:{_OF_THE_NATION}|Chương trình MTQG)(?: về)?(?:: ?| \()"
    return Beginnings({"list": re.compile(head)}, shared=True)


def _further(view: str, at: int, here: str | None, *, first: bool = False) -> Iterator[Citation[InView]]:
    """The national programmes of a list that says so once: "Chương trình mục tiêu quốc gia giảm nghèo bền vững, xây dựng nông thôn mới"."""
    while True:
        mark = None if first else _MARK.match(view, at)
        start = at if first else mark.end() if mark else at
        name = _member().match(view, start) if first or mark else None
        if name is None:
            return
        first, at = False, name.end()
        one = cited("Programme", view, name.start(), at, here, tail=False)
        yield replace(one, title=_members()[fold(name[0])])


_MARK = re.compile(r"(?:[,;]| và|, và) ")


@lru_cache(maxsize=1)
def _member() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(_members(), case=False)})(?!\w)")


@lru_cache(maxsize=1)
def _members() -> dict[str, str]:
    """The national programmes by what they are about."""
    names = [p["name"] for p in load().programmes if p["name"].startswith(_OF_THE_NATION)]
    return {fold(name.removeprefix(_OF_THE_NATION).strip().removeprefix("về ")): name for name in names}


def _among_kinds(view: str, start: int, end: int) -> bool:
    """Whether a plan in small letters stands in a list of kinds of plans: "quy hoạch vùng, quy hoạch tỉnh, quy hoạch chi tiết"."""
    before, after = view[max(start - 40, 0) : start], view[end : end + 20]
    return bool(re.search(r"quy hoạch [^.;:]{2,30}(?:,| và) $", before) or re.match(r"(?:,| và) quy hoạch ", after))


def _grammatical(view: str, laws: Spans, numbered: Spans, here: str | None) -> Iterator[Citation[InView]]:
    heads = {h["words"].lower(): h for h in phrases("titles")["heads"]}
    for name in ("head", "capital_head", "small_head"):
        for match in places(view).finditer(name):
            start = match.start("head")
            head = heads[match["head"].lower()]
            adopted, small = "adopted" in head, name == "small_head"
            if numbered.covers(start) or laws.covers(start) or (small and not (adopted or presupposed(view, start))):
                continue
            if _of_body().search(view, max(start - _KIND, 0), start):
                continue
            issued = _issued(view, start, numbered)
            if issued and (carried := patterns().carried_out.match(view, match.end())):
                match = carried  # an act that issues a plan for carrying out Y carries out Y
                head = heads[match["head"].lower()]
            carrying = _CARRYING.match(view, match.end()) if issued else None
            if carrying and laws.beginning(carrying.end()):
                continue  # the act carries the law out itself
            promulgated = "promulgated" in head and not issued
            if promulgated and (small or not presupposed(view, start)):
                continue
            end = _end(view, match, numbered, issued=issued, alone="alone" in head)
            if (small or promulgated) and not adopted and not re.search(r"(?:19|20)\d\d", view[start : end or start]):
                continue  # in small letters only a period makes a name: "theo quy hoạch điện quốc gia" names none
            written = _to_be_written(view, start, adopted=adopted) and not issued
            if end and not written and not _is_heading(view, match.start("head"), end):
                yield cited(head["class"], view, match.start("head"), end, here)


_KIND = 40
"""Characters of a kind of bodies at most."""


@lru_cache(maxsize=1)
def _of_body() -> re.Pattern[str]:
    """What a body's name begins with, right before: what follows is part of it, "Vụ | Kế hoạch - Tài chính", "Ban Chỉ đạo | Đề án 06"."""
    return compiled(rf"(?<!\w)(?:{kinds.any_kind()}|(?:{any_of('mentions', 'teams')})(?: [^\W\d_]+){{0,2}}) \Z")


_CARRYING = re.compile("(?: triển khai| tổ chức)*(?: thực hiện| thi hành| triển khai) ")


def _issued(view: str, start: int, numbered: Spans) -> bool:
    """Whether an act named right before issues it: "Quyết định số … phê duyệt Đề án …"."""
    verb = issuing.verb(view, start)
    if verb is None and view.startswith("Quy chế ", start) and view.endswith(_ABOUT, 0, start):
        verb = start - len(_ABOUT)  # "Quyết định số 5/QĐ-UBND về Quy chế …"
    return verb is not None and numbered.ending_in(verb - 1, verb + 1)


_ABOUT = " về "


def _end(view: str, head: re.Match[str], numbered: Spans, *, issued: bool, alone: bool = False) -> int | None:
    """Where the name ends, or None where the words name nothing in particular. What an act issues is particular as it is, some heads are
    with what makes them specific `alone`."""
    p = patterns()
    if not alone and p.generic.match(view, head.end()):
        return None
    owned = owner().match(view, head.end()) if view.startswith(" của ", head.end()) else None
    first = owned.end() if owned else head.end()
    following = numbered.starting(first)
    limit = min(first + _LONGEST, following.start if following else len(view))
    stop = p.stop.search(view, first, limit)
    limit = stop.start() if stop else limit
    anchor = _specific(view, first, limit)
    if anchor is None or (not alone and len(view[first : anchor[0]].split()) < anchor[2]):
        words = view[first:limit].split()
        fewest = 2 if head["head"].endswith(" về") else 3
        return limit if issued and stop and fewest <= len(words) <= 30 else None
    end = anchor[1]
    if p.level.search(view, first, min(end + 11, len(view))):
        return None
    if partner := p.partner.match(view, end) if "giữa" in view[first:end] else None:
        end = partner.end()
    elif other := _OTHER_PARTY.match(view, end):
        end = other.end()
    else:
        end = _extended(view, head.start("head"), end, first + _LONGEST)
    acronym = p.acronym.match(view, end)
    return acronym.end() if acronym else end


_OTHER_PARTY = re.compile(rf"(?<=Việt Nam) - [{UPPER}][{LOWER}]*(?: [{UPPER}][{LOWER}]*)*")
"""The other party of a treaty: "… Việt Nam - Hàn Quốc"."""


def _extended(view: str, start: int, end: int, limit: int) -> int:
    """The end of a name including a following period, outlook and place. "Chương trình mục tiêu quốc gia X trên địa bàn tỉnh Y" ends
    before the place: a national programme is not of the province that carries it out."""
    p = patterns()
    national = p.national.search(view, start, end)
    while extension := p.extension.match(view, end, limit):
        of_party = extension[0].endswith("Đảng")
        if national and p.location.match(extension[0]) and not of_party:
            break
        national, end = national or (extension if of_party else None), extension.end()
    return end


def _is_heading(view: str, start: int, end: int) -> bool:
    """A line that holds the name and nothing else is a heading or a thing to deliver."""
    line = view[view.rfind("\n", 0, start) + 1 : start]
    alone = re.match(r" ?[.;]?(?:\n|$)| ?:", view[end : end + 3])
    return bool(alone) and not re.search(r"\w{2}", line) and not view[start:end].isupper()


def _specific(view: str, first: int, limit: int) -> tuple[int, int, int] | None:
    """Start and end of what makes the name specific, and how many words must stand before it."""
    p = patterns()
    period = p.anchor.search(view, first, limit)
    if period:
        counted = re.match(r"lần thứ |[IVXL]+$", period[0])  # a congress needs no word before its number
        return period.start(), period.end(), 0 if counted else 2
    place = p.place.search(view, first, limit)
    if place and not view[first : place.start()].strip().startswith("của"):
        return place.start(), place.end(), 2 if place[0] not in ("quốc gia", "Việt Nam") else 1
    inner = p.settled.search(view, first, limit)
    if inner and not re.search(r"\bvà\b", view[first : inner.start()]):
        return inner.start(), inner.end(), 0
    acronym = p.acronym.search(view, first, min(limit + 12, len(view)))
    return (acronym.start(), acronym.start(), 3) if acronym and acronym.start() <= limit + 1 else None


def _to_be_written(view: str, head: int, *, adopted: bool = False) -> bool:
    """Whether the nearest verb before the name asks for the document to be written; only the words right before one that is `adopted` can."""
    line = max(view.rfind(c, 0, head) for c in "\n.;:") + 1
    before = view[max(line, head - 90) : head]
    p = patterns()
    if p.counting.search(before) or p.writing.search(before):
        return True
    if adopted:
        return False
    if view[line - 1 : line] == ":" and not before.strip():  # "…, xây dựng: Đề án …"
        return bool(p.writing.search(view[max(line - 60, 0) : line - 1] + " "))
    verbs = [(m.end(), False) for m in p.drafting.finditer(before)] + [
        (m.end(), True) for m in p.executing.finditer(before)
    ]
    if not verbs or len(before) - max(verbs)[0] > 45:
        return False
    return not max(verbs)[1]
