"""Which mention of a line governs which: "A ban hành Chương trình hành động thực hiện B", "sửa đổi Luật A, Luật B"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from graph.extract.relations.mentions import ITSELF, Mention
from graph.extract.relations.undoing import UNDOING, further
from graph.extract.relations.words import LAWS, capable, connect, entitled
from graph.language import bodies, numbers
from graph.language.ahead import Ahead
from graph.language.compiled import compiled
from graph.language.lexicon import LOWER, UPPER, any_of, load
from graph.model import Citation, InView, Relation


def govern(view: str, line: InView, places: list[Mention]) -> None:
    """Give every mention of a line its governor."""
    last: Mention | None = None
    marks = [m.start() for m in _BRACKET.finditer(view, line.start, line.end)] if places else []
    for n, place in enumerate(places):
        bracket = bisect_left(marks, place.citation.span.start) - 1
        opened = marks[bracket] if bracket >= 0 and view[marks[bracket]] == "(" else None
        if _is_short_form(view, opened, place, places[max(n - 24, 0) : n]):
            continue  # it says nothing of its own
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


_BRACKET = re.compile("[()]")
_DEFINING = re.compile(r"\([^()]{0,30}(?:gọi|viết) (?:tắt )?là:? ")


def _is_short_form(view: str, opened: int | None, place: Mention, before: list[Mention]) -> bool:
    """Whether a short form is being defined: "(sau đây gọi tắt là Nghị quyết 5)", or the number once more in brackets, "(Nghị quyết số
    5/NQ-CP)". `opened` is where the bracket begins that the mention stands in."""
    span = place.citation.span
    if opened is not None and _DEFINING.match(view, opened, span.start):
        return True
    alone = view[span.start - 1 : span.start] == "(" and view[span.end : span.end + 1] == ")"
    return alone and any(p.citation.number and p.citation.number == place.citation.number for p in before)


def _inside(view: str, outer: Mention, place: Mention, before: list[Mention]) -> None:
    """A name inside a name: "Luật sửa đổi … của Luật A, Luật B", "Kế hoạch thực hiện Quy hoạch …"."""
    start = outer.citation.span.start
    earlier = [p for p in before if p is not outer and p.citation.span.start > start and p.relation]
    gap = view[start : place.citation.span.start]
    hit = connect(gap)
    if earlier and re.fullmatch(r",? ?(?:và )?", view[earlier[-1].citation.span.end : place.citation.span.start]):
        predicate = earlier[-1].relation.predicate if earlier[-1].relation else "amends"
        place.relation = Relation(outer.index, predicate, place.index, outer.citation.span, "name-in-name")
    elif hit and not hit[1]:
        place.relation = Relation(outer.index, hit[0], place.index, outer.citation.span, "name-in-name")


def _after(
    view: str, line: InView, last: Mention, place: Mention, before: list[Mention], following: list[Mention]
) -> None:
    """How a mention stands to the one before it; `before` and `following` are its neighbours in the line."""
    gap = view[last.citation.span.end : place.citation.span.start]
    if undone := _undone_too(gap, last, place):
        place.relation = undone
        return
    collective = _collective().search(gap)
    said = gap[: collective.start()] + " " if collective else gap
    hit = None if re.search(r";|[.:](?!\d)", said) else connect(said) or entitled(last.citation, gap, place.citation)
    if hit and hit[0] == "appendixOf" and last.citation.type == "Regulation" and last.citation.number is None:
        hit = ("promulgates", True)  # "Quy chế … ban hành kèm theo Quyết định số 5"
    if hit and capable(last.citation, hit[0], said, place.citation):
        predicate, passive = hit
        target = _amended(last, place, before) if passive else _replacing(predicate, last, place, before)
        ends = (place.index, target.index) if passive else (target.index, place.index)
        ends = tuple(ITSELF if _is_own(i, before, place) else i for i in ends)  # type: ignore[assignment]
        if ends[0] != ends[1] and not (predicate == "appendixOf" and ends[1] == ITSELF):
            span = InView(target.citation.span.start, place.citation.span.end)
            place.relation = Relation(ends[0], predicate, ends[1], span, f"between:{predicate}")
            place.amender = passive
            if passive and predicate == "replaces":
                place.shared = _replaced_too(view, target, before, place.relation)
            if not passive:
                place.shared = _equals(view, line, last, before, place.relation) or _both(view, last, place, before)
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
        if r and last.amender and _amends_too(view, r, last, place, before):
            place.relation = replace(r, subject=place.index, span=InView(r.span.start, place.citation.span.end))
            place.amender = True
            return
        alike = (
            _shares(r, last, place, governor)
            or (";" not in gap and _goes_on(r, last, place, governor) and not _acts(view, place, following))
            or (bool(re.fullmatch(r"[ )]*và (?:các )?", gap)) and _also_carried(view, line, place, before))
        )
        alike = alike and not _of_outer_list(view, last, place, before)
        place.root = last.root or (not alike and bool(governor))
        if r and not place.root:  # a list shares what governs its first member
            span = InView(r.span.start, place.citation.span.end)
            place.relation = Relation(r.subject, r.predicate, place.index, span, r.rule)
    elif re.search(rf"(?:[;,)] ?(?:và )?|\bvà )(?:các |{_said()}[^.;,()]{{0,90}} )?$", gap) and not re.search(
        rf"\. [{UPPER}][{LOWER}]", gap
    ):
        place.root = True


def _replacing(predicate: str, last: Mention, place: Mention, before: list[Mention]) -> Mention:
    """Which mention replaces another: in "A thực hiện B (thay thế C)" the A that is of C's series."""
    if predicate != "replaces" or _series(last) == _series(place):
        return last
    return next((p for p in reversed(before) if p.citation.number and _series(p) == _series(place)), last)


def _series(place: Mention) -> str:
    return numbers.split(place.citation.number or "")[1]


@lru_cache(maxsize=1)
def _collective() -> re.Pattern[str]:
    """What the documents of a list are, before the first of them: "thay thế các Quyết định của UBND tỉnh gồm: số 5/QĐ-UBND"."""
    return compiled(rf" (?:cho )?các {load().type_words}[^.;,:()]{{0,60}}: ?(?:số:? ?)?$", re.IGNORECASE)


def _replaced_too(
    view: str, last: Mention, before: list[Mention], relation: Relation[InView]
) -> list[Relation[InView]]:
    """ "A và B được thay thế bằng C": C replaces A too."""
    shared: list[Relation[InView]] = []
    for p in reversed([p for p in before if p.index < last.index]):
        gap = view[p.citation.span.end : last.citation.span.start]
        if p.citation.type != last.citation.type or not re.fullmatch(r"(?:,| và|, và) (?:số:? ?)?", gap):
            break
        shared.append(replace(relation, object=p.index, span=InView(p.citation.span.start, relation.span.end)))
        last = p
    return shared


def _undone_too(gap: str, last: Mention, place: Mention) -> Relation[InView] | None:
    """ "A sửa đổi B và bãi bỏ C", "A thay thế B; bãi bỏ C": A does it to C as well."""
    r = last.relation
    predicate = further(gap)
    if r is None or predicate is None or r.object != last.index or r.predicate not in UNDOING:
        return None
    span = InView(r.span.start, place.citation.span.end)
    return Relation(r.subject, predicate, place.index, span, f"further:{predicate}")


@lru_cache(maxsize=1)
def _said() -> str:
    """A pattern for what a document of a list holds, before its name: "; ý kiến chỉ đạo của Thường trực Tỉnh ủy tại Công văn số 5"."""
    return rf"(?:{any_of('mentions', 'opinions')})(?=[^.;,()]* (?:tại|theo) $)"


def _of_outer_list(view: str, last: Mention, place: Mention, before: list[Mention]) -> bool:
    """Whether a numbered document behind a name without number goes on with the outer list, whose members semicolons part: "Nghị quyết A;
    Quyết định B phê duyệt Chương trình …; Chương trình số C"."""
    roots = [p for p in before if p.root]
    parted = any(";" in view[a.citation.span.end : b.citation.span.start] for a, b in pairwise(roots))
    gap = view[last.citation.span.end : place.citation.span.start]
    return parted and ";" in gap and bool(place.citation.number) and not last.citation.number


def _amends_too(view: str, relation: Relation[InView], last: Mention, place: Mention, before: list[Mention]) -> bool:
    """Whether, in "A, được sửa đổi bởi B, C", C changed A too: of B's type, both by number, and not older than A."""
    gap = view[last.citation.span.end : place.citation.span.start]
    amended = next((p.citation for p in before if p.index == relation.object), None)
    alike = place.citation.type == last.citation.type and bool(place.citation.number and last.citation.number)
    if amended is None or not alike or relation.subject != last.index:
        return False
    within = view[amended.span.end : place.citation.span.start]
    if ";" in gap and within.count("(") <= within.count(")"):
        return False  # a semicolon parts the members of the outer list, unless brackets hold the inner one
    return (_year(place.citation) or 9999) >= (_year(amended) or 0)


def _also_carried(view: str, line: InView, place: Mention, before: list[Mention]) -> bool:
    """Whether "và" adds to the inner list: "Thực hiện Kế hoạch A về thực hiện Nghị quyết B và Chương trình C": A carries out C too. Where
    A is itself the second of a list ("Nghị quyết A1, Nghị quyết A về thực hiện B và Quyết định C"), C closes that one."""
    r = before[-1].relation
    governor = next((p for p in before if r and p.index == r.subject), None)
    if r is None or governor is None or r.predicate != "implements" or r.object != before[-1].index:
        return False
    start = max(line.start, view.rfind(";", line.start, governor.citation.span.start))
    alone = not any(start <= p.citation.span.start < governor.citation.span.start for p in before)
    if not alone or governor.citation.type not in _CARRYING:
        return False
    return governor.citation.type != place.citation.type or _is_above(place.citation, governor.citation)


def _is_above(citation: Citation[InView], other: Citation[InView]) -> bool:
    """Whether the number of a document tells a higher body than that of another: a plan of the provincial committee of the Party is no equal
    of one of the people's committee, which carries it out."""
    mine, its = (load().issuer_of_number(c.number) if c.number else None for c in (citation, other))
    return mine is not None and its is not None and mine.tier < its.tier


_CARRYING = frozenset({"Plan", "Programme"})
"""What is written to carry other documents out."""


def _equals(
    view: str, line: InView, last: Mention, before: list[Mention], relation: Relation[InView]
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
    return shared if re.search(r"(?i:các) $", view[max(line.start, first - 5) : first]) else []


def _both(view: str, last: Mention, place: Mention, before: list[Mention]) -> list[Relation[InView]]:
    """ "Nghị quyết A và Chương trình B về thực hiện C": A too, if it was issued after C and is of another type than both."""
    p = next((p for p in reversed(before) if p.citation.span.end <= last.citation.span.start), None)
    r = place.relation
    if p is None or r is None or r.predicate != "implements" or r.subject != last.index:
        return []
    mine, its = p.citation.date, place.citation.date
    joined = view[p.citation.span.end : last.citation.span.start] == " và "
    if not joined or p.citation.type in (last.citation.type, *LAWS) or not (mine and its and its.before(mine)):
        return []
    span = InView(p.citation.span.start, place.citation.span.end)
    return [Relation(p.index, "implements", place.index, span, r.rule)]


def _amended(last: Mention, place: Mention, before: list[Mention]) -> Mention:
    """The document that "được sửa đổi bởi" refers to: a decree cannot amend a law, so then it is the nearest earlier mention of the
    amending document's own type."""
    ranks = {kind: rank for rank, kind in enumerate(LAWS)}
    mine, its = ranks.get(place.citation.type), ranks.get(last.citation.type)
    if by := _issuer_of(last, before):
        return by
    if mine is None or its is None or mine <= its:
        return last
    return next((p for p in reversed(before) if p.citation.type == place.citation.type), last)


def _issuer_of(last: Mention, before: list[Mention]) -> Mention | None:
    """The numbered act that promulgated a regulation without number: in "Quyết định A ban hành Quy chế …, được sửa đổi tại Quyết định B"
    B amends A."""
    r = last.relation
    if r is None or r.predicate != "promulgates" or r.object != last.index or last.citation.number:
        return None
    return next((p for p in before if p.index == r.subject and p.citation.number), None)


def _is_own(index: int, before: list[Mention], place: Mention) -> bool:
    return any(p.citation.itself for p in (*before, place) if p.index == index)


_PROMULGATED = frozenset({"Plan", "Programme", "Scheme", "Strategy", "Regulation"})


def _promulgator(view: str, place: Mention, before: list[Mention]) -> Mention | None:
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


def _shares(
    relation: Relation[InView] | None, last: Mention, place: Mention, governor: Citation[InView] | None
) -> bool:
    """Whether a list's further member is governed as the one before it: "sửa đổi Luật A, Luật B", but not
    "Quyết định A phê duyệt Quy hoạch B, Quyết định C", where C is A's equal."""
    if relation is None or relation.object != last.index:
        return False
    return place.citation.type == last.citation.type and (governor is None or governor.type != place.citation.type)


def _goes_on(
    relation: Relation[InView] | None, last: Mention, place: Mention, governor: Citation[InView] | None
) -> bool:
    """Whether, in "Thông tư A sửa đổi Thông tư B, Thông tư C", C is a second object of the same verb."""
    same = governor is not None and governor.type == last.citation.type == place.citation.type
    if governor and (_year(place.citation) or 0) > (_year(governor) or 9999):
        return False  # what came later is no object of the change
    return same and relation is not None and relation.predicate == "amends" and relation.object == last.index


def _year(citation: Citation[InView]) -> int | None:
    printed = numbers.year(citation.number) if citation.number else None
    return printed or (citation.date.year if citation.date else None)


def _acts(view: str, place: Mention, following: list[Mention]) -> bool:
    """Whether a mention does something to the next one itself."""
    if not following:
        return False
    return connect(view[place.citation.span.end : following[0].citation.span.start]) is not None


def _headed(view: str, line: InView, place: Mention, following: list[Mention]) -> None:
    """ "Các Nghị định quy định chi tiết … của Luật A (Số B1, số B2)": B1 and B2 stand to A as the head says."""
    opened = _OPENED.match(view, place.citation.span.end, line.end)
    if not opened:
        return
    start = max(line.start, view.rfind(";", line.start, place.citation.span.start))
    plural = _first_plural(view, start, place.citation.span.start)
    hit = connect(view[plural.end - 1 : place.citation.span.start]) if plural else None
    if not plural or not hit or hit[1]:
        return
    words = plural.of(view).lower()
    kind = next((load().class_of_word[w] for w in load().class_of_word if w in words), None)
    end = _closing(view, opened.end(), line.end)
    before = place
    for other in following:
        gap = view[before.citation.span.end : other.citation.span.start]
        before = other
        if (
            other.citation.span.start < end
            and other.citation.type == kind
            and other.citation.number
            and not connect(gap)
        ):
            place.headed = other.headed = other.root = True
            place.root = False
            span = InView(plural.start, other.citation.span.end)
            other.relation = Relation(other.index, hit[0], place.index, span, f"headed:{hit[0]}")


_OPENED = re.compile(r"[^.;(:]{0,90}?[(:]")


@lru_cache(maxsize=1)
def _plurals(view: str) -> Ahead:
    return Ahead(_plural(), view)


def _first_plural(view: str, start: int, end: int) -> InView | None:
    """The first "các Nghị định (của Chính phủ)" between two places."""
    ahead = _plurals(view).behind(start)
    match = _plural().search(view, ahead.start(), end) if ahead and ahead.start() < end else None
    if match is None:
        return None
    owned = _owned().match(view, match.end(), end) if view.startswith("của ", match.end()) else None
    return InView(match.start(), owned.end() if owned else match.end())


@lru_cache(maxsize=1)
def _plural() -> re.Pattern[str]:
    return compiled(rf"(?i:các) {load().type_words} ")


@lru_cache(maxsize=1)
def _owned() -> re.Pattern[str]:
    return compiled(f"của {bodies.pattern()} ")


def _closing(view: str, start: int, end: int) -> int:
    close = view.find(")", start, end)
    return close if close > 0 else end
