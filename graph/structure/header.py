"""What a document says of itself, from its letterhead, title and signature.

Forms: two columns flattened in any order (by tabs, by wide gaps, line by line); markdown tables, whole or broken over lines;
party letterheads; letters ("V/v …"); Công báo pages; a text whose top was cut off; an appendix ("Kèm theo Kế hoạch số …").
Kinds and places of the elements follow Nghị định 30/2020/NĐ-CP, Phụ lục I, and Hướng dẫn 36-HD/VPTW for the Party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from graph.language import bodies, dates, numbering, numbers
from graph.language.folding import composed, fold, plain, same_length, tidy
from graph.language.lexicon import LOWER, UPPER, any_of, load, phrases, proper_name
from graph.model import Header, Name, Span
from graph.structure import signature
from graph.structure.lines import Line, cells, lines

_TOP = 7000  # characters: no letterhead with its title is longer
_PARTED = re.compile(rf"\*{{4}}|(?<=[{UPPER}])\*\*(?=[{UPPER}][{LOWER}])|[-_=–—]{{3,}}")
_RULE = re.compile(r"[-_=–—*.\s:|#]+$")
_PERIOD = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|từ năm|năm)?\s?((?:19|20)\d{2})\s?(?:-|đến(?: năm)?)\s?((?:19|20)\d{2})"
)
_YEAR = re.compile(r"(?:trong|đến)? ?năm ((?:19|20)\d{2})")


class _Patterns(NamedTuple):
    motto: re.Pattern[str]
    opening: re.Pattern[str]
    untitled: re.Pattern[str]
    hanging: re.Pattern[str]
    appended: re.Pattern[str]
    appendix: re.Pattern[str]
    letter: re.Pattern[str]
    address: re.Pattern[str]
    above: re.Pattern[str]
    no_issuer: re.Pattern[str]
    on_behalf: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The words of `ontology/phrases/letterhead.yaml` in the forms of a letterhead's lines."""

    def words(section: str) -> str:
        return any_of("letterhead", section)

    return _Patterns(
        motto=re.compile(words("mottos")),
        opening=re.compile(rf"(?:{words('openings')}|{numbering.FIRST_ITEM})"),
        untitled=re.compile(rf"(?:{words('no_titles')}) "),
        hanging=re.compile(rf"(?:,|\b(?:{words('hanging')}))$", re.IGNORECASE),
        appended=re.compile(rf"\(?\s*(?:{words('appended')})\b", re.IGNORECASE),
        appendix=re.compile(rf"(?i:{words('appendices')})[\s\dIVX.:]*$"),
        letter=re.compile(words("letters")),
        address=re.compile(rf"(?i:{words('addresses')}|.{{0,30}}, ngày)"),
        above=re.compile(rf"^(?:{words('printed_above')})"),
        no_issuer=re.compile(rf"(?:{words('no_issuers')})"),
        on_behalf=re.compile(rf"^T/?M\.? ?({words('on_behalf')})", re.MULTILINE),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a printed line of the letterhead: its characters, the number of its line, and whether another piece stands to its
    left."""

    start: int
    end: int
    text: str
    line: int
    right: bool
    gap: bool  # a blank line or a rule stands before its line


def read(text: str, view: str) -> Header:
    """The header of a source text; `view` is the same text as rules read it, for what the letterhead leaves open.

    >>> top = "ỦY BAN NHÂN DÂN\\nTỈNH LÀO CAI\\nSố: 5/KH-UBND\\nLào Cai, ngày 2 tháng 6 năm 2026\\nKẾ HOẠCH\\nPHÁT TRIỂN DU LỊCH NĂM 2027\\n"
    >>> h = read(top, top)
    >>> h.type, h.number, str(h.date), str(h.issuer), h.title, h.period
    ('Plan', '5/KH-UBND', '2026-06-02', 'Ủy ban nhân dân tỉnh Lào Cai', 'PHÁT TRIỂN DU LỊCH NĂM 2027', (2027, 2027))
    """
    text, stands = composed(text)
    top = _numbers_whole(list(_cells(same_length(text[:_TOP]))))
    header = _appendix(top, view) or _letter(top) or _titled(top) or _untitled(top)
    head = [c for c in top if c.start < header.span.end]
    header = _numbered(header, head, view)
    header = _dated(header, head, view)
    header = _original(_issued(header, head, view), view)
    header = replace(header, type=header.type or _type(header, view), period=_period(header.title or ""))
    if header.title_span:  # the words themselves, not their folded shape
        header = replace(header, title=tidy(header.title_span.of(text)))
    name, role = signature.read(text, header.span.end)
    return _in_source(replace(header, signer=name, role=role), stands)


def _in_source(header: Header, stands: Sequence[int]) -> Header:
    """The header with spans of the source; until here they count the characters of its composed text."""

    def at(span: Span) -> Span:
        return Span(stands[span.start], stands[span.end])

    return replace(header, span=at(header.span), title_span=at(header.title_span) if header.title_span else None)


def _cells(text: str) -> Iterator[Cell]:
    gap = True
    for number, line in enumerate(lines(text)):
        right = False
        for start, words in _words(line):
            yield Cell(start, start + len(words), " ".join(words.split()), number, right, gap)
            right, gap = True, False
        gap = gap or not right


def _words(line: Line) -> Iterator[tuple[int, str]]:
    """The words of a line's cells, each with where it begins; bold print and rules part cells too."""
    for cell in cells(line):
        piece = line.text[cell.start - line.start : cell.end - line.start]
        ends = [*((m.start(), m.end()) for m in _PARTED.finditer(piece)), (len(piece), len(piece))]
        at = 0
        for end, following in ends:
            words = piece[at:end].strip(" *#_\r")
            if words and not _RULE.fullmatch(words):
                yield cell.start + at + piece[at:end].find(words), words
            at = following


def _numbers_whole(cells: list[Cell]) -> list[Cell]:
    """The cells, with "Số:" alone on its line joined to the number below it, and the first half of a type to the second."""
    joined: list[Cell] = []
    for cell in cells:
        if joined and (re.fullmatch(r"(?i:luật )?(?i:số) ?:?", joined[-1].text) or _cut_type(joined[-1], cell)):
            before = joined.pop()
            cell = replace(before, end=cell.end, text=f"{before.text} {cell.text}")
        joined.append(cell)
    return joined


def _cut_type(above: Cell, here: Cell) -> bool:
    return here.line == above.line + 1 and len(above.text) < 12 and bool(_type_of(f"{above.text} {here.text}"))


def _type_of(words: str) -> str | None:
    bare = _FOOTNOTE.sub("", words.strip(" :*#-"))
    if words.rstrip().endswith(":") or not _capital(bare):
        return None
    kind = load().class_of_word.get(fold(bare)) or _misread().get(plain(bare))
    return kind if kind != "OtherDocument" else None


_FOOTNOTE = re.compile(r"(?<=[^\W\d])(?:\[\d{1,2}\]|[\d¹²³]{1,2}|\(\*+\))$")


@lru_cache(maxsize=1)
def _misread() -> dict[str, str]:
    """Type words without diacritics, which character recognition gets wrong: "QUYÉT ĐỊNH"."""
    return {plain(word): kind for word, kind in load().class_of_word.items() if len(word) > 6}


def _capital(words: str) -> bool:
    """Whether words hold no small letter: capitals, or figures alone on the last line of a title in capitals."""
    return not any(c.islower() for c in words)


def _titled(cells: list[Cell]) -> Header | None:
    """The header of the usual form: the type on a line of its own, the title below it."""
    for i, cell in enumerate(cells[:80]):
        kind = _type_of(cell.text)
        if kind:
            title = _title(cells, i + 1)
            end = title[-1].end if title else cell.end
            span = Span(title[0].start, end) if title else None
            return Header(type=kind, title=_joined(title), span=Span(0, end), title_span=span)
        if _patterns().opening.match(cell.text) and cell.line > 12 and not cell.text.isupper():
            return None
    return None


def _title(cells: list[Cell], first: int) -> list[Cell]:
    title: list[Cell] = []
    for cell in cells[first:]:
        of_body = re.match(r"(?i:của) ", cell.text) and not title
        if of_body or (not title and bodies.is_name(cell.text)):
            continue
        if _consolidated().match(cell.text):
            break
        if not title:
            if _patterns().untitled.match(cell.text):
                break
            title.append(cell)
        elif _continues(title, cell):
            title.append(cell)
        else:
            break
    return title


@lru_cache(maxsize=1)
def _consolidated() -> re.Pattern[str]:
    law = r"(?:Bộ luật|Luật|Pháp lệnh) [^\d\n;:.]{1,120}?"
    return re.compile(rf"(?:{load().type_words}|{law}) số:? ?{numbers.NUMBER}(?: ngày|$| của)")


def _consolidates(line: str, view: str) -> bool:
    """Whether a text is consolidated: the line that names its act says since when the act is in force, or the text calls itself
    consolidated."""
    entering, consolidated = any_of("letterhead", "entering"), any_of("letterhead", "consolidated")
    return bool(re.search(entering, line) or re.search(consolidated, view[:6000]))


def _original(header: Header, view: str) -> Header:
    """The header of a consolidated text with the number, date and issuer of the act that it consolidates: they stand below the title."""
    line = re.search(rf"^{_consolidated().pattern}[^\n]*", view[:6000], re.MULTILINE)
    if not line or header.number or not _consolidates(line[0], view):
        return header
    number = re.search(numbers.NUMBER, line[0])
    date = re.search(rf"ngày {dates.DAY}|{dates.DAY}", line[0])
    issuer = re.search(rf"của ({bodies.pattern()})", line[0])
    name = bodies.name(issuer[1]) if issuer else None
    return replace(
        header,
        number=numbers.normal(number[0]) if number else None,
        date=dates.read(date[0]) if date else header.date,
        issuer=name or header.issuer,
        jurisdiction=(name and name.place) or header.jurisdiction,
    )


def _continues(title: list[Cell], cell: Cell) -> bool:
    before = title[-1].text
    p = _patterns()
    if sum(len(c.text) for c in title) > 900 or p.appended.match(cell.text) or p.opening.match(cell.text):
        return False
    capitals = _capital(before)
    if capitals and not _capital(cell.text):
        return False
    if cell.gap:
        return bool(
            p.hanging.search(before)
            or cell.text[0].islower()
            or (capitals and not bodies.is_name(cell.text) and not _type_of(cell.text))
        )
    return not bodies.is_name(cell.text) or not _capital(cell.text)


def _joined(cells: list[Cell]) -> str | None:
    return " ".join(" ".join(c.text for c in cells).split()) or None


def _letter(cells: list[Cell]) -> Header | None:
    """The header of a letter: it has no type line, and its subject begins with "V/v" in the left column."""
    p = _patterns()
    for i, cell in enumerate(cells[:40]):
        if _type_of(cell.text):
            return None
        if p.letter.match(cell.text) and not cell.right:
            lines = [cell]
            for other in cells[i + 1 :]:
                if other.right or p.address.match(other.text):
                    if other.right:
                        continue
                    break
                if other.gap or len(lines) > 8 or p.motto.search(fold(other.text)):
                    break
                lines.append(other)
            span = Span(0, lines[-1].end)
            return Header(type="OfficialLetter", title=_joined(lines), span=span, title_span=Span(cell.start, span.end))
    return None


def _appendix(cells: list[Cell], view: str) -> Header | None:
    """The header of an appendix in a file of its own: the line "kèm theo …" stands below its title, no letterhead above."""
    p = _patterns()
    for i, cell in enumerate(cells[:15]):
        if p.motto.search(fold(cell.text)) or re.match(r"(?i:luật )?(?i:số) ?:? ?\d", cell.text) or _type_of(cell.text):
            return None
        if p.appended.match(cell.text):
            title = [c for c in cells[:i] if not p.appendix.match(c.text)] or cells[:i]
            end = _line_end(cells, i)
            span = Span(title[0].start, title[-1].end) if title else None
            return Header(type="OtherDocument", title=_joined(title), span=Span(0, end), title_span=span)
    return None


def _line_end(cells: list[Cell], i: int) -> int:
    for cell in cells[i : i + 5]:
        if cell.text.endswith(")"):
            return cell.end
    return cells[i].end


def _untitled(cells: list[Cell]) -> Header:
    """The header of a text whose top was cut off, where capitals at the beginning are the title, or of a letterhead without a type
    line."""
    p = _patterns()
    marks = [
        i
        for i, c in enumerate(cells[:30])
        if p.motto.search(fold(c.text)) or re.match(r"(?i:số) ?:? ?\d+ ?[/-]", c.text)
    ]
    first = marks[-1] + 1 if marks else 0
    body = next(
        (i for i in range(first, len(cells)) if p.opening.match(cells[i].text) and not _capital(cells[i].text)),
        min(len(cells), 12),
    )
    head = cells[:body]
    title = list(takewhile(lambda c: _capital(c.text) and not p.opening.match(c.text), head))
    if marks or sum(len(c.text) for c in title) < 30:
        return Header(span=Span(0, head[-1].end if marks and head else 0))
    return Header(title=_joined(title), span=Span(0, title[-1].end), title_span=Span(title[0].start, title[-1].end))


def _numbered(header: Header, head: list[Cell], view: str) -> Header:
    for cell in head:
        match = re.match(rf"(?:[\w ]{{0,20}}\b)?(?i:số) ?:? ?({numbers.NUMBER})", cell.text)
        if (
            match
            and not cell.text[0].islower()
            and header.type != "OtherDocument"
            and cell.start < (header.title_span or header.span).end
        ):
            number = numbers.normal(match[1])
            kind = header.type or load().class_of_number(number) or "OfficialLetter"
            return replace(header, number=number, type=kind)
        if header.title_span and cell.start >= header.title_span.start:
            break
    below = re.search(rf"^(?i:luật )?(?i:số) ?: ?({numbers.NUMBER})$", view[:8000], re.MULTILINE)
    if below and header.type != "OtherDocument":  # a page's text layer may give the letterhead after the title
        return replace(header, number=numbers.normal(below[1]))
    return header


def _dated(header: Header, head: list[Cell], view: str) -> Header:
    appended = header.type == "OtherDocument"
    above = header.title_span.start if header.title_span and not appended else header.span.end
    words = " ".join(c.text for c in head if c.end <= above and not c.text.upper().startswith("CÔNG BÁO"))
    match = re.search(rf"(?:{proper_name()}|[^,]{{2,20}}), ?({dates.DAY})|\bngày ?({dates.DAY})|({dates.DAY})", words)
    if not match:  # the right column may come after the title
        match = re.search(rf"^(?:{proper_name()}), ?({dates.DAY})", view[:3000], re.MULTILINE)
    if match:
        return replace(header, date=dates.read(match[0]))
    passed = re.search(rf"này (?:đã )?được [^.;]{{0,160}}? thông qua (?:ngày )?({dates.DAY})", view[-4000:])
    return replace(header, date=dates.read(passed[1]) if passed else None)


def _issued(header: Header, head: list[Cell], view: str) -> Header:
    here = _place(head, view)
    above = header.title_span.start if header.title_span else header.span.end
    letterhead = [c.text for c in head if c.end <= above and not _type_of(c.text)]
    found = (
        _of_appendix(header, head, here)
        or _of_letterhead(letterhead, here, view)
        or _of_number(header, here)
        or _of_line(header, view, here)
        or _of_opening(header.type or _type(header, view), view, here)
        or _of_signature(view, here)
    )
    return replace(header, issuer=found, jurisdiction=(found and found.place) or here)


def _of_letterhead(lines: list[str], here: str | None, view: str) -> Name | None:
    """The issuer that a letterhead names: the last body above the title, completed by the one above it."""
    folded = "\n".join(fold(line) for line in lines if _capital(line) or line.startswith(("UBND", "HĐND")))
    words: list[str] = []
    p = _patterns()
    for line in p.motto.sub("\n", folded).split("\n"):
        bare = p.above.sub("", line).strip(" -*|")
        if bare and not p.no_issuer.match(bare):
            words.append(bare.removeprefix("của "))
    return bodies.of_capitals(words, here, view)


def _of_appendix(header: Header, head: list[Cell], here: str | None) -> Name | None:
    if header.type != "OtherDocument":
        return None
    match = re.search(rf"của ({bodies.pattern()})", " ".join(c.text for c in head))
    return bodies.name(match[1], here) if match else None


def _of_number(header: Header, here: str | None) -> Name | None:
    body = load().issuer_of_number(header.number) if header.number else None
    return bodies.name(body.name, here) if body else None


def _of_line(header: Header, view: str, here: str | None) -> Name | None:
    """The issuer that stands in capitals on a line of its own below the title: "THỦ TƯỚNG CHÍNH PHỦ"."""
    for line in view[:6000].split("\n")[:40]:
        words = line.strip(" *:")
        if _capital(words) and len(words) > 7 and bodies.is_name(words):
            return bodies.of_capitals([fold(words)], here, view)
    return None


def _of_opening(kind: str | None, view: str, here: str | None) -> Name | None:
    """The issuer that an opening sentence names: "…; UBND tỉnh ban hành Kế hoạch thực hiện như sau:"."""
    words = "|".join(w for t in load().types if t["class"] == kind for w in t["words"]) or load().type_words
    issues, how = any_of("letterhead", "issuing"), any_of("letterhead", "announcing")
    said = rf"({bodies.pattern()}) (?:{issues})(?: và ban hành)?,? (?:{words})[^.;\n]{{0,240}}?(?:{how})"
    plainly = rf"^\W*({bodies.pattern()}) ban hành (?:{words})\b"
    match = re.search(said, view[:8000]) or re.search(plainly, view[:12000], re.MULTILINE)
    return bodies.name(match[1], here) if match else None


def _of_signature(view: str, here: str | None) -> Name | None:
    match = _patterns().on_behalf.search(view)
    if not match:
        return None
    body = next(e["body"] for e in phrases("letterhead")["on_behalf"] if re.fullmatch(e["words"], match[1]))
    return bodies.name(body, here)


def _place(head: list[Cell], view: str) -> str | None:
    """The province a document speaks of: of its letterhead, of its dateline, or the one it names most."""
    text = " ".join(c.text for c in head)
    names = sorted(load().provinces, key=lambda n: (-len(n), n))
    upper = re.search(rf"\b(?i:tỉnh|thành phố|tỉnh ủy|thành ủy) ({'|'.join(n.upper() for n in names)})\b", text)
    dateline = re.search(rf"\b({'|'.join(names)}), ?ngày", text)
    seat = load().seat
    named = Counter(m[0] for m in re.finditer(rf"\b(?:{'|'.join(names)})\b", view) if m[0] != seat)
    most = min(named, key=lambda n: (-named[n], n)) if named else None
    printed = upper[1] if upper else dateline[1] if dateline and dateline[1] != seat else most
    place = bodies.proper(printed) if printed else None
    return f"{'thành phố' if place in load().cities else 'tỉnh'} {place}" if place else None


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
