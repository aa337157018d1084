"""A file that holds several documents -> a source for each.

A second document begins with a letterhead of its own right behind the end of the first: who issues it, its motto, a number that is filled in and is
not the first's, a day, its type. Forms and annexes print letterheads too ("Số: …/QĐ-…"): what they leave open keeps them where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from graph.language import kinds, numbers
from graph.language.folding import composed, fold, same_length
from graph.language.lexicon import any_of
from graph.model import Grid, Source, Span
from graph.structure import lines, signature
from graph.structure.letterhead import is_capital, patterns, type_of

_ABOVE, _BELOW = 8, 25
"""Printed lines above and below a motto that can belong to its letterhead."""
_NEAR = 1500
"""Characters between the end of a document and the beginning of the next at most."""
_NUMBER = re.compile(rf"(?i:(?:luật )?số) ?:? ?({numbers.NUMBER})")
_END = re.compile(r"^\W*(?:Nơi nhận|T/?M\.? |KT\. |TL\. )", re.MULTILINE)
"""What the end of a document holds: the recipients, or who signs."""
_DAY = re.compile(r"ngày ?\d{0,2} ?tháng \d{1,2} năm (?:19|20)\d\d", re.IGNORECASE)
_RULE = re.compile(r"[-_=–—*.\s|]*")


def parts(source: Source) -> tuple[Source, ...]:
    """The documents of a source, in order: most hold one, and are given back as they are. Further ones bear the name of the file with a number
    behind it, and each says in its remarks what the file holds.

    >>> motto, day = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "A, ngày 2 tháng 6 năm 2022"
    >>> one = f"UBND TỈNH A\\n{motto}\\nSố: 5/QĐ-UBND\\n{day}\\nQUYẾT ĐỊNH\\nVề chợ\\nNơi nhận:\\n"
    >>> two = one.replace("Số: 5", "Số: 6")
    >>> [part.path for part in parts(Source("a.txt", one + two))], len(parts(Source("a.txt", one + one)))
    (['a.txt', 'a (2).txt'], 1)
    """
    starts = [0, *_starts(source.text)]
    if len(starts) == 1:
        return (source,)
    ends = [*starts[1:], len(source.text)]
    told = f"{source.path} holds {len(starts)} documents, each with a letterhead of its own; this is number "
    return tuple(
        _cut(source, Span(start, end), n, (f"{told}{n}",))
        for n, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _starts(text: str) -> Iterator[int]:
    """Where further documents begin."""
    whole, stands = composed(text)
    if sum(whole.count(words) for words in _ENDS) < 2:
        return
    printed = [line for line in lines.lines(same_length(whole)) if line.text.strip()]
    known: set[str] = set()
    since = 0
    for i, line in enumerate(printed):
        if not any(_MOTTO.fullmatch(words) for words in _words(line)):
            continue
        first = _first(printed, i)
        number = _number(printed[first : i + _BELOW])
        if number is None:
            continue
        if (
            known
            and number not in known
            and (first < i or len(_words(line)) > 1)
            and _ended(whole, printed[since].start, printed[first].start)
        ):
            yield stands[printed[first].start]
        known.add(number)
        since = i


_ENDS = ("CHỦ NGHĨA VIỆT NAM", "CỘNG SẢN VIỆT NAM")
"""How mottos end."""
_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM")


def _words(line: lines.Line) -> list[str]:
    """The words of a line's cells."""
    cells = lines.cells(lines.Line(0, line.text))
    return [words for cell in cells if (words := cell.of(line.text).strip(" *#|"))]


def _ended(text: str, since: int, at: int) -> bool:
    """Whether the document before a place has come to its end there: who signs stands right before, and no form behind that."""
    ends = [match.end() for match in _END.finditer(text, since, at)]
    ends += [
        line.end
        for line in lines.lines(text[max(since, at - _NEAR) : at], max(since, at - _NEAR))
        if signature.is_role(line.text)
    ]
    ends.sort()
    return bool(ends) and at - ends[-1] < _NEAR and not _form().search(text, ends[-1], at)


@lru_cache(maxsize=1)
def _form() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?i:{any_of('letterhead', 'forms')})", re.MULTILINE)


def _first(printed: list[lines.Line], at: int) -> int:
    """The first line of the letterhead whose motto stands at a line: the body stands above it in capitals, or beside it."""
    first = at
    for i in range(at - 1, max(at - _ABOVE, -1), -1):
        words = printed[i].text.strip(" |*#\t")
        if _RULE.fullmatch(printed[i].text):
            continue
        subject = any(patterns().letter.match(line.text.strip(" |*#\t")) for line in printed[max(i - 3, 0) : i + 1])
        if _NUMBER.match(words) or (subject and not _END.match(words)):
            continue
        if not is_capital(words) or len(words) < 4 or _END.match(words) or signature.is_role(words):
            break
        if kinds.in_small_letters().match(fold(words)):
            first = i
    return first


def _number(below: list[lines.Line]) -> str | None:
    """The number that the lines of a letterhead print; None where they leave it, the day or the type open."""
    words = [words for line in below for words in _words(line)]
    number = next((match[1] for one in words[:20] if (match := _NUMBER.match(one))), None)
    typed = any(type_of(one) or patterns().letter.match(one) for one in words)
    dated = any(_DAY.search(one) for one in words[:20])
    return numbers.key(number) if number and typed and dated else None


def _numbered(path: str, number: int) -> str:
    """The name of a further document of a file: "a (2).txt"."""
    whole = PurePosixPath(path)
    return str(whole.with_name(f"{whole.stem} ({number}){whole.suffix}"))


def _cut(source: Source, span: Span, number: int, remarks: tuple[str, ...]) -> Source:
    """A part of a source as a source of its own; places count its own characters."""
    name = source.path if number == 1 else _numbered(source.path, number)

    def inside(place: Span) -> bool:
        return span.start <= place.start and place.end <= span.end

    def moved(place: Span) -> Span:
        return Span(place.start - span.start, place.end - span.start)

    def grid(one: Grid) -> Grid:
        cells = tuple(replace(cell, spans=tuple(map(moved, cell.spans))) for cell in one.cells)
        return replace(one, span=moved(one.span), cells=cells)

    begun = [page for page in source.pages if page.start < span.end]
    first = max((i for i, page in enumerate(begun) if page.start <= span.start), default=0)
    return replace(
        source,
        path=name,
        kept=source.kept if number == 1 or not source.kept else _numbered(source.kept, number),
        text=span.of(source.text),
        pages=tuple(replace(page, start=max(page.start - span.start, 0)) for page in begun[first:]),
        grids=tuple(grid(one) for one in source.grids if inside(one.span)),
        notes=tuple(
            replace(note, mark=moved(note.mark), text=moved(note.text))
            for note in source.notes
            if inside(note.mark) and inside(note.text)
        ),
        styles=tuple(replace(style, span=moved(style.span)) for style in source.styles if inside(style.span)),
        boxes=tuple((moved(place), box) for place, box in source.boxes if inside(place)),
        sureness=tuple((moved(place), sure) for place, sure in source.sureness if inside(place)),
        remarks=(*source.remarks, *remarks),
        whole=source.path,
    )
