"""What a text says of how documents stand to each other, nested statements too.

"A ban hành Chương trình hành động thực hiện B": A implements B. "Kế hoạch này thay thế A về thực hiện B": the document replaces
A, and A implements B. "Căn cứ A; B": the document is based on both. "Các Nghị định quy định chi tiết B (số A1, số A2)".
What lies between two mentions is read by the connectors of `phrases/relations.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from graph.extract.back import in_view, placed_relation
from graph.language import bodies, numbers
from graph.language.lexicon import any_of, load, phrases
from graph.model import Citation, Document, Findings, Header, InView, Relation

ITSELF = -1


@dataclass(slots=True)
class _Place:
    """A mention in its sentence: what governs it, by which words. `root`: it stands at the sentence's own level."""

    index: int
    citation: Citation[InView]
    root: bool = False
    headed: bool = False
    relation: Relation[InView] | None = None
    shared: list[Relation[InView]] = field(default_factory=list)  # the same of the members listed before the governor


def step(document: Document, findings: Findings) -> Findings:
    """What documents do to one another. Reads: header, view, citations. Writes: relations."""
    view, title = document.view, document.header.title_span
    cited = [in_view(c) for c in findings.citations]
    related = find(view.text, cited, document.header, view.place(title) if title else None)
    return replace(findings, relations=tuple(placed_relation(r, view) for r in related))


def find(
    view: str, citations: Sequence[Citation[InView]], header: Header, title: InView | None
) -> list[Relation[InView]]:
    """The relations stated in the text; spans are characters of the view; `title` is where the title stands in it.

    >>> a = Citation(InView(9, 30), "Plan", "155/KH-UBND"); own = Citation(InView(0, 12), "Plan", itself=True)
    >>> r, = find("Kế hoạch này thay thế Kế hoạch số 155/KH-UBND.", [own, Citation(InView(22, 45), "Plan", "155/KH-UBND")], Header(), None)
    >>> r.subject, r.predicate, r.object
    (-1, 'replaces', 1)
    """
    found: list[Relation[InView]] = []
    opening = _openings(view, title)
    repeal: str | None = None
    for line, places in _lines(view, citations):
        words = view[line.start : line.end]
        _tree(view, line, places)
        found += [r for p in places for r in (p.relation, *p.shared) if r]
        found += _own(view, line, places, header, opening, title)
        if repeal and _LISTED.match(words):
            found += _listed(words, line, places, repeal)
        elif places or words.strip():
            repeal = _opens_list(words)
    return found


_LISTED = re.compile(r"\W{0,3}(?:[a-zđ]\)|-|\+|\d{1,2}[.)])")


@lru_cache(maxsize=1)
def _opens() -> re.Pattern[str]:
    """ "Điều 3. Bãi bỏ các văn bản sau:", "2. Thay thế:", "Nghị quyết này bãi bỏ:" """
    return re.compile(
        r"(?:^\W*(?:(?:Điều )?\d+[a-z]?[.)]\s*)*(?:[a-zđ]\)\s*)?|này\b[^.;:]{0,80}?\b)"
        rf"(?i:({any_of('mentions', 'undoing')}))\b([^;.]{{0,80}}?):$"
    )


@lru_cache(maxsize=1)
def _part() -> re.Pattern[str]:
    """A part of a document: who repeals or replaces a part changes the whole."""
    return re.compile(rf"\b(?i:{any_of('mentions', 'parts')})\b|\b(?:{any_of('mentions', 'provisions')})")


def _opens_list(words: str) -> str | None:
    """What a line that ends in a colon does to the documents listed below it: "Bãi bỏ các văn bản sau:"."""
    match = _opens().search(words.strip())
    return _undone(match[1], match[2]) if match else None


def _undone(verb: str, what: str) -> str:
    whole = next(str(e["predicate"]) for e in phrases("mentions")["undoing"] if re.fullmatch(e["words"], verb.lower()))
    return "amends" if _part().search(what) else whole


def _lines(view: str, citations: Sequence[Citation[InView]]) -> Iterator[tuple[InView, list[_Place]]]:
    i, start = 0, 0
    while start < len(view):
        end = view.find("\n", start)
        end = len(view) if end < 0 else end
        places: list[_Place] = []
        while i < len(citations) and citations[i].span.start < end:
            places.append(_Place(i, citations[i]))
            i += 1
        if places or view[start:end].endswith(":") or _LISTED.match(view[start : start + 12]):
            yield InView(start, end), places
        start = end + 1


def _tree(view: str, line: InView, places: list[_Place]) -> None:
    """Give every mention of a line its governor."""
    last: _Place | None = None
    for n, place in enumerate(places):
        if re.search(r"\([^()]{0,30}(?:gọi|viết) (?:tắt )?là:? [^()]*$", view[line.start : place.citation.span.start]):
            continue  # a short form being defined says nothing of its own
        outer = next(
            (p for p in reversed(places[max(n - 24, 0) : n]) if p.citation.span.end >= place.citation.span.end), None
        )
        if outer:
            _inside(view, outer, place, places[max(n - 24, 0) : n])
        elif last is None:
            place.root = True
            _headed(view, line, place, places[n + 1 : n + 25])
            last = place
        else:
            if not place.headed:
                _after(view, line, last, place, places[max(n - 24, 0) : n], places[n + 1 : n + 25])
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


def _after(view: str, line: InView, last: _Place, place: _Place, before: list[_Place], following: list[_Place]) -> None:
    """How a mention stands to the one before it; `before` and `following` are its neighbours in the line."""
    gap = view[last.citation.span.end : place.citation.span.start]
    hit = None if re.search(r";|[.:](?!\d)", gap) else _connect(gap)
    if hit and _capable(last.citation, hit[0], gap, place.citation):
        predicate, passive = hit
        target = _amended(last, place, before) if passive else last
        ends = (place.index, target.index) if passive else (last.index, place.index)
        ends = tuple(ITSELF if _is_own(i, before, place) else i for i in ends)  # type: ignore[assignment]
        if ends[0] != ends[1] and not (predicate == "appendixOf" and ends[1] == ITSELF):
            span = InView(target.citation.span.start, place.citation.span.end)
            place.relation = Relation(ends[0], predicate, ends[1], span, f"between:{predicate}")
            if not passive:
                place.shared = _equals(view, line, last, before, place.relation)
        return
    _headed(view, line, place, following)
    if place.headed:
        return
    if re.fullmatch(r"[ ,;)\"]*(?:và |hoặc |cùng )?(?:các )?(?:tại )?", gap):
        r = last.relation
        governor = next((p.citation for p in before if r and p.index == r.subject), None)
        if (by := _promulgator(view, place, before)) is not None:
            span = InView(by.citation.span.start, place.citation.span.end)
            place.relation = Relation(by.index, "promulgates", place.index, span, "listed:promulgates")
            return
        alike = _shares(r, last, place, governor) or (
            ";" not in gap and _goes_on(r, last, place, governor) and not _acts(view, place, following)
        )
        place.root = last.root or (not alike and bool(governor))
        if r and not place.root:  # a list shares what governs its first member
            span = InView(r.span.start, place.citation.span.end)
            place.relation = Relation(r.subject, r.predicate, place.index, span, r.rule)
    elif re.search(r"(?:[;,)] ?(?:và )?|\bvà )(?:các )?$", gap):
        place.root = True


def _equals(
    view: str, line: InView, last: _Place, before: list[_Place], relation: Relation[InView]
) -> list[Relation[InView]]:
    """ "các Quyết định số A và số B sửa đổi C": what B does to C, A does too."""
    shared: list[Relation[InView]] = []
    earlier = [p for p in before if p.index < last.index]
    for p in reversed(earlier):
        gap = view[p.citation.span.end : last.citation.span.start]
        if p.citation.type != last.citation.type or not re.fullmatch(r"(?:,| và|, và) (?:số:? ?)?", gap):
            break
        shared.append(
            Relation(
                p.index,
                relation.predicate,
                relation.object,
                InView(p.citation.span.start, relation.span.end),
                relation.rule,
            )
        )
        last = p
    first = last.citation.span.start
    return shared if re.search(r"(?i:các) $", view[line.start : first]) else []


def _amended(last: _Place, place: _Place, before: list[_Place]) -> _Place:
    """The document that "được sửa đổi bởi" refers to: a decree cannot amend a law, so then it is the nearest earlier mention of the
    amending document's own type."""
    ranks = {kind: rank for rank, kind in enumerate(_LAWS)}
    mine, its = ranks.get(place.citation.type), ranks.get(last.citation.type)
    if mine is None or its is None or mine <= its:
        return last
    return next((p for p in reversed(before) if p.citation.type == place.citation.type), last)


_BODY = r"[^\W\d_a-zà-ỹ][^,;.]{2,60}?"
_LETTERS = frozenset({"OfficialLetter", "Submission", "Report", "Notice"})
_LAWS = ("Constitution", "Law", "Ordinance", "Decree", "Decision", "Circular")
"""Legal documents from the highest down (Luật 64/2025/QH15, Điều 4); one is amended only by its equal or a higher one."""


def _capable(citation: Citation[InView], predicate: str, gap: str, other: Citation[InView]) -> bool:
    """Whether a document of this type can stand in this relation: laws implement nothing, letters promulgate nothing and change only
    letters, a plan *about* implementing X does not implement X."""
    if re.search(rf"\bđã (?:{any_of('mentions', 'issuing')}) $", gap):
        return False
    if re.match(r"(?:,| và)(?! (?:được|đã được|về))", gap):
        return False
    if re.search(rf"\b(?:{any_of('mentions', 'by_others')})", gap):
        return False  # others do it, whatever they are
    if re.search(rf"[,;] {_BODY} (?:đã )?(?:{any_of('mentions', 'issued')}) [^.;]*$", gap):
        return False  # a body does it by a document of its own
    if citation.type in ("Constitution", "Law", "Ordinance", "Treaty", "MasterPlan", "Strategy"):
        return predicate in ("amends", "repeals", "replaces")
    if citation.type not in _LETTERS:
        return True
    if predicate in ("amends", "repeals", "replaces"):
        return other.type in _LETTERS
    return predicate not in ("approves", "promulgates", "implements") or bool(
        re.fullmatch(rf",? (?:{any_of('mentions', 'letters_on')}) ", gap)
    )


def _is_own(index: int, before: list[_Place], place: _Place) -> bool:
    return any(p.citation.itself for p in (*before, place) if p.index == index)


_PROMULGATED = frozenset({"Plan", "Programme", "Scheme", "Strategy", "Regulation"})


def _promulgator(view: str, place: _Place, before: list[_Place]) -> _Place | None:
    """ "A ban hành Chương trình hành động thực hiện B và Kế hoạch …": A promulgates the plan too."""
    if place.citation.number or place.citation.type not in _PROMULGATED:
        return None
    for p in reversed(before):
        between = view[p.citation.span.end : place.citation.span.start]
        if re.search(r"[;.]", between):
            return None
        if p.citation.number and re.match(r",? ban hành ", between):
            return p
    return None


def _shares(relation: Relation[InView] | None, last: _Place, place: _Place, governor: Citation[InView] | None) -> bool:
    """Whether a list's further member is governed as the one before it: "sửa đổi Luật A, Luật B", but not
    "Quyết định A phê duyệt Quy hoạch B, Quyết định C", where C is A's equal."""
    if relation is None or relation.object != last.index:
        return False
    return place.citation.type == last.citation.type and (governor is None or governor.type != place.citation.type)


def _goes_on(relation: Relation[InView] | None, last: _Place, place: _Place, governor: Citation[InView] | None) -> bool:
    """Whether, in "Thông tư A sửa đổi Thông tư B, Thông tư C", C is a second object of the same verb."""
    same = governor is not None and governor.type == last.citation.type == place.citation.type
    if governor and (_year(place.citation) or 0) > (_year(governor) or 9999):
        return False  # what came later is no object of the change
    return same and relation is not None and relation.predicate == "amends" and relation.object == last.index


def _year(citation: Citation[InView]) -> int | None:
    printed = numbers.year(citation.number) if citation.number else None
    return printed or (citation.date.year if citation.date else None)


def _acts(view: str, place: _Place, following: list[_Place]) -> bool:
    """Whether a mention does something to the next one itself."""
    if not following:
        return False
    return _connect(view[place.citation.span.end : following[0].citation.span.start]) is not None


def _headed(view: str, line: InView, place: _Place, following: list[_Place]) -> None:
    """ "Các Nghị định quy định chi tiết … của Luật A (Số B1, số B2)": B1 and B2 stand to A as the head says."""
    start = max(line.start, view.rfind(";", line.start, place.citation.span.start))
    match = _plural().search(view, start, place.citation.span.start)
    opened = re.match(r"[^.;(:]{0,90}?[(:]", view[place.citation.span.end : line.end])
    hit = _connect(view[match.end() - 1 : place.citation.span.start]) if match and opened else None
    if not match or not opened or not hit or hit[1]:
        return
    kind = next((load().class_of_word[w] for w in load().class_of_word if w in match[0].lower()), None)
    end = _closing(view, place.citation.span.end + opened.end(), line.end)
    before = place
    for other in following:
        gap = view[before.citation.span.end : other.citation.span.start]
        before = other
        if (
            other.citation.span.start < end
            and other.citation.type == kind
            and other.citation.number
            and not _connect(gap)
        ):
            place.headed = other.headed = other.root = True
            place.root = False
            span = InView(match.start(), other.citation.span.end)
            other.relation = Relation(other.index, hit[0], place.index, span, f"headed:{hit[0]}")


@lru_cache(maxsize=1)
def _plural() -> re.Pattern[str]:
    return re.compile(rf"(?i:các) {load().type_words} (?:của {bodies.pattern()} )?")


def _closing(view: str, start: int, end: int) -> int:
    close = view.find(")", start, end)
    return close if close > 0 else end


def _connect(gap: str) -> tuple[str, bool] | None:
    """What the words before a mention say: (predicate, passive)."""
    for connector in load().connectors:
        if connector.pattern.search(gap):
            return connector.predicate, connector.passive
    return None


@lru_cache(maxsize=1)
def _intro() -> re.Pattern[str]:
    """ "Để triển khai và tổ chức thực hiện có hiệu quả các …", at the head of a sentence or an item."""

    def words(section: str) -> str:
        return any_of("mentions", section)

    return re.compile(
        rf"(?:^|[.;] )\W{{0,4}}(?:(?:\d{{1,2}}[.)]|[a-z]\)) ?)?(?:(?:{words('purposes')}) )?(?:(?:{words('preparing')}),? (?:và )?)*"
        rf"(?:{words('carrying_out')})(?:,? (?:{words('manner')}))* ?$",
        re.IGNORECASE,
    )


def _own(
    view: str, line: InView, places: list[_Place], header: Header, opening: tuple[InView, ...], title: InView | None
) -> Iterator[Relation[InView]]:
    """What the document says of itself in this line."""
    others = [p for p in places if not p.citation.itself]
    if not others:
        return
    first = others[0]
    before = view[line.start : first.citation.span.start]
    if title and line.start < title.end and line.end > title.start:
        yield from _of_title(view, line, others, title)
    elif re.match(rf"\W*(?:(?:{any_of('mentions', 'basis')}) )+", before):
        yield from _roots(line, others, "basedOn", "basis")
    elif (
        header.type == "OtherDocument"
        and re.search(r"(?i:kèm theo)[^.;]{0,20}$", before)
        and line.start < opening[0].end
    ):
        yield Relation(ITSELF, "appendixOf", first.index, InView(line.start, first.citation.span.end), "appended")
    elif _intro().search(before):
        issued = [p for p in others if re.search(r"\bban hành (?:các )?$", view[line.start : p.citation.span.start])]
        issued = [p for p in issued if p.relation is None]
        if issued or any(o.start <= line.start < o.end for o in opening):
            yield from _carried_out(line, others, issued)
    else:
        hit = _article().match(before)
        if hit and header.type in (*_LAWS, "Regulation"):
            yield from _roots(line, others, _undone(hit[1], hit[3]) if hit[1] else "amends", "article")


def _carried_out(line: InView, places: list[_Place], issued: list[_Place]) -> Iterator[Relation[InView]]:
    """ "Thực hiện A; UBND tỉnh đã ban hành B": B carries out A; without a B, the document itself does."""
    for place in places:
        if place.root and place not in issued:
            for by in issued or (None,):
                span = InView(line.start, max(place.citation.span.end, by.citation.span.end if by else 0))
                yield Relation(by.index if by else ITSELF, "implements", place.index, span, "opening")


@lru_cache(maxsize=1)
def _article() -> re.Pattern[str]:
    """ "Điều 3. Bãi bỏ …", "2. Sửa đổi …", "a) Thay thế …" """
    undoing = "|".join(f"{words[0].upper()}{words[1:]}" for words in any_of("mentions", "undoing").split("|"))
    return re.compile(
        rf"\W*(?:(?:Điều )?\d+[.)]? ?)?(?:[a-z]\) )?(?:({undoing})|({any_of('mentions', 'changing')}))\b((?:(?! để )[^;]){{0,240}})$"
    )


def _of_title(view: str, line: InView, others: list[_Place], title: InView) -> Iterator[Relation[InView]]:
    start = max(line.start, title.start)
    gap = view[start : others[0].citation.span.start]
    hit = _connect(" " + gap)
    if hit and not hit[1] and len(gap) < 220:
        yield from _roots(InView(start, line.end), others, hit[0], f"title:{hit[0]}")


def _listed(words: str, line: InView, places: list[_Place], predicate: str) -> Iterator[Relation[InView]]:
    """A line of a list of what is repealed or replaced; one that names a part of a document changes it."""
    others = [p for p in places if not p.citation.itself]
    partly = others and _part().search(words[: others[0].citation.span.start - line.start])
    yield from _roots(line, others, "amends" if partly else predicate, "listed")


def _roots(line: InView, places: list[_Place], predicate: str, rule: str) -> Iterator[Relation[InView]]:
    for place in places:
        if place.root:
            yield Relation(ITSELF, predicate, place.index, InView(line.start, place.citation.span.end), rule)


_FIRST_PART = re.compile(r"^\W{0,4}(?:I[.\-)/ ]|Điều 1\b|1[.)] |Phần|Chương|STT|TT$)[^\n]*", re.MULTILINE)
_NEXT_PART = re.compile(r"^\W{0,4}II[.\-)/ ]", re.MULTILINE)


@lru_cache(maxsize=1)
def _purpose() -> re.Pattern[str]:
    return re.compile(rf"^\W{{0,4}}I[.\-)/ ][^\n]*(?i:{any_of('mentions', 'purpose_parts')})[^\n]*$", re.MULTILINE)


def _openings(view: str, title: InView | None) -> tuple[InView, ...]:
    """Where a document says why it is issued: before its first part, and in the part that states its purpose."""
    start = title.end if title else 0
    part = _FIRST_PART.search(view, start)
    first = InView(0, part.start() if part else min(start + 3000, len(view)))
    purpose = _purpose().search(view, start)
    if not purpose:
        return (first,)
    following = _NEXT_PART.search(view, purpose.end())
    return first, InView(purpose.start(), following.start() if following else min(purpose.end() + 6000, len(view)))
