"""Where a claim's words stand on the page: the page, and the rectangle around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from graph.extract.doubted import SURE, least
from graph.model import Box, Claim, Source, Span
from graph.vocab import DOCUMENT_EDGES

_BETWEEN = frozenset(f"pol:{edge}" for edge in DOCUMENT_EDGES)


def placed(claims: Iterable[Claim], sources: Mapping[str, Source]) -> Iterator[Claim]:
    """The claims with page and box where the source of their document knows them. A claim between documents whose figures were recognised in
    doubt says so."""
    for claim in claims:
        source = sources.get(claim.document)
        if source and source.pages:
            page, box = where(source, claim.span)
            claim = replace(claim, page=page, box=box)
            sure = least(source, [claim.span]) if claim.predicate in _BETWEEN else 1.0
            if sure < SURE and not claim.warning and not claim.said:
                claim = replace(claim, warning=f"its figures were recognised in a picture with a sureness of {sure:g}")
        yield claim


def where(source: Source, span: Span) -> tuple[int, str | None]:
    """The number of the page that a span begins on, and the rectangle around what of it stands there: left, top, width and height in per
    cent of the page, as a media fragment.

    >>> from graph.model import Page
    >>> boxes = ((Span(0, 20), Box(1, 60, 80, 260, 96)), (Span(20, 30), Box(1, 50, 100, 150, 116)))
    >>> where(Source("a.pdf", "x" * 30, pages=(Page(1, 0, 500, 800),), boxes=boxes), Span(10, 25))
    (1, 'xywh=percent:10,10,42,4.5')
    """
    found = [cut(at, box, span) for at, box in source.placed(span)]
    first = source.pages[max(bisect_right(source.pages, span.start, key=lambda page: page.start) - 1, 0)]
    if not found:
        return first.number, None
    number = found[0].page
    page = next((page for page in source.pages if page.number == number), first)
    here = [box for box in found if box.page == number]
    if not page.width or not page.height:
        return number, None
    left, top = min(box.left for box in here) / page.width, min(box.top for box in here) / page.height
    right, bottom = max(box.right for box in here) / page.width, max(box.bottom for box in here) / page.height
    shares = (max(left, 0.0), max(top, 0.0), min(right, 1.0) - max(left, 0.0), min(bottom, 1.0) - max(top, 0.0))
    return number, "xywh=percent:" + ",".join(f"{round(100 * share, 2):g}" for share in shares)


def cut(at: Span, box: Box, span: Span) -> Box:
    """The part of a line's box that the characters of `span` take of the line's, by their count: letters are about equally wide.

    >>> cut(Span(0, 10), Box(1, 100, 50, 200, 60), Span(5, 30))
    Box(page=1, left=150.0, top=50, right=200, bottom=60)
    """
    step = (box.right - box.left) / max(at.end - at.start, 1)
    left = box.left + step * (span.start - at.start) if span.start > at.start else box.left
    right = box.left + step * (span.end - at.start) if span.end < at.end else box.right
    return Box(box.page, left, box.top, right, box.bottom)
