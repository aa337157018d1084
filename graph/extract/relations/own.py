"""What a document says of itself: in its title, its legal basis, its opening and its articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from graph.extract.relations.mentions import ITSELF, Mention, roots
from graph.extract.relations.undoing import further, of_part, undone
from graph.extract.relations.words import LAWS, connect
from graph.language import bodies
from graph.language.ahead import Ahead
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import any_of, load
from graph.language.numbers import is_consolidated, year
from graph.model import Header, InView, Relation

_COLLECTIVE = r"(?:các )?[^.;,:()]{2,60}(?:: ?(?:số )?| \()"
"""What the documents of a list are, before the list: "các Nghị quyết của Bộ Chính trị (Nghị quyết số …", "các Nghị định: số …"."""
_UNNAMED = r"[^.:()]{4,160}[;,] (?:và )?(?:các )?"
"""Members of a list that name no document, before the first that does: "đồng bộ các chương trình mục tiêu quốc gia, Nghị quyết số …"."""


@lru_cache(maxsize=1)
def _intro() -> re.Pattern[str]:
    """ "Để triển khai và tổ chức thực hiện có hiệu quả các …", at the head of a sentence or an item."""

    words = partial(any_of, "mentions")
    return compiled(
        rf"(?:^|[.;] )\W{{0,4}}(?:(?:\d{{1,2}}[.)]|[a-z]\)) ?)?(?:(?:{words('purposes')}) )?(?:(?:{words('preparing')}),? (?:và )?)*"
        rf"(?:{words('carrying_out')})(?:,? (?:{words('manner')}))*"
        rf"(?: {_COLLECTIVE}| {_UNNAMED}| (?:{words('opinions')})[^.;,:()]{{0,90}} (?:tại|theo) |:? ?)$",
        re.IGNORECASE,
    )


_ISSUES = re.compile(r"\bban hành (?:các )?$")


def stated(
    view: str, line: InView, places: list[Mention], header: Header, opening: tuple[InView, ...], title: InView | None
) -> Iterator[Relation[InView]]:
    """What the document says of itself in this line."""
    others = [p for p in places if not p.citation.itself]
    if not others:
        return
    first = others[0]
    before = view[line.start : first.citation.span.start]
    if title and line.start < title.end and line.end > title.start:
        yield from _of_title(view, line, others, title)
    elif re.match(rf"\W*(?:(?:{any_of('mentions', 'basis')}) )+(?:[^,;:]*|{_COLLECTIVE})$", before):
        yield from roots(line, others, "basedOn", "basis")
        yield from (
            Relation(ITSELF, "basedOn", p.index, InView(line.start, p.citation.span.end), "basis")
            for p in others
            if p.amender
        )
    elif header.number and is_consolidated(header.number) and line.start < opening[0].end and not before.strip(" -*"):
        yield Relation(
            ITSELF,
            "consolidates",
            first.index,
            InView(first.citation.span.start, first.citation.span.end),
            "consolidated",
        )
    elif header.appended and re.search(r"(?i:kèm theo)[^.;]{0,20}$", before) and line.start < opening[0].end:
        yield Relation(ITSELF, "appendixOf", first.index, InView(line.start, first.citation.span.end), "appended")
    elif _intro().search(before):
        issued = [
            p
            for p in others
            if _ISSUES.search(view, max(line.start, p.citation.span.start - 14), p.citation.span.start)
        ]
        issued = [p for p in issued if p.relation is None]
        if issued or any(o.start <= line.start < o.end for o in opening):
            yield from _carried_out(line, others, issued)
    elif any(o.start <= line.start < o.end for o in opening) and _issues_itself(before, header):
        yield from _carried_out(line, others, [])
    elif header.type in (*LAWS, *_ENDING) and (ended := _ended(view, line, others)):
        for p in ended:
            span = InView(line.start, p.citation.span.end)
            yield Relation(ITSELF, "repeals", p.index, span, "ended")
    else:
        hit = _article().match(before)
        if hit and _lays_down(header) and not _applied().search(before):
            yield from _undoing(view, line, others, undone(hit[1], hit[3]) if hit[1] else "amends")


@lru_cache(maxsize=1)
def _applied() -> re.Pattern[str]:
    """Words that make a document a rule: "Điều chỉnh giấy phép theo quy định tại Nghị định số 5" changes no decree."""
    return re.compile(rf"(?<!\w)(?:{any_of('mentions', 'applied')})(?!\w)")


def _lays_down(header: Header) -> bool:
    """Whether a document's articles undo others: laws, and resolutions that count as such by the year in their number. Of another
    resolution "Sửa đổi Nghị định số 5" is a piece of work."""
    by_year = header.type == "Resolution" and header.number is not None and year(header.number) is not None
    return header.type in (*LAWS, "Regulation") or by_year


def _undoing(view: str, line: InView, others: list[Mention], predicate: str) -> Iterator[Relation[InView]]:
    """What an article does to the documents it names, with a verb for each or one for all: "Bãi bỏ A; thay thế Phụ lục II của B"."""
    before = line.start
    for place in others:
        verb = further(view[before : place.citation.span.start]) if place is not others[0] else None
        predicate = verb or predicate
        named = place.citation.number or place.citation.type in LAWS
        if named and (verb or place.root):
            span = InView(line.start, place.citation.span.end)
            yield Relation(ITSELF, predicate, place.index, span, "article")
        before = place.citation.span.end


_ENDING = frozenset({"Regulation", "Resolution"})
"""What ends other documents beside laws."""


def _ended(view: str, line: InView, others: list[Mention]) -> list[Mention]:
    """ "Quyết định A và Quyết định B hết hiệu lực kể từ ngày Quyết định này có hiệu lực": the document ends what is named before the verb,
    not the parts of it."""
    words = view[line.start : line.end]
    if "này" not in words:
        return []
    verbs, stops = Ahead(_ending(), words), Ahead(_STOP, words)
    found: list[Mention] = []
    behind = 0
    for place in others:
        start, end = place.citation.span.start - line.start, place.citation.span.end - line.start
        earlier, behind = behind, max(behind, end)
        verb, stop = verbs.behind(end), stops.behind(end)
        if place.relation is not None or verb is None or (stop and stop.start() < verb.start()):
            continue
        least = max(start - _OF_PART, earlier, 0)
        sentence = max(least, words.rfind(". ", least, start), words.rfind("; ", least, start))
        named = place.citation.number or place.citation.type in LAWS
        if named and not of_part().search(words[sentence:start]):
            found.append(place)
    return found


_OF_PART = 400
"""Characters before a document in which its part can stand: "mục 1 phần I phụ lục danh mục … ban hành kèm theo Quyết định số 5"."""
_STOP = re.compile(r"[.;]")


@lru_cache(maxsize=1)
def _ending() -> re.Pattern[str]:
    return compiled(any_of("mentions", "ended"))


def heads_list(words: str, *, opening: bool) -> str | None:
    """What the document says of those listed below a line: "Căn cứ:", or, in its opening, "Thực hiện các văn bản sau:".

    >>> heads_list("Căn cứ:", opening=True), heads_list("Thực hiện các văn bản sau:", opening=True), heads_list("Gồm:", opening=True)
    ('basedOn', 'implements', None)
    """
    if not words.endswith(":"):
        return None
    if re.fullmatch(rf"\W*(?:{any_of('mentions', 'basis')})(?: (?:{any_of('mentions', 'manner')}))*:", words):
        return "basedOn"
    return "implements" if opening and _intro().search(words) else None


def _issues_itself(before: str, header: Header) -> bool:
    """ "UBND tỉnh ban hành Kế hoạch triển khai thực hiện …": the issuer says what the document carries out."""
    issued = _issuing_itself().search(before) if header.issuer else None
    if issued is None or load().class_of_word.get(fold(issued["kind"])) != header.type:
        return False
    by = re.split(r"[,;:.] ", before[: issued.start()])[-1].strip()
    name = bodies.name(by, header.jurisdiction)
    return name is not None and header.issuer is not None and name.full == header.issuer.full


@lru_cache(maxsize=1)
def _issuing_itself() -> re.Pattern[str]:
    words = partial(any_of, "mentions")
    return re.compile(
        rf" (?:ban hành|xây dựng) (?P<kind>{load().type_words})(?: hành động)?(?: của [^,;:.]{{2,60}}?)?(?: về)?(?: việc)?"
        rf"(?: (?:tiếp tục|{words('preparing')}))* (?:{words('carrying_out')})(?:,? (?:{words('manner')}))* $"
    )


def _carried_out(line: InView, places: list[Mention], issued: list[Mention]) -> Iterator[Relation[InView]]:
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
    return compiled(
        rf"\W*(?:(?:Điều )?\d+[.)]? ?)?(?:[a-z]\) )?(?:({undoing})|({any_of('mentions', 'changing')}))\b((?:(?! để )[^;]){{0,240}})$"
    )


def _of_title(view: str, line: InView, others: list[Mention], title: InView) -> Iterator[Relation[InView]]:
    start = max(line.start, title.start)
    gap = view[start : others[0].citation.span.start]
    hit = connect(" " + gap) or (("implements", False) if _intro().search(gap) else None)
    if hit and not hit[1] and len(gap) < 220:
        yield from roots(InView(start, line.end), others, hit[0], f"title:{hit[0]}")


_FIRST_PART = re.compile(r"^\W{0,4}(?:I[.\-)/ ]|Điều 1\b|1[.)] |Phần|Chương|STT|TT$)[^\n]*", re.MULTILINE)


_NEXT_PART = re.compile(r"^\W{0,4}II[.\-)/ ]", re.MULTILINE)


@lru_cache(maxsize=1)
def _purpose() -> re.Pattern[str]:
    return compiled(rf"^\W{{0,4}}I[.\-)/ ][^\n]*(?i:{any_of('mentions', 'purpose_parts')})[^\n]*$", re.MULTILINE)


def openings(view: str, title: InView | None) -> tuple[InView, ...]:
    """Where a document says why it is issued: before its first part, and in the part that states its purpose."""
    start = title.end if title else 0
    part = _FIRST_PART.search(view, start)
    first = InView(0, part.start() if part else min(start + 3000, len(view)))
    purpose = _purpose().search(view, start)
    if not purpose:
        return (first,)
    following = _NEXT_PART.search(view, purpose.end())
    return first, InView(purpose.start(), following.start() if following else min(purpose.end() + 6000, len(view)))
