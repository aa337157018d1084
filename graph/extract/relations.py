"""What a text says of how documents stand to each other, nested statements too.

"A ban hành Chương trình hành động thực hiện B": A implements B. "Kế hoạch này thay thế A về thực hiện B": the document replaces
A, and A implements B. "Căn cứ A; B": the document is based on both. "Các Nghị định quy định chi tiết B (số A1, số A2)".
What lies between two mentions is read by the connectors of `phrases/relations.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.lexicon import load
from graph.model import Citation, Header, Relation, Span

ITSELF = -1


@dataclass(slots=True)
class _Place:
    """A mention in its sentence: what governs it, by which words. `root`: it stands at the sentence's own level."""

    index: int
    citation: Citation
    root: bool = False
    relation: Relation | None = None


def find(view: str, citations: Sequence[Citation], header: Header, title: Span | None) -> list[Relation]:
    """The relations stated in the text; spans are characters of the view; `title` is where the title stands in it.

    >>> a = Citation(Span(9, 30), "Plan", "155/KH-UBND"); own = Citation(Span(0, 12), "Plan", itself=True)
    >>> r, = find("Kế hoạch này thay thế Kế hoạch số 155/KH-UBND.", [own, Citation(Span(22, 45), "Plan", "155/KH-UBND")], Header(), None)
    >>> r.subject, r.predicate, r.object
    (-1, 'replaces', 1)
    """
    found: list[Relation] = []
    opening = _opening(view, title)
    repeal: str | None = None
    for line, places in _lines(view, citations):
        words = view[line.start : line.end]
        _tree(view, line, places)
        found += [p.relation for p in places if p.relation]
        found += _own(view, line, places, header, opening, title)
        if repeal and _LISTED.match(words):
            found += _governed(view, line, places, repeal, "listed")
        elif places or words.strip():
            repeal = _opens_list(words)
    return found


_LISTED = re.compile(r"\W{0,3}(?:[a-zđ]\)|-|\+|\d{1,2}[.)])")


def _opens_list(words: str) -> str | None:
    match = re.search(r"(?i:(bãi bỏ|thay thế))[^;.]{0,60}?(?: sau(?: đây)?)?:$", words.strip())
    return {"bãi bỏ": "repeals", "thay thế": "replaces"}[match[1].lower()] if match else None


def _lines(view: str, citations: Sequence[Citation]) -> Iterator[tuple[Span, list[_Place]]]:
    i, start = 0, 0
    while start < len(view):
        end = view.find("\n", start)
        end = len(view) if end < 0 else end
        places: list[_Place] = []
        while i < len(citations) and citations[i].span.start < end:
            places.append(_Place(i, citations[i]))
            i += 1
        if places or view[start:end].endswith(":") or _LISTED.match(view[start : start + 12]):
            yield Span(start, end), places
        start = end + 1


def _tree(view: str, line: Span, places: list[_Place]) -> None:
    """Give every mention of a line its governor."""
    last: _Place | None = None
    for n, place in enumerate(places):
        outer = next((p for p in reversed(places[:n]) if p.citation.span.end >= place.citation.span.end), None)
        if outer:
            _inside(view, outer, place, places[:n])
        elif last is None:
            place.root = True
            _headed(view, line, place, places[n + 1 :])
            last = place
        else:
            _after(view, last, place, places[:n])
            last = place


def _inside(view: str, outer: _Place, place: _Place, before: list[_Place]) -> None:
    """A name inside a name: "Luật sửa đổi … của Luật A, Luật B", "Kế hoạch thực hiện Quy hoạch …"."""
    start = outer.citation.span.start
    earlier = [p for p in before if p is not outer and p.citation.span.start > start and p.relation]
    gap = view[start : place.citation.span.start]
    hit = _connect(gap)
    if earlier and re.fullmatch(r",? ?(?:và )?", view[earlier[-1].citation.span.end : place.citation.span.start]):
        predicate = earlier[-1].relation.predicate if earlier[-1].relation else "amends"
        place.relation = Relation(outer.index, predicate, place.index, outer.citation.span, "name-in-name")
    elif hit and not hit[1]:
        place.relation = Relation(outer.index, hit[0], place.index, outer.citation.span, "name-in-name")


def _after(view: str, last: _Place, place: _Place, before: list[_Place]) -> None:
    gap = view[last.citation.span.end : place.citation.span.start]
    hit = _connect(gap)
    if hit:
        predicate, passive = hit
        ends = (place.index, last.index) if passive else (last.index, place.index)
        ends = tuple(ITSELF if _is_own(i, before, place) else i for i in ends)  # type: ignore[assignment]
        if ends[0] != ends[1]:
            span = Span(last.citation.span.start, place.citation.span.end)
            place.relation = Relation(ends[0], predicate, ends[1], span, f"between:{predicate}")
        return
    if re.fullmatch(r"[ ,;)\"]*(?:và |hoặc |cùng )?(?:các )?(?:tại )?", gap):
        place.root = last.root
        if last.relation and last.relation.object == last.index:  # a list shares what governs its first member
            r = last.relation
            span = Span(r.span.start, place.citation.span.end)
            place.relation = Relation(r.subject, r.predicate, place.index, span, r.rule)
    elif re.search(r"(?:[;,)] ?(?:và )?|\bvà )(?:các )?$", gap):
        place.root = True


def _is_own(index: int, before: list[_Place], place: _Place) -> bool:
    return any(p.citation.itself for p in (*before, place) if p.index == index)


def _headed(view: str, line: Span, place: _Place, following: list[_Place]) -> None:
    """ "Các Nghị định quy định chi tiết … của Luật A (Số B1, số B2)": B1 and B2 stand to A as the head says."""
    match = re.search(rf"(?i:các) {load().type_words} (?:của [^,;.]{{3,60}} )?", view[line.start : place.citation.span.start])
    if not match or not following:
        return
    hit = _connect(view[line.start + match.end() - 1 : place.citation.span.start])
    opened = re.match(r"[^.;]{0,60}?[(:]", view[place.citation.span.end : following[0].citation.span.start + 1])
    if not hit or hit[1] or not opened and not re.match(r"[^.;]{0,60}?[(:]", view[place.citation.span.end :]):
        return
    kind = next((load().class_of_word[w] for w in load().class_of_word if w in match[0].lower()), None)
    depth_end = _closing(view, place.citation.span.end, line.end)
    place.root = False
    for other in following:
        if other.citation.span.start < depth_end and other.citation.type == kind and other.citation.number:
            other.root = True
            span = Span(line.start + match.start(), other.citation.span.end)
            _pending(other, Relation(other.index, hit[0], place.index, span, f"headed:{hit[0]}"))


def _closing(view: str, start: int, end: int) -> int:
    close = view.find(")", start, end)
    return close if close > 0 else end


_PENDING: dict[int, Relation] = {}


def _pending(place: _Place, relation: Relation) -> None:
    place.relation = relation


def _connect(gap: str) -> tuple[str, bool] | None:
    """What the words before a mention say: (predicate, passive)."""
    clause = re.split(r"[;:.](?!\d)", gap)[-1]
    for connector in load().connectors:
        if connector.pattern.search(clause):
            return connector.predicate, connector.passive
    return None


@lru_cache(maxsize=1)
def _intro() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|[.;] |\W{0,3}(?:\d{1,2}[.)]|-|[a-z]\))? ?)(?:(?:Để|Nhằm|Tiếp tục|Tổ chức|Trên cơ sở|Kế hoạch này|Chương trình này) )*"
        r"(?i:quán triệt,? |triển khai,? |tổ chức |cụ thể hóa (?:và )?|thể chế hóa,? )*(?i:thực hiện|triển khai|cụ thể hóa|thi hành)"
        r"[^.;:\d]{0,60}?$"
    )


def _own(
    view: str, line: Span, places: list[_Place], header: Header, opening: int, title: Span | None
) -> Iterator[Relation]:
    """What the document says of itself in this line."""
    others = [p for p in places if not p.citation.itself]
    if not others:
        return
    first = others[0]
    before = view[line.start : first.citation.span.start]
    if title and line.start < title.end and line.end > title.start:
        yield from _of_title(view, line, others, title)
    elif re.match(r"\W*(?:Căn cứ )+", before):
        yield from _roots(line, others, "basedOn", "basis")
    elif header.type == "OtherDocument" and re.search(r"(?i:kèm theo)[^.;]{0,20}$", before) and line.start < opening:
        yield Relation(ITSELF, "appendixOf", first.index, Span(line.start, first.citation.span.end), "appended")
    elif line.start < opening and _intro().search(before):
        yield from _roots(line, others, "implements", "opening")
    else:
        hit = re.match(r"\W*(?:(?:Điều )?\d+[.)]? ?)?(?:[a-z]\) )?(Bãi bỏ|Thay thế|Sửa đổi|Bổ sung)\b[^;]*$", before)
        if hit:
            predicate = {"B": "repeals", "T": "replaces"}.get(hit[1][0], "amends") if hit[1] != "Bổ sung" else "amends"
            yield from _roots(line, others, predicate, "article")


def _of_title(view: str, line: Span, others: list[_Place], title: Span) -> Iterator[Relation]:
    start = max(line.start, title.start)
    gap = view[start : others[0].citation.span.start]
    hit = _connect(" " + gap)
    if hit and not hit[1] and len(gap) < 220:
        yield from _roots(Span(start, line.end), others, hit[0], f"title:{hit[0]}")


def _governed(view: str, line: Span, places: list[_Place], predicate: str, rule: str) -> Iterator[Relation]:
    yield from _roots(line, [p for p in places if not p.citation.itself], predicate, rule)


def _roots(line: Span, places: list[_Place], predicate: str, rule: str) -> Iterator[Relation]:
    for place in places:
        if place.root:
            yield Relation(ITSELF, predicate, place.index, Span(line.start, place.citation.span.end), rule)


def _opening(view: str, title: Span | None) -> int:
    """Where the introduction ends: before the second part, and not far into the text."""
    start = title.end if title else 0
    second = re.search(r"^\W{0,3}(?:II[.\-)/]|2[.\-)] ?(?:Yêu cầu|YÊU CẦU))", view[start:], re.MULTILINE)
    limit = start + 9000
    return min(start + second.start(), limit) if second else min(limit, len(view))
